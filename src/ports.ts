import { rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { durationOf } from './config/duration.ts';
import type { DuckDBModule } from './data/engine/duckdb-values.ts';
import type { Network } from './data/sources/remote/network.ts';
import type { RemotePorts } from './data/sources/remote/remote.ts';
import type { S3Module } from './data/sources/remote/s3-client.ts';
import type { GitHub } from './github/client.ts';
import type { Ports } from './stages/stage.ts';
import { systemClock } from './system/clock.ts';
import { type EngineOptions, loadEngine } from './system/engines.ts';
import { UserError } from './system/errors.ts';
import { makeFolder } from './system/files.ts';
import { gitState } from './system/git.ts';
import type { Log } from './system/log.ts';
import { describeMachine } from './system/machine.ts';
import { type MachineState, measureMachine } from './system/machine-state.ts';
import { thisProgram } from './system/program.ts';
import { makeTemporaryFolder, removeAtExit } from './system/temporary.ts';

/** The environment of the process, which only the front doors read. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface PortOptions {
  readonly log: Log;
  readonly env: Environment;
  /** The folder of the config: git is asked there. */
  readonly directory: string;
  readonly run: { readonly id: string; readonly attempt: number; readonly by?: string[] };
  /** Where native engines are, on machines that reach no registry. */
  readonly enginesPath?: string;
  /** The program that a deployment starts its server with; the terminal's bundle where left out. */
  readonly cli?: string;
  readonly github?: GitHub;
  readonly signal?: AbortSignal;
  /** Hides a secret in all that is printed from now on. */
  readonly mask?: (secret: string) => void;
}

/** Names that hold secrets never reach a user's program by our hand. */
const SECRET = /TOKEN|SECRET|PASSWORD|CREDENTIAL|_KEY$|^INPUT_|^ACTIONS_/i;

/** Wires the stages to this machine: real clock, git, DuckDB and registry. */
export async function openPorts(options: PortOptions): Promise<Ports> {
  const { log, env, directory, run, cli, github, signal } = options;
  const program = thisProgram();
  const [machine, git] = await Promise.all([describeMachine(env), gitState(directory)]);
  return {
    log,
    clock: systemClock,
    machine,
    tools: { 'mlops-actions': program.version, node: process.versions.node },
    run: { ...run, ...git },
    openEngine: (directories) => openDataEngine(options, directories),
    remote: remotePorts(options),
    openRegistry: async ({ config, directory: place }) => {
      const { openRegistry } = await import('./registry/open.ts');
      return openRegistry(config, place, { clock: systemClock, ...(github ? { github } : {}) });
    },
    program: { node: process.execPath, cli: cli ?? program.cli },
    environment: programEnvironment(env),
    secrets: (names) => secretsOf(options, names),
    ...(signal ? { signal } : {}),
  };
}

/** Opens DuckDB on `directories`; what it spills goes to a folder of its own, which goes with it. */
export async function openDataEngine(
  { log, env, enginesPath, signal }: Pick<PortOptions, 'log' | 'env' | 'enginesPath' | 'signal'>,
  directories: readonly string[],
) {
  const queryLimitMs = env.MLOPS_QUERY_LIMIT
    ? durationOf(env.MLOPS_QUERY_LIMIT, 'MLOPS_QUERY_LIMIT')
    : undefined;
  const { openEngine } = await import('./data/engine/duckdb.ts');
  const temporaryDirectory = await makeTemporaryFolder(await spillDirectory(env), 'mlops-duckdb');
  const forget = removeAtExit(temporaryDirectory);
  const tidy = async () => {
    await rm(temporaryDirectory, { recursive: true, force: true });
    forget();
  };
  const engine = await openEngine({
    allowedDirectories: directories,
    temporaryDirectory,
    loadModule: () => loadEngine<DuckDBModule>(engineOptions('duckdb', { log, env, enginesPath, signal })),
    ...(env.MLOPS_MEMORY_LIMIT ? { memoryLimit: env.MLOPS_MEMORY_LIMIT } : {}),
    ...(queryLimitMs === undefined ? {} : { queryLimitMs }),
  }).catch(async (error: unknown) => {
    await tidy();
    throw error;
  });
  // Node ends only when its threads have, and a query without end would keep one busy.
  const interrupt = () => engine.interrupt();
  process.on('exit', interrupt);
  signal?.addEventListener('abort', interrupt);
  if (signal?.aborted) interrupt();
  const close = engine.close.bind(engine);
  engine.close = async () => {
    await close();
    process.off('exit', interrupt);
    signal?.removeEventListener('abort', interrupt);
    await tidy();
  };
  return engine;
}

/** The engines that are installed where they are needed. */
const ENGINES = {
  duckdb: { packageName: '@duckdb/node-api', title: 'DuckDB' },
  s3: { packageName: '@aws-sdk/client-s3', title: 'the client for S3' },
} as const;

function engineOptions(
  name: keyof typeof ENGINES,
  {
    log,
    env,
    enginesPath,
    signal,
  }: Pick<PortOptions, 'log' | 'env'> & {
    readonly enginesPath: string | undefined;
    readonly signal: AbortSignal | undefined;
  },
): EngineOptions {
  const path = enginesPath ?? env.MLOPS_ENGINES_PATH;
  return {
    name,
    ...ENGINES[name],
    cacheDirectory: cacheDirectory(env),
    env,
    log,
    ...(path ? { enginesPath: path } : {}),
    ...(signal ? { signal } : {}),
  };
}

/**
 * Where data larger than memory are spilled, and fetched data are kept meanwhile: MLOPS_SPILL_DIR, or the folder that
 * the runner empties after the job, or the system's own for such files.
 */
async function spillDirectory(env: Environment): Promise<string> {
  const directory = spillPath(env);
  await makeFolder(directory);
  return directory;
}

function spillPath(env: Environment): string {
  return env.MLOPS_SPILL_DIR || env.RUNNER_TEMP || tmpdir();
}

/** What is free on this machine for a training whose config is in `directory`. */
export function machineState(env: Environment, directory: string): Promise<MachineState> {
  return measureMachine({ env, folders: [directory, spillPath(env)] });
}

/** The variables that AWS's tools share, as far as they are read here. */
const AWS_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_S3',
] as const;

/** What data that are not files of this machine are fetched with; what was fetched goes with the process. */
export function remotePorts({
  log,
  env,
  enginesPath,
  signal,
  mask = () => {},
}: Pick<PortOptions, 'log' | 'env' | 'enginesPath' | 'signal' | 'mask'>): RemotePorts {
  let folder: Promise<string> | undefined;
  return {
    log,
    network: networkOf(env),
    folder: () => (folder ??= fetchedFolder(env)),
    environment: programEnvironment(env),
    secret: (name) => {
      const value = env[name];
      if (value === undefined || value === '') {
        throw new UserError(
          `the environment variable ${name} is not set, and the config reads a source with it`,
          {
            hint: 'Set it for this step or shell, such as `env:` with a secret of the environment.',
          },
        );
      }
      mask(value);
      if (URL.canParse(value)) {
        const { password } = new URL(value);
        if (password !== '') mask(decodeURIComponent(password));
      }
      return value;
    },
    aws: Object.fromEntries(AWS_VARIABLES.map((name) => [name, env[name] || undefined])),
    loadS3: () => loadEngine<S3Module>(engineOptions('s3', { log, env, enginesPath, signal })),
    wait: (milliseconds) => setTimeout(milliseconds, undefined, signal ? { signal } : {}),
    fetched: new Map(),
    ...(signal ? { signal } : {}),
  };
}

async function fetchedFolder(env: Environment): Promise<string> {
  const folder = await makeTemporaryFolder(await spillDirectory(env), 'mlops-data');
  removeAtExit(folder);
  return folder;
}

/** The proxy and its exceptions as all tools read them; which private hosts may be asked is told by nobody else. */
function networkOf(env: Environment): Network {
  const proxy = env.HTTPS_PROXY || env.https_proxy;
  const noProxy = env.NO_PROXY || env.no_proxy;
  const privateHosts = (env.MLOPS_PRIVATE_HOSTS ?? '').split(/[\s,]+/).filter((host) => host !== '');
  return { privateHosts, ...(proxy ? { proxy } : {}), ...(noProxy ? { noProxy } : {}) };
}

/** The runner's tool cache, or the user's own cache folder. */
function cacheDirectory(env: Environment): string {
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

function secretsOf(
  { env, mask = () => {} }: Pick<PortOptions, 'env' | 'mask'>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const value = env[name];
      if (value !== undefined && value !== '') {
        mask(value);
        return [name, value];
      }
      throw new UserError(
        `the environment variable ${name} is not set, and the config names it under \`secrets\``,
        {
          hint: 'Set it for this step or shell, such as `env:` with a secret of the environment.',
        },
      );
    }),
  );
}
