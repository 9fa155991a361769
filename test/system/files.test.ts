import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src/system/errors.ts';
import { makeFolder, writeAtomically } from '../../src/system/files.ts';
import { temporaryFolder } from '../data/engine.ts';

test('folders are made with those above them, by several at once, and once more', async () => {
  const path = join(temporaryFolder(), 'a/b/c');
  await Promise.all(Array.from({ length: 20 }, () => makeFolder(path)));
  await makeFolder(path);
  expect(statSync(path).isDirectory()).toBe(true);
});

test('a file in the way is told', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a'), '');
  await expect(makeFolder(join(folder, 'a'))).rejects.toThrow(UserError);
  await expect(makeFolder(join(folder, 'a/b'))).rejects.toThrow(UserError);
});

test.skipIf(!existsSync('/proc/self'))('where there can be no folder, that is said at once', async () => {
  await expect(makeFolder('/proc/none/x/y')).rejects.toThrow(/cannot be made/);
  await expect(writeAtomically('/proc/none/x/y', '')).rejects.toThrow(/cannot be made/);
});

test('what cannot be put into its place leaves nothing beside it', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'taken', 'inside'), { recursive: true });
  await expect(writeAtomically(join(folder, 'taken'), 'text')).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
});
