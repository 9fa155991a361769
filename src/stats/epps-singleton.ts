import { chiSquareSf } from './chi-square.ts';
import { eigenSymmetric } from './eigen.ts';
import { quantileBy } from './quantile.ts';
import type { TestResult } from './test-result.ts';
import type { TwoSamples } from './two-samples.ts';

/** Where the characteristic functions are compared (T. Epps and K. Singleton 1986). */
const POINTS = [0.4, 0.8];
const SIZE = 2 * POINTS.length;
const EPSILON = 2 ** -52;

/**
 * The Epps-Singleton test: compares the empirical characteristic functions of two samples
 * (`scipy.stats.epps_singleton_2samp`). NaN for fewer than five values on a side or an interquartile
 * range of zero.
 */
export function eppsSingletonTest(samples: TwoSamples): TestResult {
  const { values, x, y, nx, ny } = samples;
  const n = nx + ny;
  const scale = interquartileRange(samples) / 2;
  if (nx < 5 || ny < 5 || !(scale > 0)) return { statistic: Number.NaN, pValue: Number.NaN };
  const waves = POINTS.flatMap((point) => [
    Float64Array.from(values, (value) => Math.cos((point / scale) * value)),
    Float64Array.from(values, (value) => Math.sin((point / scale) * value)),
  ]);
  const first = covarianceOf(waves, x, nx);
  const second = covarianceOf(waves, y, ny);
  const covariance = first.covariance.map((row, i) =>
    row.map((value, j) => (n / nx) * value + (n / ny) * (second.covariance[i]?.[j] as number)),
  );
  const difference = first.means.map((mean, i) => mean - (second.means[i] as number));

  // The pseudo-inverse and its rank, with NumPy's limits for what counts as zero.
  const { values: spectrum, vectors } = eigenSymmetric(covariance);
  const largest = Math.max(...spectrum.map(Math.abs));
  const inverse = spectrum.map((value) => (Math.abs(value) > 1e-12 * largest ? 1 / value : 0));
  const largestInverse = Math.max(...inverse.map(Math.abs));
  const rank = inverse.filter((value) => Math.abs(value) > largestInverse * SIZE * EPSILON).length;

  let statistic = 0;
  for (let k = 0; k < SIZE; k++) {
    const projection = difference.reduce((sum, value, i) => sum + value * (vectors[i]?.[k] as number), 0);
    statistic += n * (inverse[k] as number) * projection ** 2;
  }
  if (Math.max(nx, ny) < 25) statistic /= 1 + n ** -0.45 + 10.1 * (nx ** -1.7 + ny ** -1.7);
  return { statistic, pValue: chiSquareSf(statistic, rank) };
}

/** The interquartile range of both samples together, quartiles interpolated as NumPy does. */
function interquartileRange({ values, x, y, nx, ny }: TwoSamples): number {
  const ends = new Float64Array(values.length);
  let seen = 0;
  for (let i = 0; i < values.length; i++) {
    seen += (x[i] as number) + (y[i] as number);
    ends[i] = seen;
  }
  const valueAt = (rank: number) => {
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) > rank) high = middle;
      else low = middle + 1;
    }
    return values[low] ?? Number.NaN;
  };
  return quantileBy(valueAt, nx + ny, 0.75) - quantileBy(valueAt, nx + ny, 0.25);
}

function covarianceOf(
  waves: readonly Float64Array[],
  counts: Float64Array,
  n: number,
): { means: number[]; covariance: number[][] } {
  const means = waves.map(
    (wave) => wave.reduce((sum, value, i) => sum + value * (counts[i] as number), 0) / n,
  );
  const covariance = waves.map(() => new Array<number>(waves.length).fill(0));
  for (let a = 0; a < waves.length; a++) {
    for (let b = 0; b <= a; b++) {
      const [waveA, waveB] = [waves[a] as Float64Array, waves[b] as Float64Array];
      const [meanA, meanB] = [means[a] as number, means[b] as number];
      let sum = 0;
      for (let i = 0; i < counts.length; i++) {
        const count = counts[i] as number;
        if (count !== 0) sum += count * ((waveA[i] as number) - meanA) * ((waveB[i] as number) - meanB);
      }
      (covariance[a] as number[])[b] = sum / n;
      (covariance[b] as number[])[a] = sum / n;
    }
  }
  return { means, covariance };
}
