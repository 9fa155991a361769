import type { Frame } from '../data/frame.ts';
import type { DriftVerdict } from './compare.ts';
import { domainClassifierDrift } from './multivariate-classifier.ts';
import { reconstructionDrift } from './multivariate-pca.ts';
import type { MultivariateMethod } from './names.ts';

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

/** Tests the columns together; the rows of the reference are in the order of their time. */
export function multivariateDrift(
  methods: readonly MultivariateMethod[],
  reference: Frame,
  current: Frame,
  columns: readonly string[],
): MultivariateDrift[] {
  return methods.map((method) =>
    method === 'domain-classifier'
      ? domainClassifierDrift(reference, current, columns)
      : reconstructionDrift(reference, current, columns),
  );
}
