/**
 * A table in memory, column by column: what leaves the data engine, what a request to the
 * prediction server becomes, and what transforms read.
 */

/** The types of a column, in the words of the contract. */
export const COLUMN_TYPES = ['integer', 'number', 'string', 'boolean', 'timestamp', 'date'] as const;
export type ColumnType = (typeof COLUMN_TYPES)[number];

/**
 * One value. `integer` and `number` are numbers (NaN and infinities are kept), `timestamp` is
 * milliseconds since 1970-01-01T00:00Z, `date` is the text `YYYY-MM-DD`, missing is null.
 */
export type Value = number | string | boolean | null;

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly values: readonly Value[];
}

/** A Map, because a column may be called `__proto__`. All columns have `rows` values. */
export interface Frame {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
}

/** A frame of these columns, which must be equally long. */
export function frameOf(columns: readonly Column[]): Frame {
  const rows = columns[0]?.values.length ?? 0;
  for (const column of columns) {
    if (column.values.length !== rows) {
      throw new RangeError(`column ${column.name} has ${column.values.length} values, not ${rows}`);
    }
  }
  return { rows, columns: new Map(columns.map((column) => [column.name, column])) };
}

/** The column `name`; absent is a mistake of the caller. */
export function columnOf(frame: Frame, name: string): Column {
  const column = frame.columns.get(name);
  if (!column) throw new RangeError(`no column ${JSON.stringify(name)} in the frame`);
  return column;
}

/** The rows at `indices`, in that order. */
export function takeRows(frame: Frame, indices: ArrayLike<number>): Frame {
  const columns = [...frame.columns.values()].map((column) => ({
    ...column,
    values: Array.from(indices, (index) => column.values[index] ?? null),
  }));
  return { rows: indices.length, columns: new Map(columns.map((column) => [column.name, column])) };
}
