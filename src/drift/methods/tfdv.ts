import { jensenShannon, largestDifference } from '../../stats/divergence.ts';
import type { Samples } from '../samples.ts';
import type { DriftMethod } from './method.ts';

/**
 * TFDV's comparators of strings (`anomalies/metrics.cc`). It compares what its rank histogram keeps:
 * the 1000 most frequent values of each side, of equally frequent ones the last in order. TFDV has no
 * default threshold, and a value that equals the threshold passes.
 */
const KEPT_VALUES = 1000;

function keepFrequent(counts: Float64Array): Float64Array {
  if (counts.length <= KEPT_VALUES) return counts;
  const order = Array.from(counts.keys()).sort(
    (a, b) => (counts[b] as number) - (counts[a] as number) || b - a,
  );
  const kept = new Float64Array(counts.length);
  for (const place of order.slice(0, KEPT_VALUES)) kept[place] = counts[place] as number;
  return kept;
}

function strings(
  definition: Pick<DriftMethod, 'name' | 'aliases' | 'title'>,
  of: (reference: Float64Array, current: Float64Array) => number,
): DriftMethod {
  return {
    ...definition,
    kinds: ['categorical'],
    result: 'distance',
    threshold: null,
    comparison: '>',
    measure: ({ reference, current }: Samples) => ({
      statistic: of(keepFrequent(reference), keepFrequent(current)),
      pValue: null,
    }),
  };
}

export const TFDV: readonly DriftMethod[] = [
  strings(
    {
      name: 'tfdv.l_infinity',
      aliases: ['tfdv.linf', 'tfdv.infinity_norm'],
      title: 'Largest difference of the share of a value',
    },
    largestDifference,
  ),
  strings(
    {
      name: 'tfdv.jensen_shannon_divergence',
      aliases: [],
      title: 'Jensen-Shannon divergence (bits, not a distance)',
    },
    (reference, current) => Math.min(1, jensenShannon(reference, current) / Math.LN2),
  ),
];
