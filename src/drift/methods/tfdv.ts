import { alignHistograms, type Histogram } from '../../stats/aligned-histograms.ts';
import { type Bucket, standardHistogram } from '../../stats/quantile-histogram.ts';
import type { NotFinite, Samples } from '../samples.ts';
import type { DriftMethod } from './method.ts';
import { type Cells, sumOf, type Term, termsOf, valueText, type Workings } from './workings.ts';

/**
 * TFDV's comparators (1.16, `anomalies/metrics.cc`). Of texts it compares what its rank histogram keeps: the 1000
 * most frequent values of each side, of equally frequent ones the last in order. Of numbers it compares its
 * STANDARD histograms. TFDV has no default threshold, and a value that equals the threshold passes.
 */
const COMMON = {
  source: 'TensorFlow Data Validation 1.16, anomalies/metrics.cc',
  result: 'distance',
  threshold: null,
  comparison: '>',
} as const;
const KEPT_VALUES = 1000;
const SHARES = 'over the 1000 most frequent values of each side (of equally frequent ones the last in order)';

function keepFrequent(counts: Float64Array): Float64Array {
  if (counts.length <= KEPT_VALUES) return counts;
  const order = Array.from(counts.keys()).sort(
    (a, b) => (counts[b] as number) - (counts[a] as number) || b - a,
  );
  const kept = new Float64Array(counts.length);
  for (const place of order.slice(0, KEPT_VALUES)) kept[place] = counts[place] as number;
  return kept;
}

/** The kept counts of both sides, each as a share of `before` and `now` rows. */
function keptCells(samples: Samples, normalise: (before: number, now: number) => [number, number]): Cells {
  const total = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);
  const [reference, current] = [keepFrequent(samples.reference), keepFrequent(samples.current)];
  const [before, now] = normalise(total(reference), total(current));
  return {
    reference: reference.map((count) => count / before),
    current: current.map((count) => count / now),
    label: (index) => valueText(samples, index),
  };
}

const separately = (before: number, now: number): [number, number] => [before, now];
const together = (before: number, now: number): [number, number] => [before + now, before + now];

function largestTerm(cells: Cells): Workings {
  const terms = termsOf(cells, (p, q) => Math.abs(p - q));
  let largest: Term | undefined;
  // As TFDV walks its sorted map: of equally large ones it tells the last.
  for (const term of terms) if (!largest || term.term >= largest.term) largest = term;
  return {
    quantity: 'share of the rows',
    terms,
    steps: [{ name: `largest term, of ${largest?.cell}`, value: largest?.term ?? Number.NaN }],
  };
}

const bits = (p: number, q: number) => (p > 0 ? p * Math.log2(p / q) : 0);

function divergence(samples: Samples): Workings {
  const cells = samples.numbers ? histogramCells(samples) : keptCells(samples, separately);
  const terms = termsOf(cells, (p, q) => (bits(p, (p + q) / 2) + bits(q, (p + q) / 2)) / 2);
  return {
    quantity: 'share of the rows',
    terms,
    steps: [{ name: 'sum = divergence, at most 1', value: Math.min(1, sumOf(terms)) }],
  };
}

const NONE: NotFinite = { nan: 0, positiveInfinities: 0, negativeInfinities: 0 };

function histogramCells({ numbers, notFinite }: Samples): Cells {
  if (!numbers) throw new TypeError('these samples are not numbers');
  const { reference, current, labels } = alignHistograms(
    tfdvHistogram(numbers.values, numbers.x, notFinite?.reference ?? NONE),
    tfdvHistogram(numbers.values, numbers.y, notFinite?.current ?? NONE),
  );
  return { reference, current, label: (index) => labels[index] as string };
}

function tfdvHistogram(values: Float64Array, counts: Float64Array, notFinite: NotFinite): Histogram {
  const withEnds = (inner: Float64Array, first: number, last: number) => {
    const all = new Float64Array(inner.length + 2);
    all[0] = first;
    all.set(inner, 1);
    all[inner.length + 1] = last;
    return all;
  };
  const buckets: Bucket[] = standardHistogram({
    values: withEnds(values, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
    weights: withEnds(counts, notFinite.negativeInfinities, notFinite.positiveInfinities),
  });
  return { buckets, nan: notFinite.nan };
}

/** The method whose number is the last step of its workings. */
function fromWorkings(workings: (samples: Samples) => Workings): Pick<DriftMethod, 'measure' | 'explain'> {
  return {
    measure: (samples) => ({ statistic: workings(samples).steps.at(-1)?.value ?? Number.NaN, pValue: null }),
    explain: workings,
  };
}

export const TFDV: readonly DriftMethod[] = [
  {
    ...COMMON,
    ...fromWorkings((samples) => largestTerm(keptCells(samples, separately))),
    name: 'tfdv.l_infinity',
    aliases: ['tfdv.linf', 'tfdv.infinity_norm'],
    title: 'Largest difference of the share of a value',
    formula: `max |p - q| ${SHARES}; p, q: shares of the kept reference and current rows`,
    kinds: ['categorical'],
  },
  {
    ...COMMON,
    ...fromWorkings(divergence),
    name: 'tfdv.jensen_shannon_divergence',
    aliases: ['tfdv.jsd'],
    title: 'Jensen-Shannon divergence (bits, not a distance)',
    formula: `½ Σ (p log₂(p/m) + q log₂(q/m)), m = (p + q)/2; base 2, no root; texts: ${SHARES}; numbers: over the joint edges of both sides' histograms of ten equally wide buckets, which are interpolated from 1001 quantile boundaries; infinities of each side are cells of their own, and so are NaN where both sides have the same edges`,
    kinds: ['numerical', 'categorical'],
  },
  {
    ...COMMON,
    ...fromWorkings((samples) => largestTerm(keptCells(samples, together))),
    name: 'tfdv.normalized_abs_difference',
    aliases: ['tfdv.nad'],
    title: 'Largest difference of the count of a value, over all rows',
    formula: `max |a - b| / (A + B) ${SHARES}; a, b: kept reference and current rows of the value, A, B: all kept rows`,
    kinds: ['categorical'],
  },
];
