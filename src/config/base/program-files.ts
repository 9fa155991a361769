import { isAbsolute, posix } from 'node:path';
import { isCode, type Language, languageOf, loadsOf, startedModules, wordsOf } from './program-loads.ts';
import { folderOf, pathFrom, type RepositoryFiles } from './repository-files.ts';

/** Where programs are started, and what they find there. */
export interface ProgramPlace {
  readonly files: RepositoryFiles;
  /** The folder of the config in the repository, where every program is started; the root is the empty path. */
  readonly home: string;
  /** Whether a folder holds other things too, which every change may touch: the config, data, training. */
  isShared(folder: string): boolean;
  /** The text of a file in the change, or where a link leads; null where it is neither. */
  read(path: string): Promise<{ readonly text: string } | { readonly link: string } | null>;
}

const NODE = /^(.*\/)?(node|bun|tsx)(\.exe)?$/;

/**
 * The files of the repository that the program of a command may be made of: what the command names; the whole folder of
 * that, where it has one of its own; what these files load by a name that can be read in them; and what could take the
 * place of a module of theirs. Empty where the command names no file of the repository.
 */
export async function filesOfProgram(
  command: readonly string[],
  place: ProgramPlace,
): Promise<ReadonlySet<string>> {
  const found = new Found(place);
  // What a shell or an interpreter is given as text loads from the place where it is started.
  found.line(command.join(' '));
  for (const [index, word] of command.entries()) {
    if (/\s/.test(word) || command[index - 1] === '-c') found.text(word);
  }
  await found.follow();
  return found.files;
}

class Found {
  readonly files = new Set<string>();
  readonly #place: ProgramPlace;
  readonly #next: string[] = [];
  /** Where Python looks for modules first. */
  readonly #roots = new Set<string>();
  /** What was gone through, and how: a folder of many files is gone through once, whoever names it. */
  readonly #seen = new Set<string>();

  constructor(place: ProgramPlace) {
    this.#place = place;
  }

  /** What a command names, or a text for a shell. */
  line(text: string): void {
    const { home } = this.#place;
    const { modules, givesText, rest } = startedModules(text);
    for (const name of modules) this.#started(home, name);
    if (givesText) this.#root(home);
    const words = wordsOf(rest);
    for (const [index, word] of words.entries()) this.#named(word, NODE.test(words[index - 1] ?? ''));
  }

  /** What a text loads that is a program itself. */
  text(text: string): void {
    const { home } = this.#place;
    this.#loads(text, 'python', home, home);
    this.#loads(text, 'javascript', home, home);
  }

  /** A file or a folder, each with what belongs to it. */
  #named(word: string, isOfNode: boolean): void {
    const { files, home } = this.#place;
    if (isAbsolute(word)) return;
    // A pattern is unfolded by a shell: all of its folder.
    const plain = /[*?[]/.test(word) ? folderOf(word.replace(/[*?[].*$/, 'x')) || '.' : word;
    const path = pathFrom(home, plain);
    if (path === null || (path === home && !/^\.+\/?$/.test(plain))) return;
    if (path === '' || path === home) this.#code(path);
    else {
      for (const file of files.at(path)) this.#entry(file);
      // Node finds `cost.js` for `cost`, also where there is a folder of that name.
      if (!files.has(path) && (isOfNode || word.includes('/')))
        for (const file of files.endingsOf(path)) this.#entry(file);
    }
  }

  #started(folder: string, name: string): void {
    this.#root(folder);
    this.#module(folder, `${name}.__main__`);
  }

  /** Adds what the files that were found load, and what these load. */
  async follow(): Promise<void> {
    for (let path = this.#next.pop(); path !== undefined; path = this.#next.pop()) {
      const folder = folderOf(path);
      const content = await this.#place.read(path);
      if (content === null) continue;
      if ('link' in content) {
        const target = pathFrom(folder, content.link);
        if (target !== null) this.#all(target);
        continue;
      }
      const language = languageOf(path, content.text);
      if (language === 'python') this.#beside(folder, `__pycache__/${posix.parse(path).name}`);
      this.#loads(content.text, language, folder, path);
    }
  }

  #add(path: string): void {
    if (this.files.has(path)) return;
    this.files.add(path);
    this.#next.push(path);
  }

  /** The file, or all files of the folder and below. */
  #all(path: string): void {
    if (this.#isFirst('all', path)) for (const file of this.#place.files.at(path)) this.#add(file);
  }

  #isFirst(how: string, path: string): boolean {
    const before = this.#seen.size;
    return this.#seen.add(`${how} ${path}`).size > before;
  }

  #entry(path: string): void {
    const folder = folderOf(path);
    this.#add(path);
    if (!this.#place.isShared(folder)) this.#all(folder);
    else if (/\.(py|pyw)$/i.test(path) || !/\.\w+$/.test(path)) this.#root(folder);
    else if (/\.r$/i.test(path))
      for (const file of ['.Rprofile', '.Renviron']) this.#path(this.#place.home, file);
  }

  #loads(text: string, language: Language, folder: string, from: string): void {
    const { home, isShared, files } = this.#place;
    const { modules, paths, isDynamic } = loadsOf(text, language);
    for (const name of modules) this.#module(folder, name);
    for (const written of paths) for (const start of new Set([folder, home])) this.#path(start, written);
    if (language === 'javascript') this.#packages(folder);
    if (language === 'other') {
      for (const name of startedModules(text).modules)
        for (const start of new Set([folder, home])) this.#started(start, name);
    }
    if (!isDynamic || !isShared(folder)) return;
    if (language !== 'other') this.#code(folder);
    else if (/\.\w+$/.test(from)) {
      const suffix = posix.extname(from);
      if (this.#isFirst(suffix, folder))
        for (const file of files.below(folder)) if (file.endsWith(suffix)) this.#add(file);
    }
  }

  /**
   * A module of Python by its name: a file, a compiled one, or a package with all that is in it. Where a package holds other
   * things too, only its start and what the next part of the name names.
   */
  #module(folder: string, name: string): void {
    const dots = /^\.*/.exec(name)?.[0].length ?? 0;
    const parts = name.slice(dots).split('.');
    const { home } = this.#place;
    const above = pathFrom(folder, '../'.repeat(Math.max(dots - 1, 0)) || '.');
    const starts = dots > 0 ? [above] : [folder, ...this.#roots, home, pathFrom(home, 'src'), '', 'src'];
    for (const start of new Set(starts)) {
      if (start !== null && dots > 0) this.#beside(start, '__init__');
      let at = start;
      for (const part of parts) {
        if (at === null) break;
        this.#beside(at, part);
        at = pathFrom(at, part);
        if (at === null || !this.#holdsOthers(at)) break;
        this.#beside(at, '__init__');
      }
    }
  }

  /** All files `name.*` of a folder, and the folder `name` with all that is in it. */
  #beside(folder: string, name: string): void {
    const at = pathFrom(folder, name);
    if (at === null || at === '' || !this.#isFirst('beside', at)) return;
    for (const path of this.#place.files.endingsOf(at)) this.#add(path);
    if (!this.#holdsOthers(at)) this.#all(at);
  }

  #path(folder: string, written: string): void {
    const path = pathFrom(folder, written);
    if (path === null || path === '' || path === this.#place.home || this.#holdsOthers(path)) return;
    this.#all(path);
    // It may be started from here, as a program of its own.
    if (/\.(py|pyw)$/i.test(path) && this.#place.files.has(path)) this.#root(folderOf(path));
    // `./cost` of JavaScript may be `cost.js`, `cost.json` or a folder.
    if (/^\.{1,2}\//.test(written)) this.#beside(folder, written);
  }

  /** Packages that were committed, wherever Node looks for them: whoever loads them, and whatever they load. */
  #packages(folder: string): void {
    for (let at = folder; ; at = folderOf(at)) {
      if (!this.#isFirst('packages of', at)) return;
      this.#all(posix.join(at, 'node_modules'));
      if (at === '') return;
    }
  }

  /** A folder that a word happens to name is not gone through where every change may touch it. */
  #holdsOthers(path: string): boolean {
    const { files, isShared } = this.#place;
    return !files.has(path) && isShared(path);
  }

  /** Every file of code in a folder and below: what a program loads that makes up the names itself. */
  #code(folder: string): void {
    if (!this.#isFirst('code of', folder)) return;
    for (const file of this.#place.files.below(folder)) {
      if (isCode(file)) this.#add(file);
    }
  }

  /** A new file in the folder of a program takes the place of any module of that name, installed ones too. */
  #root(folder: string): void {
    if (this.#roots.has(folder)) return;
    this.#roots.add(folder);
    for (const path of this.#place.files.newModulesIn(folder)) this.#add(path);
  }
}
