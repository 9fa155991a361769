import { constants } from 'node:fs';
import { copyFile, lstat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { GateConfig } from '../../config/gate-schema.ts';
import type { ModelConfig, Task } from '../../config/schema.ts';
import { readContract } from '../../data/contract/contract-file.ts';
import { type Column, columnOf, type Frame, type Value } from '../../data/engine/frame.ts';
import { outcomesOf, type Scored } from '../../evaluation/encoding.ts';
import type { Outcomes } from '../../evaluation/outcomes.ts';
import { gateColumnsOf } from '../../evaluation/rules.ts';
import type { Predictions, Predictor } from '../../models/predict.ts';
import { readTable } from '../../models/scores-file.ts';
import { DataError, UserError } from '../../system/errors.ts';
import { digestOfFile, makeFolder } from '../../system/files.ts';
import type { OpenData } from '../data.ts';
import type { Ports, StageRequest } from '../stage.ts';
import type { Hearing } from './hearing.ts';
import { type Court, type Judged, judged } from './judge-model.ts';
import { withOwnMetrics } from './own-metrics.ts';
import { type RowFacts, rowFactsOf } from './row-facts.ts';
import { type ChosenThreshold, fixedThreshold } from './threshold.ts';

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
    if (champions) refuseOtherRows(challengers, champions, config.model);
    refuseMissingColumns(challengers, config.gate, config.model.label);
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
  const rows = await readTable(engine, path);
  return { name, copy, sha256: await digestOfFile(path), rows };
}

/** The columns in which a file can say what it predicts, as far as it has them. */
function saidIn(
  rows: Frame,
  task: Task,
): { readonly scores: Column[]; readonly prediction: Column | undefined } {
  const column = (name: string) => rows.columns.get(name);
  const prediction = column('prediction');
  if (task !== 'multiclass-classification') {
    const score = column('score');
    return { scores: score ? [score] : [], prediction };
  }
  const scores = [...rows.columns.values()].filter(({ name }) => name.startsWith('p_') && name.length > 2);
  return { scores, prediction };
}

/** What a request could hold: the columns about the rows, and the label. */
function withoutScores(rows: Frame, { task, label }: ModelConfig): Frame {
  const { scores, prediction } = saidIn(rows, task);
  const said = new Set([...scores, ...(prediction ? [prediction] : [])].map(({ name }) => name));
  const kept = [...rows.columns].filter(([name]) => name === label || !said.has(name));
  return { rows: rows.rows, columns: new Map(kept) };
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

function refuseMissingColumns({ name, rows }: PredictionsFile, gate: GateConfig, label: string): void {
  const missing = [label, ...gateColumnsOf(gate)].find((column) => !rows.columns.has(column));
  if (missing === undefined) return;
  throw new UserError(`${name} has no column ${JSON.stringify(missing)}, which the gate needs`, {
    hint: `It has ${[...rows.columns.keys()].slice(0, 20).join(', ')}. The label is \`model.label\`; slices and weights are columns of the same file.`,
  });
}

/** What a file does not say itself. */
interface JudgedHow {
  readonly threshold: ChosenThreshold;
  readonly facts: RowFacts;
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

function outcomesOfFile(
  name: string,
  rows: Frame,
  label: Column,
  { task, positive }: ModelConfig,
  { threshold: { threshold }, facts }: JudgedHow,
): Outcomes {
  const { scores, prediction } = saidIn(rows, task);
  for (const column of [...scores, ...(task === 'regression' && prediction ? [prediction] : [])]) {
    if (column.type !== 'number' && column.type !== 'integer') {
      throw new DataError(`${name} has ${column.name} as ${column.type}, and it must be numbers`);
    }
  }
  const labels = label.values;
  const [score] = scores;
  const noColumn = (wanted: string) =>
    new UserError(`${name} has no column of predictions for ${task}`, {
      hint: `Write ${wanted}. It has ${[...rows.columns.keys()].slice(0, 20).join(', ')}.`,
    });
  const numbers = ({ values }: Column) => values as readonly (number | null)[];
  if (task === 'regression') {
    const said = prediction ?? score;
    if (!said) throw noColumn('the predicted values as `prediction`');
    return outcomesOf({ ...facts, task, labels, predictions: said.values });
  }
  const decided = prediction ? { predictions: asLabels(prediction, label) } : {};
  if (task === 'binary-classification') {
    if (!score && !prediction) throw noColumn('the probability as `score`, or the class as `prediction`');
    if (score) refuseNoProbability(name, score);
    const scored: Scored = {
      ...facts,
      task,
      labels,
      threshold,
      positive: positiveOf(label, positive),
      ...(score ? { scores: numbers(score) } : decided),
    };
    return outcomesOf(scored);
  }
  if (scores.length === 0 && !prediction) throw noColumn('`p_<class>` for each class, or `prediction`');
  for (const column of scores) refuseNoProbability(name, column);
  const byText = new Map(labels.map((value) => [String(value), value]));
  const classes = scores.map((column) => byText.get(column.name.slice(2)) ?? column.name.slice(2));
  return outcomesOf({
    ...facts,
    task,
    labels,
    ...decided,
    ...(scores.length > 0 ? { scores: scores.map(numbers), classes } : {}),
  });
}

/** The label value that counts as positive; undefined leaves the usual ones (true, 1). */
function positiveOf(label: Column, positive: ModelConfig['positive']): Value | undefined {
  if (positive === undefined) return undefined;
  return label.values.find((value) => String(value) === String(positive)) ?? positive;
}

/** Predicted classes as values of the label, so that `1` of a text column is the label 1. */
function asLabels(prediction: Column, label: Column): Value[] {
  const byText = new Map(label.values.map((value) => [String(value), value]));
  return prediction.values.map((value) => (value === null ? null : (byText.get(String(value)) ?? value)));
}

function refuseNoProbability(name: string, column: Column): void {
  const row = column.values.findIndex((value) => typeof value === 'number' && (value < 0 || value > 1));
  if (row < 0) return;
  throw new DataError(
    `${name} has ${column.values[row]} as ${column.name} in row ${row + 1}, which is no probability`,
    {
      hint: 'Write probabilities from 0 to 1; for decisions without them write the class as `prediction`.',
    },
  );
}

function predictionsOf(rows: number, columns: readonly Column[]): Predictions {
  const width = Math.max(1, columns.length);
  const scores = new Float64Array(rows * width).fill(Number.NaN);
  for (const [place, { values }] of columns.entries()) {
    for (let row = 0; row < rows; row++) {
      const value = values[row];
      if (typeof value === 'number') scores[row * width + place] = value;
    }
  }
  return { rows, width, scores };
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
