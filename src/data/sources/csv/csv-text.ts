import type { SourceConfig } from '../../../config/schema/sources.ts';
import { DataError, messageOf, UserError } from '../../../system/errors.ts';
import { freeName } from '../../engine/column-names.ts';
import type { DataEngine } from '../../engine/engine.ts';
import { identifier } from '../../engine/sql.ts';
import { linesOf, type SourceFiles } from '../source-files.ts';
import { type LoadedTable, loadTextTable } from '../text-table.ts';
import { kindSql } from '../text-types.ts';
import { headerError } from './csv-damage.ts';
import { type CsvHeader, noHeader, readHeader } from './csv-header.ts';
import { checkHeaders, readCsvSql, toldDelimiter } from './csv-read.ts';

/** Lines that one header may take: names may hold line ends. */
const HEADER_LINES = 100;

/**
 * `loadCsv` by SQL alone, for files that this Node cannot read itself: every value is read as text and matched
 * with the patterns of the types, and a second reading converts. Damage is told in DuckDB's way.
 */
export async function loadCsvAsText(
  engine: DataEngine,
  files: SourceFiles,
  source: SourceConfig,
  texts?: ReadonlySet<string>,
): Promise<LoadedTable> {
  const headers: CsvHeader[] = [];
  for (const path of files.paths) headers.push(await headerOf(engine, files, path, source));
  checkHeaders(files, headers);
  const columns = headers[0]?.names ?? [];
  const file = freeName('source_file', columns);
  const from = readCsvSql(files, headers, { missing: source.missing, file });
  const relation = {
    columns,
    file,
    from,
    text: identifier,
    kind: (name: string) => kindSql(identifier(name)),
  };
  try {
    return await loadTextTable(engine, files, relation, source.types, texts);
  } catch (error) {
    throw csvError(error, files, files.paths);
  }
}

async function headerOf(
  engine: DataEngine,
  files: SourceFiles,
  path: string,
  source: SourceConfig,
): Promise<CsvHeader> {
  const lines = await engine
    .rows<{ line: string | null }>(`SELECT line FROM ${linesOf(path)} LIMIT ${HEADER_LINES}`)
    .catch((error: unknown) => {
      throw csvError(error, files, [path]);
    });
  const bytes = Buffer.from(lines.map(({ line }) => `${line ?? ''}\n`).join(''));
  const header = readHeader(bytes, toldDelimiter(source, path));
  if (header === undefined) throw noHeader(files.show(path));
  if ('kind' in header) throw headerError(files.show(path), header);
  return header;
}

/** DuckDB's page of text about a CSV file as one sentence with file and line, and what to do. */
export function csvError(error: unknown, files: SourceFiles, paths: readonly string[]): unknown {
  if (!(error instanceof DataError || error instanceof UserError) || error.hint !== undefined) return error;
  const message = messageOf(error);
  const named = /^\s*file = (.*)$/m.exec(message)?.[1]?.trim();
  const path = named ?? (paths.length === 1 ? paths[0] : undefined);
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const where = `${path === undefined ? `source ${files.name}` : files.show(path)}${line ? `, line ${line}` : ''}`;
  const found = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  const fail = (what: string, hint: string) => new DataError(`${where}: ${what}`, { hint, cause: error });
  if (found) {
    const original = /Original Line: ?(.*)/.exec(message)?.[1] ?? '';
    return fail(
      `${found[2]} values where the header names ${found[1]} columns: ${JSON.stringify(original.slice(0, 120))}`,
      'Mend the line: quote values that hold the delimiter or a line end, or set `delimiter` if it was taken wrongly.',
    );
  }
  if (/invalid unicode|utf-?8/i.test(message)) {
    return fail(
      'this is not UTF-8 text',
      'Save the file as UTF-8, for instance with `iconv -f latin1 -t utf-8`.',
    );
  }
  if (/unterminated quote/i.test(message)) {
    return fail(
      'a quoted value does not end',
      'Close the quote, and write a quote inside a quoted value twice.',
    );
  }
  if (/state machine/i.test(message)) {
    return fail(
      'this is no CSV that can be read safely',
      'Check that all lines end alike (LF or CRLF, not both) and that quotes are closed.',
    );
  }
  if (/maximum line size/i.test(message)) {
    return fail('a line is longer than 2 MB', 'Check that the file is CSV and that its quotes are closed.');
  }
  const [summary = message] = message.split('\n');
  return fail(summary, 'Check that the file is CSV and was copied whole.');
}
