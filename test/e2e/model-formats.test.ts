import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { formatOf, HEAD_BYTES } from '../../src/models/formats/format.ts';
import { openModel } from '../../src/models/onnx.ts';
import { temporaryFolder } from '../data/engine.ts';

const python = process.env.MLOPS_PEER_PYTHON ?? 'python3';
const hasPeers = spawnSync(python, ['-c', 'import sklearn, skl2onnx']).status === 0;
const peer = fileURLToPath(new URL('peers/model_formats.py', import.meta.url));

test.skipIf(!hasPeers)(
  'models of all converters are taken, and every pickle is refused (needs MLOPS_PEER_PYTHON with scikit-learn and skl2onnx)',
  { timeout: 300_000 },
  async () => {
    const folder = temporaryFolder();
    const made = spawnSync(python, [peer, folder], { encoding: 'utf8' });
    expect(made.status, made.stderr).toBe(0);
    const names = readdirSync(folder);
    expect(names.length).toBeGreaterThan(40);
    const matrix = {
      rows: 3,
      width: 3,
      names: ['a', 'b', 'c'],
      values: Float32Array.of(1, 2, 3, -1, 0.5, 0, 2, -2, 1),
    };
    for (const name of names) {
      const content = readFileSync(join(folder, name));
      const format = formatOf(content.subarray(0, HEAD_BYTES), content.length);
      if (name.endsWith('.refused')) {
        expect(format, name).toHaveProperty('refused');
        expect('refused' in format && format.refused, name).toMatch(/pickle|code/);
        continue;
      }
      expect(format, name).toEqual({ safe: 'onnx' });
      const model = await openModel({ where: name, files: [{ path: 'model.onnx', content }] }, 3);
      const output = await model.predict(matrix);
      expect(output.values.every(Number.isFinite), name).toBe(true);
      await model.close();
    }
  },
);
