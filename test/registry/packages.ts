import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EvidenceOf, RunIdentity } from '../../src/evidence/schema.ts';
import { identityOf, type Manifest, type ModelPackage, PACKAGE_FORMAT } from '../../src/models/package.ts';
import type { RegisterRequest } from '../../src/registry/admission.ts';
import { digestOf } from '../../src/system/files.ts';

export const MODEL = 'late-flights';
export const COMMIT = '1111111111111111111111111111111111111111';
const CONFIG = digestOf('config');

/** Writes a package whose identity hangs on `content`, and whose card hangs on `card`. */
export async function writePackage(
  directory: string,
  content: string,
  { card = 'card', name = MODEL, weights = 2048 }: { card?: string; name?: string; weights?: number } = {},
): Promise<ModelPackage> {
  const files: Record<string, string | Uint8Array> = {
    MLmodel: 'flavors: {}\n',
    'README.md': `# ${name}\n\n${card}\n`,
    'baseline.parquet': Buffer.from('PAR1 baseline rows PAR1'),
    'contract.json': '{}',
    'held-out.json': '{}',
    'lineage.json': JSON.stringify({ card }),
    'metrics.json': '{"roc_auc_score":0.7}',
    'model/model.json': `{"weights":${JSON.stringify(content)}}`,
    'model/weights.bin': Buffer.alloc(weights, content),
    'profile.json': '{}',
    'sbom.cdx.json': '{}',
    'transform.json': '{}',
  };
  const listed = Object.keys(files).map((path) => {
    const bytes = Buffer.from(files[path] as string);
    return { path, sha256: digestOf(bytes), bytes: bytes.length };
  });
  const model = { format: 'tfjs', path: 'model/model.json' } as const;
  const signature = {
    task: 'binary-classification',
    inputs: [],
    extras: [],
    time: null,
    label: 'late',
    classes: ['false', 'true'],
  } satisfies Manifest['signature'];
  const identity = identityOf({ model, signature, files: listed });
  const manifest: Manifest = { format: PACKAGE_FORMAT, name, identity, model, signature, files: listed };
  for (const [path, bytes] of Object.entries({
    ...files,
    'manifest.json': JSON.stringify(manifest, null, 2),
  })) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), bytes);
  }
  return { directory, manifest };
}

export function runIdentity(changes: Partial<RunIdentity> = {}): RunIdentity {
  return { id: '42', attempt: 1, commit: COMMIT, dirty: false, config: CONFIG, overrides: [], ...changes };
}

/** Evidence of a gate that passed `model`. */
export function gateEvidence(
  model: ModelPackage,
  changes: Partial<EvidenceOf<'evaluate-gate'>> = {},
): EvidenceOf<'evaluate-gate'> {
  return {
    schema: 'mlops-evidence/1',
    stage: 'evaluate-gate',
    model: model.manifest.name,
    verdict: 'pass',
    reasons: [],
    warnings: [],
    inputs: { dataset: digestOf('dataset'), package: model.manifest.identity },
    outputs: {},
    figures: {
      task: 'binary-classification',
      rows: 100,
      period: { rows: 100 },
      threshold: 0.5,
      challenger: {
        package: model.manifest.identity,
        metrics: { roc_auc_score: 0.7, log_loss: null },
        curves: {},
        predictions: { path: 'predictions.parquet', sha256: digestOf('predictions') },
      },
      champion: null,
      rubberStamp: true,
      directions: { roc_auc_score: 'higher' },
      rules: [],
      slices: [],
      notes: [],
    },
    run: runIdentity(),
    tools: {},
    machine: { os: 'linux', architecture: 'x64', cpu: 'test', cores: 1, memoryBytes: 1, gpu: null },
    started: '2026-01-01T00:00:00.000Z',
    finished: '2026-01-01T00:00:01.000Z',
    ...changes,
  };
}

export function requestFor(model: ModelPackage, run: Partial<RunIdentity> = {}): RegisterRequest {
  const identity = runIdentity(run);
  return { package: model, run: identity, gate: gateEvidence(model, { run: identity }) };
}
