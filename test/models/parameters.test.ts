import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ModelPackage } from '../../src/models/package.ts';
import { parametersOf } from '../../src/models/parameters.ts';
import { digestOf } from '../../src/system/files.ts';

const MODELS = fileURLToPath(new URL('../fixtures/models/', import.meta.url));

/** As much of a package as is read: a model in one file. */
function packageWith(path: string): ModelPackage {
  const file = { path, sha256: digestOf(readFileSync(MODELS + path)), bytes: statSync(MODELS + path).size };
  return {
    directory: MODELS,
    manifest: { model: { format: 'onnx', path }, files: [file] },
  } as unknown as ModelPackage;
}

// Counted with the Python package `onnx`: floats of initializers and attributes but `nodes_hitrates`.
test.each([
  ['boosted.onnx', 168],
  ['logistic.onnx', 8],
  ['regressor.onnx', 56],
  ['zipmap.onnx', 8],
  ['external.onnx', 3],
])('%s holds %i parameters', async (path, count) => {
  expect(await parametersOf(packageWith(path))).toBe(count);
});
