import { RowFinder } from '../../checks/offending-rows.ts';
import { quoted } from '../../checks/phrases.ts';
import type { DataEngine } from '../../engine/engine.ts';
import { identifier } from '../../engine/sql.ts';
import type { ContractAnomaly, MeasuredDistance } from './contract-anomaly.ts';
import { histogramOf, type TfdvSide, tfdvDistance } from './tfdv-distance.ts';
import { domainReasons, type TfdvReason } from './tfdv-domains.ts';
import {
  countReasons,
  datasetReasons,
  newColumn,
  presenceReasons,
  selfReasons,
  typeReason,
  uniqueReasons,
} from './tfdv-reasons.ts';
import {
  existenceRequired,
  inEnvironment,
  type TfdvFeature,
  type TfdvSchema,
  type TfdvType,
} from './tfdv-schema.ts';
import type { TfdvColumn, TfdvStatistics } from './tfdv-statistics.ts';

export interface TfdvCheckOptions {
  readonly environment?: string;
  /** The previous span, for drift. */
  readonly previous?: TfdvStatistics;
  /** The data of serving, for skew. */
  readonly serving?: TfdvStatistics;
  /** Where a row (from 1) of the data stands. */
  readonly origin: (row: number) => { readonly file: string; readonly row: number };
}

export interface TfdvCheck {
  readonly anomalies: readonly ContractAnomaly[];
  readonly distances: readonly MeasuredDistance[];
}

/** What `tfdv.validate_statistics` finds (`anomalies/schema.cc`, `schema_anomalies.cc`), with the first rows. */
export async function checkTfdv(
  engine: DataEngine,
  statistics: TfdvStatistics,
  schema: TfdvSchema,
  options: TfdvCheckOptions,
): Promise<TfdvCheck> {
  const found: Found[] = [];
  const distances: MeasuredDistance[] = [];
  if (statistics.rows === 0) {
    const sentence = 'there are no rows, so nothing was checked';
    found.push({ column: null, reason: { tfdv: '', code: 'rows', sentence, cure: 'Bring data.' } });
    return { anomalies: await tell(engine, statistics, options.origin, found), distances };
  }
  for (const reason of datasetReasons(statistics, schema, options.previous))
    found.push({ column: null, reason });
  const present = new Set(statistics.columns.map(({ name }) => name));
  for (const feature of schema.features) {
    if (present.has(feature.name) || !existenceRequired(schema, feature, options.environment)) continue;
    const sentence = 'the column is not in the data';
    const cure = 'Bring the column, or deprecate it in the contract.';
    found.push({
      column: feature.name,
      reason: { tfdv: 'SCHEMA_MISSING_COLUMN', code: 'required', sentence, cure },
    });
  }
  const features = new Map(schema.features.map((feature) => [feature.name, feature]));
  for (const column of statistics.columns) {
    const feature = features.get(column.name);
    const reasons = feature
      ? await featureReasons(engine, schema, feature, [statistics, column], options, distances)
      : [newColumn('the column is in the data, but not in the schema')];
    for (const reason of reasons) found.push({ column, reason });
  }
  return { anomalies: await tell(engine, statistics, options.origin, found), distances };
}

/** A reason and what it is about: a column of the data, the name of one that is not there, or the dataset. */
interface Found {
  readonly column: TfdvColumn | string | null;
  readonly reason: TfdvReason;
}

async function featureReasons(
  engine: DataEngine,
  schema: TfdvSchema,
  feature: TfdvFeature,
  side: TfdvSide,
  options: TfdvCheckOptions,
  distances: MeasuredDistance[],
): Promise<TfdvReason[]> {
  if (feature.deprecated) return [];
  const [{ rows }, column] = side;
  const { environment } = options;
  const { reasons, type, domain } = selfReasons(feature);
  if (type === undefined) return reasons;
  if (column.present === 0) {
    if (!existenceRequired(schema, { ...feature, deprecated: false }, environment)) return reasons;
    const sentence = 'no row has a value';
    const cure = 'Bring the values, or let the column be absent in the contract.';
    return [...reasons, { tfdv: 'FEATURE_TYPE_NOT_PRESENT', code: 'present', sentence, cure }];
  }
  if (!inEnvironment(schema, feature, environment)) {
    reasons.push(
      newColumn(`the column is in the data, but does not belong to the environment ${environment}`),
    );
  }
  reasons.push(
    ...countReasons(feature, schema.legacyFeatureSpec, column),
    ...presenceReasons(feature, column, rows),
  );
  const found: TfdvType = column.type === 'STRING' ? 'BYTES' : column.type;
  if (found !== type) reasons.push(typeReason(type, column));
  const broken = domainReasons(feature, column, domain);
  if (domain?.kind === 'bool' && column.type === 'FLOAT' && broken.length === 0) {
    broken.push(...(await betweenReasons(engine, side)));
  }
  reasons.push(...broken, ...uniqueReasons(feature, column));
  for (const comparator of ['drift', 'skew'] as const) {
    reasons.push(...(await comparatorReasons(engine, comparator, feature, side, options, distances)));
  }
  return reasons;
}

/** Truth values that are stored as numbers: what lies between 0 and 1 shows in the histogram of quantiles only. */
async function betweenReasons(engine: DataEngine, side: TfdvSide): Promise<TfdvReason[]> {
  const { buckets } = await histogramOf(engine, side, 'QUANTILES');
  if (!buckets.some(({ low, high, count }) => count > 0 && low > 0 && high < 1)) return [];
  const [, { number }] = side;
  return [
    {
      tfdv: 'BOOL_TYPE_UNEXPECTED_FLOAT',
      code: 'domain',
      sentence: 'there are values between 0 and 1',
      cure: 'Mend the values, or let the column be more than a truth value.',
      rows: `${number} > 0 AND ${number} < 1`,
    },
  ];
}

/** What each measure is called, and its anomaly. */
const MEASURES = [
  ['infinityNorm', 'L_INFTY', 'COMPARATOR_L_INFTY_HIGH', 'difference of the share of one value'],
  [
    'normalizedAbsDifference',
    'NORMALIZED_ABSOLUTE_DIFFERENCE',
    'COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH',
    'normalized difference of the count of one value',
  ],
  [
    'jensenShannonDivergence',
    'JENSEN_SHANNON_DIVERGENCE',
    'COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH',
    'Jensen-Shannon divergence',
  ],
] as const;

async function comparatorReasons(
  engine: DataEngine,
  comparator: 'drift' | 'skew',
  feature: TfdvFeature,
  side: TfdvSide,
  { previous, serving }: TfdvCheckOptions,
  distances: MeasuredDistance[],
): Promise<TfdvReason[]> {
  const bounds = feature[comparator];
  const control = comparator === 'drift' ? previous : serving;
  if (!bounds || !control || MEASURES.every(([key]) => bounds[key] === undefined)) return [];
  const other = comparator === 'drift' ? 'previous' : 'serving';
  const there = control.columns.find(({ name }) => name === feature.name);
  if (!there) {
    const sentence = `the column is not in the ${other} data, so ${comparator} cannot be measured`;
    const cure = `Bring ${other} data that have the column.`;
    return [{ tfdv: 'COMPARATOR_CONTROL_DATA_MISSING', code: comparator, sentence, cure }];
  }
  const reasons: TfdvReason[] = [];
  for (const [key, measure, tfdv, name] of MEASURES) {
    const threshold = bounds[key];
    if (threshold === undefined) continue;
    const value = await tfdvDistance(engine, measure, [control, there], side, bounds.source);
    if (value === undefined) continue;
    distances.push({ column: feature.name, comparator, measure, value, threshold });
    if (value <= threshold) continue;
    const sentence = `the ${name} from the ${other} data is ${Number(value.toPrecision(6))}, at most ${threshold} is allowed`;
    const cure = 'Find out what changed in the data; raise the threshold only where the change is wanted.';
    reasons.push({ tfdv, code: comparator, sentence, cure });
  }
  return reasons;
}

/** Counts the rows of each reason and finds the first of them: two queries for all. */
async function tell(
  engine: DataEngine,
  { table, rows, columns }: TfdvStatistics,
  origin: TfdvCheckOptions['origin'],
  found: readonly Found[],
): Promise<ContractAnomaly[]> {
  const asked = found.flatMap(({ column, reason: { rows: condition } }, place) =>
    condition === undefined || !column || typeof column === 'string'
      ? []
      : [{ place, condition, columns: [column.column] }],
  );
  const counts = asked.map(({ condition }, index) => `count(*) FILTER (${condition}) AS c${index}`);
  const [counted = {}] =
    asked.length === 0
      ? []
      : await engine.rows<Record<string, number>>(
          `SELECT ${counts.join(', ')} FROM ${identifier(table)} AS t`,
        );
  const tableColumns = columns.map(({ column }) => column);
  const examples = await new RowFinder(engine, table, tableColumns).find(asked);
  return found.map(({ column, reason: { tfdv, code, sentence, cure } }, place) => {
    const index = asked.findIndex((one) => one.place === place);
    const name = typeof column === 'string' ? column : (column?.name ?? null);
    const count = index < 0 ? rows : (counted[`c${index}`] ?? 0);
    return {
      column: name,
      code,
      tfdv: tfdv === '' ? null : tfdv,
      severity: 'error',
      count,
      share: rows === 0 ? 0 : count / rows,
      rows: (examples[index] ?? []).map(({ row, value }) => ({ ...origin(row), value })),
      sentence: name === null ? sentence : `${quoted(name)}: ${sentence}`,
      cure,
    };
  });
}
