import { describe, expect, test } from 'vitest';
import { curvesOf, thinned } from '../../../src/evaluation/metrics/curves.ts';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import { computeMetrics } from '../../../src/evaluation/metrics/metrics.ts';
import { randomOf } from '../../../src/stats/random.ts';
import { expectClose, vector } from '../golden.ts';

type Points = { x: number; y: number }[];

describe('binary', () => {
  test('ROC and confusion matrix as scikit-learn has them', () => {
    const { inputs, expected } = vector('sklearn.binary.scores_with_ties');
    const curves = curvesOf(
      outcomesOf({ task: 'binary-classification', labels: inputs.y_true, scores: inputs.y_score }),
    );
    // scikit-learn drops points on straight lines; all that it keeps are among ours.
    expected.roc_fpr.forEach((x: number, k: number) => {
      expect(curves.roc).toContainEqual({ x, y: expected.roc_tpr[k] });
    });
    expect(curves.confusion).toEqual({
      classes: ['0', '1'],
      counts: [
        [4, 1],
        [1, 4],
      ],
    });
    expect(curves.precisionRecall?.[0]).toEqual({ x: 0, y: 1 });
    expect(curves.precisionRecall?.at(-1)).toEqual({ x: 1, y: 0.5 });
  });

  test('many rows: few points that keep the area, bins that hold every row', () => {
    const random = randomOf(11);
    const labels = Array.from({ length: 5000 }, () => random.integer(2));
    const scores = labels.map((label) => 1 / (1 + Math.exp(-label - random.normal())));
    const scored = { task: 'binary-classification' as const, labels, scores };
    const curves = curvesOf(outcomesOf(scored));
    const roc = curves.roc as Points;
    expect(roc.length).toBe(200);
    expect(roc[0]).toEqual({ x: 0, y: 0 });
    expect(roc.at(-1)).toEqual({ x: 1, y: 1 });
    const area = roc.slice(1).reduce((sum, to, k) => {
      const from = roc[k] as Points[number];
      return sum + ((to.x - from.x) * (from.y + to.y)) / 2;
    }, 0);
    expect(Math.abs(area - (computeMetrics(scored).metrics.roc_auc_score as number))).toBeLessThan(1e-3);
    expect(curves.precisionRecall?.length).toBeLessThanOrEqual(200);
    const bins = curves.scores ?? [];
    expect(bins.length).toBe(20);
    expect(bins.reduce((sum, bin) => sum + bin.negative + bin.positive, 0)).toBe(5000);
    const calibration = curves.calibration as Points;
    expect(calibration.every(({ x, y }, k) => x > k * 0 && x <= 1 && y >= 0 && y <= 1)).toBe(true);
    expect(calibration.map(({ x }) => x)).toEqual(calibration.map(({ x }) => x).sort((a, b) => a - b));
  });

  test('a score of 0 and one of 1 fall into the outer bins', () => {
    const curves = curvesOf(outcomesOf({ task: 'binary-classification', labels: [0, 1], scores: [0, 1] }));
    expect(curves.scores?.[0]?.negative).toBe(1);
    expect(curves.scores?.[19]?.positive).toBe(1);
  });

  test('what is not defined is left out', () => {
    const draw = (labels: number[], scores: (number | null)[]) =>
      Object.keys(curvesOf(outcomesOf({ task: 'binary-classification', labels, scores }))).sort();
    expect(draw([0, 0], [0.1, 0.2])).toEqual(['calibration', 'confusion', 'scores', 'threshold']);
    expect(draw([1, 1], [0.1, 0.2])).toEqual([
      'calibration',
      'confusion',
      'precisionRecall',
      'scores',
      'threshold',
    ]);
    expect(draw([0, 1], [-3, 8])).toEqual(['confusion', 'precisionRecall', 'roc']);
    expect(draw([0, 1], [0.3, null])).toEqual([]);
    expect(draw([], [])).toEqual([]);
  });
});

test('several classes have a confusion matrix, also with a class that only the data have', () => {
  const curves = curvesOf(
    outcomesOf({
      task: 'multiclass-classification',
      labels: ['b', 'a', 'c'],
      classes: ['a', 'b'],
      scores: [
        [0.1, 0.9, 0.6],
        [0.9, 0.1, 0.4],
      ],
    }),
  );
  expect(curves).toEqual({
    confusion: {
      classes: ['a', 'b', 'c'],
      counts: [
        [1, 0, 0],
        [0, 1, 0],
        [1, 0, 0],
      ],
    },
  });
});

test('regression has a histogram of errors, by sign', () => {
  const { scores = [] } = curvesOf(
    outcomesOf({ task: 'regression', labels: [1, 2, 3, 4], predictions: [2, 2, 2, 2] }),
  );
  expect(scores.length).toBe(20);
  expectClose(scores[0]?.from, -1, 'least');
  expectClose(scores[19]?.to, 2, 'greatest');
  expect(scores.reduce((sum, { negative }) => sum + negative, 0)).toBe(1);
  expect(scores.reduce((sum, { positive }) => sum + positive, 0)).toBe(3);
  expect(curvesOf(outcomesOf({ task: 'regression', labels: [1], predictions: [1] }))).toEqual({});
  const labels = [1e307, -1e307];
  expect(curvesOf(outcomesOf({ task: 'regression', labels, predictions: [0, 0] }))).toEqual({});
});

test('thinning keeps a short curve as it is', () => {
  const points = Array.from({ length: 200 }, (_, k) => ({ x: k, y: 0 }));
  expect(thinned(points)).toEqual(points);
  expect(thinned([...points, { x: 200, y: 0 }]).length).toBeLessThanOrEqual(200);
});
