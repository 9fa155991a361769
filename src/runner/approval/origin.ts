import { type Makers, makersOf, startersOf } from '../../github/authorship.ts';
import type { GitHub } from '../../github/client.ts';
import type { Beside } from '../../registry/registry.ts';
import { UserError } from '../../system/errors.ts';

/** Who had a hand in a version, and so cannot approve it. */
export interface Origin {
  readonly makers: Makers;
  /** The logins of who started a run that made it, or asked for one. */
  readonly starters: readonly string[];
}

const NOTHING_KNOWN: Makers = { people: [], unknown: [], gap: null };
export const REVIEWED = 'a job whose environment has required reviewers';
/** A version that was registered at a terminal has no run on GitHub. */
const RUN_ID = /^[1-9]\d{0,14}$/;

/** Asks GitHub who had a hand in a version since the one that the environment has. */
export async function originOf(github: GitHub, { record, champion }: Beside): Promise<Origin> {
  const { commit, run, by = [] } = record;
  const since = champion?.commit ?? null;
  const makers = commit === null ? NOTHING_KNOWN : await makersOf(github, { commit, since });
  const starters = RUN_ID.test(run.id) ? await startersOf(github, Number(run.id)) : [];
  return { makers, starters: [...new Set([...by, ...starters])] };
}

/** Why `login` cannot approve a version of this origin, as a part of a sentence; null where nothing is against it. */
export function handOf(login: string, { makers, starters }: Origin): string | null {
  if (isAmong(makers.people, login)) return 'made or merged a change in it';
  return isAmong(starters, login) ? 'started a run that made it, or asked for one' : null;
}

/**
 * Why nobody can approve a version of this origin by a comment, and what to do; null where somebody can. Of commits that
 * bots alone made, every maker is known: none of them is a person.
 */
export function untold(
  { makers, starters }: Origin,
  { version, commit }: Beside['record'],
): UserError | null {
  if (makers.gap !== null) {
    return new UserError(`Not all who made ${version} can be told: ${makers.gap}.`, {
      hint: `Deploy it in ${REVIEWED}; where it has many commits, promote a version between first.`,
    });
  }
  if (makers.people.length + starters.length > 0) return null;
  if (commit !== null && makers.unknown.length === 0) return null;
  return new UserError(
    `GitHub cannot say who made ${version}: neither its commits nor its run name an account.`,
    {
      hint: `Commit with an e-mail address that an account of GitHub has, or deploy it in ${REVIEWED}.`,
    },
  );
}

/** GitHub takes no notice of case. */
export function isAmong(logins: readonly string[], login: string): boolean {
  return logins.some((one) => one.toLowerCase() === login.toLowerCase());
}
