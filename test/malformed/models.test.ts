import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { startTfjs } from '../../src/models/tfjs-backend.ts';
import { saveDenseNet } from '../../src/training/dense-net-file.ts';
import { temporaryFolder } from '../data/engine.ts';

const FILES = 1000;
const SEED = 20241;
const MAXIMUM_KILOBYTES = 512 * 1024;

interface Opened {
  readonly refused: number;
  readonly loaded: number;
  readonly faults: readonly string[];
  readonly kilobytes: number;
  readonly digest: string;
}

async function soundModels(folder: string): Promise<void> {
  for (const name of ['logistic', 'boosted', 'regressor', 'zipmap']) {
    const from = fileURLToPath(new URL(`../fixtures/models/${name}.onnx`, import.meta.url));
    copyFileSync(from, join(folder, `${name}.onnx`));
  }
  const net = [
    {
      kernel: Float32Array.from({ length: 12 }, (_, at) => at / 7),
      bias: new Float32Array(4),
      inputs: 3,
      units: 4,
    },
    { kernel: Float32Array.of(1, -1, 0.5, 2), bias: Float32Array.of(0.1), inputs: 4, units: 1 },
  ];
  for (const { path, content } of await saveDenseNet(await startTfjs(), net, 'binary-classification')) {
    writeFileSync(join(folder, path), content);
  }
}

/** Opens them in another process. */
async function open(count: number, seed: number): Promise<Opened & { readonly canary: boolean }> {
  const folder = temporaryFolder();
  await soundModels(folder);
  const program = fileURLToPath(new URL('open-models.ts', import.meta.url));
  const run = promisify(execFile)(process.execPath, [program, String(count), String(seed), folder], {
    cwd: folder,
    timeout: 280_000,
    maxBuffer: 2 ** 24,
  });
  const { stdout } = await run.catch((error: unknown) => {
    const last = readFileSync(join(folder, 'progress'), 'utf8').trimEnd().split('\n').at(-1);
    throw new Error(`the process ended at ${last}`, { cause: error });
  });
  return { ...(JSON.parse(stdout) as Opened), canary: existsSync(join(folder, 'canary')) };
}

describe('model files that are broken or hostile', () => {
  test(`${FILES} of them: no crash, no code run, memory bounded`, { timeout: 300_000 }, async () => {
    const opened = await open(FILES, SEED);
    expect(opened.faults).toEqual([]);
    expect(opened.canary).toBe(false);
    expect(opened.kilobytes).toBeLessThan(MAXIMUM_KILOBYTES);
    // Some damages leave a sound model: a flipped bit of a weight is a weight.
    expect(opened.refused).toBeGreaterThan(0.8 * FILES);
    expect(opened.loaded).toBeGreaterThan(0);
  });

  test('the same seed gives the same files', { timeout: 60_000 }, async () => {
    const [one, again, other] = await Promise.all([open(40, 1), open(40, 1), open(40, 2)]);
    expect(one.digest).toBe(again.digest);
    expect(one.digest).not.toBe(other.digest);
  });
});
