import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type LoadedConfig, type LoadOptions, loadConfig, loadVariants } from '../config/load.ts';
import { gateMetrics } from '../evaluation/metrics/metrics.ts';
import type { Evidence, EvidenceOf, Stage } from '../evidence/schema.ts';
import type { StoredArtifact } from '../github/artifact.ts';
import type { GitHub } from '../github/client.ts';
import type { Runner } from '../github/runner.ts';
import { startersIn } from '../github/starters.ts';
import {
  endsLoop,
  exitCodeOfEvidence,
  type PipelineRequest,
  refuseUnready,
  runOne,
  runStage,
  stagesOf,
  variantFolder,
} from '../pipeline.ts';
import { machineState, openPorts } from '../ports.ts';
import { publishFiles } from '../publish.ts';
import type { CandidateFolder, Ports } from '../stages/stage.ts';
import { CANCELLED, messageOf, UserError } from '../system/errors.ts';
import { type ActionName, BUDGETS, INPUTS, type StepInputs, stagesNamed } from './actions.ts';
import { settleApproval } from './approval/approval-settled.ts';
import { recorded } from './deployment.ts';
import { type RunPlace, type Source, withoutSecrets } from './handover/artifacts.ts';
import { bring, leave, requireTraining, sourceOf } from './handover/handover.ts';
import { claimRunFolder, runFolder } from './handover/run-folder.ts';
import { trainedVariants } from './handover/variants.ts';
import { isHostedRunner, lostWithRunner } from './machine.ts';
import { matrixKey } from './matrix.ts';
import type { Stop } from './outlets/outlets.ts';
import { judgedConfig } from './policy.ts';
import { annotationsIn } from './results.ts';
import { tell } from './telling.ts';
import { refuseUnmerged } from './unmerged.ts';

/** How long a cancelled stage may take to end by itself: the runner ends the step after 7.5 seconds. */
const GRACE_MS = 3000;
const CANCELLED_MESSAGE = 'The step was cancelled.';

/** A folder that the input names, from the workspace on. */
function candidateOf(name: string): CandidateFolder {
  return { name, directory: resolve(name) };
}

/** One run of an action: does the work of its stages, and tells every outlet how it went. */
export class Step {
  readonly #name: ActionName;
  readonly #runner: Runner;
  readonly #signal: AbortSignal;
  readonly #evidence: Evidence[] = [];
  /** What is being done, for the report of a step that stops. */
  #doing = 'Read the inputs';
  #loaded: LoadedConfig | undefined;
  #github: GitHub | undefined;
  #inputs: StepInputs | undefined;
  #artifact: StoredArtifact | null = null;

  constructor(name: ActionName, runner: Runner, signal: AbortSignal) {
    this.#name = name;
    this.#runner = runner;
    this.#signal = signal;
  }

  /** Does the work and tells all outlets; resolves to the exit code and never throws. */
  async run(): Promise<number> {
    let code: number;
    let stop: Stop | null = null;
    try {
      await Promise.race([this.#work(), this.#cancelled()]);
      code = this.#codeOf(this.#evidence);
    } catch (error) {
      if (this.#signal.aborted) {
        stop = this.#stopped(new UserError(CANCELLED_MESSAGE));
        code = CANCELLED;
      } else {
        stop = this.#stopped(error);
        code = this.#runner.fail(error);
        this.#runner.annotate(this.#inWorkspace(messageOf(error)));
      }
    }
    try {
      await this.#tell(stop, code);
      return code;
    } catch (error) {
      const failed = this.#runner.fail(error);
      return code === 0 ? failed : code;
    }
  }

  #stopped(error: unknown): Stop {
    return { doing: this.#doing, error, run: this.#runner.context.runId };
  }

  /** Never ends well: rejects some time after the step was cancelled. */
  #cancelled(): Promise<never> {
    return new Promise((_, reject) => {
      const end = () => setTimeout(() => reject(new UserError(CANCELLED_MESSAGE)), GRACE_MS);
      this.#signal.addEventListener('abort', end, { once: true });
    });
  }

  async #work(): Promise<void> {
    const { log, context } = this.#runner;
    const inputs: StepInputs = this.#runner.inputs(INPUTS[this.#name]);
    this.#inputs = inputs;
    this.#doing = 'Read the config';
    // What is wrong in it may be quoted.
    const text = await readFile(inputs.config, 'utf8').catch(() => '');
    this.#runner.maskPasswords([text, ...inputs.set].join('\n'));
    const options = {
      overrides: inputs.set,
      metrics: gateMetrics,
      ...(inputs.model === null ? {} : { model: inputs.model }),
    };
    const own = await loadConfig(inputs.config, {
      ...options,
      ...(inputs.variant ? { variant: inputs.variant } : {}),
    });
    // Before anything is read from there, for a report too.
    await claimRunFolder(own.directory, this.#run, { temp: process.env.RUNNER_TEMP, log });
    this.#loaded = own;
    const stages = this.#stages(own, inputs);
    if (!inputs.unmerged) refuseUnmerged(stages, this.#runner.context);
    this.#doing = 'Look whether the machine has what training asks for';
    const { config, directory } = own;
    const measure = () => machineState(process.env, directory);
    await refuseUnready(stages, { config, directory, log, measure });
    const { token } = inputs;
    if (token !== null) this.#github = await this.#runner.github(token, BUDGETS[this.#name]);
    let loaded = own;
    if (stages.includes('evaluate-gate')) {
      this.#doing = 'Read the rules of the base';
      loaded = await judgedConfig(own, options, { context, github: this.#github ?? null, log });
      this.#loaded = loaded;
    }

    this.#doing = 'Find the evidence of earlier stages';
    const place = this.#place(loaded);
    const source = await sourceOf(this.#runner, inputs, this.#github ?? null);
    const isChosen = stages[0] === 'evaluate-gate' && !inputs.candidates?.length;
    await bring(stages[0] as Stage, place, source, isChosen ? loaded.variants : []);
    const by = startersIn(context);
    const opened = await openPorts({
      log,
      env: process.env,
      directory: loaded.directory,
      run: { id: context.runId, attempt: context.runAttempt, ...(by.length > 0 ? { by } : {}) },
      signal: this.#signal,
      mask: (secret) => this.#runner.mask(secret),
      ...(inputs['engines-path'] ? { enginesPath: inputs['engines-path'] } : {}),
      ...(this.#github ? { github: this.#github } : {}),
    });
    // Where git does not answer, as in a checkout without git, the runner knows the commit.
    const ports = { ...opened, run: { ...opened.run, commit: opened.run.commit ?? context.sha } };
    let request: PipelineRequest = {
      config: loaded.config,
      directory: loaded.directory,
      configDigest: loaded.digest,
      overrides: loaded.overrides,
      ...(loaded.policy ? { policy: loaded.policy } : {}),
      out: place.out,
      action: inputs.rollback ? 'rollback' : 'deploy',
      ...(loaded.variant === undefined ? {} : { variant: loaded.variant }),
      ...(await this.#candidates(stages, loaded, source, options)),
      ...(inputs.environment ? { environment: inputs.environment } : {}),
      ...(inputs.version ? { version: inputs.version } : {}),
      ...(context.base?.sha ? { base: context.base.sha } : {}),
    };
    for (const stage of stages) {
      this.#doing = stage;
      if (stages.length > 1) log.info(`Stage ${stage}`);
      const lost = lostWithRunner(stage, loaded.config, inputs.environment ?? null);
      if (lost !== null && isHostedRunner(process.env)) log.warn(lost);
      const told = new Map<Evidence, Evidence>();
      const finished = async (made: Evidence, out: string) => {
        const one = await withoutSecrets(made, out, (text) => this.#runner.redact(text));
        told.set(made, one);
        await publishFiles(out);
        const variant = one.stage === 'train' ? one.figures.variant : undefined;
        const left = { ...place, out, ...(variant === undefined ? {} : { variant }) };
        const how = { runner: this.#runner, matrix: this.#matrix, comment: inputs.comment };
        this.#artifact = (await leave(one, left, how)) ?? this.#artifact;
      };
      const { evidence, next } =
        stage === 'deploy'
          ? await this.#deployed(loaded, request, ports)
          : await runOne(stage, request, ports, finished);
      if (stage === 'deploy') for (const one of evidence) await finished(one, place.out);
      request = next;
      this.#evidence.push(...evidence.map((one) => told.get(one) ?? one));
      if (this.#codeOf(evidence) !== 0 || evidence.some((one) => endsLoop(one, loaded.config))) return;
    }
  }

  /** Of which models the gate chooses: folders that are named, or the trainings of all variants. */
  async #candidates(
    stages: readonly Stage[],
    loaded: LoadedConfig,
    source: Source | null,
    options: LoadOptions,
  ): Promise<Partial<PipelineRequest>> {
    const named = this.#inputs?.candidates ?? [];
    if (named.length > 0) return { candidates: named.map(candidateOf) };
    const { variants } = loaded;
    if (variants.length === 0 || loaded.variant !== undefined) {
      if (stages[0] === 'evaluate-gate') requireTraining(this.#place(loaded));
      return {};
    }
    // The action `train` without a variant trains the config as it is.
    if (stages.includes('train')) {
      return this.#name === 'train' ? {} : { variants: await loadVariants(loaded, options) };
    }
    if (!stages.includes('evaluate-gate')) return {};
    return trainedVariants(variants, this.#place(loaded), source);
  }

  #stages({ config, file }: LoadedConfig, { stage }: StepInputs): readonly Stage[] {
    if (this.#name !== 'pipeline') return [this.#name];
    const possible = stagesOf(config);
    const named = stagesNamed(stage) ?? possible;
    const impossible = named.filter((one) => !possible.includes(one));
    if (impossible.length === 0) return named;
    throw new UserError(`${file} has nothing for ${impossible.join(' and ')}`, {
      hint: `Add ${impossible.includes('deploy') ? '`deploy`' : '`monitor`'} to it, or name other stages.`,
    });
  }

  /** All steps of a job share a run folder; another attempt begins anew. */
  #place({ directory, config, variant }: LoadedConfig): RunPlace {
    const { context, log } = this.#runner;
    const out = join(runFolder(directory, this.#run), config.model.name);
    const place = { model: config.model.name, attempt: context.runAttempt, log };
    return variant === undefined
      ? { ...place, out }
      : { ...place, out: variantFolder(out, variant), variant };
  }

  get #run(): string {
    const { runId, runAttempt } = this.#runner.context;
    return `${runId}-${runAttempt}`;
  }

  /** What tells this job apart from others of its matrix; empty without one. */
  get #matrix(): string {
    const { matrix = null, variant = null } = this.#inputs ?? {};
    return matrixKey(matrix) || matrixKey(variant);
  }

  /** Deploys with a record of it; what is uploaded afterwards is no part of the deployment. */
  async #deployed({ config }: LoadedConfig, request: PipelineRequest, ports: Ports) {
    const { context, log } = this.#runner;
    const environment = this.#inputs?.environment ?? Object.keys(config.deploy)[0] ?? '';
    const version = this.#inputs?.version ?? null;
    const { features } = this.#runner;
    const place = {
      ...{ context, github: this.#github, features, log, model: config.model.name },
      ...{ environment, version },
    };
    const perform = async () => (await runStage('deploy', request, ports)) as EvidenceOf<'deploy'>;
    const evidence = await recorded(place, perform);
    await settleApproval(evidence, config, place);
    return { evidence: [evidence], next: request };
  }

  #tell(stop: Stop | null, code: number): Promise<void> {
    return tell({
      ...{ action: this.#name, runner: this.#runner, code, stop },
      ...{ inputs: this.#inputs, loaded: this.#loaded, github: this.#github },
      out: this.#loaded ? this.#place(this.#loaded).out : '',
      ...{ evidence: this.#evidence, artifact: this.#artifact, matrix: this.#matrix },
      codeOf: (evidence) => this.#codeOf([evidence]),
    });
  }

  #codeOf(evidence: readonly Evidence[]): number {
    const config = this.#loaded?.config;
    return config && evidence.some((one) => exitCodeOfEvidence(one, config) === 1) ? 1 : 0;
  }

  /** Places that a message names, where they are files of the repository. */
  #inWorkspace(message: string) {
    const workspace = resolve(this.#runner.context.workspace);
    return annotationsIn(message).flatMap((annotation) => {
      const file = relative(workspace, resolve(annotation.file ?? ''));
      return isAbsolute(file) || file.startsWith(`..${sep}`) ? [] : [{ ...annotation, file }];
    });
  }
}
