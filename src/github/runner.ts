import { setOutput, setSecret, summary } from '@actions/core';
import { describeError, exitCodeOf, messageOf } from '../system/errors.ts';
import type { Log } from '../system/log.ts';
import { TerminalLog } from '../system/terminal-log.ts';
import { type Annotation, Annotations } from './annotations.ts';
import { GitHub } from './client.ts';
import { type ActionContext, readContext } from './context.ts';
import type { Budget } from './counted-fetch.ts';
import { Features } from './features.ts';
import { type Inputs, type InputTable, readInputs } from './inputs.ts';
import { cutMarkdown } from './markdown-limit.ts';
import { proxiedFetch } from './proxy.ts';
import { RunnerLog } from './runner-log.ts';
import { passwordsIn, Secrets, secretsIn } from './secrets.ts';

/** GitHub drops a step's summary of more than 1 MiB. */
const LARGEST_SUMMARY = 900 * 1024;

type Environment = Readonly<Record<string, string | undefined>>;

/** The runner that a step runs on: the one place that reads its environment and writes to its files. */
export class Runner {
  readonly context: ActionContext;
  readonly log: Log;
  /** What the step could not use on GitHub. */
  readonly features = new Features();
  readonly #environment: Environment;
  readonly #annotations: Annotations;
  readonly #secrets = new Secrets();
  readonly #clients: GitHub[] = [];

  /** Throws `UserError` where this is no step of a GitHub job. */
  constructor(environment: Environment = process.env) {
    this.#environment = environment;
    this.context = readContext(environment);
    const redact = (text: string) => this.#secrets.redact(text);
    const lines = new TerminalLog({ write: (text) => process.stdout.write(redact(text)) }, { colors: false });
    this.#annotations = new Annotations((line) => lines.info(line), redact);
    this.log = new RunnerLog(lines, this.#annotations, redact);
    for (const secret of secretsIn(environment)) this.mask(secret);
  }

  /** All inputs of the step; secrets are masked before anybody can print them. */
  inputs<const T extends InputTable>(table: T): Inputs<T> {
    const values = readInputs(table, this.#environment);
    for (const [name, spec] of Object.entries(table)) {
      const value: unknown = values[name];
      if (spec.kind === 'secret' && typeof value === 'string') this.mask(value);
    }
    return values;
  }

  /** The repository of this run, by GitHub's API; through the proxy that the environment names. */
  async github(token: string, budget?: Budget): Promise<GitHub> {
    const { owner, repo, apiUrl } = this.context;
    const fetch = await proxiedFetch(this.#environment);
    const redact = (text: string) => this.#secrets.redact(text);
    const options = { redact, ...(fetch ? { fetch } : {}), ...(budget ? { budget } : {}) };
    const github = await GitHub.open({ token, apiUrl, owner, repo, log: this.log, ...options });
    this.#clients.push(github);
    return github;
  }

  /** Hides a secret in all that is printed and published from now on: as it is, line by line, in Base64 and in addresses. */
  mask(secret: string): void {
    for (const form of this.#secrets.add(secret)) setSecret(form);
  }

  /** Hides the passwords in the addresses of a text, such as a config, before anything of it is printed. */
  maskPasswords(text: string): void {
    for (const password of passwordsIn(text)) this.mask(password);
  }

  /** A text with every secret hidden that this step was given. */
  redact(text: string): string {
    return this.#secrets.redact(text);
  }

  /** Writes outputs; null is an empty one. */
  setOutputs(outputs: Readonly<Record<string, string | number | boolean | null>>): void {
    for (const [name, value] of Object.entries(outputs)) {
      const text = String(value ?? '');
      const hidden = this.#secrets.redact(text) !== text;
      if (hidden) this.log.warn(`The output ${name} is left empty: it holds a secret.`);
      setOutput(name, hidden ? '' : text);
    }
  }

  /** Shows messages beside the run and at lines of files. */
  annotate(annotations: readonly Annotation[]): void {
    for (const annotation of annotations) this.#annotations.add(annotation);
  }

  /** Adds to the step's summary, cut at a line where it is too long for GitHub. */
  async writeSummary(markdown: string): Promise<void> {
    try {
      await summary.addRaw(cutMarkdown(this.#secrets.redact(markdown), LARGEST_SUMMARY), true).write();
    } catch (error) {
      this.log.warn(`The job summary cannot be written: ${messageOf(error)}`);
    }
  }

  /** Shows why the step failed, and returns the exit code that stands for it. */
  fail(error: unknown): number {
    this.#annotations.add({ kind: 'error', message: describeError(error) });
    return exitCodeOf(error);
  }

  /** To be called once, at the end of the step. */
  end(): void {
    for (const { usage } of this.#clients) {
      const { requests, writes, remaining } = usage;
      if (requests > 0)
        this.log.info(`GitHub: ${requests} requests (${writes} writes), ${remaining ?? '?'} left this hour`);
    }
    const missing = this.features.notice();
    if (missing !== null) this.#annotations.add({ kind: 'notice', message: missing });
    this.#annotations.end();
  }
}
