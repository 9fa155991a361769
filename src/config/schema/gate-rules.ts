import Type, { type Static } from 'typebox';
import { object } from '../../system/schema-shapes.ts';
import { bound, column, scalar } from './shapes.ts';

const margin = (description: string) => Type.Optional(Type.Number({ minimum: 0, description }));

/** How the figures of groups become one figure, by the names of fairlearn's `MetricFrame`. */
export const AGGREGATES = ['difference', 'ratio', 'group_min', 'group_max'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

const SliceSchema = object(
  {
    column: Type.Union(
      [Type.String({ minLength: 1 }), Type.Array(column, { minItems: 2, uniqueItems: true })],
      {
        description: 'a slice column, or several that are crossed',
      },
    ),
    value: Type.Optional(
      Type.Union([scalar, Type.Array(scalar, { minItems: 2 })], {
        description: 'one value (of crossed columns one each); every value where left out',
      }),
    ),
  },
  'Judge the rule on slices instead of all rows.',
);

/** How columns that are crossed, and their values, are named: `origin × carrier`. A `×` of their own is escaped: no two are one. */
export function sliceSetName(
  parts: string | number | boolean | readonly (string | number | boolean)[],
): string {
  if (!Array.isArray(parts)) return String(parts);
  return parts.map((part) => String(part).replaceAll(' × ', ' \\× ')).join(' × ');
}

export const RuleSchema = object(
  {
    metric: Type.String({
      minLength: 1,
      description: 'a metric by scikit-learn’s or fairlearn’s name, one of your own, or a budget',
    }),
    'at-least': bound('the lowest figure that passes'),
    'at-most': bound('the highest figure that passes'),
    'may-worsen': margin('how much worse than the baseline it may be, in the metric’s own direction'),
    'may-worsen-relative': margin('the same as a share of the baseline’s absolute figure'),
    'must-improve': margin('how much better than the baseline it must be at least'),
    'must-improve-relative': margin('the same as a share of the baseline’s absolute figure'),
    'refuse-when': Type.Optional(
      Type.Enum(['any-exceeded', 'both-exceeded'], {
        description:
          'with `both-exceeded` a change is refused only where it is beyond the absolute and the relative bound; `any-exceeded` where left out',
      }),
    ),
    slice: Type.Optional(SliceSchema),
    by: Type.Optional(
      Type.String({ minLength: 1, description: 'the column whose groups are compared with each other' }),
    ),
    aggregate: Type.Optional(
      Type.Enum([...AGGREGATES], {
        description: 'what is judged of the groups; needs `by`; fairness measures have their own',
      }),
    ),
  },
  'A metric and its bounds; all of them must hold. Bounds are inclusive.',
);

export type RuleConfig = Static<typeof RuleSchema>;
