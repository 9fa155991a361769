import { betaI } from './beta.ts';
import { invert } from './invert.ts';

/** Student's t distribution. */

/** P(T > t) with `df` degrees of freedom, exact to 12 digits also far out. */
export function tSf(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  const square = t * t;
  if (square === Number.POSITIVE_INFINITY) return t > 0 ? 0 : 1;
  const tail = 0.5 * betaI(df / (df + square), df / 2, 0.5, square / (df + square));
  return t > 0 ? tail : 1 - tail;
}

/** P(T ≤ t). */
export function tCdf(t: number, df: number): number {
  return tSf(-t, df);
}

/** The t with P(T ≤ t) = p. */
export function tQuantile(p: number, df: number): number {
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const lowerTail = (tail: number) => {
    let low = -1;
    while (tCdf(low, df) > tail) low *= 2;
    return invert((t) => tCdf(t, df), tail, low, 0);
  };
  return p <= 0.5 ? lowerTail(p) : -lowerTail(1 - p);
}
