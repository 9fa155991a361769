import { statusOf } from '../github/failure.ts';
import type { Features } from '../github/features.ts';
import { issuesAreOff } from '../github/issue.ts';
import { exitCodeOf, INTERNAL_EXIT_CODE, messageOf, ServiceError, UserError } from '../system/errors.ts';
import type { Log } from '../system/log.ts';

/** What a step does on GitHub although nothing that it decides depends on it; it completes “No …” and “Not possible here: …”. */
export interface Feature {
  readonly feature: string;
  /** As in a workflow's `permissions:`. */
  readonly permission: string;
}

export interface Teller {
  readonly features: Features;
  readonly log: Log;
}

/**
 * Does what nothing that was decided depends on. A refusal is remembered as a feature that the token lacks, and told at
 * the end of the step; where GitHub failed, a warning says so. Null where it was not done.
 */
export async function tolerantly<T>(
  teller: Teller,
  wanted: Feature,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await whereAllowed(teller, wanted, work);
  } catch (error) {
    if (exitCodeOf(error) === INTERNAL_EXIT_CODE) throw error;
    teller.log.warn(`No ${wanted.feature}: ${messageOf(error)}`);
    return null;
  }
}

/** The same for what has to be done wherever the token may: where GitHub failed, its error is thrown. */
export async function whereAllowed<T>(
  teller: Teller,
  wanted: Feature,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!isRefused(error) && !issuesAreOff(error)) throw error;
    refuse(teller, wanted, error);
    return null;
  }
}

/** A rate limit that is used up has the status of a missing permission, and is none. */
function isRefused(error: unknown): boolean {
  if (error instanceof ServiceError) return false;
  return error instanceof UserError || [401, 403, 404].includes(statusOf(error) ?? 0);
}

/** Remembers that GitHub refused it, with the reason. */
export function refuse({ features, log }: Teller, { feature, permission }: Feature, error: unknown): void {
  log.info(`No ${feature}: ${messageOf(error)}`);
  if (issuesAreOff(error)) features.miss(feature, 'Issues are switched off in this repository.');
  else features.refuse(feature, permission);
}
