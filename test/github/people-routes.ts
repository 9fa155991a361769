import { shown } from './description.ts';
import { personOf } from './git.ts';
import { nodeIdOf } from './graph-root.ts';
import { type Call, failure, page, type Route, route } from './server.ts';
import { apiUrl, MADE, UNSIGNED, userOf, webUrl } from './shapes.ts';
import type { StoredPerson } from './state.ts';

const AT = '/repos/{owner}/{repo}';
const LEGACY = {
  ...{ none: 'none', read: 'read', triage: 'read', write: 'write' },
  ...{ maintain: 'write', admin: 'admin' },
} as const;

/** Who may what, and who did what: permissions of people, reactions to comments, makers of commits. */
export const peopleRoutes: readonly Route[] = [
  route(`GET ${AT}/collaborators/{username}/permission`, [], (call) => {
    const login = call.params.username?.toLowerCase();
    const person = call.state.people.find((one) => one.login.toLowerCase() === login);
    if (!person) return failure(404, `${call.params.username} is not a user`);
    const { role } = person;
    const user = { ...accountOf(call, person), role_name: role };
    const shownUser = shown('nullable-collaborator', user);
    return { status: 200, body: { permission: LEGACY[role], role_name: role, user: shownUser } };
  }),
  route(
    `POST ${AT}/issues/comments/{id}/reactions`,
    [
      ['issues', 'write'],
      ['pull_requests', 'write'],
    ],
    (call) => {
      const { state, token, params, body } = call;
      const comment = Number(params.id);
      const { login } = token;
      const made = state.reactions.find((one) => {
        return one.comment === comment && one.content === body.content && one.login === login;
      });
      if (!made) state.reactions.push({ comment, content: body.content, login });
      const known = { id: 1, node_id: 'REA_1', user: userOf(call, token), content: body.content };
      return { status: made ? 200 : 201, body: { ...known, created_at: MADE } };
    },
  ),
  route(`GET ${AT}/commits/{ref}`, [['contents', 'read']], (call) => {
    const sha = call.state.git.resolve(call.params.ref ?? '');
    if (!sha) return failure(422, `No commit found for SHA: ${call.params.ref}`);
    return { status: 200, body: commitOf(call, sha) };
  }),
  route(`GET ${AT}/compare/{basehead}`, [['contents', 'read']], (call) => {
    const { git } = call.state;
    const [base, head] = (call.params.basehead ?? '').split('...').map((name) => git.resolve(name));
    if (!base || !head) return failure(404, 'Not Found');
    const [before, after] = [git.historyOf(base), git.historyOf(head)];
    const common = after.find((one) => before.includes(one));
    if (common === undefined) return failure(404, `No common ancestor between ${base} and ${head}.`);
    const ahead = after.filter((one) => !before.includes(one)).toReversed();
    const behind = before.filter((one) => !after.includes(one)).length;
    const ofAhead = behind > 0 ? 'diverged' : 'ahead';
    const status = ahead.length > 0 ? ofAhead : behind > 0 ? 'behind' : 'identical';
    const body = shown('commit-comparison', {
      base_commit: commitOf(call, base),
      merge_base_commit: commitOf(call, common),
      ...{ status, ahead_by: ahead.length, behind_by: behind, total_commits: ahead.length },
      commits: page(call, ahead).map((sha) => commitOf(call, sha)),
    });
    return { status: 200, body };
  }),
];

function commitOf(call: Call, sha: string) {
  const { state } = call;
  const commit = state.git.read(sha, 'commit');
  const header = (key: string) => commit?.headers.find(([name]) => name === key)?.[1] ?? '';
  const by = (key: string) => personOf(header(key));
  const account = (key: string) => {
    const person = state.people.find(({ email }) => email !== undefined && email === by(key).email);
    return person ? accountOf(call, person) : null;
  };
  const git = { author: by('author'), committer: by('committer'), message: commit?.message ?? '' };
  const named = (name: string) => ({ sha: name, url: apiUrl(call, `/commits/${name}`) });
  const tree = { sha: header('tree'), url: apiUrl(call, `/git/trees/${header('tree')}`) };
  return shown('commit', {
    ...named(sha),
    node_id: nodeIdOf(sha),
    html_url: webUrl(call, `/commit/${sha}`),
    commit: { ...git, url: apiUrl(call), tree, comment_count: 0, verification: UNSIGNED },
    author: account('author'),
    committer: account('committer'),
    parents: state.git
      .parentsOf(sha)
      .map((name) => ({ ...named(name), html_url: webUrl(call, `/commit/${name}`) })),
  });
}

function accountOf(call: Call, { login, id }: StoredPerson) {
  return { ...userOf(call, { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' }), id };
}
