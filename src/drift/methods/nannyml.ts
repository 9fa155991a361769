import { contingencyTest } from '../../stats/chi-square-test.ts';
import { wassersteinDistance } from '../../stats/distance.ts';
import { hellinger, jensenShannon, largestDifference } from '../../stats/divergence.ts';
import { countInBins, doaneEdges } from '../../stats/histogram.ts';
import type { TwoSamples } from '../../stats/two-samples.ts';
import type { Samples } from '../samples.ts';
import { cramersV, gapOf } from './effects.ts';
import type { DriftMethod } from './method.ts';
import { binnedGaps, binnedWasserstein, MANY_ROWS } from './nannyml-binned.ts';
import { FORMULAS } from './number-formulas.ts';
import { integralTerms, numbersOf } from './number-workings.ts';
import { contingencyTerms } from './scipy.ts';
import { binLabel, type Cells, shareCells, sumOf, termsOf, valueText } from './workings.ts';

/**
 * NannyML's univariate methods (0.13, `drift/univariate/methods.py`). Its thresholds come from chunks of the
 * reference; a value above the threshold alerts. Infinities, with which NannyML fails, are left out.
 */
const COMMON = {
  aliases: [],
  source: 'NannyML 0.13, drift/univariate/methods.py',
  result: 'distance',
  threshold: null,
  chunkThresholdLimit: Number.POSITIVE_INFINITY,
  comparison: '>',
} as const;

const CELLS =
  'p: shares of the reference, q: of the current rows, in bins by Doane’s rule on the reference, or by its values; what falls outside is one more cell';
const REST = '(outside the reference)';

/** The shares per cell: Doane's bins of the reference, or its values. What falls outside is one more cell. */
function cellsOf(samples: Samples): Cells & { reference: number[]; current: number[] } {
  const { numbers, reference, current, referenceRows, currentRows } = samples;
  let [before, now]: [number[], number[]] = [[], []];
  let label: (index: number) => string;
  if (numbers) {
    const edges = doaneEdges(numbers.values, reference);
    before = [...countInBins(numbers.values, reference, edges)];
    now = [...countInBins(numbers.values, current, edges)];
    label = binLabel(edges);
  } else {
    const known = Array.from(reference.keys()).filter((place) => (reference[place] as number) > 0);
    before = known.map((place) => reference[place] as number);
    now = known.map((place) => current[place] as number);
    label = (index) => valueText(samples, known[index] as number);
  }
  const bins = before.length;
  const rest = currentRows - now.reduce((sum, count) => sum + count, 0);
  if (rest > 0) {
    before.push(0);
    now.push(rest);
  }
  return {
    reference: before.map((count) => count / referenceRows),
    current: now.map((count) => count / currentRows),
    label: (index) => (index === bins ? REST : label(index)),
  };
}

const bits = (p: number, q: number) => (p === 0 ? 0 : p * Math.log2(p / q));

/** Where the reference has many rows NannyML looks at bins of it only. */
function isBinned({ nx }: TwoSamples): boolean {
  return nx >= MANY_ROWS;
}

export const NANNYML: readonly DriftMethod[] = [
  {
    ...COMMON,
    name: 'nannyml.jensen_shannon',
    title: 'Jensen-Shannon distance (base 2)',
    formula: `√(½ Σ (p log₂(p/m) + q log₂(q/m))), m = (p + q)/2; base 2, square root taken; ${CELLS}`,
    kinds: ['numerical', 'categorical'],
    measure: (samples) => {
      const { reference, current } = cellsOf(samples);
      return { statistic: Math.sqrt(jensenShannon(reference, current) / Math.LN2), pValue: null };
    },
    explain: (samples) => {
      const terms = termsOf(cellsOf(samples), (p, q) => (bits(p, (p + q) / 2) + bits(q, (p + q) / 2)) / 2);
      const sum = Math.max(0, sumOf(terms));
      return {
        quantity: 'share of the rows',
        terms,
        steps: [
          { name: 'sum = divergence, base 2', value: sum },
          { name: 'square root = distance', value: Math.sqrt(sum) },
        ],
      };
    },
  },
  {
    ...COMMON,
    name: 'nannyml.hellinger',
    title: 'Hellinger distance',
    formula: `√(Σ (√p - √q)²) / √2, square root taken; ${CELLS}`,
    kinds: ['numerical', 'categorical'],
    measure: (samples) => {
      const { reference, current } = cellsOf(samples);
      return { statistic: hellinger(reference, current), pValue: null };
    },
    explain: (samples) => {
      const terms = termsOf(cellsOf(samples), (p, q) => (Math.sqrt(p) - Math.sqrt(q)) ** 2);
      return {
        quantity: 'share of the rows',
        terms,
        steps: [
          { name: 'sum', value: sumOf(terms) },
          { name: 'square root / √2 = distance', value: Math.sqrt(sumOf(terms)) / Math.SQRT2 },
        ],
      };
    },
  },
  {
    ...COMMON,
    name: 'nannyml.kolmogorov_smirnov',
    aliases: ['nannyml.ks'],
    title: 'Kolmogorov-Smirnov statistic',
    formula:
      'max |F - G|; F, G: distribution functions of reference and current, at every value where the reference has less than 10,000 rows, else at the upper edges of 10,000 equally wide bins of the reference',
    kinds: ['numerical'],
    chunkThresholdLimit: 1,
    measure: (samples) => {
      const numbers = numbersOf(samples);
      const gap = isBinned(numbers) ? binnedGaps(numbers).largest : gapOf(numbers);
      return { statistic: Math.abs(gap.gap), pValue: null };
    },
    explain: (samples) => {
      const numbers = numbersOf(samples);
      const { value, reference, current, gap } = isBinned(numbers)
        ? binnedGaps(numbers).largest
        : gapOf(numbers);
      return {
        quantity: 'share of the rows',
        terms: [],
        steps: [
          { name: 'value where the distribution functions differ most', value },
          { name: 'reference: share of rows up to it', value: reference },
          { name: 'current: share of rows up to it', value: current },
          { name: 'difference', value: Math.abs(gap) },
        ],
      };
    },
  },
  {
    ...COMMON,
    name: 'nannyml.wasserstein',
    title: 'Wasserstein distance',
    formula: `${FORMULAS.wasserstein}; from 10,000 reference rows on, F and G in 10,000 equally wide bins of the reference, and values outside added exactly, with one row more than there is`,
    kinds: ['numerical'],
    measure: (samples) => {
      const numbers = numbersOf(samples);
      const statistic = isBinned(numbers) ? sumOf(binnedWasserstein(numbers)) : wassersteinDistance(numbers);
      return { statistic, pValue: null };
    },
    explain: (samples) => {
      const numbers = numbersOf(samples);
      const terms = isBinned(numbers) ? binnedWasserstein(numbers) : integralTerms(numbers, Math.abs);
      return {
        quantity: 'share of the rows',
        terms,
        steps: [{ name: 'sum = distance', value: sumOf(terms) }],
      };
    },
  },
  {
    ...COMMON,
    name: 'nannyml.l_infinity',
    aliases: ['nannyml.linf'],
    title: 'Largest difference of the share of a value',
    formula: 'max |p - q| over the values of both sides; p, q: shares of reference and current rows',
    kinds: ['categorical'],
    measure: ({ reference, current }) => ({ statistic: largestDifference(reference, current), pValue: null }),
    explain: (samples) => {
      const terms = termsOf(shareCells(samples), (p, q) => Math.abs(p - q));
      const largest = terms.reduce((most, { term }) => Math.max(most, term), 0);
      return { quantity: 'share of the rows', terms, steps: [{ name: 'largest term', value: largest }] };
    },
  },
  {
    ...COMMON,
    name: 'nannyml.chi2',
    title: 'Chi-square test of two samples',
    formula: FORMULAS.contingency,
    kinds: ['categorical'],
    result: 'p-value',
    threshold: 0.05,
    comparison: '<',
    measure: ({ reference, current }) => contingencyTest([reference, current]),
    effect: cramersV,
    explain: contingencyTerms,
  },
];
