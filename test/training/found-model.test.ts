import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { DataError, UserError } from '../../src/system/errors.ts';
import { findModel } from '../../src/training/found-model.ts';
import { temporaryFolder } from '../data/engine.ts';
import { safetensors } from '../models/safetensors-file.ts';

const root = temporaryFolder();
let folder: string;
let count = 0;
const left = (files: Readonly<Record<string, string | Buffer>>) => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
};
beforeEach(() => {
  folder = join(root, String(count++));
  mkdirSync(folder);
});

describe('what a training program left', () => {
  it('are data of the predict program, with its command, but for what it reports', async () => {
    left({
      'w.safetensors': safetensors({ w: [1] }),
      'vocabulary/words.txt': 'a\nb\n',
      'metrics.jsonl': '{"epoch": 1}\n',
      'tools.json': '{}',
    });
    const model = await findModel(folder, ['python3', 'predict.py']);
    expect(model.format).toBe('command');
    expect(model.files.map(({ path }) => path).sort()).toEqual([
      'predict.json',
      'vocabulary/words.txt',
      'w.safetensors',
    ]);
    const command = model.files.find(({ path }) => path === 'predict.json');
    expect(JSON.parse(Buffer.from(command?.content ?? []).toString())).toEqual({
      format: 'mlops-predict/1',
      command: ['python3', 'predict.py'],
    });
  });

  it.each([
    ['a pickle', { 'a.json': Buffer.from('80049500', 'hex') }, /model\/a.json is a Python pickle/, DataError],
    [
      'damaged weights',
      { 'a.bin': safetensors({ w: [1] }).subarray(0, -2) },
      /its tensors need 4 bytes/,
      DataError,
    ],
    ['an ONNX model', { 'm.onnx': Buffer.from('08073a00', 'hex') }, /is an ONNX model/, DataError],
    ['a name of ours', { 'Predict.json': '{}' }, /a file with the name "Predict.json"/, UserError],
    ['a hidden file', { '.secret': 'x' }, /a file with the name ".secret"/, UserError],
    ['nothing', { 'tools.json': '{}' }, /left nothing in/, UserError],
  ])('%s is refused as data', async (_, files, message, kind) => {
    left(files as Record<string, string | Buffer>);
    const attempt = findModel(folder, ['python3', 'predict.py']);
    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toBeInstanceOf(kind);
  });

  it('is called by its name where it is no model, with what to do', async () => {
    left({
      'booster.txt': 'tree\nversion=v4\n',
      'model.onnx': Buffer.from('PK\x03\x04archive/data.pkl', 'latin1'),
      'w.bin': safetensors({ w: [1] }),
    });
    const attempt = findModel(folder);
    await expect(attempt).rejects.toThrow(
      /booster.txt is plain text \(LightGBM writes such\).*; model.onnx is a PyTorch file with a pickle in it.*; w.bin is safetensors/,
    );
    await expect(attempt).rejects.toMatchObject({ hint: expect.stringContaining('torch.onnx.export') });
  });
});
