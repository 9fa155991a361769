import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { upsertComment } from '../../src/github/comment.ts';
import { sendDispatch } from '../../src/github/dispatch.ts';
import { createRef } from '../../src/github/refs.ts';
import { assetsOf, createDraft, publish, releasesOf, uploadAsset } from '../../src/github/releases.ts';
import { openClient, Servers } from './open.ts';

const servers = new Servers();
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'limits-'));
});
afterEach(() => servers.close());
afterAll(() => rm(root, { recursive: true, force: true }));
const key = { workflow: 'ci.yml', model: 'late-flights', matrix: '' };

describe('the limits of GitHub', () => {
  it('on what is written in a minute are waited for, then told', async () => {
    const server = await servers.start();
    server.state.writesPerMinute = 3;
    const { github, log } = await openClient(server);
    for (const id of ['1', '2', '3']) await sendDispatch(github, 'mlops-retrain', { id });
    const failure = await sendDispatch(github, 'mlops-retrain', { id: '4' }).catch((error) => error);
    expect(failure).toMatchObject({ name: 'ServiceError', hint: 'Run it again in 60 s.' });
    expect(server.state.dispatches).toHaveLength(3);
    const warned = log.lines.filter(({ level }) => level === 'warn').map(({ message }) => message);
    expect(warned).toEqual([
      expect.stringContaining('trying again in 60 s'),
      expect.stringContaining('trying again in 60 s'),
      expect.stringContaining('tried often enough'),
    ]);
    expect(server.time.now()).toBeGreaterThanOrEqual(120_000);
  });

  it('on requests in an hour are told at once, with the time when they end', async () => {
    const server = await servers.start();
    server.state.remaining = 1;
    const { github } = await openClient(server);
    await sendDispatch(github, 'mlops-retrain', { id: '1' });
    const failure = await sendDispatch(github, 'mlops-retrain', { id: '2' }).catch((error) => error);
    expect(failure).toMatchObject({ name: 'ServiceError', hint: expect.stringMatching(/after \d{4}-/) });
    expect(server.state.requests).toHaveLength(2);
  });

  it.each([
    [429, {}, 60],
    [429, { 'retry-after': '7' }, 7],
    [403, { 'retry-after': '7' }, 7],
  ])('with status %i and %o are waited for', async (status, headers, seconds) => {
    const server = await servers.start();
    const { github } = await openClient(server);
    server.state.fault = ({ count }) => (count === 0 ? { status, headers, message: 'Slow down' } : undefined);
    const begin = server.time.now();
    await sendDispatch(github, 'mlops-retrain', { id: '1' });
    expect(server.time.now() - begin).toBe(seconds * 1000);
    expect(server.state.dispatches).toHaveLength(1);
  });

  it('of an Enterprise Server’s addresses are kept: REST, GraphQL and uploads', async () => {
    const server = await servers.start();
    server.state.prefix = '/api/v3';
    server.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
    const { github } = await openClient(server);
    const comment = { issue: 7, key, body: 'text', made: 1, headSha: 'a'.repeat(40) };
    expect(await upsertComment(github, comment)).toMatchObject({ outcome: 'created' });
    const file = join(root, 'asset');
    await writeFile(file, 'bytes');
    const commit = server.state.git.refs.get('refs/heads/main') ?? '';
    const draft = await createDraft(github, { tag: 'a@v1', commit, name: 'a', body: 'marker' });
    await uploadAsset(github, draft, file, 'asset');
    expect(await assetsOf(github, draft)).toMatchObject([{ name: 'asset', state: 'uploaded', size: 5 }]);
    const paths = server.state.requests.map(({ path }) => path.replace(/\?.*/, ''));
    expect(paths.every((path) => path.startsWith('/api/v3/') || path.startsWith('/api/'))).toBe(true);
    expect(paths).toContain('/api/graphql');
  });

  it('on the text of an event are never met: a larger one is not sent', async () => {
    const server = await servers.start();
    const { github } = await openClient(server);
    const because = (bytes: number) => ({ id: '1', because: 'é'.repeat(bytes / 2) });
    await sendDispatch(github, 'mlops-retrain', because(59_000));
    await expect(sendDispatch(github, 'mlops-retrain', because(65_000))).rejects.toThrow(/a dispatch of/);
    await expect(sendDispatch(github, 'x'.repeat(101), { id: '1' })).rejects.toThrow(/101 characters/);
    expect(server.state.requests).toHaveLength(1);
  });

  it.each([403, 404])('on commits that change workflows are told of with status %i', async (status) => {
    const server = await servers.start();
    server.state.fault = ({ method, path }) =>
      method === 'POST' && path.endsWith('/releases') ? { status, message: 'Not Found' } : undefined;
    const { github } = await openClient(server);
    const draft = { tag: 'a@v1', commit: 'b'.repeat(40), name: 'a', body: 'marker' };
    const failure = await createDraft(github, draft).catch((error) => error);
    expect(failure).toMatchObject({ exitCode: 2, hint: expect.stringContaining('`.github/workflows`') });
    expect(server.state.releases).toEqual([]);
  });

  it('on published releases, tags and drafts are GitHub’s own', async () => {
    const server = await servers.start();
    server.state.immutableReleases = true;
    const { github } = await openClient(server);
    const file = join(root, 'asset');
    await writeFile(file, 'bytes');
    const commit = server.state.git.refs.get('refs/heads/main') ?? '';
    const draft = { tag: 'a@v1', commit, name: 'a', body: 'marker' };
    const [first, second] = [await createDraft(github, draft), await createDraft(github, draft)];
    expect((await releasesOf(github, 'a@v1')).map(({ id }) => id)).toEqual([first.id, second.id]);
    await uploadAsset(github, first, file, 'asset');
    const published = await publish(github, first);
    await expect(publish(github, second)).rejects.toThrow(/already_exists/);
    await expect(uploadAsset(github, published, file, 'other')).rejects.toThrow(/immutable/);
    expect(await createRef(github, 'tags/a@v1', commit)).toBe('same');
  });
});
