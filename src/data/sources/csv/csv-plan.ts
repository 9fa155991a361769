import type { SourceConfig } from '../../../config/schema/sources.ts';
import { sqlTypeOf } from '../../engine/column-types.ts';
import type { ColumnType } from '../../engine/frame.ts';
import { identifier } from '../../engine/sql.ts';
import type { SourceFiles } from '../source-files.ts';
import { wantedTypes } from '../text-table.ts';
import { castSql, KIND, typeOfKinds } from '../text-types.ts';
import type { CsvHeader } from './csv-header.ts';
import { type CsvReading, checkHeaders, readCsvSql } from './csv-read.ts';

/** What one walk over the bytes of a file has found. */
export interface SurveyedFile {
  readonly header: CsvHeader;
  readonly rows: number;
  readonly bytes: number;
  /** The bits of `KIND` that occur in each column of the header. */
  readonly kinds: Uint8Array;
  readonly inOrder: boolean;
}

/** How the files of a source become a table. */
export interface CsvPlan {
  readonly headers: readonly CsvHeader[];
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** Columns of which a value may not be of the type that is asked for. */
  readonly doubtful: ReadonlyMap<string, ColumnType>;
  readonly reading: CsvReading;
  /** SQL of the rows, each column as what it is. */
  readonly select: string;
}

/**
 * The plan for what the surveys found; of files that were surveyed in part only, a guess.
 * @throws DataError where the files have other columns, UserError where `types` names none of them
 */
export function planCsv(
  files: SourceFiles,
  source: SourceConfig,
  texts: ReadonlySet<string>,
  surveyed: readonly SurveyedFile[],
): CsvPlan {
  const headers = surveyed.map(({ header }) => header);
  checkHeaders(files, headers);
  const names = headers[0]?.names ?? [];
  const wanted = wantedTypes(files, names, source.types ?? {}, texts);
  const kinds = kindsByName(surveyed);
  const columns = names.map((name) => ({
    name,
    type: wanted.get(name) ?? typeOfKinds(kinds.get(name) ?? 0),
  }));
  const doubtful = new Map([...wanted].filter(([name, type]) => !fits(kinds.get(name) ?? 0, type)));
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const rows = total(surveyed.map((file) => file.rows));
  const reading: CsvReading = {
    missing: source.missing,
    inOrder: surveyed.some((file) => file.inOrder),
    recordBytes: total(surveyed.map(({ bytes }) => bytes)) / Math.max(1, rows),
  };
  // What DuckDB's CSV reader makes of these two types is what its cast makes of their text.
  const native = new Map(
    columns
      .filter(({ name, type }) => (type === 'integer' || type === 'number') && !doubtful.has(name))
      .map(({ name, type }) => [name, sqlTypeOf(type)]),
  );
  const values = columns.map(({ name, type }) => {
    const value = identifier(name);
    return native.has(name) ? value : `${castSql(value, type)} AS ${value}`;
  });
  const select = `SELECT ${values.join(', ')} FROM ${readCsvSql(files, headers, { ...reading, types: native })}`;
  return { headers, columns, doubtful, reading, select };
}

/** Whether two plans make the same table in the same way. */
export function isSamePlan(a: CsvPlan, b: CsvPlan): boolean {
  const essence = ({ headers, columns, doubtful, reading }: CsvPlan) =>
    JSON.stringify([headers, columns, [...doubtful], reading.inOrder]);
  return essence(a) === essence(b);
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
