import type { DataEngine } from '../engine.ts';
import { RowFinder } from '../offending-rows.ts';
import { counted, partOf, percentage, quoted } from '../phrases.ts';
import { identifier } from '../sql.ts';
import type { ContractAnomaly, MeasuredDistance } from './contract-anomaly.ts';
import { histogramOf, type TfdvSide, tfdvDistance } from './tfdv-distance.ts';
import { domainReasons, type TfdvReason } from './tfdv-domains.ts';
import {
  existenceRequired,
  inEnvironment,
  type TfdvDomain,
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
  for (const reason of datasetReasons(statistics, schema, options)) found.push({ column: null, reason });
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

function newColumn(sentence: string): TfdvReason {
  const cure = 'Remove the column from the data, or take it into the contract.';
  return { tfdv: 'SCHEMA_NEW_COLUMN', code: 'additional-columns', sentence, cure };
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

const FITTING: Record<TfdvDomain['kind'], readonly TfdvType[]> = {
  string: ['BYTES'],
  absent: ['BYTES'],
  bool: ['INT', 'BYTES', 'FLOAT'],
  int: ['INT', 'BYTES'],
  float: ['FLOAT', 'BYTES'],
};

/** What is wrong with the feature whatever the data, and what of it can be judged. */
function selfReasons(feature: TfdvFeature): {
  reasons: TfdvReason[];
  type?: TfdvType;
  domain?: TfdvDomain;
} {
  const reasons: TfdvReason[] = [];
  const cure = 'Mend the schema.';
  const wrong = (tfdv: string, sentence: string) => reasons.push({ tfdv, code: 'contract', sentence, cure });
  const { domain, minFraction = 0, valueCount = {}, shape = [] } = feature;
  let { type } = feature;
  if (type === undefined) {
    const text = domain?.kind === 'string' || domain?.kind === 'absent';
    wrong('FEATURE_MISSING_TYPE', 'the schema does not say the type of the column');
    if (!text) return { reasons };
    type = 'BYTES';
  }
  if (minFraction < 0 || minFraction > 1) {
    wrong('INVALID_SCHEMA_SPECIFICATION', 'min_fraction is not between 0 and 1');
  }
  if ((valueCount.min ?? 0) < 0 || (valueCount.max ?? Number.POSITIVE_INFINITY) < (valueCount.min ?? 0)) {
    wrong('INVALID_SCHEMA_SPECIFICATION', 'value_count contradicts itself');
  }
  if (shape.some((size) => size <= 0))
    wrong('INVALID_SCHEMA_SPECIFICATION', 'a dimension of shape is not positive');
  if (domain && !FITTING[domain.kind].includes(type)) {
    wrong('DOMAIN_INVALID_FOR_TYPE', `a domain of this kind does not fit the type ${type}`);
    return { reasons, type };
  }
  if (domain?.kind === 'absent') {
    wrong('INVALID_DOMAIN_SPECIFICATION', `the schema has no domain ${quoted(domain.name)}`);
    return { reasons, type };
  }
  if (feature.minDomainMass !== undefined && domain?.kind !== 'string') {
    wrong('INVALID_SCHEMA_SPECIFICATION', 'min_domain_mass means nothing without a domain of texts');
  }
  return { reasons, type, ...(domain ? { domain } : {}) };
}

/** Every row of a table has one value of a column or none. */
function countReasons(
  { valueCount, shape }: TfdvFeature,
  legacy: boolean,
  { missing, column }: TfdvColumn,
): TfdvReason[] {
  const cure = 'Bring the values, or let them be missing in the contract.';
  const reasons: TfdvReason[] = [];
  if (valueCount && (valueCount.min ?? 0) > 1) {
    const sentence = `rows have one value, but must have at least ${valueCount.min}`;
    reasons.push({ tfdv: 'FEATURE_TYPE_LOW_NUMBER_VALUES', code: 'values', sentence, cure });
  }
  if (valueCount?.max !== undefined && valueCount.max < 1) {
    const sentence = `rows have one value, but may have at most ${valueCount.max}`;
    reasons.push({ tfdv: 'FEATURE_TYPE_HIGH_NUMBER_VALUES', code: 'values', sentence, cure });
  }
  const usable = shape?.every((size) => size > 0) ? shape : undefined;
  if (!usable) return reasons;
  const size = usable.reduce((product, one) => product * one, 1);
  const reason = { tfdv: 'INVALID_FEATURE_SHAPE', code: 'shape', cure };
  if (missing > 0 && !legacy) {
    const sentence = 'the column has a shape, so every row must have a value';
    reasons.push({ ...reason, sentence, rows: `${column.sql} IS NULL` });
  } else if (size !== 1) {
    reasons.push({ ...reason, sentence: `rows have one value, but the shape asks for ${size}` });
  }
  return reasons;
}

function presenceReasons(
  { minCount, minFraction }: TfdvFeature,
  { present, missing, column }: TfdvColumn,
  rows: number,
): TfdvReason[] {
  const reasons: TfdvReason[] = [];
  const absent = `${column.sql} IS NULL`;
  const cure = 'Bring the values, or let more of them be missing in the contract.';
  if (minCount !== undefined && present < minCount) {
    const sentence = `${counted(present, 'row')} ${present === 1 ? 'has' : 'have'} a value, at least ${minCount.toLocaleString('en-US')} must`;
    reasons.push({ tfdv: 'FEATURE_TYPE_LOW_NUMBER_PRESENT', code: 'present', sentence, cure, rows: absent });
  }
  const least = minFraction === undefined ? undefined : Math.min(minFraction, 1);
  if (least !== undefined && (present / rows < least || (least === 1 && missing > 0))) {
    const must = least === 1 ? 'none may be' : `at most ${percentage(1 - least)} may be`;
    const sentence = `${partOf(missing, rows, 'value')} ${missing === 1 ? 'is' : 'are'} missing, ${must}`;
    reasons.push({
      tfdv: 'FEATURE_TYPE_LOW_FRACTION_PRESENT',
      code: 'missing',
      sentence,
      cure,
      rows: absent,
    });
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

const NOUN: Record<TfdvType | 'STRING', string> = {
  INT: 'integers',
  FLOAT: 'numbers',
  BYTES: 'text',
  STRING: 'text',
  STRUCT: 'structures',
};

function typeReason(type: TfdvType, { type: found, kind }: TfdvColumn): TfdvReason {
  // The cells that make the column more than the schema says; where there are none, all of them.
  const wanted = { INT: 1, FLOAT: 2, BYTES: 3, STRUCT: 3 }[type];
  const above = found === 'STRING' || (found === 'FLOAT' && type === 'INT');
  return {
    tfdv: 'UNEXPECTED_DATA_TYPE',
    code: 'type',
    sentence: `the values are ${NOUN[found]} (${found}), but must be ${NOUN[type]} (${type})`,
    cure: 'Mend the values that are of another type, or change the type in the contract.',
    rows: above && type !== 'STRUCT' ? `${kind} > ${wanted}` : `${kind} > 0`,
  };
}

function uniqueReasons({ unique }: TfdvFeature, { type, unique: found }: TfdvColumn): TfdvReason[] {
  if (!unique) return [];
  const cure = 'Check the data, or change the bounds in the contract.';
  const different = counted(found, 'different value');
  if (type !== 'STRING') {
    const sentence = 'different values are counted of text only, but the schema bounds their number';
    return [{ tfdv: 'FEATURE_TYPE_NO_UNIQUE', code: 'distinct', sentence, cure: 'Mend the schema.' }];
  }
  const { min = 0, max = 0 } = unique;
  return [
    ...(found < min
      ? [
          {
            tfdv: 'FEATURE_TYPE_LOW_UNIQUE',
            code: 'distinct',
            sentence: `${different}, at least ${min} must be there`,
            cure,
          },
        ]
      : []),
    ...(found > max
      ? [
          {
            tfdv: 'FEATURE_TYPE_HIGH_UNIQUE',
            code: 'distinct',
            sentence: `${different}, at most ${max} may be there`,
            cure,
          },
        ]
      : []),
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

function datasetReasons(
  { rows }: TfdvStatistics,
  { minExamples, maxExamples, examplesDrift }: TfdvSchema,
  { previous }: TfdvCheckOptions,
): TfdvReason[] {
  const reasons: TfdvReason[] = [];
  const cure = 'Check that the data are whole, or change the bounds in the contract.';
  const tell = (tfdv: string, sentence: string) => reasons.push({ tfdv, code: 'rows', sentence, cure });
  if (examplesDrift && previous) {
    const ratio = rows / previous.rows;
    const is = `there are ${Number(ratio.toPrecision(6))} times as many rows as before`;
    if (examplesDrift.max !== undefined && ratio > examplesDrift.max) {
      tell('COMPARATOR_HIGH_NUM_EXAMPLES', `${is}, at most ${examplesDrift.max} times are allowed`);
    }
    if (examplesDrift.min !== undefined && previous.rows > 0 && ratio < examplesDrift.min) {
      tell('COMPARATOR_LOW_NUM_EXAMPLES', `${is}, at least ${examplesDrift.min} times must be there`);
    }
  }
  const are = `there ${rows === 1 ? 'is' : 'are'} ${counted(rows, 'row')}`;
  if (minExamples !== undefined && rows < minExamples) {
    tell('DATASET_LOW_NUM_EXAMPLES', `${are}, at least ${minExamples.toLocaleString('en-US')} must be there`);
  }
  // Without a lowest number TFDV does not judge the highest one; the reader of the schema says so.
  if (minExamples !== undefined && maxExamples !== undefined && rows > maxExamples) {
    tell('DATASET_HIGH_NUM_EXAMPLES', `${are}, at most ${maxExamples.toLocaleString('en-US')} may be there`);
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
