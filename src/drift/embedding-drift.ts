import type { Column, Value } from '../data/engine/frame.ts';
import { fitLogistic, predictLogistic } from '../learners/logistic.ts';
import { type Matrix, rowsOf } from '../learners/matrix.ts';
import { plural } from '../report/format.ts';
import { wassersteinDistance } from '../stats/distance.ts';
import { normalQuantile } from '../stats/normal.ts';
import { quantile } from '../stats/quantile.ts';
import { randomOf } from '../stats/random.ts';
import { momentsOf, tabulate } from '../stats/two-samples.ts';
import { DataError, UserError } from '../system/errors.ts';
import type { ColumnDrift } from './result.ts';
import { separabilityOf } from './separability.ts';

/** Evidently's methods for embeddings (0.7, `embedding_drift_methods.py`), each with its default threshold. */
const EMBEDDING_METHODS = {
  'evidently.embeddings_model': modelArea,
  'evidently.embeddings_distance': meanDistance,
  'evidently.embeddings_ratio': driftedRatio,
  'evidently.embeddings_mmd': meanDiscrepancy,
} as const;
const DEFAULT_METHOD = 'evidently.embeddings_model';

interface Measured {
  readonly statistic: number;
  readonly pValue: number | null;
  readonly threshold: number;
}

const SEED = 42;
/** More rows are sampled: what is compared are pairs of them. */
const PAIRED_ROWS = 1000;
const MODEL_ROWS = 10_000;
const SMALL_REFERENCE = 1000;

export interface EmbeddingDrift {
  readonly drift: ColumnDrift;
  readonly note?: string;
}

/**
 * Drift of an embedding, which is a group of columns of numbers: by Evidently's `model` (the default), `distance`,
 * `ratio` or `mmd`. Rows with a missing number are left out. `threshold` is in place of the method's.
 * @throws UserError for a method that there is not
 */
export function embeddingDrift(
  name: string,
  reference: readonly Column[],
  current: readonly Column[],
  options: {
    readonly method?: string | undefined;
    readonly threshold?: number | undefined;
    readonly minimumRows: number;
  },
): EmbeddingDrift {
  const method = (options.method ?? DEFAULT_METHOD) as keyof typeof EMBEDDING_METHODS;
  if (!Object.hasOwn(EMBEDDING_METHODS, method)) {
    throw new UserError(
      `${JSON.stringify(method)} does not compare embeddings, and ${JSON.stringify(name)} is one`,
      {
        hint: `use one of ${Object.keys(EMBEDDING_METHODS).join(', ')}`,
      },
    );
  }
  const result = { column: name, type: 'embedding' as const, method };
  const [before, now] = [matrixOf(reference), matrixOf(current)];
  const least = Math.max(options.minimumRows, 4);
  for (const [side, { rows }] of [
    ['reference', before],
    ['current', now],
  ] as const) {
    if (rows >= least) continue;
    return {
      drift: {
        ...result,
        statistic: null,
        pValue: null,
        threshold: options.threshold ?? null,
        effect: null,
        verdict: 'inconclusive',
      },
      note: `the embedding ${JSON.stringify(name)} has ${plural(rows, 'whole row')} in the ${side} data, and ${least} are needed`,
    };
  }
  if (before.columns !== now.columns) {
    throw new DataError(
      `the embedding ${JSON.stringify(name)} has ${before.columns} numbers a row in the reference data and ${now.columns} in the current data`,
      { hint: 'compare embeddings of one model' },
    );
  }
  const measured = EMBEDDING_METHODS[method](before, now);
  const threshold = options.threshold ?? measured.threshold;
  return {
    drift: {
      ...result,
      ...measured,
      threshold,
      effect: null,
      verdict: measured.statistic > threshold ? 'fail' : 'pass',
    },
  };
}

/** The rows in which all numbers are there; a column of texts holds lists of numbers as JSON. */
function matrixOf(columns: readonly Column[]): Matrix {
  const rows = columns[0]?.values.length ?? 0;
  const found: number[][] = [];
  for (let row = 0; row < rows; row++) {
    const numbers = columns.flatMap(({ values }) => numbersOf(values[row] ?? null));
    if (numbers.every(Number.isFinite)) found.push(numbers);
  }
  const width = found[0]?.length ?? columns.length;
  const whole = found.filter(({ length }) => length === width && length > 0);
  return { rows: whole.length, columns: width, values: Float64Array.from(whole.flat()) };
}

/** NaN where it is neither a number nor a list of numbers. */
function numbersOf(value: Value): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'string' || !value.startsWith('[')) return [Number.NaN];
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list)
      ? list.map((one) => (typeof one === 'number' ? one : Number.NaN))
      : [Number.NaN];
  } catch {
    return [Number.NaN];
  }
}

/** The area under the ROC curve of a linear model that tells now from then, on the half it was not fitted to. */
function modelArea(before: Matrix, now: Matrix): Measured {
  const [a, b] = [sample(before, MODEL_ROWS), sample(now, MODEL_ROWS)];
  const halves = [a, b].map((matrix) => {
    const middle = Math.floor(matrix.rows / 2);
    const part = (from: number, to: number) =>
      rowsOf(
        matrix,
        Array.from({ length: to - from }, (_, at) => from + at),
      );
    return { train: part(0, middle), test: part(middle, matrix.rows) };
  });
  const [first, second] = halves as [(typeof halves)[0], (typeof halves)[0]];
  const train = stacked(first.train, second.train);
  const labels = Uint8Array.from({ length: train.rows }, (_, row) => (row < first.train.rows ? 0 : 1));
  const model = fitLogistic(train, labels, 2, { l2: 1e-4 * train.rows + 1e-6 });
  const { auc, error, pValue } = separabilityOf(
    predictLogistic(model, first.test),
    predictLogistic(model, second.test),
  );
  const threshold = before.rows < SMALL_REFERENCE ? 0.5 + normalQuantile(0.95) * error : 0.55;
  return { statistic: auc, pValue, threshold };
}

/** The Euclidean distance of the means. */
function meanDistance(before: Matrix, now: Matrix): Measured {
  const [a, b] = [meansOf(before), meansOf(now)];
  return {
    statistic: Math.hypot(...a.map((mean, at) => mean - (b[at] as number))),
    pValue: null,
    threshold: 0.2,
  };
}

/** The share of components that drifted by `evidently.wasserstein_norm` at 0.1. */
function driftedRatio(before: Matrix, now: Matrix): Measured {
  let drifted = 0;
  for (let column = 0; column < before.columns; column++) {
    const numbers = tabulate(columnOf(before, column), columnOf(now, column));
    const deviation = Math.sqrt(momentsOf(numbers.values, numbers.x).variance);
    if (wassersteinDistance(numbers) / Math.max(deviation, 0.001) >= 0.1) drifted++;
  }
  return { statistic: drifted / before.columns, pValue: null, threshold: 0.2 };
}

/** The unbiased squared maximum mean discrepancy with a Gaussian kernel of the median distance between the sides. */
function meanDiscrepancy(before: Matrix, now: Matrix): Measured {
  const [a, b] = [sample(before, PAIRED_ROWS), sample(now, PAIRED_ROWS)];
  const between: number[] = [];
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < b.rows; j++) between.push(Math.sqrt(squaredDistance(a, i, b, j)));
  const median = quantile(between, 0.5);
  const kernel = (square: number) => (median > 0 ? Math.exp(-square / median ** 2) : square > 0 ? 0 : 1);
  const within = (side: Matrix) => {
    let sum = 0;
    for (let i = 0; i < side.rows; i++)
      for (let j = 0; j < i; j++) sum += kernel(squaredDistance(side, i, side, j));
    return (2 * sum) / (side.rows * (side.rows - 1));
  };
  const across = between.reduce((sum, distance) => sum + kernel(distance * distance), 0) / between.length;
  return { statistic: Math.max(0, within(a) + within(b) - 2 * across), pValue: null, threshold: 0.015 };
}

function squaredDistance(a: Matrix, i: number, b: Matrix, j: number): number {
  let sum = 0;
  for (let column = 0; column < a.columns; column++) {
    const gap = (a.values[i * a.columns + column] as number) - (b.values[j * b.columns + column] as number);
    sum += gap * gap;
  }
  return sum;
}

function meansOf(matrix: Matrix): number[] {
  return Array.from({ length: matrix.columns }, (_, column) => {
    const values = columnOf(matrix, column);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

function columnOf({ rows, columns, values }: Matrix, column: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => values[row * columns + column] as number);
}

/** Shuffled, and at most so many. */
function sample(matrix: Matrix, rows: number): Matrix {
  const places = randomOf(SEED).shuffle(Uint32Array.from({ length: matrix.rows }, (_, row) => row));
  return rowsOf(matrix, places.slice(0, rows));
}

function stacked(a: Matrix, b: Matrix): Matrix {
  const values = new Float64Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { rows: a.rows + b.rows, columns: a.columns, values };
}
