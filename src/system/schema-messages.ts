import type { ErrorObject } from 'ajv/dist/2020.js';
import { nearest } from './nearest.ts';
import { type Path, type Problem, shortened } from './schema-problem.ts';

type JsonSchema = Record<string, unknown>;

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

/** A problem, and the key that an unknown one was probably meant to be. */
export interface FoundProblem extends Problem {
  readonly meant?: string;
}

/** What an error of the validator means to a person. */
export function problemOf(error: ErrorObject, path: Path): FoundProblem {
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
      return unionProblem(path, error.schema as JsonSchema[], error.data);
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

/** A value that is none of several shapes: where constants tell those apart, the constant is wrong. */
function unionProblem(path: Path, shapes: readonly JsonSchema[], data: unknown): FoundProblem {
  const record = typeof data === 'object' && data !== null ? (data as JsonSchema) : {};
  for (const key of Object.keys(record)) {
    const allowed: unknown[] = shapes.flatMap(({ properties }) => {
      const constant = ((properties ?? {}) as Record<string, JsonSchema>)[key]?.const;
      return constant === undefined ? [] : [constant];
    });
    if (allowed.length > 0 && !allowed.includes(record[key])) {
      return { path: [...path, key], about: 'value', message: choice(record[key], allowed) };
    }
  }
  const types = [...new Set(shapes.map(typeText))].join(' or ');
  return { path, about: 'value', message: `must be ${types}, but is ${shortened(data)}` };
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
  const inside = (schema.shapes ?? schema) as JsonSchema;
  const shapes = (inside.oneOf ?? []) as { properties?: Record<string, { const?: unknown }> }[];
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
