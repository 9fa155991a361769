import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelFiles } from '../../src/models/engine.ts';
import { MODEL_ENGINES } from '../../src/models/engines.ts';
import { checkModelFile } from '../../src/models/formats/model-files.ts';
import { DataError, UserError } from '../../src/system/errors.ts';
import { malformedModels } from './models.ts';

/*
 * A process of its own, whose memory can be measured: opens model files that are broken, and predicts with those
 * that are still sound. Arguments: how many, the seed, the folder. What was wrong is printed at the end as JSON.
 */
const [count = '0', seed = '0', folder = '.'] = process.argv.slice(2);
const content = (name: string) => readFileSync(join(folder, name));
const sound = {
  onnx: ['logistic.onnx', 'boosted.onnx', 'regressor.onnx', 'zipmap.onnx'].map(content),
  tfjs: { 'model.json': content('model.json'), 'weights.bin': content('weights.bin') },
};
const WIDTH = 3;
const matrix = {
  rows: 4,
  width: WIDTH,
  names: ['a', 'b', 'c'],
  values: Float32Array.from({ length: 12 }, (_, at) => at - 5),
};
const LONGEST = 10_000;

const faults: string[] = [];
const found = { refused: 0, loaded: 0 };
const digest = createHash('sha256');
let index = 0;
for (const { kind, damage, files } of malformedModels(Number(count), Number(seed), sound, 'canary')) {
  const told = `${index++}: ${kind}, ${damage}`;
  for (const [path, bytes] of Object.entries(files)) digest.update(path).update(bytes);
  const model: ModelFiles = {
    where: 'package',
    files: Object.entries(files).map(([path, bytes]) => ({ path, content: bytes })),
  };
  // What the process dies of is known by its last line.
  appendFileSync(join(folder, 'progress'), `${told}\n`);
  const started = performance.now();
  try {
    const [main] = model.files;
    const format = kind === 'safetensors' ? 'command' : kind;
    const named = model.files.find(({ path }) => path === 'model.json') ?? main;
    if (named) checkModelFile(named.content, named.path, format, model.where);
    if (kind !== 'safetensors') {
      const engine = await (await MODEL_ENGINES[kind]()).openModel(model, WIDTH);
      try {
        await engine.predict(matrix);
      } finally {
        await engine.close();
      }
    }
    found.loaded += 1;
    if (/pickle|PyTorch|Keras|HDF5|script|NumPy/.test(damage)) faults.push(`${told}: was loaded`);
  } catch (error) {
    found.refused += 1;
    if (!(error instanceof DataError || error instanceof UserError)) faults.push(`${told}: ${String(error)}`);
    else if (!error.message.startsWith('package: model/'))
      faults.push(`${told}: names no file: ${error.message}`);
    else if (!error.hint) faults.push(`${told}: says nothing of what to do: ${error.message}`);
  }
  if (performance.now() - started > LONGEST) faults.push(`${told}: took too long`);
}
const kilobytes = process.resourceUsage().maxRSS;
process.stdout.write(JSON.stringify({ ...found, faults, kilobytes, digest: digest.digest('hex') }));
