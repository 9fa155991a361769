import { sqlTypeOf } from './column-types.ts';
import type { ColumnType } from './frame.ts';
import { literal } from './sql.ts';

/**
 * The types of text columns (CSV, and strings of JSON), told from ALL their values by rules that can be
 * written down, never from a sample: DuckDB's own sniffer looks at the first rows, skips what it does
 * not understand, and takes 007 for 7.
 *
 * A column is `integer`, `number`, `boolean`, `date` or `timestamp` when every value that is not missing
 * is one, else `string`. A leading zero (007) or more digits than 64 bits make text, since as a number it
 * would not be the same any more. Dates are YYYY-MM-DD; 01/02/2013 stays text, since nobody can tell.
 */

const INTEGER = '[+-]?(0|[1-9][0-9]*)';
const NUMBER =
  '[+-]?((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?([nN][aA][nN]|[iI][nN][fF]([iI][nN][iI][tT][yY])?)';
const DATE = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const TIMESTAMP = `${DATE}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?( ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?))?`;

/** One bit for each kind of value that occurs in a column. */
export const KIND = { integer: 1, longInteger: 2, number: 4, boolean: 8, date: 16, timestamp: 32, text: 64 };

function matches(text: string, pattern: string): string {
  return `regexp_full_match(${text}, ${literal(pattern)})`;
}

/** SQL for the kind of the text `text`: 0 where it is missing. */
export function kindSql(text: string): string {
  return `CASE WHEN ${text} IS NULL THEN 0
    WHEN ${matches(text, INTEGER)} THEN if(TRY_CAST(${text} AS BIGINT) IS NULL, ${KIND.longInteger}, ${KIND.integer})
    WHEN ${matches(text, NUMBER)} THEN ${KIND.number}
    WHEN lower(${text}) IN ('true', 'false') THEN ${KIND.boolean}
    ELSE ${timeKindSql(text)} END`;
}

/** The same for text that can only be a time or text, as a JSON string. */
export function timeKindSql(text: string): string {
  return `CASE WHEN ${matches(text, DATE)} AND TRY_CAST(${text} AS DATE) IS NOT NULL THEN ${KIND.date}
    WHEN ${matches(text, TIMESTAMP)} AND TRY_CAST(${text} AS TIMESTAMPTZ) IS NOT NULL THEN ${KIND.timestamp}
    ELSE ${KIND.text} END`;
}

/** The type of a column in which the kinds `kinds` (their bits) occur. */
export function typeOfKinds(kinds: number): ColumnType {
  const only = (allowed: number) => (kinds & ~allowed) === 0;
  if (kinds === 0) return 'string';
  if (only(KIND.integer)) return 'integer';
  if (kinds & KIND.number && only(KIND.integer | KIND.longInteger | KIND.number)) return 'number';
  if (only(KIND.boolean)) return 'boolean';
  if (only(KIND.date)) return 'date';
  if (only(KIND.date | KIND.timestamp)) return 'timestamp';
  return 'string';
}

/** SQL for the text `text` as a value of `type`; null where it is none, such as 1.5 for an integer. */
export function parseSql(text: string, type: ColumnType): string {
  switch (type) {
    case 'string':
      return text;
    case 'integer':
      return `if(${matches(text, '[+-]?[0-9]+(\\.0*)?')}, TRY_CAST(${text} AS BIGINT), NULL)`;
    case 'number':
      return `if(${matches(text, NUMBER.replaceAll('(0|[1-9][0-9]*)', '[0-9]+'))}, TRY_CAST(${text} AS DOUBLE), NULL)`;
    case 'boolean':
      return `TRY_CAST(${text} AS BOOLEAN)`;
    case 'timestamp':
      return `CAST(TRY_CAST(${text} AS TIMESTAMPTZ) AS TIMESTAMP)`;
    case 'date':
      return `TRY_CAST(${text} AS DATE)`;
  }
}

/** SQL for the text `text`, known to be of `type`, as its value. */
export function castSql(text: string, type: ColumnType): string {
  if (type === 'string') return text;
  if (type === 'timestamp') return `CAST(CAST(${text} AS TIMESTAMPTZ) AS TIMESTAMP)`;
  return `CAST(${text} AS ${sqlTypeOf(type)})`;
}
