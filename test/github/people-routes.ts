import { shown } from './description.ts';
import { personOf } from './git.ts';
import { type Call, failure, type Route, route } from './server.ts';
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
    const { state, params } = call;
    const sha = state.git.resolve(params.ref ?? '');
    const commit = sha && state.git.read(sha, 'commit');
    if (!commit) return failure(422, `No commit found for SHA: ${params.ref}`);
    const by = (key: string) => personOf(commit.headers.find(([name]) => name === key)?.[1] ?? '');
    const account = (key: string) => {
      const person = state.people.find(({ email }) => email !== undefined && email === by(key).email);
      return person ? accountOf(call, person) : null;
    };
    const git = { author: by('author'), committer: by('committer'), message: commit.message };
    const tree = { sha, url: apiUrl(call, `/git/trees/${sha}`) };
    const body = shown('commit', {
      sha,
      url: apiUrl(call, `/commits/${sha}`),
      html_url: webUrl(call, `/commit/${sha}`),
      commit: { ...git, url: apiUrl(call), tree, comment_count: 0, verification: UNSIGNED },
      author: account('author'),
      committer: account('committer'),
      parents: [],
    });
    return { status: 200, body };
  }),
];

function accountOf(call: Call, { login, id }: StoredPerson) {
  return { ...userOf(call, { login, type: 'User' }), id };
}
