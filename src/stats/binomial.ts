import { betaI } from './beta.ts';

/** The binomial distribution. `k` and `n` are whole numbers. */

/** P(X ≤ k). */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaI(1 - p, n - k, k + 1, p);
}
