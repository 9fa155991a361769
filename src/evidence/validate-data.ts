import Type, { type Static } from 'typebox';
import { digest, object } from '../system/schema-shapes.ts';
import { figure, scalar, share, time } from './shapes.ts';

/** A broken rule of the contract. */
export const AnomalySchema = object({
  dataset: Type.String(),
  /** Null where the rule is about the whole dataset. */
  column: Type.Union([Type.String(), Type.Null()]),
  rule: Type.String(),
  severity: Type.Enum(['error', 'warn', 'info']),
  /** Rows that break the rule; for a missing column all of them. */
  count: Type.Integer({ minimum: 0 }),
  rows: Type.Integer({ minimum: 0 }),
  /** `count` as a share of what was judged: of the rows, or of those with a value. */
  share: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  /** The type that TFDV's `AnomalyInfo` has for it, where it has one. */
  tfdv: Type.Optional(Type.String({ minLength: 1 })),
  sentence: Type.String(),
  /** The first offending rows: the value, and the 1-based row in the dataset as read, or in `file` where it has several. */
  examples: Type.Array(
    object({ row: Type.Integer({ minimum: 1 }), value: scalar, file: Type.Optional(Type.String()) }),
  ),
  /** What would mend it, as a sentence in the imperative. */
  cure: Type.Optional(Type.String({ minLength: 1 })),
});

const ColumnSummarySchema = object({
  column: Type.String(),
  type: Type.String(),
  missing: Type.Integer({ minimum: 0 }),
  distinct: Type.Integer({ minimum: 0 }),
  minimum: Type.Optional(scalar),
  maximum: Type.Optional(scalar),
  mean: Type.Optional(figure),
  /** Counts on equally wide bins from minimum to maximum, or of the most frequent values. */
  histogram: Type.Optional(Type.Array(object({ label: Type.String(), count: Type.Number() }))),
  /** True where the values look like personal data, so that none of them is shown. */
  hidden: Type.Optional(Type.Boolean()),
});

/** What the transforms make of the training rows, and of later rows. */
const TransformedSchema = object({
  /** Training rows that the transforms were fitted on, and rows after them that were looked at. */
  rows: Type.Integer({ minimum: 0 }),
  laterRows: Type.Integer({ minimum: 0 }),
  /** Of the columns below: the version of the transformed data. */
  digest,
  columns: Type.Array(
    object({
      column: Type.String(),
      /** The column of the view that it comes from. */
      source: Type.String(),
      mean: Type.Number(),
      standardDeviation: Type.Number(),
      minimum: Type.Number(),
      maximum: Type.Number(),
      zeros: share,
      /** The same of the later rows; null where there are none. */
      later: Type.Union([
        object({ mean: Type.Number(), minimum: Type.Number(), maximum: Type.Number(), zeros: share }),
        Type.Null(),
      ]),
    }),
  ),
  /** By categorical feature: which share of the later rows has a value that training never saw. */
  unseen: Type.Array(object({ source: Type.String(), share })),
  /** Values that have no number: missing where nothing imputes, or out of a step's domain. */
  refused: Type.Array(object({ source: Type.String(), rows: Type.Integer(), message: Type.String() })),
});

/** Whether the data can support the task at all; from a sample of the training rows. */
const AdequacySchema = object({
  verdict: Type.Enum(['enough', 'doubtful', 'not enough']),
  /** What the verdict rests on, the worst first. */
  findings: Type.Array(
    object({
      about: Type.Enum(['rows', 'classes', 'slices', 'signal', 'learning-curve', 'label-noise', 'coverage']),
      verdict: Type.Enum(['enough', 'doubtful', 'not enough']),
      sentence: Type.String({ minLength: 1 }),
    }),
  ),
  /** Rows of the training part, and how many of them the quick model learned from. */
  rows: Type.Integer({ minimum: 0 }),
  sampled: Type.Integer({ minimum: 0 }),
  classes: Type.Array(object({ value: Type.String(), rows: Type.Integer({ minimum: 0 }) })),
  /** Slices of the gate with the fewest training rows. */
  slices: Type.Array(
    object({ column: Type.String(), value: Type.String(), rows: Type.Integer({ minimum: 0 }) }),
  ),
  /** The quick model's cross-validated score beside those on shuffled labels. */
  signal: Type.Union([
    object({
      metric: Type.Enum(['roc_auc_score', 'r2_score']),
      score: Type.Number(),
      shuffledMean: Type.Number(),
      shuffledMaximum: Type.Number(),
      permutations: Type.Integer({ minimum: 1 }),
      pValue: Type.Number(),
    }),
    Type.Null(),
  ]),
  learningCurve: Type.Array(
    object({ rows: Type.Integer(), score: Type.Number(), standardError: Type.Number() }),
  ),
  labelNoise: Type.Union([
    object({
      method: Type.Enum(['confident-learning', 'equal-rows']),
      share,
      /** Rows that the share is of. */
      rows: Type.Integer(),
      assumption: Type.String(),
    }),
    Type.Null(),
  ]),
  coverage: Type.Union([
    object({ from: time, to: time, days: Type.Integer(), daysWithRows: Type.Integer() }),
    Type.Null(),
  ]),
});

const VersionSchema = Type.Union([object({ digest, rows: Type.Integer({ minimum: 0 }) }), Type.Null()]);

/** How the versions of datasets differ. */
const DataChangesSchema = Type.Array(
  object({
    dataset: Type.String(),
    change: Type.Enum(['added', 'removed', 'changed']),
    before: VersionSchema,
    after: VersionSchema,
    files: Type.Union([
      object({ added: Type.Integer(), removed: Type.Integer(), changed: Type.Integer() }),
      Type.Null(),
    ]),
    /** What changed the most comes first; `sentence` completes “the column …”. */
    columns: Type.Array(
      object({
        column: Type.String(),
        change: Type.Enum(['added', 'removed', 'type', 'values']),
        sentence: Type.String({ minLength: 1 }),
        size: Type.Number(),
      }),
    ),
  }),
);

/** How the contract differs from the one at a commit. */
const ContractChangesSchema = object({
  /** The full SHA. */
  base: Type.String({ minLength: 1 }),
  changes: Type.Array(
    object({
      dataset: Type.String(),
      /** Null where the change is about the whole dataset. */
      column: Type.Union([Type.String(), Type.Null()]),
      rule: Type.String(),
      effect: Type.Enum(['breaking', 'loosening', 'neutral']),
      sentence: Type.String({ minLength: 1 }),
    }),
  ),
});

export const ValidateDataFigures = object({
  datasets: Type.Array(
    object({
      name: Type.String(),
      rows: Type.Integer({ minimum: 0 }),
      digest,
      columns: Type.Array(ColumnSummarySchema),
    }),
  ),
  anomalies: Type.Array(AnomalySchema),
  /** The contract against the one of the base branch, where git knows it. */
  contractChanges: Type.Optional(ContractChangesSchema),
  /** The data against `data.lock`, where there is one: nothing where they are the same. */
  sinceLock: Type.Optional(DataChangesSchema),
  /** `data.lock` against the one at the commit that the change is to be merged into. */
  lockChanges: Type.Optional(object({ base: Type.String(), changes: DataChangesSchema })),
  transformed: Type.Optional(TransformedSchema),
  adequacy: Type.Optional(AdequacySchema),
});

export type Anomaly = Static<typeof AnomalySchema>;
