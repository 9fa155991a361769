import { open } from 'node:fs/promises';
import { DataError } from '../../system/errors.ts';

/** Both ends of a Parquet file: `PAR1`, pages, the footer, its length in four bytes, `PAR1`. */
export interface ParquetFrame {
  /** The byte at which the footer begins. */
  readonly footer: number;
}

const MAGIC = 'PAR1';
const ENDS = 12;

/**
 * Checks what frames a Parquet file; what is in the footer and the pages is the engine's to read.
 * @throws DataError with the byte at which the file is not Parquet
 */
export async function checkParquetFrame(path: string, shown: string): Promise<ParquetFrame> {
  const refuse = (byte: number, what: string) =>
    new DataError(`${shown}, byte ${byte}: this is no whole Parquet file: ${what}`, {
      hint: 'Check that it was written and copied whole.',
    });
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(4);
    const tail = Buffer.alloc(8);
    await file.read(head, 0, 4, 0);
    if (head.toString('latin1') !== MAGIC) throw refuse(0, `it does not begin with ${MAGIC}`);
    if (size < ENDS) throw refuse(size, 'it ends too early');
    await file.read(tail, 0, 8, size - 8);
    if (tail.toString('latin1', 4) !== MAGIC) {
      throw refuse(size - 4, `it does not end with ${MAGIC}, so its end is missing or something follows it`);
    }
    const length = tail.readUInt32LE(0);
    if (length === 0 || length > size - ENDS) {
      throw refuse(size - 8, `a footer of ${length} bytes is said to be there, of ${size} bytes in all`);
    }
    return { footer: size - 8 - length };
  } finally {
    await file.close();
  }
}
