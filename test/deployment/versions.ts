import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Frame, frameOf } from '../../src/data/engine/frame.ts';
import type { DeployableVersion, Place } from '../../src/deployment/target.ts';
import { fitTransforms } from '../../src/features/fit.ts';
import { heldOutOf } from '../../src/models/held-out.ts';
import { identityOf, type Manifest } from '../../src/models/package.ts';
import { updatePackage, writePackage } from '../../src/models/package-write.ts';
import { loadPredictor } from '../../src/models/predict.ts';
import { startTfjs } from '../../src/models/tfjs-backend.ts';
import { digestOf } from '../../src/system/files.ts';
import { saveDenseNet } from '../../src/training/dense-net-file.ts';

/** Real packages, small ones: a logistic model of a number and a category. */
export const heldOutRows: Frame = frameOf([
  { name: 'distance', type: 'number', values: Array.from({ length: 40 }, (_, row) => 100 + 37 * row) },
  {
    name: 'carrier',
    type: 'string',
    values: Array.from({ length: 40 }, (_, row) => ['AA', 'B6', null][row % 3] ?? null),
  },
  {
    name: 'time_hour',
    type: 'timestamp',
    values: Array.from({ length: 40 }, (_, row) => 1370044800000 + row * 3600000),
  },
]);

const column = (type: string, rest = {}) => ({ type, required: true, severity: 'error', ...rest });

export async function makeVersion(
  workspace: string,
  version: string,
  weight = 1,
): Promise<DeployableVersion> {
  const directory = join(workspace, 'packages', version);
  const baseline = join(workspace, 'baseline.parquet');
  await writeFile(baseline, 'PAR1 rows PAR1');
  const net = [
    {
      kernel: Float32Array.of(weight, 0.5, -0.5, 0.25, 0.1),
      bias: Float32Array.of(0.1),
      inputs: 5,
      units: 1,
    },
  ];
  const opened = await writePackage(directory, {
    name: 'late-flights',
    model: { format: 'tfjs', files: await saveDenseNet(await startTfjs(), net, 'binary-classification') },
    signature: {
      task: 'binary-classification',
      inputs: [
        { name: 'distance', type: 'number' },
        { name: 'carrier', type: 'string' },
      ],
      extras: [{ name: 'time_hour', type: 'timestamp' }],
      time: 'time_hour',
      label: 'late',
      classes: ['false', 'true'],
    },
    transform: fitTransforms(
      [
        { columns: ['distance'], transform: ['impute', 'standardize'] },
        { columns: ['carrier'], transform: 'one-hot' },
      ],
      heldOutRows,
    ),
    contract: {
      version: 1,
      datasets: {
        view: {
          rows: { 'at-least': 1 },
          keys: [],
          'additional-columns': 'warn',
          columns: {
            distance: column('number', { range: { 'at-least': 0, 'at-most': 10_000 } }),
            carrier: column('string'),
            time_hour: column('timestamp'),
            late: column('boolean'),
          },
        },
      },
    },
    profile: { rows: 40 },
    baseline,
    metrics: {},
    lineage: {},
    readme: '# late-flights\n',
    created: '2024-01-02T03:04:05.000Z',
    tools: {},
  });
  const predictor = await loadPredictor(opened);
  const scores = await predictor.predict(heldOutRows);
  await predictor.close();
  await updatePackage(opened, { heldOut: heldOutOf(heldOutRows, scores) });
  return { model: 'late-flights', version, digest: opened.manifest.identity, package: directory };
}

/** The version with a transform that was fitted on other data, in a package that is whole by its manifest. */
export async function withDamagedTransform(version: DeployableVersion): Promise<DeployableVersion> {
  const path = join(version.package, 'transform.json');
  const text = (await readFile(path, 'utf8')).replace(/"mean":\s*[0-9.]+/, '"mean":7.5');
  await writeFile(path, text);
  const manifestPath = join(version.package, 'manifest.json');
  const manifest = JSON.parse(await readFile(manifestPath, 'utf8')) as Manifest;
  const files = manifest.files.map((file) =>
    file.path === 'transform.json'
      ? { ...file, sha256: digestOf(text), bytes: Buffer.byteLength(text) }
      : file,
  );
  const identity = identityOf({ ...manifest, files });
  await writeFile(manifestPath, JSON.stringify({ ...manifest, files, identity }));
  return { ...version, digest: identity };
}

export function placeIn(workspace: string, environment = 'production'): Place {
  return {
    workspace,
    environment,
    program: { node: process.execPath, cli: fileURLToPath(new URL('./cli.ts', import.meta.url)) },
    variables: { PATH: process.env.PATH ?? '', API_TOKEN: 'secret' },
    threshold: async () => 0.5,
  };
}
