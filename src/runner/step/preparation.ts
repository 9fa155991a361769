import { readFile } from 'node:fs/promises';
import { type LoadedConfig, type LoadOptions, loadConfig } from '../../config/load.ts';
import { gateMetrics } from '../../evaluation/metrics/metrics.ts';
import type { Stage } from '../../evidence/schema.ts';
import { runName } from '../../github/context.ts';
import { startersIn } from '../../github/starters.ts';
import { type PipelineRequest, refuseUnready } from '../../pipeline.ts';
import { machineState, openPorts } from '../../ports.ts';
import type { Ports } from '../../stages/stage.ts';
import { BUDGETS, INPUTS, type StepInputs } from '../actions.ts';
import type { RunPlace } from '../handover/artifacts.ts';
import { bring, sourceOf } from '../handover/handover.ts';
import { claimRunFolder } from '../handover/run-folder.ts';
import { judgedConfig } from '../policy.ts';
import { modelsAsked, stagesAsked } from './asked.ts';
import { placeOf, type StepState } from './state.ts';
import { refuseUnmerged } from './unmerged.ts';

/** Everything that the stages of a step need. */
export interface PreparedStep {
  readonly stages: readonly Stage[];
  readonly inputs: StepInputs;
  readonly loaded: LoadedConfig;
  readonly place: RunPlace;
  readonly request: PipelineRequest;
  readonly ports: Ports;
}

/**
 * Reads what a step is asked, and brings together what its stages need; whatever is refused is refused here, before any
 * work is done. `state` learns what is found on the way.
 */
export async function prepare(state: StepState): Promise<PreparedStep> {
  const { name, runner } = state;
  const { context, log } = runner;
  const inputs: StepInputs = runner.inputs(INPUTS[name]);
  state.inputs = inputs;
  state.doing = 'Read the config';
  const { own, options } = await ownConfig(state, inputs);
  const stages = stagesAsked(name, own, inputs);
  if (!inputs.unmerged) refuseUnmerged(stages, context, inputs.set);
  state.doing = 'Look whether the machine has what training asks for';
  const { config, directory } = own;
  const measure = () => machineState(process.env, directory);
  await refuseUnready(stages, { config, directory, log, measure });
  if (inputs.token !== null) state.github = await runner.github(inputs.token, BUDGETS[name]);
  const github = state.github ?? null;
  let loaded = own;
  if (stages.includes('evaluate-gate')) {
    state.doing = 'Read the rules of the base';
    loaded = await judgedConfig(own, options, { context, github, log });
    state.loaded = loaded;
  }

  state.doing = 'Find the evidence of earlier stages';
  const place = placeOf(state, loaded);
  const source = await sourceOf(runner, inputs, github);
  const isChosen = stages[0] === 'evaluate-gate' && !inputs.candidates?.length;
  await bring(stages[0] as Stage, place, source, isChosen ? loaded.variants : []);
  const ports = await portsOf(state, inputs, loaded);
  const models = await modelsAsked(stages, { name, inputs, loaded, options, place, source });
  const request = { ...requestOf(loaded, inputs, context.base?.sha), ...models, out: place.out };
  return { stages, inputs, loaded, place, request, ports };
}

/** The config of this checkout; its run folder is made safe before anything is read from there. */
async function ownConfig(state: StepState, inputs: StepInputs) {
  const { runner } = state;
  // What is wrong in it may be quoted.
  const text = await readFile(inputs.config, 'utf8').catch(() => '');
  runner.maskPasswords([text, ...inputs.set].join('\n'));
  const options: LoadOptions = {
    overrides: inputs.set,
    metrics: gateMetrics,
    ...(inputs.model === null ? {} : { model: inputs.model }),
  };
  const variant = inputs.variant ? { variant: inputs.variant } : {};
  const own = await loadConfig(inputs.config, { ...options, ...variant });
  const job = { temp: process.env.RUNNER_TEMP, log: runner.log };
  await claimRunFolder(own.directory, runName(runner.context), job);
  state.loaded = own;
  return { own, options };
}

async function portsOf(
  { runner, signal, github }: StepState,
  inputs: StepInputs,
  { directory }: LoadedConfig,
): Promise<Ports> {
  const { context, log } = runner;
  const by = startersIn(context);
  const ports = await openPorts({
    ...{ log, env: process.env, directory, signal },
    run: { id: context.runId, attempt: context.runAttempt, ...(by.length > 0 ? { by } : {}) },
    mask: (secret) => runner.mask(secret),
    ...(inputs['engines-path'] ? { enginesPath: inputs['engines-path'] } : {}),
    ...(github ? { github } : {}),
  });
  // Where git does not answer, as in a checkout without git, the runner knows the commit.
  return { ...ports, run: { ...ports.run, commit: ports.run.commit ?? context.sha } };
}

function requestOf(
  { config, directory, digest, overrides, policy, variant }: LoadedConfig,
  { environment, version, rollback }: StepInputs,
  base: string | null | undefined,
): Omit<PipelineRequest, 'out'> {
  return {
    ...{ config, directory, configDigest: digest, overrides },
    ...(policy ? { policy } : {}),
    action: rollback ? 'rollback' : 'deploy',
    ...(variant === undefined ? {} : { variant }),
    ...(environment ? { environment } : {}),
    ...(version ? { version } : {}),
    ...(base ? { base } : {}),
  };
}
