import { setTimeout as wait } from 'node:timers/promises';
import type { Octokit as OctokitType } from '@octokit/core';
import type { Endpoints } from '@octokit/types';
import { messageOf } from '../system/errors.ts';
import type { Log } from '../system/log.ts';
import { explain, type Need, outcomeUnknown, statusOf } from './failure.ts';

export interface GitHubOptions {
  readonly token: string;
  /** Where the REST API is, such as `https://api.github.com`. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly log: Log;
  /** Another `fetch`, such as one that goes through a proxy. */
  readonly fetch?: typeof globalThis.fetch;
  /** How long a second is, in milliseconds: tests have short ones. */
  readonly second?: number;
}

type Route = keyof Endpoints;
type Place = 'owner' | 'repo' | 'baseUrl' | 'headers' | 'mediaType';
type ParametersOf<R extends Route> = Omit<Endpoints[R]['parameters'], Place> & {
  readonly headers?: Readonly<Record<string, string>>;
  readonly request?: { readonly signal?: AbortSignal; readonly parseSuccessResponseBody?: boolean };
};
type DataOf<R extends Route> = Endpoints[R]['response']['data'];

/** Longer than any answer of the API takes; uploads and downloads bring a limit of their own. */
const DEADLINE = 60_000;
const LONGEST_WAIT_SECONDS = 120;
const WRITE_ATTEMPTS = 3;
const RATE_LIMIT_RETRIES = 2;

/**
 * One repository on GitHub. Reads are retried; a write is sent once, and where its outcome is unknown it
 * is looked up before anything is sent again. Throws `UserError` for a token without the permission
 * (401, 403, 404) and `ServiceError` where GitHub or the network failed.
 */
export class GitHub {
  readonly owner: string;
  readonly repo: string;
  readonly apiUrl: string;
  readonly log: Log;
  readonly #octokit: OctokitType;
  readonly #second: number;
  readonly #usage: Usage;
  #viewer: Promise<string> | undefined;

  private constructor(octokit: OctokitType, options: GitHubOptions, usage: Usage) {
    this.owner = options.owner;
    this.repo = options.repo;
    this.apiUrl = options.apiUrl;
    this.log = options.log;
    this.#octokit = octokit;
    this.#usage = usage;
    this.#second = options.second ?? 1000;
  }

  /** Opens a repository; loads the client libraries. */
  static async open(options: GitHubOptions): Promise<GitHub> {
    const [{ Octokit }, { retry }, { throttling }] = await Promise.all([
      import('@octokit/core'),
      import('@octokit/plugin-retry'),
      import('@octokit/plugin-throttling'),
    ]);
    const { log, second = 1000 } = options;
    const usage: Usage = { requests: 0, writes: 0, remaining: null };
    const again =
      (kind: string) =>
      (after: number, request: { method: string; url: string }, _: unknown, count: number) => {
        const retrying = count < RATE_LIMIT_RETRIES && after <= LONGEST_WAIT_SECONDS;
        log.warn(
          `GitHub's ${kind} is reached (${request.method} ${request.url}); ` +
            (retrying
              ? `trying again in ${after} s.`
              : `it asks for a wait of ${after} s, which is too long.`),
        );
        return retrying;
      };
    const octokit = new (Octokit.plugin(retry, throttling))({
      auth: options.token,
      baseUrl: options.apiUrl,
      userAgent: 'mlops-actions',
      log: {
        debug: () => {},
        info: () => {},
        warn: (text) => log.debug(text),
        error: (text) => log.debug(text),
      },
      request: { fetch: counting(options, usage) },
      retry: { retryAfterBaseValue: second },
      throttle: {
        retryAfterBaseValue: second,
        onRateLimit: again('rate limit'),
        onSecondaryRateLimit: again('secondary rate limit'),
        ...(second < 1000 ? { write: UNPACED, notifications: UNPACED } : {}),
      },
    });
    return new GitHub(octokit, options, usage);
  }

  /** How many requests were sent, how many of them were writes, and how many are left this hour. */
  get usage(): Readonly<Usage> {
    return { ...this.#usage };
  }

  /** Sends a read, retried where it fails. */
  async read<R extends Route>(route: R, parameters: ParametersOf<R>, need: Need): Promise<DataOf<R>> {
    return this.#send(route, parameters, need);
  }

  /** A read whose subject may be absent: null where GitHub answers 404. */
  async find<R extends Route>(route: R, parameters: ParametersOf<R>, need: Need): Promise<DataOf<R> | null> {
    try {
      return await this.#send(route, parameters, need);
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw error;
    }
  }

  /** All pages of a list. `pick` finds the list inside an answer that wraps it. */
  async list<R extends Route, Item>(
    route: R,
    parameters: ParametersOf<R>,
    need: Need,
    pick: (data: DataOf<R>) => readonly Item[],
  ): Promise<Item[]> {
    const items: Item[] = [];
    for (let page = 1; ; page++) {
      const paged = { ...parameters, per_page: PAGE, page } as unknown as ParametersOf<R>;
      const found = pick(await this.#send(route, paged, need));
      items.push(...found);
      if (found.length < PAGE) return items;
    }
  }

  /**
   * Sends a write. Where its outcome is unknown, `recover` says what to do: a function looks whether it
   * happened and returns what came of it, or null to send it again; `repeat` sends again at once, for
   * writes that may happen twice; `stop` leaves it to the caller.
   */
  async write<R extends Route>(
    route: R,
    parameters: ParametersOf<R>,
    need: Need,
    recover: 'repeat' | 'stop' | (() => Promise<DataOf<R> | null>),
  ): Promise<DataOf<R>> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#send(route, parameters, need, 0);
      } catch (error) {
        if (recover === 'stop' || !outcomeUnknown(error)) throw error;
        await this.pause(attempt * attempt);
        const done = recover === 'repeat' ? null : await recover();
        if (done !== null) return done;
        if (attempt === WRITE_ATTEMPTS) throw error;
        this.log.debug(
          `GitHub: could not ${need.doing}; trying again (${attempt + 1} of ${WRITE_ATTEMPTS}).`,
        );
      }
    }
  }

  /** Deletes something; what is gone already is deleted. */
  async remove<R extends Route>(route: R, parameters: ParametersOf<R>, need: Need): Promise<void> {
    try {
      await this.write(route, parameters, need, 'repeat');
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }

  /** The login that this token acts as. A token that may not ask is taken for the one of GitHub Actions. */
  async viewer(): Promise<string> {
    this.#viewer ??= this.#octokit
      .graphql<{ viewer: { login: string } }>('query { viewer { login } }', { request: { retries: 1 } })
      .then(
        ({ viewer }) => viewer.login,
        () => 'github-actions[bot]',
      );
    return this.#viewer;
  }

  /** Waits for so many seconds. */
  async pause(seconds: number): Promise<void> {
    await wait(seconds * this.#second);
  }

  async #send<R extends Route>(
    route: R,
    parameters: ParametersOf<R>,
    need: Need,
    retries?: number,
  ): Promise<DataOf<R>> {
    const request = { ...parameters.request, ...(retries === undefined ? {} : { retries }) };
    try {
      const response = await this.#octokit.request(route as string, {
        owner: this.owner,
        repo: this.repo,
        ...parameters,
        request,
      });
      return response.data as DataOf<R>;
    } catch (error) {
      throw explain(error, need);
    }
  }
}

const PAGE = 100;

/** Takes the place of a limiter that would pace requests; of a limiter only this is used. */
const UNPACED = {
  key: () => ({
    schedule: <A extends unknown[], T>(_options: unknown, work: (...args: A) => T, ...args: A) =>
      work(...args),
  }),
} as never;

interface Usage {
  requests: number;
  writes: number;
  remaining: number | null;
}

/** A `fetch` with a deadline that counts every request that is really sent. */
function counting({ fetch = globalThis.fetch, log }: GitHubOptions, usage: Usage): typeof globalThis.fetch {
  return async (url, init = {}) => {
    const method = init.method ?? 'GET';
    usage.requests++;
    if (method !== 'GET' && method !== 'HEAD') usage.writes++;
    try {
      const response = await fetch(url, { ...init, signal: init.signal ?? AbortSignal.timeout(DEADLINE) });
      const remaining = response.headers.get('x-ratelimit-remaining');
      if (remaining !== null) usage.remaining = Number(remaining);
      log.debug(`GitHub: ${method} ${pathOf(String(url))}: ${response.status}`);
      return response;
    } catch (error) {
      log.debug(`GitHub: ${method} ${pathOf(String(url))}: ${messageOf(error)}`);
      throw error;
    }
  };
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
