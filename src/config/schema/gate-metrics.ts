import Type, { type Static } from 'typebox';
import { defaulted, object } from '../../system/schema-shapes.ts';
import { argv, duration, sql } from './shapes.ts';

const METRIC_NAME = '^[a-z][a-z0-9_]{0,62}$';

const own = {
  name: Type.String({ pattern: METRIC_NAME, description: 'as rules name it' }),
  title: Type.Optional(
    Type.String({ minLength: 1, description: 'as people call it; the name where left out' }),
  ),
  direction: Type.Enum(['higher', 'lower'], { description: 'which way is better' }),
};

/** A metric that the user defines, by one of two ways. */
export const OwnMetricSchema = Type.Union([
  object(
    {
      ...own,
      sql: sql(
        'an aggregate over the judged rows: view columns, the label, `score` or `p_<class>`, `predicted`',
      ),
    },
    'A metric in SQL.',
  ),
  object(
    {
      ...own,
      command: argv('a program that reads the Parquet file in `MLOPS_PREDICTIONS` and prints one number'),
      'time-limit': Type.Optional(duration('time after which the program is stopped; default `10m`')),
    },
    'A metric by a program of yours.',
  ),
]);

const value = (what: string) =>
  defaulted(Type.Number({ description: `what ${what} is worth; a cost is negative` }), 0);

export const CostsSchema = object(
  {
    'true-positive': value('a positive row that is found'),
    'false-positive': value('a negative row that is taken for positive'),
    'true-negative': value('a negative row that is left alone'),
    'false-negative': value('a positive row that is missed'),
  },
  'What right and wrong decisions are worth: gives the metrics `expected_value` (a row) and `total_value`.',
);

export type OwnMetric = Static<typeof OwnMetricSchema>;
