import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatLock, LOCK_SCHEMA, type LockedDataset } from '../../src/data/versions/lock.ts';
import { lockSinceBase, sinceLock } from '../../src/stages/data-lock.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { temporaryFolder } from '../data/engine.ts';

const dataset = (digit: string, mean: number): LockedDataset => ({
  digest: `sha256:${digit.repeat(64)}`,
  rows: 100,
  files: [],
  columns: {
    amount: { type: 'number', missing: 0, distinct: 50, minimum: 0, maximum: 9, mean, deviation: 1 },
  },
});

function lock(directory: string, datasets: Record<string, LockedDataset>): void {
  writeFileSync(join(directory, 'data.lock'), formatLock({ schema: LOCK_SCHEMA, datasets }));
}

function git(cwd: string, ...args: string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...who, ...args], { cwd, encoding: 'utf8' }).trim();
}

test('without a lock nothing is said of it', async () => {
  const directory = temporaryFolder();
  const log = new MemoryLog();
  expect(await sinceLock({ directory }, { orders: dataset('a', 5) }, log)).toEqual({ warnings: [] });
  expect(await lockSinceBase({ directory })).toBeUndefined();
});

test('data that the lock does not name are told, with what changed', async () => {
  const directory = temporaryFolder();
  lock(directory, { orders: dataset('a', 5) });
  const log = new MemoryLog();
  expect(await sinceLock({ directory }, { orders: dataset('a', 5) }, log)).toEqual({
    changes: [],
    warnings: [],
  });
  const { changes, warnings } = await sinceLock({ directory }, { orders: dataset('b', 7) }, log);
  expect(changes).toMatchObject([{ dataset: 'orders', columns: [{ column: 'amount', change: 'values' }] }]);
  expect(warnings).toEqual([
    expect.stringMatching(/not those that data\.lock names \(orders\).*mlops data lock/),
  ]);
});

test('a pull request shows what its lock changes against the base', async () => {
  const directory = temporaryFolder();
  git(directory, 'init', '-q', '-b', 'main');
  lock(directory, { orders: dataset('a', 5) });
  git(directory, 'add', 'data.lock');
  git(directory, 'commit', '-q', '-m', 'data');
  const base = git(directory, 'rev-parse', 'HEAD');
  lock(directory, { orders: dataset('b', 7) });
  expect(await lockSinceBase({ directory, base: 'main' })).toMatchObject({
    base,
    changes: [
      { dataset: 'orders', change: 'changed', columns: [{ sentence: 'mean 5 → 7 (2 standard deviations)' }] },
    ],
  });
  // Without a base that git knows there is nothing to compare with.
  expect(await lockSinceBase({ directory, base: 'nowhere' })).toBeUndefined();
});
