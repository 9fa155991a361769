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
