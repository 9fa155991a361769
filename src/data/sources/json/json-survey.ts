import { isUtf8 } from 'node:buffer';
import { DataError, messageOf } from '../../../system/errors.ts';
import { canRead, openBytes } from '../csv/csv-bytes.ts';

/** Bytes that are read at once. */
const CHUNK = 4 << 20;
/** DuckDB's own bound of an object. */
const LONGEST_LINE = 16 << 20;
const LINE_FEED = 10;

/**
 * Checks that a file is JSON Lines by RFC 8259: DuckDB's reader forgives commas too many, and counts lines otherwise.
 * Of a file that this Node cannot decompress nothing is checked here.
 * @throws DataError for the first line that is no JSON object in UTF-8, with its number and byte
 */
export async function checkJsonLines(path: string, shown: string): Promise<void> {
  if (!canRead(path)) return;
  const bytes = await openBytes(path, shown);
  try {
    const buffer = Buffer.allocUnsafe(CHUNK + LONGEST_LINE);
    let [line, before, held] = [1, 0, 0];
    for (;;) {
      const size = held + (await bytes.fill(buffer.subarray(0, Math.min(buffer.length, held + CHUNK)), held));
      const last = size < held + CHUNK;
      let at = 0;
      for (; at < size; line++) {
        const found = buffer.indexOf(LINE_FEED, at);
        const end = found < 0 || found >= size ? size : found;
        if (end === size && !last) break;
        checkLine(buffer.subarray(at, end), { shown, line, byte: before + at });
        at = end + 1;
      }
      if (last) return;
      held = Math.max(0, size - at);
      before += size - held;
      if (held > LONGEST_LINE) {
        throw lineError(
          { shown, line, byte: before },
          `a line is longer than ${LONGEST_LINE / 1024 / 1024} MB`,
        );
      }
      buffer.copyWithin(0, at, size);
    }
  } finally {
    await bytes.close();
  }
}

/** Where a line begins. */
interface Place {
  readonly shown: string;
  readonly line: number;
  readonly byte: number;
}

function checkLine(bytes: Buffer, place: Place): void {
  if (!isUtf8(bytes)) throw lineError(place, 'this is not UTF-8 text');
  // The mark of UTF-8 may stand at the beginning of a file.
  const text = bytes.toString('utf8').replace(place.byte === 0 ? /^\uFEFF/ : '', '');
  if (text.trim() === '') return;
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    const what = text.includes('\0') ? 'a zero byte, which no text holds' : messageOf(error);
    throw lineError(place, what, error);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  const kind = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
  throw lineError(place, `${kind} in place of an object`);
}

/** JSON, and the three words for numbers that Python writes into it. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error;
    return JSON.parse(text.replace(NUMBER_WORDS, (_, quoted?: string) => quoted ?? 'null'));
  }
}

/** A text, which stays as it is, or one of the words. */
const NUMBER_WORDS = /("(?:[^"\\]|\\.)*")|-?\b(?:NaN|Infinity)\b/g;

function lineError({ shown, line, byte }: Place, what: string, cause?: unknown): DataError {
  return new DataError(
    `${shown}, line ${line} is not JSON Lines: ${what} (the line begins at byte ${byte})`,
    {
      hint: 'Each line must be one JSON object in UTF-8, with nothing after it.',
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
