import { devianceTerm, stirlingError } from './gamma.ts';
import { invert } from './invert.ts';

/** The incomplete beta function and the beta distribution. */

const MAX_TERMS = 1_000_000;
const EPSILON = 2 ** -53;
const TINY = 1e-300;

/**
 * Γ(n+1) / (Γ(k+1) Γ(n-k+1)) p^k q^(n-k) for real 0 ≤ k ≤ n, q = 1 - p: the binomial probability
 * when they are whole numbers. Loader's saddle point form, see gamma.ts.
 */
export function binomialTerm(k: number, n: number, p: number, q: number): number {
  if (p === 0) return k === 0 ? 1 : 0;
  if (q === 0) return k === n ? 1 : 0;
  if (k === 0) return Math.exp(n * (p < q ? Math.log1p(-p) : Math.log(q)));
  if (k === n) return Math.exp(n * (q < p ? Math.log1p(-q) : Math.log(p)));
  const rest = n - k;
  const exponent =
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(rest) -
    devianceTerm(k, n * p) -
    devianceTerm(rest, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * rest));
}

/**
 * 1 / (β₀ + α₁ / (β₁ + α₂ / (β₂ + …))), the continued fraction of the incomplete beta function in the
 * form of Didonato and Morris (TOMS 708, 1992), by Lentz. It needs no 1 - x near 1, where digits would go.
 */
function fraction(a: number, b: number, x: number, y: number): number {
  const beta = (m: number) =>
    m +
    // At m = 0 this term is 0 also where a is 1, which 0 / 0 would not say.
    (m && (m * (b - m) * x) / (a + 2 * m - 1)) +
    ((a + m) * (a * y - b * x + 1 + m * (1 + y))) / (a + 2 * m + 1);
  let value = beta(0) || TINY;
  let c = value;
  let d = 0;
  for (let m = 1; m < MAX_TERMS; m++) {
    const root = x / (a + 2 * m - 1);
    const alpha = (a + m - 1) * (a + b + m - 1) * m * (b - m) * root * root;
    d = 1 / (beta(m) + alpha * d || TINY);
    c = beta(m) + alpha / c || TINY;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 2 * EPSILON) break;
  }
  return 1 / value;
}

/**
 * The regularised incomplete beta function I_x(a, b), a > 0, b > 0, 0 ≤ x ≤ 1. Where 1 - x is known
 * more exactly than it can be had from x, give it as `y`.
 */
export function betaI(x: number, a: number, b: number, y: number = 1 - x): number {
  if (!(a > 0) || !(b > 0) || !(x >= 0) || !(y >= 0)) return Number.NaN;
  if (x === 0) return 0;
  if (y === 0) return 1;
  const leading = ((a * b) / (a + b)) * binomialTerm(a, a + b, x, y);
  // The fraction converges fast where x < (a + 1) / (a + b + 2); elsewhere the mirrored one does.
  const low = a * y - b * x + 1 - 2 * x > 0;
  return low ? leading * fraction(a, b, x, y) : 1 - leading * fraction(b, a, y, x);
}

/** The x with P(X ≤ x) = p for a beta(a, b) variable. */
export function betaQuantile(p: number, a: number, b: number): number {
  return invert((x) => betaI(x, a, b), p, 0, 1);
}
