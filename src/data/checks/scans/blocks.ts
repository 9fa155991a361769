import type { DataEngine } from '../../engine/engine.ts';
import { identifier, literal } from '../../engine/sql.ts';
import type { TableColumn } from '../../engine/table.ts';

/** Blocks that a dataset is divided into, at most. */
const BLOCKS = 40;
/** Rows of a block, at least. */
const BLOCK_ROWS = 50;
/** Columns in one query. */
const BATCH = 32;

/** How rows come into contiguous blocks. */
export interface Blocks {
  /** SQL of the block's number, from 0, over the table `t` with its rows numbered from 0 as `scan_row`. */
  readonly sql: string;
  /** What the blocks divide: `time`, files, or the order of rows. */
  readonly by: 'time' | 'files' | 'rows';
  /** Where a block begins, as a person says it. */
  startOf(block: number): string;
}

/** Equally long stretches of time between the first and the last row; undefined where there are too few rows. */
export async function timeBlocks(
  engine: DataEngine,
  table: string,
  rows: number,
  { sql }: TableColumn,
): Promise<Blocks | undefined> {
  const count = Math.min(BLOCKS, Math.floor(rows / BLOCK_ROWS));
  const time = `epoch_ms(CAST(${sql} AS TIMESTAMP))`;
  const [ends] = await engine.rows<{ low: number | null; high: number | null }>(
    `SELECT min(${time}) AS low, max(${time}) AS high FROM ${identifier(table)} AS t WHERE isfinite(${sql})`,
  );
  const { low = null, high = null } = ends ?? {};
  if (count < 4 || low === null || high === null || high <= low) return undefined;
  const width = (high - low + 1) / count;
  return {
    sql: `CASE WHEN isfinite(${sql}) THEN CAST(floor((${time} - ${literal(low)}) / ${literal(width)}) AS INTEGER) END`,
    by: 'time',
    startOf: (block) => new Date(low + block * width).toISOString().slice(0, 10),
  };
}

/** Equally many rows, in the order of reading; with several files no block has rows of two. */
export function rowBlocks(
  rows: number,
  files: readonly { shown: string; rows: number }[],
): Blocks | undefined {
  const size = Math.max(BLOCK_ROWS, Math.ceil(rows / BLOCKS));
  const starts: { row: number; text: string }[] = [];
  let before = 0;
  for (const { shown, rows: own } of files) {
    const parts = Math.max(1, Math.round(own / size));
    for (let part = 0; part < parts && own > 0; part++) {
      const row = Math.floor((own * part) / parts);
      const text =
        files.length === 1
          ? `row ${(row + 1).toLocaleString('en-US')}`
          : `row ${(row + 1).toLocaleString('en-US')} of ${shown}`;
      starts.push({ row: before + row, text });
    }
    before += own;
  }
  if (starts.length < 2 || starts.length > 10 * BLOCKS) return undefined;
  const cases = starts.slice(1).map(({ row }, index) => `WHEN scan_row < ${row} THEN ${index}`);
  return {
    sql: `CASE ${cases.join(' ')} ELSE ${starts.length - 1} END`,
    by: files.length > 1 ? 'files' : 'rows',
    startOf: (block) => starts[block]?.text ?? '',
  };
}

/** Figures of each block, by name; a block without rows is left out. */
export type BlockFigures = { readonly block: number; readonly rows: number } & Record<string, number | null>;

/** One figure for each block and expression (SQL aggregates over `t`). */
export async function figuresOfBlocks(
  engine: DataEngine,
  table: string,
  blocks: Blocks,
  aggregates: Readonly<Record<string, string>>,
): Promise<BlockFigures[]> {
  const entries = Object.entries(aggregates);
  let figures: BlockFigures[] = [];
  const numbered =
    blocks.by === 'time'
      ? identifier(table)
      : `(SELECT *, row_number() OVER () - 1 AS scan_row FROM ${identifier(table)})`;
  for (let start = 0; start < Math.max(entries.length, 1); start += BATCH) {
    const selected = entries
      .slice(start, start + BATCH)
      .map(([name, sql]) => `, ${sql} AS ${identifier(name)}`);
    const found = await engine.rows<BlockFigures>(
      `SELECT * FROM (SELECT ${blocks.sql} AS block, count(*) AS rows${selected.join('')} FROM ${numbered} AS t GROUP BY 1)
       WHERE block IS NOT NULL ORDER BY block`,
    );
    figures = start === 0 ? found : figures.map((figure, index) => ({ ...figure, ...found[index] }));
  }
  return figures;
}

/** A stretch of blocks [from, to) whose level is not that of the others. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly inside: number;
  readonly outside: number;
  /** How much blocks differ within the stretch and within the rest (a pooled standard deviation). */
  readonly noise: number;
}

/** The stretch that parts the levels best, by least squares; of two halves the smaller one is the stretch. */
export function bestStretch(levels: readonly number[]): Stretch | undefined {
  const n = levels.length;
  const sums = [0];
  let squares = 0;
  for (const level of levels) {
    sums.push((sums.at(-1) as number) + level);
    squares += level * level;
  }
  const total = sums[n] as number;
  let best: { from: number; to: number; explained: number } | undefined;
  for (let from = 0; from < n; from++) {
    for (let to = from + 1; to <= n; to++) {
      const size = to - from;
      if (2 * size > n || (2 * size === n && from === 0)) continue;
      const sum = (sums[to] as number) - (sums[from] as number);
      const explained = sum ** 2 / size + (total - sum) ** 2 / (n - size);
      if (!best || explained > best.explained) best = { from, to, explained };
    }
  }
  if (!best) return undefined;
  const { from, to, explained } = best;
  const sum = (sums[to] as number) - (sums[from] as number);
  return {
    from,
    to,
    inside: sum / (to - from),
    outside: (total - sum) / (n - to + from),
    noise: Math.sqrt(Math.max(0, squares - explained) / Math.max(1, n - 2)),
  };
}

/** `from 2024-03-01 on`, `before 2024-03-01`, or `from 2024-03-01 to before 2024-04-01`. */
export function stretchText(blocks: Blocks, figures: readonly BlockFigures[], { from, to }: Stretch): string {
  const start = (place: number) => blocks.startOf(figures[place]?.block ?? 0);
  if (to >= figures.length) return `from ${start(from)} on`;
  return from === 0 ? `before ${start(to)}` : `from ${start(from)} to before ${start(to)}`;
}

/** SQL condition of the rows of a stretch. */
export function stretchSql({ sql }: Blocks, figures: readonly BlockFigures[], { from, to }: Stretch): string {
  return `(${sql}) BETWEEN ${figures[from]?.block} AND ${figures[to - 1]?.block}`;
}
