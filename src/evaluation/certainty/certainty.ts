import type { RuleCertainty } from '../../evidence/gate-rules.ts';
import {
  normalAround,
  resampledAround,
  type SamplingDistribution,
  studentAround,
} from '../../stats/sampling-distribution.ts';
import { METRICS } from '../metrics/metrics.ts';
import type { Outcomes } from '../metrics/outcomes.ts';
import {
  type Clusters,
  type Paired,
  pairedOf,
  type ResampleOptions,
  resampledDifferences,
} from './bootstrap.ts';
import { delongOf } from './delong.ts';
import { dieboldMariano } from './diebold-mariano.ts';
import { detectableWorsening, rowsToDecide } from './power.ts';
import { stepDifferences, type TimeSteps } from './time-steps.ts';

/** Challenger and champion on the same rows in the same order, and which rows hang together. */
export interface ComparedModels {
  readonly challenger: Outcomes;
  readonly champion: Outcomes;
  /** Rows that are drawn together. */
  readonly clusters?: Clusters | null | undefined;
  /** Where the rows are time series. */
  readonly steps?: TimeSteps | null | undefined;
}

/** By how much the challenger is better than the champion in a metric, in the metric's good direction. */
export interface Improvement {
  readonly method: RuleCertainty['method'];
  readonly improvement: number | null;
  /** Where the true improvement lies; null where the rows do not tell. */
  readonly distribution: SamplingDistribution | null;
  readonly rows: number;
}

/** Of fewer rows an interval may have no width at all although the models differ. */
const FEWEST_ROWS = 30;
const FEWEST_OF_A_CLASS = 10;

/** Resamples in which a metric must be defined, as a share: an interval of the rest would be of other data. */
const DEFINED_SHARE = 0.9;

/**
 * How sure the improvement in each metric is, by what is known of the metric:
 * - DeLong's variance for ROC AUC, where rows have no weights and are not clustered;
 * - Diebold and Mariano with the correction of Harvey, Leybourne and Newbold, for errors of time series (`steps`);
 * - else a paired bootstrap of rows, or of clusters; all metrics share its resamples. Time series without a cluster
 *   of their own are drawn by step, all series of a step together.
 *
 * Fewer than 30 rows, or ten of a class in binary classification, have no interval: no resample of them shows what
 * none of them showed. Throws `RangeError` where a metric is not one of the outcomes' task.
 */
export function improvementsOf(
  models: ComparedModels,
  metrics: readonly string[],
  options: Omit<ResampleOptions, 'clusters'>,
): Map<string, Improvement> {
  const found = spreadOf(models, metrics, options);
  if (!isTooFew(models)) return found;
  return new Map([...found].map(([metric, one]) => [metric, { ...one, distribution: null }]));
}

function spreadOf(
  models: ComparedModels,
  metrics: readonly string[],
  options: Omit<ResampleOptions, 'clusters'>,
): Map<string, Improvement> {
  const found = new Map<string, Improvement>();
  for (const metric of metrics) {
    const known = byDeLong(models, metric) ?? byDieboldMariano(models, metric);
    if (known) found.set(metric, known);
  }
  const paired = pairedOf(models.challenger, models.champion);
  const drawn = metrics.filter((metric) => !found.has(metric));
  const unknown = drawn.find((metric) => !paired.a.names.includes(metric));
  if (unknown !== undefined) throw new RangeError(`no metric ${unknown} for ${models.challenger.task}`);
  const clusters = models.clusters ?? models.steps ?? null;
  for (const one of resampledImprovements(paired, drawn, signOf, { ...options, clusters })) found.set(...one);
  return found;
}

function isTooFew({ challenger }: ComparedModels): boolean {
  if (challenger.rows < FEWEST_ROWS) return true;
  if (challenger.task !== 'binary-classification') return false;
  const positives = challenger.truth.reduce((sum, each) => sum + each, 0);
  return Math.min(positives, challenger.rows - positives) < FEWEST_OF_A_CLASS;
}

/** The same by a paired bootstrap alone, of any measures; `sign` is -1 where less is better. */
export function resampledImprovements(
  paired: Paired,
  metrics: readonly string[],
  sign: (metric: string) => 1 | -1,
  options: ResampleOptions,
): [metric: string, Improvement][] {
  const { clusters } = options;
  const units = clusters?.count ?? paired.rows;
  // One unit alone is drawn again and again, which would look certain.
  const drawn = units < 2 ? { ...options, replicates: 0 } : options;
  return resampledDifferences(paired, metrics, drawn).map(({ metric, difference, replicates }) => {
    const enough = replicates.length >= Math.max(2, DEFINED_SHARE * options.replicates);
    const improvements = sign(metric) < 0 ? replicates.map((each) => -each) : replicates;
    const improvement: Improvement = {
      method: clusters ? 'cluster-bootstrap' : 'bootstrap',
      // Plus 0, so that there is no -0.
      improvement: difference === null ? null : sign(metric) * difference + 0,
      distribution: enough ? resampledAround(improvements, units) : null,
      rows: paired.rows,
    };
    return [metric, improvement];
  });
}

function byDeLong({ challenger, champion, clusters, steps }: ComparedModels, metric: string) {
  if (metric !== 'roc_auc_score' || clusters || steps) return null;
  const result = delongOf(challenger, champion);
  if (!result) return null;
  const { difference, standard_error } = result;
  return {
    method: 'delong' as const,
    improvement: difference,
    // No variance at all, but other areas: the rows are too few to say anything.
    distribution:
      standard_error === null || (standard_error === 0 && difference !== 0)
        ? null
        : normalAround(difference, standard_error),
    rows: challenger.rows,
  };
}

/** A metric of errors is `scale` times the mean loss, so that its difference is as certain as that of the losses. */
function byDieboldMariano({ challenger, champion, clusters, steps }: ComparedModels, metric: string) {
  if (!steps || clusters) return null;
  const lost = stepDifferences(challenger, champion, steps, metric);
  const test = lost && dieboldMariano(lost.differences, steps.horizon);
  if (!lost || !test) return null;
  // Less loss is better.
  const improvement = -test.difference * lost.scale;
  return {
    method: 'diebold-mariano' as const,
    improvement,
    distribution:
      test.standardError === 0 && improvement !== 0
        ? null
        : studentAround(improvement, test.standardError * lost.scale, test.df),
    rows: challenger.rows,
  };
}

/**
 * What a rule that allows to be `margin` worse (below 0: asks to be so much better) is told: the ends that each hold with
 * certainty `level`; the p-value of “it is at least -margin”, from the same distribution as the ends, so that
 * it is less than 1 - level just where the upper end is less than -margin; and what these rows could have shown.
 */
export function certaintyAt(
  { method, improvement, distribution, rows }: Improvement,
  level: number,
  margin: number,
): RuleCertainty {
  if (improvement === null || !distribution) {
    return {
      ...{ method, level, improvement, lower: null, upper: null },
      ...{ pWorse: null, detectable: null, rowsNeeded: null },
    };
  }
  const lower = finite(distribution.quantile(1 - level));
  const upper = finite(distribution.quantile(level));
  // What is equal but for the last bits is equal: counts of rows make many ties.
  const needed = -margin - 1e-12 * Math.max(1, Math.abs(margin));
  const decided = lower === null || upper === null ? false : lower >= needed || upper < needed;
  const { standardError } = distribution;
  return {
    method,
    level,
    improvement,
    lower,
    upper,
    pWorse: distribution.above(needed),
    detectable: finite(detectableWorsening(standardError, level)),
    rowsNeeded: decided ? null : rowsToDecide(rows, standardError, improvement + margin, level),
  };
}

/** The two-sided interval of the share `level`. */
export function twoSided({ distribution }: Improvement, level: number) {
  if (!distribution) return { lower: null, upper: null };
  const tail = (1 - level) / 2;
  return { lower: finite(distribution.quantile(tail)), upper: finite(distribution.quantile(1 - tail)) };
}

/** 1 where more is better, or neither way is; -1 where less is. */
export function signOf(metric: string): 1 | -1 {
  return METRICS.get(metric)?.direction === 'lower' ? -1 : 1;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
