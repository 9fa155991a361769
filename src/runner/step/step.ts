import type { Runner } from '../../github/runner.ts';
import { CANCELLED, messageOf, retold, UserError } from '../../system/errors.ts';
import type { ActionName } from '../actions.ts';
import { annotationsIn, type Stop } from '../outlets/outlets.ts';
import { prepare } from './preparation.ts';
import { runStages } from './stages.ts';
import { codeOf, type StepState } from './state.ts';
import { tell } from './telling.ts';

/** How long a cancelled stage and its programs may take to end by themselves: the runner ends the step after 7.5 seconds. */
const GRACE_MS = 5000;
const CANCELLED_MESSAGE = 'The step was cancelled.';

/**
 * One run of an action: does the work of its stages and tells every outlet how it went. Resolves to the exit code and never
 * throws.
 */
export async function runStep(name: ActionName, runner: Runner, signal: AbortSignal): Promise<number> {
  const state: StepState = {
    ...{ name, runner, signal },
    doing: 'Read the inputs',
    ...{ inputs: undefined, loaded: undefined, github: undefined },
    ...{ evidence: [], artifact: null },
  };
  let code: number;
  let stop: Stop | null = null;
  try {
    const work = prepare(state).then((prepared) => runStages(state, prepared));
    await Promise.race([work, cancelled(signal)]);
    code = codeOf(state, state.evidence);
  } catch (error) {
    const { doing } = state;
    const run = runner.context.runId;
    if (signal.aborted) {
      stop = { doing, error: new UserError(CANCELLED_MESSAGE), run };
      code = CANCELLED;
    } else {
      // Before it is a sentence of a report: that begins with a capital, and may be cut in the middle of a secret.
      stop = { doing, error: retold(error, (text) => runner.redact(text)), run };
      code = runner.fail(error);
      runner.annotate(annotationsIn(messageOf(error), runner.context.workspace));
    }
  }
  try {
    await tell(state, { code, stop });
    return code;
  } catch (error) {
    const failed = runner.fail(error);
    return code === 0 ? failed : code;
  }
}

/** Never ends well: rejects some time after the step was cancelled. */
function cancelled(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => setTimeout(() => reject(new UserError(CANCELLED_MESSAGE)), GRACE_MS);
    signal.addEventListener('abort', end, { once: true });
  });
}
