import { normalQuantile, normalSf } from './normal.ts';
import { tQuantile, tSf } from './student-t.ts';

/** Where a figure lies that was measured on a sample: what an interval and a p-value are both read from. */
export interface SamplingDistribution {
  /** 0 where the sample shows no spread at all. */
  readonly standardError: number;
  /** The share of the distribution at `x` and above. */
  above(x: number): number;
  /** The x that the share `p` of the distribution lies below. */
  quantile(p: number): number;
}

/** The normal distribution around a figure. */
export function normalAround(center: number, standardError: number): SamplingDistribution {
  if (standardError === 0) return allAt(center);
  return {
    standardError,
    above: (x) => normalSf((x - center) / standardError),
    quantile: (p) => center + normalQuantile(p) * standardError,
  };
}

/** Student's t distribution around a figure. */
export function studentAround(center: number, standardError: number, df: number): SamplingDistribution {
  if (standardError === 0) return allAt(center);
  return {
    standardError,
    above: (x) => tSf((x - center) / standardError, df),
    quantile: (p) => center + tQuantile(p, df) * standardError,
  };
}

/** Replicates at each end that are too few to say how far out the tail goes. */
const TAIL = 20;

/**
 * The distribution of a figure in resamples of `units` rows (or clusters): Hesterberg's expanded percentiles
 * (2015, "What teachers should know about the bootstrap", section 4.5). The plain percentile interval is too narrow by
 * the √((n-1)/n) that a resample lacks, and by what t has over the normal distribution, so that the quantile p is read
 * at Φ(√(n/(n-1)) t_p(n-1)) of the replicates (type 7); with few clusters that is much. Beyond the 20th replicate from
 * either end a normal tail of the replicates' mean and deviation goes on, so that a p-value which must be
 * corrected for many slices does not end at one replicate.
 * @param replicates at least two, finite; sorted in place
 */
export function resampledAround(replicates: Float64Array, units: number): SamplingDistribution {
  replicates.sort();
  const { mean, deviation } = momentsOf(replicates);
  const [least, most] = [replicates[0] as number, replicates[replicates.length - 1] as number];
  if (least === most) return allAt(least);
  const mirrored = replicates.map((value) => -value).reverse();
  const expansion = Math.sqrt(units / (units - 1));
  const [low, high] = [lowerSide(replicates, mean, deviation), lowerSide(mirrored, -mean, deviation)];
  const median = low.quantile(0.5);
  /** The quantile of a share of at most a half, by the side of that tail. */
  const expanded = (side: typeof low, p: number) =>
    units < 2 ? Number.NEGATIVE_INFINITY : side.quantile(normalSf(-expansion * tQuantile(p, units - 1)));
  const share = (below: number) => (units < 2 ? 0.5 : tSf(-normalQuantile(below) / expansion, units - 1));
  return {
    standardError: deviation * expansion,
    above: (x) => (x > median ? share(high.atMost(-x)) : 1 - share(low.below(x))),
    quantile: (p) => (p <= 0.5 ? expanded(low, p) : -expanded(high, 1 - p)),
  };
}

/** The lower half of sorted replicates: shares and quantiles that undo each other. */
function lowerSide(sorted: Float64Array, mean: number, deviation: number) {
  const steps = sorted.length - 1;
  const rank = Math.min(TAIL, Math.floor(sorted.length / 10));
  const edge = sorted[rank] as number;
  const edgeTail = normalSf((mean - edge) / deviation);
  const inTail = (x: number) => ((rank / steps) * normalSf((mean - x) / deviation)) / edgeTail;
  /** The share at the place among the sorted where `x` would come, by type 7 turned round. */
  const inside = (x: number, place: number) => {
    const [before, after] = [sorted[place - 1] as number, sorted[place] ?? Number.POSITIVE_INFINITY];
    return Math.min(1, (place - 1 + Math.min(1, (x - before) / (after - before))) / steps);
  };
  return {
    /** Ties with `x` do not count. */
    below: (x: number) =>
      x <= edge
        ? inTail(x)
        : inside(
            x,
            placeOf(sorted, (value) => value < x),
          ),
    /** Ties with `x` count. */
    atMost: (x: number) =>
      x < edge
        ? inTail(x)
        : inside(
            x,
            placeOf(sorted, (value) => value <= x),
          ),
    quantile(p: number) {
      if (p * steps < rank) return mean + deviation * normalQuantile((p * edgeTail * steps) / rank);
      const index = Math.floor(p * steps);
      const value = sorted[index] as number;
      return value + (p * steps - index) * ((sorted[index + 1] ?? value) - value);
    },
  };
}

/** How many of the sorted values come before the first for which `before` is false. */
function placeOf(sorted: Float64Array, before: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(sorted[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function momentsOf(values: Float64Array) {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

function allAt(center: number): SamplingDistribution {
  return { standardError: 0, above: (x) => (center >= x ? 1 : 0), quantile: () => center };
}
