import type { Nodes, PhrasingContent, Root, RootContent, TableRow } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import {
  type Block,
  type Chart,
  type Phrase,
  plainText,
  type Report,
  type Section,
  SIGNS,
  type Table,
} from './document.ts';
import { count, sentence } from './format.ts';
import { htmlText, phrasing, text } from './markdown-text.ts';
import { mermaidOf } from './mermaid.ts';
import { cleanInlines, cleanText } from './text.ts';

/** Where the Markdown goes: a comment is brief, a job summary has room. */
export interface MarkdownOptions {
  /** The most UTF-8 bytes, and so also characters, of the result; at least `LEAST_BUDGET`. */
  readonly budget: number;
  /** Tables show their `brief` rows only, and what is not meant for a comment is left out. */
  readonly brief: boolean;
  /** Links for the last line, such as the run and the full report. */
  readonly links?: readonly { readonly title: string; readonly href: string }[];
  /** A page of its own: sections stand under headings instead of being folded away. */
  readonly page?: boolean;
}

/** With this many bytes the verdict has room, whatever names are in it. */
export const LEAST_BUDGET = 16_384;

/** Behind a longer one the verdict would not be seen. */
const LONGEST_TITLE = 100;

/** How much is left out, step by step; last of all whole sections. */
interface Cut {
  /** Of a table or list. */
  readonly rows: number;
  readonly details: boolean;
  readonly charts: boolean;
  readonly blocks: boolean;
}

const WHOLE: Cut = { rows: Number.POSITIVE_INFINITY, details: true, charts: true, blocks: true };
const CUTS: readonly Cut[] = [
  WHOLE,
  { ...WHOLE, rows: 200 },
  { ...WHOLE, rows: 50 },
  { ...WHOLE, rows: 20, details: false },
  { rows: 8, details: false, charts: false, blocks: true },
  { rows: 3, details: false, charts: false, blocks: true },
  { rows: 0, details: false, charts: false, blocks: false },
];

/**
 * The report as GitHub Markdown within its budget. Whole rows and sections are left out where it is too
 * long, and it says so; the verdict always stays. Throws RangeError for a budget below `LEAST_BUDGET`.
 */
export function markdownOf(report: Report, options: MarkdownOptions): string {
  if (!(options.budget >= LEAST_BUDGET)) throw new RangeError(`no report fits in ${options.budget} bytes`);
  for (const cut of CUTS) {
    const markdown = render(report, options, cut);
    if (markdown !== undefined) return markdown;
  }
  // Thousands of sections, or of links: the verdict alone.
  return serialise([verdict(report, options), shortened()]);
}

/** The report after the cut; undefined where it does not fit. */
function render(report: Report, options: MarkdownOptions, cut: Cut): string | undefined {
  const sections = report.sections.filter(({ inComment = true }) => inComment || !options.brief);
  const pieces: RootContent[][] = [[verdict(report, options), ...history(report)]];
  // To serialise takes long, so what cannot fit is found out before, whole and piece by piece.
  let least = leastBytes(pieces[0] ?? []);
  for (const [index, section] of sections.entries()) {
    const isLead = index === 0 && !options.page;
    const piece = isLead ? lead(section, report, options, cut) : other(section, options, cut);
    least += leastBytes(piece);
    if (least > options.budget) return undefined;
    pieces.push(piece);
  }
  pieces.push([footer(report, options, cut)]);
  const parts: string[] = [];
  let room = options.budget;
  for (const piece of pieces) {
    const part = serialise(piece);
    parts.push(part);
    // An empty line stands between two parts.
    room -= Buffer.byteLength(part) + 1;
    if (room < 0) return undefined;
  }
  return parts.join('\n');
}

/** The bytes of the text in the nodes, without what serialising adds. */
function leastBytes(nodes: readonly Nodes[]): number {
  let bytes = 0;
  for (const node of nodes) {
    if ('value' in node) bytes += Buffer.byteLength(node.value);
    if ('children' in node) bytes += leastBytes(node.children);
  }
  return bytes;
}

function serialise(children: RootContent[]): string {
  const root: Root = { type: 'root', children };
  return toMarkdown(root, {
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
    bullet: '-',
    rule: '-',
    emphasis: '_',
  });
}

function verdict(report: Report, { page }: MarkdownOptions): RootContent {
  const sign = report.outcome === 'info' ? '' : `${SIGNS[report.outcome]} `;
  const title: PhrasingContent[] = [
    text(`${sign}${cleanText(report.title, LONGEST_TITLE)}: ${report.verdict}. `),
    ...phrasing(report.headline),
  ];
  return { type: 'heading', depth: page ? 1 : 3, children: title };
}

/** Where the pull request had a run before. */
function history({ history: phrase }: Report): RootContent[] {
  return phrase === undefined ? [] : [{ type: 'paragraph', children: phrasing(phrase) }];
}

function footer({ footer: facts }: Report, { links = [] }: MarkdownOptions, cut: Cut): RootContent {
  const parts: PhrasingContent[][] = [
    ...facts.map(phrasing),
    ...links.map(({ title, href }) => phrasing({ link: title, href })),
    ...(cut === WHOLE ? [] : [[text(SHORTENED)]]),
  ];
  const separated = parts.flatMap((part, index) => [...(index > 0 ? [text(' · ')] : []), ...part]);
  return { type: 'paragraph', children: [html('<sub>'), ...separated, html('</sub>')] };
}

const SHORTENED = 'shortened to fit: the full report has everything';

function shortened(): RootContent {
  return { type: 'paragraph', children: [text(SHORTENED)] };
}

/** The section that decides is read first, so it is not folded away. */
function lead(section: Section, { headline }: Report, options: MarkdownOptions, cut: Cut): RootContent[] {
  const isTold = headline.startsWith(plainText(section.summary));
  return [
    ...(isTold ? [] : [{ type: 'paragraph' as const, children: phrasing(asSentence(section.summary)) }]),
    ...(cut.blocks ? blocks(section.blocks, options, cut) : []),
  ];
}

/** A summary that stands alone. */
function asSentence(summary: Phrase): Phrase {
  return typeof summary === 'string' ? sentence(summary) : summary;
}

/** A section that is not the lead: one line, the rest folded away. */
function other(section: Section, options: MarkdownOptions, cut: Cut): RootContent[] {
  const content = cut.blocks ? blocks(section.blocks, options, cut) : [];
  if (options.page) {
    const title: RootContent = { type: 'heading', depth: 2, children: [text(section.title)] };
    return [title, { type: 'paragraph', children: phrasing(section.summary) }, ...content];
  }
  const summary: Phrase = [
    `${SIGNS[section.outcome]} `,
    { strong: section.title },
    ': ',
    ...cleanInlines(section.summary),
  ];
  return folded(summary, content);
}

function folded(summary: Phrase, content: RootContent[]): RootContent[] {
  if (content.length === 0) return [{ type: 'paragraph', children: phrasing(summary) }];
  return [html(`<details><summary>${htmlText(summary)}</summary>`), ...content, html('</details>')];
}

function blocks(list: readonly Block[], options: MarkdownOptions, cut: Cut): RootContent[] {
  return list.flatMap((block) => content(block, options, cut));
}

function content(block: Block, options: MarkdownOptions, cut: Cut): RootContent[] {
  switch (block.kind) {
    case 'heading':
      return [{ type: 'paragraph', children: phrasing({ strong: block.text }) }];
    case 'paragraph':
      return [{ type: 'paragraph', children: phrasing(block.text) }];
    case 'list':
      return list(block, cut);
    case 'table':
      return table(block, options, cut);
    case 'chart':
      return cut.charts && block.inComment ? chart(block) : [];
    case 'row':
      return block.charts.flatMap((one) => content(one, options, cut));
    case 'details': {
      if (!cut.details || (options.brief && block.inComment === false)) return [];
      const inside = blocks(block.blocks, options, cut);
      return inside.length > 0 ? folded(block.summary, inside) : [];
    }
  }
}

function list({ items, ordered }: Block & { kind: 'list' }, cut: Cut): RootContent[] {
  const shown = items.slice(0, cut.rows);
  return [
    {
      type: 'list',
      ordered,
      spread: false,
      children: shown.map((item) => ({
        type: 'listItem' as const,
        spread: false,
        children: [{ type: 'paragraph' as const, children: phrasing(item) }],
      })),
    },
    ...more(items.length - shown.length),
  ];
}

function table({ columns, rows, brief }: Table, options: MarkdownOptions, cut: Cut): RootContent[] {
  const most = Math.min(cut.rows, (options.brief ? brief : undefined) ?? Number.POSITIVE_INFINITY);
  const shown = rows.slice(0, most);
  if (shown.length === 0) return [];
  const row = (cells: readonly Phrase[]): TableRow => ({
    type: 'tableRow',
    children: cells.map((cell) => ({ type: 'tableCell', children: phrasing(cell) })),
  });
  return [
    {
      type: 'table',
      align: columns.map(({ align }) => align ?? 'left'),
      children: [row(columns.map(({ title }) => title)), ...shown.map(row)],
    },
    ...more(rows.length - shown.length),
  ];
}

function more(left: number): RootContent[] {
  if (left <= 0) return [];
  return [{ type: 'paragraph', children: [text(`and ${count(left)} more in the full report`)] }];
}

function chart(block: Chart): RootContent[] {
  const code = mermaidOf(block);
  return code === null ? [] : [{ type: 'code', lang: 'mermaid', value: code }];
}

function html(value: string): { type: 'html'; value: string } {
  return { type: 'html', value };
}
