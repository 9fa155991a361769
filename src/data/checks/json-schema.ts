import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { RE2JS } from 're2js';
import { messageOf } from '../../system/errors.ts';

/** JSON Schemas (2020-12) that users write: what they may hold, and how they are asked. */

export type JsonSchema = boolean | Readonly<Record<string, unknown>>;

/** What is wrong with a value, as the end of a sentence (`must be multiple of 2`); `undefined` where nothing is. */
export type SchemaJudge = (value: unknown) => string | undefined;

const DEEPEST = 32;
/** Subschemas, each counted as often as references lead to it. */
const LARGEST = 10_000;

/** Keywords that reach beyond one schema, or change what a reference means. */
const REFUSED = ['$id', '$anchor', '$dynamicRef', '$dynamicAnchor', '$recursiveRef', '$vocabulary', '$async'];

/** Why a schema cannot be used; `undefined` where it can. Nothing is ever fetched. */
export function jsonSchemaProblem(schema: JsonSchema): string | undefined {
  try {
    compileJsonSchema(schema);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

const compiled = new WeakMap<object, SchemaJudge>();

/**
 * Makes a schema ready to judge values.
 * @throws Error with the reason where it cannot be used
 */
export function compileJsonSchema(schema: JsonSchema): SchemaJudge {
  if (typeof schema === 'boolean') return () => (schema ? undefined : 'is never valid');
  const known = compiled.get(schema);
  if (known) return known;
  new SchemaWalk(schema).measure();
  // One instance a schema: definitions of one are none of another's business.
  const judge = judgeOf(newAjv({ strictNumbers: true }).compile(schema as Record<string, unknown>));
  compiled.set(schema, judge);
  return judge;
}

/** The columns that a schema of a row names, as far as they can be told. */
export function columnsOfSchema(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]): string[] => {
    const inside = columnsOfSchema(value);
    if (key === 'required' && Array.isArray(value)) return [...value.map(String), ...inside];
    const named = key === 'properties' || key === 'dependentRequired' || key === 'dependentSchemas';
    return named && typeof value === 'object' && value !== null ? [...Object.keys(value), ...inside] : inside;
  });
}

/** A validator whose patterns are RE2's, which take linear time whoever wrote them. */
export function newAjv(options: { readonly strictNumbers: boolean }): Ajv2020.default {
  const ajv = new Ajv2020.default({
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allowUnionTypes: true,
    logger: false,
    addUsedSchema: false,
    ownProperties: true,
    code: { regExp: re2 },
    ...options,
  });
  addFormats.default(ajv);
  return ajv;
}

/** The first problem that a validator finds. */
export function judgeOf(validate: ValidateFunction): SchemaJudge {
  return (value) => (validate(value) ? undefined : problemText(validate.errors?.[0]));
}

function problemText(error: ErrorObject | undefined): string {
  const message = error?.message ?? 'is not valid';
  const place = error?.instancePath.slice(1).replaceAll('~1', '/').replaceAll('~0', '~') ?? '';
  return place === '' ? message : `${JSON.stringify(place)} ${message}`;
}

/** ajv asks for `test`, and tells patterns apart by their text. */
function compileRe2(pattern: string): { test(text: string): boolean; toString(): string } {
  const expression = RE2JS.compile(pattern);
  return { test: (text) => expression.matcher(text).find(), toString: () => `re2:${pattern}` };
}
const re2 = Object.assign((pattern: string) => compileRe2(pattern) as unknown as RegExp, {
  // Only for schemas that are written out as code, which these never are.
  code: 'undefined',
});

/** Refuses schemas that would take forever, or reach for what is not theirs. */
class SchemaWalk {
  readonly #root: unknown;
  readonly #sizes = new Map<object, number>();
  readonly #open = new Set<object>();

  constructor(root: JsonSchema) {
    this.#root = root;
  }

  measure(): void {
    this.#sizeOf(this.#root, 0);
  }

  /** The number of subschemas; references count as what they lead to. */
  #sizeOf(node: unknown, depth: number): number {
    if (typeof node !== 'object' || node === null) return 0;
    const known = this.#sizes.get(node);
    if (known !== undefined) return known;
    if (this.#open.has(node)) throw new Error('a `$ref` leads back to itself: values of a row have no depth');
    if (depth > DEEPEST) throw new Error(`it is nested deeper than ${DEEPEST} levels`);
    this.#open.add(node);
    let size = 1;
    for (const [key, value] of Object.entries(node)) {
      if (!Array.isArray(node) && REFUSED.includes(key)) throw new Error(`\`${key}\` is not supported`);
      if (key === '$ref' && typeof value === 'string') size += this.#sizeOf(this.#target(value), depth + 1);
      else size += this.#sizeOf(value, depth + 1);
      if (size > LARGEST) throw new Error(`it has more than ${LARGEST.toLocaleString('en-US')} parts`);
    }
    this.#open.delete(node);
    this.#sizes.set(node, size);
    return size;
  }

  #target(reference: string): unknown {
    if (reference !== '#' && !reference.startsWith('#/')) {
      throw new Error(`\`$ref\` ${JSON.stringify(reference)} leads out of the schema; nothing is fetched`);
    }
    let place: unknown = this.#root;
    for (const step of reference.slice(1).split('/').slice(1)) {
      const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
      const has = typeof place === 'object' && place !== null && Object.hasOwn(place, key);
      if (!has) throw new Error(`\`$ref\` ${JSON.stringify(reference)} leads nowhere`);
      place = (place as Record<string, unknown>)[key];
    }
    return place;
  }
}
