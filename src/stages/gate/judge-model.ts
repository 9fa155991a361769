import { columnOf } from '../../data/engine/frame.ts';
import { curvesOf } from '../../evaluation/metrics/curves.ts';
import { metricsOf } from '../../evaluation/metrics/metrics.ts';
import type { GateFigures } from '../../evidence/evaluate-gate.ts';
import type { ModelPackage } from '../../models/package.ts';
import { loadPredictor, type Predictor } from '../../models/predict.ts';
import { programsOf } from '../programs.ts';
import type { OpenSplit } from '../split.ts';
import { withoutLabel } from '../stage.ts';
import type { Court, Judged } from './court.ts';
import { judgedOutcomes, predictedColumn, scoreColumns, writePredictions } from './hearing/predictions.ts';
import { withOwnMetrics } from './own-metrics.ts';
import { thresholdOf } from './threshold.ts';

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
