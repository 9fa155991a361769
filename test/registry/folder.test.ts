import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FolderRegistry } from '../../src/registry/folder.ts';
import { fixedClock } from '../../src/system/clock.ts';
import { describeRegistry } from './contract.ts';
import { MODEL, requestFor, writePackage } from './packages.ts';

const execute = promisify(execFile);
const PROGRAM = fileURLToPath(new URL('register-once.ts', import.meta.url));
const ports = { clock: fixedClock('2026-01-01T00:00:00.000Z') };
const open = (path: string) => FolderRegistry.open(path, { model: MODEL, directory: '/' }, ports);

describeRegistry('folder', async (folder) => open(folder));

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'folder-registry-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
const fresh = () => mkdtemp(join(root, 'case-'));

/** Registers a package in a process of its own. */
async function registerApart(registry: string, directory: string, shell?: string) {
  const command = `exec "${process.execPath}" --no-warnings "${PROGRAM}" "${registry}" "${directory}"`;
  const { stdout } = await execute('bash', ['-c', shell ? `${shell}; ${command}` : command]).catch(
    (error: { stdout: string }) => error,
  );
  return JSON.parse(stdout || '{"name":"killed"}') as {
    version: string;
    created: boolean;
    package: string;
    name?: string;
    message?: string;
  };
}

/** Registers a package in a process that is killed so many milliseconds after it began to. */
async function killedAfter(delay: number, registry: string, directory: string) {
  const child = spawn(process.execPath, ['--no-warnings', PROGRAM, registry, directory], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  await once(child.stderr, 'data');
  await wait(delay);
  child.kill('SIGKILL');
  await ended;
}

async function inBatches<T>(size: number, tasks: (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const queue = [...tasks];
  await Promise.all(
    Array.from({ length: size }, async () => {
      for (let task = queue.shift(); task; task = queue.shift()) results.push(await task());
    }),
  );
  return results;
}

describe('many processes at once', () => {
  it('give different content different versions and lose none', async () => {
    const folder = await fresh();
    const packages = await Promise.all(
      Array.from({ length: 20 }, (_, index) => writePackage(join(folder, `p${index}`), `content ${index}`)),
    );
    const results = await inBatches(
      20,
      packages.map((one) => () => registerApart(join(folder, 'registry'), one.directory)),
    );
    expect(results.every((result) => result.created)).toBe(true);
    expect(new Set(results.map(({ version }) => version)).size).toBe(20);
    const registry = open(join(folder, 'registry'));
    expect(await registry.versions()).toEqual(Array.from({ length: 20 }, (_, index) => `v1.${index}.0`));
    for (const { version, package: identity } of results) {
      expect((await registry.fetch(version, join(folder, 'out', version))).manifest.identity).toBe(identity);
    }
    expect(await readdir(join(folder, 'registry', MODEL, 'incoming'))).toEqual([]);
  });

  it('make the same content one version', async () => {
    const folder = await fresh();
    const packages = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        writePackage(join(folder, `p${index}`), 'same', { card: `run ${index}` }),
      ),
    );
    const results = await inBatches(
      20,
      packages.map((one) => () => registerApart(join(folder, 'registry'), one.directory)),
    );
    expect(results.map(({ version }) => version)).toEqual(Array.from({ length: 20 }, () => 'v1.0.0'));
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(await open(join(folder, 'registry')).versions()).toEqual(['v1.0.0']);
  });

  it('lose no assignment, inside one process too', async () => {
    const folder = await fresh();
    const registry = open(join(folder, 'registry'));
    await registry.register(requestFor(await writePackage(join(folder, 'a'), 'a')));
    await registry.register(requestFor(await writePackage(join(folder, 'b'), 'b')));
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        open(join(folder, 'registry')).assign('production', `v1.${index % 2}.0`),
      ),
    );
    const history = await registry.history('production', 100);
    expect(history.map(({ number }) => number).reverse()).toEqual(history.map((_, index) => index + 1));
    for (const one of made) expect(history).toContainEqual(one);
    for (const [index, one] of history.entries()) expect(one.version).not.toBe(history[index + 1]?.version);
  });
});

describe('a registry that was interrupted', () => {
  it('by killing the process at any time holds whole versions only, and nothing else after the next run', async () => {
    const folder = await fresh();
    const registry = join(folder, 'registry');
    const delays = Array.from({ length: 12 }, (_, index) => 4 * index);
    await inBatches(
      4,
      delays.map((delay) => async () => {
        const made = await writePackage(join(folder, `p${delay}`), `${delay} `.repeat(1000), {
          weights: 8 << 20,
        });
        await killedAfter(delay, registry, made.directory);
      }),
    );
    const versions = await open(registry).versions();
    for (const version of versions) await open(registry).fetch(version, join(folder, 'out', version));
    const last = await open(registry).register(requestFor(await writePackage(join(folder, 'last'), 'last')));
    expect(last.record.version).toBe(`v1.${versions.length}.0`);
    expect(await readdir(join(registry, MODEL, 'incoming'))).toEqual([]);
    expect((await readdir(join(registry, MODEL, 'versions'))).sort()).toEqual(
      [...versions, last.record.version].sort(),
    );
  });

  it('sweeps what a killed process left, and nothing of one that lives', async () => {
    const folder = await fresh();
    const incoming = join(folder, 'registry', MODEL, 'incoming');
    const registry = open(join(folder, 'registry'));
    await registry.register(requestFor(await writePackage(join(folder, 'a'), 'a')));
    const { stdout } = await execute('bash', ['-c', 'echo $$']);
    const machine = await machineName();
    for (const name of [
      `${machine}-${stdout.trim()}-dead`,
      `${machine}-${process.pid}-alive`,
      'elsewhere-1-old',
      'elsewhere-1-new',
    ]) {
      await mkdir(join(incoming, name), { recursive: true });
    }
    await utimes(join(incoming, 'elsewhere-1-old'), 0, 0);
    await registry.register(requestFor(await writePackage(join(folder, 'b'), 'b')));
    expect((await readdir(incoming)).sort()).toEqual(
      [`${machine}-${process.pid}-alive`, 'elsewhere-1-new'].sort(),
    );
    expect(await registry.versions()).toEqual(['v1.0.0', 'v1.1.0']);
  });

  it('says what is wrong when a file may not grow, and leaves nothing', async () => {
    const folder = await fresh();
    const large = await writePackage(join(folder, 'large'), 'x'.repeat(40_000));
    const result = await registerApart(join(folder, 'registry'), large.directory, 'ulimit -f 8');
    expect(result).toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('larger than is allowed'),
    });
    expect(await open(join(folder, 'registry')).versions()).toEqual([]);
    expect((await registerApart(join(folder, 'registry'), large.directory)).version).toBe('v1.0.0');
    expect(await readdir(join(folder, 'registry', MODEL, 'incoming'))).toEqual([]);
  });
});

describe('a registry that somebody edited', () => {
  const cases: [string, (versions: string) => Promise<void>, RegExp][] = [
    [
      'a changed record',
      (versions) => edit(join(versions, 'v1.0.0/record.json'), '0.7', '0.9'),
      /v1\.0\.0\/record\.json was edited/,
    ],
    [
      'a removed version',
      (versions) => rm(join(versions, 'v1.0.0'), { recursive: true }),
      /v1\.0\.0\/record\.json was edited/,
    ],
    [
      'a record that is no JSON',
      (versions) => writeFile(join(versions, 'v1.1.0/record.json'), 'oops'),
      /v1\.1\.0\/record\.json/,
    ],
    [
      'a record with an unknown key',
      (versions) => edit(join(versions, 'v1.1.0/record.json'), '"model"', '"modle"'),
      /v1\.1\.0\/record\.json/,
    ],
  ];
  it.each(cases)('%s is found by whoever reads it', async (_name, change, message) => {
    const { folder, registry } = await twoVersions();
    await change(join(folder, 'registry', MODEL, 'versions'));
    await expect(registry.versions()).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(message),
    });
    await expect(registry.fetch('v1.1.0', join(folder, 'out'))).rejects.toThrow(message);
  });

  it.each([
    ['a changed file', (place: string) => writeFile(join(place, 'model/weights.bin'), 'x'), /weights\.bin/],
    [
      'an added file',
      (place: string) => writeFile(join(place, 'model/extra.bin'), 'x'),
      /extra\.bin" is not in its manifest/,
    ],
    ['a removed file', (place: string) => rm(join(place, 'transform.json')), /transform\.json is missing/],
    [
      'a changed manifest',
      (place: string) => edit(join(place, 'manifest.json'), 'sha256:', 'sha256:0'),
      /identity|manifest/,
    ],
  ])('%s of a package stops the fetch', async (_name, change, message) => {
    const { folder, registry } = await twoVersions();
    await change(join(folder, 'registry', MODEL, 'versions/v1.0.0/package'));
    await expect(registry.fetch('v1.0.0', join(folder, 'out'))).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(message),
    });
    expect(await readdir(folder)).not.toContain('out');
  });

  it('an edited assignment is found', async () => {
    const { folder, registry } = await twoVersions();
    await registry.assign('production', 'v1.0.0');
    await edit(join(folder, 'registry', MODEL, 'assignments/production/1/record.json'), 'v1.0.0', 'v1.1.0');
    await expect(registry.assigned('production')).rejects.toThrow(/production\/1\/record\.json was edited/);
  });
});

async function twoVersions() {
  const folder = await fresh();
  const registry = open(join(folder, 'registry'));
  await registry.register(requestFor(await writePackage(join(folder, 'a'), 'a')));
  await registry.register(requestFor(await writePackage(join(folder, 'b'), 'b')));
  return { folder, registry };
}

async function edit(path: string, from: string, to: string) {
  await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
}

/** How this machine is called in the names of staging folders. */
async function machineName() {
  const folder = await fresh();
  const { stagingFolder } = await import('../../src/registry/ledger.ts');
  await stagingFolder(folder);
  return (await readdir(folder))[0]?.split('-')[0];
}
