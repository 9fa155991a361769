import { execFile } from 'node:child_process';

/** Where in the history a run stands. */
export interface GitState {
  /** The full SHA of HEAD; null outside a git checkout. */
  readonly commit: string | null;
  /** True where tracked files differ from the commit. */
  readonly dirty: boolean;
}

/** Whether `directory` is in a git checkout. */
export async function isCheckout(directory: string): Promise<boolean> {
  return (await git(directory, 'rev-parse', '--is-inside-work-tree'))?.trim() === 'true';
}

/** Asks git about `directory`; without git or a checkout there is no commit. */
export async function gitState(directory: string): Promise<GitState> {
  const commit = await git(directory, 'rev-parse', '--verify', 'HEAD');
  if (commit === null) return { commit: null, dirty: false };
  const changes = await git(directory, 'status', '--porcelain', '--untracked-files=no');
  return { commit: commit.trim(), dirty: changes === null || changes.trim() !== '' };
}

/**
 * The full SHA of what `name` stands for (a branch, `HEAD~1`, a shorter SHA); null where git knows no such commit, or
 * there is no git.
 */
export async function commitOf(directory: string, name: string): Promise<string | null> {
  // A name that begins with a dash would be an option.
  const found = await git(directory, 'rev-parse', '--verify', '--end-of-options', `${name}^{commit}`);
  return found?.trim() ?? null;
}

/**
 * The parents of a commit, a full SHA, also where a checkout has nothing before it; null where git does not have the
 * commit.
 */
export async function parentsOf(directory: string, commit: string): Promise<string[] | null> {
  const text = await git(directory, 'cat-file', 'commit', commit);
  if (text === null) return null;
  const [head = ''] = text.split('\n\n', 1);
  return [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, sha = '']) => sha);
}

/** The text of the file `name` of `directory` as it was at `commit`, a full SHA; null where it was not there. */
export function fileAt(directory: string, commit: string, name: string): Promise<string | null> {
  return git(directory, 'show', `${commit}:./${name}`);
}

/**
 * The file at `path` of the repository at `commit`, a full SHA: `{ text: null }` where that commit has none, and null where
 * git cannot tell, for it does not have the commit or the file's content.
 */
export async function knownFileAt(
  directory: string,
  commit: string,
  path: string,
): Promise<{ readonly text: string | null } | null> {
  const listed = await git(directory, 'ls-tree', '--full-tree', '--name-only', commit, '--', path);
  if (listed === null) return null;
  if (listed.trim() === '') return { text: null };
  const text = await git(directory, 'show', `${commit}:${path}`);
  return text === null ? null : { text };
}

/** The files at `paths` and below, in whatever case, relative to `directory`, that git keeps; null where git does not answer. */
export async function trackedFiles(directory: string, paths: readonly string[]): Promise<string[] | null> {
  const named = paths.map((path) => `:(literal,icase)${path}`);
  const listed = await git(directory, 'ls-files', '-z', '--', ...named);
  return listed === null ? null : listed.split('\0').filter((path) => path !== '');
}

/** A file as git lists it: `100644`, a link `120000`, a submodule `160000`. */
export interface ListedFile {
  readonly mode: string;
  /** The name that git has for its content, or of the commit of a submodule. */
  readonly id: string;
}

/** Files by their path in the repository. */
export type Listing = ReadonlyMap<string, ListedFile>;

/** All files of the repository at `commit`, a full SHA; null where git does not have it. */
export async function filesAt(directory: string, commit: string): Promise<Listing | null> {
  const listed = await git(directory, 'ls-tree', '-r', '-z', '--full-tree', commit);
  return listed === null ? null : filesIn(listed, /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]+)$/);
}

/** All files of the checkout that git keeps, as they were checked out; null where git does not answer. */
export async function listedFiles(directory: string): Promise<Listing | null> {
  const listed = await git(directory, 'ls-files', '-s', '-z', '--full-name', ':/');
  return listed === null ? null : filesIn(listed, /^(\d+) ([0-9a-f]+) \d\t([\s\S]+)$/);
}

function filesIn(listed: string, line: RegExp): Listing {
  const files = new Map<string, ListedFile>();
  for (const one of listed.split('\0')) {
    const [, mode = '', id = '', path = ''] = line.exec(one) ?? [];
    if (path !== '') files.set(path, { mode, id });
  }
  return files;
}

/** The folder of the repository that `directory` is checked out in; null outside one. */
export async function topOf(directory: string): Promise<string | null> {
  return (await git(directory, 'rev-parse', '--show-toplevel'))?.replace(/\n$/, '') ?? null;
}

/** The folder of the checkout that `directory` is, as paths of the repository begin: `models/churn/`; null outside one. */
export async function prefixOf(directory: string): Promise<string | null> {
  const found = await git(directory, 'rev-parse', '--show-prefix');
  return found === null ? null : found.trim();
}

/**
 * Fetches one commit, by its full SHA, into a checkout without its history, as a runner makes one. Where the history
 * is there, or nothing can be fetched, nothing happens.
 */
export async function fetchIntoShallow(directory: string, commit: string): Promise<void> {
  if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(commit)) return;
  const shallow = await git(directory, 'rev-parse', '--is-shallow-repository');
  if (shallow?.trim() !== 'true') return;
  await git(directory, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', commit);
}

/** As `fetchIntoShallow`, of the branch `name`; it is `origin/<name>` then. The name must be checked: no option, no pattern. */
export async function fetchBranchIntoShallow(directory: string, name: string): Promise<void> {
  const shallow = await git(directory, 'rev-parse', '--is-shallow-repository');
  if (shallow?.trim() !== 'true') return;
  const refs = `+refs/heads/${name}:refs/remotes/origin/${name}`;
  await git(directory, 'fetch', '--quiet', '--no-tags', '--depth=1', 'origin', refs);
}

/** Nobody is asked for a password, and a commit is what its SHA says: no object stands for another. */
const PLAIN = { GIT_TERMINAL_PROMPT: '0', GIT_NO_REPLACE_OBJECTS: '1' };

/** The output of a git command, or null where it failed. */
function git(directory: string, ...args: readonly string[]): Promise<string | null> {
  const env = { ...process.env, ...PLAIN };
  const options = { cwd: directory, env, timeout: 30_000, maxBuffer: 1 << 27, windowsHide: true };
  return new Promise((resolve) => {
    execFile('git', args, options, (error, stdout) => resolve(error ? null : stdout));
  });
}
