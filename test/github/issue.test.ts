import { afterEach, expect, it } from 'vitest';
import { commentOnce } from '../../src/github/issue.ts';
import { openClient, Servers } from './open.ts';

const servers = new Servers();
afterEach(() => servers.close());
const AUTHOR = 'github-actions[bot]';
const text = { body: 'The cause is gone.', hidden: '<!-- told 1 -->' };

it('a comment is written once though its answer is lost and lists show it late', async () => {
  const server = await servers.start();
  const { github } = await openClient(server);
  const { state } = server;
  state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
  state.listLag = 3;
  state.fault = ({ method, count }) => (method === 'POST' && count < 3 ? 'lost' : undefined);
  expect(await commentOnce(github, 7, AUTHOR, text)).toBe(true);
  expect(state.comments).toHaveLength(1);
});

it('a comment that GitHub refused for a moment is written after all, once', async () => {
  const server = await servers.start();
  const { github } = await openClient(server);
  const { state } = server;
  state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
  let faults = 0;
  state.fault = ({ method }) => (method === 'POST' && ++faults === 1 ? { status: 502 } : undefined);
  expect(await commentOnce(github, 7, AUTHOR, text)).toBe(true);
  expect(await commentOnce(github, 7, AUTHOR, text)).toBe(false);
  expect(state.comments).toHaveLength(1);
});
