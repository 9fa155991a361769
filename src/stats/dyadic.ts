/**
 * Numbers of the form m · 2^e, exactly: every sum of doubles and of their products is one. Sums of these do
 * not depend on the order, so parts that were summed apart come together without a rounding.
 */
export interface Dyadic {
  /** Odd, or 0. */
  readonly mantissa: bigint;
  readonly exponent: number;
}

export const ZERO: Dyadic = { mantissa: 0n, exponent: 0 };

/** `mantissa` · 2^`exponent` in its one form. */
export function dyadic(mantissa: bigint, exponent: number): Dyadic {
  if (mantissa === 0n) return ZERO;
  const zeros = bitLength(mantissa & -mantissa) - 1;
  return { mantissa: mantissa >> BigInt(zeros), exponent: exponent + zeros };
}

const view = new DataView(new ArrayBuffer(8));

/** A finite double, exactly. */
export function dyadicOf(x: number): Dyadic {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = Number((bits >> 52n) & 2047n);
  if (field === 2047) throw new RangeError(`${x} is not finite`);
  const fraction = bits & ((1n << 52n) - 1n);
  const magnitude = field === 0 ? fraction : fraction | (1n << 52n);
  return dyadic(x < 0 ? -magnitude : magnitude, Math.max(field, 1) - 1075);
}

export function plus(a: Dyadic, b: Dyadic): Dyadic {
  if (a.mantissa === 0n) return b;
  if (b.mantissa === 0n) return a;
  const exponent = Math.min(a.exponent, b.exponent);
  return dyadic(
    (a.mantissa << BigInt(a.exponent - exponent)) + (b.mantissa << BigInt(b.exponent - exponent)),
    exponent,
  );
}

export function times(a: Dyadic, b: Dyadic): Dyadic {
  return dyadic(a.mantissa * b.mantissa, a.exponent + b.exponent);
}

export function minus(a: Dyadic, b: Dyadic): Dyadic {
  return plus(a, { mantissa: -b.mantissa, exponent: b.exponent });
}

/** As text, such as `-1fp-3` for -31/8: the mantissa in base 16, the exponent of 2 in base 10. */
export function dyadicText({ mantissa, exponent }: Dyadic): string {
  return `${mantissa.toString(16)}p${exponent}`;
}

export const DYADIC_TEXT = '^-?[0-9a-f]+p-?[0-9]+$';

/** Reads `dyadicText`; throws RangeError for any other text. */
export function parseDyadic(text: string): Dyadic {
  const found = /^(-?)([0-9a-f]{1,4096})p(-?[0-9]{1,5})$/.exec(text);
  if (!found) throw new RangeError(`not an exact number: ${text.slice(0, 40)}`);
  const magnitude = BigInt(`0x${found[2]}`);
  return dyadic(found[1] === '-' ? -magnitude : magnitude, Number(found[3]));
}

/** `numerator / denominator` as the nearest double; the denominator is above 0. */
export function quotient(numerator: Dyadic, denominator: Dyadic): number {
  const sign = numerator.mantissa < 0n ? -1 : 1;
  const above = numerator.mantissa < 0n ? -numerator.mantissa : numerator.mantissa;
  const below = denominator.mantissa;
  // 64 bits or more, the last one set where there is a remainder: enough to round once, rightly.
  const shift = Math.max(0, 64 + bitLength(below) - bitLength(above));
  const shifted = above << BigInt(shift);
  const whole = shifted / below;
  const sticky = whole * below === shifted ? whole : whole | 1n;
  return sign * nearest(sticky, numerator.exponent - denominator.exponent - shift) + 0;
}

/** The square root of `numerator / denominator` (0 or more) as the nearest double. */
export function rootOfQuotient(numerator: Dyadic, denominator: Dyadic): number {
  if (numerator.mantissa <= 0n) return 0;
  let exponent = numerator.exponent - denominator.exponent;
  let shift = Math.max(0, 130 + bitLength(denominator.mantissa) - bitLength(numerator.mantissa));
  if ((exponent - shift) % 2 !== 0) shift++;
  exponent -= shift;
  const shifted = numerator.mantissa << BigInt(shift);
  const ratio = shifted / denominator.mantissa;
  const root = wholeRoot(ratio);
  const exact = root * root * denominator.mantissa === shifted;
  return nearest(exact ? root : root | 1n, exponent / 2);
}

/** The greatest whole number whose square is at most `n`. */
function wholeRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt(Math.ceil(bitLength(n) / 2));
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/**
 * The double nearest to `magnitude` · 2^`exponent`, ties to even, subnormal or infinite where it must be.
 * Where `magnitude` stands for more digits, it has 55 bits or more and its last one is set.
 */
function nearest(magnitude: bigint, exponent: number): number {
  if (magnitude === 0n) return 0;
  const length = bitLength(magnitude);
  const precision = Math.min(53, length + exponent + 1074);
  if (precision < 0) return 0;
  const dropped = length - precision;
  if (dropped <= 0) return timesPowerOfTwo(Number(magnitude), exponent);
  const drop = BigInt(dropped);
  const kept = magnitude >> drop;
  const rest = magnitude - (kept << drop);
  const half = 1n << (drop - 1n);
  const up = rest > half || (rest === half && (kept & 1n) === 1n);
  return timesPowerOfTwo(Number(up ? kept + 1n : kept), exponent + dropped);
}

/** `x` · 2^`exponent` where that is a double, in exact steps, since one power alone may be beyond the range. */
function timesPowerOfTwo(x: number, exponent: number): number {
  const step = Math.max(-1000, Math.min(1000, exponent));
  const scaled = x * 2 ** step;
  return step === exponent || scaled === 0 || !Number.isFinite(scaled)
    ? scaled
    : timesPowerOfTwo(scaled, exponent - step);
}

function bitLength(n: bigint): number {
  const digits = (n < 0n ? -n : n).toString(16);
  return digits.length * 4 - Math.clz32(Number.parseInt(digits[0] ?? '0', 16)) + 28;
}
