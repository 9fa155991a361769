// Pairs of models whose truth is known, on rows that are drawn anew: challenger and champion make the same kind of
// mistakes, in part the same ones, and are equally good (exchangeable) or differ by their noise.
import type { ComparedModels } from '../../src/evaluation/certainty/certainty.ts';
import type { BinaryOutcomes, RegressionOutcomes } from '../../src/evaluation/metrics/outcomes.ts';
import { type Random, randomOf } from '../../src/stats/random.ts';

export interface PairOptions {
  /** How many times as much noise of its own the challenger has; 1 where left out. */
  readonly worse?: number;
  /** 0 where left out: rows do not hang together. */
  readonly clusters?: number;
}

/** How often the positive class is, and how much of a model's noise is its own. */
const KINDS = {
  balanced: { intercept: 0, slope: 1.5, common: 0.5, own: 0.4 },
  rare: { intercept: -3.2, slope: 1.2, common: 0.5, own: 0.4 },
};

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * Binary outcomes of two models; the challenger's own noise is `worse` times the champion's. Of clusters the rows share
 * both the difficulty and what the models add.
 */
export function binaryPair(
  kind: keyof typeof KINDS,
  rows: number,
  seed: number,
  { worse = 1, clusters = 0 }: PairOptions = {},
): ComparedModels {
  const { intercept, slope, common, own } = KINDS[kind];
  const random = randomOf(seed);
  const truth = new Uint8Array(rows);
  const [challenger, champion] = [new Float64Array(rows), new Float64Array(rows)];
  const ofRow = new Uint32Array(rows);
  const shared = Array.from({ length: clusters }, () => [random.normal(), random.normal(), random.normal()]);
  for (let row = 0; row < rows; row++) {
    const cluster = clusters > 0 ? random.integer(clusters) : 0;
    ofRow[row] = cluster;
    const [x = 0, a = 0, b = 0] = shared[cluster] ?? [];
    const signal = intercept + slope * (clusters > 0 ? 0.6 * x + 0.8 * random.normal() : random.normal());
    truth[row] = random.next() < sigmoid(signal) ? 1 : 0;
    const both = signal + common * random.normal();
    challenger[row] = sigmoid(both + worse * own * (a + random.normal()));
    champion[row] = sigmoid(both + own * (b + random.normal()));
  }
  const models = { challenger: outcomes(truth, challenger), champion: outcomes(truth, champion) };
  return { ...models, clusters: clusters > 0 ? compact(ofRow) : null };
}

function outcomes(truth: Uint8Array, scores: Float64Array): BinaryOutcomes {
  return {
    task: 'binary-classification',
    rows: truth.length,
    classes: ['0', '1'],
    truth,
    predicted: Int8Array.from(scores, (score) => (score >= 0.5 ? 1 : 0)),
    scores,
    weights: null,
  };
}

function compact(ofRow: Uint32Array) {
  const names = [...new Set(ofRow)].sort((a, b) => a - b);
  const place = new Map(names.map((name, k) => [name, k]));
  return { count: names.length, ofRow: ofRow.map((name) => place.get(name) as number) };
}

/** Regression outcomes of two models, with errors of heavy tails (Student's t of 5). */
export function regressionPair(rows: number, seed: number, { worse = 1 }: PairOptions = {}): ComparedModels {
  const random = randomOf(seed);
  const truth = new Float64Array(rows);
  const [challenger, champion] = [new Float64Array(rows), new Float64Array(rows)];
  for (let row = 0; row < rows; row++) {
    const signal = 10 + 3 * random.normal();
    let square = 0;
    for (let k = 0; k < 5; k++) square += random.normal() ** 2;
    truth[row] = signal + random.normal() / Math.sqrt(square / 5);
    challenger[row] = signal + worse * 0.6 * random.normal();
    champion[row] = signal + 0.6 * random.normal();
  }
  const of = (predicted: Float64Array): RegressionOutcomes => ({
    task: 'regression',
    rows,
    truth,
    predicted,
    weights: null,
  });
  return { challenger: of(challenger), champion: of(champion) };
}

/** Rows log-uniform from `least` to `most`. */
export function rowsOf(random: Random, [least, most]: readonly [number, number]): number {
  return Math.round(Math.exp(Math.log(least) + random.next() * Math.log(most / least)));
}
