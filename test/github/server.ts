import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkRoutes } from './check-routes.ts';
import { conversationRoutes } from './conversation.ts';
import { RAW, violations } from './description.ts';
import { gitRoutes } from './git-routes.ts';
import { issueRoutes } from './issue-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { releaseRoutes } from './release-routes.ts';
import { resultsRoutes } from './results.ts';
import { runRoutes } from './run-routes.ts';
import { type Access, SCOPES, type Scope, State, type Token } from './state.ts';
import { treeRoutes } from './tree-routes.ts';
import { SILENT, VirtualTime } from './virtual-time.ts';

/**
 * GitHub as far as this program talks to it, on this machine: it keeps state, makes real git objects, and
 * has GitHub's limits, refusals and messages. In a test: `await startGitHub()`; for act: `main.ts`.
 */
export interface LocalGitHub {
  readonly url: string;
  readonly token: string;
  readonly state: State;
  /** The time of all clients in this process. */
  readonly time: VirtualTime;
  /** Throws where a request or an answer was not as GitHub's description of its API says. */
  close(): Promise<void>;
}

export interface StartOptions {
  readonly owner?: string;
  readonly repo?: string;
  readonly port?: number;
  /** Names of tokens and what they may; without it one token, `token`, may everything. */
  readonly tokens?: Readonly<Record<string, Partial<Token>>>;
  /** A repository on this machine whose `HEAD` becomes the branch main; else a small one is made up. */
  readonly from?: string;
}

export interface Call {
  readonly state: State;
  readonly token: Token;
  readonly method: string;
  readonly url: URL;
  /** What the path's placeholders stand for, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
  readonly origin: string;
  /** The body as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: the body of any request
  readonly body: any;
}

export interface Answer {
  status: number;
  body?: unknown;
  bytes?: Buffer;
  headers?: Record<string, string>;
}

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly needs: readonly (readonly [Scope, Access])[];
  /** Where the caller shows a token of its own kind, or none. */
  readonly open?: boolean;
  readonly handle: (call: Call) => Answer;
}

/** A route by its path as GitHub's documentation writes it; `{+name}` spans slashes. */
export function route(
  signature: string,
  needs: readonly (readonly [Scope, Access])[],
  handle: Route['handle'],
  open = false,
): Route {
  const [method = '', path = ''] = signature.split(' ');
  const source = path
    .replace(/[.$]/g, '\\$&')
    .replace(/\{\+(\w+)\}/g, '(?<$1>.+)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { method, pattern: new RegExp(`^${source}$`), needs, handle, open };
}

export function failure(status: number, message: string, errors?: unknown): Answer {
  return {
    status,
    body: {
      message,
      ...(errors ? { errors } : {}),
      documentation_url: 'https://docs.github.com/rest',
      status: String(status),
    },
  };
}

/** One page of a list, as `per_page` and `page` ask. */
export function page<T>(call: Call, items: readonly T[]): T[] {
  const size = Math.min(100, Number(call.url.searchParams.get('per_page') ?? 30));
  const start = (Number(call.url.searchParams.get('page') ?? 1) - 1) * size;
  return items.slice(start, start + size);
}

/** Where bytes come that are no message, whatever they look like. */
const UPLOADS = /^\/(uploads|blobs)\//;

const ROUTES = [
  ...gitRoutes,
  ...releaseRoutes,
  ...conversationRoutes,
  ...checkRoutes,
  ...issueRoutes,
  ...peopleRoutes,
  ...runRoutes,
  ...treeRoutes,
  ...resultsRoutes,
];

export async function startGitHub(options: StartOptions = {}): Promise<LocalGitHub> {
  const state = new State(options.owner ?? 'acme', options.repo ?? 'flights');
  const all = Object.fromEntries(SCOPES.map((scope) => [scope, 'write' as const]));
  const tokens = options.tokens ?? { token: {} };
  for (const [name, token] of Object.entries(tokens)) {
    state.tokens.set(name, { login: 'github-actions[bot]', type: 'Bot', permissions: all, ...token });
  }
  const main = options.from ? state.git.importCommit(options.from, 'HEAD') : firstCommit(state);
  state.git.refs.set('refs/heads/main', main);

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const origin = `http://${request.headers.host}`;
      const url = new URL(request.url ?? '/', origin);
      const fault = state.fault?.({
        method: request.method ?? '',
        path: url.pathname,
        count: state.requests.length,
      });
      const record = { method: request.method ?? '', path: `${url.pathname}${url.search}`, status: 0 };
      state.requests.push(record);
      if (fault === 'refused') return response.destroy();
      const limited = limit(state, request.method ?? '', url.pathname);
      const answer = limited
        ? limited
        : typeof fault === 'object'
          ? {
              ...failure(fault.status, fault.message ?? 'Server Error'),
              ...(fault.errors ? { body: { data: null, errors: fault.errors } } : {}),
              headers: fault.headers ?? {},
            }
          : answerTo(state, request, url, Buffer.concat(chunks), origin, fault === 'starter');
      record.status = answer.status;
      if (fault === 'lost') return response.destroy();
      // Clients in tests take it for an answer that does not come in time.
      if (fault === 'silent') answer.headers = { ...answer.headers, [SILENT]: 'yes' };
      const bytes =
        answer.bytes ?? (answer.body === undefined ? Buffer.of() : Buffer.from(JSON.stringify(answer.body)));
      response.writeHead(answer.status, {
        ...(answer.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        'content-length': String(bytes.length),
        date: new Date(Date.now() + state.ahead).toUTCString(),
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': String(Math.max(0, state.remaining)),
        'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
        ...answer.headers,
      });
      if (fault !== 'truncated') response.end(bytes);
      else response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const token = Object.keys(tokens)[0] ?? 'token';
  const close = async () => {
    await closed(server);
    if (state.violations.size > 0) throw new Error([...state.violations].join('\n'));
  };
  return { url: `http://127.0.0.1:${port}`, token, state, time: new VirtualTime(), close };
}

/** What GitHub answers to whom asks too often; null where all is well. */
function limit(state: State, method: string, path: string): Answer | null {
  const left = --state.remaining;
  if (left < 0) {
    const reset = String(Math.floor(Date.now() / 1000) + 3600);
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    const message = 'API rate limit exceeded for installation.';
    if (!path.endsWith('/graphql')) return { ...failure(403, message), headers };
    // A query is answered, with an error in the answer.
    const errors = [{ type: 'RATE_LIMIT', code: 'graphql_rate_limit', message }];
    return { status: 200, body: { errors }, headers };
  }
  if (method === 'GET' || path.endsWith('/graphql')) return null;
  const now = Date.now();
  while ((state.writes[0] ?? now) <= now - 60_000) state.writes.shift();
  if (state.writes.length >= state.writesPerMinute) {
    const message =
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    return { ...failure(403, message), headers: { 'retry-after': '60' } };
  }
  state.writes.push(now);
  return null;
}

function answerTo(
  state: State,
  request: IncomingMessage,
  url: URL,
  bytes: Buffer,
  origin: string,
  starter: boolean,
): Answer {
  const path = belowRoot(url.pathname, state.prefix);
  const found = ROUTES.find((one) => one.method === request.method && one.pattern.test(path));
  if (!found) {
    state.violations.add(`${request.method} ${path} is nothing that the local GitHub knows`);
    return failure(404, 'Not Found');
  }
  const isJson =
    /json/.test(request.headers['content-type'] ?? '') || /^[[{]/.test(bytes.subarray(0, 1).toString());
  const body = isJson && bytes.length > 0 && !UPLOADS.test(path) ? JSON.parse(bytes.toString()) : undefined;
  const name = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = name === undefined ? undefined : state.tokens.get(name);
  const refused = (): Answer | null => {
    if (found.open) return null;
    if (!token) return failure(401, name === undefined ? 'Requires authentication' : 'Bad credentials');
    const { needs } = found;
    const granted = needs.length === 0 || needs.some(([scope, access]) => may(token, scope, access));
    return granted ? null : failure(403, 'Resource not accessible by integration');
  };
  const groups = found.pattern.exec(path)?.groups ?? {};
  const params = Object.fromEntries(
    Object.entries(groups).map(([key, value]) => [key, decodeURIComponent(value)]),
  );
  const isHere =
    params.owner === undefined || `${params.owner}/${params.repo}` === `${state.owner}/${state.repo}`;
  const answer =
    refused() ??
    (isHere
      ? found.handle({
          state,
          token: token ?? { login: 'anybody', type: 'User', permissions: {} },
          method: request.method ?? '',
          url,
          params,
          headers: { ...request.headers, ...(starter ? { 'x-broken-off': 'yes' } : {}) },
          bytes,
          origin,
          body: body ?? {},
        })
      : failure(404, 'Not Found'));
  if (/^\/(uploads\/)?repos\//.test(path)) {
    const exchange = {
      method: request.method ?? '',
      path: path.replace(/^\/uploads/, ''),
      query: url.searchParams,
      body,
      status: answer.status,
      reply: answer.bytes === undefined ? answer.body : RAW,
    };
    for (const one of violations(exchange)) state.violations.add(one);
  }
  return answer;
}

/** An Enterprise Server has its REST API below `/api/v3`, and GraphQL and uploads beside that. */
function belowRoot(path: string, prefix: string): string {
  if (prefix === '') return path;
  if (path.startsWith(`${prefix}/repos/`)) return path.slice(prefix.length);
  return path.replace(/^\/api\/(graphql$|uploads\/)/, '/$1');
}

export function may(token: Token, scope: Scope, access: Access): boolean {
  const granted = token.permissions[scope];
  return granted === 'write' || granted === access;
}

function firstCommit(state: State): string {
  const by = { name: 'A Person', email: 'person@example.com', date: '2026-01-01T00:00:00Z' };
  const blob = state.git.put('blob', 'version: 1\n');
  const workflow = state.git.put('blob', 'on: push\n');
  const tree = state.git.putTree([
    { path: 'mlops.yml', mode: '100644', sha: blob },
    { path: '.github/workflows/ci.yml', mode: '100644', sha: workflow },
  ]);
  return state.git.putCommit({ tree, parents: [], author: by, committer: by, message: 'Begin\n' });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
