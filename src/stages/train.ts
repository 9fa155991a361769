import { relative } from 'node:path';
import { type DatasetContract, datasetContract, VIEW } from '../data/contract/contract.ts';
import { columnOf, takeRows } from '../data/engine/frame.ts';
import type { EvidenceOf } from '../evidence/schema.ts';
import { packageBytes } from '../models/package.ts';
import { shortDigest } from '../report/format.ts';
import { UserError } from '../system/errors.ts';
import { canonicalJson, digestOf } from '../system/files.ts';
import { classesOf, targetsOf } from '../training/labels.ts';
import { findLeakage, type LeakageFinding } from '../training/leakage.ts';
import { timeBudget } from '../training/time-budget.ts';
import { contractOf, fetchedDigests, openData, viewColumns } from './data.ts';
import { fitModel } from './fit-model.ts';
import { packageModel } from './packaging.ts';
import { type OpenSplit, openSplit, periodOf } from './split.ts';
import { evidenceOf, type Findings, type Ports, type StageRequest } from './stage.ts';
import { budgetReason, leakageReasons, trainedReason } from './training-reasons.ts';

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
