import type { GateConfig } from '../../config/schema/gate.ts';
import { columnOf, type Frame, takeRows } from '../../data/engine/frame.ts';
import { gateMetrics } from '../../evaluation/metrics/metrics.ts';
import { bestThreshold } from '../../evaluation/metrics/threshold.ts';
import type { GateFigures } from '../../evidence/evaluate-gate.ts';
import { type ModelPackage, openPackage, readPackageJson } from '../../models/package.ts';
import type { Predictor } from '../../models/predict.ts';
import { DataError, UserError } from '../../system/errors.ts';
import type { OpenSplit } from '../split.ts';
import { type StageRequest, withoutLabel } from '../stage.ts';
import { judgedOutcomes } from './hearing/predictions.ts';
import { rowFactsOf } from './row-facts.ts';

/** The score from which a row counts as positive, and how it came to be. */
export interface ChosenThreshold {
  readonly threshold: number;
  /** The metric that it is best at, on the validation rows; absent where the config fixes it. */
  readonly bestAt?: string;
}

/** As evidence and a package's `metrics.json` have it. */
export function thresholdFigures({
  threshold,
  bestAt,
}: ChosenThreshold): Pick<GateFigures, 'threshold' | 'thresholdBestAt'> {
  return { threshold, ...(bestAt === undefined ? {} : { thresholdBestAt: bestAt }) };
}

/**
 * The threshold that the config fixes.
 * @throws UserError where it is to be chosen, and there is nothing to choose it on
 */
export function fixedThreshold({ threshold }: Pick<GateConfig, 'threshold'>): ChosenThreshold {
  if (typeof threshold === 'number') return { threshold };
  throw new UserError(
    'gate.threshold: it is chosen on the validation rows, and files of predictions have none',
    {
      hint: 'Write the threshold as a number where files are judged, such as `--set gate.threshold=0.4`.',
    },
  );
}

/**
 * The threshold of a model: the one that its package was judged with before, where it is the champion's; else the one
 * that the config fixes, or the one that is best on the validation rows. The judged rows have no say in it.
 * @throws DataError where no threshold can be found
 */
export async function thresholdOf(
  role: 'challenger' | 'champion',
  predictor: Predictor,
  split: OpenSplit,
  { config }: Pick<StageRequest, 'config'>,
): Promise<ChosenThreshold> {
  const { gate, model } = config;
  const served = role === 'champion' ? await judgedThreshold(predictor.package) : null;
  if (served) return served;
  if (typeof gate.threshold === 'number') return { threshold: gate.threshold };
  const { best: metric } = gate.threshold;
  const rows = takeRows(split.rows, split.plan.validation.rows);
  const outcomes = await validated(predictor, rows, split, config);
  const direction = gateMetrics(model.task, gate).get(metric)?.direction ?? 'higher';
  const best = outcomes.task === 'binary-classification' ? bestThreshold(outcomes, metric, direction) : null;
  if (!best) {
    throw new DataError(
      `gate.threshold: ${metric} is not defined at any threshold on the ${rows.rows} validation rows`,
      { hint: 'Bring validation rows of both classes, choose another metric, or write a number.' },
    );
  }
  return { threshold: best.threshold, bestAt: metric };
}

async function validated(
  predictor: Predictor,
  rows: Frame,
  { rows: all, plan }: OpenSplit,
  config: StageRequest['config'],
) {
  const { label } = config.model;
  const predictions = await predictor.predict(withoutLabel(rows, label));
  const facts = rowFactsOf(rows, { rows: all, train: plan.train.rows }, config);
  const { signature } = predictor.package.manifest;
  return judgedOutcomes(signature, columnOf(rows, label), predictions, 0.5, facts);
}

/** The threshold that the gate judged a package with; null where it never did, or knew none. */
async function judgedThreshold(opened: ModelPackage): Promise<ChosenThreshold | null> {
  const kept = await readPackageJson(opened, 'metrics.json');
  const { threshold, thresholdBestAt } = (kept ?? {}) as Record<string, unknown>;
  if (typeof threshold !== 'number' || !Number.isFinite(threshold)) return null;
  return { threshold, ...(typeof thresholdBestAt === 'string' ? { bestAt: thresholdBestAt } : {}) };
}

/**
 * The threshold to serve the package in `directory` with: the one that it was judged with.
 * @throws UserError where it was judged with none, and the config fixes none either
 */
export async function servedThreshold(
  directory: string,
  { threshold }: Pick<GateConfig, 'threshold'>,
): Promise<number> {
  const judged = await judgedThreshold(await openPackage(directory));
  if (judged) return judged.threshold;
  if (typeof threshold === 'number') return threshold;
  throw new UserError(
    `the package of this version does not say from which score a row counts as positive, and \`gate.threshold\` leaves it to be chosen`,
    {
      hint: 'It was judged before thresholds were kept. Train, judge and register it again, or deploy it with a number: `--set gate.threshold=0.5`.',
    },
  );
}
