import type { PhrasingContent, RootContent } from 'mdast';
import type { Block, Chart, Phrase, Table } from './document.ts';
import { count } from './format.ts';
import { cellText } from './markdown-nodes.ts';
import { htmlText, phrasing, text } from './markdown-text.ts';
import { mermaidOf } from './mermaid.ts';

/** How much of the blocks is shown. */
export interface Shown {
  /** The most rows of a table and items of a list. */
  readonly rows: number;
  readonly details: boolean;
  readonly charts: boolean;
}

/** What blocks are written with. */
export interface Draft {
  /** Tables show their `brief` rows only, and what is not meant for a comment is left out. */
  readonly brief: boolean;
  readonly shown: Shown;
  /** The lines of each table, as far as they were written: those of one draft serve the next, which shows fewer. */
  readonly tables: Map<Table, string[]>;
  /** Bytes that are left. Below zero the blocks are not complete, and need not be: they do not fit. */
  room: number;
}

/** The blocks as nodes of Markdown. */
export function blocksIn(blocks: readonly Block[], draft: Draft): RootContent[] {
  const nodes: RootContent[] = [];
  for (const block of blocks) {
    if (draft.room < 0) break;
    nodes.push(...nodesOf(block, draft));
  }
  return nodes;
}

function nodesOf(block: Block, draft: Draft): RootContent[] {
  const { shown, brief } = draft;
  switch (block.kind) {
    case 'heading':
      return [{ type: 'paragraph', children: phrasing({ strong: block.text }) }];
    case 'paragraph':
      return [{ type: 'paragraph', children: phrasing(block.text) }];
    case 'list':
      return list(block, draft);
    case 'table':
      return table(block, draft);
    case 'chart':
      return shown.charts && block.inComment ? chart(block) : [];
    case 'row':
      return blocksIn(block.charts, draft);
    case 'details': {
      if (!shown.details || (brief && block.inComment === false)) return [];
      const inside = blocksIn(block.blocks, draft);
      return inside.length > 0 ? folded(block.summary, inside) : [];
    }
  }
}

/** What is shown when `summary` is clicked; only the summary where there is nothing more. */
export function folded(summary: Phrase, content: readonly RootContent[]): RootContent[] {
  if (content.length === 0) return [{ type: 'paragraph', children: phrasing(summary) }];
  return [html(`<details><summary>${htmlText(summary)}</summary>`), ...content, html('</details>')];
}

function list({ items, ordered }: Block & { kind: 'list' }, draft: Draft): RootContent[] {
  const shown = items.slice(0, draft.shown.rows);
  const texts: PhrasingContent[][] = [];
  for (const item of shown) {
    const children = phrasing(item);
    draft.room -= leastBytes(children);
    if (draft.room < 0) return [];
    texts.push(children);
  }
  return [
    {
      type: 'list',
      ordered,
      spread: false,
      children: texts.map((children) => ({
        type: 'listItem' as const,
        spread: false,
        children: [{ type: 'paragraph' as const, children }],
      })),
    },
    ...more(items.length - shown.length),
  ];
}

/** The bytes of the text in the nodes, without what serialising adds. */
function leastBytes(nodes: readonly PhrasingContent[]): number {
  let bytes = 0;
  for (const node of nodes) {
    if ('value' in node) bytes += Buffer.byteLength(node.value);
    if ('children' in node) bytes += leastBytes(node.children);
  }
  return bytes;
}

function table(block: Table, draft: Draft): RootContent[] {
  const { columns, rows, brief } = block;
  const most = Math.min(draft.shown.rows, (draft.brief ? brief : undefined) ?? Number.POSITIVE_INFINITY);
  const shown = Math.min(rows.length, most);
  if (shown === 0) return [];
  const lines = draft.tables.get(block) ?? [line(columns.map(({ title }) => title)), delimiterOf(block)];
  draft.tables.set(block, lines);
  for (let index = 0; index < shown; index++) {
    const written = lines[index + 2] ?? line(rows.slice(index, index + 1)[0] ?? []);
    lines[index + 2] = written;
    draft.room -= Buffer.byteLength(written);
    if (draft.room < 0) return [];
  }
  return [html(lines.slice(0, shown + 2).join('\n')), ...more(rows.length - shown)];
}

function line(cells: readonly Phrase[]): string {
  return lineOf(cells.map(cellText));
}

function lineOf(texts: readonly string[]): string {
  return `|${texts.map((one) => (one === '' ? ' |' : ` ${one} |`)).join('')}`;
}

const DELIMITERS = { left: ':-', right: '-:', center: ':-:' } as const;

/** The line between the titles and the rows. */
function delimiterOf({ columns }: Table): string {
  return lineOf(columns.map(({ align = 'left' }) => DELIMITERS[align]));
}

function more(left: number): RootContent[] {
  if (left <= 0) return [];
  return [{ type: 'paragraph', children: [text(`and ${count(left)} more in the full report`)] }];
}

function chart(block: Chart): RootContent[] {
  const code = mermaidOf(block);
  return code === null ? [] : [{ type: 'code', lang: 'mermaid', value: code }];
}

export function html(value: string): { type: 'html'; value: string } {
  return { type: 'html', value };
}
