/** What the text of a program says that it loads. */
export interface Loads {
  /** Modules of Python, the dots of relative ones before them: `helpers`, `.helpers`. */
  readonly modules: readonly string[];
  /** Files and folders, as they are written: `./cost.mjs`, `weights.json`, `parts`. */
  readonly paths: readonly string[];
  /** True where it may load what it does not name. */
  readonly isDynamic: boolean;
}

/** `other` is code of any other language, `data` what no language runs. */
export type Language = 'python' | 'javascript' | 'other' | 'data';

/** The language of a program by the name of its file, or by its first line. */
export function languageOf(path: string, text: string): Language {
  if (/\.(py|pyw)$/i.test(path)) return 'python';
  if (/\.[cm]?[jt]sx?$/i.test(path)) return 'javascript';
  if (/\.\w+$/.test(path)) return OTHER.test(path) ? 'other' : 'data';
  const [first = ''] = text.split('\n', 1);
  if (!first.startsWith('#!')) return 'other';
  return /python/.test(first) ? 'python' : /\b(node|deno|bun)\b/.test(first) ? 'javascript' : 'other';
}

const OTHER =
  /\.(sh|bash|zsh|fish|r|jl|rb|pl|pm|php|lua|go|rs|java|kts?|scala|cs|ps1|bat|cmd|mk|make|nix|groovy)$/i;

export function loadsOf(text: string, language: Language): Loads {
  if (language === 'python') {
    return { modules: pythonModules(text), paths: quoted(text), isDynamic: DYNAMIC_PYTHON.test(text) };
  }
  if (language === 'javascript') {
    return { modules: [], paths: quoted(text), isDynamic: DYNAMIC_JAVASCRIPT.test(text) };
  }
  if (language === 'data') return { modules: [], paths: [], isDynamic: false };
  // Shells, makefiles and all else: every word that could be a path.
  return { modules: [], paths: wordsOf(text.replace(FILLED_IN, '')).map(afterFolder), isDynamic: true };
}

const DYNAMIC_PYTHON =
  /\b(importlib|__import__|imp|runpy|pkgutil|zipimport|subprocess|multiprocessing|glob|listdir|scandir|iterdir|rglob|ctypes|cffi|sys\.path|os\.(?:system|popen|walk|exec\w+|spawn\w+))\b|(?<![.\w])(?:exec|eval|compile)\s*\(/;
const DYNAMIC_JAVASCRIPT =
  /\b(child_process|createRequire|worker_threads|node:vm|readdir|readdirSync|opendir)\b|(?<![.\w])eval\s*\(|\bnew\s+Function\b|(?<![.\w])(?:import|require)\s*\(\s*(?!(['"])[^'"]*\2\s*\))/;

function pythonModules(text: string): string[] {
  const found: string[] = [];
  const plain = text.replace(/\\\r?\n/g, ' ');
  for (const [, names = ''] of plain.matchAll(/(?:^|[;:])[ \t]*import[ \t]+([^\n;#]*)/gm)) {
    found.push(...names.split(',').map(firstWord));
  }
  const from = /(?:^|[;:])[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n;#]*)/gm;
  for (const [, module = '', names = ''] of plain.matchAll(from)) {
    if (!/^\.+$/.test(module)) found.push(module);
    // `from . import helpers`: what is imported is a file beside this one.
    else
      found.push(
        ...names
          .replace(/[()]|#.*/g, ' ')
          .split(',')
          .map((name) => `${module}${firstWord(name)}`),
      );
  }
  return found.filter((name) => /^\.*\w[\w.]*$/.test(name));
}

function firstWord(text: string): string {
  return text.trim().split(/\s/, 1)[0] ?? '';
}

/** Texts in quotes that hold no space, as the names of files and folders in programs do. */
function quoted(text: string): string[] {
  return [...text.matchAll(/(['"`])([^'"`\s]{1,300})\1/g)].map(([, , inside = '']) =>
    afterFolder(inside.replace(FILLED_IN, '')),
  );
}

/** What is put into a text when it runs, such as the folder of the program. */
const FILLED_IN = /\$?\{[^}]*\}|\$\w+/g;

function afterFolder(path: string): string {
  return path.replace(/^\/+/, '');
}

/** The words of a text, without the signs of shells around them. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s'"`;|&<>(){}=,:$]+/).filter((word) => word !== '' && word.length <= 300);
}
