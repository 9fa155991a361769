import type { Log } from '../system/log.ts';
import { limitOf } from './failure.ts';
import type { Timer } from './timer.ts';

/** A `notice` is a write that people are told of, such as a comment. */
export type Kind = 'read' | 'write' | 'notice';

const SECOND = 1000;
/** What GitHub's guide for clients asks for between writes, and what its own client keeps for notices. */
const BETWEEN: Readonly<Record<Kind, number>> = { read: 0, write: SECOND, notice: 3 * SECOND };
const AT_ONCE = 10;
const LONGEST_WAIT = 120 * SECOND;
const LIMIT_RETRIES = 2;

/** Sends requests as fast as GitHub likes them: few at once, writes one by one, and none while a limit lasts. */
export class Pace {
  readonly #timer: Timer;
  readonly #log: Log;
  readonly #last: Record<Kind, number>;
  #writes: Promise<unknown> = Promise.resolve();
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  /** Nothing is sent before. */
  #until: number;

  constructor(timer: Timer, log: Log) {
    this.#timer = timer;
    this.#log = log;
    this.#until = timer.now();
    const before = this.#until - LONGEST_WAIT;
    this.#last = { read: before, write: before, notice: before };
  }

  /**
   * Runs `work`, which sends one request, when its turn comes. Where GitHub refuses it for a limit, nothing was
   * done, and `work` runs again after the wait that GitHub asks for, unless that is too long.
   */
  async run<T>(kind: Kind, doing: string, work: () => Promise<T>): Promise<T> {
    if (kind === 'read') return this.#limited(kind, doing, work);
    const turn = this.#writes.then(() => this.#limited(kind, doing, work));
    this.#writes = turn.catch(() => {});
    return turn;
  }

  async #limited<T>(kind: Kind, doing: string, work: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#sent(kind, work);
      } catch (error) {
        const limit = limitOf(error, attempt);
        if (!limit) throw error;
        const retrying = attempt < LIMIT_RETRIES && limit.wait <= LONGEST_WAIT;
        const seconds = Math.ceil(limit.wait / SECOND);
        this.#log.warn(
          `GitHub's ${limit.name} is reached (${doing}); ` +
            (retrying
              ? `trying again in ${seconds} s.`
              : attempt < LIMIT_RETRIES
                ? `it asks for a wait of ${seconds} s, which is too long.`
                : 'it was tried often enough.'),
        );
        if (!retrying) throw error;
        this.#until = Math.max(this.#until, this.#timer.now() + limit.wait);
      }
    }
  }

  async #sent<T>(kind: Kind, work: () => Promise<T>): Promise<T> {
    while (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running++;
    try {
      for (;;) {
        const { write, notice } = this.#last;
        const paced = kind === 'read' ? 0 : write + BETWEEN.write;
        const noticed = kind === 'notice' ? notice + BETWEEN.notice : 0;
        const left = Math.max(this.#until, paced, noticed) - this.#timer.now();
        if (left <= 0) break;
        await this.#timer.wait(left);
      }
      if (kind !== 'read') this.#last.write = this.#timer.now();
      if (kind === 'notice') this.#last.notice = this.#timer.now();
      return await work();
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }
}
