import { CommanderError } from 'commander';
import { describeError, exitCodeOf, INTERNAL_EXIT_CODE } from './system/errors.ts';
import { thisProgram } from './system/program.ts';
import { TerminalLog } from './system/terminal-log.ts';
import { writeErrorOf } from './system/write-errors.ts';
import type { LogOptions } from './terminal/options.ts';
import { buildProgram, type Commands } from './terminal/program.ts';
import type { Session } from './terminal/stage-commands.ts';

export interface TerminalOptions {
  /** The program that a deployment starts its server with; the terminal's bundle where left out. */
  readonly cli?: string;
}

/** How long work that was interrupted may take to end by itself: user's programs have 10 seconds. */
const GRACE = 12_000;

/** Runs the `mlops` command with these arguments and resolves to its exit code. */
export async function runTerminal(
  argv: readonly string[],
  { cli = thisProgram().cli }: TerminalOptions = {},
): Promise<number> {
  guardProcess();
  const interruption = new Interruption();
  let code = 0;
  let debug = false;
  const session = (options: LogOptions, { stopsItself = false } = {}): Session => {
    debug = options.debug;
    if (!stopsItself) interruption.start();
    const level = options.debug ? 'debug' : options.quiet ? 'quiet' : 'normal';
    const log = new TerminalLog(process.stderr, { level, colors: !process.env.NO_COLOR });
    const print = (text: string) => void process.stdout.write(text);
    return { env: process.env, log, print, cli, interruptible: () => interruption.signal() };
  };
  const program = buildProgram(thisProgram().version, commandsOf(session), (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (interruption.code !== undefined) {
      process.stderr.write('interrupted\n');
      return interruption.code;
    }
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${describeError(error)}\n`);
    if (debug && error instanceof Error && error.stack) process.stderr.write(`${error.stack}\n`);
    return exitCodeOf(error);
  } finally {
    interruption.end();
  }
}

/** What SIGINT and SIGTERM do: the process ends in order, so that nothing is left half-written. */
class Interruption {
  readonly #abort = new AbortController();
  #asked = false;
  /** The exit code of an interrupted program, as shells count it. */
  code: number | undefined;

  start(): void {
    process.on('SIGINT', this.#interrupt).on('SIGTERM', this.#interrupt);
  }

  /** From now on the work is asked to end by itself; the next signal ends it. */
  signal(): AbortSignal {
    this.#asked = true;
    return this.#abort.signal;
  }

  end(): void {
    process.off('SIGINT', this.#interrupt).off('SIGTERM', this.#interrupt);
  }

  readonly #interrupt = (signal: NodeJS.Signals): void => {
    const code = signal === 'SIGINT' ? 130 : 143;
    if (this.code !== undefined || !this.#asked) process.exit(code);
    this.code = code;
    this.#abort.abort();
    setTimeout(() => process.exit(code), GRACE).unref();
  };
}

/** A server stops itself, when it has answered what came. */
type SessionOpener = (options: LogOptions, how?: { readonly stopsItself: boolean }) => Session;

/** Each command is loaded when it is asked for. */
function commandsOf(session: SessionOpener): Commands {
  const stages = () => import('./terminal/stage-commands.ts');
  const tools = () => import('./terminal/tool-commands.ts');
  const profile = () => import('./terminal/profile-command.ts');
  const drift = () => import('./terminal/drift-command.ts');
  const data = () => import('./terminal/data-command.ts');
  const contract = () => import('./terminal/contract-command.ts');
  return {
    stage: async (stage, options) => (await stages()).stageCommand(session(options), stage, options),
    deploy: async (options) => (await stages()).stageCommand(session(options), 'deploy', options),
    run: async (options) => (await stages()).runCommand(session(options), options),
    preflight: async (options) =>
      (await import('./terminal/preflight-command.ts')).preflightCommand(session(options), options),
    report: async (options) => (await stages()).reportCommand(session(options), options),
    view: async (options) =>
      (await import('./terminal/view-command.ts')).viewCommand(session(options), options),
    golden: async (options) =>
      (await import('./terminal/golden-command.ts')).goldenCommand(session(options), options),
    footprint: async (directory, rows, options) =>
      (await import('./terminal/footprint-command.ts')).footprintCommand(session(options), directory, rows),
    serve: async (directory, options) =>
      (await import('./terminal/serve-command.ts')).serveCommand(
        session(options, { stopsItself: true }),
        directory,
        options,
      ),
    init: async (file, options) =>
      (await import('./terminal/init-command.ts')).initCommand(session(options), file, options),
    profile: async (files, options) => (await profile()).profileCommand(session(options), files, options),
    profileMerge: async (files, options) =>
      (await profile()).profileMergeCommand(session(options), files, options),
    drift: async (reference, current, options) =>
      (await drift()).driftCommand(session(options), reference, current, options),
    driftMethods: async (options) => (await drift()).driftMethodsCommand(session(options), options),
    metrics: async (file, options) => (await tools()).metricsCommand(session(options), file, options),
    compare: async (a, b, options) => (await tools()).compareCommand(session(options), a, b, options),
    contract: {
      infer: async (file, options) =>
        (await contract()).contractInferCommand(session(options), file, options),
      check: async (file, options) =>
        (await contract()).contractCheckCommand(session(options), file, options),
      update: async (file, options) =>
        (await contract()).contractUpdateCommand(session(options), file, options),
      diff: async (before, after, options) =>
        (await contract()).contractDiffCommand(session(options), before, after, options),
      import: async (file, options) =>
        (await contract()).contractImportCommand(session(options), file, options),
      export: async (file, options) =>
        (await contract()).contractExportCommand(session(options), file, options),
    },
    data: {
      lock: async (options) => (await data()).dataLockCommand(session(options), options),
      status: async (options) => (await data()).dataStatusCommand(session(options), options),
      diff: async (files, options) => (await data()).dataDiffCommand(session(options), files, options),
    },
  };
}

let guarded = false;

/** What goes wrong outside of any command: output that nobody takes, and bugs that nobody waited for. */
function guardProcess(): void {
  if (guarded) return;
  guarded = true;
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${describeError(error)}\n`);
    process.exit(INTERNAL_EXIT_CODE);
  });
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // `mlops profile … | head` ends when head has had enough; that is no error.
    if (error.code === 'EPIPE') process.exit(0);
    const told = writeErrorOf(error, 'standard output');
    process.stderr.write(`${describeError(told)}\n`);
    process.exit(exitCodeOf(told));
  });
  // Where the log cannot be written there is nobody to tell.
  process.stderr.on('error', () => {});
}
