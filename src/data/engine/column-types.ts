import type { ColumnType } from './frame.ts';

/**
 * The contract's word for a DuckDB type as `DESCRIBE` names it. Whatever is neither a number, a truth
 * value nor a time is text: ENUM, UUID, TIME, BLOB and nested types included.
 */
export function columnTypeOf(sqlType: string): ColumnType {
  const name = sqlType.trim().toUpperCase();
  if (name.endsWith(']')) return 'string';
  if (/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/.test(name) || name === 'BIGNUM') return 'integer';
  if (name === 'FLOAT' || name === 'DOUBLE' || name.startsWith('DECIMAL')) return 'number';
  if (name === 'BOOLEAN') return 'boolean';
  if (name === 'DATE') return 'date';
  if (name.startsWith('TIMESTAMP')) return 'timestamp';
  return 'string';
}

/** The DuckDB type that holds a column of the contract's `type`. Timestamps are UTC, without a zone. */
export function sqlTypeOf(type: ColumnType): string {
  return SQL_TYPES[type];
}

const SQL_TYPES: Record<ColumnType, string> = {
  integer: 'BIGINT',
  number: 'DOUBLE',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP',
  date: 'DATE',
};
