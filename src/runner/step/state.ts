import { join } from 'node:path';
import type { LoadedConfig } from '../../config/load.ts';
import type { Evidence } from '../../evidence/schema.ts';
import type { StoredArtifact } from '../../github/artifact.ts';
import type { GitHub } from '../../github/client.ts';
import { runName } from '../../github/context.ts';
import type { Runner } from '../../github/runner.ts';
import { exitCodeOfEvidence, variantFolder } from '../../pipeline.ts';
import type { ActionName, StepInputs } from '../actions.ts';
import type { RunPlace } from '../handover/artifacts.ts';
import { runFolder } from '../handover/run-folder.ts';
import { matrixKey } from '../matrix.ts';

/** What a step has come to know: where it stops, this is what can be told. */
export interface StepState {
  readonly name: ActionName;
  readonly runner: Runner;
  readonly signal: AbortSignal;
  /** What is being done: a stage, or what comes before the first one. */
  doing: string;
  inputs: StepInputs | undefined;
  loaded: LoadedConfig | undefined;
  github: GitHub | undefined;
  /** Of the stages that have ended, in their order. */
  readonly evidence: Evidence[];
  /** Of the last stage that left one. */
  artifact: StoredArtifact | null;
}

/** Where this step keeps what the stages of a model leave. */
export function placeOf(state: StepState, { directory, config, variant }: LoadedConfig): RunPlace {
  const { context, log } = state.runner;
  const out = join(runFolder(directory, runName(context)), config.model.name);
  const place = { model: config.model.name, attempt: context.runAttempt, log };
  return variant === undefined ? { ...place, out } : { ...place, out: variantFolder(out, variant), variant };
}

/** What tells this job apart from others of its matrix; empty without one. */
export function matrixOf({ inputs }: StepState): string {
  const { matrix = null, variant = null } = inputs ?? {};
  return matrixKey(matrix) || matrixKey(variant);
}

/** The exit code that evidence asks for: 1 where a verdict stops the loop. */
export function codeOf({ loaded }: StepState, evidence: readonly Evidence[]): number {
  return loaded && evidence.some((one) => exitCodeOfEvidence(one, loaded.config) === 1) ? 1 : 0;
}
