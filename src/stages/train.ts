import { rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { datasetContract, VIEW } from '../data/contract.ts';
import { readContract } from '../data/contract-file.ts';
import { columnOf, type Frame, takeRows } from '../data/frame.ts';
import type { EvidenceOf, Reason } from '../evidence/schema.ts';
import { fitTransforms } from '../features/fit.ts';
import { applyTransforms } from '../features/transforms.ts';
import { type ModelPackage, packageBytes, type Signature } from '../models/package.ts';
import { writePackage } from '../models/package-write.ts';
import { cardOf } from '../report/card.ts';
import { UserError } from '../system/errors.ts';
import { canonicalJson, digestOf } from '../system/files.ts';
import { classesOf, targetsOf } from '../training/labels.ts';
import { findLeakage, LEAKAGE_STOPS, LEAKAGE_WARNS, type LeakageFinding } from '../training/leakage.ts';
import type { SplitPlan } from '../training/split.ts';
import { trainModel } from '../training/train-model.ts';
import type { TrainedModel } from '../training/trainer.ts';
import { baselineRows, writeBaseline } from './baseline.ts';
import { type OpenData, openData, viewColumns } from './data.ts';
import { type OpenSplit, openSplit, periodOf } from './split.ts';
import { evidenceOf, type Findings, type Ports, type StageRequest } from './stage.ts';

type Figures = EvidenceOf<'train'>['figures'];

/** Trains a model on the training rows and writes its package. */
export async function train(request: StageRequest, ports: Ports): Promise<EvidenceOf<'train'>> {
  const started = ports.clock.now();
  const { config } = request;
  const view = await viewContract(request);
  const data = await openData(request, ports);
  try {
    const split = await openSplit(data, request, ports);
    const rows = takeRows(split.rows, split.plan.train.rows);
    const warnings = [...split.plan.warnings];
    const warn = (message: string) => {
      warnings.push(message);
      ports.log.warn(message);
    };
    const label = columnOf(rows, config.model.label);
    const classes = classesOf(label, config.model);
    const leakage = findLeakage(
      rows,
      viewColumns(request).inputs,
      targetsOf(label, config.model.task, classes),
      config.model.task,
      config.train['allow-leakage'],
    );
    const reasons = leakageReasons(leakage);
    for (const { outcome, sentence } of reasons) {
      if (outcome === 'fail') ports.log.error(sentence);
      else ports.log.warn(sentence);
    }
    const base = baseFigures(request, split, leakage);
    const inputs = { 'dataset:view': split.digest, contract: digestOf(canonicalJson(view)) };
    if (leakage.some(({ action }) => action === 'stopped')) {
      return evidenceOf('train', request, ports, started, {
        verdict: 'fail',
        reasons,
        warnings,
        inputs,
        figures: base,
      });
    }

    const fitted = fitTransforms(config.features, withoutLabel(rows, config.model.label), warn);
    const labelled = (part: Frame) => ({
      matrix: applyTransforms(fitted, part),
      targets: targetsOf(columnOf(part, config.model.label), config.model.task, classes),
    });
    const training = labelled(rows);
    const { width } = training.matrix;
    ports.log.info(`${fitted.features.length} features make ${width} model inputs`);
    const scratch = join(request.out, 'scratch');
    const trained = await ports.log.group(`Train (${config.train.trainer})`, async () =>
      trainModel(
        {
          config: config.train,
          task: config.model.task,
          label: config.model.label,
          classes,
          train: training,
          validation: labelled(takeRows(split.rows, split.plan.validation.rows)),
          test: applyTransforms(fitted, takeRows(split.rows, split.plan.test.rows)),
          workspace: request.directory,
          scratch,
          checkpoints: resolve(request.directory, '.mlops', 'checkpoints', config.model.name),
          previousModel: await champion(request, ports),
        },
        { ...ports, engine: data.engine },
      ),
    );
    const figures: Figures = {
      ...base,
      parameters: { ...trained.parameters },
      features: { columns: base.features.columns, width },
      history: trained.history.map((epoch) => ({ ...epoch })),
    };
    const done: Findings<'train'> = { verdict: 'pass', reasons, warnings, inputs, figures };
    const opened = await packageModel(request, ports, data, {
      rows,
      plan: split.plan,
      trained,
      fitted,
      classes,
      started,
      done,
      view,
    });
    await rm(scratch, { recursive: true, force: true });
    const { identity } = opened.manifest;
    const made = {
      path: relative(request.out, opened.directory),
      digest: identity,
      bytes: packageBytes(opened.manifest),
    };
    ports.log.info(`package ${identity.slice(7, 19)} written to ${opened.directory}`);
    return evidenceOf('train', request, ports, started, {
      ...done,
      reasons: reasons.length > 0 ? reasons : [trainedReason(figures)],
      figures: { ...figures, package: made },
    });
  } finally {
    await data.close();
  }
}

/** The contract that requests to the model will be held against. */
async function viewContract({ config, directory }: StageRequest) {
  const contract = await readContract(resolve(directory, config.data.contract), config.data.contract);
  const view = datasetContract(contract, VIEW);
  if (!view) {
    throw new UserError(`${config.data.contract} has no contract of the view`, {
      hint: 'The prediction server holds requests against it. Write it with `mlops init`, under `datasets.view`.',
    });
  }
  return view;
}

function baseFigures(
  { config }: StageRequest,
  { plan }: OpenSplit,
  leakage: readonly LeakageFinding[],
): Figures {
  return {
    task: config.model.task,
    trainer: config.train.trainer,
    parameters: {},
    seed: config.train.seed,
    splits: { train: periodOf(plan.train), validation: periodOf(plan.validation), test: periodOf(plan.test) },
    features: { columns: leakage.length, width: 0 },
    history: [],
    leakage: leakage.map((finding) => ({ ...finding })),
    package: null,
  };
}

function leakageReasons(leakage: readonly LeakageFinding[]): Reason[] {
  return leakage.flatMap(({ column, auc, action }): Reason[] => {
    if (action === 'none') return [];
    const shown = auc.toFixed(3);
    const sentences = {
      stopped: `\`${column}\` alone predicts the label with an AUC of ${shown}: it was made from the label or is known only after it. Name it under \`data.view.unavailable\` and drop it as a feature, or allow it under \`train.allow-leakage\`.`,
      warned: `\`${column}\` alone predicts the label with an AUC of ${shown}, which is suspicious. Is it known when predicting? If so, name it under \`train.allow-leakage\`.`,
      allowed: `\`${column}\` alone predicts the label with an AUC of ${shown} and is allowed by name.`,
    };
    return [
      {
        rule: 'leakage',
        outcome: action === 'stopped' ? 'fail' : action === 'warned' ? 'warn' : 'pass',
        measured: auc,
        bound: action === 'stopped' ? LEAKAGE_STOPS : LEAKAGE_WARNS,
        sentence: sentences[action],
        column,
      },
    ];
  });
}

function trainedReason({ splits, trainer }: Figures): Reason {
  const rows = splits.train.rows;
  const sentence = `The ${trainer} trainer made a model from ${rows.toLocaleString('en-US')} rows.`;
  return { rule: 'trained', outcome: 'pass', measured: rows, bound: null, sentence };
}

/** The package in production, for trainers that start from it. */
async function champion(request: StageRequest, ports: Ports): Promise<string | null> {
  if (request.config.train.trainer !== 'command') return null;
  const registry = await ports.openRegistry(request);
  const version = await registry.assigned(request.config.gate.baseline);
  if (version === null) return null;
  return (await registry.fetch(version, resolve(request.out, 'champion', version))).directory;
}

interface Made {
  readonly rows: Frame;
  readonly plan: SplitPlan;
  readonly trained: TrainedModel;
  readonly fitted: ReturnType<typeof fitTransforms>;
  readonly classes: readonly string[];
  readonly started: Date;
  readonly done: Findings<'train'>;
  readonly view: Awaited<ReturnType<typeof viewContract>>;
}

async function packageModel(
  request: StageRequest,
  ports: Ports,
  { engine }: OpenData,
  { rows, plan, trained, fitted, classes, started, done, view }: Made,
): Promise<ModelPackage> {
  const { config, out } = request;
  const kept = viewRows(rows, request);
  const asked = await baselineRows(engine, request, plan, kept);
  const baseline = await writeBaseline(engine, asked, config.train.seed, out);
  const evidence = evidenceOf('train', request, ports, started, done);
  const tools = { ...ports.tools, ...trained.tools };
  const { features, history, parameters, splits } = done.figures;
  const opened = await writePackage(join(out, 'package'), {
    name: config.model.name,
    model: { format: trained.format, files: trained.files },
    signature: signatureOf(request, kept, classes),
    transform: fitted,
    contract: { version: 1, datasets: { [VIEW]: requestContract(view, kept) } },
    profile: baseline.profile,
    baseline: baseline.file,
    metrics: {},
    lineage: {
      run: evidence.run,
      data: done.inputs,
      seed: config.train.seed,
      parameters,
      splits,
      features,
      epochs: history.length,
      machine: ports.machine,
      tools,
    },
    readme: cardOf(evidence),
    created: started.toISOString(),
    tools,
  });
  await rm(baseline.file, { force: true });
  return opened;
}

/** The view's contract as far as it is about what a request carries: neither the label nor what only the view has. */
function requestContract(view: Made['view'], { columns: kept }: Frame): Made['view'] {
  const columns = Object.entries(view.columns).filter(([name]) => kept.has(name));
  return {
    ...view,
    keys: view.keys.filter((name) => kept.has(name)),
    'additional-columns': 'allow',
    columns: Object.fromEntries(columns),
  };
}

function signatureOf(request: StageRequest, rows: Frame, classes: readonly string[]): Signature {
  const { inputs, extras } = viewColumns(request);
  const typed = (names: readonly string[]) =>
    names.map((name) => ({ name, type: columnOf(rows, name).type }));
  const { model, data } = request.config;
  return {
    task: model.task,
    inputs: typed(inputs),
    extras: typed(extras),
    time: data.view.time ?? null,
    label: model.label,
    classes: [...classes],
  };
}

/** What goes in and out of storage and servers: inputs and extras, never the label. */
function viewRows(rows: Frame, request: StageRequest): Frame {
  const { inputs, extras } = viewColumns(request);
  return {
    rows: rows.rows,
    columns: new Map([...inputs, ...extras].map((name) => [name, columnOf(rows, name)])),
  };
}

function withoutLabel(rows: Frame, label: string): Frame {
  const columns = new Map(rows.columns);
  columns.delete(label);
  return { rows: rows.rows, columns };
}
