import { jensenShannon, kullbackLeibler, populationStabilityIndex } from '../../stats/divergence.ts';
import { countInBins, sturgesEdges } from '../../stats/histogram.ts';
import type { Samples } from '../samples.ts';
import { evidentlyShares, fillZeros, rangeOf, type Shares } from './bins.ts';
import type { DriftMethod } from './method.ts';
import { binLabel, type Step, shareCells, sumOf, type Term, termsOf } from './workings.ts';

/** Evidently's distances of shares (0.7, `legacy/calculations/stattests`), with its own thresholds. */

const SOURCE = 'Evidently 0.7, legacy/calculations/stattests and utils/data_drift_utils.py (get_binned_data)';
const CELLS =
  'p, q: shares of reference and current rows by value; numbers with more than 20 distinct reference values in bins by Sturges’ rule over both sides';
const FILLED =
  'an empty cell counts as 0.0001, or as a millionth of the smallest share where that is 0.0001 or less';

interface Definition {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly title: string;
  readonly formula: string;
  readonly cells: (samples: Samples) => Shares;
  readonly distance: (shares: Shares) => number;
  readonly term: (p: number, q: number) => number;
  /** The shares add up to 1 in the terms. */
  readonly scaled?: boolean;
  readonly steps: (terms: readonly Term[]) => Step[];
}

function distance({ cells, distance: of, term, scaled, steps, ...named }: Definition): DriftMethod {
  return {
    ...named,
    source: SOURCE,
    kinds: ['numerical', 'categorical'],
    result: 'distance',
    threshold: 0.1,
    comparison: '>=',
    measure: (samples) => ({ statistic: of(cells(samples)), pValue: null }),
    explain: (samples) => {
      const shares = cells(samples);
      const terms = termsOf(scaled ? scaledToOne(shares) : shares, term);
      return { quantity: 'share of the rows', terms, steps: steps(terms) };
    },
  };
}

function scaledToOne(shares: Shares): Shares {
  const scale = (side: Float64Array) => {
    const sum = side.reduce((total, share) => total + share, 0);
    return side.map((share) => share / sum);
  };
  return { ...shares, reference: scale(shares.reference), current: scale(shares.current) };
}

function filled(samples: Samples): Shares {
  const shares = evidentlyShares(samples);
  return { ...shares, reference: fillZeros(shares.reference), current: fillZeros(shares.current) };
}

/** Of categories by their shares; of numbers by densities in Sturges' bins of the distinct values. */
function hellingerTerms(samples: Samples): Term[] {
  const { numbers, reference, current } = samples;
  const half = (p: number, q: number) => (Math.sqrt(p) - Math.sqrt(q)) ** 2 / 2;
  if (!numbers) return termsOf(shareCells(samples), half);
  // NumPy takes the distinct values for integers when all that the reference has, and all that are new, are.
  const onlyKnown = reference.every((count) => count > 0);
  const edges = sturgesEdges(
    { ...rangeOf(numbers), count: numbers.values.length },
    samples.wholeReference && (samples.wholeCurrent || onlyKnown),
  );
  const shares = (counts: Float64Array, rows: number) =>
    countInBins(numbers.values, counts, edges).map((count) => count / rows);
  const cells = {
    reference: shares(reference, samples.referenceRows),
    current: shares(current, samples.currentRows),
    label: binLabel(edges),
  };
  const bins = edges.length - 1;
  const width = ((edges[bins] as number) - (edges[0] as number)) / bins;
  return termsOf(cells, half).map((term, bin) => {
    // A density is a share over the width of its own bin, and far from 0 the widths are not all the same.
    const own = (edges[bin + 1] as number) - (edges[bin] as number);
    return { ...term, term: term.term - Math.sqrt(term.reference * term.current) * (width / own - 1) };
  });
}

function within01(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** p ln(p / q) with its limit for p = 0. */
const entropyTerm = (p: number, q: number) => (p === 0 ? 0 : p * Math.log(p / q));

export const EVIDENTLY_SHARES: readonly DriftMethod[] = [
  distance({
    name: 'evidently.jensenshannon',
    aliases: ['jensenshannon'],
    title: 'Jensen-Shannon distance (base e)',
    formula: `√(½ Σ (p ln(p/m) + q ln(q/m))), m = (p + q)/2; base e, square root taken; ${CELLS}`,
    cells: evidentlyShares,
    distance: ({ reference, current }) => Math.sqrt(jensenShannon(reference, current)),
    term: (p, q) => (entropyTerm(p, (p + q) / 2) + entropyTerm(q, (p + q) / 2)) / 2,
    scaled: true,
    steps: (terms) => [
      { name: 'sum = divergence, base e', value: sumOf(terms) },
      { name: 'square root = distance', value: Math.sqrt(Math.max(0, sumOf(terms))) },
    ],
  }),
  distance({
    name: 'evidently.kl_div',
    aliases: ['kl_div'],
    title: 'Kullback-Leibler divergence (base e)',
    formula: `Σ p ln(p/q), base e, no root; ${CELLS}; ${FILLED}; then both are scaled to sum 1`,
    cells: filled,
    distance: ({ reference, current }) => kullbackLeibler(reference, current),
    term: entropyTerm,
    scaled: true,
    steps: (terms) => [{ name: 'sum = divergence', value: sumOf(terms) }],
  }),
  distance({
    name: 'evidently.psi',
    aliases: ['psi'],
    title: 'Population stability index',
    formula: `Σ (p - q) ln(p/q), base e, no root; ${CELLS}; ${FILLED}, and the shares are not scaled again`,
    cells: filled,
    distance: ({ reference, current }) => populationStabilityIndex(reference, current),
    term: (p, q) => (p - q) * Math.log(p / q),
    steps: (terms) => [{ name: 'sum = index', value: sumOf(terms) }],
  }),
  {
    name: 'evidently.hellinger',
    aliases: ['hellinger'],
    title: 'Hellinger distance',
    formula:
      '√(½ Σ (√p - √q)²), which is √(1 - Σ √(p q)); p, q: shares of reference and current rows by value; numbers in bins by Sturges’ rule over the distinct values of both sides',
    source: SOURCE,
    kinds: ['numerical', 'categorical'],
    result: 'distance',
    threshold: 0.1,
    comparison: '>=',
    measure: (samples) => ({ statistic: Math.sqrt(within01(sumOf(hellingerTerms(samples)))), pValue: null }),
    explain: (samples) => {
      const terms = hellingerTerms(samples);
      return {
        quantity: 'share of the rows',
        terms,
        steps: [
          { name: 'sum', value: sumOf(terms) },
          { name: 'square root = distance', value: Math.sqrt(within01(sumOf(terms))) },
        ],
      };
    },
  },
];
