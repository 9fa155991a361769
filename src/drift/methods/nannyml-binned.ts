import { countInBins } from '../../stats/histogram.ts';
import type { TwoSamples } from '../../stats/two-samples.ts';
import type { Term } from './workings.ts';

/** What NannyML does with a reference of many rows: it keeps 10,000 bins of it, and compares those. */
export const MANY_ROWS = 10_000;
const BINS = 10_000;

interface Gap {
  readonly value: number;
  readonly reference: number;
  readonly current: number;
  readonly gap: number;
}

interface Binned {
  readonly edges: Float64Array;
  /** The share of the rows in each bin. */
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

function binned({ values, x, y, nx, ny }: TwoSamples, widen: boolean): Binned {
  let first = 0;
  let last = x.length - 1;
  while (x[first] === 0) first++;
  while (x[last] === 0) last--;
  let [low, high] = [values[first] as number, values[last] as number];
  if (widen && low === high) [low, high] = [low - 0.5, high + 0.5];
  const step = (high - low) / BINS;
  const edges = Float64Array.from({ length: BINS + 1 }, (_, i) => i * step + low);
  edges[BINS] = high;
  return {
    edges,
    reference: countInBins(values, x, edges).map((count) => count / nx),
    current: countInBins(values, y, edges).map((count) => count / ny),
  };
}

/** How many current rows lie below and above the edges. */
function outside({ values, y }: TwoSamples, edges: Float64Array): { below: number; above: number } {
  let [below, above] = [0, 0];
  for (let i = 0; i < values.length && (values[i] as number) < (edges[0] as number); i++)
    below += y[i] as number;
  for (let i = values.length - 1; i >= 0 && (values[i] as number) > (edges[BINS] as number); i--) {
    above += y[i] as number;
  }
  return { below, above };
}

/** The largest difference of the distribution functions at the upper edges of the bins. */
export function binnedGaps(numbers: TwoSamples): { readonly largest: Gap } {
  const { edges, reference, current } = binned(numbers, false);
  let [before, now] = [0, outside(numbers, edges).below / numbers.ny];
  let largest: Gap = { value: edges[0] as number, reference: 0, current: now, gap: 0 };
  for (let i = 0; i < BINS; i++) {
    before += reference[i] as number;
    now += current[i] as number;
    if (Math.abs(before - now) > Math.abs(largest.gap)) {
      largest = { value: edges[i + 1] as number, reference: before, current: now, gap: before - now };
    }
  }
  return { largest };
}

/** The parts of the distance: below the reference, within its range, and above it. */
export function binnedWasserstein(numbers: TwoSamples): Term[] {
  const { edges, reference, current } = binned(numbers, true);
  const { below, above } = outside(numbers, edges);
  const width = (edges[1] as number) - (edges[0] as number);
  // NannyML counts the edge itself as one row more.
  const amountBelow = below > 0 ? (below + 1) / numbers.ny : 0;
  let [before, now, within] = [0, amountBelow, 0];
  for (let i = 0; i < BINS; i++) {
    before += reference[i] as number;
    now += current[i] as number;
    within += Math.abs(before - now) * width;
  }
  const [low, high] = [edges[0] as number, edges[BINS] as number];
  const terms: Term[] = [];
  if (below > 0) {
    const term = distanceTo(numbers, low, below, true);
    terms.push({ cell: `below ${low}`, reference: 0, current: below / numbers.ny, term });
  }
  const inside = 1 - (below + above) / numbers.ny;
  terms.push({ cell: `[${low}, ${high}] in ${BINS} bins`, reference: 1, current: inside, term: within });
  if (above > 0) {
    const term = distanceTo(numbers, high, above, false);
    terms.push({ cell: `above ${high}`, reference: 0, current: above / numbers.ny, term });
  }
  return terms;
}

/**
 * The mean distance of the `rows` lowest or highest current values to `edge`, times their share of all. NannyML's
 * one row more stands at the edge itself, and adds nothing.
 */
function distanceTo({ values, y, ny }: TwoSamples, edge: number, rows: number, fromBelow: boolean): number {
  let left = rows;
  let sum = 0;
  for (let i = 0; left > 0; i++) {
    const place = fromBelow ? i : values.length - 1 - i;
    const count = y[place] as number;
    sum += count * Math.abs((values[place] as number) - edge);
    left -= count;
  }
  return sum / ny;
}
