import { isUtf8 } from 'node:buffer';
import { DataError } from '../../../system/errors.ts';
import { type CsvDamage, firstInvalid, type LineEnd } from './csv-survey.ts';

/** The names of the columns as a file has them, and what stands between them. */
export interface CsvHeader {
  readonly names: readonly string[];
  readonly delimiter: string;
  /** How the header ends; undefined where nothing comes after it. */
  readonly lineEnd: LineEnd | undefined;
  /** Blank lines before the header. */
  readonly blank: number;
  /** Where the first record begins: its line from 1, its byte from 0. */
  readonly line: number;
  readonly byte: number;
}

const DELIMITERS = [',', ';', '\t', '|'];
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/**
 * Reads the header at the beginning of `bytes`: undefined where there is none. Names may be quoted and hold
 * line ends; a column without a name is called after its place (`column0`).
 * @param delimiter what separates the names; that which divides the header most where left out
 */
export function readHeader(bytes: Uint8Array, delimiter?: string): CsvHeader | CsvDamage | undefined {
  let at = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? 3 : 0;
  let blank = 0;
  for (; bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN; at++) {
    if (bytes[at] === LINE_FEED || bytes[at + 1] !== LINE_FEED) blank++;
  }
  const begin = at;
  let line = blank + 1;
  let open = false;
  for (; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) open = !open;
    else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
      if (!open) break;
      if (byte === LINE_FEED) line++;
    } else if (byte === 0) return { kind: 'zero-byte', line, byte: at, text: '' };
  }
  const record = bytes.subarray(begin, at);
  const text = Buffer.from(record).toString();
  const excerpt = text.slice(0, 400);
  if (!isUtf8(record)) {
    const odd = firstInvalid(record);
    const lines = record.subarray(0, odd).filter((byte) => byte === LINE_FEED).length;
    return { kind: 'not-utf8', line: blank + 1 + lines, byte: begin + odd, text: excerpt };
  }
  if (open) return { kind: 'open-quote', line: blank + 1, byte: begin, text: excerpt };
  if (text.trim() === '') return undefined;
  const crlf = bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED;
  const lineEnd =
    at === bytes.length ? undefined : crlf ? 'CRLF' : bytes[at] === CARRIAGE_RETURN ? 'CR' : 'LF';
  const between = delimiter ?? likelyDelimiter(text);
  return {
    names: cellsOf(text, between).map((name, index) => name || `column${index}`),
    delimiter: between,
    lineEnd,
    blank,
    line: line + 1,
    byte: at + (crlf ? 2 : lineEnd === undefined ? 0 : 1),
  };
}

/** The delimiter that divides the header most; a comma where none does. */
function likelyDelimiter(header: string): string {
  const outside = header.replace(/"(?:[^"]|"")*"/g, '');
  const [best = ','] = [...DELIMITERS].sort((a, b) => outside.split(b).length - outside.split(a).length);
  return best;
}

/** The cells of one CSV record. */
function cellsOf(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let at = 0;
  do {
    if (record[at] === '"') {
      let end = record.indexOf('"', at + 1);
      while (end >= 0 && record[end + 1] === '"') end = record.indexOf('"', end + 2);
      const stop = end < 0 ? record.length : end;
      cells.push(record.slice(at + 1, stop).replaceAll('""', '"'));
      at = stop + 1;
    } else {
      const end = record.indexOf(delimiter, at);
      const stop = end < 0 ? record.length : end;
      cells.push(record.slice(at, stop));
      at = stop;
    }
    at = record.startsWith(delimiter, at) ? at + delimiter.length : record.length + 1;
  } while (at <= record.length);
  return cells;
}

/** The error of a file in which `readHeader` finds no header. */
export function noHeader(shown: string): DataError {
  return new DataError(`${shown} has no header`, {
    hint: 'The first line of a CSV file must name its columns.',
  });
}
