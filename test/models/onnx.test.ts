import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../src/features/transforms.ts';
import type { ModelFiles } from '../../src/models/engine.ts';
import { checkOnnxModel } from '../../src/models/formats/onnx-header.ts';
import { readOnnxTensor } from '../../src/models/formats/onnx-tensor.ts';
import { openModel } from '../../src/models/onnx.ts';
import { scoresOf } from '../../src/models/predict.ts';
import { DataError } from '../../src/system/errors.ts';

const folder = new URL('../fixtures/models/', import.meta.url);
const content = (name: string) => readFileSync(new URL(name, folder));
const filesOf = (bytes: Uint8Array): ModelFiles => ({
  files: [{ path: 'model.onnx', content: bytes }],
  where: 'pkg',
});
const { rows, answers } = JSON.parse(content('rows.json').toString()) as {
  rows: number[][];
  answers: Record<string, number[][]>;
};
const matrixOf = (numbers: number[][]): Matrix => ({
  rows: numbers.length,
  width: numbers[0]?.length ?? 0,
  names: ['a', 'b', 'c'],
  values: Float32Array.from(numbers.flat()),
});

describe('ONNX models', () => {
  it.each([
    ['logistic', 2],
    ['boosted', 3],
    ['regressor', 1],
  ])('%s answers as ONNX Runtime in Python', async (name, width) => {
    const model = await openModel(filesOf(content(`${name}.onnx`)), 3);
    const output = await model.predict(matrixOf(rows));
    expect([output.rows, output.width]).toEqual([20, width]);
    const expected = answers[name]?.flat() ?? [];
    for (const [index, value] of output.values.entries())
      expect(value).toBeCloseTo(expected[index] as number, 5);
    const alone = await model.predict(matrixOf(rows.slice(3, 4)));
    expect([...alone.values]).toEqual([...output.values.subarray(3 * width, 4 * width)]);
    await model.close();
  });

  it('answers requests at the same time as it does one by one', async () => {
    const models = await Promise.all(
      ['boosted', 'logistic'].map((name) => openModel(filesOf(content(`${name}.onnx`)), 3)),
    );
    const batch = await Promise.all(models.map((model) => model.predict(matrixOf(rows))));
    const each = await Promise.all(
      rows.flatMap((row) => models.map(async (model) => [...(await model.predict(matrixOf([row]))).values])),
    );
    expect(each.filter((_, index) => index % 2 === 0).flat()).toEqual([...(batch[0]?.values ?? [])]);
    expect(each.filter((_, index) => index % 2 === 1).flat()).toEqual([...(batch[1]?.values ?? [])]);
    for (const model of models) await model.close();
  });

  it('takes the second column of a binary classifier as the score', async () => {
    const model = await openModel(filesOf(content('logistic.onnx')), 3);
    const { scores, width } = scoresOf(
      await model.predict(matrixOf(rows)),
      'binary-classification',
      2,
      'pkg',
    );
    expect(width).toBe(1);
    expect(scores[0]).toBeCloseTo(answers.logistic?.[0]?.[1] as number, 6);
    await model.close();
  });

  it.each([
    ['zipmap.onnx', 3, /zipmap off/],
    ['logistic.onnx', 4, /takes rows of shape \[3\], but the transforms give 4 numbers/],
    ['external.onnx', 3, /keeps weights in another file, which is refused/],
  ])('refuses %s for rows of %i', async (name, width, message) => {
    const attempt = openModel(filesOf(content(name)), width);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toBeInstanceOf(DataError);
  });

  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['text', Buffer.from('{"not": "onnx"}')],
    ['a pickle', Buffer.from('80049500', 'hex')],
    ['half a model', content('boosted.onnx').subarray(0, 1000)],
  ])('refuses %s', async (_, bytes) => {
    await expect(openModel(filesOf(bytes), 3)).rejects.toThrow(
      /model\/model.onnx (is damaged|cannot be used)/,
    );
  });

  it('never fails otherwise than by a DataError on damaged bytes', async () => {
    const whole = content('boosted.onnx');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const damaged = Buffer.from(whole);
        damaged[at] = (damaged[at] as number) ^ flip;
        try {
          checkOnnxModel(damaged, 'pkg');
          const model = await openModel(filesOf(damaged), 3);
          await model.predict(matrixOf(rows.slice(0, 2)));
          await model.close();
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('a tensor of an ONNX file', () => {
  const FOUR = [0x4a, 4, 0, 0, 0x80, 0x3f]; // four bytes: one number
  const FLOAT = [0x10, 1];
  const NEGATIVE = [0x08, ...Array(9).fill(0xff), 1];
  const read = (bytes: number[]) =>
    readOnnxTensor(Uint8Array.from(bytes), 0, bytes.length, (what) => {
      throw new DataError(what);
    });

  it('has as many numbers as its shape says', () => {
    expect(read([0x08, 1, ...FLOAT, ...FOUR])).toEqual({ name: '' });
  });

  it.each<[string, number[], RegExp]>([
    [
      'a shape of a terabyte',
      [0x08, ...[0xff, 0xff, 0xff, 0xff, 7], ...FLOAT, ...FOUR],
      /its shape \[2147483647\]/,
    ],
    ['two dimensions of nothing', [0x08, 2, 0x08, 0, ...FLOAT, ...FOUR], /its shape \[2,0\] needs 0/],
    ['a negative dimension', [...NEGATIVE, ...FLOAT, ...FOUR], /is no shape/],
    ['an unknown type', [0x08, 1, 0x10, 99, ...FOUR], /unknown type 99/],
    ['seventeen dimensions', [...Array(17).fill([0x08, 1]).flat(), ...FLOAT, ...FOUR], /too many dimensions/],
    ['another file', [0x08, 1, ...FLOAT, 0x70, 1], /weights in another file/],
  ])('is refused with %s', (_, bytes, message) => {
    expect(() => read(bytes)).toThrow(message);
  });
});

describe('scoresOf', () => {
  const output = (width: number, ...values: number[]) => ({
    rows: values.length / width,
    width,
    values: Float64Array.from(values),
  });

  it('refuses what is no prediction of the task', () => {
    const binary = 'binary-classification';
    expect(() => scoresOf(output(1, 0.5, 1.7), binary, 2, 'pkg')).toThrow(
      '1.7 for row 2, which is no probability',
    );
    expect(() => scoresOf(output(1, Number.NaN), 'regression', 0, 'pkg')).toThrow('NaN for row 1');
    expect(() => scoresOf(output(3, 1, 0, 0), binary, 2, 'pkg')).toThrow(
      '3 numbers a row, but 1 is expected',
    );
    expect(() => scoresOf(output(3, 1, 1, 0), 'multiclass-classification', 3, 'pkg')).toThrow(
      'whose sum is 2',
    );
  });

  it('keeps rounding of probabilities within bounds', () => {
    expect([...scoresOf(output(1, 1 + 1e-7, -1e-9), 'binary-classification', 2, 'pkg').scores]).toEqual([
      1, 0,
    ]);
  });
});
