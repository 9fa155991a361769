import { hypergeometric } from '../../stats/hypergeometric.ts';
import { type Random, randomOf } from '../../stats/random.ts';
import type { TwoSamples } from '../../stats/two-samples.ts';
import type { Samples } from '../samples.ts';
import type { DriftMethod, Measurement } from './method.ts';
import { ingredients, numbersOf } from './number-workings.ts';
import { shareCells, sumOf, termsOf } from './workings.ts';

/**
 * Evidently's permutation tests (0.7). Their p-values depend on a stream of random numbers, which no other
 * language has; ours are seeded, and agree in the decision away from the threshold.
 */

const SOURCE = 'Evidently 0.7, legacy/calculations/stattests; the permutations are ours, seed 0';
const SEED = 0;
const TVD_PERMUTATIONS = 1000;
const MMD_PERMUTATIONS = 100;
/** The kernel matrix grows with the square of the rows: of a larger side so many are taken. */
const MMD_ROWS = 1000;

function totalVariation(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  n: number,
  m: number,
): number {
  let sum = 0;
  for (let i = 0; i < reference.length; i++) {
    sum += Math.abs((reference[i] as number) / n - (current[i] as number) / m);
  }
  return sum / 2;
}

/** Rounding must not tell equal tables apart. */
const SLACK = 1e-12;

function totalVariationTest(samples: Samples): Measurement {
  const { reference, current, referenceRows: n, currentRows: m } = samples;
  const statistic = totalVariation(reference, current, n, m);
  const random = randomOf(SEED);
  const totals = reference.map((count, i) => count + (current[i] as number));
  let asLarge = 0;
  for (let permutation = 0; permutation < TVD_PERMUTATIONS; permutation++) {
    const drawn = deal(random, totals, n);
    const others = totals.map((total, i) => total - (drawn[i] as number));
    if (totalVariation(drawn, others, n, m) >= statistic - SLACK) asLarge++;
  }
  return { statistic, pValue: asLarge / TVD_PERMUTATIONS };
}

/** How many of each value are among `rows` rows drawn from all. */
function deal(random: Random, totals: ArrayLike<number>, rows: number): Float64Array {
  const drawn = new Float64Array(totals.length);
  let rest = 0;
  for (let i = 0; i < totals.length; i++) rest += totals[i] as number;
  let open = rows;
  for (let i = 0; i < totals.length && open > 0; i++) {
    const total = totals[i] as number;
    rest -= total;
    drawn[i] = hypergeometric(random, total, rest, open);
    open -= drawn[i] as number;
  }
  return drawn;
}

/**
 * Unbiased estimate of the squared maximum mean discrepancy with a Gaussian kernel whose width is the median
 * squared distance within the reference, and its permutation test.
 */
function meanDiscrepancyTest(numbers: TwoSamples): Measurement {
  const random = randomOf(SEED);
  const { x, y } = rowsOf(random, numbers);
  const [n, m] = [x.length, y.length];
  if (n < 2 || m < 2) {
    return { statistic: Number.NaN, pValue: Number.NaN, note: 'needs two rows on each side' };
  }
  const all = Float64Array.of(...x, ...y);
  const gamma = 1 / (medianSquaredDistance(x) || 1);
  const kernel = new Float64Array(all.length ** 2);
  for (let i = 0; i < all.length; i++) {
    for (let j = 0; j < i; j++) {
      const value = Math.exp(-gamma * ((all[i] as number) - (all[j] as number)) ** 2);
      kernel[i * all.length + j] = value;
      kernel[j * all.length + i] = value;
    }
  }
  const order = Uint32Array.from(all.keys());
  const statistic = discrepancy(kernel, order, n);
  let asLarge = 0;
  for (let permutation = 0; permutation < MMD_PERMUTATIONS; permutation++) {
    if (discrepancy(kernel, random.shuffle(order), n) >= statistic) asLarge++;
  }
  return { statistic, pValue: asLarge / MMD_PERMUTATIONS };
}

/** The value that twice the kernel's squared width is set to: the middle one of all pairs, each row with itself too. */
function medianSquaredDistance(x: Float64Array): number {
  const distances = new Float64Array(x.length ** 2);
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < x.length; j++) {
      distances[i * x.length + j] = ((x[i] as number) - (x[j] as number)) ** 2;
    }
  }
  const middle = (distances.length - 1) / 2;
  const floor = Math.floor(middle);
  // NumPy's `nearest` rounds a half to the even neighbour.
  const index = middle === floor ? floor : floor + (floor % 2);
  return distances.sort()[index] as number;
}

/** A + B - 2 C of the kernel when the first `n` rows of `order` are the reference; its diagonal is 0. */
function discrepancy(kernel: Float64Array, order: Uint32Array, n: number): number {
  const size = order.length;
  const first = new Uint8Array(size);
  for (let i = 0; i < n; i++) first[order[i] as number] = 1;
  let [within, across, all] = [0, 0, 0];
  for (let i = 0; i < size; i++) {
    let [toFirst, toAll] = [0, 0];
    for (let j = 0; j < size; j++) {
      const value = kernel[i * size + j] as number;
      toAll += value;
      if (first[j]) toFirst += value;
    }
    all += toAll;
    if (first[i]) {
      within += toFirst;
      across += toAll - toFirst;
    }
  }
  const m = size - n;
  return within / (n * (n - 1)) + (all - within - 2 * across) / (m * (m - 1)) - (2 * across) / (n * m);
}

/** The rows of both sides, or a seeded choice of them. */
function rowsOf(random: Random, { values, x, y }: TwoSamples): { x: Float64Array; y: Float64Array } {
  const side = (counts: Float64Array, rows: number) => {
    const taken = rows > MMD_ROWS ? deal(random, counts, MMD_ROWS) : counts;
    const list = new Float64Array(Math.min(rows, MMD_ROWS));
    let next = 0;
    for (let i = 0; i < values.length; i++) {
      const count = taken[i] as number;
      list.fill(values[i] as number, next, next + count);
      next += count;
    }
    return list;
  };
  const rowsIn = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);
  return { x: side(x, rowsIn(x)), y: side(y, rowsIn(y)) };
}

export const EVIDENTLY_PERMUTATION: readonly DriftMethod[] = [
  {
    name: 'evidently.TVD',
    aliases: ['TVD', 'evidently.tvd', 'tvd'],
    title: 'Total variation distance, permutation test',
    formula: `½ Σ |p - q| over the values; p, q: shares of reference and current rows; p-value: the share of ${TVD_PERMUTATIONS} random divisions of all rows with a distance at least as large`,
    source: SOURCE,
    kinds: ['numerical', 'categorical'],
    result: 'p-value',
    threshold: 0.1,
    comparison: '<',
    measure: totalVariationTest,
    effect: (_, { statistic }) => ({ name: 'total_variation_distance', value: statistic }),
    explain: (samples, { pValue }) => {
      const terms = termsOf(shareCells(samples), (p, q) => Math.abs(p - q) / 2);
      return {
        quantity: 'share of the rows',
        terms,
        steps: [
          { name: 'permutations', value: TVD_PERMUTATIONS },
          { name: 'sum = distance', value: sumOf(terms) },
          { name: 'p-value', value: pValue ?? Number.NaN },
        ],
      };
    },
  },
  {
    name: 'evidently.empirical_mmd',
    aliases: ['empirical_mmd'],
    title: 'Maximum mean discrepancy, permutation test',
    formula: `mean k(x, x') + mean k(y, y') - 2 mean k(x, y), pairs of different rows; k(a, b) = exp(-(a - b)² / w), w: median of (x - x')² over all pairs of the reference (1 where that is 0); p-value: the share of ${MMD_PERMUTATIONS} random divisions of all rows with a value at least as large; of a side with more than ${MMD_ROWS} rows a seeded choice of ${MMD_ROWS}`,
    source: SOURCE,
    kinds: ['numerical'],
    result: 'p-value',
    threshold: 0.1,
    comparison: '<',
    measure: (samples) => meanDiscrepancyTest(numbersOf(samples)),
    effect: (_, { statistic }) => ({ name: 'squared_mean_discrepancy', value: statistic }),
    explain: (samples, measured) => ingredients(numbersOf(samples), measured),
  },
];
