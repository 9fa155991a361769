import { judgesFilesOnly, refuseWithoutData } from './config/predictions-only.ts';
import type { Config } from './config/schema.ts';
import { type Evidence, STAGES, type Stage } from './evidence/schema.ts';
import { writeEvidence } from './evidence/store.ts';
import type { DeployStageRequest } from './stages/deploy.ts';
import type { Ports, StageFunction } from './stages/stage.ts';
import { makeFolder } from './system/files.ts';
import type { Log } from './system/log.ts';
import type { MachineState } from './system/machine-state.ts';

/** A request that any stage can take. */
export type PipelineRequest = DeployStageRequest;

/** One line a stage; a stage and what it needs are loaded when it runs. */
const FUNCTIONS: { readonly [S in Stage]: () => Promise<StageFunction<PipelineRequest>> } = {
  'validate-data': async () => (await import('./stages/validate-data.ts')).validateData,
  train: async () => (await import('./stages/train.ts')).train,
  'evaluate-gate': async () => (await import('./stages/evaluate-gate.ts')).evaluateGate,
  register: async () => (await import('./stages/register.ts')).register,
  deploy: async () => (await import('./stages/deploy.ts')).deploy,
  'monitor-drift': async () => (await import('./stages/monitor-drift.ts')).monitorDrift,
};

/** What a machine is asked for, and by whom it is measured. */
export interface Readiness {
  readonly config: Config;
  /** The folder of the config. */
  readonly directory: string;
  readonly log: Log;
  measure(): Promise<MachineState>;
}

/**
 * Refuses a machine that has not what `train` asks for, before any of `stages` reads data or writes a file; asks
 * nothing where the config does not, or nothing is trained.
 * @throws UserError that tells all that is missing, and each cure
 */
export async function refuseUnready(
  stages: readonly Stage[],
  { config, directory, log, measure }: Readiness,
): Promise<void> {
  if (!stages.includes('train')) return;
  const { asksMachine, preflight, refuseUnmet } = await import('./training/preflight.ts');
  if (!asksMachine(config.train)) return;
  const result = await preflight(config.train, await measure(), directory);
  refuseUnmet(result);
  for (const warning of result.warnings) log.warn(warning);
  log.info('this machine has what training asks for');
}

/** Runs one stage and keeps its evidence in the run folder, where the next stage finds it. */
export async function runStage(stage: Stage, request: PipelineRequest, ports: Ports): Promise<Evidence> {
  ports.signal?.throwIfAborted();
  refuseWithoutData(request.config, stage);
  await makeFolder(request.out);
  const perform = await FUNCTIONS[stage]();
  const evidence = await perform(request, ports);
  await writeEvidence(request.out, evidence);
  return evidence;
}

/**
 * Runs stages in the order of the loop, each on the evidence of those before it, and stops behind the first
 * one that does not pass. `finished` hears of each evidence as soon as it stands.
 */
export async function runPipeline(
  stages: readonly Stage[],
  request: PipelineRequest,
  ports: Ports,
  finished: (evidence: Evidence) => Promise<void> = async () => {},
): Promise<Evidence[]> {
  const done: Evidence[] = [];
  for (const stage of STAGES.filter((name) => stages.includes(name))) {
    const evidence = await runStage(stage, request, ports);
    done.push(evidence);
    await finished(evidence);
    if (endsLoop(evidence, request.config)) break;
  }
  return done;
}

/**
 * The stages that the config can do: without an environment there is nothing to deploy, without
 * `monitor` nothing to watch.
 */
export function stagesOf(config: Config): Stage[] {
  if (judgesFilesOnly(config)) return ['evaluate-gate'];
  return STAGES.filter(
    (stage) =>
      (stage !== 'deploy' || Object.keys(config.deploy).length > 0) &&
      (stage !== 'monitor-drift' || config.monitor !== undefined),
  );
}

/**
 * Whether no stage may follow. A model about which nothing was decided is never registered, whatever
 * `gate.inconclusive` makes of the exit code.
 */
export function endsLoop(evidence: Evidence, config: Config): boolean {
  const isUndecided = evidence.stage === 'evaluate-gate' && evidence.verdict !== 'pass';
  return isUndecided || exitCodeOfEvidence(evidence, config) !== 0;
}

/** 0 where the verdict lets the loop go on, else 1. */
export function exitCodeOfEvidence(evidence: Evidence, config: Config): 0 | 1 {
  if (evidence.verdict === 'pass') return 0;
  if (evidence.stage === 'monitor-drift')
    return config.monitor?.['fail-on'] === 'drift' && !isWaiting(evidence) ? 1 : 0;
  if (evidence.verdict === 'inconclusive' && evidence.stage === 'evaluate-gate') {
    return config.gate.inconclusive === 'pass' ? 0 : 1;
  }
  return 1;
}

/** Whether there was nothing to watch yet, which is nobody's fault. */
function isWaiting(evidence: Evidence): boolean {
  return evidence.stage === 'monitor-drift' && evidence.figures.windows.length === 0;
}

/** The exit code of a run: 1 where any of its evidence has such a verdict. */
export function exitCodeOfRun(evidence: readonly Evidence[], config: Config): 0 | 1 {
  return evidence.some((one) => exitCodeOfEvidence(one, config) === 1) ? 1 : 0;
}
