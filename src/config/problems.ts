import { UserError } from '../system/errors.ts';
import { nearest } from '../system/nearest.ts';
import { shortened } from '../system/schema-check.ts';

/** Beyond these a person mends the first ones first. */
const TOLD = 10;

/**
 * Throws the one UserError that tells all problems of `file`, a line each; the first ten are told and
 * the others counted.
 */
export function failWith(file: string, lines: readonly string[], hint?: string): never {
  const told = lines.slice(0, TOLD);
  const more = lines.length - told.length;
  const heading = lines.length === 1 ? [] : [`${file} has ${lines.length} problems:`];
  const rest = more > 0 ? [`… and ${more} more`] : [];
  throw new UserError([...heading, ...told, ...rest].join('\n'), hint === undefined ? {} : { hint });
}

/** `"weathr" is no source; did you mean "weather"? data.sources has: flights, weather`. */
export function notAmong(name: string, names: readonly string[], what: string, where: string): string {
  const meant = nearest(name, names);
  const question = meant === undefined ? '.' : `; did you mean "${meant}"?`;
  const there = names.length > 0 ? [...new Set(names)].join(', ') : 'none';
  return `${shortened(name)} ${what}${question} ${where}: ${there}`;
}
