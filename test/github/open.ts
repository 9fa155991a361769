import { GitHub } from '../../src/github/client.ts';
import type { Budget } from '../../src/github/counted-fetch.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { type LocalGitHub, type StartOptions, startGitHub } from './server.ts';

export interface ClientOptions {
  readonly token?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly budget?: Budget;
}

/** A client of the local GitHub, for which time passes at once and is the same for all clients. */
export async function openClient(
  server: LocalGitHub,
  { token = server.token, fetch = globalThis.fetch, budget }: ClientOptions = {},
): Promise<{ github: GitHub; log: MemoryLog }> {
  const log = new MemoryLog();
  const { owner, repo, prefix } = server.state;
  const apiUrl = `${server.url}${prefix}`;
  const options = {
    token,
    apiUrl,
    owner,
    repo,
    log,
    timer: server.time,
    fetch: server.time.through(fetch),
    ...(budget ? { budget } : {}),
  };
  return { github: await GitHub.open(options), log };
}

/** Starts local GitHubs for tests, and closes them. */
export class Servers {
  readonly #open: LocalGitHub[] = [];

  async start(options: StartOptions = {}): Promise<LocalGitHub> {
    const server = await startGitHub(options);
    this.#open.push(server);
    return server;
  }

  async close(): Promise<void> {
    for (const server of this.#open.splice(0)) await server.close();
  }
}
