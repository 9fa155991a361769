import { momentsOf } from './two-samples.ts';

/** The shape of a sample: null where it has too few values. */
export interface Shape {
  /** 0 for a symmetric sample, positive for a long tail to the right. */
  readonly skewness: number | null;
  /** Heaviness of the tails, 0 for a normal one. */
  readonly excessKurtosis: number | null;
}

/**
 * Skewness and excess kurtosis of ascending values with these counts, corrected for bias as pandas' `skew` and
 * `kurt` are (G1 and G2 of Joanes and Gill 1998). 0 for a constant sample.
 */
export function shapeOf(values: ArrayLike<number>, counts: ArrayLike<number>): Shape {
  const { mean } = momentsOf(values, counts);
  let [n, second, third, fourth] = [0, 0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const count = counts[i] as number;
    if (count === 0) continue;
    const gap = (values[i] as number) - mean;
    n += count;
    second += count * gap ** 2;
    third += count * gap ** 3;
    fourth += count * gap ** 4;
  }
  if (second === 0) return { skewness: n < 3 ? null : 0, excessKurtosis: n < 4 ? null : 0 };
  return {
    skewness: n < 3 ? null : ((n * Math.sqrt(n - 1)) / (n - 2)) * (third / second ** 1.5),
    excessKurtosis:
      n < 4
        ? null
        : (n * (n + 1) * (n - 1) * fourth) / ((n - 2) * (n - 3) * second ** 2) -
          (3 * (n - 1) ** 2) / ((n - 2) * (n - 3)),
  };
}
