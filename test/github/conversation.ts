import { shown } from './description.ts';
import { graphRoot } from './graph-root.ts';
import { answerQuery } from './graphql.ts';
import { repositoryOf } from './run-shapes.ts';
import { type Answer, type Call, failure, page, route } from './server.ts';
import { apiUrl, MADE, userOf, webUrl } from './shapes.ts';
import type { Pull, State, StoredComment, StoredDeployment } from './state.ts';

const AT = '/repos/{owner}/{repo}';
const TALK = [
  ['issues', 'write'],
  ['pull_requests', 'write'],
] as const;
const LISTEN = [
  ['issues', 'read'],
  ['pull_requests', 'read'],
] as const;
const LONGEST = 65_536;

/** Pull requests, comments, deployments, dispatches, and who asks. */
export const conversationRoutes = [
  route(`GET ${AT}/pulls/{number}`, [['pull_requests', 'read']], (call) => {
    const { state, params } = call;
    const pull = state.pulls.get(Number(params.number));
    if (!pull) return failure(404, 'Not Found');
    return { status: 200, body: pullOf(call, pull) };
  }),
  route(`GET ${AT}/issues/{number}/comments`, LISTEN, (call) => {
    const { state, params } = call;
    const found = state.comments.filter(
      (one) => one.issue === Number(params.number) && isListed(state, one.made),
    );
    return { status: 200, body: page(call, found).map((one) => commentOf(call, one)) };
  }),
  route(`POST ${AT}/issues/{number}/comments`, TALK, (call) => {
    const { state, token, params, body } = call;
    const issue = Number(params.number);
    if (!state.pulls.has(issue) && !state.issues.some((one) => one.number === issue))
      return failure(404, 'Not Found');
    const refusal = tooLong(body.body);
    if (refusal) return refusal;
    const comment = {
      id: state.nextId(),
      issue,
      body: body.body,
      user: { login: token.login, type: token.type },
      made: state.requests.length,
    };
    state.comments.push(comment);
    return { status: 201, body: commentOf(call, comment) };
  }),
  route(`GET ${AT}/issues/comments/{id}`, LISTEN, (call) =>
    withComment(call, (comment) => ({ status: 200, body: commentOf(call, comment) })),
  ),
  route(`PATCH ${AT}/issues/comments/{id}`, TALK, (call) =>
    withComment(call, (comment) => {
      const refusal = tooLong(call.body.body);
      if (refusal) return refusal;
      comment.body = call.body.body;
      return { status: 200, body: commentOf(call, comment) };
    }),
  ),
  route(`DELETE ${AT}/issues/comments/{id}`, TALK, (call) =>
    withComment(call, (comment) => {
      call.state.comments.splice(call.state.comments.indexOf(comment), 1);
      return { status: 204 };
    }),
  ),
  route(`GET ${AT}/deployments`, [['deployments', 'read']], (call) => {
    const wanted = (key: 'sha' | 'ref' | 'environment' | 'task') => call.url.searchParams.get(key);
    const found = call.state.deployments.filter(
      (one) =>
        isListed(call.state, one.made) &&
        (['sha', 'ref', 'environment', 'task'] as const).every(
          (key) => wanted(key) === null || wanted(key) === one[key],
        ),
    );
    return { status: 200, body: page(call, found.toReversed()).map((one) => deploymentOf(call, one)) };
  }),
  route(`POST ${AT}/deployments`, [['deployments', 'write']], (call) => {
    const { state, body } = call;
    const sha = state.git.resolve(body.ref);
    if (!sha) return failure(422, `No ref found for: ${body.ref}`);
    if (body.required_contexts === undefined)
      return failure(409, 'Conflict: Commit status checks failed for main.');
    if (body.auto_merge !== false) return failure(409, 'Merge conflict: the branch could not be merged.');
    const { task = 'deploy', environment = 'production', description = '', payload = {} } = body;
    const made: StoredDeployment = {
      id: state.nextId(),
      sha,
      ref: body.ref,
      environment,
      task,
      description,
      payload,
      statuses: [],
      made: state.requests.length,
    };
    state.deployments.push(made);
    return { status: 201, body: deploymentOf(call, made) };
  }),
  route(`GET ${AT}/deployments/{id}/statuses`, [['deployments', 'read']], (call) =>
    withDeployment(call, ({ id, statuses }) => ({
      status: 200,
      body: page(call, statuses.toReversed()).map((one) => statusOf(call, id, one)),
    })),
  ),
  route(`POST ${AT}/deployments/{id}/statuses`, [['deployments', 'write']], (call) =>
    withDeployment(call, ({ id, statuses }) => {
      const { state, body } = call;
      if ((body.description?.length ?? 0) > 140) {
        return failure(422, 'Validation Failed', [
          {
            resource: 'DeploymentStatus',
            code: 'custom',
            field: 'description',
            message: 'description is too long (maximum is 140 characters)',
          },
        ]);
      }
      const made = { id: state.nextId(), description: '', ...body };
      statuses.push(made);
      return { status: 201, body: statusOf(call, id, made) };
    }),
  ),
  route(`POST ${AT}/dispatches`, [['contents', 'write']], ({ state, body, bytes }) => {
    if (Object.keys(body.client_payload ?? {}).length > 10)
      return failure(422, 'No more than 10 properties are allowed');
    if (String(body.event_type).length > 100) return failure(422, 'Event type is too long');
    if (bytes.length >= 65_535) return failure(422, 'client_payload is too large.');
    state.dispatches.push({ event_type: body.event_type, client_payload: body.client_payload });
    return { status: 204 };
  }),
  route('POST /graphql', [], (call) => {
    const { state, body } = call;
    const wrong = (why: string) => state.violations.add(`POST /graphql: ${why} in ${body.query}`);
    return { status: 200, body: answerQuery(body.query, body.variables ?? {}, graphRoot(call), wrong) };
  }),
];

function tooLong(text: unknown): Answer | null {
  if (typeof text === 'string' && text.trim() === '') {
    const blank = { resource: 'IssueComment', code: 'missing_field', field: 'body' };
    return failure(422, 'Validation Failed', [blank]);
  }
  // Characters, not the units that JavaScript counts.
  if (typeof text === 'string' && [...text].length <= LONGEST) return null;
  const message = `Body is too long (maximum is ${LONGEST} characters)`;
  return failure(422, 'Validation Failed', [
    { resource: 'IssueComment', code: 'unprocessable', field: 'data', message },
  ]);
}

function isListed({ requests, listLag }: State, made = 0): boolean {
  return made === 0 || requests.length > made + listLag;
}

function withComment({ state, params }: Call, work: (comment: StoredComment) => Answer): Answer {
  const found = state.comments.find((one) => one.id === Number(params.id));
  return found ? work(found) : failure(404, 'Not Found');
}

function withDeployment({ state, params }: Call, work: (deployment: StoredDeployment) => Answer): Answer {
  const found = state.deployments.find((one) => one.id === Number(params.id));
  return found ? work(found) : failure(404, 'Not Found');
}

function pullOf(call: Call, { number, head, state = 'open' }: Pull) {
  const [owner = ''] = head.repo.split('/');
  const repo = repositoryOf(call, head.repo);
  const ref = head.branch ?? 'change';
  const user = userOf(call, { login: owner, type: 'User' });
  return shown('pull-request', {
    number,
    state,
    head: { label: `${owner}:${ref}`, ref, sha: head.sha, user, repo },
    url: apiUrl(call, `/pulls/${number}`),
    html_url: webUrl(call, `/pull/${number}`),
  });
}

function commentOf(call: Call, { id, issue, body, user }: StoredComment) {
  return {
    id,
    node_id: `IC_${id}`,
    body,
    user: userOf(call, user),
    url: apiUrl(call, `/issues/comments/${id}`),
    issue_url: apiUrl(call, `/issues/${issue}`),
    html_url: webUrl(call, `/pull/${issue}#issuecomment-${id}`),
    author_association: 'NONE',
    created_at: MADE,
    updated_at: MADE,
  };
}

function deploymentOf(call: Call, { statuses, made, ...deployment }: StoredDeployment) {
  const { id, environment } = deployment;
  return {
    ...deployment,
    node_id: `DE_${id}`,
    original_environment: environment,
    creator: userOf(call, call.token),
    url: apiUrl(call, `/deployments/${id}`),
    statuses_url: apiUrl(call, `/deployments/${id}/statuses`),
    repository_url: apiUrl(call),
    created_at: MADE,
    updated_at: MADE,
  };
}

function statusOf(call: Call, deployment: number, { auto_inactive, ...status }: Record<string, unknown>) {
  return {
    ...status,
    node_id: `DES_${status.id}`,
    creator: userOf(call, call.token),
    target_url: status.log_url ?? '',
    url: apiUrl(call, `/deployments/${deployment}/statuses/${status.id}`),
    deployment_url: apiUrl(call, `/deployments/${deployment}`),
    repository_url: apiUrl(call),
    created_at: MADE,
    updated_at: MADE,
  };
}
