import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readContext } from '../../src/github/context.ts';
import { baseOfEvent } from '../../src/runner/base-files.ts';
import { temporaryFolder } from '../actions/folders.ts';
import { commit, git } from '../actions/project.ts';
import { openClient, Servers } from '../github/open.ts';
import type { LocalGitHub } from '../github/server.ts';

/**
 * A branch `change` beside two commits of main, merged with the newer one as GitHub does for a run, while the event still
 * names the older one.
 */
const servers = new Servers();
let server: LocalGitHub;
let repository: string;
const sha = { begin: '', newer: '', head: '', merge: '' };

beforeAll(async () => {
  repository = temporaryFolder('merged');
  git(repository, 'init', '--quiet', '--initial-branch=main');
  sha.begin = saved('a', 'Begin');
  git(repository, 'checkout', '--quiet', '-b', 'change');
  sha.head = saved('b', 'The change');
  git(repository, 'checkout', '--quiet', 'main');
  sha.newer = saved('c', 'Meanwhile');
  sha.merge = merged(sha.newer);
  server = await servers.start({ from: repository });
  server.state.git.refs.set('refs/heads/main', sha.newer);
});
afterAll(() => servers.close());

function saved(name: string, message: string): string {
  writeFileSync(join(repository, name), message);
  commit(repository, message);
  return git(repository, 'rev-parse', 'HEAD');
}

/** Merges the change onto a commit, as a commit of its own that no branch has. */
function merged(onto: string): string {
  const who = ['-c', 'user.name=A Person', '-c', 'user.email=person@example.com'];
  const tree = git(repository, 'rev-parse', `${sha.head}^{tree}`);
  return git(repository, ...who, 'commit-tree', tree, '-p', onto, '-p', sha.head, '-m', 'Merge');
}

/** What a runner checks out: one commit without its history. */
function shallow(of: string): string {
  const folder = temporaryFolder('checkout');
  git(repository, 'update-ref', 'refs/heads/checked-out', of);
  git(folder, 'clone', '--quiet', '--depth=1', '--branch=checked-out', `file://${repository}`, '.');
  return folder;
}

async function baseOf(checkedOut: string, event: { sha: string; base: string }) {
  const workspace = shallow(checkedOut);
  const payload = {
    pull_request: { number: 7, head: { sha: sha.head }, base: { sha: event.base, ref: 'main' } },
    repository: { default_branch: 'main' },
  };
  const file = join(workspace, '..', `event-${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(payload));
  const context = readContext({
    ...{ GITHUB_REPOSITORY: 'acme/flights', GITHUB_RUN_ID: '1', GITHUB_EVENT_NAME: 'pull_request' },
    ...{ GITHUB_REF: 'refs/pull/7/merge', GITHUB_SHA: event.sha, GITHUB_EVENT_PATH: file },
    GITHUB_WORKSPACE: workspace,
  });
  const { github, log } = await openClient(server);
  const { commit: found } = await baseOfEvent(workspace, { context, github, log });
  return { found, requests: github.usage.requests };
}

describe('the base of a pull request', () => {
  it('is what GitHub merged it onto, also where the event names an older commit', async () => {
    const { found, requests } = await baseOf(sha.merge, { sha: sha.merge, base: sha.begin });
    expect(found).toBe(sha.newer);
    expect(requests).toBe(2);
  });

  it('costs nothing where the event names that commit', async () => {
    expect(await baseOf(sha.merge, { sha: sha.merge, base: sha.newer })).toEqual({
      found: sha.newer,
      requests: 0,
    });
  });

  it('is that of the event where the head alone is checked out', async () => {
    expect((await baseOf(sha.head, { sha: sha.merge, base: sha.begin })).found).toBe(sha.begin);
  });

  it('is that of the event where the merge is onto a commit that the branch does not have', async () => {
    git(repository, 'checkout', '--quiet', '-B', 'lax', 'main');
    const other = saved('d', 'Lax rules');
    server.state.git.importCommit(repository, other);
    const merge = merged(other);
    expect((await baseOf(merge, { sha: merge, base: sha.begin })).found).toBe(sha.begin);
  });
});
