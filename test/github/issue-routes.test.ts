import { afterEach, describe, expect, it } from 'vitest';
import { openClient, Servers } from './open.ts';
import type { LocalGitHub } from './server.ts';

const servers = new Servers();
afterEach(() => servers.close());
const need = { doing: 'try', permission: 'issues: write' };

async function client(server: LocalGitHub) {
  return (await openClient(server)).github;
}

describe('issues of the local GitHub', () => {
  it('are made, listed by who made them and how they stand, changed and closed', async () => {
    const server = await servers.start({ tokens: { bot: {}, ann: { login: 'ann', type: 'User' } } });
    server.state.pulls.set(3, { number: 3, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
    const github = await client(server);
    const { github: ann } = await openClient(server, { token: 'ann' });
    const open = (title: string, by = github) =>
      by.write('POST /repos/{owner}/{repo}/issues', { title, labels: ['mlops-incident'] }, need, 'stop');
    const { number } = await open('first');
    expect(number).toBe(4);
    await open('second', ann);
    const list = async (wanted: object) =>
      (await github.list('GET /repos/{owner}/{repo}/issues', wanted, need, (all) => all)).map(
        (one) => one.number,
      );
    expect(await list({})).toEqual([5, 4, 3]);
    expect(await list({ creator: 'github-actions[bot]' })).toEqual([4]);
    expect(await list({ labels: 'mlops-incident', direction: 'asc' })).toEqual([4, 5]);
    const change = { issue_number: 4, state: 'closed', state_reason: 'not_planned' } as const;
    const closed = await github.write(
      'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
      change,
      need,
      'stop',
    );
    expect(closed).toMatchObject({ state: 'closed', state_reason: 'not_planned' });
    expect(Math.abs(Date.parse(closed.closed_at ?? '') - Date.now())).toBeLessThan(5000);
    expect(await list({ state: 'closed' })).toEqual([4]);
    server.state.issueLag = 2;
    await open('third');
    expect(await list({})).toEqual([5, 3]);
    await list({});
    expect(await list({})).toEqual([6, 5, 3]);
  });

  it('have GitHub’s limits and refusals', async () => {
    const server = await servers.start({
      tokens: { bot: {}, reader: { permissions: { contents: 'read', issues: 'read' } } },
    });
    const github = await client(server);
    const { github: reader } = await openClient(server, { token: 'reader' });
    const open = (wanted: { title: string; body?: string }, by = github) =>
      by.write('POST /repos/{owner}/{repo}/issues', wanted, need, 'stop');
    await expect(open({ title: 'x'.repeat(257) })).rejects.toThrow(/title is too long/);
    await expect(open({ title: 'x', body: 'x'.repeat(65_537) })).rejects.toThrow(/body is too long/);
    await expect(open({ title: ' ' })).rejects.toThrow(/missing_field/);
    await expect(open({ title: 'x' }, reader)).rejects.toThrow(/not accessible by integration/);
    await open({ title: '🛫'.repeat(256), body: '🛫'.repeat(65_536) });
    server.state.hasIssues = false;
    await expect(open({ title: 'x' })).rejects.toThrow(/Issues are disabled/);
  });

  it('and pull requests have labels', async () => {
    const server = await servers.start();
    server.state.pulls.set(3, { number: 3, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
    const github = await client(server);
    const at = { issue_number: 3 };
    const add = { ...at, labels: ['mlops: pass', 'mlops: fail'] };
    await github.write('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', add, need, 'stop');
    const gone = { ...at, name: 'MLOPS: pass' };
    await github.remove('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', gone, need);
    const labels = await github.read('GET /repos/{owner}/{repo}/issues/{issue_number}/labels', at, need);
    expect(labels.map(({ name }) => name)).toEqual(['mlops: fail']);
    const again = { name: 'mlops: FAIL', color: 'd73a4a' };
    await expect(github.write('POST /repos/{owner}/{repo}/labels', again, need, 'stop')).rejects.toThrow(
      /already_exists/,
    );
  });
});
