// Pairs of models whose truth is known, on rows that are drawn anew: challenger and champion make the same kind of
// mistakes, in part the same ones, and are equally good (exchangeable) or differ by their noise.
import { randomOf } from '../../src/stats/random.ts';

/** How often the positive class is, and how much of a model's noise is its own. */
const KINDS = {
  balanced: { intercept: 0, slope: 1.5, common: 0.5, own: 0.4 },
  rare: { intercept: -3.2, slope: 1.2, common: 0.5, own: 0.4 },
};

const sigmoid = (x) => 1 / (1 + Math.exp(-x));

/**
 * Binary outcomes of two models; the challenger's own noise is `worse` times the champion's. Of clusters the rows share
 * both the difficulty and what the models add.
 */
export function binaryPair(kind, rows, seed, { worse = 1, clusters = 0 } = {}) {
  const { intercept, slope, common, own } = KINDS[kind];
  const random = randomOf(seed);
  const truth = new Uint8Array(rows);
  const [challenger, champion] = [new Float64Array(rows), new Float64Array(rows)];
  const ofRow = new Uint32Array(rows);
  const shared = Array.from({ length: clusters }, () => [random.normal(), random.normal(), random.normal()]);
  for (let row = 0; row < rows; row++) {
    const cluster = clusters > 0 ? random.integer(clusters) : 0;
    ofRow[row] = cluster;
    const [x, a, b] = shared[cluster] ?? [0, 0, 0];
    const signal = intercept + slope * (clusters > 0 ? 0.6 * x + 0.8 * random.normal() : random.normal());
    truth[row] = random.next() < sigmoid(signal) ? 1 : 0;
    const both = signal + common * random.normal();
    challenger[row] = sigmoid(both + worse * own * (a + random.normal()));
    champion[row] = sigmoid(both + own * (b + random.normal()));
  }
  const models = { challenger: outcomes(truth, challenger), champion: outcomes(truth, champion) };
  return { ...models, clusters: clusters > 0 ? compact(ofRow, clusters) : null };
}

function outcomes(truth, scores) {
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

function compact(ofRow, count) {
  const names = [...new Set(ofRow)].sort((a, b) => a - b);
  const place = new Map(names.map((name, k) => [name, k]));
  return { count: Math.min(count, names.length), ofRow: ofRow.map((name) => place.get(name)) };
}

/** Regression outcomes of two models, with errors of heavy tails (Student's t of 5). */
export function regressionPair(rows, seed, { worse = 1 } = {}) {
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
  const of = (predicted) => ({ task: 'regression', rows, truth, predicted, weights: null });
  return { challenger: of(challenger), champion: of(champion) };
}

/** Rows log-uniform from `least` to `most`. */
export function rowsOf(random, [least, most]) {
  return Math.round(Math.exp(Math.log(least) + random.next() * Math.log(most / least)));
}
