import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Manifest } from '../models/package.ts';
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
import { answerError, answerUnknown } from './refusals.ts';
import type { PredictionService } from './service.ts';

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

/** The routes of a server, not listening yet. `draining` tells whether it is about to stop. */
export function createApp(parts: ServerParts, draining: () => boolean): FastifyInstance {
  const { manifest, version, metrics, limits, servingLog } = parts;
  const app = fastify({
    bodyLimit: limits.body,
    requestTimeout: limits.time,
    return503OnClosing: false,
    // A column may have any name; rows are only read key by key, so none of them reaches a prototype.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
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
