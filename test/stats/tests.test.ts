import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaQuantile } from '../../src/stats/beta.ts';
import { contingencyTest, goodnessOfFitTest } from '../../src/stats/chi-square-test.ts';
import { cramerVonMisesTest } from '../../src/stats/cramer-von-mises.ts';
import { energyDistance, wassersteinDistance } from '../../src/stats/distance.ts';
import { eigenSymmetric } from '../../src/stats/eigen.ts';
import { fisherExactTest } from '../../src/stats/fisher-exact.ts';
import { countInBins, sturgesEdges } from '../../src/stats/histogram.ts';
import { kolmogorovSmirnovTest } from '../../src/stats/kolmogorov-smirnov.ts';
import { mannWhitneyTest } from '../../src/stats/mann-whitney.ts';
import { quantile } from '../../src/stats/quantile.ts';
import { momentsOf, tabulate } from '../../src/stats/two-samples.ts';
import { expectClose, vector } from '../vectors/vector.ts';

const golden = JSON.parse(readFileSync(new URL('../fixtures/stats/tests.json', import.meta.url), 'utf8')) as {
  fisher: [[number, number, number, number], number][];
  contingency: [number[][], [number, number]][];
  cramerVonMises: [number[], number[], [number, number]][];
};

describe('tests against the vectors', () => {
  it('chi-square of a planned split', () => {
    const { inputs, expected } = vector<{ observed: number[] }, { chi2: number; p: number }>(
      'srm.chisquare.fail',
    );
    const half = inputs.observed.reduce((sum, count) => sum + count, 0) / 2;
    const result = goodnessOfFitTest(inputs.observed, [half, half]);
    expectClose(result.statistic, expected.chi2);
    expectClose(result.pValue, expected.p, 1e-8);
  });

  it('quantiles of type 7, the exact binomial interval', () => {
    const interval = vector<{ k: number; n: number }, { ci95_exact: [number, number] }>('scipy.binomtest');
    const { k, n } = interval.inputs;
    expectClose(betaQuantile(0.025, k, n - k + 1), interval.expected.ci95_exact[0]);
    expectClose(betaQuantile(0.975, k + 1, n - k), interval.expected.ci95_exact[1]);
    expect(quantile([3, 1, 2, 4], 0.5)).toBe(2.5);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('tests against SciPy', () => {
  it('Fisher exact', () => {
    for (const [table, expected] of golden.fisher)
      expectClose(fisherExactTest(...table).pValue, expected, 1e-10);
    expect(fisherExactTest(3, 0, 5, 0).pValue).toBe(1);
  });

  it('contingency', () => {
    for (const [table, [statistic, p]] of golden.contingency) {
      const result = contingencyTest(table);
      expectClose(result.statistic, statistic);
      expectClose(result.pValue, p, 1e-10);
    }
  });

  it('Cramér-von Mises, exact', () => {
    for (const [x, y, [statistic, p]] of golden.cramerVonMises) {
      const result = cramerVonMisesTest(tabulate(x, y));
      expectClose(result.statistic, statistic);
      expectClose(result.pValue, p, 1e-10);
    }
  });
});

const sample = fc.array(
  fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
  {
    minLength: 1,
    maxLength: 40,
  },
);

describe('what always holds', () => {
  it('a table of two samples keeps every value, ascending', () => {
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        const table = tabulate(first, second);
        const expand = (counts: Float64Array) =>
          [...table.values].flatMap((value, i) => new Array<number>(counts[i] as number).fill(value));
        const sorted = (values: number[]) => values.map((value) => value + 0).sort((a, b) => a - b);
        expect(expand(table.x).map((v) => v + 0)).toEqual(sorted(first));
        expect(expand(table.y).map((v) => v + 0)).toEqual(sorted(second));
      }),
    );
  });

  it('p-values lie in [0, 1] and a sample does not differ from itself', () => {
    fc.assert(
      fc.property(sample, sample, (first, second) => {
        for (const test of [kolmogorovSmirnovTest, mannWhitneyTest, cramerVonMisesTest]) {
          const { pValue } = test(tabulate(first, second));
          if (!Number.isNaN(pValue)) expect(pValue >= 0 && pValue <= 1).toBe(true);
        }
        expect(kolmogorovSmirnovTest(tabulate(first, first)).pValue).toBe(1);
        expect(wassersteinDistance(tabulate(first, first))).toBe(0);
      }),
    );
  });

  it('a sample whose values lie further apart than a number can say does not differ from itself', () => {
    const apart = [-5e292, Number.MAX_VALUE];
    expect(wassersteinDistance(tabulate(apart, apart))).toBe(0);
    expect(energyDistance(tabulate(apart, apart))).toBe(0);
  });

  it('every value within the edges falls into one bin', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 60 }),
        (values) => {
          const { values: distinct, x } = tabulate(values, []);
          const spread = { count: values.length, min: distinct[0] as number, max: distinct.at(-1) as number };
          const bins = countInBins(distinct, x, sturgesEdges(spread));
          expect(bins.reduce((sum, count) => sum + count, 0)).toBe(values.length);
        },
      ),
    );
  });

  it('a common offset costs the variance no digits', () => {
    const { values, x } = tabulate([1e9 + 1, 1e9 + 2, 1e9 + 4], []);
    expect(momentsOf(values, x).variance).toBeCloseTo(14 / 9, 12);
  });

  it('refuses what is not finite', () => {
    expect(() => tabulate([1, Number.NaN], [1])).toThrow(RangeError);
    expect(() => tabulate([1], [Number.POSITIVE_INFINITY])).toThrow(RangeError);
  });

  it('eigenvectors give the matrix back', () => {
    const matrix = [
      [4, 1, 0.5],
      [1, 3, -1],
      [0.5, -1, 2],
    ];
    const { values, vectors } = eigenSymmetric(matrix);
    matrix.forEach((row, i) => {
      row.forEach((expected, j) => {
        const back = values.reduce((sum, value, k) => {
          return sum + value * (vectors[i]?.[k] as number) * (vectors[j]?.[k] as number);
        }, 0);
        expect(back).toBeCloseTo(expected, 12);
      });
    });
  });
});

describe('Fisher exact of small tables', () => {
  it('is rounded once', () => {
    expect(fisherExactTest(0, 3, 3, 0).pValue).toBe(0.1);
    expect(fisherExactTest(8, 2, 1, 5).pValue).toBe(280 / 8008);
  });

  it('goes on where the others begin', () => {
    expectClose(fisherExactTest(14, 11, 8, 17).pValue, 0.15364729969234214, 1e-12);
    expectClose(fisherExactTest(14, 12, 8, 17).pValue, 0.15986052938590245, 1e-12);
  });
});
