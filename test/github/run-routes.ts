import { digestOf } from '../../src/system/files.ts';
import { shown } from './description.ts';
import { repositoryId, repositoryOf, runOf } from './run-shapes.ts';
import { type Call, failure, page, route } from './server.ts';
import { apiUrl, MADE, userOf, webUrl } from './shapes.ts';
import type { Pull, StoredArtifact } from './state.ts';

const AT = '/repos/{owner}/{repo}';

/** Workflow runs, what they left, and the commits and pull requests that they belong to. */
export const runRoutes = [
  route(`GET ${AT}/actions/runs`, [['actions', 'read']], (call) => {
    const wanted = (name: string) => call.url.searchParams.get(name);
    const found = call.state.runs
      .filter(
        (run) =>
          (wanted('event') ?? run.event) === run.event &&
          (wanted('branch') ?? run.branch) === run.branch &&
          (wanted('head_sha') ?? run.sha) === run.sha &&
          [null, run.status, run.conclusion].includes(wanted('status')),
      )
      .toReversed();
    const runs = page(call, found).map((run) => runOf(call, run));
    return { status: 200, body: { total_count: found.length, workflow_runs: runs } };
  }),
  route(`GET ${AT}/actions/runs/{run}`, [['actions', 'read']], (call) => {
    const found = call.state.runs.find(({ id }) => id === Number(call.params.run));
    return found ? { status: 200, body: runOf(call, found) } : failure(404, 'Not Found');
  }),
  route(`GET ${AT}/actions/runs/{run}/artifacts`, [['actions', 'read']], (call) =>
    artifactsOf(call, ({ run }) => run === Number(call.params.run)),
  ),
  route(`GET ${AT}/actions/artifacts`, [['actions', 'read']], (call) => artifactsOf(call, () => true)),
  route(`GET ${AT}/actions/artifacts/{id}/zip`, [['actions', 'read']], (call) => {
    const found = call.state.artifacts.find((one) => one.id === Number(call.params.id));
    if (!found) return failure(404, 'Not Found');
    if (found.expired) return failure(410, 'Artifact has expired');
    // GitHub's storage is another host, which no token of GitHub is for.
    const storage = call.state.storage ?? call.origin;
    return { status: 302, headers: { location: `${storage}/blobs/${found.id}.zip?sig=secret` } };
  }),
  route(`GET ${AT}/commits/{sha}/pulls`, [['pull_requests', 'read']], (call) => {
    const { sha = '' } = call.params;
    const found = [...call.state.pulls.values()].filter(({ head }) => head.sha === sha);
    return { status: 200, body: page(call, found).map((pull) => simplePull(call, pull)) };
  }),
  route(`GET ${AT}/pulls`, [['pull_requests', 'read']], (call) => {
    const wanted = call.url.searchParams.get('state') ?? 'open';
    const head = call.url.searchParams.get('head');
    const found = [...call.state.pulls.values()].filter(
      (pull) => [pull.state ?? 'open', 'all'].includes(wanted) && (head === null || headOf(pull) === head),
    );
    return { status: 200, body: page(call, found.toReversed()).map((pull) => simplePull(call, pull)) };
  }),
];

const headOf = ({ head }: Pull) => `${head.repo.split('/')[0]}:${head.branch ?? 'change'}`;

/** A pull request as lists show it. */
function simplePull(call: Call, pull: Pull) {
  const { number, head } = pull;
  const [owner = ''] = head.repo.split('/');
  const user = userOf(call, { login: owner, type: 'User' });
  const repo = repositoryOf(call, head.repo);
  const here = `${call.state.owner}/${call.state.repo}`;
  const base = { user, repo: repositoryOf(call, here), ref: 'main', label: `${call.state.owner}:main` };
  return shown('pull-request-simple', {
    number,
    state: pull.state ?? 'open',
    head: { label: headOf(pull), ref: head.branch ?? 'change', sha: head.sha, user, repo },
    base: { ...base, sha: call.state.git.refs.get('refs/heads/main') ?? '' },
    url: apiUrl(call, `/pulls/${number}`),
    html_url: webUrl(call, `/pull/${number}`),
  });
}

function artifactsOf(call: Call, isWanted: (one: StoredArtifact) => boolean) {
  const name = call.url.searchParams.get('name');
  const found = call.state.artifacts
    .filter((one) => one.finished && isWanted(one) && (name === null || one.name === name))
    .toReversed();
  const artifacts = page(call, found).map((one) => {
    const run = call.state.runs.find(({ id }) => id === one.run);
    const here = repositoryId(`${call.state.owner}/${call.state.repo}`);
    return {
      id: one.id,
      name: one.name,
      size_in_bytes: one.bytes.length,
      digest: digestOf(one.bytes),
      node_id: `A_${one.id}`,
      url: apiUrl(call, `/actions/artifacts/${one.id}`),
      archive_download_url: apiUrl(call, `/actions/artifacts/${one.id}/zip`),
      expired: one.expired ?? false,
      created_at: MADE,
      updated_at: MADE,
      expires_at: '2026-04-01T00:00:00Z',
      workflow_run: {
        id: one.run,
        repository_id: here,
        head_repository_id: run?.repo ? repositoryId(run.repo) : here,
        head_branch: run?.branch ?? 'main',
        head_sha: run?.sha ?? '0'.repeat(40),
      },
    };
  });
  return { status: 200, body: { total_count: found.length, artifacts } };
}
