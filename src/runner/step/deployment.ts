import type { EvidenceOf } from '../../evidence/schema.ts';
import type { GitHub } from '../../github/client.ts';
import type { ActionContext } from '../../github/context.ts';
import { createDeployment, type DeploymentStatus, setDeploymentStatus } from '../../github/deployment.ts';
import type { Features } from '../../github/features.ts';
import { messageOf } from '../../system/errors.ts';
import type { Log } from '../../system/log.ts';
import { tolerantly } from '../tolerantly.ts';

/** A cancelled deployment that has not ended by then is told as such: the runner gives the step 7.5 seconds in all. */
const TELL_AFTER_MS = 2000;
const FEATURE = { feature: 'entry in the list of deployments', permission: 'deployments: write' };

export interface DeploymentPlace {
  readonly context: ActionContext;
  readonly github: GitHub | undefined;
  readonly features: Features;
  readonly log: Log;
  readonly model: string;
  readonly environment: string;
  /** The version that was asked for; null for the newest. */
  readonly version: string | null;
  /** Aborted when the step is cancelled. */
  readonly signal: AbortSignal;
}

/**
 * Deploys with a record of it in GitHub's list of deployments. A token that may not write there is no
 * failure: the deployment itself does not depend on it.
 */
export async function recorded(
  place: DeploymentPlace,
  deploy: () => Promise<EvidenceOf<'deploy'>>,
): Promise<EvidenceOf<'deploy'>> {
  const id = await begin(place);
  const forget = whenCancelled(place.signal, () => {
    const description = `Cancelled; what ${place.environment} has now is not known.`;
    void end(place, id, { state: 'error', description });
  });
  try {
    const evidence = await deploy();
    await end(place, id, statusOf(evidence));
    return evidence;
  } catch (error) {
    await end(place, id, { state: 'error', description: messageOf(error) });
    throw error;
  } finally {
    forget();
  }
}

/** Calls `late` some time after a cancellation, unless it is forgotten before. */
function whenCancelled(signal: AbortSignal, late: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const start = () => {
    timer = setTimeout(late, TELL_AFTER_MS);
  };
  signal.addEventListener('abort', start, { once: true });
  return () => {
    signal.removeEventListener('abort', start);
    clearTimeout(timer);
  };
}

function statusOf({ verdict, reasons, figures }: EvidenceOf<'deploy'>): DeploymentStatus {
  const { action, version, url } = figures;
  if (verdict !== 'pass') {
    const reason = reasons.find(({ outcome }) => outcome === 'fail') ?? reasons[0];
    return { state: 'failure', description: reason?.sentence ?? `${action} failed` };
  }
  return {
    state: 'success',
    description: `${action}: ${version ?? 'no version'}`,
    // GitHub links it; only addresses of the web make a link.
    ...(url && /^https?:/.test(url) ? { url } : {}),
  };
}

async function begin(place: DeploymentPlace): Promise<number | null> {
  const { context, github, model, environment, version } = place;
  if (!github) return null;
  return tolerantly(place, FEATURE, async () => {
    const id = await createDeployment(github, {
      ref: context.sha,
      environment,
      description: `${model} ${version ?? '(newest version)'}`,
      key: `${context.runId}/${context.runAttempt}/${context.job}/${model}/${environment}`,
      details: { model, run: context.runUrl },
    });
    await setDeploymentStatus(github, id, { state: 'in_progress', description: model, log: context.runUrl });
    return id;
  });
}

async function end(place: DeploymentPlace, id: number | null, status: DeploymentStatus): Promise<void> {
  const { context, github } = place;
  if (!github || id === null) return;
  await tolerantly(place, FEATURE, () => setDeploymentStatus(github, id, { ...status, log: context.runUrl }));
}
