import { counted, partOf, percentage, quoted } from '../../checks/phrases.ts';
import type { TfdvReason } from './tfdv-domains.ts';
import type { TfdvDomain, TfdvFeature, TfdvSchema, TfdvType } from './tfdv-schema.ts';
import type { TfdvColumn, TfdvStatistics } from './tfdv-statistics.ts';

/** The reasons for anomalies that need no other data (`anomalies/schema.cc`, `feature_util.cc`, `dataset_constraints_util.cc`). */

export function newColumn(sentence: string): TfdvReason {
  const cure = 'Remove the column from the data, or take it into the contract.';
  return { tfdv: 'SCHEMA_NEW_COLUMN', code: 'additional-columns', sentence, cure };
}

const FITTING: Record<TfdvDomain['kind'], readonly TfdvType[]> = {
  string: ['BYTES'],
  absent: ['BYTES'],
  bool: ['INT', 'BYTES', 'FLOAT'],
  int: ['INT', 'BYTES'],
  float: ['FLOAT', 'BYTES'],
};

/** What is wrong with the feature whatever the data, and what of it can be judged. */
export function selfReasons(feature: TfdvFeature): {
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
export function countReasons(
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

export function presenceReasons(
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

const NOUN: Record<TfdvType | 'STRING', string> = {
  INT: 'integers',
  FLOAT: 'numbers',
  BYTES: 'text',
  STRING: 'text',
  STRUCT: 'structures',
};

export function typeReason(type: TfdvType, { type: found, kind }: TfdvColumn): TfdvReason {
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

export function uniqueReasons({ unique }: TfdvFeature, { type, unique: found }: TfdvColumn): TfdvReason[] {
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

export function datasetReasons(
  { rows }: TfdvStatistics,
  { minExamples, maxExamples, examplesDrift }: TfdvSchema,
  previous: TfdvStatistics | undefined,
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
