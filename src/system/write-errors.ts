import { PLACE_PROBLEMS, UserError } from './errors.ts';

/**
 * What failed while `place` was written, as an error that the user can mend (a full disk, a missing
 * permission); any other error comes back as it is.
 */
export function writeErrorOf(error: unknown, place: string): unknown {
  const known = PLACE_PROBLEMS[(error as NodeJS.ErrnoException | null)?.code ?? ''];
  if (!known || error instanceof UserError) return error;
  return new UserError(`${place} cannot be written: ${known[0]}`, {
    hint: `${known[1]} and run this again.`,
    cause: error,
  });
}
