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

/** What a program of any language may load. */
const CODE =
  /\.(py[a-z]?|so|pth|[cm]?[jt]sx?|node|wasm|json|sh|bash|zsh|r|jl|rb|pl|pm|php|lua|go|rs|java|class|jar|kts?|scala|c|cc|cpp|h|hpp|cs|ps1|bat|cmd|exe|dll|dylib|zip|whl|egg)$/i;
const INSTALLED = /(^|\/)(node_modules|\.venv|venv)\//;

export function isCode(path: string): boolean {
  return CODE.test(path) && !INSTALLED.test(path);
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
  const paths = wordsOf(withoutFilledIn(text)).map(afterFolder);
  return { modules: [], paths, isDynamic: true };
}

const DYNAMIC_PYTHON =
  /\b(importlib|__import__|imp|runpy|pkgutil|zipimport|subprocess|multiprocessing|glob|listdir|scandir|iterdir|rglob|ctypes|cffi|sys\.path|os\.(?:system|popen|walk|exec\w+|spawn\w+))\b|(?<![.\w])(?:exec|eval|compile)\s*\(/;
/** The last are what a `package.json` says: `import '#lib'`. */
const DYNAMIC_JAVASCRIPT =
  /\b(child_process|createRequire|worker_threads|node:vm|readdir|readdirSync|opendir)\b|(?<![.\w])eval\s*\(|\bnew\s+Function\b|(?<![.\w])(?:import|require)\s*\(\s*(?!(['"])[^'"]*\2\s*\))|\b(?:from|import|require)\s*(?:\(\s*)?['"]#/;

/** `python -m cost`, `python3 -um cost`, in a command or in a text for a shell. */
const STARTED_MODULE = /(?<![\w-])-[bBdEiIOPqsSuvx]*m\s*['"]?(\w[\w.-]{0,200})(?![\w./-])/g;

const PYTHON = /\bpython[\d.]*(\.exe)?\b/;

/** What a line of a shell says to Python. */
export interface Started {
  /** Modules that are started by their name. */
  readonly modules: readonly string[];
  /** Whether the line itself holds the text of a program. */
  readonly givesText: boolean;
  /** The line without these modules. */
  readonly rest: string;
}

export function startedModules(line: string): Started {
  const modules = [...line.matchAll(STARTED_MODULE)].flatMap(([, name]) => name ?? []);
  const rest = line.replace(STARTED_MODULE, ' ');
  return { modules: [...new Set(modules)], givesText: givesPythonText(line), rest };
}

/** Whether one of its commands is `python -c`, whatever stands between the two. */
function givesPythonText(line: string): boolean {
  return line.split(/[|;&]/).some((command) => {
    const at = command.search(PYTHON);
    return at >= 0 && /\s-\w*c\b/.test(command.slice(at));
  });
}

function pythonModules(text: string): string[] {
  const found: string[] = [];
  const plain = text.replace(/\\\r?\n/g, ' ');
  for (const [, names = ''] of plain.matchAll(/(?:^|[;:'"])[ \t]*import[ \t]+([^\n;#'"]*)/gm)) {
    found.push(...names.split(',').map(firstWord));
  }
  for (const { module, names } of importedFrom(plain)) {
    if (!/^\.+$/.test(module)) found.push(module);
    // `from . import helpers`, `from parts import helpers`: what is imported may be a file of its own.
    const within = module.endsWith('.') ? module : `${module}.`;
    for (const name of names.replace(/[()]|#.*/g, ' ').split(',')) found.push(`${within}${firstWord(name)}`);
  }
  return found.filter((name) => /^\.*\w[\w.]*$/.test(name));
}

/** What stands in brackets, over any number of lines; else what is left of the line. */
function* importedFrom(text: string): Generator<{ module: string; names: string }> {
  // Where no bracket closes any more, none is looked for: else a file of open ones takes hours.
  const lastClosed = text.lastIndexOf(')');
  const start = /(?:^|[;:'"])[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]*/gm;
  const line = /[^\n;#'"]*/y;
  for (let found = start.exec(text); found; found = start.exec(text)) {
    const [, module = ''] = found;
    const at = start.lastIndex;
    if (text[at] === '(' && at < lastClosed) {
      start.lastIndex = text.indexOf(')', at) + 1;
    } else {
      line.lastIndex = at;
      line.test(text);
      start.lastIndex = line.lastIndex;
    }
    yield { module, names: text.slice(at, start.lastIndex) };
  }
}

function firstWord(text: string): string {
  return text.trim().split(/\s/, 1)[0] ?? '';
}

/** Texts in quotes that hold no space, as the names of files and folders in programs do. */
function quoted(text: string): string[] {
  return [...text.matchAll(/(['"`])([^'"`\s]{1,300})\1/g)].map(([, , inside = '']) =>
    afterFolder(withoutFilledIn(inside)),
  );
}

/** What is put into a text when it runs, such as the folder of the program. */
const FILLED_IN = /\$?\{[^}]*\}|\$\w+/g;

function withoutFilledIn(text: string): string {
  // Behind the last brace that closes none is looked for: else a file of open ones takes hours.
  const end = text.lastIndexOf('}') + 1;
  return text.slice(0, end).replace(FILLED_IN, '') + text.slice(end).replace(/\$\w+/g, '');
}

function afterFolder(path: string): string {
  return path.replace(/^\/+/, '');
}

/** The words of a text, without the signs of shells around them. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s'"`;|&<>(){}=,:$]+/).filter((word) => word !== '' && word.length <= 300);
}
