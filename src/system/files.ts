import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { removeAtExit } from './temporary.ts';
import { writeErrorOf } from './write-errors.ts';

/** SHA-256 of bytes or text as `sha256:<hex>`. */
export function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/** SHA-256 of a file as `sha256:<hex>`, streamed. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return `sha256:${hash.digest('hex')}`;
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
    await mkdir(dirname(path), { recursive: true });
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
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw writeErrorOf(error, path);
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
