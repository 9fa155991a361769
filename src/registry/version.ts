import { UserError } from '../system/errors.ts';

/** A semantic version without pre-release or build parts, as GTO's tags have it: `v1.4.0`. */
const VERSION = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

const FIRST_VERSION = 'v1.0.0';

type Parts = readonly [number, number, number];

function partsOf(version: string): Parts | null {
  const match = VERSION.exec(version);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : null;
}

export function isVersion(text: string): boolean {
  return partsOf(text) !== null;
}

/** Negative where `a` is the older version. Throws `UserError` where one is no version. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (!left || !right) throw notAVersion(left ? b : a);
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}

/** The version after the newest of `versions`: its minor number plus one. */
export function nextVersion(versions: readonly string[]): string {
  const newest = versions.toSorted(compareVersions).at(-1);
  const parts = newest === undefined ? null : partsOf(newest);
  return parts ? `v${parts[0]}.${parts[1] + 1}.0` : FIRST_VERSION;
}

function notAVersion(text: string): UserError {
  return new UserError(`\`${text}\` is not a version.`, { hint: 'A version looks like `v1.4.0`.' });
}

/** Throws `UserError` that `version` is none of `known`, and names the newest few. */
export function unknownVersion(model: string, version: string, known: readonly string[]): UserError {
  if (!isVersion(version)) return notAVersion(version);
  const newest = known.toSorted(compareVersions).slice(-5).reverse();
  return new UserError(`There is no version ${version} of ${model} in the registry.`, {
    hint:
      newest.length > 0
        ? `Name one that is there, such as ${newest.join(', ')}.`
        : 'Nothing is registered yet: run `register` first.',
  });
}
