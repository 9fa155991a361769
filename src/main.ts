import { Runner } from './github/runner.ts';
import { type ActionName, HELPERS, type HelperName } from './runner/actions.ts';
import type { Helper } from './runner/helper.ts';
import { CANCELLED, describeError, exitCodeOf, INTERNAL_EXIT_CODE } from './system/errors.ts';

/** Runs one action as a step of a job; the process' exit code says how it ended. */
export async function runAction(name: string): Promise<void> {
  let runner: Runner;
  try {
    runner = new Runner(process.env);
  } catch (error) {
    process.stdout.write(`${describeError(error)}\n`);
    process.exitCode = exitCodeOf(error);
    return;
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.once(event, (error) => {
      runner.fail(error);
      process.exit(INTERNAL_EXIT_CODE);
    });
  }
  const signal = cancellation(runner);
  const helper = HELPERS.find((one) => one === name);
  const code = await (helper ? helped(helper, runner, signal) : staged(name as ActionName, runner, signal));
  runner.end();
  // What was cancelled may still be at work.
  if (signal.aborted) process.exit(code);
  process.exitCode = code;
}

const HELPED: Readonly<Record<HelperName, () => Promise<{ helper: Helper }>>> = {
  command: () => import('./runner/commands/command.ts'),
  'request-approval': () => import('./runner/approval/request-approval.ts'),
  'request-retraining': () => import('./runner/retraining/request-retraining.ts'),
  report: () => import('./runner/briefs/report.ts'),
};

/** What runs no stage loads none, and so nothing that could start a program. */
async function staged(name: ActionName, runner: Runner, signal: AbortSignal): Promise<number> {
  const { runStep } = await import('./runner/step/step.ts');
  return runStep(name, runner, signal);
}

async function helped(name: HelperName, runner: Runner, signal: AbortSignal): Promise<number> {
  try {
    const { helper } = await HELPED[name]();
    await helper(runner, signal);
    return 0;
  } catch (error) {
    return runner.fail(error);
  }
}

/** The runner sends SIGINT, then SIGTERM, and kills after ten seconds: the first one asks, the second one ends. */
function cancellation(runner: Runner): AbortSignal {
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (abort.signal.aborted) process.exit(CANCELLED);
      runner.log.warn('The step is being cancelled.');
      abort.abort();
    });
  }
  return abort.signal;
}
