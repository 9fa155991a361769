import fc from 'fast-check';
import { expect, it } from 'vitest';
import { adjustPValues, CORRECTIONS } from '../../src/stats/multiple-tests.ts';

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });

it('an adjusted p-value is no smaller, in the same order, and at most 1', () => {
  fc.assert(
    fc.property(pValues, fc.constantFrom(...CORRECTIONS), (given, correction) => {
      const adjusted = adjustPValues(given, correction);
      expect(adjusted).toHaveLength(given.length);
      for (const [i, p] of given.entries()) {
        expect(adjusted[i]).toBeGreaterThanOrEqual(p * (1 - 1e-12));
        expect(adjusted[i]).toBeLessThanOrEqual(1);
        for (const [j, other] of given.entries()) {
          if (p < other) expect(adjusted[i]).toBeLessThanOrEqual((adjusted[j] as number) * (1 + 1e-12));
        }
      }
    }),
  );
});

it('Bonferroni is the strictest, then Holm, then the false discovery rate', () => {
  fc.assert(
    fc.property(pValues, (given) => {
      const [, bonferroni, holm, fdr] = CORRECTIONS.map((correction) => adjustPValues(given, correction));
      for (let i = 0; i < given.length; i++) {
        expect(bonferroni?.[i]).toBeGreaterThanOrEqual((holm?.[i] as number) * (1 - 1e-12));
        expect(holm?.[i]).toBeGreaterThanOrEqual((fdr?.[i] as number) * (1 - 1e-12));
      }
    }),
  );
});

it('one test needs no correction', () => {
  for (const correction of CORRECTIONS) expect([...adjustPValues([0.03], correction)]).toEqual([0.03]);
});
