import { type Figure, NO_ROWS } from './measures.ts';
import type { Weights } from './outcomes.ts';

/** How much weight stands in each cell: `cells[truth * size + predicted]`. */
export interface Confusion {
  readonly size: number;
  readonly cells: Float64Array;
  /** Sums by truth, by prediction, on the diagonal and of all. */
  readonly byTruth: Float64Array;
  readonly byPrediction: Float64Array;
  readonly correct: number;
  readonly total: number;
}

/**
 * The confusion matrix of `size` classes. A row without weight is as good as absent.
 * Predictions of -1 are a mistake of the caller: there is nothing to count.
 */
export function confusionOf(
  truth: Uint8Array | Int32Array,
  predicted: Int8Array | Int32Array,
  size: number,
  weights: Weights | null,
): Confusion {
  const cells = new Float64Array(size * size);
  for (let row = 0; row < truth.length; row++) {
    const cell = (truth[row] as number) * size + (predicted[row] as number);
    cells[cell] = (cells[cell] as number) + (weights ? (weights[row] as number) : 1);
  }
  return confusionOfCells(cells, size);
}

/** The same of cells that were counted before; they are copied. */
export function confusionOfCells(counted: Float64Array, size: number): Confusion {
  const cells = counted.slice();
  const byTruth = new Float64Array(size);
  const byPrediction = new Float64Array(size);
  let correct = 0;
  let total = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    const weight = cells[cell] as number;
    const t = Math.floor(cell / size);
    const p = cell % size;
    byTruth[t] = (byTruth[t] as number) + weight;
    byPrediction[p] = (byPrediction[p] as number) + weight;
    if (t === p) correct += weight;
    total += weight;
  }
  return { size, cells, byTruth, byPrediction, correct, total };
}

export function accuracy(confusion: Confusion): Figure {
  return confusion.total > 0 ? { value: confusion.correct / confusion.total } : NO_ROWS;
}

/** Mean recall over the classes that the data have. */
export function balancedAccuracy(confusion: Confusion): Figure {
  let sum = 0;
  let present = 0;
  for (let k = 0; k < confusion.size; k++) {
    const support = confusion.byTruth[k] as number;
    if (support > 0) {
      sum += hits(confusion, k) / support;
      present++;
    }
  }
  return present > 0 ? { value: sum / present } : NO_ROWS;
}

/** Matthews' correlation (its multi-class form); 0, as scikit-learn has it, where truth or prediction is constant. */
export function matthews(confusion: Confusion): Figure {
  const { byTruth, byPrediction, correct, total, size } = confusion;
  if (total === 0) return NO_ROWS;
  let both = 0;
  let truths = 0;
  let predictions = 0;
  for (let k = 0; k < size; k++) {
    const t = byTruth[k] as number;
    const p = byPrediction[k] as number;
    both += t * p;
    truths += t * t;
    predictions += p * p;
  }
  const spread = (total * total - predictions) * (total * total - truths);
  if (spread === 0) return { value: 0, note: 'is 0 because the labels or the predictions are of one class' };
  return { value: (correct * total - both) / Math.sqrt(spread) };
}

/** Cohen's kappa, unweighted. Undefined where all labels and predictions are one and the same class. */
export function kappa(confusion: Confusion): Figure {
  const { byTruth, byPrediction, correct, total, size } = confusion;
  if (total === 0) return NO_ROWS;
  let expected = 0;
  for (let t = 0; t < size; t++) {
    for (let p = 0; p < size; p++) {
      if (t !== p) expected += ((byTruth[t] as number) * (byPrediction[p] as number)) / total;
    }
  }
  if (expected === 0)
    return { value: null, note: 'is not defined: labels and predictions are all of one class' };
  return { value: 1 - (total - correct) / expected };
}

/** What is made of the hits, the support and the predictions of one class. */
export type Averaged = 'precision' | 'recall' | 'f1' | 'f2' | 'jaccard';
export type Average = 'macro' | 'micro' | 'weighted';
/** What stands for a division by 0; null leaves the class out of a mean, as scikit-learn's NaN does. */
export type ZeroDivision = 0 | 1 | null;

/**
 * Precision, recall, F or Jaccard index of one class. Where the denominator is 0 the value is 0 with a note
 * (scikit-learn's `zero_division="warn"`).
 */
export function ofClass(confusion: Confusion, what: Averaged, k: number): Figure {
  if (confusion.total === 0) return NO_ROWS;
  const denominator = denominatorOf(confusion, what, k);
  if (denominator === 0) return { value: 0, note: zeroDivisionNote(what) };
  return { value: hits(confusion, k) / denominator };
}

/**
 * The same averaged over the classes that labels or predictions have. A class whose denominator is 0 counts as
 * `zeroDivision`; `weighted` weighs classes by their share of the labels.
 */
export function averaged(
  confusion: Confusion,
  what: Averaged,
  average: Average,
  zeroDivision: ZeroDivision = 0,
): Figure {
  if (confusion.total === 0) return NO_ROWS;
  let above = 0;
  let below = 0;
  let undefinedClasses = 0;
  for (let k = 0; k < confusion.size; k++) {
    const support = confusion.byTruth[k] as number;
    if (support === 0 && confusion.byPrediction[k] === 0) continue;
    const denominator = denominatorOf(confusion, what, k);
    if (average === 'micro') {
      above += hits(confusion, k);
      below += denominator;
      continue;
    }
    const weight = average === 'macro' ? 1 : support;
    if (denominator === 0) {
      undefinedClasses++;
      if (zeroDivision === null) continue;
    }
    below += weight;
    above += weight * (denominator === 0 ? (zeroDivision ?? 0) : hits(confusion, k) / denominator);
  }
  if (below === 0) return { value: null, note: zeroDivisionNote(what) };
  const value = above / below;
  if (undefinedClasses === 0) return { value };
  const counted = zeroDivision === null ? 'leaves out' : 'counts';
  const as = zeroDivision === null ? '' : ` as ${zeroDivision}`;
  return { value, note: `${counted} ${undefinedClasses} of the classes${as}: ${zeroDivisionNote(what)}` };
}

/** The share of the rows of class `k` (by truth) that are predicted to be of class `said`; 0 with a note without such rows. */
export function rate(confusion: Confusion, k: number, said: number): Figure {
  if (confusion.total === 0) return NO_ROWS;
  const support = confusion.byTruth[k] as number;
  if (support === 0) return { value: 0, note: zeroDivisionNote('recall') };
  return { value: (confusion.cells[k * confusion.size + said] as number) / support };
}

function hits(confusion: Confusion, k: number): number {
  return confusion.cells[k * confusion.size + k] as number;
}

function denominatorOf(confusion: Confusion, what: Averaged, k: number): number {
  const support = confusion.byTruth[k] as number;
  const said = confusion.byPrediction[k] as number;
  switch (what) {
    case 'precision':
      return said;
    case 'recall':
      return support;
    case 'f1':
      return (support + said) / 2;
    case 'f2':
      return (4 * support + said) / 5;
    case 'jaccard':
      return support + said - hits(confusion, k);
  }
}

function zeroDivisionNote(what: Averaged): string {
  switch (what) {
    case 'precision':
      return 'is 0 because no row was predicted so';
    case 'recall':
      return 'is 0 because no row is so';
    default:
      return 'is 0 because no row is so or was predicted so';
  }
}
