import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf, UserError } from './errors.ts';
import { digestOf, digestOfFile } from './files.ts';
import type { Log } from './log.ts';
import { installPackages } from './npm.ts';

/**
 * Native engines are too large for the bundle (DuckDB has 70 MB a platform). They are npm packages, pinned by the
 * lockfile and the digests in `engines/<name>/` beside the bundle, and are taken from the first of:
 * the folder that the user names, this program's own `node_modules`, the cache; or are installed into the cache.
 * Never from the user's workspace: what a pull request plants there must not run.
 */
export interface EngineOptions {
  /** The folder of the engine below `engines/`, such as `duckdb`. */
  readonly name: string;
  readonly packageName: string;
  /** For messages: `DuckDB`. */
  readonly title: string;
  /** Where installed engines are kept: the runner's tool cache or the user's cache folder. */
  readonly cacheDirectory: string;
  /** A folder that somebody installed the engine into, for machines without a registry: the only place then. */
  readonly enginesPath?: string;
  /** npm's environment: the PATH to find it, HOME and proxies for its configuration. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly signal?: AbortSignal;
  /** Where the search for `engines/` begins (default: the folder of this module). */
  readonly startDirectory?: string;
}

/** What is pinned of an engine. */
interface Pins {
  /** The folder with `package.json`, `package-lock.json` and `hashes.json`. */
  readonly directory: string;
  /** Digest of the files of each package, by name. */
  readonly hashes: Readonly<Record<string, string>>;
  /** The packages that every platform needs. */
  readonly required: readonly string[];
}

/**
 * Finds, or installs, and loads an engine; every file of its packages is compared with the pinned digest first.
 * @throws UserError where it cannot be installed, or is not what was pinned
 */
export async function loadEngine<Module>(options: EngineOptions): Promise<Module> {
  const start = options.startDirectory ?? dirname(fileURLToPath(import.meta.url));
  const pins = readPins(start, options);
  const directory = await findEngine(start, pins, options);
  options.log.debug(`${options.title} is loaded from ${directory}`);
  const load = createRequire(join(directory, 'package.json'));
  try {
    return load(options.packageName) as Module;
  } catch (error) {
    throw new UserError(`${options.title} does not run on this machine: ${messageOf(error)}`, {
      hint: `There must be a build of ${options.packageName} for ${process.platform}-${process.arch}, and the system's C++ library.`,
      cause: error,
    });
  }
}

/** The folder whose `node_modules` has the engine, checked. */
async function findEngine(start: string, pins: Pins, options: EngineOptions): Promise<string> {
  const { enginesPath, name, title } = options;
  if (enginesPath !== undefined) {
    const found = [join(enginesPath, name), enginesPath].find((path) => isInstalled(path, pins));
    if (found === undefined) {
      throw new UserError(`engines-path: ${title} is not in ${enginesPath}`, {
        hint: `Copy ${pins.directory} there, on a machine that reaches a registry, and run \`npm ci --ignore-scripts\` in the copy.`,
      });
    }
    await demandPinned(found, pins, title);
    return found;
  }
  for (const own of ownDirectories(start)) {
    if (!isInstalled(own, pins)) continue;
    const difference = await differenceFromPins(own, pins);
    if (difference === undefined) return own;
    options.log.debug(`${own} is passed over: ${difference}`);
  }
  const cached = join(options.cacheDirectory, 'mlops-actions', name, cacheKey(pins));
  if (!existsSync(cached)) await install(cached, pins, options);
  await demandPinned(cached, pins, title);
  return cached;
}

/** The folders of this program itself, from the bundle or source file upwards. */
function ownDirectories(start: string): string[] {
  return ancestors(start).filter((directory) => {
    try {
      const text = readFileSync(join(directory, 'package.json'), 'utf8');
      return (JSON.parse(text) as { name?: unknown }).name === 'mlops-actions';
    } catch {
      return false;
    }
  });
}

function ancestors(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...ancestors(parent)];
}

function readPins(start: string, { name, title }: EngineOptions): Pins {
  const directory = ownDirectories(start)
    .map((own) => join(own, 'engines', name))
    .find((path) => existsSync(join(path, 'hashes.json')));
  if (directory === undefined) {
    throw new Error(`engines/${name} is not beside the program (${start}): ${title} cannot be checked`);
  }
  const json = (file: string): unknown => JSON.parse(readFileSync(join(directory, file), 'utf8'));
  const lock = json('package-lock.json') as { packages: Record<string, { optional?: boolean }> };
  const hashes = json('hashes.json') as Record<string, string>;
  const required = Object.keys(hashes).filter((key) => !lock.packages[`node_modules/${key}`]?.optional);
  return { directory, hashes, required };
}

/** One folder for each set of pins and kind of machine: an upgrade installs beside, never over. */
function cacheKey(pins: Pins): string {
  return `${digestOf(JSON.stringify(pins.hashes)).slice(7, 23)}-${process.platform}-${process.arch}`;
}

function packageFolder(directory: string, name: string): string {
  return join(directory, 'node_modules', ...name.split('/'));
}

function isInstalled(directory: string, pins: Pins): boolean {
  return pins.required.every((name) => existsSync(packageFolder(directory, name)));
}

/** The first difference between what is installed and what is pinned, as a sentence. */
async function differenceFromPins(directory: string, pins: Pins): Promise<string | undefined> {
  for (const [name, pinned] of Object.entries(pins.hashes)) {
    const folder = packageFolder(directory, name);
    if (!existsSync(folder)) {
      // A platform's package that is not this machine's.
      if (!pins.required.includes(name)) continue;
      return `${name} is missing`;
    }
    const actual = await treeDigest(folder);
    if (actual !== pinned) return `${name} has the digest ${actual}, not ${pinned}`;
  }
  return undefined;
}

async function demandPinned(directory: string, pins: Pins, title: string): Promise<void> {
  const difference = await differenceFromPins(directory, pins);
  if (difference === undefined) return;
  throw new UserError(`${title} in ${directory} is not what was pinned, and is not run: ${difference}`, {
    hint: 'Delete that folder; the next run installs it anew. If it was not you who changed it, find out who did.',
  });
}

const SMALL_FILE = 1 << 18;

/** One digest for all files of a folder: their digests and paths, sorted. A file too many changes it too. */
async function treeDigest(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const lines: string[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const path = join(entry.parentPath, entry.name);
    const digest = entry.isFile() ? (await digestOfPart(path)).slice(7) : 'no file';
    lines.push(`${digest}  ${relative(folder, path).replaceAll('\\', '/')}\n`);
  }
  return `sha256:${createHash('sha256').update(lines.sort().join('')).digest('hex')}`;
}

/** Hundreds of small files are read at once each: waiting for them takes several times as long as reading. */
async function digestOfPart(path: string): Promise<string> {
  return statSync(path).size <= SMALL_FILE ? digestOf(readFileSync(path)) : digestOfFile(path);
}

/** Installs into a folder beside `target` and moves it there; of two that do so at once, the first one stays. */
async function install(target: string, pins: Pins, options: EngineOptions): Promise<void> {
  let temporary: string | undefined;
  try {
    await mkdir(dirname(target), { recursive: true });
    temporary = await mkdtemp(`${target}.`);
    for (const file of ['package.json', 'package-lock.json']) {
      await copyFile(join(pins.directory, file), join(temporary, file));
    }
    await installPackages(temporary, Object.keys(pins.hashes).length, options);
    await demandPinned(temporary, pins, options.title);
    await rename(temporary, target);
  } catch (error) {
    if (existsSync(target)) return;
    if (error instanceof UserError) throw error;
    throw new UserError(`${options.title} cannot be installed into ${target}: ${messageOf(error)}`, {
      hint: 'The cache folder must be writable and have 200 MB free.',
      cause: error,
    });
  } finally {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  }
}
