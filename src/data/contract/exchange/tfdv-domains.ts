import { listed, partOf, percentage, quoted } from '../../checks/phrases.ts';
import { literal } from '../../engine/sql.ts';
import { doubleLiteral } from '../../engine/table.ts';
import { int64Of } from './tfdv-infer.ts';
import type { TfdvDomain, TfdvFeature } from './tfdv-schema.ts';
import type { TfdvColumn } from './tfdv-statistics.ts';

/** A reason of TFDV's for an anomaly of a column. */
export interface TfdvReason {
  readonly tfdv: string;
  readonly code: string;
  readonly sentence: string;
  readonly cure: string;
  /** SQL of the rows that break it; without one they are all rows. */
  readonly rows?: string;
}

/** What the values of a column break of the domain of its feature (`anomalies/*_domain_util.cc`). */
export function domainReasons(
  feature: TfdvFeature,
  column: TfdvColumn,
  domain: TfdvDomain | undefined,
): TfdvReason[] {
  switch (domain?.kind) {
    case 'string':
      return stringReasons(domain.values, column, feature.minDomainMass);
    case 'bool':
      return boolReasons(domain, column);
    case 'int':
      return intReasons(domain, column);
    case 'float':
      return floatReasons(domain, column);
    default:
      return [];
  }
}

function stringReasons(
  members: readonly string[],
  { column, type, values, present }: TfdvColumn,
  mass: number | undefined,
): TfdvReason[] {
  if (type !== 'STRING') return [];
  const allowed = new Set(members);
  const outside = [...values].filter(([value]) => !allowed.has(value));
  const count = outside.reduce((sum, [, times]) => sum + times, 0);
  const tolerated = mass === undefined ? 0 : 1 - mass;
  if (!(count / present > tolerated || (tolerated === 0 && outside.length > 0))) return [];
  const seen = outside.sort((a, b) => b[1] - a[1]).map(([value]) => value);
  const most = tolerated > 0 ? `, at most ${percentage(tolerated)} may be` : '';
  return [
    {
      tfdv: 'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
      code: 'domain',
      sentence: `${partOf(count, present, 'value')} ${count === 1 ? 'is' : 'are'} not in the domain${most}: ${listed(seen)}`,
      cure: 'Mend the values, or add those that are right to the domain.',
      rows: notIn(column.sql, members),
    },
  ];
}

function notIn(sql: string, members: readonly string[]): string {
  return members.length === 0
    ? `${sql} IS NOT NULL`
    : `CAST(${sql} AS VARCHAR) NOT IN (${members.map(literal).join(', ')})`;
}

function boolReasons(
  { trueValue, falseValue }: Extract<TfdvDomain, { kind: 'bool' }>,
  { column, type, min, max, nan, values, number }: TfdvColumn,
): TfdvReason[] {
  const reason = (tfdv: string, sentence: string, rows: string): TfdvReason[] => [
    {
      tfdv,
      code: 'domain',
      sentence,
      cure: 'Mend the values, or let the column be more than a truth value.',
      rows,
    },
  ];
  if (type === 'INT') {
    if (min < 0)
      return reason('BOOL_TYPE_SMALL_INT', `values such as ${min} are not 0 or 1`, `${number} NOT IN (0, 1)`);
    return max > 1
      ? reason('BOOL_TYPE_BIG_INT', `values such as ${max} are not 0 or 1`, `${number} NOT IN (0, 1)`)
      : [];
  }
  if (type === 'FLOAT') {
    const ends = [min, max].filter((end) => end !== 0 && end !== 1);
    const odd = ends.length > 0 ? `values such as ${ends[0]} are` : nan > 0 ? 'NaN is' : undefined;
    return odd === undefined
      ? []
      : reason('BOOL_TYPE_UNEXPECTED_FLOAT', `${odd} not 0 or 1`, `${number} NOT IN (0, 1)`);
  }
  const allowed = [trueValue, falseValue].filter((value) => value !== undefined);
  const [odd] = [...values.keys()].filter((value) => !allowed.includes(value));
  if (odd === undefined) return [];
  const instead = allowed.length === 0 ? '0 or 1' : listed(allowed);
  return reason(
    'BOOL_TYPE_UNEXPECTED_STRING',
    `values such as ${quoted(odd)} are not ${instead}`,
    notIn(column.sql, allowed),
  );
}

function intReasons({ min, max }: Extract<TfdvDomain, { kind: 'int' }>, column: TfdvColumn): TfdvReason[] {
  let [least, most] = [column.min, column.max];
  if (column.type === 'FLOAT') return [];
  if (column.type === 'STRING') {
    const numbers: number[] = [];
    for (const text of column.values.keys()) {
      const value = int64Of(text);
      if (value === undefined) {
        return [
          {
            tfdv: 'INT_TYPE_NOT_INT_STRING',
            code: 'type',
            sentence: `texts such as ${quoted(text)} are no integers`,
            cure: 'Mend the values, or let the column be any text.',
            rows: `NOT regexp_full_match(CAST(${column.column.sql} AS VARCHAR), ${literal('\\s*[+-]?[0-9]+\\s*')})`,
          },
        ];
      }
      numbers.push(Number(value));
    }
    if (numbers.length === 0) return [];
    least = numbers.reduce((a, b) => Math.min(a, b));
    most = numbers.reduce((a, b) => Math.max(a, b));
  }
  return boundReasons({ min, max }, { least, most }, ['INT_TYPE_SMALL_INT', 'INT_TYPE_BIG_INT'], column);
}

/** `absl::SimpleAtof`, in 32 bits. */
function floatOf(text: string): number | undefined {
  const plain = text.trim();
  if (/^[+-]?nan$/i.test(plain)) return Number.NaN;
  const infinity = /^([+-]?)inf(inity)?$/i.exec(plain);
  if (infinity) return infinity[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i.test(plain)
    ? Math.fround(Number(plain))
    : undefined;
}

function floatReasons(
  { min, max, disallowNan, disallowInf }: Extract<TfdvDomain, { kind: 'float' }>,
  column: TfdvColumn,
): TfdvReason[] {
  const { type, nan, number } = column;
  if (type === 'INT') return [];
  const texts = type === 'STRING' ? [...column.values.keys()] : [];
  const numbers = texts.map(floatOf);
  const reasons: TfdvReason[] = [];
  const cure = 'Mend the values, or allow them in the contract.';
  if (disallowNan && (nan > 0 || numbers.some((value) => Number.isNaN(value)))) {
    reasons.push({
      tfdv: 'FLOAT_TYPE_HAS_NAN',
      code: 'finite',
      sentence: 'there are values that are NaN',
      cure,
      rows: `isnan(${number})`,
    });
  }
  const odd = texts.find((_, index) => numbers[index] === undefined);
  if (odd !== undefined) {
    reasons.push({
      tfdv: 'FLOAT_TYPE_STRING_NOT_FLOAT',
      code: 'type',
      sentence: `texts such as ${quoted(odd)} are no numbers`,
      cure: 'Mend the values, or let the column be any text.',
      rows: `TRY_CAST(trim(CAST(${column.column.sql} AS VARCHAR)) AS DOUBLE) IS NULL AND ${column.column.sql} IS NOT NULL`,
    });
    return reasons;
  }
  const finite = numbers.filter((value): value is number => value !== undefined && !Number.isNaN(value));
  if (type === 'STRING' && finite.length === 0) return reasons;
  const ends =
    type === 'STRING'
      ? {
          least: finite.reduce((a, b) => Math.min(a, b)),
          most: finite.reduce((a, b) => Math.max(a, b)),
        }
      : { least: Math.fround(column.min), most: Math.fround(column.max) };
  const bounds = {
    min: min === undefined ? undefined : Math.fround(min),
    max: max === undefined ? undefined : Math.fround(max),
  };
  reasons.push(...boundReasons(bounds, ends, ['FLOAT_TYPE_SMALL_FLOAT', 'FLOAT_TYPE_BIG_FLOAT'], column));
  if (disallowInf && (ends.least === Number.NEGATIVE_INFINITY || ends.most === Number.POSITIVE_INFINITY)) {
    reasons.push({
      tfdv: 'FLOAT_TYPE_HAS_INF',
      code: 'finite',
      sentence: 'there are values that are infinite',
      cure,
      rows: `isinf(${number})`,
    });
  }
  return reasons;
}

function boundReasons(
  { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined },
  { least, most }: { readonly least: number; readonly most: number },
  [small, big]: readonly [string, string],
  { number, type, column }: TfdvColumn,
): TfdvReason[] {
  const value = type === 'STRING' ? `TRY_CAST(trim(${column.sql}) AS DOUBLE)` : number;
  const cure = 'Mend the values, or widen the range in the contract.';
  return [
    ...(min !== undefined && least < min
      ? [
          {
            tfdv: small,
            code: 'range',
            sentence: `values down to ${least} are below ${min}`,
            cure,
            rows: `${value} < ${doubleLiteral(min)}`,
          },
        ]
      : []),
    ...(max !== undefined && most > max
      ? [
          {
            tfdv: big,
            code: 'range',
            sentence: `values up to ${most} are above ${max}`,
            cure,
            rows: `${value} > ${doubleLiteral(max)} AND NOT isnan(${value})`,
          },
        ]
      : []),
  ];
}
