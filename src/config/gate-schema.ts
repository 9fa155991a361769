import Type, { type Static } from 'typebox';
import { CORRECTIONS } from '../stats/multiple-tests.ts';
import { defaulted, object } from '../system/schema-shapes.ts';
import { argv, column, columns, duration, ENVIRONMENT_NAME, oneOfBy } from './shapes.ts';

/** The part of `mlops.yml` that says when a model may replace the one in production. */

const scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);
const sql = (description: string) => Type.String({ minLength: 1, description });
const bound = (description: string) => Type.Optional(Type.Number({ description }));
const margin = (description: string) => Type.Optional(Type.Number({ minimum: 0, description }));
const share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
const METRIC_NAME = '^[a-z][a-z0-9_]{0,62}$';

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

const own = {
  name: Type.String({ pattern: METRIC_NAME, description: 'as rules name it' }),
  title: Type.Optional(
    Type.String({ minLength: 1, description: 'as people call it; the name where left out' }),
  ),
  direction: Type.Enum(['higher', 'lower'], { description: 'which way is better' }),
};

/** A metric that the user defines, by one of two ways. */
const OwnMetricSchema = Type.Union([
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

const CostsSchema = object(
  {
    'true-positive': value('a positive row that is found'),
    'false-positive': value('a negative row that is taken for positive'),
    'true-negative': value('a negative row that is left alone'),
    'false-negative': value('a positive row that is missed'),
  },
  'What right and wrong decisions are worth: gives the metrics `expected_value` (a row) and `total_value`.',
);

const behaviour = {
  name: Type.String({ minLength: 1, maxLength: 100, description: 'what it is about, for the report' }),
  where: Type.Optional(sql('a condition on view rows: only those are asked')),
  'at-most': defaulted(share('the share of rows that may break it'), 0),
};

const BehaviourSchema = oneOfBy(
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

const RobustnessSchema = object(
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

const OverrideSchema = object(
  {
    rule: Type.String({
      minLength: 1,
      description: 'the id of the rule as the report shows it, such as `3f9a1c2b`',
    }),
    by: Type.String({ minLength: 1, maxLength: 100, description: 'who takes the responsibility' }),
    reason: Type.String({ minLength: 10, maxLength: 500, description: 'why; it is shown in every report' }),
    until: Type.String({
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
      description: 'the last day (UTC) on which it holds, `2027-01-31`',
    }),
  },
  'A rule that does not refuse for a while, on the record.',
);

export const GateSchema = object(
  {
    baseline: defaulted(
      Type.String({
        pattern: ENVIRONMENT_NAME,
        description: 'the environment whose version is the champion',
      }),
      'production',
    ),
    'policy-from': Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'where the gate’s keys are read from instead of this file: another config file (`policy/mlops.yml`), or this file at a git ref (`ref:main`)',
      }),
    ),
    rules: defaulted(
      Type.Array(RuleSchema, {
        description: 'what the challenger must satisfy; one at least, here or where `policy-from` points',
      }),
      [],
    ),
    certainty: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0.5,
        maximum: 0.9999,
        description:
          'how sure a decision about change must be (`0.95`): pass, fail or inconclusive by the ends of the one-sided interval; point figures decide where left out',
      }),
    ),
    correction: defaulted(
      Type.Enum([...CORRECTIONS], {
        description: 'for the many slices of one rule, when `certainty` is set',
      }),
      'holm',
    ),
    resamples: defaulted(
      Type.Integer({ minimum: 2000, maximum: 1_000_000, description: 'of the paired bootstrap' }),
      2000,
    ),
    cluster: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'a column: its rows are not independent and are drawn together (a customer, a day)',
      }),
    ),
    weight: Type.Optional(Type.String({ minLength: 1, description: 'a column of row weights' })),
    metrics: defaulted(Type.Array(OwnMetricSchema, { description: 'metrics of your own' }), []),
    costs: Type.Optional(CostsSchema),
    threshold: defaulted(
      Type.Union(
        [
          Type.Number({ minimum: 0, maximum: 1 }),
          object(
            { best: Type.String({ minLength: 1, description: 'the metric that is best at it' }) },
            'Chosen on the validation rows, never on those that are judged.',
          ),
        ],
        { description: 'the score from which a row counts as positive' },
      ),
      0.5,
    ),
    ranking: Type.Optional(
      object(
        {
          by: Type.String({
            minLength: 1,
            description: 'the column that tells one ranked list from another',
          }),
          at: defaulted(Type.Integer({ minimum: 1, description: 'the places that count (k)' }), 10),
        },
        'The scores rank the rows of each list: gives NDCG, average precision, reciprocal rank, precision and recall at k.',
      ),
    ),
    forecast: Type.Optional(
      object(
        {
          season: defaulted(
            Type.Integer({ minimum: 1, description: 'steps after which the pattern repeats' }),
            1,
          ),
          horizon: defaulted(Type.Integer({ minimum: 1, description: 'steps ahead that are predicted' }), 1),
          quantile: defaulted(
            Type.Number({
              exclusiveMinimum: 0,
              exclusiveMaximum: 1,
              description: 'the quantile that is predicted, for the pinball loss; 0.5 is the median',
            }),
            0.5,
          ),
          series: defaulted(
            Type.Array(column, {
              uniqueItems: true,
              description: 'columns that tell one series from another',
            }),
            [],
          ),
        },
        'The rows are time series: gives MASE and its kin, and compares by Diebold and Mariano.',
      ),
    ),
    slices: defaulted(
      Type.Array(
        Type.Union([Type.String({ minLength: 1 }), Type.Array(column, { minItems: 2, uniqueItems: true })]),
        { uniqueItems: true, description: 'columns to report figures by; a list of columns crosses them' },
      ),
      [],
    ),
    'minimum-slice-rows': defaulted(
      Type.Integer({ minimum: 1, description: 'slices with fewer rows are not judged' }),
      100,
    ),
    behaviour: defaulted(Type.Array(BehaviourSchema, { description: 'tests of behaviour' }), []),
    robustness: defaulted(Type.Array(RobustnessSchema, { description: 'tests on damaged rows' }), []),
    predictions: Type.Optional(
      object(
        {
          challenger: Type.String({
            minLength: 1,
            description: 'CSV, Parquet or JSON Lines: labels, and `score`, `p_<class>` or `prediction`',
          }),
          champion: Type.Optional(
            Type.String({ minLength: 1, description: 'the same rows in the same order' }),
          ),
        },
        'Files of predictions to judge instead of the package of this run: no model is loaded.',
      ),
    ),
    'predict-commands': defaulted(
      Type.Array(argv('a `train.predict` of an earlier version'), {
        description:
          'programs beside `train.predict` that may be run to ask a champion which names them: a package alone never decides what is run',
      }),
      [],
    ),
    explain: defaulted(
      Type.Integer({
        minimum: 0,
        description: 'rows that the explanation (importance, dependence) asks the models; 0 leaves it out',
      }),
      1000,
    ),
    overrides: defaulted(
      Type.Array(OverrideSchema, { description: 'rules that do not refuse for a while' }),
      [],
    ),
    inconclusive: defaulted(
      Type.Enum(['fail', 'pass'], { description: 'what an inconclusive verdict means for the exit code' }),
      'fail',
    ),
  },
  'When a model may replace the one in production.',
);

/** How `policy-from` names a git ref. */
export const REF_PREFIX = 'ref:';

/** Whether the gate's keys are read from another file of the working tree. */
export function isPolicyFile(from: string | undefined): boolean {
  return from !== undefined && !from.startsWith(REF_PREFIX);
}

export type GateConfig = Static<typeof GateSchema>;
export type RuleConfig = Static<typeof RuleSchema>;
export type SliceConfig = Static<typeof SliceSchema>;
export type OwnMetric = Static<typeof OwnMetricSchema>;
export type CostsConfig = Static<typeof CostsSchema>;
export type BehaviourTest = Static<typeof BehaviourSchema>;
export type RobustnessTest = Static<typeof RobustnessSchema>;
export type GateOverride = Static<typeof OverrideSchema>;
