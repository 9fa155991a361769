import { canonicalJson } from '../../system/files.ts';
import { quoted } from '../checks/phrases.ts';

/**
 * What a change of a contract means: `breaking` where data that kept the contract may break it now, or where a
 * column that others rely on is gone; `loosening` where more is allowed; `neutral` for all else.
 */
export type ChangeEffect = 'breaking' | 'loosening' | 'neutral';

/** A change before it is known where it is. */
export type FoundChange = readonly [rule: string, effect: ChangeEffect, what: string];

type Bound = number | string | undefined;

/** A lowest value: higher is stricter. */
export function lower(rule: string, before: Bound, after: Bound, what: string): FoundChange[] {
  return bound(rule, before, after, what, (old, now) => now > old);
}

/** A highest value: lower is stricter. */
export function upper(rule: string, before: Bound, after: Bound, what: string): FoundChange[] {
  return bound(rule, before, after, what, (old, now) => now < old);
}

function bound(
  rule: string,
  before: Bound,
  after: Bound,
  what: string,
  stricter: (old: number | string, now: number | string) => boolean,
): FoundChange[] {
  if (before === after) return [];
  if (after === undefined)
    return [[rule, 'loosening', `${what} was ${quoted(before)}, now there is no bound`]];
  if (before === undefined)
    return [[rule, 'breaking', `${what} is now ${quoted(after)}, before there was no bound`]];
  // Bounds of unlike types belong to unlike types of the column.
  const tight = typeof before !== typeof after || stricter(before, after);
  return [[rule, tight ? 'breaking' : 'loosening', `${what} was ${quoted(before)}, now ${quoted(after)}`]];
}

/** A rule that can only be there, be gone, or be another one. */
export function otherwise(rule: string, before: unknown, after: unknown): FoundChange[] {
  if (canonicalJson(before ?? null) === canonicalJson(after ?? null)) return [];
  if (after === undefined) return [[rule, 'loosening', `${quoted(rule)} was removed`]];
  return [[rule, 'breaking', `${quoted(rule)} was ${before === undefined ? 'added' : 'changed'}`]];
}
