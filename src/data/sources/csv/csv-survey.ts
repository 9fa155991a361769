import { isUtf8 } from 'node:buffer';
import { KIND } from '../text-types.ts';
import { type CellTables, END, QUOTE, STRAY_QUOTE } from './csv-cells.ts';

/** What is wrong with a CSV file at its first damaged place. */
export interface CsvDamage {
  readonly kind:
    | 'ragged'
    | 'open-quote'
    | 'after-quote'
    | 'zero-byte'
    | 'not-utf8'
    | 'line-ends'
    | 'long-line';
  /** The line of the file, from 1. */
  readonly line: number;
  /** The byte of the file, from 0; of the decompressed text where the file is compressed. */
  readonly byte: number;
  /** The damaged record, or its beginning. */
  readonly text: string;
  /** The values of a ragged record, the line in which a quote was closed, the line end that was expected. */
  readonly found?: number;
  readonly lineEnd?: LineEnd;
}

export type LineEnd = 'LF' | 'CRLF' | 'CR';

/** A record may not take more bytes: DuckDB's `max_line_size`. */
export const LONGEST_RECORD = 2_097_152;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const NINE = 57;

const NUMERIC = KIND.integer | KIND.number;
/** So many digits may be more than 64 bits. */
const SURE_DIGITS = 19;

/**
 * Walks once over all bytes of a CSV file (RFC 4180; blank lines are skipped where there are several
 * columns, spaces may surround quotes, and a quote inside a value that is not quoted is text), counts its rows,
 * finds the kinds of the values of each column, and stops at the first damage.
 */
export class CsvSurvey {
  /** The bits of `KIND` that occur in each column. */
  readonly kinds: Uint8Array;
  rows = 0;
  /** Whether a quoted value holds a line end. */
  multiline = false;
  damage: CsvDamage | undefined;
  lineEnd: LineEnd | undefined;
  readonly #tables: CellTables;
  readonly #delimiter: number;
  /** Of the next record. */
  #line: number;
  #byte: number;

  /** The last parameter says where the first record begins, and how the lines before it ended. */
  constructor(
    tables: CellTables,
    columns: number,
    delimiter: number,
    { line, byte, lineEnd }: { line: number; byte: number; lineEnd: LineEnd | undefined },
  ) {
    this.#tables = tables;
    this.lineEnd = lineEnd;
    this.kinds = new Uint8Array(columns);
    this.#delimiter = delimiter;
    this.#line = line;
    this.#byte = byte;
  }

  /** Bytes of the file that were taken. */
  get bytes(): number {
    return this.#byte;
  }

  /** Whether a value that is not quoted holds a quote. */
  get strayQuotes(): boolean {
    return this.kinds.some((kinds) => (kinds & STRAY_QUOTE) !== 0);
  }

  /**
   * Takes the records in `bytes[0, size)`, which begin where the last call stopped. Two bytes more must be
   * free after them.
   * @param last whether the file ends after `size`
   * @returns how many bytes were taken: up to the end of the last whole record
   */
  take(bytes: Uint8Array, size: number, last: boolean): number {
    const { plain, quoted, start, text, ended, kinds: kindOf, stops } = this.#tables;
    const { kinds } = this;
    const delimiter = this.#delimiter;
    const columns = kinds.length;
    // What ends the walk: a line end for the last record, and a zero byte behind all.
    if (last) bytes[size++] = LINE_FEED;
    bytes[size] = 0;
    const end = last ? size - 1 : size;
    let at = 0;
    let record = 0;
    let column = 0;
    let inner = 0;
    let rows = 0;
    const digitsAreData = delimiter < MINUS || delimiter > NINE;
    for (;;) {
      // Most cells are like those above them and add no kind: they only have to be seen to be so.
      const seen = kinds[column] ?? 0;
      if (seen & KIND.text) {
        const begin = at;
        while (stops[bytes[at] as number] === 0) at++;
        if (bytes[at] === delimiter) {
          at++;
          column++;
          continue;
        }
        at = begin;
      } else if (seen & NUMERIC && digitsAreData) {
        // One more where there is a minus, without a branch: signs are hard to foretell.
        const digits = at + ((((bytes[at] as number) ^ MINUS) - 1) >>> 31);
        let next = digits;
        while (((bytes[next] as number) - ZERO) >>> 0 < 10) next++;
        const count = bytes[digits] === ZERO && next > digits + 1 ? 0 : next - digits;
        if (bytes[next] === POINT && seen & KIND.number && count > 0) {
          next++;
          while (((bytes[next] as number) - ZERO) >>> 0 < 10) next++;
          if (bytes[next] === delimiter) {
            at = next + 1;
            column++;
            continue;
          }
        } else if (bytes[next] === delimiter && count > 0 && count < SURE_DIGITS) {
          at = next + 1;
          column++;
          continue;
        }
      }
      let state = start;
      do state = plain[state + (bytes[at++] as number)] as number;
      while (state < ended);
      let code = state - ended;
      let how = code & 7;
      if (how === END.quote) {
        const opened = this.#line + inner;
        const quote = at - 1;
        state = start;
        for (;;) {
          do state = quoted[state + (bytes[at++] as number)] as number;
          while (state < ended);
          code = state - ended;
          how = code & 7;
          if (how === END.lineFeed) {
            inner++;
            state = text;
          } else if (how === END.quote && bytes[at] === QUOTE) {
            at++;
            state = text;
          } else break;
        }
        if (how === END.zero) {
          if (at <= size) return this.#refuse(bytes, record, at, 'zero-byte', this.#line + inner, at - 1);
          if (last || end - record > LONGEST_RECORD)
            return this.#refuse(bytes, record, end, 'open-quote', opened, quote);
          break;
        }
        while (bytes[at] === SPACE && delimiter !== SPACE) at++;
        const next = bytes[at++] as number;
        if (next === delimiter) how = END.delimiter;
        else if (next === LINE_FEED) how = END.lineFeed;
        else if (next === CARRIAGE_RETURN) how = END.carriageReturn;
        else if (next === 0) how = END.zero;
        else
          return this.#refuse(bytes, record, at, 'after-quote', opened, at - 1, {
            found: this.#line + inner,
          });
      }
      if (how === END.delimiter) {
        if (column < columns) kinds[column] = (kinds[column] as number) | (kindOf[code >> 3] as number);
        column++;
        continue;
      }
      if (how === END.zero) {
        if (at <= size) return this.#refuse(bytes, record, at, 'zero-byte', this.#line + inner, at - 1);
        break;
      }
      if (record === end && last) break;
      const stop = at - 1;
      let lineEnd: LineEnd = 'LF';
      if (how === END.carriageReturn) {
        // Whether this is CR or CRLF stands in the next bytes.
        if (at === size && !last) break;
        lineEnd = 'CR';
        if (bytes[at] === LINE_FEED && at < end) {
          lineEnd = 'CRLF';
          at++;
        }
      }
      if (lineEnd !== this.lineEnd && stop < end) {
        if (this.lineEnd !== undefined)
          return this.#refuse(bytes, record, stop, 'line-ends', this.#line + inner, stop, { lineEnd });
        this.lineEnd = lineEnd;
      }
      if (column + 1 === columns) {
        kinds[column] = (kinds[column] as number) | (kindOf[code >> 3] as number);
        rows++;
        if (inner > 0) this.multiline = true;
      } else if (stop !== record) {
        return this.#refuse(bytes, record, stop, 'ragged', this.#line, record, { found: column + 1 });
      }
      if (stop - record > LONGEST_RECORD)
        return this.#refuse(bytes, record, stop, 'long-line', this.#line, record);
      this.#line += 1 + inner;
      inner = 0;
      column = 0;
      record = at;
    }
    const taken = Math.min(record, end);
    if (!isUtf8(bytes.subarray(0, taken))) return this.#refuse(bytes, taken, taken, 'not-utf8', 0, 0);
    if (end - taken > LONGEST_RECORD) return this.#refuse(bytes, taken, end, 'long-line', this.#line, taken);
    this.rows += rows;
    this.#byte += taken;
    return taken;
  }

  /** Notes the damage in the record that goes from `record` to `stop`, or the bytes before it that are no UTF-8. */
  #refuse(
    bytes: Uint8Array,
    record: number,
    stop: number,
    kind: CsvDamage['kind'],
    line: number,
    byte: number,
    more: Pick<CsvDamage, 'found' | 'lineEnd'> = {},
  ): number {
    const before = bytes.subarray(0, stop);
    const odd = isUtf8(before) ? -1 : firstInvalid(before);
    // The last character of a record that was not read to its end may be cut.
    if (odd >= 0 && !(odd > stop - 4 && stop > record && (kind === 'open-quote' || kind === 'long-line'))) {
      const mark = this.lineEnd === 'CR' ? CARRIAGE_RETURN : LINE_FEED;
      let first = odd;
      while (first > 0 && bytes[first - 1] !== mark) first--;
      // The lines are counted back, since `#line` stands at the record where the walk has stopped.
      const after = countOf(bytes.subarray(odd, record), mark);
      const inside = record < odd ? countOf(bytes.subarray(record, odd), mark) : 0;
      this.damage = {
        kind: 'not-utf8',
        line: this.#line - after + inside,
        byte: this.#byte + odd,
        text: excerpt(bytes.subarray(first, Math.max(odd + 1, bytes.indexOf(mark, odd)))),
      };
    } else {
      this.damage = {
        kind,
        line,
        byte: this.#byte + byte,
        text: excerpt(bytes.subarray(record, stop)),
        ...more,
      };
    }
    return 0;
  }
}

function countOf(bytes: Uint8Array, wanted: number): number {
  let count = 0;
  for (const byte of bytes) if (byte === wanted) count++;
  return count;
}

/** The first bytes of a record as text. */
function excerpt(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 400)).toString().trimEnd();
}

/** The place of the first byte that is no UTF-8: decoding and encoding again changes it. */
export function firstInvalid(bytes: Uint8Array): number {
  const again = Buffer.from(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString());
  return bytes.findIndex((byte, index) => again[index] !== byte);
}
