import { digestOf } from '../../src/system/files.ts';
import { shown } from './description.ts';
import type { Call } from './server.ts';
import { apiUrl, userOf, webUrl } from './shapes.ts';
import type { State, StoredRun } from './state.ts';

/** A repository has the same id wherever it is shown. */
export function repositoryId(fullName: string): number {
  return Number.parseInt(digestOf(fullName.toLowerCase()).slice(7, 14), 16);
}

/** The event that GitHub sends when a run is done. */
export function workflowRunEvent(
  { owner, repo }: Pick<State, 'owner' | 'repo'>,
  run: StoredRun,
  origin = 'https://api.github.com',
) {
  const call = { state: { owner, repo } as State, origin };
  return {
    action: 'completed',
    workflow_run: runOf(call, run),
    workflow: { name: run.name, path: run.path },
    repository: repositoryOf(call, `${owner}/${repo}`),
  };
}

/** A run of a workflow as GitHub shows it. */
export function runOf(call: Pick<Call, 'state' | 'origin'>, run: StoredRun) {
  const { id, sha, branch, repo, actor, triggering_actor = actor, ...known } = run;
  const person = (login: string) => shown('simple-user', userOf(call, { login, type: 'User' }));
  return shown('workflow-run', {
    ...known,
    ...(actor === undefined ? {} : { actor: person(actor) }),
    ...(triggering_actor === undefined ? {} : { triggering_actor: person(triggering_actor) }),
    id,
    head_sha: sha,
    head_branch: branch,
    html_url: webUrl(call, `/actions/runs/${id}`),
    url: apiUrl(call, `/actions/runs/${id}`),
    head_repository: repo === null ? null : minimalRepository(call, repo),
    repository: minimalRepository(call, `${call.state.owner}/${call.state.repo}`),
    head_commit: null,
    // Of a fork it is empty.
    pull_requests: [],
  });
}

function minimalRepository(call: Pick<Call, 'state' | 'origin'>, fullName: string) {
  return shown('minimal-repository', known(call, fullName));
}

export function repositoryOf(call: Pick<Call, 'state' | 'origin'>, fullName: string) {
  return shown('repository', known(call, fullName));
}

function known(call: Pick<Call, 'state' | 'origin'>, fullName: string) {
  const [owner = '', name = ''] = fullName.split('/');
  return {
    id: repositoryId(fullName),
    name,
    full_name: fullName,
    fork: owner !== call.state.owner,
    owner: userOf(call, { login: owner, type: 'User' }),
  };
}
