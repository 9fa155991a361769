import { RE2JS } from 're2js';
import { boundOf } from '../../checks/value-rules.ts';
import type { ColumnType } from '../../engine/frame.ts';
import type { ColumnContract, Scalar } from '../contract.ts';
import { isScalarValue, numberOf, type Tree, textOf } from './tree.ts';

/**
 * What schemas of the JSON family call minimum, maxLength, pattern or enum, as rules of a column. `rest` keeps
 * what no rule of ours can say, as JSON Schema; `wrong` names what means nothing for the type.
 */
export interface ValueRules {
  readonly rules: Pick<ColumnContract, 'range' | 'length' | 'pattern' | 'domain'>;
  readonly rest: Record<string, unknown>;
  readonly wrong: readonly string[];
}

/** `pattern` as RE2 has it for a whole text; undefined where RE2 does not know it. */
export type PatternReader = (pattern: string) => string | undefined;

const RANGED: ReadonlySet<ColumnType> = new Set(['integer', 'number', 'date', 'timestamp']);

export function valueRules(type: ColumnType, constraints: Tree, pattern: PatternReader): ValueRules {
  const rest: Record<string, unknown> = {};
  const wrong: string[] = [];
  const rules: { -readonly [K in keyof ValueRules['rules']]: ValueRules['rules'][K] } = {};

  const range: { 'at-least'?: number | string; 'at-most'?: number | string } = {};
  for (const [key, end, step] of ENDS) {
    const given = constraints[key];
    if (given === undefined) continue;
    const value = boundaryOf(type, given);
    if (!RANGED.has(type) || value === undefined) wrong.push(key);
    else if (step === 0) range[end] = tighter(end, range[end], value);
    else if (type === 'integer' && typeof value === 'number') {
      const whole = step > 0 ? Math.floor(value) + 1 : Math.ceil(value) - 1;
      range[end] = tighter(end, range[end], whole);
    } else if (type === 'number') rest[key] = value;
    else wrong.push(key);
  }
  if (range['at-least'] !== undefined || range['at-most'] !== undefined) rules.range = range;

  const [least, most] = [numberOf(constraints.minLength), numberOf(constraints.maxLength)];
  if (least !== undefined || most !== undefined) {
    if (type === 'string') {
      rules.length = {
        ...(least === undefined ? {} : { 'at-least': least }),
        ...(most === undefined ? {} : { 'at-most': most }),
      };
    } else wrong.push('minLength', 'maxLength');
  }
  const expression = textOf(constraints.pattern);
  if (expression !== undefined) {
    const known = type === 'string' ? pattern(expression) : undefined;
    if (known !== undefined) rules.pattern = known;
    else if (type === 'string') rest.pattern = expression;
    else wrong.push('pattern');
  }
  if (Array.isArray(constraints.enum)) {
    const members = domainOf(type, constraints.enum);
    if (members) rules.domain = members;
    else wrong.push('enum');
  }
  return { rules, rest, wrong };
}

const ENDS = [
  ['minimum', 'at-least', 0],
  ['maximum', 'at-most', 0],
  ['exclusiveMinimum', 'at-least', 1],
  ['exclusiveMaximum', 'at-most', -1],
] as const;

function tighter<T extends number | string>(end: 'at-least' | 'at-most', before: T | undefined, now: T): T {
  if (before === undefined) return now;
  return (end === 'at-least') === now > before ? now : before;
}

/** A bound as a contract of ours holds it: a number, or a time as text. */
function boundaryOf(type: ColumnType, given: unknown): number | string | undefined {
  const value =
    typeof given === 'string' && (type === 'integer' || type === 'number') ? Number(given) : given;
  if (!isScalarValue(value) || typeof value === 'boolean') return undefined;
  return boundOf(type, value) === undefined ? undefined : value;
}

/** The members of an enum that are of the type, each once; undefined where one is not. Null is “missing”. */
export function domainOf(type: ColumnType, members: readonly unknown[]): Scalar[] | undefined {
  const typed: Scalar[] = [];
  for (const member of members) {
    if (member === null) continue;
    const value = castMember(type, member);
    if (value === undefined) return undefined;
    if (!typed.includes(value)) typed.push(value);
  }
  return typed.length > 0 ? typed : undefined;
}

/** CSV-minded schemas write the members of numbers as text, too. */
function castMember(type: ColumnType, member: unknown): Scalar | undefined {
  if (!isScalarValue(member)) return undefined;
  if (boundOf(type, member) !== undefined) return member;
  if (typeof member !== 'string' || member.trim() === '') return undefined;
  const value = type === 'boolean' ? { true: true, false: false }[member.toLowerCase()] : Number(member);
  return value === undefined || boundOf(type, value) === undefined ? undefined : value;
}

/** ECMA-262's patterns match anywhere in a text; ours match it whole. */
export function patternAnywhere(pattern: string): string | undefined {
  const grouped = /^\^\(\?:(.+)\)\$$/s.exec(pattern)?.[1];
  if (grouped !== undefined && known(grouped)) return grouped;
  const whole = /^\^((?:[^\\|$]|\\.)*)\$$/s.exec(pattern)?.[1];
  const text = whole !== undefined && whole !== '' ? whole : `(?s:.*)(?:${pattern})(?s:.*)`;
  return known(pattern) && known(text) ? text : undefined;
}

/** Patterns that match a text whole, such as XML Schema's. */
export function patternWhole(pattern: string): string | undefined {
  return pattern !== '' && known(pattern) ? pattern : undefined;
}

function known(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}
