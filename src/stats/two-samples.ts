import { sortNumbers } from './sort-numbers.ts';

/**
 * Two samples of numbers as one table: what every two-sample test here works on, so that sorting
 * and merging are done once.
 */
export interface TwoSamples {
  /** The distinct values of both samples, ascending. */
  readonly values: Float64Array;
  /** How often each value is in the first and in the second sample. Weights serve as well. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The sizes of the samples: the sums of `x` and `y`. */
  readonly nx: number;
  readonly ny: number;
}

/** Distinct numbers, ascending, and how often each occurs. */
export interface CountedNumbers {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/**
 * Tabulates two samples of finite numbers, in any order; they are left as they are. O(n log n).
 * Throws RangeError for NaN and infinities.
 */
export function tabulate(first: ArrayLike<number>, second: ArrayLike<number>): TwoSamples {
  return mergeCounts(countSorted(sortedFinite(first)), countSorted(sortedFinite(second)));
}

/**
 * Tabulates two samples that are counted already. O(n).
 * @param room where the table goes: the result is there until the room is used again
 */
export function mergeCounts(
  first: CountedNumbers,
  second: CountedNumbers,
  room = new MergeRoom(),
): TwoSamples {
  const { values: a, counts: aCounts } = first;
  const { values: b, counts: bCounts } = second;
  const [values, x, y] = room.of(a.length + b.length);
  let rows = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a[i] as number;
    const right = b[j] as number;
    // Without branches, which a processor could only guess.
    const isLeft = +(left <= right);
    const isRight = +(right <= left);
    values[rows] = Math.min(left, right);
    x[rows] = isLeft * (aCounts[i] as number);
    y[rows] = isRight * (bCounts[j] as number);
    i += isLeft;
    j += isRight;
    rows++;
  }
  for (; i < a.length; i++, rows++) {
    values[rows] = a[i] as number;
    x[rows] = aCounts[i] as number;
    y[rows] = 0;
  }
  for (; j < b.length; j++, rows++) {
    values[rows] = b[j] as number;
    x[rows] = 0;
    y[rows] = bCounts[j] as number;
  }
  return {
    values: values.subarray(0, rows),
    x: x.subarray(0, rows),
    y: y.subarray(0, rows),
    nx: sumOf(aCounts),
    ny: sumOf(bCounts),
  };
}

/** Memory for the tables of one comparison after the other. */
export class MergeRoom {
  #arrays = [new Float64Array(), new Float64Array(), new Float64Array()] as const;

  of(length: number): readonly [Float64Array, Float64Array, Float64Array] {
    if (this.#arrays[0].length < length) {
      this.#arrays = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
    }
    return this.#arrays;
  }
}

function sumOf(counts: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i] as number;
  return sum;
}

function countSorted(sorted: Float64Array): CountedNumbers {
  const values = new Float64Array(sorted.length);
  const counts = new Float64Array(sorted.length);
  let last = -1;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i] as number;
    if (last < 0 || value !== values[last]) values[++last] = value;
    counts[last] = (counts[last] as number) + 1;
  }
  return { values: values.subarray(0, last + 1), counts: counts.subarray(0, last + 1) };
}

function sortedFinite(sample: ArrayLike<number>): Float64Array {
  const sorted = sortNumbers(Float64Array.from(sample));
  // NaN comes first or last, and so do the infinities to their side.
  const ends = [sorted[0] ?? 0, sorted[sorted.length - 1] ?? 0];
  if (!ends.every(Number.isFinite)) throw new RangeError('a sample has a value that is not finite');
  return sorted;
}

/**
 * Mean and variance (divisor n) of ascending values with these counts. NaN when all counts are 0.
 * Values are taken relative to the first one, so that a large common offset costs no digits.
 */
export function momentsOf(
  values: ArrayLike<number>,
  counts: ArrayLike<number>,
): { mean: number; variance: number } {
  let first = 0;
  while (first < counts.length && counts[first] === 0) first++;
  const origin = first < values.length ? (values[first] as number) : Number.NaN;
  let n = 0;
  let sum = 0;
  for (let i = first; i < values.length; i++) {
    const count = counts[i] as number;
    n += count;
    sum += count * ((values[i] as number) - origin);
  }
  const shift = sum / n;
  let squares = 0;
  for (let i = first; i < values.length; i++) {
    const deviation = (values[i] as number) - origin - shift;
    squares += (counts[i] as number) * (deviation * deviation);
  }
  return { mean: origin + shift, variance: squares / n };
}
