import { byBytes, type TfdvDomain, type TfdvFeature, type TfdvSchema } from './tfdv-schema.ts';
import type { TfdvColumn, TfdvStatistics } from './tfdv-statistics.ts';

/** `max_string_domain_size` of `tfdv.infer_schema`. */
const LARGEST_DOMAIN = 100;

const TRUE_VALUES: ReadonlySet<string> = new Set(['TRUE', 'true', 'SET', 'set', '1', '']);
const FALSE_VALUES: ReadonlySet<string> = new Set(['FALSE', 'false', 'CLEAR', 'clear', '0']);
const INT64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n };

/** What `tfdv.infer_schema` gives with its defaults (`anomalies/schema.cc`, `Updater::CreateColumn`). */
export function inferTfdvSchema({ columns }: TfdvStatistics): TfdvSchema {
  return { features: columns.map(inferFeature), defaultEnvironments: [], legacyFeatureSpec: false };
}

function inferFeature(column: TfdvColumn): TfdvFeature {
  const { name, type, present, missing } = column;
  const domain = inferDomain(column);
  return {
    name,
    type: type === 'STRING' ? 'BYTES' : type,
    deprecated: false,
    minCount: present > 0 ? 1 : 0,
    // A column of a table has one value in each row or none.
    ...(present > 0 && missing === 0 ? { minFraction: 1, shape: [1] } : {}),
    ...(present > 0 && missing > 0 ? { valueCount: { min: 1, max: 1 } } : {}),
    ...(domain ? { domain } : {}),
    inEnvironment: [],
    notInEnvironment: [],
  };
}

function inferDomain({ name, type, min, max, values, unique }: TfdvColumn): TfdvDomain | undefined {
  if (type === 'INT') return min >= 0 && max === 1 ? { kind: 'bool' } : undefined;
  if (type !== 'STRING' || unique === 0) return undefined;
  const texts = [...values.keys()].sort(byBytes);
  const bool = boolDomain(texts);
  if (bool) return bool;
  if (texts.every((text) => int64Of(text) !== undefined)) return { kind: 'int' };
  return unique <= LARGEST_DOMAIN ? { kind: 'string', name, values: texts } : undefined;
}

function boolDomain(texts: readonly string[]): TfdvDomain | undefined {
  if (texts.length > 2) return undefined;
  const yes = texts.filter((text) => TRUE_VALUES.has(text));
  const no = texts.filter((text) => FALSE_VALUES.has(text));
  if (yes.length > 1 || no.length > 1 || yes.length + no.length < texts.length) return undefined;
  const [trueValue] = yes;
  const [falseValue] = no;
  return {
    kind: 'bool',
    ...(trueValue === undefined ? {} : { trueValue }),
    ...(falseValue === undefined ? {} : { falseValue }),
  };
}

/** The integer of 64 bits that a text spells as a whole, blanks around it left out (`absl::SimpleAtoi`). */
export function int64Of(text: string): bigint | undefined {
  const digits = /^[ \t\n\r\v\f]*([+-]?[0-9]+)[ \t\n\r\v\f]*$/.exec(text)?.[1];
  if (digits === undefined || digits.length > 40) return undefined;
  const value = BigInt(digits.replace(/^\+/, ''));
  return value >= INT64.least && value <= INT64.most ? value : undefined;
}

/** An inferred schema as `MessageToDict` of Python's protocol buffers writes it. */
export function tfdvSchemaJson({ features }: TfdvSchema): Record<string, unknown> {
  const domains = features.flatMap(({ domain }) => (domain?.kind === 'string' ? [domain] : []));
  return {
    feature: features.map(featureJson),
    ...(domains.length === 0
      ? {}
      : { stringDomain: domains.map(({ name, values }) => ({ name, value: values })) }),
  };
}

function featureJson({
  name,
  type,
  domain,
  minFraction,
  minCount,
  shape,
  valueCount,
}: TfdvFeature): Record<string, unknown> {
  return {
    name,
    ...(valueCount ? { valueCount: { min: String(valueCount.min), max: String(valueCount.max) } } : {}),
    type,
    ...(domain?.kind === 'string' ? { domain: domain.name } : {}),
    ...(domain?.kind === 'bool' ? { boolDomain: withoutKind(domain) } : {}),
    ...(domain?.kind === 'int' ? { intDomain: withoutKind(domain) } : {}),
    presence: {
      ...(minFraction === undefined ? {} : { minFraction }),
      ...(minCount === undefined ? {} : { minCount: String(minCount) }),
    },
    ...(shape ? { shape: { dim: shape.map((size) => ({ size: String(size) })) } } : {}),
  };
}

function withoutKind({ kind: _, ...domain }: TfdvDomain): object {
  return domain;
}
