import { type Step, termsOf, type Workings } from '../methods/workings.ts';
import type { CellCounts } from './cells.ts';
import type { ColumnTest } from './column-test.ts';
import { sum } from './components.ts';
import { effectOf } from './effect.ts';

/** What the preset does, for whoever asks for the formula of a column. */
export const CALIBRATED_METHOD = {
  title: 'How much the reference differs from itself over stretches as long as the current data',
  formula:
    'mean scores of ranks (location, scale, skewness, tails) or shares of categories, and the share of missing values, each as t = difference / standard error; the error is sqrt(sampling variance + variance between blocks of the reference); p by the Cauchy combination of all; corrected over the columns by Benjamini-Hochberg; drift if also the statistic, the shift in standard deviations, reaches the floor',
  source: 'mlops-actions, docs/numbers.md, “The calibrated preset”',
  result: 'p-value',
  comparison: '<=',
} as const;

/** The shares of both sides, and each test with what it is made of. */
export function calibratedWorkings(counts: CellCounts, test: ColumnTest | null): Workings {
  const [before, now] = [sum(counts.reference), sum(counts.current)];
  const cells = {
    reference: counts.reference.map((count) => count / before),
    current: counts.current.map((count) => count / now),
    label: counts.label,
  };
  const steps: Step[] = [{ name: 'blocks of the reference', value: counts.blocks.length }];
  for (const { name, pValue, weight, score, design } of test?.parts ?? []) {
    if (design !== null && design !== undefined)
      steps.push({ name: `${name}: blocks differ more than rows alone by`, value: design });
    if (score) {
      steps.push({ name: `${name}: t`, value: score.t });
      if (Number.isFinite(score.freedom))
        steps.push({ name: `${name}: degrees of freedom`, value: score.freedom });
    }
    steps.push({ name: `${name}: p-value (weight ${weight.toPrecision(2)})`, value: pValue });
  }
  if (test) steps.push({ name: 'p-value of all', value: test.pValue });
  steps.push({ name: 'shift in standard deviations', value: effectOf(counts) });
  const terms = termsOf(cells, (a, b) => b - a).filter(
    ({ reference, current }) => reference > 0 || current > 0,
  );
  return { quantity: 'share of the rows', terms, steps };
}
