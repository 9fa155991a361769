import { dirname, posix, relative, sep } from 'node:path';
import type { BaseFiles } from '../config/base/base.ts';
import type { GitHub } from '../github/client.ts';
import type { ActionContext } from '../github/context.ts';
import { findCommit, findRef, isOfBranch, readTextFile } from '../github/refs.ts';
import { filesOfCommit } from '../github/trees.ts';
import { checkoutFiles } from '../system/checkout-files.ts';
import { UserError } from '../system/errors.ts';
import type { Listing } from '../system/git.ts';
import { commitOf, fetchIntoShallow, filesAt, knownFileAt, parentsOf, prefixOf } from '../system/git.ts';
import type { Log } from '../system/log.ts';

/** Where the base of a change can be read. */
export interface BasePlace {
  readonly context: ActionContext;
  /** Null without a token. */
  readonly github: GitHub | null;
  readonly log: Log;
}

/** A commit and the branch that it is of, where that is known. */
export interface NamedCommit {
  readonly commit: string;
  readonly branch: string | null;
}

/** The files of a commit, for the config in `directory`; git is asked where it has the commit, else GitHub. */
export async function baseFiles(
  directory: string,
  { commit, branch }: NamedCommit,
  place: BasePlace,
): Promise<BaseFiles> {
  const { workspace } = place.context;
  const prefix = await folderOf(directory, workspace);
  const inRepository = (path: string): string => {
    const full = posix.normalize(posix.join(prefix, path.replaceAll('\\', '/')));
    if (full.startsWith('../') || full.startsWith('/')) {
      throw new UserError(`${path} is not in the repository, so the base has no such file`, {
        hint: 'Keep the rules of the gate in the repository.',
      });
    }
    return full;
  };
  return {
    commit,
    name: `${branch ?? 'the base'} (${commit.slice(0, 12)})`,
    read: (path) => fileOfBase(directory, commit, inRepository(path), place),
    readAt: async (ref, path) => {
      const named = await commitNamed(directory, ref, place);
      if (named === null) throw unreadable(`knows no ${ref}`);
      return fileOfBase(directory, named, inRepository(path), place);
    },
    list: () => listOfBase(directory, commit, place),
    checkout: () => checkoutFiles(directory, workspace),
  };
}

/** The folder of the config in the repository; where git does not answer the workspace is the whole of it. */
async function folderOf(directory: string, workspace: string): Promise<string> {
  return (await prefixOf(directory)) ?? relative(workspace, directory).replaceAll(sep, '/');
}

/**
 * Makes sure that a base without the config at `file` is one: where git does not answer, a checkout into a folder of its
 * own has the config elsewhere in the workspace than it is in the repository.
 * @throws UserError where the commit of the run does not have it there
 */
export async function requireInCommit(file: string, { context, github }: BasePlace): Promise<void> {
  if ((await prefixOf(dirname(file))) !== null || github === null) return;
  const path = relative(context.workspace, file).replaceAll(sep, '/');
  if ((await readTextFile(github, context.sha, path)) !== null) return;
  throw new UserError(
    `${path} is not in the commit of this run, so its base cannot be told from one without rules`,
    {
      hint: 'Install git before the checkout, or let it have no `path`.',
    },
  );
}

const FULL_SHA = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** The base that the change is checked out with, which is that of the event or a newer one. */
export async function baseOfEvent(directory: string, place: BasePlace): Promise<NamedCommit> {
  const { base } = place.context;
  const branch = base?.ref ?? null;
  if (base?.sha && FULL_SHA.test(base.sha)) {
    return { commit: (await mergedOnto(directory, base.sha, place)) ?? base.sha, branch };
  }
  const named = branch === null ? null : await commitNamed(directory, branch, place);
  if (named === null) throw unreadable('is not named by the event of this run');
  return { commit: named, branch };
}

/**
 * The commit of the base that GitHub merged a pull request onto for this run, where that is not `known`: the merge is made
 * of a newer base than the event names, and what came in between is nothing that the pull request changed. Null where
 * something else is checked out, or the commit is not of the base's branch, as after the pull request was given another.
 */
async function mergedOnto(
  directory: string,
  known: string,
  { context, github }: BasePlace,
): Promise<string | null> {
  const { event, sha, base, pullRequest } = context;
  if (event !== 'pull_request' || !github || !base?.ref || !FULL_SHA.test(sha)) return null;
  if ((await commitOf(directory, 'HEAD')) !== sha) return null;
  const [onto, head, ...others] = (await parentsOf(directory, sha)) ?? [];
  if (!onto || onto === known || head !== pullRequest?.headSha || others.length > 0) return null;
  return (await isOfBranch(github, onto, base.ref)) ? onto : null;
}

/** What a branch, tag or commit is on GitHub; without a token what git knows of it. */
export async function commitNamed(
  directory: string,
  ref: string,
  { github }: BasePlace,
): Promise<string | null> {
  if (FULL_SHA.test(ref)) return ref;
  for (const kind of github ? ['heads', 'tags'] : []) {
    const found = await findRef(github as GitHub, `${kind}/${ref}`);
    if (found?.object.type === 'commit') return found.object.sha;
  }
  return (await commitOf(directory, `refs/remotes/origin/${ref}`)) ?? commitOf(directory, `refs/tags/${ref}`);
}

/**
 * Asks git where it has the commit, else GitHub, else git again after fetching it. A token that may not read is answered
 * like a file that is not there, so GitHub is asked for the commit too: what nobody can tell is never taken for absent.
 */
async function fileOfBase(
  directory: string,
  commit: string,
  path: string,
  { github, log }: BasePlace,
): Promise<string | null> {
  const known = await knownFileAt(directory, commit, path);
  if (known !== null) return known.text;
  let refused: unknown;
  if (github) {
    try {
      const text = await readTextFile(github, commit, path);
      if (text !== null) return text;
      if ((await findCommit(github, commit)) !== null) return null;
    } catch (error) {
      refused = error;
    }
  }
  log.debug(`Fetch ${commit} for the rules of the base.`);
  await fetchIntoShallow(directory, commit);
  const fetched = await knownFileAt(directory, commit, path);
  if (fetched !== null) return fetched.text;
  throw refused ?? unreadable(`cannot be read at ${commit.slice(0, 12)}`);
}

/** As `fileOfBase`: all files; null where GitHub does not list them and git cannot fetch them. */
async function listOfBase(
  directory: string,
  commit: string,
  { github, log }: BasePlace,
): Promise<Listing | null> {
  const known = (await filesAt(directory, commit)) ?? (github && (await filesOfCommit(github, commit)));
  if (known) return known;
  log.debug(`Fetch ${commit} for the files of the base.`);
  await fetchIntoShallow(directory, commit);
  return filesAt(directory, commit);
}

export function unreadable(why: string): UserError {
  return new UserError(`The gate judges a change by the rules of its base, and the base ${why}`, {
    hint: 'Give the job `permissions: { contents: read }` and leave `token` as it is by default, or check out with `fetch-depth: 0`.',
  });
}
