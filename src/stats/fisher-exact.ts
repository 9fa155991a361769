import { binomialTerm } from './beta.ts';
import type { TestResult } from './test-result.ts';

/** Two tables whose probabilities differ by less than this share count as equally likely: it is rounding. */
const SLACK = 1e-11;

/**
 * Fisher's exact two-sided test of the table [[a, b], [c, d]] of counts: the probability of all
 * tables with these margins that are no likelier than this one. The statistic is the odds ratio.
 */
export function fisherExactTest(a: number, b: number, c: number, d: number): TestResult {
  if (a + b === 0 || c + d === 0 || a + c === 0 || b + d === 0) return { statistic: Number.NaN, pValue: 1 };
  const statistic = b > 0 && c > 0 ? (a * d) / (b * c) : Number.POSITIVE_INFINITY;
  const first = a + b;
  const second = c + d;
  const drawn = a + c;
  const all = first + second;
  const share = drawn / all;
  /** P(the first cell is k): hypergeometric, by three binomials. */
  const probability = (k: number) =>
    (binomialTerm(k, first, share, 1 - share) * binomialTerm(drawn - k, second, share, 1 - share)) /
    binomialTerm(drawn, all, share, 1 - share);
  const limit = probability(a) * (1 + SLACK);
  let sum = 0;
  for (let k = Math.max(0, drawn - second); k <= Math.min(first, drawn); k++) {
    const p = probability(k);
    if (p <= limit) sum += p;
  }
  return { statistic, pValue: Math.min(1, sum) };
}
