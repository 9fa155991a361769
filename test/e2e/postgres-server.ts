import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { freePort } from './free-port.ts';

/** A Postgres server of this machine, empty. */
export interface PostgresServer {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  stop(): Promise<void>;
}

/** Nobody: Postgres refuses to run as root. */
const NOBODY = 65534;

/** The folder with `initdb` and `postgres`: MLOPS_POSTGRES_BIN, or that of the `initdb` on the PATH. */
export function postgresBinaries(): string | undefined {
  const folders = [process.env.MLOPS_POSTGRES_BIN ?? '', ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.find((folder) => folder !== '' && existsSync(join(folder, 'initdb')));
  return found === undefined ? undefined : dirname(realpathSync(join(found, 'initdb')));
}

export async function startPostgres(binaries: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mlops-postgres-'));
  const [user, password] = ['tester', 'geheim/@:?'];
  const as = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const data = join(folder, 'data');
  const passwords = join(folder, 'password');
  writeFileSync(passwords, password);
  if (as.uid !== undefined) for (const path of [folder, passwords]) chownSync(path, NOBODY, NOBODY);
  const made = spawnSync(
    join(binaries, 'initdb'),
    [
      '-D',
      data,
      '-U',
      user,
      `--pwfile=${passwords}`,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--no-locale',
      '-N',
    ],
    { ...as, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const lines: string[] = [];
  const server: ChildProcess = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-p', String(port), '-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-k', folder],
    { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      lines.push(chunk.toString());
      if (lines.join('').includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`postgres ended: ${lines.join('')}`)));
  });
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { port, user, password, stop };
}
