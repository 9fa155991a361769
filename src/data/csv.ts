import type { SourceConfig } from '../config/schema.ts';
import { DataError, UserError } from '../system/errors.ts';
import { freeName } from './column-names.ts';
import { sqlTypeOf } from './column-types.ts';
import { canRead, openBytes } from './csv-bytes.ts';
import { cellTables } from './csv-cells.ts';
import { damageError, headerError } from './csv-damage.ts';
import { type CsvHeader, noHeader, readHeader } from './csv-header.ts';
import { checkHeaders, readCsvSql, toldDelimiter } from './csv-read.ts';
import { CsvSurvey, LONGEST_RECORD } from './csv-survey.ts';
import { csvError, loadCsvAsText } from './csv-text.ts';
import type { DataEngine } from './engine.ts';
import type { ColumnType } from './frame.ts';
import { dropRelation } from './relations.ts';
import { quotedPath, type SourceFiles } from './source-files.ts';
import { identifier } from './sql.ts';
import { type LoadedTable, refuseMisfits, wantedTypes } from './text-table.ts';
import { castSql, KIND, typeOfKinds } from './text-types.ts';

/** What one walk over the bytes of a file has found. */
interface SurveyedFile {
  readonly header: CsvHeader;
  readonly rows: number;
  readonly bytes: number;
  /** The bits of `KIND` that occur in each column of the header. */
  readonly kinds: Uint8Array;
  readonly inOrder: boolean;
}

/** Bytes that are read at once. */
const CHUNK = 4 << 20;

/**
 * Loads CSV files (RFC 4180: a header, quotes `"`, UTF-8, any line end) into the table `files.name`. Files may
 * order their columns differently but must have the same ones. Our own walk over the bytes finds the types,
 * from all values, and any damage; DuckDB then reads once, each column as what it is.
 * @param texts columns that are text whatever their values spell, where they exist and `types` says nothing of them
 * @throws DataError for a file that is ragged, not UTF-8, or not CSV at all, with file, line and byte
 * @throws UserError where `types` names a column that does not exist
 */
export async function loadCsv(
  engine: DataEngine,
  files: SourceFiles,
  source: SourceConfig,
  texts: ReadonlySet<string> = new Set(),
): Promise<LoadedTable> {
  checkOptions(files, source);
  if (!files.paths.every(canRead)) return loadCsvAsText(engine, files, source, texts);
  // The engine must have opened each file before we read it: it knows which folders are allowed.
  await engine.run(`SELECT size FROM read_blob([${files.paths.map(quotedPath).join(', ')}])`);
  const surveyed = await inTurn(engine, async () => {
    const found: SurveyedFile[] = [];
    for (const path of files.paths) found.push(await surveyFile(files, path, source));
    return found;
  });
  const headers = surveyed.map(({ header }) => header);
  checkHeaders(files, headers);
  const columns = headers[0]?.names ?? [];
  const wanted = wantedTypes(files, columns, source.types ?? {}, texts);
  const kinds = kindsByName(surveyed);
  const typed = columns.map((name) => ({
    name,
    type: wanted.get(name) ?? typeOfKinds(kinds.get(name) ?? 0),
  }));
  const doubtful = new Map([...wanted].filter(([name, type]) => !fits(kinds.get(name) ?? 0, type)));
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const rowsOfFile = surveyed.map(({ rows }) => rows);
  const rows = total(rowsOfFile);
  const reading = {
    missing: source.missing,
    inOrder: surveyed.some((file) => file.inOrder),
    recordBytes: total(surveyed.map(({ bytes }) => bytes)) / Math.max(1, rows),
  };
  if (doubtful.size > 0) {
    const file = freeName('source_file', columns);
    const from = readCsvSql(files, headers, { ...reading, file });
    await refuseMisfits(engine, files, { from, file, text: identifier }, doubtful);
  }
  // What DuckDB's CSV reader makes of these two types is what its cast makes of their text.
  const native = new Map(
    typed
      .filter(({ name, type }) => (type === 'integer' || type === 'number') && !doubtful.has(name))
      .map(({ name, type }) => [name, sqlTypeOf(type)]),
  );
  const values = typed.map(({ name, type }) => {
    const value = identifier(name);
    return native.has(name) ? value : `${castSql(value, type)} AS ${value}`;
  });
  await dropRelation(engine, files.name);
  const from = readCsvSql(files, headers, { ...reading, types: native });
  const table = identifier(files.name);
  await engine
    .run(`CREATE TABLE ${table} AS SELECT ${values.join(', ')} FROM ${from}`)
    .catch((error: unknown) => {
      throw csvError(error, files, files.paths);
    });
  const [loaded] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
  if (loaded?.n !== rows) {
    throw new DataError(`source ${files.name} changed while it was read`, {
      hint: 'Run this again when nothing writes to its files any more.',
    });
  }
  return { columns: typed, rowsOfFile };
}

/** Refuses what DuckDB could not be told, and what would mean nothing. */
function checkOptions(files: SourceFiles, { delimiter, missing = [] }: SourceConfig): void {
  if (delimiter !== undefined && (delimiter.charCodeAt(0) > 127 || '"\r\n\0'.includes(delimiter))) {
    throw new UserError(`source ${files.name}: ${JSON.stringify(delimiter)} cannot be the \`delimiter\``, {
      hint: 'Name one ASCII character that is no quote and no line end, such as `;`.',
    });
  }
  const odd = missing.find((text) => /["\r\n\0]/.test(text) || (delimiter && text.includes(delimiter)));
  if (odd !== undefined) {
    throw new UserError(`source ${files.name}: ${JSON.stringify(odd)} cannot stand under \`missing\``, {
      hint: 'A text for “missing” holds no quote, no line end and no delimiter.',
    });
  }
}

const turns = new WeakMap<DataEngine, Promise<unknown>>();

/**
 * One survey after the other: when two sources are loaded at once, the second is surveyed while DuckDB loads the first.
 */
function inTurn<T>(engine: DataEngine, work: () => Promise<T>): Promise<T> {
  const result = (turns.get(engine) ?? Promise.resolve()).then(work);
  turns.set(
    engine,
    result.catch(() => undefined),
  );
  return result;
}

async function surveyFile(files: SourceFiles, path: string, source: SourceConfig): Promise<SurveyedFile> {
  const shown = files.show(path);
  const bytes = await openBytes(path, shown);
  try {
    // Room for what a chunk leaves over, a record at most, and for the two bytes that end the survey's walk.
    const buffer = Buffer.allocUnsafe(CHUNK + LONGEST_RECORD + 2);
    const room = buffer.subarray(0, -2);
    let size = await bytes.fill(room, 0);
    const header = readHeader(buffer.subarray(0, size), toldDelimiter(source, path));
    if (header === undefined) throw noHeader(shown);
    if ('kind' in header) throw headerError(shown, header);
    const delimiter = header.delimiter.charCodeAt(0);
    const columns = header.names.length;
    const survey = new CsvSurvey(cellTables(delimiter, source.missing ?? []), columns, delimiter, header);
    let last = size < room.length;
    size = leaveOver(buffer, header.byte, size);
    for (;;) {
      const taken = survey.take(buffer, size, last);
      if (survey.damage) throw damageError(shown, survey.damage, columns);
      if (last) break;
      size = leaveOver(buffer, taken, size);
      const more = await bytes.fill(room, size);
      last = size + more < room.length;
      size += more;
    }
    // A guess at where a record begins, which DuckDB makes to read with several threads, could be wrong there.
    const inOrder = survey.multiline || survey.strayQuotes;
    return { header, rows: survey.rows, bytes: survey.bytes, kinds: survey.kinds, inOrder };
  } finally {
    await bytes.close();
  }
}

/** Moves the bytes from `taken` on to the beginning; how many there are. */
function leaveOver(buffer: Buffer, taken: number, size: number): number {
  buffer.copyWithin(0, taken, size);
  return size - taken;
}

/** The kinds that occur in each column, in whatever order the files have them. */
function kindsByName(surveyed: readonly SurveyedFile[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { header, kinds } of surveyed) {
    for (const [index, name] of header.names.entries()) {
      found.set(name, (found.get(name) ?? 0) | ((kinds[index] ?? 0) & (2 * KIND.text - 1)));
    }
  }
  return found;
}

/** Whether values of these kinds are surely of the type that is asked for. */
function fits(kinds: number, type: ColumnType): boolean {
  const { integer, longInteger, number, boolean, date, timestamp } = KIND;
  const sure: Record<ColumnType, number> = {
    string: -1,
    integer,
    number: integer | longInteger | number,
    boolean,
    date,
    timestamp: date | timestamp,
  };
  return (kinds & ~sure[type]) === 0;
}
