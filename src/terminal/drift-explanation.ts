import type { Frame } from '../data/engine/frame.ts';
import { type Explanation, explainColumn } from '../drift/explain.ts';
import type { JudgedDrift } from '../drift/judge.ts';
import { CALIBRATED } from '../drift/names.ts';
import { UserError } from '../system/errors.ts';
import type { DriftOptions } from './options.ts';

const NOT_COMPARED =
  'Times of later data are later, which is no drift. Compare what is derived from them, such as the hour or an age.';

/**
 * What the number of a column is made of, where asked for and known.
 * @throws UserError for a column that has no such number, and why
 */
export function explanationOf(
  before: Frame,
  now: Frame,
  { columns, notes, workings }: JudgedDrift,
  { explain: column, time }: DriftOptions,
): Explanation | undefined {
  if (column === undefined) return undefined;
  const drift = columns.find((each) => each.column === column);
  if (!drift) {
    const isTime = column === time;
    const why = isTime
      ? 'it is the time of each row'
      : notes.find((note) => note.column === column)?.sentence;
    if (why) throw new UserError(`--explain ${JSON.stringify(column)}: ${why}`, { hint: NOT_COMPARED });
    throw new UserError(`--explain ${JSON.stringify(column)}: no such column was compared`, {
      hint: `The columns are ${columns.map((each) => JSON.stringify(each.column)).join(', ')}.`,
    });
  }
  const [reference, current] = [before, now].map((side) => side.columns.get(column));
  const either = reference ?? current;
  if (!either) return undefined;
  const empty = { ...either, values: [] };
  if (drift.type === 'text' || drift.type === 'embedding') {
    throw new UserError(`--explain ${JSON.stringify(column)}: what a model tells apart has no terms`, {
      hint: 'Compare a column of numbers or categories.',
    });
  }
  if (drift.method.startsWith(`${CALIBRATED}.`) && !workings.has(drift.column)) return undefined;
  return explainColumn(reference ?? empty, current ?? empty, drift, workings.get(drift.column)?.());
}
