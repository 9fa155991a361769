import { afterEach, expect, it } from 'vitest';
import { holdReporter } from './hostile-artifacts.ts';
import { Servers } from './open.ts';

const servers = new Servers();
afterEach(() => servers.close());

// 1,000 of them are in the end-to-end tests.
it('hostile artifacts of a fork write nothing, crash nothing, and post nothing that is not ours', async () => {
  const { read, refused, comments } = await holdReporter(await servers.start(), 100);
  expect(refused).toBeGreaterThan(50);
  expect(read).toBeGreaterThan(5);
  expect(comments).toBeGreaterThan(0);
}, 60_000);
