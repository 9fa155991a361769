import { existsSync } from 'node:fs';
import { type Evidence, STAGES, type Stage } from '../../evidence/schema.ts';
import { evidenceFile } from '../../evidence/store.ts';
import type { StoredArtifact } from '../../github/artifact.ts';
import type { GitHub } from '../../github/client.ts';
import type { Runner } from '../../github/runner.ts';
import { UserError } from '../../system/errors.ts';
import type { StepInputs } from '../actions.ts';
import { hasArtifactService } from '../machine.ts';
import { bringEarlier, type RunPlace, type Source, uploadBrief, uploadStage } from './artifacts.ts';
import { digestsIn, refuseUnread } from './digests.ts';
import { refuseForeignRun } from './other-run.ts';

/**
 * Whose artifacts a step reads; null where there is no artifact service.
 * @throws UserError where another run is named whose artifacts this one may not take
 */
export async function sourceOf(
  { context, log }: Runner,
  inputs: Pick<StepInputs, 'from-run' | 'token' | 'artifact-digests'>,
  github: GitHub | null,
): Promise<Source | null> {
  const { 'from-run': id = null, token, 'artifact-digests': lines = [] } = inputs;
  const digests = digestsIn(lines, log);
  if (id !== null) {
    if (token === null || github === null) {
      throw new UserError('`from-run` needs a token to read the other run', {
        hint: 'Leave `token` as it is by default, and give the job `permissions: { actions: read }`.',
      });
    }
    await refuseForeignRun(github, context, id);
    return { run: { id, token, owner: context.owner, repo: context.repo }, digests };
  }
  if (hasArtifactService(process.env, context.serverUrl)) return { run: null, digests };
  if (digests.size === 0) return null;
  throw new UserError(
    '`artifact-digests` is given, and there is no artifact service whose artifacts have them',
    {
      hint: 'Leave the input out, and run all stages in one job.',
    },
  );
}

/**
 * Brings what earlier stages left; outside GitHub all stages must run in one job. `variants` are those whose trainings the
 * step reads as well.
 */
export async function bring(
  stage: Stage,
  place: RunPlace,
  source: Source | null,
  variants: readonly string[] = [],
): Promise<void> {
  const { log } = place;
  if (source === null) {
    log.debug('There is no artifact service: only what this job made is used.');
    return;
  }
  const trainings = variants.map((variant) => `train/${variant}`);
  refuseUnread(source.digests, [...STAGES.slice(0, STAGES.indexOf(stage)), ...trainings]);
  await log.group('Evidence of earlier stages', () => bringEarlier(stage, place, source));
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
