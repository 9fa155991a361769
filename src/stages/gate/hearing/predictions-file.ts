import { constants } from 'node:fs';
import { copyFile, lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { GateConfig } from '../../../config/schema/gate.ts';
import type { ModelConfig } from '../../../config/schema/model.ts';
import { readContract } from '../../../data/contract/contract-file.ts';
import { columnOf, type Frame, type Value } from '../../../data/engine/frame.ts';
import { gateColumnsOf } from '../../../evaluation/rules/rules.ts';
import type { Predictor } from '../../../models/predict.ts';
import { readTable } from '../../../models/scores-file.ts';
import { DataError, UserError } from '../../../system/errors.ts';
import { digestOfFile, makeFolder } from '../../../system/files.ts';
import type { OpenData } from '../../data.ts';
import type { Ports, StageRequest } from '../../stage.ts';
import type { Court, Judged } from '../court.ts';
import { judged } from '../judge-model.ts';
import { withOwnMetrics } from '../own-metrics.ts';
import { rowFactsOf } from '../row-facts.ts';
import { fixedThreshold } from '../threshold.ts';
import type { Hearing } from './hearing.ts';
import { type JudgedHow, outcomesOfFile, predictionsOf, saidIn, withoutScores } from './said-in-file.ts';

const LARGEST_BYTES = 4 * 2 ** 30;
/** The ending of a file, which tells its format; of compressed ones both. */
const ENDING = /(?:\.[A-Za-z0-9]{1,8})?\.[A-Za-z0-9]{1,8}$/;

/** A file of predictions, read. */
interface PredictionsFile {
  /** As the config names it. */
  readonly name: string;
  /** What it is called beside the evidence. */
  readonly copy: string;
  readonly sha256: string;
  readonly rows: Frame;
}

/**
 * What files say of the rows, in place of models: nothing is loaded and nothing is run, and there need be no run of
 * `train`. Slices, weights and clusters are columns of the challenger's file.
 * @throws UserError where a file or a column that the gate needs is not there
 * @throws DataError where a file is damaged, or the two files are not about the same rows
 */
export async function hearPredictions(request: StageRequest, ports: Ports): Promise<Hearing> {
  const { config, directory, out } = request;
  const named = config.gate.predictions as NonNullable<GateConfig['predictions']>;
  const { label } = config.model;
  if ((request.candidates ?? []).length > 0) {
    throw new UserError('candidates are models, and `gate.predictions` has the predictions judged instead', {
      hint: 'Leave one of the two out.',
    });
  }
  await makeFolder(out);
  const engine = await ports.openEngine([out]);
  try {
    const challengers = await readPredictions(named.challenger, 'predictions', request, engine);
    const champions =
      named.champion === undefined
        ? null
        : await readPredictions(named.champion, 'champion-predictions', request, engine);
    const { rows } = challengers;
    if (rows.rows === 0) throw new DataError(`${named.challenger} has no rows`);
    refuseWrongColumns(challengers, [label, ...gateColumnsOf(config.gate)], config.model);
    if (champions) {
      refuseWrongColumns(champions, [label], config.model);
      refuseOtherRows(challengers, champions, config.model);
    }
    ports.log.info(`judge ${rows.rows.toLocaleString('en-US')} predictions of ${named.challenger}`);
    const threshold = fixedThreshold(config.gate);
    const contract = await readContract(resolve(directory, config.data.contract)).catch(() => null);
    const data: OpenData = {
      engine,
      contract: contract ?? { version: 1, datasets: {} },
      sources: new Map(),
      createView: () => Promise.reject(noModel()),
      close: () => engine.close(),
    };
    const court: Court = {
      rows: withoutScores(rows, config.model),
      facts: rowFactsOf(rows, { rows, train: new Uint32Array() }, config),
      data,
      request,
      ports,
      models: [],
    };
    const how = { threshold, facts: court.facts };
    const challenger = await withOwnMetrics(
      'challenger',
      judgedFile(challengers, rows, config.model, how),
      court,
    );
    const champion =
      champions && (await withOwnMetrics('champion', judgedFile(champions, rows, config.model, how), court));
    return {
      court,
      challenger,
      champion,
      version: null,
      ...(champions ? { baselineName: champions.name } : {}),
      period: { rows: rows.rows },
      warnings: [],
      notes: [
        `Files of predictions were judged, and no model was loaded: ${[challengers, champions].flatMap((file) => file?.name ?? []).join(' against ')}. There is no package that could be registered.`,
      ],
      inputs: {
        predictions: challengers.sha256,
        ...(champions ? { 'champion-predictions': champions.sha256 } : {}),
      },
      keep: async () => {},
      close: () => engine.close(),
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Copies the file beside the evidence, as `as` with its own ending, and reads the copy: what was read is what stays. */
async function readPredictions(
  name: string,
  as: string,
  { directory, out }: StageRequest,
  engine: OpenData['engine'],
): Promise<PredictionsFile> {
  const from = resolve(directory, name);
  const file = await lstat(from).catch(() => undefined);
  if (!file?.isFile()) {
    throw new UserError(`there is no file of predictions at ${name}`, {
      hint: 'Name one file (CSV, Parquet, JSON Lines) under `gate.predictions`, relative to the config.',
    });
  }
  if (file.size > LARGEST_BYTES) {
    throw new DataError(`${name} has ${file.size} bytes; a file of predictions may have 4 GiB`);
  }
  const copy = `${as}${ENDING.exec(name)?.[0] ?? ''}`;
  const path = resolve(out, copy);
  await copyFile(from, path, constants.COPYFILE_FICLONE);
  const rows = await readTable(engine, path).catch((error: unknown) => {
    throw ofFile(error, name, copy);
  });
  return { name, copy, sha256: await digestOfFile(path), rows };
}

/** An error about the copy, told of the file that the config names. */
function ofFile(error: unknown, name: string, copy: string): unknown {
  const Kind = [DataError, UserError].find((kind) => error instanceof kind);
  if (!Kind) return error;
  const { message, hint } = error as DataError | UserError;
  const said = message.replace(/^source \S+: /, '').replaceAll(copy, name);
  return new Kind(said, { ...(hint === undefined ? {} : { hint }), cause: error });
}

/** Throws DataError with the first row in which what both files tell about the rows differs. */
function refuseOtherRows(one: PredictionsFile, other: PredictionsFile, model: ModelConfig): void {
  if (one.rows.rows !== other.rows.rows) {
    throw otherRows(one, other, `${one.rows.rows} and ${other.rows.rows} rows`);
  }
  const mine = withoutScores(one.rows, model).columns;
  const theirs = withoutScores(other.rows, model).columns;
  let first: { readonly row: number; readonly column: string } | undefined;
  for (const [column, { values }] of mine) {
    const against = theirs.get(column)?.values;
    if (!against) continue;
    const end = first?.row ?? one.rows.rows;
    for (let row = 0; row < end; row++) {
      if (Object.is(values[row] ?? null, against[row] ?? null)) continue;
      if (textOf(values[row]) === textOf(against[row])) continue;
      first = { row, column };
      break;
    }
  }
  if (!first) return;
  const { row, column } = first;
  const shown = [mine, theirs].map((columns) => textOf(columns.get(column)?.values[row]).slice(0, 60));
  throw otherRows(
    one,
    other,
    `row ${row + 1} has ${shown.join(' and ')} in ${JSON.stringify(column.slice(0, 60))}`,
  );
}

/** A value as both files would write it: 1 and 1.0 are the same number, whatever the format. */
function textOf(value: Value | undefined): string {
  return JSON.stringify(value ?? null);
}

function otherRows(one: PredictionsFile, other: PredictionsFile, what: string): DataError {
  return new DataError(`${one.name} and ${other.name} are not about the same rows: ${what}`, {
    hint: 'Let both models predict the same rows, and write them in the same order.',
  });
}

/**
 * Throws UserError where one of the columns `wanted` is not there, or is what was predicted: a label that is its own
 * prediction is always right.
 */
function refuseWrongColumns(
  { name, rows }: PredictionsFile,
  wanted: readonly string[],
  { task, label }: ModelConfig,
): void {
  const missing = wanted.find((column) => !rows.columns.has(column));
  if (missing !== undefined) {
    throw new UserError(`${name} has no column ${JSON.stringify(missing)}, which the gate needs`, {
      hint: `It has ${[...rows.columns.keys()].slice(0, 20).join(', ')}. The label is \`model.label\`; slices and weights are columns of the same file.`,
    });
  }
  const { scores, prediction } = saidIn(rows, task);
  const said = new Set([...scores, ...(prediction ? [prediction] : [])].map((column) => column.name));
  const predicted = wanted.find((column) => said.has(column));
  if (predicted === undefined) return;
  throw new UserError(
    `${name} has in ${JSON.stringify(predicted)} what was predicted, and the gate takes it for ${predicted === label ? 'the label' : 'a column of the rows'} too`,
    { hint: 'Give the column of the rows another name, in the file and in the config.' },
  );
}

function judgedFile(
  { name, copy, sha256, rows }: PredictionsFile,
  labelled: Frame,
  model: ModelConfig,
  how: JudgedHow,
): Judged {
  const outcomes = outcomesOfFile(name, rows, columnOf(labelled, model.label), model, how);
  const file = { path: copy, sha256 };
  const { scores, prediction } = saidIn(rows, model.task);
  const columns = scores.length > 0 ? scores : prediction ? [prediction] : [];
  const predictions = predictionsOf(rows.rows, columns);
  const said = { threshold: how.threshold, outcomes, predictions };
  const { figures, ...rest } = judged(ABSENT, sha256, said, file);
  return { ...rest, figures: { ...figures, file: name } };
}

function noModel(): UserError {
  return new UserError(
    'gate.predictions: files of predictions are judged, and there is no model that could be asked',
    {
      hint: 'Leave out what asks a model (behaviour, robustness, budgets), or judge the package of a run.',
    },
  );
}

/** Stands where a model would: whoever asks it learns that there is none. */
const ABSENT: Predictor = {
  get package(): never {
    throw noModel();
  },
  predict: () => Promise.reject(noModel()),
  problems: () => {
    throw noModel();
  },
  close: async () => {},
};
