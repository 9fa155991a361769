import { type Person, personOf } from './git.ts';
import { type Answer, type Call, failure, route } from './server.ts';
import { apiUrl, UNSIGNED, webUrl } from './shapes.ts';

const READ = [['contents', 'read']] as const;
const WRITE = [['contents', 'write']] as const;
const AT = '/repos/{owner}/{repo}';

export const gitRoutes = [
  route(`GET ${AT}/git/matching-refs/{+ref}`, READ, (call) => {
    const { state, params } = call;
    const names = [...state.git.refs.keys()].filter((name) => name.startsWith(`refs/${params.ref}`)).sort();
    return { status: 200, body: names.map((name) => refOf(call, name)) };
  }),
  route(`GET ${AT}/git/ref/{+ref}`, READ, (call) => {
    const { state, params } = call;
    const name = `refs/${params.ref}`;
    return state.git.refs.has(name) ? { status: 200, body: refOf(call, name) } : failure(404, 'Not Found');
  }),
  route(`POST ${AT}/git/refs`, WRITE, (call) => {
    const { state, body } = call;
    if (!/^refs\/[^/]+\/.+/.test(body.ref)) return failure(422, 'Reference name is not valid');
    if (!state.git.objects.has(body.sha)) return failure(422, 'Object does not exist');
    if (state.git.refs.has(body.ref)) return failure(422, 'Reference already exists');
    state.git.refs.set(body.ref, body.sha);
    return { status: 201, body: refOf(call, body.ref) };
  }),
  route(`GET ${AT}/git/commits/{sha}`, READ, (call) => commitAnswer(call, call.params.sha ?? '', 200)),
  route(`POST ${AT}/git/commits`, WRITE, (call) => {
    const { state, token, body } = call;
    if (state.git.typeOf(body.tree) !== 'tree') return failure(422, 'Tree SHA does not exist');
    const parents = (body.parents ?? []) as string[];
    if (parents.some((parent) => state.git.typeOf(parent) !== 'commit'))
      return failure(422, 'Parent SHA does not exist');
    const author = person(body.author, token.login);
    const committer = person(body.committer ?? body.author, token.login);
    const sha = state.git.putCommit({ tree: body.tree, parents, author, committer, message: body.message });
    return commitAnswer(call, sha, 201);
  }),
  route(`POST ${AT}/git/trees`, WRITE, (call) => {
    const { state, body } = call;
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
    return { status: 201, body: { sha, url: apiUrl(call, `/git/trees/${sha}`), tree: [], truncated: false } };
  }),
  route(`GET ${AT}/git/tags/{sha}`, READ, (call) => tagAnswer(call, call.params.sha ?? '', 200)),
  route(`POST ${AT}/git/tags`, WRITE, (call) => {
    const { state, token, body } = call;
    if (state.git.typeOf(body.object) !== body.type) return failure(422, 'Object does not exist');
    const tagger = person(body.tagger, token.login);
    const sha = state.git.putTag({
      name: body.tag,
      object: body.object,
      type: body.type,
      tagger,
      message: body.message,
    });
    return tagAnswer(call, sha, 201);
  }),
  route(`GET ${AT}/contents/{+path}`, READ, (call) => contents(call)),
];

function contents(call: Call): Answer {
  const { state, params, url, headers } = call;
  const path = params.path ?? '';
  const commit = state.git.resolve(url.searchParams.get('ref') ?? 'main');
  const bytes = commit && state.git.fileAt(commit, path);
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
    body: {
      type: 'file',
      path,
      name: path.split('/').at(-1),
      sha: state.git.put('blob', bytes),
      size: bytes.length,
      encoding: 'base64',
      content: bytes.toString('base64'),
      url: apiUrl(call, `/contents/${plainPath(path)}`),
      git_url: null,
      html_url: null,
      download_url: null,
      _links: { self: apiUrl(call, `/contents/${plainPath(path)}`), git: null, html: null },
    },
  };
}

function refOf(call: Call, name: string) {
  const { state } = call;
  const sha = state.git.refs.get(name) ?? '';
  const type = state.git.typeOf(sha);
  const object = { type, sha, url: apiUrl(call, `/git/${type}s/${sha}`) };
  return { ref: name, node_id: name, url: apiUrl(call, `/git/${plainPath(name)}`), object };
}

function plainPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function commitAnswer(call: Call, sha: string, status: number): Answer {
  const commit = call.state.git.read(sha, 'commit');
  if (!commit) return failure(404, 'Not Found');
  const all = (key: string) => commit.headers.filter(([name]) => name === key).map(([, value]) => value);
  const body = {
    sha,
    node_id: sha,
    url: apiUrl(call, `/git/commits/${sha}`),
    html_url: webUrl(call, `/commit/${sha}`),
    author: personOf(all('author')[0] ?? ''),
    committer: personOf(all('committer')[0] ?? ''),
    message: commit.message,
    tree: { sha: all('tree')[0], url: apiUrl(call, `/git/trees/${all('tree')[0]}`) },
    parents: all('parent').map((parent) => ({
      sha: parent,
      url: apiUrl(call, `/git/commits/${parent}`),
      html_url: webUrl(call, `/commit/${parent}`),
    })),
    verification: UNSIGNED,
  };
  return { status, body };
}

function tagAnswer(call: Call, sha: string, status: number): Answer {
  const tag = call.state.git.read(sha, 'tag');
  if (!tag) return failure(404, 'Not Found');
  const one = (key: string) => tag.headers.find(([name]) => name === key)?.[1] ?? '';
  const object = {
    sha: one('object'),
    type: one('type'),
    url: apiUrl(call, `/git/${one('type')}s/${one('object')}`),
  };
  const body = {
    sha,
    node_id: sha,
    url: apiUrl(call, `/git/tags/${sha}`),
    tag: one('tag'),
    message: tag.message,
    tagger: personOf(one('tagger')),
    object,
    verification: UNSIGNED,
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
