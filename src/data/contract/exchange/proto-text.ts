import { UserError } from '../../../system/errors.ts';

/**
 * Protocol buffers' text format, as far as schemas need it, into a plain tree. Nothing is known here of any
 * message: what a field means, and whether it is known at all, is for the reader of the tree.
 */

/** A scalar of the text: a string, a number as it is written, or a bare word (an enum, true, inf). */
export type ProtoScalar =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'word'; readonly value: string };

export type ProtoValue = ProtoScalar | ProtoMessage;

/** A message: each field with all its values in order. A Map, because a field may be called `constructor`. */
export interface ProtoMessage {
  readonly kind: 'message';
  readonly fields: ReadonlyMap<string, readonly ProtoValue[]>;
}

/** Schemas are flat; deeper text is no schema. */
const MAXIMUM_DEPTH = 64;

const SPACE = /[ \t\r\n\f\v]+/y;
const COMMENT = /#[^\n]*/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER =
  /[+-]?[ \t]*(?:0[xX][0-9a-fA-F]+|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fF]?|(?:inf|infinity|nan)\b)/y;
const PLAIN_DOUBLE = /[^"\\\n]+/y;
const PLAIN_SINGLE = /[^'\\\n]+/y;
const EXTENSION = /\[[A-Za-z0-9_./-]{1,200}\]/y;

/**
 * Reads text format in one pass.
 * @throws UserError with `file:line:column` for the first thing that is not text format
 */
export function parseProtoText(text: string, file: string): ProtoMessage {
  return new ProtoText(text, file).document();
}

class ProtoText {
  readonly #text: string;
  readonly #file: string;
  #at = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  document(): ProtoMessage {
    const message = this.#message(undefined, 0);
    if (this.#at < this.#text.length) this.#fail('expected the name of a field');
    return message;
  }

  /** The fields up to `end`, which is taken, or up to what is no field. */
  #message(end: string | undefined, depth: number): ProtoMessage {
    if (depth > MAXIMUM_DEPTH) this.#fail(`nested deeper than ${MAXIMUM_DEPTH} levels`);
    const fields = new Map<string, ProtoValue[]>();
    for (;;) {
      this.#space();
      if (end !== undefined && this.#take(end)) return { kind: 'message', fields };
      if (this.#at >= this.#text.length) {
        if (end !== undefined) this.#fail(`expected \`${end}\` before the end of the file`);
        return { kind: 'message', fields };
      }
      const name = this.#match(WORD) ?? this.#match(EXTENSION);
      if (name === undefined) this.#fail('expected the name of a field');
      const values = this.#valuesOf(name, depth);
      const known = fields.get(name);
      if (known) known.push(...values);
      else fields.set(name, values);
      this.#space();
      if (!this.#take(',')) this.#take(';');
    }
  }

  #valuesOf(name: string, depth: number): ProtoValue[] {
    this.#space();
    const colon = this.#take(':');
    this.#space();
    if (!colon && !'{<['.includes(this.#text[this.#at] ?? ' ')) {
      this.#fail(`expected \`:\` or \`{\` after ${name}`);
    }
    return this.#take('[') ? this.#list(depth) : [this.#value(depth)];
  }

  #list(depth: number): ProtoValue[] {
    const values: ProtoValue[] = [];
    this.#space();
    if (this.#take(']')) return values;
    for (;;) {
      this.#space();
      values.push(this.#value(depth));
      this.#space();
      if (this.#take(']')) return values;
      if (!this.#take(',')) this.#fail('expected `,` or `]`');
    }
  }

  #value(depth: number): ProtoValue {
    if (this.#take('{')) return this.#message('}', depth + 1);
    if (this.#take('<')) return this.#message('>', depth + 1);
    const next = this.#text[this.#at];
    if (next === '"' || next === "'") return { kind: 'text', value: this.#strings() };
    const number = this.#match(NUMBER);
    if (number !== undefined) return { kind: 'number', value: decimal(number.replace(/[ \t]/g, '')) };
    const word = this.#match(WORD);
    if (word !== undefined) return { kind: 'word', value: word };
    return this.#fail('expected a value');
  }

  /** Neighbouring strings are one. Escapes are bytes, which together are UTF-8. */
  #strings(): string {
    const parts: Buffer[] = [];
    for (;;) {
      const quote = this.#text[this.#at];
      if (quote !== '"' && quote !== "'") break;
      this.#at += 1;
      this.#string(quote, parts);
      this.#space();
    }
    const bytes = Buffer.concat(parts);
    const value = bytes.toString('utf8');
    if (!Buffer.from(value, 'utf8').equals(bytes)) this.#fail('a string that is not UTF-8');
    return value;
  }

  #string(quote: string, parts: Buffer[]): void {
    const plain = quote === '"' ? PLAIN_DOUBLE : PLAIN_SINGLE;
    for (;;) {
      const run = this.#match(plain);
      if (run !== undefined) parts.push(Buffer.from(run, 'utf8'));
      if (this.#take(quote)) return;
      if (this.#text[this.#at] !== '\\') this.#fail('a string that does not end on its line');
      parts.push(this.#escape());
    }
  }

  #escape(): Buffer {
    const octal = this.#match(/\\[0-7]{1,3}/y);
    if (octal !== undefined) return Buffer.from([Number.parseInt(octal.slice(1), 8) & 0xff]);
    const hex = this.#match(/\\[xX][0-9a-fA-F]{1,2}/y);
    if (hex !== undefined) return Buffer.from([Number.parseInt(hex.slice(2), 16)]);
    const unicode = this.#match(/\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}/y);
    if (unicode !== undefined) {
      const point = Number.parseInt(unicode.slice(2), 16);
      if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) this.#fail('no character has this number');
      return Buffer.from(String.fromCodePoint(point), 'utf8');
    }
    const simple = this.#match(/\\[abfnrtv?\\'"]/y);
    const byte = simple === undefined ? undefined : SIMPLE_ESCAPES[simple.charAt(1)];
    return byte === undefined ? this.#fail('an unknown escape in a string') : Buffer.from(byte);
  }

  #space(): void {
    while (this.#match(SPACE) !== undefined || this.#match(COMMENT) !== undefined);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined || found === '') return undefined;
    this.#at += found.length;
    return found;
  }

  #fail(what: string): never {
    const before = this.#text.slice(0, this.#at);
    const line = before.split('\n').length;
    const column = this.#at - before.lastIndexOf('\n');
    const rest = this.#text.slice(this.#at, this.#at + 20).split('\n')[0] ?? '';
    const found = this.#at >= this.#text.length ? '' : `, found ${JSON.stringify(rest)}`;
    throw new UserError(`${this.#file}:${line}:${column}: not text of protocol buffers: ${what}${found}`, {
      hint: 'Write it again with `tfdv.write_schema_text`.',
    });
  }
}

/** Whole numbers may be written as hexadecimal and, with a zero in front, as octal ones. */
function decimal(number: string): string {
  const [, sign = '', digits = ''] = /^([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]+)$/.exec(number) ?? [];
  if (digits === '') return number.replace(/^([+-]?[0-9.eE+-]*)[fF]$/, '$1');
  return `${sign}${BigInt(/^0[xX]/.test(digits) ? digits : `0o${digits.slice(1)}`)}`;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '?': '?',
  '\\': '\\',
  "'": "'",
  '"': '"',
};
