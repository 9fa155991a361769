import type { MulticlassOutcomes, Outcomes } from './outcomes.ts';

/** scikit-learn keeps probabilities this far from 0 and 1 before it takes the logarithm. */
const EPSILON = Number.EPSILON;

/**
 * What each row costs the model: log loss (natural logarithm, as scikit-learn's) for classification, the absolute
 * error for regression; NaN where the model gave no finite figure. Null for a classifier without probabilities.
 */
export function rowLosses(outcomes: Outcomes): Float64Array | null {
  switch (outcomes.task) {
    case 'binary-classification': {
      const { scores, truth } = outcomes;
      if (!scores?.every((score) => Number.isNaN(score) || (score >= 0 && score <= 1))) return null;
      return scores.map((score, row) => logLoss(truth[row] === 1 ? score : 1 - score));
    }
    case 'multiclass-classification':
      return multiclassLosses(outcomes);
    case 'regression':
      return outcomes.truth.map((label, row) => Math.abs(label - (outcomes.predicted[row] as number)));
  }
}

function multiclassLosses({ scores, truth, rows }: MulticlassOutcomes): Float64Array | null {
  if (!scores) return null;
  const losses = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (const column of scores) sum += column[row] as number;
    // A class that the model does not know had no probability.
    const right = scores[truth[row] as number]?.[row] ?? 0;
    losses[row] = logLoss(right / sum);
  }
  return losses;
}

function logLoss(probability: number): number {
  return -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, probability)));
}
