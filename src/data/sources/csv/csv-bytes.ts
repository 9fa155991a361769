import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import * as zlib from 'node:zlib';
import { damaged } from '../compression.ts';

/** The bytes of a text file in order, decompressed where its name says so. */
export interface ByteSource {
  /** Fills `into` from `at` on as far as it goes; less only at the end of the file. */
  fill(into: Uint8Array, at: number): Promise<number>;
  close(): Promise<void>;
}

/** Whether this Node can read the file: it learned Zstandard with 22.15. */
export function canRead(path: string): boolean {
  return !path.endsWith('.zst') || 'createZstdDecompress' in zlib;
}

/**
 * Opens `path`.
 * @throws DataError (from `fill`) where a compressed file is cut off or damaged
 */
export async function openBytes(path: string, shown: string): Promise<ByteSource> {
  if (path.endsWith('.gz')) return unpacked(path, shown, 'gzip', zlib.createGunzip(OPTIONS));
  if (path.endsWith('.zst')) return unpacked(path, shown, 'Zstandard', zlib.createZstdDecompress(OPTIONS));
  const file = await open(path, 'r');
  return {
    async fill(into, at) {
      let filled = 0;
      while (at + filled < into.length) {
        const { bytesRead } = await file.read(into, at + filled, into.length - at - filled, null);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    },
    close: () => file.close(),
  };
}

const OPTIONS = { chunkSize: 1 << 18 };

function unpacked(path: string, shown: string, kind: string, unpacking: zlib.Gunzip): ByteSource {
  // Errors come out of the iterator; without a callback they would end the process.
  const stream = pipeline(createReadStream(path), unpacking, () => undefined);
  const chunks = stream[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  return {
    async fill(into, at) {
      let filled = 0;
      while (at + filled < into.length) {
        if (rest.length === 0) {
          const next = await chunks.next().catch((error: unknown) => {
            throw damaged(shown, kind, error, unpacking.bytesWritten);
          });
          if (next.done) break;
          rest = next.value as Uint8Array;
        }
        const part = rest.subarray(0, into.length - at - filled);
        into.set(part, at + filled);
        filled += part.length;
        rest = rest.subarray(part.length);
      }
      return filled;
    },
    async close() {
      await chunks.return?.();
    },
  };
}
