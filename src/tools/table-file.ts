import { dirname, resolve } from 'node:path';
import type { DataEngine } from '../data/engine.ts';
import type { ColumnType } from '../data/frame.ts';
import { registerSources } from '../data/sources.ts';

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

/** Opens data files as tables, hands them to `work`, and closes everything behind it. */
export async function withTables<T>(
  open: EngineOpener,
  files: readonly string[],
  { missing = [] }: TableOptions,
  work: (engine: DataEngine, tables: readonly OpenTable[]) => Promise<T>,
): Promise<T> {
  const paths = files.map((file) => resolve(file));
  const engine = await open(paths.map(dirname));
  try {
    const tables: OpenTable[] = [];
    for (const [index, path] of paths.entries()) {
      const name = `table_${index}`;
      const csv = /\.(csv|tsv|txt)(\.|$)/i.test(path);
      const source = { path, ...(csv && missing.length > 0 ? { missing: [...missing] } : {}) };
      const found = (await registerSources(engine, { [name]: source }, process.cwd())).get(name);
      if (found)
        tables.push({ name, file: files[index] as string, columns: found.columns, rows: found.rows });
    }
    return await work(engine, tables);
  } finally {
    await engine.close();
  }
}
