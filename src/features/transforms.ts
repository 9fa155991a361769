import { type ColumnType, columnOf, type Frame, type Value } from '../data/engine/frame.ts';
import { DataError, UserError } from '../system/errors.ts';
import type { FittedTransforms } from './fitted.ts';
import { MISSING, type ReadyFeature, Refused, readyFeature } from './steps.ts';

/** What a model sees: `rows` × `width` numbers, row after row, all finite. */
export interface Matrix {
  readonly rows: number;
  readonly width: number;
  /** A name for each of the `width` columns, unique even where case does not count. */
  readonly names: readonly string[];
  readonly values: Float32Array;
}

/** A value that has no number: it is missing where nothing imputes it, or it is out of a step's domain. */
export interface RowProblem {
  /** 0-based row of the frame. */
  readonly row: number;
  readonly column: string;
  /** What is wrong with the value, such as `is missing`. */
  readonly message: string;
}

const MAXIMUM_VALUES = 2 ** 30;
/** Rows whose numbers are written together: few enough that they stay in the cache from column to column. */
const BLOCK_ROWS = 512;

/**
 * Fitted transforms, made ready once and applied to many frames. Training, evaluation and the
 * prediction server all use this one implementation; each row is turned into numbers on its own, so a
 * row has the same numbers alone and in any batch.
 */
export class Transforms {
  readonly names: readonly string[];
  /** The columns that a frame must have, once each, in the order of their first use. */
  readonly inputs: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly #features: readonly ReadyFeature[];

  constructor(fitted: FittedTransforms) {
    this.#features = fitted.features.map(readyFeature);
    this.names = uniqueNames(this.#features.flatMap((feature) => feature.names));
    const types = new Map(fitted.features.map(({ column, type }) => [column, type]));
    this.inputs = [...types].map(([name, type]) => ({ name, type }));
  }

  get width(): number {
    return this.names.length;
  }

  /**
   * The matrix of all rows of `frame`, and the values that have no number (those cells are 0, so do
   * not predict from the rows that a problem names).
   * @throws UserError when the frame lacks a column, or the matrix would not fit in memory
   */
  convert(frame: Frame): { readonly matrix: Matrix; readonly problems: readonly RowProblem[] } {
    const { width } = this;
    if (frame.rows * width > MAXIMUM_VALUES) {
      throw new UserError(
        `the features make ${width} columns; with ${frame.rows} rows they do not fit in memory`,
        {
          hint: 'Lower `max-categories` or `buckets` of the widest features, use `hash`, or take fewer rows.',
        },
      );
    }
    const values = new Float32Array(frame.rows * width);
    const columns = this.#features.map(({ column }) => valuesOf(frame, column));
    const problems: RowProblem[][] = this.#features.map(() => []);
    for (let from = 0; from < frame.rows; from += BLOCK_ROWS) {
      const to = Math.min(frame.rows, from + BLOCK_ROWS);
      let first = 0;
      for (const [index, feature] of this.#features.entries()) {
        writeRows(feature, columns[index] as readonly Value[], from, to, {
          values,
          width,
          first,
          problems: problems[index] as RowProblem[],
        });
        first += feature.names.length;
      }
    }
    return { matrix: { rows: frame.rows, width, names: this.names, values }, problems: problems.flat() };
  }

  /**
   * The matrix of all rows of `frame`.
   * @throws DataError when a value has no number; it says which column, how many and the first rows
   */
  apply(frame: Frame): Matrix {
    const { matrix, problems } = this.convert(frame);
    if (problems.length > 0) throw problemsError(problems, frame.rows);
    return matrix;
  }
}

/** Writes what a feature makes of the rows `from` to before `to`, and notes the values that have no number. */
function writeRows(
  feature: ReadyFeature,
  cells: readonly Value[],
  from: number,
  to: number,
  into: { values: Float32Array; width: number; first: number; problems: RowProblem[] },
): void {
  const { values, width, first, problems } = into;
  for (let row = from; row < to; row++) {
    try {
      feature.write(cells[row] as Value, values, row * width + first);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      problems.push({ row, column: feature.column, message: error.message });
    }
  }
}

/** The matrix of `frame` by `fitted`; for many frames make one `Transforms`. Throws as `Transforms.apply`. */
export function applyTransforms(fitted: FittedTransforms, frame: Frame): Matrix {
  return new Transforms(fitted).apply(frame);
}

/** The rows of `matrix` at `indices`, in that order. */
export function takeMatrixRows(matrix: Matrix, indices: ArrayLike<number>): Matrix {
  const { width, names } = matrix;
  const values = new Float32Array(indices.length * width);
  for (let row = 0; row < indices.length; row++) {
    const from = (indices[row] as number) * width;
    values.set(matrix.values.subarray(from, from + width), row * width);
  }
  return { rows: indices.length, width, names, values };
}

/** The values of a feature's column, which the config named. Throws UserError where it is absent. */
export function valuesOf(frame: Frame, column: string): readonly Value[] {
  if (!frame.columns.has(column)) {
    throw new UserError(`the feature column ${JSON.stringify(column)} is not in the data`, {
      hint: `Columns there are: ${[...frame.columns.keys()].join(', ')}.`,
    });
  }
  return columnOf(frame, column).values;
}

/** One error for all problems: the column with the most, how many, the first rows, and the cure. */
export function problemsError(problems: readonly RowProblem[], rows: number): DataError {
  const groups = new Map<string, RowProblem[]>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.column, problem.message.split(':')[0]]);
    const group = groups.get(key);
    if (group) group.push(problem);
    else groups.set(key, [problem]);
  }
  const worst = [...groups.values()].sort((a, b) => b.length - a.length);
  const sentences = worst.slice(0, 5).map((group) => {
    const { column, message } = group[0] as RowProblem;
    const where = group
      .slice(0, 3)
      .map(({ row }) => row + 1)
      .join(', ');
    const count = `${group.length} of ${rows} row${rows === 1 ? '' : 's'}`;
    return `feature column ${JSON.stringify(column)} ${message} in ${count} (row ${where}${group.length > 3 ? ', …' : ''})`;
  });
  if (worst.length > 5) sentences.push(`${worst.length - 5} more kinds of problem`);
  const missing = problems.some(({ message }) => message === MISSING);
  return new DataError(sentences.join('; '), {
    hint: missing
      ? 'Put `impute` first in the `transform` of the feature, or filter these rows out with `data.view.where`.'
      : 'Mend the values at their source, or filter these rows out with `data.view.where`.',
  });
}

/** `names`, later ones marked where one is the same but for case (SQL cannot tell those apart). */
function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let copy = 2; taken.has(unique.toLowerCase()); copy++) unique = `${name}~${copy}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
