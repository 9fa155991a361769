import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/config/schema/model.ts';
import type { TfjsConfig } from '../../src/config/schema/train.ts';
import type { Matrix } from '../../src/features/transforms.ts';
import { scoresOf } from '../../src/models/predict.ts';
import { openModel } from '../../src/models/tfjs.ts';
import { startTfjs } from '../../src/models/tfjs-backend.ts';
import { randomOf } from '../../src/stats/random.ts';
import { systemClock } from '../../src/system/clock.ts';
import { UserError } from '../../src/system/errors.ts';
import { digestOf } from '../../src/system/files.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { trainModel } from '../../src/training/train-model.ts';
import type { LabelledRows, TrainedModel, TrainRequest } from '../../src/training/trainer.ts';
import { temporaryFolder } from '../data/engine.ts';

const root = temporaryFolder();
const defaults: TfjsConfig = {
  trainer: 'tfjs',
  hidden: [8],
  l2: 0.0001,
  dropout: 0.1,
  epochs: 20,
  patience: 3,
  'batch-size': 64,
  'learning-rate': 0.02,
  'class-weights': 'none',
  backend: 'wasm',
  seed: 7,
  'allow-leakage': [],
};

/** Rows with 3 informative numbers, one that is always 0, and targets by `target`. */
function rowsOf(
  count: number,
  seed: number,
  target: (a: number, b: number, c: number, noise: number) => number,
): LabelledRows {
  const random = randomOf(seed);
  const values = new Float32Array(count * 4);
  const targets = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const [a, b, c] = [random.normal(), random.normal(), random.normal()];
    values.set([a, b, c, 0], row * 4);
    targets[row] = target(a, b, c, random.normal());
  }
  const matrix: Matrix = { rows: count, width: 4, names: ['a', 'b', 'c', 'never'], values };
  return { matrix, targets };
}

async function trainOn(
  task: Task,
  classes: string[],
  target: Parameters<typeof rowsOf>[2],
  config: Partial<TfjsConfig> = {},
  workspace = root,
) {
  const [train, validation, test] = [rowsOf(1500, 1, target), rowsOf(400, 2, target), rowsOf(400, 3, target)];
  const log = new MemoryLog();
  const request: TrainRequest = {
    config: { ...defaults, ...config },
    task,
    label: 'y',
    classes,
    train,
    validation,
    test: test.matrix,
    workspace,
    scratch: '',
    checkpoints: '',
    previousModel: null,
  };
  const model = await trainModel(request, {
    log,
    clock: systemClock,
    engine: undefined as never,
    environment: {},
  });
  return { model, test, log };
}

async function predict({ files }: TrainedModel, task: Task, classes: number, matrix: Matrix) {
  const engine = await openModel({ files, where: 'test' }, matrix.width);
  try {
    return scoresOf(await engine.predict(matrix), task, classes, 'test');
  } finally {
    await engine.close();
  }
}

const digests = ({ files }: TrainedModel) => files.map(({ path, content }) => [path, digestOf(content)]);
const binary = (a: number, b: number, c: number, noise: number) => (a * b + c + 0.5 * noise > 0 ? 1 : 0);

describe('the tfjs trainer', () => {
  it('learns what a linear model cannot', async () => {
    const accuracy = async (hidden: number[]) => {
      const { model, test } = await trainOn('binary-classification', ['no', 'yes'], binary, { hidden });
      const { scores } = await predict(model, 'binary-classification', 2, test.matrix);
      return (
        scores.reduce(
          (right, score, row) => right + ((score >= 0.5 ? 1 : 0) === test.targets[row] ? 1 : 0),
          0,
        ) / scores.length
      );
    };
    expect(await accuracy([])).toBeGreaterThan(0.65);
    expect(await accuracy([16])).toBeGreaterThan((await accuracy([])) + 0.05);
  });

  it('gives the same bytes for the same seed, and others for another', async () => {
    const first = await trainOn('binary-classification', ['no', 'yes'], binary, { epochs: 2 });
    const again = await trainOn('binary-classification', ['no', 'yes'], binary, { epochs: 2 });
    expect(digests(again.model)).toEqual(digests(first.model));
    const other = await trainOn('binary-classification', ['no', 'yes'], binary, { epochs: 2, seed: 8 });
    expect(digests(other.model)).not.toEqual(digests(first.model));
  });

  it('keeps its stream: these figures never change', async () => {
    const { model } = await trainOn('binary-classification', ['no', 'yes'], binary, { epochs: 2 });
    expect(
      model.history.map(({ loss, validationLoss }) => [loss?.toFixed(5), validationLoss?.toFixed(5)]),
    ).toMatchInlineSnapshot(`
      [
        [
          "0.64131",
          "0.49525",
        ],
        [
          "0.46922",
          "0.41782",
        ],
      ]
    `);
  });

  it('stops early and keeps the weights of the best epoch', async () => {
    const { model, test, log } = await trainOn(
      'binary-classification',
      ['no', 'yes'],
      (_a, _b, _c, noise) => (noise > 0 ? 1 : 0),
      {
        epochs: 50,
        patience: 2,
        'learning-rate': 0.05,
      },
    );
    const losses = model.history.map(({ validationLoss }) => validationLoss as number);
    const best = losses.indexOf(Math.min(...losses));
    expect(losses.length).toBeLessThan(50);
    expect(best).toBe(losses.length - 3);
    expect(log.lines.at(-2)?.message).toMatch(
      /^training: loss .*validation .*best: epoch \d+\), at most \d+ s left$/,
    );
    // The best weights give the best loss again.
    const validation = rowsOf(400, 2, (_a, _b, _c, noise) => (noise > 0 ? 1 : 0));
    const { scores } = await predict(model, 'binary-classification', 2, validation.matrix);
    const loss =
      scores.reduce((sum, score, row) => sum - Math.log(validation.targets[row] ? score : 1 - score), 0) /
      400;
    expect(loss).toBeCloseTo(losses[best] as number, 5);
    expect(test.targets.length).toBe(400);
  });

  it('begins at the log-odds', async () => {
    const { model, test } = await trainOn(
      'binary-classification',
      ['no', 'yes'],
      (a, _b, _c, noise) => (a + 0.1 * noise > 1.3 ? 1 : 0),
      {
        hidden: [],
        epochs: 1,
        'learning-rate': 1e-9,
      },
    );
    const { scores } = await predict(model, 'binary-classification', 2, test.matrix);
    const odds = scores.reduce((sum, score) => sum + Math.log(score / (1 - score)), 0) / scores.length;
    expect(1 / (1 + Math.exp(-odds))).toBeCloseTo(0.1, 1);
  });

  it('weighs rare classes when it is asked to', async () => {
    const rare = (a: number, _b: number, _c: number, noise: number) => (a + noise > 2.2 ? 1 : 0);
    const found = async (weights: TfjsConfig['class-weights']) => {
      const { model, test } = await trainOn('binary-classification', ['no', 'yes'], rare, {
        'class-weights': weights,
      });
      const { scores } = await predict(model, 'binary-classification', 2, test.matrix);
      return scores.filter((score) => score >= 0.5).length;
    };
    expect(await found('balanced')).toBeGreaterThan(2 * (await found('none')));
  });

  it('tells several classes apart, with probabilities', async () => {
    const three = (a: number, b: number, _c: number, noise: number) =>
      a + 0.2 * noise > 0.5 ? 2 : b > 0 ? 1 : 0;
    const { model, test } = await trainOn('multiclass-classification', ['x', 'y', 'z'], three);
    const { scores, width } = await predict(model, 'multiclass-classification', 3, test.matrix);
    expect(width).toBe(3);
    let right = 0;
    for (let row = 0; row < 400; row++) {
      const part = [...scores.subarray(3 * row, 3 * row + 3)];
      if (part.indexOf(Math.max(...part)) === test.targets[row]) right += 1;
    }
    expect(right / 400).toBeGreaterThan(0.85);
  });

  it('predicts numbers in their own unit', async () => {
    const price = (a: number, b: number, _c: number, noise: number) =>
      250_000 + 40_000 * a - 10_000 * b + 1000 * noise;
    const { model, test } = await trainOn('regression', [], price, { hidden: [], l2: 0 });
    const { scores } = await predict(model, 'regression', 0, test.matrix);
    const error = Math.sqrt(
      scores.reduce((sum, score, row) => sum + (score - (test.targets[row] as number)) ** 2, 0) / 400,
    );
    expect(error).toBeLessThan(3000);
    expect(Math.sqrt(model.history.at(-1)?.validationLoss as number)).toBeLessThan(3000);
  });

  it('leaves the weights of inputs that were never seen at 0', async () => {
    const { model, test } = await trainOn('binary-classification', ['no', 'yes'], binary);
    const values = test.matrix.values.map((value, index) => (index % 4 === 3 ? 5 : value));
    const seen = await predict(model, 'binary-classification', 2, test.matrix);
    const unseen = await predict(model, 'binary-classification', 2, { ...test.matrix, values });
    expect(unseen).toEqual(seen);
  });

  it('frees all that it took', async () => {
    const { tf } = await startTfjs();
    await trainOn('multiclass-classification', ['x', 'y'], binary, { epochs: 2, hidden: [4, 4] });
    const before = tf.memory().numTensors;
    await trainOn('multiclass-classification', ['x', 'y'], binary, { epochs: 3, hidden: [4, 4] });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('says how to mend a training that diverges', async () => {
    const attempt = trainOn('regression', [], (a) => a, { 'learning-rate': 1e30 });
    await expect(attempt).rejects.toThrow('training diverged: the loss of epoch 1 is not finite');
    await expect(attempt).rejects.toBeInstanceOf(UserError);
  });

  it('says how to get a native backend that is not installed', async () => {
    const attempt = trainOn('regression', [], (a) => a, { backend: 'tfjs-node' });
    await expect(attempt).rejects.toThrow(
      'train.backend is tfjs-node, but @tensorflow/tfjs-node is not installed in',
    );
    await expect(attempt).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('npm install @tensorflow/tfjs-node'),
    });
  });

  it('takes a native backend of the workspace, which must have the GPU that was asked for', async () => {
    const workspace = join(root, 'workspace');
    const load = createRequire(import.meta.url);
    for (const name of ['tfjs-node', 'tfjs-node-gpu']) {
      const folder = join(workspace, 'node_modules/@tensorflow', name);
      mkdirSync(folder, { recursive: true });
      const part = (of: string) => JSON.stringify(load.resolve(`@tensorflow/${of}`));
      writeFileSync(
        join(folder, 'index.js'),
        `require('node:util').isNullOrUndefined(null);
         module.exports = { ...require(${part('tfjs-core')}), ...require(${part('tfjs-layers')}), version: { 'tfjs-core': '4.22.0' } };`,
      );
    }
    const { model } = await trainOn(
      'regression',
      [],
      (a) => a,
      { backend: 'tfjs-node', epochs: 1 },
      workspace,
    );
    expect(model.tools).toEqual({ '@tensorflow/tfjs-node': '4.22.0' });
    const gpu = trainOn('regression', [], (a) => a, { backend: 'tfjs-node-gpu' }, workspace);
    await expect(gpu).rejects.toThrow('@tensorflow/tfjs-node-gpu found no GPU that it can use');
  });
});
