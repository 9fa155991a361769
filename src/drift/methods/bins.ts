import { countInBins, sturgesEdges } from '../../stats/histogram.ts';
import type { TwoSamples } from '../../stats/two-samples.ts';
import type { Samples } from '../samples.ts';
import { binLabel, type Cells, valueText } from './workings.ts';

/** The shares of the cells of two distributions. */
export interface Shares extends Cells {
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

/** The values of more than this many distinct reference values are binned. */
const MANY_VALUES = 20;

/**
 * Evidently's cells (`get_binned_data`): numbers with more than 20 distinct values in the reference
 * are binned by Sturges' rule on both samples together; else each distinct value is a cell.
 */
export function evidentlyShares(samples: Samples): Shares {
  const { numbers } = samples;
  const distinct = samples.reference.reduce((count, value) => (value > 0 ? count + 1 : count), 0);
  if (!numbers || distinct <= MANY_VALUES) {
    return sharesOf(samples, samples.reference, samples.current, (index) => valueText(samples, index));
  }
  const edges = sturgesEdges(
    { ...rangeOf(numbers), count: samples.referenceRows + samples.currentRows },
    samples.wholeReference && samples.wholeCurrent,
  );
  return sharesOf(
    samples,
    countInBins(numbers.values, numbers.x, edges),
    countInBins(numbers.values, numbers.y, edges),
    binLabel(edges),
  );
}

/** The smallest and the largest value of both samples. */
export function rangeOf({ values }: TwoSamples): { min: number; max: number } {
  return { min: values[0] as number, max: values[values.length - 1] as number };
}

function sharesOf(
  samples: Samples,
  reference: Float64Array,
  current: Float64Array,
  label: (index: number) => string,
): Shares {
  return {
    label,
    reference: reference.map((count) => count / samples.referenceRows),
    current: current.map((count) => count / samples.currentRows),
  };
}

/**
 * Evidently's stand-in for empty cells: 0.0001, or a millionth of the smallest share where that is
 * 0.0001 or less. The shares are not scaled again.
 */
export function fillZeros(shares: Float64Array): Float64Array {
  const smallest = shares.reduce((least, share) => (share > 0 ? Math.min(least, share) : least), 1);
  const stand = smallest <= 0.0001 ? smallest / 1e6 : 0.0001;
  return shares.map((share) => share || stand);
}
