import { afterEach, expect, test } from 'vitest';
import { race } from '../github/comment-race.ts';
import { Servers } from '../github/open.ts';

const servers = new Servers();
afterEach(() => servers.close());

test('20 runs that write at once leave one comment with the newest content, 50 times', async () => {
  const server = await servers.start();
  server.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
  expect(await race(server, 20, 50)).toEqual([]);
});
