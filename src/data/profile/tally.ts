import { sortNumbers } from '../../stats/sort-numbers.ts';
import type { Column, ColumnType, Value } from '../engine/frame.ts';

/**
 * The tally of a column: how often each distinct value occurs. Whatever does not depend on the order of rows
 * (every figure of a profile, every measure of drift) follows from it, so a column is read once and sorted once.
 */
export type Tally = NumberTally | TextTally;

export type NumberType = Extract<ColumnType, 'integer' | 'number' | 'timestamp' | 'date'>;
export type TextType = Exclude<ColumnType, NumberType>;

/** Of a column of numbers or times: timestamps in microseconds, dates in days since 1970-01-01. */
export interface NumberTally {
  readonly type: NumberType;
  /** All rows: `missing`, `nan`, the infinities, and the sum of `counts`. */
  readonly rows: number;
  readonly missing: number;
  readonly nan: number;
  readonly positiveInfinities: number;
  readonly negativeInfinities: number;
  /** The distinct finite values, ascending; -0 is 0. */
  readonly values: Float64Array;
  /** How often each of them occurs. */
  readonly counts: Float64Array;
  /** The whole numbers themselves, where some are beyond 2^53 and `values` holds them rounded. */
  readonly exact?: ExactTally;
}

/** Distinct whole numbers, ascending, and how often each occurs. */
export interface ExactTally {
  readonly values: readonly bigint[];
  readonly counts: Float64Array;
}

/** Of a column of texts, or of truth values as `false` and `true`. */
export interface TextTally {
  readonly type: TextType;
  readonly rows: number;
  readonly missing: number;
  /** The distinct values, ascending by UTF-16 code unit. */
  readonly values: readonly string[];
  readonly counts: Float64Array;
}

export function isNumberTally(tally: Tally): tally is NumberTally {
  return tally.type !== 'string' && tally.type !== 'boolean';
}

export function isNumberType(type: ColumnType): type is NumberType {
  return type !== 'string' && type !== 'boolean';
}

/** How many finite values there are. */
export function finiteCount(tally: NumberTally): number {
  const { rows, missing, nan, positiveInfinities, negativeInfinities } = tally;
  return rows - missing - nan - positiveInfinities - negativeInfinities;
}

/**
 * Tallies numbers in any order.
 * @param present the values that are there, NaN and infinities among them; overwritten
 * @param rows as many as there are with the missing ones
 * @param scratch at least as long as `present`, overwritten too
 * @param keep false: the tally lies in `present` and `scratch`, until they are used again
 */
export function tallyNumbers(
  type: NumberType,
  present: Float64Array,
  rows: number,
  scratch: Float64Array = new Float64Array(present.length),
  keep = true,
): NumberTally {
  let finite = 0;
  let nan = 0;
  let positiveInfinities = 0;
  let negativeInfinities = 0;
  for (let i = 0; i < present.length; i++) {
    const value = present[i] as number;
    // Adding 0 makes one value of 0 and -0.
    if (value - value === 0) present[finite++] = value + 0;
    else if (value > 0) positiveInfinities++;
    else if (value < 0) negativeInfinities++;
    else nan++;
  }
  const sorted = sortNumbers(present.subarray(0, finite), scratch);
  const { values, counts } = squeeze(sorted, sorted.buffer === scratch.buffer ? present : scratch);
  return {
    type,
    rows,
    missing: rows - present.length,
    nan,
    positiveInfinities,
    negativeInfinities,
    values: keep ? values.slice() : values,
    counts: keep ? counts.slice() : counts,
  };
}

/**
 * The distinct ones of ascending values and how often each occurs, in the place of `sorted` and of `room`. Without
 * branches, which a processor could only guess.
 */
function squeeze(sorted: Float64Array, room: Float64Array): Pick<NumberTally, 'values' | 'counts'> {
  let last = 0;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i] as number;
    last += +(value !== sorted[last]);
    sorted[last] = value;
    // Where the value ends.
    room[last] = i + 1;
  }
  const distinct = sorted.length === 0 ? 0 : last + 1;
  let before = 0;
  for (let i = 0; i < distinct; i++) {
    const end = room[i] as number;
    room[i] = end - before;
    before = end;
  }
  return { values: sorted.subarray(0, distinct), counts: room.subarray(0, distinct) };
}

/** The tally of whole numbers of any size, ascending and distinct, with their counts. */
export function tallyWholeNumbers(
  exact: ExactTally,
  base: Pick<NumberTally, 'type' | 'rows' | 'missing' | 'positiveInfinities' | 'negativeInfinities'>,
): NumberTally {
  const values = new Float64Array(exact.values.length);
  const counts = new Float64Array(exact.values.length);
  let last = -1;
  for (const [index, whole] of exact.values.entries()) {
    const value = Number(whole);
    if (last < 0 || value !== values[last]) values[++last] = value;
    counts[last] = (counts[last] as number) + (exact.counts[index] as number);
  }
  const end = last + 1;
  return { ...base, nan: 0, values: values.subarray(0, end), counts: counts.subarray(0, end), exact };
}

/** Tallies texts that are distinct already, in any order, by their counts. */
export function tallyTexts(
  type: TextType,
  found: Iterable<readonly [value: string, count: number]>,
  rows: number,
): TextTally {
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const counts = Float64Array.from(sorted, ([, count]) => count);
  const missing = rows - counts.reduce((sum, count) => sum + count, 0);
  return { type, rows, missing, values: sorted.map(([value]) => value), counts };
}

/** The tally of a column in memory. */
export function tallyOf({ type, values }: Column): Tally {
  if (isNumberType(type)) {
    const numbers = new Float64Array(values.length);
    let end = 0;
    for (const value of values) if (value !== null) numbers[end++] = numberOf(value, type);
    return tallyNumbers(type, numbers.subarray(0, end), values.length);
  }
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value === null) continue;
    const key = String(value);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return tallyTexts(type, counts, values.length);
}

/** A value of a frame in the tally's unit; text that holds a whole number beyond 2^53 is rounded. */
function numberOf(value: Exclude<Value, null>, type: NumberType): number {
  if (type === 'timestamp') return Math.round(Number(value) * 1000);
  if (type === 'date') return Date.parse(`${value}T00:00:00Z`) / 86_400_000;
  return Number(value);
}
