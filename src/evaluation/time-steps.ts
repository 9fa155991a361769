import type { Clusters } from './bootstrap.ts';
import type { Outcomes, RegressionOutcomes } from './outcomes.ts';

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

/** What a row loses, for the metrics that are made of the mean of it. */
const LOSSES: Readonly<Record<string, 'absolute' | 'squared'>> = {
  mean_absolute_error: 'absolute',
  mean_squared_error: 'squared',
  root_mean_squared_error: 'squared',
};

/**
 * By how much more the challenger lost than the champion at each step, so that the mean over the steps is the
 * difference of the mean losses over all rows; and what that difference is times to be the metric's. Of RMSE it is
 * 1 / (RMSE + RMSE of the other), since a - b = (a² - b²) / (a + b). Null for metrics that are not made of such losses.
 */
export function stepDifferences(
  challenger: Outcomes,
  champion: Outcomes,
  { count, ofRow }: TimeSteps,
  metric: string,
): { differences: Float64Array; scale: number } | null {
  const loss = LOSSES[metric];
  if (!loss || challenger.task !== 'regression' || champion.task !== 'regression') return null;
  const { rows, weights } = challenger;
  const differences = new Float64Array(count);
  let [total, lostA, lostB] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    const weight = weights ? (weights[row] as number) : 1;
    const [a, b] = [lossOf(challenger, row, loss), lossOf(champion, row, loss)];
    const step = ofRow[row] as number;
    differences[step] = (differences[step] as number) + weight * (a - b);
    total += weight;
    lostA += weight * a;
    lostB += weight * b;
  }
  if (!Number.isFinite(lostA) || !Number.isFinite(lostB) || !(total > 0)) return null;
  for (let step = 0; step < count; step++) {
    differences[step] = ((differences[step] as number) * count) / total;
  }
  const both = Math.sqrt(lostA / total) + Math.sqrt(lostB / total);
  if (metric !== 'root_mean_squared_error') return { differences, scale: 1 };
  return { differences, scale: both > 0 ? 1 / both : 0 };
}

function lossOf({ truth, predicted }: RegressionOutcomes, row: number, loss: 'absolute' | 'squared'): number {
  const error = (truth[row] as number) - (predicted[row] as number);
  return loss === 'absolute' ? Math.abs(error) : error * error;
}
