import { isForbiddenKey } from '../../../config/yaml-walk.ts';
import { UserError } from '../../../system/errors.ts';
import type { QualityRule } from '../../checks/quality/schema.ts';
import type { ColumnType } from '../../engine/frame.ts';
import type { ColumnContract, Contract, DatasetContract } from '../contract.ts';
import { ownProperties, readOdcsRule } from './odcs-quality.ts';
import { isTree, numberOf, optional, rounded, type Tree, textOf, treesOf } from './tree.ts';
import type { Unsupported } from './unsupported.ts';
import { usableSchema } from './usable-schema.ts';
import { domainOf, patternAnywhere, valueRules } from './value-rules-import.ts';

/**
 * An Open Data Contract Standard 3 contract (3.1 and what 3.0 has of it) as a contract of ours: each object of
 * `schema` is a dataset. What stands in custom properties of ours comes back as it was.
 */
export function readOdcs(document: Tree, file: string, unsupported: Unsupported[]): Contract {
  const api = textOf(document.apiVersion) ?? '';
  if (!/^v3\./.test(api)) {
    throw new UserError(
      `${file}: apiVersion ${JSON.stringify(api)} of the Open Data Contract Standard is not known`,
      {
        hint: 'Write the contract for apiVersion v3.1.0.',
      },
    );
  }
  const datasets = treesOf(document.schema).flatMap((object, index): [string, DatasetContract][] => {
    const name = textOf(object.name) ?? textOf(object.physicalName) ?? `schema${index}`;
    if (isForbiddenKey(name)) throw new UserError(`${file}: the name ${JSON.stringify(name)} is not allowed`);
    return [[name, datasetOf(object, `schema ${name}`, unsupported)]];
  });
  if (datasets.length === 0)
    throw new UserError(`${file}: this contract describes no data: it has no \`schema\``);
  for (const part of ['slaProperties'] as const) {
    if (document[part] !== undefined) unsupported.push({ place: part, what: 'is not judged' });
  }
  const version = textOf(document.version) ?? '';
  return {
    version: 1,
    ...(SEMANTIC.test(version) ? { 'contract-version': version } : {}),
    datasets: Object.fromEntries(datasets),
  };
}

const SEMANTIC = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

const SILENT: ReadonlySet<string> = new Set([
  ...[
    'id',
    'name',
    'physicalName',
    'physicalType',
    'description',
    'businessName',
    'authoritativeDefinitions',
  ],
  ...['tags', 'customProperties', 'logicalType', 'dataGranularityDescription', 'properties', 'quality'],
  ...['primaryKey', 'primaryKeyPosition', 'logicalTypeOptions', 'required', 'unique', 'partitioned'],
  ...['partitionKeyPosition', 'classification', 'encryptedName', 'transformSourceObjects', 'transformLogic'],
  ...['transformDescription', 'examples', 'criticalDataElement'],
]);

function noteUnknown(element: Tree, place: string, unsupported: Unsupported[]): void {
  for (const word of Object.keys(element)) {
    if (!SILENT.has(word)) unsupported.push({ place: `${place}.${word}`, what: 'is not judged' });
  }
}

function datasetOf(object: Tree, place: string, unsupported: Unsupported[]): DatasetContract {
  noteUnknown(object, place, unsupported);
  const columns: [string, ColumnContract][] = [];
  const keys: { name: string; position: number }[] = [];
  const quality: QualityRule[] = [];
  for (const [index, property] of treesOf(object.properties).entries()) {
    const name = textOf(property.name) ?? '';
    const where = `${place}.${name || `properties[${index}]`}`;
    if (name === '' || isForbiddenKey(name)) {
      unsupported.push({ place: where, what: 'has a name that no contract may have' });
      continue;
    }
    const column = propertyOf(property, name, where, unsupported);
    columns.push([name, column.contract]);
    quality.push(...column.quality);
    if (property.primaryKey === true) {
      keys.push({ name, position: numberOf(property.primaryKeyPosition) ?? Number.MAX_SAFE_INTEGER });
    }
  }
  const rows: DatasetContract['rows'] = { 'at-least': 1 };
  for (const [index, rule] of treesOf(object.quality).entries()) {
    const read = readOdcsRule(rule, `${place}.quality[${index}]`, undefined, unsupported);
    if (!read) continue;
    const bound = rowsBound(read);
    if (!bound) quality.push(read);
    else if (rows[bound[0]] === undefined || bound[0] === 'at-least') rows[bound[0]] = bound[1];
  }
  const own = ownProperties(object) as Partial<DatasetContract>;
  return {
    ...optional('description', textOf(object.description)),
    'additional-columns': 'warn',
    ...own,
    rows: { ...rows, ...own.rows },
    keys: keys.sort((a, b) => a.position - b.position).map(({ name }) => name),
    columns: Object.fromEntries(columns),
    ...(quality.length > 0 ? { quality } : {}),
  };
}

/** A plain bound of the number of rows, which contracts of ours have elsewhere. */
function rowsBound(rule: QualityRule): ['at-least' | 'at-most', number] | undefined {
  const { metric, ...rest } = rule as QualityRule & Tree;
  const [[operator, value] = [], ...others] = Object.entries(rest);
  if (metric !== 'rowCount' || others.length > 0 || !Number.isInteger(value) || (value as number) < 0) {
    return undefined;
  }
  if (operator === 'mustBeGreaterOrEqualTo') return ['at-least', value as number];
  return operator === 'mustBeLessOrEqualTo' ? ['at-most', value as number] : undefined;
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
};
/** Physical types, for those who write no logical one. */
const PHYSICAL: readonly (readonly [RegExp, ColumnType])[] = [
  [/^(big|small|tiny|medium|u)?int(eger)?\d*\b|^(serial|long|short)\b/i, 'integer'],
  [/^(double|float\d*|real|decimal|numeric|number)\b/i, 'number'],
  [/^(var)?char|^text|^string|^n(var)?char|^clob|^uuid/i, 'string'],
  [/^bool/i, 'boolean'],
  [/^(timestamp|datetime)/i, 'timestamp'],
  [/^date/i, 'date'],
];

function typeOf(property: Tree, note: (part: string, what: string) => void): ColumnType {
  const logical = textOf(property.logicalType);
  const known = logical !== undefined && Object.hasOwn(TYPES, logical) ? TYPES[logical] : undefined;
  if (known) return known;
  const physical = textOf(property.physicalType) ?? '';
  const found = logical === undefined && PHYSICAL.find(([pattern]) => pattern.test(physical))?.[1];
  if (found) return found;
  note(
    'logicalType',
    logical === undefined ? 'is not given, so it is read as text' : `${logical} is read as text`,
  );
  return 'string';
}

const KNOWN_OPTIONS: ReadonlySet<string> = new Set([
  ...['minLength', 'maxLength', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['multipleOf', 'timezone', 'defaultTimezone'],
]);

function propertyOf(
  property: Tree,
  name: string,
  place: string,
  unsupported: Unsupported[],
): { contract: ColumnContract; quality: QualityRule[] } {
  const note = (part: string, what: string) => unsupported.push({ place: `${place}.${part}`, what });
  noteUnknown(property, place, unsupported);
  const type = typeOf(property, note);
  const options: Tree = isTree(property.logicalTypeOptions) ? property.logicalTypeOptions : {};
  for (const option of Object.keys(options)) {
    if (!KNOWN_OPTIONS.has(option)) note(`logicalTypeOptions.${option}`, 'is not judged');
  }
  const { rules, rest, wrong } = valueRules(type, options, patternAnywhere);
  for (const word of wrong) note(`logicalTypeOptions.${word}`, `does not fit the type ${type}`);
  if (numberOf(options.multipleOf) !== undefined) rest.multipleOf = options.multipleOf;
  const own = ownProperties(property) as Partial<ColumnContract> & { nullable?: boolean };
  const { nullable, ...ours } = own;
  const needed = property.required === true || (property.primaryKey === true && nullable !== true);
  const contract: ColumnContract = {
    ...optional('description', textOf(property.description)),
    type,
    required: true,
    severity: 'error',
    ...(needed ? { missing: { 'at-most': 0 } } : {}),
    ...(property.unique === true ? { unique: true } : {}),
    ...rules,
    ...optional(
      'schema',
      usableSchema(rest, (word, what) => note(`logicalTypeOptions.${word}`, what)),
    ),
  };
  const quality: QualityRule[] = [];
  for (const [index, rule] of treesOf(property.quality).entries()) {
    const read = readOdcsRule(rule, `${place}.quality[${index}]`, name, unsupported);
    if (!read) continue;
    const plain = columnRule(read, type, contract);
    if (plain) Object.assign(contract, plain);
    else quality.push(read);
  }
  return { contract: { ...contract, ...ours }, quality };
}

/** Rules of the library that contracts of ours say of the column itself. */
function columnRule(
  rule: QualityRule,
  type: ColumnType,
  before: ColumnContract,
): Partial<ColumnContract> | undefined {
  const { metric, column: _, ...rest } = rule as QualityRule & Tree;
  if (metric === 'nullValues' && before.missing === undefined) {
    const { mustBeLessOrEqualTo: most, unit, mustBe, ...others } = rest as Tree;
    if (Object.keys(others).length > 0) return undefined;
    if (mustBe === 0 && most === undefined) return { missing: { 'at-most': 0 } };
    const share = unit === 'percent' && mustBe === undefined ? numberOf(most) : undefined;
    return share !== undefined && share >= 0 && share <= 100
      ? { missing: { 'at-most': rounded(share / 100) } }
      : undefined;
  }
  if (metric === 'invalidValues' && before.domain === undefined) {
    const { 'valid-values': values, mustBe, ...others } = rest as Tree;
    if (mustBe !== 0 || !Array.isArray(values) || Object.keys(others).length > 0) return undefined;
    return optional('domain', domainOf(type, values));
  }
  return undefined;
}
