import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processTarget } from '../../src/deployment/process.ts';
import { isAlive } from '../../src/deployment/server-process.ts';
import { type DeploymentState, readState, writeState } from '../../src/deployment/state.ts';
import type { ConfigOf, Place, Target } from '../../src/deployment/target.ts';
import { fixedClock } from '../../src/system/clock.ts';
import { DataError, UserError } from '../../src/system/errors.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { makeVersion, placeIn, withDamagedTransform } from './versions.ts';

const ports = { log: new MemoryLog(), clock: fixedClock('2026-06-01T00:00:00Z') };
let workspace: string;
let place: Place;
let pids: Set<number>;

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'deployment-'));
  place = placeIn(workspace);
  pids = new Set();
});
afterEach(async () => {
  const state = await readState(workspace, 'production').catch(() => null);
  for (const pid of [...pids, state?.pid, state?.retiring?.pid]) {
    if (pid && (await isAlive(pid))) process.kill(pid, 'SIGKILL');
  }
  await rm(workspace, { recursive: true, force: true });
});

const target = (config: Partial<ConfigOf<'process'>> = {}): Target =>
  processTarget({ target: 'process', host: '127.0.0.1', log: 'serving', ...config }, ports);

async function stateNow(): Promise<DeploymentState & { pid: number; url: string }> {
  const state = await readState(workspace, 'production');
  if (state?.pid) pids.add(state.pid);
  return state as DeploymentState & { pid: number; url: string };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const row = { distance: 500, carrier: 'AA', time_hour: '2013-06-01T09:00:00Z' };

async function ask(url: string): Promise<{ version: string; predictions: { score: number }[] }> {
  const response = await fetch(`${url}/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(row),
  });
  return response.json();
}

test('a version is served, checked against the evaluated predictions, and replaced by the next', async () => {
  const one = await makeVersion(workspace, '1');
  const first = await target().deploy({ ...place, version: one });
  expect(first.verdict).toBe('pass');
  expect(first.figures).toMatchObject({
    action: 'deploy',
    environment: 'production',
    target: 'process',
    version: '1',
    package: one.digest,
    previous: null,
    skew: { rows: 40, maximumDifference: 0, tolerance: 1e-6 },
  });
  const before = await stateNow();
  expect(before).toMatchObject({ version: '1', url: first.figures.url, retiring: null, previous: null });
  expect((await ask(before.url)).version).toBe('1');
  const printed = await readFile(join(workspace, '.mlops/deployments/production.log'), 'utf8');
  expect(printed).toContain('PATH');
  expect(printed).not.toContain('API_TOKEN');

  const second = await target().deploy({ ...place, version: await makeVersion(workspace, '2', 2) });
  expect(second.figures).toMatchObject({ version: '2', previous: '1' });
  const after = await stateNow();
  expect((await ask(after.url)).version).toBe('2');
  expect(await isAlive(before.pid)).toBe(false);

  const files = await readdir(join(workspace, 'serving'));
  expect(files).toHaveLength(2);
  const lines = await Promise.all(files.map((file) => readFile(join(workspace, 'serving', file), 'utf8')));
  expect(lines.map((text) => text.split('\n').length - 1)).toEqual([1, 1]);

  const back = await target().rollback(place);
  expect(back.figures).toMatchObject({ action: 'rollback', version: '1', skew: { rows: 40 } });
  expect((await ask((await stateNow()).url)).version).toBe('1');
  expect(await isAlive(after.pid)).toBe(false);
  const again = await target().rollback(place);
  expect(again.verdict).toBe('pass');
  expect(again.figures.url).toBe(back.figures.url);

  const stopped = await target().stop(place);
  expect(stopped.figures).toMatchObject({ action: 'stop', version: null, previous: '1', url: null });
  await expect(ask(back.figures.url ?? '')).rejects.toThrow();
  expect((await target().stop(place)).verdict).toBe('pass');
});

test('a damaged transform stops the deployment, and the old version keeps serving', async () => {
  await target().deploy({ ...place, version: await makeVersion(workspace, '1') });
  const before = await stateNow();
  const damaged = await withDamagedTransform(await makeVersion(workspace, '2', 2));
  const result = await target().deploy({ ...place, version: damaged });
  expect(result.verdict).toBe('fail');
  expect(result.reasons[0]).toMatchObject({ rule: 'no-skew', outcome: 'fail', bound: 1e-6 });
  expect(result.figures.skew?.maximumDifference).toBeGreaterThan(0.01);
  expect(await stateNow()).toEqual(before);
  expect((await ask(before.url)).version).toBe('1');
});

test('a row that the new server refuses stops the deployment too', async () => {
  const version = await makeVersion(workspace, '1');
  const { heldOutRows } = await import('./versions.ts');
  const rows = new Map(heldOutRows.columns);
  rows.set('distance', { name: 'distance', type: 'number', values: Array(40).fill(-1) });
  const scores = { rows: 40, width: 1, scores: new Float64Array(40) };
  const result = await target().deploy({
    ...place,
    version,
    check: { rows: { rows: 40, columns: rows }, scores },
  });
  expect(result.verdict).toBe('fail');
  expect(result.reasons[0]?.sentence).toContain('distance');
  expect(await readState(workspace, 'production')).toBeNull();
});

test('a port of the config goes from the old server to the new one', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const fixed = target({ port });
  await fixed.deploy({ ...place, version: await makeVersion(workspace, '1') });
  const before = await stateNow();
  expect([before.url, before.port]).toEqual([url, port]);
  await fixed.deploy({ ...place, version: await makeVersion(workspace, '2', 2) });
  const after = await stateNow();
  expect(after).toMatchObject({ url, port, version: '2', retiring: null });
  expect((await ask(url)).version).toBe('2');
  expect(await isAlive(before.pid)).toBe(false);
  const damaged = await withDamagedTransform(await makeVersion(workspace, '3', 3));
  expect((await fixed.deploy({ ...place, version: damaged })).verdict).toBe('fail');
  expect((await ask(url)).version).toBe('2');
  await fixed.rollback(place);
  expect((await ask(url)).version).toBe('1');
});

test('a port is not handed over by a version that could not have it back', async () => {
  const fixed = target({ port: await freePort() });
  const one = await makeVersion(workspace, '1');
  await fixed.deploy({ ...place, version: one });
  const before = await stateNow();
  await writeFile(join(one.package, 'transform.json'), '{}');
  const deployment = fixed.deploy({ ...place, version: await makeVersion(workspace, '2', 2) });
  await expect(deployment).rejects.toThrow(/could not go back to late-flights 1/);
  expect(await stateNow()).toEqual(before);
  expect((await ask(before.url)).version).toBe('1');
});

test('a port that another program has is a mistake of the user, and the old server stays', async () => {
  await target().deploy({ ...place, version: await makeVersion(workspace, '1') });
  const before = await stateNow();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  try {
    const deployment = target({ port }).deploy({ ...place, version: await makeVersion(workspace, '2', 2) });
    await expect(deployment).rejects.toThrow(`port ${port} on 127.0.0.1 is in use by another program`);
    await expect(deployment).rejects.toThrow(UserError);
  } finally {
    other.close();
  }
  expect(await stateNow()).toEqual(before);
  expect((await ask(before.url)).version).toBe('1');
});

test('a server that was killed is replaced, and its number is not taken for it', async () => {
  const one = await makeVersion(workspace, '1');
  await target().deploy({ ...place, version: one });
  const killed = await stateNow();
  process.kill(killed.pid, 'SIGKILL');
  const stranger = spawn('sleep', ['1000']);
  try {
    await writeState(workspace, { ...killed, pid: stranger.pid ?? 0 });
    await target().deploy({ ...place, version: one });
    const state = await stateNow();
    expect((await ask(state.url)).version).toBe('1');
    expect(state.previous).toBeNull();
    expect(stranger.exitCode).toBeNull();
    await writeState(workspace, { ...state, pid: stranger.pid ?? 0 });
    await target().stop(place);
    expect(stranger.signalCode).toBeNull();
  } finally {
    stranger.kill();
  }
});

test('the server of a deployment that was killed in between is ended by the next', async () => {
  const one = await makeVersion(workspace, '1');
  await target().deploy({ ...place, version: one });
  const old = await stateNow();
  const retiring = { pid: old.pid, instance: old.instance ?? '', url: old.url };
  // As after the state named the new server, and before that one was let go.
  await writeState(workspace, { ...old, pid: 2 ** 22 - 1, retiring });
  await target().deploy({ ...place, version: one });
  expect(await isAlive(old.pid)).toBe(false);
  expect((await ask((await stateNow()).url)).version).toBe('1');
});

test('there must be something to go back to, and it must be whole, before anything is switched', async () => {
  await expect(target().rollback(place)).rejects.toThrow('nothing was ever deployed to production');
  const one = await makeVersion(workspace, '1');
  await target().deploy({ ...place, version: one });
  await expect(target().rollback(place)).rejects.toThrow('no version before late-flights 1');
  await target().deploy({ ...place, version: await makeVersion(workspace, '2', 2) });
  const before = await stateNow();
  await writeFile(join(one.package, 'transform.json'), '{}');
  await expect(target().rollback(place)).rejects.toThrow(DataError);
  await rm(one.package, { recursive: true });
  await expect(target().rollback(place)).rejects.toThrow(UserError);
  expect(await stateNow()).toEqual(before);
  expect((await ask(before.url)).version).toBe('2');
});

test('a package that is not the registered one is refused', async () => {
  const one = await makeVersion(workspace, '1');
  const other = await makeVersion(workspace, '2', 2);
  await expect(target().deploy({ ...place, version: { ...one, digest: other.digest } })).rejects.toThrow(
    /is not late-flights 1: its digest is/,
  );
});

test('a server that cannot start says why in its own words', async () => {
  const version = await makeVersion(workspace, '1');
  const broken = { ...place, program: { ...place.program, cli: join(workspace, 'no-such.mjs') } };
  await expect(target().deploy({ ...broken, version })).rejects.toThrow(/did not start.*Cannot find module/s);
  const nowhere = { ...place, program: { ...place.program, node: join(workspace, 'no-such-node') } };
  await expect(target().deploy({ ...nowhere, version })).rejects.toThrow(/did not start/);
  expect(await readState(workspace, 'production')).toBeNull();
});

test('of two deployments to one environment at once the second is refused', async () => {
  const one = await makeVersion(workspace, '1');
  const two = await makeVersion(workspace, '2', 2);
  const results = await Promise.allSettled([
    target().deploy({ ...place, version: one }),
    target().deploy({ ...place, version: two }),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const [refused] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  expect(refused).toBeInstanceOf(UserError);
  expect(refused.message).toContain(`production is being deployed to by process ${process.pid}`);
});

test('a state file that somebody broke is named', async () => {
  await target().deploy({ ...place, version: await makeVersion(workspace, '1') });
  await stateNow();
  await writeFile(join(workspace, '.mlops/deployments/production.json'), '{"format": "mlops-deployment/1"}');
  await expect(target().stop(place)).rejects.toThrow(/production\.json/);
});

test('requests under way are answered while the server is replaced', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const fixed = target({ port });
  await fixed.deploy({ ...place, version: await makeVersion(workspace, '1') });
  const two = await makeVersion(workspace, '2', 2);
  await stateNow();
  let going = true;
  let answered = 0;
  const client = async () => {
    while (going) {
      // While the port changes hands a connection is refused, or reset before a server took it.
      await ask(url).then(
        () => answered++,
        () => undefined,
      );
    }
  };
  const clients = Array.from({ length: 4 }, client);
  await fixed.deploy({ ...place, version: two });
  going = false;
  await Promise.all(clients);
  expect(answered).toBeGreaterThan(10);
  // What a server took it answered: a request that was lost on the way would be logged all the same.
  const files = await readdir(join(workspace, 'serving'));
  const lines = await Promise.all(files.map((file) => readFile(join(workspace, 'serving', file), 'utf8')));
  expect(lines.flatMap((text) => text.split('\n').filter(Boolean))).toHaveLength(answered);
});
