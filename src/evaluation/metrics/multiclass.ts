import { type Calibration, calibrationErrors, calibrationOf } from './calibration.ts';
import {
  type Average,
  type Averaged,
  accuracy,
  averaged,
  balancedAccuracy,
  type Confusion,
  confusionOf,
  kappa,
  matthews,
} from './confusion.ts';
import { devianceExplained } from './deviance.ts';
import { type Figure, type Measures, NO_ROWS, notFinite, rowFiguresOf, weightedMean } from './measures.ts';
import type { MulticlassOutcomes, Weights } from './outcomes.ts';
import { type Ranking, rankingOf } from './ranking.ts';

/** The clip of log loss: the machine epsilon of a double, as in scikit-learn. */
const EPSILON = 2 ** -52;
/** The default of scikit-learn's `top_k_accuracy_score`. */
const TOP = 2;

export const MULTICLASS_METRICS = [
  'accuracy_score',
  'balanced_accuracy_score',
  'top_k_accuracy_score',
  'log_loss',
  'brier_score_loss',
  'd2_log_loss_score',
  'expected_calibration_error',
  'maximum_calibration_error',
  'roc_auc_ovr',
  'roc_auc_ovo',
  'f1_macro',
  'f1_micro',
  'f1_weighted',
  'precision_macro',
  'precision_micro',
  'precision_weighted',
  'recall_macro',
  'recall_micro',
  'recall_weighted',
  'matthews_corrcoef',
  'cohen_kappa_score',
] as const;

/** The measures of multi-class classification, by scikit-learn's definitions. Sorts by each class's score once. */
export function multiclassMeasures(outcomes: MulticlassOutcomes): Measures {
  const { truth, predicted, scores, classes, rows } = outcomes;
  const undecided = predicted.reduce((count, said) => count + (said < 0 ? 1 : 0), 0);
  const problem = scoreProblem(outcomes);
  const rankings = scores && !problem.areas ? scores.map(rankingOf) : null;
  const losses = scores && !problem.loss ? lossesOf(truth, scores) : null;
  const top = scores && !problem.order ? topHits(truth, scores) : null;
  let calibration: Calibration | undefined;

  const measure = (name: string, weights: Weights | null, shared: Shared): Figure => {
    switch (name) {
      case 'log_loss':
      case 'brier_score_loss':
        if (!losses) return { value: null, note: problem.loss ?? '' };
        return weightedMean(name === 'log_loss' ? losses.log : losses.square, weights);
      case 'd2_log_loss_score':
        if (!losses) return { value: null, note: problem.loss ?? '' };
        return devianceExplained(weightedMean(losses.log, weights), truth, classes.length, weights);
      case 'expected_calibration_error':
      case 'maximum_calibration_error':
        if (!losses || !scores) return { value: null, note: problem.loss ?? '' };
        calibration ??= topCalibration(truth, scores);
        shared.calibration ??= calibrationErrors(calibration, weights);
        return name === 'expected_calibration_error'
          ? shared.calibration.expected
          : shared.calibration.maximum;
      case 'top_k_accuracy_score':
        return top ? weightedMean(top, weights) : { value: null, note: problem.order ?? '' };
    }
    if (name === 'roc_auc_ovr' || name === 'roc_auc_ovo') {
      if (!rankings) return { value: null, note: problem.areas ?? '' };
      shared.areas ??= areasOf(rankings, truth, weights);
      return name === 'roc_auc_ovr' ? oneVersusRest(shared.areas) : oneVersusOne(shared.areas);
    }
    if (undecided > 0) return { value: null, note: notFinite('predictions', undecided, rows) };
    shared.confusion ??= confusionOf(truth, predicted, classes.length, weights);
    return ofConfusion(name, shared.confusion);
  };
  return {
    names: MULTICLASS_METRICS,
    figures(names, weights) {
      const shared: Shared = {};
      return names.map((name) => measure(name, weights, shared));
    },
    rowFigures: (name) => rowFiguresOf(name, losses, undecided === 0 ? outcomes : null),
  };
}

/** What several metrics are made from, computed once per set of weights. */
interface Shared {
  confusion?: Confusion;
  areas?: Areas;
  calibration?: { expected: Figure; maximum: Figure };
}

function ofConfusion(name: string, confusion: Confusion): Figure {
  switch (name) {
    case 'accuracy_score':
      return accuracy(confusion);
    case 'balanced_accuracy_score':
      return balancedAccuracy(confusion);
    case 'matthews_corrcoef':
      return matthews(confusion);
    case 'cohen_kappa_score':
      return kappa(confusion);
    default: {
      const [what, average] = name.split('_') as [Averaged, Average];
      return averaged(confusion, what, average);
    }
  }
}

/** For each class k and other class j: the pairs of rows in which class k's score ranks them rightly. */
interface Areas {
  readonly size: number;
  /** `pairs[k * size + j]` */
  readonly pairs: Float64Array;
  /** Weight of the rows of each class. */
  readonly support: Float64Array;
}

/** One walk down each class's scores gives the areas against each other class, and so against all of them. */
function areasOf(rankings: readonly Ranking[], truth: Int32Array, weights: Weights | null): Areas {
  const size = rankings.length;
  const pairs = new Float64Array(size * size);
  const support = new Float64Array(size);
  for (let row = 0; row < truth.length; row++) {
    const k = truth[row] as number;
    support[k] = (support[k] as number) + (weights ? (weights[row] as number) : 1);
  }
  const tie = new Float64Array(size);
  rankings.forEach(({ order, lastOfTie }, k) => {
    let above = 0;
    for (let place = 0; place < order.length; place++) {
      const row = order[place] as number;
      const j = truth[row] as number;
      tie[j] = (tie[j] as number) + (weights ? (weights[row] as number) : 1);
      if (!lastOfTie[place]) continue;
      const own = tie[k] as number;
      for (let other = 0; other < size; other++) {
        const met = tie[other] as number;
        if (met === 0) continue;
        if (other !== k) {
          const cell = k * size + other;
          pairs[cell] = (pairs[cell] as number) + met * (above + own / 2);
        }
        tie[other] = 0;
      }
      above += own;
    }
  });
  return { size, pairs, support };
}

/** Macro mean over the classes of the area of each against the rest; undefined where a class of the model is absent. */
function oneVersusRest({ size, pairs, support }: Areas): Figure {
  const total = support.reduce((sum, each) => sum + each, 0);
  if (total === 0) return NO_ROWS;
  let sum = 0;
  for (let k = 0; k < size; k++) {
    const own = support[k] as number;
    const rest = total - own;
    if (own === 0 || !(rest > 0)) {
      return { value: null, note: 'is not defined: the labels lack one of the model’s classes' };
    }
    let area = 0;
    for (let j = 0; j < size; j++) area += pairs[k * size + j] as number;
    sum += area / own / rest;
  }
  return { value: sum / size };
}

/** Mean over all pairs of classes that the data have, each seen from both sides (Hand and Till, 2001). */
function oneVersusOne({ size, pairs, support }: Areas): Figure {
  let sum = 0;
  let count = 0;
  for (let k = 0; k < size; k++) {
    for (let j = 0; j < size; j++) {
      const both = (support[k] as number) * (support[j] as number);
      if (k === j || both === 0) continue;
      sum += (pairs[k * size + j] as number) / both;
      count++;
    }
  }
  return count > 0
    ? { value: sum / count }
    : { value: null, note: 'is not defined: the labels are of one class' };
}

/** Log loss and squared error of each row: of the errors of all classes the sum, of two classes half of it. */
function lossesOf(truth: Int32Array, scores: readonly Float64Array[]) {
  const log = new Float64Array(truth.length);
  const square = new Float64Array(truth.length);
  const scale = scores.length < 3 ? 0.5 : 1;
  for (let row = 0; row < truth.length; row++) {
    const label = truth[row] as number;
    const hit = scores[label]?.[row] as number;
    log[row] = -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, hit)));
    let sum = 0;
    for (let k = 0; k < scores.length; k++) {
      sum += ((k === label ? 1 : 0) - ((scores[k] as Float64Array)[row] as number)) ** 2;
    }
    square[row] = scale * sum;
  }
  return { log, square };
}

/** 1 where less than two classes come before the right one; of equal scores the later class comes first. */
function topHits(truth: Int32Array, scores: readonly Float64Array[]): Float64Array {
  return Float64Array.from(truth, (label, row) => {
    const own = scores[label]?.[row] as number;
    let before = 0;
    for (let k = 0; k < scores.length; k++) {
      const score = (scores[k] as Float64Array)[row] as number;
      if (score > own || (score === own && k > label)) before++;
    }
    return before < TOP ? 1 : 0;
  });
}

/** Of the class with the highest score: is it right as often as it says? */
function topCalibration(truth: Int32Array, scores: readonly Float64Array[]): Calibration {
  const right = new Uint8Array(truth.length);
  const confidence = new Float64Array(truth.length);
  for (let row = 0; row < truth.length; row++) {
    let [best, most] = [-1, Number.NEGATIVE_INFINITY];
    for (let k = 0; k < scores.length; k++) {
      const score = (scores[k] as Float64Array)[row] as number;
      if (score > most) [best, most] = [k, score];
    }
    right[row] = best === truth[row] ? 1 : 0;
    confidence[row] = most;
  }
  return calibrationOf(right, confidence);
}

/** How far from 1 the probabilities of a row may sum by being written with few decimals. */
const ROUNDING = 1e-3;

/** Why losses of probabilities (`loss`), the areas (`areas`) or the order of classes (`order`) are not defined. */
interface ScoreProblem {
  loss?: string;
  areas?: string;
  order?: string;
}

function scoreProblem(outcomes: MulticlassOutcomes): ScoreProblem {
  const { scores, truth, classes, rows } = outcomes;
  const everywhere = (note: string) => ({ loss: note, areas: note, order: note });
  if (!scores || scores.length < 2) return everywhere('needs scores by class');
  let unknown = 0;
  let bad = 0;
  let outside = 0;
  let unequal = 0;
  let unlike = 0;
  for (let row = 0; row < rows; row++) {
    if ((truth[row] as number) >= scores.length) unknown++;
    let sum = 0;
    let beyond = false;
    for (const column of scores) {
      const score = column[row] as number;
      sum += score;
      if (score < 0 || score > 1) beyond = true;
    }
    if (Number.isNaN(sum)) bad++;
    if (beyond) outside++;
    // numpy.allclose(1, sum), the check of scikit-learn
    if (Math.abs(1 - sum) > 1e-8 + 1e-5 * Math.abs(sum)) unequal++;
    // scikit-learn only warns, but who says 1 of every class would have no loss at all.
    if (Math.abs(1 - sum) > ROUNDING) unlike++;
  }
  if (unknown > 0) {
    const news = classes.slice(scores.length).map((label) => JSON.stringify(label));
    const note = `is not defined: ${unknown} of ${rows} labels are of classes that the model does not know (${news.join(', ')})`;
    return everywhere(note);
  }
  if (bad > 0) {
    return everywhere(notFinite('rows of scores', bad, rows));
  }
  const problem: ScoreProblem = {};
  const notOne = (count: number) => `is not defined: the scores of ${count} of ${rows} rows do not sum to 1`;
  if (unlike > 0) problem.loss = notOne(unlike);
  if (outside > 0)
    problem.loss = `is not defined: ${outside} of ${rows} rows have scores that are no probabilities`;
  if (unequal > 0) problem.areas = notOne(unequal);
  return problem;
}
