import { readdir } from 'node:fs/promises';
import { join, posix, relative, resolve, sep } from 'node:path';
import { type ListedFile, type Listing, listedFiles, prefixOf, topOf } from './git.ts';

/** The files of a checkout, by their path in the repository. */
export interface CheckoutFiles {
  /** The folder of the repository on this machine. */
  readonly root: string;
  /** The folder that was asked about, in the repository; the root is the empty path. */
  readonly home: string;
  /** Where git does not answer, as in a folder that was downloaded, all that are there, with empty names of contents. */
  readonly files: Listing;
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
  const files = new Map<string, ListedFile>();
  await walk(top, '', files);
  return { root: top, home: relative(top, resolve(directory)).replaceAll(sep, '/'), files };
}

async function walk(top: string, folder: string, files: Map<string, ListedFile>): Promise<void> {
  for (const entry of await readdir(join(top, folder), { withFileTypes: true })) {
    if (MADE.has(entry.name)) continue;
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) await walk(top, path, files);
    else files.set(path, { mode: entry.isSymbolicLink() ? '120000' : '100644', id: '' });
  }
}
