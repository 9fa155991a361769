import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAULTS, WORKS, wrongWith } from '../github/faults.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'faults-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

for (const name of Object.keys(WORKS)) {
  for (const fault of Object.keys(FAULTS)) {
    test(`${name} with ${fault}, once and for good: no wrong success, nothing twice`, async () => {
      expect(await wrongWith(name, fault, root)).toEqual([]);
    });
  }
}

test('every function that talks to GitHub is among them', () => {
  const names = Object.keys(WORKS).join(' ');
  for (const file of ['refs', 'releases', 'comment', 'deployment', 'dispatch']) {
    const path = fileURLToPath(new URL(`../../src/github/${file}.ts`, import.meta.url));
    const text = readFileSync(path, 'utf8');
    for (const [, name = ''] of text.matchAll(/^export async function (\w+)/gm))
      expect(names, `${name} of ${file}.ts`).toContain(name);
  }
});
