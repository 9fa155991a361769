import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CommandTrainConfig, TfjsConfig } from '../../src/config/schema/train.ts';
import type { DataEngine } from '../../src/data/engine/engine.ts';
import { randomOf } from '../../src/stats/random.ts';
import { type Clock, systemClock } from '../../src/system/clock.ts';
import { describeError, UserError } from '../../src/system/errors.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { runProgram } from '../../src/system/process.ts';
import { timeBudget } from '../../src/training/time-budget.ts';
import { trainModel } from '../../src/training/train-model.ts';
import type { LabelledRows, TrainRequest } from '../../src/training/trainer.ts';
import { temporaryFolder, testEngine } from '../data/engine.ts';
import { copyOf, initWorkspace } from '../stages/workspace.ts';

const root = temporaryFolder();
const onnx = fileURLToPath(new URL('../fixtures/models/logistic.onnx', import.meta.url));
let engine: DataEngine;
beforeAll(async () => {
  engine = await testEngine(root);
});

function rowsOf(count: number, seed: number): LabelledRows {
  const random = randomOf(seed);
  const values = Float32Array.from({ length: count * 3 }, () => random.normal());
  const targets = Float64Array.from({ length: count }, (_, row) => Number((values[row * 3] ?? 0) > 0));
  return { matrix: { rows: count, width: 3, names: ['a', 'b', 'c'], values }, targets };
}

const request = (folder: string): Omit<TrainRequest, 'config'> => ({
  task: 'binary-classification',
  label: 'late',
  classes: ['false', 'true'],
  train: rowsOf(1000, 1),
  validation: rowsOf(200, 2),
  test: rowsOf(50, 3).matrix,
  workspace: folder,
  scratch: join(folder, 'scratch'),
  checkpoints: join(folder, 'checkpoints'),
  previousModel: null,
});
const ports = (clock: Clock, log = new MemoryLog()) => ({
  log,
  clock,
  engine,
  environment: { PATH: process.env.PATH },
});

describe('the built-in trainer', () => {
  const config: TfjsConfig = {
    trainer: 'tfjs',
    hidden: [4],
    l2: 0,
    dropout: 0,
    epochs: 50,
    patience: 50,
    'batch-size': 100,
    'learning-rate': 0.01,
    'class-weights': 'none',
    backend: 'wasm',
    seed: 7,
    'allow-leakage': [],
  };
  /** Each look at the clock takes a second of its time: about ten to an epoch of ten steps. */
  function ticking(): Clock {
    let now = Date.parse('2026-01-01T00:00:00Z');
    return {
      now: () => {
        now += 1000;
        return new Date(now);
      },
    };
  }
  const trainFor = (budget: string, changes: Partial<TfjsConfig> = {}) => {
    const log = new MemoryLog();
    return trainModel(
      {
        ...request(root),
        config: { ...config, ...changes, 'time-budget': budget },
        budget: timeBudget(budget, new Date('2026-01-01T00:00:00Z')),
      },
      ports(ticking(), log),
    ).then((model) => ({ model, log }));
  };

  it('ends with the best model so far, and says so', async () => {
    const { model, log } = await trainFor('1m');
    const last = model.history.length;
    expect(last).toBeGreaterThan(2);
    expect(last).toBeLessThan(50);
    expect(model.files.map(({ path }) => path)).toEqual(['model.json', 'weights.bin']);
    expect(model.cutShort).toMatch(
      new RegExp(
        `^The time budget of 1m ended training in epoch ${last} of at most 50; the model is that of epoch \\d+`,
      ),
    );
    expect(log.lines).toContainEqual({ level: 'warn', message: model.cutShort });
    expect(model.parameters).toMatchObject({ 'time-budget': '1m' });
    // It gets no time that it was not given: each of these looks is a second, and each epoch told what it took.
    expect(model.history.at(-1)?.seconds).toBeLessThanOrEqual(61);
  });

  it('goes through the same epochs as a training without a budget, up to the end', async () => {
    const { model } = await trainFor('1m');
    const whole = model.history.slice(0, -1);
    const { model: same } = await trainFor('1w', { epochs: whole.length });
    expect(same.history.map(({ loss }) => loss)).toEqual(whole.map(({ loss }) => loss));
    expect(same.cutShort).toBeUndefined();
  });

  it('has a model even where the first epoch is too long', async () => {
    const { model } = await trainFor('5s');
    expect(model.history).toHaveLength(1);
    expect(model.history[0]?.loss).toBeGreaterThan(0);
    expect(model.cutShort).toContain(
      'in epoch 1 of at most 50; the model is that of epoch 1, as far as it came',
    );
  });

  it('says nothing of a budget that was enough', async () => {
    const { model } = await trainFor('1w', { epochs: 3 });
    expect(model.history).toHaveLength(3);
    expect(model).not.toHaveProperty('cutShort');
  });

  it('does not begin where the data took it all', async () => {
    const clock = { now: () => new Date('2026-01-01T02:00:00Z') };
    const budget = timeBudget('90m', new Date('2026-01-01T00:00:00Z'));
    const attempt = trainModel({ ...request(root), config, budget }, ports(clock));
    await expect(attempt).rejects.toBeInstanceOf(UserError);
    await expect(attempt).rejects.toThrow(
      'the time budget of 90m was over before training began: to read and prepare the data took 2 h 0 min',
    );
  });
});

describe('a training program', () => {
  /** Trains with a program of these lines; `out` is the output folder, `pids` takes its processes. */
  async function trainWith(lines: string, budget: string, changes: Partial<CommandTrainConfig> = {}) {
    const folder = mkdtempSync(join(root, 'program-'));
    mkdirSync(join(folder, 'checkpoints'));
    writeFileSync(
      join(folder, 'train.mjs'),
      `import fs from 'node:fs'; import { spawn } from 'node:child_process';
       const env = process.env; const out = env.MLOPS_OUTPUT_DIR + '/';
       const tell = (name, text) => fs.appendFileSync(${JSON.stringify(folder)} + '/' + name, text + '\\n');
       tell('budget', env.MLOPS_TIME_BUDGET); tell('pids', process.pid);
       ${lines}`,
    );
    const log = new MemoryLog();
    const started = new Date();
    const config: CommandTrainConfig = {
      trainer: 'command',
      command: [process.execPath, 'train.mjs'],
      parameters: {},
      seed: 3,
      'allow-leakage': [],
      ...changes,
    };
    const result = await trainModel(
      { ...request(folder), config, budget: timeBudget(budget, started) },
      ports(systemClock, log),
    ).then(
      (model) => ({ model, error: undefined }),
      (error: unknown) => ({ model: undefined, error }),
    );
    const read = (name: string) => readFileSync(join(folder, name), 'utf8').trim().split('\n');
    return { ...result, told: describeError(result.error), log, read };
  }
  const COPY = `fs.copyFileSync(${JSON.stringify(onnx)}, out + 'model.onnx');`;
  const FOREVER = 'setInterval(() => {}, 1000);';

  it('knows its budget, and one that ends in time is not disturbed', async () => {
    const { model, read } = await trainWith(COPY, '2h');
    expect(model?.cutShort).toBeUndefined();
    // A minute of two hours is kept back, so that it can end in order.
    const [seconds] = read('budget').map(Number);
    expect(seconds).toBeGreaterThan(7100);
    expect(seconds).toBeLessThanOrEqual(7140);
  });

  it('may leave its best model when it is asked to end', async () => {
    const { model, log } = await trainWith(
      `process.on('SIGTERM', () => { ${COPY} process.exit(0); }); ${FOREVER}`,
      '4s',
    );
    expect(model).toMatchObject({
      format: 'onnx',
      cutShort: 'The time budget of 4s ended the training program, which left the model that it had.',
    });
    expect(log.lines).toContainEqual({ level: 'warn', message: model?.cutShort });
  });

  it('is refused without a model, and told how to resume', async () => {
    const { error, told } = await trainWith(
      `fs.writeFileSync(env.MLOPS_CHECKPOINT_DIR + '/epoch-3.bin', 'x'); console.log('epoch 3');
       process.on('SIGTERM', () => process.exit(0)); ${FOREVER}`,
      '3s',
    );
    expect(error).toBeInstanceOf(UserError);
    expect(told).toContain(
      'came to the end of its time budget of 3s without a model; its last lines:\n    epoch 3',
    );
    expect(told).toMatch(
      /→ What it wrote to MLOPS_CHECKPOINT_DIR \(1 file\) is in .*checkpoints: run this again/,
    );
  });

  it('is not believed where it did not end well, even with a model', async () => {
    const { error, told } = await trainWith(`${COPY} ${FOREVER}`, '3s');
    expect(error).toBeInstanceOf(UserError);
    expect(told).toMatch(/it was asked to end and was ended by SIGTERM; it printed nothing/);
    expect(told).toContain('Let it write checkpoints to MLOPS_CHECKPOINT_DIR');
    const { told: code } = await trainWith(
      `${COPY} process.on('SIGTERM', () => process.exit(7)); ${FOREVER}`,
      '3s',
    );
    expect(code).toContain('it was asked to end and ended with exit code 7');
  });

  it('that ignores SIGTERM is killed with its children within the budget', async () => {
    const { error, told, read } = await trainWith(
      `const child = "process.on('SIGTERM', () => {}); console.log(1); setInterval(() => {}, 1000);";
       process.on('SIGTERM', () => tell('terms', 'asked'));
       const grandchild = spawn(process.execPath, ['-e', child], { stdio: ['ignore', 'pipe', 'ignore'] });
       grandchild.stdout.once('data', () => tell('pids', grandchild.pid)); ${FOREVER}`,
      '4s',
    );
    expect(error).toBeInstanceOf(UserError);
    expect(told).toContain('it was asked to end and was ended by SIGKILL');
    expect(read('terms')).toEqual(['asked']);
    const pids = read('pids').map(Number);
    expect(pids).toHaveLength(2);
    for (const pid of pids) await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  });

  it('that runs into the shorter `time-limit` is told that one', async () => {
    const { told } = await trainWith(FOREVER, '1h', { 'time-limit': '1s' });
    expect(told).toContain('ran longer than 1s and was stopped');
  });
});

function isAlive(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}

it('a limit of more days than a timer can count does not end a program at once', async () => {
  const result = await runProgram(process.execPath, ['-e', 'setTimeout(() => {}, 300)'], {
    env: {},
    timeoutMs: 30 * 86_400_000,
  });
  expect(result).toEqual({ code: 0, signal: null });
});

it('the evidence of a training that its budget ended has a warning, and its reports too', async () => {
  const shop = await copyOf(await initWorkspace());
  await shop.run('validate-data');
  const set = ['train={ trainer: tfjs, epochs: 100000, patience: 100000, time-budget: 6s }'];
  const evidence = await shop.run('train', { set });
  expect(evidence.verdict).toBe('pass');
  const reason = evidence.reasons.find(({ rule }) => rule === 'time-budget');
  expect(reason).toMatchObject({ outcome: 'warn', bound: 6 });
  expect(reason?.sentence).toMatch(/^The time budget of 6s ended training in epoch \d+ of at most 100000/);
  expect(evidence.figures.package).not.toBeNull();
  expect(await shop.read('run/package/README.md')).toContain('The time budget of 6s ended training');
});
