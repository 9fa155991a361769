import { UserError } from '../../../system/errors.ts';
import { Fields } from './proto-fields.ts';
import { type ProtoMessage, type ProtoValue, parseProtoText } from './proto-text.ts';
import {
  DEPRECATED_STAGES,
  PLANNED_STAGES,
  TFDV_TYPES,
  type TfdvComparator,
  type TfdvDomain,
  type TfdvFeature,
  type TfdvRatio,
  type TfdvSchema,
  type TfdvType,
} from './tfdv-schema.ts';
import { optional } from './tree.ts';
import type { Unsupported } from './unsupported.ts';

export interface ReadTfdv {
  readonly schema: TfdvSchema;
  readonly unsupported: readonly Unsupported[];
}

/** A TFDV schema in text format (`.pbtxt`). @throws UserError with the place of what is no such schema */
export function readTfdvText(text: string, file: string): ReadTfdv {
  return readSchema(parseProtoText(text, file), file);
}

/** A TFDV schema as the JSON of protocol buffers, in either style of names. */
export function readTfdvJson(json: unknown, file: string): ReadTfdv {
  return readSchema(messageOfJson(json, file), file);
}

/** Gives JSON the shape of the text format, where the type of a scalar shows only where it is read. */
function messageOfJson(json: unknown, file: string): ProtoMessage {
  const message = valueOfJson(json);
  if (message?.kind !== 'message') throw new UserError(`${file}: a TFDV schema is a mapping`);
  return message;
}

function valueOfJson(json: unknown): ProtoValue | undefined {
  if (typeof json === 'string') return { kind: 'text', value: json };
  if (typeof json === 'number') return { kind: 'number', value: String(json) };
  if (typeof json === 'boolean') return { kind: 'word', value: String(json) };
  if (typeof json !== 'object' || json === null) return undefined;
  const fields = Object.entries(json).map(([name, value]): [string, ProtoValue[]] => {
    const values = Array.isArray(value) ? value : [value];
    return [name, values.flatMap((one) => valueOfJson(one) ?? [])];
  });
  return { kind: 'message', fields: new Map(fields) };
}

function readSchema(message: ProtoMessage, file: string): ReadTfdv {
  const unsupported: Unsupported[] = [];
  const root = new Fields(message, '', file, unsupported);
  const domains = new Map<string, readonly string[]>();
  for (const domain of root.messages('stringDomain')) {
    domains.set(domain.text('name') ?? '', domain.texts('value'));
    domain.end();
  }
  const features = root.messages('feature').map((feature) => readFeature(feature, domains));
  const names = new Set<string>();
  for (const { name } of features) {
    if (names.has(name)) throw new UserError(`${file}: the feature ${JSON.stringify(name)} is there twice`);
    names.add(name);
  }
  const dataset = root.message('datasetConstraints');
  const schema: TfdvSchema = {
    features,
    defaultEnvironments: root.texts('defaultEnvironment'),
    ...optional('minExamples', dataset?.number('minExamplesCount')),
    ...optional('maxExamples', dataset?.number('maxExamplesCount')),
    ...optional('examplesDrift', readRatio(dataset?.message('numExamplesDriftComparator'))),
    ...optional('examplesVersion', readRatio(dataset?.message('numExamplesVersionComparator'))),
    legacyFeatureSpec: root.flag('generateLegacyFeatureSpec') ?? false,
  };
  if (schema.maxExamples !== undefined && schema.minExamples === undefined) {
    const what = 'is judged by TFDV only where minExamplesCount is set, too';
    unsupported.push({ place: 'datasetConstraints.maxExamplesCount', what });
  }
  dataset?.end();
  root.silent(['annotation', 'tensorRepresentationGroup']);
  root.end();
  return { schema, unsupported };
}

function readFeature(fields: Fields, domains: ReadonlyMap<string, readonly string[]>): TfdvFeature {
  const name = fields.text('name') ?? '';
  const feature = fields.named(`feature ${name}`);
  const presence = feature.message('presence');
  const shape = feature.message('shape');
  const count = feature.message('valueCount');
  const unique = feature.message('uniqueConstraints');
  const mass = feature.message('distributionConstraints');
  const annotation = feature.message('annotation');
  const stage = feature.word('lifecycleStage');
  const type = feature.word('type');
  if (type !== undefined && type !== 'TYPE_UNKNOWN' && !TFDV_TYPES.includes(type as TfdvType)) {
    feature.refuse('type', `${type} is none of ${TFDV_TYPES.join(', ')}`);
  }
  const sizes = shape?.messages('dim').map((dim) => {
    dim.silent(['name']);
    return dim.number('size') ?? 0;
  });
  const read: TfdvFeature = {
    name,
    ...optional('type', type === 'TYPE_UNKNOWN' ? undefined : (type as TfdvType | undefined)),
    deprecated: (feature.flag('deprecated') ?? false) || DEPRECATED_STAGES.has(stage ?? ''),
    planned: PLANNED_STAGES.has(stage ?? ''),
    ...optional('minFraction', presence?.number('minFraction')),
    ...optional('minCount', presence?.number('minCount')),
    ...optional('shape', sizes),
    ...optional('valueCount', bounds(count)),
    ...optional('domain', readDomain(feature, domains)),
    ...optional('minDomainMass', mass?.number('minDomainMass')),
    ...optional('unique', bounds(unique)),
    ...optional('drift', readComparator(feature.message('driftComparator'))),
    ...optional('skew', readComparator(feature.message('skewComparator'))),
    inEnvironment: feature.texts('inEnvironment'),
    notInEnvironment: feature.texts('notInEnvironment'),
    ...optional('description', annotation?.texts('comment').join(' ') || undefined),
  };
  annotation?.silent(['tag', 'extraMetadata']);
  for (const part of [presence, shape, mass, annotation, feature]) part?.end();
  return read;
}

function bounds(fields: Fields | undefined): { min?: number; max?: number } | undefined {
  if (!fields) return undefined;
  const read = { ...optional('min', fields.number('min')), ...optional('max', fields.number('max')) };
  fields.end();
  return read;
}

function readDomain(
  feature: Fields,
  domains: ReadonlyMap<string, readonly string[]>,
): TfdvDomain | undefined {
  const named = feature.text('domain');
  if (named !== undefined) {
    const values = domains.get(named);
    return values ? { kind: 'string', name: named, values } : { kind: 'absent', name: named };
  }
  const string = feature.message('stringDomain');
  if (string) {
    const domain: TfdvDomain = {
      kind: 'string',
      name: string.text('name') ?? '',
      values: string.texts('value'),
    };
    string.end();
    return domain;
  }
  const bool = feature.message('boolDomain');
  if (bool) {
    bool.silent(['name']);
    const domain: TfdvDomain = {
      kind: 'bool',
      ...optional('trueValue', bool.text('trueValue')),
      ...optional('falseValue', bool.text('falseValue')),
    };
    bool.end();
    return domain;
  }
  const int = feature.message('intDomain');
  if (int) {
    int.silent(['name', 'isCategorical']);
    return { kind: 'int', ...bounds(int) };
  }
  const float = feature.message('floatDomain');
  if (!float) return undefined;
  float.silent(['name', 'isCategorical', 'isEmbedding']);
  const disallow = {
    disallowNan: float.flag('disallowNan') ?? false,
    disallowInf: float.flag('disallowInf') ?? false,
  };
  return { kind: 'float', ...disallow, ...bounds(float) };
}

function readComparator(fields: Fields | undefined): TfdvComparator | undefined {
  if (!fields) return undefined;
  const infinity = fields.message('infinityNorm');
  const divergence = fields.message('jensenShannonDivergence');
  const difference = fields.message('normalizedAbsDifference');
  const source = divergence?.word('source');
  const comparator: TfdvComparator = {
    ...optional('infinityNorm', infinity?.number('threshold')),
    ...optional('jensenShannonDivergence', divergence?.number('threshold')),
    ...optional(
      'source',
      source === undefined ? undefined : source === 'QUANTILES' ? 'QUANTILES' : 'STANDARD',
    ),
    ...optional('normalizedAbsDifference', difference?.number('threshold')),
  };
  for (const part of [infinity, divergence, difference, fields]) part?.end();
  return comparator;
}

function readRatio(fields: Fields | undefined): TfdvRatio | undefined {
  if (!fields) return undefined;
  const ratio: TfdvRatio = {
    ...optional('min', fields.number('minFractionThreshold')),
    ...optional('max', fields.number('maxFractionThreshold')),
  };
  fields.end();
  return ratio;
}
