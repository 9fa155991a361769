import { isForbiddenKey } from '../../../config/yaml-walk.ts';
import { UserError } from '../../../system/errors.ts';
import type { ColumnType } from '../../engine/frame.ts';
import type { ColumnContract, DatasetContract } from '../contract.ts';
import { isTree, optional, type Tree, textOf, textsOf } from './tree.ts';
import type { Unsupported } from './unsupported.ts';
import { usableSchema } from './usable-schema.ts';
import { domainOf, patternAnywhere, valueRules } from './value-rules-import.ts';

/**
 * JSON Schema 2020-12 (and the parts of 2019-09 and draft-07 that mean the same) of one row. What a column rule
 * can say becomes one, so that it is judged for whole columns at once; the rest stays JSON Schema, for the values
 * of a column or for rows.
 */

const DIALECTS = /^https?:\/\/json-schema\.org\/(draft\/2020-12|draft\/2019-09|draft-07|draft-06)\/schema#?$/;
/** References that lead on and on are a circle. */
const MAXIMUM_REFERENCES = 32;
/** Words without a meaning for validation. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$comment', '$anchor', '$vocabulary', '$defs', 'definitions', 'title', 'description'],
  ...['default', 'examples', 'deprecated', 'readOnly', 'writeOnly', 'contentEncoding', 'contentMediaType'],
]);
const ROW_RULES: ReadonlySet<string> = new Set(['type', 'properties', 'required', 'additionalProperties']);
/** Words of a column that `valueRules` takes, beside the type. */
const VALUE_WORDS: ReadonlySet<string> = new Set([
  ...['type', 'enum', 'const', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['minLength', 'maxLength', 'pattern'],
]);

/** @throws UserError for a schema that is none of rows, of another dialect, or with references to elsewhere */
export function readJsonSchema(schema: Tree, file: string, unsupported: Unsupported[]): DatasetContract {
  const dialect = textOf(schema.$schema);
  if (dialect !== undefined && !DIALECTS.test(dialect)) {
    throw new UserError(`${file}: the dialect ${JSON.stringify(dialect)} of JSON Schema is not known`, {
      hint: 'Write the schema for https://json-schema.org/draft/2020-12/schema.',
    });
  }
  refuseElsewhere(schema, file);
  const references = new References(schema, file);
  let row = references.resolve(schema);
  if (row.type === 'array' && isTree(row.items)) row = references.resolve(row.items);
  if (!isTree(row.properties)) {
    throw new UserError(`${file}: this JSON Schema describes no rows: it has no \`properties\``, {
      hint: 'Write a schema of an object with the columns as its properties.',
    });
  }
  const required = new Set(textsOf(row.required));
  const columns = Object.entries(row.properties).flatMap(([name, given]): [string, ColumnContract][] => {
    if (isForbiddenKey(name) || name === '') {
      unsupported.push({ place: `property ${name}`, what: 'has a name that no contract may have' });
      return [];
    }
    if (given === false) {
      unsupported.push({ place: `property ${name}`, what: 'must not be there, which is not judged' });
      return [];
    }
    const property = isTree(given) ? references.resolve(given) : {};
    return [[name, columnOf(references.inline(property), name, required.has(name), unsupported)]];
  });
  const known = new Set(columns.map(([name]) => name));
  const rest = Object.fromEntries(
    Object.entries(row).filter(([word]) => !ANNOTATIONS.has(word) && !ROW_RULES.has(word)),
  );
  if (isTree(row.additionalProperties)) rest.additionalProperties = row.additionalProperties;
  const absent = [...required].filter((name) => !known.has(name));
  if (absent.length > 0) rest.required = absent;
  const inlined = references.inline(rest);
  // Words about other columns need to know which ones these are.
  if (inlined.additionalProperties !== undefined) inlined.properties = allowed(known);
  const rows = usableSchema(inlined, (word, what) => unsupported.push({ place: word, what }));
  return {
    ...optional('description', textOf(row.description) ?? textOf(row.title)),
    rows: { 'at-least': 1 },
    keys: [],
    'additional-columns': row.additionalProperties === false ? 'error' : 'allow',
    columns: Object.fromEntries(columns),
    ...optional('row-schema', rows),
  };
}

/** The columns that are judged elsewhere, so that `additionalProperties` is about the others. */
function allowed(columns: ReadonlySet<string>): Record<string, true> {
  return Object.fromEntries([...columns].map((name) => [name, true]));
}

function columnOf(
  property: Tree,
  name: string,
  required: boolean,
  unsupported: Unsupported[],
): ColumnContract {
  const place = `property ${name}`;
  const note = (part: string, what: string) => unsupported.push({ place: `${place}.${part}`, what });
  const nullable = textsOf(property.type).includes('null') || allowsNull(property);
  const { type, format } = typeOf(property, note);
  const constraints =
    property.const === undefined ? property : { ...property, enum: property.enum ?? [property.const] };
  const { rules, rest, wrong } = valueRules(type, constraints, patternAnywhere);
  for (const word of wrong) {
    // Words for another type than the value's hold by JSON Schema; an enum of other values cannot.
    if (word === 'enum' && domainOf(type, constraints.enum as unknown[]) === undefined)
      rest.enum = constraints.enum;
  }
  for (const [word, value] of Object.entries(property)) {
    if (VALUE_WORDS.has(word) || ANNOTATIONS.has(word)) continue;
    if (word === 'format') {
      if (format !== undefined) rest.format = format;
    } else if (word === 'nullable') {
      note(word, 'is no word of JSON Schema');
    } else rest[word] = value;
  }
  return {
    ...optional('description', textOf(property.description) ?? textOf(property.title)),
    type,
    required,
    severity: 'error',
    ...(required && !nullable ? { missing: { 'at-most': 0 } } : {}),
    ...rules,
    ...optional('schema', usableSchema(rest, note)),
  };
}

/** Without a type, null is a value as any other. */
function allowsNull(property: Tree): boolean {
  if (Array.isArray(property.enum)) return property.enum.includes(null);
  return property.type === undefined && property.const === undefined;
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
};

function typeOf(
  property: Tree,
  note: (part: string, what: string) => void,
): { readonly type: ColumnType; readonly format?: string } {
  const format = textOf(property.format);
  const types = textsOf(property.type).filter((type) => type !== 'null');
  const members = Array.isArray(property.enum) ? property.enum : [property.const];
  const [only = typeof members.find((one) => one !== null && one !== undefined), ...others] = types;
  if (only === 'string' || (format !== undefined && only === 'undefined')) {
    if (format === 'date') return { type: 'date' };
    if (format === 'date-time') return { type: 'timestamp' };
  }
  if (others.length > 0) {
    if (types.every((type) => type === 'number' || type === 'integer')) return { type: 'number' };
    note('type', `${types.join(' or ')} is read as text`);
    return { type: 'string', ...optional('format', format) };
  }
  const type = Object.hasOwn(TYPES, only) ? TYPES[only] : undefined;
  if (type === undefined) {
    note('type', only === 'undefined' ? 'is not given, so it is read as text' : `${only} is read as text`);
  }
  return { type: type ?? 'string', ...optional('format', format) };
}

/** Refuses references that leave the file: nothing is ever fetched because a schema says so. */
function refuseElsewhere(schema: Tree, file: string): void {
  const waiting: unknown[] = [schema];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (Array.isArray(next)) waiting.push(...next);
    if (!isTree(next)) continue;
    for (const word of ['$ref', '$dynamicRef', '$recursiveRef']) {
      const reference = next[word];
      if (typeof reference === 'string' && (!reference.startsWith('#') || word !== '$ref')) {
        throw new UserError(`${file}: the reference ${JSON.stringify(reference)} leads out of the file`, {
          hint: 'Bring what it stands for under `$defs`, and refer to it as `#/$defs/name`.',
        });
      }
    }
    waiting.push(...Object.values(next));
  }
}

/** References within the file, replaced by what they stand for. */
class References {
  readonly #root: Tree;
  readonly #file: string;
  #left = 10_000;

  constructor(root: Tree, file: string) {
    this.#root = root;
    this.#file = file;
  }

  /** The schema itself where it is none but a reference, however many steps away. */
  resolve(schema: Tree): Tree {
    let found = schema;
    for (let step = 0; typeof found.$ref === 'string'; step++) {
      if (step > MAXIMUM_REFERENCES) this.#circle(found.$ref);
      const { $ref, ...beside } = found;
      found = { ...this.#target(String($ref)), ...beside };
    }
    return found;
  }

  /** The schema with every reference replaced; refused where that never ends. */
  inline(schema: Tree): Record<string, unknown> {
    return this.#inline(schema, 0) as Record<string, unknown>;
  }

  #inline(value: unknown, depth: number): unknown {
    this.#left -= 1;
    if (depth > MAXIMUM_REFERENCES * 2 || this.#left < 0) this.#circle('#');
    if (Array.isArray(value)) return value.map((one) => this.#inline(one, depth + 1));
    if (!isTree(value)) return value;
    const plain = typeof value.$ref === 'string' ? this.resolve(value) : value;
    const entries = Object.entries(plain).filter(([word]) => word !== '$defs' && word !== 'definitions');
    return Object.fromEntries(entries.map(([word, one]) => [word, this.#inline(one, depth + 1)]));
  }

  #target(reference: string): Tree {
    let found: unknown = this.#root;
    for (const step of reference.split('/').slice(1)) {
      const key = decodeURIComponentSafely(step).replaceAll('~1', '/').replaceAll('~0', '~');
      const inside = Array.isArray(found) || isTree(found) ? (found as Tree) : {};
      found = Object.hasOwn(inside, key) ? inside[key] : undefined;
    }
    if (isTree(found) && (reference === '#' || reference.startsWith('#/'))) return found;
    throw new UserError(`${this.#file}: the reference ${JSON.stringify(reference)} leads nowhere`);
  }

  #circle(reference: string): never {
    throw new UserError(`${this.#file}: the reference ${JSON.stringify(reference)} never ends`, {
      hint: 'Rows of tables are no trees: write the schema without circles.',
    });
  }
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
