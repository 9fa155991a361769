import { posix } from 'node:path';
import type { Listing } from '../../system/git.ts';

/** What a program of Python takes for a module, beside packages. */
const MODULE = /\.(py|pyw|pyc|pyd|so)$/i;

/** The files of the repository that a change and its base have, as programs find them. */
export class RepositoryFiles {
  readonly #base: Listing;
  readonly #files = new Set<string>();
  /** The names in each folder; the root is the empty path. */
  readonly #folders = new Map<string, Set<string>>();
  /** The same names by what stands before their first dot, for the folders where they were asked for. */
  readonly #stems = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(base: Listing, own: Listing) {
    this.#base = base;
    for (const path of [...base.keys(), ...own.keys()]) this.#add(path);
  }

  #add(path: string): void {
    if (this.#files.has(path)) return;
    this.#files.add(path);
    for (let at = path; at !== ''; ) {
      const folder = folderOf(at);
      const names = this.#folders.get(folder) ?? new Set();
      this.#folders.set(folder, names.add(posix.basename(at)));
      at = folder;
    }
  }

  isNew(path: string): boolean {
    return !this.#base.has(path);
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** The names directly in a folder. */
  namesIn(folder: string): Iterable<string> {
    return this.#folders.get(folder) ?? [];
  }

  /** The modules of Python in a folder, and the starts of its packages, that the base has not. */
  newModulesIn(folder: string): string[] {
    const paths = [...this.namesIn(folder)].map((name) => posix.join(folder, name));
    const modules = paths.flatMap((path) => {
      if (this.has(path)) return MODULE.test(path) ? [path] : [];
      return this.endingsOf(posix.join(path, '__init__'));
    });
    return modules.filter((path) => this.isNew(path));
  }

  /** All files `path.*`: `cost.py`, `cost.json` of `cost`. */
  endingsOf(path: string): string[] {
    const [folder, name] = [folderOf(path), posix.basename(path)];
    const names = (this.#stemsOf(folder).get(stemOf(name)) ?? []).filter((one) => one.startsWith(`${name}.`));
    return names.map((one) => posix.join(folder, one)).filter((file) => this.has(file));
  }

  #stemsOf(folder: string): ReadonlyMap<string, readonly string[]> {
    const known = this.#stems.get(folder);
    if (known) return known;
    const stems = new Map<string, string[]>();
    for (const name of this.namesIn(folder)) {
      const alike = stems.get(stemOf(name));
      if (alike) alike.push(name);
      else stems.set(stemOf(name), [name]);
    }
    this.#stems.set(folder, stems);
    return stems;
  }

  /** The file itself, all files of a folder and below, or the submodule that it is in; none for the root. */
  at(path: string): string[] {
    const own = this.has(path) ? [path] : [];
    // What is a file on the one side may be a folder on the other.
    if (path !== '' && this.#folders.has(path)) return own.concat(this.below(path));
    if (own.length > 0) return own;
    for (let above = folderOf(path); above !== ''; above = folderOf(above)) {
      if (this.has(above)) return [above];
    }
    return [];
  }

  /** All files of a folder and below; of the root all. */
  below(folder: string): string[] {
    if (folder === '') return [...this.#files];
    const found: string[] = [];
    const next = [folder];
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      for (const name of this.namesIn(at)) {
        const path = `${at}/${name}`;
        if (this.has(path)) found.push(path);
        if (this.#folders.has(path)) next.push(path);
      }
    }
    return found;
  }
}

function stemOf(name: string): string {
  return name.split('.', 1)[0] ?? '';
}

/** The folder that a path is in; that of the root's own files is the empty path. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

/** A path that is written in a file of `folder`, in the repository; null where it leads out of it. */
export function pathFrom(folder: string, written: string): string | null {
  const path = posix.normalize(posix.join(folder, written.replaceAll('\\', '/'))).replace(/\/+$/, '');
  if (path === '.') return '';
  return path === '..' || path.startsWith('../') || path.startsWith('/') ? null : path;
}
