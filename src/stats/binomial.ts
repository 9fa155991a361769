import { betaI, binomialTerm } from './beta.ts';

/** The binomial distribution. `k` and `n` are whole numbers. */

/** P(X = k) in n trials of probability p. */
export function binomialPmf(k: number, n: number, p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  return k < 0 || k > n ? 0 : binomialTerm(k, n, p, 1 - p);
}

/** P(X ≤ k). */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaI(1 - p, n - k, k + 1, p);
}

/** P(X > k). */
export function binomialSf(k: number, n: number, p: number): number {
  if (k < 0) return 1;
  return k >= n ? 0 : betaI(p, k + 1, n - k, 1 - p);
}
