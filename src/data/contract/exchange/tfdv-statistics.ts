import type { DataEngine } from '../../engine/engine.ts';
import { identifier, literal } from '../../engine/sql.ts';
import { describeTable, rowsOf, type TableColumn } from '../../engine/table.ts';

/**
 * The statistics that TFDV's inference and validation read, by its own definitions: types of CSV columns by
 * tfx-bsl's `_InferValueType`, FLOAT of CSV in 32 bits, the 1000 most frequent texts.
 */

/** For reading CSV: every column is text, whatever its values spell. */
export const EVERY_COLUMN: ReadonlySet<string> = new (class extends Set<string> {
  override has(): boolean {
    return true;
  }
})();

export type TfdvStatisticsType = 'INT' | 'FLOAT' | 'STRING';

export interface TfdvColumn {
  readonly name: string;
  readonly type: TfdvStatisticsType;
  readonly present: number;
  readonly missing: number;
  /** Of INT and FLOAT without NaN; 0 where there is none, as an unset field of the statistics reads. */
  readonly min: number;
  readonly max: number;
  readonly nan: number;
  /** Different values; of STRING only. */
  readonly unique: number;
  /** The most frequent values (at most 1000) with their counts, in the order of their bytes; of STRING only. */
  readonly values: ReadonlyMap<string, number>;
  /** The column as a table has it, for the first offending rows. */
  readonly column: TableColumn;
  /** SQL of the value as a number, NULL where it is none. */
  readonly number: string;
  /** SQL of the kind of a value: 0 missing, 1 INT, 2 FLOAT, 3 STRING. */
  readonly kind: string;
}

export interface TfdvStatistics {
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly TfdvColumn[];
}

const TYPES: readonly TfdvStatisticsType[] = ['STRING', 'INT', 'FLOAT', 'STRING'];
/** `num_rank_histogram_buckets`. */
const KEPT_VALUES = 1000;
/** Columns in one query. */
const BATCH = 64;

/** Python's `int()` and `float()` of bytes: blanks around, underscores between digits. */
const BLANKS = '[ \\t\\n\\r\\x0b\\f]*';
const DIGITS = '[0-9]+(_[0-9]+)*';
const INT = `${BLANKS}[+-]?${DIGITS}${BLANKS}`;
const FLOAT = `${BLANKS}[+-]?(((${DIGITS})(\\.(${DIGITS})?)?|\\.${DIGITS})([eE][+-]?${DIGITS})?|[iI][nN][fF]([iI][nN][iI][tT][yY])?|[nN][aA][nN])${BLANKS}`;

/**
 * Statistics of every column of `table`. With `csv`, text is what the file has, and its type is told as TFDV
 * tells it; otherwise the types of the table are taken: whole numbers and truth values are INT, other numbers
 * FLOAT, all else STRING.
 */
export async function tfdvStatistics(
  engine: DataEngine,
  table: string,
  { csv }: { readonly csv: boolean },
): Promise<TfdvStatistics> {
  const columns = await describeTable(engine, table);
  const rows = await rowsOf(engine, table);
  const found: TfdvColumn[] = [];
  for (let start = 0; start < columns.length; start += BATCH) {
    const asked = columns.slice(start, start + BATCH).map((column) => shapeOf(column, csv));
    found.push(...(await measure(engine, table, rows, asked, csv)));
  }
  return { table, rows, columns: found };
}

interface Shape {
  readonly column: TableColumn;
  readonly text: string;
  readonly kind: string;
  readonly number: string;
}

function shapeOf(column: TableColumn, csv: boolean): Shape {
  const { type, sql } = column;
  const constant = (kind: number) => `if(${sql} IS NULL, 0, ${kind})`;
  const text = type === 'string' ? sql : `CAST(${sql} AS VARCHAR)`;
  if (type === 'string' && csv) {
    const plain = `replace(trim(${sql}, ${literal(' \t\n\r\v\f')}), '_', '')`;
    const kind = `CASE WHEN ${sql} IS NULL THEN 0
      WHEN regexp_full_match(${sql}, ${literal(INT)}) THEN if(TRY_CAST(${plain} AS BIGINT) IS NULL, 3, 1)
      WHEN regexp_full_match(${sql}, ${literal(FLOAT)}) THEN 2 ELSE 3 END`;
    const number = `if(regexp_full_match(${sql}, ${literal(`${INT}|${FLOAT}`)}), TRY_CAST(${plain} AS DOUBLE), NULL)`;
    return { column, text, kind, number };
  }
  if (type === 'integer' || type === 'boolean') {
    return { column, text, kind: constant(1), number: `CAST(${sql} AS DOUBLE)` };
  }
  if (type === 'number') return { column, text, kind: constant(2), number: sql };
  return { column, text, kind: constant(3), number: 'CAST(NULL AS DOUBLE)' };
}

async function measure(
  engine: DataEngine,
  table: string,
  rows: number,
  shapes: readonly Shape[],
  csv: boolean,
): Promise<TfdvColumn[]> {
  const from = `FROM ${identifier(table)} AS t`;
  const measures = shapes.flatMap(({ column, kind, number }, index) => [
    `max(${kind}) AS k${index}`,
    `count(${column.sql}) AS p${index}`,
    `min(${number}) FILTER (NOT isnan(${number})) AS l${index}`,
    `max(${number}) FILTER (NOT isnan(${number})) AS h${index}`,
    `count(*) FILTER (isnan(${number})) AS n${index}`,
  ]);
  const [figures = {}] = await engine.rows<Record<string, number | null>>(
    `SELECT ${measures.join(', ')} ${from}`,
  );
  const typeOf = (index: number): TfdvStatisticsType => {
    const kind = figures[`k${index}`] ?? 0;
    if (kind !== 0) return TYPES[kind] ?? 'STRING';
    // Without a value only the table knows; of CSV nobody does, and TFDV says STRING.
    const { type } = shapes[index]?.column ?? {};
    if (csv) return 'STRING';
    return type === 'integer' || type === 'boolean' ? 'INT' : type === 'number' ? 'FLOAT' : 'STRING';
  };
  const texts = shapes.flatMap(({ text }, index) =>
    typeOf(index) === 'STRING' && (figures[`p${index}`] ?? 0) > 0
      ? [
          `(SELECT ${index} AS c, v, count(*) AS n, count(*) OVER () AS u FROM (SELECT ${text} AS v ${from})
            WHERE v IS NOT NULL GROUP BY v ORDER BY n DESC, v DESC LIMIT ${KEPT_VALUES})`,
        ]
      : [],
  );
  const listed =
    texts.length === 0
      ? []
      : await engine.rows<{ c: number; v: string; n: number; u: number }>(
          `SELECT * FROM (${texts.join(' UNION ALL ')}) ORDER BY c, v`,
        );
  const values = shapes.map(() => new Map<string, number>());
  const unique = shapes.map(() => 0);
  for (const { c, v, n, u } of listed) {
    values[c]?.set(v, n);
    unique[c] = u;
  }
  return shapes.map(({ column, kind, number }, index): TfdvColumn => {
    const type = typeOf(index);
    // The only floats of 32 bits are those that TFDV itself decoded from text.
    const rounded = (value: number | null | undefined) =>
      type === 'FLOAT' && csv ? Math.fround(value ?? 0) : (value ?? 0);
    const present = figures[`p${index}`] ?? 0;
    return {
      name: column.name,
      type,
      present,
      missing: rows - present,
      min: rounded(figures[`l${index}`]),
      max: rounded(figures[`h${index}`]),
      nan: figures[`n${index}`] ?? 0,
      unique: unique[index] ?? 0,
      values: values[index] ?? new Map(),
      column,
      number,
      kind,
    };
  });
}
