import { KIND, PATTERNS } from '../text-types.ts';
import { type Automaton, automatonOf } from './csv-automaton.ts';

/** How a cell ended. */
export const END = { delimiter: 0, lineFeed: 1, carriageReturn: 2, quote: 3, zero: 4 } as const;

/** A quote inside a value that is not quoted, among the bits of `KIND`. */
export const STRAY_QUOTE = 128;

/**
 * The tables that a survey walks, a byte a step. A state is stored times 256; from `ended` on it is no state
 * but says that the cell ended before the byte: `ended + 8 * kind + END`.
 */
export interface CellTables {
  /** For a cell without quotes, and for the beginning of any. */
  readonly plain: Uint32Array;
  /** For what stands inside quotes, where delimiters and line ends are text. */
  readonly quoted: Uint32Array;
  readonly start: number;
  /** The state of text. */
  readonly text: number;
  readonly ended: number;
  /** The bits of `KIND` by the number of the kind; none where the cell is missing. */
  readonly kinds: Uint8Array;
  /** 1 for the bytes that text does not run over: delimiter, line ends, quote, zero. */
  readonly stops: Uint8Array;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
export const QUOTE = 34;

const made = new Map<string, CellTables>();

/**
 * The tables for cells between `delimiter` bytes, of which those in `missing`, and empty ones, count as missing.
 */
export function cellTables(delimiter: number, missing: readonly string[]): CellTables {
  const key = JSON.stringify([delimiter, missing]);
  const tables = made.get(key) ?? makeTables(delimiter, missing);
  made.set(key, tables);
  return tables;
}

function makeTables(delimiter: number, missing: readonly string[]): CellTables {
  const empty = new Uint8Array();
  const kinds = [0, ...PATTERNS.map(([kind]) => kind), KIND.text, KIND.text | STRAY_QUOTE];
  const text = kinds.length - 2;
  const stray = kinds.length - 1;
  const tokens = [empty, ...missing.map((token) => Buffer.from(token))];
  const automaton = automatonOf([...tokens, ...PATTERNS.map(([, pattern]) => pattern), ' +']);
  const states = automaton.matched.length;
  // The states of text that holds a stray quote: as dead as the dead state, and remembered.
  const strayState = states;
  const ended = (states + 1) * 256;
  const kindOf = (state: number): number => {
    const matched = automaton.matched[state] ?? -1;
    if (matched < 0 || matched === tokens.length + PATTERNS.length) return text;
    return matched < tokens.length ? 0 : matched - tokens.length + 1;
  };
  const blank = blankState(automaton);
  const plain = new Uint32Array(ended);
  const quoted = new Uint32Array(ended);
  for (let state = 0; state <= states; state++) {
    const kind = state === strayState ? stray : kindOf(state);
    const end = (how: number) => ended + 8 * kind + how;
    for (let byte = 0; byte < 256; byte++) {
      const next = state === strayState ? strayState : (automaton.next[state * 256 + byte] ?? 0);
      plain[state * 256 + byte] = next * 256;
      quoted[state * 256 + byte] = next * 256;
    }
    const begins = state === automaton.start || (state === blank && delimiter !== 32);
    plain[state * 256 + QUOTE] = begins ? end(END.quote) : strayState * 256;
    plain[state * 256 + delimiter] = end(END.delimiter);
    plain[state * 256 + LINE_FEED] = end(END.lineFeed);
    plain[state * 256 + CARRIAGE_RETURN] = end(END.carriageReturn);
    plain[state * 256] = end(END.zero);
    quoted[state * 256 + QUOTE] = end(END.quote);
    quoted[state * 256 + LINE_FEED] = end(END.lineFeed);
    quoted[state * 256] = end(END.zero);
  }
  return {
    plain,
    quoted,
    start: automaton.start * 256,
    text: automaton.dead * 256,
    ended,
    kinds: Uint8Array.from(kinds),
    stops: Uint8Array.from({ length: 256 }, (_, byte) =>
      [delimiter, LINE_FEED, CARRIAGE_RETURN, QUOTE, 0].includes(byte) ? 1 : 0,
    ),
  };
}

/** The state after a space: DuckDB lets spaces stand before a quote. */
function blankState({ next, start }: Automaton): number {
  return next[start * 256 + 32] ?? 0;
}
