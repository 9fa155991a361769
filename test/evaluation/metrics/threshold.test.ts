import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import { gateMetrics, metricsOf } from '../../../src/evaluation/metrics/metrics.ts';
import type { BinaryOutcomes, Costs } from '../../../src/evaluation/metrics/outcomes.ts';
import { bestThreshold, thresholdCurve } from '../../../src/evaluation/metrics/threshold.ts';

const outcomes = (labels: number[], scores: number[], more: { weights?: number[]; costs?: Costs } = {}) =>
  outcomesOf({ task: 'binary-classification', labels, scores, positive: 1, ...more }) as BinaryOutcomes;

/** The figure at a threshold, as it is taken of the rows that are judged. */
const at = (judged: BinaryOutcomes, threshold: number, metric: string) =>
  metricsOf(
    outcomesOf({
      task: 'binary-classification',
      labels: Array.from(judged.truth),
      scores: judged.scores as Float64Array,
      positive: 1,
      threshold,
      weights: judged.weights ?? undefined,
      costs: judged.costs,
    }),
  ).metrics[metric] as number | null;

const costs = { truePositive: 100, falsePositive: -20, trueNegative: 0, falseNegative: -50 };
const rows = fc.array(
  fc.record({
    label: fc.integer({ min: 0, max: 1 }),
    score: fc.oneof(
      fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    weight: fc.integer({ min: 1, max: 8 }).map((quarters) => quarters / 4),
  }),
  { minLength: 1, maxLength: 40 },
);

describe('bestThreshold', () => {
  const metrics = [...gateMetrics('binary-classification', { metrics: [], costs: undefined } as never)]
    .filter(([, { decided }]) => decided)
    .map(([name, { direction }]) => [name, direction] as const);

  test.each([...metrics, ['expected_value', 'higher'] as const, ['total_value', 'higher'] as const])(
    '%s: no other threshold is better',
    (metric, direction) => {
      fc.assert(
        fc.property(rows, fc.double({ min: 0, max: 1, noNaN: true }), (drawn, other) => {
          const judged = outcomes(
            drawn.map(({ label }) => label),
            drawn.map(({ score }) => score),
            { weights: drawn.map(({ weight }) => weight), costs },
          );
          const best = bestThreshold(judged, metric, direction as 'higher' | 'lower');
          if (!best) return;
          expect(best.threshold).toBeGreaterThanOrEqual(0);
          expect(best.threshold).toBeLessThanOrEqual(1);
          expect(at(judged, best.threshold, metric)).toBeCloseTo(best.value, 9);
          const there = at(judged, other, metric);
          if (there === null) return;
          const worse = direction === 'higher' ? best.value - there : there - best.value;
          expect(worse).toBeGreaterThan(-1e-9);
        }),
        { numRuns: 60 },
      );
    },
  );

  test('it lies between scores, with few decimals', () => {
    const judged = outcomes([0, 0, 1, 1], [0.1, 0.3127, 0.3912, 0.9]);
    expect(bestThreshold(judged, 'f1_score', 'higher')).toEqual({ threshold: 0.35, value: 1 });
  });

  test('costs decide: where a miss is dear the threshold is low', () => {
    const labels = [0, 1, 0, 1, 0, 1];
    const scores = [0.1, 0.2, 0.3, 0.6, 0.7, 0.8];
    const cheap = { truePositive: 1, falsePositive: -10, trueNegative: 0, falseNegative: -1 };
    const dear = { truePositive: 1, falsePositive: -1, trueNegative: 0, falseNegative: -50 };
    const best = (worth: Costs) =>
      bestThreshold(outcomes(labels, scores, { costs: worth }), 'expected_value', 'higher');
    expect(best(cheap)?.threshold).toBeGreaterThan(0.7);
    expect(best(dear)?.threshold).toBeLessThanOrEqual(0.2);
  });

  test('nothing can be chosen without scores, and where no threshold defines the metric', () => {
    const { scores: _, ...rest } = outcomes([1, 0], [0.2, 0.4]);
    expect(bestThreshold({ ...rest, scores: null }, 'f1_score', 'higher')).toBeNull();
    expect(bestThreshold(outcomes([1, 0], [0.2, 0.4]), 'expected_value', 'higher')).toBeNull();
  });
});

test('the curve has 101 thresholds, and each point is what the metrics say there', () => {
  const judged = outcomes([0, 1, 0, 1, 1], [0.1, 0.25, 0.25, 0.5, 0.999], { costs });
  const curve = thresholdCurve(judged) ?? [];
  expect(curve.map(({ threshold }) => threshold)).toEqual(
    Array.from({ length: 101 }, (_, step) => step / 100),
  );
  for (const { threshold, recall, f1, positiveRate, precision, expectedValue } of curve) {
    expect(recall).toBe(at(judged, threshold, 'recall_score'));
    expect(f1).toBe(at(judged, threshold, 'f1_score'));
    expect(positiveRate).toBe(at(judged, threshold, 'positive_rate'));
    expect(expectedValue).toBe(at(judged, threshold, 'expected_value'));
    if (positiveRate > 0) expect(precision).toBe(at(judged, threshold, 'precision_score'));
    else expect(precision).toBeNull();
  }
});
