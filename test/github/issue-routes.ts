import { shown } from './description.ts';
import { type Answer, type Call, failure, may, page, type Route, route } from './server.ts';
import { apiUrl, userOf, webUrl } from './shapes.ts';
import type { State, StoredIssue } from './state.ts';

const AT = '/repos/{owner}/{repo}';
const READ = [
  ['issues', 'read'],
  ['pull_requests', 'read'],
] as const;
/** GitHub counts characters. */
const LONGEST_TITLE = 256;
const LONGEST_BODY = 65_536;
const LONGEST_LABEL = 50;
const MOST_LABELS = 100;

/** Issues and labels. */
export const issueRoutes: readonly Route[] = [
  route(`GET ${AT}/issues`, READ, (call) => {
    const wanted = call.url.searchParams;
    const ofPulls = [...call.state.pulls.keys()].map((number) => pullAsIssue(call.state, number));
    const ofIssues = call.state.hasIssues ? call.state.issues.filter(isListed(call.state)) : [];
    const found = [...ofIssues, ...ofPulls].filter(fits(call.state, wanted));
    const by = wanted.get('sort') === 'updated' ? 'updated' : 'created';
    found.sort((a, b) => b[by] - a[by] || b.number - a.number);
    if (wanted.get('direction') === 'asc') found.reverse();
    return { status: 200, body: page(call, found).map((one) => issueOf(call, one)) };
  }),
  route(`POST ${AT}/issues`, [['issues', 'read']], (call) => {
    const { state, token, body } = call;
    if (!state.hasIssues) return failure(410, 'Issues are disabled for this repo');
    // Who may read may open issues where the token belongs to a person; an app needs the permission.
    if (token.type === 'Bot' && !may(token, 'issues', 'write'))
      return failure(403, 'Resource not accessible by integration');
    const refusal = refusalOf(body, true);
    if (refusal) return refusal;
    const now = nowOf(state);
    const made: StoredIssue = {
      number: nextNumber(state),
      id: state.nextId(),
      title: body.title,
      body: body.body ?? null,
      state: 'open',
      state_reason: null,
      user: { login: token.login, type: token.type },
      locked: false,
      created: now,
      updated: now,
      closed: null,
      made: state.requests.length,
    };
    state.issues.push(made);
    // Labels of who may not push are dropped without a word.
    if (may(token, 'issues', 'write')) addLabels(state, made.number, body.labels ?? []);
    return { status: 201, body: issueOf(call, made) };
  }),
  route(`GET ${AT}/issues/{number}`, READ, (call) =>
    withIssue(call, (issue) => ({ status: 200, body: issueOf(call, issue) })),
  ),
  route(`PATCH ${AT}/issues/{number}`, [['issues', 'write']], (call) =>
    withIssue(call, (issue) => {
      const { state, body } = call;
      const refusal = refusalOf(body, false);
      if (refusal) return refusal;
      if (body.title !== undefined && body.title !== null) issue.title = body.title;
      if (body.body !== undefined) issue.body = body.body;
      if (body.labels !== undefined) {
        state.labelsOf.set(issue.number, []);
        addLabels(state, issue.number, body.labels);
      }
      if (body.state !== undefined) turn(issue, body, nowOf(state));
      issue.updated = nowOf(state);
      return { status: 200, body: issueOf(call, issue) };
    }),
  ),
  route(`GET ${AT}/issues/{number}/labels`, READ, (call) =>
    withNumber(call, (number) => ({ status: 200, body: labelList(call, number) })),
  ),
  route(
    `POST ${AT}/issues/{number}/labels`,
    [
      ['issues', 'write'],
      ['pull_requests', 'write'],
    ],
    (call) =>
      withNumber(call, (number) => {
        const names = Array.isArray(call.body) ? call.body : (call.body.labels ?? []);
        if (names.some((name: unknown) => isBadLabel(name))) return badLabel();
        const refusal = addLabels(call.state, number, names);
        return refusal ?? { status: 200, body: labelList(call, number) };
      }),
  ),
  route(
    `DELETE ${AT}/issues/{number}/labels/{name}`,
    [
      ['issues', 'write'],
      ['pull_requests', 'write'],
    ],
    (call) =>
      withNumber(call, (number) => {
        const labels = call.state.labelsOf.get(number) ?? [];
        const at = labels.findIndex((one) => isSameLabel(one, call.params.name ?? ''));
        if (at < 0) return failure(404, 'Label does not exist');
        labels.splice(at, 1);
        return { status: 200, body: labelList(call, number) };
      }),
  ),
  route(`GET ${AT}/labels/{name}`, READ, (call) => {
    const found = [...call.state.labels.keys()].find((one) => isSameLabel(one, call.params.name ?? ''));
    return found === undefined ? failure(404, 'Not Found') : { status: 200, body: labelOf(call, found) };
  }),
  route(
    `POST ${AT}/labels`,
    [
      ['issues', 'write'],
      ['pull_requests', 'write'],
    ],
    (call) => {
      const { state, body } = call;
      if (isBadLabel(body.name)) return badLabel();
      if ([...state.labels.keys()].some((one) => isSameLabel(one, body.name)))
        return failure(422, 'Validation Failed', [
          { resource: 'Label', code: 'already_exists', field: 'name' },
        ]);
      if (body.color !== undefined && !/^[0-9a-f]{6}$/i.test(body.color))
        return failure(422, 'Validation Failed', [{ resource: 'Label', code: 'invalid', field: 'color' }]);
      state.labels.set(body.name, { color: body.color ?? 'ededed', description: body.description ?? null });
      return { status: 201, body: labelOf(call, body.name) };
    },
  ),
];

/** Milliseconds of GitHub's clock, in its whole seconds. */
function nowOf({ ahead }: State): number {
  return Math.floor((Date.now() + ahead) / 1000) * 1000;
}

/** Issues and pull requests share their numbers. */
function nextNumber({ issues, pulls }: State): number {
  return Math.max(0, ...issues.map(({ number }) => number), ...pulls.keys()) + 1;
}

function isListed({ requests, issueLag }: State) {
  return ({ made }: StoredIssue) => requests.length > made + issueLag;
}

function fits({ labelsOf }: State, wanted: URLSearchParams) {
  const state = wanted.get('state') ?? 'open';
  const creator = wanted.get('creator');
  const since = wanted.get('since');
  const labels = (wanted.get('labels') ?? '').split(',').filter(Boolean);
  return (one: StoredIssue): boolean =>
    (state === 'all' || one.state === state) &&
    (creator === null || one.user.login.toLowerCase() === creator.toLowerCase()) &&
    (since === null || one.updated >= Date.parse(since)) &&
    labels.every((name) => labelsOf.get(one.number)?.some((own) => isSameLabel(own, name)));
}

function turn(issue: StoredIssue, body: { state: 'open' | 'closed'; state_reason?: never }, now: number) {
  const { state, state_reason } = body;
  const isTurned = issue.state !== state;
  issue.state = state;
  if (state === 'open') {
    if (isTurned) issue.state_reason = 'reopened';
    issue.closed = null;
    return;
  }
  issue.state_reason = state_reason ?? (isTurned ? 'completed' : issue.state_reason);
  if (isTurned) issue.closed = now;
}

function refusalOf(body: { title?: unknown; body?: unknown; labels?: unknown[] }, isNew: boolean) {
  const wrong = (field: string, code: string, message?: string) =>
    failure(422, 'Validation Failed', [
      { resource: 'Issue', code, field, ...(message === undefined ? {} : { message }) },
    ]);
  const { title, body: text, labels = [] } = body;
  if (isNew || (title !== undefined && title !== null)) {
    if (typeof title !== 'string' || title.trim() === '') return wrong('title', 'missing_field');
    if ([...title].length > LONGEST_TITLE)
      return wrong('title', 'custom', `title is too long (maximum is ${LONGEST_TITLE} characters)`);
  }
  if (typeof text === 'string' && [...text].length > LONGEST_BODY)
    return wrong('body', 'custom', `body is too long (maximum is ${LONGEST_BODY} characters)`);
  return labels.some(isBadLabel) ? badLabel() : null;
}

function isBadLabel(given: unknown): boolean {
  const name = nameOf(given);
  return typeof name !== 'string' || name.trim() === '' || [...name].length > LONGEST_LABEL;
}

function badLabel(): Answer {
  return failure(422, 'Validation Failed', [{ resource: 'Label', code: 'invalid', field: 'name' }]);
}

function nameOf(given: unknown): unknown {
  return typeof given === 'object' && given !== null ? (given as { name?: unknown }).name : given;
}

function isSameLabel(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A label that the repository lacks is made. */
function addLabels(state: State, number: number, given: readonly unknown[]): Answer | null {
  const labels = state.labelsOf.get(number) ?? [];
  const fresh = given.map((one) => String(nameOf(one)));
  if (labels.length + fresh.length > MOST_LABELS) return badLabel();
  for (const name of fresh) {
    const known = [...state.labels.keys()].find((one) => isSameLabel(one, name)) ?? name;
    if (!state.labels.has(known)) state.labels.set(known, { color: 'ededed', description: null });
    if (!labels.includes(known)) labels.push(known);
  }
  state.labelsOf.set(number, labels);
  return null;
}

function withIssue(call: Call, work: (issue: StoredIssue) => Answer): Answer {
  const number = Number(call.params.number);
  const found = call.state.issues.find((one) => one.number === number);
  if (found) return call.state.hasIssues ? work(found) : failure(410, 'Issues are disabled for this repo');
  const pull = call.state.pulls.has(number) && call.method === 'GET';
  return pull ? work(pullAsIssue(call.state, number)) : failure(404, 'Not Found');
}

function withNumber(call: Call, work: (number: number) => Answer): Answer {
  const number = Number(call.params.number);
  const { pulls, issues } = call.state;
  const isThere = pulls.has(number) || issues.some((one) => one.number === number);
  return isThere ? work(number) : failure(404, 'Not Found');
}

/** Every pull request is an issue too. */
function pullAsIssue({ pulls }: State, number: number): StoredIssue & { pull: true } {
  const [login = ''] = pulls.get(number)?.head.repo.split('/') ?? [];
  const made = Date.parse('2026-01-01T00:00:00Z');
  return {
    ...{ number, id: number, title: 'A change', body: null, state: 'open', state_reason: null },
    ...{ user: { login, type: 'User' }, locked: false, created: made, updated: made, closed: null },
    ...{ made: 0, pull: true },
  };
}

function issueOf(call: Call, issue: StoredIssue & { pull?: true }) {
  const { number, id, title, body, state, state_reason, locked } = issue;
  const url = apiUrl(call, `/issues/${number}`);
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString().replace('.000', ''));
  const pull = apiUrl(call, `/pulls/${number}`);
  const web = webUrl(call, `/pull/${number}`);
  return shown('issue', {
    ...{ id, node_id: `I_${id}`, number, title, body, state, state_reason, locked, url },
    repository_url: apiUrl(call),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: issue.pull ? web : webUrl(call, `/issues/${number}`),
    user: userOf(call, issue.user),
    labels: labelList(call, number),
    assignees: [],
    comments: call.state.comments.filter((one) => one.issue === number).length,
    created_at: time(issue.created),
    updated_at: time(issue.updated),
    closed_at: time(issue.closed),
    author_association: 'NONE',
    ...(issue.pull
      ? { pull_request: { url: pull, html_url: web, diff_url: `${web}.diff`, patch_url: `${web}.patch` } }
      : {}),
  });
}

function labelList(call: Call, number: number) {
  return (call.state.labelsOf.get(number) ?? []).map((name) => labelOf(call, name));
}

function labelOf(call: Call, name: string) {
  const { color = 'ededed', description = null } = call.state.labels.get(name) ?? {};
  const url = apiUrl(call, `/labels/${encodeURIComponent(name)}`);
  return { id: 1, node_id: 'LA_1', url, name, color, description, default: false };
}
