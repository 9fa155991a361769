import Type, { type Static } from 'typebox';
import { CORRECTIONS } from '../../stats/multiple-tests.ts';
import { defaulted, object } from '../../system/schema-shapes.ts';
import { column, columns, DAY, days, duration } from './shapes.ts';

export const MonitorSchema = object(
  {
    log: Type.String({
      minLength: 1,
      description: 'the serving log, or any dataset of view rows: a file or glob (JSON Lines, CSV, Parquet)',
    }),
    window: days('length of a window'),
    until: defaulted(
      Type.String({
        pattern: DAY,
        description: 'the end of the last window: a day (YYYY-MM-DD), or `latest` request',
      }),
      'latest',
    ),
    preset: defaulted(
      Type.Enum(['evidently', 'tfdv', 'nannyml', 'calibrated'], {
        description:
          'whose methods and thresholds; `tfdv` has no thresholds of its own, `calibrated` takes them from how much the training data differ from themselves',
      }),
      'evidently',
    ),
    rate: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 0.5,
        description:
          '`calibrated`: how often a window without drift may count as drifted, whatever the number of columns (default 0.05)',
      }),
    ),
    columns: Type.Optional(columns('what is compared; the columns of the features where left out')),
    methods: defaulted(
      Type.Record(Type.String(), Type.String(), {
        description: 'a method for a column instead of the preset’s',
      }),
      {},
    ),
    thresholds: defaulted(
      Type.Record(Type.String(), Type.Number({ minimum: 0 }), {
        description: 'a threshold for a column instead of the method’s own; `*` for every other column',
      }),
      {},
    ),
    correction: defaulted(
      Type.Enum([...CORRECTIONS], {
        description: 'of the p-values, for testing many columns at once; the tools of the presets have none',
      }),
      'none',
    ),
    'drift-share': Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description:
          'the share of drifted columns from which the window counts as drifted (default 0.5; for `calibrated` any column)',
      }),
    ),
    'minimum-rows': defaulted(
      Type.Integer({
        minimum: 2,
        description: 'a window, or a slice of it, with fewer rows is inconclusive',
      }),
      30,
    ),
    slices: defaulted(
      Type.Array(column, {
        uniqueItems: true,
        description: 'columns whose values are compared with the same rows of the training data, one by one',
      }),
      [],
    ),
    multivariate: defaulted(
      Type.Array(Type.Enum(['domain-classifier', 'pca-reconstruction']), {
        uniqueItems: true,
        description: 'tests of all columns together, which see what no column shows by itself',
      }),
      [],
    ),
    text: defaulted(
      Type.Array(column, {
        uniqueItems: true,
        description: 'columns of free text: compared by whether a model can tell then from now',
      }),
      [],
    ),
    embeddings: defaulted(
      Type.Record(Type.String({ minLength: 1 }), Type.Array(column, { minItems: 1, uniqueItems: true }), {
        description: 'embeddings by name: the columns of numbers that each is made of',
      }),
      {},
    ),
    retrain: Type.Optional(
      object(
        {
          when: Type.String({
            pattern: '^[1-9][0-9]{0,3} of [1-9][0-9]{0,3}$',
            description: '`m of n`: at least m of the last n windows drifted',
          }),
          'cool-down': defaulted(duration('time in which no second request is made'), '7d'),
        },
        'When retraining is asked for; never where left out.',
      ),
    ),
    'fail-on': defaulted(
      Type.Enum(['never', 'drift'], { description: 'whether drift makes the exit code 1' }),
      'never',
    ),
  },
  'How what is served is watched.',
);

export type MonitorConfig = Static<typeof MonitorSchema>;
