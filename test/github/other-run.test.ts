import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readContext } from '../../src/github/context.ts';
import { refuseForeignRun } from '../../src/runner/handover/other-run.ts';
import { refuseUnmerged } from '../../src/runner/step/unmerged.ts';
import { openClient, Servers } from './open.ts';
import type { LocalGitHub } from './server.ts';
import type { StoredRun } from './state.ts';

const servers = new Servers();
let server: LocalGitHub;
/** The commit before the newest one of main. */
let first: string;
beforeAll(async () => {
  server = await servers.start();
  first = server.state.git.refs.get('refs/heads/main') ?? '';
  server.state.git.refs.set('refs/heads/main', committed('Second', first));
});
afterAll(() => servers.close());

const AT = '2026-07-01T00:00:00Z';
const MAIN = { event: 'workflow_dispatch', branch: 'main', repo: 'acme/flights' };

/** A commit on top of another one, or of none. */
function committed(message: string, ...parents: string[]): string {
  const { git } = server.state;
  const person = { name: 'A Person', email: 'person@example.com', date: AT };
  return git.putCommit({ tree: git.putTree([]), parents, author: person, committer: person, message });
}

/** A run of the repository, by its number. */
function made(run: Partial<StoredRun>): string {
  const id = server.state.nextId();
  server.state.runs.push({
    ...{ name: 'MLOps level 0', path: '.github/workflows/level-0.yml', sha: first },
    ...{ created_at: AT, run_started_at: AT, updated_at: AT, run_attempt: 1 },
    ...{ status: 'completed', conclusion: 'success', ...MAIN, ...run, id },
  });
  return String(id);
}

function contextOf(event: string, ref: string, payload: object = {}) {
  const context = readContext({
    GITHUB_REPOSITORY: 'Acme/flights',
    GITHUB_SHA: 'b'.repeat(40),
    GITHUB_RUN_ID: '1',
    GITHUB_EVENT_NAME: event,
    GITHUB_REF: ref,
  });
  return { ...context, payload: payload as Readonly<Record<string, unknown>> };
}

const home = { repository: { default_branch: 'main' } };
const dispatched = () => contextOf('workflow_dispatch', 'refs/heads/main', home);
const pullRequest = (repo: string | null, branch: string) => {
  const head = { ref: branch, sha: 'c'.repeat(40), repo: repo === null ? null : { full_name: repo } };
  return contextOf('pull_request', 'refs/pull/7/merge', { ...home, pull_request: { number: 7, head } });
};

async function take(context: ReturnType<typeof dispatched>, run: Partial<StoredRun>) {
  const { github } = await openClient(server);
  await refuseForeignRun(github, context, made(run));
  return github.usage;
}
const REFUSED = expect.objectContaining({
  exitCode: 2,
  message: expect.stringMatching(/^`from-run` names run \d+, which .* what it left is not taken here$/),
  hint: expect.stringContaining('Merge the change first'),
});

describe('another run, whose artifacts a step is to take,', () => {
  it.each(['workflow_dispatch', 'push', 'schedule', 'repository_dispatch'])(
    'may be one of the default branch that %s started, at the cost of three requests',
    async (event) => {
      expect(await take(dispatched(), { event })).toMatchObject({ requests: 3, writes: 0 });
    },
  );

  it.each([
    ['a fork’s pull request', { event: 'pull_request', branch: 'change', repo: 'mallory/flights' }],
    ['a fork’s pull request from a branch called main', { event: 'pull_request', repo: 'mallory/flights' }],
    ['a push of a fork', { event: 'push', repo: 'mallory/flights' }],
    ['a branch that nobody has merged', { branch: 'change' }],
    ['a pull request of the repository itself', { event: 'pull_request', branch: 'change' }],
    ['a pull request from main into another branch', { event: 'pull_request' }],
    ['what a stranger’s comment or run started', { event: 'workflow_run' }],
    ['the merge queue', { event: 'merge_group', branch: 'gh-readonly-queue/main/pr-7' }],
  ])('may not be of %s', async (_, run) => {
    await expect(take(dispatched(), run)).rejects.toThrow(REFUSED);
    const scheduled = contextOf('schedule', 'refs/heads/main');
    await expect(take(scheduled, run)).rejects.toThrow(REFUSED);
  });

  it('may not be of a tag that is called like the default branch', async () => {
    const head = server.state.git.refs.get('refs/heads/main') ?? '';
    await take(dispatched(), { sha: head });
    for (const sha of [committed('Mine', head), committed('Nobody’s'), 'f'.repeat(40)]) {
      server.state.git.refs.set('refs/tags/main', sha);
      await expect(take(dispatched(), { sha, event: 'push' })).rejects.toThrow(REFUSED);
    }
    server.state.git.refs.delete('refs/tags/main');
  });

  it('may not be of a repository that is gone', async () => {
    const gone = { event: 'pull_request', repo: null };
    await expect(take(dispatched(), gone)).rejects.toThrow(REFUSED);
    await expect(take(pullRequest(null, 'main'), gone)).rejects.toThrow(REFUSED);
    // GitHub has such runs; its description of its API does not know of them.
    server.state.violations.clear();
  });

  it('may not be of its branch where an event of a pull request has the rights of the base', async () => {
    for (const event of ['pull_request_target', 'pull_request_review']) {
      const context = contextOf(event, 'refs/heads/change', home);
      await expect(take(context, { branch: 'change' })).rejects.toThrow(REFUSED);
    }
  });

  it('may be of the branch that the step runs for itself', async () => {
    const branch = contextOf('workflow_dispatch', 'refs/heads/change', home);
    await take(branch, { branch: 'change' });
    await take(branch, { branch: 'change', event: 'pull_request' });
    await take(branch, MAIN);
    await expect(take(branch, { branch: 'change-2' })).rejects.toThrow(REFUSED);
    await expect(take(branch, { branch: 'change', repo: 'mallory/flights' })).rejects.toThrow(REFUSED);
    const tag = contextOf('push', 'refs/tags/change', home);
    await expect(take(tag, { branch: 'change' })).rejects.toThrow(REFUSED);
  });

  it('may be of the pull request that the step runs for itself', async () => {
    const fork = { event: 'pull_request', branch: 'change', repo: 'mallory/flights' };
    await take(pullRequest('Mallory/flights', 'change'), fork);
    await take(pullRequest('acme/flights', 'change'), { event: 'pull_request', branch: 'change' });
    await take(pullRequest('mallory/flights', 'change'), MAIN);
    await expect(take(pullRequest('acme/flights', 'change'), fork)).rejects.toThrow(REFUSED);
    await expect(take(pullRequest('mallory/flights', 'other'), fork)).rejects.toThrow(REFUSED);
    await expect(take(pullRequest(null, 'change'), fork)).rejects.toThrow(REFUSED);
  });

  it('is no pull request’s where the event runs with the rights of the base', async () => {
    const { payload } = pullRequest('mallory/flights', 'change');
    const onBase = contextOf('pull_request_target', 'refs/heads/main', payload);
    const fork = { event: 'pull_request', branch: 'change', repo: 'mallory/flights' };
    await expect(take(onBase, fork)).rejects.toThrow(REFUSED);
    const base = { sha: first, ref: 'main' };
    expect(() => refuseUnmerged(['register'], { ...onBase, base })).toThrow(/this run is of a change/);
  });

  it('must be there, and its id must be one', async () => {
    const { github } = await openClient(server);
    await expect(refuseForeignRun(github, dispatched(), '7')).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining('actions: read'),
    });
    for (const id of ['last', '1e3', '../1', '1'.repeat(16)])
      await expect(refuseForeignRun(github, dispatched(), id)).rejects.toThrow(/not the id of a run/);
  });
});

describe('a version', () => {
  const release = ['validate-data', 'train', 'evaluate-gate', 'register'] as const;
  it('is made and deployed on the default branch', () => {
    refuseUnmerged(release, dispatched());
    refuseUnmerged(['deploy'], contextOf('issue_comment', 'refs/heads/main', home));
    refuseUnmerged(['deploy'], contextOf('schedule', 'refs/heads/main'));
  });

  it.each([
    ['a branch', contextOf('workflow_dispatch', 'refs/heads/change', home), 'change'],
    ['a branch whose name ends like it', contextOf('push', 'refs/heads/x/main', home), 'x/main'],
    ['a tag of its name', contextOf('push', 'refs/tags/main', home), 'main'],
    ['a pull request', pullRequest('acme/flights', 'main'), 'refs/pull/7/merge'],
  ])('is neither of %s, unless the workflow says so', (_, context, where) => {
    for (const stage of ['register', 'deploy'] as const) {
      expect(() => refuseUnmerged([...release.slice(0, 3), stage], context)).toThrow(
        expect.objectContaining({
          exitCode: 2,
          message: `${stage} is for what was merged: this run is of ${where}, not of main`,
          hint: expect.stringContaining('`unmerged: true`'),
        }),
      );
    }
    refuseUnmerged(release.slice(0, 3), context);
  });

  it.each([
    ['gate.rules[0].at-least=0', 'gate.rules[0].at-least'],
    ['gate=null', 'gate'],
    [' gate.policy-from=null\r', 'gate.policy-from'],
    ['["gate"].rules=[]', 'gate.rules'],
    ['registry={kind: folder, path: .mlops/registry}', 'registry'],
    ['deploy.production.deploy=[node, mine.mjs]', 'deploy.production.deploy'],
  ])('follows no rules that a person gives for one run alone: %s', (line, key) => {
    const given = (inputs: unknown) => contextOf('workflow_dispatch', 'refs/heads/main', { ...home, inputs });
    const context = given({ model: 'churn', set: `data.split.until=2026-06-16\n${line}\n` });
    const set = ['data.split.until=2026-06-16', line.trim()];
    for (const stage of ['register', 'deploy'] as const) {
      expect(() => refuseUnmerged([stage], context, set)).toThrow(
        expect.objectContaining({
          exitCode: 2,
          message: `${stage} is for what was merged: \`${key}\` was given for this run alone`,
          hint: expect.stringContaining('`unmerged: true`'),
        }),
      );
    }
    refuseUnmerged(release.slice(0, 3), context, set);
    // What stands in the workflow itself was merged with it.
    for (const inputs of [null, {}, { set: '' }, { set: 'data.split.until=2026-06-16' }])
      refuseUnmerged(release, given(inputs), set);
    refuseUnmerged(release, contextOf('push', 'refs/heads/main', home), set);
  });
});
