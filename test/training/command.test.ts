import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommandTrainConfig } from '../../src/config/schema/train.ts';
import type { DataEngine } from '../../src/data/engine/engine.ts';
import type { Matrix } from '../../src/features/transforms.ts';
import { startTfjs } from '../../src/models/tfjs-backend.ts';
import { systemClock } from '../../src/system/clock.ts';
import { DataError, UserError } from '../../src/system/errors.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { saveDenseNet } from '../../src/training/dense-net-file.ts';
import { trainModel } from '../../src/training/train-model.ts';
import type { TrainRequest } from '../../src/training/trainer.ts';
import { temporaryFolder, testEngine } from '../data/engine.ts';

const root = temporaryFolder();
const onnx = fileURLToPath(new URL('../fixtures/models/logistic.onnx', import.meta.url));
let engine: DataEngine;
let folder: string;
let log: MemoryLog;
let count = 0;
beforeAll(async () => {
  engine = await testEngine(root);
});
beforeEach(() => {
  folder = join(root, String(count++));
  mkdirSync(folder);
  log = new MemoryLog();
});

const matrix = (rows: number): Matrix => ({
  rows,
  width: 3,
  names: ['a', 'b=x "y"', "c'; drop table training_rows"],
  values: Float32Array.from({ length: rows * 3 }, (_, index) => index / 7),
});

/** Trains with a program of these JavaScript lines, in which `out` is the output folder and `env` the environment. */
function trainWith(
  lines: string,
  config: Partial<CommandTrainConfig> = {},
  request: Partial<TrainRequest> = {},
) {
  const script = `import fs from 'node:fs'; const env = process.env; const out = env.MLOPS_OUTPUT_DIR + '/';\n${lines}`;
  writeFileSync(join(folder, 'train.mjs'), script);
  return trainModel(
    {
      config: {
        trainer: 'command',
        command: [process.execPath, 'train.mjs'],
        parameters: {},
        seed: 3,
        'allow-leakage': [],
        ...config,
      },
      task: 'binary-classification',
      label: 'late',
      classes: ['false', 'true'],
      train: { matrix: matrix(4), targets: Float64Array.of(0, 1, 1, 0) },
      validation: { matrix: matrix(2), targets: Float64Array.of(0, 1) },
      test: matrix(3),
      workspace: folder,
      scratch: join(folder, 'scratch'),
      checkpoints: join(folder, 'checkpoints'),
      previousModel: null,
      ...request,
    },
    {
      log,
      clock: systemClock,
      engine,
      environment: {
        PATH: process.env.PATH,
        HOME: '/home/me',
        GITHUB_TOKEN: 'ghs_secret',
        AWS_SECRET_ACCESS_KEY: 'key',
      },
    },
  );
}
const COPY = `fs.copyFileSync(${JSON.stringify(onnx)}, out + 'best.bin');`;

describe('the command trainer', () => {
  it('hands over data, parameters and folders, and takes the model by its bytes', async () => {
    const model = await trainWith(
      `${COPY} fs.writeFileSync(env.MLOPS_CHECKPOINT_DIR + '/seen.json', JSON.stringify(env));
       fs.writeFileSync(out + 'tools.json', '{"scikit-learn": "1.9.1"}');
       console.log('hello'); console.error('from stderr');`,
      { parameters: { depth: 3, nested: { names: ['é'] } } },
      { previousModel: '/packages/old' },
    );
    expect(model).toMatchObject({ format: 'onnx', tools: { 'scikit-learn': '1.9.1' }, history: [] });
    expect(model.files).toEqual([{ path: 'model.onnx', content: readFileSync(onnx) }]);
    expect(model.parameters).toEqual({
      command: [process.execPath, 'train.mjs'],
      depth: 3,
      nested: { names: ['é'] },
    });
    const seen = JSON.parse(readFileSync(join(folder, 'checkpoints/seen.json'), 'utf8')) as Record<
      string,
      string
    >;
    expect(
      Object.keys(seen)
        .filter((name) => !name.startsWith('MLOPS_'))
        .sort(),
    ).toEqual(['HOME', 'PATH', 'PYTHONHASHSEED', 'PYTHONUNBUFFERED']);
    expect(seen).toMatchObject({
      MLOPS_SEED: '3',
      MLOPS_LABEL: 'late',
      MLOPS_TASK: 'binary-classification',
      MLOPS_CLASSES: '["false","true"]',
      MLOPS_PREVIOUS_MODEL: '/packages/old',
    });
    expect(JSON.parse(readFileSync(seen.MLOPS_PARAMS as string, 'utf8'))).toEqual({
      depth: 3,
      nested: { names: ['é'] },
    });
    const rows = await engine.rows(`SELECT * FROM read_parquet('${seen.MLOPS_TRAIN_DATA}')`);
    expect(rows).toHaveLength(4);
    expect(rows[1]).toEqual({
      a: Math.fround(3 / 7),
      'b=x "y"': Math.fround(4 / 7),
      "c'; drop table training_rows": Math.fround(5 / 7),
      late: 1,
    });
    expect(
      await engine.rows(
        `SELECT count(*)::INT AS n, count(late)::INT AS l FROM read_parquet('${seen.MLOPS_VALIDATION_DATA}')`,
      ),
    ).toEqual([{ n: 2, l: 2 }]);
    const types = await engine.rows<{ column_name: string; column_type: string }>(
      `DESCRIBE SELECT * FROM read_parquet('${seen.MLOPS_TEST_DATA}')`,
    );
    expect(types.map(({ column_name, column_type }) => [column_name, column_type])).toEqual(
      matrix(0).names.map((name) => [name, 'FLOAT']),
    );
    expect(log.lines.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['│ hello', '│ from stderr']),
    );
  });

  it('takes a TF.js model with its weights', async () => {
    const net = [{ kernel: Float32Array.of(1, 2, 3), bias: Float32Array.of(0), inputs: 3, units: 1 }];
    const files = await saveDenseNet(await startTfjs(), net, 'binary-classification');
    for (const { path, content } of files) writeFileSync(join(folder, path), content);
    const model = await trainWith(
      `fs.mkdirSync(out + 'net'); for (const f of ['model.json', 'weights.bin']) fs.copyFileSync(f, out + 'net/' + f);`,
    );
    expect(model.format).toBe('tfjs');
    expect(model.files.map(({ path, content }) => [path, Buffer.from(content)])).toEqual(
      files.map(({ path, content }) => [path, Buffer.from(content)]),
    );
  });

  it('turns lines of metrics.jsonl into history and progress', async () => {
    const model = await trainWith(
      `${COPY} fs.writeFileSync(out + 'metrics.jsonl', '{"epoch": 1, "loss": 0.7, "epochs": 2}\\nnot json\\n{"epoch": 2, "loss": 0.5, "val_loss": 0.55, "auc": 0.75, "note": "x"}');`,
    );
    expect(model.history.map(({ seconds: _, ...entry }) => entry)).toEqual([
      { epoch: 1, loss: 0.7, validationLoss: null },
      { epoch: 2, loss: 0.5, validationLoss: 0.55 },
    ]);
    const messages = log.lines.map(({ message }) => message);
    expect(messages).toContain('training: loss 0.5000, validation 0.5500, auc 0.7500');
    expect(messages).toContain(
      '1 lines of metrics.jsonl were left out: each must be a JSON object with numbers',
    );
  });

  it('thins a long history, and keeps its end', async () => {
    const model = await trainWith(
      `${COPY} fs.writeFileSync(out + 'metrics.jsonl', Array.from({ length: 5000 }, (_, i) => JSON.stringify({ epoch: i + 1, loss: 1 }) + '\\n').join(''));`,
    );
    expect(model.history.length).toBe(1000);
    expect(model.history.at(-1)?.epoch).toBe(5000);
  });

  it('shows the last lines of a program that fails', async () => {
    const attempt = trainWith(
      `for (let i = 0; i < 30; i++) console.log('line ' + i); console.error('ValueError: no'); process.exit(3);`,
    );
    await expect(attempt).rejects.toBeInstanceOf(UserError);
    await expect(attempt).rejects.toThrow(
      /train.mjs` ended with exit code 3; its last lines:\n {4}line 11\n[\s\S]*ValueError: no$/,
    );
  });

  it('stops a program that runs out of time', async () => {
    const attempt = trainWith('setInterval(() => {}, 1000);', { 'time-limit': '1s' });
    await expect(attempt).rejects.toThrow('ran longer than 1s and was stopped');
  });

  it('says that a program is not installed', async () => {
    const attempt = trainWith('', { command: ['no-such-program-here'] });
    await expect(attempt).rejects.toBeInstanceOf(UserError);
    await expect(attempt).rejects.toThrow('no-such-program-here');
  });

  it.each([
    ['nothing', '', /left no model in/],
    [
      'a pickle called model.onnx',
      `fs.writeFileSync(out + 'model.onnx', Buffer.from('8004950000', 'hex'));`,
      /model.onnx is a Python pickle: loading it would run/,
    ],
    ['a PyTorch file', `fs.writeFileSync(out + 'net.pt', 'PK\\u0003\\u0004');`, /net.pt is a zip archive/],
    [
      'a joblib file',
      `fs.writeFileSync(out + 'm.joblib', Buffer.from('789c', 'hex'));`,
      /m.joblib is compressed/,
    ],
    ['a Keras file', `fs.writeFileSync(out + 'm.h5', Buffer.from('89484446', 'hex'));`, /HDF5/],
    [
      'two models',
      `${COPY} fs.copyFileSync(out + 'best.bin', out + 'other.onnx');`,
      /left 2 models: best.bin, other.onnx/,
    ],
    ['a link to a model', `fs.symlinkSync(${JSON.stringify(onnx)}, out + 'model.onnx');`, /left no model in/],
    [
      'weights elsewhere',
      `fs.writeFileSync(out + 'model.json', '{"modelTopology": {}, "weightsManifest": [{"paths": ["../../secret"]}]}');`,
      /which is no plain name/,
    ],
    [
      'versions that are none',
      `${COPY} fs.writeFileSync(out + 'tools.json', '[1]');`,
      /tools.json that is not an object/,
    ],
  ])('refuses %s', async (_, lines, message) => {
    const attempt = trainWith(lines);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toBeInstanceOf(UserError);
  });

  it('refuses a model that does not predict what it must', async () => {
    const wrong = trainWith(COPY, {}, { task: 'multiclass-classification', classes: ['a', 'b', 'c'] });
    await expect(wrong).rejects.toThrow(
      'the trained model: the model gives 2 numbers a row, but 3 is expected',
    );
    const cut = trainWith(
      `fs.writeFileSync(out + 'm.onnx', fs.readFileSync(${JSON.stringify(onnx)}).subarray(0, 100));`,
    );
    await expect(cut).rejects.toBeInstanceOf(DataError);
  });

  it('refuses a label that is called like a feature, and leaves no table behind', async () => {
    await expect(trainWith(COPY, {}, { label: 'A' })).rejects.toThrow(
      'the label and a feature are both called "A"',
    );
    await trainWith(COPY);
    await expect(engine.rows('SELECT * FROM training_rows')).rejects.toThrow();
    expect(existsSync(join(folder, 'scratch/train.parquet'))).toBe(true);
  });
});
