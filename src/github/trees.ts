import type { Listing } from '../system/git.ts';
import type { GitHub } from './client.ts';

const READ = 'contents: read';

/**
 * All files of a commit, by their path, with the names that git has for their contents; null where the repository does not
 * have the commit, or GitHub does not list so many.
 */
export async function filesOfCommit(github: GitHub, commit: string): Promise<Listing | null> {
  const found = await github.find(
    'GET /repos/{owner}/{repo}/git/trees/{tree_sha}',
    { tree_sha: commit, recursive: '1' },
    { doing: `list the files of ${commit.slice(0, 12)}`, permission: READ },
  );
  if (!found || found.truncated) return null;
  const files = found.tree.filter(({ type }) => type !== 'tree');
  return new Map(files.map(({ path, mode, sha }) => [path, { mode, id: sha }]));
}

/** Whether rules say who may push to a branch; false where the repository has no such branch. */
export async function isProtected(github: GitHub, branch: string): Promise<boolean> {
  const need = { doing: `look whether ${branch} is protected`, permission: READ };
  const found = await github.find('GET /repos/{owner}/{repo}/branches/{branch}', { branch }, need);
  return found?.protected === true;
}
