import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type LoadedConfig, type LoadOptions, loadConfig, loadVariants } from '../config/load.ts';
import { gateMetrics } from '../evaluation/metrics/metrics.ts';
import type { Evidence, EvidenceOf, Stage } from '../evidence/schema.ts';
import type { Annotation } from '../github/annotations.ts';
import type { OtherRun, StoredArtifact } from '../github/artifact.ts';
import type { GitHub } from '../github/client.ts';
import type { Runner } from '../github/runner.ts';
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
import { settleApproval } from './approval-settled.ts';
import { recorded } from './deployment.ts';
import { bringEarlier, type RunPlace, uploadBrief, uploadStage, withoutSecrets } from './evidence.ts';
import { reportIncidents } from './incident.ts';
import { hasArtifactService, isHostedRunner, lostWithRunner } from './machine.ts';
import { matrixKey } from './matrix.ts';
import {
  findHistory,
  linesOf,
  type Outlet,
  type StageLines,
  type Stop,
  summaryOf,
  tellGitHub,
  titleOf,
} from './outlets.ts';
import { judgedConfig } from './policy.ts';
import { annotationsIn, outputsOf } from './results.ts';
import { requestRetraining } from './retrain.ts';
import { trainedVariants } from './variants.ts';

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
      await this.#publish(stop, code);
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
    this.#loaded = own;
    const stages = this.#stages(own, inputs);
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
    await this.#bring(stages[0] as Stage, place);
    const opened = await openPorts({
      log,
      env: process.env,
      directory: loaded.directory,
      run: { id: context.runId, attempt: context.runAttempt },
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
      ...(await this.#candidates(stages, loaded, inputs, options)),
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
        await this.#upload(one, { ...place, out, ...(variant === undefined ? {} : { variant }) });
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
    { candidates }: StepInputs,
    options: LoadOptions,
  ): Promise<Partial<PipelineRequest>> {
    if (candidates?.length) return { candidates: candidates.map(candidateOf) };
    const { variants } = loaded;
    if (variants.length === 0 || loaded.variant !== undefined) return {};
    // The action `train` without a variant trains the config as it is.
    if (stages.includes('train')) {
      return this.#name === 'train' ? {} : { variants: await loadVariants(loaded, options) };
    }
    if (!stages.includes('evaluate-gate')) return {};
    return trainedVariants(variants, this.#place(loaded), this.#source());
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
    const run = `${context.runId}-${context.runAttempt}`;
    const out = join(directory, '.mlops', 'github', run, config.model.name);
    const place = { model: config.model.name, attempt: context.runAttempt, log };
    return variant === undefined
      ? { ...place, out }
      : { ...place, out: variantFolder(out, variant), variant };
  }

  /** Where there is no artifact service, as outside GitHub, all stages must run in one job. */
  async #bring(stage: Stage, place: RunPlace): Promise<void> {
    const { log } = this.#runner;
    const other = this.#source();
    if (other === undefined) log.debug('There is no artifact service: only what this job made is used.');
    else await log.group('Evidence of earlier stages', () => bringEarlier(stage, place, other));
  }

  /** Whose artifacts are read: null for those of this run, undefined where there is no artifact service. */
  #source(): OtherRun | null | undefined {
    const { context } = this.#runner;
    const id = this.#inputs?.['from-run'] ?? null;
    const token = this.#inputs?.token ?? null;
    if (id !== null && token === null) {
      throw new UserError('`from-run` needs a token to read the other run', {
        hint: 'Leave `token` as it is by default, and give the job `permissions: { actions: read }`.',
      });
    }
    if (id !== null && token !== null) return { id, token, owner: context.owner, repo: context.repo };
    return hasArtifactService(process.env, context.serverUrl) ? null : undefined;
  }

  async #upload(evidence: Evidence, place: RunPlace): Promise<void> {
    if (!hasArtifactService(process.env, this.#runner.context.serverUrl)) {
      const because = `No artifact service here: the evidence stays in ${place.out}.`;
      this.#runner.features.miss('artifacts', because);
      return;
    }
    const { log, context } = this.#runner;
    try {
      await log.group('Upload the evidence', async () => {
        this.#artifact = await uploadStage(evidence, place);
        // Of several trainings in one step only the chosen one is told of, by the gate; and what is to stay out
        // of the comment has none, for a comment is made from it.
        const isOne = place.variant === undefined || this.#matrix !== '';
        if (context.event === 'pull_request' && isOne && this.#inputs?.comment !== false)
          await uploadBrief(evidence, place, this.#briefOptions());
      });
    } catch (error) {
      // No later stage reads it, and what was deployed is deployed: a second environment in one run is no fault.
      const isRead = evidence.stage !== 'deploy' && evidence.stage !== 'monitor-drift';
      if (isRead || !(error instanceof UserError)) throw error;
      log.warn(`${error.message} The evidence stays in ${place.out}.`);
    }
  }

  /** What tells this job apart from others of its matrix; empty without one. */
  get #matrix(): string {
    const { matrix = null, variant = null } = this.#inputs ?? {};
    return matrixKey(matrix) || matrixKey(variant);
  }

  #briefOptions() {
    return {
      key: this.#matrix,
      mostDays: process.env.GITHUB_RETENTION_DAYS,
      redact: (text: string) => this.#runner.redact(text),
    };
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

  async #publish(stop: Stop | null, code: number): Promise<void> {
    const { context, log } = this.#runner;
    const config = this.#loaded?.config;
    const model = config?.model.name ?? 'mlops';
    const title = titleOf({ model, matrix: this.#matrix });
    const github = code === CANCELLED ? undefined : this.#github;
    const outlet = github && this.#outlet(github, model);
    const out = this.#loaded ? this.#place(this.#loaded).out : '';
    const history = outlet ? await findHistory(outlet, { evidence: this.#evidence, out }) : null;
    const summary = summaryOf(title, this.#evidence, stop, history);
    if (summary !== null) await this.#runner.writeSummary(summary);
    if (!this.#loaded || !config) return;
    const last = this.#evidence.at(-1);
    const verdict = last && (this.#name === 'pipeline' && code === 0 ? 'pass' : last.verdict);
    if (verdict) {
      const results = { verdict, out, artifact: this.#artifact, variants: this.#loaded.variants };
      this.#runner.setOutputs(outputsOf(this.#name, this.#evidence, results));
    }
    const lines = await this.#lines(this.#loaded);
    const { comment = false, check = false, labels = false } = this.#inputs ?? {};
    const told = {
      ...{ evidence: this.#evidence, out, stop, artifact: this.#artifact, history },
      verdict: stop ? null : (verdict ?? null),
      codeOf: (evidence: Evidence) => this.#codeOf([evidence]),
    };
    const shown = outlet ? await tellGitHub(outlet, told, { comment, check, labels }, lines) : null;
    for (const [evidence, { reasons }] of lines) {
      // What a check run shows at its line is not shown there twice.
      const isShown = shown?.has(evidence) ?? false;
      this.#runner.annotate(isShown ? reasons.map(withoutPlace) : reasons);
    }
    if (code === CANCELLED) return;
    if (github && this.#inputs?.incident) {
      const step = { action: this.#name, evidence: this.#evidence, stop, artifact: this.#artifact };
      const place = { context, log, features: this.#runner.features, config, matrix: this.#matrix };
      await reportIncidents(github, { ...step, ...place, inputs: this.#inputs });
    }
    for (const evidence of this.#inputs?.dispatch === false ? [] : this.#evidence) {
      const place = { github, config: this.#inputs?.config ?? '', coolDown: null, log };
      await requestRetraining(evidence, context, place);
    }
    if (!github) return;
    const { requests, writes, remaining } = github.usage;
    if (requests > 0)
      log.info(`GitHub: ${requests} requests (${writes} writes), ${remaining ?? '?'} left this hour`);
  }

  #outlet(github: GitHub, model: string): Outlet {
    const { context, features, log } = this.#runner;
    return { context, github, features, log, action: this.#name, model, matrix: this.#matrix };
  }

  async #lines(loaded: LoadedConfig): Promise<Map<Evidence, StageLines>> {
    const found = new Map<Evidence, StageLines>();
    for (const evidence of this.#evidence) {
      const code = this.#codeOf([evidence]);
      found.set(evidence, await linesOf(evidence, code, loaded, this.#runner.context.workspace));
    }
    return found;
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

function withoutPlace({ kind, title, message }: Annotation): Annotation {
  return { kind, message, ...(title === undefined ? {} : { title }) };
}
