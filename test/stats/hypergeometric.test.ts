import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hypergeometric } from '../../src/stats/hypergeometric.ts';
import { randomOf } from '../../src/stats/random.ts';

it('draws no more than there is', () => {
  const count = fc.integer({ min: 0, max: 500 });
  fc.assert(
    fc.property(
      count,
      count,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer(),
      (marked, others, share, seed) => {
        const drawn = Math.floor(share * (marked + others));
        const found = hypergeometric(randomOf(seed), marked, others, drawn);
        expect(found).toBeGreaterThanOrEqual(Math.max(0, drawn - others));
        expect(found).toBeLessThanOrEqual(Math.min(marked, drawn));
        expect(Number.isInteger(found)).toBe(true);
      },
    ),
  );
});

it.each([
  [10, 40, 20],
  [300, 700, 250],
  [100_000, 900_000, 500_000],
])('has the mean and the variance of %i marked among %i others, %i drawn', (marked, others, drawn) => {
  const random = randomOf(4);
  const n = marked + others;
  const draws = Array.from({ length: 4000 }, () => hypergeometric(random, marked, others, drawn));
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
  const share = marked / n;
  const expected = drawn * share * (1 - share) * ((n - drawn) / (n - 1));
  expect(Math.abs(mean - drawn * share)).toBeLessThan(4 * Math.sqrt(expected / draws.length));
  expect(Math.abs(variance / expected - 1)).toBeLessThan(0.1);
});
