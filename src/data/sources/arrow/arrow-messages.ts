import { type FileHandle, open } from 'node:fs/promises';
import { DataError } from '../../../system/errors.ts';
import { FlatTable } from './flatbuffer.ts';

/** One message of the Arrow IPC format, its length before it, as it stands in the file. */
export interface ArrowMessage {
  readonly kind: 'schema' | 'dictionary' | 'batch';
  readonly bytes: Uint8Array;
  /** Where it begins, in bytes from the start of the file. */
  readonly offset: number;
}

const MAGIC = 'ARROW1';
const KINDS: Readonly<Record<number, ArrowMessage['kind']>> = { 1: 'schema', 2: 'dictionary', 3: 'batch' };
/** More rows than any batch has. */
const MOST_ROWS = 2 ** 31;
/** A schema of 100,000 columns has about 20 MB. */
const LONGEST_HEAD = 256 << 20;

/**
 * The messages of an Arrow file or stream one after the other, so that only one batch is in memory. A file holds a
 * stream between its magic words, with an index behind it.
 * @throws DataError with the place where the file is damaged or cut off
 */
export async function* arrowMessages(path: string, shown: string): AsyncGenerator<ArrowMessage> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const reader = new Reader(file, size, shown);
    const isFile = (await reader.read(0, Math.min(6, size))).toString('latin1') === MAGIC;
    const end = isFile ? await endOfBatches(reader, size) : size;
    let at = isFile ? 8 : 0;
    for (;;) {
      const offset = at;
      // Without its end mark, nobody knows whether batches are missing.
      if (offset >= end) {
        if (isFile) return;
        throw reader.damaged(offset, 'it ends without the mark of its end');
      }
      const { head, start } = await messageHead(reader, offset, end);
      if (head.length === 0) return;
      const { kind, bodyLength } = messageOf(head, reader, offset);
      const length = start - offset + head.length + bodyLength;
      if (offset + length > end)
        throw reader.damaged(offset, `a message of ${length} bytes goes beyond its end`);
      const bytes = await reader.read(offset, length);
      at += length;
      const known = KINDS[kind];
      if (known === undefined) throw reader.damaged(offset, `a message of kind ${kind} holds no table`);
      yield { kind: known, bytes, offset };
    }
  } finally {
    await file.close();
  }
}

class Reader {
  readonly #file: FileHandle;
  readonly #size: number;
  readonly #shown: string;

  constructor(file: FileHandle, size: number, shown: string) {
    this.#file = file;
    this.#size = size;
    this.#shown = shown;
  }

  /** Bytes in a buffer of their own, which typed arrays can look into. */
  async read(offset: number, length: number): Promise<Buffer> {
    if (offset + length > this.#size) throw this.damaged(offset, 'it ends too early');
    const buffer = Buffer.from(new ArrayBuffer(length));
    const { bytesRead } = await this.#file.read(buffer, 0, length, offset);
    if (bytesRead < length) throw this.damaged(offset, 'it ends too early');
    return buffer;
  }

  damaged(offset: number, why: string): DataError {
    return new DataError(`${this.#shown}, byte ${offset}: this is no whole Arrow file: ${why}`, {
      hint: 'Check that it is Arrow IPC (Feather version 2) and was written and copied whole.',
    });
  }
}

async function endOfBatches(reader: Reader, size: number): Promise<number> {
  if (size < 18) throw reader.damaged(0, 'it ends too early');
  const tail = await reader.read(size - 10, 10);
  const footer = tail.readInt32LE(0);
  if (tail.toString('latin1', 4) !== MAGIC) throw reader.damaged(size - 6, 'its last bytes are not ARROW1');
  if (footer < 0 || footer > size - 18) throw reader.damaged(size - 10, 'its index has no possible length');
  return size - 10 - footer;
}

/** The metadata of the message at `offset`, empty for the mark of the end, and where it starts. */
async function messageHead(reader: Reader, offset: number, end: number) {
  const word = async (at: number) => (await reader.read(at, 4)).readInt32LE(0);
  // Since version 0.15 there is a -1 before the length.
  const first = await word(offset);
  const [length, start] = first === -1 ? [await word(offset + 4), offset + 8] : [first, offset + 4];
  if (length < 0 || length > LONGEST_HEAD || start + length > end) {
    throw reader.damaged(offset, `a message cannot have ${length} bytes of metadata`);
  }
  return { head: await reader.read(start, length), start };
}

/** The kind of a message and the length of its body, once all that its metadata say of themselves was checked. */
function messageOf(head: Uint8Array, reader: Reader, offset: number): { kind: number; bodyLength: number } {
  try {
    const message = FlatTable.root(head);
    const kind = message.byte(1);
    const content = message.table(2);
    const bodyLength = message.size(3);
    if (kind === 1 && content) {
      const left = { fields: head.length };
      for (const field of content.tables(1)) checkField(field, left, 0);
      checkNotes(content, 2);
    } else if (kind === 2) {
      content?.size(0);
      checkBatch(content?.table(1));
    } else if (kind === 3) checkBatch(content);
    return { kind, bodyLength };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw reader.damaged(offset, 'the metadata of a message cannot be read');
  }
}

const DEEPEST = 64;

function checkField(field: FlatTable, left: { fields: number }, depth: number): void {
  left.fields -= 1;
  if (left.fields < 0 || depth > DEEPEST) throw new RangeError('more columns than there is room for');
  field.vector(0, 1);
  // The numbers of a union; of other types this is a number, or the text of a time zone.
  if (field.byte(2) === 14) field.table(3)?.vector(1, 4);
  else if (field.byte(2) === 10) field.table(3)?.vector(1, 1);
  field.table(4);
  checkNotes(field, 6);
  for (const child of field.tables(5)) checkField(child, left, depth + 1);
}

function checkNotes(table: FlatTable, field: number): void {
  for (const note of table.tables(field)) for (const text of [0, 1]) note.vector(text, 1);
}

function checkBatch(batch: FlatTable | undefined): void {
  if (!batch) throw new RangeError('no batch');
  const rows = batch.size(0);
  batch.vector(1, 16);
  batch.vector(4, 8);
  batch.vector(2, 16);
  if (rows > MOST_ROWS) throw new RangeError('too many rows');
}
