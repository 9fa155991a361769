import { readFileSync } from 'node:fs';
import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** What came and what was answered, as far as the description tells of it. */
export interface Exchange {
  readonly method: string;
  /** Below the root of the API. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The body as JSON; undefined where there was none. */
  readonly body: unknown;
  readonly status: number;
  /** The answer as JSON; undefined where it is none, RAW where it is bytes. */
  readonly reply: unknown;
}

/** An answer in another media type than the description tells of. */
export const RAW = Symbol('bytes');

type Schema = Readonly<Record<string, unknown>>;

interface Operation {
  readonly path: Readonly<Record<string, Schema>>;
  readonly query: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  readonly body?: Schema;
  readonly replies: Readonly<Record<string, Schema | null>>;
}

interface Described {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly schemas: Readonly<Record<string, Schema>>;
}

interface Place {
  readonly key: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly literal: number;
  readonly operation: Operation;
}

/** Answers that any operation may give although its description does not tell of them. */
const ALWAYS = new Set(['400', '401', '403', '404', '409', '411', '413', '422', '429']);
const FORMATS = { 'repo.nwo': true, timestamp: true } as const;

const { operations, schemas }: Described = JSON.parse(
  readFileSync(new URL('openapi.json', import.meta.url), 'utf8'),
);
const places: Place[] = Object.entries(operations)
  .map(([key, operation]) => {
    const [method = '', path = ''] = key.split(' ');
    const source = path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    const pattern = new RegExp(`^${source}$`);
    return { key, method, pattern, literal: path.replace(/\{\w+\}/g, '').length, operation };
  })
  .sort((a, b) => b.literal - a.literal);
let ajv: Ajv2020.default | undefined;
const compiled = new Map<string, ValidateFunction>();

/** The operations that the description has, as `GET /repos/…`. */
export const DESCRIBED: readonly string[] = Object.keys(operations);

/** Everything in which an exchange is not as GitHub's own description of its API says. */
export function violations({ method, path, query, body, status, reply }: Exchange): string[] {
  const place = places.find((one) => one.method === method && one.pattern.test(path));
  if (!place) return [`${method} ${path} is not in GitHub's description`];
  const { key, pattern, operation } = place;
  const found: string[] = [];
  const check = (name: string, schema: Schema, value: unknown) => {
    for (const error of errorsOf(`${key} ${name}`, schema, value)) found.push(`${key}: ${name}${error}`);
  };
  for (const [name, text] of Object.entries(pattern.exec(path)?.groups ?? {})) {
    check(`{${name}}`, operation.path[name] ?? {}, coerced(decodeURIComponent(text), operation.path[name]));
  }
  for (const [name, text] of query) {
    const schema = operation.query[name];
    if (schema) check(`?${name}`, schema, coerced(text, schema));
    else found.push(`${key}: it has no parameter ${name}`);
  }
  for (const name of operation.required) if (!query.has(name)) found.push(`${key}: ?${name} is missing`);
  if (operation.body) check('body', operation.body, body);
  else if (body !== undefined) found.push(`${key}: it takes no body`);

  const described = operation.replies[status];
  if (described !== undefined && reply === RAW) return found;
  if (described) check(`reply ${status}`, described, reply);
  else if (ALWAYS.has(String(status)) || status >= 500)
    check(`reply ${status}`, { $ref: '#/schemas/basic-error' }, reply);
  else if (described === undefined) found.push(`${key}: it never answers ${status}`);
  return found;
}

/** What GitHub shows of something, as described: `known`, and for all else that it always shows a value that says nothing. */
export function shown(name: string, known: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...(nothing({ $ref: `#/schemas/${name}` }) as object), ...known };
}

function nothing(schema: Schema): unknown {
  if (typeof schema.$ref === 'string') return nothing(schemas[schema.$ref.slice('#/schemas/'.length)] ?? {});
  const {
    type,
    anyOf,
    format,
    properties = {},
    required = [],
  } = schema as {
    type?: string | string[];
    anyOf?: Schema[];
    format?: string;
    properties?: Record<string, Schema>;
    required?: string[];
  };
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (Array.isArray(type)) return null;
  if (anyOf) return nothing(anyOf.find((one) => one.type === 'null') ?? anyOf[0] ?? {});
  if (type === 'object')
    return Object.fromEntries(required.map((name) => [name, nothing(properties[name] ?? {})]));
  if (type === 'array') return [];
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') return 0;
  if (format === 'date-time') return '2026-01-01T00:00:00Z';
  return format === 'uri' ? 'https://github.com/' : '';
}

function errorsOf(name: string, schema: Schema, value: unknown): string[] {
  let validate = compiled.get(name);
  if (!validate) {
    if (!ajv) {
      ajv = new Ajv2020.default({ strict: false, allErrors: true, formats: FORMATS });
      addFormats.default(ajv);
      ajv.addSchema({ $id: 'github', schemas });
    }
    validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/schemas/', '"github#/schemas/')));
    compiled.set(name, validate);
  }
  return validate(value) ? [] : (validate.errors ?? []).map(sentence);
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const detail = 'additionalProperty' in params ? ` (${params.additionalProperty})` : '';
  return `${instancePath} ${message}${detail}`;
}

/** What stands in an address is text; the description tells what it means. */
function coerced(text: string, schema: Schema | undefined): unknown {
  if (schema?.type === 'integer' || schema?.type === 'number')
    return /^\d+$/.test(text) ? Number(text) : text;
  if (schema?.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}
