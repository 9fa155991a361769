import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { DataEngine } from '../data/engine.ts';
import type { ColumnType } from '../data/frame.ts';
import { registerSource } from '../data/sources.ts';
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
}

/**
 * Opens data files as tables, hands them to `work`, and closes everything behind it.
 * @param files by the names of their tables, which messages have too
 */
export async function withTables<Name extends string, T>(
  open: EngineOpener,
  files: Readonly<Record<Name, string>>,
  { missing = [] }: TableOptions,
  work: (engine: DataEngine, tables: Readonly<Record<Name, OpenTable>>) => Promise<T>,
): Promise<T> {
  const names = Object.keys(files) as Name[];
  for (const name of names) await refuseNoFile(files[name]);
  const engine = await open(names.map((name) => dirname(resolve(files[name]))));
  try {
    const tables = {} as Record<Name, OpenTable>;
    for (const name of names) {
      const path = resolve(files[name]);
      const csv = /\.(csv|tsv|txt)(\.|$)/i.test(path);
      const source = { path, ...(csv && missing.length > 0 ? { missing: [...missing] } : {}) };
      const { columns, rows } = await registerSource(engine, name, source, process.cwd());
      tables[name] = { name, file: files[name], columns, rows };
    }
    return await work(engine, tables);
  } finally {
    await engine.close();
  }
}

async function refuseNoFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found) throw new UserError(`${file} does not exist`, { hint: 'Check the path.' });
  if (found.isDirectory()) throw new UserError(`${file} is a folder`, { hint: 'Name one of its files.' });
}
