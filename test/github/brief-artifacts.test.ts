import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { briefName, briefNamed } from '../../src/github/artifact-names.ts';
import { downloadBrief, findBriefs, listBriefs, type StoredBrief } from '../../src/github/brief-artifacts.ts';
import { DataError, ServiceError } from '../../src/system/errors.ts';
import { openClient, Servers } from './open.ts';
import { repositoryId } from './run-shapes.ts';
import type { LocalGitHub } from './server.ts';

const servers = new Servers();
const stores: Server[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) {
    store.closeAllConnections();
    store.close();
  }
  await servers.close();
});

/** GitHub's storage, on a host of its own. */
async function storage(answer: (count: number) => { bytes: Buffer; length?: number; status?: number }) {
  const asked: Record<string, unknown>[] = [];
  const store = createServer((request, response) => {
    asked.push(request.headers);
    const { bytes, length = bytes.length, status = 200 } = answer(asked.length);
    response.writeHead(status, { 'content-type': 'application/zip', 'content-length': String(length) });
    if (length === bytes.length) response.end(bytes);
    else response.write(bytes, () => response.destroy());
  });
  stores.push(store);
  await new Promise<void>((resolve) => store.listen(0, '127.0.0.1', resolve));
  return { asked, url: `http://localhost:${(store.address() as AddressInfo).port}` };
}

function addArtifact(server: LocalGitHub, name: string, bytes = Buffer.from('zip'), run = 5): number {
  const id = server.state.nextId();
  server.state.artifacts.push({ id, run, name, bytes, finished: true });
  return id;
}

const brief = (id: number): StoredBrief => ({
  id,
  name: 'mlops-m-train-brief-1',
  subject: 'mlops-m-train-brief-',
  key: '',
  attempt: 1,
  bytes: 3,
  digest: null,
  run: null,
});

describe('the briefs of a run', () => {
  it('are found by their names, the newest first, and nothing else is', async () => {
    const server = await servers.start();
    const names = [
      'mlops-m-train-1',
      'mlops-m-train-brief-1',
      'mlops-m-train-brief-deep_1-12',
      'other',
      'mlops-m-train-brief-x-y',
    ];
    for (const name of names) addArtifact(server, name);
    addArtifact(server, 'mlops-m-train-brief-9', Buffer.of(), 6);
    const { github } = await openClient(server);
    expect((await listBriefs(github, 5)).map(({ name, key, attempt }) => [name, key, attempt])).toEqual([
      ['mlops-m-train-brief-deep_1-12', 'deep_1', 12],
      ['mlops-m-train-brief-1', '', 1],
    ]);
  });

  it('are not searched for in more than two pages', async () => {
    const server = await servers.start();
    for (let index = 0; index < 450; index++) addArtifact(server, `noise-${index}`);
    const { github } = await openClient(server);
    expect(await listBriefs(github, 5)).toEqual([]);
    expect(server.state.requests).toHaveLength(2);
  });

  it('of one name are found with the runs that made them', async () => {
    const server = await servers.start();
    const times = {
      created_at: '2026-01-01T00:00:00Z',
      run_started_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
    };
    server.state.runs.push({
      ...times,
      id: 5,
      name: 'ci',
      path: '.github/workflows/ci.yml',
      event: 'pull_request',
      sha: 'b'.repeat(40),
      branch: 'change',
      repo: 'mallory/flights',
      run_attempt: 1,
      status: 'completed',
      conclusion: 'success',
    });
    addArtifact(server, 'mlops-m-train-brief-1');
    const { github } = await openClient(server);
    const [found] = await findBriefs(github, 'mlops-m-train-brief-1');
    expect(found?.run).toEqual({
      id: 5,
      headSha: 'b'.repeat(40),
      headBranch: 'change',
      headRepository: repositoryId('mallory/flights'),
      repository: repositoryId('acme/flights'),
    });
  });

  it('have names that tell the matrix and the attempt, whatever the model is called', () => {
    for (const model of ['churn', 'a-brief-3', 'late flights/é']) {
      for (const key of ['', 'deep', 'a.b_c_12345678']) {
        const name = briefName({ what: { model, stage: 'train' }, key }, 7);
        expect(name).toMatch(/^[A-Za-z0-9._-]+$/);
        expect(briefNamed(name)).toEqual({ subject: name.slice(0, -1), key, attempt: 7 });
      }
    }
    expect(briefNamed('mlops-churn-train-1')).toBeNull();
  });
});

describe('the download of a brief', () => {
  it('goes to the storage without the token', async () => {
    const server = await servers.start();
    const { asked, url } = await storage(() => ({ bytes: Buffer.from('zip') }));
    server.state.storage = url;
    const { github } = await openClient(server);
    expect(String(await downloadBrief(github, brief(addArtifact(server, 'x')), 10))).toBe('zip');
    expect(asked).toHaveLength(1);
    expect(JSON.stringify(asked)).not.toContain(server.token);
    expect(asked[0]).not.toHaveProperty('authorization');
  });

  it('is begun again where it breaks off, and ends after three times', async () => {
    const server = await servers.start();
    let broken = 1;
    const { url } = await storage((count) => ({
      bytes: Buffer.from('zip'),
      length: count <= broken ? 5 : 3,
    }));
    server.state.storage = url;
    const plain = await openClient(server, { fetch: globalThis.fetch });
    const one = brief(addArtifact(server, 'x'));
    expect(String(await downloadBrief(plain.github, one, 10))).toBe('zip');
    broken = 99;
    await expect(downloadBrief(plain.github, one, 10)).rejects.toThrow(ServiceError);
  });

  it('is refused where it is larger than a brief, or another file than was uploaded', async () => {
    const server = await servers.start();
    const { github } = await openClient(server);
    const one = brief(addArtifact(server, 'x', Buffer.alloc(11)));
    await expect(downloadBrief(github, one, 10)).rejects.toThrow(/larger than 10 bytes/);
    const other = { ...one, digest: `sha256:${'0'.repeat(64)}` };
    await expect(downloadBrief(github, other, 100)).rejects.toThrow(DataError);
  });

  it('gives null for what is gone', async () => {
    const server = await servers.start();
    const { github } = await openClient(server);
    expect(await downloadBrief(github, brief(99), 10)).toBeNull();
    const id = addArtifact(server, 'x');
    const found = server.state.artifacts.find((one) => one.id === id);
    if (found) found.expired = true;
    expect(await downloadBrief(github, brief(id), 10)).toBeNull();
  });
});
