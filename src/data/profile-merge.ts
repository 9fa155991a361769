import { quantilesOfCounts } from '../stats/counted-numbers.ts';
import { DISTINCT_ERROR, estimateDistinct, KEPT_HASHES, leastHashes } from '../stats/distinct-sketch.ts';
import { dyadicText, parseDyadic } from '../stats/dyadic.ts';
import { addLogHistograms, LOG_HISTOGRAM_ERROR, valuesOfLogHistogram } from '../stats/log-histogram.ts';
import { DataError } from '../system/errors.ts';
import { countOnEdges, linearEdges } from './histogram.ts';
import { columnProfile } from './profile.ts';
import { addSums, BINS, momentFigures, QUANTILE_SHARES, topOfTexts } from './profile-column.ts';
import { addDays, gapsOfDays } from './profile-days.ts';
import { mergeExtras } from './profile-extras.ts';
import { addTallies, mostFrequent, sketchOf, tallyOfProfile } from './profile-merge-part.ts';
import {
  type ColumnProfile,
  type Histogram,
  type MergePart,
  PROFILE_SCHEMA,
  type Profile,
  type ProfileSlice,
} from './profile-schema.ts';
import { orderSlices } from './profile-slices.ts';

/** A profile and what messages call it. */
export interface NamedProfile {
  readonly name: string;
  readonly profile: Profile;
}

/**
 * The profile of all rows of several profiles, in whatever order they come. Whatever is exact in them is exact in
 * it: it equals the profile of the rows together. Columns with more distinct values than a profile keeps get
 * estimates, each with its error, of their distinct values, quantiles, most frequent texts and histogram.
 * @throws DataError where they are not of one kind of data, or one does not carry what joining asks for
 */
export function mergeProfiles(parts: readonly NamedProfile[]): Profile {
  const [first] = parts;
  if (!first) throw new RangeError('no profile to join');
  for (const part of parts) refuseOther(first, part);
  const columns = first.profile.columns.map(({ name }) => mergeColumns(name, parts));
  const { label, weight } = first.profile;
  const slices = mergeSlices(parts);
  return {
    schema: PROFILE_SCHEMA,
    rows: parts.reduce((sum, { profile }) => sum + profile.rows, 0),
    columns,
    ...(label === undefined ? {} : { label }),
    ...(weight === undefined ? {} : { weight }),
    ...(slices ? { slices } : {}),
  };
}

function refuseOther(first: NamedProfile, other: NamedProfile): void {
  const names = ({ profile }: NamedProfile) => profile.columns.map(({ name }) => name);
  const missing = names(first).find((name) => !names(other).includes(name));
  const odd = names(other).find((name) => !names(first).includes(name));
  if (missing !== undefined || odd !== undefined) {
    const [without, having] = missing === undefined ? [first, other] : [other, first];
    throw new DataError(
      `${without.name} has no column ${JSON.stringify(missing ?? odd)}, which ${having.name} has`,
      { hint: 'Join profiles of parts of one dataset.' },
    );
  }
  for (const key of ['label', 'weight'] as const) {
    if (first.profile[key] === other.profile[key]) continue;
    throw new DataError(
      `${first.name} was made with ${asked(key, first)} and ${other.name} with ${asked(key, other)}`,
      { hint: `Give all parts the same --${key}.` },
    );
  }
}

function asked(key: 'label' | 'weight', { profile }: NamedProfile): string {
  const column = profile[key];
  return column === undefined ? `no ${key}` : `the ${key} ${JSON.stringify(column)}`;
}

function mergeColumns(name: string, parts: readonly NamedProfile[]): ColumnProfile {
  const found = parts.map((part) => {
    const column = part.profile.columns.find((candidate) => candidate.name === name);
    if (!column?.merge) {
      throw new DataError(`${part.name}: it does not carry what joining it with others asks for`, {
        hint: 'Make it anew with `mlops profile --json`.',
      });
    }
    return { name: part.name, column: column as MergeableColumn };
  });
  const type = commonType(name, found);
  const columns = found.map(({ column }) => column);
  const edges = commonEdges(columns);
  const tallies = columns.map(tallyOfProfile);
  const known = tallies.flatMap((tally) => tally ?? []);
  const merged =
    known.length === tallies.length
      ? columnProfile(name, addTallies(type, known), {
          mergeable: true,
          ...(edges ? { edges: new Map([[name, edges]]) } : {}),
        })
      : mergeSketches(name, type, columns, edges);
  return mergeExtras(merged, columns);
}

type MergeableColumn = ColumnProfile & { readonly merge: MergePart };
type ColumnType = ColumnProfile['type'];

/** Numbers hold whole numbers, timestamps hold dates, and a part without a value may be of any type. */
function commonType(name: string, parts: readonly { name: string; column: ColumnProfile }[]): ColumnType {
  let [known] = parts;
  for (const part of parts) {
    if (!known || known.column.present === 0) known = part;
    const [a, b] = [known.column.type, part.column.type];
    if (a === b || part.column.present === 0) continue;
    const isWider = (wide: ColumnType, narrow: ColumnType) =>
      (wide === 'number' && narrow === 'integer') || (wide === 'timestamp' && narrow === 'date');
    if (isWider(b, a)) known = part;
    else if (!isWider(a, b)) {
      throw new DataError(`${JSON.stringify(name)} is ${a} in ${known.name} and ${b} in ${part.name}`, {
        hint: 'Profile parts whose columns have the same types; the type of a CSV column is told from all its values.',
      });
    }
  }
  return known?.column.type ?? 'string';
}

/** The edges that all parts were given, where they are the same. */
function commonEdges(columns: readonly ColumnProfile[]): readonly number[] | undefined {
  const first = columns[0]?.histogram;
  if (first?.below === undefined) return undefined;
  const text = JSON.stringify(first.edges);
  const same = columns.every(
    ({ histogram }) => histogram?.below !== undefined && JSON.stringify(histogram.edges) === text,
  );
  return same ? first.edges : undefined;
}

function mergeSketches(
  name: string,
  type: ColumnType,
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

/** Slices of one name are joined; a part that has no row of a slice has nothing to say of it. */
function mergeSlices(parts: readonly NamedProfile[]): ProfileSlice[] | undefined {
  if (!parts.some(({ profile }) => profile.slices)) return undefined;
  const groups = new Map<string, { slice: ProfileSlice; parts: NamedProfile[] }>();
  for (const { name, profile } of parts) {
    for (const slice of profile.slices ?? []) {
      const key = JSON.stringify([slice.column, slice.value]);
      const group = groups.get(key) ?? { slice, parts: [] };
      const { slices: _, ...rest } = profile;
      group.parts.push({ name, profile: { ...rest, rows: slice.rows, columns: slice.columns } });
      groups.set(key, group);
    }
  }
  const joined = [...groups.values()].map(({ slice, parts: of }) => {
    const { rows, columns } = mergeProfiles(of);
    return { column: slice.column, value: slice.value, rows, columns };
  });
  return orderSlices(joined);
}
