import { normalSf } from '../../stats/normal.ts';
import type { Outcomes } from '../metrics/outcomes.ts';
import { rankingOf } from '../metrics/ranking.ts';

export interface DeLong {
  readonly auc_a: number;
  readonly auc_b: number;
  /** `auc_a - auc_b`; `z` has its sign. */
  readonly difference: number;
  /** Null where the variance cannot be estimated (fewer than two rows of a class), or is 0 although the areas differ. */
  readonly z: number | null;
  /** Two-sided; 1 where the variance is 0 and the areas are equal. */
  readonly p: number | null;
  /** Of the difference; null where the variance cannot be estimated. */
  readonly standard_error: number | null;
}

/** DeLong's test of two models; null but for binary classification with finite scores, both classes and no row weights. */
export function delongOf(a: Outcomes, b: Outcomes): DeLong | null {
  if (a.task !== 'binary-classification' || b.task !== 'binary-classification') return null;
  if (!a.scores || !b.scores || a.weights || b.weights) return null;
  if (a.scores.some(Number.isNaN) || b.scores.some(Number.isNaN)) return null;
  return delong(a.truth, a.scores, b.scores);
}

/**
 * DeLong's test (1988) of two correlated areas under the ROC curve, on the same rows, by placements taken from
 * one sort of each model's scores (Sun and Xu, 2014). Null where the labels are of one class.
 */
export function delong(truth: Uint8Array, scoresA: Float64Array, scoresB: Float64Array): DeLong | null {
  const positives = truth.reduce((sum, each) => sum + each, 0);
  const negatives = truth.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const [a, b] = [placements(truth, scoresA), placements(truth, scoresB)];
  const pairs = 2 * positives * negatives;
  let [areaA, areaB] = [0, 0];
  for (let row = 0; row < truth.length; row++) {
    if (!truth[row]) continue;
    areaA += a[row] as number;
    areaB += b[row] as number;
  }
  const auc_a = areaA / pairs;
  const auc_b = areaB / pairs;
  const difference = (areaA - areaB) / pairs;
  if (positives < 2 || negatives < 2) {
    return { auc_a, auc_b, difference, z: null, p: null, standard_error: null };
  }
  const variance =
    varianceOfDifference(truth, 1, a, b) / (2 * negatives) ** 2 / positives +
    varianceOfDifference(truth, 0, a, b) / (2 * positives) ** 2 / negatives;
  const standard_error = Math.sqrt(variance);
  if (variance === 0) {
    return { auc_a, auc_b, difference, z: null, p: difference === 0 ? 1 : null, standard_error };
  }
  const z = difference / standard_error;
  return { auc_a, auc_b, difference, z, p: 2 * normalSf(Math.abs(z)), standard_error };
}

/**
 * For each positive twice the number of negatives that it outranks, for each negative twice the number of
 * positives that outrank it; ties count half. Twice, so that all of it stays whole numbers.
 */
function placements(truth: Uint8Array, scores: Float64Array): Float64Array {
  const { order, lastOfTie } = rankingOf(scores);
  const placed = new Float64Array(truth.length);
  const negatives = truth.reduce((sum, each) => sum + (1 - each), 0);
  let first = 0;
  let above = 0;
  let negativesAbove = 0;
  for (let place = 0; place < order.length; place++) {
    if (!lastOfTie[place]) continue;
    let tied = 0;
    for (let k = first; k <= place; k++) tied += truth[order[k] as number] as number;
    const negativesTied = place + 1 - first - tied;
    for (let k = first; k <= place; k++) {
      const row = order[k] as number;
      placed[row] = truth[row] ? 2 * (negatives - negativesAbove) - negativesTied : 2 * above + tied;
    }
    above += tied;
    negativesAbove += negativesTied;
    first = place + 1;
  }
  return placed;
}

/** The variance (ddof 1) of a - b over the rows of one class; exactly 0 where it is the same everywhere. */
function varianceOfDifference(truth: Uint8Array, which: 0 | 1, a: Float64Array, b: Float64Array): number {
  let count = 0;
  let sum = 0;
  for (let row = 0; row < truth.length; row++) {
    if (truth[row] !== which) continue;
    sum += (a[row] as number) - (b[row] as number);
    count++;
  }
  const mean = sum / count;
  let squares = 0;
  for (let row = 0; row < truth.length; row++) {
    if (truth[row] === which) squares += ((a[row] as number) - (b[row] as number) - mean) ** 2;
  }
  return squares / (count - 1);
}
