import { setTimeout as sleep } from 'node:timers/promises';
import type { Timer } from '../../src/github/timer.ts';

/** The header of an answer that is to be taken for none. */
export const SILENT = 'x-silent';

/**
 * Time of one client that hurries while it waits, so many times as fast: for work that takes time of its own between its
 * requests. That is counted as it is, so that a slow machine does not use up what a minute may hold.
 */
export function hurriedTime(times = 1000): Timer {
  let ahead = 0;
  const now = () => performance.now() + ahead;
  return {
    now,
    wait: async (milliseconds) => {
      const end = now() + milliseconds;
      await sleep(milliseconds / times);
      ahead = Math.max(ahead, end - performance.now());
    },
    deadline: (milliseconds) => AbortSignal.timeout(milliseconds),
  };
}

/** So many turns of the event loop without a request mean that all wait for the time to pass. */
const IDLE_TURNS = 4;

/**
 * Time that stands still while anything happens and jumps to the next waiter when all wait: hours pass at once.
 * Clients that share it see requests that take no time.
 */
export class VirtualTime implements Timer {
  #now = 0;
  #busy = 0;
  #armed = false;
  readonly #sleepers: { at: number; wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.push({ at: this.#now + milliseconds, wake });
      this.#sleepers.sort((a, b) => a.at - b.at);
      this.#arm();
    });
  }

  deadline(milliseconds: number): AbortSignal {
    return AbortSignal.timeout(milliseconds);
  }

  /** A `fetch` whose requests this time waits for. */
  through(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
    return (url, init) => this.#tracked(() => fetch(url, init));
  }

  async #tracked(send: () => Promise<Response>): Promise<Response> {
    this.#busy++;
    try {
      const response = await send();
      if (response.headers.has(SILENT)) throw new DOMException('no answer in time', 'TimeoutError');
      if (response.headers.get('content-type') === 'application/octet-stream') return response;
      const { status, statusText, headers } = response;
      const bytes = await response.arrayBuffer();
      return new Response([204, 304].includes(status) ? null : bytes, { status, statusText, headers });
    } finally {
      this.#busy--;
      this.#arm();
    }
  }

  #arm(): void {
    if (this.#armed) return;
    this.#armed = true;
    let turns = 0;
    const look = () => {
      if (this.#busy > 0) {
        this.#armed = false;
        return;
      }
      if (++turns < IDLE_TURNS) {
        setImmediate(look);
        return;
      }
      this.#armed = false;
      const next = this.#sleepers.shift();
      if (!next) return;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      this.#arm();
    };
    setImmediate(look);
  }
}
