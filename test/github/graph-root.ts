import { personOf } from './git.ts';
import { GraphError, type GraphValue } from './graphql.ts';
import { type Call, may } from './server.ts';
import type { Pull, Scope, StoredPerson } from './state.ts';

const LONGEST_TEXT = 512 * 1024;
const MOST = 100;

/** What GitHub's GraphQL API has, as far as this program asks for it. */
export function graphRoot(call: Call): GraphValue {
  const { state, token } = call;
  return {
    viewer: { login: token.login },
    repository: ({ owner, name }: { owner?: unknown; name?: unknown }) => {
      if (owner !== state.owner || name !== state.repo)
        throw new GraphError(
          'NOT_FOUND',
          `Could not resolve to a Repository with the name '${owner}/${name}'.`,
        );
      return { object: ({ oid }: { oid?: unknown }) => objectOf(call, String(oid)) };
    },
    nodes: ({ ids }: { ids?: unknown }) => {
      const all = ids as string[];
      if (all.length > MOST)
        throw new GraphError('ARGUMENT_LIMIT', `You may not provide more than ${MOST} node ids`);
      return all.map((id) => (id.startsWith('C_') ? objectOf(call, id.slice(2)) : null));
    },
  };
}

/** The name of a commit among all nodes. */
export const nodeIdOf = (sha: string) => `C_${sha}`;

function objectOf(call: Call, sha: string): GraphValue | null {
  needs(call, 'contents');
  const type = call.state.git.typeOf(sha);
  if (type === 'tag') return tagOf(call, sha);
  return type === 'commit' ? commitOf(call, sha) : null;
}

function tagOf(call: Call, sha: string): GraphValue {
  const tag = call.state.git.read(sha, 'tag');
  const one = (key: string) => tag?.headers.find(([name]) => name === key)?.[1] ?? '';
  return {
    ...{ __typename: 'Tag', oid: sha, name: one('tag'), message: tag?.message },
    tagger: { date: personOf(one('tagger')).date },
    target: () => objectOf(call, one('object')),
  };
}

function commitOf(call: Call, sha: string): GraphValue {
  const { state } = call;
  const commit = state.git.read(sha, 'commit');
  const one = (key: string) => commit?.headers.find(([name]) => name === key)?.[1] ?? '';
  const message = commit?.message ?? '';
  const coAuthors = [...message.matchAll(/^Co-authored-by: (.*) <(.*)>$/gim)].map(
    ([, name = '', email = '']) => {
      return { name, email };
    },
  );
  return {
    ...{ __typename: 'Commit', oid: sha, message },
    tree: { oid: one('tree') },
    authors: (given: { first?: number }) =>
      listed(
        given,
        [personOf(one('author')), ...coAuthors].map((by) => actorOf(call, by)),
      ),
    file: ({ path }: { path?: unknown }) => {
      const bytes = state.git.fileAt(sha, String(path));
      const text = bytes?.toString() ?? '';
      const isTruncated = text.length > LONGEST_TEXT;
      const blob = {
        __typename: 'Blob',
        text: text.slice(0, LONGEST_TEXT),
        isTruncated,
      };
      return bytes && { object: blob };
    },
    associatedPullRequests: (given: { first?: number }) => {
      needs(call, 'pull_requests');
      return listed(
        given,
        [...state.pulls.values()]
          .filter(({ merged }) => merged?.commits.includes(sha))
          .map((pull) => pullOf(call, pull)),
      );
    },
  };
}

/** Who is named in a commit; only people have an account by their address. */
function actorOf(call: Call, { name, email }: { name: string; email: string }): GraphValue {
  const person = call.state.people.find((one) => one.email !== undefined && one.email === email);
  return {
    name,
    email,
    user: person && !isBot(person) ? accountOf(person.login) : null,
  };
}

function pullOf(call: Call, { number, merged, author }: Pull): GraphValue {
  const actor = (login: string | null | undefined) => {
    if (!login) return null;
    const person = call.state.people.find((one) => one.login === login);
    return accountOf(login, person && isBot(person));
  };
  return {
    ...{ number, merged: merged !== undefined },
    ...{ author: actor(author), mergedBy: actor(merged?.by) },
  };
}

/** GraphQL names a bot without what REST writes behind its name. */
function accountOf(login: string, isOfBot = false): GraphValue {
  return {
    __typename: isOfBot ? 'Bot' : 'User',
    login: login.replace(/\[bot\]$/, ''),
  };
}

function isBot({ login }: StoredPerson): boolean {
  return login.endsWith('[bot]');
}

function listed({ first }: { first?: number }, all: readonly GraphValue[]): GraphValue {
  if (first === undefined || first > MOST) throw new GraphError('EXCESSIVE_PAGINATION', `first is ${first}`);
  return {
    nodes: all.slice(0, first),
    pageInfo: { hasNextPage: all.length > first },
  };
}

function needs({ token }: Call, scope: Scope): void {
  if (!may(token, scope, 'read')) throw new GraphError('FORBIDDEN', 'Resource not accessible by integration');
}
