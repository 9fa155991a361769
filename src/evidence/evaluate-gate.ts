import Type, { type Static } from 'typebox';
import { digest, object } from '../system/schema-shapes.ts';
import { FileSchema, figure, figures, PeriodSchema, scalar, share, task } from './shapes.ts';

/** The figures that the gate leaves. */

const PointsSchema = Type.Array(object({ x: Type.Number(), y: Type.Number() }));

/** What the pictures of one model need. */
export const CurvesSchema = object({
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

/** How sure a decision about change is. Differences are improvements: positive is better, whatever the metric. */
const CertaintySchema = object({
  method: Type.Enum(['delong', 'bootstrap', 'cluster-bootstrap', 'diebold-mariano']),
  /** One-sided: each end holds with this certainty. */
  level: Type.Number(),
  improvement: figure,
  lower: figure,
  upper: figure,
  /** That it is worse than the margin allows; adjusted over the slices of the rule, where there are several. */
  pWorse: figure,
  /** The smallest true worsening beyond the margin that this test set would refuse in 8 of 10 cases. */
  detectable: figure,
  /** Rows that it would take to decide a change as large as the one measured; null where it is decided. */
  rowsNeeded: figure,
});

const OverrideSchema = object({
  rule: Type.String(),
  by: Type.String(),
  reason: Type.String(),
  until: Type.String(),
  /** False after its last day, or where no rule has this id. */
  active: Type.Boolean(),
});

const RuleResultSchema = object({
  /** Of the rule and its bound: eight hex digits of the digest of what it says. */
  id: Type.String(),
  rule: Type.String(),
  metric: Type.String(),
  /** `origin = EWR`; for groups that are compared `by origin`; null for all rows. */
  slice: Type.Union([Type.String(), Type.Null()]),
  /** `overridden` failed, or was inconclusive, and somebody answers for it. */
  outcome: Type.Enum(['pass', 'fail', 'inconclusive', 'skipped', 'overridden']),
  measured: figure,
  baseline: figure,
  bound: figure,
  sentence: Type.String(),
  certainty: Type.Optional(CertaintySchema),
  override: Type.Optional(OverrideSchema),
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

const ImportanceSchema = object({
  feature: Type.String(),
  /** Mean fall of the primary metric when the feature is shuffled, and its standard deviation (ddof 0) over repeats. */
  challenger: object({ mean: Type.Number(), deviation: Type.Number() }),
  champion: Type.Union([object({ mean: Type.Number(), deviation: Type.Number() }), Type.Null()]),
});

const DependenceSchema = object({
  feature: Type.String(),
  /** Of several classes the one whose mean probability it is. */
  class: Type.Optional(Type.String()),
  /** Numbers ascending, or the most frequent values. */
  grid: Type.Array(scalar),
  challenger: Type.Array(Type.Number()),
  champion: Type.Union([Type.Array(Type.Number()), Type.Null()]),
});

/** A node of the error-analysis tree; children follow by index. */
const ErrorNodeSchema = object({
  /** The conditions from the root: `visib ≤ 3.2`, `origin = EWR`. Empty at the root. */
  path: Type.Array(Type.String()),
  depth: Type.Integer({ minimum: 0 }),
  leaf: Type.Boolean(),
  rows: Type.Integer({ minimum: 0 }),
  /** Mean of what the tree explains: how much worse the challenger's loss is than the champion's (or its error). */
  mean: Type.Number(),
  /** Share of all that was lost (of all errors) that lies here. */
  coverage: figure,
});

const ExplanationSchema = object({
  metric: Type.String(),
  /** Rows that were asked, chosen by the seed. */
  rows: Type.Integer({ minimum: 0 }),
  repeats: Type.Integer({ minimum: 1 }),
  importance: Type.Array(ImportanceSchema),
  dependence: Type.Array(DependenceSchema),
  /** Null where nothing was lost. */
  tree: Type.Union([
    object({
      explains: Type.Enum(['lost-to-champion', 'error']),
      /** What a row loses: log loss, 1 where it is wrong, or the absolute residual. */
      unit: Type.Enum(['log-loss', 'wrong', 'absolute-error']),
      nodes: Type.Array(ErrorNodeSchema),
      /** How likely chance alone would part the rows as tellingly. */
      pValue: Type.Number(),
    }),
    Type.Null(),
  ]),
  /** Complete sentences: what it relies on more than before, and where it lost. */
  sentences: Type.Array(Type.String()),
});

/** The rows that the challenger got most wrong; only columns that may be shown. */
const WorstRowsSchema = object({
  columns: Type.Array(Type.String()),
  rows: Type.Array(
    object({
      row: Type.Integer({ minimum: 1 }),
      label: scalar,
      challenger: scalar,
      champion: scalar,
      loss: Type.Number(),
      values: Type.Array(scalar),
    }),
  ),
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
export type RuleCertainty = Static<typeof CertaintySchema>;
export type RecordedOverride = Static<typeof OverrideSchema>;
export type RuleResult = Static<typeof RuleResultSchema>;
export type Explanation = Static<typeof ExplanationSchema>;
export type Selection = Static<typeof SelectionSchema>;
