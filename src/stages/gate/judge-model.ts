import { columnOf, type Frame } from '../../data/engine/frame.ts';
import { curvesOf } from '../../evaluation/curves.ts';
import { metricsOf } from '../../evaluation/metrics.ts';
import type { Outcomes } from '../../evaluation/outcomes.ts';
import type { GateFigures } from '../../evidence/evaluate-gate.ts';
import type { ModelPackage } from '../../models/package.ts';
import { loadPredictor, type Predictions, type Predictor } from '../../models/predict.ts';
import type { OpenData } from '../data.ts';
import { programsOf } from '../programs.ts';
import type { OpenSplit } from '../split.ts';
import { type Ports, type StageRequest, withoutLabel } from '../stage.ts';
import { type SliceFigures, withOwnMetrics } from './own-metrics.ts';
import { judgedOutcomes, predictedColumn, scoreColumns, writePredictions } from './predictions.ts';
import type { RowFacts } from './row-facts.ts';
import { type ChosenThreshold, thresholdOf } from './threshold.ts';

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

/**
 * What a model says of the held-out rows, its figures, and its predictions beside the evidence. The model
 * stays open in `models` of the court.
 */
export async function judgeModel(
  role: 'challenger' | 'champion',
  opened: ModelPackage,
  split: OpenSplit,
  court: Court,
): Promise<Judged> {
  const { rows, facts, data, request, ports, models } = court;
  const { config, out } = request;
  const { signature, identity } = opened.manifest;
  const predictor = await loadPredictor(opened, programsOf(request, ports, data.engine));
  models.push(predictor);
  const predictions = await predictor.predict(withoutLabel(rows, config.model.label));
  const labels = columnOf(rows, config.model.label);
  const threshold = await thresholdOf(role, predictor, split, request);
  const outcomes = judgedOutcomes(signature, labels, predictions, threshold.threshold, facts);
  if (threshold.bestAt !== undefined) {
    ports.log.info(
      `${role}: threshold ${threshold.threshold}, best at ${threshold.bestAt} on validation rows`,
    );
  }
  const said = [...scoreColumns(predictions, signature.classes), predictedColumn(outcomes, labels)];
  const name = role === 'challenger' ? 'predictions.parquet' : 'champion-predictions.parquet';
  const file = await writePredictions(data.engine, out, name, rows, said);
  ports.log.info(`${role}: ${predictions.rows.toLocaleString('en-US')} predictions written to ${file.path}`);
  return withOwnMetrics(role, judged(predictor, identity, { threshold, outcomes, predictions }, file), court);
}

/** The figures of what was said of the rows. `identity` is the digest of the package, or of the file that said it. */
export function judged(
  predictor: Predictor,
  identity: string,
  said: Pick<Judged, 'threshold' | 'outcomes' | 'predictions'>,
  file: GateFigures['challenger']['predictions'],
): Judged {
  const { outcomes } = said;
  const { metrics, notes } = metricsOf(outcomes);
  const figures = {
    package: identity,
    metrics,
    ...(outcomes.task === 'binary-classification' ? { threshold: said.threshold.threshold } : {}),
    curves: curvesOf(outcomes),
    predictions: file,
  };
  return { ...said, predictor, figures, notes };
}
