import Type, { type Static } from 'typebox';
import { defaulted, object } from '../../system/schema-shapes.ts';
import { columns, DAY, duration, oneOfBy } from './shapes.ts';

const fraction = (description: string) =>
  Type.Number({
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    description: `${description}, as a share of the rows`,
  });

export const SplitSchema = oneOfBy(
  'by',
  [
    object(
      {
        by: Type.Literal('time'),
        train: duration('length of the training data'),
        validation: duration('length of the validation data'),
        test: duration('length of the held-out test data'),
        until: defaulted(
          Type.String({
            pattern: DAY,
            description: 'the day after the last test day (YYYY-MM-DD), or `latest`',
          }),
          'latest',
        ),
      },
      'By time, counted back from `until`: train, then validation, then test.',
    ),
    object(
      {
        by: Type.Literal('group'),
        column: Type.String({ minLength: 1, description: 'rows with the same value stay together' }),
        validation: defaulted(fraction('validation data'), 0.15),
        test: defaulted(fraction('test data'), 0.15),
      },
      'By group: all rows of a group fall into one split.',
    ),
    object(
      {
        by: Type.Literal('hash'),
        columns: columns('the key columns whose hash decides'),
        validation: defaulted(fraction('validation data'), 0.15),
        test: defaulted(fraction('test data'), 0.15),
      },
      'By a hash of key columns: a row stays in its split when data are added.',
    ),
    object(
      {
        by: Type.Literal('random'),
        validation: defaulted(fraction('validation data'), 0.15),
        test: defaulted(fraction('test data'), 0.15),
      },
      'At random, by `train.seed`.',
    ),
  ],
  'How rows are divided into training, validation and test data.',
);

export type SplitConfig = Static<typeof SplitSchema>;
