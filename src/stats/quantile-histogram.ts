/**
 * The histograms of TensorFlow Data Validation (1.16, `utils/quantiles_util.py` on the sketch of tfx-bsl): they are
 * not counted but made of quantile boundaries, so the counts are fractions. Up to 5701 distinct values the sketch
 * is exact, and so is the agreement; beyond that TFDV's own boundaries are within 1% of the rank.
 */

/** Mass between two bounds; equal bounds make a point. */
export interface Bucket {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Values in ascending order, distinct, each with its count or weight. Infinities may be the first and the last. */
export interface Weighted {
  readonly values: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
}

/** Boundaries that divide the mass into equal parts, and the mass up to and with each of them. */
export interface Boundaries {
  readonly values: number[];
  readonly cumulative: number[];
}

const FINE = 1000;
const BUCKETS = 10;

/**
 * The 1001 boundaries (100 for each of ten buckets) from which TFDV takes everything else. Values without a weight
 * do not count.
 */
export function quantileBoundaries({ values, weights }: Weighted, parts = FINE): Boundaries {
  const kept = new Float64Array(values.length);
  /** The weight up to and with each kept value. */
  const upTo = new Float64Array(values.length);
  let count = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights[i] as number;
    if (!(weight > 0)) continue;
    total += weight;
    kept[count] = values[i] as number;
    upTo[count] = total;
    count++;
  }
  const found: Boundaries = { values: [], cumulative: [] };
  if (count === 0) return found;
  let place = 0;
  for (let rank = 0; rank <= parts; rank++) {
    const wanted = 2 * ((rank * total) / parts);
    while (place + 1 < count && wanted >= (upTo[place] as number) + (upTo[place + 1] as number)) place++;
    // Of an exact summary the next value begins where this one ends.
    const next = place + 1 < count && wanted >= 2 * (upTo[place] as number) ? place + 1 : place;
    found.values.push(kept[next] as number);
    found.cumulative.push(upTo[next] as number);
  }
  return found;
}

/** TFDV's histogram of type QUANTILES: buckets of about equal mass. */
export function quantilesHistogram(boundaries: Boundaries, factor = FINE / BUCKETS): Bucket[] {
  const every = <T>(_: T, index: number) => index % factor === 0;
  return bucketsBetween({
    values: boundaries.values.filter(every),
    cumulative: boundaries.cumulative.filter(every),
  });
}

/** The mass between neighbouring boundaries; buckets that end at the same value share theirs equally. */
function bucketsBetween({ values, cumulative }: Boundaries): Bucket[] {
  const lows = values.slice(0, -1);
  const highs = values.slice(1);
  const counts = highs.map((_, i) => (cumulative[i + 1] as number) - (cumulative[i] as number));
  for (let i = 0; i < highs.length; ) {
    let end = i + 1;
    while (end < highs.length && highs[end] === highs[i]) end++;
    const sum = counts.slice(i, end).reduce((total, count) => total + count, 0);
    if (end > i + 1) counts.fill(sum / (end - i), i, end);
    i = end;
  }
  // The smallest value is in no bucket yet: it belongs to the first one, and to those that equal it.
  let first = 0;
  while (first < lows.length && lows[first] === lows[0] && highs[first] === highs[0]) first++;
  const share = (cumulative[0] ?? 0) / first;
  return lows.map((low, i) => ({
    low,
    high: highs[i] as number,
    count: (counts[i] as number) + (i < first ? share : 0),
  }));
}

/**
 * TFDV's histogram of type STANDARD: ten equally wide buckets between the smallest and the largest finite value,
 * the mass of the fine quantile buckets spread evenly within each of them. Infinities are buckets of their own.
 */
export function standardHistogram(weighted: Weighted): Bucket[] {
  const { values, weights } = weighted;
  const boundaries = quantileBoundaries(weighted);
  if (boundaries.values.length === 0) return [];
  const [low, high] = finiteRange(weighted);
  if (low > high) return [{ low, high, count: boundaries.cumulative.at(-1) as number }];
  const last = values.length - 1;
  const plus = values[last] === Number.POSITIVE_INFINITY ? (weights[last] as number) : 0;
  const { within, minus } = withoutInfinities(boundaries, high, plus);
  const fine = bucketsBetween(within);
  const edges = low === high ? [low, high] : linspace(low, high, BUCKETS);
  const buckets = edges.every(Number.isFinite) ? spread(fine, edges) : [];
  const point = (value: number, count: number) => ({ low: value, high: value, count });
  if (minus > 0) buckets.unshift(point(Number.NEGATIVE_INFINITY, minus));
  if (plus > 0) buckets.push(point(Number.POSITIVE_INFINITY, plus));
  return buckets;
}

/** The smallest and the largest finite value; crossed where there is none. */
function finiteRange({ values, weights }: Weighted): [number, number] {
  const usable = (i: number) => (weights[i] as number) > 0 && Number.isFinite(values[i]);
  let [first, last] = [0, values.length - 1];
  while (first <= last && !usable(first)) first++;
  while (last >= first && !usable(last)) last--;
  if (first > last) return [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return [values[first] as number, values[last] as number];
}

function withoutInfinities(
  { values, cumulative }: Boundaries,
  finiteMaximum: number,
  plus: number,
): { within: Boundaries; minus: number } {
  const from = values.filter((value) => value === Number.NEGATIVE_INFINITY).length;
  const minus = from > 0 ? (cumulative[from - 1] as number) : 0;
  const end = plus > 0 ? values.indexOf(Number.POSITIVE_INFINITY) : values.length;
  const kept = {
    values: values.slice(from, end),
    cumulative: cumulative.slice(from, end).map((c) => c - minus),
  };
  if (plus > 0) {
    kept.values.push(finiteMaximum);
    kept.cumulative.push((cumulative.at(-1) as number) - minus - plus);
  }
  return { within: kept, minus };
}

function linspace(low: number, high: number, parts: number): number[] {
  const step = (high - low) / parts;
  return Array.from({ length: parts + 1 }, (_, i) => (i === parts ? high : i * step + low));
}

function spread(fine: readonly Bucket[], edges: readonly number[]): Bucket[] {
  return edges.slice(1).map((high, i) => {
    const low = edges[i] as number;
    let count = 0;
    for (const bucket of fine) {
      if (bucket.low > high) break;
      count += bucket.count * overlap(bucket, low, high, i === 0);
    }
    return { low, high, count };
  });
}

/** The share of the bucket in the interval. A point on an edge belongs to the interval on its left. */
function overlap(bucket: Bucket, low: number, high: number, first: boolean): number {
  if (bucket.low === bucket.high && bucket.low === low) return first ? 1 : 0;
  if (bucket.high < low || bucket.low > high) return 0;
  if (low <= bucket.low && high >= bucket.high) return 1;
  return (Math.min(high, bucket.high) - Math.max(low, bucket.low)) / (bucket.high - bucket.low);
}
