import { mkdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { durationOf } from '../config/duration.ts';
import type { CommandTrainConfig } from '../config/schema/train.ts';
import { takeMatrixRows } from '../features/transforms.ts';
import { MODEL_ENGINES } from '../models/engines.ts';
import { scoresOf } from '../models/predict.ts';
import { UserError } from '../system/errors.ts';
import { type ProgramResult, runProgram } from '../system/process.ts';
import { inheritedEnvironment } from '../system/program-environment.ts';
import { howItEnded, LAST_LINES, lastLines, refuseFailure } from './command-failure.ts';
import { type FoundModel, findModel } from './found-model.ts';
import { MetricsFile, type MetricsLine } from './metrics-file.ts';
import { endOfProgram, ranOutOfTime, timeLeft } from './time-budget.ts';
import type { TrainedModel, TrainPorts, TrainRequest } from './trainer.ts';
import { writeTrainingData } from './training-data.ts';

const CHECKED_ROWS = 100;
/** How long a predict program may take where no `train.time-limit` is set. */
export const PREDICT_TIME_LIMIT = '1h';

/**
 * Trains with the user's program. It finds in its environment: `MLOPS_TRAIN_DATA`,
 * `MLOPS_VALIDATION_DATA` and `MLOPS_TEST_DATA` (Parquet: the transformed features, float32, and the
 * label but in the test data: a number, or the index of the class), `MLOPS_LABEL` (its column),
 * `MLOPS_TASK`, `MLOPS_CLASSES` (JSON), `MLOPS_PARAMS` (a JSON file), `MLOPS_SEED`,
 * `MLOPS_OUTPUT_DIR`, `MLOPS_CHECKPOINT_DIR`, `MLOPS_PREVIOUS_MODEL` (the package in production) where there is one, and
 * `MLOPS_TIME_BUDGET` (seconds until it gets SIGTERM) where the config has a time budget: a model that it leaves then,
 * ending with exit code 0, is taken. It leaves one ONNX or TF.js model in the output folder (with
 * `train.predict` data: safetensors, JSON, text), and may write
 * `metrics.jsonl` (live progress) and `tools.json` (name → version) there.
 * @throws UserError when the program fails, runs out of time, or leaves no model of an allowed format
 * @throws DataError when the model is damaged or does not predict what it must
 */
export async function train(request: TrainRequest, ports: TrainPorts): Promise<TrainedModel> {
  const config = request.config as CommandTrainConfig;
  const scratch = resolve(request.scratch);
  const output = join(scratch, 'output');
  await rm(output, { recursive: true, force: true });
  await mkdir(output, { recursive: true });
  await mkdir(resolve(request.checkpoints), { recursive: true });
  const environment = {
    ...inheritedEnvironment(ports.environment),
    ...(await writeTrainingData(request, config, ports, scratch)),
    MLOPS_OUTPUT_DIR: output,
    MLOPS_CHECKPOINT_DIR: resolve(request.checkpoints),
  };
  const { history, cutShort, last } = await runTraining(config, request, output, environment, ports);
  const model = await findModel(output, config.predict).catch(async (error: unknown) => {
    if (!request.budget || cutShort === undefined) throw error;
    const command = config.command.join(' ');
    throw await ranOutOfTime(command, lastLines(last), request.budget, environment.MLOPS_CHECKPOINT_DIR);
  });
  if (cutShort !== undefined) ports.log.warn(cutShort);
  ports.log.info(`the training program left ${model.path} (${model.format})`);
  await checkModel(model, request, config, ports);
  return {
    format: model.format,
    files: model.files,
    history,
    parameters: {
      command: config.command,
      ...(config.predict ? { predict: config.predict } : {}),
      ...config.parameters,
    },
    tools: await toolsOf(output),
    ...(cutShort === undefined ? {} : { cutShort }),
  };
}

async function runTraining(
  config: CommandTrainConfig,
  { budget, workspace, checkpoints }: TrainRequest,
  output: string,
  environment: Record<string, string>,
  ports: TrainPorts,
) {
  const [program, ...args] = config.command as [string, ...string[]];
  const started = ports.clock.now().getTime();
  const seconds = () => (ports.clock.now().getTime() - started) / 1000;
  const progress = ports.log.progress('training');
  const metrics = new MetricsFile(join(output, 'metrics.jsonl'), seconds, (line, { epoch }) => {
    progress.update(epoch, detailOf(line, seconds()));
  });
  const last: string[] = [];
  const limit = config['time-limit'] ? durationOf(config['time-limit'], 'train.time-limit') : undefined;
  const end = budget ? endOfProgram(timeLeft(budget, ports.clock)) : undefined;
  const isBudget = end !== undefined && end.askAfterMs <= (limit ?? Number.POSITIVE_INFINITY);
  const timeoutMs = isBudget ? end.askAfterMs : limit;
  metrics.start();
  let result: ProgramResult;
  try {
    result = await runProgram(program, args, {
      cwd: workspace,
      env: {
        ...environment,
        ...(end ? { MLOPS_TIME_BUDGET: String(Math.max(Math.floor(end.askAfterMs / 1000), 1)) } : {}),
      },
      onLine: (line) => {
        last.push(line);
        if (last.length > LAST_LINES) last.shift();
        ports.log.info(`│ ${line}`);
      },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(isBudget ? { graceMs: end.graceMs } : {}),
    });
  } finally {
    await metrics.stop();
    progress.end();
  }
  if (metrics.ignored > 0) {
    ports.log.warn(
      `${metrics.ignored} lines of metrics.jsonl were left out: each must be a JSON object with numbers`,
    );
  }
  const { history } = metrics;
  if (!budget || !isBudget || result.stopped !== 'timeout') {
    refuseFailure(config, result, last);
    return { history, last };
  }
  // Only a program that ends well itself vouches for what it left: a killed one may have been writing.
  if (result.code !== 0) {
    const how = `; it was asked to end and ${howItEnded(result)}${lastLines(last)}`;
    throw await ranOutOfTime(config.command.join(' '), how, budget, resolve(checkpoints));
  }
  const cutShort = `The time budget of ${budget.text} ended the training program, which left the model that it had.`;
  return { history, last, cutShort };
}

function detailOf(line: MetricsLine, seconds: number): string {
  const figures = Object.entries({ loss: line.loss, validation: line.validationLoss, ...line.others })
    .flatMap(([name, value]) => (value === null ? [] : [`${name} ${value.toPrecision(4)}`]))
    .slice(0, 5);
  if (line.epochs !== null && line.epochs >= line.epoch) {
    figures.push(`${Math.ceil((seconds / line.epoch) * (line.epochs - line.epoch))} s left`);
  }
  return figures.join(', ');
}

/** A model that cannot predict the validation rows is refused now, not when it is deployed. */
async function checkModel(
  model: FoundModel,
  request: TrainRequest,
  config: CommandTrainConfig,
  { engine: data, environment, log, signal }: TrainPorts,
): Promise<void> {
  const { task, classes, workspace, scratch } = request;
  const { matrix } = request.validation;
  const where = 'the trained model';
  const { openModel } = await MODEL_ENGINES[model.format]();
  const engine = await openModel({ files: model.files, where }, matrix.width, {
    signature: { task, classes: [...classes] },
    programs: {
      engine: data,
      log,
      environment,
      workspace,
      scratch,
      commands: config.predict ? [config.predict] : [],
      timeoutMs: durationOf(config['time-limit'] ?? PREDICT_TIME_LIMIT, 'train.time-limit'),
      ...(signal ? { signal } : {}),
    },
  });
  try {
    const rows = Array.from({ length: Math.min(CHECKED_ROWS, matrix.rows) }, (_, row) => row);
    const output = await engine.predict(takeMatrixRows(matrix, rows));
    scoresOf(output, task, classes.length, where);
  } finally {
    await engine.close();
  }
}

/** The versions that the program noted, if it did. */
async function toolsOf(output: string): Promise<Record<string, string>> {
  const text = await readFile(join(output, 'tools.json'), 'utf8').catch(() => '{}');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const plain =
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((version) => typeof version === 'string');
  if (!plain) {
    throw new UserError(
      'the training program left a tools.json that is not an object of names and versions',
      {
        hint: 'Write `{"scikit-learn": "1.9.1"}`, or no such file.',
      },
    );
  }
  return value as Record<string, string>;
}
