import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FAULTS, QUERY_FAULTS, wrongWith } from '../github/faults.ts';
import { BEHIND, WORKS } from '../github/works.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'faults-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

for (const name of Object.keys(WORKS)) {
  for (const fault of Object.keys({ ...FAULTS, ...QUERY_FAULTS })) {
    test(`${name} with ${fault}, once and for good: no wrong success, nothing twice`, async () => {
      expect(await wrongWith(name, fault, root)).toEqual([]);
    });
  }
}

test('every function that talks to GitHub is among them', () => {
  const names = Object.keys(WORKS).join(' ');
  const folder = fileURLToPath(new URL('../../src/github/', import.meta.url));
  const found: string[] = [];
  for (const file of readdirSync(folder)) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/^export async function (\w+)\(\s*github: GitHub/gm)) {
      expect(names, `${name} of ${file}`).toContain(BEHIND[name] ?? name);
      found.push(name);
    }
  }
  expect(found.length).toBeGreaterThan(35);
});
