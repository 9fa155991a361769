import { messageOf, UserError } from '../system/errors.ts';
import type { Log } from '../system/log.ts';
import type { RunningServer } from './serve.ts';

/**
 * How a server process is told what to do: by signals, and by the deployment that started it, over
 * the channel between parent and child process. A server whose deployment goes away before it has
 * said `adopt` stops, so that a killed deployment leaves no server behind.
 */
export type ToServer =
  | { readonly do: 'move'; readonly host: string; readonly port: number }
  | { readonly do: 'adopt' };

export type FromServer =
  | { readonly did: 'start' | 'move'; readonly url: string; readonly port: number }
  | { readonly did: 'adopt' }
  | { readonly failed: 'move'; readonly message: string; readonly hint?: string };

/** The part of Node's `process` that is needed. */
export type HostProcess = Pick<NodeJS.Process, 'on' | 'off' | 'send' | 'connected' | 'disconnect'>;

/** Lets the server run until it is told to stop (SIGTERM, SIGINT), then closes it in peace. */
export async function runUntilStopped(server: RunningServer, host: HostProcess, log: Log): Promise<void> {
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let adopted = false;
  const answer = (message: FromServer) => {
    if (host.connected) host.send?.(message);
  };
  const onMessage = async (message: unknown) => {
    const order = message as ToServer;
    if (order.do === 'adopt') {
      adopted = true;
      answer({ did: 'adopt' });
    } else if (order.do === 'move') {
      try {
        await server.move(order.host, order.port);
        answer({ did: 'move', url: server.url, port: server.port });
      } catch (error) {
        const hint = error instanceof UserError ? error.hint : undefined;
        answer({ failed: 'move', message: messageOf(error), ...(hint ? { hint } : {}) });
      }
    }
  };
  const onDisconnect = () => {
    if (!adopted) stop();
  };
  host.on('SIGTERM', stop);
  host.on('SIGINT', stop);
  if (host.send) {
    host.on('message', onMessage);
    host.on('disconnect', onDisconnect);
    if (!host.connected) onDisconnect();
  }
  answer({ did: 'start', url: server.url, port: server.port });
  try {
    await stopped;
    log.info('stopping: answering the requests under way');
    await server.close();
  } finally {
    host.off('SIGTERM', stop);
    host.off('SIGINT', stop);
    host.off('message', onMessage);
    host.off('disconnect', onDisconnect);
    if (host.connected) host.disconnect?.();
  }
}
