/**
 * What a step could not use on GitHub, learned from refusals and never asked for: it is told once, at the end, with the
 * permissions that would give it.
 */
export class Features {
  readonly #refused = new Map<string, string>();
  readonly #missing = new Map<string, string>();

  /** `feature` completes “Not possible here:”; `permission` is as in a workflow's `permissions:`, such as `checks: write`. */
  refuse(feature: string, permission: string): void {
    this.#refused.set(feature, permission);
  }

  /** A feature that no permission gives; `because` is a sentence. */
  miss(feature: string, because: string): void {
    this.#missing.set(feature, because);
  }

  /** Everything that was not possible, as one text; null where all was. */
  notice(): string | null {
    const features = [...this.#refused.keys(), ...this.#missing.keys()];
    if (features.length === 0) return null;
    const permissions = [...new Set(this.#refused.values())].sort().join(', ');
    return [
      `Not possible here: ${features.join('; ')}.`,
      ...(permissions === ''
        ? []
        : [
            `It takes \`permissions: { ${permissions} }\` in the job, which a fork and Dependabot never get.`,
          ]),
      ...new Set(this.#missing.values()),
      'Nothing that was decided depends on it, and the job summary has the report.',
    ].join(' ');
  }
}
