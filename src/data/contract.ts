import Type, { type Static, type TSchema } from 'typebox';
import { defaulted, object } from '../system/schema-shapes.ts';
import { COLUMN_TYPES } from './frame.ts';

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
const scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);
const columnName = Type.String({ minLength: 1, description: 'a column name' });

export const ColumnContractSchema = object(
  {
    description: Type.Optional(Type.String({ description: 'what the column means' })),
    type: Type.Enum([...COLUMN_TYPES], { description: 'what each value is; whole numbers are numbers too' }),
    required: defaulted(Type.Boolean({ description: 'whether the column must be there' }), true),
    severity: defaulted(
      Type.Enum(['error', 'warn', 'info'], { description: 'of a broken rule of this column' }),
      'error',
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
    columns: mapping(ColumnContractSchema, 'The columns by name.'),
  },
  'What one dataset must be.',
);

export const ContractSchema = object(
  {
    version: Type.Literal(1, { description: 'of this format' }),
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
export type Scalar = Static<typeof scalar>;
export type ContractSeverity = ColumnContract['severity'];

/** The contract of `dataset`, if there is one. */
export function datasetContract(contract: Contract, dataset: string): DatasetContract | undefined {
  return Object.hasOwn(contract.datasets, dataset) ? contract.datasets[dataset] : undefined;
}

/** The contract of a column, if there is one. */
export function columnContract(contract: DatasetContract, column: string): ColumnContract | undefined {
  return Object.hasOwn(contract.columns, column) ? contract.columns[column] : undefined;
}

/** What a model package keeps: the view's contract alone. */
export function viewContract(contract: Contract): Contract {
  const view = datasetContract(contract, VIEW);
  return { version: 1, datasets: view ? { [VIEW]: view } : {} };
}
