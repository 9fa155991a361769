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
import { type Figure, type Measures, NO_ROWS, notFinite, weightedMean } from './measures.ts';
import type { MulticlassOutcomes, Weights } from './outcomes.ts';
import { type Ranking, rankingOf } from './ranking.ts';

/** The clip of log loss: the machine epsilon of a double, as in scikit-learn. */
const EPSILON = 2 ** -52;

export const MULTICLASS_METRICS = [
  'accuracy_score',
  'balanced_accuracy_score',
  'log_loss',
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

  const measure = (name: string, weights: Weights | null, shared: Shared): Figure => {
    if (name === 'log_loss') {
      return losses ? weightedMean(losses, weights) : { value: null, note: problem.loss ?? '' };
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
  };
}

/** What several metrics are made from, computed once per set of weights. */
interface Shared {
  confusion?: Confusion;
  areas?: Areas;
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

function lossesOf(truth: Int32Array, scores: readonly Float64Array[]): Float64Array {
  const losses = new Float64Array(truth.length);
  for (let row = 0; row < truth.length; row++) {
    const hit = scores[truth[row] as number]?.[row] as number;
    losses[row] = -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, hit)));
  }
  return losses;
}

/** Why log loss (`loss`) or the areas (`areas`) are not defined; undefined where they are. */
function scoreProblem(outcomes: MulticlassOutcomes): { loss?: string; areas?: string } {
  const { scores, truth, classes, rows } = outcomes;
  if (!scores || scores.length < 2) return { loss: 'needs scores by class', areas: 'needs scores by class' };
  let unknown = 0;
  let bad = 0;
  let outside = 0;
  let unequal = 0;
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
  }
  if (unknown > 0) {
    const news = classes.slice(scores.length).map((label) => JSON.stringify(label));
    const note = `is not defined: ${unknown} of ${rows} labels are of classes that the model does not know (${news.join(', ')})`;
    return { loss: note, areas: note };
  }
  if (bad > 0) {
    const note = notFinite('rows of scores', bad, rows);
    return { loss: note, areas: note };
  }
  const problem: { loss?: string; areas?: string } = {};
  if (outside > 0)
    problem.loss = `is not defined: ${outside} of ${rows} rows have scores that are no probabilities`;
  if (unequal > 0) problem.areas = `is not defined: the scores of ${unequal} of ${rows} rows do not sum to 1`;
  return problem;
}
