import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type EngineOptions, loadEngine } from '../../src/system/engines.ts';
import { describeError, UserError } from '../../src/system/errors.ts';
import { MemoryLog } from '../../src/system/log.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'mlops-engines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const pins = {
  hashes: read(join(root, 'engines/duckdb/hashes.json')) as Record<string, string>,
  lock: read(join(root, 'engines/duckdb/package-lock.json')),
};

/** The environment of this machine, but for what `npm test` adds to it. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_(?!config_)/i.test(name)),
);

let tool = '';
let cache = '';
let count = 0;

/** A program like this one, whose only engine is a small package: what is tested needs no 70 MB. */
beforeEach(() => {
  count += 1;
  tool = join(folder, `${count}`, 'tool');
  cache = join(folder, `${count}`, 'cache');
  const engine = join(tool, 'dist', 'engines', 'small');
  mkdirSync(engine, { recursive: true });
  const dependencies = { 'detect-libc': pins.lock.packages['node_modules/detect-libc'].version };
  const write = (path: string, value: unknown) => writeFileSync(path, JSON.stringify(value));
  write(join(tool, 'dist', 'package.json'), { name: 'mlops-actions' });
  write(join(engine, 'package.json'), { name: 'small', dependencies });
  write(join(engine, 'package-lock.json'), {
    name: 'small',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'small', dependencies },
      'node_modules/detect-libc': pins.lock.packages['node_modules/detect-libc'],
    },
  });
  write(join(engine, 'hashes.json'), { 'detect-libc': pins.hashes['detect-libc'] });
});

const log = new MemoryLog();
function load(options: Partial<EngineOptions> = {}) {
  return loadEngine<{ familySync(): string }>({
    name: 'small',
    packageName: 'detect-libc',
    title: 'Small',
    cacheDirectory: cache,
    env,
    log,
    startDirectory: join(tool, 'dist'),
    ...options,
  });
}

/** What a person sees of the error. */
async function complaint(loading: Promise<unknown>): Promise<string> {
  const error = await loading.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  return describeError(error);
}

/** The folder in the cache that has the engine. */
function installed(): string {
  const parent = join(cache, 'mlops-actions', 'small');
  const names = readdirSync(parent);
  expect(names).toHaveLength(1);
  return join(parent, names[0] ?? '');
}

const nowhere = { ...env, npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' };

describe('an engine', () => {
  test('is installed once, checked, and found again without npm', async () => {
    expect((await load()).familySync).toBeTypeOf('function');
    expect(
      log.lines.some(({ level, message }) => level === 'info' && message.startsWith('Installing Small')),
    ).toBe(true);
    expect(existsSync(join(installed(), 'node_modules', 'detect-libc'))).toBe(true);
    expect((await load({ env: {} })).familySync).toBeTypeOf('function');
  });

  test('two first runs at once both succeed and leave one installation', async () => {
    const both = await Promise.all([load(), load()]);
    expect(both.map(({ familySync }) => typeof familySync)).toEqual(['function', 'function']);
    installed();
  });

  test.each<[string, (folder: string) => void]>([
    [
      'a file that was changed',
      (path) => writeFileSync(join(path, 'lib/detect-libc.js'), 'throw new Error("evil")'),
    ],
    ['a file too many', (path) => writeFileSync(join(path, 'lib/evil.js'), '')],
    ['a file too few', (path) => rmSync(join(path, 'LICENSE'))],
    [
      'a package of its own inside',
      (path) => mkdirSync(join(path, 'node_modules/evil'), { recursive: true }),
    ],
  ])('%s in the cache is never run', async (name, damage) => {
    await load();
    damage(join(installed(), 'node_modules/detect-libc'));
    if (name.startsWith('a package'))
      writeFileSync(join(installed(), 'node_modules/detect-libc/node_modules/evil/index.js'), '');
    const told = await complaint(load());
    expect(told).toMatch(
      /is not what was pinned, and is not run: detect-libc has the digest sha256:[0-9a-f]{64}/,
    );
    expect(told).toContain('Delete that folder');
  });

  test('comes from `engines-path` alone where that is set', async () => {
    const path = join(folder, `${count}`, 'air-gapped');
    expect(await complaint(load({ enginesPath: path }))).toMatch(
      /engines-path: Small is not in .*air-gapped\n.*npm ci --ignore-scripts/,
    );
    await load();
    cpSync(installed(), join(path, 'small'), { recursive: true });
    expect((await load({ enginesPath: path, env: {}, cacheDirectory: '/nowhere' })).familySync).toBeTypeOf(
      'function',
    );
    expect((await load({ enginesPath: join(path, 'small'), env: {} })).familySync).toBeTypeOf('function');
    writeFileSync(join(path, 'small/node_modules/detect-libc/index.d.ts'), 'changed');
    expect(await complaint(load({ enginesPath: path }))).toContain('is not what was pinned');
  });

  test('is not taken from a folder above the program, and one of its own that differs is passed over', async () => {
    for (const place of [dirname(tool), join(tool, 'dist')]) {
      const planted = join(place, 'node_modules/detect-libc');
      mkdirSync(planted, { recursive: true });
      writeFileSync(join(planted, 'package.json'), '{"name":"detect-libc","main":"index.js"}');
      writeFileSync(join(planted, 'index.js'), 'exports.familySync = "planted";');
    }
    expect((await load()).familySync).toBeTypeOf('function');
    installed();
  });

  test('that cannot be fetched says what to do', async () => {
    const settings = { ...nowhere, npm_config_cache: join(folder, `${count}`, 'npm') };
    const told = await complaint(load({ env: settings }));
    expect(told).toMatch(/Small was not installed: npm failed \(ECONNREFUSED/);
    expect(told).toMatch(/setup-node.*mirror.*engines-path/);
    expect(readdirSync(join(cache, 'mlops-actions', 'small'))).toEqual([]);
  });

  test('of other bytes than those that were pinned is refused', async () => {
    const lock = join(tool, 'dist/engines/small/package-lock.json');
    const { integrity } = pins.lock.packages['node_modules/@duckdb/node-api'];
    writeFileSync(
      lock,
      readFileSync(lock, 'utf8').replace(pins.lock.packages['node_modules/detect-libc'].integrity, integrity),
    );
    expect(await complaint(load())).toMatch(
      /Small was refused: a package of the registry is not the one that was pinned/,
    );
    expect(readdirSync(join(cache, 'mlops-actions', 'small'))).toEqual([]);
  });

  test('of other files than those that were pinned is refused', async () => {
    writeFileSync(
      join(tool, 'dist/engines/small/hashes.json'),
      JSON.stringify({ 'detect-libc': `sha256:${'0'.repeat(64)}` }),
    );
    expect(await complaint(load())).toContain('is not what was pinned');
    expect(readdirSync(join(cache, 'mlops-actions', 'small'))).toEqual([]);
  });

  test('a cache folder that cannot be written is the user’s to mend', async () => {
    writeFileSync(join(folder, `${count}`, 'cache'), 'a file');
    expect(await complaint(load())).toMatch(/Small cannot be installed into/);
  });

  const npmBeside = existsSync(join(dirname(process.execPath), '../lib/node_modules/npm'));
  test.skipIf(npmBeside)('without npm says what to do', async () => {
    expect(await complaint(load({ env: { PATH: folder } }))).toMatch(
      /there is no npm to do it\n.*setup-node/,
    );
  });
});

describe('DuckDB', () => {
  test('is the version that the sources are built with, pinned for every platform', () => {
    const version = read(join(root, 'package.json')).dependencies['@duckdb/node-api'];
    expect(read(join(root, 'engines/duckdb/package.json')).dependencies).toEqual({
      '@duckdb/node-api': version,
    });
    const packages = Object.entries<{ integrity?: string; resolved?: string }>(pins.lock.packages).filter(
      ([path]) => path !== '',
    );
    expect(packages).toHaveLength(11);
    expect(Object.keys(pins.hashes).sort()).toEqual(
      packages.map(([path]) => path.replace('node_modules/', '')).sort(),
    );
    for (const [, { integrity, resolved }] of packages) {
      expect(integrity).toMatch(/^sha512-/);
      expect(resolved).toBeUndefined();
    }
  });

  test('is loaded from our own node_modules, every file checked', async () => {
    const duckdb = await loadEngine<typeof import('@duckdb/node-api')>({
      name: 'duckdb',
      packageName: '@duckdb/node-api',
      title: 'DuckDB',
      cacheDirectory: '/nowhere',
      env: {},
      log,
    });
    expect(duckdb.version()).toBe('v1.5.5');
  });
});
