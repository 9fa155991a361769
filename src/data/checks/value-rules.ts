import { RE2JS } from 're2js';
import type { ColumnContract, Scalar } from '../contract/contract.ts';
import type { ColumnType, Value } from '../engine/frame.ts';
import { literal } from '../engine/sql.ts';
import { doubleLiteral } from '../engine/table.ts';
import { parseDate, parseTimestamp } from '../engine/times.ts';
import { listed, quoted } from './phrases.ts';

/**
 * A rule about single values, in both forms that it is checked in: as SQL over a table, and as a
 * function over one row of a request. They stand side by side so that they cannot part.
 */
export interface ValueRule {
  readonly rule: 'finite' | 'domain' | 'classes' | 'range' | 'pattern' | 'length';
  /** Completes “41 values are …” and “`x` is …”. */
  readonly phrase: string;
  /** How many of a column's values may break it; absent where none may. */
  readonly tolerance?: Tolerance;
  /** SQL that is true where `value` breaks the rule; not true where it is NULL. */
  sql(value: string): string;
  /**
   * Aggregates that are cheaper than counting what `sql` says: where `broken` of them is 0, no value breaks the rule.
   */
  readonly suspicion?: (value: string) => Suspicion;
  /** Whether the suspicion of a range covers NaN and both infinities. */
  readonly coversInfinities?: boolean;
  /** Whether `value`, of the column's type and not missing, breaks the rule. */
  breaks(value: Exclude<Value, null>): boolean;
}

export interface Suspicion {
  /** SQL of aggregates. */
  readonly aggregates: readonly string[];
  /** SQL of an aggregate: how many of `broken` do not break the rule after all. Without one `broken` is the count. */
  readonly innocent?: string;
  /** How many values may break the rule at most, from the aggregates and the number of values. */
  broken(figures: readonly number[], present: number): number;
}

export interface Tolerance {
  /** The share that may break the rule. */
  readonly share: number;
  /** Whether `broken` of `present` values are not too many. */
  allows(broken: number, present: number): boolean;
}

/** A share that may break a rule. */
const atMost = (share: number): Tolerance => ({
  share,
  allows: (broken, present) => broken / present <= share,
});

/** A share that must keep a rule, compared as Great Expectations does. */
export const keptMostly = (mostly: number): Tolerance => ({
  share: 1 - mostly,
  allows: (broken, present) => (present - broken) / present >= mostly,
});

/** The types whose values can be NaN or infinite. An integer may be stored as a floating-point number. */
export const FINITE_TYPES: ReadonlySet<ColumnType> = new Set(['integer', 'number', 'timestamp', 'date']);

/** The rules about single values of a column, in the order in which they are told. */
export function valueRulesOf(column: ColumnContract): ValueRule[] {
  const { mostly = 1 } = column;
  const rules = strictRulesOf(column);
  if (mostly === 1) return rules;
  return rules.map((rule) => ({ ...rule, tolerance: rule.tolerance ?? keptMostly(mostly) }));
}

function strictRulesOf(column: ColumnContract): ValueRule[] {
  const rules: ValueRule[] = [];
  if (FINITE_TYPES.has(column.type) && column.finite !== false) rules.push(finiteRule(column.type));
  if (column.domain) {
    const rule = memberRule('domain', `not in the domain (${listed(column.domain)})`, column, column.domain);
    rules.push(column.outside ? { ...rule, tolerance: atMost(column.outside['at-most']) } : rule);
  }
  if (column.classes) {
    const { values } = column.classes;
    rules.push(memberRule('classes', `none of the classes ${listed(values)}`, column, values));
  }
  if (column.range) rules.push(rangeRule(column, column.range));
  if (column.pattern !== undefined) rules.push(patternRule(column.pattern));
  if (column.length) rules.push(lengthRule(column.length));
  return rules;
}

function finiteRule(type: ColumnType): ValueRule {
  const isNumber = type === 'number' || type === 'integer';
  return {
    rule: 'finite',
    phrase: isNumber ? 'NaN or infinite' : 'infinite',
    sql: (value) => `NOT isfinite(${isNumber ? `CAST(${value} AS DOUBLE)` : value})`,
    breaks: (value) => typeof value === 'number' && !Number.isFinite(value),
  };
}

function memberRule(
  rule: 'domain' | 'classes',
  phrase: string,
  { type }: ColumnContract,
  members: readonly Scalar[],
): ValueRule {
  const typed = members.map((member) => typedBound(type, member));
  const allowed = new Set(typed);
  const list = [...allowed].map((member) => boundSql(type, member)).join(', ');
  // The members of an ENUM are literals, and text with a NUL has none.
  const isEnum = type === 'string' && !typed.some((member) => String(member).includes('\0'));
  return {
    rule,
    phrase,
    sql: (value) =>
      isEnum ? `(${value} IS NOT NULL AND ${enumSql(value, list)} IS NULL)` : `${value} NOT IN (${list})`,
    ...(isEnum
      ? {
          suspicion: (value: string): Suspicion => ({
            aggregates: [`count(${enumSql(value, list)})`],
            broken: ([kept = 0], present) => present - kept,
          }),
        }
      : {}),
    breaks: (value) => !allowed.has(value),
  };
}

/** DuckDB compares with each member in turn, but looks the value of an ENUM up: forty times faster for a hundred. */
function enumSql(value: string, list: string): string {
  return `TRY_CAST(${value} AS ENUM(${list}))`;
}

/** NaN lies outside of every range; where NaN is refused anyway, it is told once. */
function rangeRule({ type, finite }: ColumnContract, range: NonNullable<ColumnContract['range']>): ValueRule {
  const isNumber = type === 'number' || type === 'integer';
  const refusesNaN = isNumber && finite === false;
  const [low, high] = [range['at-least'], range['at-most']];
  const least = low === undefined ? undefined : typedBound(type, low);
  const most = high === undefined ? undefined : typedBound(type, high);
  const parts = (value: string) => [
    ...(least === undefined ? [] : [`${value} < ${boundSql(type, least, Math.ceil)}`]),
    ...(most === undefined ? [] : [`${value} > ${boundSql(type, most, Math.floor)}`]),
  ];
  return {
    rule: 'range',
    phrase:
      low === undefined
        ? `above ${quoted(high)}`
        : high === undefined
          ? `below ${quoted(low)}`
          : `not between ${quoted(low)} and ${quoted(high)}`,
    coversInfinities: low !== undefined && high !== undefined,
    suspicion: (value) => ({
      aggregates: [
        ...parts(value),
        // Only an upper bound catches NaN, which DuckDB takes for the greatest number.
        ...(refusesNaN && most === undefined ? [`isnan(CAST(${value} AS DOUBLE))`] : []),
      ].map((part) => `count_if(${part})`),
      ...(isNumber && !refusesNaN && most !== undefined
        ? { innocent: `count_if(isnan(CAST(${value} AS DOUBLE)))` }
        : {}),
      broken: (figures) => figures.reduce((sum, figure) => sum + figure, 0),
    }),
    sql: (value) => {
      const outside = `(${parts(value).join(' OR ')})`;
      if (!isNumber) return outside;
      // DuckDB takes NaN for the greatest number.
      const nan = `isnan(CAST(${value} AS DOUBLE))`;
      return refusesNaN ? `(${nan} OR ${outside})` : `(NOT ${nan} AND ${outside})`;
    },
    breaks: (value) => {
      // Integers beyond 2^53 come as text; dates are compared as text on purpose.
      const comparable = type === 'integer' ? Number(value) : value;
      if (Number.isNaN(comparable)) return refusesNaN;
      return (least !== undefined && comparable < least) || (most !== undefined && comparable > most);
    },
  };
}

function patternRule(pattern: string): ValueRule {
  const compiled = RE2JS.compile(pattern);
  return {
    rule: 'pattern',
    phrase: `not of the form ${quoted(pattern)}`,
    sql: (value) => `NOT regexp_full_match(${value}, ${literal(pattern)})`,
    breaks: (value) => !compiled.matches(String(value)),
  };
}

function lengthRule(length: NonNullable<ColumnContract['length']>): ValueRule {
  const least = length['at-least'] ?? 0;
  const most = length['at-most'];
  return {
    rule: 'length',
    phrase:
      most === undefined
        ? `shorter than ${least} characters`
        : least === 0
          ? `longer than ${most} characters`
          : `not ${least === most ? least : `${least} to ${most}`} characters long`,
    sql: (value) =>
      most === undefined
        ? `length(${value}) < ${least}`
        : `length(${value}) NOT BETWEEN ${least} AND ${most}`,
    breaks: (value) => {
      const characters = [...String(value)].length;
      return characters < least || (most !== undefined && characters > most);
    },
  };
}

/**
 * A value of the contract in the representation of the column's type (timestamps in milliseconds);
 * undefined where it is none of that type.
 */
export function boundOf(type: ColumnType, bound: Scalar): Exclude<Value, null> | undefined {
  switch (type) {
    case 'integer':
    case 'number':
      return typeof bound === 'number' ? bound : undefined;
    case 'boolean':
      return typeof bound === 'boolean' ? bound : undefined;
    case 'string':
      return typeof bound === 'string' ? bound : undefined;
    case 'timestamp':
      return typeof bound === 'string' ? parseTimestamp(bound) : undefined;
    case 'date':
      return typeof bound === 'string' ? parseDate(bound) : undefined;
  }
}

function typedBound(type: ColumnType, bound: Scalar): Exclude<Value, null> {
  const value = boundOf(type, bound);
  if (value === undefined)
    throw new RangeError(`${JSON.stringify(bound)} is no ${type}: the contract was not checked`);
  return value;
}

/** SQL of a value of the contract, as columns of `type` hold it. */
export function memberSql(type: ColumnType, member: Scalar): string {
  return boundSql(type, typedBound(type, member));
}

/** SQL of a bound; for whole numbers exact, rounded into the range by `inward`. */
function boundSql(
  type: ColumnType,
  value: Exclude<Value, null>,
  inward: (value: number) => number = (whole) => whole,
): string {
  if (typeof value !== 'number') return type === 'date' ? `CAST(${literal(value)} AS DATE)` : literal(value);
  if (type === 'timestamp') return `make_timestamp(${BigInt(Math.round(value * 1000))})`;
  const whole = inward(value);
  if (type === 'integer' && Number.isSafeInteger(whole)) return String(whole === 0 ? 0 : whole);
  return doubleLiteral(value);
}
