import type { ColumnType } from '../engine/frame.ts';
import type { TableColumn } from '../engine/table.ts';
import { parseSql } from '../sources/text-types.ts';

/** How a column of a table relates to the type that the contract asks for. */
export interface TypeFit {
  /** SQL of the values as the contract's type, NULL where one is not; absent where none can be. */
  readonly value?: string;
  /** SQL that is true where a value is not of the contract's type; absent where all are. */
  readonly misfit?: string;
  /** Whether the column is text that should be something else: one bad cell makes a CSV column text. */
  readonly text: boolean;
}

/**
 * Whole numbers are numbers, numbers that are whole are integers (as in JSON, and since a missing value
 * makes many tools store integers as floating point), a date is the timestamp of its midnight. Text is
 * never a number, whatever it spells.
 */
export function typeFit(wanted: ColumnType, { type, sql }: TableColumn): TypeFit {
  if (type === wanted) return { value: sql, text: false };
  if (wanted === 'number' && type === 'integer') return { value: `CAST(${sql} AS DOUBLE)`, text: false };
  if (wanted === 'timestamp' && type === 'date') return { value: `CAST(${sql} AS TIMESTAMP)`, text: false };
  if (wanted === 'integer' && type === 'number') {
    const fractional = `${sql} <> trunc(${sql}) OR abs(${sql}) > ${Number.MAX_SAFE_INTEGER}`;
    return { value: sql, misfit: `isfinite(${sql}) AND (${fractional})`, text: false };
  }
  if (type === 'string') {
    const value = parseSql(sql, wanted);
    return { value, misfit: `${sql} IS NOT NULL AND (${value}) IS NULL`, text: true };
  }
  return { misfit: `${sql} IS NOT NULL`, text: false };
}
