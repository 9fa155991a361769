import { isAbsolute, posix } from 'node:path';
import { type Language, languageOf, loadsOf, wordsOf } from './program-loads.ts';
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

/** What a program of Python takes for a module, beside packages. */
const MODULE = /\.(py|pyw|pyc|pyd|so)$/i;
/** What a program of any language may load. */
const CODE =
  /\.(py[a-z]?|so|pth|[cm]?[jt]sx?|node|wasm|json|sh|bash|zsh|r|jl|rb|pl|pm|php|lua|go|rs|java|class|jar|kts?|scala|c|cc|cpp|h|hpp|cs|ps1|bat|cmd|exe|dll|dylib|zip|whl|egg)$/i;
const INSTALLED = /(^|\/)(node_modules|\.venv|venv)\//;

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
  for (const [index, word] of command.entries()) {
    if (command[index - 1] === '-m') found.module(place.home, word);
    else if (/^-m\w/.test(word)) found.module(place.home, word.slice(2));
    // What a shell or an interpreter is given as text loads from the place where it is started.
    else if (/\s/.test(word)) found.text(word, place.home);
    else for (const name of wordsOf(word)) found.named(name);
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

  constructor(place: ProgramPlace) {
    this.#place = place;
  }

  /** What a command names: a file or a folder, each with what belongs to it. */
  named(word: string): void {
    const { files, home } = this.#place;
    if (isAbsolute(word)) return;
    // A pattern is unfolded by a shell: all of its folder.
    const plain = /[*?[]/.test(word) ? folderOf(word.replace(/[*?[].*$/, 'x')) || '.' : word;
    const path = pathFrom(home, plain);
    if (path === null || (path === home && !/^\.+\/?$/.test(plain))) return;
    if (path === '' || path === home) this.#code(path);
    else for (const file of files.at(path)) this.#entry(file);
  }

  module(folder: string, name: string): void {
    this.#root(folder);
    this.#module(folder, name);
  }

  text(text: string, folder: string): void {
    for (const word of wordsOf(text)) this.named(word);
    this.#loads(text, 'python', folder, folder);
    this.#loads(text, 'javascript', folder, folder);
  }

  /** Adds what the files that were found load, and what these load. */
  async follow(): Promise<void> {
    for (let path = this.#next.pop(); path !== undefined; path = this.#next.pop()) {
      const folder = folderOf(path);
      const content = await this.#place.read(path);
      if (content === null) continue;
      if ('link' in content) {
        const target = pathFrom(folder, content.link);
        if (target !== null) for (const file of this.#place.files.at(target)) this.#add(file);
        continue;
      }
      const language = languageOf(path, content.text);
      if (language === 'python') this.#beside(folder, `__pycache__/${stemOf(path)}`);
      this.#loads(content.text, language, folder, path);
    }
  }

  #add(path: string): void {
    if (this.files.has(path)) return;
    this.files.add(path);
    this.#next.push(path);
  }

  #entry(path: string): void {
    const folder = folderOf(path);
    this.#add(path);
    if (!this.#place.isShared(folder)) for (const file of this.#place.files.below(folder)) this.#add(file);
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
    if (!isDynamic || !isShared(folder)) return;
    if (language !== 'other') this.#code(folder);
    else if (/\.\w+$/.test(from)) {
      const suffix = posix.extname(from);
      for (const file of files.below(folder)) if (file.endsWith(suffix)) this.#add(file);
    }
  }

  /** A module of Python by its name: a file, a compiled one, or a package with all that is in it. */
  #module(folder: string, name: string): void {
    const dots = /^\.*/.exec(name)?.[0].length ?? 0;
    const [first = ''] = name.slice(dots).split('.');
    const { home } = this.#place;
    const above = pathFrom(folder, '../'.repeat(Math.max(dots - 1, 0)) || '.');
    const starts = dots > 0 ? [above] : [folder, ...this.#roots, home, pathFrom(home, 'src'), '', 'src'];
    for (const start of new Set(starts)) if (start !== null) this.#beside(start, first);
  }

  /** All files `name.*` of a folder, and the folder `name` with all that is in it. */
  #beside(folder: string, name: string): void {
    const at = pathFrom(folder, name);
    if (at === null || at === '') return;
    const { files } = this.#place;
    const stem = `${posix.basename(at)}.`;
    for (const one of files.namesIn(folderOf(at))) {
      const path = posix.join(folderOf(at), one);
      if (one.startsWith(stem) && files.has(path)) this.#add(path);
    }
    if (!this.#holdsOthers(at)) for (const path of files.at(at)) this.#add(path);
  }

  #path(folder: string, written: string): void {
    const path = pathFrom(folder, written);
    if (path === null || path === '' || path === this.#place.home || this.#holdsOthers(path)) return;
    for (const file of this.#place.files.at(path)) this.#add(file);
    // It may be started from here, as a program of its own.
    if (/\.(py|pyw)$/i.test(path) && this.#place.files.has(path)) this.#root(folderOf(path));
    // `./cost` of JavaScript may be `cost.js`, `cost.json` or a folder.
    if (/^\.{1,2}\//.test(written)) this.#beside(folder, written);
  }

  /** Packages that were committed, wherever Node looks for them: whoever loads them, and whatever they load. */
  #packages(folder: string): void {
    for (let at = folder; ; at = folderOf(at)) {
      for (const file of this.#place.files.at(posix.join(at, 'node_modules'))) this.#add(file);
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
    for (const file of this.#place.files.below(folder)) {
      if (CODE.test(file) && !INSTALLED.test(file)) this.#add(file);
    }
  }

  /** A new file in the folder of a program takes the place of any module of that name, installed ones too. */
  #root(folder: string): void {
    if (this.#roots.has(folder)) return;
    this.#roots.add(folder);
    const { files } = this.#place;
    for (const name of files.namesIn(folder)) {
      const path = posix.join(folder, name);
      if (files.has(path)) {
        if (MODULE.test(name) && files.isNew(path)) this.#add(path);
        continue;
      }
      const starts = files.namesIn(path).filter((one) => one.startsWith('__init__.'));
      for (const start of starts.map((one) => posix.join(path, one)))
        if (files.isNew(start)) this.#add(start);
    }
  }
}

function stemOf(path: string): string {
  return posix.basename(path).replace(/\.\w+$/, '');
}
