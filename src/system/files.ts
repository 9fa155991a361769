import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from './errors.ts';
import { removeAtExit } from './temporary.ts';
import { writeErrorOf } from './write-errors.ts';

/** SHA-256 of bytes or text as `sha256:<hex>`. */
export function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** SHA-256 of a file as `sha256:<hex>`, streamed. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    // One buffer for all of it: a stream makes a new one for each part, and collecting them takes longer than the digest.
    const { size } = await file.stat();
    const buffer = Buffer.allocUnsafe(Math.min(Math.max(size + 1, 4096), 1 << 20));
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return `sha256:${hash.digest('hex')}`;
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/**
 * Lets `write` fill a temporary file beside `path` and moves it into place when it succeeded:
 * a reader sees the old file or the new one, never a part.
 * @throws UserError where the disk is full or the place may not be written
 */
export async function writeAtomicallyWith(
  path: string,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  const keep = removeAtExit(temporary);
  try {
    await makeFolders(dirname(path));
    await write(temporary);
    const file = await open(temporary, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true, recursive: true }).catch(() => {});
    throw writeErrorOf(error, path);
  } finally {
    keep();
  }
}

/**
 * Makes a folder and those above it; one that is there already is left as it is.
 * @throws UserError where the disk is full or the place may not be written
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await makeFolders(resolve(path));
  } catch (error) {
    throw writeErrorOf(error, path);
  }
}

/**
 * `mkdir -p`, step by step: Node's own tries for ever where the system says that a folder is not there although the
 * one above it is, as under /proc.
 */
async function makeFolders(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isThere = await stat(path).then(
      (status) => status.isDirectory(),
      () => false,
    );
    if (isThere) return;
    const above = dirname(path);
    if (code !== 'ENOENT' || above === path) throw error;
    await makeFolders(above);
    await mkdir(path).catch(async (again: NodeJS.ErrnoException) => {
      // Somebody else may have made it meanwhile.
      if (again.code === 'EEXIST') return;
      if (again.code !== 'ENOENT') throw again;
      throw new UserError(`${path} cannot be made: there can be no folder in ${above}`, {
        hint: 'Name a folder of a disk.',
        cause: again,
      });
    });
  }
}

/** Writes `content` to `path` whole or not at all. */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<void> {
  await writeAtomicallyWith(path, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
    } finally {
      await file.close();
    }
  });
}

/** JSON with sorted keys and no spaces: the same value has the same text, so it can be digested. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
    const record = inner as Record<string, unknown>;
    return Object.fromEntries(
      Object.keys(record)
        .sort()
        .map((key) => [key, record[key]]),
    );
  });
}
