import { RE2JS } from 're2js';
import { messageOf } from '../system/errors.ts';
import { type Path, type Problem, shortened } from '../system/schema-check.ts';
import type { ColumnContract, Contract, DatasetContract, Scalar } from './contract.ts';
import type { ColumnType } from './frame.ts';
import { boundOf, FINITE_TYPES } from './value-rules.ts';

/** What a schema cannot say about a contract: rules that do not fit the type, or that nothing can satisfy. */
export function contractProblems(contract: Contract): Problem[] {
  return Object.entries(contract.datasets).flatMap(([name, dataset]) =>
    datasetProblems(dataset, ['datasets', name]),
  );
}

function datasetProblems(dataset: DatasetContract, path: Path): Problem[] {
  return [
    ...orderProblems(dataset.rows, [...path, 'rows']),
    ...dataset.keys.flatMap((key, index) =>
      Object.hasOwn(dataset.columns, key)
        ? []
        : [problem([...path, 'keys', index], `${shortened(key)} is none of the columns of this contract`)],
    ),
    ...Object.entries(dataset.columns).flatMap(([name, column]) =>
      columnProblems(column, [...path, 'columns', name]),
    ),
  ];
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
  ];
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
