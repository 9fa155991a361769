import { randomOf } from '../../stats/random.ts';
import { RowDraws } from '../../stats/row-draws.ts';
import type { Measures } from '../metrics/measures.ts';
import { METRICS } from '../metrics/metrics.ts';
import type { Weights } from '../metrics/outcomes.ts';

/** How often each feature is shuffled, as in scikit-learn. */
export const REPEATS = 5;

/** By how much a metric falls when a feature is shuffled: mean and standard deviation (ddof 0) over the repeats. */
export interface Importance {
  readonly mean: number;
  readonly deviation: number;
  /** The mean on each resample of the rows, for both models the same ones; empty where there are none. */
  readonly resampled: Float64Array;
}

/** The importance of a feature for both models; of a model that does not take it, 0. */
export interface FeatureImportance {
  readonly feature: string;
  readonly challenger: Importance;
  readonly champion: Importance | null;
}

/** Of a feature that a model does not take. */
export const NO_IMPORTANCE: Importance = { mean: 0, deviation: 0, resampled: new Float64Array() };

/** Orders in which the values of a feature are dealt out anew; the same for every feature and both models. */
export function permutationsOf(rows: number, seed: number, repeats = REPEATS): Uint32Array[] {
  const random = randomOf(seed);
  return Array.from({ length: repeats }, () =>
    random.shuffle(Uint32Array.from({ length: rows }, (_, row) => row)),
  );
}

/** Resamples of the rows, to know what other rows would have said. */
const RESAMPLES = 100;

/** How often each row is drawn in each resample, times its weight; the same for every feature and both models. */
export function resamplesOf(rows: number, weights: Float64Array | null, seed: number): Weights[] {
  const draws = new RowDraws(randomOf(seed), rows);
  return Array.from({ length: RESAMPLES }, () => {
    const counts = new Uint16Array(rows);
    draws.draw(counts);
    return weights ? weights.map((weight, row) => weight * (counts[row] as number)) : counts;
  });
}

/**
 * Permutation importance (Breiman 2001; scikit-learn's `permutation_importance`): the figure on the rows as they are
 * less that on the shuffled ones, in the metric's good direction. Null where a figure is not defined.
 * @param resamples weights of the rows on which it is taken again, to know its error
 */
export function importanceOf(
  sound: Measures,
  shuffled: readonly Measures[],
  metric: string,
  weights: Weights | null,
  resamples: readonly Weights[] = [],
): Importance | null {
  const sign = METRICS.get(metric)?.direction === 'lower' ? -1 : 1;
  const figure = (of: Measures, by: Weights | null) => of.figures([metric], by)[0]?.value ?? Number.NaN;
  const fallsBy = (by: Weights | null) => {
    const whole = figure(sound, by);
    return shuffled.map((one) => {
      const found = figure(one, by);
      // The same figure is no fall, not even of rounding.
      return found === whole ? 0 : sign * (whole - found);
    });
  };
  const falls = fallsBy(weights);
  if (falls.length === 0 || !falls.every(Number.isFinite)) return null;
  const mean = meanOf(falls);
  const deviation = Math.sqrt(meanOf(falls.map((fall) => (fall - mean) ** 2)));
  return { mean, deviation, resampled: Float64Array.from(resamples, (by) => meanOf(fallsBy(by))) };
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum / values.length;
}

/** The standard deviation of what resamples gave; those in which a figure was not defined are left out. */
function errorOf(resampled: Float64Array): number {
  const known = resampled.filter(Number.isFinite);
  if (known.length === 0) return 0;
  const mean = meanOf(known);
  return Math.sqrt(meanOf(known.map((value) => (value - mean) ** 2)));
}

/** Standard deviations that a figure must lie away from another to be told from it. */
const TOLD = 2;

/** Whether the model relies on the feature at all: beyond what another shuffle, or other rows, would have said. */
export function isRelied({ mean, deviation, resampled }: Importance): boolean {
  return mean > 0 && mean > TOLD * Math.hypot(deviation, errorOf(resampled));
}

/** Changes below this share of the greatest importance are of no interest. */
const LEAST_CHANGE = 0.1;

/**
 * Whether what the models make of the feature differs: beyond what other shuffles or other rows would have said, and by
 * enough to matter.
 * @param greatest the greatest importance of any feature for either model
 */
export function hasMoved({ challenger, champion }: FeatureImportance, greatest: number): boolean {
  if (!champion) return false;
  const change = Math.abs(challenger.mean - champion.mean);
  const changes = changesOf(challenger.resampled, champion.resampled);
  const noise = Math.hypot(challenger.deviation, champion.deviation, errorOf(changes));
  return change >= LEAST_CHANGE * greatest && change > TOLD * noise;
}

/** On each resample; of a model that does not take the feature it is 0 on all. */
function changesOf(challenger: Float64Array, champion: Float64Array): Float64Array {
  const longer = challenger.length > 0 ? challenger : champion;
  return longer.map((_, k) => (challenger[k] ?? 0) - (champion[k] ?? 0));
}

/** The greatest importance of any feature for either model; 0 where none is above it. */
export function greatestOf(importance: readonly FeatureImportance[]): number {
  return Math.max(
    0,
    ...importance.flatMap(({ challenger, champion }) => [challenger.mean, champion?.mean ?? 0]),
  );
}

/**
 * The features in the order of interest: against a champion by the change of their importance, else by their
 * importance. Equals keep their order.
 */
export function byInterest(importance: readonly FeatureImportance[]): FeatureImportance[] {
  const interest = ({ challenger, champion }: FeatureImportance) =>
    champion ? Math.abs(challenger.mean - champion.mean) : challenger.mean;
  return [...importance].sort((a, b) => interest(b) - interest(a));
}
