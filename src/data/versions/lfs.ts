import { open } from 'node:fs/promises';

/** What a pointer of Git LFS stands for. */
export interface LfsPointer {
  /** `sha256:<hex>` of the content. */
  readonly sha256: string;
  readonly bytes: number;
}

/** Pointers are shorter than this, by Git LFS's own specification. */
const LONGEST_POINTER = 1024;
const FIRST_LINE = /^version https:\/\/(git-lfs\.github\.com|hawser\.github\.com)\/spec\/v1\r?\n/;

/** The pointer that a text is; undefined for anything else. */
export function parseLfsPointer(text: string): LfsPointer | undefined {
  if (text.length >= LONGEST_POINTER || !FIRST_LINE.test(text)) return undefined;
  const digest = /^oid sha256:([0-9a-f]{64})\r?$/m.exec(text)?.[1];
  const bytes = /^size ([0-9]{1,15})\r?$/m.exec(text)?.[1];
  return digest === undefined || bytes === undefined
    ? undefined
    : { sha256: `sha256:${digest}`, bytes: Number(bytes) };
}

/** The pointer that stands in the file at `path` in place of its content; undefined where the content is there. */
export async function lfsPointerAt(path: string): Promise<LfsPointer | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return undefined;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_POINTER), 0, LONGEST_POINTER, 0);
    return parseLfsPointer(buffer.subarray(0, bytesRead).toString('latin1'));
  } finally {
    await file.close();
  }
}
