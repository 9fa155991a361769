import type { GitHub } from './client.ts';

/**
 * How runs that race keep one text on GitHub, a comment or an issue: the oldest stays, whoever wrote it, and the newest
 * content. Nobody can hold a lock there, so each looks again after what it did.
 */

/** Longer than another run takes between its look at a text and its change, in seconds. */
const SETTLING = 3;
const MOST_CHANGES = 30;
const MOST_BEGINNINGS = 3;
/** How often a list is asked for again that does not show yet what was just made. */
const MOST_LOOKS = 4;

/** Begins again where the text was removed meanwhile, for which `work` answers null. Null where it stays so. */
export async function whileRemoved<R>(work: () => Promise<R | null>): Promise<R | null> {
  for (let beginning = 1; beginning <= MOST_BEGINNINGS; beginning++) {
    const result = await work();
    if (result !== null) return result;
  }
  return null;
}

/**
 * The texts of this kind after one was `made`, the oldest first: another run may have made one at the same time. Lists
 * show a text a little late: once they show this one, or an older one, they show all that are older.
 */
export async function besideMade<T>(
  github: GitHub,
  made: T,
  { list, age }: { readonly list: () => Promise<readonly T[]>; readonly age: (one: T) => number },
): Promise<readonly T[]> {
  for (let look = 1; look <= MOST_LOOKS; look++) {
    const all = await list();
    const [oldest] = all;
    if (oldest !== undefined && age(oldest) <= age(made)) return all;
    await github.pause(look);
  }
  return [made];
}

/** What may have been made though no answer told so; null where no list shows it in time. */
export async function madeUnseen<T>(github: GitHub, find: () => Promise<T | null>): Promise<T | null> {
  for (let look = 1; ; look++) {
    const found = await find();
    if (found !== null || look === MOST_LOOKS) return found;
    await github.pause(look);
  }
}

/** What a run does about a text that others change too. */
export interface Settling<T, R> {
  /** The result where the text needs no change by this run; null where it does. */
  readonly result: (now: T) => Promise<R | null>;
  /** False where the text is gone. */
  readonly change: (now: T) => Promise<boolean>;
  /** Null where it is gone. */
  readonly read: (now: T) => Promise<T | null>;
  /** The result where others always write over it. */
  readonly overwritten: (now: T) => R;
}

/**
 * Changes a text until it holds what this run has to say, or something newer. A run that looked before this one's
 * change may still write over it, so it is looked at again when that run must be done. Null where it is gone.
 */
export async function settle<T, R>(
  github: GitHub,
  text: T,
  { result, change, read, overwritten }: Settling<T, R>,
): Promise<R | null> {
  let now: T | null = text;
  for (let changes = 0; now !== null && changes < MOST_CHANGES; changes++) {
    const found = await result(now);
    if (found !== null) return found;
    if (!(await change(now))) return null;
    await github.pause(SETTLING);
    now = await read(now);
  }
  return now === null ? null : overwritten(now);
}
