import type { FormatDefinition } from 'ajv';
import type { ColumnContract, DatasetContract, Scalar } from '../contract/contract.ts';
import { isJudged, isRequired } from '../contract/environments.ts';
import type { ColumnType, Value } from '../engine/frame.ts';
import { parseDate, parseTimestamp, timestampText } from '../engine/times.ts';
import { type JsonSchema, judgeOf, newAjv, type SchemaJudge } from './json-schema.ts';

/** Which columns a row may lack, and what it is for. */
export interface RowOptions {
  /** Columns that may be there or not, and are not judged. */
  readonly ignore?: readonly string[];
  readonly environment?: string;
}

type Schema = Record<string, unknown>;

/**
 * The contract as a JSON Schema (2020-12) of one row: a mapping from column names to values, where times are
 * ISO 8601 text and null is missing. It says what one row alone can break; the bounds of times are
 * `formatMinimum` and `formatMaximum`, as ajv-formats has them.
 */
export function rowSchemaOf(contract: DatasetContract, options: RowOptions = {}): Schema {
  return schemaOf(contract, options, false);
}

/** With `exact`, also what a row in memory can break but none of JSON: NaN, infinities, half characters. */
function schemaOf(contract: DatasetContract, options: RowOptions, exact: boolean): Schema {
  const ignored = new Set(options.ignore);
  const columns = Object.entries(contract.columns).filter(([name]) => !ignored.has(name));
  const definitions: Record<string, unknown> = {};
  const define = (name: string, schema: JsonSchema): Schema => {
    definitions[name] = moved(schema, `#/$defs/${name}`);
    return { $ref: `#/$defs/${name}` };
  };
  const properties = columns.map(([name, column], index): [string, unknown] => {
    if (!isJudged(column)) return [name, true];
    const strict = column.schema !== undefined && (column.mostly ?? 1) === 1;
    const own = strict && column.schema !== undefined ? [define(`value${index}`, column.schema)] : [];
    return [name, columnSchema(column, own, exact)];
  });
  const ofRow = contract['row-schema'];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...(contract.description === undefined ? {} : { description: contract.description }),
    type: 'object',
    required: columns
      .filter(([, column]) => isRequired(column, contract, options.environment))
      .map(([name]) => name),
    properties: Object.fromEntries([...[...ignored].map((name) => [name, true]), ...properties]),
    additionalProperties: contract['additional-columns'] === 'allow',
    ...(ofRow === undefined ? {} : { allOf: [define('row', ofRow)] }),
    ...(Object.keys(definitions).length === 0 ? {} : { $defs: definitions }),
  };
}

/** A schema whose references lead to where it stands now. */
function moved(schema: unknown, place: string): unknown {
  if (Array.isArray(schema)) return schema.map((item) => moved(item, place));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== '$schema')
      .map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string' ? value.replace(/^#/, place) : moved(value, place),
      ]),
  );
}

/** The schema of one value; rules that may be broken by some values are left out. */
function columnSchema(column: ColumnContract, own: readonly Schema[], exact: boolean): Schema {
  const { type } = column;
  const mayBeMissing = column.missing?.['at-most'] !== 0;
  const strict = (column.mostly ?? 1) === 1;
  const parts: Schema[] = [
    ...(strict || column.outside
      ? memberParts(type, column.outside?.['at-most'] ? undefined : column.domain)
      : []),
    ...(strict ? memberParts(type, column.classes?.values) : []),
    ...(strict && column.range ? [rangePart(type, column.range)] : []),
    ...(strict && column.pattern !== undefined ? [{ pattern: `^(?:${column.pattern})$` }] : []),
    ...(strict && column.length ? [lengthPart(column.length)] : []),
    ...own,
  ];
  const about = column.description === undefined ? {} : { description: column.description };
  const value: Schema = {
    ...about,
    ...typePart(column, strict, exact),
    ...(parts.length === 0 ? {} : { allOf: parts }),
  };
  return mayBeMissing ? { anyOf: [{ type: 'null' }, value] } : value;
}

const LARGEST_INTEGER = Number.MAX_SAFE_INTEGER;

function typePart({ type, finite }: ColumnContract, strict: boolean, exact: boolean): Schema {
  switch (type) {
    case 'number':
      return { type: 'number', ...(exact && strict && finite !== false ? { finite: true } : {}) };
    case 'integer':
      return { type: 'integer', minimum: -LARGEST_INTEGER, maximum: LARGEST_INTEGER };
    case 'boolean':
      return { type: 'boolean' };
    case 'string':
      return { type: 'string', ...(exact ? { format: 'well-formed' } : {}) };
    case 'timestamp':
      return { type: 'string', format: 'date-time' };
    case 'date':
      return { type: 'string', format: 'date' };
  }
}

const FORMATS: Partial<Record<ColumnType, string>> = { timestamp: 'date-time', date: 'date' };

function memberParts(type: ColumnType, members: readonly Scalar[] | undefined): Schema[] {
  if (!members) return [];
  const format = FORMATS[type];
  if (format === undefined) return [{ enum: [...members] }];
  // One instant has many spellings.
  return [{ anyOf: members.map((member) => ({ format, formatMinimum: member, formatMaximum: member })) }];
}

function rangePart(type: ColumnType, range: NonNullable<ColumnContract['range']>): Schema {
  const [low, high] = [range['at-least'], range['at-most']];
  const format = FORMATS[type];
  const [least, most] = format === undefined ? ['minimum', 'maximum'] : ['formatMinimum', 'formatMaximum'];
  return {
    ...(format === undefined ? {} : { format }),
    ...(low === undefined ? {} : { [least as string]: low }),
    ...(high === undefined ? {} : { [most as string]: high }),
  };
}

function lengthPart({ 'at-least': least, 'at-most': most }: NonNullable<ColumnContract['length']>): Schema {
  return {
    ...(least === undefined ? {} : { minLength: least }),
    ...(most === undefined ? {} : { maxLength: most }),
  };
}

/** The value of a table as the schema takes it. NaN and infinities stay, though JSON has none. */
export function jsonOf(type: ColumnType, value: Value): Value {
  return type === 'timestamp' && typeof value === 'number' ? timestampText(value) : value;
}

const times: FormatDefinition<string> = {
  type: 'string',
  validate: (text: string) => parseTimestamp(text) !== undefined,
  compare: (a: string, b: string) => (parseTimestamp(a) ?? Number.NaN) - (parseTimestamp(b) ?? Number.NaN),
};
const days: FormatDefinition<string> = {
  type: 'string',
  validate: (text: string) => parseDate(text) !== undefined,
  compare: (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0),
};

/** `rowSchemaOf` made ready to judge rows in memory. */
export function compileRowSchema(contract: DatasetContract, options: RowOptions = {}): SchemaJudge {
  // NaN and infinities are for `finite` to judge.
  const ajv = newAjv({ strictNumbers: false })
    .addFormat('date-time', times)
    .addFormat('date', days)
    .addFormat('well-formed', (text: string) => !/\p{Surrogate}/u.test(text))
    .addKeyword({
      keyword: 'finite',
      type: 'number',
      schemaType: 'boolean',
      validate: (wanted: boolean, value: number) => !wanted || Number.isFinite(value),
      error: { message: 'must be finite' },
    });
  return judgeOf(ajv.compile(schemaOf(contract, options, true)));
}
