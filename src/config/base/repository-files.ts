import { posix } from 'node:path';

/** A file as git lists it: `100644`, a link `120000`, a submodule `160000`. */
export interface ListedFile {
  readonly mode: string;
  /** Of its content, or of the commit of a submodule. */
  readonly id: string;
}

/** Files by their path in the repository. */
export type Listing = ReadonlyMap<string, ListedFile>;

/** The files of the repository that a change and its base have, as programs find them. */
export class RepositoryFiles {
  readonly #base: Listing;
  readonly #files = new Set<string>();
  /** The names in each folder; the root is the empty path. */
  readonly #folders = new Map<string, Set<string>>();

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
  namesIn(folder: string): string[] {
    return [...(this.#folders.get(folder) ?? [])];
  }

  /** The file itself, all files of a folder and below, or the submodule that it is in; none for the root. */
  at(path: string): string[] {
    if (this.has(path)) return [path];
    if (path !== '' && this.#folders.has(path)) return this.below(path);
    for (let above = folderOf(path); above !== ''; above = folderOf(above)) {
      if (this.has(above)) return [above];
    }
    return [];
  }

  below(folder: string): string[] {
    return [...this.#files].filter((file) => folder === '' || file.startsWith(`${folder}/`));
  }
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
