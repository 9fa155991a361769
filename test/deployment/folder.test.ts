import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderTarget } from '../../src/deployment/folder.ts';
import { readState, writeState } from '../../src/deployment/state.ts';
import type { DeployableVersion, Place } from '../../src/deployment/target.ts';
import { fixedClock } from '../../src/system/clock.ts';
import { DataError, UserError } from '../../src/system/errors.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { makeVersion, placeIn, withDamagedTransform } from './versions.ts';

let workspace: string;
let bundle: string;
let place: Place;
let one: DeployableVersion;
let two: DeployableVersion;

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'deployment-'));
  bundle = join(workspace, 'bundle');
  const { program, ...rest } = placeIn(workspace);
  // Stands for the folder of the program's bundle.
  await mkdir(join(workspace, 'dist'));
  await writeFile(
    join(workspace, 'dist/cli.mjs'),
    `await import(${JSON.stringify(`file://${program.cli}`)});\n`,
  );
  place = { ...rest, program: { node: program.node, cli: join(workspace, 'dist/cli.mjs') } };
  one = await makeVersion(workspace, '1');
  two = await makeVersion(workspace, '2', 2);
});
afterEach(() => rm(workspace, { recursive: true }));

const target = folderTarget(
  { target: 'folder', path: 'bundle' },
  { log: new MemoryLog(), clock: fixedClock('2026-06-01T00:00:00Z') },
);
const versionAt = async (path: string) =>
  (JSON.parse(await readFile(join(path, 'bundle.json'), 'utf8')) as { version: string }).version;
const leftovers = async () => (await readdir(workspace)).filter((name) => /\.(new|old)$/.test(name));

test('a bundle is written, checked, replaced and brought back', async () => {
  const first = await target.deploy({ ...place, version: one });
  expect(first).toMatchObject({
    verdict: 'pass',
    figures: { target: 'folder', version: '1', previous: null, skew: { rows: 40, maximumDifference: 0 } },
  });
  expect((await readdir(bundle)).sort()).toEqual([
    '.dockerignore',
    'Dockerfile',
    'README.md',
    'bundle.json',
    'package',
    'program',
    'server.mjs',
  ]);
  const second = await target.deploy({ ...place, version: two });
  expect(second.figures).toMatchObject({ version: '2', previous: '1' });
  expect(await Promise.all([bundle, `${bundle}.previous`].map(versionAt))).toEqual(['2', '1']);
  // The same version again keeps the one before it.
  await target.deploy({ ...place, version: two });
  expect(await Promise.all([bundle, `${bundle}.previous`].map(versionAt))).toEqual(['2', '1']);
  for (let times = 0; times < 2; times++) {
    expect((await target.rollback(place)).figures).toMatchObject({ action: 'rollback', version: '1' });
    expect(await versionAt(bundle)).toBe('1');
  }
  expect((await target.stop(place)).figures).toMatchObject({ action: 'stop', version: null, previous: '1' });
  await target.stop(place);
  await expect(readdir(bundle)).rejects.toThrow();
  expect(await leftovers()).toEqual([]);
});

test('the bundle serves from wherever it is put', async () => {
  await target.deploy({ ...place, version: one });
  const elsewhere = join(workspace, 'elsewhere');
  await rename(bundle, elsewhere);
  const server = spawn(process.execPath, ['server.mjs', '--port', '0'], {
    cwd: elsewhere,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  try {
    const { url } = await started(server);
    const answer = await (await fetch(`${url}/readyz`)).json();
    expect(answer).toMatchObject({
      status: 'ready',
      version: '1',
      digest: one.digest,
      log: { status: 'off' },
    });
  } finally {
    server.kill();
  }
});

function started(server: ChildProcess): Promise<{ url: string }> {
  return new Promise((resolve) => server.once('message', (message) => resolve(message as { url: string })));
}

test('a damaged transform writes no bundle', async () => {
  await target.deploy({ ...place, version: one });
  const damaged = await withDamagedTransform(two);
  const result = await target.deploy({ ...place, version: damaged });
  expect(result.verdict).toBe('fail');
  expect(await versionAt(bundle)).toBe('1');
  expect((await readState(workspace, 'production'))?.version).toBe('1');
  expect(await leftovers()).toEqual([]);
});

test('a folder that is something else is left alone', async () => {
  await mkdir(bundle);
  await writeFile(join(bundle, 'thesis.txt'), 'years of work');
  await expect(target.deploy({ ...place, version: one })).rejects.toThrow(UserError);
  expect(await readdir(bundle)).toEqual(['thesis.txt']);
  expect(await leftovers()).toEqual([]);
});

test('the previous bundle is verified before anything is switched', async () => {
  await target.deploy({ ...place, version: one });
  await target.deploy({ ...place, version: two });
  await writeFile(join(`${bundle}.previous`, 'package/transform.json'), '{}');
  await expect(target.rollback(place)).rejects.toThrow(DataError);
  expect(await versionAt(bundle)).toBe('2');
});

test('a deployment that was killed between its renames is mended by the next', async () => {
  await target.deploy({ ...place, version: one });
  const before = await readState(workspace, 'production');
  await target.deploy({ ...place, version: two });
  const after = await readState(workspace, 'production');
  // Killed after both renames, before the state was written.
  if (before) await writeState(workspace, before);
  await target.deploy({ ...place, version: two });
  expect(await readState(workspace, 'production')).toEqual(after);
  // Killed after the first rename.
  await rm(bundle, { recursive: true });
  const again = await target.deploy({ ...place, version: two });
  expect(again.figures).toMatchObject({ version: '2', previous: '1' });
  // Killed in a rollback after its rename.
  await rm(bundle, { recursive: true });
  await rename(`${bundle}.previous`, bundle);
  expect((await target.rollback(place)).figures.version).toBe('1');
  expect(await versionAt(bundle)).toBe('1');
});
