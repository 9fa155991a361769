import { resolve } from 'node:path';
import { type LoadedConfig, type LoadOptions, loadConfig, loadVariants } from '../config/load.ts';
import { gateMetrics } from '../evaluation/metrics/metrics.ts';
import { type Evidence, STAGES, type Stage } from '../evidence/schema.ts';
import { createRun, latestRun, newRunId, type RunFolder, readRun } from '../evidence/store.ts';
import { refuseTracked } from '../evidence/tracked.ts';
import {
  exitCodeOfRun,
  type PipelineRequest,
  refuseUnready,
  runPipeline,
  stagesOf,
  type VariantTraining,
} from '../pipeline.ts';
import { type Environment, machineState, openPorts } from '../ports.ts';
import { publishFiles } from '../publish.ts';
import { reportOf, sectionOf } from '../report/report.ts';
import { sectionTextOf, terminalTextOf, verdictTextOf } from '../report/terminal.ts';
import { systemClock } from '../system/clock.ts';
import { UserError } from '../system/errors.ts';
import { makeFolder } from '../system/files.ts';
import type { Log } from '../system/log.ts';
import { githubOf } from './github.ts';
import type { ConfigOptions, DeployOptions, RunOptions, StageOptions } from './options.ts';

/** What a command of the terminal works with. */
export interface Session {
  readonly env: Environment;
  readonly log: Log;
  /** Writes to standard output. */
  print(text: string): void;
  /** The program that a deployment starts its server with. */
  readonly cli: string;
  /** A signal by which the work is to end; without asking for it, an interruption ends the process at once. */
  interruptible(): AbortSignal;
}

/** Loads the config that the options name. */
export function configOf(options: ConfigOptions & Pick<StageOptions, 'variant'>): Promise<LoadedConfig> {
  const { variant } = options;
  return loadConfig(options.config, {
    ...loadOptionsOf(options),
    ...(variant === undefined ? {} : { variant }),
  });
}

function loadOptionsOf({ set, model }: ConfigOptions): LoadOptions {
  return { overrides: set, metrics: gateMetrics, ...(model === undefined ? {} : { model }) };
}

/** Runs one stage on the evidence of the run that it continues. */
export async function stageCommand(
  session: Session,
  stage: Stage,
  options: StageOptions | DeployOptions,
): Promise<number> {
  const loaded = await configOf(options);
  await demandMachine(session, [stage], loaded);
  const folder = await folderOf(stage, loaded, options);
  const evidence = await perform(session, [stage], loaded, folder, options);
  if (options.json) session.print(`${JSON.stringify(evidence[0], null, 2)}\n`);
  return exitCodeOfRun(evidence, loaded.config);
}

/** Runs the stages in order, up to the first that does not pass. */
export async function runCommand(session: Session, options: RunOptions): Promise<number> {
  const loaded = await configOf(options);
  const stages = stagesToRun(loaded, options);
  await demandMachine(session, stages, loaded);
  const folder = await folderOf(stages[0] as Stage, loaded, options);
  const variants = stages.includes('train') ? await loadVariants(loaded, loadOptionsOf(options)) : [];
  const evidence = await perform(session, stages, loaded, folder, options, variants);
  if (options.json) {
    const byStage = Object.fromEntries(evidence.map((one) => [one.stage, one]));
    session.print(`${JSON.stringify({ run: folder.id, stages: byStage }, null, 2)}\n`);
  }
  return exitCodeOfRun(evidence, loaded.config);
}

/** Writes the reports of a run again and shows it. */
export async function reportCommand(session: Session, options: StageOptions): Promise<number> {
  const loaded = await configOf(options);
  const name = loaded.config.model.name;
  const folder = options.out === undefined ? await latestRun(loaded.directory, name) : named(options.out);
  if (!folder) {
    throw new UserError(`there is no run of ${name} yet`, { hint: 'Make one with `mlops run`.' });
  }
  const run = await readRun(folder.directory);
  const evidence = STAGES.flatMap((stage) => run[stage] ?? []) as Evidence[];
  if (evidence.length === 0) {
    throw new UserError(`${folder.directory} holds no evidence`, {
      hint: 'Name the folder of a run with `--out`.',
    });
  }
  const files = await publishFiles(folder.directory);
  if (options.json) session.print(`${JSON.stringify(files, null, 2)}\n`);
  else session.print(`${terminalTextOf(reportOf(evidence))}\nReport: ${files.html}\n`);
  return 0;
}

/** Before there is a folder of the run, so that a machine that is refused is left as it was. */
function demandMachine(
  { env, log }: Session,
  stages: readonly Stage[],
  { config, directory }: LoadedConfig,
): Promise<void> {
  return refuseUnready(stages, { config, directory, log, measure: () => machineState(env, directory) });
}

function stagesToRun({ config }: LoadedConfig, options: RunOptions): Stage[] {
  const possible = stagesOf(config);
  const wanted = options.stages ?? possible;
  const impossible = wanted.filter((stage) => !possible.includes(stage));
  if (impossible.length > 0) {
    const key = impossible[0] === 'deploy' ? 'deploy' : 'monitor';
    throw new UserError(`the config has no \`${key}\`, which ${impossible.join(' and ')} needs`, {
      hint: `Add it to ${options.config}, or leave the stage out of --stages.`,
    });
  }
  return STAGES.filter((stage) => wanted.includes(stage));
}

async function perform(
  session: Session,
  stages: readonly Stage[],
  loaded: LoadedConfig,
  folder: RunFolder,
  options: StageOptions | DeployOptions | RunOptions,
  variants: readonly VariantTraining[] = [],
): Promise<Evidence[]> {
  const { log, env, cli } = session;
  const signal = session.interruptible();
  const run = { id: folder.id, attempt: 1 };
  const github = await githubOf(loaded.config, env, log);
  const { directory } = loaded;
  const ports = await openPorts({ log, env, directory, run, cli, signal, ...(github ? { github } : {}) });
  const deploy = options as Partial<DeployOptions>;
  const candidates = (options.candidate ?? []).map((name) => ({ name, directory: resolve(name) }));
  const base = options.base ?? (env.GITHUB_BASE_REF || undefined);
  const request: PipelineRequest = {
    config: loaded.config,
    directory: loaded.directory,
    configDigest: loaded.digest,
    overrides: loaded.overrides,
    ...(loaded.policy ? { policy: loaded.policy } : {}),
    out: folder.directory,
    action: deploy.rollback ? 'rollback' : deploy.stop ? 'stop' : 'deploy',
    ...(deploy.environment === undefined ? {} : { environment: deploy.environment }),
    ...(deploy.version === undefined ? {} : { version: deploy.version }),
    ...(base === undefined ? {} : { base }),
    ...(candidates.length > 0 ? { candidates } : {}),
    ...(loaded.variant === undefined ? {} : { variant: loaded.variant }),
    ...(variants.length > 0 ? { variants } : {}),
  };
  const evidence = await runPipeline(stages, request, ports, async (one, out) => {
    const files = await publishFiles(out);
    if (options.json) return;
    if (stages.length > 1) session.print(`\n${sectionTextOf(sectionOf(one))}`);
    else session.print(`\n${terminalTextOf(reportOf([one]))}\nReport: ${files.html}\n`);
  });
  if (!options.json && stages.length > 1) {
    const report = resolve(folder.directory, 'report.html');
    session.print(`\n${verdictTextOf(reportOf(evidence))}\nReport: ${report}\n`);
  }
  return evidence;
}

/**
 * The run that a stage belongs to: `--out`; a new one for files of predictions; else the newest one with a trained
 * model, to judge or register it; else the newest one that has not come so far yet, or a new one.
 */
async function folderOf(
  stage: Stage,
  { directory, config }: LoadedConfig,
  options: StageOptions,
): Promise<RunFolder> {
  if (options.out !== undefined) {
    const folder = named(options.out);
    await makeFolder(folder.directory);
    return folder;
  }
  const { name } = config.model;
  // Files of predictions are judged in a run of their own: nothing was trained for them.
  const judgesFiles = stage === 'evaluate-gate' && config.gate.predictions !== undefined;
  // The model that is chosen of several becomes that of a new run.
  const chooses = (options.candidate ?? []).length > 0;
  if (judgesFiles || chooses) return createRun(directory, systemClock);
  if (stage === 'evaluate-gate' || stage === 'register') {
    const trained = await latestRun(directory, name, 'train');
    if (trained) return ofRuns(trained, directory);
    throw new UserError(`no model of ${name} was trained yet`, { hint: 'Train one first: `mlops train`.' });
  }
  const newest = await latestRun(directory, name);
  if (!newest) return createRun(directory, systemClock);
  const has = await readRun(newest.directory);
  const further = STAGES.slice(STAGES.indexOf(stage)).some((later) => has[later] !== undefined);
  return further ? createRun(directory, systemClock) : ofRuns(newest, directory);
}

/** Refuses a run that came with the checkout: its verdicts may be anybody's. */
async function ofRuns(run: RunFolder, directory: string): Promise<RunFolder> {
  await refuseTracked(directory, [`.mlops/runs/${run.id}`]);
  return run;
}

function named(out: string): RunFolder {
  return { id: newRunId(systemClock), directory: resolve(out) };
}
