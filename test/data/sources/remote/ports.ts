import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { RemotePorts } from '../../../../src/data/sources/remote/remote.ts';
import { UserError } from '../../../../src/system/errors.ts';
import { MemoryLog } from '../../../../src/system/log.ts';

// Ports and servers are made inside of tests, where no hook can be set any more.
const root = mkdtempSync(join(tmpdir(), 'mlops-remote-'));
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(root, { recursive: true, force: true });
});

export interface TestPorts extends RemotePorts {
  readonly log: MemoryLog;
  /** The pauses that were asked for; none is really made. */
  readonly pauses: number[];
}

/** Ports with a folder of their own, which may ask this machine. */
export function testPorts(
  change: Partial<RemotePorts> & { readonly secrets?: Record<string, string> } = {},
): TestPorts {
  const folder = mkdtempSync(join(root, 'ports-'));
  const pauses: number[] = [];
  const { secrets = {}, ...ports } = change;
  return {
    log: new MemoryLog(),
    network: { privateHosts: ['127.0.0.1', 'localhost'] },
    folder: async () => folder,
    environment: { PATH: process.env.PATH ?? '' },
    secret: (name) => {
      const value = secrets[name];
      if (value === undefined) throw new UserError(`the environment variable ${name} is not set`);
      return value;
    },
    aws: {},
    loadS3: () => Promise.reject(new Error('there is no client')),
    wait: async (milliseconds) => void pauses.push(milliseconds),
    fetched: new Map(),
    pauses,
    ...ports,
  } as TestPorts;
}

/** A server of this machine that is gone after the tests; its address, and the paths that were asked. */
export async function testServer(
  listener: RequestListener,
): Promise<{ url: string; asked: string[]; server: Server }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}
