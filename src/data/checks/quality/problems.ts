import { RE2JS } from 're2js';
import { messageOf } from '../../../system/errors.ts';
import { type Path, type Problem, shortened } from '../../../system/schema-check.ts';
import type { ColumnContract, DatasetContract, Scalar } from '../../contract/contract.ts';
import type { ColumnType } from '../../engine/frame.ts';
import { parseTimestamp } from '../../engine/times.ts';
import { boundOf } from '../value-rules.ts';
import { columnsOf } from './rule-context.ts';
import { OPERATORS, QUALITY_RULES, type QualityRule } from './schema.ts';

/** What a schema cannot say about `quality`: columns that are not there, rules that do not fit them or say nothing. */
export function qualityProblems(dataset: DatasetContract, path: Path): Problem[] {
  return (dataset.quality ?? []).flatMap((rule, index) => ruleProblems(rule, dataset, [...path, index]));
}

/** The metrics that operators compare. */
const COMPARED: ReadonlySet<string> = new Set(
  QUALITY_RULES.filter(({ properties }) => 'mustBe' in properties).map(
    ({ properties }) => properties.metric.const,
  ),
);

const NUMERIC: ReadonlySet<ColumnType> = new Set(['integer', 'number']);
const TIMES: ReadonlySet<ColumnType> = new Set(['timestamp', 'date']);
const ORDERED: ReadonlySet<ColumnType> = new Set([...NUMERIC, ...TIMES]);

/** The types of columns that a metric is made for; all where it is not named. */
const TYPES: Partial<Record<QualityRule['metric'], ReadonlySet<ColumnType>>> = {
  mean: NUMERIC,
  standardDeviation: NUMERIC,
  sum: NUMERIC,
  median: NUMERIC,
  quantile: NUMERIC,
  quantiles: NUMERIC,
  minimum: ORDERED,
  maximum: ORDERED,
  shareBetween: ORDERED,
  freshness: TIMES,
};

function ruleProblems(rule: QualityRule, dataset: DatasetContract, path: Path): Problem[] {
  const column = 'column' in rule ? ownColumn(dataset, rule.column) : undefined;
  return [
    ...columnProblems(rule, dataset, path),
    ...environmentProblems(rule, path),
    ...operatorProblems(rule, column, path),
    ...patternProblems(rule, path),
    ...(column && 'column' in rule ? typeProblems(rule, column, path) : []),
    ...shapeProblems(rule, path),
  ];
}

function ownColumn(dataset: DatasetContract, name: string): ColumnContract | undefined {
  return Object.hasOwn(dataset.columns, name) ? dataset.columns[name] : undefined;
}

function columnProblems(rule: QualityRule, dataset: DatasetContract, path: Path): Problem[] {
  return columnsOf(rule).flatMap((name) =>
    ownColumn(dataset, name)
      ? []
      : [problem(path, `${shortened(name)} is none of the columns of this contract`)],
  );
}

/** An environment that is named twice, once for and once against. */
export function environmentProblems(
  settings: {
    readonly 'in-environments'?: readonly string[];
    readonly 'not-in-environments'?: readonly string[];
  },
  path: Path,
): Problem[] {
  return (settings['not-in-environments'] ?? []).flatMap((name, index) =>
    settings['in-environments']?.includes(name)
      ? [problem([...path, 'not-in-environments', index], `${shortened(name)} is in \`in-environments\` too`)]
      : [],
  );
}

function operatorProblems(rule: QualityRule, column: ColumnContract | undefined, path: Path): Problem[] {
  if (!COMPARED.has(rule.metric)) return [];
  const given = rule as { readonly [K in (typeof OPERATORS)[number]]?: Bound | Bound[] };
  const asked = OPERATORS.filter((operator) => given[operator] !== undefined);
  if (asked.length === 0 && rule.metric !== 'failingRows') {
    return [problem(path, `needs an operator, such as \`mustBe\`: one of ${OPERATORS.join(', ')}`)];
  }
  return asked.flatMap((operator) => {
    const bounds = [given[operator] ?? []].flat();
    const at: Path = [...path, operator];
    const misfits = bounds.flatMap((bound) => boundProblem(rule, column, bound, at));
    const [first, second] = bounds;
    if (misfits.length > 0 || second === undefined || first === undefined || first < second) return misfits;
    return [problem(at, 'the first bound must be below the second')];
  });
}

type Bound = number | string;

function boundProblem(
  rule: QualityRule,
  column: ColumnContract | undefined,
  bound: Bound,
  path: Path,
): Problem[] {
  if (rule.metric === 'sql') return [];
  const times = (rule.metric === 'minimum' || rule.metric === 'maximum') && column && TIMES.has(column.type);
  if (!times)
    return typeof bound === 'number' ? [] : [problem(path, `must be a number, but is ${shortened(bound)}`)];
  return boundOf(column.type, bound) === undefined
    ? [problem(path, `must be a ${column.type} as text, but is ${shortened(bound)}`)]
    : [];
}

function patternProblems(rule: QualityRule, path: Path): Problem[] {
  if (!('pattern' in rule) || rule.pattern === undefined) return [];
  try {
    RE2JS.compile(rule.pattern);
    return [];
  } catch (error) {
    return [problem([...path, 'pattern'], `not a regular expression of RE2: ${messageOf(error)}`)];
  }
}

function typeProblems(rule: QualityRule & { column: string }, column: ColumnContract, path: Path): Problem[] {
  const { type } = column;
  const wanted = rule.metric === 'histogram' && rule.edges ? NUMERIC : TYPES[rule.metric];
  if (wanted && !wanted.has(type)) {
    const types = [...wanted].join(', ');
    return [
      problem([...path, 'column'], `${rule.metric} is for columns of type ${types}, but this is ${type}`),
    ];
  }
  const members: [Path, Scalar][] = [];
  const add = (key: string, values: readonly Scalar[] | undefined) => {
    for (const [index, value] of (values ?? []).entries()) members.push([[...path, key, index], value]);
  };
  if (rule.metric === 'invalidValues') add('valid-values', rule['valid-values']);
  if (rule.metric === 'histogram') add('values', rule.values);
  if (rule.metric === 'shares')
    for (const [index, { value }] of rule.values.entries())
      members.push([[...path, 'values', index, 'value'], value]);
  if (rule.metric === 'shareBetween')
    for (const key of ['at-least', 'at-most'] as const)
      if (rule[key] !== undefined) members.push([[...path, key], rule[key]]);
  return members.flatMap(([at, value]) =>
    boundOf(type, value) === undefined
      ? [problem(at, `must be a value of type ${type}, but is ${shortened(value)}`)]
      : [],
  );
}

/** Rules that would say nothing, or that nothing can satisfy. */
function shapeProblems(rule: QualityRule, path: Path): Problem[] {
  switch (rule.metric) {
    case 'rowCount':
      return rule.unit === 'percent' && rule.where === undefined
        ? [problem([...path, 'unit'], 'without `where` all rows are 100 percent')]
        : [];
    case 'rowCountChange':
      return rule.where === undefined
        ? []
        : [
            problem(
              [...path, 'where'],
              'means nothing here: the previous version is known by its rows alone',
              'key',
            ),
          ];
    case 'sql':
    case 'failingRows':
      return rule.where === undefined
        ? []
        : [problem([...path, 'where'], 'means nothing here: write it into the query', 'key')];
    case 'invalidValues':
      return rule['valid-values'] || rule.pattern !== undefined
        ? []
        : [problem(path, 'needs `valid-values`, `pattern` or both')];
    case 'shareBetween':
      return rule['at-least'] !== undefined || rule['at-most'] !== undefined
        ? []
        : [problem(path, 'needs `at-least`, `at-most` or both')];
    case 'freshness':
      return rule.at !== undefined && parseTimestamp(rule.at) === undefined
        ? [
            problem(
              [...path, 'at'],
              `must be a moment such as 2024-01-31T00:00:00Z, but is ${shortened(rule.at)}`,
            ),
          ]
        : [];
    case 'foreignKey':
      return rule['dataset-columns'] && rule['dataset-columns'].length !== rule.columns.length
        ? [problem([...path, 'dataset-columns'], `must be as many as \`columns\`: ${rule.columns.length}`)]
        : [];
    case 'shares':
      return rule.values.flatMap((entry, index) => boundsProblem(entry, [...path, 'values', index]));
    case 'quantiles':
      return rule.bands.flatMap((entry, index) => boundsProblem(entry, [...path, 'bands', index]));
    case 'histogram':
      return histogramProblems(rule, path);
    default:
      return [];
  }
}

function boundsProblem(
  { 'at-least': least, 'at-most': most }: { readonly 'at-least'?: number; readonly 'at-most'?: number },
  path: Path,
): Problem[] {
  if (least === undefined && most === undefined)
    return [problem(path, 'needs `at-least`, `at-most` or both')];
  return least !== undefined && most !== undefined && least > most
    ? [problem([...path, 'at-most'], '`at-most` is less than `at-least`: nothing can satisfy it')]
    : [];
}

function histogramProblems(
  { edges, values, shares }: Extract<QualityRule, { metric: 'histogram' }>,
  path: Path,
): Problem[] {
  if ((edges === undefined) === (values === undefined))
    return [problem(path, 'needs either `edges` or `values`')];
  const bins = values ? values.length : (edges?.length ?? 0) - 1;
  return [
    ...(edges?.some((edge, index) => index > 0 && edge <= (edges[index - 1] ?? edge))
      ? [problem([...path, 'edges'], 'must ascend')]
      : []),
    ...(shares.length === bins ? [] : [problem([...path, 'shares'], `must be ${bins}, one for each bin`)]),
    ...(shares.some((share) => share > 0) ? [] : [problem([...path, 'shares'], 'one must be above 0')]),
  ];
}

function problem(path: Path, message: string, about: Problem['about'] = 'value'): Problem {
  return { path, about, message };
}
