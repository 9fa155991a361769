import { type Inline, inlinesOf, type Phrase } from './document.ts';

/**
 * The one place where text that may come from anywhere (column, branch and model names, values of
 * data) is made harmless before an outlet escapes it for its own syntax.
 */

/** Longer pieces of text say nothing more to a person. */
const LONGEST = 600;

// C0 and C1 controls, zero-width characters, and the marks that turn the reading direction around.
const INVISIBLE = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** `text` on one line, without control, zero-width and direction characters, of bounded length. */
export function cleanText(text: string): string {
  const clean = text.replace(/[\r\n\t]+/g, ' ').replace(INVISIBLE, '');
  return clean.length > LONGEST ? `${[...clean].slice(0, LONGEST).join('')}…` : clean;
}

/**
 * The inlines of a phrase, cleaned; what stands between backticks in our sentences becomes code.
 * A name that brings backticks of its own only ends the code early: the rest is plain text.
 */
export function cleanInlines(phrase: Phrase): Inline[] {
  return inlinesOf(phrase).flatMap((inline): Inline[] => {
    if (typeof inline === 'string') return codeSpans(cleanText(inline));
    if ('code' in inline) return [{ code: cleanText(inline.code) }];
    if ('strong' in inline) return [{ strong: cleanText(inline.strong) }];
    if ('muted' in inline) return [{ muted: cleanText(inline.muted) }];
    return [{ link: cleanText(inline.link), href: inline.href }];
  });
}

function codeSpans(text: string): Inline[] {
  return text
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => (/^`[^`]+`$/.test(part) ? { code: part.slice(1, -1) } : part));
}
