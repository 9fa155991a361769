import type { GitHub } from './client.ts';
import { statusOf } from './failure.ts';

/** The committer of what is merged in the browser: nobody in particular. */
const NOBODY = 'web-flow';

type User = { readonly login?: string } | null | undefined;

/** Who wrote and who committed a commit, by their logins; nobody where GitHub knows no account or no such commit. */
export async function makersOf(github: GitHub, commit: string): Promise<string[]> {
  const need = { doing: `read who made the commit ${commit.slice(0, 7)}`, permission: 'contents: read' };
  try {
    // Its files, which fill pages, are not needed.
    const found = await github.read(
      'GET /repos/{owner}/{repo}/commits/{ref}',
      { ref: commit, per_page: 1 },
      need,
    );
    return loginsOf(found.author, found.committer);
  } catch (error) {
    if (statusOf(error) === 404 || statusOf(error) === 422) return [];
    throw error;
  }
}

/** Who started a run, first and again, by their logins; nobody where it was the schedule, or the run is gone. */
export async function startersOf(github: GitHub, run: number): Promise<string[]> {
  const found = await github.find(
    'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
    { run_id: run },
    { doing: `read who started the run ${run}`, permission: 'actions: read' },
  );
  if (!found) return [];
  const first = found.event === 'schedule' ? null : found.actor;
  return loginsOf(first, found.run_attempt === 1 ? null : found.triggering_actor);
}

function loginsOf(...users: readonly (User | object)[]): string[] {
  const logins = users.flatMap((user) => (user as User)?.login ?? []);
  return [...new Set(logins)].filter((login) => login !== NOBODY);
}
