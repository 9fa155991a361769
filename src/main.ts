import { Runner } from './github/runner.ts';
import { ACTIONS, type ActionName } from './runner/actions.ts';
import { CANCELLED, Step } from './runner/step.ts';
import { describeError, exitCodeOf, INTERNAL_EXIT_CODE } from './system/errors.ts';

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
  const action = ACTIONS.find((one) => one === name) as ActionName;
  const signal = cancellation(runner);
  const code = await new Step(action, runner, signal).run();
  runner.end();
  // What was cancelled may still be at work.
  if (signal.aborted) process.exit(code);
  process.exitCode = code;
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
