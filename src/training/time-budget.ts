import { readdir } from 'node:fs/promises';
import { durationOf } from '../config/duration.ts';
import type { Clock } from '../system/clock.ts';
import { durationPhrase } from '../system/duration-phrase.ts';
import { UserError } from '../system/errors.ts';

/** The time that training has, reading the data included. */
export interface TimeBudget {
  /** As the config says it. */
  readonly text: string;
  readonly milliseconds: number;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

/** A program that is asked to end has a tenth of what is left, and a minute at most, before it is killed. */
const LONGEST_GRACE = 60_000;

/** The budget of a training that began at `started`. */
export function timeBudget(text: string, started: Date): TimeBudget {
  const milliseconds = durationOf(text, 'train.time-budget');
  return { text, milliseconds, endsAt: started.getTime() + milliseconds };
}

/** The milliseconds that are left of a budget; 0 where it is over, and no end without one. */
export function timeLeft(budget: TimeBudget | undefined, clock: Clock): number {
  if (budget === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(budget.endsAt - clock.now().getTime(), 0);
}

/** @throws UserError where nothing is left of the budget before training begins */
export function refuseSpent(budget: TimeBudget | undefined, clock: Clock): void {
  if (budget === undefined || timeLeft(budget, clock) > 0) return;
  const spent = durationPhrase(clock.now().getTime() - budget.endsAt + budget.milliseconds);
  throw new UserError(
    `the time budget of ${budget.text} was over before training began: to read and prepare the data took ${spent}`,
    { hint: 'Raise `train.time-budget`, and `timeout-minutes` of the job with it, or train on less data.' },
  );
}

/** When a program with so much time left is asked to end, and how long it may take for that. */
export function endOfProgram(leftMs: number): { readonly askAfterMs: number; readonly graceMs: number } {
  const graceMs = Math.min(leftMs / 10, LONGEST_GRACE);
  return { askAfterMs: leftMs - graceMs, graceMs };
}

/** The error of a program that the budget ended before it had a model. */
export async function ranOutOfTime(
  command: string,
  how: string,
  budget: TimeBudget,
  checkpoints: string,
): Promise<UserError> {
  const files = await readdir(checkpoints, { recursive: true, withFileTypes: true }).catch(() => []);
  const count = files.filter((entry) => entry.isFile()).length;
  const resume =
    count > 0
      ? `What it wrote to MLOPS_CHECKPOINT_DIR (${count === 1 ? '1 file' : `${count} files`}) is in ${checkpoints}: run this again where that folder is, and it can resume from there.`
      : 'Let it write checkpoints to MLOPS_CHECKPOINT_DIR, from which the next run can resume.';
  return new UserError(
    `the training program \`${command}\` came to the end of its time budget of ${budget.text} without a model${how}`,
    {
      hint: `${resume} Let it leave its best model in MLOPS_OUTPUT_DIR and end with exit code 0 when SIGTERM comes (after MLOPS_TIME_BUDGET seconds), or raise \`train.time-budget\`.`,
    },
  );
}
