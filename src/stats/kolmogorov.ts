import { binomialTerm } from './beta.ts';
import { stirlingError } from './gamma.ts';

/**
 * The exact distribution of the two-sided Kolmogorov-Smirnov statistic of one sample of size n
 * (SciPy's `kstwo`). Which formula serves where follows R. Simard and P. L'Ecuyer, "Computing the
 * two-sided Kolmogorov-Smirnov distribution" (2011) with the limits that SciPy 1.17 takes.
 */

const LARGE = 2 ** 128;
const SMALL = 2 ** -128;

/** P(D_n > x) for n ≥ 1 and any x. */
export function kolmogorovSf(n: number, x: number): number {
  if (!Number.isInteger(n) || n < 1 || Number.isNaN(x)) return Number.NaN;
  const t = n * x;
  if (t <= 0.5) return 1;
  if (x >= 1) return 0;
  if (t <= 1) return 1 - rubenGambino(n, t);
  if (t >= n - 1) return 2 * (1 - x) ** n;
  if (x >= 0.5) return 2 * smirnovSf(n, x);
  const nxx = t * x;
  if (n <= 140) {
    if (nxx <= 0.754693) return probability(1 - durbin(n, x));
    if (nxx <= 4) return probability(1 - pomeranz(n, x));
    return probability(2 * smirnovSf(n, x));
  }
  if (nxx >= 370) return 0;
  if (nxx >= 2.2) return probability(2 * smirnovSf(n, x));
  return probability(1 - (n <= 100_000 && n * x ** 1.5 <= 1.4 ? durbin(n, x) : pelzGood(n, x)));
}

function probability(p: number): number {
  return Math.min(1, Math.max(0, p));
}

/** P(D_n ≤ t/n) for 1/2 < t ≤ 1: n! ((2t - 1) / n)^n. */
function rubenGambino(n: number, t: number): number {
  return Math.exp(stirlingError(n) - n + n * Math.log(2 * t - 1)) * Math.sqrt(2 * Math.PI * n);
}

/** P(D_n+ > x), the one-sided statistic, by the sum of Smirnov (1944) and Dempster. */
function smirnovSf(n: number, x: number): number {
  // Beyond a million SciPy takes the limit with Maag and Dicaire's correction.
  if (n > 1_000_000) return Math.exp(-((6 * n * x + 1) ** 2) / (18 * n));
  const last = Math.floor(n * (1 - x));
  let sum = 0;
  for (let v = 0; v <= last; v++) {
    const p = x + v / n;
    const q = (n * (1 - x) - v) / n;
    if (q <= 0) break;
    sum += (binomialTerm(v, n, p, q) * x) / p;
  }
  return sum;
}

/** P(D_n ≤ x) by Durbin's matrix (Marsaglia, Tsang and Wang 2003). */
function durbin(n: number, x: number): number {
  const k = Math.ceil(n * x);
  const h = k - n * x;
  const m = 2 * k - 1;
  let matrix = new Float64Array(m * m);
  const weights = new Float64Array(m + 1);
  weights[0] = 1;
  for (let i = 1; i <= m; i++) weights[i] = (weights[i - 1] as number) / i;
  for (let row = 0; row < m; row++) {
    for (let column = 0; column <= Math.min(row + 1, m - 1); column++) {
      matrix[row * m + column] = weights[row - column + 1] as number;
    }
  }
  for (let i = 0; i < m; i++) {
    const edge = (1 - h ** (i + 1)) * (weights[i + 1] as number);
    matrix[i * m] = edge;
    matrix[(m - 1) * m + (m - 1 - i)] = edge;
  }
  const corner = 1 - 2 * h ** m + Math.max(2 * h - 1, 0) ** m;
  matrix[(m - 1) * m] = corner * (weights[m] as number);

  let power: Float64Array<ArrayBuffer> | undefined;
  let powerScale = 0;
  let matrixScale = 0;
  const centre = (k - 1) * m + (k - 1);
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      power = power ? multiply(power, matrix, m) : matrix;
      powerScale += matrixScale;
    }
    if (rest === 1) break;
    matrix = multiply(matrix, matrix, m);
    matrixScale *= 2;
    if ((matrix[centre] as number) > LARGE) {
      matrix = matrix.map((value) => value / LARGE);
      matrixScale += 128;
    }
  }
  let p = power?.[centre] ?? 0;
  for (let i = 1; i <= n; i++) {
    p = (i * p) / n;
    if (p < SMALL) {
      p *= LARGE;
      powerScale -= 128;
    }
  }
  return p * 2 ** powerScale;
}

function multiply(
  a: Float64Array<ArrayBuffer>,
  b: Float64Array<ArrayBuffer>,
  size: number,
): Float64Array<ArrayBuffer> {
  const product = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let inner = 0; inner < size; inner++) {
      const factor = a[row * size + inner] as number;
      if (factor === 0) continue;
      for (let column = 0; column < size; column++) {
        const at = row * size + column;
        product[at] = (product[at] as number) + factor * (b[inner * size + column] as number);
      }
    }
  }
  return product;
}

/** P(D_n ≤ x) by the recursion of Pomeranz (1974), with whole-number bounds of each interval. */
function pomeranz(n: number, x: number): number {
  const t = n * x;
  const whole = Math.floor(t);
  const part = t - whole;
  const g = Math.min(part, 1 - part);
  const ceiling = part > 0 ? 1 : 0;
  const rounded = part > 0.5 ? 1 : 0;
  const size = 2 * (whole + 1);
  const powersOf = (base: number) => {
    const powers = new Float64Array(size);
    powers[0] = 1;
    for (let i = 1; i < size; i++) powers[i] = ((powers[i - 1] as number) * base) / i;
    return powers;
  };
  const ends = powersOf(g / n);
  const odd = powersOf((2 * g) / n);
  const even = powersOf((1 - 2 * g) / n);

  /** The first and last index that row `i` keeps. */
  const rangeOf = (i: number): [number, number] => {
    let low: number;
    let high: number;
    const half = Math.floor((i + 1) / 2);
    if (i === 0) [low, high] = [-whole - ceiling - 1, whole + ceiling - 1];
    else if (i % 2 === 0) [low, high] = [half - 2 - whole, half - 1 + whole + rounded];
    else if (half === n + 1) [low, high] = [n - whole - ceiling - 1, n + whole + ceiling - 1];
    else [low, high] = [half - 2 - whole - rounded, half - 2 + whole + ceiling];
    return [Math.max(low + 2, 0), Math.min(high, n)];
  };

  let [low] = rangeOf(0);
  let high = low;
  let row = new Float64Array(n + 2);
  row[low] = 1;
  let scale = 0;
  for (let i = 1; i <= 2 * n + 1; i++) {
    const powers = i === 1 || i === 2 * n + 1 ? ends : i % 2 === 1 ? odd : even;
    const [nextLow, nextHigh] = rangeOf(i);
    const next = new Float64Array(n + 2);
    let largest = 0;
    for (let j = nextLow; j <= nextHigh; j++) {
      let sum = 0;
      for (let from = Math.max(low, j - size + 1); from <= Math.min(high, j); from++) {
        sum += (row[from] as number) * (powers[j - from] as number);
      }
      next[j] = sum;
      largest = Math.max(largest, sum);
    }
    if (largest > 0 && largest < SMALL) {
      for (let j = nextLow; j <= nextHigh; j++) next[j] = (next[j] as number) * LARGE;
      scale -= 128;
    }
    row = next;
    low = nextLow;
    high = nextHigh;
  }
  let answer = row[n] as number;
  for (let i = 1; i <= n; i++) {
    if (answer > LARGE) {
      answer *= SMALL;
      scale += 128;
    }
    answer *= i;
  }
  return answer * 2 ** scale;
}

/** P(D_n ≤ x) by the expansion of Pelz and Good (1976) to the order n^(-3/2). */
function pelzGood(n: number, x: number): number {
  const z = Math.sqrt(n) * x;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const pi2 = Math.PI ** 2;
  const exponent = -pi2 / 8 / z2;
  if (exponent < -708) return 0;
  const q = Math.exp(exponent);
  let k0 = 0;
  let k1 = 0;
  let k2 = 0;
  let k3 = 0;
  let extra2 = 0;
  let extra3 = 0;
  for (let k = Math.ceil((16 * z) / Math.PI); k > 0; k--) {
    const m2 = (2 * k - 1) ** 2;
    const step = q ** (8 * k);
    k0 = k0 * step + 1;
    k1 = k1 * step - z2 + (pi2 / 4) * m2;
    k2 =
      k2 * step +
      6 * z6 +
      2 * z4 +
      (2 * z4 - 5 * z2) * (pi2 / 4) * m2 +
      ((pi2 * pi2 * (1 - 2 * z2)) / 16) * m2 * m2;
    k3 =
      k3 * step -
      30 * z6 -
      90 * z4 * z4 +
      ((pi2 * (135 * z4 - 96 * z6)) / 4) * m2 +
      ((pi2 * pi2 * (-60 * z2 + 212 * z4)) / 16) * m2 * m2 +
      ((pi2 * pi2 * pi2 * (5 - 30 * z2)) / 64) * m2 * m2 * m2;
    const weight = k * k * Math.exp((-pi2 / 2 / z2) * k * k);
    extra2 += weight;
    extra3 += (3 * z2 - pi2 * k * k) * weight;
  }
  const root = Math.sqrt(2 * Math.PI);
  const third = (k2 * q * root) / (72 * z6 * z) - (extra2 * pi2 * root) / (36 * z2 * z);
  const fourth = (k3 * q * root) / (6480 * z6 * z4) + (extra3 * pi2 * root) / (216 * z6);
  return (k0 * q * root) / z + (k1 * q * root) / (6 * z4) / Math.sqrt(n) + third / n + fourth / n ** 1.5;
}
