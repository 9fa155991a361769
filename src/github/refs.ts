import type { GitHub } from './client.ts';
import { type Need, statusOf } from './failure.ts';

/** Git objects and references of the repository, by GitHub's API: no checkout, no git program. */

export interface Ref {
  /** Without `refs/`: `tags/late-flights@v1.0.0`. */
  readonly name: string;
  readonly object: { readonly type: string; readonly sha: string };
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly message: string;
}

export interface Tag {
  readonly sha: string;
  readonly name: string;
  readonly message: string;
  /** The commit that it names. */
  readonly target: string;
  /** The tagger's time, in whole seconds. */
  readonly date: Date;
}

/** Who commits and tags, and when. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly date: Date;
}

const READ = 'contents: read';
const WRITE = 'contents: write';

/** What was read by the name of its content, which nobody can change: asked once by each client. */
const lasting = new WeakMap<GitHub, Map<string, unknown>>();

async function once<T>(github: GitHub, name: string, read: () => Promise<T | null>): Promise<T | null> {
  const known = knownTo(github);
  if (known.has(name)) return known.get(name) as T;
  const found = await read();
  if (found !== null) known.set(name, found);
  return found;
}

function knownTo(github: GitHub): Map<string, unknown> {
  const known = lasting.get(github) ?? new Map<string, unknown>();
  lasting.set(github, known);
  return known;
}

/** What was read otherwise than here, and is not to be asked for again. */
export interface ReadAlready {
  readonly tags: readonly Tag[];
  readonly commits: readonly Commit[];
  readonly files: readonly { readonly commit: string; readonly path: string; readonly text: string }[];
}

export function remember(github: GitHub, { tags, commits, files }: ReadAlready): void {
  const known = knownTo(github);
  for (const tag of tags) known.set(`tag ${tag.sha}`, tag);
  for (const commit of commits) known.set(`commit ${commit.sha}`, commit);
  for (const { commit, path, text } of files) known.set(`file ${commit} ${path}`, text);
}

/** All references whose name begins with `prefix` (without `refs/`), in byte order. */
export async function refsBeginningWith(github: GitHub, prefix: string): Promise<Ref[]> {
  const found = await github.read(
    'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
    { ref: prefix },
    { doing: `list the references ${prefix}*`, permission: READ },
  );
  return found.map(({ ref, object }) => ({ name: ref.replace(/^refs\//, ''), object }));
}

/** Whether a commit is of the branch, now. */
export async function isOfBranch(github: GitHub, commit: string, branch: string): Promise<boolean> {
  const tip = await findRef(github, `heads/${branch}`);
  if (tip === null) return false;
  const compared = await github.find(
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    // The second page has no files.
    { basehead: `${commit}...${tip.object.sha}`, per_page: 1, page: 2 },
    { doing: `look whether ${commit.slice(0, 12)} is of ${branch}`, permission: READ },
  );
  return compared !== null && ['ahead', 'identical'].includes(compared.status);
}

/** One reference by its name without `refs/`, or null. */
export async function findRef(github: GitHub, name: string): Promise<Ref | null> {
  const need = { doing: `read the reference ${name}`, permission: READ };
  const found = await github.find('GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: name }, need);
  return found && { name, object: found.object };
}

/**
 * Creates a reference that must not exist yet: of many that try at once, one has `created`. The others
 * learn whether the `same` object has the name, or `other`.
 */
export async function createRef(
  github: GitHub,
  name: string,
  sha: string,
): Promise<'created' | 'same' | 'other'> {
  const need = { doing: `create the reference ${name}`, permission: WRITE };
  const existing = async () => {
    const ref = await findRef(github, name);
    return ref && { ref: `refs/${name}`, node_id: '', url: '', object: { ...ref.object, url: '' } };
  };
  try {
    const made = await github.write(
      'POST /repos/{owner}/{repo}/git/refs',
      { ref: `refs/${name}`, sha },
      need,
      existing,
    );
    return made.object.sha === sha ? 'created' : 'other';
  } catch (error) {
    if (statusOf(error) !== 422) throw error;
    const ref = await findRef(github, name);
    if (!ref) throw error;
    return ref.object.sha === sha ? 'same' : 'other';
  }
}

/** A commit, or null where the repository has none of this name. */
export async function findCommit(github: GitHub, sha: string): Promise<Commit | null> {
  const need = { doing: `read the commit ${sha}`, permission: READ };
  return once<Commit>(github, `commit ${sha}`, async () => {
    const route = 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}';
    const found = await github.find(route, { commit_sha: sha }, need);
    return found && { sha: found.sha, tree: found.tree.sha, message: found.message };
  });
}

/** Makes a tree of text files, on top of `base` where given. Returns its name. The same content has the same name. */
export async function createTree(
  github: GitHub,
  files: Readonly<Record<string, string>>,
  base?: string,
): Promise<string> {
  const tree = Object.keys(files).map(
    (path) => ({ path, mode: '100644', type: 'blob', content: files[path] as string }) as const,
  );
  const need = { doing: 'store the files of a version', permission: WRITE };
  const made = await github.write(
    'POST /repos/{owner}/{repo}/git/trees',
    { tree, ...(base === undefined ? {} : { base_tree: base }) },
    need,
    'repeat',
  );
  return made.sha;
}

/** Makes a commit. Returns its name. The same content, signature and time have the same name. */
export async function createCommit(
  github: GitHub,
  commit: {
    readonly message: string;
    readonly tree: string;
    readonly parents: readonly string[];
    readonly by: Signature;
  },
): Promise<string> {
  const by = signed(commit.by);
  const made = await github.write(
    'POST /repos/{owner}/{repo}/git/commits',
    { message: commit.message, tree: commit.tree, parents: [...commit.parents], author: by, committer: by },
    { doing: 'store the commit of a version', permission: WRITE },
    'repeat',
  );
  return made.sha;
}

/** Makes an annotated tag object (without its reference). Returns its name. */
export async function createTag(
  github: GitHub,
  tag: { readonly name: string; readonly message: string; readonly commit: string; readonly by: Signature },
): Promise<string> {
  const made = await github.write(
    'POST /repos/{owner}/{repo}/git/tags',
    { tag: tag.name, message: tag.message, object: tag.commit, type: 'commit', tagger: signed(tag.by) },
    { doing: `store the tag ${tag.name}`, permission: WRITE },
    'repeat',
  );
  return made.sha;
}

/** The annotated tag that a reference names, or null where it is a lightweight one. */
export async function readTag(github: GitHub, ref: Ref): Promise<Tag | null> {
  if (ref.object.type !== 'tag') return null;
  const need: Need = { doing: `read the tag ${ref.name}`, permission: READ };
  const { sha } = ref.object;
  return once<Tag>(github, `tag ${sha}`, async () => {
    const found = await github.read('GET /repos/{owner}/{repo}/git/tags/{tag_sha}', { tag_sha: sha }, need);
    return {
      sha: found.sha,
      name: found.tag,
      message: found.message,
      target: found.object.sha,
      date: new Date(found.tagger.date),
    };
  });
}

/** A text file of a commit, or null where it has none of this path. */
export async function readTextFile(github: GitHub, commit: string, path: string): Promise<string | null> {
  const read = () =>
    github.find(
      'GET /repos/{owner}/{repo}/contents/{path}',
      { path, ref: commit, headers: { accept: 'application/vnd.github.raw+json' } },
      { doing: `read ${path}`, permission: READ },
    );
  // A branch or tag may move.
  const found = /^[0-9a-f]{40}$/.test(commit)
    ? await once(github, `file ${commit} ${path}`, read)
    : await read();
  return found === null ? null : textOf(found);
}

/** An answer in the raw media type: text, or bytes where its type says so. */
function textOf(data: unknown): string {
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : String(data);
}

/** Git keeps whole seconds. */
function signed({ name, email, date }: Signature): { name: string; email: string; date: string } {
  return { name, email, date: `${date.toISOString().slice(0, 19)}Z` };
}
