import type { Column, Frame } from '../data/engine/frame.ts';
import type { JudgeOptions as DriftSettings } from '../drift/judge.ts';
import { CALIBRATED } from '../drift/names.ts';
import { UserError } from '../system/errors.ts';
import { nearest } from '../system/nearest.ts';

/**
 * Refuses columns that an option names and that cannot do what it asks for.
 * @throws UserError for `--slice`, `--text` or `--embedding` of a column that a side lacks, an embedding of texts that are
 * no lists of numbers, and a `--time` that holds no times
 */
export function refuseUnfitColumns(
  reference: Frame,
  current: Frame,
  slices: readonly string[],
  { preset, time, text = [], embeddings = {} }: DriftSettings,
): void {
  const sides = [
    ['reference', reference],
    ['current', current],
  ] as const;
  const refuseMissing = (option: string, name: string) => {
    for (const [side, { columns }] of sides) {
      if (!columns.has(name)) throw missing(`${option} ${name}`, side, [...columns.keys()], name);
    }
  };
  for (const name of slices) refuseMissing('--slice', name);
  for (const name of text) refuseMissing('--text', name);
  for (const [embedding, parts] of Object.entries(embeddings)) {
    const option = `--embedding ${embedding}=${parts.join(',')}`;
    for (const name of parts) {
      if (!sides.some(([, { columns }]) => columns.has(name))) refuseMissing(option, name);
      for (const [, { columns }] of sides) refuseTexts(option, columns.get(name));
    }
  }
  if (preset !== CALIBRATED || time === undefined) return;
  refuseMissing('--time', time);
  for (const [side, { columns }] of sides) {
    const type = columns.get(time)?.type;
    if (type === 'timestamp' || type === 'date' || type === 'string' || type === undefined) continue;
    throw new UserError(
      `--time ${time}: ${JSON.stringify(time)} is no time column: it is ${type} in the ${side} data`,
      {
        hint: 'Name a column of dates or timestamps.',
      },
    );
  }
}

function missing(option: string, side: string, columns: readonly string[], name: string): UserError {
  const near = nearest(name, columns);
  return new UserError(`${option}: there is no column ${JSON.stringify(name)} in the ${side} data`, {
    hint:
      near === undefined
        ? `The columns are ${columns.map((one) => JSON.stringify(one)).join(', ')}.`
        : `Did you mean ${JSON.stringify(near)}?`,
  });
}

/** An embedding is columns of numbers, or one of lists of numbers as JSON. */
function refuseTexts(option: string, column: Column | undefined): void {
  if (column === undefined || column.type === 'integer' || column.type === 'number') return;
  const filled = column.values.filter((value) => value !== null);
  const isList = (value: unknown) => typeof value === 'string' && value.startsWith('[');
  if (filled.length === 0 || filled.some(isList)) return;
  throw new UserError(
    `${option}: ${JSON.stringify(column.name)} is a column of type ${column.type}, neither numbers nor lists of numbers`,
    { hint: 'An embedding is columns of numbers, or one column of lists of numbers such as [0.1, 0.2].' },
  );
}
