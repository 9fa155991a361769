import { createHash } from 'node:crypto';

/**
 * What this program writes on GitHub is found again by what is hidden at its very end, `<!-- kind:name/name fields -->`,
 * and by its author: anybody can write a marker.
 */
export function markerBeginning(kind: string, names: readonly string[]): string {
  return `<!-- ${kind}:${names.map(encoded).join('/')}`;
}

/** Finds a marker whose fields have the form `fields`. Who saves a text in a browser may leave blanks behind it. */
export function markerPattern(beginning: string, fields: string): RegExp {
  return new RegExp(`${beginning.replaceAll('.', '\\.')} ${fields} -->\\s*$`);
}

const LONGEST_NAME = 100;

/** Whatever is in a name, the marker stays one HTML comment. */
function encoded(name: string): string {
  const plain = name.replace(/[^\w.]/gu, (char) => `%${Buffer.from(char).toString('hex')}`);
  return plain.length <= LONGEST_NAME ? plain : createHash('sha256').update(plain).digest('hex');
}

/** GitHub writes a bot's login with or without `[bot]`, but only a bot has the type. */
export function isAuthor(user: { login: string; type: string } | null, author: string): boolean {
  const name = (login: string) => login.toLowerCase().replace(/\[bot\]$/, '');
  if (!user || name(user.login) !== name(author)) return false;
  return author.endsWith('[bot]') ? user.type === 'Bot' : true;
}
