import type { SourceConfig } from '../../../config/schema/sources.ts';
import { refuseOtherColumns, refuseTwins } from '../../engine/column-names.ts';
import { identifier, literal } from '../../engine/sql.ts';
import { quotedPath, type SourceFiles } from '../source-files.ts';
import type { CsvHeader } from './csv-header.ts';

/** How DuckDB is to read the cells. */
export interface CsvReading {
  readonly missing?: SourceConfig['missing'];
  /** DuckDB's types of columns that are not read as text. */
  readonly types?: ReadonlyMap<string, string>;
  /** The name of one more column, the path of each row's file. */
  readonly file?: string;
  /** Whether a file must be read from its beginning to its end by one thread. */
  readonly inOrder?: boolean;
  /** How many bytes a record takes, about. */
  readonly recordBytes?: number;
}

/**
 * SQL of all rows of `files`, in their order, with the columns of the first file. Nothing is sniffed: DuckDB's
 * sniffer skips rows that do not fit, so a ragged file would lose them in silence.
 */
export function readCsvSql(
  files: SourceFiles,
  headers: readonly CsvHeader[],
  { missing = [], types, file, inOrder = false, recordBytes }: CsvReading,
): string {
  // Neighbours with the same header are read together, the others one after the other: the order of rows stays.
  const runs: { header: CsvHeader; paths: string[] }[] = [];
  for (const [index, header] of headers.entries()) {
    const path = files.paths[index] ?? '';
    const last = runs.at(-1);
    if (last && sameForm(last.header, header)) last.paths.push(path);
    else runs.push({ header, paths: [path] });
  }
  const select = [...(headers[0]?.names ?? []), ...(file === undefined ? [] : [file])]
    .map(identifier)
    .join(', ');
  const nulls = [...new Set(['', ...missing])].map(literal).join(', ');
  const buffer = recordBytes === undefined ? '' : `, buffer_size = ${bufferSize(recordBytes)}`;
  const reads = runs.map(({ header, paths }) => {
    const columns = header.names
      .map((name) => `${literal(name)}: '${types?.get(name) ?? 'VARCHAR'}'`)
      .join(', ');
    return `SELECT ${select} FROM read_csv([${paths.map(quotedPath).join(', ')}], auto_detect = false,
      header = true, skip = ${header.blank}, columns = {${columns}}, delim = ${literal(header.delimiter)}, quote = '"',
      escape = '"', nullstr = [${nulls}], allow_quoted_nulls = true, strict_mode = true, null_padding = false,
      hive_partitioning = false, parallel = ${!inOrder}${buffer}${file === undefined ? '' : `, filename = ${literal(file)}`})`;
  });
  return `(${reads.join(' UNION ALL ')})`;
}

/** DuckDB's own, and the least that it can do with. */
const BUFFER = { most: 32_000_000, least: 8_000_000 };
/** A buffer is the work of one thread at a time, which holds a block of memory for each column meanwhile. */
const BUFFER_ROWS = 32_768;

/** Small buffers take less memory and time, but those of wide tables must hold enough rows. */
function bufferSize(recordBytes: number): number {
  return Math.min(BUFFER.most, Math.max(BUFFER.least, Math.ceil(recordBytes * BUFFER_ROWS)));
}

function sameForm(a: CsvHeader, b: CsvHeader): boolean {
  const form = ({ names, delimiter, blank }: CsvHeader) => JSON.stringify([names, delimiter, blank]);
  return form(a) === form(b);
}

/**
 * Checks that the columns of each file have names of their own, and are those of the first file.
 * @throws DataError where not
 */
export function checkHeaders(files: SourceFiles, headers: readonly CsvHeader[]): void {
  const [first] = headers.map(({ names }, index) => ({
    shown: files.show(files.paths[index] ?? ''),
    columns: names,
  }));
  for (const [index, { names }] of headers.entries()) {
    const shown = files.show(files.paths[index] ?? '');
    refuseTwins(names, `${shown}, line 1: `);
    if (first) refuseOtherColumns(files.name, first, { shown, columns: names });
  }
}

/** The delimiter that the config or the name of the file tells. */
export function toldDelimiter(source: SourceConfig, path: string): string | undefined {
  return source.delimiter ?? (/\.tsv(\.gz|\.zst)?$/i.test(path) ? '\t' : undefined);
}
