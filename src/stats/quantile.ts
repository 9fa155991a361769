/**
 * The quantile `q` in [0, 1] of values in ascending order, interpolated between the two nearest
 * (type 7 of Hyndman and Fan: NumPy's and R's default). NaN when there are no values.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, q: number): number {
  return quantileBy((index) => sorted[index] ?? Number.NaN, sorted.length, q);
}

/** The same of values in any order; they are left as they are. */
export function quantile(values: ArrayLike<number>, q: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), q);
}

/** The same where `valueAt(index)` gives the value of that rank (from 0) among `count`. */
export function quantileBy(valueAt: (index: number) => number, count: number, q: number): number {
  if (count === 0 || !(q >= 0 && q <= 1)) return Number.NaN;
  const position = q * (count - 1);
  const index = Math.floor(position);
  const below = valueAt(index);
  const share = position - index;
  if (share === 0) return below;
  const above = valueAt(index + 1);
  const step = above - below;
  // NumPy's way round, so that the last bit agrees too.
  return share >= 0.5 ? above - step * (1 - share) : below + step * share;
}
