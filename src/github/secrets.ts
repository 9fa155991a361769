/** Shorter secrets would hide parts of ordinary numbers and words. */
const SHORTEST = 6;

/** The secrets that a step was given. GitHub hides them in its log alone, so all else is gone through here. */
export class Secrets {
  readonly #forms = new Set<string>();

  /** Notes a secret; returns the forms to hide: as it is, line by line, in Base64 and in addresses. */
  add(secret: string): readonly string[] {
    const forms = [
      secret,
      ...secret.split(/\r?\n/),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      encodeURIComponent(Buffer.from(secret).toString()),
    ].filter((form) => form.length >= SHORTEST);
    for (const form of forms) this.#forms.add(form);
    return [...new Set(forms)];
  }

  /** `text` with every known secret hidden, the longest first: one may hold another. */
  redact(text: string): string {
    let left = text;
    for (const form of [...this.#forms].sort((a, b) => b.length - a.length)) {
      left = left.replaceAll(form, '***');
      // Base64 in addresses has no padding, and JSON has the quotes and line feeds of a secret escaped.
      const plain = form.replace(/=+$/, '');
      if (plain.length >= SHORTEST) left = left.replaceAll(plain, '***');
      left = left.replaceAll(JSON.stringify(form).slice(1, -1), '***');
    }
    return left;
  }
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
