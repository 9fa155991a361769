import { isForbiddenKey } from '../../../config/yaml-walk.ts';
import { UserError } from '../../../system/errors.ts';
import type { QualityRule } from '../../checks/quality/schema.ts';
import type { ColumnType } from '../../engine/frame.ts';
import type { ColumnContract, DatasetContract } from '../contract.ts';
import { isTree, optional, type Tree, textOf, textsOf, treesOf } from './tree.ts';
import type { Unsupported } from './unsupported.ts';
import { usableSchema } from './usable-schema.ts';
import { patternWhole, valueRules } from './value-rules-import.ts';

/** A contract that was read from a Table Schema, and which texts mean “missing” there. */
export interface ReadTable {
  readonly name: string;
  readonly contract: DatasetContract;
  readonly missing: readonly string[];
}

/** Frictionless Table Schema, version 2 (version 1 says less and means the same). */
export function readTableSchema(
  schema: Tree,
  name: string,
  file: string,
  unsupported: Unsupported[],
): ReadTable {
  const matching = textsOf(schema.fieldsMatch)[0] ?? 'exact';
  const columns = new Map<string, ColumnContract>();
  for (const field of treesOf(schema.fields)) {
    const column = textOf(field.name);
    if (column === undefined) throw new UserError(`${file}: a field of the Table Schema has no name`);
    const place = `field ${column}`;
    if (isForbiddenKey(column) || column === '') {
      unsupported.push({ place, what: 'has a name that no contract may have' });
    } else if (columns.has(column)) {
      throw new UserError(`${file}: the field ${JSON.stringify(column)} is there twice`);
    } else columns.set(column, columnOf(field, place, matching, unsupported));
  }
  const keys = keyOf(schema, columns, unsupported);
  const quality = [...uniqueKeys(schema), ...foreignKeys(schema, name, unsupported)];
  if (matching === 'exact' && schema.fieldsMatch !== undefined) {
    unsupported.push({
      place: 'fieldsMatch',
      what: 'asks for the order of the columns, which is not judged',
    });
  }
  if (matching === 'partial') {
    unsupported.push({
      place: 'fieldsMatch',
      what: 'asks for at least one of the columns, which is not judged',
    });
  }
  for (const key of Object.keys(schema)) {
    if (!KNOWN.has(key)) unsupported.push({ place: key, what: 'is not judged' });
  }
  return {
    name,
    contract: {
      ...optional('description', textOf(schema.description)),
      rows: { 'at-least': 1 },
      keys,
      'additional-columns': matching === 'subset' || matching === 'partial' ? 'allow' : 'error',
      columns: Object.fromEntries(columns),
      ...(quality.length > 0 ? { quality } : {}),
    },
    missing: missingOf(schema.missingValues),
  };
}

const KNOWN: ReadonlySet<string> = new Set([
  ...['$schema', 'profile', 'name', 'title', 'description', 'fields', 'fieldsMatch', 'missingValues'],
  ...['primaryKey', 'uniqueKeys', 'foreignKeys'],
]);
const KNOWN_IN_FIELDS: ReadonlySet<string> = new Set([
  ...['name', 'title', 'description', 'example', 'type', 'format', 'constraints', 'rdfType', 'categories'],
  ...['categoriesOrdered', 'missingValues'],
]);
const KNOWN_CONSTRAINTS: ReadonlySet<string> = new Set([
  ...['required', 'unique', 'minLength', 'maxLength', 'minimum', 'maximum'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'pattern', 'enum', 'jsonSchema'],
]);

const TYPES: Readonly<Record<string, ColumnType>> = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamp',
  year: 'integer',
};
/** What of these types can be told from their text. */
const TEXT_TYPES: Readonly<Record<string, string | undefined>> = {
  time: '[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:?[0-9]{2})?',
  yearmonth: '[0-9]{4}-[0-9]{2}',
};

function columnOf(field: Tree, place: string, matching: string, unsupported: Unsupported[]): ColumnContract {
  const given = textOf(field.type) ?? 'any';
  const type = (Object.hasOwn(TYPES, given) ? TYPES[given] : undefined) ?? 'string';
  const textPattern = Object.hasOwn(TEXT_TYPES, given) ? TEXT_TYPES[given] : undefined;
  const note = (part: string, what: string) => unsupported.push({ place: `${place}.${part}`, what });
  if (!Object.hasOwn(TYPES, given) && textPattern === undefined) {
    note('type', given === 'any' ? 'any is read as text' : `${given} is read as text and judged no further`);
  }
  const format = textOf(field.format) ?? 'default';
  if (format !== 'default' && format !== 'any') note('format', `${JSON.stringify(format)} is not judged`);
  for (const key of Object.keys(field)) {
    if (!KNOWN_IN_FIELDS.has(key)) note(key, 'is not judged: values are read as contracts have them');
  }
  if (field.missingValues !== undefined) note('missingValues', 'holds for the whole file only');

  const constraints: Tree = isTree(field.constraints) ? field.constraints : {};
  for (const key of Object.keys(constraints)) {
    if (!KNOWN_CONSTRAINTS.has(key)) note(`constraints.${key}`, 'is not judged');
  }
  const categories = Array.isArray(field.categories)
    ? field.categories.map((one) => (isTree(one) ? one.value : one))
    : undefined;
  const { rules, rest, wrong } = valueRules(
    type,
    categories && constraints.enum === undefined ? { ...constraints, enum: categories } : constraints,
    patternWhole,
  );
  for (const key of wrong) note(`constraints.${key}`, `does not fit the type ${type}`);
  if (rest.pattern !== undefined) {
    // The pattern of a text is one of XML Schema's, which JSON Schema would read otherwise.
    note('constraints.pattern', 'is not a regular expression of RE2');
    delete rest.pattern;
  }
  const schemas = [rest, constraints.jsonSchema].filter((one) => isTree(one) && Object.keys(one).length > 0);
  const schema = schemas.length > 1 ? { allOf: schemas } : ((schemas[0] ?? {}) as Tree);
  const superset = matching === 'superset' || matching === 'partial';
  return {
    ...optional('description', textOf(field.description) ?? textOf(field.title)),
    type,
    required: !superset,
    severity: 'error',
    ...(constraints.required === true ? { missing: { 'at-most': 0 } } : {}),
    ...(constraints.unique === true ? { unique: true } : {}),
    ...(type === 'number' ? { finite: false } : {}),
    ...rules,
    ...(textPattern !== undefined && rules.pattern === undefined ? { pattern: textPattern } : {}),
    ...optional(
      'schema',
      usableSchema(schema, (word, what) => note(`constraints.${word}`, what)),
    ),
  };
}

/** The texts that mean “missing”; version 2 allows labels beside them. */
function missingOf(given: unknown): string[] {
  if (!Array.isArray(given)) return [];
  return given.flatMap((one) => textOf(isTree(one) ? one.value : one) ?? []).filter((text) => text !== '');
}

/** A primary key implies that its columns are never missing. */
function keyOf(schema: Tree, columns: Map<string, ColumnContract>, unsupported: Unsupported[]): string[] {
  const keys = textsOf(schema.primaryKey);
  for (const key of keys) {
    const column = columns.get(key);
    if (column) columns.set(key, { ...column, missing: { 'at-most': 0 } });
    else unsupported.push({ place: 'primaryKey', what: `names ${JSON.stringify(key)}, which is no field` });
  }
  return keys.filter((key) => columns.has(key));
}

function uniqueKeys(schema: Tree): QualityRule[] {
  const keys = Array.isArray(schema.uniqueKeys) ? schema.uniqueKeys : [];
  return keys.flatMap((key): QualityRule[] => {
    const columns = textsOf(key);
    return columns.length > 0 ? [{ metric: 'duplicateValues', columns, mustBe: 0 }] : [];
  });
}

function foreignKeys(schema: Tree, name: string, unsupported: Unsupported[]): QualityRule[] {
  return treesOf(schema.foreignKeys).flatMap((key, index): QualityRule[] => {
    const columns = textsOf(key.fields);
    const reference: Tree = isTree(key.reference) ? key.reference : {};
    const there = textsOf(reference.fields);
    if (columns.length === 0 || columns.length !== there.length) {
      unsupported.push({
        place: `foreignKeys[${index}]`,
        what: 'does not name as many fields here as there',
      });
      return [];
    }
    const dataset = textOf(reference.resource) || name;
    return [{ metric: 'foreignKey', columns, dataset, 'dataset-columns': there }];
  });
}

/** The Table Schemas of a Data Package, by the names of its resources. */
export function readDataPackage(descriptor: Tree, file: string, unsupported: Unsupported[]): ReadTable[] {
  return treesOf(descriptor.resources).flatMap((resource, index) => {
    const name = textOf(resource.name) ?? `resource${index}`;
    if (!isTree(resource.schema)) {
      const what = typeof resource.schema === 'string' ? 'has its schema in another file' : 'has no schema';
      unsupported.push({ place: `resource ${name}`, what: `${what}, so it is left out` });
      return [];
    }
    const own: Unsupported[] = [];
    const table = readTableSchema(resource.schema, name, file, own);
    unsupported.push(...own.map(({ place, what }) => ({ place: `resource ${name}: ${place}`, what })));
    return [table];
  });
}
