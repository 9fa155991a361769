import { type Column, columnOf, type Frame, type Value } from '../../../data/engine/frame.ts';
import type { Predictions, Predictor } from '../../../models/predict.ts';
import { exitCodeOf, INTERNAL_EXIT_CODE, messageOf } from '../../../system/errors.ts';

/** Copies of the same rows that differ in one column: its values, one list a copy. */
export interface Copies {
  readonly column: string;
  readonly values: readonly (readonly Value[])[];
}

/** What a model said of each copy, or why it took none of them. */
export type Answered = { readonly predictions: readonly Predictions[] } | { readonly refusal: string };

/** Values that a model is given at once, about: a program of the user's starts anew for each call. */
const VALUES_A_CALL = 1_000_000;

/**
 * Asks a model of copies of `rows`, several columns' copies in one call. Where it refuses a call (a value that it
 * cannot take in another row, a program that fails), the columns are asked one by one, and only those that it refuses
 * have no answer.
 */
export async function askCopies(
  predictor: Predictor,
  rows: Frame,
  asked: readonly Copies[],
  onProgress: (done: number) => void = () => {},
): Promise<Answered[]> {
  const { inputs, extras } = predictor.package.manifest.signature;
  const names = new Set([...inputs, ...extras].map(({ name }) => name));
  const base = [...rows.columns.values()].filter(({ name }) => names.has(name));
  const answers: Answered[] = [];
  for (const batch of batchesOf(asked, rows.rows * base.length)) {
    try {
      answers.push(...(await askTogether(predictor, base, rows.rows, batch)));
    } catch (error) {
      if (exitCodeOf(error) === INTERNAL_EXIT_CODE) throw error;
      if (batch.length === 1) answers.push({ refusal: messageOf(error) });
      else for (const one of batch) answers.push(...(await askCopies(predictor, rows, [one])));
    }
    onProgress(answers.length);
  }
  return answers;
}

function batchesOf(asked: readonly Copies[], valuesACopy: number): Copies[][] {
  const batches: Copies[][] = [];
  let room = 0;
  for (const copies of asked) {
    const needed = valuesACopy * copies.values.length;
    if (batches.length === 0 || needed > room) {
      batches.push([]);
      room = VALUES_A_CALL;
    }
    batches.at(-1)?.push(copies);
    room -= needed;
  }
  return batches;
}

async function askTogether(
  predictor: Predictor,
  base: readonly Column[],
  rows: number,
  batch: readonly Copies[],
): Promise<Answered[]> {
  const copies = batch.flatMap(({ column, values }) => values.map((own) => ({ column, own })));
  const columns = base.map((column): [string, Column] => [
    column.name,
    {
      ...column,
      values: copies.flatMap(({ column: name, own }) => (name === column.name ? own : column.values)),
    },
  ]);
  const { width, scores } = await predictor.predict({
    rows: rows * copies.length,
    columns: new Map(columns),
  });
  let from = 0;
  return batch.map(({ values }) => ({
    predictions: values.map(() => {
      const to = from + rows * width;
      const own = { rows, width, scores: scores.slice(from, to) };
      from = to;
      return own;
    }),
  }));
}

/** The values of a column in these orders, one copy each. */
export function shuffledCopies(rows: Frame, column: string, orders: readonly Uint32Array[]): Copies {
  const { values } = columnOf(rows, column);
  return { column, values: orders.map((order) => Array.from(order, (row) => values[row] ?? null)) };
}

/** A copy of all rows for each of these values of a column. */
export function constantCopies(rows: Frame, column: string, values: readonly Value[]): Copies {
  return { column, values: values.map((value) => new Array<Value>(rows.rows).fill(value)) };
}
