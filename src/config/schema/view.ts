import Type, { type Static } from 'typebox';
import { defaulted, object } from '../../system/schema-shapes.ts';
import { column, columns, duration } from './shapes.ts';
import { SOURCE_NAME } from './sources.ts';

export const JoinSchema = object(
  {
    source: Type.String({ pattern: SOURCE_NAME, description: 'a name from `data.sources`' }),
    on: columns('key columns, equal on both sides'),
    asof: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'a time column of both sides: the latest row at or before the time is taken',
      }),
    ),
    within: Type.Optional(duration('how old the row of an `asof` join may be')),
    columns: Type.Optional(columns('what to take from the source; all but the keys where left out')),
    prefix: Type.Optional(Type.String({ description: 'set before the name of each column that is taken' })),
  },
  'A look-up in another source; it never multiplies rows.',
);

export const ViewSchema = object(
  {
    from: Type.String({ pattern: SOURCE_NAME, description: 'the source with one row per prediction' }),
    join: defaulted(Type.Array(JoinSchema, { description: 'look-ups, in order' }), []),
    label: Type.Optional(
      Type.String({ minLength: 1, description: 'an SQL expression that makes the label' }),
    ),
    where: Type.Optional(
      Type.String({ minLength: 1, description: 'an SQL condition, for training and evaluation only' }),
    ),
    time: Type.Optional(
      Type.String({ minLength: 1, description: 'the column with the time of the prediction, in UTC' }),
    ),
    keys: defaulted(
      Type.Array(column, { description: 'columns that name a row; together they must be unique' }),
      [],
    ),
    unavailable: defaulted(
      Type.Array(column, {
        description: 'columns not known when predicting; one of them as a feature is an error',
      }),
      [],
    ),
  },
  'The feature view: one row per prediction.',
);

export type JoinConfig = Static<typeof JoinSchema>;
export type ViewConfig = Static<typeof ViewSchema>;
