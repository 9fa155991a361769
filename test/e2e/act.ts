import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../actions/folders.ts';
import type { LocalGitHub } from '../github/server.ts';
import { freePort, startArtifactProxy } from './artifact-proxy.ts';

/** Runs workflows on this machine: https://nektosact.com, installed by `npm run e2e`. */
const act = process.env.MLOPS_ACT ?? 'act';
export const hasAct = spawnSync(act, ['--version']).status === 0;
/** `npm run e2e -- --all`: also what takes long and proves little more. */
export const everything = process.env.MLOPS_E2E_ALL === '1';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface WorkflowOptions {
  readonly repository: string;
  readonly workflow: string;
  readonly github: LocalGitHub;
  readonly event:
    | 'issue_comment'
    | 'merge_group'
    | 'pull_request'
    | 'push'
    | 'repository_dispatch'
    | 'schedule'
    | 'workflow_dispatch'
    | 'workflow_run';
  readonly inputs?: Readonly<Record<string, string>>;
  readonly payload?: unknown;
  /** `owner/name@ref` of actions that are on this machine, and their folder. */
  readonly local?: readonly (readonly [string, string])[];
  /** Variables of the repository. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Labels of runners besides `ubuntu-latest`. */
  readonly labels?: readonly string[];
  /** The run's number; artifacts of runs with one number are apart all the same. */
  readonly run?: number;
  /** The token that the jobs get; by default the one that may everything. */
  readonly token?: string;
  /** Who started the run. */
  readonly actor?: string;
}

export interface WorkflowResult {
  readonly code: number | null;
  /** The result of each job that ran: `success` or `failure`. */
  readonly jobs: Readonly<Record<string, string>>;
  /** What the steps of a job gave as outputs, merged. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly summaries: Readonly<Record<string, string>>;
  readonly artifacts: readonly string[];
  /** Where the archives of the artifacts are: `<name>/<name>.zip`. */
  readonly archives: string;
  /** Everything that was printed, with the job before each line. */
  readonly log: string;
}

interface Line {
  readonly jobID?: string;
  readonly jobResult?: string;
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
  readonly msg?: string;
}

/** Runs one workflow to its end in host mode: each job has a checkout of its own, and nothing else in common. */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowResult> {
  const { repository, workflow, github, event, inputs = {}, payload = {}, local = [], run = 1 } = options;
  const { variables = {}, labels = [], token = github.token, actor = 'alice' } = options;
  const folder = temporaryFolder('act');
  const artifacts = join(folder, 'artifacts');
  // act fails to list a run that has no folder yet.
  mkdirSync(join(artifacts, String(run)), { recursive: true });
  const eventFile = join(folder, 'event.json');
  // GitHub names the repository in every event but that of the clock.
  const home = { default_branch: 'main', full_name: 'acme/flights', owner: { login: 'acme' } };
  const about = event === 'schedule' ? {} : { repository: home };
  writeFileSync(eventFile, JSON.stringify({ ...about, ...(payload as object), inputs }));
  const port = await freePort();
  const proxy = await startArtifactProxy(port);
  const args = [
    event,
    ...['--workflows', workflow, '--eventpath', eventFile, '--actor', actor],
    ...['ubuntu-latest', ...labels].flatMap((label) => ['--platform', `${label}=-self-hosted`]),
    ...Object.entries(variables).flatMap(([name, value]) => ['--var', `${name}=${value}`]),
    ...Object.entries(inputs).flatMap(([name, value]) => ['--input', `${name}=${value}`]),
    ...['--artifact-server-path', artifacts, '--artifact-server-addr', '127.0.0.1'],
    ...['--artifact-server-port', String(port), '--no-cache-server'],
    ...['--action-cache-path', join(folder, 'actions')],
    ...local.flatMap(([reference, folder]) => ['--local-repository', `${reference}=${folder}`]),
    ...['--secret', `GITHUB_TOKEN=${token}`, '--env', `GITHUB_RUN_ID=${run}`],
    ...['--env', `GITHUB_API_URL=${github.url}`, '--env', 'GITHUB_REPOSITORY=acme/flights'],
    // Shared with the other tests, so that DuckDB is installed once.
    ...['--env', `RUNNER_TOOL_CACHE=${join(ROOT, '.cache', 'tool-cache')}`],
    '--json',
  ];
  const env = {
    ...process.env,
    // act runs the first `node` of its own PATH, whatever `using:` says.
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
    ACTIONS_RUNTIME_URL: proxy.url,
  };
  try {
    const { code, printed } = await ran(act, args, repository, env);
    const archives = join(artifacts, String(run));
    return { code, ...readLines(printed), artifacts: namesIn(archives), archives };
  } finally {
    proxy.close();
  }
}

function ran(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv) {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  return new Promise<{ code: number | null; printed: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, printed }));
  });
}

function readLines(printed: string) {
  const jobs: Record<string, string> = {};
  const outputs: Record<string, Record<string, string>> = {};
  const summaries: Record<string, string> = {};
  const log: string[] = [];
  for (const text of printed.split('\n')) {
    if (!text.startsWith('{')) {
      log.push(text);
      continue;
    }
    const line = JSON.parse(text) as Line;
    const job = line.jobID ?? '';
    if (line.jobResult) jobs[job] = line.jobResult;
    if (line.command === 'summary') summaries[job] = `${summaries[job] ?? ''}${line.content ?? ''}`;
    if (line.command === 'set-output' && line.name) {
      outputs[job] ??= {};
      outputs[job][line.name] = line.arg ?? '';
    }
    if (line.msg) log.push(`${job}: ${line.msg}`);
  }
  return { jobs, outputs, summaries, log: log.join('\n') };
}

function namesIn(folder: string): string[] {
  return readdirSync(folder).sort();
}

/** The files of this repository as a runner gets them, in a folder that is a repository of its own. */
export function exportedRepository(paths: readonly string[] = ['.']): string {
  const folder = temporaryFolder('checkout');
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', '--', ...paths], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const path of listed.split('\0').filter(Boolean)) {
    cpSync(join(ROOT, path), join(folder, path), { force: true });
  }
  return folder;
}
