import { jensenShannon } from '../../stats/divergence.ts';
import type { CellCounts } from './cells.ts';
import { sum } from './components.ts';

/**
 * How far a column moved, on one scale for every type: 0.1 is as far as a normal column whose mean moves by a tenth
 * of its standard deviation. Numbers: the Wasserstein distance of normal scores (ranks in the reference turned into
 * normal quantiles), which equals Wasserstein over the standard deviation for a normal column and does not hang on the
 * tails of others. Shares of categories and of missing values: 2√2 times the Jensen-Shannon distance (base e), which
 * is the same for small shifts. The larger one counts.
 */
export function effectOf({ kind, cells, reference, current }: CellCounts): number {
  const present = (counts: Float64Array) => counts.subarray(0, cells);
  const values =
    kind === 'numerical'
      ? normalScoreDistance(present(reference), present(current))
      : shareDistance(present(reference), present(current));
  const missing = (counts: Float64Array) => [counts[cells] as number, sum(present(counts))];
  return Math.max(values, shareDistance(missing(reference), missing(current)));
}

function shareDistance(before: ArrayLike<number>, now: ArrayLike<number>): number {
  const empty = (counts: ArrayLike<number>) => Array.from(counts).every((count) => count === 0);
  if (empty(before) || empty(now)) return 0;
  return Math.sqrt(8 * jensenShannon(before, now));
}

function normalScoreDistance(before: Float64Array, now: Float64Array): number {
  const [rowsBefore, rowsNow] = [sum(before), sum(now)];
  if (rowsBefore === 0 || rowsNow === 0) return 0;
  const least = 0.5 / rowsBefore;
  let distance = 0;
  let [below, belowNow] = [0, 0];
  let last: number | undefined;
  for (let cell = 0; cell < before.length; cell++) {
    const rank = (below + (before[cell] as number) / 2) / rowsBefore;
    const score = normalScore(Math.min(1 - least, Math.max(least, rank)));
    if (last !== undefined) distance += Math.abs(below / rowsBefore - belowNow / rowsNow) * (score - last);
    last = score;
    below += before[cell] as number;
    belowNow += now[cell] as number;
  }
  return distance;
}

/** The normal quantile to 5e-4 (Abramowitz and Stegun 26.2.23), which is enough for a size and fast. */
function normalScore(p: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
  const z =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  return p < 0.5 ? -z : z;
}
