import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GitHub } from '../../src/github/client.ts';
import { GitHubRegistry } from '../../src/registry/github.ts';
import { BUDGETS } from '../../src/runner/actions.ts';
import { fixedClock } from '../../src/system/clock.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { COMMENT_NEEDS, DEPLOYMENT_NEEDS } from '../github/budget.ts';
import { type LocalGitHub, type StartOptions, startGitHub } from '../github/server.ts';
import { hurriedTime } from '../github/virtual-time.ts';
import { describeRegistry } from './contract.ts';
import { COMMIT, MODEL, requestFor, writePackage } from './packages.ts';

const clock = fixedClock('2026-02-01T12:00:00.000Z');
const servers: LocalGitHub[] = [];
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'github-registry-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
const fresh = () => mkdtemp(join(root, 'case-'));

/** A local GitHub that knows the commit which the packages come from. */
async function start(options: StartOptions = {}): Promise<LocalGitHub> {
  const server = await startGitHub(options);
  servers.push(server);
  const main = server.state.git.refs.get('refs/heads/main') ?? '';
  const object = server.state.git.objects.get(main);
  if (object) server.state.git.objects.set(COMMIT, object);
  return server;
}

async function open(
  server: LocalGitHub,
  fetch?: typeof globalThis.fetch,
  token = server.token,
  timer = hurriedTime(),
) {
  const { owner, repo } = server.state;
  const github = await GitHub.open({
    token,
    apiUrl: server.url,
    owner,
    repo,
    log: new MemoryLog(),
    timer,
    ...(fetch ? { fetch } : {}),
  });
  return { github, registry: new GitHubRegistry(MODEL, github, { clock }) };
}

describeRegistry('github', async () => (await open(await start())).registry);

/** Two versions, the first of them in production. */
async function both(server: LocalGitHub): Promise<void> {
  const { registry } = await open(server);
  const folder = await fresh();
  for (const content of ['a', 'b'])
    await registry.register(requestFor(await writePackage(join(folder, content), content)));
  await registry.assign('production', 'v1.0.0');
}

/** What may remain after a run: one published release a version, whole, and nothing half-made. */
function expectTidy({ state }: LocalGitHub, versions: number) {
  expect(state.releases.filter((release) => release.draft)).toEqual([]);
  expect(state.releases).toHaveLength(versions);
  for (const release of state.releases) {
    expect(release.assets.map(({ name }) => name.replace(/[0-9a-f]{12}/, '*')).sort()).toEqual(
      [
        `${release.tag_name.replace('@', '-')}-*.manifest.json`,
        `${release.tag_name.replace('@', '-')}-*.tar`,
      ].sort(),
    );
    expect(release.assets.every((asset) => asset.state === 'uploaded')).toBe(true);
    expect(state.git.typeOf(state.git.refs.get(`refs/tags/${release.tag_name}`) ?? '')).toBe('tag');
  }
  const tags = [...state.git.refs.keys()].filter((name) => name.startsWith(`refs/tags/${MODEL}@`));
  expect(tags).toHaveLength(versions);
  const commits = new Set(tags.map((name) => state.git.resolve(name.slice('refs/tags/'.length))));
  expect(commits.size).toBe(versions);
}

describe('a version on GitHub', () => {
  it('is an annotated tag on a commit of its own that keeps the source', async () => {
    const server = await start();
    const { registry, github } = await open(server);
    const folder = await fresh();
    const { record, location } = await registry.register(
      requestFor(await writePackage(join(folder, 'a'), 'a')),
    );
    const { git } = server.state;
    const commit = git.resolve(`${MODEL}@v1.0.0`) ?? '';
    expect(git.read(commit, 'commit')?.headers).toContainEqual(['parent', COMMIT]);
    expect(git.fileAt(commit, '.github/workflows/ci.yml')).not.toBeNull();
    expect(JSON.parse(String(git.fileAt(commit, `.mlops/models/${MODEL}/version.json`))).record).toEqual(
      record,
    );
    expect(String(git.fileAt(commit, `.mlops/models/${MODEL}/README.md`))).toContain('late-flights');
    expect(location).toContain('/releases/tag/late-flights%40v1.0.0');
    expect(server.state.releases[0]).toMatchObject({ make_latest: 'false', draft: false });
    expect(github.usage.requests).toBeLessThanOrEqual(16);
    expectTidy(server, 1);
  });

  it('needs a commit that was pushed', async () => {
    const { registry } = await open(await start());
    const made = await writePackage(join(await fresh(), 'a'), 'a');
    await expect(registry.register(requestFor(made, { commit: null }))).rejects.toThrow(/source commit/);
    await expect(registry.register(requestFor(made, { commit: 'f'.repeat(40) }))).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('Push'),
    });
  });

  it('names the permission that the token lacks, before anything is made', async () => {
    const server = await start({ tokens: { reader: { permissions: { contents: 'read' } } } });
    const { registry } = await open(server);
    const made = await writePackage(join(await fresh(), 'a'), 'a');
    await expect(registry.register(requestFor(made))).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('Resource not accessible by integration'),
      hint: expect.stringContaining('contents: write'),
    });
    expect(server.state.git.refs.size).toBe(1);
    expect(await registry.versions()).toEqual([]);
  });

  it.each([
    [
      'an asset',
      'was replaced',
      ({ state }: LocalGitHub) => tamper(state.releases[0]?.assets.find((one) => one.name.endsWith('.tar'))),
    ],
    [
      'the tag',
      'names another package',
      ({ state }: LocalGitHub) => retag(state, `${MODEL}@v1.0.0`, `${MODEL}@v1.1.0`),
    ],
    [
      'the lock',
      'names another package',
      ({ state }: LocalGitHub) => void state.git.refs.delete(`refs/mlops/${MODEL}/v1.0.0`),
    ],
    ['the release', 'is gone', ({ state }: LocalGitHub) => void state.releases[0]?.assets.splice(0)],
  ])('is refused after somebody changed %s', async (_name, message, change) => {
    const server = await start();
    const { registry } = await open(server);
    const folder = await fresh();
    await registry.register(requestFor(await writePackage(join(folder, 'a'), 'a')));
    await registry.register(requestFor(await writePackage(join(folder, 'b'), 'b')));
    change(server);
    const failure = await registry.fetch('v1.0.0', join(folder, 'out')).catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 2, message: expect.stringMatching(/changed by somebody/) });
    expect(String((failure as Error).message)).toMatch(new RegExp(`${message}|is the one of`));
  });
});

describe('the requests to GitHub', () => {
  it('are few enough for the budget of a step, with room for its comment and its deployment', async () => {
    const server = await start();
    const made = await writePackage(join(await fresh(), 'p'), 'content');
    const within = async (
      budget: { requests: number; writes: number },
      others: { requests: number; writes: number },
      work: (registry: GitHubRegistry) => Promise<unknown>,
    ) => {
      const { github, registry } = await open(server);
      await work(registry);
      const { requests, writes } = github.usage;
      expect(requests + others.requests).toBeLessThanOrEqual(budget.requests);
      expect(writes + others.writes).toBeLessThanOrEqual(budget.writes);
    };
    await within(BUDGETS.register, COMMENT_NEEDS, (registry) => registry.register(requestFor(made)));
    const others = {
      requests: COMMENT_NEEDS.requests + DEPLOYMENT_NEEDS.requests,
      writes: COMMENT_NEEDS.writes + DEPLOYMENT_NEEDS.writes,
    };
    await within(BUDGETS.deploy, others, async (registry) => {
      const version = (await registry.versions()).at(-1) ?? '';
      await registry.record(version);
      await registry.fetch(version, join(await fresh(), version));
      await registry.assign('production', version);
    });
    const monitored = { requests: COMMENT_NEEDS.requests + 1, writes: COMMENT_NEEDS.writes + 1 };
    for (const [action, more] of [
      ['evaluate-gate', COMMENT_NEEDS],
      ['monitor-drift', monitored],
    ] as const) {
      await within(BUDGETS[action], more, async (registry) => {
        const version = (await registry.assigned('production')) ?? '';
        await registry.fetch(version, join(await fresh(), version));
      });
    }
  });
});

describe('a version beside the one in production', () => {
  it('is read by four requests', async () => {
    const server = await start();
    await both(server);
    const { github, registry } = await open(server);
    const { record, champion } = await registry.beside('v1.1.0', 'production');
    expect([record.version, champion?.version]).toEqual(['v1.1.0', 'v1.0.0']);
    expect(github.usage).toMatchObject({ requests: 4, writes: 0 });
    const { registry: other } = await open(server);
    expect({ record, champion }).toEqual({
      record: await other.record('v1.1.0'),
      champion: await other.record('v1.0.0'),
    });
  });

  it('is read by four requests where nothing else is asked for, by three where it is the newest', async () => {
    const server = await start();
    await both(server);
    const { github, registry } = await open(server);
    expect((await registry.champion('production'))?.version).toBe('v1.0.0');
    expect(github.usage).toMatchObject({ requests: 4, writes: 0 });
    await registry.assign('staging', 'v1.1.0');
    const { github: another, registry: again } = await open(server);
    expect((await again.champion('staging'))?.version).toBe('v1.1.0');
    expect(another.usage).toMatchObject({ requests: 3, writes: 0 });
    const { github: third, registry: none } = await open(server);
    expect(await none.champion('elsewhere')).toBeNull();
    expect(third.usage).toMatchObject({ requests: 1, writes: 0 });
  });

  it('is read one by one where nothing can be read together', async () => {
    const server = await start();
    await both(server);
    server.state.fault = ({ path }) =>
      path.endsWith('/graphql') ? { status: 403, message: 'No' } : undefined;
    const { registry } = await open(server);
    const { record, champion } = await registry.beside('v1.1.0', 'production');
    expect([record.version, champion?.version]).toEqual(['v1.1.0', 'v1.0.0']);
  });

  it.each(['v1.0.0', 'v1.1.0'])('is refused after somebody changed the lock of %s', async (version) => {
    const server = await start();
    await both(server);
    server.state.git.refs.delete(`refs/mlops/${MODEL}/${version}`);
    const { registry } = await open(server);
    await expect(registry.beside('v1.1.0', 'production')).rejects.toThrow(/changed by somebody/);
  });
});

describe('runs that race', () => {
  /** They wait for each other's work as long as it takes on a busy machine. */
  const openRacing = (server: LocalGitHub) => open(server, undefined, server.token, hurriedTime(40));

  it('do not take the tag of somebody else for an assignment of theirs', async () => {
    const server = await start();
    await both(server);
    const { registry } = await open(server);
    const { refs } = server.state.git;
    const foreign = `refs/tags/${MODEL}#staging#2`;
    const other = refs.get(`refs/tags/${MODEL}@v1.0.0`) ?? '';
    server.state.fault = ({ method, path }) => {
      if (method === 'POST' && path.endsWith('/git/refs')) refs.set(foreign, other);
      return undefined;
    };
    await registry.assign('staging', 'v1.1.0');
    expect(refs.get(foreign)).toBe(other);
    expect(await (await open(server)).registry.assigned('staging')).toBe('v1.1.0');
  });

  it('give different content different versions', async () => {
    const server = await start();
    const folder = await fresh();
    const results = await Promise.all(
      [0, 1, 2, 3].map(async (index) => {
        const { registry } = await openRacing(server);
        const made = await writePackage(join(folder, `p${index}`), `content ${index}`);
        return registry.register(requestFor(made, { id: `run-${index}` }));
      }),
    );
    expect(results.map(({ record }) => record.version).sort()).toEqual([
      'v1.0.0',
      'v1.1.0',
      'v1.2.0',
      'v1.3.0',
    ]);
    expect(results.every(({ created }) => created)).toBe(true);
    expectTidy(server, 4);
    const { registry } = await openRacing(server);
    for (const { record } of results) {
      expect((await registry.fetch(record.version, join(folder, record.version))).manifest.identity).toBe(
        record.package,
      );
    }
  });

  it.each([0, 6, 25])('make the same content one version, though lists lag by %i requests', async (lag) => {
    const server = await start();
    server.state.listLag = lag;
    const folder = await fresh();
    const results = await Promise.all(
      [0, 1, 2].map(async (index) => {
        const { registry } = await openRacing(server);
        const made = await writePackage(join(folder, `p${index}`), 'same', { card: `run ${index}` });
        return registry.register(requestFor(made, { id: `run-${index}` }));
      }),
    );
    server.state.listLag = 0;
    expect(new Set(results.map(({ record }) => record.version))).toEqual(new Set(['v1.0.0']));
    for (const result of results) expect(result.record).toEqual(results[0]?.record);
    // A run that comes later finds and removes what lagging lists hid.
    const { registry } = await openRacing(server);
    const again = await registry.register(requestFor(await writePackage(join(folder, 'again'), 'same')));
    expect(again).toMatchObject({ created: false, record: results[0]?.record });
    expectTidy(server, 1);
    await registry.fetch('v1.0.0', join(folder, 'out'));
  });

  it('lose no assignment', async () => {
    const server = await start();
    const folder = await fresh();
    const { registry } = await openRacing(server);
    await registry.register(requestFor(await writePackage(join(folder, 'a'), 'a')));
    await registry.register(requestFor(await writePackage(join(folder, 'b'), 'b')));
    const made = await Promise.all(
      [0, 1, 2, 3, 4, 5].map(async (index) =>
        (await openRacing(server)).registry.assign(
          index % 3 === 0 ? 'staging' : 'production',
          `v1.${index % 2}.0`,
        ),
      ),
    );
    const all = [...(await registry.history('production')), ...(await registry.history('staging'))];
    expect(all).toHaveLength(new Set(all.map(({ number }) => number)).size);
    for (const one of made) expect(all).toContainEqual(one);
    const times = all.toSorted((a, b) => a.number - b.number).map(({ assigned }) => assigned);
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(times.length);
  });
});

describe('a run that is killed', () => {
  /** A `fetch` that lets `calls` requests through and then is dead, as a killed process is. */
  function dyingAfter(calls: number): typeof globalThis.fetch {
    let sent = 0;
    return async (...args) => {
      if (sent++ >= calls) throw new TypeError('killed');
      return globalThis.fetch(...args);
    };
  }

  /** So many at a time: they mostly wait. */
  const BATCH = 13;

  /** Does `work` with a run that dies after 1, 2, 3, … requests, until it no longer dies. */
  async function afterEveryRequest(work: (calls: number) => Promise<'died' | 'lived'>): Promise<number> {
    for (let calls = 1; ; calls += BATCH) {
      const batch = await Promise.all(Array.from({ length: BATCH }, (_, index) => work(calls + index)));
      if (batch.includes('lived')) return calls + batch.indexOf('lived') - 1;
    }
  }

  it('at any request is completed by the next run, of the same content or of other content', async () => {
    const requests = await afterEveryRequest(async (calls) => {
      const server = await start();
      const folder = await fresh();
      const made = await writePackage(join(folder, 'a'), 'a');
      const dying = await open(server, dyingAfter(calls));
      const first = await dying.registry.register(requestFor(made)).catch(() => null);
      const { registry } = await open(server);
      const other = await registry.register(requestFor(await writePackage(join(folder, 'b'), 'b')));
      const retrained = await writePackage(join(folder, 'again'), 'a', { card: `after ${calls}` });
      const again = await registry.register(requestFor(calls % 2 ? made : retrained, { attempt: 2 }));
      expect(again.record.version).not.toBe(other.record.version);
      if (first) expect(again.created).toBe(false);
      expectTidy(server, 2);
      expect(await registry.versions()).toHaveLength(2);
      for (const version of await registry.versions()) await registry.fetch(version, join(folder, version));
      return first ? 'lived' : 'died';
    });
    expect(requests).toBeGreaterThan(14);
  });

  it('at any request of an assignment leaves it done or not done', async () => {
    const requests = await afterEveryRequest(async (calls) => {
      const server = await start();
      const folder = await fresh();
      const { registry } = await open(server);
      await registry.register(requestFor(await writePackage(join(folder, 'a'), 'a')));
      const dying = await open(server, dyingAfter(calls));
      const first = await dying.registry.assign('production', 'v1.0.0').catch(() => null);
      await registry.assign('production', 'v1.0.0');
      expect(await registry.history('production')).toHaveLength(1);
      return first ? 'lived' : 'died';
    });
    expect(requests).toBeGreaterThan(5);
  });
});

describe('a GitHub that fails', () => {
  it.each([
    ['loses every third answer', 'lost'],
    ['breaks every third connection', 'refused'],
    ['answers every third request with 502', { status: 502 }],
  ] as const)('and %s is asked again, and nothing is made twice', async (_name, fault) => {
    const server = await start();
    // Never the same request twice in a row: those that run at once come in any order, and none is to fail for good.
    const failed = new Set<string>();
    server.state.fault = ({ method, path, count }) => {
      const request = `${method} ${path}`;
      if (failed.delete(request) || count % 3 !== 2) return undefined;
      failed.add(request);
      return fault;
    };
    const { registry } = await open(server);
    const folder = await fresh();
    for (const content of ['a', 'b']) {
      const made = await writePackage(join(folder, content), content);
      expect((await registry.register(requestFor(made))).created).toBe(true);
    }
    await registry.assign('production', 'v1.1.0');
    await registry.fetch('v1.1.0', join(folder, 'out'));
    server.state.fault = undefined;
    expect(await registry.history('production')).toHaveLength(1);
    expectTidy(server, 2);
  });

  it('and breaks off an upload is sent the file again', async () => {
    const server = await start();
    let broken = 0;
    server.state.fault = ({ path }) =>
      path.startsWith('/uploads') && broken++ % 2 === 0 ? 'starter' : undefined;
    const { registry } = await open(server);
    const folder = await fresh();
    await registry.register(requestFor(await writePackage(join(folder, 'a'), 'a')));
    expectTidy(server, 1);
    await registry.fetch('v1.0.0', join(folder, 'out'));
  });

  it('for good is told as a failure of the service', async () => {
    const server = await start();
    server.state.fault = () => ({ status: 503 });
    const { registry } = await open(server);
    await expect(registry.versions()).rejects.toMatchObject({ name: 'ServiceError', exitCode: 3 });
  });
});

function tamper(asset: { bytes: Buffer } | undefined) {
  if (asset) asset.bytes = Buffer.concat([asset.bytes.subarray(1), Buffer.from('x')]);
}

/** Points the tag `name` at the commit of `other`, as somebody with push rights could. */
function retag(state: LocalGitHub['state'], name: string, other: string) {
  const by = { name: 'x', email: 'x@example.com', date: '2026-01-01T00:00:00Z' };
  const tag = state.git.putTag({
    name,
    object: state.git.resolve(other) ?? '',
    type: 'commit',
    tagger: by,
    message: '',
  });
  state.git.refs.set(`refs/tags/${name}`, tag);
}
