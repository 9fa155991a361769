import type * as DuckDB from '@duckdb/node-api';

/**
 * Appends the values of a DOUBLE vector to `target` from `at` on, without the missing ones.
 * @returns where the next one goes
 */
export function appendNumbers(vector: DuckDB.DuckDBVector, target: Float64Array, at: number): number {
  const raw = rawNumbers(vector);
  if (!raw) return appendItems(vector, target, at);
  const { items, valid } = raw;
  if (!valid) {
    target.set(items, at);
    return at + items.length;
  }
  let end = at;
  for (let row = 0; row < items.length; row++) {
    if (((valid[row >>> 5] as number) >>> (row & 31)) & 1) target[end++] = items[row] as number;
  }
  return end;
}

/** What the public interface gives: one call a value, ten times as slow. */
function appendItems(vector: DuckDB.DuckDBVector, target: Float64Array, at: number): number {
  let end = at;
  for (let row = 0; row < vector.itemCount; row++) {
    const value = vector.getItem(row);
    if (value === null) continue;
    if (typeof value !== 'number') throw new TypeError('a column of the query is not DOUBLE');
    target[end++] = value;
  }
  return end;
}

/**
 * The typed array behind a vector, and the bits that say which values are there (undefined: all). They are no
 * public part of `@duckdb/node-api`, so they are taken only where they are what they look like.
 */
function rawNumbers(
  vector: DuckDB.DuckDBVector,
): { items: Float64Array; valid: Uint32Array | undefined } | undefined {
  const { items, validity } = vector as unknown as { items?: unknown; validity?: unknown };
  if (!(items instanceof Float64Array) || items.length !== vector.itemCount) return undefined;
  if (typeof validity !== 'object' || validity === null) return undefined;
  const { data, offset } = validity as { data?: unknown; offset?: unknown };
  if (data === null) return { items, valid: undefined };
  if (!(data instanceof BigUint64Array) || offset !== 0 || data.length * 64 < items.length) return undefined;
  return { items, valid: new Uint32Array(data.buffer, data.byteOffset, 2 * data.length) };
}
