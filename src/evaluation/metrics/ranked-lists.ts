import { type Figure, type Measures, NO_ROWS, notFinite } from './measures.ts';
import type { Lists, Weights } from './outcomes.ts';
import { rankingOf } from './ranking.ts';

/** Metrics of rows that are ranked in lists by their scores. */
export const RANKING_METRICS = [
  'ndcg_score',
  'mean_average_precision',
  'mean_reciprocal_rank',
  'precision_at_k',
  'recall_at_k',
] as const;

const METRICS = RANKING_METRICS.length;

/** Rows that make lists: how relevant each is (the label), and the score that ranks it. */
export interface Ranked {
  readonly rows: number;
  readonly relevance: ArrayLike<number>;
  /** NaN where the model gave no finite figure; null where there are none at all. */
  readonly scores: Float64Array | null;
  readonly lists: Lists;
}

/**
 * The measures of ranked lists: each is taken of every list, then averaged over the lists; rows of equal score take every
 * order among them alike.
 *
 * - `ndcg_score`: scikit-learn's, linear gain, the first k places; 0 where nothing is relevant;
 * - `mean_average_precision`: the mean of scikit-learn's `average_precision_score`, all places;
 * - `mean_reciprocal_rank`: 1 by the place of the first relevant row, all places;
 * - `precision_at_k`, `recall_at_k`: relevant rows among the first k by k, and by all that are relevant.
 *
 * Relevant is what has a label above 0. A list counts by the mean weight of its rows; a row of weight 0 is not in it.
 */
export function rankedListMeasures(ranked: Ranked): Measures {
  const problem = problemOf(ranked);
  const members = problem || !ranked.scores ? [] : membersOf(ranked.scores, ranked.lists);
  const whole = members.map((rows) => figuresOf(ranked, rows));

  return {
    names: RANKING_METRICS,
    figures(names, weights) {
      if (problem) return names.map(() => problem);
      const sums = new Float64Array(METRICS);
      let total = 0;
      let barren = 0;
      members.forEach((rows, list) => {
        const { weight, kept } = weightOf(rows, weights);
        if (kept.length === 0) return;
        const found = kept === rows ? (whole[list] as ListFigures) : figuresOf(ranked, kept);
        if (found.relevant === 0) barren++;
        for (let k = 0; k < METRICS; k++)
          sums[k] = (sums[k] as number) + weight * (found.values[k] as number);
        total += weight;
      });
      const note = barren > 0 ? { note: `counts ${barren} lists without a relevant row as 0` } : {};
      return names.map((name): Figure => {
        const index = RANKING_METRICS.indexOf(name as (typeof RANKING_METRICS)[number]);
        return total > 0 ? { value: (sums[index] as number) / total, ...note } : NO_ROWS;
      });
    },
  };
}

function problemOf({ rows, relevance, scores }: Ranked): Figure | null {
  if (!scores) return { value: null, note: 'needs scores' };
  const bad = scores.reduce((count, score) => count + (Number.isNaN(score) ? 1 : 0), 0);
  if (bad > 0) return { value: null, note: notFinite('scores', bad, rows) };
  for (let row = 0; row < rows; row++) {
    if ((relevance[row] as number) < 0) {
      return { value: null, note: 'is not defined: a label is below 0, which is no relevance' };
    }
  }
  return null;
}

/** The rows of each list, by falling score. */
function membersOf(scores: Float64Array, { of }: Lists): Uint32Array[] {
  const counts: number[] = [];
  for (const list of of) counts[list] = (counts[list] ?? 0) + 1;
  // A slice of the rows may have none of a list.
  const members = Array.from(counts, (count) => new Uint32Array(count ?? 0));
  const filled = new Uint32Array(members.length);
  for (const row of rankingOf(scores).order) {
    const list = of[row] as number;
    const place = filled[list] as number;
    (members[list] as Uint32Array)[place] = row;
    filled[list] = place + 1;
  }
  return members.filter((rows) => rows.length > 0);
}

/** What a list counts, and which of its rows are there: the same array where all are. */
function weightOf(rows: Uint32Array, weights: Weights | null): { weight: number; kept: Uint32Array } {
  if (!weights) return { weight: 1, kept: rows };
  let sum = 0;
  let absent = 0;
  for (const row of rows) {
    const weight = weights[row] as number;
    sum += weight;
    if (weight === 0) absent++;
  }
  const kept = absent === 0 ? rows : rows.filter((row) => weights[row] !== 0);
  return { weight: sum / kept.length, kept };
}

interface ListFigures {
  /** In the order of `RANKING_METRICS`. */
  readonly values: Float64Array;
  readonly relevant: number;
}

/** The figures of one list, whose rows come by falling score. */
function figuresOf({ relevance, scores, lists: { places } }: Ranked, rows: Uint32Array): ListFigures {
  let [gain, precisions, hits, hitsAtK] = [0, 0, 0, 0];
  let reciprocal = 0;
  for (let from = 0; from < rows.length; ) {
    const score = scores?.[rows[from] as number];
    let to = from;
    let [sum, found] = [0, 0];
    for (; to < rows.length && scores?.[rows[to] as number] === score; to++) {
      const label = relevance[rows[to] as number] as number;
      sum += label;
      if (label > 0) found++;
    }
    const size = to - from;
    gain += (sum / size) * discounts(from, Math.min(to, places));
    if (found > 0) {
      if (hits === 0) reciprocal = firstOf(from, size, found);
      hits += found;
      precisions += (found * hits) / to;
      hitsAtK += (found / size) * Math.max(0, Math.min(to, places) - from);
    }
    from = to;
  }
  const ideal = idealGain(relevance, rows, places);
  const values = Float64Array.of(
    ideal > 0 ? gain / ideal : 0,
    hits > 0 ? precisions / hits : 0,
    reciprocal,
    hitsAtK / places,
    hits > 0 ? hitsAtK / hits : 0,
  );
  return { values, relevant: hits };
}

/** The discounts of the places [from, to), counted from 0: 1 / log2(place + 2). */
function discounts(from: number, to: number): number {
  let sum = 0;
  for (let place = from; place < to; place++) sum += 1 / Math.log2(place + 2);
  return sum;
}

/** The mean of 1 by the place of the first of `found` relevant rows, over all orders of the `size` rows after place `from`. */
function firstOf(from: number, size: number, found: number): number {
  let mean = 0;
  let none = 1;
  for (let place = 0; place <= size - found; place++) {
    mean += (none * (found / (size - place))) / (from + place + 1);
    none *= (size - found - place) / (size - place);
  }
  return mean;
}

function idealGain(relevance: ArrayLike<number>, rows: Uint32Array, places: number): number {
  const sorted = Float64Array.from(rows, (row) => relevance[row] as number).sort();
  let sum = 0;
  for (let place = 0; place < Math.min(places, sorted.length); place++) {
    sum += (sorted[sorted.length - 1 - place] as number) / Math.log2(place + 2);
  }
  return sum;
}
