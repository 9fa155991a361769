import type { Column } from '../data/engine/frame.ts';
import { isNumberTally, type Tally, type TextTally, tallyOf, tallyTexts } from '../data/profile/tally.ts';
import { type CountedNumbers, type MergeRoom, mergeCounts, type TwoSamples } from '../stats/two-samples.ts';

/** How a drift method sees a column. */
export type ColumnKind = 'numerical' | 'categorical';

/** How many values of a side are not finite numbers. */
export interface NotFinite {
  readonly nan: number;
  readonly positiveInfinities: number;
  readonly negativeInfinities: number;
}

/**
 * A column of the reference and of the current data, tabulated once for every method: how often each
 * distinct value is there, without missing values.
 */
export interface Samples {
  readonly kind: ColumnKind;
  /** The counts of each distinct value, values in ascending order, and their sums. */
  readonly reference: Float64Array;
  readonly current: Float64Array;
  readonly referenceRows: number;
  readonly currentRows: number;
  /** The values themselves, where they are numbers. */
  readonly numbers?: TwoSamples;
  /** The values themselves, where they are categories. */
  readonly texts?: readonly string[];
  /** How many numbers were left out because they are not finite: TFDV counts them. */
  readonly notFinite?: { readonly reference: NotFinite; readonly current: NotFinite };
  /** Whether a side is a column of integers without a missing value: NumPy's bin rules ask. */
  readonly wholeReference: boolean;
  readonly wholeCurrent: boolean;
}

/** The kind of a column of this type; undefined for times, which are not compared. */
export function kindOf(column: Pick<Column, 'type'>): ColumnKind | undefined {
  if (column.type === 'integer' || column.type === 'number') return 'numerical';
  return column.type === 'string' || column.type === 'boolean' ? 'categorical' : undefined;
}

/** Tabulates two columns of one kind. Missing values, NaN and infinities are left out. */
export function samplesOf(reference: Column, current: Column, kind: ColumnKind): Samples {
  return samplesOfTallies(tallyOf(reference), tallyOf(current), kind);
}

/**
 * The same of columns that are tallied already.
 * @param room where they go: the samples are there until the room is used again
 */
export function samplesOfTallies(
  reference: Tally,
  current: Tally,
  kind: ColumnKind,
  room?: MergeRoom,
): Samples {
  return kind === 'numerical'
    ? numericalSamples(reference, current, room)
    : categoricalSamples(reference, current);
}

function numericalSamples(reference: Tally, current: Tally, room?: MergeRoom): Samples {
  const first = numbersOf(reference);
  const second = numbersOf(current);
  const numbers = mergeCounts(first, second, room);
  return {
    kind: 'numerical',
    reference: numbers.x,
    current: numbers.y,
    referenceRows: numbers.nx,
    currentRows: numbers.ny,
    numbers,
    notFinite: { reference: notFinite(reference), current: notFinite(current) },
    wholeReference: reference.type === 'integer' && numbers.nx === reference.rows,
    wholeCurrent: current.type === 'integer' && numbers.ny === current.rows,
  };
}

function notFinite(tally: Tally): NotFinite {
  if (!isNumberTally(tally)) return { nan: 0, positiveInfinities: 0, negativeInfinities: 0 };
  const { nan, positiveInfinities, negativeInfinities } = tally;
  return { nan, positiveInfinities, negativeInfinities };
}

/** Texts have no numbers. */
function numbersOf(tally: Tally): CountedNumbers {
  return isNumberTally(tally) ? tally : { values: new Float64Array(), counts: new Float64Array() };
}

function categoricalSamples(reference: Tally, current: Tally): Samples {
  const [a, b] = [textsOf(reference), textsOf(current)];
  const size = a.values.length + b.values.length;
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const texts: string[] = [];
  let end = 0;
  let i = 0;
  let j = 0;
  while (i < a.values.length || j < b.values.length) {
    const [left, right] = [a.values[i], b.values[j]];
    const isLeft = left !== undefined && (right === undefined || left <= right);
    const isRight = right !== undefined && (left === undefined || right <= left);
    texts.push((isLeft ? left : right) as string);
    if (isLeft) first[end] = a.counts[i++] as number;
    if (isRight) second[end] = b.counts[j++] as number;
    end++;
  }
  const rows = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);
  return {
    kind: 'categorical',
    texts,
    reference: first.subarray(0, end),
    current: second.subarray(0, end),
    referenceRows: rows(a.counts),
    currentRows: rows(b.counts),
    wholeReference: false,
    wholeCurrent: false,
  };
}

/** Numbers as the texts that they spell, ascending as texts. */
function textsOf(tally: Tally): Pick<TextTally, 'values' | 'counts'> {
  if (!isNumberTally(tally)) return tally;
  const counted = Array.from(
    tally.values,
    (value, index) => [String(value), tally.counts[index] ?? 0] as const,
  );
  return tallyTexts('string', counted, tally.rows);
}
