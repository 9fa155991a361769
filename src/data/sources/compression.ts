import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DataError, messageOf } from '../../system/errors.ts';

/**
 * Checks that a compressed file is whole. DuckDB reads one that was cut off up to the cut and says
 * nothing, so rows would be lost in silence.
 * @throws DataError naming the file by `shown`
 */
export async function checkCompressed(path: string, shown: string): Promise<void> {
  if (path.endsWith('.gz')) await checkGzip(path, shown);
  else if (path.endsWith('.zst')) await checkZstandard(path, shown);
}

/**
 * What stands under `shown` is no whole file of that kind of compression.
 * @param byte how far it was read
 */
export function damaged(shown: string, kind: string, cause: unknown, byte?: number): DataError {
  const where = byte === undefined ? '' : `, at byte ${byte} or before,`;
  return new DataError(`${shown}${where} is no whole ${kind} file: ${messageOf(cause)}`, {
    hint: 'Copy or make the file again; its end or a part of it is missing.',
    cause,
  });
}

/** Decompresses to nowhere: length and CRC stand at the end of each member. */
async function checkGzip(path: string, shown: string): Promise<void> {
  const unpacking = createGunzip();
  try {
    await pipeline(createReadStream(path), unpacking, async (chunks) => {
      for await (const _chunk of chunks);
    });
  } catch (error) {
    throw damaged(shown, 'gzip', error, unpacking.bytesWritten);
  }
}

const FRAME = 0xfd2fb528;

/** Walks the frames and block headers (RFC 8878, 3.1) up to the end; DuckDB checks what is in the blocks. */
async function checkZstandard(path: string, shown: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    let at = 0;
    const take = async (count: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, at);
      if (bytesRead < count) throw damaged(shown, 'Zstandard', 'it ends too early');
      at += count;
      return buffer;
    };
    do {
      const magic = (await take(4)).readUInt32LE();
      if (magic >>> 4 === 0x184d2a5) {
        at += (await take(4)).readUInt32LE();
      } else if (magic === FRAME) {
        const descriptor = (await take(1)).readUInt8();
        const singleSegment = (descriptor & 0x20) !== 0;
        const contentSize = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
        const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
        at += (singleSegment ? 0 : 1) + dictionary + contentSize;
        for (let last = false; !last; ) {
          const header = (await take(3)).readUIntLE(0, 3);
          last = (header & 1) === 1;
          at += ((header >> 1) & 3) === 1 ? 1 : header >> 3;
        }
        if (descriptor & 4) at += 4;
      } else {
        throw damaged(shown, 'Zstandard', 'it does not begin like one');
      }
    } while (at < size);
    if (at > size) throw damaged(shown, 'Zstandard', 'it ends too early');
  } finally {
    await file.close();
  }
}
