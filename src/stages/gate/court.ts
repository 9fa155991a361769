import type { Frame } from '../../data/engine/frame.ts';
import type { Outcomes } from '../../evaluation/metrics/outcomes.ts';
import type { GateFigures } from '../../evidence/evaluate-gate.ts';
import type { Predictions, Predictor } from '../../models/predict.ts';
import type { OpenData } from '../data.ts';
import type { Ports, StageRequest } from '../stage.ts';
import type { RowFacts } from './row-facts.ts';
import type { ChosenThreshold } from './threshold.ts';

/** Figures of the user's own metrics, by slice column and value. */
export type SliceFigures = ReadonlyMap<string, ReadonlyMap<string, Readonly<Record<string, number | null>>>>;

/** A model on the held-out rows. */
export interface Judged {
  /** Open, so that behaviour, robustness and explanation can ask the model of other rows; the court closes it. */
  readonly predictor: Predictor;
  readonly figures: GateFigures['challenger'];
  /** From which score it takes a row for positive. */
  readonly threshold: ChosenThreshold;
  readonly outcomes: Outcomes;
  readonly predictions: Predictions;
  readonly notes: readonly string[];
  /** The user's own metrics on slices; absent where there are none. */
  readonly ownInSlices?: SliceFigures;
}

/** Before whom the models stand: the same rows, and the same knowledge of them, for both. */
export interface Court {
  readonly rows: Frame;
  readonly facts: RowFacts;
  readonly data: OpenData;
  readonly request: StageRequest;
  readonly ports: Ports;
  /** Models that were opened here; whoever holds the court closes them at its end (`closeModels`). */
  readonly models: Predictor[];
}

/** Closes all models that were opened before the court. */
export async function closeModels(models: readonly Predictor[]): Promise<void> {
  await Promise.all(models.map((model) => model.close()));
}
