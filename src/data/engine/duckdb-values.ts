import type * as DuckDB from '@duckdb/node-api';
import { DataError } from '../../system/errors.ts';
import type { Column, Value } from './frame.ts';

/** `@duckdb/node-api`, wherever it was loaded from. */
export type DuckDBModule = typeof DuckDB;

/** One value read from DuckDB: a `Value`, or a list or struct of such. */
export type Cell = Value | readonly Cell[] | { readonly [key: string]: Cell };

/** How a DuckDB value of one type becomes a cell; null stays null. */
export type Reader = (value: DuckDB.DuckDBValue) => Cell;

/** Whole numbers are numbers where they are exact, else decimal text, so that no key is ever rounded. */
function integer(value: DuckDB.DuckDBValue): Cell {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

const INFINITE = 2n ** 63n - 1n;

/** Ticks of a timestamp as milliseconds; the ends of the range stand for the infinities. */
function milliseconds(ticks: bigint, ticksPerMillisecond: number): number {
  if (ticks === INFINITE) return Number.POSITIVE_INFINITY;
  if (ticks === -INFINITE) return Number.NEGATIVE_INFINITY;
  const number = Number(ticks);
  if (ticksPerMillisecond <= 1 || Number.isSafeInteger(number)) return number / ticksPerMillisecond;
  // Beyond 2^53 ticks the whole milliseconds are still exact.
  const whole = BigInt(ticksPerMillisecond);
  return Number(ticks / whole) + Number(ticks % whole) / ticksPerMillisecond;
}

function text(value: DuckDB.DuckDBValue): Cell {
  return String(value);
}

/** The reader of a DuckDB type, as the interface `DataEngine` says. */
export function readerOf(module: DuckDBModule, type: DuckDB.DuckDBType): Reader {
  const id = module.DuckDBTypeId;
  switch (type.typeId) {
    case id.BOOLEAN:
    case id.TINYINT:
    case id.SMALLINT:
    case id.INTEGER:
    case id.UTINYINT:
    case id.USMALLINT:
    case id.UINTEGER:
    case id.FLOAT:
    case id.DOUBLE:
    case id.VARCHAR:
    case id.ENUM:
      return (value) => value as Cell;
    case id.BIGINT:
    case id.UBIGINT:
    case id.HUGEINT:
    case id.UHUGEINT:
    case id.BIGNUM:
      return integer;
    case id.DECIMAL:
      return (value) => (value === null ? null : (value as DuckDB.DuckDBDecimalValue).toDouble());
    case id.TIMESTAMP:
    case id.TIMESTAMP_TZ:
      return (value) => milliseconds((value as { micros: bigint }).micros, 1e3);
    case id.TIMESTAMP_S:
      return (value) => milliseconds((value as { seconds: bigint }).seconds, 1e-3);
    case id.TIMESTAMP_MS:
      return (value) => milliseconds((value as { millis: bigint }).millis, 1);
    case id.TIMESTAMP_NS:
      return (value) => milliseconds((value as { nanos: bigint }).nanos, 1e6);
    case id.LIST:
    case id.ARRAY: {
      const item = readerOf(module, (type as DuckDB.DuckDBListType | DuckDB.DuckDBArrayType).valueType);
      return (value) => (value as DuckDB.DuckDBListValue).items.map((inner) => nullable(item, inner));
    }
    case id.STRUCT: {
      const struct = type as DuckDB.DuckDBStructType;
      const readers = struct.entryTypes.map((entry) => readerOf(module, entry));
      return (value) => {
        const { entries } = value as DuckDB.DuckDBStructValue;
        return Object.fromEntries(
          struct.entryNames.map((name, index) => [
            name,
            nullable(readers[index] ?? text, entries[name] ?? null),
          ]),
        );
      };
    }
    default:
      return text;
  }
}

/** `value` by `reader`, null kept. */
export function nullable(reader: Reader, value: DuckDB.DuckDBValue): Cell {
  return value === null ? null : reader(value);
}

/** A cell as the one value that a frame may hold: lists and structs become JSON text. */
export function valueOfCell(cell: Cell): Value {
  return typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell;
}

/** The DuckDB value and type of a query's parameter. Whole numbers are BIGINT, so that `LIMIT ?` works. */
export function parameterOf(
  module: DuckDBModule,
  value: Value,
): { value: DuckDB.DuckDBValue; type: DuckDB.DuckDBType } {
  if (value === null) return { value: null, type: module.SQLNULL };
  if (typeof value === 'string') return { value, type: module.VARCHAR };
  if (typeof value === 'boolean') return { value, type: module.BOOLEAN };
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    return { value: BigInt(value), type: module.BIGINT };
  }
  return { value, type: module.DOUBLE };
}

/** How a column of a frame is stored: its DuckDB type and the conversion of each value but null. */
export function writerOf(
  module: DuckDBModule,
  column: Column,
): { type: DuckDB.DuckDBType; write: (value: Exclude<Value, null>, row: number) => DuckDB.DuckDBValue } {
  const refuse = (value: Value, row: number): never => {
    throw new DataError(
      `column ${JSON.stringify(column.name)}, row ${row + 1}: ${JSON.stringify(value)} is no ${column.type}`,
      { hint: `Every value of an ${column.type} column must be one, or null where it is missing.` },
    );
  };
  switch (column.type) {
    case 'integer':
      return {
        type: module.BIGINT,
        write: (value, row) => {
          if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 63) {
            return BigInt(value);
          }
          // Text holds the whole numbers that a JavaScript number cannot.
          if (typeof value === 'string' && /^-?\d{1,19}$/.test(value)) {
            const exact = BigInt(value);
            if (BigInt.asIntN(64, exact) === exact) return exact;
          }
          return refuse(value, row);
        },
      };
    case 'number':
      return {
        type: module.DOUBLE,
        write: (value, row) => (typeof value === 'number' ? value : refuse(value, row)),
      };
    case 'boolean':
      return {
        type: module.BOOLEAN,
        write: (value, row) => (typeof value === 'boolean' ? value : refuse(value, row)),
      };
    case 'string':
      return {
        type: module.VARCHAR,
        write: (value, row) => (typeof value === 'string' ? value : refuse(value, row)),
      };
    case 'timestamp':
      return {
        type: module.TIMESTAMP,
        write: (value, row) => {
          if (value === Number.POSITIVE_INFINITY) return module.DuckDBTimestampValue.PosInf;
          if (value === Number.NEGATIVE_INFINITY) return module.DuckDBTimestampValue.NegInf;
          if (typeof value !== 'number' || !(Math.abs(value) < 2 ** 63 / 1e3)) return refuse(value, row);
          const whole = Math.trunc(value);
          const micros = BigInt(whole) * 1000n + BigInt(Math.round((value - whole) * 1e3));
          return new module.DuckDBTimestampValue(micros);
        },
      };
    case 'date':
      return {
        type: module.DATE,
        write: (value, row) => new module.DuckDBDateValue(dayOf(value) ?? refuse(value, row)),
      };
  }
}

/** Days since 1970-01-01 of `YYYY-MM-DD`, or undefined where that is no day of the calendar. */
function dayOf(value: Value): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return undefined;
  const time = Date.parse(`${value}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value) return undefined;
  return time / 86_400_000;
}
