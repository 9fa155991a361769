/**
 * Regular expressions as one table: a finite automaton that reads bytes and knows at each of them which of
 * several patterns the bytes so far match. One look-up a byte tells the kind of a cell, however many kinds
 * there are (Thompson's construction and subsets, as in Aho, Sethi, Ullman: Compilers, 3.7).
 */
export interface Automaton {
  /** `next[state * 256 + byte]` is the state after `byte`. */
  readonly next: Uint16Array;
  /** The first pattern, by its index, that the bytes which led to the state match; -1 for none. */
  readonly matched: Int16Array;
  /** The state before the first byte. */
  readonly start: number;
  /** The state in which nothing can match any more. */
  readonly dead: number;
}

/** What `automatonOf` takes: an expression, or bytes that stand for themselves. */
export type Pattern = string | Uint8Array;

/**
 * The automaton of `patterns`. They know letters, `\` before a special character, `[a-z]`, `( )`, `|`, `?`,
 * `*`, `+`, `{n}` and `{m,n}`, and always mean the whole text.
 */
export function automatonOf(patterns: readonly Pattern[]): Automaton {
  const net = new Net();
  const entry = net.state();
  for (const [index, pattern] of patterns.entries()) {
    const from = net.state();
    net.join(entry, from);
    const end =
      typeof pattern === 'string'
        ? new Expression(net, pattern).whole(from)
        : pattern.reduce((at, byte) => net.step(at, [byte]), from);
    net.ends.set(end, index);
  }
  const sets: (readonly number[])[] = [];
  const known = new Map<string, number>();
  const stateOf = (members: Iterable<number>): number => {
    const set = [...members].sort((a, b) => a - b);
    const key = set.join();
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, sets.length);
    return sets.push(set) - 1;
  };
  const dead = stateOf([]);
  const start = stateOf(net.closure(entry));
  const classOf = net.byteClasses();
  const targets: number[][] = [];
  for (let state = 0; state < sets.length; state++) {
    targets.push(net.after(sets[state] ?? [], classOf).map((members) => stateOf(members)));
  }
  const next = new Uint16Array(sets.length * 256);
  for (const [state, groups] of targets.entries()) {
    for (let byte = 0; byte < 256; byte++) next[state * 256 + byte] = groups[classOf[byte] ?? 0] ?? dead;
  }
  const matched = Int16Array.from(sets, (set) => {
    const found = set.flatMap((state) => net.ends.get(state) ?? []);
    return found.length === 0 ? -1 : Math.min(...found);
  });
  return { next, matched, start, dead };
}

interface Step {
  readonly bytes: ReadonlySet<number>;
  readonly to: number;
  /** The groups of `bytes`, once they are known. */
  groups?: ReadonlySet<number>;
}

/** A net of states: steps that take a byte, and joins that take none. */
class Net {
  /** The patterns that are matched in a state. */
  readonly ends = new Map<number, number>();
  readonly #steps: Step[][] = [];
  readonly #joins: number[][] = [];
  readonly #closures = new Map<number, readonly number[]>();

  state(): number {
    this.#joins.push([]);
    return this.#steps.push([]) - 1;
  }

  step(from: number, bytes: Iterable<number>): number {
    const to = this.state();
    this.#steps[from]?.push({ bytes: new Set(bytes), to });
    return to;
  }

  join(from: number, to: number): void {
    this.#joins[from]?.push(to);
  }

  /** The states reached from `state` without a byte in which a byte is taken or a pattern matched. */
  closure(state: number): readonly number[] {
    const known = this.#closures.get(state);
    if (known) return known;
    const seen = new Set([state]);
    for (const from of seen) for (const to of this.#joins[from] ?? []) seen.add(to);
    const telling = [...seen].filter((each) => this.#steps[each]?.length || this.ends.has(each));
    this.#closures.set(state, telling);
    return telling;
  }

  /** The states reached from `states` by a byte of each group of `classOf`. */
  after(states: readonly number[], classOf: Uint8Array): Set<number>[] {
    const reached: Set<number>[] = [];
    for (const step of states.flatMap((state) => this.#steps[state] ?? [])) {
      step.groups ??= new Set(Array.from(step.bytes, (byte) => classOf[byte] ?? 0));
      for (const group of step.groups) {
        reached[group] ??= new Set();
        for (const state of this.closure(step.to)) reached[group].add(state);
      }
    }
    return Array.from(reached, (members) => members ?? new Set());
  }

  /** A number for each byte, the same for bytes that no step tells apart. */
  byteClasses(): Uint8Array {
    const sets = new Map(this.#steps.flat().map(({ bytes }) => [[...bytes].join(), bytes]));
    const groups = new Map<string, number>();
    return Uint8Array.from({ length: 256 }, (_, byte) => {
      const key = [...sets.values()].map((bytes) => (bytes.has(byte) ? 1 : 0)).join('');
      const group = groups.get(key) ?? groups.size;
      groups.set(key, group);
      return group;
    });
  }
}

/** Reads an expression and lays it into the net as it goes. */
class Expression {
  readonly #net: Net;
  readonly #text: string;
  #at = 0;

  constructor(net: Net, text: string) {
    this.#net = net;
    this.#text = text;
  }

  /** Lays the whole expression from the state `from`; the state after it. */
  whole(from: number): number {
    const end = this.#alternatives(from);
    if (this.#at < this.#text.length) throw new SyntaxError(`${this.#text} at ${this.#at}`);
    return end;
  }

  #alternatives(from: number): number {
    const end = this.#net.state();
    for (;;) {
      let at = from;
      while (this.#at < this.#text.length && !')|'.includes(this.#text[this.#at] ?? ''))
        at = this.#repeated(at);
      this.#net.join(at, end);
      if (this.#text[this.#at] !== '|') return end;
      this.#at++;
    }
  }

  #repeated(from: number): number {
    const begin = this.#at;
    const again = (at: number): number => {
      this.#at = begin;
      return this.#atom(at);
    };
    // The atom is laid once more for each time that it may stand, so it is read once more too.
    const once = again(from);
    const after = this.#at;
    const [quantifier = '', low, high] =
      /^(?:[?*+]|\{(\d+)(?:,(\d+))?\})/.exec(this.#text.slice(after)) ?? [];
    let end = once;
    if (quantifier === '?' || quantifier === '*') this.#net.join(from, once);
    if (quantifier === '*' || quantifier === '+') {
      // The loop hangs on the state after the atom, so it is no way back into what stands before.
      this.#net.join(again(once), once);
    }
    if (low !== undefined) {
      if (Number(low) === 0) this.#net.join(from, once);
      for (let count = 1; count < Number(low); count++) end = again(end);
      for (let count = Math.max(1, Number(low)); count < Number(high ?? low); count++) {
        const more = again(end);
        this.#net.join(end, more);
        end = more;
      }
    }
    this.#at = after + quantifier.length;
    return end;
  }

  #atom(from: number): number {
    const character = this.#text[this.#at++] ?? '';
    if (character === '(') {
      const end = this.#alternatives(from);
      this.#at++;
      return end;
    }
    if (character === '[') {
      const close = this.#text.indexOf(']', this.#at);
      const body = this.#text.slice(this.#at, close);
      this.#at = close + 1;
      return this.#net.step(from, bytesOf(body));
    }
    const literal = character === '\\' ? (this.#text[this.#at++] ?? '') : character;
    return this.#net.step(from, [literal.charCodeAt(0)]);
  }
}

/** The bytes of a class such as `a-z_`. */
function* bytesOf(body: string): Generator<number> {
  for (const [, first = '', last = first] of body.matchAll(/(.)(?:-(.))?/gs)) {
    for (let byte = first.charCodeAt(0); byte <= last.charCodeAt(0); byte++) yield byte;
  }
}
