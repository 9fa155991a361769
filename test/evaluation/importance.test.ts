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
} from '../../src/evaluation/importance.ts';

const one = (feature: string, now: number, before: number | null, deviation = 0.001): FeatureImportance => ({
  feature,
  challenger: { mean: now, deviation },
  champion: before === null ? null : { mean: before, deviation },
});

describe('permutation importance', () => {
  it('is the fall in the good direction, with the deviation of scikit-learn (ddof 0)', () => {
    const higher = importanceOf(0.9, [0.8, 0.7, 0.6], 'higher');
    expect(higher?.mean).toBeCloseTo(0.2, 12);
    expect(higher?.deviation).toBeCloseTo(Math.sqrt(0.02 / 3), 12);
    expect(importanceOf(0.3, [0.5, 0.3], 'lower')?.mean).toBeCloseTo(0.1, 12);
    expect(importanceOf(0.1 + 0.2, [0.1 + 0.2, 0.1 + 0.2], 'lower')).toEqual({ mean: 0, deviation: 0 });
  });

  it('is not known where a figure is not', () => {
    expect(importanceOf(null, [1], 'higher')).toBeNull();
    expect(importanceOf(1, [1, null], 'higher')).toBeNull();
    expect(importanceOf(1, [], 'higher')).toBeNull();
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
    expect(isRelied({ mean: 0.01, deviation: 0.004 })).toBe(true);
    expect(isRelied({ mean: 0.01, deviation: 0.006 })).toBe(false);
    expect(isRelied({ mean: -0.01, deviation: 0 })).toBe(false);
    expect(isRelied({ mean: 0, deviation: 0 })).toBe(false);
    expect(hasMoved(one('a', 0.06, 0.02), 0.1)).toBe(true);
    expect(hasMoved(one('a', 0.06, 0.02, 0.02), 0.1)).toBe(false);
    expect(hasMoved(one('a', 0.026, 0.02), 0.1)).toBe(false);
    expect(hasMoved(one('a', 0.06, null), 0.1)).toBe(false);
  });

  it('puts first what moved most, and without a champion what matters most', () => {
    const names = (all: FeatureImportance[]) => byInterest(all).map(({ feature }) => feature);
    expect(names([one('a', 0.2, 0.2), one('b', 0, 0.1), one('c', 0.05, 0)])).toEqual(['b', 'c', 'a']);
    expect(names([one('a', 0.1, null), one('b', 0.2, null)])).toEqual(['b', 'a']);
    expect(greatestOf([one('a', 0.1, 0.3), one('b', 0.2, null)])).toBe(0.3);
    expect(greatestOf([])).toBe(0);
  });
});
