import { fitLogistic, predictLogistic } from '../learners/logistic.ts';
import { type Matrix, rowsOf } from '../learners/matrix.ts';
import { normalSf } from '../stats/normal.ts';
import { randomOf } from '../stats/random.ts';
import { tabulate } from '../stats/two-samples.ts';

/** How well a model tells two samples apart: the area under its ROC curve on rows that it was not fitted to. */
export interface Separability {
  readonly auc: number;
  /** Its standard error if there is nothing to tell: that of random scores. */
  readonly error: number;
  /** The chance of so large an area if there is nothing to tell (one-sided). */
  readonly pValue: number;
}

/** The area under the ROC curve of scores, ties as half. */
export function separabilityOf(before: ArrayLike<number>, now: ArrayLike<number>): Separability {
  const { x, y, nx, ny } = tabulate(before, now);
  let below = 0;
  let wins = 0;
  for (let at = 0; at < x.length; at++) {
    wins += (y[at] as number) * (below + (x[at] as number) / 2);
    below += x[at] as number;
  }
  const auc = wins / (nx * ny);
  const error = Math.sqrt((nx + ny + 1) / (12 * nx * ny));
  return { auc, error, pValue: normalSf((auc - 0.5) / error) };
}

/**
 * Logistic regression that tells rows with label 1 (now) from those with label 0 (before), cross-validated: every row
 * is scored by a model that was fitted without its fold. Features should be standardised. The folds hang on the seed.
 */
export function crossValidated(
  features: Matrix,
  labels: Uint8Array,
  folds: number,
  l2: number,
  seed: number,
): Separability {
  const order = stratified(labels, folds, seed);
  const scores: [number[], number[]] = [[], []];
  for (let fold = 0; fold < folds; fold++) {
    const chosen = (inside: boolean) =>
      Array.from(order.keys()).filter((row) => (order[row] === fold) === inside);
    const [train, test] = [chosen(false), chosen(true)];
    const model = fitLogistic(
      rowsOf(features, train),
      Uint8Array.from(train, (row) => labels[row] as number),
      2,
      { l2 },
    );
    const found = predictLogistic(model, rowsOf(features, test));
    // Each fold's model has its own scale: what counts is the rank within the fold.
    const ranked = Array.from(test.keys()).sort((a, b) => (found[a] as number) - (found[b] as number));
    const rank = new Float64Array(test.length);
    for (let at = 0; at < ranked.length; ) {
      let end = at;
      while (end < ranked.length && found[ranked[end] as number] === found[ranked[at] as number]) end++;
      for (let tied = at; tied < end; tied++) rank[ranked[tied] as number] = (at + end) / 2 / test.length;
      at = end;
    }
    for (const [at, row] of test.entries()) scores[labels[row] === 1 ? 1 : 0].push(rank[at] as number);
  }
  return separabilityOf(...scores);
}

/** The fold of each row: both classes are spread evenly. */
function stratified(labels: Uint8Array, folds: number, seed: number): Uint8Array {
  const random = randomOf(seed);
  const fold = new Uint8Array(labels.length);
  for (const label of [0, 1]) {
    const rows = Array.from(labels.keys()).filter((row) => labels[row] === label);
    for (const [place, row] of random.shuffle(rows).entries()) fold[row] = place % folds;
  }
  return fold;
}
