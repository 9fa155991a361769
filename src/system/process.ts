import { type ChildProcess, spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { messageOf, UserError } from './errors.ts';

export interface ProgramOptions {
  readonly cwd?: string;
  /** The whole environment of the program: nothing is inherited that is not in it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called for each line of output; a carriage return ends a line too, so that progress bars are seen. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** The descriptor of a file that takes standard output as it is, instead of `onLine`. */
  readonly stdout?: number;
  /** Stops the program after this long. */
  readonly timeoutMs?: number;
  /** Stops the program when aborted. */
  readonly signal?: AbortSignal;
  /** How long a program may take to end after it was asked to, before it is killed (default 10 s). */
  readonly graceMs?: number;
}

export interface ProgramResult {
  /** The exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why we stopped it, where we did. */
  readonly stopped?: 'timeout' | 'abort' | 'signal';
}

/** A line longer than this is cut into several: output without line ends must not fill the memory. */
const LONGEST_LINE = 1 << 16;
/** How long output may still come after the end: a grandchild may keep the pipes open for ever. */
const DRAIN_MS = 1000;
/** A timer that is set to more than this fires at once; it is 24 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs a program without a shell, in a process group of its own, and waits for its end. SIGINT and SIGTERM that
 * reach us are passed on to the whole group; a group that does not end in time is killed.
 * @throws UserError where the program cannot be started. A failing exit code is a result, not an error.
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  if (options.signal?.aborted) return { code: null, signal: null, stopped: 'abort' };
  const grouped = process.platform !== 'win32';
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...options.env },
    detached: grouped,
    shell: false,
    stdio: ['ignore', options.stdout ?? 'pipe', 'pipe'],
    windowsHide: true,
  });
  let stopped: ProgramResult['stopped'];
  let killer: NodeJS.Timeout | undefined;
  const stop = (why: NonNullable<ProgramResult['stopped']>, signal: NodeJS.Signals) => {
    stopped ??= why;
    send(child, grouped, signal);
    killer ??= setTimeout(() => send(child, grouped, 'SIGKILL'), options.graceMs ?? 10_000);
  };
  let passedOn: NodeJS.Signals | undefined;
  const forward = (signal: NodeJS.Signals) => {
    passedOn = signal;
    stop('signal', signal);
  };
  const abort = () => stop('abort', 'SIGTERM');
  const timer =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => stop('timeout', 'SIGTERM'), Math.min(options.timeoutMs, LONGEST_TIMER_MS));
  // Where this program ends before the other one does, nothing is left to end that one.
  const kill = () => send(child, grouped, 'SIGKILL');
  process.on('SIGINT', forward).on('SIGTERM', forward).on('exit', kill);
  options.signal?.addEventListener('abort', abort);
  try {
    const result = await ended(child, command, options);
    // What is left of a group that we stopped goes with it.
    if (stopped) send(child, grouped, 'SIGKILL');
    return stopped ? { ...result, stopped } : result;
  } finally {
    clearTimeout(timer);
    clearTimeout(killer);
    options.signal?.removeEventListener('abort', abort);
    process.off('SIGINT', forward).off('SIGTERM', forward).off('exit', kill);
    // Nobody else listens: the signal was meant for us too, and our listener kept it from ending us.
    if (passedOn && process.listenerCount(passedOn) === 0) process.kill(process.pid, passedOn);
  }
}

function send(child: ChildProcess, grouped: boolean, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (grouped) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // The group has ended already.
  }
}

function ended(child: ChildProcess, command: string, options: ProgramOptions): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const flushes = [readLines(child, 'stdout', options), readLines(child, 'stderr', options)];
    let result: ProgramResult | undefined;
    let drain: NodeJS.Timeout | undefined;
    const finish = () => {
      clearTimeout(drain);
      for (const flush of flushes) flush();
      if (result) resolve(result);
    };
    child.once('error', (error) => {
      reject(
        new UserError(`the program ${command} cannot be started: ${messageOf(error)}`, {
          hint: 'Check that it is installed, on the PATH, executable, and that its working folder exists.',
          cause: error,
        }),
      );
    });
    child.once('exit', (code, signal) => {
      result = { code, signal };
      drain = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        finish();
      }, DRAIN_MS);
    });
    child.once('close', finish);
  });
}

/** Cuts a stream into lines; the function that comes back hands over what has no line end. */
function readLines(child: ChildProcess, name: 'stdout' | 'stderr', options: ProgramOptions): () => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string) => {
    const lines = (rest + text).split(/\r\n|[\r\n]/);
    rest = lines.pop() ?? '';
    while (rest.length > LONGEST_LINE) {
      lines.push(rest.slice(0, LONGEST_LINE));
      rest = rest.slice(LONGEST_LINE);
    }
    for (const line of lines) options.onLine?.(line, name);
  };
  child[name]?.on('data', (chunk: Buffer) => take(decoder.write(chunk)));
  return () => {
    take(decoder.end());
    if (rest !== '') options.onLine?.(rest, name);
    rest = '';
  };
}
