import type { Frame } from '../data/engine/frame.ts';
import { domainClassifierDrift } from './multivariate-classifier.ts';
import { reconstructionDrift } from './multivariate-pca.ts';
import type { MultivariateDrift } from './multivariate-result.ts';
import type { MultivariateMethod } from './names.ts';

export type { MultivariateDrift };

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
