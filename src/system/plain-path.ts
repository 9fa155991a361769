import { posix } from 'node:path';

/**
 * Whether a path from an archive is relative, with `/`, stays inside its folder, and can be had on every
 * system: no `..`, no drive, no backslash, no control characters.
 */
export function isPlainPath(path: string): boolean {
  return (
    path !== '' &&
    path.length <= 1000 &&
    !path.startsWith('/') &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    !/[\\:\u0000-\u001f\u007f]/.test(path) &&
    posix.normalize(path) === path &&
    !path.split('/').some((part) => part === '' || part === '.' || part === '..')
  );
}
