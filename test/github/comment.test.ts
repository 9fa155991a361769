import { afterEach, describe, expect, it } from 'vitest';
import { LONGEST_COMMENT, upsertComment } from '../../src/github/comment.ts';
import { openClient, Servers } from './open.ts';
import type { LocalGitHub, StartOptions } from './server.ts';

const servers = new Servers();
afterEach(() => servers.close());

async function start(options: StartOptions = {}): Promise<LocalGitHub> {
  const server = await servers.start(options);
  server.state.pulls.set(7, { number: 7, head: { sha: '', repo: 'acme/flights' } });
  return server;
}

const MARKER = '<!-- mlops-actions:late-flights -->';
const request = (body: string) => ({ issue: 7, key: 'late-flights', body });

/** Comments of other people, with the marker in every one. */
function chatter({ state }: LocalGitHub, count: number) {
  for (let index = 0; index < count; index++) {
    const user =
      index % 2 ? { login: 'github-actions[bot]', type: 'User' } : { login: 'mallory', type: 'User' };
    state.comments.push({ id: state.nextId(), issue: 7, body: `Look: ${MARKER}`, user });
  }
}

describe('the one comment', () => {
  it('is made once and changed in place', async () => {
    const server = await start();
    const { github } = await openClient(server);
    expect(await upsertComment(github, request('first'))).toMatchObject({ outcome: 'created' });
    expect(await upsertComment(github, request('first'))).toMatchObject({ outcome: 'unchanged' });
    const updated = await upsertComment(github, request('second'));
    expect(updated).toMatchObject({ outcome: 'updated', url: expect.stringContaining('#issuecomment-') });
    expect(server.state.comments.map(({ body }) => body)).toEqual([`second\n\n${MARKER}`]);
    await upsertComment(github, { issue: 7, key: 'other-model', body: 'other' });
    expect(server.state.comments).toHaveLength(2);
  });

  it('is found on the last page, and never taken for what others wrote', async () => {
    const server = await start();
    chatter(server, 230);
    const { github } = await openClient(server);
    await upsertComment(github, request('first'));
    chatter(server, 50);
    await upsertComment(github, request('second'));
    const own = server.state.comments.filter(({ user }) => user.type === 'Bot');
    expect(own.map(({ body }) => body)).toEqual([`second\n\n${MARKER}`]);
    expect(server.state.comments).toHaveLength(281);
    expect(server.state.comments.filter(({ body }) => body === `Look: ${MARKER}`)).toHaveLength(280);
  });

  it.each([2, 5])('stays one when %i runs write at once', async (runs) => {
    const server = await start();
    const writers = await Promise.all(Array.from({ length: runs }, () => openClient(server)));
    await Promise.all(writers.map(({ github }, index) => upsertComment(github, request(`run ${index}`))));
    expect(server.state.comments).toHaveLength(1);
    expect(server.state.comments[0]?.body).toMatch(/^run \d/);
  });

  it('stays one when answers are lost', async () => {
    const server = await start();
    const { github } = await openClient(server);
    let posts = 0;
    server.state.fault = ({ method, path }) =>
      method === 'POST' && path.includes('comments') && posts++ === 0 ? 'lost' : undefined;
    expect(await upsertComment(github, request('text'))).toMatchObject({ outcome: 'created' });
    expect(server.state.comments).toHaveLength(1);
  });

  it('is refused, not failed, where the token may only read', async () => {
    const server = await start({
      tokens: { fork: { permissions: { contents: 'read', pull_requests: 'read' } } },
    });
    const { github } = await openClient(server);
    const result = await upsertComment(github, request('text'));
    expect(result).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('may not comment on #7'),
    });
    expect(await upsertComment(github, { ...request('text'), issue: 99 })).toMatchObject({
      outcome: 'refused',
    });
  });

  it('is cut to what GitHub takes', async () => {
    const server = await start();
    const { github } = await openClient(server);
    const long = `verdict\n\n<details>\n\n${'| 🛫 row | of | a | table |\n'.repeat(10_000)}\n</details>`;
    expect(await upsertComment(github, request(long))).toMatchObject({ outcome: 'created' });
    const body = server.state.comments[0]?.body ?? '';
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(LONGEST_COMMENT + MARKER.length + 2);
    expect(body).toMatch(/^verdict/);
    expect(body).toMatch(/<\/details>\n\n_The rest was cut/);
  });
});
