import { UserError } from '../../system/errors.ts';
import type { Frame, Value } from './frame.ts';

/**
 * The one data engine (DuckDB), as the rooms above see it. SQL text is built with `identifier`
 * and `literal` from `data/sql.ts`; a value that comes from outside is never pasted in bare.
 */
export interface DataEngine {
  /** DuckDB's version, for evidence. */
  readonly version: string;
  /** Runs statements for their effect. */
  run(sql: string, parameters?: readonly Value[]): Promise<void>;
  /**
   * The rows of a query as plain objects. BIGINT and HUGEINT come as numbers where they are safe
   * integers, else as decimal text; timestamps as milliseconds; lists as arrays.
   */
  rows<Row = Record<string, unknown>>(sql: string, parameters?: readonly Value[]): Promise<Row[]>;
  /** The result of a query as a frame. */
  frame(sql: string, parameters?: readonly Value[]): Promise<Frame>;
  /**
   * The columns of a query, all of them DOUBLE, as numbers in the order of its rows, the missing ones left out.
   * @param targets where the numbers go: one for each column, with room for all rows
   * @returns the part of each target that was filled
   */
  numbers(sql: string, targets: readonly Float64Array[]): Promise<Float64Array[]>;
  /** Hands the result of a query to `take` in portions, column by column, in order: for more rows than fit in memory. */
  scan(sql: string, take: (columns: readonly (readonly Value[])[]) => void): Promise<void>;
  /** Creates (or replaces) the table `name` with the rows of `frame`. */
  insert(name: string, frame: Frame): Promise<void>;
  /** Writes the result of a query to a Parquet file, whole or not at all, in the order of the query. */
  writeParquet(sql: string, path: string): Promise<void>;
  /** Stops the query under way and refuses all others, since the process is to end; it comes back at once. */
  interrupt(): void;
  close(): Promise<void>;
}

/** A query took longer than it may, or the process is to end. */
export class QueryStopped extends UserError {
  /** The error with the name of whose SQL it is. */
  of(title: string | undefined): QueryStopped {
    if (title === undefined || this.message.startsWith(title)) return this;
    const hint = this.hint === undefined ? {} : { hint: this.hint };
    return new QueryStopped(`${title}: ${this.message}`, { ...hint, cause: this });
  }
}
