import { type Inline, inlinesOf, type Phrase } from './document.ts';

/**
 * The one place where text that may come from anywhere (column, branch and model names, values of
 * data) is made harmless before an outlet escapes it for its own syntax.
 */

/** Longer sentences, and longer names and values, say nothing more to a person. */
const LONGEST_SENTENCE = 600;
const LONGEST_NAME = 200;

// Controls, format characters (zero-width ones and those that turn the reading direction around), line and
// paragraph separators, halves of surrogate pairs, and letters that are blank.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu;
const PRINTABLE_ASCII = /^[ -~]*$/;

/** `text` on one line, without characters that nobody sees, of bounded length. */
export function cleanText(text: string, longest = LONGEST_SENTENCE): string {
  if (text.length <= longest && PRINTABLE_ASCII.test(text)) return text;
  // What is cut off need not be cleaned, however long it is.
  const clean = text
    .slice(0, 4 * longest)
    .replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, '');
  const characters = clean.length > longest ? [...clean] : [];
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : clean;
}

/**
 * The inlines of a phrase, cleaned; what stands between backticks in our sentences becomes code.
 * A name that brings backticks of its own only ends the code early: the rest is plain text.
 */
export function cleanInlines(phrase: Phrase): Inline[] {
  return inlinesOf(phrase).flatMap((inline): Inline[] => {
    if (typeof inline === 'string') return codeSpans(cleanText(inline));
    if ('code' in inline) return [{ code: cleanText(inline.code, LONGEST_NAME) }];
    if ('strong' in inline) return [{ strong: cleanText(inline.strong) }];
    if ('muted' in inline) return [{ muted: cleanText(inline.muted) }];
    if ('change' in inline) return [{ ...inline, change: cleanText(inline.change) }];
    if ('shaded' in inline) return [{ ...inline, shaded: cleanText(inline.shaded) }];
    if ('bars' in inline) return [inline];
    return [{ link: cleanText(inline.link), href: inline.href }];
  });
}

function codeSpans(text: string): Inline[] {
  if (!text.includes('`')) return text === '' ? [] : [text];
  return text
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) => (/^`[^`]+`$/.test(part) ? { code: part.slice(1, -1) } : part));
}
