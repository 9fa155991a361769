import { quantileOfSorted } from '../../stats/quantile.ts';
import { randomOf } from '../../stats/random.ts';
import { RowDraws } from '../../stats/row-draws.ts';
import { type Measures, weightedMean } from '../metrics/measures.ts';
import { measuresOf } from '../metrics/metrics.ts';
import type { Outcomes, Weights } from '../metrics/outcomes.ts';

/** Rows that are drawn together because they are not independent, such as those of one customer. */
export interface Clusters {
  readonly count: number;
  /** Of each row, from 0. */
  readonly ofRow: Uint32Array;
}

/** Two models on the same rows in the same order. */
export interface Paired {
  readonly rows: number;
  readonly weights: Float64Array | null;
  readonly a: Measures;
  readonly b: Measures;
}

/** The difference of a metric, a less b. */
export interface Difference {
  readonly metric: string;
  /** On all rows; null where the metric is not defined for either. */
  readonly difference: number | null;
  /** In the resamples in which it was defined for both, in the order of drawing. */
  readonly replicates: Float64Array;
}

export interface ResampleOptions {
  readonly replicates: number;
  readonly seed: number;
  readonly clusters?: Clusters | null | undefined;
}

const DEFAULT_REPLICATES = 2000;

/**
 * Paired bootstrap: rows (or clusters) are drawn with replacement, the same for both models, and the metrics taken on
 * each resample; all metrics share the resamples. Rows are sorted once: a resample is how often each row was drawn,
 * which the metrics take as weights. A metric that is not defined on all rows is not drawn.
 */
export function resampledDifferences(
  { a, b, rows, weights }: Paired,
  metrics: readonly string[],
  { replicates, seed, clusters }: ResampleOptions,
): Difference[] {
  const byRow = new Map(
    metrics.flatMap((metric) => {
      const differences = rowDifferences(a.rowFigures?.(metric), b.rowFigures?.(metric));
      return differences ? [[metric, differences]] : [];
    }),
  );
  const differencesOn = (names: readonly string[], counts: Weights | null): number[] => {
    const others = names.filter((name) => !byRow.has(name));
    const [ofA, ofB] = [a.figures(others, counts), b.figures(others, counts)];
    return names.map((name) => {
      const differences = byRow.get(name);
      if (differences) return weightedMean(differences, counts).value ?? Number.NaN;
      const k = others.indexOf(name);
      return (ofA[k]?.value ?? Number.NaN) - (ofB[k]?.value ?? Number.NaN);
    });
  };
  const whole = new Map(differencesOn(metrics, weights).map((value, k) => [metrics[k] ?? '', value]));
  const defined = metrics.filter((metric) => Number.isFinite(whole.get(metric)));
  const drawn = defined.map(() => new Float64Array(replicates));
  const found = defined.map(() => 0);
  const draws = new RowDraws(randomOf(seed), clusters?.count ?? rows);
  const counts = new Uint16Array(rows);
  const ofClusters = clusters ? new Uint16Array(clusters.count) : counts;
  const weighted = weights && new Float64Array(rows);
  for (let replicate = 0; replicate < replicates && defined.length > 0; replicate++) {
    draws.draw(ofClusters);
    if (clusters) {
      for (let row = 0; row < rows; row++) counts[row] = ofClusters[clusters.ofRow[row] as number] as number;
    }
    if (weighted && weights) {
      for (let row = 0; row < rows; row++) weighted[row] = (counts[row] as number) * (weights[row] as number);
    }
    differencesOn(defined, weighted ?? counts).forEach((difference, k) => {
      if (!Number.isFinite(difference)) return;
      (drawn[k] as Float64Array)[found[k] as number] = difference;
      found[k] = (found[k] as number) + 1;
    });
  }
  return metrics.map((metric) => {
    const k = defined.indexOf(metric);
    const value = whole.get(metric) as number;
    return {
      metric,
      difference: k < 0 ? null : value,
      replicates: k < 0 ? new Float64Array(0) : (drawn[k] as Float64Array).slice(0, found[k]),
    };
  });
}

function rowDifferences(a: Float64Array | undefined, b: Float64Array | undefined) {
  return a && b && a.map((figure, row) => figure - (b[row] as number));
}

/** How certain the difference of a metric between two models is. */
export interface Bootstrap {
  readonly metric: string;
  /** The figure of a less that of b, on all rows; null where either is not defined. */
  readonly difference: number | null;
  /** Percentile interval; null where the metric is not defined in most resamples. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** Resamples in which the metric was defined for both. */
  readonly replicates: number;
  readonly seed: number;
}

export interface BootstrapOptions {
  /** Share of the interval; 0.95 where left out. */
  readonly level?: number | undefined;
  /** How many resamples; 2000 where left out. */
  readonly replicates?: number | undefined;
  /** 1 where left out. */
  readonly seed?: number | undefined;
}

/** Two-sided percentile intervals of the differences between two models on the same rows, by type-7 quantiles. */
export function pairedBootstrap(
  a: Outcomes,
  b: Outcomes,
  metrics: readonly string[],
  { level = 0.95, replicates = DEFAULT_REPLICATES, seed = 1 }: BootstrapOptions = {},
): Bootstrap[] {
  const paired = pairedOf(a, b);
  for (const metric of metrics) {
    if (!paired.a.names.includes(metric)) throw new RangeError(`no metric ${metric} for ${a.task}`);
  }
  const tail = (1 - level) / 2;
  return resampledDifferences(paired, metrics, { replicates, seed }).map((found) => {
    const sorted = found.replicates.sort();
    const enough = sorted.length > replicates / 2;
    return {
      metric: found.metric,
      difference: found.difference,
      lower: enough ? quantileOfSorted(sorted, tail) : null,
      upper: enough ? quantileOfSorted(sorted, 1 - tail) : null,
      level,
      replicates: sorted.length,
      seed,
    };
  });
}

/** The outcomes of two models as a pair. */
export function pairedOf(a: Outcomes, b: Outcomes): Paired {
  if (a.rows !== b.rows) throw new RangeError(`${a.rows} rows cannot be paired with ${b.rows}`);
  return { rows: a.rows, weights: a.weights, a: measuresOf(a), b: measuresOf(b) };
}
