import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from '../../src/deployment/lock.ts';
import { fixedClock } from '../../src/system/clock.ts';
import { UserError } from '../../src/system/errors.ts';

const clock = fixedClock('2026-06-01T00:00:00Z');
let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'lock-')), 'production.lock');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

const lock = <T>(work: () => Promise<T>) => withLock(folder, 'production', clock, work);

test('the lock is free again when the work ends, also when it fails', async () => {
  expect(await lock(async () => 7)).toBe(7);
  await expect(lock(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await lock(async () => 8)).toBe(8);
  expect(await readdir(folder)).toHaveLength(1);
});

test('of many at once at most one works at a time, and the others are told', async () => {
  let inside = 0;
  let most = 0;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 30 }, () =>
      lock(async () => {
        most = Math.max(most, ++inside);
        await new Promise(setImmediate);
        inside--;
      }),
    ),
  );
  expect(most).toBe(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(UserError);
  }
});

test('the lock of a dead process is taken over, that of a living one and of another machine is not', async () => {
  const dead = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => dead.once('exit', resolve));
  const held = (holder: object) =>
    writeFile(
      join(folder, '1'),
      JSON.stringify({ host: hostname(), since: 'then', released: false, ...holder }),
    );
  await mkdir(folder, { recursive: true });
  await held({ pid: dead.pid });
  expect(await lock(async () => readdir(folder))).toEqual(['2']);
  await rm(folder, { recursive: true });
  await mkdir(folder);
  await held({ pid: process.pid });
  await expect(lock(async () => 1)).rejects.toThrow(`by process ${process.pid} on ${hostname()} since then`);
  await held({ pid: dead.pid, host: 'another-machine' });
  await expect(lock(async () => 1)).rejects.toThrow(/another-machine/);
});
