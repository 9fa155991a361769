import { afterEach, describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/schema/config.ts';
import type { EvidenceOf } from '../../src/evidence/schema.ts';
import { readContext } from '../../src/github/context.ts';
import { Features } from '../../src/github/features.ts';
import { askInIssue, closeRequest } from '../../src/runner/approval/approval-issue.ts';
import type { ApprovalRequest } from '../../src/runner/approval/approval-report.ts';
import { settleApproval } from '../../src/runner/approval/approval-settled.ts';
import { whereAllowed } from '../../src/runner/tolerantly.ts';
import { approvalOf } from './approvals.ts';
import { openClient, Servers } from './open.ts';
import type { LocalGitHub } from './server.ts';

const servers = new Servers();
afterEach(() => servers.close());

it.each([
  ['issue_comment', 'approved'],
  ['push', 'deployed'],
  ['workflow_dispatch', 'deployed'],
])('a deployment that `%s` started closes the request: %s by whom', async (event, how) => {
  const server = await servers.start();
  const { github, log } = await openClient(server);
  await askInIssue(github, approvalOf('v1.0.0'), { run: 'https://github.com/acme/flights/actions/runs/1' });
  const context = readContext({
    ...{ GITHUB_REPOSITORY: 'acme/flights', GITHUB_SHA: 'a'.repeat(40), GITHUB_RUN_ID: '2' },
    ...{ GITHUB_EVENT_NAME: event, GITHUB_ACTOR: 'alice' },
  });
  const evidence = {
    ...{ stage: 'deploy', model: 'late', verdict: 'pass' },
    figures: { action: 'deploy', version: 'v1.0.0', environment: 'production' },
  } as unknown as EvidenceOf<'deploy'>;
  const config = { deploy: { production: { approvers: ['alice'] } } } as unknown as Config;
  const place = { model: 'late', environment: 'production', version: null, features: new Features() };
  await settleApproval(evidence, config, { ...place, context, github, log });
  expect(server.state.issues.map(({ state }) => state)).toEqual(['closed']);
  expect(server.state.comments[0]?.body).toContain(`production has v1.0.0, ${how} by \`alice\`.`);
});

describe('the issue that asks', () => {
  const RUN = 'https://github.com/acme/flights/actions/runs/1';
  const ask = async (server: LocalGitHub, request: ApprovalRequest) => {
    const { github } = await openClient(server);
    return askInIssue(github, request, { run: RUN });
  };
  const open = ({ state }: LocalGitHub) => state.issues.filter((one) => one.state === 'open');
  const titles = (server: LocalGitHub) => open(server).map(({ title }) => title);

  it.each([0, 5])(
    'is one, for the latest version, however many ask at once (lists lag by %i)',
    async (lag) => {
      const server = await servers.start();
      server.state.issueLag = lag;
      for (let round = 0; round < 6; round++) {
        if (round % 3 === 0) server.state.issues.splice(0);
        const order = [0, 1, 2, 3, 4, 5].map((index) => (index * 5 + round) % 6);
        const urls = await Promise.all(
          order.map((minor) => ask(server, approvalOf(`v${round + 1}.${minor}.0`))),
        );
        const [one] = open(server);
        expect(titles(server)).toEqual([`late v${round + 1}.5.0 waits for its approval: production`]);
        expect(one?.body).toContain(`/mlops promote v${round + 1}.5.0 production`);
        expect(new Set(urls)).toEqual(new Set([`https://github.com/acme/flights/issues/${one?.number}`]));
        const oldest = Math.min(...server.state.issues.map(({ number }) => number));
        expect(one?.number).toBe(oldest);
        const closed = server.state.issues.filter(({ state }) => state === 'closed');
        for (const { title, state_reason } of closed)
          expect([title, state_reason]).toEqual([`The same as #${oldest}`, 'not_planned']);
      }
    },
  );

  it('keeps what people wrote into a second one, and no deployment answers that twice', async () => {
    const server = await servers.start();
    const [first, second] = [1, 2].map((number) => `https://github.com/acme/flights/issues/${number}`);
    await ask(server, approvalOf('v1.0.0'));
    const [original] = server.state.issues;
    if (original) server.state.issues.push({ ...original, id: 2, number: original.number + 1 });
    const comment = { id: 9, issue: Number(second?.at(-1)), body: '/mlops promote v1.0.0 production' };
    server.state.comments.push({ ...comment, user: { login: 'alice', type: 'User' } });
    expect(await ask(server, approvalOf('v1.0.0'))).toBe(first);
    expect(titles(server)).toHaveLength(1);
    const { github } = await openClient(server);
    const answered = { version: 'v1.0.0', actor: 'alice', isApproval: true, run: RUN };
    const key = { model: 'late', environment: 'production' };
    expect(await closeRequest(github, key, answered)).toEqual([first]);
    expect(await closeRequest(github, key, answered)).toEqual([]);
    expect(server.state.comments.map(({ issue, user }) => [issue, user.login])).toEqual([
      [2, 'alice'],
      [1, 'github-actions[bot]'],
    ]);
  });

  it('is left to a later version, unless there is none such', async () => {
    const server = await servers.start();
    const first = await ask(server, approvalOf('v1.2.0'));
    expect(await ask(server, approvalOf('v1.1.0'))).toBe(first);
    expect(titles(server)).toEqual(['late v1.2.0 waits for its approval: production']);
    await ask(server, { ...approvalOf('v1.1.0'), isKnown: async () => false });
    expect(titles(server)).toEqual(['late v1.1.0 waits for its approval: production']);
  });

  it('is another one where a deployment of an earlier version closed it meanwhile', async () => {
    const server = await servers.start();
    const first = await ask(server, approvalOf('v1.0.0'));
    const [issue] = server.state.issues;
    const before = issue?.body ?? '';
    server.state.fault = ({ method, path }) => {
      if (issue && method === 'GET' && path.endsWith('/issues/1'))
        Object.assign(issue, { state: 'closed', body: before });
      return undefined;
    };
    const second = await ask(server, approvalOf('v1.1.0'));
    expect(second).not.toBe(first);
    expect(titles(server)).toEqual(['late v1.1.0 waits for its approval: production']);
  });

  it('is another one where a deployment closed it between the list and the change, which lists show late', async () => {
    const server = await servers.start();
    const first = await ask(server, approvalOf('v1.0.0'));
    const [issue] = server.state.issues;
    let changes = 0;
    server.state.fault = ({ method, path }) => {
      if (method === 'PATCH' && path.endsWith('/issues/1')) changes++;
      const isListed = method === 'GET' && path.endsWith('/issues') && server.state.issues.length === 1;
      if (issue) issue.state = isListed ? 'open' : 'closed';
      return undefined;
    };
    const second = await ask(server, approvalOf('v1.1.0'));
    expect([second, changes]).toEqual(['https://github.com/acme/flights/issues/2', 1]);
    expect(second).not.toBe(first);
    expect(titles(server)).toEqual(['late v1.1.0 waits for its approval: production']);
  });

  const KEY = { model: 'late', environment: 'production' };
  const DEPLOYED = { version: 'v1.0.0', actor: 'alice', isApproval: true, run: RUN };

  it('stays where it asks for a later version by the time that a deployment would close it', async () => {
    const server = await servers.start();
    await ask(server, approvalOf('v1.0.0'));
    const [issue] = server.state.issues;
    const before = { ...issue };
    await ask(server, approvalOf('v1.1.0'));
    const after = { ...issue };
    if (issue) Object.assign(issue, before);
    server.state.fault = ({ method, path }) => {
      if (issue && method === 'POST' && path.endsWith('/comments')) Object.assign(issue, after);
      return undefined;
    };
    const { github } = await openClient(server);
    expect(await closeRequest(github, KEY, DEPLOYED)).toEqual([]);
    expect(server.state.comments).toHaveLength(1);
    expect(server.state.issues).toEqual([{ ...after, state: 'open' }]);
  });

  it('is never lost, whenever a deployment of the version before closes it', async () => {
    for (let moment = 0; moment <= 12; moment++) {
      const server = await servers.start();
      await ask(server, approvalOf('v1.0.0'));
      const begin = server.state.requests.length;
      const { github } = await openClient(server);
      let closing: Promise<string[]> | undefined;
      server.state.fault = ({ count }) => {
        if (count - begin >= moment) closing ??= closeRequest(github, KEY, DEPLOYED);
        return undefined;
      };
      const url = await ask(server, approvalOf('v1.1.0'));
      await closing;
      expect(titles(server), `${moment}`).toEqual(['late v1.1.0 waits for its approval: production']);
      expect(url).toBe(`https://github.com/acme/flights/issues/${open(server)[0]?.number}`);
    }
  });

  it('is an error where the rate limit is used up, and a missing permission is none', async () => {
    const server = await servers.start();
    const { github, log } = await openClient(server);
    const features = new Features();
    const wanted = { feature: 'issue', permission: 'issues: write' };
    const asking = () =>
      whereAllowed({ features, log }, wanted, () => askInIssue(github, approvalOf('v1.0.0'), { run: RUN }));
    server.state.remaining = 1;
    await expect(asking()).rejects.toMatchObject({ exitCode: 3, hint: expect.stringContaining('after') });
    expect(features.notice()).toBeNull();
    server.state.remaining = 5000;
    server.state.fault = ({ method }) =>
      method === 'POST' ? { status: 403, message: 'Resource not accessible by integration' } : undefined;
    expect(await asking()).toBeNull();
    expect(features.notice()).toContain('issues: write');
  });
});
