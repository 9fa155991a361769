import type { MultivariateMethod } from './names.ts';
import type { DriftVerdict } from './result.ts';

/** What a test of all columns together says. */
export interface MultivariateDrift {
  readonly method: MultivariateMethod;
  /** The area under the ROC curve, or the mean reconstruction error. */
  readonly statistic: number | null;
  readonly pValue: number | null;
  /** Drift above it, or below `lower`. */
  readonly threshold: number | null;
  readonly lower?: number;
  /** The statistic less and more what sampling can make of it. */
  readonly interval?: readonly [number, number];
  readonly verdict: DriftVerdict;
  /** Why it is inconclusive. */
  readonly note?: string;
}

/** The result of a test that could not be made. */
export function inconclusive(method: MultivariateMethod, note: string): MultivariateDrift {
  return { method, statistic: null, pValue: null, threshold: null, verdict: 'inconclusive', note };
}
