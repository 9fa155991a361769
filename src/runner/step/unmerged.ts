import type { Stage } from '../../evidence/schema.ts';
import { type ActionContext, defaultBranchOf } from '../../github/context.ts';
import { UserError } from '../../system/errors.ts';

/**
 * Stops a step that would register or deploy what nobody has merged: its rules, its config and its code are those of
 * its branch alone.
 * @throws UserError where the run is not of the default branch
 */
export function refuseUnmerged(stages: readonly Stage[], context: ActionContext): void {
  const stage = stages.find((one) => one === 'register' || one === 'deploy');
  const branch = defaultBranchOf(context);
  if (stage === undefined || branch === null) return;
  // Some events of pull requests run on the base, whatever their job checks out.
  const isChange = context.base !== null;
  if (!isChange && context.ref === `refs/heads/${branch}`) return;
  const where = isChange ? 'a change' : context.ref.replace(/^refs\/(heads|tags)\//, '') || 'another commit';
  throw new UserError(`${stage} is for what was merged: this run is of ${where}, not of ${branch}`, {
    hint: `Merge the change and run it on ${branch}. Where a branch or tag is to release, say \`unmerged: true\` in its workflow, and let the environment’s rules and a ruleset for tags say who may.`,
  });
}
