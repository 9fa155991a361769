import type { Verdict } from '../evidence/schema.ts';

/**
 * A report as a tree of what it says, without how it looks: sections are made from evidence, and
 * Markdown, HTML and terminal text are made from sections. Text in it is plain text; each outlet
 * has one escaper of its own.
 */

/** A run of text. A bare string is plain text, in which `…` between backticks is code. */
export type Inline =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  /** What a narrow table can do without. */
  | { readonly muted: string }
  /** A difference that is for the better or for the worse. */
  | { readonly change: string; readonly tone: 'better' | 'worse' }
  /** A figure of a matrix, shaded by its share of [0, 1]. */
  | { readonly shaded: string; readonly share: number }
  /** A histogram in the height of a line: its counts, from left to right. */
  | { readonly bars: readonly number[] }
  | { readonly link: string; readonly href: string };

/** A cell or a sentence. */
export type Phrase = Inline | readonly Inline[];

export type Outcome = Verdict | 'warn' | 'skipped' | 'overridden' | 'info';

export interface TableColumn {
  readonly title: Phrase;
  readonly align?: 'left' | 'right' | 'center';
}

export interface Table {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  readonly rows: Entries<readonly Phrase[]>;
  /** How many rows at most a comment and a terminal show; the full report shows all. */
  readonly brief?: number;
  /** The rows as sentences, for a terminal that has no room for columns of text. */
  readonly sentences?: Entries<Phrase>;
}

/** A list of which an outlet takes what it has room for; an array is one. */
export interface Entries<T> {
  readonly length: number;
  slice(start?: number, end?: number): readonly T[];
}

/** Entries of a long list, each made only when it is taken: most of ten thousand rows are shown nowhere. */
export function made<Item, T>(items: readonly Item[], make: (item: Item) => T): Entries<T> {
  return { length: items.length, slice: (start, end) => items.slice(start, end).map(make) };
}

export interface Point {
  readonly x: number | string;
  readonly y: number;
  /** Where `x` begins a bin: its end. */
  readonly to?: number;
  /** Of `intervals`: the ends within which `y` is known; null where it is not known how far one reaches. */
  readonly lower?: number | null;
  readonly upper?: number | null;
  /** Of `intervals`: what its ends say. */
  readonly tone?: Tone;
  /** Of `matrix`: the figure in the cell; `y` is its share of the line. */
  readonly text?: string;
}

/** What an interval of an improvement says. */
export type Tone = 'better' | 'worse' | 'unsure';

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
  /** A thin dashed line that others are read against (the diagonal, a threshold). */
  readonly guide?: boolean;
}

interface Axis {
  readonly title: string;
  readonly domain?: readonly [number, number];
}

export interface Chart {
  readonly kind: 'chart';
  /**
   * `dots`: one line a category, from top to bottom, with a dot a series. `intervals`: the same with the ends of an
   * improvement; its guides are upright lines at `x` of their first point. `matrix`: one series a line, one point a cell.
   */
  readonly mark: 'line' | 'bar' | 'stacked-bar' | 'scatter' | 'dots' | 'intervals' | 'matrix';
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** What the picture shows, for somebody who cannot see it. */
  readonly description: string;
  /** Whether a comment shows it too, as Mermaid; the full report shows all. */
  readonly inComment?: boolean;
  /** False where the full report has a better picture of the same. */
  readonly inPage?: boolean;
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: Phrase }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Phrase[] }
  | Table
  | Chart
  /** Charts that belong side by side. */
  | { readonly kind: 'row'; readonly charts: readonly Chart[] }
  | {
      readonly kind: 'details';
      readonly summary: Phrase;
      readonly blocks: readonly Block[];
      /** False for what only the full report has. */
      readonly inComment?: boolean;
      /** Whether the full report shows it unfolded. */
      readonly open?: boolean;
      /** True for what a terminal shows too. */
      readonly atTerminal?: boolean;
    };

/** What one stage has to say. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly outcome: Outcome;
  /** One line that would do if there were no more room. */
  readonly summary: Phrase;
  readonly blocks: readonly Block[];
  /** False for what only the full report has. */
  readonly inComment?: boolean;
}

export interface Report {
  /** The model. */
  readonly title: string;
  readonly outcome: Outcome;
  /** The verdict in a word or two, such as `refused`. */
  readonly verdict: string;
  /** What happened and why, in a sentence. */
  readonly headline: string;
  /** What nobody should read the rest without, right under the headline: how the run before ended, or whose figures these are. */
  readonly remark?: Phrase;
  /** The one that decides comes first. */
  readonly sections: readonly Section[];
  /** Where it comes from: run, commit, machine, time. */
  readonly footer: readonly Phrase[];
}

/** The sign of an outcome; always beside its word or a sentence, never alone. */
export const SIGNS: Readonly<Record<Outcome, string>> = {
  pass: '✅',
  fail: '❌',
  inconclusive: '❓',
  warn: '⚠️',
  skipped: '➖',
  overridden: '📝',
  info: 'ℹ️',
};

/** The phrase as a list of inlines. */
export function inlinesOf(phrase: Phrase): readonly Inline[] {
  return Array.isArray(phrase) ? (phrase as readonly Inline[]) : [phrase as Inline];
}

const BLOCKS = '▁▂▃▄▅▆▇█';

/** A histogram in letters, each bar relative to the highest; `·` where there is nothing. */
export function barsText(bars: readonly number[]): string {
  const highest = Math.max(...bars, 0);
  return bars
    .map((bar) => (bar > 0 ? (BLOCKS[Math.min(7, Math.floor((8 * bar) / highest))] ?? '█') : '·'))
    .join('');
}

/** The phrase without its marks. */
export function plainText(phrase: Phrase): string {
  return inlinesOf(phrase)
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      if ('code' in inline) return inline.code;
      if ('strong' in inline) return inline.strong;
      if ('muted' in inline) return inline.muted;
      if ('change' in inline) return inline.change;
      if ('shaded' in inline) return inline.shaded;
      if ('bars' in inline) return barsText(inline.bars);
      return inline.link;
    })
    .join('');
}
