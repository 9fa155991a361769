import { SUMMARY_BUDGET } from '../../publish.ts';
import type { Registry } from '../../registry/registry.ts';
import { markdownOf } from '../../report/markdown.ts';
import { UserError } from '../../system/errors.ts';
import { BUDGETS, INPUTS } from '../actions.ts';
import { askedConfig, environmentOf } from '../commands/asked-config.ts';
import { refuseOtherCheckout } from '../commands/default-branch.ts';
import type { Helper } from '../helper.ts';
import { whereAllowed } from '../tolerantly.ts';
import { askInIssue } from './approval-issue.ts';
import { approvalReport } from './approval-report.ts';
import { originOf } from './origin.ts';

const ISSUE = { feature: 'issue that asks for the approval', permission: 'issues: write' };
const ORIGIN = {
  feature: 'list of who cannot approve it',
  permission: 'actions: read, pull-requests: read',
};

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
  const beside = await registry.beside(inputs.version, environment);
  if (beside.champion?.version === inputs.version)
    return approved(`${environment} has ${inputs.version} already`);
  const origin = github && (await whereAllowed(runner, ORIGIN, () => originOf(github, beside)));
  const words = ['/mlops promote', inputs.version, environment, ...(asked.isOnly ? [] : [asked.model])];
  const address = `${context.serverUrl}/${context.owner}/${context.repo}`;
  const request = {
    ...{ ...beside, environment, approvers, origin: origin ?? null },
    ...{ line: words.join(' '), address },
    isKnown: (version: string) => isKnownTo(registry, version),
  };
  await runner.writeSummary(markdownOf(approvalReport(request), { budget: SUMMARY_BUDGET, brief: false }));
  const issue = github
    ? await whereAllowed(runner, ISSUE, () => askInIssue(github, request, { run: context.runUrl }))
    : null;
  if (issue !== null) log.info(`Asked for an approval in ${issue}`);
  else log.warn(`No issue asks for it. A comment on any issue or pull request approves: ${request.line}`);
  runner.setOutputs({ approved: false, issue });
};

async function isKnownTo(registry: Registry, version: string): Promise<boolean> {
  try {
    return (await registry.record(version)).version === version;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
