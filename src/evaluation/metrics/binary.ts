import { areaUnderRoc, averagePrecision, type RankedTruth, rankedTruth } from './areas.ts';
import { type Calibration, calibrationErrors, calibrationOf } from './calibration.ts';
import {
  type Averaged,
  accuracy,
  balancedAccuracy,
  type Confusion,
  confusionOf,
  kappa,
  matthews,
  ofClass,
  rate,
} from './confusion.ts';
import { devianceExplained } from './deviance.ts';
import { type Figure, type Measures, NO_ROWS, notFinite, rowFiguresOf, weightedMean } from './measures.ts';
import type { BinaryOutcomes, Costs, Weights } from './outcomes.ts';

/** The clip of log loss: the machine epsilon of a double, as in scikit-learn. */
const EPSILON = 2 ** -52;

type BinaryMetric = (typeof BINARY_METRICS)[number] | (typeof COST_METRICS)[number];

export const BINARY_METRICS = [
  'roc_auc_score',
  'average_precision_score',
  'log_loss',
  'brier_score_loss',
  'd2_log_loss_score',
  'expected_calibration_error',
  'maximum_calibration_error',
  'accuracy_score',
  'balanced_accuracy_score',
  'precision_score',
  'recall_score',
  'true_negative_rate',
  'false_positive_rate',
  'f1_score',
  'f2_score',
  'jaccard_score',
  'matthews_corrcoef',
  'cohen_kappa_score',
  'positive_rate',
] as const;

/** Only where it is known what decisions are worth. */
export const COST_METRICS = ['expected_value', 'total_value'] as const;

/** The measures of binary classification, by scikit-learn's definitions. Sorts by score once. */
export function binaryMeasures(outcomes: BinaryOutcomes): Measures {
  const { truth, predicted, scores, rows } = outcomes;
  const undecided = predicted.reduce((count, said) => count + (said < 0 ? 1 : 0), 0);
  const problem = scores ? scoreProblem(scores) : { ranking: 'needs scores', probability: 'needs scores' };
  let ranked: RankedTruth | undefined;
  const losses = scores && !problem.probability ? lossesOf(truth, scores) : null;
  let calibration: Calibration | undefined;

  const measure = (name: BinaryMetric, weights: Weights | null, shared: Shared): Figure => {
    switch (name) {
      case 'roc_auc_score':
      case 'average_precision_score':
        if (!scores || problem.ranking) return { value: null, note: problem.ranking ?? '' };
        ranked ??= rankedTruth(truth, scores);
        return name === 'roc_auc_score' ? areaUnderRoc(ranked, weights) : averagePrecision(ranked, weights);
      case 'log_loss':
      case 'brier_score_loss':
        if (!losses) return { value: null, note: problem.probability ?? '' };
        return weightedMean(name === 'log_loss' ? losses.log : losses.square, weights);
      case 'd2_log_loss_score':
        if (!losses) return { value: null, note: problem.probability ?? '' };
        return devianceExplained(weightedMean(losses.log, weights), truth, 2, weights);
      case 'expected_calibration_error':
      case 'maximum_calibration_error':
        if (!losses || !scores) return { value: null, note: problem.probability ?? '' };
        calibration ??= calibrationOf(truth, scores);
        shared.calibration ??= calibrationErrors(calibration, weights);
        return name === 'expected_calibration_error'
          ? shared.calibration.expected
          : shared.calibration.maximum;
      default: {
        if (undecided > 0) return { value: null, note: notFinite('predictions', undecided, rows) };
        shared.confusion ??= confusionOf(truth, predicted, 2, weights);
        return ofConfusion(name, shared.confusion, outcomes.costs);
      }
    }
  };
  return {
    names: outcomes.costs ? [...BINARY_METRICS, ...COST_METRICS] : BINARY_METRICS,
    figures(names, weights) {
      const shared: Shared = {};
      return names.map((name) => measure(name as BinaryMetric, weights, shared));
    },
    rowFigures: (name) => rowFiguresOf(name, losses, undecided === 0 ? outcomes : null),
  };
}

/** What several metrics are made from, computed once per set of weights. */
interface Shared {
  confusion?: Confusion;
  calibration?: { expected: Figure; maximum: Figure };
}

/** A metric of decisions. */
export function ofConfusion(name: string, confusion: Confusion, costs: Costs | undefined): Figure {
  switch (name) {
    case 'balanced_accuracy_score':
      return balancedAccuracy(confusion);
    case 'precision_score':
    case 'recall_score':
    case 'f1_score':
    case 'f2_score':
    case 'jaccard_score':
      return ofClass(confusion, name.split('_')[0] as Averaged, 1);
    case 'true_negative_rate':
      return rate(confusion, 0, 0);
    case 'false_positive_rate':
      return rate(confusion, 0, 1);
    case 'matthews_corrcoef':
      return matthews(confusion);
    case 'cohen_kappa_score':
      return kappa(confusion);
    case 'positive_rate':
      return confusion.total > 0
        ? { value: (confusion.byPrediction[1] as number) / confusion.total }
        : NO_ROWS;
    case 'expected_value':
    case 'total_value': {
      if (!costs) return { value: null, note: 'needs `gate.costs`' };
      const total = totalValue(confusion, costs);
      if (confusion.total === 0) return NO_ROWS;
      return { value: name === 'total_value' ? total : total / confusion.total };
    }
    default:
      return accuracy(confusion);
  }
}

/** What all decisions together are worth. */
function totalValue({ cells }: Confusion, costs: Costs): number {
  const [trueNegatives = 0, falsePositives = 0, falseNegatives = 0, truePositives = 0] = cells;
  return (
    trueNegatives * costs.trueNegative +
    falsePositives * costs.falsePositive +
    falseNegatives * costs.falseNegative +
    truePositives * costs.truePositive
  );
}

/** Log loss and squared error of each row. */
function lossesOf(truth: Uint8Array, scores: Float64Array) {
  const rows = truth.length;
  const log = new Float64Array(rows);
  const square = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const score = scores[row] as number;
    const hit = truth[row] ? score : 1 - score;
    log[row] = -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, hit)));
    square[row] = (1 - hit) ** 2;
  }
  return { log, square };
}

/** Why scores cannot be ranked, or are no probabilities; undefined where they can, or are. */
function scoreProblem(scores: Float64Array) {
  let bad = 0;
  let outside = 0;
  for (const score of scores) {
    if (Number.isNaN(score)) bad++;
    else if (score < 0 || score > 1) outside++;
  }
  if (bad > 0) {
    const note = notFinite('scores', bad, scores.length);
    return { ranking: note, probability: note };
  }
  return {
    ranking: undefined,
    probability:
      outside > 0
        ? `is not defined: ${outside} of ${scores.length} scores are no probabilities (from 0 to 1)`
        : undefined,
  };
}
