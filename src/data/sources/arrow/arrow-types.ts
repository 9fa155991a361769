import type { DataType, Field } from '@uwdata/flechette';
import { DataError } from '../../../system/errors.ts';
import { sqlTypeOf } from '../../engine/column-types.ts';
import type { ColumnType, Value } from '../../engine/frame.ts';

/** How a column of an Arrow file becomes one of a table. */
export interface ArrowColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly sqlType: string;
  /** The type in which values are handed to the data engine: text and whole numbers lose nothing. */
  readonly staged: ColumnType;
  /** A value as flechette gives it, as a staged one; undefined where it cannot be held. */
  value(value: unknown): Exclude<Value, null> | undefined;
  /** SQL of the column from what is staged. */
  sql(staged: string): string;
}

type Conversion = Omit<ArrowColumn, 'name'>;

/** The numbers that Arrow gives its types. */
const ID = {
  dictionary: -1,
  nothing: 1,
  integer: 2,
  float: 3,
  utf8: 5,
  boolean: 6,
  decimal: 7,
  date: 8,
  time: 9,
  timestamp: 10,
  largeUtf8: 20,
  utf8View: 24,
} as const;

const NAMES: Readonly<Record<number, string>> = {
  4: 'binary',
  11: 'an interval',
  12: 'a list',
  13: 'a struct',
  14: 'a union',
  15: 'binary of a fixed size',
  16: 'a list of a fixed size',
  17: 'a map',
  18: 'a duration',
  19: 'binary',
  21: 'a list',
  22: 'run-end encoded',
  23: 'binary',
  25: 'a list',
  26: 'a list',
};

/** @throws DataError for a type that no column of a table has, with what to do */
export function arrowColumn({ name: given, type }: Field, index: number, shown: string): ArrowColumn {
  // As in CSV, a column without a name is called by its place.
  const name = given || `column${index}`;
  if (name.includes('\0')) {
    throw new DataError(`${shown}: the name of column ${index + 1} holds a character of no text`, {
      hint: 'Rename the column.',
    });
  }
  const conversion = conversionOf(type);
  if (conversion) return { name, ...conversion };
  const what = NAMES[type.typeId] ?? `of the type number ${type.typeId}`;
  throw new DataError(
    `${shown}: the column ${JSON.stringify(name)} is ${what}, which no column of a table can be`,
    {
      hint: 'Leave it out, or make text, a number or several columns of it before writing the file.',
    },
  );
}

function conversionOf(type: DataType): Conversion | undefined {
  switch (type.typeId) {
    case ID.dictionary:
      return conversionOf((type as { dictionary: DataType }).dictionary);
    case ID.nothing:
      return plain('string', () => undefined);
    case ID.utf8:
    case ID.largeUtf8:
    case ID.utf8View:
      return plain('string', (value) => (typeof value === 'string' ? value : undefined));
    case ID.boolean:
      return plain('boolean', (value) => (typeof value === 'boolean' ? value : undefined));
    case ID.float:
      return plain('number', (value) => (typeof value === 'number' ? value : undefined));
    case ID.integer: {
      const { bitWidth, signed } = type as { bitWidth: number; signed: boolean };
      if (bitWidth < 64 || signed) return plain('integer', wholeNumber);
      return {
        ...plain('integer', text),
        staged: 'string',
        sqlType: 'HUGEINT',
        sql: (s) => `CAST(${s} AS HUGEINT)`,
      };
    }
    case ID.decimal: {
      const { scale } = type as { scale: number };
      // Through text, so that the double is the nearest one.
      return {
        ...plain('number', (value) => decimalText(value, scale)),
        staged: 'string',
        sql: castTo('DOUBLE'),
      };
    }
    case ID.date:
      return plain('date', (value) => dateText(value));
    case ID.time:
      return plain('string', (value) => timeText(value, (type as { unit: number }).unit));
    case ID.timestamp: {
      const { unit } = type as { unit: number };
      return {
        ...plain('timestamp', (value) => microseconds(value, unit)),
        staged: 'integer',
        sql: (staged) => `make_timestamp(${staged})`,
      };
    }
    default:
      return undefined;
  }
}

function plain(type: ColumnType, value: Conversion['value']): Conversion {
  return { type, sqlType: sqlTypeOf(type), staged: type, value, sql: (staged) => staged };
}

const castTo = (sqlType: string) => (staged: string) => `CAST(${staged} AS ${sqlType})`;

function text(value: unknown): string | undefined {
  return typeof value === 'bigint' || typeof value === 'number' ? String(value) : undefined;
}

function wholeNumber(value: unknown): number | string | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'bigint') return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** An integer with its last `scale` digits behind the point. */
function decimalText(value: unknown, scale: number): string | undefined {
  const digits = text(value);
  return digits === undefined ? undefined : `${digits}e${-scale}`;
}

const DAY = 86_400_000;

function dateText(value: unknown): string | undefined {
  const time = typeof value === 'bigint' ? Number(value) : value;
  if (typeof time !== 'number' || !(Math.abs(time) <= 8.64e15)) return undefined;
  const day = new Date(Math.floor(time / DAY) * DAY).toISOString().slice(0, 10);
  return /^\d{4}-/.test(day) ? day : undefined;
}

/** Ticks a second of Arrow's units: seconds, milliseconds, microseconds, nanoseconds. */
const TICKS = [1n, 1_000n, 1_000_000n, 1_000_000_000n] as const;

function timeText(value: unknown, unit: number): string | undefined {
  if (typeof value !== 'bigint' && typeof value !== 'number') return undefined;
  const nanoseconds = BigInt(value) * (1_000_000_000n / (TICKS[unit] ?? 1n));
  const seconds = Number(nanoseconds / 1_000_000_000n);
  const rest = (nanoseconds % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${clock.map((part) => String(part).padStart(2, '0')).join(':')}${rest === '' ? '' : `.${rest}`}`;
}

/** Whole microseconds since 1970, rounded down as all times here are; with a zone they are UTC already. */
function microseconds(value: unknown, unit: number): number | string | undefined {
  if (typeof value !== 'bigint' && typeof value !== 'number') return undefined;
  const ticks = BigInt(value);
  const perTick = 1_000_000n / (TICKS[unit] ?? 1n);
  const micros = unit === 3 ? (ticks - (((ticks % 1000n) + 1000n) % 1000n)) / 1000n : ticks * perTick;
  return BigInt.asIntN(64, micros) === micros ? wholeNumber(micros) : undefined;
}
