import { issuesAreOff } from '../../github/issue.ts';
import type { Runner } from '../../github/runner.ts';
import { SUMMARY_BUDGET } from '../../publish.ts';
import { markdownOf } from '../../report/markdown.ts';
import { messageOf, UserError } from '../../system/errors.ts';
import { BUDGETS, INPUTS } from '../actions.ts';
import { askedConfig, environmentOf } from '../commands/asked-config.ts';
import { refuseOtherCheckout } from '../commands/default-branch.ts';
import type { Helper } from '../helper.ts';
import { askInIssue } from './approval-issue.ts';
import { type ApprovalRequest, approvalReport } from './approval-report.ts';

/**
 * Asks for the approval of a deployment, where the config names who approves. It does not wait: who approves does so by
 * a comment, which starts a run of its own.
 */
export const helper: Helper = async (runner) => {
  const inputs = runner.inputs(INPUTS['request-approval']);
  const { log, context } = runner;
  // Who approves is read from the config: another branch could name nobody.
  await refuseOtherCheckout(context, context.workspace);
  const github =
    inputs.token === null ? undefined : await runner.github(inputs.token, BUDGETS['request-approval']);
  const asked = await askedConfig(inputs.config, inputs.model, github);
  const { environment } = inputs;
  const { approvers } = environmentOf(asked.config, environment);
  const approved = (because: string) => {
    log.info(`Nobody needs to be asked: ${because}.`);
    runner.setOutputs({ approved: true, issue: null });
  };
  if (!approvers) return approved(`the config names no \`approvers\` of ${environment}`);

  const registry = await asked.registry();
  const now = await registry.assigned(environment);
  if (now === inputs.version) return approved(`${environment} has ${now} already`);
  const record = await registry.record(inputs.version);
  const champion = now === null ? null : await registry.record(now);
  const words = ['/mlops promote', inputs.version, environment, ...(asked.isOnly ? [] : [asked.model])];
  const address = `${context.serverUrl}/${context.owner}/${context.repo}`;
  const request = { record, environment, champion, approvers, line: words.join(' '), address };
  await runner.writeSummary(markdownOf(approvalReport(request), { budget: SUMMARY_BUDGET, brief: false }));
  const issue = github
    ? await issueFor(request, runner, () => askInIssue(github, request, context.runUrl))
    : null;
  runner.setOutputs({ approved: false, issue });
};

/** The issue's address; null where there can be none, which is a warning: a comment on any issue approves. */
async function issueFor(
  { line }: ApprovalRequest,
  { log }: Runner,
  ask: () => Promise<string>,
): Promise<string | null> {
  try {
    const url = await ask();
    log.info(`Asked for an approval in ${url}`);
    return url;
  } catch (error) {
    if (!(error instanceof UserError) && !issuesAreOff(error)) throw error;
    const hint = error instanceof UserError && error.hint ? ` ${error.hint}` : '';
    log.warn(
      `No issue asks for the approval: ${messageOf(error)}${hint} A comment on any issue or pull request approves: ${line}`,
    );
    return null;
  }
}
