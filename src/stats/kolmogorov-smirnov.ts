import { kolmogorovSf } from './kolmogorov.ts';
import type { TestResult } from './test-result.ts';
import type { TwoSamples } from './two-samples.ts';

/** Up to this size the p-value is exact, as in SciPy's `ks_2samp(method='auto')`. */
const EXACT_UP_TO = 10_000;

/**
 * The two-sided Kolmogorov-Smirnov test of two samples: the largest distance of the two empirical
 * distribution functions, and its p-value (exact, or from the one-sample distribution of the
 * effective size, as SciPy does).
 */
export function kolmogorovSmirnovTest(samples: TwoSamples): TestResult {
  const { nx, ny } = samples;
  const { statistic, steps, divisor } = largestDistance(samples);
  if (steps > 0 && Math.max(nx, ny) <= EXACT_UP_TO) {
    const exact = nx === ny ? outsideSquare(nx, steps) : outsideStrip(nx, ny, divisor, steps);
    if (exact >= 0 && exact <= 1) return { statistic, pValue: exact };
  }
  return kolmogorovSmirnovAsymptotic(samples);
}

/** The same with the p-value of SciPy's `method='asymp'` for any size. */
export function kolmogorovSmirnovAsymptotic(samples: TwoSamples): TestResult {
  const { nx, ny } = samples;
  const { statistic, steps } = largestDistance(samples);
  if (steps === 0) return { statistic, pValue: 1 };
  return { statistic, pValue: kolmogorovSf(roundHalfToEven((nx * ny) / (nx + ny)), statistic) };
}

/** The largest distance, also as a whole number of steps of 1 / least common multiple: nothing is rounded. */
function largestDistance({ x, y, nx, ny }: TwoSamples): {
  statistic: number;
  steps: number;
  divisor: number;
} {
  if (nx === 0 || ny === 0) return { statistic: Number.NaN, steps: Number.NaN, divisor: 1 };
  const divisor = greatestCommonDivisor(nx, ny);
  const perX = ny / divisor;
  const perY = nx / divisor;
  let position = 0;
  let steps = 0;
  for (let i = 0; i < x.length; i++) {
    position += (x[i] as number) * perX - (y[i] as number) * perY;
    steps = Math.max(steps, Math.abs(position));
  }
  return { statistic: steps / (nx * perX), steps, divisor };
}

/** The share of lattice paths from (0, 0) to (n, n) that reach a distance of `h` steps from the diagonal. */
function outsideSquare(n: number, h: number): number {
  let p = 0;
  for (let k = Math.floor(n / h); k >= 0; k--) {
    let share = 1;
    for (let j = 0; j < h; j++) share = ((n - k * h - j) * share) / (n + k * h + j + 1);
    p = share * (1 - p);
  }
  return 2 * p;
}

/**
 * The share of lattice paths from (0, 0) to (m, n) that leave the strip |x/m - y/n| < h / lcm(m, n)
 * (Hodges 1957). Each column holds the share of paths to (i, j) that have left it already, so that
 * nothing but positive numbers is added and small p-values keep their digits.
 */
function outsideStrip(first: number, second: number, divisor: number, h: number): number {
  const m = Math.max(first, second);
  const n = Math.min(first, second);
  const stepM = m / divisor;
  const stepN = n / divisor;
  const column = new Float64Array(n + 1).fill(1);
  let low = 0;
  let high = Math.min(Math.ceil(h / stepM), n + 1);
  column.fill(0, low, high);
  for (let i = 1; i <= m; i++) {
    low = Math.min(Math.max(Math.floor((stepN * i - h) / stepM) + 1, 0), n);
    high = Math.min(Math.ceil((stepN * i + h) / stepM), n + 1);
    if (high <= low) return 1;
    let value = low === 0 ? 0 : 1;
    for (let j = low; j < high; j++) {
      // Beyond the previous column's strip the entries are still 1: every path there has left.
      value = ((column[j] as number) * i + value * j) / (i + j);
      column[j] = value;
    }
  }
  return column[n] as number;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
