import Type, { type Static } from 'typebox';
import { digest, object } from '../system/schema-shapes.ts';
import { ExplanationSchema, WorstRowsSchema } from './gate-explanation.ts';
import { OverrideSchema, RuleResultSchema } from './gate-rules.ts';
import { FileSchema, figure, figures, PeriodSchema, share, task } from './shapes.ts';

/** The figures that the gate leaves. */

const PointsSchema = Type.Array(object({ x: Type.Number(), y: Type.Number() }));

/** What the pictures of one model need. */
const CurvesSchema = object({
  roc: Type.Optional(PointsSchema),
  precisionRecall: Type.Optional(PointsSchema),
  calibration: Type.Optional(PointsSchema),
  /** What each threshold from 0 to 1 makes of the decisions. */
  threshold: Type.Optional(
    Type.Array(
      object({
        threshold: Type.Number(),
        precision: figure,
        recall: figure,
        f1: figure,
        positiveRate: Type.Number(),
        /** Mean value a row, where the gate has `costs`. */
        expectedValue: Type.Optional(Type.Number()),
      }),
    ),
  ),
  /** Counts of scores on 20 equal bins of [0, 1] (or residuals), by outcome. */
  scores: Type.Optional(
    Type.Array(
      object({ from: Type.Number(), to: Type.Number(), negative: Type.Integer(), positive: Type.Integer() }),
    ),
  ),
  /** Of regression: predicted value (x) and error, label less prediction (y), of at most 500 rows chosen by the seed. */
  residuals: Type.Optional(PointsSchema),
  confusion: Type.Optional(
    object({ classes: Type.Array(Type.String()), counts: Type.Array(Type.Array(Type.Integer())) }),
  ),
});

const JudgedModelSchema = object({
  /** Digest of the package, or of the file of predictions. */
  package: digest,
  /** The file of predictions that was judged, as the config names it; absent where a package was. */
  file: Type.Optional(Type.String()),
  version: Type.Optional(Type.String()),
  metrics: figures,
  /** From which score it takes a row for positive; of binary classification. The champion has its own. */
  threshold: Type.Optional(Type.Number()),
  curves: CurvesSchema,
  predictions: FileSchema,
});

const SliceSchema = object({
  /** Crossed columns with ` × ` between them. */
  column: Type.String(),
  value: Type.String(),
  rows: Type.Integer({ minimum: 0 }),
  challenger: figures,
  champion: Type.Union([figures, Type.Null()]),
  /** Improvement in the metric of the first rule about change, else in the primary one, and its two-sided 95 % interval. */
  change: Type.Optional(object({ metric: Type.String(), improvement: figure, lower: figure, upper: figure })),
});

/** Groups of one column against each other: fairness, or any metric. */
const GroupsSchema = object({
  by: Type.String(),
  /** Of all groups: `demographic_parity_difference`, `recall_score_difference`. */
  metric: Type.String(),
  /** What the figure of each group is: `recall_score`, `selection_rate`. */
  of: Type.String(),
  challenger: figure,
  champion: figure,
  groups: Type.Array(
    object({ value: Type.String(), rows: Type.Integer(), challenger: figure, champion: figure }),
  ),
});

const BehaviourResultSchema = object({
  name: Type.String(),
  test: Type.Enum(['invariance', 'direction', 'minimum', 'golden']),
  rows: Type.Integer({ minimum: 0 }),
  broken: Type.Integer({ minimum: 0 }),
  /** Of the champion on the same rows; null without one. */
  championBroken: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  allowed: share,
  /** The worst rows: what went in, what came out, what should have. */
  examples: Type.Array(
    object({ row: Type.Integer(), before: figure, after: figure, expected: Type.String() }),
  ),
});

const RobustnessResultSchema = object({
  damage: Type.Enum(['missing', 'noise', 'out-of-range']),
  columns: Type.Array(Type.String()),
  metric: Type.String(),
  challenger: object({ sound: figure, damaged: figure }),
  champion: Type.Union([object({ sound: figure, damaged: figure }), Type.Null()]),
});

/** What a model costs where it runs, measured in this run. */
const BudgetSchema = object({
  metric: Type.String(),
  unit: Type.Enum(['ms', 'bytes']),
  challenger: figure,
  champion: figure,
});

const PolicySchema = object({
  /** Of everything in the gate's config that can change a verdict. */
  digest,
  /** Where the rules were read: `mlops.yml`, a path, or `ref:main` with its commit. */
  from: Type.String(),
  /** False where the working tree has other rules than those that were used; null where they are the same thing. */
  sameAsWorkingTree: Type.Union([Type.Boolean(), Type.Null()]),
  /** Digest of the policy that the champion was admitted by; null where it is not known. */
  champions: Type.Union([digest, Type.Null()]),
  /** Of a change that is to be merged: what its base decides. */
  base: Type.Optional(
    object({
      commit: Type.String(),
      /** False where the base has no rules for the model, so that the change's own judged it. */
      hasRules: Type.Boolean(),
      /** Keys and files that say what is judged, as they are on the base and in the change. */
      judged: Type.Array(object({ key: Type.String(), before: Type.String(), after: Type.String() })),
    }),
  ),
});

const SelectionSchema = object({
  metric: Type.String(),
  /** The best first. */
  candidates: Type.Array(
    object({
      name: Type.String(),
      package: digest,
      verdict: Type.Enum(['pass', 'fail', 'inconclusive']),
      figure,
      /** Parameters of the model: fewer is simpler. */
      parameters: figure,
      bytes: figure,
      /** Median milliseconds for a batch. */
      latency: figure,
      /** True where it cannot be told from the best at the level of the gate. */
      withinNoise: Type.Boolean(),
      chosen: Type.Boolean(),
      sentence: Type.String(),
    }),
  ),
});

export const EvaluateGateFigures = object({
  task,
  rows: Type.Integer({ minimum: 0 }),
  period: PeriodSchema,
  /** The column that weights the rows; absent where each counts as one. */
  weight: Type.Optional(Type.String()),
  threshold: Type.Number(),
  /** The metric that the threshold is best at, on the validation rows; absent where the config fixes it. */
  thresholdBestAt: Type.Optional(Type.String()),
  challenger: JudgedModelSchema,
  /** Null on the first run. */
  champion: Type.Union([JudgedModelSchema, Type.Null()]),
  /** True where change rules were skipped because there is no champion. */
  rubberStamp: Type.Boolean(),
  directions: Type.Record(Type.String(), Type.Enum(['higher', 'lower'])),
  /** What people call the metrics that are the user's own. */
  titles: Type.Optional(Type.Record(Type.String(), Type.String())),
  /** How certain the difference challenger less champion is on all rows, by metric. */
  intervals: Type.Optional(
    Type.Record(Type.String(), object({ lower: figure, upper: figure, level: Type.Number() })),
  ),
  /** What decided about change; absent where point figures did. */
  certainty: Type.Optional(
    object({
      level: Type.Number(),
      correction: Type.String(),
      resamples: Type.Integer(),
      seed: Type.Integer(),
      cluster: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
  /** Are they right on the same rows? Exact McNemar; absent for regression. */
  mcnemar: Type.Optional(
    object({ onlyChallenger: Type.Integer(), onlyChampion: Type.Integer(), pValue: Type.Number() }),
  ),
  policy: Type.Optional(PolicySchema),
  rules: Type.Array(RuleResultSchema),
  overrides: Type.Optional(Type.Array(OverrideSchema)),
  slices: Type.Array(SliceSchema),
  groups: Type.Optional(Type.Array(GroupsSchema)),
  behaviour: Type.Optional(Type.Array(BehaviourResultSchema)),
  robustness: Type.Optional(Type.Array(RobustnessResultSchema)),
  budgets: Type.Optional(Type.Array(BudgetSchema)),
  explanation: Type.Optional(ExplanationSchema),
  worst: Type.Optional(WorstRowsSchema),
  selection: Type.Optional(SelectionSchema),
  notes: Type.Array(Type.String()),
});

export type Curves = Static<typeof CurvesSchema>;
export type GateFigures = Static<typeof EvaluateGateFigures>;
export type Selection = Static<typeof SelectionSchema>;
