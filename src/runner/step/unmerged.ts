import { parseOverride } from '../../config/overrides.ts';
import type { Stage } from '../../evidence/schema.ts';
import { type ActionContext, defaultBranchOf } from '../../github/context.ts';
import { UserError } from '../../system/errors.ts';
import { pathText } from '../../system/schema-check.ts';

/** The keys of the config that say what is good enough, where it goes, and by which programs. */
const RULES = ['gate', 'registry', 'deploy'];

/**
 * Stops a step that would register or deploy what nobody has merged: its rules, its config and its code are those of
 * its branch alone, or of whoever started it by hand; `set` is what is set for this run.
 * @throws UserError where the run is not of the default branch, or has rules of its own
 */
export function refuseUnmerged(
  stages: readonly Stage[],
  context: ActionContext,
  set: readonly string[] = [],
): void {
  const stage = stages.find((one) => one === 'register' || one === 'deploy');
  const branch = defaultBranchOf(context);
  if (stage === undefined || branch === null) return;
  // Some events of pull requests run on the base, whatever their job checks out.
  const isChange = context.base !== null;
  if (!isChange && context.ref === `refs/heads/${branch}`) {
    refuseGiven(stage, context, set);
    return;
  }
  const where = isChange ? 'a change' : context.ref.replace(/^refs\/(heads|tags)\//, '') || 'another commit';
  throw new UserError(`${stage} is for what was merged: this run is of ${where}, not of ${branch}`, {
    hint: `Merge the change and run it on ${branch}. Where a branch or tag is to release, say \`unmerged: true\` in its workflow, and let the environment’s rules and a ruleset for tags say who may.`,
  });
}

/** The lines of the workflow itself were merged with it; those of its inputs were not. */
function refuseGiven(stage: Stage, { event, payload }: ActionContext, set: readonly string[]): void {
  if (event !== 'workflow_dispatch') return;
  const inputs = Object.values(payload.inputs ?? {});
  const lines = inputs.flatMap((text) => String(text).split('\n')).map((line) => line.trim());
  for (const line of set) {
    const { path } = parseOverride(line);
    if (!lines.includes(line) || !RULES.includes(String(path[0]))) continue;
    throw new UserError(
      `${stage} is for what was merged: \`${pathText(path)}\` was given for this run alone`,
      {
        hint: 'Change it in the config, and merge that. Where whoever starts the run may say so, say `unmerged: true` in its workflow.',
      },
    );
  }
}
