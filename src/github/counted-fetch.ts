import { messageOf } from '../system/errors.ts';
import type { Log } from '../system/log.ts';
import type { Timer } from './timer.ts';

/** Longer than any answer of the API takes; uploads and downloads bring a limit of their own. */
const DEADLINE = 30_000;
/** GitHub tells whole seconds, and an answer takes a moment: clocks that differ by less are the same. */
const CLOCK_STEP = 3000;

/** How many requests are to be enough. */
export interface Budget {
  readonly requests: number;
  readonly writes: number;
}

export interface Usage {
  requests: number;
  writes: number;
  remaining: number | null;
  /** How far GitHub's clock is before this machine's, in milliseconds. */
  ahead: number;
}

interface Options {
  readonly fetch?: typeof globalThis.fetch;
  readonly log: Log;
  readonly budget?: Budget;
}

/** A `fetch` with a deadline that counts every request that is really sent, and gives only whole answers. */
export function countedFetch(
  { fetch = globalThis.fetch, log, budget }: Options,
  timer: Timer,
  usage: Usage,
): typeof globalThis.fetch {
  let told = false;
  return async (url, init = {}) => {
    const method = init.method ?? 'GET';
    const path = pathOf(String(url));
    usage.requests++;
    if (method !== 'GET' && method !== 'HEAD' && !path.endsWith('/graphql')) usage.writes++;
    if (budget && !told && (usage.requests > budget.requests || usage.writes > budget.writes)) {
      told = true;
      const { requests, writes } = budget;
      log.info(`GitHub: more than the ${requests} requests or ${writes} writes that one step should need.`);
    }
    try {
      const response = await fetch(url, { ...init, signal: init.signal ?? timer.deadline(DEADLINE) });
      const remaining = response.headers.get('x-ratelimit-remaining');
      if (remaining !== null) usage.remaining = Number(remaining);
      const ahead = Date.parse(response.headers.get('date') ?? '') - Date.now();
      if (!Number.isNaN(ahead)) usage.ahead = Math.abs(ahead) > CLOCK_STEP ? ahead : 0;
      log.debug(`GitHub: ${method} ${path}: ${response.status}`);
      return await whole(response);
    } catch (error) {
      log.debug(`GitHub: ${method} ${path}: ${messageOf(error)}`);
      throw error;
    }
  };
}

/** The client library takes a broken-off answer for an empty one: what is JSON is read to its end here. */
async function whole(response: Response): Promise<Response> {
  if (!/json/.test(response.headers.get('content-type') ?? '') || response.status === 204) return response;
  const raw = /raw/.test(response.headers.get('content-type') ?? '');
  const text = await response.text();
  if (!raw && text !== '' && !isJson(text)) throw new TypeError('the answer broke off');
  const { status, statusText, headers, url } = response;
  return Object.defineProperty(new Response(text, { status, statusText, headers }), 'url', { value: url });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
