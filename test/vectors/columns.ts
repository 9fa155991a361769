import { type Column, frameOf, type Value } from '../../src/data/engine/frame.ts';
import { compareColumns } from '../../src/drift/compare.ts';
import { driftMethod } from '../../src/drift/methods/catalogue.ts';
import type { ColumnDrift, DriftOptions } from '../../src/drift/result.ts';

export type Counts = Record<string, number>;

/** As many rows of each value as it counts. */
export const rowsOf = (counts: Counts): string[] =>
  Object.entries(counts).flatMap(([value, count]) => new Array<string>(count).fill(value));

/** A column `x` of the type that its values have. */
export function columnOf(values: readonly Value[]): Column {
  const isWhole = values.every(Number.isInteger);
  const type = typeof values[0] === 'number' ? (isWhole ? 'integer' : 'number') : 'string';
  return { name: 'x', type, values };
}

/** What a method, or the preset, finds about the column `x`. */
export function compareValues(
  reference: readonly Value[],
  current: readonly Value[],
  method?: string,
  options: DriftOptions = {},
): ColumnDrift {
  const sides = [frameOf([columnOf(reference)]), frameOf([columnOf(current)])] as const;
  const methods = method ? { methods: { x: method } } : {};
  const [drift] = compareColumns(...sides, { ...options, ...methods }).columns;
  if (!drift) throw new Error('nothing was compared');
  return drift;
}

/** The number that is judged. */
export const scoreOf = ({ method, pValue, statistic }: ColumnDrift): number | null =>
  driftMethod(method).result === 'p-value' ? pValue : statistic;
