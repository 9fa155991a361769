import Type, { type Static } from 'typebox';
import { defaulted, object } from '../../system/schema-shapes.ts';
import { bound, columns, oneOfBy, scalar, sql } from './shapes.ts';

const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });

const behaviour = {
  name: Type.String({ minLength: 1, maxLength: 100, description: 'what it is about, for the report' }),
  where: Type.Optional(sql('a condition on view rows: only those are asked')),
  'at-most': defaulted(share('the share of rows that may break it'), 0),
};

export const BehaviourSchema = oneOfBy(
  'test',
  [
    object(
      {
        test: Type.Literal('invariance'),
        ...behaviour,
        set: Type.Record(Type.String(), Type.Union([scalar, Type.Null()]), {
          minProperties: 1,
          description: 'columns and the value that each is set to: the prediction must not care',
        }),
        within: defaulted(Type.Number({ minimum: 0, description: 'how far the score may move' }), 0.01),
      },
      'The prediction does not change when these columns do.',
    ),
    object(
      {
        test: Type.Literal('direction'),
        ...behaviour,
        add: Type.Record(Type.String(), Type.Number(), {
          minProperties: 1,
          description: 'numeric columns and how much is added to each',
        }),
        expect: Type.Enum(['not-lower', 'not-higher'], { description: 'what the score must then be' }),
        class: Type.Optional(
          Type.Union([scalar], {
            description:
              'of several classes the one whose score is meant; the one that was predicted where left out',
          }),
        ),
        within: defaulted(Type.Number({ minimum: 0, description: 'what is forgiven' }), 0),
      },
      'The prediction moves the way it should.',
    ),
    object(
      {
        test: Type.Literal('minimum'),
        ...behaviour,
        where: sql('a condition on view rows: easy cases, whose answer is known'),
        'score-at-least': bound('the lowest score (of regression: value) that is right'),
        'score-at-most': bound('the highest'),
        class: Type.Optional(
          Type.Union([scalar], {
            description: 'of several classes the one that is right; its score is the one that is bounded',
          }),
        ),
      },
      'What any model must get right.',
    ),
    object(
      {
        test: Type.Literal('golden'),
        name: behaviour.name,
        rows: Type.String({
          minLength: 1,
          description:
            'a file of rows with the scores that they must have, in the columns `score` or `p_<class>`; who changes scores on purpose changes the file (`mlops golden` writes it)',
        }),
        within: defaulted(Type.Number({ minimum: 0, description: 'how far a score may move' }), 1e-6),
        'at-most': behaviour['at-most'],
      },
      'Rows whose prediction must not change unless the file does.',
    ),
  ],
  'How the model must behave, whatever its metrics.',
);

export const RobustnessSchema = object(
  {
    damage: Type.Enum(['missing', 'noise', 'out-of-range'], {
      description:
        '`missing` empties values, `noise` adds `deviations` standard deviations of normal noise to numbers, `out-of-range` moves numbers beyond what training saw',
    }),
    columns: Type.Optional(columns('which features; all that it applies to where left out')),
    share: defaulted(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description: 'the share of values that is damaged, by the seed of `train`',
      }),
      0.1,
    ),
    deviations: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description: 'the standard deviation of noise, as a share of that of the training rows (default 0.1)',
      }),
    ),
    metric: Type.String({ minLength: 1, description: 'what is measured on the damaged rows' }),
    'may-worsen': Type.Number({ minimum: 0, description: 'how much worse than on the sound rows it may be' }),
  },
  'How much a model may lose on damaged rows.',
);

export type BehaviourTest = Static<typeof BehaviourSchema>;
export type RobustnessTest = Static<typeof RobustnessSchema>;
