import { GitHub } from '../../src/github/client.ts';
import { MemoryLog } from '../../src/system/log.ts';
import { type LocalGitHub, type StartOptions, startGitHub } from './server.ts';

/** A client of the local GitHub that waits milliseconds where it would wait seconds. */
export async function openClient(
  server: LocalGitHub,
  token = server.token,
): Promise<{ github: GitHub; log: MemoryLog }> {
  const log = new MemoryLog();
  const { owner, repo } = server.state;
  return { github: await GitHub.open({ token, apiUrl: server.url, owner, repo, log, second: 1 }), log };
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
