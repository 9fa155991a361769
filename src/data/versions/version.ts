import { digestOf } from '../../system/files.ts';
import { columnTypeOf } from '../engine/column-types.ts';
import type { DataEngine } from '../engine/engine.ts';
import type { ColumnType } from '../engine/frame.ts';
import { identifier } from '../engine/sql.ts';

/**
 * The version of a dataset: a digest of its rows as a multiset. It does not change with the order of rows,
 * files or columns, nor with row groups or the format of the file; it changes with any value, type, column
 * name, missing value, or number of times that a row occurs.
 *
 * Each row becomes a text that no other row has (`textSql`). The four 64-bit words of the SHA-256 of that text
 * are added up over all rows, each word by itself. Adding is what makes order vanish and, unlike XOR, counts
 * rows that occur twice. It tells data apart that differ by accident; against somebody who makes two
 * datasets of one digest on purpose, only the digests of the files protect.
 * @returns `sha256:<hex>`
 */
export async function datasetDigest(engine: DataEngine, table: string): Promise<string> {
  const described = await engine.rows<{ column_name: string; column_type: string }>(
    `DESCRIBE SELECT * FROM ${identifier(table)}`,
  );
  const columns = described
    .map(({ column_name: name, column_type }) => ({ name, type: columnTypeOf(column_type) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const text = columns.map(({ name, type }) => textSql(identifier(name), type)).join(", ',', ");
  const words = [0, 1, 2, 3].map(
    (word) => `sum(CAST('0x' || substr(h, ${word * 16 + 1}, 16) AS UBIGINT))::VARCHAR AS w${word}`,
  );
  const [sums] = await engine.rows<Record<string, string | null>>(
    `SELECT count(*)::VARCHAR AS n, ${words.join(', ')}
     FROM (SELECT sha256(concat(${text})) AS h FROM ${identifier(table)})`,
  );
  const names = columns.map(({ name, type }) => [name, type]);
  return digestOf(JSON.stringify([names, sums?.n, sums?.w0, sums?.w1, sums?.w2, sums?.w3]));
}

/**
 * SQL arguments for `concat` (which skips what is missing) that write one value so that it can be read back: text
 * has its length in bytes before it, and no other type writes a comma or nothing at all.
 */
function textSql(column: string, type: ColumnType): string {
  switch (type) {
    case 'string':
      return `strlen(CAST(${column} AS VARCHAR)), ':', CAST(${column} AS VARCHAR)`;
    case 'timestamp':
      return `CAST(CAST(${column} AS TIMESTAMP) AS VARCHAR)`;
    case 'number':
      return `CAST(CAST(${column} AS DOUBLE) AS VARCHAR)`;
    default:
      return `CAST(${column} AS VARCHAR)`;
  }
}
