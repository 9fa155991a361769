import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../system/errors.ts';

/** The folder of this module: in a build, of the chunk that holds it. */
export const MODULE_FOLDER = dirname(fileURLToPath(import.meta.url));

/**
 * The path of a file that no bundler can take in, such as WebAssembly: beside the chunk in a build
 * (under the first of `names` that is there), else under the last name in the package of an installed tree.
 * @throws UserError when it is in neither place
 */
export function engineFile(names: readonly string[], packageName: string): string {
  for (const name of names) {
    const beside = join(MODULE_FOLDER, name);
    if (existsSync(beside)) return beside;
  }
  const plain = names.at(-1) as string;
  const resolve = createRequire(import.meta.url).resolve;
  try {
    // A package's main file lies in `dist`, and so do these.
    const installed = join(dirname(resolve(packageName)), plain);
    if (existsSync(installed)) return installed;
  } catch {
    // Not installed: told below.
  }
  throw new UserError(`${plain} is not there: this copy of mlops-actions is incomplete`, {
    hint: 'Use the whole `dist` folder of a release, or run `npm ci` in a checkout.',
  });
}
