import { quantilesOfCounts } from '../../stats/counted-numbers.ts';
import { DISTINCT_ERROR, estimateDistinct, KEPT_HASHES, leastHashes } from '../../stats/distinct-sketch.ts';
import { dyadicText, parseDyadic } from '../../stats/dyadic.ts';
import { addLogHistograms, LOG_HISTOGRAM_ERROR, valuesOfLogHistogram } from '../../stats/log-histogram.ts';
import { countOnEdges, linearEdges } from './histogram.ts';
import { addSums, BINS, momentFigures, QUANTILE_SHARES, topOfTexts } from './profile-column.ts';
import { addDays, gapsOfDays } from './profile-days.ts';
import { addTallies, mostFrequent, sketchOf, tallyOfProfile } from './profile-merge-part.ts';
import type { ColumnProfile, Histogram, MergePart } from './profile-schema.ts';

/** A column that carries what joining it asks for. */
export type MergeableColumn = ColumnProfile & { readonly merge: MergePart };

/**
 * The profile of a column of all parts, where some keep sketches of its values and not the values. Sums, counts
 * and ends are exact; what is not is marked.
 * @param edges of the histogram, where all parts were given the same
 */
export function mergeSketches(
  name: string,
  type: ColumnProfile['type'],
  columns: readonly MergeableColumn[],
  edges: readonly number[] | undefined,
): ColumnProfile {
  const filled = columns.filter(({ present }) => present > 0);
  const sketches = filled.map((column) => {
    const tally = tallyOfProfile(column);
    return tally ? sketchOf(addTallies(type, [tally])) : column.merge;
  });
  const sum = (of: (column: MergeableColumn) => number) =>
    columns.reduce((total, column) => total + of(column), 0);
  const hashes = leastHashes(sketches.flatMap((sketch) => sketch.hashes ?? []));
  const present = sum((column) => column.present);
  const isEstimate = hashes.length >= KEPT_HASHES;
  const base = {
    name,
    type,
    present,
    missing: sum((column) => column.missing),
    distinct: Math.min(present, estimateDistinct(hashes) + infinitiesAmong(filled)),
  };
  const estimated = isEstimate ? { distinct: DISTINCT_ERROR } : {};
  const context = { columns: filled, sketches, hashes, edges, base, estimated };
  if (type === 'string' || type === 'boolean') return mergeTexts(context);
  return type === 'date' || type === 'timestamp' ? mergeTimes(context) : mergeNumbers(context);
}

interface Context {
  /** Those with a value. */
  readonly columns: readonly MergeableColumn[];
  readonly sketches: readonly MergePart[];
  readonly hashes: number[];
  readonly edges: readonly number[] | undefined;
  readonly base: Pick<ColumnProfile, 'name' | 'type' | 'present' | 'missing' | 'distinct'>;
  readonly estimated: NonNullable<ColumnProfile['estimated']>;
}

/** Infinities are distinct values too, which the hashes leave out. */
function infinitiesAmong(columns: readonly MergeableColumn[]): number {
  const has = (key: 'positive' | 'negative') =>
    columns.some(({ numbers, merge }) => (numbers?.[`${key}Infinities`] ?? merge.infinities?.[key] ?? 0) > 0);
  return (has('positive') ? 1 : 0) + (has('negative') ? 1 : 0);
}

function mergeNumbers({ columns, sketches, hashes, edges, base, estimated }: Context): ColumnProfile {
  const sum = (key: 'zeros' | 'negatives' | 'nan' | 'positiveInfinities' | 'negativeInfinities') =>
    columns.reduce((total, { numbers }) => total + (numbers?.[key] ?? 0), 0);
  const sums = addSums(
    sketches.map((sketch) => ({
      sum: parseDyadic(sketch.sum ?? '0p0'),
      squares: parseDyadic(sketch.squares ?? '0p0'),
    })),
  );
  const [nan, positiveInfinities, negativeInfinities] = [
    sum('nan'),
    sum('positiveInfinities'),
    sum('negativeInfinities'),
  ];
  const [minimum, maximum] = endsOf(columns);
  const log = addLogHistograms(sketches.flatMap(({ logHistogram }) => logHistogram ?? []));
  const approximate = valuesOfLogHistogram(log, Number(minimum), Number(maximum));
  const quantiles = quantilesOfCounts(approximate.values, approximate.counts, QUANTILE_SHARES);
  const histogram = mergeHistograms(columns, edges, approximate, [Number(minimum), Number(maximum)]);
  return {
    ...base,
    numbers: {
      zeros: sum('zeros'),
      negatives: sum('negatives'),
      nan,
      positiveInfinities,
      negativeInfinities,
      minimum,
      maximum,
      ...momentFigures(sums, base.present - nan - positiveInfinities - negativeInfinities),
      quantiles: QUANTILE_SHARES.map((share, index) => ({ share, value: quantiles[index] ?? 0 })),
    },
    histogram,
    estimated: {
      ...estimated,
      quantiles: LOG_HISTOGRAM_ERROR,
      ...(edges ? {} : { histogram: true }),
    },
    merge: {
      sum: dyadicText(sums.sum),
      squares: dyadicText(sums.squares),
      hashes,
      logHistogram: { bins: [...log.bins], counts: [...log.counts] },
    },
  };
}

type End = number | string | null;

function endsOf(columns: readonly ColumnProfile[]): [End, End] {
  const ends = columns.flatMap(({ numbers }) => (numbers && numbers.minimum !== null ? [numbers] : []));
  const isLess = (a: End, b: End) =>
    typeof a === 'number' && typeof b === 'number'
      ? a < b
      : typeof a === 'string' || typeof b === 'string'
        ? less(a, b)
        : false;
  let minimum = ends[0]?.minimum ?? null;
  let maximum = ends[0]?.maximum ?? null;
  for (const end of ends) {
    if (isLess(end.minimum, minimum)) minimum = end.minimum;
    if (isLess(maximum, end.maximum)) maximum = end.maximum;
  }
  return [minimum, maximum];
}

/** Whole numbers beyond 2^53 as text; a fraction beside them has no digit that matters. */
function less(a: End, b: End): boolean {
  const whole = (end: End) => (typeof end === 'number' ? BigInt(Math.trunc(end)) : BigInt(end ?? 0));
  return whole(a) < whole(b);
}

/** Exact on edges that all parts share, else estimated from values that are nearly right. */
function mergeHistograms(
  columns: readonly ColumnProfile[],
  edges: readonly number[] | undefined,
  approximate: { readonly values: Float64Array; readonly counts: Float64Array },
  [minimum, maximum]: readonly [number, number],
): Histogram {
  if (!edges) {
    const own = linearEdges(minimum, maximum, BINS);
    return { edges: own, counts: countOnEdges(approximate.values, approximate.counts, own).counts };
  }
  const counts = edges
    .slice(1)
    .map((_, bin) => columns.reduce((sum, { histogram }) => sum + (histogram?.counts[bin] ?? 0), 0));
  const outside = (key: 'below' | 'above') =>
    columns.reduce((sum, { histogram }) => sum + (histogram?.[key] ?? 0), 0);
  return { edges: [...edges], counts, below: outside('below'), above: outside('above') };
}

function mergeTimes({ columns, sketches, hashes, edges, base, estimated }: Context): ColumnProfile {
  const periods = columns.flatMap(({ period }) => period ?? []);
  const from = periods
    .map((period) => period.from)
    .reduce((a, b) => (isEarlier(b, a) ? b : a), periods[0]?.from ?? '');
  const to = periods
    .map((period) => period.to)
    .reduce((a, b) => (isEarlier(a, b) ? b : a), periods[0]?.to ?? '');
  const all = sketches.flatMap(({ days }) => days ?? []);
  const days = all.length === sketches.length ? addDays(all) : undefined;
  const ends = [Date.parse(from), Date.parse(to)] as const;
  // A day stands for its first instant, which may be before the first time.
  const shown = {
    values: Float64Array.from(days?.days ?? [], (day) => Math.max(day * 86_400_000, ends[0])),
    counts: Float64Array.from(days?.counts ?? []),
  };
  const isKnown = edges !== undefined || (days !== undefined && ends.every(Number.isFinite));
  const infinities = (key: 'positive' | 'negative') =>
    columns.reduce((sum, { merge }) => sum + (merge.infinities?.[key] ?? 0), 0);
  return {
    ...base,
    ...(isKnown ? { histogram: mergeHistograms(columns, edges, shown, ends) } : {}),
    period: { from, to },
    ...(days ? { gaps: gapsOfDays(days.days) } : {}),
    estimated: { ...estimated, ...(edges || !isKnown ? {} : { histogram: true }) },
    merge: {
      hashes,
      ...(days ? { days } : {}),
      infinities: { positive: infinities('positive'), negative: infinities('negative') },
    },
  };
}

function isEarlier(a: string, b: string): boolean {
  const [first, second] = [Date.parse(a), Date.parse(b)];
  return first === second || Number.isNaN(first + second) ? a < b : first < second;
}

function mergeTexts({ columns, sketches, hashes, base, estimated }: Context): ColumnProfile {
  const counts = new Map<string, number>();
  let error = 0;
  for (const { frequent } of sketches) {
    error += frequent?.error ?? 0;
    for (const [index, value] of (frequent?.values ?? []).entries()) {
      counts.set(value, (counts.get(value) ?? 0) + (frequent?.counts[index] ?? 0));
    }
  }
  const frequent = mostFrequent(
    [...counts].map(([value, count]) => ({ value, count })),
    error,
  );
  const listed = frequent.values.map((value, index) => ({ value, count: frequent.counts[index] ?? 0 }));
  const characters = sketches.reduce((sum, sketch) => sum + (sketch.characters ?? 0), 0);
  const lengths = columns.flatMap((column) => column.lengths ?? []);
  return {
    ...base,
    top: topOfTexts(
      listed.filter(({ count }) => count > 1),
      false,
    ),
    lengths: {
      minimum: Math.min(...lengths.map(({ minimum }) => minimum)),
      maximum: Math.max(...lengths.map(({ maximum }) => maximum)),
      mean: characters / base.present,
    },
    estimated: { ...estimated, ...(error > 0 ? { top: error } : {}) },
    merge: { hashes, frequent, characters },
  };
}
