import { UserError } from '../../system/errors.ts';
import { columnTypeOf } from './column-types.ts';
import type { DataEngine } from './engine.ts';
import type { ColumnType } from './frame.ts';
import { identifier } from './sql.ts';

/** A column of a table or view. */
export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** DuckDB's own name of the type. */
  readonly sqlType: string;
  /** SQL of the value in the one representation of its `type`; the table must be called `t`. */
  readonly sql: string;
}

/** The columns of `table` in order. */
export async function describeTable(engine: DataEngine, table: string): Promise<TableColumn[]> {
  const columns = await engine.rows<{ column_name: string; column_type: string }>(
    `DESCRIBE SELECT * FROM ${identifier(table)}`,
  );
  return columns.map(({ column_name: name, column_type: sqlType }) => {
    const type = columnTypeOf(sqlType);
    return { name, type, sqlType, sql: valueSql(`t.${identifier(name)}`, type, sqlType) };
  });
}

/** The number of rows of a table. */
export async function rowsOf(engine: DataEngine, table: string): Promise<number> {
  const [counted] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${identifier(table)}`);
  return counted?.n ?? 0;
}

function valueSql(column: string, type: ColumnType, sqlType: string): string {
  if (type === 'number' && sqlType !== 'DOUBLE') return `CAST(${column} AS DOUBLE)`;
  if (type === 'string' && sqlType !== 'VARCHAR') return `CAST(${column} AS VARCHAR)`;
  if (type === 'timestamp' && sqlType !== 'TIMESTAMP') return `CAST(${column} AS TIMESTAMP)`;
  return column;
}

/** `value` as an SQL double, exactly: a bare literal would be a DECIMAL or an integer. */
export function doubleLiteral(value: number): string {
  return `CAST('${value}' AS DOUBLE)`;
}

/** The column `name`; throws UserError, with the option that named it, where there is none. */
export function columnNamed(columns: readonly TableColumn[], name: string, option: string): TableColumn {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  throw new UserError(`${option}: there is no column ${JSON.stringify(name)}`, {
    hint: `The columns are ${columns.map((column) => column.name).join(', ')}.`,
  });
}
