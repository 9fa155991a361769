import { messageOf, ServiceError, UserError } from '../system/errors.ts';

/** What a call is for, and which permission the token needs for it: both go into the error's message. */
export interface Need {
  /** Completes “The token may not …”: `create the release v1.0.0`. */
  readonly doing: string;
  /** As in a workflow's `permissions:`, such as `contents: write`. */
  readonly permission: string;
  /** Another reason that GitHub has for 403 or 404, as a sentence. */
  readonly besides?: string;
}

/** What the client library throws: a status (500 where no answer came), and the answer if there was one. */
interface RequestFailure {
  readonly status: number;
  readonly message: string;
  readonly response?: {
    readonly headers: Readonly<Record<string, string | number | undefined>>;
    readonly data?: unknown;
  };
}

/** The HTTP status beneath an error of the client, 0 where no answer came, null where it is another error. */
export function statusOf(error: unknown): number | null {
  const failure = failureOf(error);
  if (!failure) return null;
  return failure.response ? failure.status : 0;
}

/** Whether a write may have happened although it failed: no answer came, or the server broke. */
export function outcomeUnknown(error: unknown): boolean {
  const status = statusOf(error);
  return status !== null && (status === 0 || status >= 500);
}

/** The error that a person sees for `error`, which the client library threw. */
export function explain(error: unknown, { doing, permission, besides }: Need): unknown {
  const more = besides === undefined ? '' : ` ${besides}`;
  const failure = failureOf(error);
  if (!failure) return error;
  const said = saidBy(failure);
  const status = statusOf(error);
  if (status === 0) {
    return new ServiceError(`GitHub cannot be reached to ${doing}: ${failure.message}`, {
      hint: 'Check the network and the proxy settings, then run it again.',
      cause: error,
    });
  }
  const reset = rateLimitReset(failure);
  if (reset !== null) {
    return new ServiceError(`GitHub's rate limit is used up: cannot ${doing}.`, {
      hint: reset,
      cause: error,
    });
  }
  switch (status) {
    case 401:
      return new UserError(`GitHub does not accept the token: cannot ${doing}.`, {
        hint: 'Check that the token is the one of this server, and that it has not expired.',
        cause: error,
      });
    case 403:
      return new UserError(`The token may not ${doing}. GitHub says: ${said}`, {
        hint: `Give the job \`permissions: { ${permission} }\`. Runs for forks and Dependabot get a token that only reads.${more}`,
        cause: error,
      });
    case 404:
      return new UserError(`GitHub finds nothing to ${doing}.`, {
        hint: `Check that it exists, and that the token may see it: the job needs \`permissions: { ${permission} }\`.${more}`,
        cause: error,
      });
    default:
      return new ServiceError(`GitHub cannot ${doing} (status ${status}). It says: ${said}`, {
        hint:
          failure.status >= 500
            ? 'Run it again in a few minutes; githubstatus.com tells of outages.'
            : 'Run it again with debug logging on, and report it if it stays.',
        cause: error,
      });
  }
}

/** What the GraphQL API answers with errors in it: its status says that all is well then too. */
interface QueryError extends Error {
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
  readonly errors?: readonly {
    readonly type?: string;
    readonly extensions?: unknown;
    readonly message: string;
  }[];
}

function queryErrorOf(error: unknown): QueryError | null {
  for (let one = error; one instanceof Error; one = one.cause)
    if (one.name === 'GraphqlResponseError') return one as QueryError;
  return null;
}

/** What stands between this machine and GitHub may answer in its place. */
export function noAnswer({ doing }: Need): ServiceError {
  return new ServiceError(`GitHub gives no answer that it would give to ${doing}.`, {
    hint: 'Check the network and the proxy settings, then run it again.',
  });
}

/** The error that a person sees where an answer of the GraphQL API has errors in it. */
export function explainAnswer(error: unknown, { doing, permission }: Need): unknown {
  const found = queryErrorOf(error);
  if (!found || passing(found)) return error;
  const { errors = [] } = found;
  const said = errors
    .map(({ message }) => message)
    .join(' ')
    .slice(0, 500);
  if (errors.some(({ type }) => type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES')) {
    return new UserError(`The token may not ${doing}. GitHub says: ${said}`, {
      hint: `Give the job \`permissions: { ${permission} }\`.`,
      cause: error,
    });
  }
  return new ServiceError(`GitHub cannot ${doing}. It says: ${said}`, {
    hint: 'Run it again in a few minutes, and report it if it stays.',
    cause: error,
  });
}

function failureOf(error: unknown): RequestFailure | null {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one.name === 'HttpError' && 'status' in one) return one as Error & RequestFailure;
    if (one.name === 'TimeoutError' || one.name === 'AbortError')
      return { status: 500, message: 'no answer in time' };
    if (one.name === 'GraphqlResponseError') return passing(one);
  }
  return null;
}

/** What was wrong with a query and may be well another time, with the status that REST has for it; else null. */
function passing({ message, headers = {}, errors = [] }: QueryError): RequestFailure | null {
  const response = { headers };
  // GitHub has called it by two names.
  const isLimit = errors.some(({ type }) => type === 'RATE_LIMIT' || type === 'RATE_LIMITED');
  if (isLimit) return { status: 429, message, response };
  // A query that is wrong or not allowed has a type or a code; one that GitHub did not get done has none.
  const isUnnamed = errors.every(({ type, extensions }) => type === undefined && extensions === undefined);
  return isUnnamed ? { status: 502, message, response } : null;
}

function saidBy({ response, message }: RequestFailure): string {
  const data = response?.data as { message?: unknown; errors?: unknown } | undefined;
  const text = typeof data?.message === 'string' ? data.message : messageOf(new Error(message));
  const details = Array.isArray(data?.errors) ? ` ${JSON.stringify(data.errors)}` : '';
  return `${text}${details}`.slice(0, 500);
}

/** A limit that stopped a request, so that nothing was done; `wait` is in milliseconds. */
export interface Limit {
  readonly name: 'rate limit' | 'secondary rate limit';
  readonly wait: number;
}

/** What GitHub asks for where it does not say how long to wait. */
const SHORTEST_WAIT = 60_000;

/** The limit beneath an error of the client, met for the `attempt`-th time (from 0), or null. */
export function limitOf(error: unknown, attempt: number): Limit | null {
  const failure = failureOf(error);
  if (!failure || !isLimit(failure)) return null;
  const headers = failure.response?.headers ?? {};
  const after = Number(headers['retry-after'] ?? Number.NaN);
  if (after >= 0) return { name: 'secondary rate limit', wait: after * 1000 };
  if (String(headers['x-ratelimit-remaining']) !== '0')
    return { name: 'secondary rate limit', wait: SHORTEST_WAIT * 2 ** attempt };
  // By the server's own clock: this machine's may be wrong.
  const now = Date.parse(String(headers.date));
  const left = Number(headers['x-ratelimit-reset']) * 1000 - (Number.isNaN(now) ? Date.now() : now);
  const wait = Number.isNaN(left) ? SHORTEST_WAIT * 60 : Math.max(0, left) + 1000;
  return { name: 'rate limit', wait };
}

function isLimit({ status, response, message }: RequestFailure): boolean {
  if (status === 429) return true;
  const headers = response?.headers ?? {};
  const said = headers['retry-after'] !== undefined || String(headers['x-ratelimit-remaining']) === '0';
  return status === 403 && (said || /rate limit/i.test(message));
}

/** When the limit ends, where it is a rate limit that stopped the request; else null. */
function rateLimitReset(failure: RequestFailure): string | null {
  if (!isLimit(failure)) return null;
  const headers = failure.response?.headers ?? {};
  const after = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(after)) return `Run it again in ${after} s.`;
  if (String(headers['x-ratelimit-remaining']) !== '0') return 'Run it again in a few minutes.';
  const reset = new Date(Number(headers['x-ratelimit-reset']) * 1000);
  return Number.isNaN(reset.getTime())
    ? 'Run it again in an hour.'
    : `Run it again after ${reset.toISOString()}.`;
}
