import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { QUERY_FAULTS, wrongWith } from './faults.ts';
import { WORKS } from './works.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'faults-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

// The whole matrix is in the end-to-end tests.
const WORST = ['done, but the reply lost', 'truncated body', ...Object.keys(QUERY_FAULTS)];

it.each(Object.keys(WORKS))(
  '%s survives the worst faults, or says so, and does nothing twice',
  async (name) => {
    for (const fault of WORST) expect(await wrongWith(name, fault, root)).toEqual([]);
  },
);
