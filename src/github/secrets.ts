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
