import { crc32, inflateRawSync } from 'node:zlib';
import { DataError, messageOf } from '../system/errors.ts';
import {
  DEFLATED,
  END_SIGNATURE,
  END_SIZE,
  ENTRY_SIGNATURE,
  FILE_SIGNATURE,
  PLAIN_FILE,
  STORED,
  TYPE_MASK,
  UNIX,
} from './zip-format.ts';

/** The one file that an archive may hold, and how large it may be. */
export interface SingleFile {
  readonly name: string;
  readonly bytes: number;
}

const ENTRY_SIZE = 46;
const HEADER_SIZE = 30;
/** How hard it was packed, sizes that follow the data, and a name in UTF-8: all that an ordinary file has. */
const ORDINARY_FLAGS = 0b1000_0000_1110;

/**
 * The content of an archive from somebody who may not be trusted: it must hold the one plain file that is asked for and
 * nothing else. Nothing is written to a disk, and never more than `bytes` are unpacked. Throws `DataError`.
 */
export function onlyFile(archive: Uint8Array, { name, bytes }: SingleFile): Buffer {
  const zip = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = zip.length - END_SIZE;
  if (end < 0 || zip.readUInt32LE(end) !== END_SIGNATURE || zip.readUInt16LE(end + 20) !== 0)
    throw refused('it does not end as an archive without a comment does');
  const disks = zip.readUInt16LE(end + 4) + zip.readUInt16LE(end + 6);
  const counts = [zip.readUInt16LE(end + 8), zip.readUInt16LE(end + 10)];
  if (disks !== 0 || counts.some((count) => count !== 1)) throw refused('it does not hold exactly one file');
  const length = zip.readUInt32LE(end + 12);
  const entry = zip.readUInt32LE(end + 16);
  if (entry + length !== end || length < ENTRY_SIZE || zip.readUInt32LE(entry) !== ENTRY_SIGNATURE)
    throw refused('its list of files is damaged');
  const names = [28, 30, 32].map((at) => zip.readUInt16LE(entry + at));
  if (ENTRY_SIZE + names.reduce((sum, one) => sum + one, 0) !== length)
    throw refused('its list of files is damaged');
  const nameIn = (at: number, size: number) => zip.subarray(at, at + size).toString('latin1');
  if (nameIn(entry + ENTRY_SIZE, names[0] ?? 0) !== name) throw refused(`its file is not ${name}`);
  const type = zip.readUInt8(entry + 5) === UNIX ? (zip.readUInt32LE(entry + 38) >>> 16) & TYPE_MASK : 0;
  const flags = zip.readUInt16LE(entry + 8);
  const method = zip.readUInt16LE(entry + 10);
  if (![0, PLAIN_FILE].includes(type) || (flags & ~ORDINARY_FLAGS) !== 0)
    throw refused(`${name} is no plain file`);
  if (method !== STORED && method !== DEFLATED) throw refused(`${name} is packed in another way`);
  const [checksum, packed, size] = [16, 20, 24].map((at) => zip.readUInt32LE(entry + at)) as [
    number,
    number,
    number,
  ];
  if (size > bytes) throw refused(`${name} is larger than ${bytes} bytes`);
  if (zip.readUInt32LE(entry + 42) !== 0 || entry < HEADER_SIZE || zip.readUInt32LE(0) !== FILE_SIGNATURE)
    throw refused(`${name} is not where its list says`);
  const named = zip.readUInt16LE(26);
  const start = HEADER_SIZE + named + zip.readUInt16LE(28);
  if (start + packed > entry || nameIn(HEADER_SIZE, named) !== name)
    throw refused(`${name} is not where its list says`);
  const content = unpacked(zip.subarray(start, start + packed), { name, bytes, isStored: method === STORED });
  if (content.length !== size || crc32(content) !== checksum)
    throw refused(`${name} is not what its list says`);
  return content;
}

function unpacked(
  packed: Buffer,
  { name, bytes, isStored }: SingleFile & { readonly isStored: boolean },
): Buffer {
  if (isStored) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: bytes });
  } catch (cause) {
    const isLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw refused(
      isLarge ? `${name} is larger than ${bytes} bytes` : `${name} cannot be unpacked: ${messageOf(cause)}`,
    );
  }
}

function refused(why: string): DataError {
  return new DataError(`The artifact's archive is refused: ${why}.`, {
    hint: 'Run the stage again that made it.',
  });
}
