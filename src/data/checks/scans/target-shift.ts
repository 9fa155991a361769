import type { Task } from '../../../config/schema/model.ts';
import type { DataEngine } from '../../engine/engine.ts';
import { identifier } from '../../engine/sql.ts';
import type { TableColumn } from '../../engine/table.ts';
import { percentage, quoted } from '../phrases.ts';
import type { Blocks } from './blocks.ts';
import type { Finding } from './finding.ts';

/** How far the label of a stretch must be from that of the others: the Jensen-Shannon distance (base 2), or standard deviations. */
const DISTANCE = { classes: 0.2, numbers: 1 };
/** And so many times the median distance: where labels always move, a move is no news. */
const USUAL = 4;
/** Rows of a stretch, at least. */
const ROWS = 100;
/** More classes than this have too few rows in a stretch. */
const CLASSES = 50;

/** Times at which the label is distributed quite otherwise than at all others. */
export async function targetShiftFinding(
  engine: DataEngine,
  table: string,
  label: TableColumn,
  task: Task,
  blocks: Blocks,
): Promise<Finding | undefined> {
  const isNumber = task === 'regression';
  const stretches = isNumber
    ? await numberDistances(engine, table, label, blocks)
    : await classDistances(engine, table, label, blocks);
  if (stretches.length < 4) return undefined;
  const sorted = stretches.map(({ distance }) => distance).sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] as number;
  const worst = stretches.reduce((a, b) => (b.distance > a.distance ? b : a));
  const bound = Math.max(DISTANCE[isNumber ? 'numbers' : 'classes'], USUAL * usual);
  if (worst.distance <= bound) return undefined;
  const next = stretches[stretches.indexOf(worst) + 1];
  const where = `from ${blocks.startOf(worst.block)}${next ? ` to before ${blocks.startOf(next.block)}` : ' on'}`;
  return {
    check: 'target-shift',
    column: label.name,
    count: worst.rows,
    sentence: `The label ${quoted(label.name)} is distributed otherwise ${where}: ${worst.text} (${isNumber ? 'standard deviations' : 'Jensen-Shannon distance'} ${worst.distance.toFixed(2)}, usually ${usual.toFixed(2)})`,
    cure: 'Find out whether the label is made or recorded otherwise there; a model learned before it will be miscalibrated after it.',
  };
}

interface StretchDistance {
  readonly block: number;
  readonly rows: number;
  readonly distance: number;
  readonly text: string;
}

async function classDistances(
  engine: DataEngine,
  table: string,
  { sql }: TableColumn,
  blocks: Blocks,
): Promise<StretchDistance[]> {
  const found = await engine.rows<{ block: number; class: string; n: number }>(
    `SELECT ${blocks.sql} AS block, CAST(${sql} AS VARCHAR) AS class, count(*) AS n FROM ${identifier(table)} AS t
     WHERE ${sql} IS NOT NULL AND (${blocks.sql}) IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const classes = [...new Set(found.map((row) => row.class))];
  if (classes.length < 2 || classes.length > CLASSES) return [];
  const totals = new Map<string, number>();
  const byBlock = new Map<number, Map<string, number>>();
  for (const { block, class: name, n } of found) {
    totals.set(name, (totals.get(name) ?? 0) + n);
    byBlock.set(block, (byBlock.get(block) ?? new Map()).set(name, n));
  }
  const all = [...totals.values()].reduce((sum, n) => sum + n, 0);
  return [...byBlock].flatMap(([block, counts]): StretchDistance[] => {
    const rows = [...counts.values()].reduce((sum, n) => sum + n, 0);
    if (rows < ROWS || rows === all) return [];
    const here = classes.map((name) => (counts.get(name) ?? 0) / rows);
    const others = classes.map((name) => ((totals.get(name) ?? 0) - (counts.get(name) ?? 0)) / (all - rows));
    const most = classes
      .map((_, k) => k)
      .reduce((a, b) => (gap(here, others, b) > gap(here, others, a) ? b : a));
    const text = `${quoted(classes[most])} is ${percentage(here[most] as number)} there, ${percentage(others[most] as number)} elsewhere`;
    return [{ block, rows, distance: jensenShannon(here, others), text }];
  });
}

const gap = (a: readonly number[], b: readonly number[], k: number) =>
  Math.abs((a[k] as number) - (b[k] as number));

function jensenShannon(p: readonly number[], q: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < p.length; k++) {
    const [a, b] = [p[k] as number, q[k] as number];
    const middle = (a + b) / 2;
    if (a > 0) sum += (a * Math.log2(a / middle)) / 2;
    if (b > 0) sum += (b * Math.log2(b / middle)) / 2;
  }
  return Math.sqrt(Math.max(0, sum));
}

async function numberDistances(
  engine: DataEngine,
  table: string,
  { sql }: TableColumn,
  blocks: Blocks,
): Promise<StretchDistance[]> {
  const value = `CAST(${sql} AS DOUBLE)`;
  const found = await engine.rows<{ block: number; n: number; mean: number; deviation: number }>(
    `SELECT ${blocks.sql} AS block, count(*) AS n, avg(${value}) AS mean, stddev_pop(${value}) AS deviation
     FROM ${identifier(table)} AS t WHERE isfinite(${value}) AND (${blocks.sql}) IS NOT NULL GROUP BY 1 ORDER BY 1`,
  );
  const all = found.reduce((sum, { n }) => sum + n, 0);
  const total = found.reduce((sum, { n, mean }) => sum + n * mean, 0);
  const spread = Math.sqrt(found.reduce((sum, { n, deviation }) => sum + n * deviation ** 2, 0) / all);
  return found.flatMap(({ block, n, mean }): StretchDistance[] => {
    if (n < ROWS || n === all || !(spread > 0)) return [];
    const others = (total - n * mean) / (all - n);
    const text = `its mean is ${mean.toPrecision(4)} there, ${others.toPrecision(4)} elsewhere`;
    return [{ block, rows: n, distance: Math.abs(mean - others) / spread, text }];
  });
}
