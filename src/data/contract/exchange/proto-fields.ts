import { UserError } from '../../../system/errors.ts';
import type { ProtoMessage, ProtoValue } from './proto-text.ts';
import type { Unsupported } from './unsupported.ts';

/** The fields of one message, by their names in JSON; `end` names those that nobody asked for. */
export class Fields {
  readonly #values = new Map<string, readonly ProtoValue[]>();
  readonly #place: string;
  readonly #file: string;
  readonly #unsupported: Unsupported[];
  readonly #asked = new Set<string>();

  constructor(message: ProtoMessage, place: string, file: string, unsupported: Unsupported[]) {
    this.#place = place;
    this.#file = file;
    this.#unsupported = unsupported;
    for (const [name, values] of message.fields) {
      const plain = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
      this.#values.set(plain, [...(this.#values.get(plain) ?? []), ...values]);
    }
  }

  /** The same fields under another name for messages. */
  named(place: string): Fields {
    const fields = new Fields(
      { kind: 'message', fields: this.#values },
      place,
      this.#file,
      this.#unsupported,
    );
    for (const name of this.#asked) fields.#asked.add(name);
    return fields;
  }

  messages(name: string): Fields[] {
    return this.#all(name).map((value) =>
      value.kind === 'message'
        ? new Fields(value, this.#inside(name), this.#file, this.#unsupported)
        : this.refuse(name, 'must be a message'),
    );
  }

  message(name: string): Fields | undefined {
    return this.messages(name).at(-1);
  }

  texts(name: string): string[] {
    return this.#all(name).map((value) =>
      value.kind === 'text' ? value.value : this.refuse(name, 'must be text'),
    );
  }

  text(name: string): string | undefined {
    return this.texts(name).at(-1);
  }

  /** The name of an enum's value. */
  word(name: string): string | undefined {
    const value = this.#all(name).at(-1);
    if (!value) return undefined;
    return value.kind === 'message' ? this.refuse(name, 'must be a name') : value.value;
  }

  flag(name: string): boolean | undefined {
    const value = this.word(name);
    if (value === undefined) return undefined;
    if (/^(true|True|t|1)$/.test(value)) return true;
    return /^(false|False|f|0)$/.test(value) ? false : this.refuse(name, 'must be true or false');
  }

  /** A number; JSON has those of 64 bits as text. */
  number(name: string): number | undefined {
    const text = this.word(name);
    if (text === undefined) return undefined;
    const infinity = /^([+-]?)inf(inity)?$/i.exec(text);
    const number = infinity ? (infinity[1] === '-' ? -1 : 1) * Number.POSITIVE_INFINITY : Number(text);
    return text.trim() === '' || Number.isNaN(number) ? this.refuse(name, 'must be a number') : number;
  }

  /** Fields that say nothing about the data. */
  silent(names: readonly string[]): void {
    for (const name of names) this.#asked.add(name);
  }

  end(): void {
    for (const name of this.#values.keys()) {
      if (this.#asked.has(name)) continue;
      this.#unsupported.push({ place: this.#inside(name), what: 'is not judged' });
    }
  }

  refuse(name: string, what: string): never {
    throw new UserError(`${this.#file}: not a TFDV schema: ${this.#inside(name)} ${what}`);
  }

  #inside(name: string): string {
    return this.#place === '' ? name : `${this.#place}.${name}`;
  }

  #all(name: string): readonly ProtoValue[] {
    this.#asked.add(name);
    return this.#values.get(name) ?? [];
  }
}
