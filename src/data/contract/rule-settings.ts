import Type, { type Static } from 'typebox';

/** Settings that rules of columns, of datasets and scans have in common. */

/** How much a broken rule weighs: only `error` makes the verdict `fail`. */
export const SEVERITIES = ['error', 'warn', 'info'] as const;
export type ContractSeverity = (typeof SEVERITIES)[number];

export const severity = (description: string) => Type.Enum([...SEVERITIES], { description });

/** The name of an environment that data are for, such as `training` or `serving`. */
export const ENVIRONMENT_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;
const environmentName = Type.String({ pattern: ENVIRONMENT_NAME.source });

export const environments = (description: string) =>
  Type.Optional(Type.Array(environmentName, { minItems: 1, uniqueItems: true, description }));

/** The share that must keep a rule, as Great Expectations has it. */
export const mostly = Type.Optional(
  Type.Number({
    exclusiveMinimum: 0,
    maximum: 1,
    description:
      'the share of what is judged that must keep the rule (1 where left out); where nothing is judged, it holds',
  }),
);

export const columnName = Type.String({ minLength: 1, description: 'a column name' });
export const columnList = (description: string) =>
  Type.Array(columnName, { minItems: 1, uniqueItems: true, description });

export const scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);
export type Scalar = Static<typeof scalar>;
