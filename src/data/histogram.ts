import type { Histogram } from './profile-schema.ts';

/**
 * numpy.linspace(minimum, maximum, bins + 1); fewer edges where doubles cannot tell them apart, and
 * `[v, v]` where all values are `v`.
 */
export function linearEdges(minimum: number, maximum: number, bins: number): number[] {
  if (minimum === maximum) return [minimum, maximum];
  const step = (maximum - minimum) / bins;
  const inner = Array.from({ length: bins - 1 }, (_, index) => {
    const position = index + 1;
    return Number.isFinite(step)
      ? minimum + position * step
      : minimum * (1 - position / bins) + maximum * (position / bins);
  });
  const edges = [minimum];
  for (const edge of inner) {
    if (edge > (edges.at(-1) ?? edge) && edge < maximum) edges.push(edge);
  }
  return [...edges, maximum];
}

/**
 * The exact histogram of ascending values with their counts. A bin is [edge, next edge), the last one
 * closed; `below` and `above` count what is outside.
 */
export function countOnEdges(
  values: ArrayLike<number>,
  counts: ArrayLike<number>,
  edges: readonly number[],
): Required<Omit<Histogram, 'edges'>> {
  const bins = Array.from({ length: edges.length - 1 }, () => 0);
  const first = edges[0] as number;
  const last = edges[edges.length - 1] as number;
  let below = 0;
  let above = 0;
  let bin = 0;
  let end = bins.length > 1 ? (edges[1] as number) : Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const count = counts[i] as number;
    if (value < first) below += count;
    else if (value > last) above += count;
    else {
      while (value >= end) {
        bins[bin] = sum;
        sum = 0;
        bin++;
        end = bin < bins.length - 1 ? (edges[bin + 1] as number) : Number.POSITIVE_INFINITY;
      }
      sum += count;
    }
  }
  bins[bin] = sum;
  return { counts: bins, below, above };
}

/** Days or microseconds since 1970 as milliseconds. */
export function timesToMilliseconds(type: 'date' | 'timestamp', times: Float64Array): Float64Array {
  return type === 'date' ? times.map((day) => day * 86_400_000) : times.map((time) => time / 1000);
}
