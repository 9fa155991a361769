// Writes `engines/<name>/hashes.json`: the digest of each package's files, for every platform. Run it after a
// change of `engines/<name>/package.json`; it writes the lockfile anew and fetches every platform's package once.
// `node scripts/pin-engines.mjs s3` pins that one only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const engines = join(dirname(dirname(fileURLToPath(import.meta.url))), 'engines');

function run(cwd, program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}

/** The digest that `src/system/engines.ts` computes of an installed package. */
function treeDigest(folder) {
  const lines = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
      return `${digest}  ${relative(folder, path).replaceAll('\\', '/')}\n`;
    })
    .sort();
  return `sha256:${createHash('sha256').update(lines.join('')).digest('hex')}`;
}

const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : readdirSync(engines)) {
  const folder = join(engines, name);
  run(
    folder,
    'npm',
    'install',
    '--package-lock-only',
    '--ignore-scripts',
    '--omit-lockfile-registry-resolved',
  );
  const { packages } = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
  const hashes = {};
  for (const [path, { version, integrity }] of Object.entries(packages)) {
    if (path === '') continue;
    const packageName = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const work = mkdtempSync(join(tmpdir(), 'mlops-pin-'));
    const [{ filename }] = JSON.parse(
      run(work, 'npm', 'pack', '--json', '--ignore-scripts', `${packageName}@${version}`),
    );
    const tarball = readFileSync(join(work, filename));
    const actual = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    if (actual !== integrity) throw new Error(`${packageName}: ${actual} is not the lockfile's ${integrity}`);
    run(work, 'tar', '-xzf', filename);
    hashes[packageName] = treeDigest(join(work, 'package'));
    rmSync(work, { recursive: true, force: true });
    console.log(`${packageName} ${hashes[packageName]}`);
  }
  writeFileSync(join(folder, 'hashes.json'), `${JSON.stringify(hashes, null, 2)}\n`);
}
