import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type LoadedConfig, loadConfig } from '../../config/load.ts';
import { gateMetrics } from '../../evaluation/metrics/metrics.ts';
import type { EvidenceOf } from '../../evidence/schema.ts';
import { evidenceFile, readEvidence } from '../../evidence/store.ts';
import { Artifacts } from '../../github/artifact.ts';
import { runName } from '../../github/context.ts';
import type { Runner } from '../../github/runner.ts';
import { UserError } from '../../system/errors.ts';
import { BUDGETS, INPUTS } from '../actions.ts';
import { digestsIn, refuseUnread } from '../handover/digests.ts';
import { claimRunFolder } from '../handover/run-folder.ts';
import type { Helper } from '../helper.ts';
import { askForRetraining, requestRetraining } from './retrain.ts';

const NAME = 'request-retraining';
const STAGE = 'monitor-drift';

/**
 * Sends the event that asks for retraining: where monitor-drift of this run asked for it, or because a
 * person does. It trains nothing and runs nothing of the repository, so that the job that may write
 * contents does nothing else.
 */
export const helper: Helper = async (runner) => {
  const { context, log } = runner;
  const inputs = runner.inputs(INPUTS[NAME]);
  const { config, model, token, because } = inputs;
  const digests = digestsIn(inputs['artifact-digests'], log);
  refuseUnread(digests, because === null ? [STAGE] : []);
  const loaded = await loadConfig(config, { metrics: gateMetrics, ...(model === null ? {} : { model }) });
  if (token === null) {
    throw new UserError('The event that asks for retraining needs a token', {
      hint: 'Leave `token` as it is by default, and give the job `permissions: { contents: write }`.',
    });
  }
  const github = await runner.github(token, BUDGETS[NAME]);
  const name = loaded.config.model.name;
  if (because !== null) {
    await askForRetraining(github, context, { model: name, config, because, log });
    runner.setOutputs({ requested: true });
    return;
  }
  const evidence = await foundDrift(runner, loaded, digests.get(STAGE) ?? null);
  const coolDown = loaded.config.monitor?.retrain?.['cool-down'];
  const place = { github, config, coolDown, log };
  const requested = await requestRetraining(evidence, context, place);
  runner.setOutputs({ requested });
};

/** What monitor-drift found in this run: in this job, or in an earlier one. */
async function foundDrift(
  { context, log }: Runner,
  { directory, config }: LoadedConfig,
  expected: string | null,
): Promise<EvidenceOf<'monitor-drift'>> {
  const model = config.model.name;
  const attempt = context.runAttempt;
  const place = { temp: process.env.RUNNER_TEMP, log };
  const out = join(await claimRunFolder(directory, runName(context), place), model);
  if (expected === null && existsSync(evidenceFile(out, STAGE))) return readEvidence(out, STAGE);
  await mkdir(out, { recursive: true });
  const folder = await mkdtemp(join(out, 'download-'));
  try {
    const what = { model, stage: STAGE };
    const found = await new Artifacts({ log, attempt }).download(what, folder, { run: null, expected });
    if (found) return await readEvidence(folder, STAGE);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  throw new UserError(`This run has no evidence of drift of ${model}`, {
    hint: 'Run `monitor-drift` in a job before this one, or say why under `because`.',
  });
}
