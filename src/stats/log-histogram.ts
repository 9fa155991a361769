/**
 * A histogram whose bins are as wide as their numbers are large: the sign, the exponent and the first 7 bits of
 * the fraction make the bin, so the middle of a bin is within 2^-8 of each of its numbers, relatively (numbers
 * below 2^-1022 count as 0). Bins are the same for all data: histograms add up exactly, in any order.
 */
export interface LogHistogram {
  /** Ascending as the numbers are. */
  readonly bins: readonly number[];
  readonly counts: readonly number[];
}

/** The relative error of a value that is taken from a bin. */
export const LOG_HISTOGRAM_ERROR = 2 ** -8;

/** Bits of the high word below the bin's. */
const DROPPED = 13;
const view = new DataView(new ArrayBuffer(8));
const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);
const HIGH = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** The bin of a finite number: 0 for 0, below it for negative numbers. */
function logBinOf(x: number): number {
  number[0] = x;
  const high = words[HIGH] as number;
  const bin = (high & 0x7fffffff) >>> DROPPED;
  if (bin < SMALLEST_NORMAL) return 0;
  return high >>> 31 === 0 ? bin : -bin;
}

const SMALLEST_NORMAL = 0x00100000 >>> DROPPED;

/** The number in the middle of a bin. */
function middleOf(bin: number): number {
  if (bin === 0) return 0;
  view.setUint32(0, (Math.abs(bin) << DROPPED) | (1 << (DROPPED - 1)));
  view.setUint32(4, 0);
  return bin < 0 ? -view.getFloat64(0) : view.getFloat64(0);
}

/** The histogram of ascending values with their counts. */
export function logHistogram(values: ArrayLike<number>, counts: ArrayLike<number>): LogHistogram {
  const bins: number[] = [];
  const sums: number[] = [];
  let last = Number.NaN;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const bin = logBinOf(values[i] as number);
    if (bin !== last) {
      if (i > 0) sums.push(sum);
      bins.push(bin);
      last = bin;
      sum = 0;
    }
    sum += counts[i] as number;
  }
  if (bins.length > 0) sums.push(sum);
  return { bins, counts: sums };
}

export function addLogHistograms(parts: readonly LogHistogram[]): LogHistogram {
  const sums = new Map<number, number>();
  for (const { bins, counts } of parts) {
    for (const [index, bin] of bins.entries()) sums.set(bin, (sums.get(bin) ?? 0) + (counts[index] ?? 0));
  }
  const bins = [...sums.keys()].sort((a, b) => a - b);
  return { bins, counts: bins.map((bin) => sums.get(bin) ?? 0) };
}

/** The numbers of a histogram as ascending values within the bounds, with their counts. */
export function valuesOfLogHistogram(
  { bins, counts }: LogHistogram,
  minimum: number,
  maximum: number,
): { readonly values: Float64Array; readonly counts: Float64Array } {
  return {
    values: Float64Array.from(bins, (bin) => Math.min(maximum, Math.max(minimum, middleOf(bin)))),
    counts: Float64Array.from(counts),
  };
}
