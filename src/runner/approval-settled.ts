import type { Config } from '../config/schema.ts';
import type { EvidenceOf } from '../evidence/schema.ts';
import type { GitHub } from '../github/client.ts';
import type { ActionContext } from '../github/context.ts';
import { exitCodeOf, INTERNAL_EXIT_CODE, messageOf } from '../system/errors.ts';
import type { Log } from '../system/log.ts';
import { closeRequest } from './approval-issue.ts';

/**
 * Closes the request for an approval that a deployment has answered. What was deployed is deployed: where the token may
 * not, or GitHub fails, a warning says that the issue stays open.
 */
export async function settleApproval(
  { model, verdict, figures }: EvidenceOf<'deploy'>,
  { deploy }: Config,
  { context, github, log }: { context: ActionContext; github: GitHub | undefined; log: Log },
): Promise<void> {
  const { action, version, environment } = figures;
  if (!github || !deploy[environment]?.approvers) return;
  if (verdict !== 'pass' || action !== 'deploy' || version === null) return;
  const deployed = { version, actor: context.actor, run: context.runUrl };
  try {
    const closed = await closeRequest(github, { model, environment }, deployed);
    for (const url of closed) log.info(`Closed the request for approval: ${url}`);
  } catch (error) {
    if (exitCodeOf(error) === INTERNAL_EXIT_CODE) throw error;
    log.warn(`The request for approval stays open: ${messageOf(error)}`);
  }
}
