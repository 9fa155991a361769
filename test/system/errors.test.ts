import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DataError, describeError, exitCodeOf, ServiceError, UserError } from '../../src/system/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'mlops-errors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('an expected error has its exit code, its message and what to do', () => {
  expect([new DataError('a'), new UserError('a'), new ServiceError('a')].map(exitCodeOf)).toEqual([1, 2, 3]);
  expect(describeError(new UserError('a'))).toBe('a');
  expect(describeError(new UserError('a', { hint: 'Do b.' }))).toBe('a\n  → Do b.');
});

test('what the system refuses at a place is the user’s to mend, wherever it was met', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const cases = [
    thrownBy(() => readdirSync(join(file, 'below'))),
    thrownBy(() => mkdirSync(file)),
    Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES', path: file }),
  ];
  for (const error of cases) {
    expect(exitCodeOf(error)).toBe(2);
    expect(describeError(error)).toContain(file);
    expect(describeError(error)).toMatch(/cannot be used: .*\n {2}→ .* and run this again\.$/);
  }
});

test('everything else is a bug and shows its stack', () => {
  const missing = thrownBy(() => readFileSync(join(folder, 'nowhere')));
  const odd = Object.assign(new Error('odd'), { code: 'constructor', path: folder });
  for (const error of [new TypeError('x is undefined'), missing, odd, 'text', undefined, null]) {
    expect(exitCodeOf(error)).toBe(70);
    expect(describeError(error)).toMatch(/^This is a bug in mlops-actions/);
  }
});
