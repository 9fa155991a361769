import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { logLine, ServingLog } from '../../src/serving/log.ts';
import type { Clock } from '../../src/system/clock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serving-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

function movingClock(iso: string): Clock & { set(iso: string): void } {
  let now = iso;
  return {
    now: () => new Date(now),
    set(next) {
      now = next;
    },
  };
}

async function content(): Promise<Record<string, string[]>> {
  const files = (await readdir(folder)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return Object.fromEntries(
    files.map((file, index) => [file, (texts[index] ?? '').split('\n').slice(0, -1)]),
  );
}

const answer = {
  time: '2013-06-01T00:00:00.000Z',
  received: '2013-06-01T00:00:00.000Z',
  model: 'm',
  version: '1',
  prediction: 'true',
  score: 0.5,
  latency_ms: 1,
};

test('any column name and value comes back from a line, which is one line', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  );
  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('__proto__', 'time', 'constructor', 'a\nb', "'; drop"),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.tuple(
          name.filter((text) => text !== 'mlops'),
          value,
        ),
        { selector: ([key]) => key },
      ),
      (columns) => {
        const line = logLine(columns, answer);
        expect(line).not.toContain('\n');
        const read = JSON.parse(line);
        expect(read.mlops).toEqual(answer);
        for (const [key, expected] of columns) {
          expect(Object.getOwnPropertyDescriptor(read, key)?.value).toEqual(
            Object.is(expected, -0) ? 0 : expected,
          );
        }
      },
    ),
  );
});

test('lines keep their order, and a new day begins a new file', async () => {
  const clock = movingClock('2013-06-01T23:59:59Z');
  const log = await ServingLog.open({ directory: folder, name: 'production', instance: 'abc', clock });
  const first = Promise.all(['1', '2', '3'].map((line) => log.append([line, line])));
  clock.set('2013-06-02T00:00:00Z');
  await Promise.all([first, log.append(['4'])]);
  await log.append([]);
  await log.close();
  expect(await content()).toEqual({
    'production-2013-06-01-abc-001.jsonl': ['1', '1', '2', '2', '3', '3'],
    'production-2013-06-02-abc-002.jsonl': ['4'],
  });
  expect(log.status).toEqual({ healthy: true, error: null, written: 7, lost: 0 });
});

test('a file that would grow too large is followed by another', async () => {
  const clock = movingClock('2013-06-01T00:00:00Z');
  const log = await ServingLog.open({ directory: folder, name: 'p', instance: 'a', clock, maximumBytes: 10 });
  for (const line of ['12345', '1234', '123456789012345', '1']) await log.append([line]);
  await log.close();
  expect(await content()).toEqual({
    'p-2013-06-01-a-001.jsonl': ['12345'],
    'p-2013-06-01-a-002.jsonl': ['1234'],
    'p-2013-06-01-a-003.jsonl': ['123456789012345'],
    'p-2013-06-01-a-004.jsonl': ['1'],
  });
});

test('what cannot be written is counted, what can be again is written', async () => {
  const clock = movingClock('2013-06-01T00:00:00Z');
  const directory = join(folder, 'later');
  const log = await ServingLog.open({ directory, name: 'p', instance: 'a', clock });
  await rm(directory, { recursive: true });
  await log.append(['1', '2']);
  expect(log.status).toMatchObject({ healthy: false, error: expect.stringContaining('ENOENT'), lost: 2 });
  const again = await ServingLog.open({ directory, name: 'q', instance: 'a', clock });
  await log.append(['3']);
  expect(log.status).toMatchObject({ healthy: true, error: null, written: 1, lost: 2 });
  await Promise.all([log.close(), again.close()]);
});

const limited = (blocks: number) => {
  const script = fileURLToPath(new URL('./log-writer.ts', import.meta.url));
  const { stdout, stderr } = spawnSync(
    'bash',
    ['-c', `ulimit -f ${blocks}; exec "$0" "$@"`, process.execPath, script, folder],
    { encoding: 'utf8' },
  );
  return JSON.parse(stdout || stderr);
};

test('a limit on the size of files loses nothing and leaves whole lines', async () => {
  expect(limited(1)).toEqual({ healthy: true, error: null, written: 60, lost: 0 });
  const lines = Object.values(await content()).flat();
  expect(lines).toHaveLength(60);
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('x');
});

test('a disk without any room is reported, and leaves no empty files', async () => {
  expect(limited(0)).toMatchObject({
    healthy: false,
    error: expect.stringContaining('EFBIG'),
    written: 0,
    lost: 60,
  });
  expect(await content()).toEqual({});
});
