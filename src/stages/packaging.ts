import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { columnsOfSchema } from '../data/checks/json-schema.ts';
import type { DatasetContract } from '../data/contract/contract.ts';
import { VIEW } from '../data/contract/contract.ts';
import { columnOf, type Frame } from '../data/engine/frame.ts';
import type { FittedTransforms } from '../features/fitted.ts';
import type { ModelPackage, Signature } from '../models/package.ts';
import { writePackage } from '../models/package-write.ts';
import { cardOf } from '../report/card.ts';
import type { TrainedModel } from '../training/trainer.ts';
import { baselineRows, writeBaseline } from './baseline.ts';
import { type OpenData, viewColumns } from './data.ts';
import { evidenceOf, type Findings, type Ports, type StageRequest } from './stage.ts';

/** What training made, and what is known about it. */
export interface Trained {
  /** The training rows, with the label. */
  readonly rows: Frame;
  readonly model: TrainedModel;
  readonly fitted: FittedTransforms;
  readonly classes: readonly string[];
  /** The view's contract. */
  readonly view: DatasetContract;
  readonly started: Date;
  /** The findings of train so far. */
  readonly findings: Findings<'train'>;
}

/** Writes the package of a trained model to `package` in the run folder. */
export async function packageModel(
  request: StageRequest,
  ports: Ports,
  { engine }: OpenData,
  { rows, model, fitted, classes, view, started, findings }: Trained,
): Promise<ModelPackage> {
  const { config, out } = request;
  const kept = viewRows(rows, request);
  const asked = await baselineRows(engine, request, findings.figures.splits.train, kept);
  const baseline = await writeBaseline(engine, asked, config.train.seed, out);
  try {
    const evidence = evidenceOf('train', request, ports, started, findings);
    const { features, history, parameters, splits } = findings.figures;
    return await writePackage(join(out, 'package'), {
      name: config.model.name,
      model: { format: model.format, files: model.files },
      signature: signatureOf(request, kept, classes),
      transform: fitted,
      contract: { version: 1, datasets: { [VIEW]: requestContract(view, kept) } },
      profile: baseline.profile,
      baseline: baseline.file,
      metrics: {},
      lineage: {
        run: evidence.run,
        data: findings.inputs,
        seed: config.train.seed,
        parameters,
        splits,
        features,
        epochs: history.length,
        machine: ports.machine,
        tools: evidence.tools,
      },
      readme: cardOf(evidence),
      created: started.toISOString(),
      tools: evidence.tools,
    });
  } finally {
    await rm(baseline.file, { force: true });
  }
}

/** The view's contract as far as it is about what a request carries: neither the label nor what only the view has. */
function requestContract(view: DatasetContract, { columns: kept }: Frame): DatasetContract {
  const columns = Object.entries(view.columns).filter(([name]) => kept.has(name));
  // What only many rows can tell, and what may be about columns that a request does not carry, stays behind.
  const { quality: _quality, checks: _checks, 'row-schema': ofRow, ...rules } = view;
  return {
    ...rules,
    ...(ofRow === undefined || !columnsOfSchema(ofRow).every((name) => kept.has(name))
      ? {}
      : { 'row-schema': ofRow }),
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
