import { copyFile, open, stat, truncate } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { sqlTypeOf } from '../data/engine/column-types.ts';
import type { DataEngine } from '../data/engine/engine.ts';
import type { ColumnType, Frame } from '../data/engine/frame.ts';
import { identifier, literal } from '../data/engine/sql.ts';
import { matchingFiles } from '../data/sources/source-files.ts';
import { type RegisteredSource, registerSource } from '../data/sources/sources.ts';
import { parseSql } from '../data/sources/text-types.ts';
import type { Manifest } from '../models/package.ts';
import { LOG_KEY } from '../serving/log.ts';
import { DataError } from '../system/errors.ts';
import { makeFolder } from '../system/files.ts';
import { writeErrorOf } from '../system/write-errors.ts';

const TABLE = 'serving_log';

/** Where requests are read from, and which of them are wanted. */
export interface ServedRowsRequest {
  /** `monitor.log`: a file or a glob. */
  readonly log: string;
  /** The folder of the config. */
  readonly directory: string;
  /** A folder that the engine may read; made where it is needed. */
  readonly scratch: string;
  /** The model that answered. */
  readonly manifest: Pick<Manifest, 'name' | 'signature'>;
  readonly version: string;
  /** Columns beside those that the model reads and the time. */
  readonly columns: readonly string[];
}

export interface ServedRows {
  /** Null where there is no file at all. */
  readonly rows: Frame | null;
  /** What was left out, a sentence each. */
  readonly warnings: readonly string[];
}

/**
 * The rows that a version of the model was asked, from its serving log; of any other dataset all rows. Values have
 * the types of the package.
 * @throws DataError for a file that cannot be read, or lacks a column that the model reads
 */
export async function readServedRows(engine: DataEngine, request: ServedRowsRequest): Promise<ServedRows> {
  const warnings: string[] = [];
  const files: string[] = [];
  for (const file of await matchingFiles(engine, request.log, request.directory)) {
    const whole = await wholeLines(file, request.scratch, files.length, warnings);
    if (whole !== null) files.push(whole);
  }
  if (files.length === 0) return { rows: null, warnings };
  const wanted = wantedColumns(request);
  const texts = new Set(wanted.filter(({ type }) => type === 'string').map(({ name }) => name));
  const source = await registerSource(engine, TABLE, { path: files, hive: false }, request.directory, texts);
  const rows = await typedRows(engine, source, wanted, request, warnings);
  return { rows, warnings };
}

type WantedColumn = Manifest['signature']['inputs'][number];

/** What the model reads, the time, and the columns that are asked for besides. */
function wantedColumns({ manifest: { signature }, columns }: ServedRowsRequest): WantedColumn[] {
  const { inputs, extras, time } = signature;
  return [...inputs, ...extras.filter(({ name }) => name === time || columns.includes(name))];
}

async function typedRows(
  engine: DataEngine,
  source: RegisteredSource,
  wanted: readonly WantedColumn[],
  { manifest, version }: ServedRowsRequest,
  warnings: string[],
): Promise<Frame> {
  const present = new Map(source.columns.map(({ name, type }) => [name, type]));
  const missing = wanted.filter(({ name }) => !present.has(name)).map(({ name }) => name);
  if (missing.length > 0) {
    throw new DataError(`the serving log has no column ${missing.join(', ')}`, {
      hint: 'It must hold the columns that the model reads: a serving log of this model, or rows of `mlops view`.',
    });
  }
  const value = ({ name, type }: WantedColumn) => typedSql(name, present.get(name) ?? 'string', type);
  const answered = present.has(LOG_KEY)
    ? `WHERE json_extract_string(${identifier(LOG_KEY)}, '$.model') = ${literal(manifest.name)}
         AND json_extract_string(${identifier(LOG_KEY)}, '$.version') = ${literal(version)}`
    : '';
  const lost = wanted.map(
    (column, index) =>
      `count(*) FILTER (${identifier(column.name)} IS NOT NULL AND ${value(column)} IS NULL) AS c${index}`,
  );
  const time = wanted.find(({ name }) => name === manifest.signature.time);
  const ahead = time && answered !== '' ? `${value(time)} > (${newestReception(answered)})` : 'false';
  const [counts = {}] = await engine.rows<Record<string, number>>(
    `SELECT ${lost.join(', ')}, count(*) FILTER (${ahead}) AS ahead FROM ${identifier(TABLE)} ${answered}`,
  );
  for (const [index, { name, type }] of wanted.entries()) {
    const count = counts[`c${index}`] ?? 0;
    if (count > 0)
      warnings.push(`${count} values of \`${name}\` are not of the type ${type} and count as missing.`);
  }
  const future = counts.ahead ?? 0;
  if (future > 0) {
    warnings.push(
      `${future} requests are about a time after the newest request came, and count when it has come.`,
    );
  }
  const selected = wanted.map((column) => `${value(column)} AS ${identifier(column.name)}`);
  const wantedRows = future > 0 ? `${answered} AND NOT coalesce(${ahead}, false)` : answered;
  return engine.frame(`SELECT ${selected.join(', ')} FROM ${identifier(TABLE)} ${wantedRows}`);
}

/**
 * When the newest request came, by the server's clock. Whoever sends requests chooses their times, so a far
 * one must not make windows complete that nobody can have filled yet.
 */
function newestReception(answered: string): string {
  const received = `TRY_CAST(json_extract_string(${identifier(LOG_KEY)}, '$.received') AS TIMESTAMP)`;
  return `SELECT max(${received}) FROM ${identifier(TABLE)} ${answered}`;
}

/** SQL for a column as values of `type`; null where a value is none. */
function typedSql(name: string, found: ColumnType, type: ColumnType): string {
  if (found === type) return identifier(name);
  if (found === 'string') return parseSql(identifier(name), type);
  return `TRY_CAST(${identifier(name)} AS ${sqlTypeOf(type)})`;
}

/**
 * `file`, or a copy without its last line where that is torn: a server that was killed, or is writing right
 * now, leaves such a line. Null where nothing else is in it.
 */
async function wholeLines(
  file: string,
  scratch: string,
  number: number,
  warnings: string[],
): Promise<string | null> {
  if (!/\.(jsonl|ndjson|json)$/i.test(file)) return file;
  const { size } = await stat(file);
  if (size === 0) return null;
  const end = await endOfWholeLines(file, size);
  if (end === null) return file;
  const name = basename(file);
  warnings.push(`The last line of ${name} is torn and was left out: a killed server leaves one.`);
  if (end === 0) return null;
  await makeFolder(scratch);
  const copy = join(scratch, `${number}-${name}`);
  try {
    await copyFile(file, copy);
    await truncate(copy, end);
  } catch (error) {
    throw writeErrorOf(error, copy);
  }
  return copy;
}

const CHUNK = 1 << 16;

/** Where the whole lines of a file of JSON objects end, if a torn one follows; null where none does. */
async function endOfWholeLines(file: string, size: number): Promise<number | null> {
  const handle = await open(file, 'r');
  try {
    const first = await handle.read(Buffer.alloc(1), 0, 1, 0);
    // One array, or no JSON at all, is for the reader to judge.
    if (first.buffer.toString('latin1') !== '{') return null;
    let tail = Buffer.alloc(0);
    for (let at = size; at > 0; ) {
      const length = Math.min(CHUNK, at);
      at -= length;
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, at);
      const lineEnd = buffer.lastIndexOf('\n');
      tail = Buffer.concat([buffer.subarray(lineEnd + 1), tail]);
      if (lineEnd < 0) continue;
      return tail.length === 0 || isJson(tail) ? null : at + lineEnd + 1;
    }
    return isJson(tail) ? null : 0;
  } finally {
    await handle.close();
  }
}

function isJson(text: Buffer): boolean {
  try {
    JSON.parse(text.toString('utf8'));
    return true;
  } catch {
    return text.toString('utf8').trim() === '';
  }
}
