// What the gate decides on pairs of models whose truth is known, beside what a comparison of point figures decides.
import { certaintyAt, improvementsOf } from '../../src/evaluation/certainty.ts';
import { randomOf } from '../../src/stats/random.ts';
import { binaryPair, regressionPair, rowsOf } from './pairs.mjs';

export const LEVEL = 0.95;
export const SIZES = ['all', '500 to 2,499', '2,500 to 10,999', '11,000 and more'];
const BINARY = ['roc_auc_score', 'log_loss', 'accuracy_score'];

/** Populations, and by how much noisier the challenger is that is truly worse. */
export const POPULATIONS = {
  balanced: {
    metrics: BINARY,
    sizes: [500, 50_000],
    worse: 1.5,
    pair: (...args) => binaryPair('balanced', ...args),
  },
  rare: { metrics: BINARY, sizes: [500, 50_000], worse: 1.5, pair: (...args) => binaryPair('rare', ...args) },
  clustered: {
    metrics: BINARY,
    sizes: [500, 5000],
    worse: 1.5,
    pair: (rows, seed, options) => binaryPair('balanced', rows, seed, { clusters: 60, ...options }),
  },
  regression: {
    metrics: ['root_mean_squared_error'],
    sizes: [500, 50_000],
    worse: 1.15,
    pair: regressionPair,
  },
};

/** The true improvement of the worse challenger, on rows so many that it is known to a few percent. */
export function trueImprovements(name, rows = 1_000_000) {
  const { metrics, worse, pair } = POPULATIONS[name];
  // Many clusters, so that what they share evens out.
  const many = name === 'clustered' ? { clusters: rows / 20 } : {};
  const models = { ...pair(rows, 99, { worse, ...many }), clusters: null };
  const found = improvementsOf(models, metrics, { replicates: 2, seed: 1 });
  return Object.fromEntries(metrics.map((metric) => [metric, found.get(metric).improvement]));
}

/**
 * Decides pairs `from` to `to` of a population: equally good with the margin and with none, and truly worse by twice the
 * margin. Counts by metric and case: pass, fail, inconclusive, and what point figures say.
 * @param margins by metric
 */
export function decidePairs({ name, margins, from, to, sizes, replicates = 2000, worseEvery = 4 }) {
  const { metrics, worse, pair } = POPULATIONS[name];
  const range = sizes ?? POPULATIONS[name].sizes;
  const counts = {};
  for (let index = from; index < to; index++) {
    const rows = rowsOf(randomOf(index * 7 + 1), range);
    const equal = pair(rows, index * 7 + 2, {});
    note(counts, 'equal', equal, rows, { metrics, margins, replicates, index });
    if (index % worseEvery !== 0) continue;
    const lesser = pair(rows, index * 7 + 3, { worse });
    note(counts, 'worse', lesser, rows, { metrics, margins, replicates, index });
  }
  return counts;
}

function note(counts, truth, models, rows, { metrics, margins, replicates, index }) {
  const found = improvementsOf(models, metrics, { replicates, seed: index });
  for (const metric of metrics) {
    const improvement = found.get(metric);
    const asked =
      truth === 'worse' ? { worse: margins[metric] } : { equal: margins[metric], 'equal, margin 0': 0 };
    for (const [what, margin] of Object.entries(asked)) {
      const size = rows < 2500 ? '500 to 2,499' : rows < 11_000 ? '2,500 to 10,999' : '11,000 and more';
      for (const place of ['all', size]) {
        const key = `${metric}|${what}|${place}`;
        counts[key] ??= { pairs: 0, pass: 0, fail: 0, inconclusive: 0, pointFail: 0 };
        const count = counts[key];
        count.pairs++;
        const { lower, upper } = certaintyAt(improvement, LEVEL, margin);
        const outcome =
          lower !== null && lower >= -margin
            ? 'pass'
            : upper !== null && upper < -margin
              ? 'fail'
              : 'inconclusive';
        count[outcome]++;
        if (improvement.improvement < -margin) count.pointFail++;
      }
    }
  }
}

/** Sums what several runs counted. */
export function added(all) {
  const sum = {};
  for (const counts of all) {
    for (const [key, count] of Object.entries(counts)) {
      sum[key] ??= { pairs: 0, pass: 0, fail: 0, inconclusive: 0, pointFail: 0 };
      for (const [what, value] of Object.entries(count)) sum[key][what] += value;
    }
  }
  return sum;
}
