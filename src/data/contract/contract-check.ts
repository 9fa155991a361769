import { RE2JS } from 're2js';
import { messageOf } from '../../system/errors.ts';
import { type Path, type Problem, shortened } from '../../system/schema-check.ts';
import { type JsonSchema, jsonSchemaProblem } from '../checks/json-schema.ts';
import { environmentProblems, qualityProblems } from '../checks/quality/problems.ts';
import { CHECKS_OF_THE_VIEW } from '../checks/scans/settings.ts';
import { boundOf, FINITE_TYPES } from '../checks/value-rules.ts';
import type { ColumnType } from '../engine/frame.ts';
import { type ColumnContract, type Contract, type DatasetContract, type Scalar, VIEW } from './contract.ts';

/** What a schema cannot say about a contract: rules that do not fit the type, or that nothing can satisfy. */
export function contractProblems(contract: Contract): Problem[] {
  return Object.entries(contract.datasets).flatMap(([name, dataset]) =>
    datasetProblems(dataset, ['datasets', name]),
  );
}

function datasetProblems(dataset: DatasetContract, path: Path): Problem[] {
  return [
    ...orderProblems(dataset.rows, [...path, 'rows']),
    ...changeProblems(dataset.rows.change, [...path, 'rows', 'change']),
    ...dataset.keys.flatMap((key, index) =>
      Object.hasOwn(dataset.columns, key)
        ? []
        : [problem([...path, 'keys', index], `${shortened(key)} is none of the columns of this contract`)],
    ),
    ...Object.entries(dataset.columns).flatMap(([name, column]) => [
      ...columnProblems(column, [...path, 'columns', name]),
      ...idleProblems(column, [...path, 'columns', name]),
    ]),
    ...schemaProblems(dataset['row-schema'], [...path, 'row-schema']),
    ...qualityProblems(dataset, [...path, 'quality']),
    ...(path.at(-1) === VIEW ? [] : checksProblems(dataset.checks, [...path, 'checks'])),
  ];
}

/** Only the view has a label and a split. */
function checksProblems(checks: DatasetContract['checks'], path: Path): Problem[] {
  return CHECKS_OF_THE_VIEW.filter((name) => checks?.[name] !== undefined).map((name) =>
    problem(
      [...path, name],
      'does nothing for a source, which has no label and no split: write it under `datasets.view`',
      'key',
    ),
  );
}

function changeProblems(change: DatasetContract['rows']['change'], path: Path): Problem[] {
  if (!change) return [];
  const { 'at-least-ratio': least, 'at-most-ratio': most } = change;
  if (least === undefined && most === undefined)
    return [problem(path, 'needs `at-least-ratio`, `at-most-ratio` or both')];
  return least !== undefined && most !== undefined && least > most
    ? [
        problem(
          [...path, 'at-most-ratio'],
          '`at-most-ratio` is less than `at-least-ratio`: nothing can satisfy it',
        ),
      ]
    : [];
}

const TEXT: ReadonlySet<ColumnType> = new Set(['string']);

function columnProblems(column: ColumnContract, path: Path): Problem[] {
  const { type } = column;
  const only = (key: 'range' | 'finite' | 'pattern' | 'length', types: ReadonlySet<ColumnType>): Problem[] =>
    column[key] === undefined || types.has(type)
      ? []
      : [
          problem(
            [...path, key],
            `only for columns of type ${[...types].join(', ')}, but this is ${type}`,
            'key',
          ),
        ];
  return [
    ...only('range', FINITE_TYPES),
    ...only('finite', FINITE_TYPES),
    ...only('pattern', TEXT),
    ...only('length', TEXT),
    ...memberProblems(type, column.domain ?? [], [...path, 'domain']),
    ...memberProblems(type, column.classes?.values ?? [], [...path, 'classes', 'values']),
    ...(column.outside && !column.domain
      ? [problem([...path, 'outside'], 'means nothing without `domain`', 'key')]
      : []),
    ...(FINITE_TYPES.has(type) ? rangeProblems(column, path) : []),
    ...orderProblems(column.length ?? {}, [...path, 'length']),
    ...patternProblems(column.pattern, [...path, 'pattern']),
    ...schemaProblems(column.schema, [...path, 'schema']),
  ];
}

function schemaProblems(schema: JsonSchema | undefined, path: Path): Problem[] {
  const reason = schema === undefined ? undefined : jsonSchemaProblem(schema);
  return reason === undefined ? [] : [problem(path, `not a JSON Schema that can be used: ${reason}`)];
}

/** Settings without an effect: a reader would take them for rules. */
function idleProblems(column: ColumnContract, path: Path): Problem[] {
  const idle = (key: keyof ColumnContract, why: string) =>
    problem([...path, key], `means nothing ${why}`, 'key');
  const judged = column.lifecycle === undefined || column.lifecycle === 'active';
  const hasValueRule =
    FINITE_TYPES.has(column.type) && column.finite !== false
      ? true
      : VALUE_RULES.some((rule) => column[rule] !== undefined);
  return [
    ...environmentProblems(column, path),
    ...(column.mostly !== undefined && !hasValueRule
      ? [idle('mostly', 'without a rule about single values')]
      : []),
    ...(column.required
      ? []
      : ENVIRONMENTS.flatMap((key) => (column[key] ? [idle(key, 'where the column is not required')] : []))),
    ...(judged
      ? []
      : ENVIRONMENTS.flatMap((key) => (column[key] ? [idle(key, `for a ${column.lifecycle} column`)] : []))),
    ...Object.keys(column.severities ?? {}).flatMap((rule) =>
      hasRule(column, rule as keyof NonNullable<ColumnContract['severities']>)
        ? []
        : [
            problem(
              [...path, 'severities', rule],
              `means nothing: the column has no rule \`${rule}\``,
              'key',
            ),
          ],
    ),
    ...COMPARATORS.flatMap((kind) =>
      column.comparators?.[kind] && Object.keys(column.comparators[kind]).length === 0
        ? [problem([...path, 'comparators', kind], 'needs a bound')]
        : [],
    ),
    ...comparatorProblems(column, path),
  ];
}

const ENVIRONMENTS = ['in-environments', 'not-in-environments'] as const;
const COMPARATORS = ['drift', 'skew'] as const;
const VALUE_RULES = ['domain', 'classes', 'range', 'pattern', 'length', 'schema'] as const;
const CATEGORIES: ReadonlySet<ColumnType> = new Set(['string', 'boolean', 'integer']);

function comparatorProblems({ comparators, type }: ColumnContract, path: Path): Problem[] {
  if (CATEGORIES.has(type)) return [];
  return COMPARATORS.flatMap((kind) =>
    (['l-infinity', 'normalized-absolute-difference'] as const).flatMap((distance) =>
      comparators?.[kind]?.[distance] === undefined
        ? []
        : [
            problem(
              [...path, 'comparators', kind, distance],
              `is for categories, but this is ${type}`,
              'key',
            ),
          ],
    ),
  );
}

function hasRule(column: ColumnContract, rule: keyof NonNullable<ColumnContract['severities']>): boolean {
  switch (rule) {
    case 'type':
      return true;
    case 'required':
      return column.required;
    case 'finite':
      return FINITE_TYPES.has(column.type) && column.finite !== false;
    case 'lifecycle':
      return column.lifecycle === 'deprecated';
    case 'drift':
    case 'skew':
      return column.comparators?.[rule] !== undefined;
    default:
      return column[rule] !== undefined && column[rule] !== false;
  }
}

function rangeProblems({ type, range }: ColumnContract, path: Path): Problem[] {
  if (!range) return [];
  const typed: { 'at-least'?: number | string; 'at-most'?: number | string } = {};
  const problems: Problem[] = [];
  for (const key of ['at-least', 'at-most'] as const) {
    const given = range[key];
    if (given === undefined) continue;
    const value = boundOf(type, given);
    if (typeof value === 'number' || typeof value === 'string') typed[key] = value;
    else problems.push(problem([...path, 'range', key], misfit(type, given)));
  }
  if (range['at-least'] === undefined && range['at-most'] === undefined) {
    problems.push(problem([...path, 'range'], 'needs `at-least`, `at-most` or both'));
  }
  return problems.length > 0 ? problems : orderProblems(typed, [...path, 'range']);
}

function memberProblems(type: ColumnType, members: readonly Scalar[], path: Path): Problem[] {
  return members.flatMap((member, index) =>
    boundOf(type, member) === undefined ? [problem([...path, index], misfit(type, member))] : [],
  );
}

const EXPECTED: Record<ColumnType, string> = {
  integer: 'a number',
  number: 'a number',
  string: 'text (put it in quotes)',
  boolean: 'true or false',
  timestamp: 'a timestamp as text, such as "2013-06-01T00:00:00Z"',
  date: 'a date as text, such as "2013-06-01"',
};

function misfit(type: ColumnType, given: Scalar): string {
  return `must be ${EXPECTED[type]}, since the column is of type ${type}, but is ${shortened(given)}`;
}

function orderProblems(
  bounds: { 'at-least'?: number | string | undefined; 'at-most'?: number | string | undefined },
  path: Path,
): Problem[] {
  const [least, most] = [bounds['at-least'], bounds['at-most']];
  return least !== undefined && most !== undefined && least > most
    ? [problem([...path, 'at-most'], '`at-most` is less than `at-least`: nothing can satisfy it')]
    : [];
}

function patternProblems(pattern: string | undefined, path: Path): Problem[] {
  if (pattern === undefined) return [];
  try {
    RE2JS.compile(pattern);
    return [];
  } catch (error) {
    return [problem(path, `not a regular expression of RE2: ${messageOf(error)}`)];
  }
}

function problem(path: Path, message: string, about: Problem['about'] = 'value'): Problem {
  return { path, about, message };
}
