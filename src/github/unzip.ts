import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { DataError } from '../system/errors.ts';
import { isPlainPath } from '../system/plain-path.ts';
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

/**
 * Unpacks the zip files that artifacts are. Only plain files below `directory` can come out: no links, no
 * paths that lead elsewhere, not more bytes than were announced, and each with its right checksum.
 */
export interface UnzipLimits {
  readonly files: number;
  readonly bytes: number;
}

interface Entry {
  readonly path: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly bytes: number;
  readonly offset: number;
}

const LONGEST_COMMENT = 0xffff;
const ENCRYPTED = 1;

/** Unpacks `archive` into `directory`, which must not hold any of its files. Throws `DataError` for a bad archive. */
export async function unzip(archive: string, directory: string, limits: UnzipLimits): Promise<string[]> {
  const file = await open(archive, 'r');
  try {
    const entries = await entriesOf(file, limits);
    for (const entry of entries) await extract(file, archive, entry, join(directory, entry.path));
    return entries.map(({ path }) => path);
  } finally {
    await file.close();
  }
}

async function entriesOf(file: FileHandle, limits: UnzipLimits): Promise<Entry[]> {
  const { size } = await file.stat();
  const tail = await read(
    file,
    Math.max(0, size - END_SIZE - LONGEST_COMMENT),
    Math.min(size, END_SIZE + LONGEST_COMMENT),
  );
  let end = tail.length - END_SIZE;
  while (
    end >= 0 &&
    !(
      tail.readUInt32LE(end) === END_SIGNATURE && end + END_SIZE + tail.readUInt16LE(end + 20) === tail.length
    )
  )
    end--;
  if (end < 0) throw damaged('it has no end');
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count !== tail.readUInt16LE(end + 8) || (count === 0) !== (length === 0))
    throw damaged('its list of files is damaged');
  if (count === 0xffff || start === 0xffffffff) throw damaged('it is larger than 4 GiB or 65,534 files');
  if (count > limits.files) throw damaged(`it holds ${count} files; ${limits.files} are allowed`);
  if (start + length > size) throw damaged('its list of files is cut off');

  const list = await read(file, start, length);
  const entries: Entry[] = [];
  const names = new Set<string>();
  let total = 0;
  for (let at = 0, index = 0; index < count; index++) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw damaged('its list of files is damaged');
    const [name, extra, comment] = [
      list.readUInt16LE(at + 28),
      list.readUInt16LE(at + 30),
      list.readUInt16LE(at + 32),
    ];
    const path = list.subarray(at + 46, at + 46 + name).toString('utf8');
    const entry = {
      path,
      method: list.readUInt16LE(at + 10),
      crc: list.readUInt32LE(at + 16),
      packed: list.readUInt32LE(at + 20),
      bytes: list.readUInt32LE(at + 24),
      offset: list.readUInt32LE(at + 42),
    };
    const type = list.readUInt8(at + 5) === UNIX ? (list.readUInt32LE(at + 38) >>> 16) & TYPE_MASK : 0;
    const encrypted = (list.readUInt16LE(at + 8) & ENCRYPTED) !== 0;
    at += 46 + name + extra + comment;
    if (path.endsWith('/') && entry.bytes === 0 && isPlainPath(path.slice(0, -1))) continue;
    const plain =
      isPlainPath(path) &&
      !encrypted &&
      [STORED, DEFLATED].includes(entry.method) &&
      [0, PLAIN_FILE].includes(type);
    if (!plain) throw damaged(`${JSON.stringify(path.slice(0, 200))} is not a plain file`);
    // File systems that ignore case would make two names one file.
    if (names.has(path.toLowerCase())) throw damaged(`it holds ${JSON.stringify(path)} twice`);
    names.add(path.toLowerCase());
    total += entry.bytes;
    if (total > limits.bytes) throw damaged(`it unpacks to more than ${limits.bytes} bytes`);
    entries.push(entry);
  }
  for (const { path } of entries) {
    const parts = path.toLowerCase().split('/');
    const isInFile = parts.some((_, index) => index > 0 && names.has(parts.slice(0, index).join('/')));
    if (isInFile) throw damaged(`${JSON.stringify(path)} lies in a file`);
  }
  return entries;
}

async function extract(file: FileHandle, archive: string, entry: Entry, target: string): Promise<void> {
  const header = await read(file, entry.offset, 30);
  if (header.readUInt32LE(0) !== FILE_SIGNATURE) throw damaged(`${entry.path} is not where its list says`);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  await mkdir(dirname(target), { recursive: true });
  let bytes = 0;
  let crc = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      crc = crc32(chunk, crc);
      if (bytes > entry.bytes) done(damaged(`${entry.path} is larger than its list says`));
      else done(null, chunk);
    },
  });
  const out = createWriteStream(target, { flags: 'wx' });
  try {
    const input =
      entry.packed === 0 ? [] : createReadStream(archive, { start, end: start + entry.packed - 1 });
    if (entry.method === DEFLATED) await pipeline(input, createInflateRaw(), check, out);
    else await pipeline(input, check, out);
  } catch (cause) {
    // zlib's errors have codes that begin so; those of the file system are told as they are.
    if ((cause as NodeJS.ErrnoException).code?.startsWith('Z_'))
      throw damaged(`${entry.path} cannot be unpacked`, cause);
    throw cause;
  }
  if (bytes !== entry.bytes || crc !== entry.crc)
    throw damaged(`${entry.path} has another checksum than its list says`);
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead < length) throw damaged('it ends too early');
  return buffer;
}

function damaged(why: string, cause?: unknown): DataError {
  return new DataError(`The artifact's archive is refused: ${why}.`, {
    hint: 'Run the stage again that made it.',
    cause,
  });
}
