import { commitOf } from '../system/git.ts';
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
  return (await commitOf(directory, base)) ?? (await commitOf(directory, `origin/${base}`));
}
