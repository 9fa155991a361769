import { type Column, columnOf, type Frame, takeRows } from '../../../data/engine/frame.ts';
import {
  type FeatureImportance,
  type Importance,
  importanceOf,
  NO_IMPORTANCE,
  permutationsOf,
  resamplesOf,
} from '../../../evaluation/explanation/importance.ts';
import { measuresOf } from '../../../evaluation/metrics/metrics.ts';
import { takeOutcomes } from '../../../evaluation/metrics/outcomes.ts';
import { randomOf } from '../../../stats/random.ts';
import { type Ports, withoutLabel } from '../../stage.ts';
import type { Judged } from '../court.ts';
import { judgedOutcomes } from '../hearing/predictions.ts';
import { type Answered, askCopies, shuffledCopies } from './copies.ts';

/** Held-out rows that models are asked of, with one feature changed. */
export interface AskedRows {
  /** Their places among the judged rows. */
  readonly places: Uint32Array;
  /** Without the label. */
  readonly rows: Frame;
  readonly labels: Column;
}

/** The places of at most so many rows, chosen by the seed, in their order. */
export function chosenPlaces(rows: number, most: number, seed: number): Uint32Array {
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  return rows <= most ? all : randomOf(seed).shuffle(all).slice(0, most).sort();
}

/** The judged rows at these places. */
export function askedRows(rows: Frame, label: string, places: Uint32Array): AskedRows {
  const taken = takeRows(rows, places);
  return { places, rows: withoutLabel(taken, label), labels: columnOf(taken, label) };
}

/** What the features are worth to a model. */
export interface Reliance {
  readonly importance: ReadonlyMap<string, Importance>;
  /** What could not be asked, and why. */
  readonly notes: readonly string[];
}

/**
 * Permutation importance of the features for one model: 0 for those that it does not take. One that it refuses in
 * another order is left out with a note; all are, where the metric is not defined on these rows.
 */
export async function relianceOf(
  { predictor, outcomes, threshold }: Judged,
  features: readonly string[],
  asked: AskedRows,
  { metric, seed, name }: { readonly metric: string; readonly seed: number; readonly name: string },
  { log }: Pick<Ports, 'log'>,
): Promise<Reliance> {
  const known = takeOutcomes(outcomes, asked.places);
  const sound = measuresOf(known);
  if ((sound.figures([metric], known.weights)[0]?.value ?? null) === null) {
    return { importance: new Map(), notes: [`${metric} is not defined on the ${known.rows} rows.`] };
  }
  const { signature } = predictor.package.manifest;
  const taken = new Set(signature.inputs.map((input) => input.name));
  const orders = permutationsOf(asked.places.length, seed);
  const resamples = resamplesOf(known.rows, known.weights, seed);
  const shuffled = features.filter((feature) => taken.has(feature));
  const progress = log.progress(`importance for the ${name}`, shuffled.length);
  let answers: Answered[];
  try {
    const copies = shuffled.map((feature) => shuffledCopies(asked.rows, feature, orders));
    answers = await askCopies(predictor, asked.rows, copies, (done) => progress.update(done));
  } finally {
    progress.end();
  }
  const notes: string[] = [];
  const importance = new Map<string, Importance>();
  for (const feature of features) if (!taken.has(feature)) importance.set(feature, NO_IMPORTANCE);
  shuffled.forEach((feature, index) => {
    const answer = answers[index] as Answered;
    if ('refusal' in answer) {
      notes.push(`The ${name} refused \`${feature}\` of other rows, so its importance is not known.`);
      log.debug(answer.refusal);
      return;
    }
    const measures = answer.predictions.map((predictions) =>
      measuresOf(judgedOutcomes(signature, asked.labels, predictions, threshold.threshold)),
    );
    const found = importanceOf(sound, measures, metric, known.weights, resamples);
    if (found) importance.set(feature, found);
  });
  return { importance, notes };
}

/** The features of which it is known for both models, in their order. */
export function togetherOf(
  features: readonly string[],
  challenger: Reliance,
  champion: Reliance | null,
): FeatureImportance[] {
  return features.flatMap((feature) => {
    const now = challenger.importance.get(feature);
    const before = champion ? champion.importance.get(feature) : null;
    return now && before !== undefined ? [{ feature, challenger: now, champion: before }] : [];
  });
}
