import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { initWorkspace } from '../stages/workspace.ts';
import { type CommandOptions, mlops } from './command.ts';

const ENDLESS =
  '(SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range * b.range = 7) > 0';
const CHECK = ['contract', 'check', 'a.csv', '--contract', 'contract.yml'];

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'mlops-endless-'));
  await writeFile(join(cwd, 'a.csv'), 'id\n1\n2\n');
  await writeFile(
    join(cwd, 'contract.yml'),
    `version: 1
datasets:
  a:
    quality:
      - { name: slow, metric: crossColumn, condition: "id > 0 AND ${ENDLESS}" }
    columns:
      id: { type: integer }
`,
  );
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

/** Sends `signal` once the data engine has had time to begin with the query. */
function signalled(signal: NodeJS.Signals, spill: string) {
  let sent = Number.NaN;
  const started: CommandOptions['started'] = async (child) => {
    while (child.exitCode === null && (await readdir(spill)).length === 0) await setTimeout(20);
    await setTimeout(1000);
    sent = Date.now();
    child.kill(signal);
  };
  return { started, elapsed: () => Date.now() - sent };
}

describe('SQL without end', () => {
  test('is stopped after the time that it may take, and the rule is named', async () => {
    const { code, stderr } = await mlops(CHECK, { cwd, env: { MLOPS_QUERY_LIMIT: '1s' } });
    expect(code).toBe(2);
    expect(stderr).toMatch(/quality\[0\] `slow` \(crossColumn\): a query was stopped after 1\.0 s/);
    expect(stderr).toContain('MLOPS_QUERY_LIMIT');
  });

  test('a time that is none is refused', async () => {
    const { code, stderr } = await mlops(CHECK, { cwd, env: { MLOPS_QUERY_LIMIT: 'long' } });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/MLOPS_QUERY_LIMIT: "long" is not a duration/)]);
  });

  test.skipIf(process.platform === 'win32').each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends with a command by %s, and nothing stays behind', async (signal, expected) => {
    const spill = await mkdtemp(join(cwd, 'spill-'));
    const { started, elapsed } = signalled(signal, spill);
    const { code } = await mlops(CHECK, { cwd, env: { MLOPS_SPILL_DIR: spill }, started });
    expect(code).toBe(expected);
    expect(elapsed()).toBeLessThan(5000);
    expect(await readdir(spill)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('ends with a stage, which writes nothing half', async () => {
    const shop = await initWorkspace();
    const spill = await mkdtemp(join(cwd, 'spill-'));
    const { started, elapsed } = signalled('SIGTERM', spill);
    const args = ['train', '--set', `data.view.where=${ENDLESS}`];
    const options = { cwd: shop.directory, env: { MLOPS_SPILL_DIR: spill }, started };
    const { code, stderr } = await mlops(args, options);
    expect([code, stderr]).toEqual([143, expect.stringMatching(/interrupted\n$/)]);
    expect(elapsed()).toBeLessThan(5000);
    expect(await shop.files('.mlops/runs')).toEqual([]);
  });
});
