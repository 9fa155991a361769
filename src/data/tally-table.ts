import { sumBetween } from '../stats/counted-numbers.ts';
import type { DataEngine } from './engine.ts';
import { identifier } from './sql.ts';
import type { TableColumn } from './table.ts';
import {
  isNumberType,
  type NumberTally,
  type Tally,
  type TextTally,
  tallyNumbers,
  tallyTexts,
  tallyWholeNumbers,
} from './tally.ts';

/** So many values are read from the engine at once: 64 MB of doubles. */
const VALUES_AT_ONCE = 8_000_000;
/** And no more columns than this, since a query takes the longer to plan the more it has. */
const COLUMNS_AT_ONCE = 64;

/** A column with its tally. */
export interface TalliedColumn {
  readonly column: TableColumn;
  readonly tally: Tally;
}

/**
 * The tallies of columns of a table, in their order, one after the other: what is not kept is free again.
 * The same rows give the same tallies, whatever their order and the number of threads.
 * @param rows of the table
 * @param keep false: a tally is there until the next one is asked for
 */
export async function* talliesOf(
  engine: DataEngine,
  table: string,
  columns: readonly TableColumn[],
  rows: number,
  keep = true,
): AsyncGenerator<TalliedColumn> {
  const size = Math.max(1, Math.min(COLUMNS_AT_ONCE, Math.floor(VALUES_AT_ONCE / Math.max(1, rows))));
  // Columns are read into the same memory, batch by batch; what a tally keeps is a copy.
  const room: Float64Array[] = [];
  for (let start = 0; start < columns.length; start += size) {
    yield* tallyBatch(engine, table, columns.slice(start, start + size), rows, room, keep);
  }
}

/** The number of rows of a table. */
export async function rowsOf(engine: DataEngine, table: string): Promise<number> {
  const [counted] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${identifier(table)}`);
  return counted?.n ?? 0;
}

async function* tallyBatch(
  engine: DataEngine,
  table: string,
  columns: readonly TableColumn[],
  rows: number,
  room: Float64Array[],
  keep: boolean,
): AsyncGenerator<TalliedColumn> {
  const long = await longColumns(engine, table, columns);
  const plain = columns.filter((column) => isNumberType(column.type) && !long.has(column));
  const numbers = new Map<TableColumn, Float64Array>();
  while (plain.length > 0 && room.length < plain.length + 1) room.push(new Float64Array(rows));
  const [scratch = new Float64Array(), ...targets] = room;
  if (plain.length > 0) {
    const sql = `SELECT ${plain.map(doubleSql).join(', ')} FROM ${identifier(table)} AS t`;
    const read = await engine.numbers(sql, targets.slice(0, plain.length));
    for (const [index, column] of plain.entries()) numbers.set(column, read[index] ?? new Float64Array());
  }
  for (const column of columns) {
    const present = numbers.get(column);
    if (present && isNumberType(column.type)) {
      numbers.delete(column);
      yield { column, tally: tallyNumbers(column.type, present, rows, scratch, keep) };
    } else if (long.has(column)) {
      yield { column, tally: await tallyLong(engine, table, column, rows) };
    } else {
      yield { column, tally: await tallyText(engine, table, column, rows) };
    }
  }
}

/** The columns of whole numbers of which some are beyond 2^53: doubles would not tell them apart. */
async function longColumns(
  engine: DataEngine,
  table: string,
  columns: readonly TableColumn[],
): Promise<Set<TableColumn>> {
  const whole = columns.filter(({ type }) => type === 'integer' || type === 'timestamp');
  if (whole.length === 0) return new Set();
  const ends = whole.map((column, index) => {
    const value = wholeSql(column);
    return `min(${value}) AS low_${index}, max(${value}) AS high_${index}`;
  });
  const [row = {}] = await engine.rows<Record<string, unknown>>(
    `SELECT ${ends.join(', ')} FROM ${identifier(table)} AS t`,
  );
  // Whole numbers that are not safe come as text.
  const isLong = (value: unknown) => typeof value === 'string';
  return new Set(whole.filter((_, index) => isLong(row[`low_${index}`]) || isLong(row[`high_${index}`])));
}

/** SQL of a finite value as a whole number. */
function wholeSql({ type, sql }: TableColumn): string {
  return type === 'timestamp' ? `CASE WHEN isfinite(${sql}) THEN epoch_us(${sql}) END` : sql;
}

/** SQL of a value as the double that its tally counts. */
function doubleSql({ type, sql }: TableColumn): string {
  if (type === 'number') return sql;
  if (type === 'integer') return `CAST(${sql} AS DOUBLE)`;
  const value = type === 'date' ? `${sql} - DATE '1970-01-01'` : `epoch_us(${sql})`;
  return `CASE WHEN isfinite(${sql}) THEN CAST(${value} AS DOUBLE)
    WHEN ${sql} IS NOT NULL THEN if(${sql} > '1970-01-01', CAST('inf' AS DOUBLE), CAST('-inf' AS DOUBLE)) END`;
}

async function tallyLong(
  engine: DataEngine,
  table: string,
  column: TableColumn,
  rows: number,
): Promise<NumberTally> {
  const { sql, type } = column;
  const found = await engine.frame(
    `SELECT CAST(value AS VARCHAR) AS value, count(*) AS n FROM (SELECT ${wholeSql(column)} AS value
       FROM ${identifier(table)} AS t) WHERE value IS NOT NULL GROUP BY value ORDER BY value`,
  );
  const infinite = (comparison: string) =>
    type === 'timestamp'
      ? `count(CASE WHEN NOT isfinite(${sql}) AND ${sql} ${comparison} '1970-01-01' THEN 1 END)`
      : '0';
  const [ends = { present: 0, positive: 0, negative: 0 }] = await engine.rows<{
    present: number;
    positive: number;
    negative: number;
  }>(
    `SELECT count(${sql}) AS present, ${infinite('>')} AS positive, ${infinite('<')} AS negative FROM ${identifier(table)} AS t`,
  );
  return tallyWholeNumbers(
    {
      values: (found.columns.get('value')?.values ?? []).map((value) => BigInt(String(value))),
      counts: Float64Array.from(found.columns.get('n')?.values ?? [], Number),
    },
    {
      type: type === 'timestamp' ? 'timestamp' : 'integer',
      rows,
      missing: rows - ends.present,
      positiveInfinities: ends.positive,
      negativeInfinities: ends.negative,
    },
  );
}

async function tallyText(
  engine: DataEngine,
  table: string,
  { sql, type }: TableColumn,
  rows: number,
): Promise<TextTally> {
  const found = await engine.frame(
    `SELECT CAST(${sql} AS VARCHAR) AS value, count(*) AS n FROM ${identifier(table)} AS t
     WHERE ${sql} IS NOT NULL GROUP BY ALL ORDER BY value`,
  );
  const values = (found.columns.get('value')?.values ?? []) as string[];
  const counts = Float64Array.from(found.columns.get('n')?.values ?? [], Number);
  const missing = rows - sumBetween(counts, 0, counts.length);
  const ofText = type === 'boolean' ? type : 'string';
  // DuckDB orders by UTF-8 bytes: as JavaScript does, but where a text has characters beyond U+FFFF.
  const isAscending = values.every((value, index) => index === 0 || (values[index - 1] as string) < value);
  if (isAscending) return { type: ofText, rows, missing, values, counts };
  const pairs = values.map((value, index) => [value, counts[index] ?? 0] as const);
  return tallyTexts(ofText, pairs, rows);
}
