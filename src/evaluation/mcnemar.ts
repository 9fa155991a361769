import { binomialCdf } from '../stats/binomial.ts';

export interface McNemar {
  /** The smaller count of rows that just one of the two got right. */
  readonly statistic: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * McNemar's exact test: were rows that just one of two models got right shared out by a fair coin?
 * `p = min(1, 2 P(X ≤ min(onlyA, onlyB)))`, X binomial(onlyA + onlyB, 1/2); 1 where they never differ.
 */
export function mcnemarExact(onlyA: number, onlyB: number): McNemar {
  const statistic = Math.min(onlyA, onlyB);
  return { statistic, p: Math.min(1, 2 * binomialCdf(statistic, onlyA + onlyB, 0.5)) };
}
