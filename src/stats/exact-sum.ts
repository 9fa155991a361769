import { type Dyadic, dyadic, dyadicOf, plus, times, ZERO } from './dyadic.ts';

const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
const HIGH = LITTLE_ENDIAN ? 1 : 0;
const LOW = 1 - HIGH;
const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);

/** The exponent of the last bit of a double whose exponent field is 1. */
const LAST_BIT = -1074;
/** Counts up to this sum of weights keep each accumulator below 2^53. */
const BUDGET = 2 ** 16;

/**
 * The exact sum and sum of squares of finite numbers with their counts (whole numbers). Fast for ascending
 * values: those of one exponent stand together, and are added as whole numbers of 18 bits.
 */
export function exactSums(
  values: Float64Array,
  counts: Float64Array,
): { readonly sum: Dyadic; readonly squares: Dyadic } {
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  let sum = 0n;
  let squares = 0n;
  let start = 0;
  while (start < values.length) {
    const count = counts[start] as number;
    if (count > BUDGET) {
      const value = dyadicOf(values[start] as number);
      const weight = BigInt(count);
      sum += shifted(value, LAST_BIT) * weight;
      squares += shifted(square(value), 2 * LAST_BIT) * weight;
      start++;
      continue;
    }
    // The sign and the exponent field.
    const kind = (bits[2 * start + HIGH] as number) >>> 20;
    start = addRun(bits, counts, start, kind);
    const shift = BigInt(Math.max(kind & 2047, 1) - 1);
    const part = joined([run[2], run[1], run[0]]);
    sum += (kind > 2047 ? -part : part) << shift;
    squares += joined([run[7], run[6], run[5], run[4], run[3]]) << (2n * shift);
  }
  return { sum: dyadic(sum, LAST_BIT), squares: dyadic(squares, 2 * LAST_BIT) };
}

/** What `addRun` leaves: the digits of a sum and of a sum of squares, in base 2^18, the lowest first. */
const run = new Float64Array(8);

/**
 * Adds values of one sign and exponent from `start` on, as many as the budget allows.
 * @returns the first that was not added
 */
function addRun(bits: Uint32Array, counts: Float64Array, start: number, kind: number): number {
  const hidden = (kind & 2047) === 0 ? 0 : 0x100000;
  let budget = BUDGET;
  let [s0, s1, s2, q0, q1, q2, q3, q4] = [0, 0, 0, 0, 0, 0, 0, 0];
  let i = start;
  for (; i < counts.length; i++) {
    const high = bits[2 * i + HIGH] as number;
    const count = counts[i] as number;
    if (high >>> 20 !== kind || count > budget) break;
    budget -= count;
    const low = bits[2 * i + LOW] as number;
    const top = (high & 0xfffff) | hidden;
    const a = top >>> 4;
    const b = (low >>> 18) | ((top & 15) << 14);
    const c = low & 0x3ffff;
    s0 += count * c;
    s1 += count * b;
    s2 += count * a;
    q0 += count * (c * c);
    q1 += count * (2 * b * c);
    q2 += count * (2 * a * c + b * b);
    q3 += count * (2 * a * b);
    q4 += count * (a * a);
  }
  run.set([s0, s1, s2, q0, q1, q2, q3, q4]);
  return i;
}

/** The number with these digits in base 2^18, each a whole number of any size, the highest first. */
function joined(digits: readonly (number | undefined)[]): bigint {
  return digits.reduce((sum, digit) => (sum << 18n) + BigInt(digit ?? 0), 0n);
}

function square({ mantissa, exponent }: Dyadic): Dyadic {
  return { mantissa: mantissa * mantissa, exponent: 2 * exponent };
}

/** The mantissa of the same number with another, smaller exponent. */
function shifted({ mantissa, exponent }: Dyadic, smaller: number): bigint {
  return mantissa === 0n ? 0n : mantissa << BigInt(exponent - smaller);
}

/** Products within these bounds have an error term that is a double. */
const LEAST_PRODUCT = 2 ** -960;
const LARGEST_FACTOR = 2 ** 990;
/** Additions after which an accumulator of 32-bit halves could pass 2^53. */
const ADDITIONS = 2 ** 20;
const SPLITTER = 2 ** 27 + 1;

/** An exact sum of finite numbers and of their products, in any order. */
export class ExactSum {
  readonly #high = new Float64Array(2048);
  readonly #low = new Float64Array(2048);
  #rest: Dyadic = ZERO;
  #additions = 0;

  add(x: number): void {
    number[0] = x;
    const high = words[HIGH] as number;
    const low = words[LOW] as number;
    const field = (high >>> 20) & 2047;
    const top = (high & 0xfffff) | (field === 0 ? 0 : 0x100000);
    const sign = high >>> 31 === 0 ? 1 : -1;
    this.#high[field] = (this.#high[field] as number) + sign * top;
    this.#low[field] = (this.#low[field] as number) + sign * low;
    if (++this.#additions >= ADDITIONS) this.#flush();
  }

  /** Adds `x` · `y`, exactly (Dekker's product where its error is a double). */
  addProduct(x: number, y: number): void {
    const product = x * y;
    if (x === 0 || y === 0) return;
    if (hasPlainError(x, y, product)) {
      this.add(product);
      this.add(productError(x, y, product));
    } else this.#rest = plus(this.#rest, times(dyadicOf(x), dyadicOf(y)));
  }

  /** Adds `x` · `y` · `z`, exactly. */
  addTripleProduct(x: number, y: number, z: number): void {
    const product = x * y;
    if (hasPlainError(x, y, product)) {
      this.addProduct(product, z);
      this.addProduct(productError(x, y, product), z);
    } else if (x !== 0 && y !== 0 && z !== 0) {
      this.#rest = plus(this.#rest, times(times(dyadicOf(x), dyadicOf(y)), dyadicOf(z)));
    }
  }

  total(): Dyadic {
    this.#flush();
    return this.#rest;
  }

  #flush(): void {
    for (let field = 0; field < 2047; field++) {
      const high = this.#high[field] as number;
      const low = this.#low[field] as number;
      if (high === 0 && low === 0) continue;
      const part = (BigInt(high) << 32n) + BigInt(low);
      this.#rest = plus(this.#rest, dyadic(part, Math.max(field, 1) - 1075));
      this.#high[field] = 0;
      this.#low[field] = 0;
    }
    this.#additions = 0;
  }
}

/** Whether the rounding error of the rounded `product` of `x` and `y` is a double that can be computed. */
function hasPlainError(x: number, y: number, product: number): boolean {
  return (
    Math.abs(product) >= LEAST_PRODUCT &&
    Math.abs(product) < LARGEST_FACTOR &&
    Math.abs(x) < LARGEST_FACTOR &&
    Math.abs(y) < LARGEST_FACTOR
  );
}

/** `x` · `y` - `product`, exactly, where `hasPlainError`. */
function productError(x: number, y: number, product: number): number {
  const [xHigh, yHigh] = [highHalf(x), highHalf(y)];
  const [xLow, yLow] = [x - xHigh, y - yHigh];
  return xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);
}

function highHalf(x: number): number {
  const scaled = SPLITTER * x;
  return scaled - (scaled - x);
}
