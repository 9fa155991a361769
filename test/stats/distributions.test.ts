import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { betaI, betaQuantile } from '../../src/stats/beta.ts';
import { binomialCdf } from '../../src/stats/binomial.ts';
import { chiSquareSf } from '../../src/stats/chi-square.ts';
import { fSf } from '../../src/stats/fisher-f.ts';
import { gammaQ, logGamma } from '../../src/stats/gamma.ts';
import { kolmogorovSf } from '../../src/stats/kolmogorov.ts';
import { normalCdf, normalQuantile, normalSf } from '../../src/stats/normal.ts';
import { tCdf, tQuantile, tSf } from '../../src/stats/student-t.ts';

const functions: Record<string, (...args: number[]) => number> = {
  betaI,
  betaQuantile,
  binomialCdf,
  chiSquareSf,
  fSf,
  gammaQ,
  kolmogorovSf,
  logGamma,
  normalQuantile,
  normalSf,
  tQuantile,
  tSf,
};

const { origin, ...golden } = JSON.parse(
  readFileSync(new URL('../fixtures/stats/distributions.json', import.meta.url), 'utf8'),
) as { origin: string } & Record<string, [number[], number][]>;

describe('distributions', () => {
  it.each(Object.keys(golden))(`%s has the digits of ${origin}`, (name) => {
    for (const [args, expected] of golden[name] as [number[], number][]) {
      const value = functions[name]?.(...args) ?? Number.NaN;
      expect(Math.abs(value - expected), `${name}(${args}) = ${value}, not ${expected}`).toBeLessThanOrEqual(
        5e-12 * Math.abs(expected),
      );
    }
  });

  it('has no probability where there is no distribution', () => {
    for (const value of [
      tSf(Number.NaN, 5),
      tSf(1, 0),
      chiSquareSf(1, 0),
      normalSf(Number.NaN),
      binomialCdf(1, 3, 2),
      kolmogorovSf(2.5, 0.1),
      logGamma(-1),
      betaQuantile(1.5, 1, 1),
    ]) {
      expect(value).toBeNaN();
    }
  });

  it('knows the ends', () => {
    expect([normalSf(Number.POSITIVE_INFINITY), normalSf(Number.NEGATIVE_INFINITY)]).toEqual([0, 1]);
    expect([tSf(Number.POSITIVE_INFINITY, 3), tCdf(Number.POSITIVE_INFINITY, 3)]).toEqual([0, 1]);
    expect([chiSquareSf(0, 3), chiSquareSf(Number.POSITIVE_INFINITY, 3)]).toEqual([1, 0]);
    expect([fSf(0, 2, 3), fSf(Number.POSITIVE_INFINITY, 2, 3)]).toEqual([1, 0]);
    expect([kolmogorovSf(10, 0), kolmogorovSf(10, 1)]).toEqual([1, 0]);
    expect([binomialCdf(-1, 3, 0.5), binomialCdf(3, 3, 0.5)]).toEqual([0, 1]);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13);
    expect(normalCdf(0)).toBe(0.5);
  });
});
