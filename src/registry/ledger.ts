import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Static, TSchema } from 'typebox';
import { messageOf, UserError } from '../system/errors.ts';
import { canonicalJson, digestOf, writeAtomically } from '../system/files.ts';
import { checkSchema, pathText } from '../system/schema-check.ts';

/**
 * A ledger: a folder of numbered entries that are only ever added. Each entry is a folder whose record
 * carries its own digest and that of the record before it, so that an edit or a removal is found.
 *
 * An entry is made whole elsewhere and moved into place. Moving a folder onto one that has content
 * fails on every system, so of many processes exactly one gets a place, without any lock to forget.
 * Entries are added in order and never removed, so who gets place `n` has seen all before it.
 */
export class Ledger<S extends TSchema> {
  readonly #folder: string;
  readonly #schema: S;
  readonly #nameOf: (number: number) => string;
  readonly #numberOf: (name: string) => number | null;

  constructor(
    folder: string,
    schema: S,
    names: { nameOf: (number: number) => string; numberOf: (name: string) => number | null },
  ) {
    this.#folder = folder;
    this.#schema = schema;
    this.#nameOf = names.nameOf;
    this.#numberOf = names.numberOf;
  }

  /** Where entry `number` stands. */
  pathOf(number: number): string {
    return join(this.#folder, this.#nameOf(number));
  }

  /** All records in order, verified. Throws `UserError` that names the file which was edited or removed. */
  async read(): Promise<Sealed<Static<S>>[]> {
    const numbers = (await entriesOf(this.#folder)).flatMap((name) => this.#numberOf(name) ?? []);
    const records: Sealed<Static<S>>[] = [];
    for (let number = 1; number <= Math.max(0, ...numbers); number++) {
      const sealed = await this.#readOne(number);
      const path = join(this.pathOf(number), RECORD);
      if (sealed.previous !== (records.at(-1)?.digest ?? null))
        throw edited(path, 'it does not follow the one before it');
      records.push(sealed);
    }
    return records;
  }

  /**
   * Adds an entry after those in `before`. Returns its record, or null where another process
   * was faster; `staged` stands unchanged then.
   */
  async add(
    staged: string,
    record: Static<S>,
    before: readonly Sealed<Static<S>>[],
  ): Promise<Sealed<Static<S>> | null> {
    const sealed = seal<Static<S>>(record, before.at(-1)?.digest ?? null);
    await writeAtomically(join(staged, RECORD), `${JSON.stringify(sealed, null, 2)}\n`);
    const target = this.pathOf(before.length + 1);
    await mkdir(dirname(target), { recursive: true });
    try {
      await rename(staged, target);
    } catch (error) {
      if (await exists(target)) return null;
      throw error;
    }
    return sealed;
  }

  async #readOne(number: number): Promise<Sealed<Static<S>>> {
    const path = join(this.pathOf(number), RECORD);
    let value: unknown;
    try {
      value = JSON.parse(await readFile(path, 'utf8'));
    } catch (cause) {
      throw edited(path, `it cannot be read (${messageOf(cause)})`, cause);
    }
    const sealed = value as Sealed<Static<S>>;
    const problem = checkSchema(this.#schema, sealed?.record)[0];
    if (problem) throw edited(path, `${pathText(problem.path)}: ${problem.message}`);
    if (seal(sealed.record, sealed.previous).digest !== sealed.digest)
      throw edited(path, 'its digest does not fit');
    return sealed;
  }
}

/** A record with the digest of itself and of the one before it. */
export interface Sealed<T> {
  readonly record: T;
  readonly previous: string | null;
  readonly digest: string;
}

const RECORD = 'record.json';

function seal<T>(record: T, previous: string | null): Sealed<T> {
  return { record, previous, digest: digestOf(canonicalJson({ record, previous })) };
}

function edited(path: string, why: string, cause?: unknown): UserError {
  return new UserError(`${path} was edited or damaged: ${why}.`, {
    hint: 'Restore the registry folder from a backup or from version control. Nothing in it is meant to be edited.',
    cause,
  });
}

const DAY = 86_400_000;

/** A fresh folder below `parent` for work in progress, named after this process. */
export async function stagingFolder(parent: string): Promise<string> {
  await sweep(parent);
  const path = join(parent, `${machine()}-${process.pid}-${randomBytes(6).toString('hex')}`);
  await mkdir(path, { recursive: true });
  return path;
}

/** Removes what killed processes left behind: those of this machine that are gone, and all older than a day. */
async function sweep(parent: string): Promise<void> {
  for (const name of await entriesOf(parent)) {
    const path = join(parent, name);
    const [host, pid] = name.split('-');
    const age = Date.now() - (await stat(path).then((status) => status.mtimeMs, Date.now));
    const gone = host === machine() && !isRunning(Number(pid));
    if (gone || age > DAY) await rm(path, { recursive: true, force: true });
  }
}

function machine(): string {
  return digestOf(hostname()).slice('sha256:'.length, 'sha256:'.length + 8);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
