import type { Predictions } from '../models/predict.ts';

/** How far an answer may be from the evaluated prediction. */
export const SKEW_TOLERANCE = 1e-6;

/** The answers of a deployment against the evaluated predictions. */
export interface Skew {
  readonly rows: number;
  /** The greatest absolute difference of a score; null where one of the two is no finite number. */
  readonly maximumDifference: number | null;
  readonly tolerance: number;
  readonly equal: boolean;
  /** The row that differs most: 0-based, with the score that was evaluated and the one that was answered. */
  readonly worst: { readonly row: number; readonly evaluated: number; readonly answered: number } | null;
}

/**
 * Compares two sets of predictions row by row. They are equal where every score is finite on both
 * sides and within `tolerance`; no rows at all are not equal, since nothing was shown.
 */
export function compareScores(
  evaluated: Predictions,
  answered: Predictions,
  tolerance = SKEW_TOLERANCE,
): Skew {
  const { rows, width } = evaluated;
  if (answered.rows !== rows || answered.width !== width) {
    throw new RangeError(`${answered.rows} × ${answered.width} scores answered, not ${rows} × ${width}`);
  }
  let worst: Skew['worst'] = null;
  let maximum = 0;
  for (let index = 0; index < rows * width; index++) {
    const one = evaluated.scores[index] ?? Number.NaN;
    const other = answered.scores[index] ?? Number.NaN;
    const difference = Math.abs(one - other);
    if (Number.isFinite(difference) && difference <= maximum) continue;
    worst = { row: Math.floor(index / width), evaluated: one, answered: other };
    maximum = difference;
    if (!Number.isFinite(difference)) break;
  }
  const finite = Number.isFinite(maximum);
  return {
    rows,
    maximumDifference: finite ? maximum : null,
    tolerance,
    equal: rows > 0 && finite && maximum <= tolerance,
    worst,
  };
}
