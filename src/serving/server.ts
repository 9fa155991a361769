import type { AddressInfo } from 'node:net';
import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import { messageOf, UserError } from '../system/errors.ts';
import { createApp, type ServerLimits, type ServerParts } from './routes.ts';

export const DEFAULT_LIMITS: ServerLimits = {
  body: 8 * 2 ** 20,
  rows: 10_000,
  time: 30_000,
  grace: 250,
  drain: 10_000,
};

/** A server that answers at `url`. */
export interface Listener {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Answers what came, then stops listening. */
  close(): Promise<void>;
}

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
function urlOf(host: string, port: number): string {
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
