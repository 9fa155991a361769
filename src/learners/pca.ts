import { eigenSymmetric } from '../stats/eigen.ts';
import { checkMatrix, type Matrix } from './matrix.ts';

/** Principal components of centred data. */
export interface Pca {
  readonly means: Float64Array;
  /** Orthonormal, that of the largest variance first: `components` x `columns`, row by row. */
  readonly directions: Matrix;
  /** The share of the variance that each of all components explains, in descending order. */
  readonly explained: readonly number[];
}

/**
 * Principal component analysis that keeps the fewest components which explain more than the share `keep` of the
 * variance, as scikit-learn's `PCA(n_components=keep)` does. O(rows · columns² + columns³).
 */
export function fitPca(data: Matrix, keep: number): Pca {
  checkMatrix(data);
  const { rows, columns, values } = data;
  if (rows < 2) throw new RangeError('principal components need two rows');
  if (!(keep > 0 && keep < 1)) throw new RangeError(`${keep} is no share between 0 and 1`);
  const means = new Float64Array(columns);
  for (let at = 0; at < values.length; at++) {
    means[at % columns] = (means[at % columns] as number) + (values[at] as number) / rows;
  }
  const { values: variances, vectors } = eigenSymmetric(covariance(data, means));
  const order = variances
    .map((_, place) => place)
    .sort((a, b) => (variances[b] as number) - (variances[a] as number));
  const total = variances.reduce((sum, variance) => sum + Math.max(0, variance), 0);
  const explained = order.map((place) => (total > 0 ? Math.max(0, variances[place] as number) / total : 0));
  let [count, sum] = [0, 0];
  while (count < columns && sum <= keep) sum += explained[count++] as number;
  const directions = new Float64Array(count * columns);
  for (let component = 0; component < count; component++) {
    for (let column = 0; column < columns; column++) {
      directions[component * columns + column] = vectors[column]?.[order[component] as number] as number;
    }
  }
  return { means, directions: { rows: count, columns, values: directions }, explained };
}

function covariance({ rows, columns, values }: Matrix, means: Float64Array): number[][] {
  const sums = new Float64Array(columns * columns);
  const centred = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      centred[column] = (values[row * columns + column] as number) - (means[column] as number);
    }
    for (let i = 0; i < columns; i++) {
      const x = centred[i] as number;
      for (let j = 0; j <= i; j++) {
        sums[i * columns + j] = (sums[i * columns + j] as number) + x * (centred[j] as number);
      }
    }
  }
  return Array.from({ length: columns }, (_, i) =>
    Array.from(
      { length: columns },
      (_unused, j) => (sums[Math.max(i, j) * columns + Math.min(i, j)] as number) / (rows - 1),
    ),
  );
}

/** How far each row is from its image in the kept components (Euclidean). */
export function reconstructionErrors({ means, directions }: Pca, data: Matrix): Float64Array {
  const { rows, columns, values } = data;
  const centred = new Float64Array(columns);
  const errors = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      centred[column] = (values[row * columns + column] as number) - (means[column] as number);
    }
    for (let component = 0; component < directions.rows; component++) {
      const direction = directions.values.subarray(component * columns, (component + 1) * columns);
      let along = 0;
      for (let column = 0; column < columns; column++)
        along += (centred[column] as number) * (direction[column] as number);
      // Directions are orthonormal, so each takes its part off what the others left.
      for (let column = 0; column < columns; column++) {
        centred[column] = (centred[column] as number) - along * (direction[column] as number);
      }
    }
    let square = 0;
    for (const value of centred) square += value * value;
    errors[row] = Math.sqrt(square);
  }
  return errors;
}
