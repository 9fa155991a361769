import { hashOfNumber, hashOfText, LeastHashes } from '../../stats/distinct-sketch.ts';
import { dyadicText } from '../../stats/dyadic.ts';
import { logHistogram } from '../../stats/log-histogram.ts';
import { mergeCounts } from '../../stats/two-samples.ts';
import { compareBytes, lengthsOf, sumsOf } from './profile-column.ts';
import { daysOf } from './profile-days.ts';
import type { ColumnProfile, MergePart } from './profile-schema.ts';
import {
  isNumberTally,
  isNumberType,
  type NumberTally,
  type NumberType,
  type Tally,
  type TextTally,
  tallyTexts,
  tallyWholeNumbers,
} from './tally.ts';

/** A column with at most so many distinct values keeps all of them: its profile is joined without a loss. */
export const KEPT_VALUES = 4096;
/** Of texts with more, so many of the most frequent are kept. */
export const FREQUENT_VALUES = 1024;
/** Days beyond this number are not kept. */
const KEPT_DAYS = 20_000;

/** What joining the profile of a column with others asks for. */
export function mergePartOf(tally: Tally): MergePart {
  const distinct = isNumberTally(tally) ? (tally.exact ?? tally).values.length : tally.values.length;
  return distinct <= KEPT_VALUES ? keptValues(tally) : sketchOf(tally);
}

function keptValues(tally: Tally): MergePart {
  if (!isNumberTally(tally)) return { values: [...tally.values], counts: [...tally.counts] };
  const { exact, values, counts } = tally;
  const whole = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value));
  return {
    values: exact ? exact.values.map(whole) : [...values],
    counts: [...(exact ?? { counts }).counts],
    ...infinitiesOf(tally),
  };
}

/** Of times: the profile of numbers has them elsewhere. */
function infinitiesOf(tally: NumberTally): Pick<MergePart, 'infinities'> {
  const { type, positiveInfinities: positive, negativeInfinities: negative } = tally;
  return type === 'date' || type === 'timestamp' ? { infinities: { positive, negative } } : {};
}

/** The same with sketches in place of the values, for columns with too many of them. */
export function sketchOf(tally: Tally): MergePart {
  const hashes = new LeastHashes();
  if (!isNumberTally(tally)) {
    for (const value of tally.values) hashes.add(hashOfText(value));
    return {
      hashes: hashes.hashes(),
      frequent: frequentOf(tally),
      characters: lengthsOf(tally).characters,
    };
  }
  if (tally.exact) for (const value of tally.exact.values) hashes.add(hashOfWhole(value));
  else for (const value of tally.values) hashes.add(hashOfNumber(value));
  if (tally.type === 'date' || tally.type === 'timestamp') {
    const days = daysOf(tally);
    return {
      hashes: hashes.hashes(),
      ...(days.days.length <= KEPT_DAYS ? { days } : {}),
      ...infinitiesOf(tally),
    };
  }
  const { sum, squares } = sumsOf(tally);
  const { bins, counts } = logHistogram(tally.values, tally.counts);
  return {
    sum: dyadicText(sum),
    squares: dyadicText(squares),
    hashes: hashes.hashes(),
    logHistogram: { bins: [...bins], counts: [...counts] },
  };
}

/** One hash for a whole number, however it was read. */
function hashOfWhole(value: bigint): number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? hashOfNumber(number) : hashOfText(String(value));
}

function frequentOf({ values, counts }: TextTally): NonNullable<MergePart['frequent']> {
  return mostFrequent(
    values.map((value, index) => ({ value, count: counts[index] ?? 0 })),
    0,
  );
}

/** The most frequent of these texts; any other one occurs at most `error` times, and at most once more of each. */
export function mostFrequent(
  listed: { value: string; count: number }[],
  error: number,
): NonNullable<MergePart['frequent']> {
  const ranked = listed.sort((a, b) => b.count - a.count || compareBytes(b.value, a.value));
  const kept = ranked.slice(0, FREQUENT_VALUES);
  const dropped = ranked[FREQUENT_VALUES]?.count ?? 0;
  return {
    values: kept.map(({ value }) => value),
    counts: kept.map(({ count }) => count),
    error: error + dropped,
  };
}

/** The tally behind a profile that keeps all values; undefined where it has sketches of them. */
export function tallyOfProfile(column: ColumnProfile): Tally | undefined {
  const { type, present, missing, numbers, merge } = column;
  if (!merge?.values || !merge.counts) return undefined;
  const rows = present + missing;
  const counts = Float64Array.from(merge.counts);
  if (!isNumberType(type)) {
    return tallyTexts(
      type,
      merge.values.map((value, index) => [String(value), counts[index] ?? 0] as const),
      rows,
    );
  }
  const { positive = 0, negative = 0 } = merge.infinities ?? {};
  const base = {
    type,
    rows,
    missing,
    nan: numbers?.nan ?? 0,
    positiveInfinities: numbers?.positiveInfinities ?? positive,
    negativeInfinities: numbers?.negativeInfinities ?? negative,
  };
  if (!merge.values.some((value) => typeof value === 'string')) {
    return { ...base, values: Float64Array.from(merge.values, Number), counts };
  }
  return tallyWholeNumbers({ values: merge.values.map(BigInt), counts }, base);
}

/** The tally of all rows of several tallies, as a column of `type`. */
export function addTallies(type: Tally['type'], parts: readonly Tally[]): Tally {
  if (!isNumberType(type)) {
    const counts = new Map<string, number>();
    let rows = 0;
    for (const part of parts) {
      rows += part.rows;
      // A part without a value may be of any type.
      if (isNumberTally(part)) continue;
      for (const [index, value] of part.values.entries()) {
        counts.set(value, (counts.get(value) ?? 0) + (part.counts[index] ?? 0));
      }
    }
    return tallyTexts(type, counts, rows);
  }
  return parts.map((part) => asNumbers(part, type)).reduce(addNumbers);
}

function asNumbers(part: Tally, type: NumberType): NumberTally {
  if (!isNumberTally(part)) {
    const none = { nan: 0, positiveInfinities: 0, negativeInfinities: 0 };
    return {
      ...none,
      type,
      rows: part.rows,
      missing: part.missing,
      values: new Float64Array(),
      counts: new Float64Array(),
    };
  }
  if (part.type === type) return part;
  if (part.type === 'date' && type === 'timestamp') {
    return { ...part, type, values: part.values.map((day) => day * 86_400_000_000) };
  }
  const { exact: _, ...rest } = part;
  return { ...rest, type };
}

function addNumbers(a: NumberTally, b: NumberTally): NumberTally {
  const { values, x, y } = mergeCounts(a, b);
  const added: NumberTally = {
    type: a.type,
    rows: a.rows + b.rows,
    missing: a.missing + b.missing,
    nan: a.nan + b.nan,
    positiveInfinities: a.positiveInfinities + b.positiveInfinities,
    negativeInfinities: a.negativeInfinities + b.negativeInfinities,
    values,
    counts: x.map((count, index) => count + (y[index] as number)),
  };
  if (!a.exact && !b.exact) return added;
  const counts = new Map<bigint, number>();
  for (const { exact, ...plain } of [a, b]) {
    const values = exact?.values ?? Array.from(plain.values, BigInt);
    for (const [index, value] of values.entries()) {
      counts.set(value, (counts.get(value) ?? 0) + ((exact ?? plain).counts[index] ?? 0));
    }
  }
  const whole = [...counts.keys()].sort((x, y) => (x < y ? -1 : 1));
  return {
    ...added,
    exact: { values: whole, counts: Float64Array.from(whole, (value) => counts.get(value) ?? 0) },
  };
}
