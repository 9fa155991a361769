import { chiSquareSf } from '../../stats/chi-square.ts';
import { fSf } from '../../stats/fisher-f.ts';
import { normalSf } from '../../stats/normal.ts';
import { tSf } from '../../stats/student-t.ts';
import { type BlockPlan, type BlockSpread, scoreOf, spreadOf } from './block-spread.ts';
import type { CellCounts } from './cells.ts';
import { type Measured, measure } from './component-test.ts';
import { componentsOf } from './components.ts';

/**
 * The p-value of each column: how often the reference would differ so much from itself. Null where there is nothing
 * to compare. Without blocks rows count as independent, and the distribution over all ways to divide them is used.
 */
export function pValues(columns: readonly CellCounts[], plan: BlockPlan | null): (number | null)[] {
  const measured = columns.map((counts) =>
    componentsOf(counts)
      .map((component) => measure(counts, component))
      .filter((found) => found !== null),
  );
  const spread = plan ? spreadOf(measured.flat(), columns.length, plan) : null;
  return measured.map((components, place) =>
    components.length === 0 ? null : columnPValue(components, columns[place]?.kind === 'numerical', spread),
  );
}

function columnPValue(
  components: readonly Measured[],
  isNumerical: boolean,
  spread: BlockSpread | null,
): number {
  const scores = components.map((measured) => ({
    ...scoreOf(measured, spread),
    component: measured.component,
  }));
  const tests = scores.map(({ t, freedom, component }) => ({
    p: twoSided(t, freedom),
    weight: component.weight,
  }));
  const values = scores.filter(({ component }) => component.group !== 'missing');
  if (values.length > 1) {
    // A share's variance is 1 less itself of that of its standardised score, so that shares add up to chi-square.
    const parts = values.map(({ t, freedom, component: { cell, scores: score } }) => {
      const part = isNumerical || cell === null ? 1 : 1 - shareOf(score[cell] as number);
      return { t, freedom, part };
    });
    const quadratic = parts.reduce((total, { t, part }) => total + part * t * t, 0);
    const freedom = parts.reduce((total, { part }) => total + part, 0);
    const inverse = parts.reduce((total, each) => total + each.part / each.freedom, 0) / freedom;
    const p =
      inverse === 0 ? chiSquareSf(quadratic, freedom) : fSf(quadratic / freedom, freedom, 1 / inverse);
    tests.push({ p, weight: 1 });
  }
  return combine(tests);
}

/** The share whose standardised indicator has this score inside. */
function shareOf(inside: number): number {
  return 1 / (1 + inside * inside);
}

function twoSided(t: number, freedom: number): number {
  return 2 * (freedom === Number.POSITIVE_INFINITY ? normalSf(Math.abs(t)) : tSf(Math.abs(t), freedom));
}

/** Cauchy combination of dependent p-values (Liu and Xie 2020). */
export function combine(tests: readonly { readonly p: number; readonly weight: number }[]): number {
  const weights = tests.reduce((total, { weight }) => total + weight, 0);
  let statistic = 0;
  for (const { p, weight } of tests) {
    const clipped = Math.min(0.99, Math.max(p, 1e-300));
    const tangent = clipped < 1e-8 ? 1 / (clipped * Math.PI) : Math.tan((0.5 - clipped) * Math.PI);
    statistic += (weight / weights) * tangent;
  }
  return statistic > 1e8 ? 1 / (statistic * Math.PI) : 0.5 - Math.atan(statistic) / Math.PI;
}
