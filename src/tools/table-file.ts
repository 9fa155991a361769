import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { DataEngine } from '../data/engine/engine.ts';
import type { ColumnType } from '../data/engine/frame.ts';
import { registerSource } from '../data/sources/sources.ts';
import { UserError } from '../system/errors.ts';

/** Opens the data engine on these folders. */
export type EngineOpener = (directories: readonly string[]) => Promise<DataEngine>;

export interface OpenTable {
  readonly name: string;
  readonly file: string;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly rows: number;
}

export interface TableOptions {
  /** Texts that mean “missing” in CSV. */
  readonly missing?: readonly string[];
  /** Columns of text files that are text whatever their values spell, for CSV and for JSON. */
  readonly texts?: (csv: boolean) => ReadonlySet<string> | undefined;
}

/** Whether a file holds CSV, by its name. */
export function isCsv(file: string): boolean {
  return /\.(csv|tsv|txt)(\.|$)/i.test(file);
}

/**
 * Opens data files as tables, hands them to `work`, and closes everything behind it.
 * @param files by the names of their tables, which messages have too
 */
export async function withTables<Name extends string, T>(
  open: EngineOpener,
  files: Readonly<Record<Name, string>>,
  options: TableOptions,
  work: (engine: DataEngine, tables: Readonly<Record<Name, OpenTable>>) => Promise<T>,
): Promise<T> {
  const names = Object.keys(files) as Name[];
  const paths = names.map((name) => files[name]);
  return withFiles(open, paths, options, async (engine, load) => {
    // At once: the survey of a CSV file runs while DuckDB loads the one before it.
    const tables = await Promise.all(names.map((name) => load(name, [files[name]])));
    const byName = Object.fromEntries(names.map((name, index) => [name, tables[index]]));
    return work(engine, byName as Record<Name, OpenTable>);
  });
}

/** Loads files as the table of this name. */
export type TableLoader = (name: string, files: readonly string[]) => Promise<OpenTable>;

/** As `withTables`, for `work` that loads the files when it wants them, so that not all need be there at once. */
export async function withFiles<T>(
  open: EngineOpener,
  files: readonly string[],
  { missing = [], texts }: TableOptions,
  work: (engine: DataEngine, load: TableLoader) => Promise<T>,
): Promise<T> {
  for (const file of files) await refuseNoFile(file);
  const engine = await open(files.map((file) => dirname(resolve(file))));
  try {
    return await work(engine, async (name, paths) => {
      const csv = paths.every(isCsv);
      const path = paths.map((file) => resolve(file));
      // Files that somebody names are read as they are: their folders are no columns.
      const source = { path, hive: false, ...(csv && missing.length > 0 ? { missing: [...missing] } : {}) };
      const { columns, rows } = await registerSource(engine, name, source, process.cwd(), texts?.(csv));
      return { name, file: paths.join(', '), columns, rows };
    });
  } finally {
    await engine.close();
  }
}

async function refuseNoFile(file: string): Promise<void> {
  // One letter and a colon is a drive.
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) {
    throw new UserError(`${file} is an address, and this command reads local files`, {
      hint: 'Download it first, or name it under `data.sources` of mlops.yml, which fetches addresses.',
    });
  }
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new UserError(`${file} does not exist`, { hint: 'Check the path.' });
  if (found.isDirectory()) throw new UserError(`${file} is a folder`, { hint: 'Name one of its files.' });
}
