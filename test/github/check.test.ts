import { afterEach, describe, expect, it } from 'vitest';
import { type CheckRequest, LONGEST_CHECK_SUMMARY, upsertCheck } from '../../src/github/check.ts';
import { setStatus } from '../../src/github/status.ts';
import { openClient, Servers } from './open.ts';
import type { LocalGitHub, StartOptions } from './server.ts';

const servers = new Servers();
afterEach(() => servers.close());
const HEAD = 'a'.repeat(40);

async function start(options: StartOptions = {}): Promise<LocalGitHub> {
  const server = await servers.start(options);
  server.state.pulls.set(7, { number: 7, head: { sha: HEAD, repo: 'acme/flights' } });
  return server;
}

function lines(count: number, message = 'too low') {
  return Array.from({ length: count }, (_, index) => ({
    ...{ kind: 'error' as const, file: 'mlops.yml', line: index + 1, message },
  }));
}

function request(change: Partial<CheckRequest> = {}): CheckRequest {
  return {
    headSha: HEAD,
    name: 'mlops: churn: evaluate-gate',
    workflow: '.github/workflows/ci.yml',
    run: '100',
    attempt: 1,
    conclusion: 'failure',
    title: 'refused',
    summary: 'ROC AUC is too low.',
    detailsUrl: 'https://github.com/acme/flights/actions/runs/100',
    annotations: lines(3),
    batches: 2,
    ...change,
  };
}

describe('a check run', () => {
  it('stands at the commit, with its verdict, its text and its lines', async () => {
    const server = await start();
    const { github } = await openClient(server);
    expect(await upsertCheck(github, request())).toMatchObject({ outcome: 'created' });
    const [check] = server.state.checkRuns;
    expect(check).toMatchObject({
      said: {
        head_sha: HEAD,
        name: 'mlops: churn: evaluate-gate',
        status: 'completed',
        conclusion: 'failure',
      },
      output: { title: 'refused', summary: 'ROC AUC is too low.' },
      annotations: [{ path: 'mlops.yml', start_line: 1, end_line: 1, annotation_level: 'failure' }, {}, {}],
    });
    expect(github.usage).toMatchObject({ requests: 3, writes: 1 });
  });

  it('gets its lines in batches of 50, as many as may be sent', async () => {
    const server = await start();
    const { github } = await openClient(server);
    await upsertCheck(github, request({ annotations: lines(130) }));
    expect(server.state.checkRuns.map(({ annotations }) => annotations.length)).toEqual([100]);
    expect(github.usage).toMatchObject({ requests: 4, writes: 2 });
  });

  it('is changed by a later attempt or run at the same commit, whose lines are not added again', async () => {
    const server = await start();
    const { github } = await openClient(server);
    await upsertCheck(github, request({ annotations: lines(70) }));
    const again = request({ annotations: lines(70), attempt: 2, conclusion: 'neutral', title: 'second' });
    expect(await upsertCheck(github, again)).toMatchObject({ outcome: 'updated' });
    expect(await upsertCheck(github, { ...again, run: '101', attempt: 1 })).toMatchObject({
      outcome: 'updated',
    });
    expect(server.state.checkRuns).toHaveLength(1);
    expect(server.state.checkRuns[0]).toMatchObject({
      said: { conclusion: 'neutral', external_id: expect.stringContaining(':101:1:') },
      output: { title: 'second' },
    });
    expect(server.state.checkRuns[0]?.annotations).toHaveLength(70);
    // One that comes too late leaves it.
    expect(await upsertCheck(github, again)).toEqual({ outcome: 'superseded' });
  });

  it('whose lines are others now is followed by a new one, for nothing takes lines away', async () => {
    const server = await start();
    const { github } = await openClient(server);
    await upsertCheck(github, request());
    expect(await upsertCheck(github, request({ attempt: 2, annotations: [] }))).toMatchObject({
      outcome: 'created',
    });
    expect(await upsertCheck(github, request({ attempt: 3 }))).toMatchObject({ outcome: 'updated' });
    expect(server.state.checkRuns.map(({ annotations }) => annotations.length)).toEqual([3, 3]);
  });

  it('of another app, workflow or name is not touched', async () => {
    const server = await start({ tokens: { token: {}, other: { login: 'other[bot]', type: 'Bot' } } });
    const { github } = await openClient(server);
    const { github: other } = await openClient(server, { token: 'other' });
    await upsertCheck(other, request());
    await upsertCheck(github, request());
    await upsertCheck(github, request({ workflow: '.github/workflows/nightly.yml' }));
    await upsertCheck(github, request({ name: 'mlops: churn: train' }));
    expect(server.state.checkRuns.map(({ app }) => app)).toEqual([
      'other',
      ...Array.from({ length: 3 }, () => 'github-actions'),
    ]);
  });

  it('is cut to what GitHub takes, in characters and in bytes', async () => {
    const server = await start();
    const { github } = await openClient(server);
    const summary = Array.from({ length: 5000 }, () => 'ä'.repeat(19)).join('\n');
    const message = 'ö'.repeat(70_000);
    await upsertCheck(github, request({ summary, title: 't'.repeat(999), annotations: lines(1, message) }));
    const [check] = server.state.checkRuns;
    const stored = String(check?.output.summary);
    expect(Buffer.byteLength(stored)).toBeLessThanOrEqual(LONGEST_CHECK_SUMMARY);
    expect(stored).toContain('The rest was cut');
  });

  it('may be refused, which is no error', async () => {
    const server = await start({ tokens: { token: { permissions: { pull_requests: 'write' } } } });
    const { github } = await openClient(server);
    expect(await upsertCheck(github, request())).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('may not'),
    });
  });
});

describe('a write whose answer is lost', () => {
  it.each(['lost', 'truncated', 'refused'] as const)(
    '(%s) leaves one check run with its lines once',
    async (fault) => {
      const server = await start();
      const { github } = await openClient(server);
      const broken = new Set<string>();
      server.state.fault = ({ method, path }) => {
        if (method === 'GET' || path.endsWith('graphql') || broken.has(method)) return undefined;
        broken.add(method);
        return fault;
      };
      expect(await upsertCheck(github, request({ annotations: lines(60) }))).toMatchObject({
        outcome: 'created',
      });
      expect([...broken]).toEqual(['POST', 'PATCH']);
      expect(server.state.checkRuns.map(({ annotations }) => annotations.length)).toEqual([60]);
    },
  );
});

describe('a commit status', () => {
  it('says the verdict in 140 characters', async () => {
    const server = await start();
    const { github } = await openClient(server);
    await setStatus(github, {
      ...{
        headSha: HEAD,
        context: 'mlops/churn/evaluate-gate',
        state: 'failure',
        url: 'https://github.com/acme',
      },
      description: 'x'.repeat(200),
    });
    expect(server.state.statuses).toMatchObject([
      {
        sha: HEAD,
        state: 'failure',
        context: 'mlops/churn/evaluate-gate',
        description: `${'x'.repeat(139)}…`,
      },
    ]);
  });
});
