import Type, { type Static } from 'typebox';
import { COLUMN_TYPES, type Frame, takeRows, type Value } from '../data/engine/frame.ts';
import { DataError } from '../system/errors.ts';
import { checkSchema, pathText } from '../system/schema-check.ts';
import { object } from '../system/schema-shapes.ts';
import { type ModelPackage, readPackageJson } from './package.ts';
import type { Predictions } from './predict.ts';

/**
 * `held-out.json` of a package: rows that no training saw, with the scores that the evaluation gave
 * them. A deployment must answer the same: that is the proof that nothing was lost on the way.
 */
const HELD_OUT_FORMAT = 'mlops-held-out/1';

/** More rows would prove nothing more. */
const ROWS = 200;

const HeldOutSchema = object({
  format: Type.Literal(HELD_OUT_FORMAT),
  columns: Type.Array(
    object({
      name: Type.String(),
      type: Type.Enum([...COLUMN_TYPES]),
      values: Type.Array(Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
    }),
  ),
  /** One list a row: a score, or one a class. */
  scores: Type.Array(Type.Array(Type.Number(), { minItems: 1 })),
});

export type HeldOut = Static<typeof HeldOutSchema>;

/** What a package has before it was evaluated. */
export const NOTHING_HELD_OUT: HeldOut = { format: HELD_OUT_FORMAT, columns: [], scores: [] };

/**
 * Up to 200 of the rows, evenly spread, with their scores. A row with a number that JSON cannot
 * carry is left out.
 */
export function heldOutOf(rows: Frame, { width, scores }: Predictions): HeldOut {
  const columns = [...rows.columns.values()];
  const sayable = (value: Value | undefined) => typeof value !== 'number' || Number.isFinite(value);
  const step = Math.max(1, rows.rows / ROWS);
  const chosen: number[] = [];
  for (let place = 0; place < rows.rows && chosen.length < ROWS; place += step) {
    const row = Math.floor(place);
    if (columns.every(({ values }) => sayable(values[row]))) chosen.push(row);
  }
  const taken = takeRows(rows, chosen);
  return {
    format: HELD_OUT_FORMAT,
    columns: [...taken.columns.values()].map(({ name, type, values }) => ({
      name,
      type,
      values: [...values],
    })),
    scores: chosen.map((row) => Array.from(scores.subarray(row * width, (row + 1) * width))),
  };
}

/**
 * The held-out rows of a package and their scores; null where it was never evaluated.
 * @throws DataError where the file is damaged
 */
export async function readHeldOut(
  opened: ModelPackage,
): Promise<{ rows: Frame; scores: Predictions } | null> {
  const content = await readPackageJson(opened, 'held-out.json');
  const [problem] = checkSchema(HeldOutSchema, content);
  const heldOut = content as HeldOut;
  const count = problem ? 0 : heldOut.scores.length;
  const width = (!problem && heldOut.scores[0]?.length) || 1;
  const wrong =
    problem ??
    (heldOut.columns.some(({ values }) => values.length !== count) ||
    heldOut.scores.some((row) => row.length !== width)
      ? { path: [], message: 'columns and scores are not equally long' }
      : undefined);
  if (wrong) {
    throw new DataError(
      `${opened.directory}/held-out.json is damaged: ${[pathText(wrong.path), wrong.message].filter(Boolean).join(': ')}`,
      {
        hint: 'Evaluate the model again, or take the package from the registry.',
      },
    );
  }
  if (count === 0) return null;
  const columns = new Map(heldOut.columns.map((column) => [column.name, column]));
  return {
    rows: { rows: count, columns },
    scores: { rows: count, width, scores: Float64Array.from(heldOut.scores.flat()) },
  };
}
