import { checkMatrix, checkWeights, cholesky, type Matrix, solveCholesky } from './matrix.ts';
import { largest, minimise } from './minimise.ts';

/**
 * A logistic regression. Of two classes it has one output, the log odds of class 1; of more, one output for each
 * class (softmax).
 */
export interface LogisticModel {
  readonly classes: number;
  /** `outputs` x `features`, row by row. */
  readonly coefficients: Float64Array;
  /** One for each output. */
  readonly intercepts: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
}

export interface LogisticOptions {
  /** A number over 0: scikit-learn's 1/C. 1 where left out. */
  readonly l2?: number;
  /** One for each row, from 0 up; 1 where left out. */
  readonly weights?: Float64Array;
  /** 100 Newton steps where left out; L-BFGS may take twenty times as many. */
  readonly iterations?: number;
}

/** With more parameters than this a Hessian costs more than it saves. */
const NEWTON_PARAMETERS = 400;

/**
 * Logistic regression with L2 penalty: the minimum of Σ wᵢ · logloss(yᵢ) + l2/2 · |β|², where intercepts are not
 * penalised; scikit-learn's `LogisticRegression(C=1/l2)`, multinomial for more than two classes. By Newton's
 * method (IRLS) with a line search, which skips the zeros of sparse rows; by L-BFGS where there are many
 * parameters or the Hessian cannot be factored. Nothing is random. `labels` holds the class of each row as an
 * integer from 0 to `classes` − 1; a class without a row is allowed. `l2` is in the unit of the features'
 * squares: standardise them first.
 */
export function fitLogistic(
  features: Matrix,
  labels: ArrayLike<number>,
  classes: number,
  { l2 = 1, weights, iterations = 100 }: LogisticOptions = {},
): LogisticModel {
  checkMatrix(features);
  checkWeights(weights, features.rows);
  if (!(l2 > 0 && l2 < Number.POSITIVE_INFINITY)) throw new RangeError('l2 must be a number over 0');
  if (!Number.isInteger(classes) || classes < 2) throw new RangeError('there are at least two classes');
  if (features.rows === 0) throw new RangeError('nothing can be learned from no rows');
  if (labels.length !== features.rows) {
    throw new RangeError(`${features.rows} labels are needed, ${labels.length} given`);
  }
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
      throw new RangeError(`a label is an integer from 0 to ${classes - 1}, not ${label}`);
    }
  }
  const problem = new LogisticProblem(features, labels, classes, l2, weights);
  const newton = problem.size <= NEWTON_PARAMETERS ? newtonMinimum(problem, iterations) : undefined;
  const found =
    newton ??
    minimise((x, gradient) => problem.value(x, gradient), new Float64Array(problem.size), {
      tolerance: 1e-8 * Math.max(1, problem.weight * 1e-3),
      iterations: iterations * 20,
    });
  const { outputs, width } = problem;
  const coefficients = new Float64Array(outputs * features.columns);
  const intercepts = new Float64Array(outputs);
  for (let k = 0; k < outputs; k++) {
    coefficients.set(found.x.subarray(k * width, (k + 1) * width - 1), k * features.columns);
    intercepts[k] = found.x[(k + 1) * width - 1] as number;
  }
  return { classes, coefficients, intercepts, iterations: found.iterations, converged: found.converged };
}

/** The objective; its parameters are, for each output, the coefficients and then the intercept. */
class LogisticProblem {
  readonly outputs: number;
  readonly width: number;
  readonly size: number;
  /** Sum of all weights. */
  readonly weight: number;
  readonly #features: Matrix;
  readonly #labels: ArrayLike<number>;
  readonly #l2: number;
  readonly #weights: Float64Array | undefined;
  readonly #probabilities: Float64Array;
  readonly #sparse: Sparse;

  constructor(
    features: Matrix,
    labels: ArrayLike<number>,
    classes: number,
    l2: number,
    weights: Float64Array | undefined,
  ) {
    this.outputs = classes === 2 ? 1 : classes;
    this.width = features.columns + 1;
    this.size = this.outputs * this.width;
    this.#features = features;
    this.#labels = labels;
    this.#l2 = l2;
    this.#weights = weights;
    this.weight = weights ? weights.reduce((sum, weight) => sum + weight, 0) : features.rows;
    this.#probabilities = new Float64Array(features.rows * this.outputs);
    this.#sparse = sparseOf(features);
  }

  #weightOf(row: number): number {
    return this.#weights ? (this.#weights[row] as number) : 1;
  }

  /** The objective at `x` and its gradient; remembers the probabilities of `x` for `hessian`. */
  value(x: Float64Array, gradient: Float64Array): number {
    const { outputs, width } = this;
    const { starts, columns, values } = this.#sparse;
    const scores = new Float64Array(outputs);
    gradient.fill(0);
    let loss = 0;
    for (let row = 0; row < this.#features.rows; row++) {
      const [from, to] = [starts[row] as number, starts[row + 1] as number];
      for (let k = 0; k < outputs; k++) {
        const base = k * width;
        let score = x[base + width - 1] as number;
        for (let e = from; e < to; e++)
          score += (x[base + (columns[e] as number)] as number) * (values[e] as number);
        scores[k] = score;
      }
      const label = this.#labels[row] as number;
      const weight = this.#weightOf(row);
      loss += weight * lossOf(scores, label);
      for (let k = 0; k < outputs; k++) {
        const probability = scores[k] as number;
        this.#probabilities[row * outputs + k] = probability;
        const is = outputs === 1 ? label : label === k ? 1 : 0;
        const residual = weight * (probability - is);
        const base = k * width;
        for (let e = from; e < to; e++) {
          const at = base + (columns[e] as number);
          gradient[at] = (gradient[at] as number) + residual * (values[e] as number);
        }
        gradient[base + width - 1] = (gradient[base + width - 1] as number) + residual;
      }
    }
    for (let i = 0; i < this.size; i++) {
      if (i % width === width - 1) continue;
      const entry = x[i] as number;
      loss += 0.5 * this.#l2 * entry * entry;
      gradient[i] = (gradient[i] as number) + this.#l2 * entry;
    }
    return loss;
  }

  /** The lower half of the Hessian where `value` was asked last. */
  hessian(): Float64Array {
    const { outputs, width, size } = this;
    const { starts, columns, values } = this.#sparse;
    const h = new Float64Array(size * size);
    for (let row = 0; row < this.#features.rows; row++) {
      const [from, to] = [starts[row] as number, starts[row + 1] as number];
      const weight = this.#weightOf(row);
      for (let k = 0; k < outputs; k++) {
        const p = this.#probabilities[row * outputs + k] as number;
        for (let l = 0; l <= k; l++) {
          const q = this.#probabilities[row * outputs + l] as number;
          const factor = weight * (k === l ? p * (1 - p) : -p * q);
          if (factor === 0) continue;
          addOuter(h, size, k * width, l * width, width, columns, values, from, to, factor);
        }
      }
    }
    for (let i = 0; i < size; i++) {
      if (i % width !== width - 1) h[i * size + i] = (h[i * size + i] as number) + this.#l2;
    }
    // Only the intercepts' sum is free in a softmax; this holds it at 0 and changes nothing else.
    if (outputs > 1) {
      for (let k = 0; k < outputs; k++) {
        for (let l = 0; l <= k; l++) {
          const at = ((k + 1) * width - 1) * size + (l + 1) * width - 1;
          h[at] = (h[at] as number) + this.weight / outputs;
        }
      }
    }
    return h;
  }
}

/** Adds factor · z·zᵀ, z a row and its 1 for the intercept, to the block of two outputs, where it is in the lower half. */
function addOuter(
  h: Float64Array,
  size: number,
  top: number,
  left: number,
  width: number,
  columns: Int32Array,
  values: Float64Array,
  from: number,
  to: number,
  factor: number,
): void {
  const last = width - 1;
  const diagonal = top === left;
  for (let e = from; e < to; e++) {
    const scaled = factor * (values[e] as number);
    const start = (top + (columns[e] as number)) * size + left;
    const end = diagonal ? e + 1 : to;
    for (let g = from; g < end; g++) {
      const at = start + (columns[g] as number);
      h[at] = (h[at] as number) + scaled * (values[g] as number);
    }
    const bottom = (top + last) * size + left + (columns[e] as number);
    h[bottom] = (h[bottom] as number) + scaled;
    if (!diagonal) h[start + last] = (h[start + last] as number) + scaled;
  }
  const corner = (top + last) * size + left + last;
  h[corner] = (h[corner] as number) + factor;
}

/** Newton's method; undefined where the Hessian cannot be factored. */
function newtonMinimum(
  problem: LogisticProblem,
  most: number,
): { x: Float64Array; iterations: number; converged: boolean } | undefined {
  const { size } = problem;
  let x = new Float64Array(size);
  const gradient = new Float64Array(size);
  let value = problem.value(x, gradient);
  for (let iteration = 0; iteration < most; iteration++) {
    const hessian = problem.hessian();
    if (!cholesky(hessian, size)) return undefined;
    const step = solveCholesky(hessian, size, gradient);
    let decrement = 0;
    for (let i = 0; i < size; i++) decrement += (step[i] as number) * (gradient[i] as number);
    const done = largest(step) <= 1e-9 * (1 + largest(x));
    let length = 1;
    let reached = Number.NaN;
    for (let tries = 0; tries < 40; tries++, length /= 2) {
      const next = x.map((entry, i) => entry - length * (step[i] as number));
      reached = problem.value(next, gradient);
      // The last steps change the value by less than its rounding.
      if (reached <= value - 1e-4 * length * decrement + 1e-12 * Math.abs(value)) {
        x = next;
        break;
      }
      reached = Number.NaN;
    }
    if (done || Number.isNaN(reached)) return { x, iterations: iteration + 1, converged: done };
    value = reached;
  }
  return { x, iterations: most, converged: false };
}

/** The log loss of a row, and its scores turned into probabilities in place. */
function lossOf(scores: Float64Array, label: number): number {
  if (scores.length === 1) {
    const score = scores[0] as number;
    const small = Math.exp(-Math.abs(score));
    scores[0] = score >= 0 ? 1 / (1 + small) : small / (1 + small);
    return Math.max(score, 0) - score * label + Math.log1p(small);
  }
  const own = scores[label] as number;
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) most = Math.max(most, score);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp((scores[k] as number) - most);
    sum += scores[k] as number;
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] as number) / sum;
  return most + Math.log(sum) - own;
}

/** The entries of each row that are not 0: those of row r stand from `starts[r]` to before `starts[r + 1]`. */
interface Sparse {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

function sparseOf({ rows, columns, values }: Matrix): Sparse {
  let count = 0;
  for (const value of values) if (value !== 0) count++;
  const sparse = {
    starts: new Int32Array(rows + 1),
    columns: new Int32Array(count),
    values: new Float64Array(count),
  };
  let entry = 0;
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) {
      const value = values[row * columns + c] as number;
      if (value === 0) continue;
      sparse.columns[entry] = c;
      sparse.values[entry++] = value;
    }
    sparse.starts[row + 1] = entry;
  }
  return sparse;
}

/**
 * Probabilities of the rows: of two classes that of class 1, one number for each row; of more, one for each row
 * and class, row by row.
 */
export function predictLogistic(
  { classes, coefficients, intercepts }: LogisticModel,
  { rows, columns, values }: Matrix,
): Float64Array {
  const outputs = intercepts.length;
  if (columns * outputs !== coefficients.length) {
    throw new RangeError(`the model has ${coefficients.length / outputs} features, ${columns} are given`);
  }
  const probabilities = new Float64Array(rows * outputs);
  const scores = new Float64Array(classes === 2 ? 1 : classes);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < outputs; k++) {
      let score = intercepts[k] as number;
      for (let c = 0; c < columns; c++) {
        score += (coefficients[k * columns + c] as number) * (values[row * columns + c] as number);
      }
      scores[k] = score;
    }
    lossOf(scores, 0);
    probabilities.set(scores, row * outputs);
  }
  return probabilities;
}
