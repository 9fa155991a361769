import { type Figure, NO_ROWS } from './measures.ts';
import type { Weights } from './outcomes.ts';
import { rankingOf } from './ranking.ts';

/**
 * Rows from the highest score to the lowest, each as row × 4 + 2 where a lower score follows + 1 where it is positive: all
 * that a walk needs in one number. For up to 2^30 rows.
 */
export type RankedTruth = Uint32Array;

export function rankedTruth(truth: Uint8Array, scores: Float64Array): RankedTruth {
  const { order, lastOfTie } = rankingOf(scores);
  const ranked = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place++) {
    const row = order[place] as number;
    ranked[place] = (row << 2) | ((lastOfTie[place] as number) << 1) | (truth[row] as number);
  }
  return ranked;
}

/** Area under the ROC curve: trapezoid, ties count half. */
export function areaUnderRoc(ranked: RankedTruth, weights: Weights | null): Figure {
  const sums: Sums = { area: 0, positives: 0, negatives: 0 };
  if (weights instanceof Uint16Array) walkCounts(ranked, weights, sums);
  else walk(ranked, weights, 0, ranked.length, sums);
  const { area, positives, negatives } = sums;
  if (positives + negatives === 0) return NO_ROWS;
  if (positives > 0 && negatives > 0) return { value: area / 2 / positives / negatives };
  return { value: null, note: 'is not defined: the labels are of one class' };
}

/** Of the places that were walked; the area is twice the pairs in which the positive is above, ties half. */
interface Sums {
  area: number;
  positives: number;
  negatives: number;
}

function walk(ranked: RankedTruth, weights: Weights | null, from: number, to: number, sums: Sums): void {
  let { area, positives, negatives } = sums;
  let [tiePositives, tieNegatives] = [0, 0];
  for (let place = from; place < to; place++) {
    const packed = ranked[place] as number;
    const weight = weights ? (weights[packed >>> 2] as number) : 1;
    if (packed & 1) tiePositives += weight;
    else tieNegatives += weight;
    if (!(packed & 2)) continue;
    area += tieNegatives * (2 * positives + tiePositives);
    positives += tiePositives;
    negatives += tieNegatives;
    tiePositives = 0;
    tieNegatives = 0;
  }
  sums.area = area;
  sums.positives = positives;
  sums.negatives = negatives;
}

/** Places of a block, and what it may count together so that twice its area is within 31 bits. */
const BLOCK = 256;
const MOST_COUNTED = 2 ** 14;

/**
 * The same of whole counts, as a bootstrap has them: in blocks of small whole numbers, which takes a third of the time
 * that doubles take. A tie that a block would cut belongs to it whole.
 */
function walkCounts(ranked: RankedTruth, counts: Uint16Array, sums: Sums): void {
  for (let start = 0, place = 0; place < ranked.length; start = place) {
    let area = 0;
    let positives = 0;
    let negatives = 0;
    let tiePositives = 0;
    let tieNegatives = 0;
    for (const end = Math.min(ranked.length, start + BLOCK); place < end; place++) {
      const packed = ranked[place] as number;
      const count = counts[packed >>> 2] as number;
      const positive = count & -(packed & 1);
      tiePositives = (tiePositives + positive) | 0;
      tieNegatives = (tieNegatives + (count - positive)) | 0;
      if (packed & 2) {
        area = (area + Math.imul(tieNegatives, (positives + positives + tiePositives) | 0)) | 0;
        positives = (positives + tiePositives) | 0;
        negatives = (negatives + tieNegatives) | 0;
        tiePositives = 0;
        tieNegatives = 0;
      }
    }
    let last = ranked[place - 1] as number;
    for (; !(last & 2); place++) {
      last = ranked[place] as number;
      const count = counts[last >>> 2] as number;
      if (last & 1) tiePositives += count;
      else tieNegatives += count;
    }
    if (positives + negatives > MOST_COUNTED) walk(ranked, counts, start, place, sums);
    else {
      sums.area += area + 2 * sums.positives * negatives;
      sums.positives += positives;
      sums.negatives += negatives;
      sums.area += tieNegatives * (2 * sums.positives + tiePositives);
      sums.positives += tiePositives;
      sums.negatives += tieNegatives;
    }
  }
}

/** Average precision, the step sum of scikit-learn. */
export function averagePrecision(ranked: RankedTruth, weights: Weights | null): Figure {
  let [sum, positives, all, tiePositives] = [0, 0, 0, 0];
  for (let place = 0; place < ranked.length; place++) {
    const packed = ranked[place] as number;
    const weight = weights ? (weights[packed >>> 2] as number) : 1;
    all += weight;
    if (packed & 1) tiePositives += weight;
    if (!(packed & 2) || tiePositives === 0) continue;
    positives += tiePositives;
    sum += (tiePositives * positives) / all;
    tiePositives = 0;
  }
  if (all === 0) return NO_ROWS;
  return positives > 0 ? { value: sum / positives } : { value: 0, note: 'is 0 because no label is positive' };
}
