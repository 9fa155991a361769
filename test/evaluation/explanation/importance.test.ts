import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  byInterest,
  type FeatureImportance,
  greatestOf,
  hasMoved,
  importanceOf,
  isRelied,
  permutationsOf,
  resamplesOf,
} from '../../../src/evaluation/explanation/importance.ts';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import { measuresOf } from '../../../src/evaluation/metrics/metrics.ts';

const one = (feature: string, now: number, before: number | null, deviation = 0.001): FeatureImportance => ({
  feature,
  challenger: { mean: now, deviation, resampled: new Float64Array() },
  champion: before === null ? null : { mean: before, deviation, resampled: new Float64Array() },
});

describe('permutation importance', () => {
  const labels = Array.from({ length: 40 }, (_, row) => row % 2 === 0);
  const binary = (scores: number[], of = labels) =>
    measuresOf(outcomesOf({ task: 'binary-classification', labels: of, scores }));
  const right = labels.map((label, row) => (label ? 0.9 : 0.1) + row / 1000);
  const halfRight = right.map((score, row) => (row < 20 ? score : 1 - score));

  it('is the fall in the good direction, with the deviation of scikit-learn (ddof 0)', () => {
    const shuffled = [halfRight, right, right.map((score) => 1 - score)].map((scores) => binary(scores));
    const higher = importanceOf(binary(right), shuffled, 'accuracy_score', null);
    expect(higher?.mean).toBeCloseTo(0.5, 12);
    expect(higher?.deviation).toBeCloseTo(Math.sqrt(0.5 / 3), 12);
    const lower = importanceOf(binary(right), shuffled, 'log_loss', null);
    expect(lower?.mean).toBeGreaterThan(0.5);
    expect(importanceOf(binary(right), [binary(right)], 'log_loss', null)).toMatchObject({
      mean: 0,
      deviation: 0,
    });
  });

  it('is not known where a figure is not', () => {
    const one = binary(
      right,
      labels.map(() => true),
    );
    expect(importanceOf(one, [one], 'roc_auc_score', null)).toBeNull();
    expect(importanceOf(binary(right), [], 'accuracy_score', null)).toBeNull();
  });

  it('knows what other rows would have said', () => {
    const draws = resamplesOf(labels.length, null, 3);
    const found = importanceOf(binary(right), [binary(halfRight)], 'accuracy_score', null, draws);
    expect(found?.deviation).toBe(0);
    // Half of 40 rows fall: a share with the error of a binomial one.
    const resampled = Array.from(found?.resampled ?? []);
    const mean = resampled.reduce((sum, value) => sum + value, 0) / draws.length;
    const error = Math.sqrt(resampled.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length);
    expect(error).toBeGreaterThan(0.06);
    expect(error).toBeLessThan(0.1);
    const weights = Float64Array.from(labels, (_, row) => (row < 20 ? 0 : 1));
    const weighted = resamplesOf(labels.length, weights, 3);
    expect(weighted.every((draw) => draw.subarray(0, 20).every((count: number) => count === 0))).toBe(true);
    expect(importanceOf(binary(right), [binary(halfRight)], 'accuracy_score', weights, weighted)?.mean).toBe(
      1,
    );
  });

  it('deals out the rows by the seed alone, each once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 1000 }), (rows, seed) => {
        const orders = permutationsOf(rows, seed);
        expect(orders).toHaveLength(5);
        for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual([...Array(rows).keys()]);
        expect(permutationsOf(rows, seed)).toEqual(orders);
      }),
    );
  });

  it('tells what matters from noise, and a change that matters from one that does not', () => {
    const relied = (mean: number, deviation: number, resampled: number[] = []) =>
      isRelied({ mean, deviation, resampled: Float64Array.from(resampled) });
    expect(relied(0.01, 0.004)).toBe(true);
    expect(relied(0.01, 0.006)).toBe(false);
    expect(relied(-0.01, 0)).toBe(false);
    expect(relied(0, 0)).toBe(false);
    expect(relied(0.01, 0, [0.012, 0.008])).toBe(true);
    expect(relied(0.01, 0, [0.02, 0])).toBe(false);
    expect(hasMoved(one('a', 0.06, 0.02), 0.1)).toBe(true);
    expect(hasMoved(one('a', 0.06, 0.02, 0.02), 0.1)).toBe(false);
    expect(hasMoved(one('a', 0.026, 0.02), 0.1)).toBe(false);
    expect(hasMoved(one('a', 0.06, null), 0.1)).toBe(false);
    const paired = (before: number[]): FeatureImportance => ({
      feature: 'a',
      challenger: { mean: 0.06, deviation: 0, resampled: Float64Array.of(0.1, 0.02, Number.NaN) },
      champion: { mean: 0.02, deviation: 0, resampled: Float64Array.from(before) },
    });
    // What both models owe to the same rows is no doubt about their difference.
    expect(hasMoved(paired([0.06, -0.02, 0]), 0.1)).toBe(true);
    expect(hasMoved(paired([0, 0.06, 0]), 0.1)).toBe(false);
    expect(hasMoved(paired([]), 0.1)).toBe(false);
  });

  it('puts first what moved most, and without a champion what matters most', () => {
    const names = (all: FeatureImportance[]) => byInterest(all).map(({ feature }) => feature);
    expect(names([one('a', 0.2, 0.2), one('b', 0, 0.1), one('c', 0.05, 0)])).toEqual(['b', 'c', 'a']);
    expect(names([one('a', 0.1, null), one('b', 0.2, null)])).toEqual(['b', 'a']);
    expect(greatestOf([one('a', 0.1, 0.3), one('b', 0.2, null)])).toBe(0.3);
    expect(greatestOf([])).toBe(0);
  });
});
