import type { DataEngine } from './engine.ts';
import { exponentOf } from './moments.ts';
import { identifier } from './sql.ts';
import type { TableColumn } from './table.ts';

/** The shares of a profile's quantiles. */
export const QUANTILE_SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

/** One value of a survey: whole numbers beyond 2^53 are text. */
export type Figure = number | string | null;
export type Survey = Record<string, Figure | readonly number[]>;

/** SQL of what the first pass asks of a column, by name. */
export function surveySql({ type, sql }: TableColumn): Record<string, string> {
  const present = `count(${sql})`;
  const countIf = (condition: string) => `count(CASE WHEN ${condition} THEN 1 END)`;
  switch (type) {
    case 'integer':
    case 'number': {
      const isReal = type === 'number';
      const finite = isReal ? `CASE WHEN isfinite(${sql}) THEN ${sql} END` : sql;
      return {
        present,
        distinct: `count(DISTINCT ${isReal ? `CASE WHEN NOT isnan(${sql}) THEN ${sql} END` : sql})`,
        zeros: countIf(`${sql} = 0`),
        negatives: countIf(`${sql} < 0`),
        ...(isReal && {
          nan: countIf(`isnan(${sql})`),
          positiveInfinities: countIf(`${sql} = CAST('inf' AS DOUBLE)`),
          negativeInfinities: countIf(`${sql} = CAST('-inf' AS DOUBLE)`),
        }),
        finite: `count(${finite})`,
        minimum: `min(${finite})`,
        maximum: `max(${finite})`,
        quantiles: `quantile_cont(CAST(${finite} AS DOUBLE), [${QUANTILE_SHARES.join(', ')}])`,
      };
    }
    case 'boolean':
      return { present, distinct: `count(DISTINCT ${sql})`, trues: countIf(sql) };
    case 'timestamp':
    case 'date': {
      const finite = `CASE WHEN isfinite(${sql}) THEN CAST(${sql} AS TIMESTAMP) END`;
      return {
        present,
        distinct: `count(DISTINCT ${sql})`,
        minimum: `min(${finite})`,
        maximum: `max(${finite})`,
      };
    }
    case 'string':
      return {
        present,
        distinct: `count(DISTINCT ${sql})`,
        shortest: `min(length(${sql}))`,
        longest: `max(length(${sql}))`,
        characters: `sum(length(${sql}))`,
      };
  }
}

/** Runs one query for the expressions of all columns; none asked, none run. */
export async function survey(
  engine: DataEngine,
  table: string,
  asked: readonly Record<string, string>[],
): Promise<Survey[]> {
  const expressions = asked.flatMap((column, index) =>
    Object.entries(column).map(([name, sql]) => `${sql} AS ${name}_${index}`),
  );
  if (expressions.length === 0) return asked.map(() => ({}));
  const [row = {}] = await engine.rows<Survey>(
    `SELECT ${expressions.join(', ')} FROM ${identifier(table)} AS t`,
  );
  return asked.map((column, index) =>
    Object.fromEntries(Object.keys(column).map((name) => [name, row[`${name}_${index}`] ?? null])),
  );
}

/** How a column's finite values are summed. */
export interface NumericColumn {
  /** SQL of each finite value less `offset`, as a double. */
  readonly value: string;
  readonly offset: number;
  readonly count: number;
  /** Bounds of `value`. */
  readonly low: number;
  readonly high: number;
  readonly exponent: number;
}

export function numericOf({ type, sql }: TableColumn, found: Survey): NumericColumn | undefined {
  const { minimum, maximum } = found;
  if ((type !== 'integer' && type !== 'number') || minimum === null || maximum === null) return undefined;
  const numeric = (value: string, offset: number, low: number, high: number): NumericColumn => ({
    value,
    offset,
    count: whole(found.finite),
    low,
    high,
    exponent: exponentOf(Math.max(Math.abs(low), Math.abs(high))),
  });
  if (typeof minimum === 'number' && typeof maximum === 'number') {
    const value = type === 'number' ? `CASE WHEN isfinite(${sql}) THEN ${sql} END` : `CAST(${sql} AS DOUBLE)`;
    return numeric(value, 0, minimum, maximum);
  }
  // Integers that doubles cannot tell apart: counted from the least one, they are small again.
  const low = BigInt(String(minimum));
  const range = Number(BigInt(String(maximum)) - low);
  return numeric(
    `CAST(CAST(${sql} AS HUGEINT) - CAST('${low}' AS HUGEINT) AS DOUBLE)`,
    Number(low),
    0,
    range,
  );
}

/** A count of a survey as a number; what was not asked is 0. */
export function whole(value: Survey[string] | undefined): number {
  return typeof value === 'number' ? value : Number(value ?? 0);
}

/** A sum of integers, which may be beyond 2^53. */
export function exact(value: Survey[string] | undefined): bigint {
  return BigInt(typeof value === 'number' || typeof value === 'string' ? value : 0);
}
