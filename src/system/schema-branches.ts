import type { ErrorObject } from 'ajv/dist/2020.js';

type JsonSchema = Record<string, unknown>;

/**
 * Of a failed `anyOf` only the errors of the branch that the value was meant for are worth telling;
 * where there is no such branch, the `anyOf` itself is told.
 */
export function withoutBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  const inside = new Map<ErrorObject, ErrorObject[]>();
  const unions = new Map<string, ErrorObject>();
  for (const error of errors) {
    if (error.keyword !== 'anyOf') continue;
    inside.set(error, []);
    unions.set(placeOf(error.schemaPath, error.instancePath), error);
  }
  if (unions.size === 0) return [...errors];
  for (const error of errors) {
    for (const union of enclosing(error, unions)) inside.get(union)?.push(error);
  }
  const dropped = new Set<ErrorObject>();
  // The validator tells of an inner union before the one around it.
  for (const [union, members] of inside) {
    const left = members.filter((error) => !dropped.has(error));
    const fitting = (union.schema as JsonSchema[]).map((branch) => closeness(branch, union.data));
    const best = Math.max(0, ...fitting);
    const worth = (error: ErrorObject) => fitting[branchOf(error, union)] === best;
    for (const error of left) if (!worth(error)) dropped.add(error);
    if (left.some(worth)) dropped.add(union);
  }
  return errors.filter((error) => !dropped.has(error));
}

function placeOf(schemaPath: string, instancePath: string): string {
  return JSON.stringify([schemaPath, instancePath]);
}

/** The unions that `error` is told from inside of. */
function enclosing(error: ErrorObject, unions: ReadonlyMap<string, ErrorObject>): ErrorObject[] {
  const found: ErrorObject[] = [];
  for (const { index } of error.schemaPath.matchAll(/\/anyOf\/\d+\//g)) {
    const schemaPath = error.schemaPath.slice(0, index + '/anyOf'.length);
    for (let instance = error.instancePath; ; instance = instance.slice(0, instance.lastIndexOf('/'))) {
      const union = unions.get(placeOf(schemaPath, instance));
      if (union) found.push(union);
      if (instance === '') break;
    }
  }
  return found;
}

function branchOf(error: ErrorObject, union: ErrorObject): number {
  return Number.parseInt(error.schemaPath.slice(union.schemaPath.length + 1), 10);
}

/**
 * How well `branch` fits what `value` was meant for: by its type, and its constants where it has any; of several shapes
 * the one that knows most of the keys. Below 0 where it was not meant.
 */
function closeness(branch: JsonSchema, value: unknown): number {
  if (!fits(branch, value)) return -1;
  if (typeOf(value) !== 'object') return 0;
  const properties = (branch.properties ?? {}) as JsonSchema;
  return Object.keys(value as JsonSchema).filter((key) => Object.hasOwn(properties, key)).length;
}

/** Whether the type of `value` is that of `branch`, and its constants are. */
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
