import { ascendingOrder } from '../../stats/ascending-order.ts';
import { type Figure, type Measures, NO_ROWS, notFinite, weightedMean } from './measures.ts';
import type { RegressionOutcomes, Weights } from './outcomes.ts';

const EPSILON = 2 ** -52;

export const REGRESSION_METRICS = [
  'root_mean_squared_error',
  'mean_absolute_error',
  'median_absolute_error',
  'r2_score',
  'explained_variance_score',
  'mean_squared_error',
  'mean_absolute_percentage_error',
  'root_mean_squared_log_error',
  'mean_squared_log_error',
  'd2_absolute_error_score',
  'max_error',
] as const;

/** The measures of regression, by scikit-learn's definitions. */
export function regressionMeasures(outcomes: RegressionOutcomes): Measures {
  const { truth, predicted, rows } = outcomes;
  const undecided = predicted.reduce((count, said) => count + (Number.isNaN(said) ? 1 : 0), 0);
  const errors = new Float64Array(rows);
  const absolute = new Float64Array(rows);
  const squared = new Float64Array(rows);
  const relative = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const label = truth[row] as number;
    const error = label - (predicted[row] as number);
    errors[row] = error;
    absolute[row] = Math.abs(error);
    squared[row] = error * error;
    relative[row] = Math.abs(error) / Math.max(Math.abs(label), EPSILON);
  }
  const logarithmic = logErrors(truth, predicted);
  let order: Uint32Array | undefined;
  let labelOrder: Uint32Array | undefined;

  const measure = (name: string, weights: Weights | null): Figure => {
    if (undecided > 0) return { value: null, note: notFinite('predictions', undecided, rows) };
    switch (name) {
      case 'mean_absolute_error':
        return weightedMean(absolute, weights);
      case 'mean_squared_error':
        return weightedMean(squared, weights);
      case 'root_mean_squared_error':
        return rootOf(weightedMean(squared, weights));
      case 'mean_absolute_percentage_error':
        return weightedMean(relative, weights);
      case 'mean_squared_log_error':
        return logarithmic ? weightedMean(logarithmic, weights) : NO_LOGARITHM;
      case 'root_mean_squared_log_error':
        return logarithmic ? rootOf(weightedMean(logarithmic, weights)) : NO_LOGARITHM;
      case 'd2_absolute_error_score': {
        if (rows === 1) return { value: null, note: 'is not defined for one row' };
        labelOrder ??= ascendingOrder(truth);
        const { value: middle } = weightedMedian(truth, labelOrder, weights);
        if (middle === null) return NO_ROWS;
        const fromMiddle = truth.map((label) => Math.abs(label - middle));
        return explained(weightedMean(absolute, weights).value, weightedMean(fromMiddle, weights).value);
      }
      case 'max_error':
        return greatest(absolute, weights);
      case 'median_absolute_error':
        order ??= ascendingOrder(absolute);
        return weightedMedian(absolute, order, weights);
      case 'r2_score':
        if (rows === 1) return { value: null, note: 'is not defined for one row' };
        return explained(weightedMean(squared, weights).value, variance(truth, weights));
      default:
        return explained(variance(errors, weights), variance(truth, weights));
    }
  };
  return {
    names: REGRESSION_METRICS,
    figures: (names, weights) => names.map((name) => finite(measure(name, weights))),
    rowFigures(name) {
      if (undecided > 0) return undefined;
      if (name === 'mean_absolute_error') return absolute;
      return name === 'mean_squared_error' ? squared : undefined;
    },
  };
}

const NO_LOGARITHM: Figure = { value: null, note: 'is not defined: a label or prediction is -1 or less' };

/** Squared differences of log(1 + value); null where one has no logarithm. */
function logErrors(truth: Float64Array, predicted: Float64Array): Float64Array | null {
  const errors = new Float64Array(truth.length);
  for (let row = 0; row < truth.length; row++) {
    const [label, said] = [truth[row] as number, predicted[row] as number];
    if (!(label > -1 && said > -1)) return null;
    errors[row] = (Math.log1p(label) - Math.log1p(said)) ** 2;
  }
  return errors;
}

export function rootOf({ value, ...figure }: Figure): Figure {
  return { ...figure, value: value === null ? null : Math.sqrt(value) };
}

/** An overflow is no figure. */
export function finite(figure: Figure): Figure {
  if (figure.value === null || Number.isFinite(figure.value)) return figure;
  return { value: null, note: 'is not defined: the errors are too great for a double' };
}

function greatest(values: Float64Array, weights: Weights | null): Figure {
  let most = -1;
  for (let row = 0; row < values.length; row++) {
    if (weights && weights[row] === 0) continue;
    most = Math.max(most, values[row] as number);
  }
  return most < 0 ? NO_ROWS : { value: most };
}

/** The middle value by weight, or the mean of the two middle ones (`_weighted_percentile(average=True)`). */
function weightedMedian(values: Float64Array, order: Uint32Array, weights: Weights | null): Figure {
  let total = 0;
  for (let k = 0; k < order.length; k++) total += weights ? (weights[order[k] as number] as number) : 1;
  if (total === 0) return NO_ROWS;
  const half = total / 2;
  let below = 0;
  let lower: number | null = null;
  for (const row of order) {
    const weight = weights ? (weights[row] as number) : 1;
    if (weight === 0) continue;
    const value = values[row] as number;
    if (lower !== null) return { value: (lower + value) / 2 };
    below += weight;
    if (below < half) continue;
    if (below - half > EPSILON) return { value };
    lower = value;
  }
  return lower === null ? NO_ROWS : { value: lower };
}

/** The variance (ddof 0) of what has weight, exactly 0 where that is all the same value; null without rows. */
function variance(values: Float64Array, weights: Weights | null): number | null {
  const { value: mean } = weightedMean(values, weights);
  if (mean === null) return null;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let sum = 0;
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    const weight = weights ? (weights[row] as number) : 1;
    if (weight === 0) continue;
    const value = values[row] as number;
    least = Math.min(least, value);
    most = Math.max(most, value);
    sum += weight * (value - mean) ** 2;
    total += weight;
  }
  return least === most ? 0 : sum / total;
}

/** 1 - unexplained / all; for constant labels 1 if all is explained, else 0 (scikit-learn's `force_finite`). */
function explained(unexplained: number | null, all: number | null): Figure {
  if (unexplained === null || all === null) return NO_ROWS;
  if (unexplained === 0) return { value: 1 };
  if (all === 0) return { value: 0, note: 'is 0 because the labels are constant' };
  return { value: 1 - unexplained / all };
}
