import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../../src/stats/normal.ts';
import { quantile } from '../../src/stats/quantile.ts';
import { randomOf } from '../../src/stats/random.ts';
import { normalAround, resampledAround, studentAround } from '../../src/stats/sampling-distribution.ts';

const drawn = (count: number, seed = 4) => {
  const random = randomOf(seed);
  return Float64Array.from({ length: count }, () => random.normal() ** 3 + 2 * random.normal());
};
const shares = [1e-6, 0.001, 0.004, 0.025, 0.2, 0.5, 0.8, 0.975, 0.996, 0.999, 1 - 1e-6];

describe('sampling distributions', () => {
  test.each([
    ['normal', normalAround(3, 2)],
    ['Student’s t', studentAround(3, 2, 7)],
    ['resampled', resampledAround(drawn(2000), 50)],
    ['resampled of few units', resampledAround(drawn(2000), 12)],
    ['few replicates', resampledAround(drawn(15), 50)],
  ])('%s: shares and quantiles undo each other', (_name, distribution) => {
    const found = shares.map((share) => distribution.quantile(share));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    for (const [k, share] of shares.entries()) {
      expect(1 - distribution.above(found[k] as number)).toBeCloseTo(share, 7);
    }
  });

  test('of many units the quantiles are the percentiles of type 7', () => {
    const replicates = drawn(2001);
    const distribution = resampledAround(replicates.slice(), 1e9);
    for (const share of shares.slice(3, -3)) {
      expect(distribution.quantile(share)).toBeCloseTo(quantile(replicates, share), 6);
    }
  });

  test('of few units the interval is wider, as t is', () => {
    const random = randomOf(1);
    const replicates = Float64Array.from({ length: 100_000 }, () => random.normal());
    const ends = [5, 20, 1000].map((units) => resampledAround(replicates.slice(), units).quantile(0.95));
    // √(n/(n-1)) t.
    for (const [k, expected] of [2.3835, 1.774, 1.6474].entries()) {
      expect(Math.abs((ends[k] as number) - expected)).toBeLessThan(0.03);
    }
  });

  test('the tail goes on where replicates end', () => {
    const random = randomOf(1);
    const replicates = Float64Array.from({ length: 2000 }, () => random.normal());
    const distribution = resampledAround(replicates, 1e9);
    for (const share of [1e-8, 1e-5]) {
      expect(Math.abs(distribution.quantile(share) / normalQuantile(share) - 1)).toBeLessThan(0.05);
    }
  });

  test('without any spread it is all in one place', () => {
    for (const distribution of [
      resampledAround(new Float64Array(50).fill(2), 50),
      normalAround(2, 0),
      studentAround(2, 0, 3),
    ]) {
      expect(distribution.standardError).toBe(0);
      expect([distribution.quantile(0.01), distribution.quantile(0.99)]).toEqual([2, 2]);
      expect([distribution.above(1.9), distribution.above(2), distribution.above(2.1)]).toEqual([1, 1, 0]);
    }
  });
});
