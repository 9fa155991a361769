import { lstat, readFile, readlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { blobId, blobIdsOf, gitHash } from '../../system/blob-id.ts';
import type { CheckoutFiles } from '../../system/checkout-files.ts';
import type { Listing } from '../../system/git.ts';
import type { KeyChange } from '../policy.ts';

const LINK = '120000';
const SUBMODULE = '160000';
/** No program is longer. */
const LONGEST_TEXT = 4 * 1024 * 1024;
const NOTHING = 'nothing';

/** The files of a change beside those of its base, told apart by their bytes. */
export class FileComparison {
  readonly #base: Listing;
  readonly #own: CheckoutFiles;

  constructor(base: Listing, own: CheckoutFiles) {
    this.#base = base;
    this.#own = own;
  }

  /**
   * Whether a file is another one, as it is on this machine and not as git would check it in: `.gitattributes` is part of a
   * change too. What git keeps nowhere is other than nothing where it is there.
   */
  async changeOf(path: string): Promise<KeyChange | null> {
    const base = this.#base.get(path);
    const before = base?.id ?? NOTHING;
    const own = await this.#idsOf(path, base !== undefined && !this.#own.files.has(path));
    if (own.includes(before)) return null;
    return { key: posix.relative(this.#own.home, path), before, after: own[0] };
  }

  /** Whether git lists another content; without git the file is read. */
  async isOther(path: string): Promise<boolean> {
    const [base, own] = [this.#base.get(path), this.#own.files.get(path)];
    if (base === undefined || own === undefined || own.id !== '') return base?.id !== own?.id;
    return (await this.changeOf(path)) !== null;
  }

  async read(path: string): Promise<{ readonly text: string } | { readonly link: string } | null> {
    const file = join(this.#own.root, path);
    const found = await lstat(file).catch(() => null);
    if (found?.isSymbolicLink()) return { link: await readlink(file) };
    if (!found?.isFile() || found.size > LONGEST_TEXT) return null;
    const content = await readFile(file);
    return content.includes(0) ? null : { text: content.toString() };
  }

  /** The names that the content may have; `isGone` where git keeps the file on the base alone, whatever is there now. */
  async #idsOf(path: string, isGone: boolean): Promise<readonly [string, ...string[]]> {
    const listed = this.#own.files.get(path);
    if (listed?.mode === SUBMODULE) return [listed.id];
    const file = join(this.#own.root, path);
    const found = isGone ? null : await lstat(file).catch(() => null);
    // What a sparse checkout leaves out is as git has it.
    if (!found) return [isGone ? NOTHING : listed?.id || NOTHING];
    const hash = gitHash(this.#base.values().next().value?.id ?? '');
    const isLink = this.#base.get(path)?.mode === LINK;
    // A link that says where another file's content begins is another thing all the same.
    if (found.isSymbolicLink()) {
      const id = blobId(await readlink(file), hash);
      return [isLink || !this.#base.has(path) ? id : `a link, ${id}`];
    }
    if (!found.isFile()) return ['a folder'];
    return blobIdsOf(file, hash);
  }
}
