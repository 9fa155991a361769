import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readContext } from '../../src/github/context.ts';

const folder = mkdtempSync(join(tmpdir(), 'context-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const BASE = {
  GITHUB_REPOSITORY: 'acme/flights',
  GITHUB_SHA: '1'.repeat(40),
  GITHUB_RUN_ID: '42',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_API_URL: 'https://api.github.com/',
};
let count = 0;
function contextOf(event: unknown, changes: Record<string, string> = {}) {
  const path = join(folder, `${count++}.json`);
  writeFileSync(path, typeof event === 'string' ? event : JSON.stringify(event));
  return readContext({ ...BASE, GITHUB_EVENT_PATH: path, ...changes });
}
const pull = (head: unknown) => ({ pull_request: { number: 7, head, base: { sha: 'base' } } });

describe('the context of a step', () => {
  it('says where it runs', () => {
    expect(contextOf({})).toMatchObject({
      owner: 'acme',
      repo: 'flights',
      runId: '42',
      runAttempt: 2,
      apiUrl: 'https://api.github.com',
      runUrl: 'https://github.com/acme/flights/actions/runs/42',
      pullRequest: null,
      base: null,
    });
  });

  it.each([
    [
      'a branch of the repository',
      pull({ sha: 'head', repo: { full_name: 'Acme/Flights' } }),
      { number: 7, headSha: 'head', fork: false },
    ],
    [
      'a fork',
      pull({ sha: 'head', repo: { full_name: 'eve/flights' } }),
      { number: 7, headSha: 'head', fork: true },
    ],
    [
      'a fork that was deleted',
      pull({ sha: 'head', repo: null }),
      { number: 7, headSha: 'head', fork: true },
    ],
    ['a comment on one', { issue: { number: 7, pull_request: {} } }, { number: 7, headSha: null }],
    ['a comment on an issue', { issue: { number: 7 } }, null],
    ['a push', { ref: 'refs/heads/main' }, null],
    ['a merge queue', { merge_group: { head_sha: 'x' } }, null],
    ['no number', { pull_request: { number: 'seven' } }, null],
  ])('finds the pull request of %s', (_name, event, expected) => {
    const { pullRequest } = contextOf(event);
    if (expected === null) expect(pullRequest).toBeNull();
    else expect(pullRequest).toMatchObject(expected);
  });

  it.each([
    ['GITHUB_REPOSITORY', 'flights'],
    ['GITHUB_REPOSITORY', ''],
    ['GITHUB_RUN_ATTEMPT', 'first'],
    ['GITHUB_API_URL', 'file:///etc'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => contextOf({}, { [name]: value })).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('refuses an event that is no JSON', () => {
    expect(() => contextOf('{')).toThrow(/event file .* cannot be read/);
  });
});
