import { delong } from '../../src/evaluation/certainty/delong.ts';
import { dieboldMariano } from '../../src/evaluation/certainty/diebold-mariano.ts';
import { mcnemarExact } from '../../src/evaluation/certainty/mcnemar.ts';
import { goodnessOfFitTest } from '../../src/stats/chi-square-test.ts';
import { quantile } from '../../src/stats/quantile.ts';
import { type Checks, checkEach, expectClose, vector } from './vector.ts';

type Table = { table: [[number, number], [number, number]] };

/** Two models on the same rows: McNemar, DeLong, Diebold and Mariano, the paired t test. */
export const PAIRED: Checks = {
  ...checkEach<Table, { statistic: number; p: number }>(
    ['statsmodels.mcnemar.exact', 'statsmodels.mcnemar.no_discordant'],
    ({ inputs: { table }, expected }) => {
      const result = mcnemarExact(table[0][1], table[1][0]);
      expectClose(result.statistic, expected.statistic);
      expectClose(result.p, expected.p, 1e-12);
    },
  ),
  // As a chi-square test it is that of a fair coin; the correction moves both counts by half a row.
  ...checkEach<Table, { statistic: number; p: number }>(
    ['statsmodels.mcnemar.chi2', 'statsmodels.mcnemar.chi2_corrected'],
    ({ name, inputs: { table }, expected }) => {
      const moved = name.endsWith('_corrected') ? 0.5 : 0;
      const [most, least] = [table[0][1] - moved, table[1][0] + moved];
      const half = (most + least) / 2;
      const result = goodnessOfFitTest([most, least], [half, half]);
      expectClose(result.statistic, expected.statistic);
      expectClose(result.pValue, expected.p, 1e-8);
    },
  ),
  'delong.paired': () => {
    const { inputs, expected } = vector<
      Record<'y_true' | 'score1' | 'score2', number[]>,
      Record<'auc1' | 'auc2' | 'var_auc1' | 'var_auc2' | 'cov' | 'z' | 'p', number>
    >('delong.paired');
    const [truth, a, b] = [Uint8Array.from(inputs.y_true), inputs.score1, inputs.score2];
    const result = delong(truth, Float64Array.from(a), Float64Array.from(b));
    expectClose(result?.auc_a, expected.auc1);
    expectClose(result?.auc_b, expected.auc2);
    expectClose(result?.standard_error, Math.sqrt(expected.var_auc1 + expected.var_auc2 - 2 * expected.cov));
    expectClose(result?.z, expected.z);
    expectClose(result?.p, expected.p, 1e-8);
  },
  ...checkEach<{ e1: number[]; e2: number[]; h: number }, Record<'dm' | 'hln' | 'p_t', number>>(
    ['diebold_mariano.hln', 'diebold_mariano.hln_h2'],
    ({ inputs: { e1, e2, h }, expected }) => {
      const differences = Float64Array.from(e1, (error, t) => error ** 2 - (e2[t] as number) ** 2);
      const result = dieboldMariano(differences, h);
      expectClose(result?.dm, expected.dm);
      expectClose(result?.hln, expected.hln);
      expectClose(result?.p, expected.p_t, 1e-8);
    },
  ),
  // One step ahead, the test of Diebold and Mariano with the correction is the paired t test.
  'scipy.ttest_rel': () => {
    const { inputs, expected } = vector<Record<'x' | 'y', number[]>, { t: number; p: number }>(
      'scipy.ttest_rel',
    );
    const result = dieboldMariano(
      Float64Array.from(inputs.x, (x, k) => x - (inputs.y[k] as number)),
      1,
    );
    expectClose(result?.hln, expected.t);
    expectClose(result?.p, expected.p, 1e-8);
  },
  'numpy.quantile.linear_ci': () => {
    const { inputs, expected } = vector<{ replicates: number[]; q: number[] }, number[]>(
      'numpy.quantile.linear_ci',
    );
    for (const [k, q] of inputs.q.entries())
      expectClose(quantile(inputs.replicates, q), expected[k] as number, 1e-12);
  },
};
