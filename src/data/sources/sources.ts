import type { SourceConfig } from '../../config/schema/sources.ts';
import { UserError } from '../../system/errors.ts';
import type { DataEngine } from '../engine/engine.ts';
import type { ColumnType } from '../engine/frame.ts';
import { checkCompressed } from './compression.ts';
import { loadCsv } from './csv/csv.ts';
import { loadTypedCsv } from './csv/typed-csv.ts';
import { addPartitions, findPartitions, type Partitions, refuseConflicts } from './hive.ts';
import { loadJson } from './json/json-lines.ts';
import { loadParquet } from './parquet.ts';
import type { Fetched } from './remote/remote.ts';
import { findSourceFiles, type SourceFiles, type SourceFormat } from './source-files.ts';
import type { LoadedTable } from './text-table.ts';

export { allowedDirectories, isRemote } from './source-files.ts';

/** A source that can be queried as the table or view of its name. */
export interface RegisteredSource {
  readonly name: string;
  readonly format: SourceFormat | 'postgres';
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** Rows in all; zero is allowed here, and for the contract to judge. */
  readonly rows: number;
  /** In the order of the rows: first all rows of the first file. */
  readonly files: readonly SourceFile[];
}

export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  /** Relative to the config's folder, or where it was fetched from, for messages. */
  readonly shown: string;
  readonly rows: number;
  /** `sha256:<hex>` of a file that was fetched, or that the config pins. */
  readonly digest?: string;
  /** Which version of an object was fetched, where its service tells. */
  readonly version?: string;
}

/** The name of the feature view's table; no source may have it. */
export const VIEW_TABLE = 'view';

/** Options that a format does not know are refused, since they would do nothing. */
const OPTIONS: Record<SourceFormat, readonly (keyof SourceConfig)[]> = {
  csv: ['missing', 'delimiter', 'types'],
  json: ['types'],
  parquet: [],
  arrow: [],
};

/**
 * Makes each of `sources` a table (CSV, JSON, Arrow) or view (Parquet) of the engine, under its name. Rows stand in
 * the order of the files, columns have the contract's types, times are UTC without a zone.
 * @param baseDirectory the folder that paths are relative to: the config's
 * @throws UserError for what the config must mend (a path, a format, an option that does nothing)
 * @throws DataError for files that are not what they must be, with file and line
 */
export async function registerSources(
  engine: DataEngine,
  sources: Readonly<Record<string, SourceConfig>>,
  baseDirectory: string,
): Promise<Map<string, RegisteredSource>> {
  checkSourceNames(Object.keys(sources));
  // At once: the survey of a CSV file runs while DuckDB loads the one before it.
  const registered = await Promise.all(
    Object.entries(sources).map(([name, source]) => registerSource(engine, name, source, baseDirectory)),
  );
  return new Map(registered.map((source) => [source.name, source]));
}

/** Throws UserError where a name is the view's, or two names are one for SQL. */
export function checkSourceNames(names: readonly string[]): void {
  for (const [index, name] of names.entries()) {
    if (name.toLowerCase() === VIEW_TABLE) {
      throw new UserError(`data.sources.${name}: this name is the feature view's`, {
        hint: 'Rename the source.',
      });
    }
    const twin = names.slice(0, index).find((other) => other.toLowerCase() === name.toLowerCase());
    if (twin !== undefined) {
      throw new UserError(`the sources ${twin} and ${name} differ in upper and lower case only`, {
        hint: 'Rename one of them: SQL takes the two for one.',
      });
    }
  }
}

/**
 * As `registerSources`, for one of them.
 * @param texts columns of CSV or JSON that are text whatever their values spell, such as zip codes
 * @param fetched what is known of files that were fetched
 */
export async function registerSource(
  engine: DataEngine,
  name: string,
  source: SourceConfig,
  baseDirectory: string,
  texts: ReadonlySet<string> = new Set(),
  fetched?: Fetched,
): Promise<RegisteredSource> {
  if (fetched?.columns) return registerCopied(engine, name, fetched, fetched.columns, texts);
  const files = await findSourceFiles(engine, name, source, baseDirectory, fetched);
  const partitions = await findPartitions(engine, files, source, texts);
  const own = withoutPartitions(source, partitions);
  for (const option of ['missing', 'delimiter', 'types'] as const) {
    if (own[option] !== undefined && !OPTIONS[files.format].includes(option)) {
      throw new UserError(`source ${name}: \`${option}\` does nothing for ${files.format} files`, {
        hint: `Remove it from \`data.sources.${name}\`.`,
      });
    }
  }
  for (const path of files.paths) {
    // Whoever reads CSV unpacks gzip to its end anyway.
    if (files.format !== 'csv' || !path.endsWith('.gz')) await checkCompressed(path, files.show(path));
  }
  const table = await load(engine, files, own, texts, partitions);
  return {
    name,
    format: files.format,
    columns: table.columns,
    rows: table.rowsOfFile.reduce((sum, rows) => sum + rows, 0),
    files: files.paths.map((path, index) => ({
      path,
      shown: files.show(path),
      ...originOf(fetched, path),
      rows: table.rowsOfFile[index] ?? 0,
    })),
  };
}

/** The rows that a database sent. */
async function registerCopied(
  engine: DataEngine,
  name: string,
  fetched: Fetched,
  columns: NonNullable<Fetched['columns']>,
  texts: ReadonlySet<string>,
): Promise<RegisteredSource> {
  const [[path, { shown }] = ['', { shown: name }]] = fetched.files;
  const table = await loadTypedCsv(engine, name, { path, shown }, columns, texts);
  const [rows = 0] = table.rowsOfFile;
  const files = [{ path, shown, ...originOf(fetched, path), rows }];
  return { name, format: 'postgres', columns: table.columns, rows, files };
}

function originOf(fetched: Fetched | undefined, path: string): Pick<SourceFile, 'digest' | 'version'> {
  const { digest, version } = fetched?.files.get(path) ?? {};
  return { ...(digest === undefined ? {} : { digest }), ...(version === undefined ? {} : { version }) };
}

/** The types of partition columns are no matter of the files. */
function withoutPartitions({ types, ...source }: SourceConfig, partitions?: Partitions): SourceConfig {
  if (types === undefined || !partitions) return types === undefined ? source : { ...source, types };
  const names = new Set(partitions.columns.map(({ name }) => name));
  const own = Object.entries(types).filter(([name]) => !names.has(name));
  return own.length === 0 ? source : { ...source, types: Object.fromEntries(own) };
}

async function load(
  engine: DataEngine,
  files: SourceFiles,
  source: SourceConfig,
  texts: ReadonlySet<string>,
  partitions: Partitions | undefined,
): Promise<LoadedTable> {
  if (files.format === 'parquet') return loadParquet(engine, files, partitions);
  const loaders = {
    csv: () => loadCsv(engine, files, source, texts),
    json: () => loadJson(engine, files, source, texts),
    arrow: async () => (await import('./arrow/arrow.ts')).loadArrow(engine, files),
  };
  const table = await loaders[files.format]();
  if (!partitions) return table;
  refuseConflicts(
    files,
    partitions,
    table.columns.map(({ name }) => name),
  );
  return addPartitions(engine, files, table, partitions);
}

/**
 * Where the row at `index` (from 0, in the order of the source's table) stands: its file and its place there
 * (from 1, the header not counted). Undefined where the source has no such row.
 */
export function originOfRow(
  source: RegisteredSource,
  index: number,
): { readonly file: string; readonly row: number } | undefined {
  let before = 0;
  for (const { shown, rows } of source.files) {
    if (index >= before && index < before + rows) return { file: shown, row: index - before + 1 };
    before += rows;
  }
  return undefined;
}
