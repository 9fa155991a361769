import { binomialTerm } from './beta.ts';
import type { TestResult } from './test-result.ts';

/** Two tables whose probabilities differ by less than this share count as equally likely: it is rounding. */
const SLACK = 1e-11;

/** Up to so many rows the tables can be counted in whole numbers, and a p-value is rounded only once. */
const COUNTED_UP_TO = 50;

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
  const lowest = Math.max(0, drawn - second);
  const highest = Math.min(first, drawn);
  if (all <= COUNTED_UP_TO) {
    const ways = (k: number) => choose(first, k) * choose(second, drawn - k);
    let noLikelier = 0;
    for (let k = lowest; k <= highest; k++) if (ways(k) <= ways(a)) noLikelier += ways(k);
    return { statistic, pValue: noLikelier / choose(all, drawn) };
  }
  const share = drawn / all;
  /** P(the first cell is k): hypergeometric, by three binomials. */
  const probability = (k: number) =>
    (binomialTerm(k, first, share, 1 - share) * binomialTerm(drawn - k, second, share, 1 - share)) /
    binomialTerm(drawn, all, share, 1 - share);
  const limit = probability(a) * (1 + SLACK);
  let sum = 0;
  for (let k = lowest; k <= highest; k++) {
    const p = probability(k);
    if (p <= limit) sum += p;
  }
  return { statistic, pValue: Math.min(1, sum) };
}

/** The binomial coefficient, exact for all that is counted here: no step goes beyond 2^53. */
function choose(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= Math.min(k, n - k); i++) product = (product * (n - i + 1)) / i;
  return product;
}
