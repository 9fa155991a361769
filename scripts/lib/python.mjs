// Python environments with what a file of requirements pins, kept under .cache for the next run.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './toolchain.mjs';

const windows = process.platform === 'win32';

/**
 * The Python of an environment that has exactly `requirements`, made where it is not there yet.
 * @param options `versions`: the Python versions that do, the first found is taken; `dependencies: false` where
 *   the file names all packages and their own declarations contradict each other
 * @throws where there is no such Python, or pip fails
 */
export async function pythonWith(
  cache,
  name,
  requirements,
  { versions, dependencies = true, size = '1 GB' },
) {
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = join(cache, `${name}-${digest}`);
  const path = join(folder, windows ? 'Scripts/python.exe' : 'bin/python');
  const stamp = join(folder, '.complete');
  if (existsSync(stamp) && answers(path, ['--version'])) return path;
  const python = findPython(versions);
  if (!python) throw new Error(`there is no Python ${versions.join(' or ')} with venv`);
  console.log(`Installing ${name} with pip (about ${size}, once) …`);
  rmSync(folder, { recursive: true, force: true });
  if ((await run(python, ['-m', 'venv', folder])) !== 0) throw new Error('`python -m venv` failed');
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  // Old packages build with the tools of their time.
  if (!dependencies) await run(path, [...install, 'setuptools<81', 'wheel']);
  const how = dependencies ? [] : ['--no-deps', '--no-build-isolation'];
  if ((await run(path, [...install, ...how, '-r', requirements])) !== 0) {
    throw new Error('`pip install` failed; its output is above');
  }
  writeFileSync(stamp, '');
  return path;
}

function findPython(versions) {
  const pyenv = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const installed = existsSync(pyenv) ? readdirSync(pyenv) : [];
  const candidates = versions.flatMap((version) => [
    `python${version}`,
    ...installed
      .filter((one) => one.startsWith(`${version}.`))
      .map((one) => join(pyenv, one, 'bin', 'python')),
  ]);
  const check = `import sys, venv; assert '%d.%d' % sys.version_info[:2] in ${JSON.stringify(versions)}`;
  return [...candidates, 'python3', 'python'].find((name) => answers(name, ['-c', check]));
}

function answers(program, args) {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
