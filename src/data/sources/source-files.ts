import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { dirname, isAbsolute, parse, relative, resolve } from 'node:path';
import { isPattern } from '../../config/checks/source-checks.ts';
import { NETWORK_ADDRESS, type SourceConfig } from '../../config/schema/sources.ts';
import { DataError, UserError } from '../../system/errors.ts';
import type { DataEngine } from '../engine/engine.ts';
import { literal } from '../engine/sql.ts';
import { refuseNotPulled } from '../versions/not-pulled.ts';
import type { Fetched } from './remote/remote.ts';

export type SourceFormat = 'csv' | 'parquet' | 'json' | 'arrow';

/** The files of one source, checked for what can be seen before they are parsed. */
export interface SourceFiles {
  readonly name: string;
  readonly format: SourceFormat;
  /** Absolute, each once, in the order of the config; what a glob finds is sorted. */
  readonly paths: readonly string[];
  /** A path as a person knows it: relative to the config's folder. */
  show(path: string): string;
}

const SUFFIXES: Record<string, SourceFormat> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  parquet: 'parquet',
  pq: 'parquet',
  json: 'json',
  jsonl: 'json',
  ndjson: 'json',
  arrow: 'arrow',
  arrows: 'arrow',
  feather: 'arrow',
  ipc: 'arrow',
};

function patternsOf(source: SourceConfig): readonly string[] {
  return ([] as string[]).concat(source.path ?? []);
}

/** Whether a source must be fetched before it can be read. */
export function isRemote(source: SourceConfig): boolean {
  return source.path === undefined || patternsOf(source).some((pattern) => NETWORK_ADDRESS.test(pattern));
}

/**
 * The folders that hold what `sources` name: all that the data engine needs to be allowed to read.
 * @throws UserError for an address of the network, or where the folder would be the root of the disk
 */
export function allowedDirectories(
  sources: Readonly<Record<string, SourceConfig>>,
  baseDirectory: string,
): string[] {
  const directories = new Set<string>();
  for (const [name, source] of Object.entries(sources)) {
    for (const pattern of patternsOf(source)) {
      if (NETWORK_ADDRESS.test(pattern)) {
        throw new UserError(`source ${name}: ${pattern} is no path of a file`, {
          hint: 'Only files of this machine are read here; addresses are for `data.sources`.',
        });
      }
      // A bracket may be part of a real name, so the folder is taken above the first such character.
      const magic = pattern.search(/[*?[]/);
      const fixed = magic < 0 ? pattern : `${pattern.slice(0, magic)}x`;
      const directory = dirname(resolve(baseDirectory, fixed));
      if (directory === parse(directory).root) {
        throw new UserError(`source ${name}: ${pattern} would open the whole disk to the data engine`, {
          hint: 'Put the data in a folder of its own.',
        });
      }
      directories.add(directory);
    }
  }
  return [...directories].sort();
}

/** `path` for DuckDB's file functions, which would take `*`, `?` and `[` for a pattern. */
export function quotedPath(path: string): string {
  return literal(escapedPath(path));
}

function escapedPath(path: string): string {
  return path.replace(/[*?[]/g, (character) => `[${character}]`);
}

/** SQL of the lines of a text file as they are: a control character that text does not hold stands in for the delimiter. */
export function linesOf(path: string): string {
  return `read_csv(${quotedPath(path)}, auto_detect = false, header = false, columns = {'line': 'VARCHAR'},
    delim = '\x01', quote = '', escape = '', strict_mode = false, hive_partitioning = false)`;
}

/**
 * Finds the files of the source `name`.
 * @param fetched says of files that were fetched where they come from
 * @throws UserError where nothing is found, is a folder or cannot be read, or the format is not known
 * @throws DataError where a file is empty or plainly something else
 */
export async function findSourceFiles(
  engine: DataEngine,
  name: string,
  source: SourceConfig,
  baseDirectory: string,
  fetched?: Fetched,
): Promise<SourceFiles> {
  const show = (path: string) =>
    fetched?.files.get(path)?.shown ?? (relative(baseDirectory, path).replaceAll('\\', '/') || path);
  const paths = new Set<string>();
  for (const pattern of patternsOf(source)) {
    const path = resolve(baseDirectory, pattern);
    const found = isPattern(pattern) ? await matchingFiles(engine, pattern, baseDirectory) : [path];
    if (found.length === 0) {
      throw new UserError(`source ${name}: no file matches ${pattern}`, {
        hint: `Paths are relative to the folder of the config, ${baseDirectory}.`,
      });
    }
    for (const file of found) paths.add(file);
  }
  const formats = new Set<SourceFormat>();
  for (const path of paths) {
    await checkReadable(name, path, show(path));
    formats.add(source.format ?? formatOf(name, path, show(path)));
  }
  const [format, other] = formats;
  if (format === undefined || other !== undefined) {
    throw new UserError(`source ${name} mixes files of the formats ${[...formats].join(' and ')}`, {
      hint: 'Make a source of each format.',
    });
  }
  for (const path of paths) await checkContent(path, show(path), format);
  return { name, format, paths: [...paths], show };
}

/** The files that `pattern` names, absolute and sorted: the one of this very name, or those that it matches. */
export async function matchingFiles(
  engine: DataEngine,
  pattern: string,
  baseDirectory: string,
): Promise<string[]> {
  const path = resolve(baseDirectory, pattern);
  if (await exists(path)) return [path];
  // A bracket in the name of the folder is no pattern.
  const base = isAbsolute(pattern) ? '' : `${escapedPath(baseDirectory)}/`;
  const rows = await engine.rows<{ file: string }>(
    `SELECT file FROM glob(${literal(base + pattern)}) ORDER BY file`,
  );
  return rows.map(({ file }) => resolve(file));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function formatOf(name: string, path: string, shown: string): SourceFormat {
  const suffix = /\.([a-z]+)(?:\.(?:gz|zst))?$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  const format = SUFFIXES[suffix];
  if (format) return format;
  throw new UserError(`source ${name}: the name of ${shown} does not tell its format`, {
    hint: 'End it in .csv, .tsv, .parquet, .json, .jsonl, .ndjson, .arrow or .feather (CSV and JSON also .gz or .zst); a source of a config may say `format: csv`, `parquet`, `json` or `arrow` instead.',
  });
}

async function checkReadable(name: string, path: string, shown: string): Promise<void> {
  const status = await stat(path).catch(() => undefined);
  if (!status || status.isFile()) await refuseNotPulled(path, shown, status !== undefined);
  if (!status) {
    throw new UserError(`source ${name}: ${shown} does not exist`, {
      hint: 'Check `data.sources` for the path; it is relative to the folder of the config.',
    });
  }
  if (status.isDirectory()) {
    throw new UserError(`source ${name}: ${shown} is a folder`, {
      hint: `Name its files with a pattern, such as \`${shown}/*.csv\`.`,
    });
  }
  if (!status.isFile()) throw new UserError(`source ${name}: ${shown} is no ordinary file`);
  await access(path, constants.R_OK).catch((error: unknown) => {
    throw new UserError(`source ${name}: ${shown} cannot be read`, {
      hint: 'Give the user who runs this the permission to read the file.',
      cause: error,
    });
  });
  if (status.size === 0) {
    throw new DataError(`${shown} is empty`, { hint: 'A file of no rows still needs its column names.' });
  }
}

/** Beginnings that tell what a file really is. */
const SIGNATURES: readonly (readonly [bytes: string, what: string, hint: string])[] = [
  ['PAR1', 'a Parquet file', 'Set `format: parquet`, or name it *.parquet.'],
  ['ARROW1', 'an Arrow file', 'Set `format: arrow`, or name it *.arrow.'],
  ['\x1f\x8b', 'compressed with gzip', 'Let its name end in .gz.'],
  ['\x28\xb5\x2f\xfd', 'compressed with Zstandard', 'Let its name end in .zst.'],
  ['PK\x03\x04', 'a ZIP archive or a spreadsheet', 'Unpack it, or save the sheet as CSV.'],
  ['\xff\xfe', 'UTF-16 text', 'Save it as UTF-8.'],
  ['\xfe\xff', 'UTF-16 text', 'Save it as UTF-8.'],
];

/** Refuses a text source that is something else, before a parser makes a riddle of it. */
async function checkContent(path: string, shown: string, format: SourceFormat): Promise<void> {
  if (format === 'parquet' || format === 'arrow' || /\.(gz|zst)$/.test(path)) return;
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8192), 0, 8192, 0);
    const head = buffer.subarray(0, bytesRead).toString('latin1');
    for (const [bytes, what, hint] of SIGNATURES) {
      if (head.startsWith(bytes))
        throw new DataError(`${shown} is ${what}, not ${format.toUpperCase()}`, { hint });
    }
  } finally {
    await file.close();
  }
}
