import type { DataEngine } from './engine.ts';
import { type HistogramRequest, histograms } from './histogram.ts';
import {
  deviationExponent,
  deviationOfScaledSquares,
  meanOfScaledSum,
  scaledSquaresSql,
  scaledSumSql,
} from './moments.ts';
import { cut } from './phrases.ts';
import type { ColumnProfile, NumbersProfile, Profile } from './profile-schema.ts';
import { PROFILE_SCHEMA } from './profile-schema.ts';
import {
  exact,
  type Figure,
  numericOf,
  QUANTILE_SHARES,
  type Survey,
  survey,
  surveySql,
  whole,
} from './profile-survey.ts';
import { identifier } from './sql.ts';
import { describeTable, type TableColumn } from './table.ts';
import { timestampText } from './times.ts';

export interface ProfileOptions {
  /** Columns of text or integers with at most so many values have all of them listed (default 100). */
  readonly maximumCategories?: number;
  /** Bins of a histogram (default 20). */
  readonly bins?: number;
}

/** Values listed of a column that has more than `maximumCategories`; TFDV's `num_top_values`. */
const TOP_VALUES = 20;
/** Columns in one query: wide tables would otherwise hold too much in memory at once. */
const BATCH = 64;

/**
 * The profile of a table or view. The same rows give the same profile, figure by figure, whatever
 * their order and the number of threads. Three passes over the table, and one more for the most
 * frequent values of each column of text.
 */
export async function profileTable(
  engine: DataEngine,
  table: string,
  options: ProfileOptions = {},
): Promise<Profile> {
  const columns = await describeTable(engine, table);
  const [counted] = await engine.rows<{ n: number }>(`SELECT count(*) AS n FROM ${identifier(table)}`);
  const rows = counted?.n ?? 0;
  const profiles: ColumnProfile[] = [];
  for (let start = 0; start < columns.length; start += BATCH) {
    const batch = columns.slice(start, start + BATCH);
    profiles.push(...(await profileBatch(engine, table, batch, rows, options)));
  }
  return { schema: PROFILE_SCHEMA, rows, columns: profiles };
}

async function profileBatch(
  engine: DataEngine,
  table: string,
  columns: readonly TableColumn[],
  rows: number,
  { maximumCategories = 100, bins = 20 }: ProfileOptions,
): Promise<ColumnProfile[]> {
  const surveys = await survey(engine, table, columns.map(surveySql));
  const numeric = columns.map((column, index) => numericOf(column, surveys[index] ?? {}));
  const sums = await survey(
    engine,
    table,
    numeric.map((numbers) => ({ ...(numbers && { sum: scaledSumSql(numbers.value, numbers.exponent) }) })),
  );
  const means = numeric.map((numbers, index) =>
    numbers ? meanOfScaledSum(exact(sums[index]?.sum), numbers.count, numbers.exponent) : 0,
  );
  const spreads = numeric.map((numbers, index) =>
    numbers ? deviationExponent(numbers.low, numbers.high, means[index] ?? 0) : 0,
  );
  const squares = await survey(
    engine,
    table,
    numeric.map((numbers, index) => ({
      ...(numbers && { sum: scaledSquaresSql(numbers.value, means[index] ?? 0, spreads[index] ?? 0) }),
    })),
  );
  const counts = await histograms(
    engine,
    table,
    columns.map((column, index) => histogramRequest(column, surveys[index] ?? {}, bins)),
  );

  const profiles: ColumnProfile[] = [];
  for (const [index, column] of columns.entries()) {
    const found = surveys[index] ?? {};
    const distinct = whole(found.distinct);
    const numbers = numeric[index];
    const mean = numbers ? (means[index] ?? 0) : 0;
    const deviation = (ddof: 0 | 1) =>
      numbers
        ? deviationOfScaledSquares(exact(squares[index]?.sum), numbers.count, spreads[index] ?? 0, ddof)
        : null;
    const histogram = counts[index];
    const listing =
      column.type === 'string' || (column.type === 'integer' && distinct <= maximumCategories)
        ? await topValues(engine, table, column, distinct <= maximumCategories ? undefined : TOP_VALUES)
        : undefined;
    profiles.push({
      name: column.name,
      type: column.type,
      present: whole(found.present),
      missing: rows - whole(found.present),
      distinct,
      ...(column.type === 'integer' || column.type === 'number'
        ? {
            numbers: numbersProfile(found, {
              mean: numbers ? numbers.offset + mean : null,
              standardDeviation: deviation(0),
              sampleStandardDeviation: deviation(1),
            }),
          }
        : {}),
      ...(histogram ? { histogram } : {}),
      ...(listing ? { top: listing } : {}),
      ...lengthsOf(found),
      ...(column.type === 'boolean' ? { trues: whole(found.trues) } : {}),
      ...periodOf(column, found),
    });
  }
  return profiles;
}

function numbersProfile(
  found: Survey,
  moments: Pick<NumbersProfile, 'mean' | 'standardDeviation' | 'sampleStandardDeviation'>,
): NumbersProfile {
  const values = (found.quantiles ?? []) as readonly number[];
  return {
    zeros: whole(found.zeros),
    negatives: whole(found.negatives),
    nan: whole(found.nan),
    positiveInfinities: whole(found.positiveInfinities),
    negativeInfinities: whole(found.negativeInfinities),
    minimum: found.minimum as Figure,
    maximum: found.maximum as Figure,
    ...moments,
    quantiles: values.map((value, index) => ({ share: QUANTILE_SHARES[index] ?? 0, value })),
  };
}

function histogramRequest(
  { type, sql }: TableColumn,
  found: Survey,
  bins: number,
): HistogramRequest | undefined {
  const minimum = found.minimum ?? null;
  const maximum = found.maximum ?? null;
  if (minimum === null || maximum === null) return undefined;
  const isTime = type === 'timestamp' || type === 'date';
  const value = isTime ? `epoch_us(CAST(${sql} AS TIMESTAMP)) / 1000` : `CAST(${sql} AS DOUBLE)`;
  return {
    value: isTime || type === 'number' ? `CASE WHEN isfinite(${sql}) THEN ${value} END` : value,
    minimum: Number(minimum),
    maximum: Number(maximum),
    bins,
  };
}

async function topValues(
  engine: DataEngine,
  table: string,
  { sql, type }: TableColumn,
  limit: number | undefined,
): Promise<NonNullable<ColumnProfile['top']>> {
  const value = type === 'string' ? `left(value, ${LONGEST_KEPT + 1})` : 'value';
  const found = await engine.rows<{ kept: string | number; n: number }>(
    `SELECT ${value} AS kept, n FROM (SELECT ${sql} AS value, count(*) AS n FROM ${identifier(table)} AS t
       WHERE ${sql} IS NOT NULL GROUP BY ALL)
     ${limit === undefined ? '' : 'WHERE n > 1'} ORDER BY n DESC, value DESC ${limit === undefined ? '' : `LIMIT ${limit}`}`,
  );
  return found.map(({ kept, n }) => ({
    value: typeof kept === 'string' ? cut(kept, LONGEST_KEPT) : kept,
    count: n,
  }));
}

/** Texts in a profile are cut to so many characters. */
export const LONGEST_KEPT = 200;

function lengthsOf(found: Survey): Pick<ColumnProfile, 'lengths'> {
  if (found.shortest === undefined || found.shortest === null) return {};
  const mean = whole(found.characters) / whole(found.present);
  return { lengths: { minimum: whole(found.shortest), maximum: whole(found.longest), mean } };
}

function periodOf({ type }: TableColumn, found: Survey): Pick<ColumnProfile, 'period'> {
  if ((type !== 'timestamp' && type !== 'date') || typeof found.minimum !== 'number') return {};
  const text = (time: unknown) => {
    const iso = timestampText(Number(time));
    return type === 'date' ? iso.slice(0, 10) : iso;
  };
  return { period: { from: text(found.minimum), to: text(found.maximum) } };
}
