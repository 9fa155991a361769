import Type, { type Static, type TSchema } from 'typebox';
import { object } from '../../../system/schema-shapes.ts';
import { columnList, environments, mostly, scalar, severity } from '../../contract/rule-settings.ts';

/**
 * Rules about a whole dataset, `quality:` in a contract. The metrics rowCount, nullValues, missingValues,
 * invalidValues and duplicateValues, the operators, and `unit` are those of the Open Data Contract Standard 3.1;
 * the other metrics are ours.
 */

const text = (description: string) => Type.Optional(Type.String({ minLength: 1, description }));
const bound = (description: string) =>
  Type.Optional(Type.Union([Type.Number(), Type.String({ minLength: 1 })], { description }));
const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
const column = (description = 'the column') => Type.String({ minLength: 1, description });

const common = {
  name: text('what messages call the rule'),
  description: text('why the rule is there'),
  severity: Type.Optional(severity('of the broken rule (`error` where left out)')),
  where: text('an SQL condition: only rows where it is true are judged'),
  'in-environments': environments('the environments in which the rule is judged (all where left out)'),
  'not-in-environments': environments('environments in which the rule is not judged'),
};

const pair = (description: string) =>
  Type.Optional(
    Type.Array(Type.Union([Type.Number(), Type.String({ minLength: 1 })]), {
      minItems: 2,
      maxItems: 2,
      description,
    }),
  );

/** At least one of them; all that are there must hold. */
const operators = {
  mustBe: bound('the figure must be this'),
  mustNotBe: bound('the figure must not be this'),
  mustBeGreaterThan: bound('the figure must be above this'),
  mustBeGreaterOrEqualTo: bound('the figure must be this or above'),
  mustBeLessThan: bound('the figure must be below this'),
  mustBeLessOrEqualTo: bound('the figure must be this or below'),
  mustBeBetween: pair('the figure must be above the first and below the second: both ends are EXCLUSIVE'),
  mustNotBeBetween: pair('the figure must be the first or below, or the second or above'),
};
export const OPERATORS = Object.keys(operators) as (keyof typeof operators)[];

/** What the tables of the reference page say once for all rules. */
export const COMMON_RULE_KEYS = object(common);
export const OPERATOR_KEYS = object(operators);

const unit = Type.Optional(
  Type.Enum(['rows', 'percent'], { description: 'what the figure is counted in (`rows` where left out)' }),
);

function rule<const M extends string, P extends Record<string, TSchema>>(
  metric: M,
  properties: P,
  description: string,
) {
  return object({ metric: Type.Literal(metric), ...common, ...properties }, description);
}

const measured = <const M extends string>(metric: M, description: string) =>
  rule(metric, { column: column(), ...operators }, description);

export const QUALITY_RULES = [
  rule('rowCount', { unit, ...operators }, 'The number of rows; in percent: of all, which asks for `where`.'),
  rule('nullValues', { column: column(), unit, ...operators }, 'Rows without a value.'),
  rule(
    'missingValues',
    {
      column: column(),
      'missing-values': Type.Array(scalar, {
        minItems: 1,
        uniqueItems: true,
        description: 'values that mean that there is none, such as `N/A`',
      }),
      unit,
      ...operators,
    },
    'Rows without a value, or with one that means so.',
  ),
  rule(
    'invalidValues',
    {
      column: column(),
      'valid-values': Type.Optional(
        Type.Array(scalar, { minItems: 1, uniqueItems: true, description: 'the values that are valid' }),
      ),
      pattern: text('a regular expression (RE2) that a valid text matches as a whole'),
      unit,
      ...operators,
    },
    'Rows with a value that is not valid; a missing one is no invalid one.',
  ),
  rule(
    'duplicateValues',
    {
      columns: columnList('the columns that together should differ in every row'),
      unit,
      ...operators,
    },
    'Rows that share their values with another one, all of them; rows where one is missing do not count.',
  ),
  measured('mean', 'The arithmetic mean.'),
  measured('standardDeviation', 'The standard deviation with n - 1 below.'),
  measured('sum', 'The sum.'),
  measured('minimum', 'The lowest value, of numbers or times.'),
  measured('maximum', 'The highest value, of numbers or times.'),
  measured('median', 'The median, interpolated.'),
  rule(
    'quantile',
    { column: column(), share: share('below which share of the values it lies'), ...operators },
    'A quantile, interpolated linearly.',
  ),
  measured('distinctCount', 'The number of different values.'),
  measured('uniqueShare', 'The number of different values, divided by that of all values.'),
  rule(
    'shareBetween',
    {
      column: column(),
      'at-least': bound('the lowest value that lies between'),
      'at-most': bound('the highest value that lies between'),
      ...operators,
    },
    'The share of values within inclusive bounds.',
  ),
  rule(
    'rowCountChange',
    {
      unit: Type.Optional(
        Type.Enum(['rows', 'percent'], {
          description: 'rows more, or percent of the previous rows (where left out)',
        }),
      ),
      ...operators,
    },
    'How many more rows there are than in the previous version; fewer are below zero.',
  ),
  rule(
    'freshness',
    {
      column: column('the column of times'),
      unit: Type.Optional(
        Type.Enum(['minutes', 'hours', 'days'], { description: 'of the figure (`hours` where left out)' }),
      ),
      at: text('the moment to count from, ISO 8601 (the time of the check where left out)'),
      ...operators,
    },
    'How old the newest time is.',
  ),
  rule(
    'monotonic',
    {
      column: column(),
      direction: Type.Enum(['increasing', 'decreasing'], {
        description: 'which way the values must go, from row to row as they are read',
      }),
      strict: Type.Optional(Type.Boolean({ description: 'whether equal neighbours break it' })),
      'order-by': Type.Optional(columnList('the order of the rows, where it is not that of reading')),
      per: Type.Optional(columnList('columns: rows are only compared with those that have the same values')),
      mostly,
    },
    'Values that never go the other way.',
  ),
  rule(
    'functionalDependency',
    {
      columns: columnList('the columns that determine the other'),
      determines: column('the column that must have one value for each of theirs'),
      mostly,
    },
    'Equal values in `columns` mean an equal value in `determines`; rows with another than the most frequent one break it.',
  ),
  rule(
    'crossColumn',
    { condition: column('an SQL condition over the columns of one row'), mostly },
    'A condition that must be true in every row; rows where it is NULL are not judged, and where it is so in all of them the rule is broken.',
  ),
  rule(
    'foreignKey',
    {
      columns: columnList('the columns whose values must exist there'),
      dataset: Type.String({ minLength: 1, description: 'the other dataset' }),
      'dataset-columns': Type.Optional(
        columnList('the columns there, in the same order (the same names where left out)'),
      ),
      mostly,
    },
    'Values that must exist in another dataset; rows where one is missing are not judged.',
  ),
  rule(
    'sql',
    {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of the standard's
      query: column('a query that gives one figure; `${object}` stands for the dataset'),
      ...operators,
    },
    'Any figure that a query can tell.',
  ),
  rule(
    'failingRows',
    {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of the standard's
      query: column('a query over `${object}` that gives the rows that fail'),
      unit,
      ...operators,
    },
    'Rows that a query gives; none may be where there is no operator.',
  ),
  rule(
    'profileCondition',
    {
      condition: column(
        'an SQL condition over one column’s figures: column, type, rows, present, missing, distinct_values, minimum, maximum, mean, standard_deviation, median, zeros, negatives, nan, infinities',
      ),
      columns: Type.Optional(columnList('the columns that are judged (all where left out)')),
    },
    'A condition that must be true for the figures of each column; columns where it is NULL are not judged, and where it is so for all of them the rule is broken.',
  ),
  rule(
    'shares',
    {
      column: column(),
      values: Type.Array(
        object({
          value: scalar,
          'at-least': Type.Optional(share('what the value must make up')),
          'at-most': Type.Optional(share('what the value may make up')),
        }),
        { minItems: 1, description: 'values and what share of all values each must have' },
      ),
    },
    'How often values may occur.',
  ),
  rule(
    'quantiles',
    {
      column: column(),
      bands: Type.Array(
        object({
          share: share('which quantile'),
          'at-least': Type.Optional(Type.Number({ description: 'its lowest value' })),
          'at-most': Type.Optional(Type.Number({ description: 'its highest value' })),
        }),
        { minItems: 1, description: 'inclusive bounds of quantiles' },
      ),
    },
    'Where quantiles must lie.',
  ),
  rule(
    'histogram',
    {
      column: column(),
      edges: Type.Optional(
        Type.Array(Type.Number(), {
          minItems: 2,
          description:
            'ends of bins [a, b), the last one closed; what lies outside makes two more bins, expected empty',
        }),
      ),
      values: Type.Optional(
        Type.Array(scalar, {
          minItems: 1,
          uniqueItems: true,
          description: 'values in place of bins; all others make one more, expected empty',
        }),
      ),
      shares: Type.Array(Type.Number({ minimum: 0 }), {
        minItems: 1,
        description: 'the expected share of each bin; divided by their sum',
      }),
      'jensen-shannon-divergence': object(
        { 'at-most': share('the highest divergence, base 2') },
        'How far the shares may be from the expected ones.',
      ),
    },
    'A distribution that is expected, without a dataset that has it.',
  ),
] as const;

type RuleSchemas = typeof QUALITY_RULES;
export type QualityRule = Static<RuleSchemas[number]>;
export type QualityMetric = QualityRule['metric'];
export type QualityRuleOf<M extends QualityMetric> = Extract<QualityRule, { metric: M }>;
/** A rule with a figure that is compared. */
export type ComparedRule = Extract<QualityRule, { mustBe?: unknown }>;

/** One of the rules, told apart by `metric`. */
export const QualityRuleSchema = Type.Unsafe<QualityRule>({
  type: 'object',
  required: ['metric'],
  discriminator: { propertyName: 'metric' },
  oneOf: [...QUALITY_RULES],
  description: 'A rule about the whole dataset.',
});
