import { DataError } from '../../system/errors.ts';
import { outcomesOf, type Scored } from '../metrics/encoding.ts';
import { type MetricsResult, metricsOf, PRIMARY_METRIC } from '../metrics/metrics.ts';
import type { Outcomes } from '../metrics/outcomes.ts';
import { type Bootstrap, type BootstrapOptions, pairedBootstrap } from './bootstrap.ts';
import { type DeLong, delongOf } from './delong.ts';
import { type McNemar, mcnemarOf } from './mcnemar.ts';

export interface Comparison {
  readonly a: MetricsResult;
  readonly b: MetricsResult;
  readonly tests: {
    /** Of being right; null for regression, and where a prediction is missing. */
    readonly mcnemar_exact: McNemar | null;
    /** Of ROC AUC; null but for binary classification with scores, rows of both classes and no row weights. */
    readonly delong: Omit<DeLong, 'standard_error'> | null;
    readonly bootstrap: Bootstrap;
  };
}

export interface CompareOptions extends BootstrapOptions {
  /** The metric of the bootstrap; the task's primary one where left out. */
  readonly metric?: string | undefined;
}

/**
 * Two models on the same rows in the same order; every difference is a less b.
 * Throws `DataError` where the labels of the two differ, else as `outcomesOf` does.
 */
export function compare(a: Scored, b: Scored, options: CompareOptions = {}): Comparison {
  return compareOutcomes(outcomesOf(a), outcomesOf(b), options);
}

/** The same for outcomes that were encoded before. */
function compareOutcomes(a: Outcomes, b: Outcomes, options: CompareOptions = {}): Comparison {
  checkSameRows(a, b);
  const metric = options.metric ?? PRIMARY_METRIC[a.task];
  const [bootstrap] = pairedBootstrap(a, b, [metric], options) as [Bootstrap];
  return {
    a: metricsOf(a),
    b: metricsOf(b),
    tests: { mcnemar_exact: mcnemarOf(a, b), delong: areasOf(a, b), bootstrap },
  };
}

function areasOf(a: Outcomes, b: Outcomes): Comparison['tests']['delong'] {
  const found = delongOf(a, b);
  if (!found) return null;
  const { standard_error: _, ...test } = found;
  return test;
}

function checkSameRows(a: Outcomes, b: Outcomes): void {
  if (a.task !== b.task) throw new RangeError(`cannot compare ${a.task} with ${b.task}`);
  const hint = 'Both predictions must be of the same rows in the same order.';
  if (a.rows !== b.rows) {
    throw new DataError(`the first predictions have ${a.rows} rows, the second ${b.rows}`, { hint });
  }
  for (let row = 0; row < a.rows; row++) {
    const [labelA, labelB] = [labelOf(a, row), labelOf(b, row)];
    if (labelA !== labelB) {
      throw new DataError(
        `the labels of row ${row + 1} differ: ${JSON.stringify(labelA)} and ${JSON.stringify(labelB)}`,
        { hint },
      );
    }
  }
}

function labelOf(outcomes: Outcomes, row: number): string | number | undefined {
  const label = outcomes.truth[row] as number;
  return outcomes.task === 'regression' ? label : outcomes.classes[label];
}
