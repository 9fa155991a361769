import type { GitHub } from './client.ts';
import type { ForkRun } from './reported-run.ts';

interface Listed {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly sha: string; readonly repo?: { readonly id: number | bigint } | null };
  readonly base: { readonly repo?: { readonly id: number | bigint } | null };
}

/** One commit can be the head of several pull requests, into several branches. */
const MOST = 3;
const PERMISSION = 'pull-requests: read';

/**
 * The open pull requests whose head is the very commit of the fork that the run was of. Nothing that the run left is
 * asked: GitHub alone says which they are.
 */
export async function pullsOf(github: GitHub, run: ForkRun): Promise<number[]> {
  const isOf = ({ state, head, base }: Listed) =>
    state === 'open' &&
    head.sha === run.headSha &&
    Number(head.repo?.id ?? 0) === run.headRepository &&
    Number(base.repo?.id ?? 0) === run.repository;
  const need = { doing: 'find the pull request of the run', permission: PERMISSION };
  const byBranch: readonly Listed[] = await github.read(
    'GET /repos/{owner}/{repo}/pulls',
    { state: 'open', head: `${run.headOwner}:${run.headBranch}`, per_page: 100 },
    need,
  );
  const found = byBranch.filter(isOf);
  // A branch that was renamed meanwhile is found by its commit.
  const all =
    found.length > 0
      ? found
      : (
          (await github.find(
            'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
            { commit_sha: run.headSha, per_page: 100 },
            need,
          )) ?? []
        ).filter(isOf);
  const numbers = all.map(({ number }) => number);
  const left = numbers.slice(MOST).map((number) => `#${number}`);
  if (left.length > 0)
    github.log.warn(`Not commented on, for ${MOST} of one commit are told: ${left.join(', ')}.`);
  return numbers.slice(0, MOST);
}
