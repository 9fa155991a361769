import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { billOfMaterials } from './bill-of-materials.mjs';
import { versionOf } from './check.mjs';

/** What a job downloads when it uses an action of ours. */
const RUN = ['action.yml', 'actions', 'dist', 'LICENSE', 'package.json'];

/** Writes a release's files into `folder`, the same bytes for the same commit; their paths. */
export function writeAssets(root, folder) {
  mkdirSync(folder, { recursive: true });
  const version = versionOf(root);
  const name = `mlops-actions-v${version}`;
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['archive', '--format=tar', `--prefix=${name}/`, 'HEAD', '--', ...RUN],
    { cwd: root, maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`git archive failed: ${stderr}`);
  const archive = gzipSync(stdout, { level: 9 });
  // The header of gzip names the system that wrote it.
  archive[9] = 255;
  const files = [
    [`${name}.tar.gz`, archive],
    [`${name}.cdx.json`, Buffer.from(`${JSON.stringify(billOfMaterials(root, version), null, 2)}\n`)],
  ];
  const sums = files
    .map(([path, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${path}\n`)
    .join('');
  files.push(['SHA256SUMS', Buffer.from(sums)]);
  for (const [path, bytes] of files) writeFileSync(join(folder, path), bytes);
  return files.map(([path]) => join(folder, path));
}

/** The digests that SHA256SUMS in `folder` tells, by file name. */
export function sumsIn(folder) {
  const lines = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
  return new Map(lines.map((line) => line.split('  ').reverse()));
}
