import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { openPackage } from '../../../src/models/package.ts';
import { loadServable } from '../../../src/serving/load.ts';
import { DataError, UserError } from '../../../src/system/errors.ts';
import { initWorkspace, type Workspace } from '../workspace.ts';

const duckdb = pathToFileURL(createRequire(import.meta.url).resolve('@duckdb/node-api')).href;
const rowsOf = (variable: string) => `
  import fs from 'node:fs';
  import { DuckDBInstance } from '${duckdb}';
  const env = process.env;
  const connection = await (await DuckDBInstance.create()).connect();
  const rows = (await connection.runAndReadAll("SELECT * FROM '" + env.${variable} + "'")).getRowObjects();
  const names = Object.keys(rows[0] ?? {}).filter((name) => name !== env.MLOPS_LABEL);`;

/** Fits a logistic regression by gradient descent, and leaves its weights as safetensors. */
const TRAIN = `${rowsOf('MLOPS_TRAIN_DATA')}
  const weights = new Float32Array(names.length + 1);
  for (let epoch = 0; epoch < 60; epoch++) {
    const gradient = new Float64Array(weights.length);
    for (const row of rows) {
      const z = names.reduce((sum, name, at) => sum + weights[at] * row[name], weights[names.length]);
      const error = 1 / (1 + Math.exp(-z)) - Number(row[env.MLOPS_LABEL]);
      names.forEach((name, at) => { gradient[at] += error * row[name]; });
      gradient[names.length] += error;
    }
    gradient.forEach((slope, at) => { weights[at] -= (1.5 * slope) / rows.length; });
  }
  const bytes = Buffer.from(weights.buffer);
  let header = JSON.stringify({ w: { dtype: 'F32', shape: [weights.length], data_offsets: [0, bytes.length] } });
  header = header.padEnd(Math.ceil(header.length / 8) * 8);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  fs.writeFileSync(env.MLOPS_OUTPUT_DIR + '/weights.safetensors', Buffer.concat([length, Buffer.from(header), bytes]));
  fs.writeFileSync(env.MLOPS_OUTPUT_DIR + '/features.json', JSON.stringify(names));`;

const PREDICT = `${rowsOf('MLOPS_PREDICT_DATA')}
  const file = fs.readFileSync(env.MLOPS_MODEL_DIR + '/weights.safetensors');
  const columns = JSON.parse(fs.readFileSync(env.MLOPS_MODEL_DIR + '/features.json', 'utf8'));
  const start = 8 + Number(file.readBigUInt64LE());
  const weights = Array.from({ length: columns.length + 1 }, (_, at) => file.readFloatLE(start + 4 * at));
  const scores = rows.map((row) => 1 / (1 + Math.exp(-columns.reduce((sum, name, at) => sum + weights[at] * row[name], weights[columns.length]))));
  fs.writeFileSync(env.MLOPS_OUTPUT_DIR + '/predictions.csv', ['score', ...scores].join('\\n') + '\\n');`;

const command = (file: string) => JSON.stringify([process.execPath, file]);
const settings = (train = 'train.mjs', predict = 'predict.mjs') => [
  `train={"trainer":"command","command":${command(train)},"predict":${command(predict)}}`,
  'deploy={"production":{"target":"command","deploy":["true"]}}',
  'gate.rules=[{"metric":"roc_auc_score","at-least":0.6},{"metric":"log_loss","may-worsen":0.01}]',
  'gate.explain=0',
];

describe('a model whose predictions a program makes', () => {
  let shop: Workspace;
  beforeAll(async () => {
    shop = await initWorkspace();
    await shop.write('train.mjs', TRAIN);
    await shop.write('predict.mjs', PREDICT);
  });

  test('is trained, judged, registered and assigned, and is the champion of the next run', async () => {
    const loop = await shop.loop(['train', 'evaluate-gate', 'register', 'deploy'], { set: settings() });
    expect(loop.map(({ stage, verdict }) => [stage, verdict])).toEqual([
      ['train', 'pass'],
      ['evaluate-gate', 'pass'],
      ['register', 'pass'],
      ['deploy', 'pass'],
    ]);
    const { manifest } = await openPackage(shop.path('run/package'));
    expect(manifest.model).toEqual({ format: 'command', path: 'model/predict.json' });
    expect(manifest.files.map(({ path }) => path).filter((path) => path.startsWith('model/'))).toEqual([
      'model/features.json',
      'model/predict.json',
      'model/weights.safetensors',
    ]);
    expect((await shop.files('run')).filter((path) => path.includes('scratch'))).toEqual([]);

    const [, again] = await shop.loop(['train', 'evaluate-gate'], { out: 'next', set: settings() });
    expect(again).toMatchObject({ verdict: 'pass', figures: { champion: { package: manifest.identity } } });
    // The same training is the same version.
    expect((await openPackage(shop.path('next/package'))).manifest.identity).toBe(manifest.identity);
  });

  test('an earlier program runs only where the config names it', async () => {
    await shop.write('other.mjs', PREDICT);
    const changed = settings('train.mjs', 'other.mjs');
    await shop.loop(['train'], { out: 'other', set: changed });
    const refused = shop.run('evaluate-gate', { out: 'other', set: changed });
    await expect(refused).rejects.toThrow(/predict.mjs`, which the config does not name/);
    await expect(refused).rejects.toBeInstanceOf(UserError);
    const allowed = await shop.run('evaluate-gate', {
      out: 'other',
      set: [...changed, `gate.predict-commands=[${command('predict.mjs')}]`],
    });
    expect(allowed.figures.champion?.metrics).toEqual(allowed.figures.challenger.metrics);
    expect(allowed.figures.champion?.package).not.toBe(allowed.figures.challenger.package);
  });

  test('says that a program is no longer there', async () => {
    await rm(shop.path('predict.mjs'));
    const attempt = shop.run('evaluate-gate', { out: 'next', set: settings() });
    await expect(attempt).rejects.toThrow(/predict program `.*predict.mjs` of .* ended with exit code 1/);
    await expect(attempt).rejects.toMatchObject({
      hint: expect.stringContaining('must be in the workspace'),
    });
  });

  test('is not served', async () => {
    await expect(loadServable(shop.path('run/package'))).rejects.toThrow(/is asked by the program/);
    // A config of another trainer may still have such a version in its registry.
    const target = 'deploy={"production":{"target":"process"}}';
    await expect(shop.run('deploy', { set: [target] })).rejects.toThrow(
      /target `process` serves ONNX and TF.js/,
    );
    const served = [...settings(), target];
    await expect(shop.loop(['train'], { set: served })).rejects.toThrow(/serves ONNX and TF.js models/);
  });

  test('a pickle among what was left is refused', async () => {
    await shop.write(
      'bad.mjs',
      `import fs from 'node:fs'; fs.writeFileSync(process.env.MLOPS_OUTPUT_DIR + '/w.safetensors', Buffer.from('80049500', 'hex'));`,
    );
    const attempt = shop.loop(['train'], { out: 'bad', set: settings('bad.mjs') });
    await expect(attempt).rejects.toThrow(/w.safetensors is a Python pickle/);
    await expect(attempt).rejects.toBeInstanceOf(DataError);
  });
});
