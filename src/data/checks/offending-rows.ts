import type { Anomaly } from '../../evidence/validate-data.ts';
import { freeName } from '../engine/column-names.ts';
import type { DataEngine } from '../engine/engine.ts';
import type { ColumnType } from '../engine/frame.ts';
import { identifier } from '../engine/sql.ts';
import type { TableColumn } from '../engine/table.ts';
import { timestampText } from '../engine/times.ts';
import { cut, quoted } from './phrases.ts';

/** The first rows that break a rule: 1-based row in reading order, and the value. */
export type Examples = Anomaly['examples'];

/** How many of them are shown. */
export const MOST_EXAMPLES = 5;

/** Rows to look for: those where `condition` (SQL over `t`) is true, with the values of `columns`. */
export interface ExampleRequest {
  readonly columns: readonly TableColumn[];
  readonly condition: string;
}

/** Requests in one query. */
const BATCH = 32;
/** With more columns to plan than this, in all queries together, passes over all rows are cheaper. */
const WIDE = 20_000;

interface FoundRow {
  /** The place of the request. */
  readonly k: number;
  readonly r: number;
  readonly v: (string | null)[];
}

/** A table or view as SQL named `t`, and the number (from 1, in reading order) of its rows. */
export interface NumberedRows {
  readonly sql: string;
  /** SQL of the number. */
  readonly row: string;
}

/** Finds offending rows of one table or view. */
export class RowFinder {
  readonly #engine: DataEngine;
  readonly #table: string;
  readonly #columns: readonly TableColumn[];
  #numbered: Promise<NumberedRows> | undefined;

  constructor(engine: DataEngine, table: string, columns: readonly TableColumn[]) {
    this.#engine = engine;
    this.#table = table;
    this.#columns = columns;
  }

  numbered(): Promise<NumberedRows> {
    this.#numbered ??= this.#number();
    return this.#numbered;
  }

  async #number(): Promise<NumberedRows> {
    const table = identifier(this.#table);
    const [stored] = await this.#engine.rows<{ kind: string }>(
      `SELECT table_type AS kind FROM information_schema.tables WHERE lower(table_name) = lower(?)`,
      [this.#table],
    );
    const names = this.#columns.map((column) => column.name);
    const shadowed = names.some((name) => name.toLowerCase() === 'rowid');
    if (stored?.kind === 'BASE TABLE' && !shadowed) {
      // Without deleted rows a row's place in storage is its place in the order of reading.
      const [found] = await this.#engine.rows<{ whole: boolean }>(
        `SELECT count(*) = coalesce(max(rowid) + 1, 0) AS whole FROM ${table}`,
      );
      if (found?.whole) return { sql: `${table} AS t`, row: '(t.rowid + 1)' };
    }
    // A window without an order keeps the order of reading, of views over files too.
    const name = identifier(freeName('row_number', names));
    return {
      sql: `(SELECT row_number() OVER () AS ${name}, t.* FROM ${table} AS t) AS t`,
      row: `t.${name}`,
    };
  }

  /** The first rows for each of `requests`, in as few queries as can be. */
  async find(requests: readonly ExampleRequest[]): Promise<Examples[]> {
    if (requests.length === 0) return [];
    const found: Examples[] = requests.map(() => []);
    // DuckDB plans a wide table anew for each query that it is in.
    const aggregated = requests.length * this.#columns.length > WIDE;
    for (let start = 0; start < requests.length; start += BATCH) {
      const batch = requests.slice(start, start + BATCH);
      const rows = await (aggregated ? this.#aggregated(batch) : this.#limited(batch));
      for (const { k, r, v } of rows) {
        const { columns = [] } = batch[k] ?? {};
        found[start + k]?.push({ row: r, value: shownValues(v, columns) });
      }
    }
    return found;
  }

  /** A query for each request, which DuckDB ends with the last row that is needed, in the order of reading. */
  async #limited(requests: readonly ExampleRequest[]): Promise<FoundRow[]> {
    const { sql, row } = await this.numbered();
    const parts = requests.map(
      ({ columns, condition }, index) =>
        `(SELECT ${index} AS k, ${row} AS r, ${valuesSql(columns)} AS v FROM ${sql} WHERE ${condition} LIMIT ${MOST_EXAMPLES})`,
    );
    return this.#engine.rows<FoundRow>(`SELECT k, r, v FROM (${parts.join(' UNION ALL ')}) ORDER BY k, r`);
  }

  /** One pass for the rows of all requests, and one for their values. */
  async #aggregated(requests: readonly ExampleRequest[]): Promise<FoundRow[]> {
    const { sql, row } = await this.numbered();
    const firsts = requests.map(
      ({ condition }, k) => `min(${row}, ${MOST_EXAMPLES}) FILTER (WHERE ${condition}) AS k${k}`,
    );
    const [lists = {}] = await this.#engine.rows<Record<string, number[] | null>>(
      `SELECT ${firsts.join(', ')} FROM ${sql}`,
    );
    const numbers = new Set(Object.values(lists).flatMap((list) => list ?? []));
    if (numbers.size === 0) return [];
    const values = requests.map(({ columns }, k) => `${valuesSql(columns)} AS k${k}`);
    const found = await this.#engine.rows<Record<string, (string | null)[]> & { r: number }>(
      `SELECT ${row} AS r, ${values.join(', ')} FROM ${sql} WHERE ${row} IN (${[...numbers].join(', ')})`,
    );
    const byRow = new Map(found.map((values) => [values.r, values]));
    return requests.flatMap((_, k) =>
      (lists[`k${k}`] ?? []).map((r) => ({ k, r, v: byRow.get(r)?.[`k${k}`] ?? [] })),
    );
  }

  /**
   * The number of rows that `select` gives, and the first of them: a query with the columns `r` (row) and `v`
   * (`valuesSql` of `columns`).
   */
  async offenders(select: string, columns: readonly TableColumn[]): Promise<Offenders> {
    const rows = await this.#engine.rows<{ n: number; r: number; v: (string | null)[] }>(
      `WITH found AS MATERIALIZED (${select})
       SELECT (SELECT count(*) FROM found) AS n, r, v FROM found ORDER BY r LIMIT ${MOST_EXAMPLES}`,
    );
    const examples = rows.map(({ r, v }) => ({ row: r, value: shownValues(v, columns) }));
    return { count: rows[0]?.n ?? 0, examples };
  }

  /**
   * Rows that have the same values in `columns` as another row, all of a group. Rows where all (one suffices
   * where not `missingToo`) of them are missing do not count; `condition` picks the rows that are looked at.
   */
  async duplicates(
    columns: readonly TableColumn[],
    missingToo: boolean,
    condition = 'TRUE',
  ): Promise<Offenders> {
    const keys = columns.map((_, index) => `k${index}`);
    const keyed = columns.map(({ sql }, index) => `${sql} AS k${index}`).join(', ');
    const { sql, row } = await this.numbered();
    const present = missingToo ? 'TRUE' : keys.map((key) => `${key} IS NOT NULL`).join(' AND ');
    const groups = '"duplicate groups"';
    await this.#engine.run(
      `CREATE OR REPLACE TEMP TABLE ${groups} AS SELECT ${keys.join(', ')}, count(*) AS n
       FROM (SELECT ${keyed} FROM ${identifier(this.#table)} AS t WHERE ${condition})
       WHERE ${present} GROUP BY ${keys.join(', ')} HAVING count(*) > 1`,
    );
    try {
      const [total] = await this.#engine.rows<{ count: number }>(
        `SELECT CAST(coalesce(sum(n), 0) AS BIGINT) AS count FROM ${groups}`,
      );
      const count = total?.count ?? 0;
      if (count === 0) return { count, examples: [] };
      const same = keys
        .map((key, index) => `${columns[index]?.sql} IS NOT DISTINCT FROM g.${key}`)
        .join(' AND ');
      const rows = await this.#engine.rows<{ r: number; v: (string | null)[] }>(
        `SELECT ${row} AS r, ${valuesSql(columns)} AS v FROM ${sql} SEMI JOIN ${groups} AS g ON ${same}
         WHERE ${condition} ORDER BY r LIMIT ${MOST_EXAMPLES}`,
      );
      return { count, examples: rows.map(({ r, v }) => ({ row: r, value: shownValues(v, columns) })) };
    } finally {
      await this.#engine.run(`DROP TABLE ${groups}`);
    }
  }
}

/** Rows that break a rule: how many, and the first. */
export interface Offenders {
  readonly count: number;
  readonly examples: Examples;
}

/** SQL of the values of `columns` as a list of texts: values of all types fit into one query. */
export function valuesSql(columns: readonly TableColumn[]): string {
  const texts = columns.map(({ sql, type }) =>
    type === 'timestamp'
      ? `CASE WHEN isfinite(${sql}) THEN CAST(epoch_us(${sql}) AS VARCHAR) ELSE CAST(${sql} AS VARCHAR) END`
      : `CAST(${sql} AS VARCHAR)`,
  );
  return `CAST([${texts.join(', ')}] AS VARCHAR[])`;
}

/** Values of a row as evidence may hold them: several as one text. */
function shownValues(
  values: readonly (string | null)[],
  columns: readonly TableColumn[],
): Examples[number]['value'] {
  const shown = columns.map(({ type }, index) => shownValue(values[index] ?? null, type));
  return shown.length === 1 ? (shown[0] ?? null) : shown.length === 0 ? null : cut(shown.join(', '));
}

/** A value as evidence may hold it: finite numbers, truth values, and text of at most 200 characters. */
function shownValue(text: string | null, type: ColumnType): Examples[number]['value'] {
  if (text === null) return null;
  switch (type) {
    case 'boolean':
      return text === 'true';
    case 'integer':
      return Number.isSafeInteger(Number(text)) ? Number(text) : text;
    case 'number': {
      const value = numberOf(text);
      return Number.isFinite(value) ? value : String(value);
    }
    case 'timestamp':
      return timestampText(numberOf(text) / 1000);
    default:
      return cut(text);
  }
}

/** DuckDB writes `inf` and `infinity`. */
function numberOf(text: string): number {
  if (/^-?inf/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
}

/** `, first `x` in row 17 of flights.csv`; nothing where there is no example. */
export function firstText(examples: Examples): string {
  const [first] = examples;
  if (!first) return '';
  const of = first.file === undefined ? '' : ` of ${first.file}`;
  const row = `row ${first.row.toLocaleString('en-US')}${of}`;
  return first.value === null ? `, first in ${row}` : `, first ${quoted(first.value)} in ${row}`;
}
