import type { TestResult } from './test-result.ts';
import type { TwoSamples } from './two-samples.ts';

/** Levels and the terms b₀, b₁, b₂ of their critical values for two samples: F. Scholz and M. Stephens (1987), table 2. */
const LEVELS = [0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001];
const TERMS = [
  [0.675, 1.281, 1.645, 1.96, 2.326, 2.573, 3.085],
  [-0.245, 0.25, 0.678, 1.149, 1.822, 2.364, 3.615],
  [-0.105, -0.305, -0.362, -0.391, -0.396, -0.345, -0.154],
];
const CRITICAL = LEVELS.map((_, i) => TERMS.reduce((sum, terms) => sum + (terms[i] as number), 0));

/**
 * The two-sample Anderson-Darling test with midranks (`scipy.stats.anderson_ksamp`). The statistic is
 * the normalised one; the p-value is interpolated in the published table and kept within 0.001 to 0.25.
 */
export function andersonDarlingTest(samples: TwoSamples): TestResult {
  const { x, y, nx, ny } = samples;
  const n = nx + ny;
  if (x.length < 2 || n < 3) return { statistic: Number.NaN, pValue: Number.NaN };
  let before = 0;
  let beforeX = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < x.length; i++) {
    const inX = x[i] as number;
    const tied = inX + (y[i] as number);
    const middle = before + tied / 2;
    const middleX = beforeX + inX / 2;
    const weight = tied / n / (middle * (n - middle) - (n * tied) / 4);
    sumX += weight * (n * middleX - middle * nx) ** 2;
    sumY += weight * (n * (middle - middleX) - middle * ny) ** 2;
    before += tied;
    beforeX += inX;
  }
  const raw = ((sumX / nx + sumY / ny) * (n - 1)) / n;
  const statistic = (raw - 1) / Math.sqrt(varianceOf(nx, ny));
  return { statistic, pValue: pValueOf(statistic) };
}

/** The variance of the statistic under the null hypothesis (Scholz and Stephens, equation 4, k = 2). */
function varianceOf(nx: number, ny: number): number {
  const n = nx + ny;
  const inverse = 1 / nx + 1 / ny;
  let h = 0;
  let g = 0;
  for (let i = 1; i <= n - 2; i++) {
    h += 1 / (n - i);
    g += h / (i + 1);
  }
  h += 1;
  const a = 4 * g - 6 + (10 - 6 * g) * inverse;
  const b = (2 * g - 4) * 4 + 16 * h + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
  const c = (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * inverse + 4 * h;
  const d = (2 * h + 6) * 4 - 8 * h;
  return (a * n ** 3 + b * n ** 2 + c * n + d) / ((n - 1) * (n - 2) * (n - 3));
}

const LOWEST = Math.min(...CRITICAL);
const HIGHEST = Math.max(...CRITICAL);
const LOG_LEVEL = fitParabola(
  CRITICAL,
  LEVELS.map((level) => Math.log(level)),
);

function pValueOf(statistic: number): number {
  if (Number.isNaN(statistic)) return Number.NaN;
  if (statistic < LOWEST) return Math.max(...LEVELS);
  if (statistic > HIGHEST) return Math.min(...LEVELS);
  return Math.exp(LOG_LEVEL(statistic));
}

/** The least-squares parabola through the points, by polynomials orthogonal on them. */
function fitParabola(xs: readonly number[], ys: readonly number[]): (x: number) => number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const centre = mean(xs);
  const linear = (x: number) => x - centre;
  const spread = mean(xs.map((x) => linear(x) ** 2));
  const tilt = mean(xs.map((x) => linear(x) ** 3)) / spread;
  const square = (x: number) => linear(x) ** 2 - tilt * linear(x) - spread;
  const weightOf = (basis: (x: number) => number) =>
    mean(xs.map((x, i) => basis(x) * (ys[i] as number))) / mean(xs.map((x) => basis(x) ** 2));
  const [b0, b1, b2] = [mean(ys), weightOf(linear), weightOf(square)];
  return (x) => b0 + b1 * linear(x) + b2 * square(x);
}
