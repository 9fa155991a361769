import type { Outcomes, RegressionOutcomes } from '../metrics/outcomes.ts';
import type { Clusters } from './bootstrap.ts';

/** The steps of time series: each row's step, in the order of time; the rows of one step are those of several series. */
export interface TimeSteps extends Clusters {
  /** How many steps ahead is predicted. */
  readonly horizon: number;
}

/** The steps of rows by their times (anything that `<` orders); null where a row has none. */
export function timeStepsOf(
  times: ArrayLike<string | number | bigint | boolean | null>,
  horizon: number,
): TimeSteps | null {
  const all = Array.from(times);
  if (all.some((time) => time === null || Number.isNaN(time))) return null;
  const ordered = [...new Set(all as (string | number | bigint | boolean)[])].sort((x, y) =>
    x < y ? -1 : 1,
  );
  const place = new Map(ordered.map((time, step) => [time, step]));
  return {
    count: ordered.length,
    ofRow: Uint32Array.from(all, (time) => place.get(time as number) as number),
    horizon,
  };
}

/** The metrics of errors, and what a row loses in them: `root` of the mean where the metric is one. */
const LOSSES: Readonly<
  Record<string, { error: 'absolute' | 'squared'; by?: 'scale' | 'labels'; root?: true }>
> = {
  mean_absolute_error: { error: 'absolute' },
  mean_squared_error: { error: 'squared' },
  root_mean_squared_error: { error: 'squared', root: true },
  mean_absolute_scaled_error: { error: 'absolute', by: 'scale' },
  root_mean_squared_scaled_error: { error: 'squared', by: 'scale', root: true },
  weighted_absolute_percentage_error: { error: 'absolute', by: 'labels' },
};

/**
 * By how much more the challenger lost than the champion at each step, so that the mean over the steps is the
 * difference of the mean losses over all rows; and what that difference is times to be the metric's. Of a root it is
 * 1 / (root + the other's root), since a - b = (a² - b²) / (a + b). Null for metrics that are not made of such losses.
 */
export function stepDifferences(
  challenger: Outcomes,
  champion: Outcomes,
  { count, ofRow }: TimeSteps,
  metric: string,
): { differences: Float64Array; scale: number } | null {
  const loss = LOSSES[metric];
  if (!loss || challenger.task !== 'regression' || champion.task !== 'regression') return null;
  const { rows, weights, truth, scales } = challenger;
  const divisors = loss.by === 'scale' ? (scales?.[loss.error] ?? null) : null;
  if (loss.by === 'scale' && !divisors) return null;
  const differences = new Float64Array(count);
  let [total, labels, lostA, lostB] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const weight = weights ? (weights[row] as number) : 1;
    const share = weight / (divisors ? (divisors[row] as number) : 1);
    const [a, b] = [share * lossOf(challenger, row, loss.error), share * lossOf(champion, row, loss.error)];
    const step = ofRow[row] as number;
    differences[step] = (differences[step] as number) + (a - b);
    total += weight;
    labels += weight * Math.abs(truth[row] as number);
    lostA += a;
    lostB += b;
  }
  const by = loss.by === 'labels' ? labels : total;
  if (!Number.isFinite(lostA) || !Number.isFinite(lostB) || !(by > 0)) return null;
  for (let step = 0; step < count; step++) differences[step] = ((differences[step] as number) * count) / by;
  const both = Math.sqrt(lostA / by) + Math.sqrt(lostB / by);
  return { differences, scale: loss.root && both > 0 ? 1 / both : 1 };
}

function lossOf({ truth, predicted }: RegressionOutcomes, row: number, loss: 'absolute' | 'squared'): number {
  const error = (truth[row] as number) - (predicted[row] as number);
  return loss === 'absolute' ? Math.abs(error) : error * error;
}
