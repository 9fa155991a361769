import { chiSquareSf } from '../../stats/chi-square.ts';
import { fSf } from '../../stats/fisher-f.ts';
import { normalSf } from '../../stats/normal.ts';
import { tSf } from '../../stats/student-t.ts';
import { type BlockPlan, type BlockSpread, type Score, scoreOf, spreadOf } from './block-spread.ts';
import type { CellCounts } from './cells.ts';
import { type Measured, measure } from './component-test.ts';
import { componentsOf } from './components.ts';

/** One test of a column. */
export interface Part {
  readonly name: string;
  readonly pValue: number;
  /** How much it counts among the tests of its column. */
  readonly weight: number;
  /** The difference over its standard error, and the degrees of freedom of that; not of the test of all together. */
  readonly score?: Score;
  /** How many times more blocks differ than if rows were independent; null without blocks. */
  readonly design?: number | null;
}

export interface ColumnTest {
  /** How often the reference would differ so much from itself. */
  readonly pValue: number;
  readonly parts: readonly Part[];
}

/**
 * Tests each column; null where there is nothing to test. Without blocks rows count as independent, and the
 * distribution over all ways to divide the rows of both sides is used.
 */
export function columnTests(columns: readonly CellCounts[], plan: BlockPlan | null): (ColumnTest | null)[] {
  const measured = columns.map((counts) =>
    componentsOf(counts)
      .map((component) => measure(counts, component))
      .filter((found) => found !== null),
  );
  const spread = plan ? spreadOf(measured.flat(), columns.length, plan) : null;
  return measured.map((components, place) =>
    components.length === 0 ? null : columnTest(components, columns[place]?.kind === 'numerical', spread),
  );
}

function columnTest(
  components: readonly Measured[],
  isNumerical: boolean,
  spread: BlockSpread | null,
): ColumnTest {
  const scores = components.map((measured) => ({ ...measured, score: scoreOf(measured, spread) }));
  const parts = scores.map(
    ({ score, blocks, component: { name, weight } }): Part => ({
      name,
      weight,
      score,
      design: blocks?.design ?? null,
      pValue: twoSided(score),
    }),
  );
  const values = scores.filter(({ component }) => component.group !== 'missing');
  if (values.length > 1) parts.push(together(values, isNumerical));
  return { pValue: combine(parts), parts };
}

/** All components of the values: the sum of their squares, which is chi-square or F. */
function together(values: readonly (Measured & { readonly score: Score })[], isNumerical: boolean): Part {
  let [quadratic, freedom, inverse] = [0, 0, 0];
  for (const { score, component } of values) {
    // Standardised shares add up to chi-square when each is weighted by 1 less the share.
    const part =
      isNumerical || component.cell === null ? 1 : 1 - shareOf(component.scores[component.cell] as number);
    quadratic += part * score.t ** 2;
    freedom += part;
    inverse += part / score.freedom;
  }
  const pValue =
    inverse === 0 ? chiSquareSf(quadratic, freedom) : fSf(quadratic / freedom, freedom, freedom / inverse);
  return { name: 'all together', weight: 1, pValue };
}

/** The share whose standardised indicator has this score inside. */
function shareOf(inside: number): number {
  return 1 / (1 + inside * inside);
}

function twoSided({ t, freedom }: Score): number {
  return 2 * (freedom === Number.POSITIVE_INFINITY ? normalSf(Math.abs(t)) : tSf(Math.abs(t), freedom));
}

/** Cauchy combination of dependent p-values (Liu and Xie 2020). */
export function combine(tests: readonly Pick<Part, 'pValue' | 'weight'>[]): number {
  const weights = tests.reduce((total, { weight }) => total + weight, 0);
  let statistic = 0;
  for (const { pValue, weight } of tests) {
    const clipped = Math.min(0.99, Math.max(pValue, 1e-300));
    const tangent = clipped < 1e-8 ? 1 / (clipped * Math.PI) : Math.tan((0.5 - clipped) * Math.PI);
    statistic += (weight / weights) * tangent;
  }
  return statistic > 1e8 ? 1 / (statistic * Math.PI) : 0.5 - Math.atan(statistic) / Math.PI;
}
