import { type Figure, type Measures, NO_ROWS, notFinite, weightedMean } from './measures.ts';
import type { RegressionOutcomes, Scales, Weights } from './outcomes.ts';
import { finite, rootOf } from './regression.ts';

/** Metrics of forecasts of time series. */
export const FORECAST_METRICS = [
  'mean_absolute_scaled_error',
  'root_mean_squared_scaled_error',
  'symmetric_mean_absolute_percentage_error',
  'weighted_absolute_percentage_error',
  'mean_pinball_loss',
] as const;

/**
 * The measures of forecasts. Each error is scaled by what the row's series changed by over a season in training (Hyndman
 * and Koehler, 2006), so that series of different sizes can be averaged; of one series that is MASE and RMSSE as they
 * are known. sMAPE is the mean of 2|e| / (|y| + |ŷ|), 0 where both are 0; WAPE the sum of |e| by that of |y|.
 */
export function forecastMeasures(outcomes: RegressionOutcomes, scales: Scales): Measures {
  const { truth, predicted, rows } = outcomes;
  const undecided = predicted.reduce((count, said) => count + (Number.isNaN(said) ? 1 : 0), 0);
  const absolute = new Float64Array(rows);
  const size = new Float64Array(rows);
  const scaled = new Float64Array(rows);
  const scaledSquare = new Float64Array(rows);
  const symmetric = new Float64Array(rows);
  const pinball = new Float64Array(rows);
  let unscaled = 0;
  for (let row = 0; row < rows; row++) {
    const [label, said] = [truth[row] as number, predicted[row] as number];
    const error = Math.abs(label - said);
    absolute[row] = error;
    size[row] = Math.abs(label);
    if (!((scales.absolute[row] as number) > 0)) unscaled++;
    scaled[row] = error / (scales.absolute[row] as number);
    scaledSquare[row] = error ** 2 / (scales.squared[row] as number);
    symmetric[row] = error === 0 ? 0 : (2 * error) / (Math.abs(label) + Math.abs(said));
    pinball[row] = error * (label >= said ? scales.quantile : 1 - scales.quantile);
  }

  const measure = (name: string, weights: Weights | null): Figure => {
    if (undecided > 0) return { value: null, note: notFinite('predictions', undecided, rows) };
    switch (name) {
      case 'mean_absolute_scaled_error':
      case 'root_mean_squared_scaled_error':
        if (unscaled > 0) {
          const note = `is not defined: ${unscaled} of ${rows} rows are of series that training lacks, or that did not change over a season there`;
          return { value: null, note };
        }
        return name === 'mean_absolute_scaled_error'
          ? weightedMean(scaled, weights)
          : rootOf(weightedMean(scaledSquare, weights));
      case 'symmetric_mean_absolute_percentage_error':
        return weightedMean(symmetric, weights);
      case 'mean_pinball_loss':
        return weightedMean(pinball, weights);
      default: {
        const [errors, sizes] = [weightedMean(absolute, weights).value, weightedMean(size, weights).value];
        if (errors === null || sizes === null) return NO_ROWS;
        return sizes > 0
          ? { value: errors / sizes }
          : { value: null, note: 'is not defined: all labels are 0' };
      }
    }
  };
  return {
    names: FORECAST_METRICS,
    figures: (names, weights) => names.map((name) => finite(measure(name, weights))),
  };
}

/** By how much a series changes from one season to the next. */
export interface SeriesScale {
  readonly absolute: number;
  readonly squared: number;
}

/**
 * Mean |y_t - y_t-m| and (y_t - y_t-m)² of labels in the order of time, m steps apart; null where there are no
 * two such labels.
 */
export function seasonalScale(labels: ArrayLike<number>, season: number): SeriesScale | null {
  const pairs = labels.length - season;
  if (pairs <= 0) return null;
  let [absolute, squared] = [0, 0];
  for (let step = season; step < labels.length; step++) {
    const change = Math.abs((labels[step] as number) - (labels[step - season] as number));
    absolute += change;
    squared += change * change;
  }
  return { absolute: absolute / pairs, squared: squared / pairs };
}
