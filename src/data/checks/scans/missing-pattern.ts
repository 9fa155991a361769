import type { TableColumn } from '../../engine/table.ts';
import { partOf, percentage, quoted } from '../phrases.ts';
import { type BlockFigures, type Blocks, bestStretch, stretchText } from './blocks.ts';
import type { Finding } from './finding.ts';

/** The share of missing values must differ by this much. */
const DIFFERENCE = 0.3;
/** And by so many times what it does otherwise. */
const NOISE = 6;
/** With fewer blocks nobody knows how much it does. */
const FEWEST_BLOCKS = 4;

/** The aggregates that `missingPatternFinding` needs of a column. */
export function missingAggregates({ sql }: TableColumn, key: string): Record<string, string> {
  return { [`present_${key}`]: `count(${sql})` };
}

/**
 * Values that suddenly begin or cease to be missing: a stretch of time or of files in which the share of missing
 * values is far from that of the rest, which it hardly ever is otherwise.
 */
export function missingPatternFinding(
  column: TableColumn,
  key: string,
  blocks: Blocks,
  figures: readonly BlockFigures[],
): Finding | undefined {
  if (figures.length < FEWEST_BLOCKS) return undefined;
  const missing = figures.map((figure) => figure.rows - (figure[`present_${key}`] ?? 0));
  const stretch = bestStretch(missing.map((count, index) => count / (figures[index]?.rows ?? 1)));
  if (!stretch) return undefined;
  const { inside, outside, noise } = stretch;
  const difference = Math.abs(inside - outside);
  if (difference < DIFFERENCE || difference < NOISE * noise) return undefined;
  const own = figures.slice(stretch.from, stretch.to);
  const rows = own.reduce((sum, figure) => sum + figure.rows, 0);
  const lost = missing.slice(stretch.from, stretch.to).reduce((sum, count) => sum + count, 0);
  if (rows < 30) return undefined;
  const where = stretchText(blocks, figures, stretch);
  return {
    check: 'missing-pattern',
    column: column.name,
    count: inside > outside ? lost : rows - lost,
    sentence: `${quoted(column.name)}: ${partOf(lost, rows, 'value')} ${lost === 1 ? 'is' : 'are'} missing ${where}, but ${percentage(outside)} in all other rows`,
    cure: `Find out what changed in the source of ${quoted(column.name)} there; leave those rows out of training, or bring the values.`,
  };
}
