import Type, { type Static } from 'typebox';
import { object } from '../../system/schema-shapes.ts';
import { columns } from './shapes.ts';

const TRANSFORMS = [
  'numeric',
  'impute',
  'log1p',
  'standardize',
  'one-hot',
  'hash',
  'bucketize',
  'date-parts',
  'cyclic',
] as const;
export const DATE_PARTS = ['year', 'month', 'day', 'weekday', 'hour', 'minute', 'day-of-year'] as const;

export const FeatureSchema = object(
  {
    columns: columns('view columns that are treated alike'),
    transform: Type.Union(
      [Type.Enum([...TRANSFORMS]), Type.Array(Type.Enum([...TRANSFORMS]), { minItems: 1 })],
      { description: 'one transform, or several in order; fitted on training data only' },
    ),
    fill: Type.Optional(
      Type.Union([Type.Enum(['mean', 'median', 'most-frequent']), Type.Number()], {
        description: '`impute`: what stands for a missing value (default `median`)',
      }),
    ),
    period: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: '`cyclic`: the length of the cycle' }),
    ),
    buckets: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 65536,
        description: '`hash`, `bucketize`: how many (default 32, 10)',
      }),
    ),
    boundaries: Type.Optional(
      Type.Array(Type.Number(), {
        minItems: 1,
        description: '`bucketize`: inner edges instead of quantiles',
      }),
    ),
    'max-categories': Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10000,
        description: '`one-hot`: the most frequent ones kept (default 200)',
      }),
    ),
    parts: Type.Optional(
      Type.Array(Type.Enum([...DATE_PARTS]), {
        minItems: 1,
        uniqueItems: true,
        description: '`date-parts`: which (default month, weekday, hour)',
      }),
    ),
  },
  'Columns and how they become numbers.',
);

export type FeatureConfig = Static<typeof FeatureSchema>;
export type TransformName = (typeof TRANSFORMS)[number];
export type DatePart = (typeof DATE_PARTS)[number];
