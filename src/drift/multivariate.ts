import type { Frame } from '../data/engine/frame.ts';
import { domainClassifierDrift } from './multivariate-classifier.ts';
import { reconstructionDrift } from './multivariate-pca.ts';
import { inconclusive, type MultivariateDrift } from './multivariate-result.ts';
import type { MultivariateMethod } from './names.ts';

export type { MultivariateDrift };

/**
 * Tests the columns together; the rows of the reference are in the order of their time. Nothing is decided of fewer than
 * `minimumRows` current rows.
 */
export function multivariateDrift(
  methods: readonly MultivariateMethod[],
  reference: Frame,
  current: Frame,
  columns: readonly string[],
  minimumRows = 0,
): MultivariateDrift[] {
  return methods.map((method) => {
    if (current.rows < minimumRows) {
      return inconclusive(
        method,
        `the current data have ${current.rows} rows, and ${minimumRows} are needed`,
      );
    }
    return method === 'domain-classifier'
      ? domainClassifierDrift(reference, current, columns)
      : reconstructionDrift(reference, current, columns);
  });
}
