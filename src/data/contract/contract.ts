import Type, { type Static, type TOptional, type TSchema } from 'typebox';
import { defaulted, object } from '../../system/schema-shapes.ts';
import { QualityRuleSchema } from '../checks/quality/schema.ts';
import { ChecksSchema } from '../checks/scans/settings.ts';
import { COLUMN_TYPES } from '../engine/frame.ts';
import {
  type ContractSeverity,
  columnName,
  environments,
  mostly,
  type Scalar,
  scalar,
  severity,
} from './rule-settings.ts';

export type { ContractSeverity, Scalar };

/**
 * The contract: what data must be. `contract.yml` holds one for each source and, under the name `view`,
 * one for the feature view; a model package keeps the view's alone. All bounds are inclusive.
 */

/** The name of the feature view among a contract's datasets. */
export const VIEW = 'view';

/** A mapping with any names at all; a pattern would overlook names with a line break. */
function mapping<T extends TSchema>(values: T, description: string) {
  return Type.Unsafe<Record<string, Static<T>>>({
    type: 'object',
    additionalProperties: values,
    description,
  });
}

const share = (description: string) =>
  Type.Number({ minimum: 0, maximum: 1, description: `${description}, as a share of its values` });
const size = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));
const bound = (description: string) =>
  Type.Optional(
    Type.Union([Type.Number(), Type.String({ minLength: 1 })], {
      description: `${description}: a number, or a date or timestamp as text`,
    }),
  );

/** A JSON Schema as users write one; what it may hold is checked where it is compiled. */
const jsonSchema = (description: string) =>
  Type.Optional(Type.Unsafe<boolean | Record<string, unknown>>({ type: ['object', 'boolean'], description }));

/** The rules of a column, by the names that anomalies and `severities` have for them. */
const COLUMN_RULES = [
  'required',
  'type',
  'missing',
  'present',
  'finite',
  'domain',
  'classes',
  'range',
  'pattern',
  'length',
  'schema',
  'unique',
  'lifecycle',
  'drift',
  'skew',
] as const;
export type ColumnRule = (typeof COLUMN_RULES)[number];

const distance = (description: string) =>
  Type.Optional(Type.Number({ minimum: 0, description: `the highest ${description}; equal passes` }));
const comparator = (description: string) =>
  Type.Optional(
    object(
      {
        'l-infinity': distance('difference of the shares of one value (text and truth values)'),
        'jensen-shannon-divergence': distance('Jensen-Shannon divergence, base 2, no root'),
        'normalized-absolute-difference': distance(
          'difference of the counts of one value, divided by the number of all values',
        ),
      },
      description,
    ),
  );

export const ColumnContractSchema = object(
  {
    description: Type.Optional(Type.String({ description: 'what the column means' })),
    type: Type.Enum([...COLUMN_TYPES], { description: 'what each value is; whole numbers are numbers too' }),
    required: defaulted(Type.Boolean({ description: 'whether the column must be there' }), true),
    severity: defaulted(severity('of a broken rule of this column'), 'error'),
    severities: Type.Optional(
      object(
        Object.fromEntries(
          COLUMN_RULES.map((rule) => [rule, Type.Optional(severity(`of \`${rule}\``))]),
        ) as Record<(typeof COLUMN_RULES)[number], TOptional<ReturnType<typeof severity>>>,
        `Severities of single rules, in place of that of the column: of ${COLUMN_RULES.join(', ')}.`,
      ),
    ),
    lifecycle: Type.Optional(
      Type.Enum(['planned', 'active', 'deprecated'], {
        description:
          'a planned or deprecated column need not be there, and its rules are not judged; a deprecated one that is there is told',
      }),
    ),
    'in-environments': environments('environments in which the column must be there'),
    'not-in-environments': environments('environments in which the column need not be there'),
    mostly: Type.Optional({
      ...mostly,
      description: 'the share of values that must keep each rule about single values (1 where left out)',
    }),
    present: Type.Optional(
      object(
        { 'at-least': Type.Integer({ minimum: 1, description: 'the fewest rows with a value' }) },
        'How many values must be there.',
      ),
    ),
    missing: Type.Optional(
      object(
        {
          'at-most': Type.Number({
            minimum: 0,
            maximum: 1,
            description: 'the share of rows that may have no value',
          }),
        },
        'How many values may be missing; any number where left out.',
      ),
    ),
    domain: Type.Optional(
      Type.Array(scalar, { minItems: 1, uniqueItems: true, description: 'the values that are allowed' }),
    ),
    outside: Type.Optional(
      object({ 'at-most': share('what may lie outside `domain`') }, 'How strict `domain` is.'),
    ),
    range: Type.Optional(
      object(
        { 'at-least': bound('the lowest value'), 'at-most': bound('the highest value') },
        'Bounds of numbers, dates and timestamps.',
      ),
    ),
    finite: Type.Optional(
      Type.Boolean({ description: 'whether NaN and infinities are refused (they are, where left out)' }),
    ),
    pattern: Type.Optional(
      Type.String({ minLength: 1, description: 'a regular expression (RE2) that the whole text must match' }),
    ),
    length: Type.Optional(
      object(
        { 'at-least': size('the fewest'), 'at-most': size('the most') },
        'Number of characters of a text.',
      ),
    ),
    schema: jsonSchema('a JSON Schema (2020-12) that each value must keep, for what no other rule can say'),
    unique: Type.Optional(Type.Boolean({ description: 'whether no value may occur twice' })),
    classes: Type.Optional(
      object(
        {
          values: Type.Array(scalar, {
            minItems: 2,
            uniqueItems: true,
            description: 'the classes: each must occur, and nothing else may',
          }),
          'at-least': Type.Optional(share('what each class must make up')),
        },
        'For a label: its classes.',
      ),
    ),
    comparators: Type.Optional(
      object(
        {
          drift: comparator('From the previous version of the data.'),
          skew: comparator('Between the data of training and of serving.'),
        },
        'How far the values may be from those of other data.',
      ),
    ),
  },
  'What one column must be.',
);

export const DatasetContractSchema = object(
  {
    description: Type.Optional(Type.String({ description: 'what a row is' })),
    rows: defaulted(
      object(
        {
          'at-least': defaulted(Type.Integer({ minimum: 0, description: 'the fewest' }), 1),
          'at-most': size('the most'),
          change: Type.Optional(
            object(
              {
                'at-least-ratio': Type.Optional(
                  Type.Number({ minimum: 0, description: 'the lowest ratio to the previous rows' }),
                ),
                'at-most-ratio': Type.Optional(
                  Type.Number({ minimum: 0, description: 'the highest ratio to the previous rows' }),
                ),
              },
              'Rows now, divided by those of the previous version.',
            ),
          ),
        },
        'Number of rows.',
      ),
      { 'at-least': 1 },
    ),
    keys: defaulted(
      Type.Array(columnName, {
        uniqueItems: true,
        description: 'columns that together differ in every row',
      }),
      [],
    ),
    'additional-columns': defaulted(
      Type.Enum(['error', 'warn', 'allow'], { description: 'what a column not named here is' }),
      'warn',
    ),
    'default-environments': environments(
      'the environments for which the data must be whole, where a column does not say otherwise (all where left out)',
    ),
    columns: mapping(ColumnContractSchema, 'The columns by name.'),
    'row-schema': jsonSchema(
      'a JSON Schema (2020-12) that each row must keep, as a mapping from column names to values; a missing value is null',
    ),
    quality: Type.Optional(
      Type.Array(QualityRuleSchema, { minItems: 1, description: 'rules about the whole dataset' }),
    ),
    checks: Type.Optional(ChecksSchema),
  },
  'What one dataset must be.',
);

export const ContractSchema = object(
  {
    version: Type.Literal(1, { description: 'of this format' }),
    'contract-version': Type.Optional(
      Type.String({
        pattern:
          '^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?$',
        description: 'of what this contract says, as semantic versioning has it, such as `1.2.0`',
      }),
    ),
    datasets: mapping(
      DatasetContractSchema,
      'Contracts by source; the one of the feature view under `view`.',
    ),
  },
  'What the data must be.',
);

export type ColumnContract = Static<typeof ColumnContractSchema>;
export type DatasetContract = Static<typeof DatasetContractSchema>;
export type Contract = Static<typeof ContractSchema>;

/** The contract of `dataset`, if there is one. */
export function datasetContract(contract: Contract, dataset: string): DatasetContract | undefined {
  return Object.hasOwn(contract.datasets, dataset) ? contract.datasets[dataset] : undefined;
}

/** The contract of a column, if there is one. */
export function columnContract(contract: DatasetContract, column: string): ColumnContract | undefined {
  return Object.hasOwn(contract.columns, column) ? contract.columns[column] : undefined;
}
