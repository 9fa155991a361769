/** What sentences about figures are put together from. */

/** A number of rows and the like: `13,939`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
