import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { runTerminal } from '../../src/cli.ts';
import type { EvidenceOf } from '../../src/evidence/schema.ts';
import { openPackage, readPackageJson } from '../../src/models/package.ts';

/** A Python that has what the example asks for. */
const python = process.env.MLOPS_PEER_PYTHON ?? 'python3';
const hasPeers = spawnSync(python, ['-c', 'import sklearn, skl2onnx, pyarrow']).status === 0;

const root = mkdtempSync(join(tmpdir(), 'mlops-python-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Trains and judges the example in a folder of its own, and returns what the stages left. */
async function run(name: string) {
  const folder = join(root, name);
  cpSync(fileURLToPath(new URL('../../examples/python-onnx', import.meta.url)), folder, { recursive: true });
  const out = join(folder, 'out');
  const code = await runTerminal([
    'run',
    ...['--config', join(folder, 'mlops.yml'), '--stages', 'validate-data,train,evaluate-gate'],
    ...['--set', `train.command=[${JSON.stringify(python)}, train.py]`, '--out', out, '--quiet'],
  ]);
  expect(code).toBe(0);
  const evidence = <S extends 'train' | 'evaluate-gate'>(stage: S) =>
    JSON.parse(readFileSync(join(out, `${stage}.json`), 'utf8')) as EvidenceOf<S>;
  const trained = evidence('train');
  const opened = await openPackage(join(out, trained.figures.package?.path ?? ''));
  return { trained, judged: evidence('evaluate-gate'), opened };
}

test.skipIf(!hasPeers)(
  'a scikit-learn program trains, its ONNX model passes the gate, and the same seed is the same version (needs MLOPS_PEER_PYTHON with scikit-learn, skl2onnx and pyarrow)',
  async () => {
    const { trained, judged, opened } = await run('first');
    expect(trained.verdict).toBe('pass');
    expect(trained.figures.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(opened.manifest.model).toEqual({ format: 'onnx', path: 'model/model.onnx' });
    const { components } = (await readPackageJson(opened, 'sbom.cdx.json')) as {
      components: { name: string }[];
    };
    expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(['sklearn', 'skl2onnx']));
    expect(judged.verdict).toBe('pass');
    expect(judged.figures.challenger.metrics.roc_auc_score).toBeGreaterThan(0.7);
    const again = await run('second');
    expect(again.opened.manifest.identity).toBe(opened.manifest.identity);
  },
);
