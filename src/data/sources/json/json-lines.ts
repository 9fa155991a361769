import type { SourceConfig } from '../../../config/schema/sources.ts';
import { DataError, messageOf, UserError } from '../../../system/errors.ts';
import { freeName, refuseTwins } from '../../engine/column-names.ts';
import type { DataEngine } from '../../engine/engine.ts';
import { identifier, literal } from '../../engine/sql.ts';
import { linesOf, quotedPath, type SourceFiles } from '../source-files.ts';
import { type LoadedTable, loadTextTable } from '../text-table.ts';
import { KIND, timeKindSql } from '../text-types.ts';
import { checkJsonLines } from './json-survey.ts';

/**
 * Loads JSON Lines (one object a line; a file that is one array of objects does as well) into the table
 * `files.name`. A key that a line does not have is missing there. Nested values stay JSON text.
 * @throws DataError for a line that is no JSON object, with file and line
 */
export async function loadJson(
  engine: DataEngine,
  files: SourceFiles,
  source: SourceConfig,
  texts?: ReadonlySet<string>,
): Promise<LoadedTable> {
  const paths = `[${files.paths.map(quotedPath).join(', ')}]`;
  const format = await formatOf(engine, files);
  if (format === 'newline_delimited') {
    for (const path of files.paths) await checkJsonLines(path, files.show(path));
  }
  const objects = `read_json_objects(${paths}, format = '${format}', hive_partitioning = false, filename = true)`;
  try {
    const [strange] = await engine.rows<{ filename: string; kind: string; n: number }>(
      `SELECT filename, json_type(json) AS kind, count(*) AS n FROM ${objects}
       WHERE json_type(json) IS DISTINCT FROM 'OBJECT' GROUP BY ALL ORDER BY ALL LIMIT 1`,
    );
    if (strange) {
      throw new DataError(
        `${files.show(strange.filename)}: ${strange.n} of its values are no objects but ${strange.kind ?? 'nothing'}`,
        { hint: 'Each line must be one JSON object with the columns as its keys.' },
      );
    }
    const keys = await engine.rows<{ key: string }>(
      `SELECT key FROM (SELECT unnest(json_keys(json)) AS key, generate_subscripts(json_keys(json), 1) AS place
       FROM ${objects}) GROUP BY key ORDER BY min(place), key`,
    );
    const columns = keys.map(({ key }) => key);
    if (columns.length === 0) {
      throw new DataError(`source ${files.name}: there is no key in any of its objects`, {
        hint: 'Each line must be one JSON object with the columns as its keys.',
      });
    }
    refuseTwins(columns, `source ${files.name}: `);
    const file = freeName('source_file', columns);
    const declared = columns.map((name) => `${literal(name)}: 'JSON'`).join(', ');
    const text = (name: string) => `(${identifier(name)} ->> '$')`;
    return await loadTextTable(
      engine,
      files,
      {
        columns,
        file,
        from: `read_json(${paths}, format = '${format}', columns = {${declared}}, hive_partitioning = false, filename = ${literal(file)})`,
        text,
        kind: (name) => jsonKindSql(identifier(name), text(name)),
      },
      source.types,
      texts,
    );
  } catch (error) {
    throw jsonError(error, files);
  }
}

/** What DuckDB calls the files' form. It is not left to DuckDB, which would take what it can for either. */
async function formatOf(engine: DataEngine, files: SourceFiles): Promise<'array' | 'newline_delimited'> {
  const forms = new Set<'array' | 'newline_delimited'>();
  for (const path of files.paths) {
    const first = await engine
      .rows<{ line: string }>(`SELECT line FROM ${linesOf(path)} WHERE trim(line) <> '' LIMIT 1`)
      // What is no text is told by the JSON reader.
      .catch(() => []);
    forms.add(first[0]?.line.trimStart().startsWith('[') ? 'array' : 'newline_delimited');
  }
  const [form = 'newline_delimited', other] = forms;
  if (other === undefined) return form;
  throw new DataError(`source ${files.name}: some of its files are arrays, others are JSON Lines`, {
    hint: 'Write all of them as JSON Lines.',
  });
}

function jsonKindSql(value: string, text: string): string {
  return `CASE json_type(${value}) WHEN 'NULL' THEN 0
    WHEN 'BIGINT' THEN ${KIND.integer}
    WHEN 'UBIGINT' THEN if(TRY_CAST(${text} AS BIGINT) IS NULL, ${KIND.longInteger}, ${KIND.integer})
    WHEN 'DOUBLE' THEN ${KIND.number}
    WHEN 'BOOLEAN' THEN ${KIND.boolean}
    WHEN 'VARCHAR' THEN ${timeKindSql(text)}
    WHEN 'OBJECT' THEN ${KIND.text} WHEN 'ARRAY' THEN ${KIND.text} ELSE 0 END`;
}

function jsonError(error: unknown, files: SourceFiles): unknown {
  if (!(error instanceof DataError || error instanceof UserError) || error.hint !== undefined) return error;
  const message = messageOf(error);
  const malformed =
    /Malformed JSON in file "(.*?)", at byte \d+ in (line|record\/value) (\d+): (.*?)\.?\s*(?:Try .*)?$/s.exec(
      message,
    );
  if (malformed) {
    const [, path = '', unit, number, problem = ''] = malformed;
    // DuckDB 1.5.5 counts the lines it has begun, which is one more than the line's number.
    const line = unit === 'line' ? `, line ${Number(number) - 1}` : '';
    return new DataError(`${files.show(path)}${line} is not JSON Lines: ${problem.trim()}`, {
      hint: 'Each line must be one JSON object in UTF-8, with nothing after it.',
      cause: error,
    });
  }
  return new DataError(`source ${files.name}: ${message.split('\n')[0]}`, {
    hint: 'Check that the files are JSON Lines and were copied whole.',
    cause: error,
  });
}
