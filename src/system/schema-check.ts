import type { SchemaValidateFunction } from 'ajv';
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { TSchema } from 'typebox';
import { canonicalJson } from './files.ts';
import { withoutBranches } from './schema-branches.ts';
import { shapesKeyword, withinShapes, withLazyShapes } from './schema-discriminator.ts';
import { problemOf } from './schema-messages.ts';
import { type Path, type Problem, pathText } from './schema-problem.ts';

export { type Path, type Problem, pathText, shortened } from './schema-problem.ts';

const compiled = new WeakMap<TSchema, ValidateFunction>();
let ajv: Ajv2020.default | undefined;

function validatorOf(schema: TSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  ajv ??= validatorMaker();
  const validator = ajv.compile(withLazyShapes(plainSchema(schema)));
  compiled.set(schema, validator);
  return validator;
}

function validatorMaker(): Ajv2020.default {
  const maker = new Ajv2020.default({
    allErrors: true,
    strict: true,
    // A discriminator is required by the shape around those that define it.
    strictRequired: false,
    // The schemas are our own, and a test holds that they are valid: holding them against the schema of schemas
    // at each start would take as long as all the rest.
    validateSchema: false,
    meta: false,
    useDefaults: true,
    verbose: true,
    allowUnionTypes: true,
    // Each schema is asked a few times only: making its code better takes longer than running it.
    code: { optimize: false },
  })
    .removeKeyword('uniqueItems')
    .addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', validate: uniqueItems });
  return maker.addKeyword(shapesKeyword(maker));
}

/** As JSON Schema has it, in linear time; the library's own compares items of unnamed types pairwise. */
const uniqueItems: SchemaValidateFunction = (unique: boolean, items: unknown[]) => {
  const first = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const text = canonicalJson(item);
    const j = first.get(text);
    if (unique && j !== undefined) {
      uniqueItems.errors = [{ keyword: 'uniqueItems', params: { i, j } }];
      return false;
    }
    first.set(text, i);
  }
  return true;
};

/** TypeBox's pattern for a mapping with any keys, which overlooks keys with a line break. */
const ANY_KEY = '^.*$';

/** A TypeBox schema as the plain JSON Schema 2020-12 that it stands for, free to be changed. */
export function plainSchema(schema: TSchema): Record<string, unknown> {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('patternProperties' in value)) return value;
    const { patternProperties, ...rest } = value as { patternProperties: Record<string, unknown> };
    const patterns = Object.keys(patternProperties);
    return patterns.length === 1 && patterns[0] === ANY_KEY
      ? { ...rest, additionalProperties: patternProperties[ANY_KEY] }
      : value;
  }) as Record<string, unknown>;
}

/**
 * Checks `value` against `schema` (TypeBox or plain JSON Schema 2020-12), fills in the schema's
 * defaults **in place**, and returns every problem, in the order of the value. No problems: the
 * value is a `Static<T>`.
 */
export function checkSchema<T extends TSchema>(schema: T, value: unknown): Problem[] {
  const validate = validatorOf(schema);
  if (validate(value)) return [];
  return problemsOf(validate.errors ?? [], value);
}

function problemsOf(errors: readonly ErrorObject[], root: unknown): Problem[] {
  const problems = worthTelling(errors).map((error) => problemOf(error, pathOf(error, root)));
  // A typo is one problem: the missing key that an unknown one was meant to be is not told again.
  const meant = new Set(
    problems.flatMap((problem) =>
      problem.meant ? [pathText([...problem.path.slice(0, -1), problem.meant])] : [],
    ),
  );
  const told = new Set<string>();
  return problems.flatMap(({ path, about, message }) => {
    const text = JSON.stringify([path, message]);
    if (about === 'absence' && meant.has(pathText(path))) return [];
    if (told.has(text)) return [];
    told.add(text);
    return [{ path, about, message }];
  });
}

/** Without those of branches and shapes that the value was not meant for. */
function worthTelling(errors: readonly ErrorObject[]): ErrorObject[] {
  return withoutBranches(errors).flatMap((error) => {
    const inside = withinShapes(error);
    return inside ? worthTelling(inside) : [error];
  });
}

/** The path of a JSON pointer; only `root` tells an index from a key that is a number. */
function pathOf(error: ErrorObject, root: unknown): Path {
  if (error.instancePath === '') return [];
  let inside = root;
  return error.instancePath
    .slice(1)
    .split('/')
    .map((step) => {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const place = Array.isArray(inside) ? Number(key) : key;
      inside = (inside as Record<string | number, unknown> | undefined)?.[place];
      return place;
    });
}
