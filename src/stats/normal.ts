import { gammaQ } from './gamma.ts';
import { invert } from './invert.ts';

/** The standard normal distribution. */

/** P(Z > z), exact to 13 digits also far out. */
export function normalSf(z: number): number {
  // erfc(x) is Q(1/2, x²).
  const tail = 0.5 * gammaQ(0.5, (z * z) / 2);
  return z > 0 ? tail : 1 - tail;
}

/** P(Z ≤ z). */
export function normalCdf(z: number): number {
  return normalSf(-z);
}

/** The z with P(Z ≤ z) = p. */
export function normalQuantile(p: number): number {
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  // The tail below zero keeps its digits; the other half is its mirror.
  return p <= 0.5 ? invert(normalCdf, p, -40, 0) : -invert(normalCdf, 1 - p, -40, 0);
}
