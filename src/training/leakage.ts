import type { Task } from '../config/schema/model.ts';
import { type Column, columnOf, type Frame } from '../data/engine/frame.ts';
import { ascendingOrder } from '../stats/ascending-order.ts';
import { randomOf } from '../stats/random.ts';

/** From here on a column alone tells the label: it was made from it, or after it. */
export const LEAKAGE_STOPS = 0.995;
/** From here on a column alone is suspiciously good. */
export const LEAKAGE_WARNS = 0.9;

/** A numeric column with at most so many values is judged as categories too: codes have no order. */
const MAXIMUM_CODES = 50;
const FOLDS = 5;

export interface LeakageFinding {
  readonly column: string;
  /** How well the column alone orders the rows by their label, from 0.5 (not at all) to 1. */
  readonly auc: number;
  readonly action: 'none' | 'warned' | 'allowed' | 'stopped';
}

/**
 * How well each column alone predicts the label, the best first. Two classes: the area under the ROC
 * curve. Several: its mean over the classes, one against the rest, weighted by their rows. Regression:
 * Harrell's concordance, which is the same area where the label has two values. Numbers and times count
 * by rank, in either direction; text and booleans by the label's mean in their category, learned on
 * other rows than those it is judged on, so that a column of identifiers learns nothing. Missing is a
 * category of its own, or an extreme rank.
 */
export function findLeakage(
  frame: Frame,
  columns: readonly string[],
  targets: Float64Array,
  task: Task,
  allowed: readonly string[] = [],
): LeakageFinding[] {
  const outcomes = outcomesOf(targets, task);
  const folds = foldsOf(frame.rows);
  return columns
    .map((name) => {
      const auc = columnArea(columnOf(frame, name), outcomes, folds);
      return { column: name, auc, action: actionFor(auc, allowed.includes(name)) };
    })
    .sort((a, b) => b.auc - a.auc || (a.column < b.column ? -1 : 1));
}

function actionFor(auc: number, allowed: boolean): LeakageFinding['action'] {
  if (auc < LEAKAGE_WARNS) return 'none';
  if (allowed) return 'allowed';
  return auc >= LEAKAGE_STOPS ? 'stopped' : 'warned';
}

/** Something to be ordered by: membership of a class (0 or 1), or the value; with its share of the result. */
interface Outcome {
  readonly values: Float64Array;
  readonly weight: number;
}

function outcomesOf(targets: Float64Array, task: Task): Outcome[] {
  if (task !== 'multiclass-classification') return [{ values: targets, weight: 1 }];
  const counts = new Map<number, number>();
  for (const target of targets) counts.set(target, (counts.get(target) ?? 0) + 1);
  return [...counts].map(([index, count]) => ({
    values: targets.map((target) => (target === index ? 1 : 0)),
    weight: count / targets.length,
  }));
}

function columnArea(column: Column, outcomes: readonly Outcome[], folds: Uint8Array): number {
  const categorical = column.type === 'string' || column.type === 'boolean';
  const ranks = categorical
    ? []
    : [rankable(column, Number.NEGATIVE_INFINITY), rankable(column, Number.POSITIVE_INFINITY)];
  const codes = categorical || new Set(column.values).size <= MAXIMUM_CODES ? codesOf(column) : undefined;
  let area = 0;
  for (const { values, weight } of outcomes) {
    let best = 0.5;
    for (const numbers of ranks) {
      const c = concordance(numbers, values);
      best = Math.max(best, c, 1 - c);
    }
    if (codes) best = Math.max(best, categoryArea(codes, values, folds));
    area += weight * best;
  }
  return area;
}

/** The column as numbers without NaN; `missing` says at which end those stand that have none. */
function rankable(column: Column, missing: number): Float64Array {
  return Float64Array.from(column.values, (value) => {
    const number =
      column.type === 'date' && typeof value === 'string' ? Date.parse(value) : Number(value ?? Number.NaN);
    return Number.isNaN(number) ? missing : number;
  });
}

function codesOf(column: Column): Uint32Array {
  const places = new Map<unknown, number>();
  return Uint32Array.from(column.values, (value) => {
    const known = places.get(value);
    if (known !== undefined) return known;
    places.set(value, places.size);
    return places.size - 1;
  });
}

function foldsOf(rows: number): Uint8Array {
  return randomOf(1).shuffle(Uint8Array.from({ length: rows }, (_, row) => row % FOLDS));
}

/**
 * The concordance of out-of-fold category means with the outcome: in each fold the rows are ordered by
 * what their category had in the other folds, and only rows of one fold are compared with each other.
 */
function categoryArea(codes: Uint32Array, values: Float64Array, folds: Uint8Array): number {
  const categories = codes.reduce((most, code) => Math.max(most, code), 0) + 1;
  const sums = Array.from({ length: FOLDS }, () => new Float64Array(categories));
  const counts = Array.from({ length: FOLDS }, () => new Float64Array(categories));
  for (const [row, code] of codes.entries()) {
    const fold = folds[row] as number;
    const [sum, count] = [sums[fold] as Float64Array, counts[fold] as Float64Array];
    sum[code] = (sum[code] as number) + (values[row] as number);
    count[code] = (count[code] as number) + 1;
  }
  const total = values.reduce((sum, value) => sum + value, 0);
  const all = { sum: addUp(sums, categories), count: addUp(counts, categories) };
  let concordant = 0;
  let pairs = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const rows = [...folds.keys()].filter((row) => folds[row] === fold);
    const [sum, count] = [sums[fold] as Float64Array, counts[fold] as Float64Array];
    const prior = (total - sum.reduce((a, b) => a + b, 0)) / Math.max(folds.length - rows.length, 1);
    const scores = Float64Array.from(rows, (row) => {
      const code = codes[row] as number;
      const seen = (all.count[code] as number) - (count[code] as number);
      return seen > 0 ? ((all.sum[code] as number) - (sum[code] as number)) / seen : prior;
    });
    const counted = comparePairs(
      scores,
      Float64Array.from(rows, (row) => values[row] as number),
    );
    concordant += counted.concordant;
    pairs += counted.pairs;
  }
  return pairs === 0 ? 0.5 : concordant / pairs;
}

function addUp(parts: readonly Float64Array[], length: number): Float64Array {
  return Float64Array.from({ length }, (_, index) =>
    parts.reduce((sum, part) => sum + (part[index] as number), 0),
  );
}

function concordance(scores: Float64Array, values: Float64Array): number {
  const { concordant, pairs } = comparePairs(scores, values);
  return pairs === 0 ? 0.5 : concordant / pairs;
}

/**
 * Of all pairs of rows with different outcomes, how many have scores in the same order; a tie of the
 * scores counts half (Harrell's C). Counted in O(n log n): rows come by rising score, and a tree of
 * counts over the ranks of the outcomes (Fenwick) tells how many lower outcomes came before.
 */
function comparePairs(scores: Float64Array, values: Float64Array): { concordant: number; pairs: number } {
  const { ranks, distinct } = denseRanks(values);
  const tree = new Float64Array(distinct + 1);
  const add = (rank: number) => {
    for (let at = rank + 1; at <= distinct; at += at & -at) tree[at] = (tree[at] as number) + 1;
  };
  const countBelow = (rank: number) => {
    let count = 0;
    for (let at = rank; at > 0; at -= at & -at) count += tree[at] as number;
    return count;
  };
  const order = ascendingOrder(scores);
  let concordant = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    const score = scores[order[start] as number];
    while (end < order.length && scores[order[end] as number] === score) end++;
    const tied = Uint32Array.from(order.subarray(start, end), (row) => ranks[row] as number);
    for (const rank of tied) concordant += countBelow(rank);
    concordant += unequalPairs(tied) / 2;
    for (const rank of tied) add(rank);
  }
  return { concordant, pairs: unequalPairs(ranks) };
}

/** For each value how many distinct values are below it. */
function denseRanks(values: Float64Array): { ranks: Uint32Array; distinct: number } {
  const ranks = new Uint32Array(values.length);
  let distinct = 0;
  let before: number | undefined;
  for (const row of ascendingOrder(values)) {
    const value = values[row] as number;
    if (before === undefined || value > before) distinct += 1;
    before = value;
    ranks[row] = distinct - 1;
  }
  return { ranks, distinct };
}

/** How many pairs of entries differ. */
function unequalPairs(ranks: Uint32Array): number {
  const sorted = Uint32Array.from(ranks).sort();
  let pairs = (sorted.length * (sorted.length - 1)) / 2;
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    pairs -= ((end - start) * (end - start - 1)) / 2;
  }
  return pairs;
}
