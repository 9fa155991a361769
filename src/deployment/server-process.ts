import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FromServer, ToServer } from '../serving/control.ts';
import { DataError, ServiceError, UserError } from '../system/errors.ts';

/** How long a server may take until it listens, and until it has stopped. */
const START_TIME = 120_000;
const MOVE_TIME = 30_000;
const STOP_TIME = 20_000;

/** A server process as the state of an environment remembers it. */
export interface ServerIdentity {
  readonly pid: number;
  /** Stands in the arguments of the process, so that another one with its number is not taken for it. */
  readonly instance: string;
  readonly url: string;
}

/** A server that this process started and has not let go: it stops when this process ends. */
export interface StartedServer extends ServerIdentity {
  readonly port: number;
  /** Takes another port. Throws `UserError` where that is in use. */
  move(host: string, port: number): Promise<{ readonly url: string; readonly port: number }>;
  /** From here on it runs on its own. */
  adopt(): Promise<void>;
  stop(): Promise<void>;
}

export interface StartRequest {
  readonly node: string;
  /** The program and its words, without `--instance`. */
  readonly words: readonly string[];
  readonly directory: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The file that gets what the server prints. */
  readonly output: string;
}

/** What a server needs of this process's environment: no token or key is among it. */
const SERVER_VARIABLES = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'SystemRoot', 'USERPROFILE'];

/** Starts a server and waits until it listens. Throws by its exit code where it does not. */
export async function startServer(request: StartRequest): Promise<StartedServer> {
  const instance = randomUUID();
  await mkdir(dirname(request.output), { recursive: true });
  const output = await open(request.output, 'a');
  const { size } = await output.stat();
  const child = spawn(request.node, [...request.words, '--instance', instance], {
    cwd: request.directory,
    env: Object.fromEntries(
      Object.entries(request.variables).filter(([name]) => SERVER_VARIABLES.includes(name)),
    ),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', output.fd, output.fd, 'ipc'],
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    // Also where a message cannot be sent; the process is then still there to be ended.
    child.on('error', () => {
      if (child.pid === undefined) resolve(null);
    });
  });
  await output.close();
  const stop = async () => {
    child.kill('SIGTERM');
    if (await within(exited, STOP_TIME)) return;
    child.kill('SIGKILL');
    await exited;
  };
  const expect = async (time: number): Promise<Exclude<FromServer, { failed: string }>> => {
    const answer = await within(
      Promise.race([nextMessage(child), exited.then((code) => startError(code, request.output, size))]),
      time,
    );
    if (!answer) throw new ServiceError(`the prediction server did not answer within ${time / 1000} s`);
    const message = await answer.value;
    if (message instanceof Error) throw message;
    if ('failed' in message) throw new UserError(message.message, message.hint ? { hint: message.hint } : {});
    return message;
  };
  try {
    const started = await expect(START_TIME);
    if (!('url' in started)) throw new ServiceError('the prediction server did not say where it listens');
    const tell = (order: ToServer) => child.send(order);
    return {
      pid: child.pid ?? 0,
      instance,
      url: started.url,
      port: started.port,
      stop,
      async move(host, port) {
        tell({ do: 'move', host, port });
        const moved = await expect(MOVE_TIME);
        if (!('url' in moved)) throw new ServiceError('the prediction server did not say where it listens');
        return { url: moved.url, port: moved.port };
      },
      async adopt() {
        tell({ do: 'adopt' });
        await expect(MOVE_TIME);
        child.disconnect();
        child.unref();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function nextMessage(child: ChildProcess): Promise<FromServer> {
  return new Promise((resolve) => child.once('message', (message) => resolve(message as FromServer)));
}

/** The value once it is there, or null when the time is over. */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<{ readonly value: T } | null> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      work.then((value) => ({ value })),
      delay(milliseconds, null, { signal: timer.signal }),
    ]);
  } finally {
    timer.abort();
  }
}

/** Why a server ended before it listened: its own last words, and who must act by its exit code. */
async function startError(code: number | null, output: string, from: number): Promise<Error> {
  const words = (await readFile(output)).subarray(from).toString('utf8').split('\n');
  const said = words
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(0, 12)
    .join('\n');
  const message = `the prediction server did not start (exit code ${code ?? 'none'}): ${said || 'it said nothing'}`;
  const details = { hint: `All that it said is in ${output}.` };
  if (code === 1) return new DataError(message, details);
  if (code === 2) return new UserError(message, details);
  return new ServiceError(message, details);
}

/** Whether a process with this number runs; one that has ended and that nobody has waited for does not. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const state = status.slice(status.lastIndexOf(')') + 2)[0];
  return state !== undefined && state !== 'Z' && state !== 'X';
}

/**
 * Whether the server that was remembered still runs: there is a process of its number, and either it
 * answers by its name or its arguments hold it.
 */
export async function isRunning({ pid, instance, url }: ServerIdentity): Promise<boolean> {
  if (!(await isAlive(pid))) return false;
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  if (words !== null) return words.split('\0').includes(instance);
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) });
    return ((await response.json()) as { instance?: unknown }).instance === instance;
  } catch {
    return false;
  }
}

/**
 * Ends a server that was remembered: SIGTERM, so that it answers what is under way, and SIGKILL when
 * that takes too long. A process that is not that server is left alone.
 */
export async function stopRemembered(server: ServerIdentity): Promise<void> {
  if (!(await isRunning(server))) return;
  process.kill(server.pid, 'SIGTERM');
  const deadline = performance.now() + STOP_TIME;
  while (await isAlive(server.pid)) {
    if (performance.now() > deadline) process.kill(server.pid, 'SIGKILL');
    await delay(20);
  }
}
