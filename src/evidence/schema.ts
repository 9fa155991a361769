import Type, { type Static, type TSchema } from 'typebox';
import { digest, LOGIN, object } from '../system/schema-shapes.ts';
import { EvaluateGateFigures } from './evaluate-gate.ts';
import { FileSchema, figure, PeriodSchema, scalar, share, task, time, verdict } from './shapes.ts';

/**
 * The record that a stage leaves. Everything a person sees is rendered from it, and later stages
 * read it, so it holds plain JSON only: numbers are finite or null, times are ISO 8601 in UTC.
 */

export const EVIDENCE_SCHEMA = 'mlops-evidence/1';
export const STAGES = [
  'validate-data',
  'train',
  'evaluate-gate',
  'register',
  'deploy',
  'monitor-drift',
] as const;
export type Stage = (typeof STAGES)[number];

/** Why the verdict is what it is: the most important reason first. */
export const ReasonSchema = object({
  rule: Type.String(),
  outcome: Type.Enum(['pass', 'warn', 'fail', 'inconclusive', 'skipped', 'overridden']),
  measured: scalar,
  bound: scalar,
  /** A sentence for a person, complete in itself. */
  sentence: Type.String({ minLength: 1 }),
  column: Type.Optional(Type.String()),
  slice: Type.Optional(Type.String()),
});

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

export const TrainFigures = object({
  task,
  trainer: Type.String(),
  /** The name under `train.variants`; the run's config and overrides are those of the variant. */
  variant: Type.Optional(Type.String()),
  parameters: Type.Record(Type.String(), Type.Unknown()),
  seed: Type.Integer(),
  splits: object({ train: PeriodSchema, validation: PeriodSchema, test: PeriodSchema }),
  features: object({ columns: Type.Integer(), width: Type.Integer() }),
  /** One entry an epoch; `seconds` count from the beginning of training. */
  history: Type.Array(
    object({
      epoch: Type.Integer({ minimum: 1 }),
      loss: figure,
      validationLoss: figure,
      seconds: Type.Number(),
    }),
  ),
  /** Area under the ROC curve of single columns on the label, the highest first. */
  leakage: Type.Array(
    object({
      column: Type.String(),
      auc: Type.Number(),
      action: Type.Enum(['none', 'warned', 'allowed', 'stopped']),
    }),
  ),
  /** Null where training was stopped before there was a model. */
  package: Type.Union([object({ path: Type.String(), digest, bytes: Type.Integer() }), Type.Null()]),
});

export const RegisterFigures = object({
  registry: Type.String(),
  version: Type.String(),
  /** False where the same content was registered before. */
  created: Type.Boolean(),
  package: digest,
  previous: Type.Union([Type.String(), Type.Null()]),
  location: Type.String(),
});

export const DeployFigures = object({
  action: Type.Enum(['deploy', 'rollback', 'stop']),
  environment: Type.String(),
  target: Type.String(),
  version: Type.Union([Type.String(), Type.Null()]),
  package: Type.Union([digest, Type.Null()]),
  previous: Type.Union([Type.String(), Type.Null()]),
  url: Type.Union([Type.String(), Type.Null()]),
  /** The no-skew check: answers of the deployment against the evaluated predictions. */
  skew: Type.Union([
    object({ rows: Type.Integer(), maximumDifference: figure, tolerance: Type.Number() }),
    Type.Null(),
  ]),
});

export const DriftColumnSchema = object({
  column: Type.String(),
  type: Type.String(),
  method: Type.String(),
  statistic: figure,
  pValue: figure,
  threshold: figure,
  /** How large the difference is, whatever the number of rows; null for a distance. */
  effect: Type.Optional(Type.Union([object({ name: Type.String(), value: Type.Number() }), Type.Null()])),
  /** What was judged, where a correction for many columns is set. */
  adjustedPValue: Type.Optional(Type.Number()),
  verdict,
});

export const MultivariateDriftSchema = object({
  method: Type.Enum(['domain-classifier', 'pca-reconstruction']),
  /** The area under the ROC curve, or the mean reconstruction error. */
  statistic: figure,
  pValue: figure,
  /** Drift above it, or below `lower`. */
  threshold: figure,
  lower: Type.Optional(Type.Number()),
  /** The statistic less and more what sampling can make of it. */
  interval: Type.Optional(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
  verdict,
  /** Why it is inconclusive. */
  note: Type.Optional(Type.String()),
});

export const SliceDriftSchema = object({
  column: Type.String(),
  value: Type.String(),
  rows: Type.Integer({ minimum: 0 }),
  baselineRows: Type.Integer({ minimum: 0 }),
  /** How many columns drifted, of how many compared: none where it has too few rows. */
  drifted: Type.Integer({ minimum: 0 }),
  columns: Type.Integer({ minimum: 0 }),
  verdict,
  /** The columns that drifted. */
  found: Type.Array(DriftColumnSchema),
});

export const MonitorDriftFigures = object({
  preset: Type.String(),
  /** `calibrated`: how often a window without drift may count as drifted. */
  rate: Type.Optional(Type.Number()),
  driftShare: Type.Number(),
  baselineRows: Type.Integer({ minimum: 0 }),
  version: Type.Union([Type.String(), Type.Null()]),
  windows: Type.Array(
    object({
      from: time,
      to: time,
      rows: Type.Integer({ minimum: 0 }),
      columns: Type.Array(DriftColumnSchema),
      drifted: Type.Integer({ minimum: 0 }),
      share: Type.Number(),
      verdict,
      /** Tests of all columns together. */
      multivariate: Type.Optional(Type.Array(MultivariateDriftSchema)),
      /** The rows of single values of a column, each against the same rows of the baseline. */
      slices: Type.Optional(Type.Array(SliceDriftSchema)),
    }),
  ),
  /** Baseline against the last judged window, for the pictures of the most drifted columns. */
  histograms: Type.Array(
    object({
      column: Type.String(),
      bins: Type.Array(object({ label: Type.String(), baseline: Type.Number(), current: Type.Number() })),
    }),
  ),
  retrain: object({
    requested: Type.Boolean(),
    because: Type.String(),
    request: Type.Union([Type.String(), Type.Null()]),
  }),
});

const RunSchema = object({
  id: Type.String(),
  attempt: Type.Integer({ minimum: 1 }),
  /** The source commit; null outside a git checkout. */
  commit: Type.Union([Type.String(), Type.Null()]),
  /** True where the working tree differed from the commit. */
  dirty: Type.Boolean(),
  /** Digest of the resolved config. */
  config: digest,
  overrides: Type.Array(Type.String()),
  /** The logins of who started the run on GitHub, or asked for it; absent where nobody did. */
  by: Type.Optional(Type.Array(Type.String({ pattern: LOGIN }))),
});

export const MachineSchema = object({
  os: Type.String(),
  architecture: Type.String(),
  cpu: Type.String(),
  cores: Type.Integer(),
  memoryBytes: Type.Number(),
  gpu: Type.Union([Type.String(), Type.Null()]),
  /** The GPUs that programs saw, one by one; null is what the driver does not tell. */
  gpus: Type.Optional(
    Type.Array(
      object({
        name: Type.String(),
        memoryBytes: figure,
        driver: Type.Union([Type.String(), Type.Null()]),
      }),
    ),
  ),
});

const common = {
  schema: Type.Literal(EVIDENCE_SCHEMA),
  model: Type.String(),
  verdict,
  reasons: Type.Array(ReasonSchema),
  /** Warnings that did not change the verdict. */
  warnings: Type.Array(Type.String()),
  /** Digests of what went in, by role: `dataset`, `package`, `contract`, … */
  inputs: Type.Record(Type.String(), Type.String()),
  /** Files that came out, relative to the evidence file, by role: `predictions`, `package`, … */
  outputs: Type.Record(Type.String(), FileSchema),
  run: RunSchema,
  tools: Type.Record(Type.String(), Type.String()),
  machine: MachineSchema,
  started: time,
  finished: time,
};

function stageEvidence<Name extends Stage, Figures extends TSchema>(stage: Name, stageFigures: Figures) {
  return object({ ...common, stage: Type.Literal(stage), figures: stageFigures });
}

/** The schema of each stage's evidence. A stage that could not work has no figures: it throws instead. */
export const EVIDENCE_SCHEMAS = {
  'validate-data': stageEvidence('validate-data', ValidateDataFigures),
  train: stageEvidence('train', TrainFigures),
  'evaluate-gate': stageEvidence('evaluate-gate', EvaluateGateFigures),
  register: stageEvidence('register', RegisterFigures),
  deploy: stageEvidence('deploy', DeployFigures),
  'monitor-drift': stageEvidence('monitor-drift', MonitorDriftFigures),
} as const;

export type EvidenceOf<S extends Stage> = Static<(typeof EVIDENCE_SCHEMAS)[S]>;
export type Evidence = { [S in Stage]: EvidenceOf<S> }[Stage];
export type Reason = Static<typeof ReasonSchema>;
export type Anomaly = Static<typeof AnomalySchema>;
export type Verdict = Evidence['verdict'];
export type Machine = Static<typeof MachineSchema>;
export type RunIdentity = Static<typeof RunSchema>;
