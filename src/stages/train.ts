import { rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { type DatasetContract, datasetContract, VIEW } from '../data/contract/contract.ts';
import { columnOf, type Frame, takeRows } from '../data/engine/frame.ts';
import type { EvidenceOf, Reason } from '../evidence/schema.ts';
import { fitTransforms } from '../features/fit.ts';
import { applyTransforms } from '../features/transforms.ts';
import { packageBytes } from '../models/package.ts';
import { shortDigest } from '../report/format.ts';
import { UserError } from '../system/errors.ts';
import { canonicalJson, digestOf } from '../system/files.ts';
import { classesOf, targetsOf } from '../training/labels.ts';
import { findLeakage, LEAKAGE_STOPS, LEAKAGE_WARNS, type LeakageFinding } from '../training/leakage.ts';
import { type TimeBudget, timeBudget } from '../training/time-budget.ts';
import { trainModel } from '../training/train-model.ts';
import type { TrainedModel } from '../training/trainer.ts';
import { fetchChampion } from './champion.ts';
import { contractOf, fetchedDigests, type OpenData, openData, viewColumns } from './data.ts';
import { packageModel } from './packaging.ts';
import { type OpenSplit, openSplit, periodOf } from './split.ts';
import { evidenceOf, type Findings, type Ports, type StageRequest, withoutLabel } from './stage.ts';
import { profileTransformed } from './transformed.ts';

type Figures = EvidenceOf<'train'>['figures'];

/** Trains a model on the training rows and writes its package. */
export async function train(request: StageRequest, ports: Ports): Promise<EvidenceOf<'train'>> {
  const started = ports.clock.now();
  const limit = request.config.train['time-budget'];
  const budget = limit === undefined ? undefined : timeBudget(limit, started);
  const view = await viewContract(request);
  const data = await openData(request, ports);
  try {
    const split = await openSplit(data, request, ports);
    const { model, train: settings } = request.config;
    const rows = takeRows(split.rows, split.plan.train.rows);
    const label = columnOf(rows, model.label);
    const classes = classesOf(label, model);
    const leakage = findLeakage(
      rows,
      viewColumns(request).inputs,
      targetsOf(label, model.task, classes),
      model.task,
      settings['allow-leakage'],
    );
    const reasons = leakageReasons(leakage, ports);
    const warnings = [...split.plan.warnings];
    const inputs = {
      'dataset:view': split.digest,
      contract: digestOf(canonicalJson(view)),
      ...fetchedDigests(data.sources),
    };
    const tools = { duckdb: data.engine.version };
    const base = baseFigures(request, split, leakage);
    if (leakage.some(({ action }) => action === 'stopped')) {
      const findings: Findings<'train'> = {
        verdict: 'fail',
        reasons,
        warnings,
        inputs,
        tools,
        figures: base,
      };
      return evidenceOf('train', request, ports, started, findings);
    }
    const warn = (message: string) => {
      warnings.push(message);
      ports.log.warn(message);
    };
    const made = await fitModel(request, ports, data, split, classes, { warn, budget });
    const spent = (ports.clock.now().getTime() - started.getTime()) / 1000;
    const figures: Figures = {
      ...base,
      parameters: { ...made.model.parameters },
      features: { columns: base.features.columns, width: made.width },
      history: made.model.history.map((epoch) => ({ ...epoch })),
    };
    const findings: Findings<'train'> = {
      verdict: 'pass',
      reasons: [...reasons, ...budgetReason(made.model, budget, spent), trainedReason(figures)],
      warnings,
      inputs: { ...inputs, transformed: made.transformed },
      tools: { ...tools, ...made.model.tools },
      figures,
    };
    const opened = await packageModel(request, ports, data, {
      ...made,
      rows,
      classes,
      view,
      started,
      findings,
    });
    const { identity } = opened.manifest;
    ports.log.info(`package ${shortDigest(identity)} written to ${opened.directory}`);
    return evidenceOf('train', request, ports, started, {
      ...findings,
      figures: {
        ...figures,
        package: {
          path: relative(request.out, opened.directory),
          digest: identity,
          bytes: packageBytes(opened.manifest),
        },
      },
    });
  } finally {
    await data.close();
  }
}

/** The contract that requests to the model will be held against. */
async function viewContract(request: StageRequest): Promise<DatasetContract> {
  const view = datasetContract(await contractOf(request), VIEW);
  if (view) return view;
  throw new UserError(`${request.config.data.contract} has no contract of the view`, {
    hint: 'The prediction server holds requests against it. Write it with `mlops init`, under `datasets.view`.',
  });
}

/** Fits the transforms on the training rows and lets the trainer make a model of what they give. */
async function fitModel(
  request: StageRequest,
  ports: Ports,
  { engine }: OpenData,
  { rows, plan }: OpenSplit,
  classes: readonly string[],
  { warn, budget }: { readonly warn: (message: string) => void; readonly budget: TimeBudget | undefined },
): Promise<{
  model: TrainedModel;
  fitted: ReturnType<typeof fitTransforms>;
  width: number;
  /** Version of what the transforms made of the training rows. */
  transformed: string;
}> {
  const { config, directory, out } = request;
  const { task, label, name } = config.model;
  const training = takeRows(rows, plan.train.rows);
  const fitted = fitTransforms(config.features, withoutLabel(training, label), warn);
  const labelled = (part: Frame) => ({
    matrix: applyTransforms(fitted, part),
    targets: targetsOf(columnOf(part, label), task, classes),
  });
  const train = labelled(training);
  const validation = labelled(takeRows(rows, plan.validation.rows));
  const { width } = train.matrix;
  const made = profileTransformed(fitted, train.matrix, { matrix: validation.matrix, problems: [] });
  ports.log.info(
    `${fitted.features.length} features make ${width} model inputs, version ${shortDigest(made.data.digest)}`,
  );
  // Constant columns are told where they are fitted.
  for (const { rule, sentence } of made.anomalies) if (rule !== 'constant') warn(sentence);
  const scratch = join(out, 'scratch');
  try {
    const model = await ports.log.group(`Train (${config.train.trainer})`, async () =>
      trainModel(
        {
          config: config.train,
          task,
          label,
          classes,
          train,
          validation,
          test: applyTransforms(fitted, takeRows(rows, plan.test.rows)),
          workspace: directory,
          scratch,
          checkpoints: resolve(directory, '.mlops', 'checkpoints', name),
          previousModel: await previousModel(request, ports, scratch),
          ...(budget ? { budget } : {}),
        },
        { ...ports, engine },
      ),
    );
    return { model, fitted, width, transformed: made.data.digest };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The package in production, for trainers that start from it. */
async function previousModel(request: StageRequest, ports: Ports, scratch: string): Promise<string | null> {
  if (request.config.train.trainer !== 'command') return null;
  const champion = await fetchChampion(request, ports, join(scratch, 'previous'));
  return champion?.opened.directory ?? null;
}

function baseFigures(
  { config, variant }: StageRequest,
  { plan }: OpenSplit,
  leakage: readonly LeakageFinding[],
): Figures {
  return {
    task: config.model.task,
    trainer: config.train.trainer,
    ...(variant === undefined ? {} : { variant }),
    parameters: {},
    seed: config.train.seed,
    splits: { train: periodOf(plan.train), validation: periodOf(plan.validation), test: periodOf(plan.test) },
    features: { columns: leakage.length, width: 0 },
    history: [],
    leakage: leakage.map((finding) => ({ ...finding })),
    package: null,
  };
}

const LEAKAGE_OUTCOMES = { stopped: 'fail', warned: 'warn', allowed: 'pass' } as const;

/** A reason for each column that predicts the label nearly alone, told in the log as well. */
function leakageReasons(leakage: readonly LeakageFinding[], { log }: Ports): Reason[] {
  return leakage.flatMap(({ column, auc, action }): Reason[] => {
    if (action === 'none') return [];
    const alone = `\`${column}\` alone predicts the label with an AUC of ${auc.toFixed(3)}`;
    const sentences = {
      stopped: `${alone}: it was made from the label or is known only after it. Name it under \`data.view.unavailable\` and drop it as a feature, or allow it under \`train.allow-leakage\`.`,
      warned: `${alone}, which is suspicious. Is it known when predicting? If so, name it under \`train.allow-leakage\`.`,
      allowed: `${alone} and is allowed by name.`,
    };
    const sentence = sentences[action];
    if (action === 'stopped') log.error(sentence);
    else if (action === 'warned') log.warn(sentence);
    else log.info(sentence);
    const bound = auc >= LEAKAGE_STOPS ? LEAKAGE_STOPS : LEAKAGE_WARNS;
    return [{ rule: 'leakage', outcome: LEAKAGE_OUTCOMES[action], measured: auc, bound, sentence, column }];
  });
}

/** That the time budget ended training; nothing where there was time enough. */
function budgetReason({ cutShort }: TrainedModel, budget: TimeBudget | undefined, seconds: number): Reason[] {
  if (cutShort === undefined || budget === undefined) return [];
  const bound = budget.milliseconds / 1000;
  return [{ rule: 'time-budget', outcome: 'warn', measured: seconds, bound, sentence: cutShort }];
}

function trainedReason({ splits, trainer }: Figures): Reason {
  const { rows } = splits.train;
  const sentence = `The ${trainer} trainer made a model from ${rows.toLocaleString('en-US')} rows.`;
  return { rule: 'trained', outcome: 'pass', measured: rows, bound: null, sentence };
}
