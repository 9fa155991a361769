import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTemporaryFolder } from '../../src/system/temporary.ts';

test('what killed processes have left goes, what others may still use stays', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'mlops-test-'));
  const gone = execFileSync(process.execPath, ['-p', 'process.pid']).toString().trim();
  const leave = async (name: string, days: number, content?: { days: number }) => {
    const folder = join(directory, name);
    await mkdir(folder);
    const at = (age: number) => new Date(Date.now() - age * 86_400_000);
    if (content) {
      await writeFile(join(folder, 'spilled'), 'x');
      await utimes(join(folder, 'spilled'), at(content.days), at(content.days));
    }
    await utimes(folder, at(days), at(days));
  };
  await leave(`spill-${gone}-abcdef`, 2, { days: 2 });
  await leave(`spill-${gone}-recent`, 2, { days: 0.5 });
  await leave(`spill-${gone}-newnew`, 0);
  await leave(`spill-${process.pid}-mymine`, 2);
  await leave(`other-${gone}-abcdef`, 2);
  const made = await makeTemporaryFolder(directory, 'spill');
  expect(made.startsWith(join(directory, `spill-${process.pid}-`))).toBe(true);
  expect((await readdir(directory)).map((name) => join(directory, name)).sort()).toEqual(
    [
      join(directory, `other-${gone}-abcdef`),
      join(directory, `spill-${gone}-newnew`),
      join(directory, `spill-${gone}-recent`),
      join(directory, `spill-${process.pid}-mymine`),
      made,
    ].sort(),
  );
  await rm(directory, { recursive: true });
});
