import type { Bucket } from './quantile-histogram.ts';

/** A histogram of TFDV: its buckets, some of them points, and how many values were NaN. */
export interface Histogram {
  readonly buckets: readonly Bucket[];
  readonly nan: number;
}

/** Two distributions over the same cells. */
export interface AlignedHistograms {
  /** The shares of the cells that have any mass. */
  readonly reference: number[];
  readonly current: number[];
  readonly labels: string[];
}

/**
 * The shares of two histograms over the same cells, as TFDV aligns them (`metrics.cc`, AlignHistograms): over the
 * joint edges with the mass spread evenly within a bucket, then the points, then what is not finite, which no side
 * shares with the other; NaN only where both have the same edges.
 */
export function alignHistograms(reference: Histogram, current: Histogram): AlignedHistograms {
  const sides = [reference, current].map(partsOf);
  const edges = [...new Set(sides.flatMap(({ wide }) => wide.flatMap(({ low, high }) => [low, high])))];
  edges.sort((a, b) => a - b);
  const points = [...new Set(sides.flatMap((side) => [...side.points.keys()]))].sort((a, b) => a - b);
  // TFDV forgets the NaN of histograms whose edges differ (`RebucketHistogram` does not carry their number over).
  const forgotten = sides.some(
    ({ wide }) => new Set(wide.flatMap(({ low, high }) => [low, high])).size < edges.length,
  );
  const [nanBefore, nanNow] = forgotten ? [0, 0] : [reference.nan, current.nan];
  const [before, now] = sides.map((side, index) => [
    ...spreadOver(side.wide, edges),
    ...points.map((point) => side.points.get(point) ?? 0),
    ...[index === 0 ? side.infinite : 0, index === 0 ? 0 : side.infinite],
    ...[index === 0 ? nanBefore : 0, index === 0 ? 0 : nanNow],
  ]) as [number[], number[]];
  const labels = [
    ...edges.slice(1).map((high, i) => `[${edges[i]}, ${high})`),
    ...points.map(String),
    'infinite (reference)',
    'infinite (current)',
    'NaN (reference)',
    'NaN (current)',
  ];
  const used = Array.from(labels.keys()).filter((i) => (before[i] as number) + (now[i] as number) > 0);
  const shares = (counts: readonly number[]) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return used.map((i) => (counts[i] as number) / total);
  };
  return {
    reference: shares(before),
    current: shares(now),
    labels: used.map((i) => labels[i] as string),
  };
}

function partsOf({ buckets }: Histogram): { wide: Bucket[]; points: Map<number, number>; infinite: number } {
  const wide: Bucket[] = [];
  const points = new Map<number, number>();
  let infinite = 0;
  for (const bucket of buckets) {
    if (!Number.isFinite(bucket.low) || !Number.isFinite(bucket.high)) infinite += bucket.count;
    else if (bucket.low < bucket.high) wide.push(bucket);
    else points.set(bucket.low, (points.get(bucket.low) ?? 0) + bucket.count);
  }
  return { wide, points, infinite };
}

/** The mass of ascending buckets between neighbouring edges, which are all the edges of the buckets and more. */
function spreadOver(buckets: readonly Bucket[], edges: readonly number[]): number[] {
  const mass = new Array<number>(Math.max(0, edges.length - 1)).fill(0);
  let cell = 0;
  for (const { low, high, count } of buckets) {
    while ((edges[cell] as number) < low) cell++;
    for (; cell < mass.length && (edges[cell] as number) < high; cell++) {
      const width = (edges[cell + 1] as number) - (edges[cell] as number);
      mass[cell] = (mass[cell] as number) + (width / (high - low)) * count;
    }
  }
  return mass;
}
