import {
  hellinger,
  jensenShannon,
  kullbackLeibler,
  populationStabilityIndex,
} from '../../stats/divergence.ts';
import { countInBins, sturgesEdges } from '../../stats/histogram.ts';
import type { Samples } from '../samples.ts';
import { evidentlyShares, fillZeros, rangeOf, type Shares } from './bins.ts';
import type { DriftMethod } from './method.ts';
import { binLabel, type Step, sumOf, type Term, termsOf, valueText } from './workings.ts';

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

/** Of categories by their shares; of numbers by the shares in Sturges' bins of the distinct values. */
function hellingerCells(samples: Samples): Shares {
  const { numbers, reference, current, referenceRows, currentRows } = samples;
  let cells = [reference, current];
  let label = (index: number) => valueText(samples, index);
  if (numbers) {
    // NumPy takes the distinct values for integers when all that the reference has, and all that are new, are.
    const onlyKnown = reference.every((count) => count > 0);
    const edges = sturgesEdges(
      { ...rangeOf(numbers), count: numbers.values.length },
      samples.wholeReference && (samples.wholeCurrent || onlyKnown),
    );
    cells = cells.map((column) => countInBins(numbers.values, column, edges));
    label = binLabel(edges);
  }
  const [before, now] = cells as [Float64Array, Float64Array];
  return {
    label,
    reference: before.map((count) => count / referenceRows),
    current: now.map((count) => count / currentRows),
  };
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
  distance({
    name: 'evidently.hellinger',
    aliases: ['hellinger'],
    title: 'Hellinger distance',
    formula:
      '√(½ Σ (√p - √q)²), which is √(1 - Σ √(p q)); p, q: shares of reference and current rows by value; numbers in bins by Sturges’ rule over the distinct values of both sides',
    cells: hellingerCells,
    distance: ({ reference, current }) => hellinger(reference, current),
    term: (p, q) => (Math.sqrt(p) - Math.sqrt(q)) ** 2 / 2,
    steps: (terms) => [
      { name: 'sum', value: sumOf(terms) },
      { name: 'square root = distance', value: Math.sqrt(sumOf(terms)) },
    ],
  }),
];
