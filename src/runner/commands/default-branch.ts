import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionContext, defaultBranchOf } from '../../github/context.ts';
import { UserError } from '../../system/errors.ts';
import { gitState } from '../../system/git.ts';

/**
 * Throws `UserError` where the checkout is not the commit of the default branch that GitHub started this run on: what
 * stands in a pull request must not decide who may do what.
 */
export async function refuseOtherCheckout(context: ActionContext, directory: string): Promise<void> {
  const { ref, sha } = context;
  const branch = defaultBranchOf(context);
  if (branch !== null && ref !== `refs/heads/${branch}`) {
    throw new UserError(`This run is not on the default branch \`${branch}\`.`, {
      hint: 'Start it on the default branch alone: its config says who may do what.',
    });
  }
  const { commit } = await gitState(directory);
  if (commit === sha) return;
  if (commit === null) {
    if (!existsSync(join(directory, '.git'))) return;
    throw new UserError('git does not say which commit is checked out.', {
      hint: 'Let the owner of the workspace be the user of this step (`git config --global --add safe.directory`).',
    });
  }
  throw new UserError(`The checkout is at ${commit.slice(0, 7)}, and this run is on ${sha.slice(0, 7)}.`, {
    hint: 'Check out without `ref:`: the config of the default branch says who may do what.',
  });
}
