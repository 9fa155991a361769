import { UserError } from '../../system/errors.ts';
import type { DataEngine } from '../engine/engine.ts';
import { identifier, literal } from '../engine/sql.ts';
import { columnNamed, type TableColumn } from '../engine/table.ts';
import type { ProfileSlice } from './profile-schema.ts';

/** A column with more values than this is none to slice by. */
const MOST_SLICES = 100;

/** The rows that have one value of a column, as a view. */
export interface SliceTable extends Pick<ProfileSlice, 'column' | 'value' | 'rows'> {
  readonly table: string;
}

/**
 * The slices of a table by each of the named columns, one after the other: each is there until the next is
 * asked for. Throws UserError where a column does not exist or has too many values.
 */
export async function* slicesOf(
  engine: DataEngine,
  table: string,
  columns: readonly TableColumn[],
  names: readonly string[],
): AsyncGenerator<SliceTable> {
  const view = `${table} slice`;
  for (const name of names) {
    const { sql } = columnNamed(columns, name, '--slice');
    const text = `CAST(${sql} AS VARCHAR)`;
    const found = await engine.rows<{ value: string | null; n: number }>(
      `SELECT ${text} AS value, count(*) AS n FROM ${identifier(table)} AS t GROUP BY ALL ORDER BY n DESC LIMIT ${MOST_SLICES + 1}`,
    );
    if (found.length > MOST_SLICES) {
      throw new UserError(`--slice: the column ${JSON.stringify(name)} has more than ${MOST_SLICES} values`, {
        hint: 'Slice by a column of few categories.',
      });
    }
    for (const { value, n } of found) {
      await engine.run(
        `CREATE OR REPLACE VIEW ${identifier(view)} AS SELECT * FROM ${identifier(table)} AS t
         WHERE ${text} IS NOT DISTINCT FROM ${literal(value)}`,
      );
      try {
        yield { column: name, value, rows: n, table: view };
      } finally {
        await engine.run(`DROP VIEW ${identifier(view)}`);
      }
    }
  }
}

/** By column, then by value; the rows without one last. */
export function orderSlices(slices: readonly ProfileSlice[]): ProfileSlice[] {
  const key = ({ column, value }: ProfileSlice) => [column, value === null ? 1 : 0, value ?? ''] as const;
  return slices.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)];
    for (const [index, part] of left.entries()) {
      const other = right[index] ?? part;
      if (part !== other) return part < other ? -1 : 1;
    }
    return 0;
  });
}
