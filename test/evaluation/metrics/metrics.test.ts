import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Scored } from '../../../src/evaluation/metrics/encoding.ts';
import {
  computeMetrics,
  directionsOf,
  METRICS,
  METRICS_OF_KEY,
  METRICS_OF_TASK,
} from '../../../src/evaluation/metrics/metrics.ts';
import { randomOf } from '../../../src/stats/random.ts';
import { checkCase, expectClose, goldenCases, isPaired, vector } from '../golden.ts';

const binary = (labels: number[], scores: number[], more: Partial<Scored> = {}) =>
  computeMetrics({ task: 'binary-classification', labels, scores, ...more });

describe('figures of scikit-learn and fairlearn', () => {
  const golden = goldenCases();
  test.each(['binary-classification', 'multiclass-classification', 'regression', 'fairness'])(
    '%s',
    (task) => {
      const cases = golden.cases.filter((each) => each.task === task);
      expect(cases.length).toBe(100);
      for (const [index, each] of cases.entries()) if (!isPaired(each)) checkCase(each, `${task} ${index}`);
    },
  );

  test('predictions of two classes', () => {
    const { inputs, expected } = vector('sklearn.binary.basic');
    const { metrics } = computeMetrics({
      task: 'binary-classification',
      labels: inputs.y_true,
      predictions: inputs.y_pred,
    });
    expectClose(metrics.accuracy_score, expected.accuracy, 'accuracy');
    expectClose(metrics.balanced_accuracy_score, expected.balanced_accuracy, 'balanced accuracy');
    expectClose(metrics.precision_score, expected.precision, 'precision');
    expectClose(metrics.recall_score, expected.recall, 'recall');
    expectClose(metrics.f1_score, expected.f1, 'f1');
    expectClose(metrics.matthews_corrcoef, expected.mcc, 'mcc');
    expectClose(metrics.cohen_kappa_score, expected.kappa, 'kappa');
    expect(metrics.roc_auc_score).toBeNull();
  });

  test('scores with ties', () => {
    const { inputs, expected } = vector('sklearn.binary.scores_with_ties');
    const { metrics } = binary(inputs.y_true, inputs.y_score);
    expectClose(metrics.roc_auc_score, expected.roc_auc, 'roc auc');
    expectClose(metrics.average_precision_score, expected.average_precision, 'average precision');
    expectClose(metrics.log_loss, expected.log_loss, 'log loss');
    expectClose(metrics.brier_score_loss, expected.brier, 'brier');
  });

  test('several classes', () => {
    const { inputs, expected } = vector('sklearn.multiclass.per_class');
    const { metrics } = computeMetrics({
      task: 'multiclass-classification',
      labels: inputs.y_true,
      predictions: inputs.y_pred,
    });
    const [precision, recall, f1] = expected.precision_recall_f1_support;
    const mean = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
    expectClose(metrics.precision_macro, mean(precision), 'precision');
    expectClose(metrics.recall_macro, mean(recall), 'recall');
    expectClose(metrics.f1_macro, mean(f1), 'f1');
    expectClose(metrics.matthews_corrcoef, expected.mcc, 'mcc');
    expect(metrics.roc_auc_ovr).toBeNull();
  });

  test('edges: constant prediction, certain and wrong, constant labels', () => {
    const constant = vector('sklearn.edge.mcc_constant');
    const { metrics } = computeMetrics({
      task: 'binary-classification',
      labels: constant.inputs.y_true,
      predictions: constant.inputs.y_pred,
    });
    expect(metrics.matthews_corrcoef).toBe(constant.expected);
    const clip = vector('sklearn.edge.log_loss_clip');
    expectClose(binary(clip.inputs.y_true, clip.inputs.p).metrics.log_loss, clip.expected, 'clip');
    const { expected } = vector('sklearn.edge.r2');
    const r2 = (labels: number[], predictions: number[]) =>
      computeMetrics({ task: 'regression', labels, predictions }).metrics.r2_score;
    expect(r2([2, 2], [2, 2])).toBe(expected.constant_perfect);
    expect(r2([2, 2], [2, 3])).toBe(expected.constant_imperfect);
    // The mean of 0.1, 0.1, 0.1 is not 0.1 in doubles: constant labels are told by their values.
    expect(r2([0.1, 0.1, 0.1], [0.1, 0.1, 0.2])).toBe(0);
    expect(r2([1], [1])).toBeNull();
  });
});

describe('figures that are not defined are null with a note', () => {
  test('no rows', () => {
    for (const task of ['binary-classification', 'multiclass-classification', 'regression'] as const) {
      const { metrics, rows, notes } = computeMetrics({ task, labels: [], predictions: [] });
      expect(rows).toBe(0);
      expect(Object.values(metrics).every((value) => value === null)).toBe(true);
      expect(notes.join()).toContain('there are no rows');
    }
  });

  test('labels of one class', () => {
    const { metrics, notes } = binary([1, 1, 1], [0.2, 0.6, 0.9]);
    expect(metrics.roc_auc_score).toBeNull();
    expect(metrics.average_precision_score).toBe(1);
    expect(notes).toContain('roc_auc_score, d2_log_loss_score: is not defined: the labels are of one class');
  });

  test('scores that are missing or not finite spoil what needs them, and never count as negative', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, null]) {
      const { metrics, notes } = computeMetrics({
        task: 'binary-classification',
        labels: [0, 1, 0],
        scores: [0.1, bad, 0.3],
      });
      expect(Object.values(metrics)).toEqual(Object.values(metrics).map(() => null));
      expect(notes.join('\n')).toContain('1 of 3 scores are missing or not finite');
    }
    const regression = computeMetrics({ task: 'regression', labels: [1, 2], predictions: [1, Number.NaN] });
    expect(Object.values(regression.metrics).every((value) => value === null)).toBe(true);
  });

  test('scores that are no probabilities rank rows, but have no log loss', () => {
    const { metrics, notes } = binary([0, 1, 1], [-2, 0.4, 7]);
    expect(metrics.roc_auc_score).toBe(1);
    expect(metrics.log_loss).toBeNull();
    expect(metrics.brier_score_loss).toBeNull();
    expect(metrics.expected_calibration_error).toBeNull();
    expect(notes.join()).toContain('2 of 3 scores are no probabilities');
  });

  test('a class that the model does not know, and one that the data lack', () => {
    const task = 'multiclass-classification';
    const scores = [
      [0.7, 0.2, 0.1],
      [0.2, 0.7, 0.2],
      [0.1, 0.1, 0.7],
    ];
    const unknown = computeMetrics({ task, classes: ['a', 'b', 'c'], labels: ['a', 'b', 'd'], scores });
    expectClose(unknown.metrics.accuracy_score, 2 / 3, 'accuracy');
    expect(unknown.metrics.log_loss).toBeNull();
    expect(unknown.notes.join()).toContain('classes that the model does not know ("d")');
    const absent = computeMetrics({ task, classes: ['a', 'b', 'c'], labels: ['a', 'b', 'a'], scores });
    expect(absent.metrics.roc_auc_ovr).toBeNull();
    expect(absent.metrics.roc_auc_ovo).not.toBeNull();
  });

  test('errors too great for a double', () => {
    const { metrics } = computeMetrics({ task: 'regression', labels: [1e200, 0], predictions: [-1e200, 0] });
    expect(metrics.mean_squared_error).toBeNull();
    expect(metrics.max_error).toBe(2e200);
  });
});

test('a threshold is inclusive', () => {
  expect(binary([1, 0], [0.5, 0.2]).metrics.accuracy_score).toBe(1);
  expect(binary([1, 0], [0.5, 0.2], { threshold: 0.51 }).metrics.recall_score).toBe(0);
});

test('calibration bins are (low, high], and 0 falls into the first', () => {
  // 0.1 falls into the first bin with 0, so their errors cancel; 0.11 would not.
  expectClose(binary([0, 0, 1], [0, 0.1, 0.1]).metrics.expected_calibration_error, (1 - 0.2) / 3, 'one bin');
  expectClose(binary([1, 0], [0.2, 0.3]).metrics.expected_calibration_error, (0.8 + 0.3) / 2, 'two bins');
});

test('METRICS knows each metric of each task, with title, direction and range', () => {
  for (const [task, names] of Object.entries(METRICS_OF_TASK)) {
    for (const name of names) expect(METRICS.get(name)?.tasks).toContain(task);
  }
  const brought = Object.values(METRICS_OF_KEY).flatMap(({ metrics }) => metrics);
  expect(METRICS.size).toBe(new Set([...Object.values(METRICS_OF_TASK).flat(), ...brought]).size);
  expect(METRICS.get('log_loss')).toMatchObject({ direction: 'lower', title: 'log loss', range: [0, null] });
  expect(directionsOf('binary-classification')).not.toHaveProperty('positive_rate');
  expect(directionsOf('regression')).toMatchObject({ r2_score: 'higher', max_error: 'lower' });
});

describe('properties', () => {
  const rows = fc.array(
    fc.record({
      label: fc.integer({ min: 0, max: 1 }),
      score: fc.integer({ min: 0, max: 20 }).map((k) => k / 20),
      weight: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 1, maxLength: 40 },
  );

  test('weights are repetitions', () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const repeated = drawn.flatMap((row) => Array.from({ length: row.weight }, () => row));
        const weighted = binary(
          drawn.map(({ label }) => label),
          drawn.map(({ score }) => score),
          { weights: drawn.map(({ weight }) => weight), positive: 1 },
        ).metrics;
        const plain = binary(
          repeated.map(({ label }) => label),
          repeated.map(({ score }) => score),
          { positive: 1 },
        ).metrics;
        for (const [name, value] of Object.entries(plain)) {
          expectClose(weighted[name], value, name);
        }
      }),
    );
  });

  test('the order of rows does not matter, and every figure is in its range', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 999 }), (drawn, seed) => {
        const shuffled = randomOf(seed).shuffle([...drawn]);
        const [one, two] = [drawn, shuffled].map(
          (each) =>
            binary(
              each.map(({ label }) => label),
              each.map(({ score }) => score),
              { positive: 1 },
            ).metrics,
        );
        for (const [name, value] of Object.entries(one ?? {})) {
          expectClose(two?.[name], value, name);
          const [least, most] = METRICS.get(name)?.range ?? [0, 0];
          if (value !== null) {
            expect(value).toBeGreaterThanOrEqual((least ?? Number.NEGATIVE_INFINITY) - 1e-12);
            expect(value).toBeLessThanOrEqual((most ?? Number.POSITIVE_INFINITY) + 1e-12);
          }
        }
      }),
    );
  });
});

test('who says 1 of every class has no loss of probabilities, and rounded ones have', () => {
  const lossesOf = (...rows: number[][]) => {
    const scores = [0, 1, 2].map((k) => rows.map((row) => row[k] as number));
    const classes = ['a', 'b', 'c'];
    const labels = ['a', 'b', 'c'];
    return computeMetrics({ task: 'multiclass-classification', labels, scores, classes });
  };
  const sure = lossesOf([1, 1, 1], [1, 1, 1], [1, 1, 1]);
  for (const name of ['log_loss', 'brier_score_loss', 'd2_log_loss_score', 'expected_calibration_error']) {
    expect([name, sure.metrics[name]]).toEqual([name, null]);
  }
  expect(sure.notes.join()).toContain('the scores of 3 of 3 rows do not sum to 1');
  const third = [0.333, 0.333, 0.333];
  expect(lossesOf(third, third, third).metrics.log_loss).toBeCloseTo(Math.log(3), 2);
});
