import { readdir } from 'node:fs/promises';
import { join, posix, relative, resolve, sep } from 'node:path';
import { listedFiles, prefixOf, topOf } from './git.ts';

/** The files of a checkout, by their path in the repository. */
export interface CheckoutFiles {
  /** The folder of the repository on this machine. */
  readonly root: string;
  /** The folder that was asked about, in the repository; the root is the empty path. */
  readonly home: string;
  /**
   * With the names that git has for their contents; where git does not answer, as in a folder that was downloaded, these
   * are empty, and the files are all that are there.
   */
  readonly files: ReadonlyMap<string, { readonly mode: string; readonly id: string }>;
}

/** What a job installs or makes beside the files of the repository. */
const MADE = new Set(['.git', '.mlops', 'node_modules', '.venv', 'venv', '__pycache__']);

/** Lists what git keeps of the checkout that `directory` is in; without git all files of `workspace`. */
export async function checkoutFiles(directory: string, workspace: string): Promise<CheckoutFiles> {
  const [root, prefix, listed] = [
    await topOf(directory),
    await prefixOf(directory),
    await listedFiles(directory),
  ];
  if (root !== null && prefix !== null && listed !== null) {
    return { root, home: prefix.replace(/\/+$/, ''), files: listed };
  }
  const top = resolve(workspace);
  const files = new Map<string, { mode: string; id: string }>();
  await walk(top, '', files);
  return { root: top, home: relative(top, resolve(directory)).replaceAll(sep, '/'), files };
}

async function walk(
  top: string,
  folder: string,
  files: Map<string, { mode: string; id: string }>,
): Promise<void> {
  for (const entry of await readdir(join(top, folder), { withFileTypes: true })) {
    if (MADE.has(entry.name)) continue;
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) await walk(top, path, files);
    else files.set(path, { mode: entry.isSymbolicLink() ? '120000' : '100644', id: '' });
  }
}
