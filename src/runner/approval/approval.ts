import type { GitHub } from '../../github/client.ts';
import type { Beside } from '../../registry/registry.ts';
import { UserError } from '../../system/errors.ts';
import { handOf, isAmong, originOf, untold } from './origin.ts';

/**
 * Throws `UserError` where `login` may not approve a version for an environment: who is not in its list, and who had a
 * hand in the version since the one that the environment has. Who that is must be known, else nobody could tell that the
 * approver had none.
 */
export async function refuseApprover(
  github: GitHub,
  {
    login,
    approvers,
    environment,
  }: Readonly<{ login: string; approvers: readonly string[]; environment: string }>,
  read: () => Promise<Beside>,
): Promise<void> {
  if (!isAmong(approvers, login)) {
    throw new UserError(`\`${login}\` is not one of the approvers of ${environment}.`, {
      hint: `They are ${approvers.map((one) => `\`${one}\``).join(', ')}: \`deploy.${environment}.approvers\` on the default branch.`,
    });
  }
  const beside = await read();
  const { version } = beside.record;
  if (beside.champion?.version === version) {
    throw new UserError(`${environment} has ${version} already: there is nothing to approve.`, {
      hint: 'To deploy it again, run `deploy` in a workflow.',
    });
  }
  const origin = await originOf(github, beside);
  const hand = handOf(login, origin);
  if (hand !== null) {
    throw new UserError(`\`${login}\` cannot approve ${version}: \`${login}\` ${hand}.`, {
      hint: 'Ask another of the approvers.',
    });
  }
  const unknown = untold(origin, beside.record);
  if (unknown) throw unknown;
}
