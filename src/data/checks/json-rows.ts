import { DataError } from '../../system/errors.ts';
import { type Column, type ColumnType, type Frame, frameOf, type Value } from '../engine/frame.ts';
import { parseDate, parseTimestamp } from '../engine/times.ts';
import { quoted, TYPE_SINGULAR } from './phrases.ts';

/** What a JSON value is as a value of a column; `undefined` where it is none of that type. */
export function jsonValue(type: ColumnType, json: unknown): Exclude<Value, null> | undefined {
  switch (type) {
    case 'number':
      return typeof json === 'number' ? json : undefined;
    case 'integer':
      return integerOf(json);
    case 'boolean':
      return typeof json === 'boolean' ? json : undefined;
    case 'string':
      // Half a surrogate pair is no character: it cannot be stored and would come back as another text.
      return typeof json === 'string' && !/\p{Surrogate}/u.test(json) ? json : undefined;
    case 'timestamp':
      if (typeof json === 'string') return parseTimestamp(json);
      // Infinities pass, because they are not for the type to judge.
      return typeof json === 'number' && (Math.abs(json) <= MAXIMUM_TIME || Math.abs(json) === Infinity)
        ? json
        : undefined;
    case 'date':
      return typeof json === 'string' ? parseDate(json) : undefined;
  }
}

/** The range of JavaScript's dates, in milliseconds. */
const MAXIMUM_TIME = 8.64e15;

/**
 * A whole number; beyond 2^53, where JSON numbers are rounded, only as decimal text. NaN and infinities
 * pass, because they are not for the type to judge.
 */
function integerOf(json: unknown): number | string | undefined {
  if (typeof json === 'number')
    return Number.isSafeInteger(json) || !Number.isFinite(json) ? json : undefined;
  if (typeof json !== 'string' || !/^-?[1-9][0-9]{15,18}$/.test(json)) return undefined;
  const exact = BigInt(json);
  return BigInt.asIntN(64, exact) === exact && !Number.isSafeInteger(Number(json)) ? json : undefined;
}

/**
 * Rows of a request as a frame with these columns, in this order: timestamps from ISO 8601 text (UTC
 * where no zone is named) or milliseconds, dates from `YYYY-MM-DD`; an absent key or null is missing.
 * Keys that are no column are left out.
 * @throws DataError for the first value that is not of its column's type, with its row
 */
export function rowsToFrame(
  rows: readonly Readonly<Record<string, unknown>>[],
  columns: readonly { readonly name: string; readonly type: ColumnType }[],
): Frame {
  const made = columns.map(({ name, type }): Column => {
    const values = rows.map((row, index): Value => {
      const json = Object.hasOwn(row, name) ? row[name] : null;
      if (json === null || json === undefined) return null;
      const value = jsonValue(type, json);
      if (value !== undefined) return value;
      throw new DataError(`row ${index + 1}: ${misfitText(name, type, json)}`, {
        hint: 'Send each value in the type of its column, and null where it is missing.',
      });
    });
    return { name, type, values };
  });
  const frame = frameOf(made);
  return columns.length === 0 ? { ...frame, rows: rows.length } : frame;
}

/** How a request writes what JSON has no type for. */
const FORM: Partial<Record<ColumnType, string>> = {
  timestamp: ' (ISO 8601 text, or milliseconds since 1970)',
  date: ' (YYYY-MM-DD)',
};

/** `` `age`: `abc` is not an integer ``. */
export function misfitText(name: string, type: ColumnType, json: unknown): string {
  const shown = typeof json === 'string' ? json : (JSON.stringify(json) ?? String(json));
  const text = typeof json === 'string' && type !== 'string' && type !== 'date' && type !== 'timestamp';
  return `${quoted(name)}: ${text ? `the text ${quoted(shown)}` : quoted(shown)} is not ${TYPE_SINGULAR[type]}${FORM[type] ?? ''}`;
}
