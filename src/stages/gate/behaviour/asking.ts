import { type Frame, takeRows } from '../../../data/engine/frame.ts';
import type { Answers } from '../../../evaluation/behaviour/behaviour.ts';
import { problemsError } from '../../../features/transforms.ts';
import type { Predictor } from '../../../models/predict.ts';
import { DataError } from '../../../system/errors.ts';

/** What a model said of rows that it may refuse; NaN for those that it did. */
export interface Asked extends Answers {
  /** Why rows were refused; null where all were answered. */
  readonly refusal: string | null;
}

/** Asks a model of rows that were changed on purpose: one that it refuses is no answer, but no end of the work either. */
export async function askModel(predictor: Predictor, rows: Frame): Promise<Asked> {
  const width = Math.max(1, widthOf(predictor));
  const scores = new Float64Array(rows.rows * width).fill(Number.NaN);
  const problems = predictor.problems(rows);
  const refused = new Set(problems.map(({ row }) => row));
  const answered = Array.from({ length: rows.rows }, (_, row) => row).filter((row) => !refused.has(row));
  const refusal = problems.length > 0 ? problemsError(problems, rows.rows).message : null;
  if (answered.length === 0) return { rows: rows.rows, width, scores, refusal };
  try {
    const given = await predictor.predict(refused.size > 0 ? takeRows(rows, answered) : rows);
    answered.forEach((row, place) => {
      scores.set(given.scores.subarray(place * width, (place + 1) * width), row * width);
    });
    return { rows: rows.rows, width, scores, refusal };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { rows: rows.rows, width, scores, refusal: error.message };
  }
}

/** Scores a row that a model gives. */
function widthOf({ package: { manifest } }: Predictor): number {
  const { task, classes } = manifest.signature;
  return task === 'multiclass-classification' ? classes.length : 1;
}
