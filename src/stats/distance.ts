import type { TwoSamples } from './two-samples.ts';

/** Distances of two distributions on a line. Weights in place of counts are allowed. */

/** ∑ f(F_x - F_y) · step over the steps between neighbouring values. */
function integrate({ values, x, y, nx, ny }: TwoSamples, f: (gap: number) => number): number {
  let sum = 0;
  let seenX = 0;
  let seenY = 0;
  for (let i = 0; i + 1 < values.length; i++) {
    seenX += x[i] as number;
    seenY += y[i] as number;
    const gap = seenX / nx - seenY / ny;
    // A step may be longer than a number can say: where the two are alike it counts nothing all the same.
    if (gap !== 0) sum += f(gap) * ((values[i + 1] as number) - (values[i] as number));
  }
  return sum;
}

/** The first Wasserstein (earth mover's) distance, in the unit of the values. */
export function wassersteinDistance(samples: TwoSamples): number {
  return integrate(samples, Math.abs);
}

/** The energy distance √(2 ∫ (F_x - F_y)²), as SciPy defines it. */
export function energyDistance(samples: TwoSamples): number {
  return Math.SQRT2 * Math.sqrt(integrate(samples, (gap) => gap * gap));
}
