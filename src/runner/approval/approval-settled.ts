import type { Config } from '../../config/schema.ts';
import type { EvidenceOf } from '../../evidence/schema.ts';
import type { DeploymentPlace } from '../deployment.ts';
import { tolerantly } from '../tolerantly.ts';
import { closeRequest } from './approval-issue.ts';

const FEATURE = { feature: 'end of the request for approval', permission: 'issues: write' };

/** Closes the request for an approval that a deployment has answered; what was deployed does not depend on it. */
export async function settleApproval(
  { model, verdict, figures }: EvidenceOf<'deploy'>,
  { deploy }: Config,
  place: DeploymentPlace,
): Promise<void> {
  const { action, version, environment } = figures;
  const { context, github, log } = place;
  if (!github || !deploy[environment]?.approvers) return;
  if (verdict !== 'pass' || action !== 'deploy' || version === null) return;
  // Only who comments is checked to be an approver.
  const isApproval = context.event === 'issue_comment';
  const deployed = { version, actor: context.actor, isApproval, run: context.runUrl };
  await tolerantly(place, FEATURE, async () => {
    const closed = await closeRequest(github, { model, environment }, deployed);
    for (const url of closed) log.info(`Closed the request for approval: ${url}`);
  });
}
