import type { Anomaly } from '../evidence/schema.ts';
import type { DataEngine } from './engine.ts';
import type { ColumnType } from './frame.ts';
import { cut, quoted } from './phrases.ts';
import { identifier } from './sql.ts';
import type { TableColumn } from './table.ts';
import { timestampText } from './times.ts';

/** The first rows that break a rule: 1-based row in reading order, and the value. */
export type Examples = Anomaly['examples'];

const MOST = 5;

/** The first rows of `table` where `condition` (SQL over `t`) is true, with their values of `column`. */
export async function firstRows(
  engine: DataEngine,
  table: string,
  column: TableColumn,
  condition: string,
): Promise<Examples> {
  // A window without an order keeps the order of reading, of views over files too.
  const found = await engine.rows<{ r: number; v: unknown }>(
    `SELECT r, v FROM (SELECT row_number() OVER () AS r, ${column.sql} AS v, (${condition}) AS b
       FROM ${identifier(table)} AS t) WHERE b ORDER BY r LIMIT ${MOST}`,
  );
  return found.map(({ r, v }) => ({ row: r, value: shownValue(v, column.type) }));
}

export interface Duplicates {
  /** Rows that share their values with another row; all of a group count. */
  readonly count: number;
  readonly examples: Examples;
}

/**
 * Rows that have the same values in `columns` as another row. Rows where all of them are missing count
 * only where `missingToo`.
 */
export async function duplicateRows(
  engine: DataEngine,
  table: string,
  columns: readonly TableColumn[],
  missingToo: boolean,
): Promise<Duplicates> {
  const keys = columns.map((_, index) => `k${index}`);
  const keyed = columns.map(({ sql }, index) => `${sql} AS k${index}`).join(', ');
  const from = `FROM ${identifier(table)} AS t`;
  const present = missingToo ? 'TRUE' : keys.map((key) => `${key} IS NOT NULL`).join(' AND ');
  const [total] = await engine.rows<{ count: number }>(
    `SELECT CAST(coalesce(sum(n), 0) AS BIGINT) AS count FROM (
       SELECT count(*) AS n FROM (SELECT ${keyed} ${from}) WHERE ${present} GROUP BY ${keys.join(', ')}) WHERE n > 1`,
  );
  const count = total?.count ?? 0;
  if (count === 0) return { count, examples: [] };
  const found = await engine.rows<Record<string, unknown> & { r: number }>(
    `SELECT r, ${keys.join(', ')} FROM (
       SELECT *, count(*) OVER (PARTITION BY ${keys.join(', ')}) AS n
       FROM (SELECT row_number() OVER () AS r, ${keyed} ${from}) WHERE ${present})
     WHERE n > 1 ORDER BY r LIMIT ${MOST}`,
  );
  const examples = found.map((row) => {
    const values = columns.map(({ type }, index) => shownValue(row[`k${index}`], type));
    return { row: row.r, value: values.length === 1 ? (values[0] ?? null) : cut(values.join(', ')) };
  });
  return { count, examples };
}

/** A value as evidence may hold it: finite numbers, truth values, and text of at most 200 characters. */
function shownValue(value: unknown, type: ColumnType): Examples[number]['value'] {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'number') return cut(String(value));
  if (type === 'timestamp') return timestampText(value);
  return Number.isFinite(value) ? value : String(value);
}

/** `, first `x` in row 17 of flights.csv`; nothing where there is no example. */
export function firstText(examples: Examples): string {
  const [first] = examples;
  if (!first) return '';
  const of = first.file === undefined ? '' : ` of ${first.file}`;
  const row = `row ${first.row.toLocaleString('en-US')}${of}`;
  return first.value === null ? `, first in ${row}` : `, first ${quoted(first.value)} in ${row}`;
}
