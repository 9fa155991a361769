import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandTarget } from '../../src/deployment/command.ts';
import { readState } from '../../src/deployment/state.ts';
import type { ConfigOf, DeployableVersion, Place } from '../../src/deployment/target.ts';
import { loadServable } from '../../src/serving/load.ts';
import { serve } from '../../src/serving/serve.ts';
import { fixedClock } from '../../src/system/clock.ts';
import { ServiceError, UserError } from '../../src/system/errors.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { makeVersion, placeIn } from './versions.ts';

let log: MemoryLog;
let workspace: string;
let place: Place;
let one: DeployableVersion;
let two: DeployableVersion;
const clock = fixedClock('2026-06-01T00:00:00Z');

beforeEach(async () => {
  log = new MemoryLog();
  workspace = await mkdtemp(join(tmpdir(), 'deployment-'));
  place = placeIn(workspace);
  one = await makeVersion(workspace, '1');
  two = await makeVersion(workspace, '2', 2);
});
afterEach(() => rm(workspace, { recursive: true }));

/** A program that writes down how it was called, then runs `body`. */
function program(name: string, body = ''): string[] {
  const record = `require('node:fs').appendFileSync('calls', '${name} ' + process.env.MLOPS_VERSION + '\\n');`;
  return [process.execPath, '-e', record + body];
}
const target = (config: Partial<ConfigOf<'command'>> = {}) =>
  commandTarget(
    { target: 'command', deploy: program('deploy'), secrets: [], 'time-limit': '30m', ...config },
    { log, clock },
  );
const calls = async () => (await readFile(join(workspace, 'calls'), 'utf8')).trim().split('\n');

test('the programs get the package, its digest, the version and the environment', async () => {
  const words = [
    process.execPath,
    '-e',
    'const e = process.env; console.log(e.MLOPS_PACKAGE, e.MLOPS_DIGEST, e.MLOPS_VERSION, e.MLOPS_ENVIRONMENT, e.API_TOKEN, process.cwd())',
  ];
  const result = await target({ deploy: words }).deploy({ ...place, version: one });
  expect(log.lines.map(({ message }) => message)).toContain(
    `${one.package} ${one.digest} 1 production secret ${workspace}`,
  );
  expect(result.verdict).toBe('pass');
  expect(result.figures).toMatchObject({ version: '1', url: null, skew: null });
  expect(result.reasons[0]).toMatchObject({ rule: 'no-skew', outcome: 'skipped' });
  expect(result.reasons[0]?.sentence).toContain('`url=…`');
});

test('rollback calls the rollback program with the previous version, once', async () => {
  const own = target({ rollback: program('rollback'), stop: program('stop') });
  await own.deploy({ ...place, version: one });
  await own.deploy({ ...place, version: two });
  expect((await own.rollback(place)).figures).toMatchObject({ action: 'rollback', version: '1' });
  expect((await own.rollback(place)).figures).toMatchObject({ version: '1' });
  expect((await own.stop(place)).figures).toMatchObject({ action: 'stop', version: null, previous: '1' });
  await own.stop(place);
  expect(await calls()).toEqual(['deploy 1', 'deploy 2', 'rollback 1', 'stop 1']);
  expect((await readState(workspace, 'production'))?.stopped).toBe('2026-06-01T00:00:00.000Z');
});

test('without a rollback program the deploy program goes back; without a stop program nothing stops', async () => {
  const own = target();
  await own.deploy({ ...place, version: one });
  await own.deploy({ ...place, version: two });
  await own.rollback(place);
  expect(await calls()).toEqual(['deploy 1', 'deploy 2', 'deploy 1']);
  await expect(own.stop(place)).rejects.toThrow('production has no `stop` program');
});

test('a deployment that fails goes back to the version before and is the service’s fault', async () => {
  const failing = program(
    'deploy',
    "if (process.env.MLOPS_VERSION === '2') { console.error('no room'); process.exit(9) }",
  );
  const own = target({ deploy: failing, rollback: program('rollback') });
  await own.deploy({ ...place, version: one });
  const before = await readState(workspace, 'production');
  const deployment = own.deploy({ ...place, version: two });
  await expect(deployment).rejects.toThrow(ServiceError);
  await expect(deployment).rejects.toThrow(
    'the deploy program of production failed with exit code 9. production was brought back to late-flights 1.',
  );
  expect(await calls()).toEqual(['deploy 1', 'deploy 2', 'rollback 1']);
  expect(await readState(workspace, 'production')).toEqual(before);
  expect(log.lines.some(({ message }) => message === 'no room')).toBe(true);
});

test.each(['changed', 'removed'])(
  'a version that could not be brought back is not replaced: %s',
  async (how) => {
    const own = target({ rollback: program('rollback'), stop: program('stop') });
    await own.deploy({ ...place, version: one });
    const weights = join(one.package, 'model/weights.bin');
    const bytes = await readFile(weights);
    await (how === 'changed' ? writeFile(weights, '') : rm(weights));
    const deployment = own.deploy({ ...place, version: two });
    await expect(deployment).rejects.toThrow(UserError);
    await expect(deployment).rejects.toThrow(/could not go back to late-flights 1, .*weights\.bin/);
    expect(await calls()).toEqual(['deploy 1']);
    // Put back and deployed again, or given up, it is in nobody's way.
    await writeFile(weights, bytes);
    await own.deploy({ ...place, version: one });
    await writeFile(weights, '');
    await own.stop(place);
    expect((await own.deploy({ ...place, version: two })).verdict).toBe('pass');
    expect(await calls()).toEqual(['deploy 1', 'deploy 1', 'stop 1', 'deploy 2']);
  },
);

test('a program that hangs is stopped; one that is not there is a mistake of the user', async () => {
  const hanging = target({
    deploy: [process.execPath, '-e', 'setInterval(() => {}, 1000)'],
    'time-limit': '1s',
  });
  await expect(hanging.deploy({ ...place, version: one })).rejects.toThrow('took longer than 1s');
  const missing = target({ deploy: ['no-such-program-anywhere'] });
  await expect(missing.deploy({ ...place, version: one })).rejects.toThrow(UserError);
  expect(await readState(workspace, 'production')).toBeNull();
});

test('going back that fails too is said', async () => {
  const own = target({
    deploy: program('deploy', "if (process.env.MLOPS_VERSION === '2') process.exit(1)"),
    rollback: program('rollback', 'process.exit(1)'),
  });
  await own.deploy({ ...place, version: one });
  await expect(own.deploy({ ...place, version: two })).rejects.toThrow(/production is in an unknown state/);
});

test('an address that a program prints is checked, and other answers there go back', async () => {
  const server = await serve(
    await loadServable(one.package),
    { host: '127.0.0.1', port: 0, log: null, programVersion: 'test', limits: { grace: 0 } },
    { log, clock },
  );
  try {
    const says = target({
      deploy: program('deploy', `console.log('url=${server.url}')`),
      rollback: program('rollback'),
    });
    const first = await says.deploy({ ...place, version: one });
    expect(first.figures).toMatchObject({ url: server.url, skew: { rows: 40, maximumDifference: 0 } });
    // The address still answers with version 1.
    const second = await says.deploy({ ...place, version: two });
    expect(second.verdict).toBe('fail');
    expect(second.reasons.map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['no-skew', 'fail'],
      ['rollback', 'pass'],
    ]);
    expect(await calls()).toEqual(['deploy 1', 'deploy 2', 'rollback 1']);
    expect((await readState(workspace, 'production'))?.version).toBe('1');
  } finally {
    await server.close();
  }
});

test.each([
  ['url=ftp://example.com/x', /no http or https address/],
  ['url=http://127.0.0.1:9', /does not answer/],
])('an address that cannot be asked stops the deployment: %s', async (line, message) => {
  const own = target({ deploy: program('deploy', `console.log('${line}')`), stop: program('stop') });
  const deployment = own.deploy({ ...place, version: one });
  await expect(deployment).rejects.toThrow(message);
  await expect(deployment).rejects.toThrow(/production was stopped/);
  expect(await calls()).toEqual(['deploy 1', 'stop 1']);
});

test('a previous package that was changed is found before the rollback program runs', async () => {
  const own = target({ rollback: program('rollback') });
  await own.deploy({ ...place, version: one });
  await own.deploy({ ...place, version: two });
  await writeFile(join(one.package, 'model/weights.bin'), '');
  await expect(own.rollback(place)).rejects.toThrow(/weights\.bin/);
  expect(await calls()).toEqual(['deploy 1', 'deploy 2']);
});
