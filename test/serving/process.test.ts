import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAlive } from '../../src/deployment/server-process.ts';
import type { DeployableVersion, Place } from '../../src/deployment/target.ts';
import { loadServable } from '../../src/serving/load.ts';
import { makeVersion, placeIn } from '../deployment/versions.ts';

let workspace: string;
let place: Place;
let version: DeployableVersion;
let children: ChildProcess[];

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'serving-'));
  place = placeIn(workspace);
  version = await makeVersion(workspace, '1');
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(workspace, { recursive: true });
});

async function start(): Promise<{ child: ChildProcess; url: string }> {
  const words = [place.program.cli, 'serve', version.package, '--log', join(workspace, 'serving')];
  const child = spawn(place.program.node, words, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  children.push(child);
  const message = await new Promise<unknown>((resolve) => child.once('message', resolve));
  return { child, url: (message as { url: string }).url };
}
const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
const row = { distance: 500, carrier: 'AA', time_hour: '2013-06-01T09:00:00Z' };
const send = (url: string, rows: unknown) =>
  fetch(`${url}/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rows }),
  });

/** Sends the head of a request, and resolves once the server has it, to a function that sends the rest. */
function begin(url: string): Promise<(rows: unknown) => Promise<number | undefined>> {
  const headers = { 'content-type': 'application/json', expect: '100-continue' };
  const sent = request(`${url}/predict`, { method: 'POST', headers });
  sent.flushHeaders();
  return new Promise((resolve) => {
    sent.once('continue', () =>
      resolve(async (rows) => {
        const [answer] = await once(sent.end(JSON.stringify({ rows })), 'response');
        answer.resume();
        return answer.statusCode;
      }),
    );
  });
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s: what is under way is answered and logged, then the process ends with 0',
  async (signal) => {
    const { child, url } = await start();
    child.send({ do: 'adopt' });
    const end = ended(child);
    // Each request has reached the server, and waits for its body, when the signal comes.
    const requests = await Promise.all(Array.from({ length: 20 }, () => begin(url)));
    child.kill(signal);
    const statuses = await Promise.all(requests.map((finish) => finish(Array(500).fill(row))));
    expect(statuses).toEqual(Array(20).fill(200));
    expect(await end).toBe(0);
    const [file] = await readdir(join(workspace, 'serving'));
    const lines = (await readFile(join(workspace, 'serving', file ?? ''), 'utf8')).split('\n');
    expect(lines).toHaveLength(20 * 500 + 1);
  },
);

test('a server ends when the deployment that started it goes away before it was adopted', async () => {
  const { child } = await start();
  const end = ended(child);
  child.disconnect();
  expect(await end).toBe(0);
  const adopted = await start();
  const answer = new Promise((resolve) => adopted.child.once('message', resolve));
  adopted.child.send({ do: 'adopt' });
  expect(await answer).toEqual({ did: 'adopt' });
  adopted.child.disconnect();
  expect((await send(adopted.url, [row])).status).toBe(200);
  expect(await isAlive(adopted.child.pid ?? 0)).toBe(true);
});

test('what was answered is in the log of a server that was killed', async () => {
  const { child, url } = await start();
  const end = ended(child);
  for (let turn = 0; turn < 5; turn++) expect((await send(url, [row, row])).status).toBe(200);
  child.kill('SIGKILL');
  await end;
  const [file] = await readdir(join(workspace, 'serving'));
  expect((await readFile(join(workspace, 'serving', file ?? ''), 'utf8')).split('\n')).toHaveLength(11);
});

test('a package’s contract, transforms and model answer a request', async () => {
  const { url } = await start();
  const {
    model,
    version: number,
    predictions,
  } = (await (await send(url, [row, { ...row, carrier: 'XX' }])).json()) as {
    model: string;
    version: string;
    predictions: { score: number; prediction: string }[];
  };
  expect([model, number]).toEqual(['late-flights', version.digest.slice(7, 19)]);
  expect(predictions.every(({ score }) => score > 0 && score < 1)).toBe(true);
  const refused = await send(url, [row, { ...row, distance: -1 }, { carrier: 'AA', time_hour: 'noon' }, 7]);
  expect(refused.status).toBe(422);
  const { problems } = (await refused.json()) as {
    problems: { row: number; column: string; rule: string }[];
  };
  expect(problems.map((problem) => [problem.row, problem.column, problem.rule])).toEqual([
    [2, 'distance', 'range'],
    [3, 'distance', 'required'],
    [3, 'time_hour', 'type'],
    [4, null, 'object'],
  ]);
});

test('the example row of a package is one that it answers', async () => {
  const { predictor, read, example } = await loadServable(version.package);
  expect(read([example])).toHaveProperty('frame');
  await predictor.close();
});

test('a package that is damaged or not there is named, without a stack', async () => {
  await writeFile(join(version.package, 'model/weights.bin'), 'no weights');
  const run = async (path: string) => {
    const child = spawn(place.program.node, [place.program.cli, 'serve', path]);
    let text = '';
    child.stderr.on('data', (chunk) => {
      text += chunk;
    });
    return { code: await ended(child), text };
  };
  const damaged = await run(version.package);
  expect(damaged.code).toBe(1);
  expect(damaged.text).toContain('model/weights.bin');
  const missing = await run(join(workspace, 'nowhere'));
  expect(missing.code).toBe(2);
  expect(missing.text).toContain('no model package');
  for (const { text } of [damaged, missing]) expect(text).not.toMatch(/\n\s+at /);
});
