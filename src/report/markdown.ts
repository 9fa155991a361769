import type { PhrasingContent, RootContent } from 'mdast';
import { type Phrase, plainText, type Report, type Section, SIGNS } from './document.ts';
import { sentence } from './format.ts';
import { blocksIn, type Draft, folded, html, type Shown } from './markdown-blocks.ts';
import { serialise } from './markdown-nodes.ts';
import { phrasing, text } from './markdown-text.ts';
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
interface Cut extends Shown {
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
  const tables: Draft['tables'] = new Map();
  for (const cut of CUTS) {
    const markdown = render(report, options, cut, tables);
    if (markdown !== undefined) return markdown;
  }
  // Thousands of sections, or of links: the verdict alone.
  return serialise([verdict(report, options), shortened()]);
}

/** The report after the cut; undefined where it does not fit, which is found out as soon as the budget is spent. */
function render(
  report: Report,
  options: MarkdownOptions,
  cut: Cut,
  tables: Draft['tables'],
): string | undefined {
  const sections = report.sections.filter(({ inComment = true }) => inComment || !options.brief);
  const pieces: ((draft: Draft) => RootContent[])[] = [
    () => [verdict(report, options), ...remark(report)],
    ...sections.map((section, index) => (draft: Draft) => {
      const content = cut.blocks ? blocksIn(section.blocks, draft) : [];
      return index === 0 && !options.page ? lead(section, report, content) : other(section, options, content);
    }),
    () => [footer(report, options, cut)],
  ];
  const parts: string[] = [];
  let room = options.budget;
  for (const piece of pieces) {
    const draft: Draft = { brief: options.brief, shown: cut, tables, room };
    const nodes = piece(draft);
    if (draft.room < 0) return undefined;
    const part = serialise(nodes);
    parts.push(part);
    // An empty line stands between two parts.
    room -= Buffer.byteLength(part) + 1;
    if (room < 0) return undefined;
  }
  return parts.join('\n');
}

function verdict(report: Report, { page }: MarkdownOptions): RootContent {
  const sign = report.outcome === 'info' ? '' : `${SIGNS[report.outcome]} `;
  const title: PhrasingContent[] = [
    text(`${sign}${cleanText(report.title, LONGEST_TITLE)}: ${report.verdict}. `),
    ...phrasing(report.headline),
  ];
  return { type: 'heading', depth: page ? 1 : 3, children: title };
}

function remark({ remark: phrase }: Report): RootContent[] {
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
function lead(section: Section, { headline }: Report, content: readonly RootContent[]): RootContent[] {
  const isTold = headline.startsWith(plainText(section.summary));
  return [
    ...(isTold ? [] : [{ type: 'paragraph' as const, children: phrasing(asSentence(section.summary)) }]),
    ...content,
  ];
}

/** A summary that stands alone. */
function asSentence(summary: Phrase): Phrase {
  return typeof summary === 'string' ? sentence(summary) : summary;
}

/** A section that is not the lead: one line, the rest folded away. */
function other(section: Section, { page }: MarkdownOptions, content: readonly RootContent[]): RootContent[] {
  if (page) {
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
