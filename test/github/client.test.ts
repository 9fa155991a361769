import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { GitHub } from '../../src/github/client.ts';
import { createRef, findRef } from '../../src/github/refs.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { openClient, Servers } from './open.ts';
import { VirtualTime } from './virtual-time.ts';

const servers = new Servers();
afterEach(() => servers.close());
const failing = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as Error & { hint: string },
  );

/** An answer of the GraphQL API, whose status says that all is well. */
function answered(type: string | undefined, message: string) {
  return { status: 200, errors: [{ ...(type === undefined ? {} : { type }), message }] };
}

describe('a GitHub client', () => {
  it('tries reads again and gives up with the service named', async () => {
    const server = await servers.start();
    const { github } = await openClient(server);
    server.state.fault = ({ count }) => (count < 2 ? { status: 502 } : undefined);
    expect(await findRef(github, 'heads/main')).not.toBeNull();
    expect(github.usage).toMatchObject({ requests: 3, writes: 0, remaining: 4997 });
    server.state.fault = () => ({ status: 503, message: 'Unicorn' });
    expect(await failing(findRef(github, 'heads/main'))).toMatchObject({
      name: 'ServiceError',
      message: expect.stringContaining('status 503). It says: Unicorn'),
    });
  });

  it('sends a write once where it is refused', async () => {
    const server = await servers.start();
    const { github } = await openClient(server);
    const main = server.state.git.refs.get('refs/heads/main') ?? '';
    expect(await createRef(github, 'tags/a', main)).toBe('created');
    expect(await createRef(github, 'tags/a', main)).toBe('same');
    expect(server.state.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
  });

  it('looks whether a write happened before it sends it again', async () => {
    const server = await servers.start();
    const { github } = await openClient(server);
    const main = server.state.git.refs.get('refs/heads/main') ?? '';
    let lost = 0;
    server.state.fault = ({ method }) => (method === 'POST' && lost++ === 0 ? 'lost' : undefined);
    expect(await createRef(github, 'tags/a', main)).toBe('created');
    expect(server.state.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it.each([
    ['another', 401, 'UserError', 2, 'does not accept the token'],
    ['reader', 403, 'UserError', 2, 'contents: write'],
  ])('with the token `%s` says what to mend', async (token, _status, name, exitCode, text) => {
    const server = await servers.start({ tokens: { reader: { permissions: { contents: 'read' } } } });
    const { github } = await openClient(server, { token });
    const failure = await failing(
      createRef(github, 'tags/a', server.state.git.refs.get('refs/heads/main') ?? ''),
    );
    expect(failure).toMatchObject({ name, exitCode });
    expect(`${failure?.message} ${failure?.hint}`).toContain(text);
    expect(JSON.stringify(failure)).not.toContain('token another');
  });

  it('waits as long as a rate limit asks, and says when it is too long', async () => {
    const server = await servers.start();
    const { github, log } = await openClient(server);
    const limit = {
      status: 403,
      message: 'You have exceeded a secondary rate limit',
      headers: { 'retry-after': '2' },
    };
    server.state.fault = ({ count }) => (count === 0 ? limit : undefined);
    expect(await findRef(github, 'heads/main')).not.toBeNull();
    expect(log.lines.filter(({ level }) => level === 'warn')[0]?.message).toContain('trying again in 2 s');
    const reset = Math.floor(Date.now() / 1000) + 3000;
    const used = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
    server.state.fault = () => ({ status: 403, message: 'API rate limit exceeded', headers: used });
    expect(await failing(findRef(github, 'heads/main'))).toMatchObject({
      name: 'ServiceError',
      hint: `Run it again after ${new Date(reset * 1000).toISOString()}.`,
    });
  });

  it.each([
    ['may not ask', { status: 403, message: 'Resource not accessible by integration' }, null],
    ['is one of an Enterprise Server without GraphQL', { status: 404 }, null],
    ['is refused for a rate limit', { status: 403, message: 'API rate limit exceeded' }, 'ServiceError'],
    ['is refused for a short while', { status: 429 }, 'ServiceError'],
    ['is of nobody', { status: 401, message: 'Bad credentials' }, 'UserError'],
    ['may not query', answered('FORBIDDEN', 'Resource not accessible by integration'), null],
    ['asks what goes wrong', answered(undefined, 'Something went wrong.'), 'ServiceError'],
    ['asks what goes wrong by name', answered('INTERNAL', 'Something went wrong.'), 'ServiceError'],
  ])('knows whose a token is that %s, or says that it does not', async (_what, fault, name) => {
    const server = await servers.start({ tokens: { person: { login: 'ada', type: 'User' } } });
    const { github } = await openClient(server, { token: 'person' });
    server.state.fault = () => fault;
    if (name === null) expect(await github.viewer()).toBe('github-actions[bot]');
    else expect(await failing(github.viewer())).toMatchObject({ name });
  });

  it('does not let a rate limit say whose token it is', async () => {
    const server = await servers.start({ tokens: { person: { login: 'ada', type: 'User' } } });
    const { github, log } = await openClient(server, { token: 'person' });
    server.state.remaining = 0;
    expect(await failing(github.viewer())).toMatchObject({
      name: 'ServiceError',
      message: "GitHub's rate limit is used up: cannot ask whose token this is.",
      hint: expect.stringMatching(/after \d{4}-/),
    });
    const warned = log.lines.filter(({ level }) => level === 'warn').map(({ message }) => message);
    expect(warned).toEqual([expect.stringContaining('which is too long')]);
  });

  it('asks again where a query met a limit for a moment, or did not get done', async () => {
    const server = await servers.start();
    const { github, log } = await openClient(server);
    const limit = {
      ...answered('RATE_LIMITED', 'API rate limit exceeded'),
      headers: { 'retry-after': '2' },
    };
    let asked = 0;
    server.state.fault = () => [limit, answered(undefined, 'Something went wrong.')][asked++];
    expect(await github.viewer()).toBe('github-actions[bot]');
    expect(log.lines.filter(({ level }) => level === 'warn')[0]?.message).toContain('trying again in 2 s');
  });

  it('says that nobody answers', async () => {
    const closed = createServer();
    const port = await new Promise<number>((resolve) => {
      closed.listen(0, '127.0.0.1', () => resolve((closed.address() as { port: number }).port));
    });
    await new Promise((resolve) => closed.close(resolve));
    const log = new MemoryLog();
    const github = await GitHub.open({
      token: 'x',
      apiUrl: `http://127.0.0.1:${port}`,
      owner: 'a',
      repo: 'b',
      log,
      timer: new VirtualTime(),
    });
    expect(await failing(findRef(github, 'heads/main'))).toMatchObject({
      name: 'ServiceError',
      message: expect.stringContaining('cannot be reached'),
    });
  });

  it('keeps the token out of its log and its errors', async () => {
    const server = await servers.start({ tokens: { 'secret-token-12345': { permissions: {} } } });
    const { github, log } = await openClient(server);
    const failure = await failing(createRef(github, 'tags/a', '1'.repeat(40)));
    const { inspect } = await import('node:util');
    expect(inspect([failure, log.lines], { depth: 20 })).not.toContain('secret-token-12345');
  });
});
