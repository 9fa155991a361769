import type { RootContent, TableCell, Text } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { defaultHandlers, type Handle, type Options, toMarkdown } from 'mdast-util-to-markdown';
import { barsText, type Inline, type Phrase } from './document.ts';
import { phrasing } from './markdown-text.ts';
import { cleanInlines } from './text.ts';

/** What Markdown may read as more than text, or GitHub as a link, and a little besides. */
const SPECIAL = /[!#$&*<@[\]\\_`~|]|w\.|:\/|(?:GH|GHSA|CVE)-/i;
const SPECIAL_IN_CODE = /^ | $|[`|]/;
/** Where a line begins, digits and signs may be a list or a heading; where it ends, blanks are lost. */
const FIRST = /^\p{L}/u;
const LAST = /[^ ]$/;

/** To look for every mark takes long, and nearly no text has one. */
const text: Handle = (node: Text, parent, state, info) => {
  const { value } = node;
  const isPlain =
    // A mark may be made of what two texts meet with.
    !SPECIAL.test(`${info.before.slice(-1)}${value}${info.after.slice(0, 1)}`) &&
    (!info.before.endsWith('\n') || FIRST.test(value)) &&
    (!info.after.startsWith('\n') || LAST.test(value));
  return isPlain ? value : defaultHandlers.text(node, parent, state, info);
};

const OPTIONS: Options = {
  extensions: [gfmToMarkdown({ tablePipeAlign: false }), { handlers: { text } }],
  bullet: '-',
  rule: '-',
  emphasis: '_',
};

/** Nodes as Markdown, with a line break at the end. */
export function serialise(children: RootContent[]): string {
  return toMarkdown({ type: 'root', children }, OPTIONS);
}

/** A phrase as the cell of a table in Markdown. */
export function cellText(phrase: Phrase): string {
  return simpleText(phrase) ?? escapedText(phrase);
}

/** The cell by the way that each text can take. */
function escapedText(phrase: Phrase): string {
  const cell: TableCell = { type: 'tableCell', children: phrasing(phrase) };
  return toMarkdown(cell, OPTIONS).replace(/\n$/, '');
}

/**
 * Nearly all cells are a figure, a word or a name, and a table has many thousands of them: these stand as they are,
 * for there is nothing to escape. Null for all others.
 */
function simpleText(phrase: Phrase): string | null {
  let written = '';
  // Together, for a mark may be made of what two texts meet with.
  let texts = '';
  for (const inline of cleanInlines(phrase)) {
    if (typeof inline === 'object' && 'code' in inline) {
      if (SPECIAL_IN_CODE.test(inline.code)) return null;
      if (inline.code === '') continue;
      written += `\`${inline.code}\``;
      texts += ' ';
    } else {
      const value = textOf(inline);
      if (value === null) return null;
      written += value;
      texts += value;
    }
  }
  return SPECIAL.test(texts) ? null : written;
}

/** What has no marks of its own in Markdown; null for what has. */
function textOf(inline: Inline): string | null {
  if (typeof inline === 'string') return inline;
  if ('muted' in inline) return inline.muted;
  if ('change' in inline) return inline.change;
  if ('shaded' in inline) return inline.shaded;
  return 'bars' in inline ? barsText(inline.bars) : null;
}
