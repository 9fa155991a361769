import Type, { type Static } from 'typebox';
import { CORRECTIONS } from '../../stats/multiple-tests.ts';
import { defaulted, object } from '../../system/schema-shapes.ts';
import { BehaviourSchema, RobustnessSchema } from './gate-behaviour.ts';
import { CostsSchema, OwnMetricSchema } from './gate-metrics.ts';
import { RuleSchema } from './gate-rules.ts';
import { argv, column, ENVIRONMENT_NAME } from './shapes.ts';

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
export type GateOverride = Static<typeof OverrideSchema>;
