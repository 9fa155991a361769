import { expect } from 'vitest';
import { averaged, confusionOf, ofClass } from '../../src/evaluation/metrics/confusion.ts';
import { curvesOf } from '../../src/evaluation/metrics/curves.ts';
import { outcomesOf } from '../../src/evaluation/metrics/encoding.ts';
import { computeMetrics } from '../../src/evaluation/metrics/metrics.ts';
import type { MulticlassOutcomes } from '../../src/evaluation/metrics/outcomes.ts';
import { type Checks, expectClose, vector } from './vector.ts';

interface Decided {
  readonly y_true: number[];
  readonly y_pred: number[];
}

const binary = { task: 'binary-classification', positive: 1 } as const;
const AVERAGED = ['precision', 'recall', 'f1'] as const;

function multiclass({ y_true, y_pred }: Decided) {
  const classes = [...new Set([...y_true, ...y_pred])].sort();
  const scored = { task: 'multiclass-classification', labels: y_true, predictions: y_pred, classes } as const;
  const empty = classes.map(() => y_true.map(() => 1 / classes.length));
  const outcomes = outcomesOf({ ...scored, scores: empty }) as MulticlassOutcomes;
  return { scored: { ...scored, scores: empty }, outcomes, size: classes.length };
}

/** Averages whose classes without a denominator count as 1, or are left out. */
function averages(name: string, zeroDivision: 1 | null): () => void {
  return () => {
    const { inputs, expected } = vector<Decided, Record<'macro' | 'micro' | 'weighted', number[]>>(name);
    const { outcomes, size } = multiclass(inputs);
    const confusion = confusionOf(outcomes.truth, outcomes.predicted, size, null);
    for (const average of ['macro', 'micro', 'weighted'] as const) {
      AVERAGED.forEach((what, index) => {
        const { value } = averaged(confusion, what, average, zeroDivision);
        expectClose(value, expected[average][index] as number);
      });
    }
  };
}

export const SKLEARN: Checks = {
  'sklearn.binary.basic': () => {
    const { inputs, expected } = vector<Decided, Record<string, number> & { confusion: number[][] }>(
      'sklearn.binary.basic',
    );
    const scored = { ...binary, labels: inputs.y_true, predictions: inputs.y_pred };
    const { metrics } = computeMetrics(scored);
    const names = {
      accuracy: 'accuracy_score',
      balanced_accuracy: 'balanced_accuracy_score',
      precision: 'precision_score',
      recall: 'recall_score',
      f1: 'f1_score',
      f2: 'f2_score',
      mcc: 'matthews_corrcoef',
      kappa: 'cohen_kappa_score',
      jaccard: 'jaccard_score',
    };
    for (const [short, name] of Object.entries(names)) expectClose(metrics[name], expected[short] as number);
    expect(curvesOf(outcomesOf(scored)).confusion?.counts).toEqual(expected.confusion);
  },
  'sklearn.binary.scores_with_ties': () => {
    const { inputs, expected } = vector<
      { y_true: number[]; y_score: number[] },
      Record<'roc_auc' | 'average_precision' | 'log_loss' | 'brier' | 'pr_auc_trapezoid', number> &
        Record<'roc_fpr' | 'roc_tpr', number[]>
    >('sklearn.binary.scores_with_ties');
    const scored = { ...binary, labels: inputs.y_true, scores: inputs.y_score };
    const { metrics } = computeMetrics(scored);
    expectClose(metrics.roc_auc_score, expected.roc_auc);
    expectClose(metrics.average_precision_score, expected.average_precision);
    expectClose(metrics.log_loss, expected.log_loss);
    expectClose(metrics.brier_score_loss, expected.brier);
    const { roc = [], precisionRecall = [] } = curvesOf(outcomesOf(scored));
    // `drop_intermediate` leaves points on a straight line out: ours has them all.
    for (const [index, x] of expected.roc_fpr.entries()) {
      const y = expected.roc_tpr[index] as number;
      expect(roc.some((point) => Math.abs(point.x - x) < 1e-12 && Math.abs(point.y - y) < 1e-12)).toBe(true);
    }
    expectClose(areaOf(roc), expected.roc_auc);
    expectClose(areaOf(precisionRecall), expected.pr_auc_trapezoid);
  },
  'sklearn.multiclass.averages.zero_division_1': averages('sklearn.multiclass.averages.zero_division_1', 1),
  'sklearn.multiclass.averages.zero_division_nan': averages(
    'sklearn.multiclass.averages.zero_division_nan',
    null,
  ),
  'sklearn.multiclass.per_class': () => {
    const { inputs, expected } = vector<
      Decided,
      { precision_recall_f1_support: number[][]; mcc: number; confusion: number[][] }
    >('sklearn.multiclass.per_class');
    const { outcomes, scored, size } = multiclass(inputs);
    const confusion = confusionOf(outcomes.truth, outcomes.predicted, size, null);
    const [, , , support = []] = expected.precision_recall_f1_support;
    AVERAGED.forEach((what, index) => {
      const figures = expected.precision_recall_f1_support[index] as number[];
      for (const [k, figure] of figures.entries()) expectClose(ofClass(confusion, what, k).value, figure);
    });
    expect([...confusion.byTruth]).toEqual(support);
    expect(curvesOf(outcomes).confusion?.counts).toEqual(expected.confusion);
    expectClose(computeMetrics(scored).metrics.matthews_corrcoef, expected.mcc);
  },
  'sklearn.edge.mcc_constant': () => {
    const { inputs, expected } = vector<Decided, number>('sklearn.edge.mcc_constant');
    const { metrics } = computeMetrics({ ...binary, labels: inputs.y_true, predictions: inputs.y_pred });
    expect(metrics.matthews_corrcoef).toBe(expected);
  },
  'sklearn.edge.log_loss_clip': () => {
    const { inputs, expected } = vector<{ y_true: number[]; p: number[] }, number>(
      'sklearn.edge.log_loss_clip',
    );
    const { metrics } = computeMetrics({ ...binary, labels: inputs.y_true, scores: inputs.p });
    expectClose(metrics.log_loss, expected);
  },
  'sklearn.edge.r2': () => {
    const { expected } = vector<unknown, Record<string, number | string>>('sklearn.edge.r2');
    const r2 = (labels: number[], predictions: number[]) =>
      computeMetrics({ task: 'regression', labels, predictions }).metrics.r2_score;
    expect(r2([3, 3, 3], [3, 3, 3])).toBe(expected.constant_perfect);
    expect(r2([3, 3, 3], [3, 3, 4])).toBe(expected.constant_imperfect);
    // What is NaN there is not defined here.
    expect(expected.one_sample).toBe('NaN');
    expect(r2([3], [2])).toBeNull();
  },
};

function areaOf(points: readonly { readonly x: number; readonly y: number }[]): number {
  return points.reduce((area, { x, y }, k) => {
    const before = points[k - 1] ?? { x, y };
    return area + ((x - before.x) * (y + before.y)) / 2;
  }, 0);
}
