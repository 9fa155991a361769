import { setTimeout as sleep } from 'node:timers/promises';

/** The time that a client of GitHub waits by. */
export interface Timer {
  /** In milliseconds; only differences count. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
  /** Aborts after so many milliseconds. */
  deadline(milliseconds: number): AbortSignal;
}

export const systemTimer: Timer = {
  now: () => performance.now(),
  wait: (milliseconds) => sleep(milliseconds),
  deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
};
