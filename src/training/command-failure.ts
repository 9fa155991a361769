import type { CommandTrainConfig } from '../config/schema/train.ts';
import { UserError } from '../system/errors.ts';
import type { ProgramResult } from '../system/process.ts';

/** So many lines of a program's output are shown where it fails. */
export const LAST_LINES = 20;

/** @throws UserError where the training program did not end well, with what it printed at last */
export function refuseFailure(
  config: CommandTrainConfig,
  result: ProgramResult,
  last: readonly string[],
): void {
  if (result.code === 0 && !result.stopped) return;
  const command = config.command.join(' ');
  const output = lastLines(last);
  if (result.stopped === 'timeout') {
    throw new UserError(
      `the training program \`${command}\` ran longer than ${config['time-limit']} and was stopped${output}`,
      {
        hint: 'Raise `train.time-limit`, or train on less data.',
      },
    );
  }
  if (result.stopped) throw new UserError(`the training program \`${command}\` was interrupted${output}`);
  throw new UserError(`the training program \`${command}\` ${howItEnded(result)}${output}`, {
    hint:
      result.signal === 'SIGKILL'
        ? 'The system kills programs that take too much memory: use less data, or a larger machine.'
        : 'Mend the program; run it by hand with the same MLOPS_… variables to see more.',
  });
}

export function howItEnded({ signal, code }: ProgramResult): string {
  return signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
}

/** What a program printed at last, to be put behind a message. */
export function lastLines(last: readonly string[]): string {
  return last.length > 0
    ? `; its last lines:\n${last.map((line) => `    ${line}`).join('\n')}`
    : '; it printed nothing';
}
