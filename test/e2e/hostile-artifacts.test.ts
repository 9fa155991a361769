import { afterEach, expect, test } from 'vitest';
import { holdReporter } from '../github/hostile-artifacts.ts';
import { Servers } from '../github/open.ts';

const servers = new Servers();
afterEach(() => servers.close());

test('1,000 hostile artifacts of forks write nothing, crash nothing, and post nothing that is not ours', async () => {
  const { read, refused, comments } = await holdReporter(await servers.start(), 1000);
  expect(read + refused).toBe(1000);
  expect(refused).toBeGreaterThan(500);
  expect(comments).toBeGreaterThan(10);
});
