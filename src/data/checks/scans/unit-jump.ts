import type { DataEngine } from '../../engine/engine.ts';
import { identifier } from '../../engine/sql.ts';
import type { TableColumn } from '../../engine/table.ts';
import { counted, quoted } from '../phrases.ts';
import { type BlockFigures, type Blocks, bestStretch, stretchSql, stretchText } from './blocks.ts';
import type { Finding } from './finding.ts';

/** Factors between units, and what changed where one of them is found. */
const FACTORS: readonly (readonly [number, string])[] = [
  [10, 'a factor of 10'],
  [100, 'a factor of 100, as between a share and a percentage, or cents and whole units'],
  [1000, 'a factor of 1,000, as between grams and kilograms, or seconds and milliseconds'],
  [10_000, 'a factor of 10,000'],
  [1_000_000, 'a factor of 1,000,000'],
  [1024, 'a factor of 1,024, as between bytes and kibibytes'],
  [60, 'a factor of 60, as between seconds and minutes'],
  [3600, 'a factor of 3,600, as between seconds and hours'],
  [24, 'a factor of 24, as between hours and days'],
  [2.54, 'a factor of 2.54, as between inches and centimetres'],
  [25.4, 'a factor of 25.4, as between inches and millimetres'],
  [1 / 0.3048, 'a factor of 0.3048, as between feet and metres'],
  [1.609344, 'a factor of 1.609, as between miles and kilometres'],
  [1.852, 'a factor of 1.852, as between nautical miles and kilometres'],
  [3.6, 'a factor of 3.6, as between metres a second and kilometres an hour'],
  [1 / 0.45359237, 'a factor of 2.205, as between kilograms and pounds'],
  [28.349523125, 'a factor of 28.35, as between grams and ounces'],
  [3.785411784, 'a factor of 3.785, as between litres and gallons'],
  [33.86389, 'a factor of 33.86, as between inches of mercury and hectopascals'],
];

/**
 * How far the logarithm of the ratio may be from that of the factor, at most, and those of the quantiles. Powers of
 * ten are so far apart that much scatter leaves no doubt which one it is.
 */
const TOLERANCE = { level: 0.03, quantiles: 0.1 };
const TOLERANCE_OF_TENS = { level: 0.3, quantiles: 0.4 };
/** With fewer blocks nobody knows how much they differ otherwise. */
const FEWEST_BLOCKS = 6;
/** The jump is so many times what blocks differ otherwise. */
const NOISE = 6;

/** The aggregates that `unitJumpFinding` needs of a column. */
export function unitJumpAggregates({ sql }: TableColumn, key: string): Record<string, string> {
  const finite = `${sql} <> 0 AND isfinite(CAST(${sql} AS DOUBLE))`;
  return { [`level_${key}`]: `avg(CASE WHEN ${finite} THEN ln(abs(CAST(${sql} AS DOUBLE))) END)` };
}

/**
 * A column of numbers whose level jumps between contiguous blocks by the factor of two units. The mean of the
 * logarithms moves by exactly the logarithm of the factor, far beyond what it does otherwise; and then all
 * quantiles must have moved by that factor, for a change of what is measured moves only some.
 */
export async function unitJumpFinding(
  engine: DataEngine,
  table: string,
  column: TableColumn,
  key: string,
  blocks: Blocks,
  all: readonly BlockFigures[],
): Promise<Finding | undefined> {
  const figures = all.filter((figure) => figure[`level_${key}`] !== null);
  if (figures.length < FEWEST_BLOCKS) return undefined;
  const stretch = bestStretch(figures.map((figure) => figure[`level_${key}`] as number));
  if (!stretch) return undefined;
  const jump = stretch.inside - stretch.outside;
  const size = stretch.to - stretch.from;
  const error = stretch.noise * Math.sqrt(1 / size + 1 / (figures.length - size));
  const factor = FACTORS.map((one) => ({ one, miss: Math.abs(Math.abs(jump) - Math.log(one[0])) }))
    .filter(({ one, miss }) => miss <= Math.min(toleranceOf(one[0]).level, Math.max(0.01, 3 * error)))
    .sort((a, b) => a.miss - b.miss)[0]?.one;
  if (!factor || Math.abs(jump) < NOISE * stretch.noise) return undefined;
  const inside = stretchSql(blocks, figures, stretch);
  if (!(await movedWhole(engine, table, column, inside, blocks, factor[0], jump))) return undefined;
  const count = figures.slice(stretch.from, stretch.to).reduce((sum, { rows }) => sum + rows, 0);
  const where = stretchText(blocks, figures, stretch);
  return {
    check: 'unit-jump',
    column: column.name,
    count,
    sentence: `${quoted(column.name)}: the values are ${jump > 0 ? 'higher' : 'lower'} by ${factor[1]}, ${where} (${counted(count, 'row')})`,
    cure: `Find out whether the unit of ${quoted(column.name)} changed, and convert it at the source.`,
  };
}

const toleranceOf = (factor: number) =>
  Number.isInteger(Math.log10(factor)) ? TOLERANCE_OF_TENS : TOLERANCE;

const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9];

async function movedWhole(
  engine: DataEngine,
  table: string,
  { sql }: TableColumn,
  inside: string,
  blocks: Blocks,
  factor: number,
  jump: number,
): Promise<boolean> {
  const value = `abs(CAST(${sql} AS DOUBLE))`;
  const numbered =
    blocks.by === 'time'
      ? identifier(table)
      : `(SELECT *, row_number() OVER () - 1 AS scan_row FROM ${identifier(table)})`;
  const found = await engine.rows<{ inside: boolean; quantiles: number[] }>(
    `SELECT ${inside} AS inside, quantile_cont(${value}, [${SHARES.join(', ')}]) AS quantiles FROM ${numbered} AS t
     WHERE ${sql} <> 0 AND isfinite(CAST(${sql} AS DOUBLE)) AND ${inside} IS NOT NULL GROUP BY 1`,
  );
  const [one, other] = [true, false].map((is) => found.find((row) => row.inside === is)?.quantiles);
  if (!one || !other) return false;
  // A column of one or two values has no shape that could have moved.
  if (new Set(other).size < 3) return false;
  return SHARES.every((_, index) => {
    const ratio = Math.log((one[index] as number) / (other[index] as number));
    return Math.abs(ratio - Math.sign(jump) * Math.log(factor)) <= toleranceOf(factor).quantiles;
  });
}
