import { quantileBy } from './quantile.ts';

/** The first place among ascending values from which on they are at least `bound` (or above it). */
export function placeOf(values: Float64Array, bound: number, above = false): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = values[middle] as number;
    if (value < bound || (above && value === bound)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The sum of counts from one place to before another. */
export function sumBetween(counts: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += counts[i] as number;
  return sum;
}

/** NumPy's quantiles of ascending values with their counts. */
export function quantilesOfCounts(
  values: Float64Array,
  counts: Float64Array,
  shares: readonly number[],
): number[] {
  const total = sumBetween(counts, 0, counts.length);
  const positions = shares.map((share) => share * (total - 1));
  const ranks = positions.flatMap((place) => [Math.floor(place), Math.floor(place) + 1]);
  const found = valuesOfRanks(values, counts, ranks);
  const valueAt = (rank: number) => found.get(rank) ?? Number.NaN;
  return shares.map((share, index) => {
    const value = quantileBy(valueAt, total, share);
    if (Number.isFinite(value) || total === 0) return value;
    // The two values are further apart than the largest double.
    const rank = Math.floor(positions[index] as number);
    const part = (positions[index] as number) - rank;
    return valueAt(rank) * (1 - part) + valueAt(rank + 1) * part;
  });
}

/** The values of these ranks (from 0) among ascending values with their counts; the last one for all beyond. */
function valuesOfRanks(
  values: Float64Array,
  counts: Float64Array,
  ranks: readonly number[],
): Map<number, number> {
  const found = new Map<number, number>();
  if (values.length === 0) return found;
  let place = 0;
  let end = counts[0] as number;
  for (const rank of ranks.toSorted((a, b) => a - b)) {
    while (end <= rank && place < counts.length - 1) {
      place++;
      end += counts[place] as number;
    }
    found.set(rank, values[place] as number);
  }
  return found;
}
