import { normalSf } from './normal.ts';
import type { TestResult } from './test-result.ts';
import type { TwoSamples } from './two-samples.ts';

/** Below or at this size of a sample, and without ties, the p-value is exact (SciPy's `auto`). */
const EXACT_UP_TO = 8;

/** `less`: the first sample tends to be smaller than the second. */
export type Alternative = 'two-sided' | 'less' | 'greater';

/**
 * The Mann-Whitney U test. The statistic is U of the first sample. With ties or larger samples the
 * p-value is the normal one, corrected for ties and for continuity.
 */
export function mannWhitneyTest(samples: TwoSamples, alternative: Alternative = 'two-sided'): TestResult {
  const { x, y, nx, ny } = samples;
  if (nx === 0 || ny === 0) return { statistic: Number.NaN, pValue: Number.NaN };
  let below = 0;
  let statistic = 0;
  let tieTerm = 0;
  for (let i = 0; i < x.length; i++) {
    const inX = x[i] as number;
    const inY = y[i] as number;
    statistic += inX * (below + inY / 2);
    below += inY;
    const tied = inX + inY;
    tieTerm += tied ** 3 - tied;
  }
  const other = nx * ny - statistic;
  const u = { less: other, greater: statistic, 'two-sided': Math.max(statistic, other) }[alternative];
  const sides = alternative === 'two-sided' ? 2 : 1;
  let tail: number;
  if (tieTerm === 0 && Math.min(nx, ny) <= EXACT_UP_TO) {
    tail = exactSf(u, Math.min(nx, ny), Math.max(nx, ny));
  } else {
    const n = nx + ny;
    const deviation = Math.sqrt(((nx * ny) / 12) * (n + 1 - tieTerm / (n * (n - 1))));
    tail = normalSf((u - (nx * ny) / 2 - 0.5) / deviation);
  }
  return { statistic, pValue: Math.min(1, sides * tail) };
}

/** P(U ≥ u) without ties: the coefficients of the Gaussian binomial, m ≤ n. */
function exactSf(u: number, m: number, n: number): number {
  const mirrored = m * n - u;
  const last = Math.min(u, mirrored);
  const ways = new Float64Array(last + 1);
  ways[0] = 1;
  for (let i = 1; i <= m; i++) {
    for (let k = last; k >= n + i; k--) ways[k] = (ways[k] as number) - (ways[k - n - i] as number);
    for (let k = i; k <= last; k++) ways[k] = (ways[k] as number) + (ways[k - i] as number);
  }
  const all = choose(m + n, m);
  // Divided before they are added, as SciPy does: on a p-value of 0.05 the last bit decides.
  const atMost = ways.reduce((sum, count) => sum + count / all, 0);
  // P(U ≥ u) = P(U ≤ mn - u), from whichever side is shorter.
  return u < mirrored ? 1 - atMost + (ways[last] as number) / all : atMost;
}

function choose(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; i++) product = (product * (n - k + i)) / i;
  return product;
}
