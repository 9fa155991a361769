import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Static, TSchema } from 'typebox';
import { nearest } from './nearest.ts';

/** Where something stands inside a value: keys and 0-based indices from the root. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with a value. */
export interface Problem {
  /** The offending place; for a missing key the key that is missing. */
  readonly path: Path;
  /** Whether the key itself is at fault, its value, or its absence. */
  readonly about: 'key' | 'value' | 'absence';
  /** What is wrong and what is allowed, without the place. */
  readonly message: string;
}

type JsonSchema = Record<string, unknown>;

/** A path as people write it: `gate.rules[0].at-least`; names that are not plain are quoted. */
export function pathText(path: Path): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(step)) text += text ? `.${step}` : step;
    else text += `[${shortened(step)}]`;
  }
  return text;
}

/** A value as a person would recognise it, short and on one line. */
export function shortened(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : nonFinite(value);
  if (Array.isArray(value))
    return value.length === 1 ? 'a list of 1 entry' : `a list of ${value.length} entries`;
  if (typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(
    typeof value === 'string' && value.length > 60 ? `${value.slice(0, 60)}…` : value,
  );
  return text ?? String(value);
}

function nonFinite(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  return value > 0 ? '.inf' : '-.inf';
}

const compiled = new WeakMap<TSchema, ValidateFunction>();
let ajv: Ajv2020.default | undefined;

function validatorOf(schema: TSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  ajv ??= new Ajv2020.default({
    allErrors: true,
    strict: true,
    // A discriminator is required by the shape around those that define it.
    strictRequired: false,
    discriminator: true,
    useDefaults: true,
    verbose: true,
    allowUnionTypes: true,
  });
  const validator = ajv.compile(schema);
  compiled.set(schema, validator);
  return validator;
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

/** `value` as the type of `schema`, or `undefined` where it breaks it. Fills in defaults in place. */
export function matching<T extends TSchema>(schema: T, value: unknown): Static<T> | undefined {
  return checkSchema(schema, value).length === 0 ? (value as Static<T>) : undefined;
}

function problemsOf(errors: readonly ErrorObject[], root: unknown): Problem[] {
  const problems = withoutBranches(errors).map((error) => problemOf(error, pathOf(error, root)));
  // A typo is one problem: the missing key that an unknown one was meant to be is not told again.
  const meant = new Set(
    problems.flatMap((problem) =>
      problem.meant ? [pathText([...problem.path.slice(0, -1), problem.meant])] : [],
    ),
  );
  const told = new Set<string>();
  return problems.flatMap(({ path, about, message }) => {
    const text = `${pathText(path)}: ${message}`;
    if (about === 'absence' && meant.has(pathText(path))) return [];
    if (told.has(text)) return [];
    told.add(text);
    return [{ path, about, message }];
  });
}

/**
 * Of a failed `anyOf` only the errors of the branch that the value's type asks for are worth telling;
 * where no branch has that type, the `anyOf` itself is told.
 */
function withoutBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  let kept = [...errors];
  for (const union of errors.filter((error) => error.keyword === 'anyOf')) {
    const inside = kept.filter(
      (error) => error.schemaPath.startsWith(`${union.schemaPath}/`) && within(error, union),
    );
    const fitting = new Set(
      (union.schema as JsonSchema[]).flatMap((branch, index) => (fits(branch, union.data) ? [index] : [])),
    );
    const branchOf = (error: ErrorObject) =>
      Number.parseInt(error.schemaPath.slice(union.schemaPath.length + 1), 10);
    const worth = inside.filter((error) => fitting.has(branchOf(error)));
    const dropped = new Set<ErrorObject>(worth.length > 0 ? [union, ...inside] : inside);
    for (const error of worth) dropped.delete(error);
    kept = kept.filter((error) => !dropped.has(error));
  }
  return kept;
}

function within(error: ErrorObject, outer: ErrorObject): boolean {
  return error.instancePath === outer.instancePath || error.instancePath.startsWith(`${outer.instancePath}/`);
}

/** Whether `branch` is the one that `value` was meant for: its type, and its constants where it has any. */
function fits(branch: JsonSchema, value: unknown): boolean {
  if (Array.isArray(branch.enum)) return branch.enum.some((allowed) => typeof allowed === typeof value);
  if ('const' in branch) return typeof branch.const === typeof value;
  const types = ([] as unknown[]).concat(branch.type ?? []);
  const type = typeOf(value);
  if (type !== 'object') return types.includes(type) || (types.includes('integer') && type === 'number');
  const properties = Object.entries((branch.properties ?? {}) as Record<string, JsonSchema>);
  const record = value as JsonSchema;
  return (
    types.includes(type) &&
    properties.every(([key, { const: fixed }]) => fixed === undefined || fixed === record[key])
  );
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const TYPE_NAMES: Record<string, string> = {
  array: 'a list',
  object: 'a mapping',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'empty',
};

function typeText(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.join(', ')}`;
  if ('const' in schema) return shortened(schema.const);
  return ([] as string[])
    .concat((schema.type as string | string[]) ?? [])
    .map((type) => TYPE_NAMES[type] ?? type)
    .join(' or ');
}

interface FoundProblem extends Problem {
  readonly meant?: string;
}

function problemOf(error: ErrorObject, path: Path): FoundProblem {
  const params = error.params as Record<string, unknown>;
  const parent = (error.parentSchema ?? {}) as JsonSchema;
  const value = (message: string): FoundProblem => ({ path, about: 'value', message });
  const but = `but is ${shortened(error.data)}`;
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(path, String(params.additionalProperty), parent);
    case 'required': {
      const key = String(params.missingProperty);
      const properties = (parent.properties ?? {}) as Record<string, JsonSchema>;
      return {
        path: [...path, key],
        about: 'absence',
        message: `missing${explained(properties[key] ?? tagOf(parent, key))}`,
      };
    }
    case 'discriminator': {
      const tag = String(params.tag);
      const allowed = tagOf(parent, tag).enum;
      if (params.tagValue === undefined) {
        return { path: [...path, tag], about: 'absence', message: `missing (one of ${allowed.join(', ')})` };
      }
      return { ...value(choice(params.tagValue, allowed)), path: [...path, tag] };
    }
    case 'enum':
      return value(choice(error.data, params.allowedValues as unknown[]));
    case 'const':
      return value(`must be ${shortened(params.allowedValue)}, ${but}`);
    case 'type':
      return value(`must be ${typeText(parent)}, ${but}`);
    case 'anyOf':
      return value(
        `must be ${[...new Set((error.schema as JsonSchema[]).map(typeText))].join(' or ')}, ${but}`,
      );
    case 'pattern':
      return value(
        `${shortened(error.data)} is not allowed here${explained(parent) || ` (${String(error.schema)})`}`,
      );
    case 'minLength':
      return value(
        error.schema === 1 ? 'must not be empty' : `must have at least ${String(error.schema)} characters`,
      );
    case 'maxLength':
      return value(`must have at most ${String(error.schema)} character${error.schema === 1 ? '' : 's'}`);
    case 'minItems':
    case 'minProperties':
      return value(
        error.schema === 1 ? 'must not be empty' : `must have at least ${String(error.schema)} entries`,
      );
    case 'maxItems':
    case 'maxProperties':
      return value(`must have at most ${String(error.schema)} entries`);
    case 'uniqueItems': {
      const repeated = Math.max(Number(params.i), Number(params.j));
      const entry = (error.data as unknown[])[repeated];
      return { ...value(`${shortened(entry)} is listed twice`), path: [...path, repeated] };
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return value(`must be ${BOUNDS[error.keyword]} ${String(error.schema)}, ${but}`);
    default:
      return value(error.message ?? `breaks the rule “${error.keyword}”`);
  }
}

const BOUNDS = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'greater than',
  exclusiveMaximum: 'less than',
} as const;

function unknownKey(path: Path, key: string, parent: JsonSchema): FoundProblem {
  const allowed = Object.keys((parent.properties ?? {}) as JsonSchema);
  if (allowed.length === 0) {
    const patterns = Object.keys((parent.patternProperties ?? {}) as JsonSchema);
    const names = patterns.length > 0 ? `; a name here must match ${patterns.join(' or ')}` : '';
    return { path: [...path, key], about: 'key', message: `not allowed as a name${names}` };
  }
  const meant = nearest(key, allowed);
  const question = meant === undefined ? '.' : `; did you mean "${meant}"?`;
  const message = `unknown key${question} Allowed: ${allowed.join(', ')}`;
  return { path: [...path, key], about: 'key', message, ...(meant === undefined ? {} : { meant }) };
}

/** The allowed values of a discriminator, gathered from its shapes. */
function tagOf(schema: JsonSchema, tag: string): { enum: unknown[] } {
  const shapes = (schema.oneOf ?? []) as { properties?: Record<string, { const?: unknown }> }[];
  return { enum: shapes.flatMap((shape) => shape.properties?.[tag]?.const ?? []) };
}

function choice(value: unknown, allowed: readonly unknown[]): string {
  const meant = typeof value === 'string' ? nearest(value, allowed.map(String)) : undefined;
  const question = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return `must be one of ${allowed.join(', ')}, but is ${shortened(value)}${question}`;
}

/** What a schema says about itself, for a message. */
function explained(schema: JsonSchema | { enum: unknown[] }): string {
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return ` (one of ${schema.enum.join(', ')})`;
  const description = 'description' in schema ? schema.description : undefined;
  return typeof description === 'string' ? `: ${description.replace(/\.$/, '')}` : '';
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
