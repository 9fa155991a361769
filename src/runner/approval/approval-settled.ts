import type { Config } from '../../config/schema/config.ts';
import type { EvidenceOf } from '../../evidence/schema.ts';
import type { GitHub } from '../../github/client.ts';
import type { ActionContext } from '../../github/context.ts';
import type { Features } from '../../github/features.ts';
import type { Log } from '../../system/log.ts';
import { tolerantly } from '../tolerantly.ts';
import { closeRequest } from './approval-issue.ts';

const FEATURE = { feature: 'end of the request for approval', permission: 'issues: write' };

/** Where a deployment was made. */
export interface SettledPlace {
  readonly context: ActionContext;
  readonly github: GitHub | undefined;
  readonly features: Features;
  readonly log: Log;
}

/** Closes the request for an approval that a deployment has answered; what was deployed does not depend on it. */
export async function settleApproval(
  { model, verdict, figures }: EvidenceOf<'deploy'>,
  { deploy }: Config,
  place: SettledPlace,
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
