import { type Person, personOf } from './git.ts';
import { type Answer, type Call, failure, route } from './server.ts';
import type { State } from './state.ts';

const READ = [['contents', 'read']] as const;
const WRITE = [['contents', 'write']] as const;
const AT = '/repos/{owner}/{repo}';

export const gitRoutes = [
  route(`GET ${AT}/git/matching-refs/{+ref}`, READ, ({ state, params }) => {
    const names = [...state.git.refs.keys()].filter((name) => name.startsWith(`refs/${params.ref}`)).sort();
    return { status: 200, body: names.map((name) => refOf(state, name)) };
  }),
  route(`GET ${AT}/git/ref/{+ref}`, READ, ({ state, params }) => {
    const name = `refs/${params.ref}`;
    return state.git.refs.has(name) ? { status: 200, body: refOf(state, name) } : failure(404, 'Not Found');
  }),
  route(`POST ${AT}/git/refs`, WRITE, ({ state, body }) => {
    if (!/^refs\/[^/]+\/.+/.test(body.ref)) return failure(422, 'Reference name is not valid');
    if (!state.git.objects.has(body.sha)) return failure(422, 'Object does not exist');
    if (state.git.refs.has(body.ref)) return failure(422, 'Reference already exists');
    state.git.refs.set(body.ref, body.sha);
    return { status: 201, body: refOf(state, body.ref) };
  }),
  route(`GET ${AT}/git/commits/{sha}`, READ, ({ state, params }) =>
    commitAnswer(state, params.sha ?? '', 200),
  ),
  route(`POST ${AT}/git/commits`, WRITE, ({ state, token, body }) => {
    if (state.git.typeOf(body.tree) !== 'tree') return failure(422, 'Tree SHA does not exist');
    const parents = (body.parents ?? []) as string[];
    if (parents.some((parent) => state.git.typeOf(parent) !== 'commit'))
      return failure(422, 'Parent SHA does not exist');
    const author = person(body.author, token.login);
    const committer = person(body.committer ?? body.author, token.login);
    const sha = state.git.putCommit({ tree: body.tree, parents, author, committer, message: body.message });
    return commitAnswer(state, sha, 201);
  }),
  route(`POST ${AT}/git/trees`, WRITE, ({ state, body }) => {
    if (body.base_tree !== undefined && state.git.typeOf(body.base_tree) !== 'tree')
      return failure(422, 'base_tree does not exist');
    const files = (body.tree as { path: string; mode: string; sha?: string; content?: string }[]).map(
      (file) => ({
        path: file.path,
        mode: file.mode,
        sha: file.sha ?? state.git.put('blob', file.content ?? ''),
      }),
    );
    const sha = state.git.putTree(files, body.base_tree);
    return { status: 201, body: { sha, url: '', tree: [], truncated: false } };
  }),
  route(`GET ${AT}/git/tags/{sha}`, READ, ({ state, params }) => tagAnswer(state, params.sha ?? '', 200)),
  route(`POST ${AT}/git/tags`, WRITE, ({ state, token, body }) => {
    if (state.git.typeOf(body.object) !== body.type) return failure(422, 'Object does not exist');
    const tagger = person(body.tagger, token.login);
    const sha = state.git.putTag({
      name: body.tag,
      object: body.object,
      type: body.type,
      tagger,
      message: body.message,
    });
    return tagAnswer(state, sha, 201);
  }),
  route(`GET ${AT}/contents/{+path}`, READ, (call) => contents(call)),
];

function contents({ state, params, url, headers }: Call): Answer {
  const commit = state.git.resolve(url.searchParams.get('ref') ?? 'main');
  const bytes = commit && state.git.fileAt(commit, params.path ?? '');
  if (!bytes) return failure(404, 'Not Found');
  if (headers.accept?.includes('raw')) {
    return {
      status: 200,
      bytes,
      headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' },
    };
  }
  return {
    status: 200,
    body: { type: 'file', path: params.path, encoding: 'base64', content: bytes.toString('base64') },
  };
}

function refOf(state: State, name: string) {
  const sha = state.git.refs.get(name) ?? '';
  return { ref: name, node_id: name, url: '', object: { type: state.git.typeOf(sha), sha, url: '' } };
}

function commitAnswer(state: State, sha: string, status: number): Answer {
  const commit = state.git.read(sha, 'commit');
  if (!commit) return failure(404, 'Not Found');
  const all = (key: string) => commit.headers.filter(([name]) => name === key).map(([, value]) => value);
  const body = {
    sha,
    node_id: sha,
    url: '',
    html_url: '',
    author: personOf(all('author')[0] ?? ''),
    committer: personOf(all('committer')[0] ?? ''),
    message: commit.message,
    tree: { sha: all('tree')[0], url: '' },
    parents: all('parent').map((parent) => ({ sha: parent, url: '', html_url: '' })),
  };
  return { status, body };
}

function tagAnswer(state: State, sha: string, status: number): Answer {
  const tag = state.git.read(sha, 'tag');
  if (!tag) return failure(404, 'Not Found');
  const one = (key: string) => tag.headers.find(([name]) => name === key)?.[1] ?? '';
  const object = { sha: one('object'), type: one('type'), url: '' };
  const body = {
    sha,
    node_id: sha,
    url: '',
    tag: one('tag'),
    message: tag.message,
    tagger: personOf(one('tagger')),
    object,
  };
  return { status, body };
}

function person(given: Partial<Person> | undefined, login: string): Person {
  return {
    name: login,
    email: `${login}@users.noreply.github.com`,
    date: new Date().toISOString(),
    ...given,
  };
}
