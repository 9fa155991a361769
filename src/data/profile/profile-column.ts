import { placeOf, quantilesOfCounts, sumBetween } from '../../stats/counted-numbers.ts';
import {
  type Dyadic,
  dyadic,
  minus,
  plus,
  quotient,
  rootOfQuotient,
  times,
  ZERO,
} from '../../stats/dyadic.ts';
import { exactSums } from '../../stats/exact-sum.ts';
import { cut } from '../checks/phrases.ts';
import { timestampText } from '../engine/times.ts';
import { countOnEdges, linearEdges, timesToMilliseconds } from './histogram.ts';
import { daysOf, gapsOfDays } from './profile-days.ts';
import type { ColumnProfile, NumbersProfile } from './profile-schema.ts';
import {
  type ExactTally,
  finiteCount,
  isNumberTally,
  type NumberTally,
  type Tally,
  type TextTally,
} from './tally.ts';

/** The shares of a profile's quantiles. */
export const QUANTILE_SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
/** Texts in a profile are cut to so many characters. */
export const LONGEST_KEPT = 200;
/** Columns of text or integers with at most so many values have all of them listed. */
const MAXIMUM_CATEGORIES = 100;
/** Values listed of a column that has more; TFDV's `num_top_values`. */
const TOP_VALUES = 20;
/** Bins of a histogram. */
export const BINS = 20;

export interface FigureOptions {
  /** Bins of a histogram (default 20). */
  readonly bins?: number;
  /** The histogram's edges by the column's name, in place of the column's own range; times in milliseconds. */
  readonly edges?: ReadonlyMap<string, readonly number[]>;
}

/** The figures of a column, all from its tally. */
export function columnFigures(name: string, tally: Tally, options: FigureOptions = {}): ColumnProfile {
  const base = { name, type: tally.type, present: tally.rows - tally.missing, missing: tally.missing };
  if (!isNumberTally(tally)) return { ...base, ...textFigures(tally) };
  const histogram = histogramOfTally(tally, options.edges?.get(name), options.bins);
  const shown = histogram ? { histogram } : {};
  const infinities = (tally.positiveInfinities > 0 ? 1 : 0) + (tally.negativeInfinities > 0 ? 1 : 0);
  const distinct = (tally.exact ?? tally).values.length + infinities;
  if (tally.type === 'date' || tally.type === 'timestamp') {
    return { ...base, distinct, ...shown, ...timeFigures(tally) };
  }
  const isListed = tally.type === 'integer' && distinct <= MAXIMUM_CATEGORIES;
  return {
    ...base,
    distinct,
    numbers: numberFigures(tally),
    ...shown,
    ...(isListed ? { top: topNumbers(tally.exact ?? exactOf(tally)) } : {}),
  };
}

function numberFigures(tally: NumberTally): NumbersProfile {
  const { values, counts, exact, nan, positiveInfinities, negativeInfinities } = tally;
  const count = finiteCount(tally);
  const shares = count === 0 ? [] : QUANTILE_SHARES;
  const quantiles = quantilesOfCounts(values, counts, shares);
  return {
    ...signsOf(tally),
    nan,
    positiveInfinities,
    negativeInfinities,
    minimum: exact ? wholeFigure(exact.values[0]) : (values[0] ?? null),
    maximum: exact ? wholeFigure(exact.values.at(-1)) : (values[values.length - 1] ?? null),
    ...momentFigures(sumsOf(tally), count),
    quantiles: shares.map((share, index) => ({ share, value: quantiles[index] ?? 0 })),
  };
}

function signsOf({ values, counts, negativeInfinities }: NumberTally): { zeros: number; negatives: number } {
  const place = placeOf(values, 0);
  return {
    zeros: values[place] === 0 ? (counts[place] as number) : 0,
    negatives: negativeInfinities + sumBetween(counts, 0, place),
  };
}

/** The exact sums of the finite numbers and of their squares. */
export interface Sums {
  readonly sum: Dyadic;
  readonly squares: Dyadic;
}

export function sumsOf({ values, counts, exact }: NumberTally): Sums {
  if (!exact) return exactSums(values, counts);
  let sum = 0n;
  let squares = 0n;
  for (const [index, value] of exact.values.entries()) {
    const weighted = value * BigInt(exact.counts[index] ?? 0);
    sum += weighted;
    squares += weighted * value;
  }
  return { sum: dyadic(sum, 0), squares: dyadic(squares, 0) };
}

/** Mean and standard deviations, each rounded once; null where they are not defined or beyond the doubles. */
export function momentFigures(
  { sum, squares }: Sums,
  count: number,
): Pick<NumbersProfile, 'mean' | 'standardDeviation' | 'sampleStandardDeviation'> {
  const n = dyadic(BigInt(count), 0);
  const spread = minus(times(squares, n), times(sum, sum));
  const deviation = (ddof: 0 | 1) => {
    if (count <= ddof) return null;
    const value = rootOfQuotient(spread, times(n, dyadic(BigInt(count - ddof), 0)));
    return Number.isFinite(value) ? value : null;
  };
  return {
    mean: count === 0 ? null : quotient(sum, n),
    standardDeviation: deviation(0),
    sampleStandardDeviation: deviation(1),
  };
}

export function addSums(parts: readonly Sums[]): Sums {
  return {
    sum: parts.map(({ sum }) => sum).reduce(plus, ZERO),
    squares: parts.map(({ squares }) => squares).reduce(plus, ZERO),
  };
}

/** A whole number as a profile has it. */
function wholeFigure(value: bigint | undefined): number | string | null {
  if (value === undefined) return null;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function exactOf({ values, counts }: NumberTally): ExactTally {
  return { values: Array.from(values, BigInt), counts };
}

function topNumbers({ values, counts }: ExactTally): NonNullable<ColumnProfile['top']> {
  const ranked = Array.from(values, (value, index) => ({ value, count: counts[index] ?? 0 }));
  ranked.sort((a, b) => b.count - a.count || (a.value < b.value ? 1 : -1));
  return ranked.map(({ value, count }) => ({ value: wholeFigure(value) ?? 0, count }));
}

/** The histogram on the given edges, or else on equal bins from the least to the greatest value. */
function histogramOfTally(
  tally: NumberTally,
  given: readonly number[] | undefined,
  bins: number = BINS,
): ColumnProfile['histogram'] {
  if (tally.values.length === 0 && !given) return undefined;
  const { type, counts } = tally;
  const values =
    type === 'date' || type === 'timestamp' ? timesToMilliseconds(type, tally.values) : tally.values;
  const edges = given ?? linearEdges(values[0] as number, values[values.length - 1] as number, bins);
  const found = countOnEdges(values, counts, edges);
  return given ? { edges: [...edges], ...found } : { edges: [...edges], counts: found.counts };
}

function timeFigures(tally: NumberTally): Pick<ColumnProfile, 'period' | 'gaps'> {
  const { values, exact } = tally;
  if (values.length === 0) return {};
  const ends = exact ? [exact.values[0], exact.values.at(-1)] : [values[0], values[values.length - 1]];
  const [from = '', to = ''] = ends.map((end) => timeText(tally.type, end ?? 0));
  return { period: { from, to }, gaps: gapsOfDays(daysOf(tally).days) };
}

/** A date (days) or a timestamp (microseconds) as ISO 8601 text. */
function timeText(type: NumberTally['type'], time: number | bigint): string {
  if (type === 'date') return timestampText(Number(time) * 86_400_000).slice(0, -10);
  if (typeof time === 'number') return timestampText(time / 1000);
  return timestampText(Number(time / 1000n) + Number(time % 1000n) / 1000);
}

function textFigures(tally: TextTally): Omit<ColumnProfile, 'name' | 'type' | 'present' | 'missing'> {
  const distinct = tally.values.length;
  if (tally.type === 'boolean') return { distinct, trues: tally.counts[tally.values.indexOf('true')] ?? 0 };
  const lengths = lengthsOf(tally);
  return {
    distinct,
    top: topTexts(tally),
    ...(distinct === 0
      ? {}
      : { lengths: { ...lengths.range, mean: lengths.characters / (tally.rows - tally.missing) } }),
  };
}

function topTexts({ values, counts }: TextTally): NonNullable<ColumnProfile['top']> {
  const isAll = values.length <= MAXIMUM_CATEGORIES;
  const listed: { value: string; count: number }[] = [];
  for (const [index, value] of values.entries()) {
    const count = counts[index] as number;
    if (isAll || count > 1) listed.push({ value, count });
  }
  return topOfTexts(listed, isAll);
}

/** Ranks texts by count and then by their UTF-8 bytes, both descending. */
export function topOfTexts(
  listed: { value: string; count: number }[],
  isAll: boolean,
): NonNullable<ColumnProfile['top']> {
  listed.sort((a, b) => b.count - a.count || compareBytes(b.value, a.value));
  const shown = isAll ? listed : listed.slice(0, TOP_VALUES);
  return shown.map(({ value, count }) => ({ value: cut(value, LONGEST_KEPT), count }));
}

/** The order of two texts by their UTF-8 bytes: by code point, where JavaScript compares halves of pairs. */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    // Surrogates stand for code points above all others.
    const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;
    return isHigh(x) === isHigh(y) ? x - y : isHigh(x) ? 1 : -1;
  }
  return a.length - b.length;
}

/** Lengths of texts in characters (Unicode code points). */
export function lengthsOf({ values, counts }: TextTally): {
  readonly range: { readonly minimum: number; readonly maximum: number };
  readonly characters: number;
} {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = 0;
  let characters = 0;
  for (const [index, value] of values.entries()) {
    const length = charactersOf(value);
    minimum = Math.min(minimum, length);
    maximum = Math.max(maximum, length);
    characters += length * (counts[index] as number);
  }
  return { range: { minimum, maximum }, characters };
}

function charactersOf(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xdc00 && unit <= 0xdfff) length--;
  }
  return length;
}
