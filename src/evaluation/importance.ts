import { randomOf } from '../stats/random.ts';

/** How often each feature is shuffled, as in scikit-learn. */
export const REPEATS = 5;

/** By how much a metric falls when a feature is shuffled: mean and standard deviation (ddof 0) over the repeats. */
export interface Importance {
  readonly mean: number;
  readonly deviation: number;
}

/** The importance of a feature for both models; of a model that does not take it, 0. */
export interface FeatureImportance {
  readonly feature: string;
  readonly challenger: Importance;
  readonly champion: Importance | null;
}

/** Of a feature that a model does not take. */
export const NO_IMPORTANCE: Importance = { mean: 0, deviation: 0 };

/** Orders in which the values of a feature are dealt out anew; the same for every feature and both models. */
export function permutationsOf(rows: number, seed: number, repeats = REPEATS): Uint32Array[] {
  const random = randomOf(seed);
  return Array.from({ length: repeats }, () =>
    random.shuffle(Uint32Array.from({ length: rows }, (_, row) => row)),
  );
}

/**
 * Permutation importance (Breiman 2001; scikit-learn's `permutation_importance`): the figure on the rows as they are
 * less that on the shuffled ones, in the metric's good direction. Null where a figure is not defined.
 */
export function importanceOf(
  sound: number | null,
  shuffled: readonly (number | null)[],
  direction: 'higher' | 'lower',
): Importance | null {
  if (sound === null || shuffled.length === 0) return null;
  const sign = direction === 'higher' ? 1 : -1;
  const falls: number[] = [];
  for (const figure of shuffled) {
    if (figure === null) return null;
    // The same figure is no fall, not even of rounding.
    falls.push(figure === sound ? 0 : sign * (sound - figure));
  }
  const mean = falls.reduce((sum, fall) => sum + fall, 0) / falls.length;
  const variance = falls.reduce((sum, fall) => sum + (fall - mean) ** 2, 0) / falls.length;
  return { mean, deviation: Math.sqrt(variance) };
}

/** Standard deviations that a figure must lie away from another to be told from it. */
const TOLD = 2;

/** Whether the model relies on the feature at all, as far as the repeats can tell. */
export function isRelied({ mean, deviation }: Importance): boolean {
  return mean > 0 && mean > TOLD * deviation;
}

/** Changes below this share of the greatest importance are of no interest. */
const LEAST_CHANGE = 0.1;

/**
 * Whether what the models make of the feature differs: by more than the repeats do, and by enough to matter.
 * @param greatest the greatest importance of any feature for either model
 */
export function hasMoved({ challenger, champion }: FeatureImportance, greatest: number): boolean {
  if (!champion) return false;
  const change = Math.abs(challenger.mean - champion.mean);
  return (
    change >= LEAST_CHANGE * greatest && change > TOLD * Math.hypot(challenger.deviation, champion.deviation)
  );
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
