import { CommanderError } from 'commander';
import { describeError, exitCodeOf } from './system/errors.ts';
import { thisProgram } from './system/program.ts';
import { TerminalLog } from './system/terminal-log.ts';
import { buildProgram, type Commands } from './terminal/program.ts';
import type { Session } from './terminal/stage-commands.ts';

interface LogOptions {
  readonly quiet: boolean;
  readonly debug: boolean;
}

/** Runs the `mlops` command with these arguments and resolves to its exit code. */
export async function runTerminal(argv: readonly string[]): Promise<number> {
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  process.stdout.on('error', brokenPipe);
  let code = 0;
  let debug = false;
  const session = (options: LogOptions): Session => {
    debug = options.debug;
    const level = options.debug ? 'debug' : options.quiet ? 'quiet' : 'normal';
    const log = new TerminalLog(process.stderr, { level, colors: !process.env.NO_COLOR });
    return { env: process.env, log, print: (text) => void process.stdout.write(text), signal: abort.signal };
  };
  const program = buildProgram(thisProgram().version, commandsOf(session), (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${describeError(error)}\n`);
    if (debug && error instanceof Error && error.stack) process.stderr.write(`${error.stack}\n`);
    return exitCodeOf(error);
  }
}

/** Each command is loaded when it is asked for. */
function commandsOf(session: (options: LogOptions) => Session): Commands {
  const stages = () => import('./terminal/stage-commands.ts');
  const tools = () => import('./terminal/tool-commands.ts');
  return {
    stage: async (stage, options) => (await stages()).stageCommand(session(options), stage, options),
    deploy: async (options) => (await stages()).stageCommand(session(options), 'deploy', options),
    run: async (options) => (await stages()).runCommand(session(options), options),
    report: async (options) => (await stages()).reportCommand(session(options), options),
    view: async (options) =>
      (await import('./terminal/view-command.ts')).viewCommand(session(options), options),
    serve: async (directory, options) =>
      (await import('./terminal/serve-command.ts')).serveCommand(session(options), directory, options),
    init: async (file, options) =>
      (await import('./terminal/init-command.ts')).initCommand(session(options), file, options),
    profile: async (file, options) => (await tools()).profileCommand(session(options), file, options),
    drift: async (reference, current, options) =>
      (await tools()).driftCommand(session(options), reference, current, options),
    metrics: async (file, options) => (await tools()).metricsCommand(session(options), file, options),
    compare: async (a, b, options) => (await tools()).compareCommand(session(options), a, b, options),
  };
}

/** `mlops profile … | head` ends when head has had enough; that is no error. */
function brokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}
