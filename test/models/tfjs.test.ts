import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Matrix } from '../../src/features/transforms.ts';
import type { ModelFile, ModelFiles } from '../../src/models/engine.ts';
import { openModel } from '../../src/models/tfjs.ts';
import { startTfjs } from '../../src/models/tfjs-backend.ts';
import { DataError } from '../../src/system/errors.ts';
import { saveDenseNet } from '../../src/training/dense-net-file.ts';

const matrix: Matrix = { rows: 2, width: 2, names: ['a', 'b'], values: Float32Array.of(1, 2, 3, -4) };
const net = [
  { kernel: Float32Array.of(1, 0, 0, 1), bias: Float32Array.of(0, 0.5), inputs: 2, units: 2 },
  { kernel: Float32Array.of(1, -1), bias: Float32Array.of(0.25), inputs: 2, units: 1 },
];
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
let files: ModelFile[];
beforeAll(async () => {
  files = await saveDenseNet(await startTfjs(), net, 'binary-classification');
});
const model = (changed: Partial<Record<string, Uint8Array | null>> = {}): ModelFiles => ({
  files: files.flatMap(({ path, content }) => {
    const other = changed[path];
    return other === null ? [] : [{ path, content: other ?? content }];
  }),
  where: 'pkg',
});
/** The model with its `model.json` edited as text. */
const edited = (edit: (text: string) => string): ModelFiles => {
  const text = Buffer.from(files[0]?.content ?? []).toString();
  const after = edit(text);
  expect(after).not.toBe(text);
  return model({ 'model.json': Buffer.from(after) });
};

describe('TF.js models', () => {
  it('predict what the weights say, in a batch and alone', async () => {
    const engine = await openModel(model(), 2);
    const output = await engine.predict(matrix);
    expect(output.width).toBe(1);
    expect(output.values[0]).toBeCloseTo(sigmoid(1 - 2.5 + 0.25), 6);
    expect(output.values[1]).toBeCloseTo(sigmoid(3 - 0 + 0.25), 6);
    const alone = await engine.predict({ ...matrix, rows: 1, values: matrix.values.subarray(2) });
    expect(alone.values[0]).toBeCloseTo(output.values[1] as number, 7);
    await engine.close();
  });

  it('are written with the same bytes every time', async () => {
    const again = await saveDenseNet(await startTfjs(), net, 'binary-classification');
    expect(again).toEqual(files);
    expect(files.map(({ path }) => path)).toEqual(['model.json', 'weights.bin']);
  });

  it('may be functional, with merges', async () => {
    const { tf, layers } = await startTfjs();
    const input = layers.input({ shape: [2] });
    const side = layers.layers.dense({ units: 3, name: 'side' }).apply(input) as typeof input;
    const merged = layers.layers.concatenate().apply([input, side]) as typeof input;
    const normal = layers.layers.batchNormalization().apply(merged) as typeof input;
    const whole = layers.model({
      inputs: input,
      outputs: layers.layers.dense({ units: 1 }).apply(normal) as typeof input,
    });
    const expected = (
      whole.predict(tf.tensor2d(matrix.values, [2, 2])) as ReturnType<typeof tf.tensor2d>
    ).dataSync();
    const saved: ModelFile[] = [];
    await whole.save({
      save: async ({ modelTopology, weightSpecs, weightData }) => {
        const json = { modelTopology, weightsManifest: [{ paths: ['w.bin'], weights: weightSpecs }] };
        saved.push({ path: 'model.json', content: Buffer.from(JSON.stringify(json)) });
        saved.push({ path: 'w.bin', content: new Uint8Array(weightData as ArrayBuffer) });
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
      },
    });
    const engine = await openModel({ files: saved, where: 'pkg' }, 2);
    const output = await engine.predict(matrix);
    expect([...output.values]).toEqual([...expected]);
  });

  it.each([
    ['no model.json', () => model({ 'model.json': null }), /model\/model.json is missing/],
    ['no weights', () => model({ 'weights.bin': null }), /model\/weights.bin is missing/],
    [
      'cut weights',
      () => model({ 'weights.bin': new Uint8Array(32) }),
      /weights.bin is damaged: 32 bytes, but the weights need 36/,
    ],
    ['a NaN weight', () => model({ 'weights.bin': new Uint8Array(36).fill(255) }), /not a finite number/],
    ['no JSON', () => edited((text) => text.slice(1)), /is not JSON/],
    ['a list', () => model({ 'model.json': Buffer.from('[]') }), /is no object/],
    ['a graph model', () => edited((text) => text.replace('layers-model', 'graph-model')), /graph model/],
    [
      'a giant layer',
      () => edited((text) => text.replace('"units": 2', '"units": 1000000')),
      /needs \[2,1000000\]/,
    ],
    [
      'a negative shape',
      () => edited((text) => text.replace(/"shape": \[\s*2,/, '"shape": [ -2,')),
      /the shape of hidden_1\/kernel is -2/,
    ],
    ['another layer', () => edited((text) => text.replace('"Dense"', '"LSTM"')), /not supported: LSTM/],
    ['code in a layer', () => edited((text) => text.replace('"Dense"', '"Lambda"')), /not supported: Lambda/],
    [
      'an unknown activation',
      () => edited((text) => text.replace('"relu"', '"evil"')),
      /cannot be used: Unknown activation/,
    ],
    [
      'another width',
      () =>
        edited((text) =>
          text.replace(/"batch_input_shape": \[\s*null,\s*2/, '"batch_input_shape": [null, 3'),
        ),
      /takes rows of shape \[3\]/,
    ],
    [
      'half precision',
      () =>
        edited((text) =>
          text.replace('"dtype": "float32"', '"dtype": "float16"').replaceAll('"float32"', '"float16"'),
        ),
      /not plain float32/,
    ],
  ])('are refused with %s', async (_, damage, message) => {
    const attempt = openModel(damage(), 2);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toBeInstanceOf(DataError);
  });

  it('never fail otherwise than by a DataError on damaged JSON', async () => {
    const whole = files[0]?.content as Uint8Array;
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 32, max: 126 }), async (at, byte) => {
        const damaged = Uint8Array.from(whole);
        damaged[at] = byte;
        try {
          const engine = await openModel(model({ 'model.json': damaged }), 2);
          await engine.predict(matrix);
          await engine.close();
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
