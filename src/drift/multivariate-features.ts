import type { Column, Frame, Value } from '../data/engine/frame.ts';
import type { Matrix } from '../learners/matrix.ts';
import { kindOf } from './samples.ts';

const CATEGORIES = 20;
/** Extremes would outweigh all other rows. */
const MOST_DEVIATIONS = 5;
/** Products of pairs show that columns hang together in another way; they grow with the square. */
const COLUMNS_IN_PAIRS = 12;

/**
 * The rows of a frame as numbers that a linear model can use: standardised numbers with an indicator of missing ones,
 * indicators of the most frequent categories, and the products of pairs of the first twelve columns of numbers.
 */
export function featuresOf(frame: Frame, names: readonly string[]): Matrix {
  const numbers: Float64Array[] = [];
  const indicators: Float64Array[] = [];
  for (const name of names) {
    const column = frame.columns.get(name);
    if (!column) continue;
    const { standardized, others } = columnFeatures(column);
    if (standardized) numbers.push(standardized);
    indicators.push(...others);
  }
  const paired = numbers.slice(0, COLUMNS_IN_PAIRS);
  const products = paired.flatMap((a, i) =>
    paired.slice(i).map((b) => standardize(a.map((value, row) => value * (b[row] as number)))),
  );
  const columns = [...numbers, ...products.filter((product) => product !== null), ...indicators];
  const values = new Float64Array(frame.rows * columns.length);
  for (const [place, column] of columns.entries()) {
    for (let row = 0; row < frame.rows; row++) values[row * columns.length + place] = column[row] as number;
  }
  return { rows: frame.rows, columns: columns.length, values };
}

function columnFeatures(column: Column): { standardized: Float64Array | null; others: Float64Array[] } {
  const kind = kindOf(column);
  const indicator = (is: (value: Value) => boolean) =>
    Float64Array.from(column.values, (value) => (is(value) ? 1 : 0));
  if (kind === 'numerical') {
    const isMissing = (value: Value) => typeof value !== 'number' || !Number.isFinite(value);
    const others = column.values.some(isMissing) ? [indicator(isMissing)] : [];
    const numbers = Float64Array.from(column.values, (value) =>
      isMissing(value) ? Number.NaN : (value as number),
    );
    return { standardized: standardize(numbers), others };
  }
  if (kind === undefined) return { standardized: null, others: [] };
  const counts = new Map<string, number>();
  for (const value of column.values) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  const frequent = [...counts]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .slice(0, CATEGORIES)
    .map(([value]) => value);
  return {
    standardized: null,
    others: frequent.length > 1 ? frequent.map((known) => indicator((value) => String(value) === known)) : [],
  };
}

/** Mean 0 and variance 1, NaN as the mean, extremes cut; null where it is constant. */
function standardize(values: Float64Array): Float64Array | null {
  const present = values.filter((value) => !Number.isNaN(value));
  const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
  const deviation = Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length);
  if (!(deviation > 0) || !Number.isFinite(deviation)) return null;
  return values.map((value) =>
    Number.isNaN(value)
      ? 0
      : Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, (value - mean) / deviation)),
  );
}
