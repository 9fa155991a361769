import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const paths = new Set<string>();

/**
 * Removes `path` (a file or a folder) should the process end before the function that comes back was called: an
 * interrupted command leaves no half of anything behind. What kills at once cannot be helped.
 */
export function removeAtExit(path: string): () => void {
  if (paths.size === 0) process.on('exit', removeAll);
  paths.add(path);
  return () => {
    paths.delete(path);
    if (paths.size === 0) process.off('exit', removeAll);
  };
}

function removeAll(): void {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
}

const DAY = 86_400_000;

/**
 * Makes a folder in `directory` whose name begins with `name` and tells this process. What processes that were
 * killed have left under that name goes on this occasion: after a day untouched, since one that runs in another
 * container cannot be seen from here.
 */
export async function makeTemporaryFolder(directory: string, name: string): Promise<string> {
  const form = new RegExp(`^${name}-(\\d+)-\\w{6}$`);
  for (const entry of await readdir(directory).catch(() => [])) {
    const pid = form.exec(entry)?.[1];
    const path = join(directory, entry);
    if (pid === undefined || isRunning(Number(pid)) || Date.now() - (await lastTouched(path)) < DAY) continue;
    // What belongs to somebody else stays.
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
  return mkdtemp(join(directory, `${name}-${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** When the folder or anything in it was written last, in milliseconds since 1970. */
async function lastTouched(folder: string): Promise<number> {
  const paths = await readdir(folder, { recursive: true }).catch(() => []);
  const times = [folder, ...paths.map((path) => join(folder, path))].map((path) =>
    stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    ),
  );
  return Math.max(...(await Promise.all(times)));
}
