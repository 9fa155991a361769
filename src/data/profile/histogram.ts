import { placeOf, sumBetween } from '../../stats/counted-numbers.ts';
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
  values: Float64Array,
  counts: Float64Array,
  edges: readonly number[],
): Required<Omit<Histogram, 'edges'>> {
  const last = edges.length - 1;
  const places = edges.map((edge, index) => placeOf(values, edge, index === last));
  const bins = places.slice(1).map((end, bin) => sumBetween(counts, places[bin] ?? 0, end));
  return {
    counts: bins,
    below: sumBetween(counts, 0, places[0] ?? 0),
    above: sumBetween(counts, places[last] ?? 0, counts.length),
  };
}

/** Days or microseconds since 1970 as milliseconds. */
export function timesToMilliseconds(type: 'date' | 'timestamp', times: Float64Array): Float64Array {
  return type === 'date' ? times.map((day) => day * 86_400_000) : times.map((time) => time / 1000);
}
