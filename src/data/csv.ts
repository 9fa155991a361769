import type { SourceConfig } from '../config/schema.ts';
import { DataError, messageOf, UserError } from '../system/errors.ts';
import { freeName, refuseOtherColumns, refuseTwins } from './column-names.ts';
import type { DataEngine } from './engine.ts';
import { linesOf, quotedPath, type SourceFiles } from './source-files.ts';
import { identifier, literal } from './sql.ts';
import { type LoadedTable, loadTextTable } from './text-table.ts';
import { kindSql } from './text-types.ts';

/** The names of the columns as the file has them, and what stands between them. */
interface Header {
  readonly names: readonly string[];
  readonly delimiter: string;
}

const DELIMITERS = [',', ';', '\t', '|'];
/** Lines that one header may take: names may hold line ends. */
const HEADER_LINES = 100;

/**
 * Loads CSV files (RFC 4180: a header, quotes `"`, UTF-8, any line end) into the table `files.name`. Files may
 * order their columns differently but must have the same ones. Nothing is sniffed but the delimiter, from
 * the header: DuckDB's sniffer skips rows that do not fit, so a ragged file would lose them in silence.
 * @throws DataError for a file that is ragged, not UTF-8, or not CSV at all, with file and line
 */
export async function loadCsv(
  engine: DataEngine,
  files: SourceFiles,
  source: SourceConfig,
  texts?: ReadonlySet<string>,
): Promise<LoadedTable> {
  const headers: Header[] = [];
  for (const path of files.paths) headers.push(await readHeader(engine, files, path, source.delimiter));
  const first = headers[0]?.names ?? [];
  const file = freeName('source_file', first);
  // Neighbours with the same header are read together, the others one after the other: the order of rows stays.
  const runs: { header: Header; paths: string[] }[] = [];
  const firstShown = files.show(files.paths[0] ?? '');
  for (const [index, header] of headers.entries()) {
    const path = files.paths[index] ?? '';
    refuseOtherColumns(
      files.name,
      { shown: firstShown, columns: first },
      { shown: files.show(path), columns: header.names },
    );
    const last = runs.at(-1);
    if (last && JSON.stringify(last.header) === JSON.stringify(header)) last.paths.push(path);
    else runs.push({ header, paths: [path] });
  }
  const select = first.concat(file).map(identifier).join(', ');
  const reads = runs.map(
    ({ header, paths }) => `SELECT ${select} FROM ${readCsv(header, paths, source, file)}`,
  );
  try {
    return await loadTextTable(
      engine,
      files,
      {
        columns: first,
        file,
        from: `(${reads.join(' UNION ALL ')})`,
        text: identifier,
        kind: (name) => kindSql(identifier(name)),
      },
      source.types,
      texts,
    );
  } catch (error) {
    throw csvError(error, files, files.paths);
  }
}

function readCsv(header: Header, paths: readonly string[], source: SourceConfig, file: string): string {
  const columns = header.names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  const missing = [...new Set(['', ...(source.missing ?? [])])].map(literal).join(', ');
  return `read_csv([${paths.map(quotedPath).join(', ')}], auto_detect = false, header = true, columns = {${columns}},
    delim = ${literal(header.delimiter)}, quote = '"', escape = '"', nullstr = [${missing}], allow_quoted_nulls = true,
    strict_mode = true, null_padding = false, hive_partitioning = false, filename = ${literal(file)})`;
}

async function readHeader(
  engine: DataEngine,
  files: SourceFiles,
  path: string,
  delimiter: string | undefined,
): Promise<Header> {
  const shown = files.show(path);
  const lines = await engine
    .rows<{ line: string | null }>(`SELECT line FROM ${linesOf(path)} LIMIT ${HEADER_LINES}`)
    .catch((error: unknown) => {
      throw csvError(error, files, [path]);
    });
  let header = '';
  for (const { line } of lines) {
    header += header === '' ? (line ?? '') : `\n${line ?? ''}`;
    if (header !== '' && (header.split('"').length - 1) % 2 === 0) break;
  }
  if (header.trim() === '' || header.includes('\0')) {
    throw new DataError(`${shown} has no header`, {
      hint: 'The first line of a CSV file must name its columns.',
    });
  }
  const between = delimiter ?? (/\.tsv(\.gz|\.zst)?$/i.test(path) ? '\t' : likelyDelimiter(header));
  const names = cellsOf(header, between).map((name, index) => name || `column${index}`);
  refuseTwins(names, `${shown}: `);
  return { names, delimiter: between };
}

/** The delimiter that divides the header most; a comma where none does. */
function likelyDelimiter(header: string): string {
  const outside = header.replace(/"(?:[^"]|"")*"/g, '');
  const [best = ','] = [...DELIMITERS].sort((a, b) => outside.split(b).length - outside.split(a).length);
  return best;
}

/** The cells of one CSV record. */
function cellsOf(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let at = 0;
  do {
    if (record[at] === '"') {
      let end = record.indexOf('"', at + 1);
      while (end >= 0 && record[end + 1] === '"') end = record.indexOf('"', end + 2);
      const stop = end < 0 ? record.length : end;
      cells.push(record.slice(at + 1, stop).replaceAll('""', '"'));
      at = stop + 1;
    } else {
      const end = record.indexOf(delimiter, at);
      const stop = end < 0 ? record.length : end;
      cells.push(record.slice(at, stop));
      at = stop;
    }
    at = record.startsWith(delimiter, at) ? at + delimiter.length : record.length + 1;
  } while (at <= record.length);
  return cells;
}

/** DuckDB's page of text about a CSV file as one sentence with file and line, and what to do. */
function csvError(error: unknown, files: SourceFiles, paths: readonly string[]): unknown {
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
