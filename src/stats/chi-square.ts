import { gammaQ } from './gamma.ts';

/** The chi-square distribution. */

/** P(X > x) with `df` degrees of freedom, exact to 12 digits also far out. */
export function chiSquareSf(x: number, df: number): number {
  return x < 0 ? 1 : gammaQ(df / 2, x / 2);
}
