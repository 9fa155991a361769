import { expect } from 'vitest';
import { frameOf } from '../../src/data/engine/frame.ts';
import { explainColumn } from '../../src/drift/explain.ts';
import { contingencyTest } from '../../src/stats/chi-square-test.ts';
import { wassersteinDistance } from '../../src/stats/distance.ts';
import { doaneEdges } from '../../src/stats/histogram.ts';
import { mannWhitneyTest } from '../../src/stats/mann-whitney.ts';
import { adjustPValues, type Correction } from '../../src/stats/multiple-tests.ts';
import { tabulate } from '../../src/stats/two-samples.ts';
import { columnOf, compareValues, rowsOf } from './columns.ts';
import { type Checks, checkEach, expectClose, vector } from './vector.ts';

type Pair = Record<'x' | 'y', number[]>;

export const SCIPY: Checks = {
  'scipy.ks_2samp.exact': () => {
    const { inputs, expected } = vector<Pair, Record<'D' | 'p' | 'location' | 'sign', number>>(
      'scipy.ks_2samp.exact',
    );
    const drift = compareValues(inputs.x, inputs.y, 'scipy.ks_2samp');
    expectClose(drift.statistic, expected.D);
    expectClose(drift.pValue, expected.p, 1e-8);
    const { steps } = explainColumn(columnOf(inputs.x), columnOf(inputs.y), drift);
    const [location, reference, current] = steps.map(({ value }) => value);
    expect(location).toBe(expected.location);
    expect(Math.sign((reference as number) - (current as number))).toBe(expected.sign);
  },
  'scipy.wasserstein.unequal_n': () => {
    const { inputs, expected } = vector<Pair, number>('scipy.wasserstein.unequal_n');
    expectClose(compareValues(inputs.x, inputs.y, 'scipy.wasserstein_distance').statistic, expected);
  },
  'scipy.wasserstein.weighted': () => {
    const { inputs, expected } = vector<Record<'x' | 'y' | 'wx' | 'wy', number[]>, number>(
      'scipy.wasserstein.weighted',
    );
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const weighted = {
      values: Float64Array.from([...inputs.x, ...inputs.y]),
      x: Float64Array.from([...inputs.wx, ...inputs.y.map(() => 0)]),
      y: Float64Array.from([...inputs.x.map(() => 0), ...inputs.wy]),
      nx: sum(inputs.wx),
      ny: sum(inputs.wy),
    };
    expectClose(wassersteinDistance(weighted), expected);
  },
  'scipy.chi2_contingency.2x3': () => {
    const { inputs, expected } = vector<{ table: number[][] }, Record<'chi2' | 'p' | 'dof', number>>(
      'scipy.chi2_contingency.2x3',
    );
    const { df, ...result } = contingencyTest(inputs.table);
    const rows = inputs.table.map(([a = 0, b = 0, c = 0]) => rowsOf({ a, b, c }));
    const drift = compareValues(rows[0] ?? [], rows[1] ?? [], 'scipy.chi2_contingency');
    for (const { statistic, pValue } of [result, drift]) {
      expectClose(statistic, expected.chi2);
      expectClose(pValue, expected.p, 1e-8);
    }
    expect(df).toBe(expected.dof);
  },
  ...checkEach<Pair, { U: number; p: number }>(
    ['scipy.mannwhitneyu.auto_exact', 'scipy.mannwhitneyu.ties_asymptotic'],
    ({ inputs, expected }) => {
      const drift = compareValues(inputs.x, inputs.y, 'scipy.mannwhitneyu');
      for (const { statistic, pValue } of [drift, mannWhitneyTest(tabulate(inputs.x, inputs.y))]) {
        expectClose(statistic, expected.U);
        expectClose(pValue, expected.p, 1e-8);
      }
    },
  ),
};

export const NUMPY: Checks = {
  'numpy.doane_edges.reference30': () => {
    const { inputs, expected } = vector<{ values: number[] }, { edges: number[] }>(
      'numpy.doane_edges.reference30',
    );
    const { values, x } = tabulate(inputs.values, []);
    expect([...doaneEdges(values, x)]).toEqual(expected.edges);
  },
};

export const PANDAS: Checks = {
  moments: () => {
    const { inputs, expected } = vector<
      { values: (number | 'NaN')[] },
      Record<
        'mean' | 'std_ddof0' | 'std_ddof1' | 'median' | 'skew_pandas' | 'kurt_pandas' | 'q25_linear',
        number
      >
    >('moments');
    const values = inputs.values.map((value) => (value === 'NaN' ? Number.NaN : value));
    const column = frameOf([{ ...columnOf(values), type: 'number' }]).columns.get('x');
    if (!column) throw new Error('no column');
    const { numbers } = explainColumn(column, column, compareValues(values, values)).sides.reference;
    expectClose(numbers?.mean, expected.mean);
    expectClose(numbers?.deviation, expected.std_ddof0);
    expectClose(numbers?.sampleDeviation, expected.std_ddof1);
    expectClose(numbers?.median, expected.median);
    expectClose(numbers?.quartile1, expected.q25_linear);
    expectClose(numbers?.skewness, expected.skew_pandas);
    expectClose(numbers?.excessKurtosis, expected.kurt_pandas);
  },
};

export const STATSMODELS: Checks = checkEach<
  { p: number[]; alpha: number },
  { reject: boolean[]; p_adjusted: number[] }
>(
  ['bonferroni', 'holm', 'fdr_bh'].map((name) => `statsmodels.multipletests.${name}`),
  ({ name, inputs, expected }) => {
    const adjusted = adjustPValues(inputs.p, name.split('.')[2] as Correction);
    expect([...adjusted].map((p) => p <= inputs.alpha)).toEqual(expected.reject);
    for (const [index, p] of expected.p_adjusted.entries()) expectClose(adjusted[index], p);
  },
);
