import type { Scalar } from './steps.ts';

/** The numbers that are there, ascending. */
export function sortedNumbers(values: readonly Scalar[]): Float64Array {
  return Float64Array.from(values.filter((value) => value !== null) as number[]).sort();
}

/** Summed in ascending order, so that the order of the rows does not matter; never beyond the values; 0 of none. */
export function meanOf(sorted: Float64Array): number {
  if (sorted.length === 0) return 0;
  let sum = 0;
  for (const x of sorted) sum += x / sorted.length;
  return Math.min(Math.max(sum, sorted[0] as number), sorted.at(-1) as number);
}

/** How often each category occurs. */
export function countsOf(values: readonly Scalar[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value !== null) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  }
  return counts;
}

/** The most frequent value; of several the least (as scikit-learn's SimpleImputer). */
export function mostFrequent(values: readonly (number | string)[]): number | string {
  const counts = new Map<number | string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let most = values[0] as number | string;
  for (const [value, count] of counts) {
    const lead = count - (counts.get(most) ?? 0);
    if (lead > 0 || (lead === 0 && value < most)) most = value;
  }
  return most;
}

/** The order of JavaScript's `<`: the same on every machine, unlike a locale's. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
