import { randomBytes } from 'node:crypto';
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type * as DuckDB from '@duckdb/node-api';
import { durationPhrase } from '../../system/duration-phrase.ts';
import { writeAtomicallyWith } from '../../system/files.ts';
import { refuseTwins } from './column-names.ts';
import { columnTypeOf } from './column-types.ts';
import { problemOf, translateError } from './duckdb-errors.ts';
import { appendNumbers } from './duckdb-numbers.ts';
import {
  type Cell,
  type DuckDBModule,
  nullable,
  parameterOf,
  type Reader,
  readerOf,
  valueOfCell,
  writerOf,
} from './duckdb-values.ts';
import { type DataEngine, QueryStopped } from './engine.ts';
import type { Column, Frame, Value } from './frame.ts';
import { identifier, literal } from './sql.ts';

const INTERRUPTED = 'the query was interrupted';
/** DuckDB's vector size. */
const CHUNK = 2048;
/** A fixed number of rows a group, so that the same rows make the same file. */
const ROW_GROUP = 122_880;

/** A DuckDB that is open: one statement at a time, in limited time and memory. */
export class DuckDBEngine implements DataEngine {
  readonly version: string;
  readonly #module: DuckDBModule;
  readonly #instance: DuckDB.DuckDBInstance;
  readonly #connection: DuckDB.DuckDBConnection;
  readonly #temporaryDirectory: string;
  /** Bytes of memory that are given when the usual ones do not do, once. */
  #spare: number | undefined;
  readonly #queryLimitMs: number;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;
  #interrupted = false;

  constructor(
    module: DuckDBModule,
    instance: DuckDB.DuckDBInstance,
    connection: DuckDB.DuckDBConnection,
    temporaryDirectory: string,
    spare: number | undefined,
    queryLimitMs: number,
  ) {
    this.version = module.version().replace(/^v/, '');
    this.#module = module;
    this.#instance = instance;
    this.#connection = connection;
    this.#temporaryDirectory = temporaryDirectory;
    this.#spare = spare;
    this.#queryLimitMs = queryLimitMs;
  }

  async run(sql: string, parameters?: readonly Value[]): Promise<void> {
    await this.#exclusively(async () => {
      const { values, types } = this.#bound(parameters);
      await this.#connection.run(sql, values, types);
    });
  }

  async rows<Row = Record<string, unknown>>(sql: string, parameters?: readonly Value[]): Promise<Row[]> {
    return this.#exclusively(async () => {
      const { names, columns } = await this.#read(sql, parameters, (cell) => cell);
      const count = columns[0]?.length ?? 0;
      // fromEntries makes own properties of any name, `__proto__` included.
      return Array.from(
        { length: count },
        (_, row) => Object.fromEntries(names.map((name, index) => [name, columns[index]?.[row]])) as Row,
      );
    });
  }

  async frame(sql: string, parameters?: readonly Value[]): Promise<Frame> {
    return this.#exclusively(async () => {
      const { names, types, columns } = await this.#read(sql, parameters, valueOfCell);
      const made = names.map((name, index): [string, Column] => [
        name,
        { name, type: columnTypeOf(types[index] ?? ''), values: columns[index] ?? [] },
      ]);
      return { rows: columns[0]?.length ?? 0, columns: new Map(made) };
    });
  }

  async numbers(sql: string, targets: readonly Float64Array[]): Promise<Float64Array[]> {
    return this.#exclusively(async () => {
      const result = await this.#connection.stream(sql);
      const ends = targets.map(() => 0);
      for await (const chunk of chunksOf(result)) {
        for (const [index, target] of targets.entries()) {
          ends[index] = appendNumbers(chunk.getColumnVector(index), target, ends[index] ?? 0);
        }
      }
      return targets.map((target, index) => target.subarray(0, ends[index]));
    });
  }

  async scan(sql: string, take: (columns: readonly (readonly Value[])[]) => void): Promise<void> {
    await this.#exclusively(async () => {
      const result = await this.#connection.stream(sql);
      const readers = result.columnTypes().map((type) => readerOf(this.#module, type));
      for await (const chunk of chunksOf(result)) {
        take(
          readers.map((reader, index) => {
            const vector = chunk.getColumnVector(index);
            return Array.from({ length: vector.itemCount }, (_, row) =>
              valueOfCell(nullable(reader, vector.getItem(row))),
            );
          }),
        );
      }
    });
  }

  async insert(name: string, frame: Frame): Promise<void> {
    const columns = [...frame.columns.values()];
    if (columns.length === 0) throw new RangeError(`table ${JSON.stringify(name)} would have no column`);
    refuseTwins(columns.map((column) => column.name));
    const writers = columns.map((column) => writerOf(this.#module, column));
    const types = writers.map(({ type }) => type);
    const declared = columns.map((column, i) => `${identifier(column.name)} ${types[i]}`).join(', ');
    await this.#exclusively(async () => {
      await this.#connection.run('BEGIN');
      try {
        await this.#connection.run(`CREATE OR REPLACE TABLE ${identifier(name)} (${declared})`);
        const appender = await this.#connection.createAppender(name);
        const { DuckDBDataChunk } = this.#module;
        for (let start = 0; start < frame.rows; start += CHUNK) {
          const size = Math.min(CHUNK, frame.rows - start);
          const chunk = DuckDBDataChunk.create(types, size);
          for (const [index, column] of columns.entries()) {
            const write = writers[index]?.write;
            const values = Array.from({ length: size }, (_, offset) => {
              const value = column.values[start + offset] ?? null;
              return value === null || !write ? null : write(value, start + offset);
            });
            chunk.setColumnValues(index, values);
          }
          appender.appendDataChunk(chunk);
        }
        appender.closeSync();
        await this.#connection.run('COMMIT');
      } catch (error) {
        await this.#connection.run('ROLLBACK');
        throw error;
      }
    });
  }

  async writeParquet(sql: string, path: string): Promise<void> {
    // DuckDB writes where it may, and we carry the file to its place: outputs need no allowed folder.
    const made = join(this.#temporaryDirectory, `${randomBytes(8).toString('hex')}.parquet`);
    try {
      await this.#exclusively(async () => {
        await this.#connection.run(
          `COPY (${sql}\n) TO ${literal(made)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP}, PRESERVE_ORDER true)`,
        );
        await writeAtomicallyWith(path, (temporary) => moveFile(made, temporary));
      });
    } finally {
      await rm(made, { force: true });
    }
  }

  interrupt(): void {
    this.#interrupted = true;
    if (!this.#closed) this.#connection.interrupt();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#last;
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  /** One statement at a time: results are streamed, and a second query would cut off the first. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error('the data engine is closed');
    const result = this.#last
      .then(() => this.#inTime(() => work().catch((error: unknown) => this.#withSpareMemory(error, work))))
      .catch((error: unknown) => {
        throw translateError(error);
      });
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Interrupts the work when it takes too long. */
  async #inTime<T>(work: () => Promise<T>): Promise<T> {
    if (this.#interrupted) throw new QueryStopped(INTERRUPTED);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#connection.interrupt();
    }, this.#queryLimitMs);
    try {
      return await work();
    } catch (error) {
      if (this.#interrupted) throw new QueryStopped(INTERRUPTED, { cause: error });
      if (!late) throw error;
      throw new QueryStopped(`a query was stopped after ${durationPhrase(this.#queryLimitMs)}`, {
        hint: 'Look for SQL of the config or contract that never ends, such as a join without a condition; else read less data, or give queries longer with the variable MLOPS_QUERY_LIMIT, such as 1h.',
        cause: error,
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Does the work again where memory was all that it lacked: what failed has left nothing behind. */
  async #withSpareMemory<T>(error: unknown, work: () => Promise<T>): Promise<T> {
    if (this.#spare === undefined || problemOf(error).kind !== 'Out of Memory') throw error;
    await this.#connection.run(`SET memory_limit = '${this.#spare}B'`);
    this.#spare = undefined;
    return work();
  }

  #bound(parameters: readonly Value[] = []): { values?: DuckDB.DuckDBValue[]; types?: DuckDB.DuckDBType[] } {
    if (parameters.length === 0) return {};
    const bound = parameters.map((value) => parameterOf(this.#module, value));
    return { values: bound.map(({ value }) => value), types: bound.map(({ type }) => type) };
  }

  /** The columns of a query's result, each cell through `finish`. */
  async #read<T>(
    sql: string,
    parameters: readonly Value[] | undefined,
    finish: (cell: Cell) => T,
  ): Promise<{ names: string[]; types: string[]; columns: T[][] }> {
    const bound = this.#bound(parameters);
    const result = await this.#connection.stream(sql, bound.values, bound.types);
    const types = result.columnTypes();
    const readers: Reader[] = types.map((type) => readerOf(this.#module, type));
    const columns: T[][] = types.map(() => []);
    for await (const chunk of chunksOf(result)) {
      for (const [index, reader] of readers.entries()) {
        const vector = chunk.getColumnVector(index);
        const column = columns[index] ?? [];
        for (let row = 0; row < vector.itemCount; row++) {
          column.push(finish(nullable(reader, vector.getItem(row))));
        }
      }
    }
    return { names: result.deduplicatedColumnNames(), types: types.map(String), columns };
  }
}

/** The rows of a result as they come, so many at once. */
async function* chunksOf(result: DuckDB.DuckDBResult): AsyncGenerator<DuckDB.DuckDBDataChunk> {
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    yield chunk;
  }
}

/** Renames, or copies where the two places are on different disks. */
async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyFile(from, to);
  }
}
