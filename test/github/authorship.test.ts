import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makersOf } from '../../src/github/authorship.ts';
import { openClient, Servers } from './open.ts';
import type { LocalGitHub } from './server.ts';

const servers = new Servers();
let server: LocalGitHub;
let root: string;
let time = Date.parse('2026-02-01T00:00:00Z');

beforeEach(async () => {
  server = await servers.start();
  const { state } = server;
  root = state.git.refs.get('refs/heads/main') ?? '';
  for (const login of ['alice', 'bob', 'carol', 'dave', 'erin'])
    state.people.push({ login, id: state.nextId(), role: 'write', email: `${login}@example.com` });
  const bots = {
    'web-flow': 'noreply@github.com',
    'renovate[bot]': 'renovate[bot]@users.noreply.github.com',
  };
  for (const [login, email] of Object.entries(bots))
    state.people.push({ login, id: state.nextId(), role: 'none', email });
});
afterEach(() => servers.close());

interface By {
  readonly author?: string;
  readonly committer?: string;
  readonly message?: string;
}

/** A commit on others; its author and its committer by their logins. */
function commit(
  parents: readonly string[],
  { author = 'alice', committer = author, message = 'Change' }: By = {},
) {
  const { git, people } = server.state;
  time += 60_000;
  const by = (login: string) => {
    const email = people.find((one) => one.login === login)?.email ?? `${login}@nowhere.example`;
    return { name: login, email, date: new Date(time).toISOString() };
  };
  const tree = git.read(root, 'commit')?.headers.find(([name]) => name === 'tree')?.[1] ?? '';
  return git.putCommit({ tree, parents, author: by(author), committer: by(committer), message });
}

let number = 10;
function merged(commits: readonly string[], author: string | null, by: string): void {
  number += 1;
  const head = { sha: commits[0] ?? '', repo: 'acme/flights' };
  const whose = author === null ? {} : { author };
  server.state.pulls.set(number, { number, head, state: 'closed', ...whose, merged: { commits, by } });
}

async function made(head: string, since: string | null) {
  const { github } = await openClient(server);
  const makers = await makersOf(github, { commit: head, since });
  return { ...makers, people: [...makers.people].sort(), requests: github.usage.requests };
}

/** A `fetch` whose answers to what `path` names are changed. */
function changed(path: string, change: (text: string) => string): typeof globalThis.fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (!String(url).includes(path)) return response;
    const { status, headers } = response;
    return new Response(change(await response.text()), { status, headers });
  };
}

describe('who made what a version brings', () => {
  it('are all who wrote, committed, opened and merged since the version before, whoever came last', async () => {
    const first = commit([root], { author: 'erin' });
    const squashed = commit([first], { author: 'alice', committer: 'web-flow' });
    const rebased = commit([squashed], { author: 'bob', committer: 'carol' });
    merged([squashed], 'alice', 'dave');
    const found = await made(rebased, first);
    expect(found).toMatchObject({ people: ['alice', 'bob', 'carol', 'dave'], gap: null });
    expect(found.requests).toBe(2);
  });

  it('are they of a merge’s branch too, and who opened it for others', async () => {
    const own = commit([root], { author: 'alice' });
    const merge = commit([commit([root], { author: 'carol' }), own], {
      author: 'bob',
      committer: 'web-flow',
    });
    merged([own, merge], 'dave', 'bob');
    expect((await made(merge, root)).people).toEqual(['alice', 'bob', 'carol', 'dave']);
  });

  it('are the co-authors too; bots and GitHub itself are nobody', async () => {
    const message =
      'Change\n\nCo-authored-by: Erin <erin@example.com>\nCo-authored-by: renovate[bot] <renovate[bot]@users.noreply.github.com>\n';
    const head = commit([commit([root], { author: 'renovate[bot]', committer: 'web-flow' })], { message });
    merged([head], 'renovate[bot]', 'renovate[bot]');
    expect(await made(head, root)).toMatchObject({
      people: ['alice', 'erin'],
      unknown: [],
      gap: null,
    });
  });

  it('are told as unknown where GitHub has no account of them', async () => {
    const stranger = commit([root], { author: 'stranger' });
    const second = commit([stranger], { message: 'Change\n\nCo-authored-by: X <x@nowhere.example>\n' });
    const third = commit([second]);
    merged([third], null, 'bob');
    const found = await made(third, root);
    expect(found.people).toEqual(['alice', 'bob']);
    expect(found.unknown).toEqual([stranger, second, third]);
  });

  it('are told as unknown too: committers without an account, and who takes a bot’s name elsewhere', async () => {
    const committed = commit([root], { committer: 'stranger' });
    const addresses = ['x[bot]@users.noreply.nowhere.example', 'x[bot]@users.noreply.github.com.example'];
    const coAuthored = addresses.map((one) =>
      commit([root], { message: `Change\n\nCo-authored-by: X <${one}>\n` }),
    );
    for (const head of [committed, ...coAuthored]) expect((await made(head, root)).unknown).toEqual([head]);
  });

  it('are nobody where bots alone made it, and GitHub names all of them', async () => {
    const head = commit([root], { author: 'renovate[bot]', committer: 'web-flow' });
    merged([head], 'renovate[bot]', 'renovate[bot]');
    expect(await made(head, root)).toMatchObject({ people: [], unknown: [], gap: null });
  });

  it('are told as unknown where the answer names an account without a login', async () => {
    const head = commit([root]);
    const answer = changed('/compare/', (text) =>
      text.replace(/"author":\{"login":.*?\},"committer"/, '"author":{},"committer"'),
    );
    const { github } = await openClient(server, { fetch: answer });
    expect((await makersOf(github, { commit: head, since: root })).unknown).toEqual([head]);
  });

  it.each([
    ['pull requests', /"associatedPullRequests":\{.*?\}\}/, '"associatedPullRequests":null'],
    ['a pull request', /("associatedPullRequests":\{"nodes":)\[\]/, '$1[null]'],
    ['authors', /"authors":\{.*?\}\},/, '"authors":null,'],
    ['an author', /("authors":\{"nodes":)\[.*?\]/, '$1[null]'],
    ['a commit', /("nodes":)\[\{.*\}\]/, '$1[null]'],
  ])('are not told where the answer has null for %s', async (_what, pattern, by) => {
    const head = commit([root]);
    const { github } = await openClient(server, {
      fetch: changed('/graphql', (text) => {
        expect(text).toMatch(pattern);
        return text.replace(pattern, by);
      }),
    });
    await expect(makersOf(github, { commit: head, since: root })).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('gives no answer'),
    });
  });

  it('are those of the last change where there is no version before, or nothing lies between', async () => {
    const before = commit([root], { author: 'erin' });
    const squashed = commit([before], { author: 'bob', committer: 'web-flow' });
    merged([squashed], 'bob', 'carol');
    for (const since of [null, squashed, commit([squashed], { author: 'erin' })])
      expect((await made(squashed, since)).people).toEqual(['bob', 'carol']);
    const own = commit([commit([before], { author: 'dave' })], { author: 'alice' });
    const merge = commit([squashed, own], { author: 'carol', committer: 'web-flow' });
    expect((await made(merge, null)).people).toEqual(['alice', 'carol', 'dave']);
    expect((await made(root, null)).people).toEqual([]);
  });

  it('are counted over several pages, and not told where there are too many', async () => {
    let head = root;
    for (let count = 1; count <= 200; count++)
      head = commit([head], { author: count === 1 ? 'erin' : 'bob' });
    const all = await made(head, root);
    expect(all).toMatchObject({ people: ['bob', 'erin'], gap: null, requests: 4 });
    const more = await made(commit([head]), root);
    expect(more).toMatchObject({ people: [], gap: expect.stringContaining('201 commits'), requests: 1 });
    const crowd = Array.from(
      { length: 30 },
      (_, index) => `Co-authored-by: ${index} <${index}@nowhere.example>`,
    );
    const crowded = commit([root], { message: `Change\n\n${crowd.join('\n')}\n` });
    expect((await made(crowded, root)).gap).toContain('more authors');
  });

  it('cannot be told of what GitHub does not have, or without the permission', async () => {
    const head = commit([root]);
    const alone = commit([]);
    const pairs = [
      [head, 'f'.repeat(40)],
      ['f'.repeat(40), root],
      ['f'.repeat(40), null],
      [head, alone],
    ] as const;
    for (const [one, since] of pairs)
      expect(await made(one, since)).toMatchObject({
        people: [],
        gap: expect.stringContaining('GitHub does not have'),
      });
    const permissions = { contents: 'read' } as const;
    server.state.tokens.set('few', { login: 'github-actions[bot]', type: 'Bot', permissions });
    const { github } = await openClient(server, { token: 'few' });
    await expect(makersOf(github, { commit: head, since: root })).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('pull-requests: read'),
    });
  });
});
