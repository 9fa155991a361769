import Type, { type Static } from 'typebox';
import { CORRECTIONS } from '../stats/multiple-tests.ts';
import { defaulted, LOGIN, object } from '../system/schema-shapes.ts';
import { GateSchema } from './gate-schema.ts';
import { machineKeys } from './requires.ts';
import { argv, column, columns, days, duration, ENVIRONMENT_NAME, oneOfBy } from './shapes.ts';
import { SIZE_PATTERN } from './size.ts';
import { variantKeys } from './variants-schema.ts';

/**
 * The shape of `mlops.yml`, written once: the types of the program, `schemas/mlops.schema.json`
 * and `docs/config.md` are made from it.
 */

/** Names that reach file systems, git refs and SQL alike. */
export const MODEL_NAME = '^[a-z0-9][a-z0-9-]*[a-z0-9]$';
const SOURCE_NAME = '^[A-Za-z_][A-Za-z0-9_]{0,62}$';
export const DAY = '^(latest|[0-9]{4}-[0-9]{2}-[0-9]{2})$';
const COLUMN_TYPE = Type.Enum(['integer', 'number', 'string', 'boolean', 'timestamp', 'date']);

export const TASKS = ['binary-classification', 'multiclass-classification', 'regression'] as const;

export const ModelSchema = object(
  {
    name: Type.String({
      pattern: MODEL_NAME,
      maxLength: 60,
      description: 'lower-case letters, digits and hyphens; names versions, tags and artifacts',
    }),
    task: Type.Enum([...TASKS], { description: 'what the model predicts' }),
    label: Type.String({ minLength: 1, description: 'the column to predict; `data.view.label` makes it' }),
    positive: Type.Optional(
      Type.Union([Type.String(), Type.Number(), Type.Boolean()], {
        description: 'the label value that counts as positive in binary classification (default: true, or 1)',
      }),
    ),
  },
  'The model that this config is about.',
);

/** An address of the network in `data.sources.<name>.path`. */
export const NETWORK_ADDRESS = /^[a-z][a-z0-9+.-]+:\/\//i;

export const SourceSchema = object(
  {
    path: Type.Optional(
      Type.Union(
        [Type.String({ minLength: 1 }), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })],
        {
          description:
            'a file, a glob, an address (`https://…`, `s3://bucket/key`, also with a glob) or a list of them; files are relative to this config file',
        },
      ),
    ),
    postgres: Type.Optional(
      object(
        {
          connection: Type.String({
            pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
            description: 'the environment variable that holds the address of the database, `postgres://…`',
          }),
          query: Type.String({ minLength: 1, description: 'one SELECT; its rows are the table' }),
        },
        'A table read from Postgres, in place of `path`.',
      ),
    ),
    command: Type.Optional(
      argv(
        'a program that writes the table to the file `MLOPS_DATA_OUTPUT`, or CSV to standard output, in place of `path`',
      ),
    ),
    format: Type.Optional(
      Type.Enum(['csv', 'parquet', 'json', 'arrow'], {
        description:
          'told by the file name where it is left out; `json` is JSON Lines, `arrow` is Arrow IPC (Feather)',
      }),
    ),
    sha256: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{64}$',
        description: 'the digest that the one file of `path` must have',
      }),
    ),
    s3: Type.Optional(
      object(
        {
          region: Type.Optional(
            Type.String({ minLength: 1, description: 'default: the environment’s `AWS_REGION`' }),
          ),
          endpoint: Type.Optional(
            Type.String({ minLength: 1, description: 'the address of a service that is not AWS’s own' }),
          ),
          'path-style': Type.Optional(
            Type.Boolean({ description: 'name the bucket in the path, not in the host (MinIO)' }),
          ),
        },
        'How `s3://` is reached.',
      ),
    ),
    hive: Type.Optional(
      Type.Boolean({
        description:
          'whether folders of `path` such as `year=2024` are columns (default: where all files are in such)',
      }),
    ),
    'time-limit': Type.Optional(duration('how long fetching may take; default `30m`')),
    'size-limit': Type.Optional(
      Type.String({
        pattern: SIZE_PATTERN,
        description: 'how much may be fetched: a whole number and MB, GB or TB; default `20GB`',
      }),
    ),
    missing: Type.Optional(
      Type.Array(Type.String(), {
        description: 'texts that mean “missing” in CSV; the empty text always does (`[NA]`)',
      }),
    ),
    delimiter: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1,
        description: 'what separates the values of CSV; found where left out',
      }),
    ),
    types: Type.Optional(
      Type.Record(Type.String(), COLUMN_TYPE, {
        description: 'column types of CSV or JSON that must not be inferred',
      }),
    ),
  },
  'One table of input data.',
);

export const JoinSchema = object(
  {
    source: Type.String({ pattern: SOURCE_NAME, description: 'a name from `data.sources`' }),
    on: columns('key columns, equal on both sides'),
    asof: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'a time column of both sides: the latest row at or before the time is taken',
      }),
    ),
    within: Type.Optional(duration('how old the row of an `asof` join may be')),
    columns: Type.Optional(columns('what to take from the source; all but the keys where left out')),
    prefix: Type.Optional(Type.String({ description: 'set before the name of each column that is taken' })),
  },
  'A look-up in another source; it never multiplies rows.',
);

export const ViewSchema = object(
  {
    from: Type.String({ pattern: SOURCE_NAME, description: 'the source with one row per prediction' }),
    join: defaulted(Type.Array(JoinSchema, { description: 'look-ups, in order' }), []),
    label: Type.Optional(
      Type.String({ minLength: 1, description: 'an SQL expression that makes the label' }),
    ),
    where: Type.Optional(
      Type.String({ minLength: 1, description: 'an SQL condition, for training and evaluation only' }),
    ),
    time: Type.Optional(
      Type.String({ minLength: 1, description: 'the column with the time of the prediction, in UTC' }),
    ),
    keys: defaulted(
      Type.Array(column, { description: 'columns that name a row; together they must be unique' }),
      [],
    ),
    unavailable: defaulted(
      Type.Array(column, {
        description: 'columns not known when predicting; one of them as a feature is an error',
      }),
      [],
    ),
  },
  'The feature view: one row per prediction.',
);

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

export const DataSchema = object(
  {
    sources: Type.Record(Type.String({ pattern: SOURCE_NAME }), SourceSchema, {
      minProperties: 1,
      additionalProperties: false,
      description: 'the input tables by name',
    }),
    view: ViewSchema,
    contract: defaulted(Type.String({ minLength: 1, description: 'the contract file' }), 'contract.yml'),
    split: SplitSchema,
    adequacy: defaulted(
      Type.Enum(['warn', 'error', 'off'], {
        description:
          'what data are that cannot support the task: `error` fails where there are not enough of them',
      }),
      'warn',
    ),
  },
  'Where the data come from and how they are joined and split.',
);

export const TRANSFORMS = [
  'numeric',
  'impute',
  'log1p',
  'standardize',
  'one-hot',
  'hash',
  'bucketize',
  'date-parts',
  'cyclic',
] as const;
export const DATE_PARTS = ['year', 'month', 'day', 'weekday', 'hour', 'minute', 'day-of-year'] as const;

export const FeatureSchema = object(
  {
    columns: columns('view columns that are treated alike'),
    transform: Type.Union(
      [Type.Enum([...TRANSFORMS]), Type.Array(Type.Enum([...TRANSFORMS]), { minItems: 1 })],
      { description: 'one transform, or several in order; fitted on training data only' },
    ),
    fill: Type.Optional(
      Type.Union([Type.Enum(['mean', 'median', 'most-frequent']), Type.Number()], {
        description: '`impute`: what stands for a missing value (default `median`)',
      }),
    ),
    period: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: '`cyclic`: the length of the cycle' }),
    ),
    buckets: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 65536,
        description: '`hash`, `bucketize`: how many (default 32, 10)',
      }),
    ),
    boundaries: Type.Optional(
      Type.Array(Type.Number(), {
        minItems: 1,
        description: '`bucketize`: inner edges instead of quantiles',
      }),
    ),
    'max-categories': Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10000,
        description: '`one-hot`: the most frequent ones kept (default 200)',
      }),
    ),
    parts: Type.Optional(
      Type.Array(Type.Enum([...DATE_PARTS]), {
        minItems: 1,
        uniqueItems: true,
        description: '`date-parts`: which (default month, weekday, hour)',
      }),
    ),
  },
  'Columns and how they become numbers.',
);

const seed = defaulted(
  Type.Integer({ minimum: 0, description: 'of all random choices: the same seed gives the same model' }),
  1,
);
const allowLeakage = defaulted(
  Type.Array(column, { description: 'features that predict the label almost alone and are meant to' }),
  [],
);

export const TrainSchema = oneOfBy(
  'trainer',
  [
    object(
      {
        trainer: Type.Literal('tfjs'),
        hidden: defaulted(
          Type.Array(Type.Integer({ minimum: 1, maximum: 4096 }), {
            maxItems: 8,
            description: 'units of each hidden layer; `[]` is a linear model',
          }),
          [16],
        ),
        l2: defaulted(Type.Number({ minimum: 0, description: 'L2 penalty of the weights' }), 0.001),
        dropout: defaulted(
          Type.Number({
            minimum: 0,
            exclusiveMaximum: 1,
            description: 'share of units left out after each hidden layer',
          }),
          0.1,
        ),
        epochs: defaulted(
          Type.Integer({ minimum: 1, description: 'passes over the training data, at most' }),
          30,
        ),
        patience: defaulted(
          Type.Integer({
            minimum: 1,
            description: 'epochs without a better validation loss before stopping',
          }),
          3,
        ),
        'batch-size': defaulted(Type.Integer({ minimum: 1, description: 'rows in each step' }), 256),
        'learning-rate': defaulted(
          Type.Number({ exclusiveMinimum: 0, description: 'step size of the optimiser (Adam)' }),
          0.002,
        ),
        'class-weights': defaulted(
          Type.Enum(['none', 'balanced'], { description: '`balanced` weighs classes by their rarity' }),
          'none',
        ),
        backend: defaulted(
          Type.Enum(['wasm', 'tfjs-node', 'tfjs-node-gpu'], {
            description: '`wasm` is built in; the others must be installed in the workspace',
          }),
          'wasm',
        ),
        ...machineKeys,
        ...variantKeys,
        seed,
        'allow-leakage': allowLeakage,
      },
      'The built-in neural network: dense layers on TF.js.',
    ),
    object(
      {
        trainer: Type.Literal('command'),
        command: argv('the training program'),
        predict: Type.Optional(
          argv(
            'the program that predicts with what the training program left as data (safetensors, JSON, text); without it an ONNX or TF.js model is expected',
          ),
        ),
        parameters: defaulted(
          Type.Record(Type.String(), Type.Unknown(), {
            description: 'handed over as JSON in `MLOPS_PARAMS`',
          }),
          {},
        ),
        'time-limit': Type.Optional(
          duration('time after which a program is stopped, in training and when asked for predictions'),
        ),
        ...machineKeys,
        ...variantKeys,
        seed,
        'allow-leakage': allowLeakage,
      },
      'Any program: Python, R, a container.',
    ),
  ],
  'How the model is trained.',
);

export const RegistrySchema = oneOfBy(
  'kind',
  [
    object(
      {
        kind: Type.Literal('folder'),
        path: defaulted(
          Type.String({ minLength: 1, description: 'where versions are kept' }),
          '.mlops/registry',
        ),
      },
      'A folder.',
    ),
    object({ kind: Type.Literal('github') }, 'Releases and annotated tags of this GitHub repository.'),
  ],
  'Where versions are kept.',
);

const approvers = Type.Optional(
  Type.Array(
    Type.String({ pattern: LOGIN, description: 'a login of GitHub, without `@`; case does not matter' }),
    {
      minItems: 1,
      uniqueItems: true,
      description:
        'who may promote a version to this environment by a comment; without it, whoever may write to the repository',
    },
  ),
);

export const TargetSchema = oneOfBy(
  'target',
  [
    object(
      {
        target: Type.Literal('process'),
        port: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 65535, description: 'a free one where left out' }),
        ),
        host: defaulted(Type.String({ minLength: 1, description: 'the address to listen on' }), '127.0.0.1'),
        log: defaulted(Type.String({ minLength: 1, description: 'folder of the serving log' }), 'serving'),
        approvers,
      },
      'A prediction server on this machine.',
    ),
    object(
      {
        target: Type.Literal('folder'),
        path: Type.String({ minLength: 1, description: 'the serving bundle is written there' }),
        approvers,
      },
      'A self-contained serving bundle: `node server.mjs`, and a Dockerfile.',
    ),
    object(
      {
        target: Type.Literal('command'),
        deploy: argv('called with MLOPS_PACKAGE, MLOPS_DIGEST, MLOPS_VERSION and MLOPS_ENVIRONMENT set'),
        rollback: Type.Optional(
          argv('called in the same way with the version to go back to; `deploy` where left out'),
        ),
        stop: Type.Optional(argv('takes the deployment down')),
        secrets: defaulted(
          Type.Array(Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), {
            uniqueItems: true,
            description:
              'names of environment variables with credentials that your programs need; no other secret reaches them',
          }),
          [],
        ),
        'time-limit': defaulted(duration('time after which the program is stopped'), '30m'),
        approvers,
      },
      'Your own programs.',
    ),
  ],
  'Where an environment runs.',
);

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

export const ConfigSchema = object(
  {
    version: Type.Literal(1, { description: 'the version of this format' }),
    model: ModelSchema,
    data: DataSchema,
    features: Type.Array(FeatureSchema, { minItems: 1, description: 'what the model sees' }),
    train: TrainSchema,
    gate: GateSchema,
    registry: defaulted(RegistrySchema, { kind: 'folder', path: '.mlops/registry' }),
    deploy: defaulted(
      Type.Record(Type.String({ pattern: ENVIRONMENT_NAME }), TargetSchema, {
        additionalProperties: false,
        description: 'the environments, in the order of promotion',
      }),
      {},
    ),
    monitor: Type.Optional(MonitorSchema),
  },
  'The configuration of one model.',
);

export type Config = Static<typeof ConfigSchema>;
export type Task = (typeof TASKS)[number];
export type ModelConfig = Static<typeof ModelSchema>;
export type SourceConfig = Static<typeof SourceSchema>;
export type JoinConfig = Static<typeof JoinSchema>;
export type ViewConfig = Static<typeof ViewSchema>;
export type SplitConfig = Static<typeof SplitSchema>;
export type DataConfig = Static<typeof DataSchema>;
export type FeatureConfig = Static<typeof FeatureSchema>;
export type TransformName = (typeof TRANSFORMS)[number];
export type DatePart = (typeof DATE_PARTS)[number];
export type TrainConfig = Static<typeof TrainSchema>;
export type TfjsConfig = Extract<TrainConfig, { trainer: 'tfjs' }>;
export type CommandTrainConfig = Extract<TrainConfig, { trainer: 'command' }>;
export type RegistryConfig = Static<typeof RegistrySchema>;
export type TargetConfig = Static<typeof TargetSchema>;
export type MonitorConfig = Static<typeof MonitorSchema>;
