import type { Value } from './frame.ts';

/** `name` as a quoted SQL identifier: safe for any text, quotes and newlines included. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `value` as an SQL literal. */
export function literal(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') {
    return Number.isFinite(value) ? String(value) : `'${value}'::DOUBLE`;
  }
  const quoted = value.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  // SQL text ends at a NUL, so that character can only be computed.
  return quoted.length === 1 ? `${quoted[0]}` : `(${quoted.join(' || chr(0) || ')})`;
}
