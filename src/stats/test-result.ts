/** What a statistical test gives. NaN where the samples do not allow the test. */
export interface TestResult {
  readonly statistic: number;
  readonly pValue: number;
}
