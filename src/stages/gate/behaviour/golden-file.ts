import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { DataEngine } from '../../../data/engine/engine.ts';
import { columnOf, type Frame } from '../../../data/engine/frame.ts';
import { identifier } from '../../../data/engine/sql.ts';
import { isRemote, registerSource } from '../../../data/sources/sources.ts';
import type { Answers } from '../../../evaluation/behaviour/behaviour.ts';
import type { Signature } from '../../../models/package.ts';
import { DataError, UserError } from '../../../system/errors.ts';
import { digestOfFile } from '../../../system/files.ts';

/** Opens the data engine on these folders. */
type EngineOpener = (directories: readonly string[]) => Promise<DataEngine>;

/** Rows with the scores that they must have. */
export interface Golden {
  /** The columns that the model reads. */
  readonly rows: Frame;
  readonly scores: Answers;
  /** Of the file. */
  readonly digest: string;
}

const REWRITE = 'Write the file again with `mlops golden --rows FILE --out FILE`.';

/** The names of the columns that hold the scores of a model: `score`, or `p_<class>` of several classes. */
export function scoreColumnNames({ task, classes }: Signature): string[] {
  return task === 'multiclass-classification' ? classes.map((name) => `p_${name}`) : ['score'];
}

/**
 * The rows of a data file as a model of this signature takes them, with all columns that the file has.
 * @param file relative to `directory`; the engine must be allowed to read its folder
 * @throws UserError where there is no such file, or it lacks a column that the model reads
 */
export async function readModelRows(
  file: string,
  directory: string,
  signature: Signature,
  engine: DataEngine,
): Promise<Frame> {
  const source = { path: file, hive: false };
  if (isRemote(source)) {
    throw new UserError(`${file} is an address, and rows for a model are a file of this machine`, {
      hint: 'Keep the file beside the config, where its changes are reviewed.',
    });
  }
  const found = await stat(resolve(directory, file)).catch(() => undefined);
  if (!found?.isFile()) {
    throw new UserError(`there is no file of rows at ${file}`, {
      hint: 'Name one file (JSON Lines, CSV or Parquet), not a folder or a pattern.',
    });
  }
  const texts = new Set(signature.inputs.flatMap(({ name, type }) => (type === 'string' ? [name] : [])));
  const { columns } = await registerSource(engine, 'rows_for_model', source, directory, texts);
  const names = new Set(columns.map(({ name }) => name));
  const absent = signature.inputs.filter(({ name }) => !names.has(name));
  if (absent.length > 0) {
    throw new UserError(
      `${file} has no column ${absent.map(({ name }) => JSON.stringify(name)).join(', ')}, which the model reads`,
      { hint: `Its columns are ${[...names].join(', ')}. Take the rows from \`mlops view\`.` },
    );
  }
  return engine.frame(`SELECT * FROM ${identifier('rows_for_model')}`);
}

/**
 * Reads a file of golden rows for a model of this signature.
 * @throws UserError where it lacks columns, DataError where a score is missing or no number
 */
export async function readGolden(
  file: string,
  directory: string,
  signature: Signature,
  openEngine: EngineOpener,
): Promise<Golden> {
  const path = resolve(directory, file);
  const engine = await openEngine([dirname(path)]);
  const rows = await readModelRows(file, directory, signature, engine).finally(() => engine.close());
  const names = scoreColumnNames(signature);
  const absent = names.filter((name) => !rows.columns.has(name));
  if (absent.length > 0) {
    throw new UserError(
      `${file} has no column ${absent.join(', ')} with the scores that its rows must have`,
      {
        hint: `The model gives ${names.join(', ')}. ${REWRITE}`,
      },
    );
  }
  const clash = names.find((name) => signature.inputs.some((input) => input.name === name));
  if (clash !== undefined) {
    throw new UserError(`the model reads a column ${clash}, so no file can hold its golden scores`, {
      hint: 'Rename the feature in the view, or leave this test out.',
    });
  }
  const width = names.length;
  const scores = new Float64Array(rows.rows * width);
  for (const [k, name] of names.entries()) {
    const { values } = columnOf(rows, name);
    for (let row = 0; row < rows.rows; row++) {
      const score = values[row];
      if (typeof score !== 'number' || !Number.isFinite(score)) {
        const what =
          score === null || score === undefined ? 'is missing' : `is ${JSON.stringify(String(score))}`;
        throw new DataError(`${file}: ${name} of row ${row + 1} ${what}, and must be a number`, {
          hint: REWRITE,
        });
      }
      scores[row * width + k] = score;
    }
  }
  return {
    rows,
    scores: { rows: rows.rows, width, scores },
    digest: await digestOfFile(path),
  };
}
