import type { AddressInfo } from 'node:net';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Manifest } from '../models/package.ts';
import { messageOf, UserError } from '../system/errors.ts';
import type { Log } from '../system/log.ts';
import type { ServingLog } from './log.ts';
import type { ServingMetrics } from './metrics.ts';
import { describePage } from './page.ts';
import {
  CHECK_HEADER,
  inferenceAnswer,
  modelMetadata,
  ProtocolError,
  readInference,
  serverMetadata,
} from './protocol.ts';
import { LateAnswer, type PredictionService, RefusedRows } from './service.ts';

export interface ServerLimits {
  /** Bytes of a request's body. */
  readonly body: number;
  /** Rows of a request. */
  readonly rows: number;
  /** Milliseconds in which a request must have arrived whole, and again in which it must be answered. */
  readonly time: number;
  /** Milliseconds for which a stopping server still takes requests, telling each client to close. */
  readonly grace: number;
  /** Milliseconds after which a stopping server no longer waits for its requests. */
  readonly drain: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  body: 8 * 2 ** 20,
  rows: 10_000,
  time: 30_000,
  grace: 250,
  drain: 10_000,
};

/** Everything that the routes need; it outlives a change of address. */
export interface ServerParts {
  readonly service: PredictionService;
  readonly manifest: Manifest;
  readonly version: string;
  /** Names this process: a deployment knows its own server by it. */
  readonly instance: string;
  readonly programVersion: string;
  /** A row that a person can send to try the server. */
  readonly example: Readonly<Record<string, unknown>>;
  readonly metrics: ServingMetrics;
  readonly servingLog: ServingLog | null;
  readonly limits: ServerLimits;
  readonly log: Log;
}

/** A server that answers at `url`. */
export interface Listener {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Answers what came, then stops listening. */
  close(): Promise<void>;
}

/** Problems that one answer lists; the rest is counted. */
const LISTED_PROBLEMS = 100;

const ROUTES: Readonly<Record<string, string>> = {
  '/': 'GET',
  '/predict': 'POST',
  '/healthz': 'GET',
  '/readyz': 'GET',
  '/metrics': 'GET',
  '/v2': 'GET',
  '/v2/health/live': 'GET',
  '/v2/health/ready': 'GET',
};

/**
 * Starts to listen; port 0 takes a free one. An address that cannot be listened on is a `UserError`
 * that names it.
 */
export async function listen(parts: ServerParts, host: string, port: number): Promise<Listener> {
  let draining = false;
  const app = createApp(parts, () => draining);
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw addressError(error, host, port);
  }
  const bound = (app.server.address() as AddressInfo).port;
  const close = async () => {
    if (draining) return app.close();
    draining = true;
    await delay(parts.limits.grace);
    // What has reached this machine by now, a busy server may still have to take in: first the
    // connection, then its request. Closed before that it would be lost.
    for (let turn = 0; turn < 3; turn++) await nextTurn();
    const late = setTimeout(() => app.server.closeAllConnections(), parts.limits.drain);
    try {
      await app.close();
    } finally {
      clearTimeout(late);
    }
  };
  return { url: urlOf(host, bound), host, port: bound, close };
}

/** Where a client on this machine reaches a server that listens on `host`. */
export function urlOf(host: string, port: number): string {
  const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}

function addressError(error: unknown, host: string, port: number): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') {
    return new UserError(`port ${port} on ${host} is in use by another program`, {
      hint: 'Stop that program, name another port, or leave the port out to take a free one.',
      cause: error,
    });
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new UserError(`cannot listen on ${host} port ${port}: ${messageOf(error)}`, {
      hint: 'Name an address of this machine, and a port from 1024 up where you are not the administrator.',
      cause: error,
    });
  }
  return error;
}

function createApp(parts: ServerParts, draining: () => boolean): FastifyInstance {
  const { manifest, version, metrics, limits, servingLog } = parts;
  const app = fastify({
    bodyLimit: limits.body,
    requestTimeout: limits.time,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
  });
  // Only JSON: a web page of somebody else's cannot send that to a local server without asking first.
  app.removeContentTypeParser('text/plain');
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    if (draining()) reply.header('connection', 'close');
  });
  app.addHook('onResponse', async (request, reply) => {
    metrics.request(request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime / 1000);
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => answerError(parts, error, reply));
  app.setNotFoundHandler((request, reply) => answerUnknown(manifest.name, request, reply));

  const identity = {
    model: manifest.name,
    version,
    digest: manifest.identity,
    instance: parts.instance,
  };
  app.get('/', (request, reply) => {
    const page = describePage(manifest, version, parts.example, limits, request.host);
    if (request.headers.accept?.includes('text/html')) {
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', page.policy)
        .send(page.html);
    }
    return reply.send(page.json);
  });
  app.get('/healthz', () => ({ status: 'ok', ...identity }));
  app.get('/readyz', (_request, reply) => {
    const log = servingLog?.status;
    return reply.code(draining() ? 503 : 200).send({
      status: draining() ? 'stopping' : 'ready',
      ...identity,
      log: log
        ? { status: log.healthy ? 'ok' : 'failing', error: log.error, lost: log.lost }
        : { status: 'off' },
    });
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  app.post('/predict', async (request, reply) => {
    const predictions = await answerRows(parts, rowsOf(request.body), request, reply);
    return { model: manifest.name, version, predictions };
  });
  inferenceRoutes(app, parts, draining);
  return app;
}

/** The Open Inference Protocol; its version is optional in each path. */
function inferenceRoutes(app: FastifyInstance, parts: ServerParts, draining: () => boolean): void {
  const { manifest, version } = parts;
  const ready = (reply: FastifyReply, body: Record<string, unknown>) =>
    reply.code(draining() ? 503 : 200).send({ ...body, ready: !draining() });
  app.get('/v2', () => serverMetadata(parts.programVersion));
  app.get('/v2/health/live', () => ({ live: true }));
  app.get('/v2/health/ready', (_request, reply) => ready(reply, {}));
  for (const path of ['/v2/models/:name', '/v2/models/:name/versions/:version']) {
    const known = (request: FastifyRequest): void => {
      const asked = request.params as { name: string; version?: string };
      if (asked.name !== manifest.name || (asked.version ?? version) !== version) {
        const what = asked.version === undefined ? '' : ` version ${JSON.stringify(asked.version)}`;
        throw new ProtocolError(
          `this server has no model ${JSON.stringify(asked.name)}${what}; it has ${manifest.name} version ${version}`,
          404,
        );
      }
    };
    app.get(path, (request) => {
      known(request);
      return modelMetadata(manifest, version);
    });
    app.get(`${path}/ready`, (request, reply) => {
      known(request);
      return ready(reply, { name: manifest.name });
    });
    app.post(`${path}/infer`, async (request, reply) => {
      known(request);
      const inference = readInference(request.body, manifest);
      const predictions = await answerRows(parts, inference.rows, request, reply);
      return inferenceAnswer(manifest, version, inference, predictions);
    });
  }
}

/** The rows in the body of `/predict`: `{rows: […]}`, a bare list, or one row. */
function rowsOf(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  if (typeof body !== 'object' || body === null) {
    throw new ProtocolError('the body must be {"rows": [ … ]}, a list of rows, or one row as an object');
  }
  const { rows } = body as { rows?: unknown };
  if (!Array.isArray(rows)) return [body];
  const other = Object.keys(body).find((key) => key !== 'rows');
  if (other !== undefined) throw new ProtocolError(`unknown key ${JSON.stringify(other)} beside "rows"`);
  return rows;
}

function answerRows(
  { service, limits }: ServerParts,
  rows: readonly unknown[],
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (rows.length > limits.rows) {
    throw new ProtocolError(`a request may hold ${limits.rows} rows, this one has ${rows.length}`, 413);
  }
  const started = performance.now() - reply.elapsedTime;
  return service.answer({ rows, started, check: request.headers[CHECK_HEADER] !== undefined });
}

function answerError({ limits, log }: ServerParts, error: FastifyError, reply: FastifyReply) {
  if (error instanceof RefusedRows) {
    return reply.code(422).send({
      error: error.message,
      problems: error.problems.slice(0, LISTED_PROBLEMS),
      problemCount: error.problems.length,
    });
  }
  if (error instanceof ProtocolError) return reply.code(error.statusCode).send({ error: error.message });
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return reply
      .code(413)
      .send({ error: `the body is larger than ${limits.body} bytes`, hint: 'Send fewer rows.' });
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return reply.code(415).send({
      error: 'the body must be JSON',
      hint: 'Send the header "content-type: application/json".',
    });
  }
  if (error instanceof LateAnswer) {
    return reply.code(503).send({ error: error.message, hint: 'Send fewer rows, or ask again later.' });
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return reply.code(error.statusCode).send({ error: `the request cannot be read: ${error.message}` });
  }
  log.error(`a request failed: ${error.stack ?? error.message}`);
  return reply.code(500).send({ error: 'the server failed to answer; its own log says why' });
}

function answerUnknown(model: string, request: FastifyRequest, reply: FastifyReply) {
  const path = request.url.split('?', 1)[0] ?? '';
  const method = path.endsWith('/infer') ? 'POST' : ROUTES[path];
  if (method !== undefined && method !== request.method) {
    return reply
      .code(405)
      .header('allow', method)
      .send({ error: `${path} takes ${method}, not ${request.method}` });
  }
  return reply.code(404).send({
    error: `there is nothing at ${request.method} ${path}`,
    hint: `There are ${Object.entries(ROUTES)
      .map(([route, verb]) => `${verb} ${route}`)
      .join(', ')} and /v2/models/${model}[/infer].`,
  });
}
