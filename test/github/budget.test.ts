import { afterEach, describe, expect, it } from 'vitest';
import type { GitHub } from '../../src/github/client.ts';
import { upsertComment } from '../../src/github/comment.ts';
import { createDeployment, setDeploymentStatus } from '../../src/github/deployment.ts';
import { sendDispatch } from '../../src/github/dispatch.ts';
import { BUDGETS } from '../../src/runner/actions.ts';
import { COMMENT_NEEDS, DEPLOYMENT_NEEDS } from './budget.ts';
import { openClient, Servers } from './open.ts';

const servers = new Servers();
afterEach(() => servers.close());
const key = { workflow: 'ci.yml', model: 'late-flights', matrix: '' };
const comment = (made: number, body = String(made)) => ({
  ...{ issue: 7, key, made, body, headSha: 'a'.repeat(40) },
});

describe('the requests of a step', () => {
  it('are as few as the other tests count with', async () => {
    const server = await servers.start();
    server.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
    const needs = async (work: (github: GitHub) => Promise<unknown>) => {
      const { github } = await openClient(server);
      await work(github);
      const { requests, writes } = github.usage;
      return { requests, writes };
    };
    expect(await needs((github) => upsertComment(github, comment(1)))).toEqual(COMMENT_NEEDS);
    expect(await needs((github) => upsertComment(github, comment(2)))).toEqual(COMMENT_NEEDS);
    const unchanged = await needs((github) => upsertComment(github, comment(3, '2')));
    expect(unchanged).toEqual({ requests: 2, writes: 0 });
    const deployment = await needs(async (github) => {
      const details = { model: 'late-flights' };
      const request = { ref: 'main', environment: 'production', description: '', key: '1', details };
      const id = await createDeployment(github, request);
      await setDeploymentStatus(github, id, { state: 'in_progress', description: '' });
      await setDeploymentStatus(github, id, { state: 'success', description: '' });
    });
    expect(deployment).toEqual(DEPLOYMENT_NEEDS);
    const dispatch = await needs((github) => sendDispatch(github, 'mlops-retrain', { id: '1' }));
    const { requests, writes } = BUDGETS['monitor-drift'];
    expect(COMMENT_NEEDS.requests + dispatch.requests).toBeLessThanOrEqual(requests);
    expect(COMMENT_NEEDS.writes + dispatch.writes).toBeLessThanOrEqual(writes);
  });

  it('are counted, and told of once where they are too many', async () => {
    const server = await servers.start();
    const { github, log } = await openClient(server, { budget: { requests: 3, writes: 1 } });
    for (const id of ['1', '2', '3', '4']) await sendDispatch(github, 'mlops-retrain', { id });
    expect(github.usage).toMatchObject({ requests: 4, writes: 4 });
    const told = log.lines.filter(({ level }) => level === 'info').map(({ message }) => message);
    expect(told).toEqual(['GitHub: more than the 3 requests or 1 writes that one step should need.']);
    expect(log.lines.filter(({ message }) => /POST .*dispatches: 204/.test(message))).toHaveLength(4);
  });

  it('that write are a second apart, and those that send mail three', async () => {
    const server = await servers.start();
    server.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
    const { github } = await openClient(server);
    const begin = server.time.now();
    await Promise.all(['1', '2', '3'].map((id) => sendDispatch(github, 'mlops-retrain', { id })));
    expect(server.time.now() - begin).toBe(2000);
    for (const model of ['a', 'b', 'c'])
      await upsertComment(github, { ...comment(1), key: { ...key, model } });
    expect(server.time.now() - begin).toBe(2000 + 1000 + 6000);
  });
});
