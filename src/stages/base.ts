import { commitOf, fetchIntoShallow } from '../system/git.ts';
import type { StageRequest } from './stage.ts';

/** The default branch of the repository that this one was cloned from. */
const DEFAULT_BASE = 'origin/HEAD';

/**
 * The full SHA of the commit that a change is to be merged into: the one that the request names, else that of the
 * default branch; null where git does not know it.
 */
export async function baseCommit({
  directory,
  base = DEFAULT_BASE,
}: Pick<StageRequest, 'directory' | 'base'>): Promise<string | null> {
  const known = (await commitOf(directory, base)) ?? (await commitOf(directory, `origin/${base}`));
  if (known !== null) return known;
  // A runner checks out one commit alone, which is never the base.
  await fetchIntoShallow(directory, base);
  return commitOf(directory, base);
}
