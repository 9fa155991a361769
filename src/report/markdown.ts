import type { PhrasingContent, Root, RootContent, TableRow } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import {
  type Block,
  type Chart,
  type Inline,
  type Phrase,
  type Report,
  type Section,
  SIGNS,
  type Table,
} from './document.ts';
import { count } from './format.ts';
import { mermaidOf } from './mermaid.ts';
import { cleanInlines, cleanText } from './text.ts';

/** Where the Markdown goes: a comment is brief, a job summary has room. */
export interface MarkdownOptions {
  /** The most UTF-8 bytes, and so also characters, of the result. */
  readonly budget: number;
  /** Tables show their `brief` rows only, and only the charts meant for a comment. */
  readonly brief: boolean;
  /** Links for the last line, such as the run and the full report. */
  readonly links?: readonly { readonly title: string; readonly href: string }[];
}

/** How much is left out, from nothing to all but the verdict. */
interface Cut {
  readonly rows: number;
  readonly details: boolean;
  readonly charts: boolean;
  readonly blocks: boolean;
}

const CUTS: readonly Cut[] = [
  { rows: 100_000, details: true, charts: true, blocks: true },
  { rows: 200, details: true, charts: true, blocks: true },
  { rows: 50, details: true, charts: true, blocks: true },
  { rows: 20, details: false, charts: true, blocks: true },
  { rows: 10, details: false, charts: false, blocks: true },
  { rows: 0, details: false, charts: false, blocks: false },
];

/**
 * The report as GitHub Markdown within its budget. Whole rows and sections are left out where it is too
 * long, and it says so; the verdict always stays.
 */
export function markdownOf(report: Report, options: MarkdownOptions): string {
  let text = '';
  for (const cut of CUTS) {
    text = render(report, options, cut);
    if (Buffer.byteLength(text) <= options.budget) return text;
  }
  return new TextDecoder().decode(Buffer.from(text).subarray(0, options.budget)).replace(/\ufffd$/, '');
}

function render(report: Report, options: MarkdownOptions, cut: Cut): string {
  const [lead, ...others] = report.sections;
  const children: RootContent[] = [
    {
      type: 'heading',
      depth: 3,
      children: phrasing([`${SIGNS[report.outcome]} ${report.title}: `, report.headline]),
    },
  ];
  if (lead) {
    children.push({ type: 'paragraph', children: phrasing(lead.summary) });
    if (cut.blocks) children.push(...blocks(lead.blocks, options, cut));
  }
  for (const section of others) children.push(...collapsed(section, options, cut));
  const footer = report.footer.flatMap((phrase, index): PhrasingContent[] => [
    ...(index > 0 ? [{ type: 'text' as const, value: ' · ' }] : []),
    ...phrasing(phrase),
  ]);
  const links = (options.links ?? []).flatMap(({ title, href }): PhrasingContent[] => [
    { type: 'text', value: ' · ' },
    { type: 'link', url: href, children: [{ type: 'text', value: title }] },
  ]);
  const shortened = cut === CUTS[0] ? '' : ' · shortened to fit: the full report has everything';
  children.push({
    type: 'paragraph',
    children: [html('<sub>'), ...footer, ...links, { type: 'text', value: shortened }, html('</sub>')],
  });
  return serialise(children);
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

/** A section that is not the lead: one line, the rest folded away. */
function collapsed(section: Section, options: MarkdownOptions, cut: Cut): RootContent[] {
  const summary: Phrase = [
    `${SIGNS[section.outcome]} `,
    { strong: section.title },
    ': ',
    ...(cleanInlines(section.summary) as Inline[]),
  ];
  if (!cut.blocks || section.blocks.length === 0) return [{ type: 'paragraph', children: phrasing(summary) }];
  return folded(summary, blocks(section.blocks, options, cut));
}

function folded(summary: Phrase, content: RootContent[]): RootContent[] {
  if (content.length === 0) return [{ type: 'paragraph', children: phrasing(summary) }];
  return [
    { type: 'html', value: `<details><summary>${htmlText(summary)}</summary>` },
    ...content,
    { type: 'html', value: '</details>' },
  ];
}

function blocks(list: readonly Block[], options: MarkdownOptions, cut: Cut): RootContent[] {
  return list.flatMap((block) => content(block, options, cut));
}

function content(block: Block, options: MarkdownOptions, cut: Cut): RootContent[] {
  switch (block.kind) {
    case 'paragraph':
      return [{ type: 'paragraph', children: phrasing(block.text) }];
    case 'list':
      return [
        {
          type: 'list',
          ordered: block.ordered,
          spread: false,
          children: block.items.slice(0, Math.max(cut.rows, 3)).map((item) => ({
            type: 'listItem' as const,
            spread: false,
            children: [{ type: 'paragraph' as const, children: phrasing(item) }],
          })),
        },
      ];
    case 'table':
      return table(block, options, cut);
    case 'chart':
      return cut.charts && block.inComment ? chart(block) : [];
    case 'row':
      return blocks(block.blocks, options, cut);
    case 'details':
      return cut.details ? folded(block.summary, blocks(block.blocks, options, cut)) : [];
  }
}

function table(block: Table, options: MarkdownOptions, cut: Cut): RootContent[] {
  const most = Math.min(
    cut.rows,
    options.brief ? (block.brief ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
  );
  const shown = block.rows.slice(0, most);
  if (shown.length === 0) return [];
  const row = (cells: readonly Phrase[]): TableRow => ({
    type: 'tableRow',
    children: cells.map((cell) => ({ type: 'tableCell', children: phrasing(cell) })),
  });
  const left = block.rows.length - shown.length;
  return [
    {
      type: 'table',
      align: block.columns.map(({ align }) => align ?? 'left'),
      children: [row(block.columns.map(({ title }) => title)), ...shown.map(row)],
    },
    ...(left > 0
      ? [{ type: 'paragraph' as const, children: phrasing(`and ${count(left)} more in the full report`) }]
      : []),
  ];
}

function chart(block: Chart): RootContent[] {
  const code = mermaidOf(block);
  return code === null ? [] : [{ type: 'code', lang: 'mermaid', value: code }];
}

function phrasing(phrase: Phrase): PhrasingContent[] {
  return cleanInlines(phrase).flatMap((inline): PhrasingContent[] => {
    if (typeof inline === 'string') return [text(inline)];
    if ('code' in inline) return inline.code === '' ? [] : [{ type: 'inlineCode', value: inline.code }];
    if ('strong' in inline) return [{ type: 'strong', children: [text(inline.strong)] }];
    if ('muted' in inline) return [text(inline.muted)];
    return [{ type: 'link', url: inline.href, children: [text(inline.link)] }];
  });
}

/**
 * Plain text for GitHub. Mentions, references and bare addresses are found in the rendered text, where
 * no escape is left, so an invisible joiner stands inside each.
 */
function text(value: string): { type: 'text'; value: string } {
  return { type: 'text', value: unlinked(value) };
}

function unlinked(value: string): string {
  return value
    .replace(/[@#]/g, '$&\u2060')
    .replace(/:\/\//g, ':\u2060//')
    .replace(/www\./gi, (found) => `${found.slice(0, 3)}\u2060.`)
    .replace(/\bGH-(?=\d)/gi, '$&\u2060');
}

function html(value: string): { type: 'html'; value: string } {
  return { type: 'html', value };
}

/** A phrase inside an HTML element of Markdown. */
function htmlText(phrase: Phrase): string {
  return cleanInlines(phrase)
    .map((inline) => {
      if (typeof inline === 'string') return escapeHtml(unlinked(inline));
      if ('code' in inline) return `<code>${escapeHtml(inline.code)}</code>`;
      if ('strong' in inline) return `<b>${escapeHtml(unlinked(inline.strong))}</b>`;
      return escapeHtml(unlinked('muted' in inline ? inline.muted : inline.link));
    })
    .join('');
}

function escapeHtml(value: string): string {
  return cleanText(value).replace(/[&<>"'`*_[\]\\~|]/g, (character) => `&#${character.charCodeAt(0)};`);
}
