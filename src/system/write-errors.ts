import { UserError } from './errors.ts';

const CURES: Readonly<Record<string, readonly [what: string, cure: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space'],
  EDQUOT: ['the disk quota is used up', 'Free some space'],
  EFBIG: ['a file would be larger than is allowed', 'Raise the limit on file sizes'],
  EACCES: ['this user may not write there', 'Allow it'],
  EPERM: ['this user may not write there', 'Allow it'],
  EROFS: ['the file system is read-only', 'Name a folder that can be written'],
  EEXIST: ['a file stands where a folder is needed', 'Remove it or name another folder'],
  ENOTDIR: ['a file stands where a folder is needed', 'Remove it or name another folder'],
  EISDIR: ['a folder stands where a file is needed', 'Remove it or name another file'],
};

/**
 * What failed while `place` was written, as an error that the user can mend (a full disk, a missing
 * permission); any other error comes back as it is.
 */
export function writeErrorOf(error: unknown, place: string): unknown {
  const known = CURES[(error as NodeJS.ErrnoException | null)?.code ?? ''];
  if (!known || error instanceof UserError) return error;
  return new UserError(`${place} cannot be written: ${known[0]}`, {
    hint: `${known[1]} and run this again.`,
    cause: error,
  });
}
