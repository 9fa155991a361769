import { shown } from './description.ts';
import type { GitStore } from './git.ts';
import { failure, type Route, route } from './server.ts';
import { apiUrl, webUrl } from './shapes.ts';

const AT = '/repos/{owner}/{repo}';
const READ = [['contents', 'read']] as const;
/** GitHub lists no more files of a tree. */
const MOST = 100_000;

/** The files of commits, and branches with what protects them. */
export const treeRoutes: readonly Route[] = [
  route(`GET ${AT}/git/trees/{sha}`, READ, (call) => {
    const { state, params, url } = call;
    const tree = treeOf(state.git, params.sha ?? '');
    if (tree === null) return failure(404, 'Not Found');
    const all = filesOf(state.git, tree, '', url.searchParams.has('recursive'));
    const files = all.slice(0, Math.min(MOST, state.listedFiles));
    const truncated = files.length < all.length;
    return {
      status: 200,
      body: { sha: params.sha, url: apiUrl(call, `/git/trees/${tree}`), tree: files, truncated },
    };
  }),
  route(`GET ${AT}/branches/{+branch}`, READ, (call) => {
    const { state, params } = call;
    const name = params.branch ?? '';
    const sha = state.git.refs.get(`refs/heads/${name}`);
    if (!sha) return failure(404, 'Branch not found');
    const self = apiUrl(call, `/branches/${name}`);
    const body = shown('branch-with-protection', {
      name,
      commit: shown('commit', {
        ...{ sha, url: apiUrl(call, `/commits/${sha}`), author: null, committer: null, parents: [] },
      }),
      _links: { self, html: webUrl(call, `/tree/${name}`) },
      protected: state.protectedBranches.has(name),
      protection: { enabled: state.protectedBranches.has(name) },
      protection_url: `${self}/protection`,
    });
    return { status: 200, body };
  }),
];

function treeOf(git: GitStore, name: string): string | null {
  if (git.typeOf(name) === 'tree') return name;
  const commit = git.resolve(name);
  const headers = commit === null ? [] : (git.read(commit, 'commit')?.headers ?? []);
  return headers.find(([key]) => key === 'tree')?.[1] ?? null;
}

function filesOf(git: GitStore, tree: string, folder: string, deep: boolean): Record<string, string>[] {
  return [...git.entriesOf(tree)].flatMap(([name, { mode, sha }]) => {
    const path = `${folder}${name}`;
    const type = mode === '40000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
    const entry = { path, mode: mode.padStart(6, '0'), type, sha };
    return type === 'tree' && deep ? [entry, ...filesOf(git, sha, `${path}/`, true)] : [entry];
  });
}
