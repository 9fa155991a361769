// What the gate decides on pairs of models whose truth is known, beside what a comparison of point figures decides.
import {
  type ComparedModels,
  certaintyAt,
  improvementsOf,
} from '../../src/evaluation/certainty/certainty.ts';
import { randomOf } from '../../src/stats/random.ts';
import { binaryPair, type PairOptions, regressionPair, rowsOf } from './pairs.ts';

export const LEVEL = 0.95;
const NOTHING: Count = { pairs: 0, pass: 0, fail: 0, inconclusive: 0, pointFail: 0 };
export const SIZES = ['all', '500 to 2,499', '2,500 to 10,999', '11,000 and more'];
const BINARY = ['roc_auc_score', 'log_loss', 'accuracy_score'];

/** Where rows are drawn from. */
interface Population {
  readonly metrics: readonly string[];
  readonly sizes: readonly [number, number];
  readonly worse: number;
  readonly pair: (rows: number, seed: number, options: PairOptions) => ComparedModels;
}

export type PopulationName = 'balanced' | 'rare' | 'clustered' | 'regression';

/** Margins and figures by metric. */
type ByMetric = Record<string, number>;

/** How often what was decided. */
export interface Count {
  pairs: number;
  pass: number;
  fail: number;
  inconclusive: number;
  /** How often the point figure alone is worse than the margin. */
  pointFail: number;
}

export interface StudyTask {
  readonly name: PopulationName;
  readonly margins: ByMetric;
  /** Pairs by number: the same number is the same pair. */
  readonly from: number;
  readonly to: number;
  /** Those of the population where left out. */
  readonly sizes?: readonly [number, number];
  readonly replicates?: number;
  /** Every which pair is one of a truly worse challenger as well. */
  readonly worseEvery?: number;
}

/** Populations, and by how much noisier the challenger is that is truly worse. */
export const POPULATIONS: Record<PopulationName, Population> = {
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
export function trueImprovements(name: PopulationName, rows = 1_000_000): ByMetric {
  const { metrics, worse, pair } = POPULATIONS[name];
  // Many clusters, so that what they share evens out.
  const many = name === 'clustered' ? { clusters: rows / 20 } : {};
  const models = { ...pair(rows, 99, { worse, ...many }), clusters: null };
  const found = improvementsOf(models, metrics, { replicates: 2, seed: 1 });
  return Object.fromEntries(metrics.map((metric) => [metric, found.get(metric)?.improvement ?? Number.NaN]));
}

/**
 * Decides pairs `from` to `to` of a population: equally good with the margin and with none, and truly worse by twice the
 * margin. Counts by metric and case: pass, fail, inconclusive, and what point figures say.
 * @param margins by metric
 */
export function decidePairs({
  name,
  margins,
  from,
  to,
  sizes,
  replicates = 2000,
  worseEvery = 4,
}: StudyTask): Record<string, Count> {
  const { metrics, worse, pair } = POPULATIONS[name];
  const range = sizes ?? POPULATIONS[name].sizes;
  const counts: Record<string, Count> = {};
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

function note(
  counts: Record<string, Count>,
  truth: 'equal' | 'worse',
  models: ComparedModels,
  rows: number,
  {
    metrics,
    margins,
    replicates,
    index,
  }: { metrics: readonly string[]; margins: ByMetric; replicates: number; index: number },
): void {
  const found = improvementsOf(models, metrics, { replicates, seed: index });
  for (const metric of metrics) {
    const improvement = found.get(metric);
    if (!improvement) throw new Error(`no improvement in ${metric}`);
    const allowed = margins[metric] ?? 0;
    const asked: ByMetric = truth === 'worse' ? { worse: allowed } : { equal: allowed, 'equal, margin 0': 0 };
    for (const [what, margin] of Object.entries(asked)) {
      const size = rows < 2500 ? '500 to 2,499' : rows < 11_000 ? '2,500 to 10,999' : '11,000 and more';
      for (const place of ['all', size]) {
        const key = `${metric}|${what}|${place}`;
        counts[key] ??= { ...NOTHING };
        const count = counts[key] as Count;
        count.pairs++;
        const { lower, upper } = certaintyAt(improvement, LEVEL, margin);
        const outcome =
          lower !== null && lower >= -margin
            ? 'pass'
            : upper !== null && upper < -margin
              ? 'fail'
              : 'inconclusive';
        count[outcome]++;
        if ((improvement.improvement ?? 0) < -margin) count.pointFail++;
      }
    }
  }
}

/** Sums what several runs counted. */
export function added(all: readonly Record<string, Count>[]): Record<string, Count> {
  const sum: Record<string, Count> = {};
  for (const counts of all) {
    for (const [key, count] of Object.entries(counts)) {
      const so = sum[key] ?? NOTHING;
      const keys = Object.keys(count) as (keyof Count)[];
      sum[key] = Object.fromEntries(keys.map((what) => [what, so[what] + count[what]])) as unknown as Count;
    }
  }
  return sum;
}
