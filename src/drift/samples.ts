import type { Column, Value } from '../data/frame.ts';
import { type TwoSamples, tabulate } from '../stats/two-samples.ts';

/** How a drift method sees a column. */
export type ColumnKind = 'numerical' | 'categorical';

/** How many values of a side are not finite numbers. */
export interface NotFinite {
  readonly nan: number;
  readonly positiveInfinities: number;
  readonly negativeInfinities: number;
}

/**
 * A column of the reference and of the current data, tabulated once for every method: how often each
 * distinct value is there, without missing values.
 */
export interface Samples {
  readonly kind: ColumnKind;
  /** The counts of each distinct value, values in ascending order, and their sums. */
  readonly reference: Float64Array;
  readonly current: Float64Array;
  readonly referenceRows: number;
  readonly currentRows: number;
  /** The values themselves, where they are numbers. */
  readonly numbers?: TwoSamples;
  /** The values themselves, where they are categories. */
  readonly texts?: readonly string[];
  /** How many numbers were left out because they are not finite: TFDV counts them. */
  readonly notFinite?: { readonly reference: NotFinite; readonly current: NotFinite };
  /** Whether a side is a column of integers without a missing value: NumPy's bin rules ask. */
  readonly wholeReference: boolean;
  readonly wholeCurrent: boolean;
}

/** The kind of a column of this type; undefined for times, which are not compared. */
export function kindOf(column: Column): ColumnKind | undefined {
  if (column.type === 'integer' || column.type === 'number') return 'numerical';
  return column.type === 'string' || column.type === 'boolean' ? 'categorical' : undefined;
}

/** Tabulates two columns of one kind. Missing values, NaN and infinities are left out. */
export function samplesOf(reference: Column, current: Column, kind: ColumnKind): Samples {
  return kind === 'numerical' ? numericalSamples(reference, current) : categoricalSamples(reference, current);
}

function numericalSamples(reference: Column, current: Column): Samples {
  const first = finiteNumbers(reference.values);
  const second = finiteNumbers(current.values);
  const numbers = tabulate(first, second);
  return {
    kind: 'numerical',
    reference: numbers.x,
    current: numbers.y,
    referenceRows: numbers.nx,
    currentRows: numbers.ny,
    numbers,
    notFinite: { reference: notFinite(reference.values), current: notFinite(current.values) },
    wholeReference: reference.type === 'integer' && first.length === reference.values.length,
    wholeCurrent: current.type === 'integer' && second.length === current.values.length,
  };
}

function notFinite(values: readonly Value[]): NotFinite {
  let [nan, positiveInfinities, negativeInfinities] = [0, 0, 0];
  for (const value of values) {
    if (typeof value !== 'number' || Number.isFinite(value)) continue;
    if (Number.isNaN(value)) nan++;
    else if (value > 0) positiveInfinities++;
    else negativeInfinities++;
  }
  return { nan, positiveInfinities, negativeInfinities };
}

function finiteNumbers(values: readonly Value[]): Float64Array {
  const numbers = new Float64Array(values.length);
  let count = 0;
  for (const value of values) {
    // Adding 0 makes one value of 0 and -0.
    if (typeof value === 'number' && Number.isFinite(value)) numbers[count++] = value + 0;
  }
  return numbers.subarray(0, count);
}

function categoricalSamples(reference: Column, current: Column): Samples {
  const first = countValues(reference.values);
  const second = countValues(current.values);
  const keys = [...new Set([...first.counts.keys(), ...second.counts.keys()])].sort();
  return {
    kind: 'categorical',
    texts: keys,
    reference: Float64Array.from(keys, (key) => first.counts.get(key) ?? 0),
    current: Float64Array.from(keys, (key) => second.counts.get(key) ?? 0),
    referenceRows: first.rows,
    currentRows: second.rows,
    wholeReference: false,
    wholeCurrent: false,
  };
}

function countValues(values: readonly Value[]): { counts: Map<string, number>; rows: number } {
  const counts = new Map<string, number>();
  let rows = 0;
  for (const value of values) {
    if (value === null) continue;
    const key = String(value);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    rows++;
  }
  return { counts, rows };
}
