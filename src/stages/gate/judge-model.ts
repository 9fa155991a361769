import { columnOf, type Frame } from '../../data/engine/frame.ts';
import { curvesOf } from '../../evaluation/curves.ts';
import { metricsOf } from '../../evaluation/metrics.ts';
import type { Outcomes } from '../../evaluation/outcomes.ts';
import type { GateFigures } from '../../evidence/evaluate-gate.ts';
import type { ModelPackage } from '../../models/package.ts';
import { loadPredictor, type Predictions, type Predictor } from '../../models/predict.ts';
import type { OpenData } from '../data.ts';
import { programsOf } from '../programs.ts';
import { type Ports, type StageRequest, withoutLabel } from '../stage.ts';
import { judgedOutcomes, scoreColumns, writePredictions } from './predictions.ts';

/** A model on the held-out rows. */
export interface Judged {
  /** Open, so that behaviour, robustness and explanation can ask the model of other rows; the court closes it. */
  readonly predictor: Predictor;
  readonly figures: GateFigures['challenger'];
  readonly outcomes: Outcomes;
  readonly predictions: Predictions;
  readonly notes: readonly string[];
}

/** Before whom the models stand: the same rows and the same threshold for both. */
export interface Court {
  readonly rows: Frame;
  /** The score from which a row counts as positive. */
  readonly threshold: number;
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

/**
 * What a model says of the held-out rows, its figures, and its predictions beside the evidence. The model
 * stays open in `models` of the court.
 */
export async function judgeModel(
  role: 'challenger' | 'champion',
  opened: ModelPackage,
  { rows, threshold, data, request, ports, models }: Court,
): Promise<Judged> {
  const { config, out } = request;
  const { signature, identity } = opened.manifest;
  const predictor = await loadPredictor(opened, programsOf(request, ports, data.engine));
  models.push(predictor);
  const predictions = await predictor.predict(withoutLabel(rows, config.model.label));
  const labels = columnOf(rows, config.model.label);
  const outcomes = judgedOutcomes(signature, labels, predictions, threshold);
  const scores = scoreColumns(predictions, signature.classes);
  const name = role === 'challenger' ? 'predictions.parquet' : 'champion-predictions.parquet';
  const file = await writePredictions(data.engine, out, name, rows, scores);
  ports.log.info(`${role}: ${predictions.rows.toLocaleString('en-US')} predictions written to ${file.path}`);
  return judged(predictor, identity, outcomes, predictions, file);
}

/** The figures of what was said of the rows. `identity` is the digest of the package, or of the file that said it. */
export function judged(
  predictor: Predictor,
  identity: string,
  outcomes: Outcomes,
  predictions: Predictions,
  file: GateFigures['challenger']['predictions'],
): Judged {
  const { metrics, notes } = metricsOf(outcomes);
  const figures = { package: identity, metrics, curves: curvesOf(outcomes), predictions: file };
  return { predictor, figures, outcomes, predictions, notes };
}
