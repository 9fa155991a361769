import type { Verdict } from '../evidence/schema.ts';

/**
 * A report as a tree of what it says, without how it looks: sections are made from evidence, and
 * Markdown, HTML and terminal text are made from sections. Text in it is plain text; each outlet
 * has one escaper of its own.
 */

/** A run of text. A bare string is plain text. */
export type Inline =
  | string
  | { readonly code: string }
  | { readonly strong: string }
  | { readonly muted: string }
  | { readonly link: string; readonly href: string };

/** A cell or a sentence. */
export type Phrase = Inline | readonly Inline[];

export type Outcome = Verdict | 'warn' | 'skipped' | 'info';

export interface TableColumn {
  readonly title: string;
  readonly align?: 'left' | 'right' | 'center';
}

export interface Table {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Phrase[])[];
  /** How many rows at most a comment shows; the HTML report shows all. */
  readonly brief?: number;
}

export interface Series {
  readonly name: string;
  readonly points: readonly { readonly x: number | string; readonly y: number }[];
  /** A thin dashed line that others are read against (the diagonal, a threshold). */
  readonly guide?: boolean;
}

export interface Chart {
  readonly kind: 'chart';
  readonly mark: 'line' | 'bar' | 'stacked-bar';
  readonly title: string;
  readonly x: { readonly title: string; readonly domain?: readonly [number, number] };
  readonly y: { readonly title: string; readonly domain?: readonly [number, number] };
  readonly series: readonly Series[];
  /** What the picture shows, for somebody who cannot see it. */
  readonly description: string;
  /** Whether a comment shows it too, as Mermaid; the HTML report shows all. */
  readonly inComment?: boolean;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: Phrase }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Phrase[] }
  | Table
  | Chart
  /** Charts and tables that belong side by side. */
  | { readonly kind: 'row'; readonly blocks: readonly Block[] }
  | { readonly kind: 'details'; readonly summary: Phrase; readonly blocks: readonly Block[] };

/** What one stage has to say. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly outcome: Outcome;
  /** One line that would do if there were no more room. */
  readonly summary: Phrase;
  readonly blocks: readonly Block[];
}

export interface Report {
  readonly title: string;
  readonly outcome: Outcome;
  /** The verdict as one sentence: what happened and why. */
  readonly headline: string;
  readonly sections: readonly Section[];
  /** Where it comes from: run, commit, machine, time. */
  readonly footer: readonly Phrase[];
}

/** The sign of an outcome; always beside its word or a sentence, never alone. */
export const SIGNS: Readonly<Record<Outcome, string>> = {
  pass: '✅',
  fail: '❌',
  inconclusive: '❔',
  warn: '⚠️',
  skipped: '➖',
  info: 'ℹ️',
};

/** The phrase as a list of inlines. */
export function inlinesOf(phrase: Phrase): readonly Inline[] {
  return Array.isArray(phrase) ? (phrase as readonly Inline[]) : [phrase as Inline];
}

/** The phrase without its marks. */
export function plainText(phrase: Phrase): string {
  return inlinesOf(phrase)
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      if ('code' in inline) return inline.code;
      if ('strong' in inline) return inline.strong;
      if ('muted' in inline) return inline.muted;
      return inline.link;
    })
    .join('');
}
