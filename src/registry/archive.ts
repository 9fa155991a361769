import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../system/errors.ts';
import { isPlainPath } from '../system/plain-path.ts';

/**
 * One archive of a package's files: a tar file (POSIX ustar) without compression. The same files give the
 * same bytes on every machine, which no compressor promises; `tar` reads it; and unpacking accepts only
 * what is written here (plain files with plain paths), so links, devices and paths that lead elsewhere
 * do not exist for it.
 */
export interface ArchivedFile {
  readonly path: string;
  readonly bytes: number;
}

const BLOCK = 512;
const MOST_FILES = 10_000;
const END = Buffer.alloc(2 * BLOCK);

/** Writes `files` of `directory` to a new archive at `target`, in byte order of their paths. */
export async function writeArchive(
  directory: string,
  files: readonly ArchivedFile[],
  target: string,
): Promise<void> {
  const ordered = files.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  const archive = await open(target, 'wx');
  try {
    for (const file of ordered) {
      await archive.write(headerOf(file));
      let written = 0;
      for await (const chunk of createReadStream(join(directory, file.path))) {
        written += (chunk as Buffer).length;
        await archive.write(chunk as Buffer);
      }
      if (written !== file.bytes) {
        throw new UserError(`${join(directory, file.path)} changed while it was read.`, {
          hint: 'Run it again.',
        });
      }
      await archive.write(END.subarray(0, padding(written)));
    }
    await archive.write(END);
    await archive.sync();
  } finally {
    await archive.close();
  }
}

/** Unpacks an archive into `directory`, which must not hold any of its files. At most `largest` bytes come out. */
export async function extractArchive(path: string, directory: string, largest: number): Promise<void> {
  const archive = await open(path, 'r');
  try {
    const { size } = await archive.stat();
    let position = 0;
    let total = 0;
    for (let count = 0; ; count++) {
      const header = await read(archive, position, BLOCK, path);
      position += BLOCK;
      if (header.every((byte) => byte === 0)) break;
      const file = fileOf(header, path);
      total += file.bytes;
      if (count >= MOST_FILES || total > largest || file.bytes > size - position)
        throw damaged(path, 'it holds too much');
      await extractFile(archive, position, file, directory, path);
      position += file.bytes + padding(file.bytes);
    }
    const rest = await read(archive, position, BLOCK, path);
    if (!rest.every((byte) => byte === 0) || position + BLOCK !== size)
      throw damaged(path, 'something follows its end');
  } finally {
    await archive.close();
  }
}

async function extractFile(
  archive: FileHandle,
  start: number,
  file: ArchivedFile,
  directory: string,
  path: string,
): Promise<void> {
  const target = join(directory, file.path);
  await mkdir(dirname(target), { recursive: true });
  const out = await open(target, 'wx').catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'EEXIST' ? damaged(path, `it holds ${file.path} twice`) : cause;
  });
  try {
    for (let done = 0; done < file.bytes; ) {
      const chunk = await read(archive, start + done, Math.min(1 << 20, file.bytes - done), path);
      await out.write(chunk);
      done += chunk.length;
    }
  } finally {
    await out.close();
  }
}

/** Name, size and type of an entry; everything else is the same for all. */
function headerOf({ path, bytes }: ArchivedFile): Buffer {
  const header = Buffer.alloc(BLOCK);
  const { name, prefix } = splitPath(path);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${octal(bytes, 11)}\0`, 124);
  header.write(`${octal(0, 11)}\0`, 136);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345);
  header.write(`${octal(checksum(header), 6)}\0 `, 148);
  return header;
}

/** A path in the two fields that the format has for it: 155 bytes, a slash, 100 bytes. */
function splitPath(path: string): { name: string; prefix: string } {
  if (Buffer.byteLength(path) <= 100) return { name: path, prefix: '' };
  for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
    const [prefix, name] = [path.slice(0, slash), path.slice(slash + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100) return { name, prefix };
  }
  throw new UserError(`The path ${path} is too long for an archive.`, {
    hint: 'Give the files of the model shorter names: at most 100 bytes in the last part.',
  });
}

function fileOf(header: Buffer, archive: string): ArchivedFile {
  const prefix = textAt(header, 345, 155);
  const name = textAt(header, 0, 100);
  const path = prefix ? `${prefix}/${name}` : name;
  const size = textAt(header, 124, 12);
  if (!isPlainPath(path) || !/^[0-7]{11}$/.test(size))
    throw damaged(archive, 'a name or size in it is not valid');
  const file = { path, bytes: Number.parseInt(size, 8) };
  if (!headerOf(file).equals(header)) throw damaged(archive, `the entry ${path} is not a plain file`);
  return file;
}

/** The sum of all bytes, with the field of the sum itself taken as spaces. */
function checksum(header: Buffer): number {
  let sum = 8 * 32;
  for (const [index, byte] of header.entries()) if (index < 148 || index >= 156) sum += byte;
  return sum;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function textAt(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? length : end).toString();
}

function padding(bytes: number): number {
  return (BLOCK - (bytes % BLOCK)) % BLOCK;
}

async function read(archive: FileHandle, position: number, length: number, path: string): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await archive.read(buffer, 0, length, position);
  if (bytesRead < length) throw damaged(path, 'it ends too early');
  return buffer;
}

function damaged(path: string, why: string): UserError {
  return new UserError(`The archive ${path} is damaged: ${why}.`, { hint: 'Fetch or make it again.' });
}
