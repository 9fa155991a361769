import { UserError } from '../../system/errors.ts';
import type { DataEngine } from '../engine/engine.ts';
import { identifier } from '../engine/sql.ts';
import { describeTable, rowsOf, type TableColumn } from '../engine/table.ts';

/** How the rows of two versions of a table differ. */
export interface RowDifference {
  readonly before: number;
  readonly after: number;
  readonly added: number;
  readonly removed: number;
  /** Rows whose key is in both with other values; null without a key. */
  readonly changed: number | null;
  /** Changed rows by the column that differs; empty without a key. */
  readonly changedBy: readonly { readonly column: string; readonly rows: number }[];
  readonly columns: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly retyped: readonly { readonly column: string; readonly before: string; readonly after: string }[];
  };
}

/**
 * The difference between two tables. With `keys`, rows are the same where their keys are, and may be changed;
 * without, a row is its values in the columns that both have, and is there or not, as often as it occurs.
 * @throws UserError for a key that is no column of both, or that does not name a row
 */
export async function rowDifference(
  engine: DataEngine,
  before: string,
  after: string,
  keys: readonly string[],
): Promise<RowDifference> {
  const [old, fresh] = [await describeTable(engine, before), await describeTable(engine, after)];
  const shared = old
    .filter(({ name }) => fresh.some((column) => column.name === name))
    .map(({ name }) => name);
  const counts = { before: await rowsOf(engine, before), after: await rowsOf(engine, after) };
  const columns = columnDifference(old, fresh);
  const retyped = new Set(columns.retyped.map(({ column }) => column));
  // Values of different types are compared by their text.
  const value = (name: string, table = '') => {
    const column = `${table}${identifier(name)}`;
    return retyped.has(name) ? `CAST(${column} AS VARCHAR)` : column;
  };
  if (keys.length === 0) {
    const list = shared.map((name) => value(name)).join(', ');
    const only = async (one: string, other: string) =>
      shared.length === 0
        ? 0
        : countOf(
            engine,
            `SELECT count(*) AS n FROM (SELECT ${list} FROM ${identifier(one)} EXCEPT ALL SELECT ${list} FROM ${identifier(other)})`,
          );
    const [added, removed] = [await only(after, before), await only(before, after)];
    return { ...counts, added, removed, changed: null, changedBy: [], columns };
  }
  for (const key of keys) {
    if (shared.includes(key)) continue;
    throw new UserError(`the key ${JSON.stringify(key)} is no column of both`, {
      hint: `Columns of both are ${shared.join(', ')}.`,
    });
  }
  for (const table of [before, after]) await refuseRepeatedKeys(engine, table, keys);
  const on = keys.map((key) => `${value(key, 'a.')} IS NOT DISTINCT FROM ${value(key, 'b.')}`).join(' AND ');
  const missing = (one: string, other: string) =>
    countOf(
      engine,
      `SELECT count(*) AS n FROM ${identifier(one)} AS a ANTI JOIN ${identifier(other)} AS b ON ${on}`,
    );
  const values = shared.filter((name) => !keys.includes(name));
  const differs = values.map((name) => `${value(name, 'a.')} IS DISTINCT FROM ${value(name, 'b.')}`);
  const measures = [
    `count(CASE WHEN ${differs.join(' OR ') || 'false'} THEN 1 END) AS changed`,
    ...differs.map((condition, index) => `count(CASE WHEN ${condition} THEN 1 END) AS c${index}`),
  ];
  const [row = {}] = await engine.rows<Record<string, number>>(
    `SELECT ${measures.join(', ')} FROM ${identifier(before)} AS a JOIN ${identifier(after)} AS b ON ${on}`,
  );
  return {
    ...counts,
    added: await missing(after, before),
    removed: await missing(before, after),
    changed: row.changed ?? 0,
    changedBy: values
      .map((column, index) => ({ column, rows: row[`c${index}`] ?? 0 }))
      .filter(({ rows }) => rows > 0)
      .sort((a, b) => b.rows - a.rows || (a.column < b.column ? -1 : 1)),
    columns,
  };
}

function columnDifference(
  old: readonly TableColumn[],
  fresh: readonly TableColumn[],
): RowDifference['columns'] {
  const names = (columns: readonly TableColumn[], others: readonly TableColumn[]) =>
    columns.filter(({ name }) => !others.some((other) => other.name === name)).map(({ name }) => name);
  return {
    added: names(fresh, old),
    removed: names(old, fresh),
    retyped: old.flatMap(({ name, type }) => {
      const now = fresh.find((column) => column.name === name);
      return now && now.type !== type ? [{ column: name, before: type, after: now.type }] : [];
    }),
  };
}

async function refuseRepeatedKeys(engine: DataEngine, table: string, keys: readonly string[]): Promise<void> {
  const list = keys.map(identifier).join(', ');
  const repeated = await countOf(
    engine,
    `SELECT count(*) AS n FROM (SELECT 1 FROM ${identifier(table)} GROUP BY ${list} HAVING count(*) > 1)`,
  );
  if (repeated === 0) return;
  throw new UserError(
    `${keys.join(', ')} does not name a row of ${table}: ${repeated} keys occur more than once`,
    {
      hint: 'Name the columns that together differ in every row, or none, to compare whole rows.',
    },
  );
}

async function countOf(engine: DataEngine, sql: string): Promise<number> {
  const [row] = await engine.rows<{ n: number }>(sql);
  return row?.n ?? 0;
}
