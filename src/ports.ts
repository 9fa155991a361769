import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBModule } from './data/duckdb-values.ts';
import type { GitHub } from './github/client.ts';
import type { Ports } from './stages/stage.ts';
import { systemClock } from './system/clock.ts';
import { loadEngine } from './system/engines.ts';
import { UserError } from './system/errors.ts';
import { gitState } from './system/git.ts';
import type { Log } from './system/log.ts';
import { describeMachine } from './system/machine.ts';
import { thisProgram } from './system/program.ts';
import { removeAtExit } from './system/temporary.ts';

/** The environment of the process, which only the front doors read. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface PortOptions {
  readonly log: Log;
  readonly env: Environment;
  /** The folder of the config: git is asked there. */
  readonly directory: string;
  readonly run: { readonly id: string; readonly attempt: number };
  /** Where native engines are, on machines that reach no registry. */
  readonly enginesPath?: string;
  /** The program that a deployment starts its server with; the terminal's bundle where left out. */
  readonly cli?: string;
  readonly github?: GitHub;
  readonly signal?: AbortSignal;
}

/** Names that hold secrets never reach a user's program by our hand. */
const SECRET = /TOKEN|SECRET|PASSWORD|CREDENTIAL|_KEY$|^INPUT_|^ACTIONS_/i;

/** Wires the stages to this machine: real clock, git, DuckDB and registry. */
export async function openPorts(options: PortOptions): Promise<Ports> {
  const { log, env, directory, run, cli, github, signal } = options;
  const program = thisProgram();
  const [machine, git] = await Promise.all([describeMachine(), gitState(directory)]);
  return {
    log,
    clock: systemClock,
    machine,
    tools: { 'mlops-actions': program.version, node: process.versions.node },
    run: { ...run, ...git },
    openEngine: (directories) => openDataEngine(options, directories),
    openRegistry: async ({ config, directory: place }) => {
      const { openRegistry } = await import('./registry/open.ts');
      return openRegistry(config, place, { clock: systemClock, ...(github ? { github } : {}) });
    },
    program: { node: process.execPath, cli: cli ?? program.cli },
    environment: programEnvironment(env),
    secrets: (names) => secretsOf(env, names),
    ...(signal ? { signal } : {}),
  };
}

/** Opens DuckDB on `directories`; what it spills goes to a folder of its own, which goes with it. */
export async function openDataEngine(
  { log, env, enginesPath, signal }: Pick<PortOptions, 'log' | 'env' | 'enginesPath' | 'signal'>,
  directories: readonly string[],
) {
  const { openEngine } = await import('./data/duckdb.ts');
  const temporaryDirectory = await mkdtemp(join(tmpdir(), 'mlops-duckdb-'));
  const forget = removeAtExit(temporaryDirectory);
  const tidy = async () => {
    await rm(temporaryDirectory, { recursive: true, force: true });
    forget();
  };
  const path = enginesPath ?? env.MLOPS_ENGINES_PATH;
  const engine = await openEngine({
    allowedDirectories: directories,
    temporaryDirectory,
    loadModule: () =>
      loadEngine<DuckDBModule>({
        name: 'duckdb',
        packageName: '@duckdb/node-api',
        title: 'DuckDB',
        cacheDirectory: cacheDirectory(env),
        env,
        log,
        ...(path ? { enginesPath: path } : {}),
        ...(signal ? { signal } : {}),
      }),
  }).catch(async (error: unknown) => {
    await tidy();
    throw error;
  });
  const close = engine.close.bind(engine);
  engine.close = async () => {
    await close();
    await tidy();
  };
  return engine;
}

/** The runner's tool cache, or the user's own cache folder. */
export function cacheDirectory(env: Environment): string {
  if (env.RUNNER_TOOL_CACHE) return env.RUNNER_TOOL_CACHE;
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (process.platform === 'win32' && env.LOCALAPPDATA) return env.LOCALAPPDATA;
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
}

function programEnvironment(env: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !SECRET.test(name)) kept[name] = value;
  }
  return kept;
}

function secretsOf(env: Environment, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const value = env[name];
      if (value !== undefined && value !== '') return [name, value];
      throw new UserError(
        `the environment variable ${name} is not set, and the config names it under \`secrets\``,
        {
          hint: 'Set it for this step or shell, such as `env:` with a secret of the environment.',
        },
      );
    }),
  );
}
