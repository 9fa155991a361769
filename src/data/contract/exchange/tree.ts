import { isForbiddenKey } from '../../../config/yaml-walk.ts';
import { messageOf, UserError } from '../../../system/errors.ts';
import { isMapping } from '../../../system/mapping.ts';

/** Plain data as JSON has them, and questions about them that never throw anything but a UserError. */

export type Tree = Readonly<Record<string, unknown>>;

/** Schemas are flat; what is nested deeper is no schema. */
const MAXIMUM_DEPTH = 64;

export function isTree(value: unknown): value is Tree {
  return isMapping(value);
}

/** The mappings of a list; everything else of it is left out. */
export function treesOf(value: unknown): Tree[] {
  return Array.isArray(value) ? value.filter(isTree) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The texts of a list, or the text itself. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

export type ScalarValue = string | number | boolean;

export function isScalarValue(value: unknown): value is ScalarValue {
  return typeof value === 'string' || typeof value === 'boolean' || numberOf(value) !== undefined;
}

/**
 * Parses JSON from outside.
 * @throws UserError for what is no JSON, nested too deeply, or has keys that would reach a prototype
 */
export function parseJson(text: string, file: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file}: not JSON: ${messageOf(error)}`, { cause: error });
  }
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value: inside, depth } = next;
    if (typeof inside !== 'object' || inside === null) continue;
    if (depth >= MAXIMUM_DEPTH) throw new UserError(`${file}: nested deeper than ${MAXIMUM_DEPTH} levels`);
    for (const [key, one] of Object.entries(inside)) {
      if (!Array.isArray(inside) && isForbiddenKey(key)) {
        throw new UserError(`${file}: the key ${JSON.stringify(key)} is not allowed`);
      }
      waiting.push({ value: one, depth: depth + 1 });
    }
  }
  return value;
}

/** `{ key: value }`, or nothing where there is no value. */
export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

/** A number without the noise of binary fractions: 0.07 × 100 is 7. */
export function rounded(value: number): number {
  return Number(value.toPrecision(15));
}
