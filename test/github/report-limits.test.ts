import { afterEach, it } from 'vitest';
import { Servers } from './open.ts';
import { holdLimits } from './report-limits.ts';

const servers = new Servers();
afterEach(() => servers.close());

// 10,000 of them are in the end-to-end tests.
it('reports of any size stay within every limit of GitHub', async () => {
  await holdLimits(await servers.start(), { count: 150, largestEvery: 50 });
}, 120_000);
