import { tSf } from './student-t.ts';
import type { TestResult } from './test-result.ts';
import { momentsOf, type TwoSamples } from './two-samples.ts';

/** Student's two-sided t test of two independent samples with one variance (`scipy.stats.ttest_ind`). */
export function independentTTest(samples: TwoSamples): TestResult {
  const { values, x, y, nx, ny } = samples;
  const first = momentsOf(values, x);
  const second = momentsOf(values, y);
  const df = nx + ny - 2;
  const pooled = (nx * first.variance + ny * second.variance) / df;
  const statistic = (first.mean - second.mean) / Math.sqrt(pooled * (1 / nx + 1 / ny));
  return { statistic, pValue: 2 * tSf(Math.abs(statistic), df) };
}
