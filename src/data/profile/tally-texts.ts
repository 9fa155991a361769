import { sumBetween } from '../../stats/counted-numbers.ts';
import type { DataEngine } from '../engine/engine.ts';
import { identifier } from '../engine/sql.ts';
import type { TableColumn } from '../engine/table.ts';
import { type TextTally, tallyTexts } from './tally.ts';

/**
 * A column with so many distinct texts that they stay in the engine: what it tells of them. Their number is
 * bounded by the disk, not by memory.
 */
export interface ManyTexts {
  readonly type: 'string';
  readonly rows: number;
  readonly missing: number;
  readonly distinct: number;
  /** In characters (Unicode code points): of the shortest and of the longest text, and of all rows together. */
  readonly lengths: { readonly minimum: number; readonly maximum: number };
  readonly characters: number;
  /** Σ count² over the distinct texts. */
  readonly squares: number;
  /** The most frequent texts, by count and then by UTF-8 bytes, both descending. */
  frequent(most: number): Promise<{ value: string; count: number }[]>;
  /** One in so many of the texts, by a hash: the same texts give the same sample. */
  sample(oneIn: number): Promise<string[]>;
  /** Hands over all distinct texts with their counts in portions, in any order. */
  scan(take: (values: readonly string[], counts: readonly number[]) => void): Promise<void>;
}

let made = 0;

/**
 * Groups columns of text (or truth values) in the engine, some ahead of the one that is asked for: the engine
 * works at them while the numbers of other columns are sorted here.
 */
export class TextGroups {
  readonly #engine: DataEngine;
  readonly #table: string;
  readonly #waiting: TableColumn[];
  readonly #ahead: number;
  readonly #started = new Map<TableColumn, { readonly name: string; readonly done: Promise<void> }>();

  /** @param ahead so many columns are grouped in advance */
  constructor(engine: DataEngine, table: string, columns: readonly TableColumn[], ahead: number) {
    this.#engine = engine;
    this.#table = table;
    this.#waiting = [...columns];
    this.#ahead = ahead;
  }

  /** Lets the engine begin; returns at once. */
  start(): void {
    while (this.#started.size < this.#ahead) {
      const column = this.#waiting.shift();
      if (!column) return;
      const name = `tally texts ${made++}`;
      const done = this.#engine.run(
        `CREATE TEMP TABLE ${identifier(name)} AS ${groupSql(this.#table, column)}`,
      );
      // Whoever takes the column hears of it.
      done.catch(() => undefined);
      this.#started.set(column, { name, done });
    }
  }

  /** Whether the engine may be at work. */
  get isBusy(): boolean {
    return this.#started.size > 0;
  }

  /** The grouped column, which is the next one: a table of `value` and `n`. It is there until `drop`. */
  async take(column: TableColumn): Promise<string> {
    this.start();
    const started = this.#started.get(column);
    if (!started) throw new RangeError('columns of text are taken in their order');
    await started.done;
    return started.name;
  }

  async drop(column: TableColumn): Promise<void> {
    const started = this.#started.get(column);
    if (!started) return;
    this.#started.delete(column);
    await this.#engine.run(`DROP TABLE IF EXISTS ${identifier(started.name)}`);
  }

  /** Drops what was grouped and not taken. */
  async close(): Promise<void> {
    this.#waiting.length = 0;
    for (const [column, { done }] of this.#started) {
      await done.catch(() => undefined);
      await this.drop(column);
    }
  }
}

function groupSql(table: string, { sql }: TableColumn): string {
  return `SELECT CAST(${sql} AS VARCHAR) AS value, count(*) AS n FROM ${identifier(table)} AS t
    WHERE ${sql} IS NOT NULL GROUP BY ALL`;
}

/** The tally of a column of few rows. */
export async function tallyFewRows(
  engine: DataEngine,
  table: string,
  column: TableColumn,
  rows: number,
): Promise<TextTally> {
  return readTally(engine, `(${groupSql(table, column)})`, column, rows);
}

/**
 * The tally of a grouped column.
 * @param most with more distinct texts than this they are left where they are
 */
export async function tallyGroups(
  engine: DataEngine,
  groups: string,
  column: TableColumn,
  rows: number,
  most: number,
): Promise<TextTally | ManyTexts> {
  const table = identifier(groups);
  if (column.type === 'string' && most < rows) {
    const [found] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
    if (found && found.n > most) return manyTexts(engine, table, rows);
  }
  return readTally(engine, table, column, rows);
}

async function readTally(
  engine: DataEngine,
  groups: string,
  { type }: TableColumn,
  rows: number,
): Promise<TextTally> {
  const values: string[] = [];
  const found: number[] = [];
  await engine.scan(
    `SELECT value, CAST(n AS DOUBLE) AS n FROM ${groups} ORDER BY value`,
    ([texts = [], numbers = []]) => {
      for (const text of texts) values.push(text as string);
      for (const number of numbers) found.push(number as number);
    },
  );
  const counts = Float64Array.from(found);
  const missing = rows - sumBetween(counts, 0, counts.length);
  const ofText = type === 'boolean' ? type : 'string';
  // DuckDB orders by UTF-8 bytes: as JavaScript does, but where a text has characters beyond U+FFFF.
  const isAscending = values.every((value, index) => index === 0 || (values[index - 1] as string) < value);
  if (isAscending) return { type: ofText, rows, missing, values, counts };
  const pairs = values.map((value, index) => [value, counts[index] ?? 0] as const);
  return tallyTexts(ofText, pairs, rows);
}

async function manyTexts(engine: DataEngine, groups: string, rows: number): Promise<ManyTexts> {
  const [found] = await engine.rows<Record<'different' | 'present' | 'low' | 'high' | 'total', number>>(
    `SELECT count(*) AS different, CAST(sum(n) AS BIGINT) AS present, min(length(value)) AS low,
       max(length(value)) AS high, CAST(sum(length(value) * n) AS BIGINT) AS total FROM ${groups}`,
  );
  const [power] = await engine.rows<{ squares: number }>(
    `SELECT CAST(sum(n * n) AS DOUBLE) AS squares FROM ${groups}`,
  );
  const { different = 0, present = 0, low = 0, high = 0, total = 0 } = found ?? {};
  return {
    type: 'string',
    rows,
    missing: rows - present,
    distinct: different,
    lengths: { minimum: low, maximum: high },
    characters: total,
    squares: power?.squares ?? 0,
    frequent: (most) =>
      engine.rows(`SELECT value, n AS count FROM ${groups} ORDER BY n DESC, value DESC LIMIT ${most}`),
    sample: async (oneIn) => {
      const rows = await engine.rows<{ value: string }>(
        `SELECT value FROM ${groups} WHERE hash(value) % ${oneIn} = 0`,
      );
      return rows.map(({ value }) => value);
    },
    scan: (take) =>
      engine.scan(`SELECT value, CAST(n AS DOUBLE) AS n FROM ${groups}`, ([values = [], counts = []]) =>
        take(values as readonly string[], counts as readonly number[]),
      ),
  };
}
