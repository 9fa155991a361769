import type { PhrasingContent } from 'mdast';
import { barsText, type Phrase } from './document.ts';
import { cleanInlines, cleanText } from './text.ts';

/** A phrase as Markdown, where nothing in it can become a link, an image, markup or a mention. */
export function phrasing(phrase: Phrase): PhrasingContent[] {
  return cleanInlines(phrase).flatMap((inline): PhrasingContent[] => {
    if (typeof inline === 'string') return [text(inline)];
    if ('code' in inline) return inline.code === '' ? [] : [{ type: 'inlineCode', value: inline.code }];
    if ('strong' in inline) return [{ type: 'strong', children: [text(inline.strong)] }];
    if ('muted' in inline) return [text(inline.muted)];
    if ('change' in inline) return [text(inline.change)];
    if ('shaded' in inline) return [text(inline.shaded)];
    if ('bars' in inline) return [text(barsText(inline.bars))];
    if (!/^https?:\/\//.test(inline.href)) return [text(inline.link)];
    return [{ type: 'link', url: inline.href, children: [text(inline.link)] }];
  });
}

/** A phrase inside an HTML element of Markdown, under the same promise. */
export function htmlText(phrase: Phrase): string {
  return cleanInlines(phrase)
    .map((inline) => {
      if (typeof inline === 'string') return escapeHtml(unlinked(inline));
      if ('code' in inline) return `<code>${escapeHtml(unlinked(inline.code))}</code>`;
      if ('strong' in inline) return `<b>${escapeHtml(unlinked(inline.strong))}</b>`;
      if ('muted' in inline) return escapeHtml(unlinked(inline.muted));
      if ('change' in inline) return escapeHtml(unlinked(inline.change));
      if ('shaded' in inline) return escapeHtml(unlinked(inline.shaded));
      if ('bars' in inline) return barsText(inline.bars);
      return escapeHtml(unlinked(inline.link));
    })
    .join('');
}

export function text(value: string): { type: 'text'; value: string } {
  return { type: 'text', value: unlinked(cleanText(value)) };
}

/** Whether anything of what follows may be in a text. */
const LINKED = /[@#$]|:\/\/|www\.|(?:GH|GHSA|CVE)-/i;

/**
 * GitHub finds mentions, references, addresses and formulas in the rendered text, where no escape is
 * left, so an invisible joiner stands inside each.
 */
function unlinked(value: string): string {
  if (!LINKED.test(value)) return value;
  return value
    .replace(/[@#$]/g, '$&\u2060')
    .replace(/:\/\//g, ':\u2060//')
    .replace(/(www)\./gi, '$1\u2060.')
    .replace(/\b(GH|GHSA|CVE)-/gi, '$&\u2060');
}

function escapeHtml(value: string): string {
  return value.replace(/[&<>"'`*_[\]\\~|]/g, (character) => `&#${character.charCodeAt(0)};`);
}
