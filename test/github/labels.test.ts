import { afterEach, describe, expect, it } from 'vitest';
import { setLabel } from '../../src/github/labels.ts';
import { openClient, Servers } from './open.ts';
import type { LocalGitHub, StartOptions } from './server.ts';

const servers = new Servers();
afterEach(() => servers.close());
const label = (verdict: string) => ({
  issue: 7,
  label: { name: `mlops: ${verdict}`, color: '1a7f37', description: `The verdict is ${verdict}.` },
  instead: ['pass', 'fail', 'inconclusive'].filter((one) => one !== verdict).map((one) => `mlops: ${one}`),
});

async function start(options: StartOptions = {}): Promise<LocalGitHub> {
  const server = await servers.start(options);
  server.state.pulls.set(7, { number: 7, head: { sha: 'a'.repeat(40), repo: 'acme/flights' } });
  return server;
}

describe('the label of a verdict', () => {
  it('is made with its colour, and takes the place of the other verdicts alone', async () => {
    const server = await start();
    server.state.labels.set('urgent', { color: 'ff0000', description: null });
    server.state.labelsOf.set(7, ['urgent']);
    const { github } = await openClient(server);
    await setLabel(github, label('fail'));
    expect(github.usage).toMatchObject({ requests: 3, writes: 2 });
    await setLabel(github, label('pass'));
    await setLabel(github, label('pass'));
    expect(server.state.labelsOf.get(7)).toEqual(['urgent', 'mlops: pass']);
    expect([...server.state.labels].map(([name, { color }]) => [name, color])).toEqual([
      ['urgent', 'ff0000'],
      ['mlops: fail', '1a7f37'],
      ['mlops: pass', '1a7f37'],
    ]);
  });

  it('is set although the answer to one request is lost', async () => {
    for (const fault of ['lost', 'refused', 'truncated'] as const) {
      const server = await start();
      const { github } = await openClient(server);
      await setLabel(github, label('fail'));
      const broken = new Set<string>();
      server.state.fault = ({ method, path }) => {
        const request = `${method} ${path}`;
        if (broken.has(request)) return undefined;
        broken.add(request);
        return fault;
      };
      await setLabel(github, label('pass'));
      expect(server.state.labelsOf.get(7)).toEqual(['mlops: pass']);
      expect(broken.size).toBe(4);
    }
  });

  it('of a token that may not is an error that names the permission', async () => {
    const server = await start({ tokens: { token: { permissions: { pull_requests: 'read' } } } });
    const { github } = await openClient(server);
    await expect(setLabel(github, label('pass'))).rejects.toMatchObject({
      name: 'UserError',
      hint: expect.stringContaining('pull-requests: write'),
    });
  });
});
