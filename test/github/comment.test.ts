import { afterEach, describe, expect, it } from 'vitest';
import { type CommentRequest, LONGEST_COMMENT, upsertComment } from '../../src/github/comment.ts';
import { race } from './comment-race.ts';
import { openClient, Servers } from './open.ts';
import type { LocalGitHub, StartOptions } from './server.ts';

const servers = new Servers();
afterEach(() => servers.close());

async function start(options: StartOptions = {}): Promise<LocalGitHub> {
  const server = await servers.start(options);
  server.state.pulls.set(7, { number: 7, head: { sha: '', repo: 'acme/flights' } });
  return server;
}

const MARKER = '<!-- mlops-actions:ci.yml/late%2dflights/ at=1 -->';
const key = { workflow: 'ci.yml', model: 'late-flights', matrix: '' };
let made = 0;
const request = (body: string, change: Partial<CommentRequest> = {}): CommentRequest => ({
  issue: 7,
  key,
  body,
  made: ++made,
  headSha: null,
  ...change,
});
const textOf = (body: string | undefined) => body?.replace(/\n\n<!-- .* -->$/, '');

/** Comments of other people, with the marker in every one. */
function chatter({ state }: LocalGitHub, count: number) {
  for (let index = 0; index < count; index++) {
    const user =
      index % 2 ? { login: 'github-actions[bot]', type: 'User' } : { login: 'mallory', type: 'User' };
    state.comments.push({ id: state.nextId(), issue: 7, body: `Look:\n\n${MARKER}`, user });
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
    expect(server.state.comments.map(({ body }) => body)).toEqual([
      `second\n\n${MARKER.replace('at=1 ', `at=${made} `)}`,
    ]);
    for (const change of [{ model: 'other' }, { workflow: 'nightly.yml' }, { matrix: 'gpu' }])
      await upsertComment(github, request('other', { key: { ...key, ...change } }));
    expect(server.state.comments).toHaveLength(4);
  });

  it('is found on the last page, and never taken for what others wrote', async () => {
    const server = await start();
    chatter(server, 230);
    const { github } = await openClient(server);
    await upsertComment(github, request('first'));
    chatter(server, 50);
    await upsertComment(github, request('second'));
    const own = server.state.comments.filter(({ user }) => user.type === 'Bot');
    expect(own.map(({ body }) => textOf(body))).toEqual(['second']);
    expect(server.state.comments).toHaveLength(281);
    expect(server.state.comments.filter(({ body }) => body === `Look:\n\n${MARKER}`)).toHaveLength(280);
  });

  it('is found again although somebody saved it in a browser, which leaves a line end behind it', async () => {
    const server = await start();
    const { github } = await openClient(server);
    await upsertComment(github, request('first'));
    const [comment] = server.state.comments;
    if (comment) comment.body += '\r\n';
    expect(await upsertComment(github, request('first'))).toMatchObject({ outcome: 'unchanged' });
    expect(await upsertComment(github, request('second'))).toMatchObject({ outcome: 'updated' });
    expect(server.state.comments).toHaveLength(1);
  });

  it.each([2, 5, 20])('stays one, with the newest content, when %i runs write at once', async (runs) => {
    expect(await race(await start(), runs, 1)).toEqual([]);
  });

  it('is left to the run that judged the newest commit, and to the newest result', async () => {
    const server = await start();
    server.state.pulls.set(7, { number: 7, head: { sha: 'b'.repeat(40), repo: 'acme/flights' } });
    const { github } = await openClient(server);
    const old = await upsertComment(github, request('old', { headSha: 'a'.repeat(40) }));
    expect(old).toEqual({
      outcome: 'superseded',
      reason: 'this run judged aaaaaaa, and #7 is at bbbbbbb now',
    });
    expect(server.state.comments).toEqual([]);
    await upsertComment(github, request('new', { headSha: 'b'.repeat(40) }));
    expect(await upsertComment(github, request('late', { made: 0 }))).toMatchObject({
      outcome: 'superseded',
    });
    expect(server.state.comments.map(({ body }) => textOf(body))).toEqual(['new']);
  });

  it('goes by the clock of GitHub, whatever that of the runner says', async () => {
    const server = await start();
    const { made: _, ...now } = request('now');
    // What GitHub's clock says later is newer: the second client is told an earlier time.
    for (const [ahead, body] of [
      [86_400_000, 'first'],
      [0, 'early'],
    ] as const) {
      server.state.ahead = ahead;
      const { github } = await openClient(server);
      await upsertComment(github, { ...now, body });
    }
    expect(server.state.comments.map(({ body }) => textOf(body))).toEqual(['first']);
    server.state.ahead = 2 * 86_400_000;
    await upsertComment((await openClient(server)).github, { ...now, body: 'second' });
    expect(server.state.comments.map(({ body }) => textOf(body))).toEqual(['second']);
  });

  it('keeps its marker whatever names hold', async () => {
    const server = await start();
    const { github } = await openClient(server);
    const names = [
      'a-->b',
      'a\n<!--',
      '--',
      '',
      '..',
      'a/b',
      'é🛫',
      'x'.repeat(5000),
      '\ud800',
      'a b',
      'a_b',
    ];
    for (const model of names) {
      const odd = { key: { workflow: model, model, matrix: model } };
      await upsertComment(github, request('first', odd));
      await upsertComment(github, request('second', odd));
    }
    expect(server.state.comments.map(({ body }) => textOf(body))).toEqual(names.map(() => 'second'));
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
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000);
    expect(LONGEST_COMMENT).toBe(60_000);
    expect(body).toMatch(/^verdict/);
    expect(body).toMatch(/<\/details>\n\n_The rest was cut/);
  });
});
