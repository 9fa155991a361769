import { type Call, failure, page, route } from './server.ts';
import { apiUrl, MADE, userOf, webUrl } from './shapes.ts';
import type { State, StoredCheck, StoredStatus } from './state.ts';

const AT = '/repos/{owner}/{repo}';
const LONGEST_SUMMARY = 65_535;
const LONGEST_STATUS = 140;

/** Check runs and commit statuses. */
export const checkRoutes = [
  route(`POST ${AT}/check-runs`, [['checks', 'write']], (call) => {
    const { state, body } = call;
    if (call.token.type !== 'Bot') return failure(403, 'You must authenticate via a GitHub App.');
    if (!isCommit(state, body.head_sha)) return noCommit(body.head_sha);
    const refused = tooLong(body);
    if (refused) return refused;
    const { output, ...said } = body;
    const { annotations = [], ...told } = output ?? {};
    const app = call.token.login.replace(/\[bot\]$/, '');
    const check: StoredCheck = { id: state.nextId(), app, said, output: told, annotations: [...annotations] };
    state.checkRuns.push(check);
    return { status: 201, body: checkOf(call, check) };
  }),
  route(`PATCH ${AT}/check-runs/{id}`, [['checks', 'write']], (call) => {
    const { state, body, params, token } = call;
    const check = state.checkRuns.find(({ id }) => id === Number(params.id));
    if (!check) return failure(404, 'Not Found');
    if (check.app !== token.login.replace(/\[bot\]$/, ''))
      return failure(
        403,
        'Invalid app_id `1` - check run can only be modified by the GitHub App that created it.',
      );
    const refused = tooLong(body);
    if (refused) return refused;
    const { output, ...said } = body;
    const { annotations = [], ...told } = output ?? {};
    Object.assign(check.said, said);
    Object.assign(check.output, told);
    // They are added to what is there: nothing takes them away again.
    check.annotations.push(...annotations);
    return { status: 200, body: checkOf(call, check) };
  }),
  route(`GET ${AT}/commits/{ref}/check-runs`, [['checks', 'read']], (call) => {
    const { state, params, url } = call;
    if (!isCommit(state, params.ref ?? '')) return noCommit(params.ref ?? '');
    const name = url.searchParams.get('check_name');
    const found = state.checkRuns.filter(
      ({ said }) => said.head_sha === params.ref && (name === null || said.name === name),
    );
    return {
      status: 200,
      body: {
        total_count: found.length,
        check_runs: page(call, found.toReversed()).map((one) => checkOf(call, one)),
      },
    };
  }),
  route(`POST ${AT}/statuses/{sha}`, [['statuses', 'write']], (call) => {
    const { state, body, params } = call;
    if (!isCommit(state, params.sha ?? '')) return failure(422, `No commit found for SHA: ${params.sha}`);
    if ((body.description?.length ?? 0) > LONGEST_STATUS) {
      const message = `description is too long (maximum is ${LONGEST_STATUS} characters)`;
      return failure(422, 'Validation Failed', [
        { resource: 'Status', code: 'custom', field: 'description', message },
      ]);
    }
    const made: StoredStatus = {
      id: state.nextId(),
      sha: params.sha ?? '',
      description: null,
      target_url: null,
      ...body,
    };
    state.statuses.push(made);
    return { status: 201, body: statusOf(call, made) };
  }),
  route(`GET ${AT}/commits/{ref}/statuses`, [['statuses', 'read']], (call) => {
    const found = call.state.statuses.filter(({ sha }) => sha === call.params.ref);
    return { status: 200, body: page(call, found.toReversed()).map((one) => statusOf(call, one)) };
  }),
];

/** Commits of the repository, and the heads of its pull requests, which tests make up. */
function isCommit(state: State, sha: string): boolean {
  return state.git.resolve(sha) !== null || [...state.pulls.values()].some(({ head }) => head.sha === sha);
}

function noCommit(sha: string) {
  return failure(422, `No commit found for SHA: ${sha}`);
}

// biome-ignore lint/suspicious/noExplicitAny: the body of any request
function tooLong({ output }: any) {
  if ((output?.annotations?.length ?? 0) > 50)
    return failure(422, 'Invalid request.\n\nNo more than 50 items are allowed.');
  for (const field of ['summary', 'text'] as const) {
    const text: string = output?.[field] ?? '';
    if (text.length > LONGEST_SUMMARY || Buffer.byteLength(text) > LONGEST_SUMMARY)
      return failure(
        422,
        `Invalid request.\n\nOnly ${LONGEST_SUMMARY} characters are allowed; ${text.length} were supplied.`,
      );
  }
  for (const { title = '', message } of output?.annotations ?? []) {
    if (title.length > 255)
      return failure(422, 'Invalid request.\n\nTitle is too long (maximum is 255 characters).');
    if (Buffer.byteLength(message) > 64 * 1024)
      return failure(422, 'Invalid request.\n\nMessage is too long.');
  }
  return null;
}

function checkOf(call: Call, { id, app, said, output, annotations }: StoredCheck) {
  return {
    id,
    node_id: `CR_${id}`,
    head_sha: said.head_sha,
    name: said.name,
    external_id: said.external_id ?? '',
    url: apiUrl(call, `/check-runs/${id}`),
    html_url: webUrl(call, `/runs/${id}`),
    details_url: said.details_url ?? '',
    status: said.status ?? 'queued',
    conclusion: said.conclusion ?? null,
    started_at: MADE,
    completed_at: MADE,
    check_suite: { id: 1 },
    output: {
      title: output.title ?? null,
      summary: output.summary ?? null,
      text: null,
      annotations_count: annotations.length,
      annotations_url: apiUrl(call, `/check-runs/${id}/annotations`),
    },
    app: appOf(call, app),
    pull_requests: [],
  };
}

function appOf(call: Call, slug: string) {
  const url = `https://github.com/apps/${slug}`;
  return {
    id: 1,
    slug,
    node_id: 'A_1',
    owner: userOf(call, { login: 'github', type: 'Organization' }),
    name: slug,
    description: '',
    external_url: url,
    html_url: url,
    created_at: MADE,
    updated_at: MADE,
    permissions: { checks: 'write' },
    events: [],
  };
}

function statusOf(call: Call, { id, sha, ...status }: StoredStatus) {
  return {
    ...status,
    id,
    node_id: `SC_${id}`,
    avatar_url: null,
    url: apiUrl(call, `/statuses/${sha}`),
    creator: userOf(call, call.token),
    created_at: MADE,
    updated_at: MADE,
  };
}
