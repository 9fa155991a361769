// The server first: its routes import it in turn.
import '../github/server.ts';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { runtimeToken } from '../github/results.ts';
import type { LocalGitHub } from '../github/server.ts';
import { temporaryFolder } from './folders.ts';
import { git } from './project.ts';

/** A step that hangs must not outlive its test. */
const LONGEST_MS = 50_000;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface ActionFile {
  readonly inputs: Record<string, { description: string; required: boolean; default: string }>;
  readonly outputs: Record<string, { description: string }>;
  readonly runs: { readonly using: string; readonly main: string };
}

/** Where an action stands in the repository: the root one is called `pipeline`. */
export function actionFolder(name: string): string {
  return name === 'pipeline' ? '.' : join('actions', name);
}

export function readAction(name: string): ActionFile {
  return parse(readFileSync(join(ROOT, actionFolder(name), 'action.yml'), 'utf8')) as ActionFile;
}

let downloaded: string | undefined;

/** What a runner downloads of this repository, in a folder of its own: no sources, no node_modules. */
export function downloadedActions(): string {
  if (downloaded) return downloaded;
  downloaded = temporaryFolder('actions');
  for (const path of ['dist', 'actions', 'action.yml', join('.github', 'workflows')]) {
    cpSync(join(ROOT, path), join(downloaded, path), { recursive: true });
  }
  return downloaded;
}

export interface StepOptions {
  readonly workspace: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly github?: LocalGitHub;
  readonly token?: string;
  readonly run?: number;
  readonly attempt?: number;
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** False: no artifact service, as on a machine that is not GitHub's. */
  readonly artifacts?: boolean;
  readonly sha?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Sent to the step once it has printed this. */
  readonly signalAfter?: { readonly text: string; readonly signal: NodeJS.Signals };
}

export interface StepResult {
  readonly code: number | null;
  /** Everything that it printed, and the part of it that the runner takes as commands. */
  readonly printed: string;
  readonly commands: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs an action as the runner does: a program of its own, inputs in the environment, files for what it says. */
export async function runStep(name: string, options: StepOptions): Promise<StepResult> {
  const { workspace, github, run = 100, attempt = 1, event } = options;
  const files = temporaryFolder('step');
  const file = (title: string, content = '') => {
    writeFileSync(join(files, title), content);
    return join(files, title);
  };
  const action = readAction(name);
  const main = join(downloadedActions(), actionFolder(name), action.runs.main);
  const token = options.token ?? github?.token ?? '';
  const given = Object.entries(action.inputs).map(([input, { default: otherwise }]) => [
    `INPUT_${input.toUpperCase()}`,
    options.inputs?.[input] ??
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's
      otherwise.replace('${{ github.token }}', token).replace('${{ toJSON(matrix) }}', 'null'),
  ]);
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    ...Object.fromEntries(given),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'acme/flights',
    GITHUB_RUN_ID: String(run),
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_SHA: options.sha ?? '0'.repeat(40),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_JOB: name,
    GITHUB_ACTOR: 'alice',
    GITHUB_API_URL: github?.url ?? 'http://127.0.0.1:9',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: event?.name ?? 'workflow_dispatch',
    GITHUB_EVENT_PATH: file('event.json', eventText(event?.payload ?? {}, workspace)),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_STATE: file('state'),
    RUNNER_TEMP: jobFolder(workspace),
    // Shared between runs of the tests, so that DuckDB is installed once.
    RUNNER_TOOL_CACHE: join(ROOT, '.cache', 'tool-cache'),
    ...(github && options.artifacts !== false
      ? { ACTIONS_RUNTIME_TOKEN: runtimeToken(run), ACTIONS_RESULTS_URL: github.url }
      : {}),
    ...options.env,
  };
  const { code, printed } = await spawned(main, workspace, env, options.signalAfter);
  return {
    code,
    printed,
    commands: commandsIn(printed),
    outputs: outputsIn(readFileSync(join(files, 'output'), 'utf8')),
    summary: readFileSync(join(files, 'summary'), 'utf8'),
  };
}

const jobFolders = new Map<string, string>();

/** What a runner keeps for all steps of a job, outside of its checkout. */
function jobFolder(workspace: string): string {
  const folder = jobFolders.get(workspace) ?? temporaryFolder('job');
  jobFolders.set(workspace, folder);
  return folder;
}

function spawned(
  main: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  signalAfter: StepOptions['signalAfter'],
): Promise<{ code: number | null; printed: string }> {
  if (!existsSync(main)) throw new Error(`${main} is not built`);
  const child = spawn(process.execPath, [main], { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  let sent = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (!sent && signalAfter && printed.includes(signalAfter.text)) {
        sent = true;
        child.kill(signalAfter.signal);
      }
    });
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, printed });
    });
  });
}

/** Lines that the runner obeys. */
function commandsIn(printed: string): string[] {
  return printed.split('\n').filter((line) => /^\s*::|##\[/.test(line));
}

/** The file format of outputs: `name<<delimiter`, lines, delimiter. */
function outputsIn(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const match of text.matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n?\2$/gm))
    found[match[1] ?? ''] = match[3] ?? '';
  return found;
}

/** Stands for the commit of the workspace: a change that nothing is different in. */
const THIS_COMMIT = 'b'.repeat(40);

function eventText(payload: unknown, workspace: string): string {
  const text = JSON.stringify(payload);
  return text.includes(THIS_COMMIT)
    ? text.replaceAll(THIS_COMMIT, git(workspace, 'rev-parse', 'HEAD'))
    : text;
}

/** The event of a pull request from the repository itself, or from a fork. */
export function pullRequestEvent(number: number, { fork = false, base = THIS_COMMIT } = {}) {
  const head = { sha: 'a'.repeat(40), repo: { full_name: fork ? 'mallory/flights' : 'acme/flights' } };
  const payload = { pull_request: { number, head, base: { sha: base, ref: 'main' } } };
  return { name: 'pull_request', payload };
}
