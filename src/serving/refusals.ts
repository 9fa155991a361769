import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../system/log.ts';
import { ProtocolError } from './protocol.ts';
import { LateAnswer, RefusedRows } from './service.ts';

/** What a client is told when there is no answer: always JSON with `error`, often a `hint`, never a stack. */

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

export function answerError(
  { limits, log }: { readonly limits: { readonly body: number }; readonly log: Log },
  error: FastifyError,
  reply: FastifyReply,
) {
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

export function answerUnknown(model: string, request: FastifyRequest, reply: FastifyReply) {
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
