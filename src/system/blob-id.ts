import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What git names objects by: 64 digits are SHA-256, 40 are SHA-1. */
export function gitHash(id: string): 'sha1' | 'sha256' {
  return id.length === 64 ? 'sha256' : 'sha1';
}

/** The name that git has for a content. */
export function blobId(content: string | Uint8Array, hash: 'sha1' | 'sha256'): string {
  const bytes = Buffer.from(content as string);
  return createHash(hash).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Longer ones are no programs or texts that a checkout gives other line ends. */
const LONGEST_TEXT = 16 * 1024 * 1024;

/**
 * The names that git may have for a file of a checkout: that of its bytes first, then that of the pointer which Git LFS keeps
 * in its place, and that of the text with plain line ends, which a checkout on Windows changes. Git itself is not asked:
 * what it takes for the same depends on `.gitattributes`, which is part of a change.
 */
export async function blobIdsOf(
  file: string,
  hash: 'sha1' | 'sha256',
): Promise<readonly [string, ...string[]]> {
  const { size } = await stat(file);
  const named = createHash(hash).update(`blob ${size}\0`);
  const content = createHash('sha256');
  const parts: Buffer[] = [];
  for await (const part of createReadStream(file) as AsyncIterable<Buffer>) {
    named.update(part);
    content.update(part);
    if (size <= LONGEST_TEXT) parts.push(part);
  }
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${content.digest('hex')}\nsize ${size}\n`;
  return [named.digest('hex'), blobId(pointer, hash), ...plainId(Buffer.concat(parts), hash)];
}

function plainId(content: Buffer, hash: 'sha1' | 'sha256'): string[] {
  if (content.includes(0) || !content.includes('\r\n')) return [];
  return [blobId(Buffer.from(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1'), hash)];
}
