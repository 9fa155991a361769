import type { TestResult } from './test-result.ts';
import type { TwoSamples } from './two-samples.ts';

/** Up to this size of both samples the p-value is exact (SciPy's `auto`). */
const EXACT_UP_TO = 20;

/**
 * The two-sample Cramér-von Mises test (`scipy.stats.cramervonmises_2samp`; T. Anderson 1962). NaN for
 * fewer than two values on a side.
 */
export function cramerVonMisesTest({ x, y, nx, ny }: TwoSamples): TestResult {
  if (nx < 2 || ny < 2) return { statistic: Number.NaN, pValue: Number.NaN };
  const n = nx + ny;
  const product = nx * ny;
  let sumX = 0;
  let sumY = 0;
  let beforeX = 0;
  let beforeY = 0;
  for (let i = 0; i < x.length; i++) {
    const inX = x[i] as number;
    const inY = y[i] as number;
    const midrank = beforeX + beforeY + (inX + inY + 1) / 2;
    sumX += squaresTo(midrank - beforeX, inX);
    sumY += squaresTo(midrank - beforeY, inY);
    beforeX += inX;
    beforeY += inY;
  }
  const u = nx * sumX + ny * sumY;
  const statistic = u / (product * n) - (4 * product - 1) / (6 * n);
  if (Math.max(nx, ny) <= EXACT_UP_TO) return { statistic, pValue: exactSf(u, nx, ny) };

  const mean = (1 + 1 / n) / 6;
  const variance =
    ((n + 1) * (4 * product * n - 3 * (nx * nx + ny * ny) - 2 * product)) / (45 * n * n * 4 * product);
  const normalised = 1 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
  const pValue = normalised < 0.003 ? 1 : Math.max(0, 1 - cramerVonMisesLimitCdf(normalised));
  return { statistic, pValue };
}

/** ∑ (gap - k)² for k = 1 … count. */
function squaresTo(gap: number, count: number): number {
  let sum = 0;
  for (let k = 1; k <= count; k++) sum += (gap - k) ** 2;
  return sum;
}

/**
 * P(U ≥ u) over all orders of m and n values, counted by the recursion of Y. Xiao, A. Gordon and
 * A. Yakovlev (2006) on whole numbers.
 */
function exactSf(u: number, m: number, n: number): number {
  const multiple = leastCommonMultiple(m, n);
  const [a, b] = [multiple / m, multiple / n];
  const zeta = Math.floor((multiple ** 2 * (m + n) * (6 * u - m * n * (4 * m * n - 1))) / (6 * (m * n) ** 2));
  /** For each number of values of the first sample: how many ways lead to each sum of squares. */
  let ways: Map<number, number>[] = Array.from({ length: m + 1 }, (_, v) =>
    v === 0 ? new Map([[0, 1]]) : new Map(),
  );
  for (let fromSecond = 0; fromSecond <= n; fromSecond++) {
    let sofar = new Map<number, number>();
    ways = ways.map((before, fromFirst) => {
      const square = (a * fromFirst - b * fromSecond) ** 2;
      const next = new Map<number, number>();
      for (const source of [sofar, before]) {
        for (const [value, count] of source) {
          // A sum that has reached zeta stays there: it need not be told from others.
          const grown = Math.min(value + square, zeta);
          next.set(grown, (next.get(grown) ?? 0) + count);
        }
      }
      sofar = next;
      return next;
    });
  }
  const last = ways[m] as Map<number, number>;
  const all = [...last.values()].reduce((sum, count) => sum + count, 0);
  return (last.get(zeta) ?? 0) / all;
}

function leastCommonMultiple(a: number, b: number): number {
  const divisor = (p: number, q: number): number => (q === 0 ? p : divisor(q, p % q));
  return (a * b) / divisor(a, b);
}

/**
 * P(T ≤ x) of the limiting distribution: the series of S. Csörgő and J. Faraway (1996, eq. 1.2), summed
 * until a term is below 1e-7, as SciPy and Evidently do.
 */
function cramerVonMisesLimitCdf(x: number): number {
  let sum = 0;
  /** Γ(k + 1/2) / Γ(k + 1). */
  let ratio = Math.sqrt(Math.PI);
  for (let k = 0; ; k++) {
    const y = 4 * k + 1;
    const q = (y * y) / (16 * x);
    const scale = ratio / (Math.PI ** 1.5 * Math.sqrt(x));
    const term = scale * Math.sqrt(y) * Math.exp(-q) * besselK(0.25, q);
    sum += term;
    if (Math.abs(term) < 1e-7) return sum;
    ratio *= (k + 0.5) / (k + 1);
  }
}

/**
 * The modified Bessel function of the second kind K_order(x) for x > 0, by the trapezoid rule on
 * ∫ exp(-x cosh t) cosh(order t) dt, which converges faster than any power of the step.
 */
function besselK(order: number, x: number): number {
  const step = Math.min(1 / 8, 0.5 / Math.sqrt(x));
  let sum = 0.5;
  for (let i = 1; ; i++) {
    const t = i * step;
    const term = Math.exp(-2 * x * Math.sinh(t / 2) ** 2) * Math.cosh(order * t);
    sum += term;
    if (term < sum * 1e-18) return step * Math.exp(-x) * sum;
  }
}
