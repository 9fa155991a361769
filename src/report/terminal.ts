import {
  type Block,
  inlinesOf,
  type Outcome,
  type Phrase,
  plainText,
  type Report,
  type Section,
  type Table,
} from './document.ts';
import { cleanInlines, cleanText } from './text.ts';
import { tableWidth, textTable, textWidth, wrapped } from './text-layout.ts';

export interface TerminalOptions {
  /** Characters of a line; 80 where left out. */
  readonly width?: number;
}

/** Tables longer than this are cut at a terminal; the HTML report has all rows. */
const MOST_ROWS = 12;
const LEAST_WIDTH = 40;
const MARGIN = '   ';

/** Every terminal gives these two columns. */
const TERMINAL_SIGNS: Readonly<Record<Outcome, string>> = {
  pass: '✅',
  fail: '❌',
  inconclusive: '❓',
  warn: '🔶',
  skipped: '⚪',
  overridden: '📝',
  info: '🔷',
};

/**
 * The report as plain text for a terminal. What a person reads last stays on the screen, so the section
 * that decides comes last, and the verdict after it; a single stage that passed says it in its own line.
 */
export function terminalTextOf(report: Report, options: TerminalOptions = {}): string {
  const [lead, ...others] = report.sections.filter(({ inComment = true }) => inComment);
  const sections = [...others, ...(lead ? [lead] : [])].map((section) => sectionTextOf(section, options));
  const isTold = sections.length === 1 && report.outcome === 'pass';
  return [...sections, ...(isTold ? [] : [verdictTextOf(report, options)])].join('\n');
}

/** The verdict alone: a line and the reason. */
export function verdictTextOf(report: Report, options: TerminalOptions = {}): string {
  const width = widthOf(options);
  const title = line(`${report.title}: ${report.verdict}`);
  return `${[
    ...hanging(`${TERMINAL_SIGNS[report.outcome]} `, title, width),
    ...hanging(MARGIN, line(report.headline), width),
  ].join('\n')}\n`;
}

/** What a stage has to say: a line, and below it what a person must know. */
export function sectionTextOf(section: Section, options: TerminalOptions = {}): string {
  const width = widthOf(options);
  const head = `${section.title}: ${line(section.summary)}`;
  const lines = hanging(`${TERMINAL_SIGNS[section.outcome]} `, head, width);
  let isBelowHeading = true;
  for (const block of section.blocks) {
    const text = blockLines(block, width);
    if (text.length > 0 && !isBelowHeading) lines.push('');
    lines.push(...text);
    if (text.length > 0) isBelowHeading = block.kind === 'heading';
  }
  return `${lines.join('\n')}\n`;
}

function widthOf({ width = 80 }: TerminalOptions): number {
  return Math.max(Number.isFinite(width) ? Math.floor(width) : 80, LEAST_WIDTH);
}

function blockLines(block: Block, width: number): string[] {
  switch (block.kind) {
    case 'heading':
      return hanging(MARGIN, line(block.text), width);
    case 'paragraph':
      return hanging(MARGIN, line(block.text), width);
    case 'list':
      return block.items.flatMap((item, index) =>
        hanging(`${MARGIN}${block.ordered ? `${index + 1}.` : '-'} `, line(item), width),
      );
    case 'table':
      return tableLines(block, width);
    case 'details':
      if (!block.atTerminal) return [];
      return [
        ...hanging(MARGIN, line(block.summary), width),
        ...block.blocks.flatMap((inside) => blockLines(inside, width)),
      ];
    case 'row':
    case 'chart':
      return [];
  }
}

function tableLines({ columns, rows, brief = MOST_ROWS, sentences }: Table, width: number): string[] {
  const most = Math.min(MOST_ROWS, brief);
  const shown = rows.slice(0, most);
  if (shown.length === 0) return [];
  const left = rows.length - shown.length;
  const lines = sentences
    ? sentences.slice(0, most).flatMap((sentence) => signed(line(sentence), width))
    : linesOf(columns, shown, width - MARGIN.length).map((text) => `${MARGIN}${text}`);
  return [...lines, ...(left > 0 ? [`${MARGIN}… and ${left} more in the report`] : [])];
}

/** A sentence whose first word is a sign. */
function signed(text: string, width: number): string[] {
  const [sign = '', ...words] = text.split(' ');
  return hanging(`${MARGIN}${sign} `, words.join(' '), width);
}

/** A table with all its rows, as wide as it takes where no width is given. */
export function tableText(
  { columns, rows }: Pick<Table, 'columns'> & { readonly rows: readonly (readonly Phrase[])[] },
  options: TerminalOptions = {},
): string {
  return linesOf(columns, rows, options.width ?? Number.POSITIVE_INFINITY).join('\n');
}

function linesOf(columns: Table['columns'], rows: readonly (readonly Phrase[])[], width: number): string[] {
  const align = columns.map(({ align: each = 'left' }) => each);
  const all = [columns.map(({ title }) => title), ...rows];
  const whole = all.map((row) => row.map(line));
  if (tableWidth(whole) <= width) return textTable(whole, align, width);
  return textTable(
    all.map((row) => row.map((cell) => line(withoutMuted(cell)))),
    align,
    width,
  );
}

function withoutMuted(phrase: Phrase): Phrase {
  const inlines = inlinesOf(phrase);
  const kept = inlines.filter((inline) => typeof inline === 'string' || !('muted' in inline));
  return kept.length > 0 ? kept : phrase;
}

/** The text behind the sign, its further lines below its first word. */
function hanging(sign: string, text: string, width: number): string[] {
  const indent = textWidth(sign);
  return wrapped(text, width - indent).map((part, index) => (index === 0 ? sign : ' '.repeat(indent)) + part);
}

/**
 * A phrase without control characters and marks, its signs in the width of a terminal. On a GitHub runner a
 * line that begins with `::` or holds `##[` would be a command.
 */
function line(phrase: Phrase): string {
  const clean = cleanInlines(phrase)
    .map((inline) => plainText(inline))
    .join('');
  return cleanText(clean)
    .replace(/:(?=:)/g, ': ')
    .replaceAll('##[', '## [')
    .replace(/⚠️?/gu, TERMINAL_SIGNS.warn)
    .replace(/ℹ️?/gu, TERMINAL_SIGNS.info)
    .replaceAll('➖', TERMINAL_SIGNS.skipped);
}
