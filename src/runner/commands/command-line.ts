import { isVersion } from '../../registry/version.ts';

/** What a comment may ask for. `model` is null where it names none. */
export type Command =
  | { readonly command: 'retrain'; readonly model: string | null }
  | {
      readonly command: 'promote';
      readonly version: string;
      readonly environment: string;
      readonly model: string | null;
    }
  | { readonly command: 'rollback'; readonly environment: string; readonly model: string | null };

/** How each is written. */
export const FORMS = [
  '/mlops retrain [MODEL]',
  '/mlops promote VERSION ENVIRONMENT [MODEL]',
  '/mlops rollback ENVIRONMENT [MODEL]',
] as const;

/** What a name in a command is made of: nothing that a shell, a path or Markdown takes for more than a letter. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;
const LONGEST_LINE = 400;

/**
 * The command that the first line of a comment is, as a whole: words between blanks, no options, no quotes.
 * `unknown` for any other line that begins with the word `/mlops`; null for an ordinary comment.
 */
export function commandIn(body: string): Command | 'unknown' | null {
  const end = body.search(/[\r\n]/);
  const line = end === -1 ? body.slice(0, LONGEST_LINE + 1) : body.slice(0, end);
  if (!/^\/mlops(?![^ \t])/.test(line)) return null;
  if (line.length > LONGEST_LINE) return 'unknown';
  const [, verb, ...names] = line.replace(/ +$/, '').split(/ +/);
  if (!names.every((name) => NAME.test(name))) return 'unknown';
  const [first = '', second = '', third = null, ...more] = names;
  if (more.length > 0) return 'unknown';
  switch (`${verb} ${names.length}`) {
    case 'retrain 0':
    case 'retrain 1':
      return { command: 'retrain', model: first || null };
    case 'rollback 1':
    case 'rollback 2':
      return { command: 'rollback', environment: first, model: second || null };
    case 'promote 2':
    case 'promote 3':
      return isVersion(first)
        ? { command: 'promote', version: first, environment: second, model: third }
        : 'unknown';
    default:
      return 'unknown';
  }
}
