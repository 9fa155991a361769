import type { DataEngine } from '../../engine/engine.ts';
import { identifier } from '../../engine/sql.ts';
import type { TableColumn } from '../../engine/table.ts';
import { isNumberTally, type Tally } from '../../profile/tally.ts';
import { partOf, percentage, quoted } from '../phrases.ts';
import type { Finding } from './finding.ts';

/** Repeats are only told where there are so many times more than chance makes. */
const CHANCE = 10;
const SHOWN = 5;

/** The probability that two rows have the same value in a column, missing being a value. */
export function collision(tally: Tally): number {
  const specials = isNumberTally(tally)
    ? [tally.missing, tally.nan, tally.positiveInfinities, tally.negativeInfinities]
    : [tally.missing];
  let sum = specials.reduce((total, count) => total + count * count, 0);
  for (const count of tally.counts) sum += count * count;
  return sum / Math.max(1, tally.rows) ** 2;
}

/** Repeats that rows have by chance: as many as if the three columns that vary most were independent. */
function repeatsByChance(rows: number, collisions: readonly number[]): number {
  const [a = 1, b = 1, c = 1] = [...collisions].sort((x, y) => x - y);
  return ((rows * (rows - 1)) / 2) * a * b * c;
}

/** SQL of a 64-bit digest of the row; equal rows have the same. */
export function rowHash(columns: readonly TableColumn[]): string {
  return `hash(${columns.map(({ name }) => `t.${identifier(name)}`).join(', ')})`;
}

/**
 * Rows that repeat an earlier one in every column. A table in which rows are expected to coincide (a few columns
 * with a few values each) is left alone: told are repeats far beyond chance that are less than half of the rows,
 * and tables in which each row occurs equally often (a file that was read twice).
 */
export async function duplicatesFinding(
  engine: DataEngine,
  table: string,
  columns: readonly TableColumn[],
  rows: number,
  collisions: readonly number[],
  limit: number,
): Promise<Finding | undefined> {
  if (rows < 2 || columns.length === 0) return undefined;
  const hash = rowHash(columns);
  const [found] = await engine.rows<{ different: number; fewest: number; most: number }>(
    `SELECT count(*) AS different, min(n) AS fewest, max(n) AS most FROM (
       SELECT count(*) AS n FROM ${identifier(table)} AS t GROUP BY ${hash})`,
  );
  const { different = rows, fewest = 1, most = 1 } = found ?? {};
  const count = rows - different;
  if (count <= limit * rows || count <= CHANCE * repeatsByChance(rows, collisions)) return undefined;
  const isWhole = fewest === most && different > 20;
  if (count > rows / 2 && !isWhole) return undefined;
  if (isWhole && count < rows / 2) return undefined;
  const examples = await engine.rows<{ r: number }>(
    `SELECT r FROM (SELECT r, row_number() OVER (PARTITION BY h ORDER BY r) AS place
       FROM (SELECT row_number() OVER () AS r, ${hash} AS h FROM ${identifier(table)} AS t)) WHERE place > 1 ORDER BY r LIMIT ${SHOWN}`,
  );
  const what = isWhole
    ? `each row occurs ${most.toLocaleString('en-US')} times`
    : `${partOf(count, rows, 'row')} ${count === 1 ? 'repeats' : 'repeat'} an earlier one in every column`;
  const allowed = limit > 0 ? `, at most ${percentage(limit)} may` : '';
  return {
    check: 'duplicates',
    column: null,
    count,
    sentence: `${quoted(table)}: ${what}${allowed}`,
    cure: 'Look for a file that was delivered or read twice, and keep each row once; `keys` in the contract says what makes a row one of its kind.',
    offending: { examples: examples.map(({ r }) => ({ row: r, value: null })) },
  };
}
