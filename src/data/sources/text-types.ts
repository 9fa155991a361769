import { sqlTypeOf } from '../engine/column-types.ts';
import type { ColumnType } from '../engine/frame.ts';
import { literal } from '../engine/sql.ts';

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

/** A calendar's days: the regular expressions above ask for digits only, the cast for a day that exists. */
const LEAP_YEAR = '([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[048]|[2468][048]|[13579][26])00)';
const DAY = `(${[
  '[0-9]{4}-(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])',
  '[0-9]{4}-(0[469]|11)-(0[1-9]|[12][0-9]|30)',
  '[0-9]{4}-02-(0[1-9]|1[0-9]|2[0-8])',
  `${LEAP_YEAR}-02-29`,
].join('|')})`;
const ZONE = '(Z| UTC|[+-][0-9]{2}(:?[0-9]{2})?)';
const MOMENT = `${DAY}[T ](${[
  `([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?${ZONE}?)?`,
  `24:00(:00(\\.0{1,9})?${ZONE}?)?`,
].join('|')})`;

/** The whole numbers from 0 to `limit`, without leading zeros. */
function upTo(limit: string): string {
  const rest = (place: number): string => {
    const digit = Number(limit[place]);
    if (Number.isNaN(digit)) return '';
    const least = place === 0 ? 1 : 0;
    const less = `[${least}-${digit - 1}]${'[0-9]'.repeat(limit.length - place - 1)}`;
    return digit > least ? `(${less}|${digit}${rest(place + 1)})` : `${digit}${rest(place + 1)}`;
  };
  return `(0|[1-9][0-9]{0,${limit.length - 2}}|${rest(0)})`;
}

/**
 * The kinds as regular expressions alone, the first that matches holds: `kindSql` without a cast, for those
 * who read bytes. What none of them matches is text.
 */
export const PATTERNS: readonly (readonly [kind: number, pattern: string])[] = [
  [KIND.integer, `[+]?${upTo('9223372036854775807')}|-${upTo('9223372036854775808')}`],
  [KIND.longInteger, INTEGER],
  [KIND.number, NUMBER],
  [KIND.boolean, '[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]'],
  [KIND.date, DAY],
  [KIND.timestamp, MOMENT],
];

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
