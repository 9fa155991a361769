import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../system/clock.ts';
import { UserError } from '../system/errors.ts';
import { writeAtomically } from '../system/files.ts';
import { isAlive } from './server-process.ts';
import { lockFolder } from './state.ts';
import type { Place, Target, TargetPorts } from './target.ts';

/**
 * The lock of an environment: a folder with one file for each time it was taken, named by a growing
 * number. The file with the highest number tells who has it, until that holder has released it or is
 * dead. The next number can be created by one process only, so two can never both take the lock, also
 * not after a holder was killed.
 */
interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  readonly released: boolean;
}

/** `target` with each of its methods holding the lock of its environment. */
export function lockedTarget(target: Target, { clock }: TargetPorts): Target {
  const locked = <T>({ workspace, environment }: Place, work: () => Promise<T>) =>
    withLock(lockFolder(workspace, environment), environment, clock, work);
  return {
    deploy: (request) => locked(request, () => target.deploy(request)),
    rollback: (place) => locked(place, () => target.rollback(place)),
    stop: (place) => locked(place, () => target.stop(place)),
  };
}

/** Runs `work` while holding the lock in `folder`. Where somebody else holds it: `UserError`, at once. */
export async function withLock<T>(
  folder: string,
  what: string,
  clock: Clock,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const holder = { pid: process.pid, host: hostname(), since: clock.now().toISOString(), released: false };
  const file = await take(folder, what, holder);
  try {
    return await work();
  } finally {
    await writeAtomically(file, JSON.stringify({ ...holder, released: true }));
  }
}

async function take(folder: string, what: string, holder: Holder): Promise<string> {
  for (;;) {
    const numbers = await numbersIn(folder);
    const top = Math.max(0, ...numbers);
    if (top > 0) await refuseWhileHeld(folder, top, what);
    const next = join(folder, String(top + 1));
    const draft = join(folder, `.${randomBytes(6).toString('hex')}`);
    await writeFile(draft, JSON.stringify(holder), { flag: 'wx' });
    try {
      await link(draft, next);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
    // A number that was free because it was cleared away is behind the one who cleared it.
    if ((await numbersIn(folder)).some((number) => number > top + 1)) {
      await rm(next, { force: true });
      continue;
    }
    for (const old of numbers) await rm(join(folder, String(old)), { force: true });
    return next;
  }
}

async function numbersIn(folder: string): Promise<number[]> {
  return (await readdir(folder)).flatMap((name) => (/^[0-9]+$/.test(name) ? [Number(name)] : []));
}

async function refuseWhileHeld(folder: string, number: number, what: string): Promise<void> {
  let text: string;
  try {
    text = await readFile(join(folder, String(number)), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const { pid, host, since, released } = JSON.parse(text) as Holder;
  if (released || (host === hostname() && !(await isAlive(pid)))) return;
  throw new UserError(`${what} is being deployed to by process ${pid} on ${host} since ${since}`, {
    hint: `Wait for it to end and run this again. If that process is gone, remove the folder ${folder}.`,
  });
}
