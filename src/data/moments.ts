/**
 * Mean and standard deviation of a column that come out bit for bit the same, however many threads
 * worked on it in whatever order: a profile is part of what identifies a model version. Floating-point
 * sums depend on their order, sums of integers do not. So each value is scaled by a power of two (which
 * is exact) to a 62-bit integer, and DuckDB adds those in 128 bits. What the rounding to an integer
 * loses is below 2^-62 of the largest value, less than an ordinary sum of doubles loses.
 */

import { doubleLiteral } from './table.ts';

const BITS = 62;
/** Values below 2^-900 count as zero against this; nothing measured is that small. */
const LOWEST_EXPONENT = -900;

/** Deviations up to 2^1000 are those of doubles whose difference is one, too. */
const LARGEST_SUBTRACTED = 1000;

/** The least `e` with |x| ≤ 2^e. */
export function exponentOf(x: number): number {
  const magnitude = Math.min(Math.abs(x), Number.MAX_VALUE);
  if (magnitude === 0) return LOWEST_EXPONENT;
  let exponent = Math.ceil(Math.log2(magnitude));
  while (exponent > LOWEST_EXPONENT && magnitude <= 2 ** (exponent - 1)) exponent--;
  while (magnitude > 2 ** exponent) exponent++;
  return Math.max(exponent, LOWEST_EXPONENT);
}

/** The least `e` so that no value between `minimum` and `maximum` is further than 2^e from `mean`. */
export function deviationExponent(minimum: number, maximum: number, mean: number): number {
  // Halves, because the distance itself may be beyond the largest double.
  return exponentOf(Math.max(maximum / 2 - mean / 2, mean / 2 - minimum / 2)) + 1;
}

/** SQL of the scaled sum of the doubles `value`, which are all at most 2^exponent in magnitude. */
export function scaledSumSql(value: string, exponent: number): string {
  return `sum(CAST(${value} * ${doubleLiteral(2 ** (BITS - exponent))} AS BIGINT))`;
}

/** The mean from `scaledSumSql`'s sum of `count` values. */
export function meanOfScaledSum(sum: bigint, count: number, exponent: number): number {
  return ratio(sum, BigInt(count), exponent - BITS);
}

/** SQL of the scaled sum of squared deviations from `mean`, which are all at most 2^exponent in magnitude. */
export function scaledSquaresSql(value: string, mean: number, exponent: number): string {
  const inverse = doubleLiteral(2 ** -exponent);
  // Scaling first keeps the largest doubles from overflowing, subtracting first all others.
  const deviation =
    exponent > LARGEST_SUBTRACTED
      ? `(${value} * ${inverse} - ${doubleLiteral(mean * 2 ** -exponent)})`
      : `((${value} - ${doubleLiteral(mean)}) * ${inverse})`;
  return `sum(CAST(${deviation} * ${deviation} * ${doubleLiteral(2 ** BITS)} AS BIGINT))`;
}

/** The standard deviation with divisor `count` - `ddof` from `scaledSquaresSql`'s sum. */
export function deviationOfScaledSquares(
  sum: bigint,
  count: number,
  exponent: number,
  ddof: 0 | 1,
): number | null {
  if (count <= ddof) return null;
  const variance = ratio(sum, BigInt(count - ddof), -BITS);
  const deviation = timesPowerOfTwo(Math.sqrt(variance), exponent);
  return Number.isFinite(deviation) ? deviation : null;
}

/** `numerator / denominator` · 2^`exponent`, rounded once. */
function ratio(numerator: bigint, denominator: bigint, exponent: number): number {
  if (numerator < 0n) return -ratio(-numerator, denominator, exponent);
  // At least 64 bits, the last one set where there is a remainder: then the nearest double is the right one.
  const shift = Math.max(0, 64 + denominator.toString(2).length - numerator.toString(2).length);
  const shifted = numerator << BigInt(shift);
  const quotient = shifted / denominator;
  const sticky = quotient * denominator === shifted ? quotient : quotient | 1n;
  return timesPowerOfTwo(Number(sticky), exponent - shift);
}

/** `x` · 2^`exponent` in two exact steps, since one power alone may underflow. */
function timesPowerOfTwo(x: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return x * 2 ** half * 2 ** (exponent - half);
}
