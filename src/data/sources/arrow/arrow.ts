import zlib from 'node:zlib';
import type * as Flechette from '@uwdata/flechette';
import { DataError, messageOf } from '../../../system/errors.ts';
import { refuseOtherColumns, refuseTwins } from '../../engine/column-names.ts';
import type { DataEngine } from '../../engine/engine.ts';
import { type Column, frameOf } from '../../engine/frame.ts';
import { dropRelation } from '../../engine/relations.ts';
import { identifier } from '../../engine/sql.ts';
import type { SourceFiles } from '../source-files.ts';
import type { LoadedTable } from '../text-table.ts';
import { type ArrowMessage, arrowMessages } from './arrow-messages.ts';
import { type ArrowColumn, arrowColumn } from './arrow-types.ts';
import { decompressLz4 } from './lz4.ts';

/** Rows that are handed to the data engine at once. */
const ROWS = 50_000;

/** Whole numbers, decimals and times as they are stored, so that none is rounded. */
const EXACT = { useBigInt: true, useBigIntTimestamp: true, useDecimalInt: true };

/**
 * Loads Arrow IPC files or streams (`.arrow`, `.feather` version 2, `.arrows`) into the table `files.name`, one record
 * batch at a time.
 * @throws DataError for a damaged file, nested columns, or files that do not fit each other, with the place
 */
export async function loadArrow(engine: DataEngine, files: SourceFiles): Promise<LoadedTable> {
  const flechette = await import('@uwdata/flechette');
  setCodecs(flechette);
  // No source can have this name.
  const staged = `${files.name}: batch`;
  let first: { shown: string; columns: ArrowColumn[] } | undefined;
  const rowsOfFile: number[] = [];
  for (const path of files.paths) {
    const shown = files.show(path);
    let columns: ArrowColumn[] | undefined;
    let rows = 0;
    for await (const { table, offset } of batches(flechette, path, shown)) {
      if (!columns) {
        columns = table.schema.fields.map((field, index) => arrowColumn(field, index, shown));
        refuseTwins(
          columns.map(({ name }) => name),
          `${shown}: `,
        );
        first ??= { shown, columns };
        refuseOthers(files.name, first, { shown, columns });
        if (first.columns === columns) await createTable(engine, files.name, columns);
      }
      for (let start = 0; start < table.numRows; start += ROWS) {
        const end = Math.min(start + ROWS, table.numRows);
        const frame = frameOf(
          columns.map((column, index) => valuesOf(table, index, column, start, end, shown, offset)),
        );
        await engine.insert(staged, frame);
        const values = columns.map((column) => column.sql(identifier(column.name)));
        const names = columns.map((column) => identifier(column.name)).join(', ');
        await engine.run(
          `INSERT INTO ${identifier(files.name)} (${names}) SELECT ${values.join(', ')} FROM ${identifier(staged)}`,
        );
      }
      rows += table.numRows;
    }
    rowsOfFile.push(rows);
  }
  await engine.run(`DROP TABLE IF EXISTS ${identifier(staged)}`);
  return { columns: (first?.columns ?? []).map(({ name, type }) => ({ name, type })), rowsOfFile };
}

type ArrowTable = ReturnType<typeof Flechette.tableFromIPC>;

/** First the schema as a table without rows, then each record batch as a table. */
async function* batches(
  flechette: typeof Flechette,
  path: string,
  shown: string,
): AsyncGenerator<{ table: ArrowTable; offset: number }> {
  let schema: Uint8Array | undefined;
  const dictionaries: Uint8Array[] = [];
  for await (const message of arrowMessages(path, shown)) {
    if (message.kind === 'schema') {
      if (schema) continue;
      schema = message.bytes;
    } else if (!schema) {
      throw new DataError(`${shown}, byte ${message.offset}: rows come before the schema`, {
        hint: 'Check that it was written whole.',
      });
    } else if (message.kind === 'dictionary') {
      dictionaries.push(message.bytes);
      continue;
    }
    const parts = message.kind === 'schema' ? [schema] : [schema, ...dictionaries, message.bytes];
    const table = decoded(flechette, parts, message, shown);
    if (table.numCols === 0) {
      throw new DataError(`${shown} has no columns`, { hint: 'Check that it was written whole.' });
    }
    checkLengths(table, message, shown);
    yield { table, offset: message.offset };
  }
  if (!schema) {
    throw new DataError(`${shown} has no schema`, { hint: 'Check that it was written whole.' });
  }
}

function decoded(
  flechette: typeof Flechette,
  parts: Uint8Array[],
  { offset }: ArrowMessage,
  shown: string,
): ArrowTable {
  try {
    return flechette.tableFromIPC(parts, EXACT);
  } catch (error) {
    const message = messageOf(error);
    if (/Missing compression codec "ZSTD"/i.test(message)) {
      throw new DataError(
        `${shown} is compressed with Zstandard, which this version of Node.js cannot read`,
        {
          hint: 'Run this with Node.js 24, or write the file with LZ4 or without compression.',
        },
      );
    }
    throw new DataError(`${shown}, byte ${offset}: this cannot be read: ${message}`, {
      hint: 'Check that it is Arrow IPC (Feather version 2) and was written and copied whole.',
      cause: error,
    });
  }
}

/** Refuses columns of other lengths than their batch, and marks of missing values that are too few. */
function checkLengths(table: ArrowTable, { offset }: ArrowMessage, shown: string): void {
  for (const [index, { name }] of table.schema.fields.entries()) {
    const column = table.getChildAt(index);
    const whole = column.data.every(
      ({ length, nullCount, validity }) => !nullCount || !validity || validity.length * 8 >= length,
    );
    if (column.length === table.numRows && whole) continue;
    throw new DataError(`${shown}, byte ${offset}: the column ${JSON.stringify(name)} is not whole`, {
      hint: 'Check that the file was written and copied whole.',
    });
  }
}

function setCodecs({ setCompressionCodec, CompressionType }: typeof Flechette): void {
  const encode = (): never => {
    throw new Error('nothing is compressed here');
  };
  setCompressionCodec(CompressionType.LZ4_FRAME, { encode, decode: decompressLz4 });
  // Node.js has it since 22.15.
  const { zstdDecompressSync: decompress } = zlib as {
    zstdDecompressSync?: (data: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;
  };
  if (decompress) {
    // In a buffer of its own, which typed arrays can look into.
    setCompressionCodec(CompressionType.ZSTD, {
      encode,
      decode: (data, size) => new Uint8Array(decompress(data, { maxOutputLength: Math.max(size, 1) })),
    });
  }
}

function valuesOf(
  table: ArrowTable,
  index: number,
  column: ArrowColumn,
  start: number,
  end: number,
  shown: string,
  offset: number,
): Column {
  const values = table.getChildAt(index);
  const made = Array.from({ length: end - start }, (_, at) => {
    const value: unknown = values.at(start + at);
    if (value === null) return null;
    const staged = value === undefined ? undefined : column.value(value);
    if (staged !== undefined) return staged;
    throw new DataError(
      `${shown}, byte ${offset}: row ${start + at + 1} of this batch has no value of ${JSON.stringify(column.name)} that can be held`,
      { hint: 'Check that the file was written whole, and that its times are within the years 1 to 9999.' },
    );
  });
  return { name: column.name, type: column.staged, values: made };
}

async function createTable(engine: DataEngine, name: string, columns: readonly ArrowColumn[]): Promise<void> {
  await dropRelation(engine, name);
  const declared = columns.map((column) => `${identifier(column.name)} ${column.sqlType}`).join(', ');
  await engine.run(`CREATE TABLE ${identifier(name)} (${declared})`);
}

function refuseOthers(
  source: string,
  first: { readonly shown: string; readonly columns: readonly ArrowColumn[] },
  file: { readonly shown: string; readonly columns: readonly ArrowColumn[] },
): void {
  const names = (columns: readonly ArrowColumn[]) => columns.map(({ name }) => name);
  refuseOtherColumns(
    source,
    { shown: first.shown, columns: names(first.columns) },
    { shown: file.shown, columns: names(file.columns) },
  );
  for (const column of file.columns) {
    const same = first.columns.find(({ name }) => name === column.name);
    if (same === undefined || same.sqlType === column.sqlType) continue;
    throw new DataError(
      `source ${source}: the column ${JSON.stringify(column.name)} is ${column.type} in ${file.shown} and ${same.type} in ${first.shown}`,
      { hint: 'Write all files of a source with the same types.' },
    );
  }
}
