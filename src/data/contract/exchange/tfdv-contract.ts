import { isForbiddenKey } from '../../../config/yaml-walk.ts';
import type { QualityRule } from '../../checks/quality/schema.ts';
import type { ColumnContract, DatasetContract } from '../contract.ts';
import { ENVIRONMENT_NAME } from '../rule-settings.ts';
import type { TfdvComparator, TfdvDomain, TfdvFeature, TfdvSchema } from './tfdv-schema.ts';
import { optional, rounded } from './tree.ts';
import type { Unsupported } from './unsupported.ts';

/** A TFDV schema as a contract of ours; what a contract cannot say is added to `unsupported`. */
export function contractOfTfdv(schema: TfdvSchema, unsupported: Unsupported[]): DatasetContract {
  const columns: [string, ColumnContract][] = [];
  const quality: QualityRule[] = [];
  for (const feature of schema.features) {
    const place = `feature ${feature.name}`;
    if (isForbiddenKey(feature.name) || feature.name === '') {
      unsupported.push({ place, what: 'has a name that no contract may have' });
    } else if (feature.type === 'STRUCT') {
      unsupported.push({ place, what: 'is a structure, which no column of a table is' });
    } else {
      columns.push([feature.name, columnOf(feature, new Notes(place, unsupported))]);
      if (feature.unique) quality.push(uniqueRule(feature));
    }
  }
  const { examplesDrift: change, examplesVersion, minExamples, maxExamples } = schema;
  if (examplesVersion) {
    unsupported.push({ place: 'numExamplesVersionComparator', what: 'is not judged' });
  }
  const environments = names(schema.defaultEnvironments, new Notes('schema', unsupported));
  return {
    rows: {
      'at-least': Math.max(1, minExamples ?? 1),
      ...optional('at-most', maxExamples),
      ...(change
        ? { change: { ...optional('at-least-ratio', change.min), ...optional('at-most-ratio', change.max) } }
        : {}),
    },
    keys: [],
    'additional-columns': 'error',
    ...optional('default-environments', environments),
    columns: Object.fromEntries(columns),
    ...(quality.length > 0 ? { quality } : {}),
  };
}

class Notes {
  readonly #place: string;
  readonly #unsupported: Unsupported[];

  constructor(place: string, unsupported: Unsupported[]) {
    this.#place = place;
    this.#unsupported = unsupported;
  }

  add(part: string, what: string): void {
    this.#unsupported.push({ place: `${this.#place}.${part}`, what });
  }
}

function columnOf(feature: TfdvFeature, notes: Notes): ColumnContract {
  const { minFraction = 0, minCount = 0, deprecated, planned, shape, valueCount } = feature;
  if (feature.type === undefined) notes.add('type', 'is not given, so it is taken as text');
  if (shape && shape.reduce((product, size) => product * size, 1) !== 1) {
    notes.add('shape', 'asks for several values in a row, which columns of tables do not have');
  }
  if ((valueCount?.min ?? 1) > 1 || valueCount?.max === 0) {
    notes.add('valueCount', 'asks for another number of values in a row than one');
  }
  const needsAll = minFraction >= 1 || shape?.every((size) => size > 0) === true;
  const most = needsAll ? 0 : rounded(1 - Math.max(0, minFraction));
  return {
    ...optional('description', feature.description),
    ...typeAndDomain(feature, notes),
    required: minCount > 0 || minFraction > 0,
    severity: 'error',
    ...(deprecated ? { lifecycle: planned ? 'planned' : 'deprecated' } : {}),
    ...environmentsOf(feature, notes),
    // One value is asked for already where not all may be missing.
    ...(minCount > 1 || (minCount === 1 && most === 1)
      ? { present: { 'at-least': Math.ceil(minCount) } }
      : {}),
    ...(most < 1 ? { missing: { 'at-most': most } } : {}),
    ...optional('comparators', comparatorsOf(feature, notes)),
  };
}

const TRUE = /^(true|TRUE)$/;
const FALSE = /^(false|FALSE)$/;

function typeAndDomain(
  { type, domain, minDomainMass }: TfdvFeature,
  notes: Notes,
): Pick<ColumnContract, 'type' | 'domain' | 'outside' | 'range' | 'finite' | 'pattern'> {
  if (minDomainMass !== undefined && domain?.kind !== 'string') {
    notes.add('distributionConstraints', 'means nothing without a domain of texts');
  }
  switch (type) {
    case 'INT':
      return { type: 'integer', ...numbers(domain, notes) };
    case 'FLOAT':
      return { type: 'number', ...finiteness(domain, notes), ...numbers(domain, notes) };
    default:
      return texts(domain, minDomainMass, notes);
  }
}

function numbers(domain: TfdvDomain | undefined, notes: Notes): Pick<ColumnContract, 'domain' | 'range'> {
  if (domain?.kind === 'bool') return { domain: [0, 1] };
  if (domain?.kind === 'int' || domain?.kind === 'float') return bounded(domain);
  if (domain) notes.add('domain', 'does not fit the type');
  return {};
}

function bounded({
  min,
  max,
}: {
  readonly min?: number;
  readonly max?: number;
}): Pick<ColumnContract, 'range'> {
  const [low, high] = [min, max].map((end) => (Number.isFinite(end) ? end : undefined));
  if (low === undefined && high === undefined) return {};
  return { range: { ...optional('at-least', low), ...optional('at-most', high) } };
}

/** TFDV allows NaN and infinities where the schema does not say otherwise. */
function finiteness(domain: TfdvDomain | undefined, notes: Notes): Pick<ColumnContract, 'finite'> {
  if (domain?.kind !== 'float' || (!domain.disallowNan && !domain.disallowInf)) return { finite: false };
  if (domain.disallowNan !== domain.disallowInf) {
    notes.add('floatDomain', 'refuses one of NaN and infinities; a contract refuses both or none, here both');
  }
  return {};
}

function texts(
  domain: TfdvDomain | undefined,
  mass: number | undefined,
  notes: Notes,
): Pick<ColumnContract, 'type' | 'domain' | 'outside' | 'pattern'> {
  switch (domain?.kind) {
    case 'bool': {
      const { trueValue, falseValue } = domain;
      const values = [trueValue, falseValue].filter((value) => value !== undefined);
      const isBoolean =
        values.length > 0 &&
        (trueValue === undefined || TRUE.test(trueValue)) &&
        (falseValue === undefined || FALSE.test(falseValue));
      if (!isBoolean)
        return { type: 'string', ...(values.length > 0 ? { domain: [...new Set(values)] } : {}) };
      return values.length === 2
        ? { type: 'boolean' }
        : { type: 'boolean', domain: [trueValue !== undefined] };
    }
    case 'string':
      if (domain.values.length === 0) {
        notes.add('domain', 'has no values, so nothing is asked of them');
        return { type: 'string' };
      }
      return {
        type: 'string',
        domain: [...new Set(domain.values)],
        ...(mass === undefined || mass >= 1 ? {} : { outside: { 'at-most': rounded(1 - mass) } }),
      };
    case 'int':
      if (domain.min !== undefined || domain.max !== undefined) {
        notes.add('intDomain', 'bounds texts as numbers, which is not judged');
      }
      return { type: 'string', pattern: '\\s*[+-]?[0-9]+\\s*' };
    case 'float':
      notes.add('floatDomain', 'bounds texts as numbers, which is not judged');
      return { type: 'string' };
    case 'absent':
      notes.add('domain', `names the domain ${JSON.stringify(domain.name)}, which the schema does not have`);
      return { type: 'string' };
    default:
      return { type: 'string' };
  }
}

function uniqueRule({ name, unique }: TfdvFeature): QualityRule {
  return {
    metric: 'distinctCount',
    column: name,
    ...optional('mustBeGreaterOrEqualTo', unique?.min),
    ...optional('mustBeLessOrEqualTo', unique?.max ?? 0),
  };
}

function comparatorsOf(
  { type, drift, skew }: TfdvFeature,
  notes: Notes,
): NonNullable<ColumnContract['comparators']> | undefined {
  const of = (comparator: TfdvComparator | undefined) => {
    if (!comparator) return undefined;
    if (comparator.source === 'QUANTILES') {
      notes.add('jensenShannonDivergence.source', 'is QUANTILES; the histogram of equal widths is taken');
    }
    const { infinityNorm: norm, normalizedAbsDifference: difference } = comparator;
    const categories = type !== 'FLOAT';
    if (!categories && (norm ?? difference) !== undefined) {
      notes.add('comparator', 'bounds the counts of single values, which numbers do not have');
    }
    const bounds = {
      ...optional('l-infinity', categories ? norm : undefined),
      ...optional('jensen-shannon-divergence', comparator.jensenShannonDivergence),
      ...optional('normalized-absolute-difference', categories ? difference : undefined),
    };
    return Object.keys(bounds).length > 0 ? bounds : undefined;
  };
  const comparators = { ...optional('drift', of(drift)), ...optional('skew', of(skew)) };
  return Object.keys(comparators).length > 0 ? comparators : undefined;
}

/** Environments mean something only where the column must be there at all. */
function environmentsOf(
  { inEnvironment, notInEnvironment, minCount = 0, minFraction = 0, deprecated }: TfdvFeature,
  notes: Notes,
): Pick<ColumnContract, 'in-environments' | 'not-in-environments'> {
  if (deprecated || (minCount <= 0 && minFraction <= 0)) {
    if (inEnvironment.length + notInEnvironment.length > 0) {
      notes.add('environment', 'is judged by contracts only of a column that must be there');
    }
    return {};
  }
  return {
    ...optional('in-environments', names(inEnvironment, notes)),
    ...optional('not-in-environments', names(notInEnvironment, notes)),
  };
}

/** Names of environments that a contract may have, if any. */
function names(all: readonly string[], notes: Notes): string[] | undefined {
  const fit = [...new Set(all)].filter((name) => ENVIRONMENT_NAME.test(name));
  if (fit.length < new Set(all).size) notes.add('environment', 'has a name that no environment may have');
  return fit.length > 0 ? fit : undefined;
}
