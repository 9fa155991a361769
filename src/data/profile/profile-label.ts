import {
  type Dyadic,
  dyadic,
  dyadicText,
  minus,
  parseDyadic,
  plus,
  rootOfQuotient,
  times,
} from '../../stats/dyadic.ts';
import { ExactSum } from '../../stats/exact-sum.ts';
import type { DataEngine } from '../engine/engine.ts';
import { identifier, literal } from '../engine/sql.ts';
import { columnNamed, doubleLiteral, type TableColumn } from '../engine/table.ts';
import { columnFigures, type FigureOptions } from './profile-column.ts';
import type { Extra } from './profile-extra.ts';
import type { ColumnProfile, MergePart } from './profile-schema.ts';
import { talliesOf } from './tally-table.ts';

/** Columns of texts and of few whole numbers have a cell for each of so many values, and one for all others. */
const MOST_CELLS = 50;

/**
 * The cells of a column for mutual information: edges of bins, the outer two open (times in milliseconds), or
 * values as text, with one more cell for all others.
 */
export type Cells = readonly number[] | readonly string[];

export interface LabelOptions extends FigureOptions {
  /** The column that the others are compared with. */
  readonly label?: string;
  /** Cells by column, in place of the column's own. */
  readonly cells?: ReadonlyMap<string, Cells>;
}

/** The label's column and its cells. */
export interface Label {
  readonly column: TableColumn;
  readonly cells: Cells;
}

/** The label that the options name; throws UserError where there is no such column. */
export async function labelOf(
  engine: DataEngine,
  table: string,
  columns: readonly TableColumn[],
  rows: number,
  options: LabelOptions,
): Promise<Label | undefined> {
  if (options.label === undefined) return undefined;
  const column = columnNamed(columns, options.label, '--label');
  for await (const { tally } of talliesOf(engine, table, [column], rows)) {
    return {
      column,
      cells: options.cells?.get(column.name) ?? cellsOf(columnFigures(column.name, tally, options)),
    };
  }
  return undefined;
}

/** The cells that the profile of a column suggests. */
export function cellsOf({ type, distinct, top, histogram, trues }: ColumnProfile): Cells {
  if (trues !== undefined) return ['false', 'true'];
  if (type === 'string' || (top && top.length > 0 && distinct <= MOST_CELLS)) {
    return (top ?? [])
      .slice(0, MOST_CELLS)
      .map(({ value }) => String(value))
      .sort();
  }
  return histogram?.edges ?? [];
}

/** How `column` goes with the label: two passes over the pairs of values. */
export async function labelFigures(
  engine: DataEngine,
  table: string,
  column: TableColumn,
  profile: ColumnProfile,
  label: Label | undefined,
  options: LabelOptions,
): Promise<Extra> {
  if (!label || label.column.name === column.name) return { figures: {} };
  const cells = options.cells?.get(column.name) ?? cellsOf(profile);
  const both = `${isThere(column)} AND ${isThere(label.column)}`;
  const joint = await jointCounts(engine, table, [column, cells], [label.column, label.cells], both);
  const rows = joint.flat().reduce((sum, count) => sum + count, 0);
  const [x, y] = [numberSql(column), numberSql(label.column)];
  const sums =
    x && y
      ? await momentsTogether(engine, `SELECT ${x}, ${y} FROM ${identifier(table)} AS t WHERE ${both}`, rows)
      : undefined;
  return {
    figures: {
      label: {
        rows,
        ...(sums ? { correlation: correlationOf(sums, rows) } : {}),
        mutualInformation: mutualInformationOf(joint),
      },
    },
    merge: {
      label: {
        ...(sums ? { sums: sums.map(dyadicText) } : {}),
        cells: [...cells],
        labelCells: [...label.cells],
        joint,
      },
    },
  };
}

function isThere({ type, sql }: TableColumn): string {
  const isChecked = type === 'number' || type === 'date' || type === 'timestamp';
  return isChecked ? `coalesce(isfinite(${sql}), false)` : `${sql} IS NOT NULL`;
}

/** SQL of a number or truth value as a double. */
function numberSql({ type, sql }: TableColumn): string | undefined {
  if (type === 'boolean') return `CAST(CAST(${sql} AS INTEGER) AS DOUBLE)`;
  return type === 'integer' || type === 'number' ? `CAST(${sql} AS DOUBLE)` : undefined;
}

type Celled = readonly [column: TableColumn, cells: Cells];

async function jointCounts(
  engine: DataEngine,
  table: string,
  first: Celled,
  second: Celled,
  condition: string,
): Promise<number[][]> {
  const found = await engine.rows<{ a: number; b: number; n: number }>(
    `SELECT ${cellSql(first)} AS a, ${cellSql(second)} AS b, count(*) AS n FROM ${identifier(table)} AS t
     WHERE ${condition} GROUP BY ALL`,
  );
  const size = ([, cells]: Celled) => (isEdges(cells) ? Math.max(1, cells.length - 1) : cells.length + 1);
  const joint = Array.from({ length: size(first) }, () => Array.from({ length: size(second) }, () => 0));
  for (const { a, b, n } of found) (joint[a] as number[])[b] = n;
  return joint;
}

function isEdges(cells: Cells): cells is readonly number[] {
  return typeof cells[0] === 'number';
}

/** SQL of the index of a value's cell. */
function cellSql([{ type, sql }, cells]: Celled): string {
  if (!isEdges(cells)) {
    const cases = cells.map((value, index) => `WHEN ${literal(value)} THEN ${index}`);
    return cases.length === 0
      ? '0'
      : `CASE CAST(${sql} AS VARCHAR) ${cases.join(' ')} ELSE ${cells.length} END`;
  }
  const isTime = type === 'date' || type === 'timestamp';
  const value = isTime ? `epoch_us(CAST(${sql} AS TIMESTAMP)) / 1000` : sql;
  const inner = cells.slice(1, -1).map((edge) => `CAST(${value} >= ${doubleLiteral(edge)} AS INTEGER)`);
  return inner.length === 0 ? '0' : inner.join(' + ');
}

type Together = readonly [x: Dyadic, xx: Dyadic, y: Dyadic, yy: Dyadic, xy: Dyadic];

async function momentsTogether(engine: DataEngine, sql: string, rows: number): Promise<Together> {
  const [first = new Float64Array(), second = new Float64Array()] = await engine.numbers(sql, [
    new Float64Array(rows),
    new Float64Array(rows),
  ]);
  const [x, xx, y, yy, xy] = [new ExactSum(), new ExactSum(), new ExactSum(), new ExactSum(), new ExactSum()];
  for (let i = 0; i < first.length; i++) {
    const [a, b] = [first[i] as number, second[i] as number];
    x.add(a);
    xx.addProduct(a, a);
    y.add(b);
    yy.addProduct(b, b);
    xy.addProduct(a, b);
  }
  return [x.total(), xx.total(), y.total(), yy.total(), xy.total()];
}

/** Pearson's correlation, rounded once; null where one of the two is constant. */
function correlationOf([x, xx, y, yy, xy]: Together, rows: number): number | null {
  const n = dyadic(BigInt(rows), 0);
  const [spreadX, spreadY] = [minus(times(n, xx), times(x, x)), minus(times(n, yy), times(y, y))];
  const together = minus(times(n, xy), times(x, y));
  if (spreadX.mantissa <= 0n || spreadY.mantissa <= 0n) return null;
  const size = rootOfQuotient(times(together, together), times(spreadX, spreadY));
  return together.mantissa < 0n ? -size : size;
}

/** In nats: Σ p(a, b) ln(p(a, b) / (p(a) p(b))); null without a row. */
function mutualInformationOf(joint: readonly (readonly number[])[]): number | null {
  const rows = joint.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = (joint[0] ?? []).map((_, b) => joint.reduce((sum, row) => sum + (row[b] ?? 0), 0));
  const n = rows.reduce((sum, count) => sum + count, 0);
  if (n === 0) return null;
  let information = 0;
  for (const [a, row] of joint.entries()) {
    for (const [b, count] of row.entries()) {
      if (count === 0) continue;
      information += (count / n) * Math.log((count * n) / ((rows[a] ?? 0) * (columns[b] ?? 0)));
    }
  }
  return Math.max(0, information);
}

/** Exact where the parts have the same cells; the mutual information is left out where they have not. */
export function mergeLabels(columns: readonly ColumnProfile[]): Extra {
  const parts = columns.flatMap(({ label, merge }) =>
    label && merge?.label ? [{ label, part: merge.label }] : [],
  );
  const [first] = parts;
  if (!first) return { figures: {} };
  const rows = parts.reduce((total, { label }) => total + label.rows, 0);
  const sums = parts.every(({ part }) => part.sums)
    ? addTogether(parts.map(({ part }) => part.sums ?? []))
    : undefined;
  const cellsText = ({ cells, labelCells, joint }: NonNullable<MergePart['label']>) =>
    joint ? JSON.stringify([cells, labelCells]) : undefined;
  const text = cellsText(first.part);
  const isSame = text !== undefined && parts.every(({ part }) => cellsText(part) === text);
  const joint = isSame
    ? (first.part.joint ?? []).map((row, a) =>
        row.map((_, b) => parts.reduce((total, { part }) => total + (part.joint?.[a]?.[b] ?? 0), 0)),
      )
    : undefined;
  const { cells, labelCells } = first.part;
  return {
    figures: {
      label: {
        rows,
        ...(sums ? { correlation: correlationOf(sums, rows) } : {}),
        ...(joint ? { mutualInformation: mutualInformationOf(joint) } : {}),
      },
    },
    merge: {
      label: {
        ...(sums ? { sums: sums.map(dyadicText) } : {}),
        ...(joint && cells && labelCells ? { cells, labelCells, joint } : {}),
      },
    },
  };
}

function addTogether(parts: readonly (readonly string[])[]): Together {
  const at = (index: number) => parts.map((sums) => parseDyadic(sums[index] ?? '0p0')).reduce(plus);
  return [at(0), at(1), at(2), at(3), at(4)];
}
