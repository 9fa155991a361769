import { DataError, messageOf, UserError } from '../../system/errors.ts';
import { refuseOtherColumns, refuseTwins } from '../engine/column-names.ts';
import { columnTypeOf, sqlTypeOf } from '../engine/column-types.ts';
import type { DataEngine } from '../engine/engine.ts';
import { dropRelation } from '../engine/relations.ts';
import { identifier } from '../engine/sql.ts';
import { type Partitions, refuseConflicts } from './hive.ts';
import { checkParquetFrame } from './parquet-frame.ts';
import { quotedPath, type SourceFiles } from './source-files.ts';
import type { LoadedTable } from './text-table.ts';
import { castSql } from './text-types.ts';

/**
 * Makes Parquet files the view `files.name`: they are read when they are asked, column by column, so they
 * may be larger than memory. Values have the types of the contract: whole numbers are BIGINT (HUGEINT
 * where unsigned 64 bits would not fit), numbers DOUBLE, times TIMESTAMP in UTC, all else text.
 * @throws DataError for a file that is no Parquet, or has other columns than the first
 */
export async function loadParquet(
  engine: DataEngine,
  files: SourceFiles,
  partitions?: Partitions,
): Promise<LoadedTable> {
  let first: { shown: string; columns: string[] } | undefined;
  for (const path of files.paths) {
    const file = { shown: files.show(path), columns: await columnsOf(engine, files, path) };
    refuseTwins(file.columns, `${file.shown}: `);
    first ??= file;
    refuseOtherColumns(files.name, first, file);
  }
  if (partitions) refuseConflicts(files, partitions, first?.columns ?? []);
  const paths = `[${files.paths.map(quotedPath).join(', ')}]`;
  const read = (hive: boolean) =>
    `read_parquet(${paths}, union_by_name = true, hive_partitioning = ${hive}, hive_types_autocast = false)`;
  const described = await engine.rows<{ column_name: string; column_type: string }>(
    `DESCRIBE SELECT * FROM ${read(false)}`,
  );
  const columns = described.map(({ column_name: name, column_type }) => ({
    name,
    type: columnTypeOf(column_type),
    sqlType: column_type,
  }));
  const values = columns.map(({ name, type, sqlType }) => {
    const wide = /^(UBIGINT|U?HUGEINT)$/.test(sqlType);
    return `CAST(${identifier(name)} AS ${wide ? 'HUGEINT' : sqlTypeOf(type)}) AS ${identifier(name)}`;
  });
  // The engine reads the folders itself, so that a condition on them leaves out whole files.
  for (const { name, type } of partitions?.columns ?? []) {
    values.push(`${castSql(`nullif(${identifier(name)}, '')`, type)} AS ${identifier(name)}`);
  }
  await dropRelation(engine, files.name);
  await engine.run(
    `CREATE VIEW ${identifier(files.name)} AS SELECT ${values.join(', ')} FROM ${read(partitions !== undefined)}`,
  );
  const counts = await engine.rows<{ file_name: string; num_rows: number }>(
    `SELECT file_name, num_rows FROM parquet_file_metadata(${paths})`,
  );
  const rows = new Map(counts.map((row) => [row.file_name, row.num_rows]));
  return {
    columns: [...columns.map(({ name, type }) => ({ name, type })), ...(partitions?.columns ?? [])],
    rowsOfFile: files.paths.map((path) => rows.get(path) ?? 0),
  };
}

/** The top-level column names of a Parquet file, which its schema lists depth first. */
async function columnsOf(engine: DataEngine, files: SourceFiles, path: string): Promise<string[]> {
  const { footer } = await checkParquetFrame(path, files.show(path));
  const elements = await engine
    .rows<{ name: string; children: number | null }>(
      `SELECT name, num_children AS children FROM parquet_schema(${quotedPath(path)})`,
    )
    .catch((error: unknown) => {
      if (!(error instanceof DataError || error instanceof UserError)) throw error;
      throw new DataError(
        `${files.show(path)}, byte ${footer}: the footer of this Parquet file cannot be read: ${messageOf(error).split('\n')[0]}`,
        {
          hint: 'Check that it was written and copied whole.',
          cause: error,
        },
      );
    });
  const names: string[] = [];
  let deeper = 0;
  for (const { name, children } of elements.slice(1)) {
    if (deeper === 0) names.push(name);
    else deeper -= 1;
    deeper += children ?? 0;
  }
  return names;
}
