/**
 * The gamma function and the incomplete gamma functions, for real arguments. Written here because
 * the packages on npm lose digits far out: their incomplete gamma is off by 1e-3 for 100,000
 * degrees of freedom. The leading factor is Loader's saddle point form (C. Loader, "Fast and
 * accurate computation of binomial probabilities", 2000), which keeps about 13 digits everywhere.
 */

const LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
const MAX_TERMS = 1_000_000;
const EPSILON = 2 ** -53;
const TINY = 1e-300;

/** log Γ(n + 1) minus Stirling's formula (n + 1/2) log n - n + log √(2π), for n > 0. */
export function stirlingError(n: number): number {
  let correction = 0;
  let large = n;
  for (; large < 16; large++) correction += (large + 0.5) * Math.log1p(1 / large) - 1;
  const square = 1 / (large * large);
  return (
    correction +
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / large
  );
}

/** x log(x / mean) + mean - x, without cancellation when x is near the mean. `x` ≥ 0, `mean` > 0. */
export function devianceTerm(x: number, mean: number): number {
  if (x === 0) return mean;
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const v = (x - mean) / (x + mean);
  let sum = (x - mean) * v;
  let term = 2 * x * v;
  for (let j = 1; ; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
}

/** log Γ(x) for x > 0. */
export function logGamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  // Γ(x) = Γ(x + 1) / x, and log Γ(x + 1) is Stirling's formula and its error.
  return stirlingError(x) + LOG_SQRT_TWO_PI + (x - 0.5) * Math.log(x) - x;
}

/** x^a e^-x / Γ(a + 1), for a > 0 and x > 0. */
function leadingFactor(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - devianceTerm(a, x)) / Math.sqrt(2 * Math.PI * a);
}

/** The lower incomplete gamma function over Γ(a) by its power series: good for x < a + 1. */
function lowerBySeries(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 1; n < MAX_TERMS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * EPSILON) break;
  }
  return leadingFactor(a, x) * sum;
}

/** The upper incomplete gamma function over Γ(a) by Lentz's continued fraction: good for x ≥ a + 1. */
function upperByFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < MAX_TERMS; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b || TINY);
    c = b + numerator / c || TINY;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 2 * EPSILON) break;
  }
  return leadingFactor(a, x) * a * fraction;
}

/** The regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x), a > 0, x ≥ 0. */
export function gammaQ(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return Number.NaN;
  if (x === 0) return 1;
  if (x === Number.POSITIVE_INFINITY) return 0;
  return x < a + 1 ? 1 - lowerBySeries(a, x) : upperByFraction(a, x);
}
