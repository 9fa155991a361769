import { checkMatrix, checkWeights, cholesky, type Matrix, solveCholesky } from './matrix.ts';

/** A linear regression: prediction = intercept + Σ coefficient · feature. */
export interface LinearModel {
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

/** Learns one target after the other on the same features: what depends on these alone is done once. */
export interface RidgeLearner {
  /** `targets`: a finite number for each row. */
  fit(targets: ArrayLike<number>): LinearModel;
}

/**
 * Ridge regression: the minimum of Σ wᵢ (yᵢ − b − xᵢ·β)² + l2 · |β|², where the intercept b is not penalised;
 * scikit-learn's `Ridge(alpha=l2)`. Solved by Cholesky on the centred features. `l2` is a number over 0, in the
 * unit of the features' squares: standardise them first.
 */
export function ridge(
  features: Matrix,
  { l2 = 1, weights }: { readonly l2?: number; readonly weights?: Float64Array } = {},
): RidgeLearner {
  checkMatrix(features);
  checkWeights(weights, features.rows);
  if (!(l2 > 0 && l2 < Number.POSITIVE_INFINITY)) throw new RangeError('l2 must be a number over 0');
  const { rows, columns, values } = features;
  if (rows === 0) throw new RangeError('nothing can be learned from no rows');
  const weightOf = (row: number) => (weights ? (weights[row] as number) : 1);
  let total = 0;
  const means = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const weight = weightOf(row);
    total += weight;
    for (let c = 0; c < columns; c++)
      means[c] = (means[c] as number) + weight * (values[row * columns + c] as number);
  }
  for (let c = 0; c < columns; c++) means[c] = (means[c] as number) / total;

  const gram = new Float64Array(columns * columns);
  const centred = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    const weight = weightOf(row);
    if (weight === 0) continue;
    for (let c = 0; c < columns; c++)
      centred[c] = (values[row * columns + c] as number) - (means[c] as number);
    for (let i = 0; i < columns; i++) {
      const scaled = weight * (centred[i] as number);
      if (scaled === 0) continue;
      const start = i * columns;
      for (let j = 0; j <= i; j++)
        gram[start + j] = (gram[start + j] as number) + scaled * (centred[j] as number);
    }
  }
  for (let i = 0; i < columns; i++) gram[i * columns + i] = (gram[i * columns + i] as number) + l2;
  // Where rounding has eaten a tiny penalty, a little more makes the matrix positive definite again.
  let factor = gram.slice();
  for (let more = l2; !cholesky(factor, columns); more *= 10) {
    factor = gram.slice();
    for (let i = 0; i < columns; i++) factor[i * columns + i] = (factor[i * columns + i] as number) + more;
  }

  return {
    fit(targets) {
      if (targets.length !== rows)
        throw new RangeError(`${rows} targets are needed, ${targets.length} given`);
      let mean = 0;
      for (let row = 0; row < rows; row++) mean += weightOf(row) * (targets[row] as number);
      mean /= total;
      if (!Number.isFinite(mean)) throw new RangeError('a target is a finite number');
      const moment = new Float64Array(columns);
      for (let row = 0; row < rows; row++) {
        const scaled = weightOf(row) * ((targets[row] as number) - mean);
        if (scaled === 0) continue;
        for (let c = 0; c < columns; c++) {
          moment[c] =
            (moment[c] as number) + scaled * ((values[row * columns + c] as number) - (means[c] as number));
        }
      }
      const coefficients = solveCholesky(factor, columns, moment);
      let intercept = mean;
      for (let c = 0; c < columns; c++) intercept -= (coefficients[c] as number) * (means[c] as number);
      return { coefficients, intercept };
    },
  };
}

/** The predictions of a linear regression, one for each row. */
export function predictLinear({ coefficients, intercept }: LinearModel, features: Matrix): Float64Array {
  const { rows, columns, values } = features;
  if (columns !== coefficients.length) {
    throw new RangeError(`the model has ${coefficients.length} features, ${columns} are given`);
  }
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = intercept;
    for (let c = 0; c < columns; c++)
      sum += (coefficients[c] as number) * (values[row * columns + c] as number);
    return sum;
  });
}
