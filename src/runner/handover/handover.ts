import { existsSync } from 'node:fs';
import type { Evidence, Stage } from '../../evidence/schema.ts';
import { evidenceFile } from '../../evidence/store.ts';
import type { OtherRun, StoredArtifact } from '../../github/artifact.ts';
import type { Runner } from '../../github/runner.ts';
import { UserError } from '../../system/errors.ts';
import type { StepInputs } from '../actions.ts';
import { hasArtifactService } from '../machine.ts';
import { bringEarlier, type RunPlace, uploadBrief, uploadStage } from './artifacts.ts';

/** Whose artifacts a step reads: null for those of its own run, undefined where there is no artifact service. */
export function sourceOf(
  { context }: Runner,
  inputs: Pick<StepInputs, 'from-run' | 'token'>,
): OtherRun | null | undefined {
  const { 'from-run': id = null, token } = inputs;
  if (id !== null && token === null) {
    throw new UserError('`from-run` needs a token to read the other run', {
      hint: 'Leave `token` as it is by default, and give the job `permissions: { actions: read }`.',
    });
  }
  if (id !== null && token !== null) return { id, token, owner: context.owner, repo: context.repo };
  return hasArtifactService(process.env, context.serverUrl) ? null : undefined;
}

/** Brings what earlier stages left; outside GitHub all stages must run in one job. */
export async function bring(stage: Stage, place: RunPlace, source: OtherRun | null | undefined) {
  const { log } = place;
  if (source === undefined) log.debug('There is no artifact service: only what this job made is used.');
  else await log.group('Evidence of earlier stages', () => bringEarlier(stage, place, source));
}

/**
 * Stops a gate that has nothing to judge: on a pull request its job runs after a failed one too, for GitHub takes a
 * skipped job for a passed check.
 * @throws UserError where no model was trained
 */
export function requireTraining({ model, out }: RunPlace): void {
  if (existsSync(evidenceFile(out, 'train'))) return;
  throw new UserError(`Nothing to judge: there is no evidence of train of ${model} in this run`, {
    hint: 'A job before this one failed or was skipped: its log says why, mend that first. Without such a job run `train` before the gate, or name its run with `from-run`.',
  });
}

/** Leaves what a stage made for later jobs, and on a pull request its brief; null where there is no artifact service. */
export async function leave(
  evidence: Evidence,
  place: RunPlace,
  { runner, matrix, comment }: { runner: Runner; matrix: string; comment: boolean },
): Promise<StoredArtifact | null> {
  const { context, features, log } = runner;
  if (!hasArtifactService(process.env, context.serverUrl)) {
    features.miss('artifacts', `No artifact service here: the evidence stays in ${place.out}.`);
    return null;
  }
  // Of several trainings in one step only the chosen one is told of, by the gate; and what is to stay out of the
  // comment has no brief, for a comment is made from it.
  const isOne = place.variant === undefined || matrix !== '';
  const hasBrief = context.event === 'pull_request' && isOne && comment;
  let stored: StoredArtifact | null = null;
  try {
    await log.group('Upload the evidence', async () => {
      stored = await uploadStage(evidence, place);
      const mostDays = process.env.GITHUB_RETENTION_DAYS;
      const redact = (text: string) => runner.redact(text);
      if (hasBrief) await uploadBrief(evidence, place, { key: matrix, mostDays, redact });
    });
  } catch (error) {
    // No later stage reads it, and what was deployed is deployed: a second environment in one run is no fault.
    const isRead = evidence.stage !== 'deploy' && evidence.stage !== 'monitor-drift';
    if (isRead || !(error instanceof UserError)) throw error;
    log.warn(`${error.message} The evidence stays in ${place.out}.`);
  }
  return stored;
}
