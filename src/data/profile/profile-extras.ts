import type { DataEngine } from '../engine/engine.ts';
import { identifier } from '../engine/sql.ts';
import type { TableColumn } from '../engine/table.ts';
import { type Extra, withExtras } from './profile-extra.ts';
import { mergeLabels } from './profile-label.ts';
import type { ColumnProfile } from './profile-schema.ts';
import { mergeWeighted } from './profile-weight.ts';

/** The number of items of the lists in a column of lists. */
export async function listFigures(engine: DataEngine, table: string, column: TableColumn): Promise<Extra> {
  if (!column.sqlType.endsWith(']')) return { figures: {} };
  const length = `len(t.${identifier(column.name)})`;
  const [found] = await engine.rows<{ n: number; low: number; high: number; items: number }>(
    `SELECT count(${length}) AS n, min(${length}) AS low, max(${length}) AS high, CAST(sum(${length}) AS BIGINT) AS items
     FROM ${identifier(table)} AS t`,
  );
  if (!found || found.n === 0) return { figures: {}, merge: { items: 0 } };
  const { n, low, high, items } = found;
  return { figures: { items: { minimum: low, maximum: high, mean: items / n } }, merge: { items } };
}

/** How many values of a binary column are not UTF-8; no column of text holds any. */
export async function utf8Figures(engine: DataEngine, table: string, column: TableColumn): Promise<Extra> {
  if (column.sqlType !== 'BLOB') return { figures: {} };
  const value = `t.${identifier(column.name)}`;
  const [found] = await engine.rows<{ n: number }>(
    `SELECT count(*) AS n FROM ${identifier(table)} AS t WHERE ${value} IS NOT NULL AND TRY(decode(${value})) IS NULL`,
  );
  return { figures: { invalidUtf8: found?.n ?? 0 } };
}

/** The extras of joined columns, put to the joined profile of the column. */
export function mergeExtras(merged: ColumnProfile, columns: readonly ColumnProfile[]): ColumnProfile {
  return withExtras(merged, [
    mergeLists(columns),
    mergeUtf8(columns),
    mergeLabels(columns),
    mergeWeighted(merged.type, columns),
  ]);
}

function mergeLists(columns: readonly ColumnProfile[]): Extra {
  if (columns.every(({ merge }) => merge?.items === undefined)) return { figures: {} };
  const items = columns.reduce((sum, { merge }) => sum + (merge?.items ?? 0), 0);
  const spans = columns.flatMap((column) => column.items ?? []);
  if (spans.length === 0) return { figures: {}, merge: { items } };
  const present = columns.reduce((sum, column) => sum + column.present, 0);
  return {
    figures: {
      items: {
        minimum: Math.min(...spans.map(({ minimum }) => minimum)),
        maximum: Math.max(...spans.map(({ maximum }) => maximum)),
        mean: items / present,
      },
    },
    merge: { items },
  };
}

function mergeUtf8(columns: readonly ColumnProfile[]): Extra {
  const counts = columns.flatMap(({ invalidUtf8 }) => invalidUtf8 ?? []);
  return { figures: counts.length === 0 ? {} : { invalidUtf8: counts.reduce((a, b) => a + b) } };
}
