import { jensenShannon } from '../../stats/divergence.ts';
import { countInBins, doaneEdges } from '../../stats/histogram.ts';
import type { Samples } from '../samples.ts';
import type { DriftMethod } from './method.ts';

/**
 * NannyML's univariate methods (0.13, `drift/univariate/methods.py`). Its thresholds come from chunks
 * of the reference, so there is no default one; a value alerts from the threshold on.
 */

/** The counts per cell: Doane's bins of the reference, or its values. What falls outside is one more cell. */
function cellsOf({ numbers, reference, current, currentRows }: Samples): [number[], number[]] {
  if (numbers) {
    const edges = doaneEdges(numbers.values, reference);
    const before = countInBins(numbers.values, reference, edges);
    return withRest([...before], [...countInBins(numbers.values, current, edges)], currentRows);
  }
  const known = Array.from(reference.keys()).filter((place) => (reference[place] as number) > 0);
  return withRest(
    known.map((place) => reference[place] as number),
    known.map((place) => current[place] as number),
    currentRows,
  );
}

function withRest(reference: number[], current: number[], rows: number): [number[], number[]] {
  const rest = rows - current.reduce((sum, count) => sum + count, 0);
  return rest > 0
    ? [
        [...reference, 0],
        [...current, rest],
      ]
    : [reference, current];
}

export const NANNYML: readonly DriftMethod[] = [
  {
    name: 'nannyml.jensen_shannon',
    aliases: [],
    title: 'Jensen-Shannon distance (base 2)',
    kinds: ['numerical', 'categorical'],
    result: 'distance',
    threshold: null,
    comparison: '>=',
    measure: (samples) => {
      const [reference, current] = cellsOf(samples);
      return { statistic: Math.sqrt(jensenShannon(reference, current) / Math.LN2), pValue: null };
    },
  },
];
