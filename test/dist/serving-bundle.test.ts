import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folderTarget } from '../../src/deployment/folder.ts';
import { processTarget } from '../../src/deployment/process.ts';
import { systemClock } from '../../src/system/clock.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { makeVersion, placeIn } from '../deployment/versions.ts';

/** The program as users get it. Without it there is nothing to test here. */
const cli = fileURLToPath(new URL('../../dist/cli.mjs', import.meta.url));
const ports = { log: new MemoryLog(), clock: systemClock };
const row = { distance: 500, carrier: 'AA', time_hour: '2013-06-01T09:00:00Z' };

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'dist-serving-'));
});
afterEach(() => rm(workspace, { recursive: true }));

const placeOfDist = () => ({ ...placeIn(workspace), program: { node: process.execPath, cli } });

async function score(url: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/predict`, { method: 'POST', headers, body: JSON.stringify(row) });
  const { predictions } = (await response.json()) as { predictions: { score: number }[] };
  return predictions[0]?.score ?? Number.NaN;
}

test.skipIf(!existsSync(cli))(
  'a written bundle serves without node_modules, and as the process target does',
  async () => {
    const version = await makeVersion(workspace, '1');
    const folder = folderTarget({ target: 'folder', path: 'bundle' }, ports);
    const written = await folder.deploy({ ...placeOfDist(), environment: 'staging', version });
    expect(written).toMatchObject({ verdict: 'pass', figures: { skew: { rows: 40, maximumDifference: 0 } } });
    const elsewhere = join(workspace, 'elsewhere');
    await rename(join(workspace, 'bundle'), elsewhere);
    const server = spawn(process.execPath, ['server.mjs', '--port', '0'], {
      cwd: elsewhere,
      env: {},
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    try {
      const [{ url }] = (await once(server, 'message')) as [{ url: string }];
      const running = processTarget({ target: 'process', host: '127.0.0.1', log: 'serving' }, ports);
      const { figures } = await running.deploy({ ...placeOfDist(), version });
      expect(await score(url)).toBe(await score(figures.url ?? ''));
      await running.stop(placeOfDist());
    } finally {
      const end = once(server, 'exit');
      server.kill();
      expect(await end).toEqual([0, null]);
    }
  },
);
