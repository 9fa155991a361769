import { judgedByBase } from '../config/base/base.ts';
import type { LoadedConfig, LoadOptions } from '../config/load.ts';
import { isProtected } from '../github/trees.ts';
import {
  type BasePlace,
  baseFiles,
  baseOfEvent,
  commitNamed,
  type NamedCommit,
  requireInCommit,
  unreadable,
} from './base-files.ts';

/**
 * The config that a model is judged by. For the change of a pull request or of a merge queue its gate, and where the
 * champion is, are those of the base; for any other event it is the config as it was loaded.
 * @throws UserError, ServiceError where the base cannot be read
 */
export async function judgedConfig(
  loaded: LoadedConfig,
  options: LoadOptions,
  place: BasePlace,
): Promise<LoadedConfig> {
  const { base } = place.context;
  if (base === null) return loaded;
  const { log } = place;
  const warn = (message: string) => log.warn(message);
  let first: LoadedConfig | undefined;
  for (const { find, because } of await basesOf(loaded.directory, place)) {
    const files = await baseFiles(loaded.directory, await find(), place);
    const judged = await judgedByBase(loaded, files, options, warn);
    const { policy } = judged;
    if (!policy?.base?.champion) {
      first ??= judged;
      continue;
    }
    log.info(`The gate is read from ${policy.from}.`);
    if (because === null) return judged;
    log.warn(because);
    return { ...judged, policy: { ...policy, base: { ...policy.base, because } } };
  }
  await requireInCommit(loaded.file, place);
  const own = first ?? loaded;
  log.warn(`First rules: the gate is read from ${own.policy?.from}. There is nothing to compare them with.`);
  return own;
}

/** A place that may have the rules, and why it does before the branch that the change is to be merged into. */
interface Base {
  readonly find: () => Promise<NamedCommit>;
  readonly because: string | null;
}

/**
 * The places that are asked for rules, in their order. Who may push can make a branch, with other rules or with none, have
 * a change judged there, and then give the change another base: so the rules of a branch that is neither the default one
 * nor protected come after those of the default branch, and where a branch has none those of the default branch hold.
 */
async function basesOf(directory: string, place: BasePlace): Promise<Base[]> {
  const { context, github } = place;
  const own: Base = { find: () => baseOfEvent(directory, place), because: null };
  const branch = context.base?.ref ?? null;
  const { repository } = context.payload as { repository?: { default_branch?: unknown } };
  const main = repository?.default_branch;
  // A queue is part of a branch's protection.
  if (branch === null || typeof main !== 'string' || branch === main) return [own];
  const find = async () => {
    const commit = await commitNamed(directory, main, place);
    if (commit === null) throw unreadable(`is not the default branch, which cannot be read (${main})`);
    return { commit, branch: main };
  };
  const isQueue = 'merge_group' in context.payload;
  if (isQueue || (github && (await isProtected(github, branch)))) {
    const because = `The base ${branch} has no rules for this model, so those of the default branch ${main} hold.`;
    return [own, { find, because }];
  }
  const because = `The base ${branch} is neither the default branch nor protected, so the rules of the default branch ${main} hold. Protect ${branch} if it is to have rules of its own.`;
  return [{ find, because }, own];
}
