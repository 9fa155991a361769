import type { SourceConfig } from '../../config/schema/sources.ts';
import { DataError, UserError } from '../../system/errors.ts';
import { sqlTypeOf } from '../engine/column-types.ts';
import type { DataEngine } from '../engine/engine.ts';
import type { ColumnType } from '../engine/frame.ts';
import { identifier, literal } from '../engine/sql.ts';
import type { SourceFiles } from './source-files.ts';
import type { LoadedTable } from './text-table.ts';
import { castSql, kindSql, parseSql, typeOfKinds } from './text-types.ts';

/** Columns that stand in the names of folders, as Hive, Spark and DuckDB write them: `year=2024/month=05/`. */
export interface Partitions {
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  /** For each file in order the text of each column, null where it is missing. */
  readonly values: readonly (readonly (string | null)[])[];
}

/** What Hive writes for a missing value. */
const MISSING = '__HIVE_DEFAULT_PARTITION__';

/**
 * The partition columns of a source: those that the folders of all its files name, as far as a person sees the path.
 * Their types are told as in CSV, from all values.
 * @param texts columns that are text whatever their values spell
 * @throws UserError where `hive: true` finds none
 * @throws DataError where the files are in folders of different names
 */
export async function findPartitions(
  engine: DataEngine,
  files: SourceFiles,
  { hive, types = {} }: Pick<SourceConfig, 'hive' | 'types'>,
  texts: ReadonlySet<string>,
): Promise<Partitions | undefined> {
  if (hive === false) return undefined;
  const found = files.paths.map((path) => pairsOf(files.show(path)));
  const names = found[0]?.map(([name]) => name) ?? [];
  if (found.every((pairs) => pairs.length === 0)) {
    if (hive === undefined) return undefined;
    throw new UserError(`source ${files.name}: \`hive: true\`, and no folder is named like year=2024`, {
      hint: 'Remove `hive`, or mend `path`.',
    });
  }
  for (const [index, pairs] of found.entries()) {
    const others = pairs.map(([name]) => name);
    const shown = files.show(files.paths[index] ?? '');
    if (new Set(others).size < others.length) {
      throw new DataError(`${shown}: two of its folders name one column`, {
        hint: 'Rename one of them, or set `hive: false`.',
      });
    }
    if (JSON.stringify(others) === JSON.stringify(names)) continue;
    const list = (columns: readonly string[]) => (columns.length === 0 ? 'none' : columns.join(', '));
    throw new DataError(
      `source ${files.name}: the folders of ${shown} name the columns ${list(others)}, those of ${files.show(files.paths[0] ?? '')} ${list(names)}`,
      { hint: 'Make a source of each kind, or set `hive: false` so that folders are no columns.' },
    );
  }
  const values = found.map((pairs) => pairs.map(([, value]) => value));
  const columns: { name: string; type: ColumnType }[] = [];
  for (const [index, name] of names.entries()) {
    const column = values.map((row) => row[index] ?? null);
    const wanted = Object.hasOwn(types, name) ? types[name] : texts.has(name) ? 'string' : undefined;
    columns.push({ name, type: await typeOf(engine, files, name, column, wanted) });
  }
  return { columns, values };
}

/** `a=1/b=x/file.csv` → a: 1, b: x. What a name cannot hold is written `%2F` in it. */
function pairsOf(shown: string): [name: string, value: string | null][] {
  return shown
    .split('/')
    .slice(0, -1)
    .flatMap((folder) => {
      const at = folder.indexOf('=');
      if (at < 1) return [];
      const value = unescaped(folder.slice(at + 1));
      return [[unescaped(folder.slice(0, at)), value === MISSING || value === '' ? null : value]];
    });
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function typeOf(
  engine: DataEngine,
  files: SourceFiles,
  name: string,
  values: readonly (string | null)[],
  wanted: ColumnType | undefined,
): Promise<ColumnType> {
  const distinct = [...new Set(values)].map((value) => `(${literal(value)}::VARCHAR)`).join(', ');
  const from = `(VALUES ${distinct}) AS folders(value)`;
  if (wanted === undefined) {
    const [kinds] = await engine.rows<{ kinds: number }>(
      `SELECT bit_or(${kindSql('value')}) AS kinds FROM ${from}`,
    );
    return typeOfKinds(kinds?.kinds ?? 0);
  }
  const [misfit] = await engine.rows<{ value: string }>(
    `SELECT value FROM ${from} WHERE value IS NOT NULL AND ${parseSql('value', wanted)} IS NULL LIMIT 1`,
  );
  if (!misfit) return wanted;
  throw new DataError(
    `source ${files.name}: the folder ${name}=${misfit.value} is not of the type ${wanted}, as \`types\` asks`,
    { hint: 'Rename the folder, or change `types`.' },
  );
}

/** Refuses a column that stands both in the files and in the names of their folders. */
export function refuseConflicts(
  files: SourceFiles,
  partitions: Partitions,
  columns: readonly string[],
): void {
  for (const { name } of partitions.columns) {
    const twin = columns.find((column) => column.toLowerCase() === name.toLowerCase());
    if (twin === undefined) continue;
    throw new DataError(
      `source ${files.name}: the column ${JSON.stringify(twin)} is in the files, and their folders name it too (${name}=…)`,
      {
        hint: 'Take it out of the files, rename the folders, or set `hive: false` so that the files’ own counts.',
      },
    );
  }
}

/** Adds the partition columns to the table `files.name`, whose rows stand in the order of the files. */
export async function addPartitions(
  engine: DataEngine,
  files: SourceFiles,
  table: LoadedTable,
  partitions: Partitions,
): Promise<LoadedTable> {
  const name = identifier(files.name);
  // No source can have this name.
  const whole = identifier(`${files.name}: whole`);
  const columns = partitions.columns.map(
    (column) => `CAST(NULL AS ${sqlTypeOf(column.type)}) AS ${identifier(column.name)}`,
  );
  await engine.run(
    `CREATE OR REPLACE TABLE ${whole} AS SELECT *, ${columns.join(', ')} FROM ${name} LIMIT 0`,
  );
  let start = 0;
  for (let index = 0; index < files.paths.length; ) {
    const values = partitions.values[index] ?? [];
    let end = start;
    // Neighbours with the same folders are one step.
    do end += table.rowsOfFile[index++] ?? 0;
    while (index < files.paths.length && JSON.stringify(partitions.values[index]) === JSON.stringify(values));
    const constants = partitions.columns.map(({ type }, at) =>
      castSql(`${literal(values[at] ?? null)}::VARCHAR`, type),
    );
    await engine.run(
      `INSERT INTO ${whole} SELECT *, ${constants.join(', ')} FROM ${name} WHERE rowid >= ${start} AND rowid < ${end}`,
    );
    start = end;
  }
  await engine.run(`DROP TABLE ${name}`);
  await engine.run(`ALTER TABLE ${whole} RENAME TO ${name}`);
  return { ...table, columns: [...table.columns, ...partitions.columns] };
}
