import { goodnessOfFitTest, likelihoodRatioTest } from '../../stats/chi-square-test.ts';
import {
  hellinger,
  jensenShannon,
  kullbackLeibler,
  populationStabilityIndex,
} from '../../stats/divergence.ts';
import { fisherExactTest } from '../../stats/fisher-exact.ts';
import { countInBins, sturgesEdges } from '../../stats/histogram.ts';
import { normalCdf } from '../../stats/normal.ts';
import type { Samples } from '../samples.ts';
import { evidentlyShares, fillZeros, rangeOf } from './bins.ts';
import type { DriftMethod, Measurement } from './method.ts';

/**
 * Evidently's tests and distances of counts (0.7, `legacy/calculations/stattests`), with its own
 * thresholds. Tests that it has for categories only also take numbers here: each distinct value is
 * then a category, which is what its default does for columns of few values.
 */

type Definition = Omit<DriftMethod, 'kinds'>;

function counts(definition: Definition): DriftMethod {
  return { kinds: ['numerical', 'categorical'], ...definition };
}

/** The rows of the current data against those of the reference, as if the latter were exact. */
function chiSquare({ reference, current, referenceRows, currentRows }: Samples): Measurement {
  if (reference.length === 1) return undefinedBecause('all rows have the same value');
  const scale = currentRows / referenceRows;
  return goodnessOfFitTest(
    current,
    reference.map((count) => count * scale),
  );
}

/** Two-proportion test of the smallest value against all others, with pooled variance. */
function proportions({ reference, current, referenceRows, currentRows }: Samples): Measurement {
  if (reference.length === 1) return { statistic: 0, pValue: 1 };
  const before = 1 - (reference[0] as number) / referenceRows;
  const now = 1 - (current[0] as number) / currentRows;
  const pooled = (before * referenceRows + now * currentRows) / (referenceRows + currentRows);
  const statistic = (before - now) / Math.sqrt(pooled * (1 - pooled) * (1 / referenceRows + 1 / currentRows));
  // As Evidently rounds it: far out 1 - cdf is 0.
  return { statistic, pValue: 2 * (1 - normalCdf(Math.abs(statistic))) };
}

function gTest(samples: Samples): Measurement {
  if (samples.referenceRows !== samples.currentRows)
    return undefinedBecause('needs as many rows on both sides');
  if (samples.reference.length === 1) return undefinedBecause('all rows have the same value');
  return likelihoodRatioTest(samples.current, samples.reference);
}

function fisherExact({ reference, current, referenceRows, currentRows }: Samples): Measurement {
  if (referenceRows !== currentRows) return undefinedBecause('needs as many rows on both sides');
  if (reference.length > 2) return undefinedBecause('needs a column of two values');
  const [zeroBefore = 0, oneBefore = 0] = reference;
  const [zeroNow = 0, oneNow = 0] = current;
  return fisherExactTest(oneNow, zeroNow, oneBefore, zeroBefore);
}

/** Of categories by their shares; of numbers by densities over Sturges' bins of the distinct values. */
function hellingerDistance(samples: Samples): Measurement {
  const { numbers, reference, current, referenceRows, currentRows } = samples;
  let cells = [reference, current];
  if (numbers) {
    // NumPy takes the distinct values for integers when all that the reference has, and all that are new, are.
    const onlyKnown = reference.every((count) => count > 0);
    const edges = sturgesEdges(
      { ...rangeOf(numbers), count: numbers.values.length },
      samples.wholeReference && (samples.wholeCurrent || onlyKnown),
    );
    cells = cells.map((column) => countInBins(numbers.values, column, edges));
  }
  const [before, now] = cells as [Float64Array, Float64Array];
  const statistic = hellinger(
    before.map((count) => count / referenceRows),
    now.map((count) => count / currentRows),
  );
  return { statistic, pValue: null };
}

function undefinedBecause(note: string): Measurement {
  return { statistic: Number.NaN, pValue: Number.NaN, note };
}

export const EVIDENTLY_COUNTS: readonly DriftMethod[] = [
  counts({
    name: 'evidently.chisquare',
    aliases: ['chisquare'],
    title: 'Chi-square test of goodness of fit to the reference',
    result: 'p-value',
    threshold: 0.05,
    comparison: '<',
    measure: chiSquare,
  }),
  counts({
    name: 'evidently.z',
    aliases: ['z'],
    title: 'Z test of two proportions',
    result: 'p-value',
    threshold: 0.05,
    comparison: '<',
    measure: proportions,
  }),
  counts({
    name: 'evidently.g_test',
    aliases: ['g_test', 'evidently.g-test', 'g-test'],
    title: 'G test',
    result: 'p-value',
    threshold: 0.1,
    comparison: '<',
    measure: gTest,
  }),
  counts({
    name: 'evidently.fisher_exact',
    aliases: ['fisher_exact'],
    title: "Fisher's exact test",
    result: 'p-value',
    threshold: 0.1,
    comparison: '<',
    measure: fisherExact,
  }),
  counts({
    name: 'evidently.jensenshannon',
    aliases: ['jensenshannon'],
    title: 'Jensen-Shannon distance (base e)',
    result: 'distance',
    threshold: 0.1,
    comparison: '>=',
    measure: (samples) => {
      const { reference, current } = evidentlyShares(samples);
      return { statistic: Math.sqrt(jensenShannon(reference, current)), pValue: null };
    },
  }),
  counts({
    name: 'evidently.kl_div',
    aliases: ['kl_div'],
    title: 'Kullback-Leibler divergence (base e)',
    result: 'distance',
    threshold: 0.1,
    comparison: '>=',
    measure: (samples) => {
      const { reference, current } = evidentlyShares(samples);
      return { statistic: kullbackLeibler(fillZeros(reference), fillZeros(current)), pValue: null };
    },
  }),
  counts({
    name: 'evidently.psi',
    aliases: ['psi'],
    title: 'Population stability index',
    result: 'distance',
    threshold: 0.1,
    comparison: '>=',
    measure: (samples) => {
      const { reference, current } = evidentlyShares(samples);
      return { statistic: populationStabilityIndex(fillZeros(reference), fillZeros(current)), pValue: null };
    },
  }),
  counts({
    name: 'evidently.hellinger',
    aliases: ['hellinger'],
    title: 'Hellinger distance',
    result: 'distance',
    threshold: 0.1,
    comparison: '>=',
    measure: hellingerDistance,
  }),
];
