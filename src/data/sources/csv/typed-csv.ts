import { DataError, messageOf, UserError } from '../../../system/errors.ts';
import { refuseTwins } from '../../engine/column-names.ts';
import type { DataEngine } from '../../engine/engine.ts';
import type { ColumnType } from '../../engine/frame.ts';
import { dropRelation } from '../../engine/relations.ts';
import { identifier, literal } from '../../engine/sql.ts';
import { rowsOf } from '../../engine/table.ts';
import type { FetchedColumn } from '../remote/remote.ts';
import { quotedPath } from '../source-files.ts';
import type { LoadedTable } from '../text-table.ts';
import { castSql } from '../text-types.ts';

/**
 * Loads a CSV file of a database into the table `name`: without a header, every value quoted, what is missing an
 * unquoted \N. The database has told the types, so nothing is guessed.
 * @param texts columns that are text whatever the database calls them
 * @throws DataError for a value that cannot be held, such as a date beyond its range
 */
export async function loadTypedCsv(
  engine: DataEngine,
  name: string,
  file: { readonly path: string; readonly shown: string },
  columns: readonly FetchedColumn[],
  texts: ReadonlySet<string>,
): Promise<LoadedTable> {
  refuseTwins(
    columns.map((column) => column.name),
    `${file.shown}: `,
  );
  const typed = columns.map((column) => ({
    name: column.name,
    type: texts.has(column.name) ? ('string' as const) : column.type,
  }));
  const raw = typed.map((_, index) => `${literal(`c${index}`)}: 'VARCHAR'`).join(', ');
  const values = typed.map(
    (column, index) =>
      `${castSql(textOf(`c${index}`, column.type), column.type)} AS ${identifier(column.name)}`,
  );
  await dropRelation(engine, name);
  try {
    await engine.run(
      `CREATE TABLE ${identifier(name)} AS SELECT ${values.join(', ')}
       FROM read_csv(${quotedPath(file.path)}, auto_detect = false, header = false, columns = {${raw}}, delim = ',',
         quote = '"', escape = '"', nullstr = '\\N', allow_quoted_nulls = false, strict_mode = true,
         null_padding = false, hive_partitioning = false)`,
    );
  } catch (error) {
    if (!(error instanceof DataError || error instanceof UserError) || error.hint !== undefined) throw error;
    throw new DataError(`${file.shown}: ${messageOf(error).split('\n')[0]}`, {
      hint: 'Cast the column to text in the query, or leave such values out.',
      cause: error,
    });
  }
  return { columns: typed, rowsOfFile: [await rowsOf(engine, name)] };
}

/** Postgres writes the era at the end, DuckDB reads it behind the date, and leaves out what it does not read. */
function textOf(text: string, type: ColumnType): string {
  const isTime = type === 'date' || type === 'timestamp';
  return isTime ? `regexp_replace(${text}, '^(\\S+)(.*) BC$', '\\1 (BC)\\2')` : text;
}
