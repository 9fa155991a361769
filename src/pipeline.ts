import { join } from 'node:path';
import { judgesFilesOnly, refuseWithoutData } from './config/predictions-only.ts';
import type { Config } from './config/schema/config.ts';
import { type Evidence, STAGES, type Stage } from './evidence/schema.ts';
import { readEvidence, writeEvidence } from './evidence/store.ts';
import type { DeployStageRequest } from './stages/deploy.ts';
import type { CandidateFolder, Ports, StageFunction, StageRequest } from './stages/stage.ts';
import { makeFolder } from './system/files.ts';
import type { Log } from './system/log.ts';
import type { MachineState } from './system/machine-state.ts';

/** One of `train.variants`, as it is trained. */
export interface VariantTraining extends Pick<StageRequest, 'config' | 'configDigest' | 'overrides'> {
  readonly variant: string;
}

/** A request that any stage can take. */
export interface PipelineRequest extends DeployStageRequest {
  /** What is trained in place of the config as it is; the gate chooses one of the models. */
  readonly variants?: readonly VariantTraining[];
}

/** Called for each evidence as soon as it stands, with the folder that it is in. */
export type Finished = (evidence: Evidence, out: string) => Promise<void>;

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
  finished: Finished = async () => {},
): Promise<Evidence[]> {
  let done: Evidence[] = [];
  let asked = request;
  for (const stage of STAGES.filter((name) => stages.includes(name))) {
    const { evidence, next } = await runOne(stage, asked, ports, finished);
    asked = next;
    // Of many trainings the chosen one is that of the run from now on.
    if (stage === 'evaluate-gate' && request.variants?.length && asked.candidates?.length) {
      const chosen = await readEvidence(request.out, 'train');
      done = done.map((one) => (one.stage === 'train' ? chosen : one)).filter(isFirst);
    }
    done.push(...evidence);
    if (evidence.some((one) => endsLoop(one, request.config))) break;
  }
  return done;
}

function isFirst(one: Evidence, place: number, all: readonly Evidence[]): boolean {
  return all.indexOf(one) === place;
}

/**
 * Runs a stage, or `train` once for each variant. The evidence of `train` is then that of the models that were made, or
 * of all trainings where none was; `next` is what the next stage is asked.
 */
export async function runOne(
  stage: Stage,
  request: PipelineRequest,
  ports: Ports,
  finished: Finished,
): Promise<{ readonly evidence: Evidence[]; readonly next: PipelineRequest }> {
  const { variants, ...plain } = request;
  if (stage !== 'train' || !variants?.length) {
    const evidence = await runStage(stage, plain, ports);
    await finished(evidence, plain.out);
    return { evidence: [evidence], next: request };
  }
  const trained: Evidence[] = [];
  const candidates: CandidateFolder[] = [];
  for (const [index, { variant, ...training }] of variants.entries()) {
    ports.log.info(`Variant ${variant}, ${index + 1} of ${variants.length}`);
    const out = variantFolder(request.out, variant);
    const evidence = await runStage('train', { ...plain, ...training, variant, out }, ports);
    trained.push(evidence);
    if (evidence.verdict === 'pass') candidates.push({ name: variant, directory: out });
    await finished(evidence, out);
  }
  const made = trained.filter(({ verdict }) => verdict === 'pass');
  const missing = variants.flatMap(({ variant }, at) => (trained[at]?.verdict === 'pass' ? [] : [variant]));
  return {
    evidence: made.length > 0 ? made : trained,
    next: { ...plain, candidates, missingVariants: missing },
  };
}

/** Where a run keeps the training of a variant. */
export function variantFolder(out: string, variant: string): string {
  return join(out, 'variants', variant);
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
