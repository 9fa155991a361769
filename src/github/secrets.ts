/** Shorter secrets would hide parts of ordinary numbers and words. */
const SHORTEST = 6;

/** The secrets that a step was given. GitHub hides them in its log alone, so all else is gone through here. */
export class Secrets {
  /** How each form is written, and how it is found where it was escaped; null where nothing of it ever is. */
  readonly #forms = new Map<string, RegExp | null>();

  /** Notes a secret; returns the forms to hide: as it is, line by line, in Base64 and in addresses. */
  add(secret: string): readonly string[] {
    const forms = [
      secret,
      ...secret.split(/\r?\n/),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      encodeURIComponent(Buffer.from(secret).toString()),
    ].filter((form) => form.length >= SHORTEST);
    for (const form of forms) {
      // Base64 in addresses has no padding, and JSON has the quotes and line feeds of a secret escaped.
      for (const one of [form, form.replace(/=+$/, ''), JSON.stringify(form).slice(1, -1)])
        if (one.length >= SHORTEST && !this.#forms.has(one)) this.#forms.set(one, escapedForm(one));
    }
    return [...new Set(forms)];
  }

  /** `text` with every known secret hidden, the longest first: one may hold another. */
  redact(text: string): string {
    let left = text;
    for (const [form, escaped] of [...this.#forms].sort(([a], [b]) => b.length - a.length)) {
      left = left.replaceAll(form, '***');
      if (escaped && ESCAPE.test(left)) left = left.replace(escaped, '***');
    }
    return left;
  }
}

/** What a report has in the place of a character, or beside it: `\_`, `&#95;`, `&amp;`, and joiners that nobody sees. */
const ESCAPE = /[\\&\u2060]/;
const NAMED: Readonly<Record<string, string>> = { '&': '|&amp;', '<': '|&lt;', '>': '|&gt;', '"': '|&quot;' };

/** Finds a text where Markdown or HTML was made of it: people read it there as it is. */
function escapedForm(form: string): RegExp | null {
  if (/^[A-Za-z0-9]*$/.test(form)) return null;
  const characters = [...form].map((character) => {
    if (/[\p{L}\p{N}]/u.test(character)) return character;
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    const plain = character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
    return `(?:\\\\?${plain}|&#0*${code};|&#[xX]0*(?:${hex}|${hex.toUpperCase()});${NAMED[character] ?? ''})`;
  });
  return new RegExp(characters.join('\u2060?'), 'gu');
}

/** What variables are called that hold a secret. */
const SECRET_NAME = /(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_KEY|PRIVATE_KEY)(_|$)/i;
/** What is no secret although it is in a variable of such a name is shorter, as a number or a word is. */
const SHORTEST_VALUE = 12;

/** The secrets in an environment: what variables of telling names hold, and the passwords in all addresses. */
export function secretsIn(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(environment).flatMap(([name, value = '']) => {
    // Inputs are read by their own kind.
    if (name.startsWith('INPUT_')) return [];
    const isSecret = SECRET_NAME.test(name) && value.length >= SHORTEST_VALUE;
    return [...(isSecret ? [value] : []), ...passwordsIn(value)];
  });
}

const PASSWORD = /:\/\/[^\s/:@"'?#]*:([^\s/"']+)@/g;
/** A token in the place of a user. */
const TOKEN_USER = /:\/\/([^\s/:@"'?#]{12,})@/g;

/** The passwords in the addresses of a text, as they stand there and decoded. */
export function passwordsIn(text: string): string[] {
  return [...text.matchAll(PASSWORD), ...text.matchAll(TOKEN_USER)].flatMap(([, password = '']) => [
    password,
    safelyDecoded(password),
  ]);
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
