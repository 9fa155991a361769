import type { Octokit as OctokitType } from '@octokit/core';
import type { Endpoints } from '@octokit/types';
import { UserError } from '../system/errors.ts';
import type { Log } from '../system/log.ts';
import { type Budget, countedFetch, type Usage } from './counted-fetch.ts';
import { explain, explainAnswer, type Need, noAnswer, outcomeUnknown, statusOf } from './failure.ts';
import { type Kind, Pace } from './pace.ts';
import { systemTimer, type Timer } from './timer.ts';

export interface GitHubOptions {
  readonly token: string;
  /** Where the REST API is, such as `https://api.github.com`. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly log: Log;
  /** Another `fetch`, such as one that goes through a proxy. */
  readonly fetch?: typeof globalThis.fetch;
  readonly timer?: Timer;
  /** Hides secrets in what people read on GitHub. */
  readonly redact?: (text: string) => string;
  /** How many requests are to be enough; more are told of once, not refused. */
  readonly budget?: Budget;
}

type Route = keyof Endpoints;
type Place = 'owner' | 'repo' | 'baseUrl' | 'headers' | 'mediaType';
type ParametersOf<R extends Route> = Omit<Endpoints[R]['parameters'], Place> & {
  readonly headers?: Readonly<Record<string, string>>;
  readonly request?: { readonly signal?: AbortSignal; readonly parseSuccessResponseBody?: boolean };
};
type DataOf<R extends Route> = Endpoints[R]['response']['data'];

const READ_ATTEMPTS = 5;
/** A read that fails so long is not tried again. */
const LONGEST_READ = 60_000;
const WRITE_ATTEMPTS = 3;
const SECOND = 1000;
/** What sends mail to people. */
const NOTICES = /^POST .*\/(comments|releases|issues|pulls)$/;

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
  /** Hides secrets in what people read on GitHub. */
  readonly redact: (text: string) => string;
  readonly #octokit: OctokitType;
  readonly #timer: Timer;
  readonly #pace: Pace;
  readonly #usage: Usage;
  #viewer: Promise<string> | undefined;

  private constructor(octokit: OctokitType, options: GitHubOptions, timer: Timer, usage: Usage) {
    this.owner = options.owner;
    this.repo = options.repo;
    this.apiUrl = options.apiUrl;
    this.log = options.log;
    this.redact = options.redact ?? ((text) => text);
    this.#octokit = octokit;
    this.#timer = timer;
    this.#pace = new Pace(timer, options.log);
    this.#usage = usage;
  }

  /** Opens a repository; loads the client library. */
  static async open(options: GitHubOptions): Promise<GitHub> {
    const { Octokit } = await import('@octokit/core');
    const { log, timer = systemTimer } = options;
    const usage: Usage = { requests: 0, writes: 0, remaining: null, ahead: 0 };
    const octokit = new Octokit({
      auth: options.token,
      baseUrl: options.apiUrl,
      userAgent: 'mlops-actions',
      log: {
        debug: () => {},
        info: () => {},
        warn: (text) => log.debug(text),
        error: (text) => log.debug(text),
      },
      request: { fetch: countedFetch(options, timer, usage) },
    });
    return new GitHub(octokit, options, timer, usage);
  }

  /** How many requests were sent, how many of them were writes, and how many are left this hour. */
  get usage(): Readonly<Usage> {
    return { ...this.#usage };
  }

  /** Sends a read, retried where it fails. */
  async read<R extends Route>(route: R, parameters: ParametersOf<R>, need: Need): Promise<DataOf<R>> {
    return this.#patiently(need, () => this.#send(route, parameters, need));
  }

  /** A read whose subject may be absent: null where GitHub answers 404. */
  async find<R extends Route>(route: R, parameters: ParametersOf<R>, need: Need): Promise<DataOf<R> | null> {
    try {
      return await this.read(route, parameters, need);
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
      const found = pick(await this.read(route, paged, need));
      items.push(...found);
      if (found.length < PAGE) return items;
    }
  }

  /** Asks the GraphQL API, again where it fails. All of the answer is there, or an error is thrown. */
  async query<T>(query: string, variables: Readonly<Record<string, unknown>>, need: Need): Promise<T> {
    const ask = () => this.#octokit.graphql<T | undefined>(query, { ...variables });
    try {
      const answer = await this.#patiently(need, () => this.#paced('read', need, ask));
      if (answer) return answer;
      throw noAnswer(need);
    } catch (error) {
      throw explainAnswer(error, need);
    }
  }

  /**
   * Sends a write. Where its outcome is unknown, `recover` says what to do: a function looks whether it
   * happened and returns what came of it, or null to send it again; `repeat` sends again at once, for
   * writes that may happen twice; `stop` leaves it to the caller. Parameters that can be sent only once, such
   * as a stream, are made anew for each attempt.
   */
  async write<R extends Route>(
    route: R,
    parameters: ParametersOf<R> | (() => ParametersOf<R>),
    need: Need,
    recover: 'repeat' | 'stop' | (() => Promise<DataOf<R> | null>),
  ): Promise<DataOf<R>> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#send(route, parameters, need);
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
    this.#viewer ??= this.#askViewer();
    return this.#viewer;
  }

  async #askViewer(): Promise<string> {
    const need = { doing: 'ask whose token this is', permission: 'pull-requests: write' };
    try {
      const answer = await this.query<{ viewer?: { login?: unknown } }>(
        'query { viewer { login } }',
        {},
        need,
      );
      const login = answer.viewer?.login;
      if (typeof login === 'string') return login;
      throw noAnswer(need);
    } catch (error) {
      const mayNotAsk = error instanceof UserError && statusOf(error) !== 401;
      if (mayNotAsk) return 'github-actions[bot]';
      throw error;
    }
  }

  /** The time by GitHub's clock, as far as an answer told it, in milliseconds. */
  get time(): number {
    return Date.now() + this.#usage.ahead;
  }

  /** Waits for so many seconds. */
  async pause(seconds: number): Promise<void> {
    await this.#timer.wait(seconds * SECOND);
  }

  /** Tries a read again while no answer comes or the server fails, for a minute at most. */
  async #patiently<T>({ doing }: Need, read: () => Promise<T>): Promise<T> {
    const start = this.#timer.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await read();
      } catch (error) {
        if (!outcomeUnknown(error) || attempt === READ_ATTEMPTS) throw error;
        // Runs that failed together do not come back together.
        const pause = 2 ** (attempt - 1) * (0.5 + Math.random());
        if (this.#timer.now() - start + pause * SECOND > LONGEST_READ) throw error;
        await this.pause(pause);
        this.log.debug(`GitHub: could not ${doing}; trying again (${attempt + 1} of ${READ_ATTEMPTS}).`);
      }
    }
  }

  async #send<R extends Route>(
    route: R,
    parameters: ParametersOf<R> | (() => ParametersOf<R>),
    need: Need,
  ): Promise<DataOf<R>> {
    const given = typeof parameters === 'function' ? parameters : () => parameters;
    const kind = route.startsWith('GET ') ? 'read' : NOTICES.test(route) ? 'notice' : 'write';
    const { owner, repo } = this;
    const { data } = await this.#paced(kind, need, () =>
      this.#octokit.request(route as string, { owner, repo, ...given() }),
    );
    return data as DataOf<R>;
  }

  async #paced<T>(kind: Kind, need: Need, work: () => Promise<T>): Promise<T> {
    try {
      return await this.#pace.run(kind, need.doing, work);
    } catch (error) {
      throw explain(error, need);
    }
  }
}

const PAGE = 100;
