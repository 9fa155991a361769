import { chiSquareSf } from './chi-square.ts';
import type { TestResult } from './test-result.ts';

/** Chi-square tests of counts. */

/**
 * Pearson's test of observed counts against expected ones (`scipy.stats.chisquare`). An expected
 * count of 0 where something was observed gives an infinite statistic and p = 0. NaN for one cell.
 */
export function goodnessOfFitTest(observed: ArrayLike<number>, expected: ArrayLike<number>): TestResult {
  let statistic = 0;
  for (let i = 0; i < observed.length; i++) {
    const want = expected[i] as number;
    statistic += ((observed[i] as number) - want) ** 2 / want;
  }
  return { statistic, pValue: chiSquareSf(statistic, observed.length - 1) };
}

/** The G test (log-likelihood ratio) of observed counts against expected ones. */
export function likelihoodRatioTest(observed: ArrayLike<number>, expected: ArrayLike<number>): TestResult {
  let statistic = 0;
  for (let i = 0; i < observed.length; i++) {
    const seen = observed[i] as number;
    if (seen > 0) statistic += 2 * seen * Math.log(seen / (expected[i] as number));
  }
  return { statistic, pValue: chiSquareSf(statistic, observed.length - 1) };
}

/**
 * Pearson's test that the rows of a table of counts have the same distribution
 * (`scipy.stats.chi2_contingency`): with Yates' correction for one degree of freedom. Every row and
 * column must have a count, else NaN.
 */
export function contingencyTest(table: readonly ArrayLike<number>[]): TestResult & { df: number } {
  const columns = table[0]?.length ?? 0;
  const rowSums = table.map((row) => Array.from(row).reduce((sum, count) => sum + count, 0));
  const columnSums = Array.from({ length: columns }, (_, j) =>
    table.reduce((sum, row) => sum + (row[j] as number), 0),
  );
  const total = rowSums.reduce((sum, count) => sum + count, 0);
  const df = (table.length - 1) * (columns - 1);
  if (df === 0) return { statistic: 0, pValue: 1, df };
  let statistic = 0;
  for (const [i, row] of table.entries()) {
    for (let j = 0; j < columns; j++) {
      const expected = ((rowSums[i] as number) * (columnSums[j] as number)) / total;
      const gap = Math.abs((row[j] as number) - expected);
      const corrected = df === 1 ? gap - Math.min(0.5, gap) : gap;
      statistic += corrected ** 2 / expected;
    }
  }
  return { statistic, pValue: chiSquareSf(statistic, df), df };
}
