import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { readState } from '../../src/deployment/state.ts';
import { gateMetrics } from '../../src/evaluation/metrics/metrics.ts';
import type { Evidence, EvidenceOf, Stage } from '../../src/evidence/schema.ts';
import { newRunId } from '../../src/evidence/store.ts';
import { runPipeline, runStage } from '../../src/pipeline.ts';
import { openPorts } from '../../src/ports.ts';
import type { DeployStageRequest } from '../../src/stages/deploy.ts';
import { systemClock } from '../../src/system/clock.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { mlopsHere } from '../terminal/command.ts';
import { csv, orders } from './orders.ts';

const CLI = fileURLToPath(new URL('../terminal/mlops.ts', import.meta.url));

export interface RunOptions {
  /** `path=value`, as after `--set`. */
  readonly set?: readonly string[];
  /** The run folder, in the workspace. */
  readonly out?: string;
  readonly config?: string;
  /** Folders of runs in the workspace, of which the gate chooses. */
  readonly candidates?: readonly string[];
  readonly deploy?: Partial<Pick<DeployStageRequest, 'action' | 'environment' | 'version'>>;
}

/** A folder of a user: data, config, contract; and the stages that run on it in this process. */
export class Workspace {
  readonly directory: string;
  readonly log = new MemoryLog();

  constructor(directory: string) {
    this.directory = directory;
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  read(name: string): Promise<string> {
    return readFile(this.path(name), 'utf8');
  }

  async json<T = unknown>(name: string): Promise<T> {
    return JSON.parse(await this.read(name)) as T;
  }

  write(name: string, content: string | Uint8Array): Promise<void> {
    return writeFile(this.path(name), content);
  }

  async change(name: string, change: (text: string) => string): Promise<void> {
    await this.write(name, change(await this.read(name)));
  }

  /** Names of all files below the folder, sorted. */
  async files(below = '.'): Promise<string[]> {
    const found = await readdir(this.path(below), { recursive: true, withFileTypes: true }).catch(() => []);
    return found
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.directory.length + 1))
      .sort();
  }

  async run<S extends Stage>(stage: S, options: RunOptions = {}): Promise<EvidenceOf<S>> {
    const { request, ports } = await this.#open(options);
    return (await runStage(stage, request, ports)) as EvidenceOf<S>;
  }

  /** Several stages in order, up to the first that does not pass. */
  async loop(stages: readonly Stage[], options: RunOptions = {}): Promise<Evidence[]> {
    const { request, ports } = await this.#open(options);
    return runPipeline(stages, request, ports);
  }

  async #open({ set = [], out = 'run', config = 'mlops.yml', candidates = [], deploy = {} }: RunOptions) {
    const loaded = await loadConfig(this.path(config), {
      overrides: set,
      metrics: gateMetrics,
    });
    const request = {
      config: loaded.config,
      directory: loaded.directory,
      configDigest: loaded.digest,
      overrides: loaded.overrides,
      ...(loaded.policy ? { policy: loaded.policy } : {}),
      out: this.path(out),
      ...(candidates.length > 0
        ? { candidates: candidates.map((name) => ({ name, directory: this.path(name) })) }
        : {}),
      action: 'deploy' as const,
      ...deploy,
    };
    const run = { id: newRunId(systemClock), attempt: 1 };
    const { log, directory } = this;
    const ports = await openPorts({ log, env: process.env, directory, run, cli: CLI });
    return { request, ports };
  }

  /** What runs in an environment according to its state. */
  deployed(environment = 'production') {
    return readState(this.directory, environment);
  }

  /** Ends the servers that were started and removes the folder. */
  async remove(): Promise<void> {
    for (const environment of ['production', 'staging']) {
      const state = await this.deployed(environment).catch(() => null);
      for (const pid of [state?.pid, state?.retiring?.pid]) {
        try {
          if (pid) process.kill(pid, 'SIGKILL');
        } catch {
          // It has ended already.
        }
      }
    }
    await rm(this.directory, { recursive: true, force: true });
  }
}

const made: Workspace[] = [];

afterAll(async () => {
  for (const workspace of made) await workspace.remove();
});

export async function emptyWorkspace(): Promise<Workspace> {
  const workspace = new Workspace(await mkdtemp(join(tmpdir(), 'mlops-orders-')));
  made.push(workspace);
  return workspace;
}

/** A workspace with these rows as `orders.csv`, and the config and contract that `mlops init` makes of them. */
export async function initWorkspace(
  rows: readonly object[] = orders(),
  options: readonly string[] = ['--label', 'late', '--name', 'late-orders'],
): Promise<Workspace> {
  const workspace = await emptyWorkspace();
  await workspace.write('orders.csv', csv(rows));
  const { code, stderr } = await mlopsHere(['init', 'orders.csv', ...options, '--quiet'], {
    cwd: workspace.directory,
  });
  if (code !== 0) throw new Error(`mlops init ended with ${code}: ${stderr}`);
  return workspace;
}

/** Asks the server that runs in production for predictions, in batches. */
export async function ask(workspace: Workspace, rows: readonly object[]): Promise<{ version: string }[]> {
  const { url } = (await workspace.deployed()) ?? {};
  const answers: { version: string }[] = [];
  for (let from = 0; from < rows.length; from += 500) {
    const response = await fetch(`${url}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rows: rows.slice(from, from + 500) }),
    });
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    answers.push((await response.json()) as { version: string });
  }
  return answers;
}

/** A copy of a workspace, to do something else with it. */
export async function copyOf(workspace: Workspace): Promise<Workspace> {
  const copy = await emptyWorkspace();
  await cp(workspace.directory, copy.directory, { recursive: true });
  return copy;
}
