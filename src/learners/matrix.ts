/** Numbers in rows: the value of column c in row r stands at `values[r * columns + c]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** Refuses a matrix whose size is not what it says, and values that no learner can use: a mistake of the caller. */
export function checkMatrix({ rows, columns, values }: Matrix): void {
  if (values.length !== rows * columns) {
    throw new RangeError(`${rows} x ${columns} numbers were promised, ${values.length} given`);
  }
  for (const value of values) {
    if (!Number.isFinite(value)) throw new RangeError('a learner needs finite numbers: impute first');
  }
}

/** Refuses weights that are not one number from 0 up for each row, or that are all 0. */
export function checkWeights(weights: Float64Array | undefined, rows: number): void {
  if (!weights) return;
  let total = 0;
  for (const weight of weights) {
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError('a weight is a finite number from 0 up');
    }
    total += weight;
  }
  if (weights.length !== rows) throw new RangeError(`${rows} weights are needed, ${weights.length} given`);
  if (rows > 0 && total === 0) throw new RangeError('not all weights can be 0');
}

/** The chosen rows of a matrix, in that order. */
export function rowsOf({ columns, values }: Matrix, chosen: ArrayLike<number>): Matrix {
  const picked = new Float64Array(chosen.length * columns);
  for (let i = 0; i < chosen.length; i++) {
    const start = (chosen[i] as number) * columns;
    picked.set(values.subarray(start, start + columns), i * columns);
  }
  return { rows: chosen.length, columns, values: picked };
}

/**
 * Puts the Cholesky factor L (A = L·Lᵀ) in the lower half of the symmetric matrix `a` (`size` x `size`, of
 * which only the lower half is read). False where A is not positive definite; `a` is then of no use.
 */
export function cholesky(a: Float64Array, size: number): boolean {
  for (let j = 0; j < size; j++) {
    const rowJ = j * size;
    let pivot = a[rowJ + j] as number;
    const was = pivot;
    for (let k = 0; k < j; k++) pivot -= (a[rowJ + k] as number) ** 2;
    // What rounding alone can leave of a pivot is no pivot.
    if (!(pivot > 1e-14 * was)) return false;
    const root = Math.sqrt(pivot);
    a[rowJ + j] = root;
    for (let i = j + 1; i < size; i++) {
      const rowI = i * size;
      let sum = a[rowI + j] as number;
      for (let k = 0; k < j; k++) sum -= (a[rowI + k] as number) * (a[rowJ + k] as number);
      a[rowI + j] = sum / root;
    }
  }
  return true;
}

/** The x of L·Lᵀ·x = b, where `factor` is what `cholesky` made. */
export function solveCholesky(factor: Float64Array, size: number, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < size; i++) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k++) sum -= (factor[i * size + k] as number) * (x[k] as number);
    x[i] = sum / (factor[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < size; k++) sum -= (factor[k * size + i] as number) * (x[k] as number);
    x[i] = sum / (factor[i * size + i] as number);
  }
  return x;
}
