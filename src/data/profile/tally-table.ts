import { setImmediate } from 'node:timers/promises';
import type { DataEngine } from '../engine/engine.ts';
import { identifier } from '../engine/sql.ts';
import type { TableColumn } from '../engine/table.ts';
import { isNumberType, type NumberTally, type Tally, tallyNumbers, tallyWholeNumbers } from './tally.ts';
import { type ManyTexts, TextGroups, tallyFewRows, tallyGroups } from './tally-texts.ts';

/** So many values are read from the engine at once: 32 MB of doubles. */
const VALUES_AT_ONCE = 4_000_000;
/** And no more columns than this, since a query takes the longer to plan the more it has. */
const COLUMNS_AT_ONCE = 64;
/** Tables of so many rows are too small for the engine to work ahead. */
const FEW_ROWS = 4096;

/** So many distinct texts of a column are brought into memory where not all of them are asked for. */
export const MOST_TEXTS = 100_000;

/** A column with its tally. */
export interface TalliedColumn<T = Tally> {
  readonly column: TableColumn;
  readonly tally: T;
}

export interface TallyOptions {
  /** False: a tally is there until the next one is asked for. */
  readonly keep?: boolean;
  /** So many distinct texts may be in the tally of a column; more stay in the engine (`ManyTexts`). */
  readonly mostTexts: (column: TableColumn) => number;
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
  const mostTexts = () => Number.POSITIVE_INFINITY;
  for await (const { column, tally } of boundedTalliesOf(engine, table, columns, rows, { keep, mostTexts })) {
    if (!isManyTexts(tally)) yield { column, tally };
  }
}

/** The same where a column of text may have more values than memory has room for. */
export async function* boundedTalliesOf(
  engine: DataEngine,
  table: string,
  columns: readonly TableColumn[],
  rows: number,
  { keep = true, mostTexts }: TallyOptions,
): AsyncGenerator<TalliedColumn<Tally | ManyTexts>> {
  const size = Math.max(1, Math.min(COLUMNS_AT_ONCE, Math.floor(VALUES_AT_ONCE / Math.max(1, rows))));
  // Columns are read into the same memory, batch by batch; what a tally keeps is a copy.
  const room: Float64Array[] = [];
  const texts = columns.filter(({ type }) => !isNumberType(type));
  const groups = rows > FEW_ROWS ? new TextGroups(engine, table, texts, size) : undefined;
  const context = { engine, table, rows, room, groups, keep, mostTexts };
  try {
    for (let start = 0; start < columns.length; start += size) {
      yield* tallyBatch(columns.slice(start, start + size), context);
    }
  } finally {
    await groups?.close();
  }
}

export function isManyTexts(tally: Tally | ManyTexts): tally is ManyTexts {
  return 'distinct' in tally;
}

interface Context extends Required<TallyOptions> {
  readonly engine: DataEngine;
  readonly table: string;
  readonly rows: number;
  readonly room: Float64Array[];
  readonly groups: TextGroups | undefined;
}

async function* tallyBatch(
  columns: readonly TableColumn[],
  { engine, table, rows, room, groups, keep, mostTexts }: Context,
): AsyncGenerator<TalliedColumn<Tally | ManyTexts>> {
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
  groups?.start();
  for (const column of columns) {
    const present = numbers.get(column);
    if (present && isNumberType(column.type)) {
      numbers.delete(column);
      // The engine hands over what it has done, and begins what comes next, between two of our own.
      if (groups?.isBusy) await setImmediate();
      yield { column, tally: tallyNumbers(column.type, present, rows, scratch, keep) };
    } else if (long.has(column)) {
      yield { column, tally: await tallyLong(engine, table, column, rows) };
    } else if (!groups) {
      yield { column, tally: await tallyFewRows(engine, table, column, rows) };
    } else {
      const name = await groups.take(column);
      yield { column, tally: await tallyGroups(engine, name, column, rows, mostTexts(column)) };
      await groups.drop(column);
      groups.start();
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
