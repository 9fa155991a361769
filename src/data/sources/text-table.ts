import type { SourceConfig } from '../../config/schema/sources.ts';
import { DataError, UserError } from '../../system/errors.ts';
import type { DataEngine } from '../engine/engine.ts';
import type { ColumnType } from '../engine/frame.ts';
import { dropRelation } from '../engine/relations.ts';
import { identifier } from '../engine/sql.ts';
import { lineOfRecord } from './record-lines.ts';
import type { SourceFiles } from './source-files.ts';
import { castSql, parseSql, typeOfKinds } from './text-types.ts';

/** A source whose values are text until their types are known: CSV and JSON. */
export interface TextRelation {
  readonly columns: readonly string[];
  /** SQL of the relation: the columns and `file`, the path of each row's file. */
  readonly from: string;
  readonly file: string;
  /** SQL for a column's value as text, null where it is missing. */
  text(column: string): string;
  /** SQL for the kind of a column's value. */
  kind(column: string): string;
}

/** What was loaded: the type of each column in order, and the rows of each file in order. */
export interface LoadedTable {
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly rowsOfFile: readonly number[];
}

/**
 * Creates the table `files.name` of `relation`, in the order of the files and their rows. A first pass over
 * all rows finds the types, a second one converts.
 * @param texts columns that are text whatever their values spell, where they exist and `types` says nothing of them
 * @throws UserError where `types` names a column that does not exist
 * @throws DataError where a value is not of the type that `types` asks for
 */
export async function loadTextTable(
  engine: DataEngine,
  files: SourceFiles,
  relation: TextRelation,
  types: NonNullable<SourceConfig['types']> = {},
  texts: ReadonlySet<string> = new Set(),
): Promise<LoadedTable> {
  const { columns, from } = relation;
  const file = identifier(relation.file);
  const wanted = wantedTypes(files, columns, types, texts);
  const measures = columns.map((name, index) => {
    const type = wanted.get(name);
    const measure = type ? misfits(relation, name, type) : `bit_or(${relation.kind(name)})`;
    return `${measure} AS m${index}`;
  });
  const survey = await engine.rows<Record<string, number> & { file: string; n: number }>(
    `SELECT ${file} AS file, count(*) AS n, ${measures.join(', ')} FROM ${from} GROUP BY ALL`,
  );
  const typed = columns.map((name, index) => ({
    name,
    type: wanted.get(name) ?? typeOfKinds(survey.reduce((kinds, row) => kinds | (row[`m${index}`] ?? 0), 0)),
  }));
  for (const [index, { name, type }] of typed.entries()) {
    const count = wanted.has(name) ? survey.reduce((sum, row) => sum + (row[`m${index}`] ?? 0), 0) : 0;
    if (count > 0) throw await misfitError(engine, files, relation, name, type, count);
  }
  const values = typed.map(
    ({ name, type }) => `${castSql(relation.text(name), type)} AS ${identifier(name)}`,
  );
  await dropRelation(engine, files.name);
  await engine.run(`CREATE TABLE ${identifier(files.name)} AS SELECT ${values.join(', ')} FROM ${from}`);
  const rows = new Map(survey.map((row) => [row.file, row.n]));
  return { columns: typed, rowsOfFile: files.paths.map((path) => rows.get(path) ?? 0) };
}

/**
 * The types that the config asks for: those of `types`, and text for `texts`.
 * @throws UserError where `types` names a column that does not exist
 */
export function wantedTypes(
  files: SourceFiles,
  columns: readonly string[],
  types: NonNullable<SourceConfig['types']>,
  texts: ReadonlySet<string>,
): Map<string, ColumnType> {
  const unknown = Object.keys(types).filter((name) => !columns.includes(name));
  if (unknown.length > 0) {
    throw new UserError(`source ${files.name}: \`types\` names no column of it: ${unknown.join(', ')}`, {
      hint: `Its columns are ${columns.join(', ')}.`,
    });
  }
  const wanted = new Map<string, ColumnType>();
  for (const name of columns) {
    const type = Object.hasOwn(types, name) ? types[name] : texts.has(name) ? 'string' : undefined;
    if (type !== undefined) wanted.set(name, type);
  }
  return wanted;
}

/**
 * Refuses values of the columns `wanted` that are not of the type asked for.
 * @throws DataError naming the first of them
 */
export async function refuseMisfits(
  engine: DataEngine,
  files: SourceFiles,
  relation: Pick<TextRelation, 'from' | 'file' | 'text'>,
  wanted: ReadonlyMap<string, ColumnType>,
): Promise<void> {
  if (wanted.size === 0) return;
  const columns = [...wanted];
  const measures = columns.map(([name, type], index) => `${misfits(relation, name, type)} AS m${index}`);
  const [counts = {}] = await engine.rows<Record<string, number>>(
    `SELECT ${measures.join(', ')} FROM ${relation.from}`,
  );
  for (const [index, [name, type]] of columns.entries()) {
    const count = counts[`m${index}`] ?? 0;
    if (count > 0) throw await misfitError(engine, files, relation, name, type, count);
  }
}

function misfit(relation: Pick<TextRelation, 'text'>, name: string, type: ColumnType): string {
  return `${relation.text(name)} IS NOT NULL AND ${parseSql(relation.text(name), type)} IS NULL`;
}

function misfits(relation: Pick<TextRelation, 'text'>, name: string, type: ColumnType): string {
  return `count(*) FILTER (${misfit(relation, name, type)})`;
}

async function misfitError(
  engine: DataEngine,
  files: SourceFiles,
  relation: Pick<TextRelation, 'from' | 'file' | 'text'>,
  column: string,
  type: ColumnType,
  count: number,
): Promise<DataError> {
  const file = identifier(relation.file);
  const value = relation.text(column);
  const [first] = await engine.rows<{ file: string; place: number; value: string }>(
    // Numbered in the order of the files and their rows, which a partition would not keep.
    `WITH numbered AS (
       SELECT ${file} AS file, ${value} AS value, ${misfit(relation, column, type)} AS misfit,
         row_number() OVER () AS place
       FROM ${relation.from})
     SELECT file, value, place + 1 - (SELECT min(place) FROM numbered AS n WHERE n.file = numbered.file) AS place
     FROM numbered WHERE misfit ORDER BY numbered.place LIMIT 1`,
  );
  const form = files.format === 'csv' || files.format === 'json' ? files.format : undefined;
  const line = first && form ? await lineOfRecord(first.file, first.place, form) : undefined;
  const where = first
    ? `; the first is ${JSON.stringify(first.value)} in ${files.show(first.file)}, ${line === undefined ? `row ${first.place}` : `line ${line}`}`
    : '';
  const are = count === 1 ? 'value is' : 'values are';
  return new DataError(
    `source ${files.name}, column ${JSON.stringify(column)}: ${count} ${are} not of the type ${type}${where}`,
    { hint: `Mend the data, name the text under \`missing\` if it means that, or change \`types\`.` },
  );
}
