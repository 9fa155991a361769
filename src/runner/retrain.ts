import type { Evidence } from '../evidence/schema.ts';
import type { GitHub } from '../github/client.ts';
import type { ActionContext } from '../github/context.ts';
import { sendDispatch } from '../github/dispatch.ts';
import { messageOf, UserError } from '../system/errors.ts';
import type { Log } from '../system/log.ts';

/** The event by which retraining is asked for; a workflow listens to it under `repository_dispatch`. */
export const RETRAIN_EVENT = 'mlops-retrain';

/**
 * Asks for retraining where the evidence of monitor-drift says so. A token that may not is a warning;
 * the evidence and the summary keep the request. Throws `ServiceError` where GitHub failed.
 */
export async function requestRetraining(
  evidence: Evidence,
  context: ActionContext,
  { github, config, log }: { github: GitHub | undefined; config: string; log: Log },
): Promise<void> {
  if (evidence.stage !== 'monitor-drift' || !evidence.figures.retrain.requested) return;
  const { version, windows, retrain } = evidence.figures;
  const until = windows.at(-1)?.to ?? '';
  const missing = `Nobody was told to retrain ${evidence.model}:`;
  if (!github) {
    log.warn(`${missing} this step has no token.`);
    return;
  }
  try {
    await sendDispatch(github, RETRAIN_EVENT, {
      format: 'mlops-retrain/1',
      // The same windows ask once, however often they are judged.
      id: `${evidence.model}/${version}/${until}`,
      model: evidence.model,
      config,
      version,
      until,
      because: retrain.because,
      run: context.runUrl,
    });
    log.info(`Retraining of ${evidence.model} was asked for with the event ${RETRAIN_EVENT}.`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warn(`${missing} ${messageOf(error)} ${error.hint ?? ''}`);
  }
}
