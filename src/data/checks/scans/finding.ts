import type { TableColumn } from '../../engine/table.ts';
import type { Examples } from '../offending-rows.ts';
import type { CheckName } from './settings.ts';

/** What a scan found. */
export interface Finding {
  readonly check: CheckName;
  /** Null where it is about the whole dataset. */
  readonly column: string | null;
  /** Rows that it is about. */
  readonly count: number;
  /** What `count` is a share of: all rows where left out. */
  readonly judged?: number;
  readonly sentence: string;
  /** What would mend it, as a sentence in the imperative. */
  readonly cure: string;
  /** Which rows to show, where there are such. */
  readonly offending?: Offending;
}

/** Rows by their values of a column, by a condition in SQL over the table `t`, or as they were found. */
export type Offending =
  | { readonly column: TableColumn; readonly values: readonly string[] }
  | { readonly column: TableColumn; readonly condition: string }
  | { readonly examples: Examples };
