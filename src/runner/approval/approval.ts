import { makersOf, startersOf } from '../../github/authorship.ts';
import type { GitHub } from '../../github/client.ts';
import type { VersionRecord } from '../../registry/record.ts';
import { UserError } from '../../system/errors.ts';

/**
 * Throws `UserError` where `login` may not approve a version for an environment: who is not in its list, and who made
 * the version. Somebody must be known to have made it, else nobody could tell that the approver did not.
 */
export async function refuseApprover(
  github: GitHub,
  {
    login,
    approvers,
    environment,
  }: Readonly<{ login: string; approvers: readonly string[]; environment: string }>,
  record: VersionRecord,
): Promise<void> {
  const among = (logins: readonly string[]) =>
    logins.some((one) => one.toLowerCase() === login.toLowerCase());
  if (!among(approvers)) {
    throw new UserError(`\`${login}\` is not one of the approvers of ${environment}.`, {
      hint: `They are ${approvers.map((one) => `\`${one}\``).join(', ')}: \`deploy.${environment}.approvers\` on the default branch.`,
    });
  }
  const { version, commit, run } = record;
  const makers = commit === null ? [] : await makersOf(github, commit);
  const ask = 'Ask another of the approvers.';
  if (among(makers)) {
    throw new UserError(`\`${login}\` made the commit that ${version} was trained from.`, { hint: ask });
  }
  // A version that was registered at a terminal has no run on GitHub.
  const starters = /^[1-9]\d{0,14}$/.test(run.id) ? await startersOf(github, Number(run.id)) : [];
  if (among(starters)) {
    throw new UserError(`\`${login}\` started the run that registered ${version}.`, { hint: ask });
  }
  if (makers.length + starters.length > 0) return;
  throw new UserError(
    `GitHub cannot say who made ${version}: neither its commit nor its run names an account.`,
    {
      hint: 'Commit with an e-mail address that an account of GitHub has, or deploy it with a run of the workflow.',
    },
  );
}
