import type { SourceConfig } from '../../../config/schema/sources.ts';
import { DataError, UserError } from '../../../system/errors.ts';
import { freeName } from '../../engine/column-names.ts';
import type { DataEngine } from '../../engine/engine.ts';
import { dropRelation } from '../../engine/relations.ts';
import { identifier } from '../../engine/sql.ts';
import { rowsOf } from '../../engine/table.ts';
import { quotedPath, type SourceFiles } from '../source-files.ts';
import { type LoadedTable, refuseMisfits } from '../text-table.ts';
import { canRead, openBytes } from './csv-bytes.ts';
import { cellTables } from './csv-cells.ts';
import { damageError, headerError } from './csv-damage.ts';
import { noHeader, readHeader } from './csv-header.ts';
import { type CsvPlan, isSamePlan, planCsv, type SurveyedFile } from './csv-plan.ts';
import { readCsvSql, toldDelimiter } from './csv-read.ts';
import { CsvSurvey, LONGEST_RECORD } from './csv-survey.ts';
import { csvError, loadCsvAsText } from './csv-text.ts';

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
  let ahead: Ahead | undefined;
  const begin = (part: SurveyedFile) => {
    const plan = planCsv(files, source, texts, [part]);
    if (plan.doubtful.size > 0) return;
    const made = createTable(engine, files, plan).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    ahead = { plan, made };
  };
  try {
    const surveyed = await inTurn(engine, async () => {
      const found: SurveyedFile[] = [];
      for (const path of files.paths) {
        found.push(await surveyFile(files, path, source, files.paths.length === 1 ? begin : undefined));
      }
      return found;
    });
    const plan = planCsv(files, source, texts, surveyed);
    const { headers, columns, doubtful, reading } = plan;
    if (doubtful.size > 0) {
      const file = freeName(
        'source_file',
        columns.map(({ name }) => name),
      );
      const from = readCsvSql(files, headers, { ...reading, file });
      await refuseMisfits(engine, files, { from, file, text: identifier }, doubtful);
    }
    const failed = await ahead?.made;
    if (!ahead || failed || !isSamePlan(ahead.plan, plan)) await createTable(engine, files, plan);
    const rowsOfFile = surveyed.map(({ rows }) => rows);
    await checkRows(engine, files, rowsOfFile);
    return { columns, rowsOfFile };
  } finally {
    await ahead?.made;
  }
}

/** A table that is being made while its file is still surveyed, as what the beginning of the file let expect. */
interface Ahead {
  readonly plan: CsvPlan;
  /** Resolves to what went wrong. */
  readonly made: Promise<{ readonly error: unknown } | undefined>;
}

async function createTable(engine: DataEngine, files: SourceFiles, { select }: CsvPlan): Promise<void> {
  await dropRelation(engine, files.name);
  await engine.run(`CREATE TABLE ${identifier(files.name)} AS ${select}`).catch((error: unknown) => {
    throw csvError(error, files, files.paths);
  });
}

/** @throws DataError where the table has not the rows that were surveyed */
async function checkRows(
  engine: DataEngine,
  files: SourceFiles,
  rowsOfFile: readonly number[],
): Promise<void> {
  const loaded = await rowsOf(engine, files.name);
  if (loaded === rowsOfFile.reduce((sum, rows) => sum + rows, 0)) return;
  throw new DataError(`source ${files.name} changed while it was read`, {
    hint: 'Run this again when nothing writes to its files any more.',
  });
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

/** Surveys a file; `begin` hears what its beginning told, where there is more. */
async function surveyFile(
  files: SourceFiles,
  path: string,
  source: SourceConfig,
  begin?: (part: SurveyedFile) => void,
): Promise<SurveyedFile> {
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
    // A guess at where a record begins, which DuckDB makes to read with several threads, could be wrong there.
    const found = (): SurveyedFile => {
      const { rows, bytes: walked, kinds, multiline, strayQuotes } = survey;
      return { header, rows, bytes: walked, kinds, inOrder: multiline || strayQuotes };
    };
    for (let first = true; ; first = false) {
      const taken = survey.take(buffer, size, last);
      if (survey.damage) throw damageError(shown, survey.damage, columns);
      if (last) return found();
      if (first) begin?.(found());
      size = leaveOver(buffer, taken, size);
      const more = await bytes.fill(room, size);
      last = size + more < room.length;
      size += more;
    }
  } finally {
    await bytes.close();
  }
}

/** Moves the bytes from `taken` on to the beginning; how many there are. */
function leaveOver(buffer: Buffer, taken: number, size: number): number {
  buffer.copyWithin(0, taken, size);
  return size - taken;
}
