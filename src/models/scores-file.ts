import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Task } from '../config/schema/model.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import { columnOf, type Frame } from '../data/engine/frame.ts';
import { identifier } from '../data/engine/sql.ts';
import { registerSource } from '../data/sources/sources.ts';
import { DataError } from '../system/errors.ts';
import type { EngineOutput } from './engine.ts';

/** What the scores of a task are called in files: `score`, of several classes `p_<class>` in their order. */
export function scoreNames(task: Task, classes: readonly string[]): string[] {
  if (task === 'multiclass-classification') return classes.map((name) => `p_${name}`);
  return [task === 'regression' ? 'prediction' : 'score'];
}

let tables = 0;

/**
 * All rows of a CSV, Parquet, JSON Lines or Arrow file, in their order.
 * @param path absolute, in a folder that the engine may read
 * @throws DataError with file and line where the file is damaged, UserError where it is not there
 */
export async function readTable(engine: DataEngine, path: string): Promise<Frame> {
  const name = `predictions_${tables++}`;
  const { format } = await registerSource(engine, name, { path: basename(path) }, dirname(path));
  try {
    return await engine.frame(`SELECT * FROM ${identifier(name)}`);
  } finally {
    await engine.run(`DROP ${format === 'parquet' ? 'VIEW' : 'TABLE'} ${identifier(name)}`);
  }
}

/**
 * The scores that a program left in a file, which must have the columns `names` and `rows` rows. Other columns
 * are not looked at. Whether the scores are probabilities is for `scoresOf` to tell.
 * @param maximumBytes a larger file is refused before it is read
 * @throws DataError that names the file
 */
export async function readScores(
  engine: DataEngine,
  path: string,
  expected: { readonly names: readonly string[]; readonly rows: number; readonly maximumBytes: number },
): Promise<EngineOutput> {
  const file = basename(path);
  const { names, rows, maximumBytes } = expected;
  const { size } = await stat(path);
  if (size > maximumBytes) {
    throw wrong(file, `has ${size} bytes; for ${rows} rows it may have ${maximumBytes}`);
  }
  const frame = await readTable(engine, path);
  if (frame.rows !== rows) throw wrong(file, `has ${frame.rows} rows, but ${rows} were asked`);
  const missing = names.find((name) => !frame.columns.has(name));
  if (missing !== undefined) {
    throw wrong(file, `has no column ${missing}; it has ${[...frame.columns.keys()].join(', ')}`);
  }
  const values = new Float64Array(rows * names.length);
  for (const [place, name] of names.entries()) {
    const { type, values: found } = columnOf(frame, name);
    if (rows > 0 && type !== 'number' && type !== 'integer') {
      throw wrong(file, `has ${name} as ${type}, and it must be numbers`);
    }
    for (let row = 0; row < rows; row++) {
      const value = found[row];
      if (typeof value !== 'number') throw wrong(file, `has no ${name} in row ${row + 1}`);
      values[row * names.length + place] = value;
    }
  }
  return { rows, width: names.length, values };
}

function wrong(file: string, what: string): DataError {
  return new DataError(`${file} of the predict program ${what}`, {
    hint: 'The program must write one row for each row that it was given, in the same order, with a finite number in each column of scores.',
  });
}
