export const id = 1882;
export const ids = [1882];
export const modules = {

/***/ 57096:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sk: () => (/* binding */ ConfigSchema),
/* harmony export */   Ub: () => (/* binding */ MODEL_NAME),
/* harmony export */   n3: () => (/* binding */ TASKS),
/* harmony export */   oJ: () => (/* binding */ DATE_PARTS)
/* harmony export */ });
/* unused harmony exports DURATION, DAYS, DAY, ModelSchema, SourceSchema, JoinSchema, ViewSchema, SplitSchema, DataSchema, TRANSFORMS, FeatureSchema, TrainSchema, RuleSchema, GateSchema, RegistrySchema, TargetSchema, MonitorSchema */
/* harmony import */ var typebox__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6868);
/* harmony import */ var _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36732);


/**
 * The shape of `mlops.yml`, written once: the types of the program, `schemas/mlops.schema.json`
 * and `docs/config.md` are made from it.
 */
/** One of several shapes, told apart by the constant in `key` (ajv's `discriminator`). */
function oneOfBy(key, shapes, description) {
    return typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Unsafe */ .Ay$.Unsafe({
        type: 'object',
        required: [key],
        discriminator: { propertyName: key },
        oneOf: shapes,
        description,
    });
}
/** Names that reach file systems, git refs and SQL alike. */
const MODEL_NAME = '^[a-z0-9][a-z0-9-]*[a-z0-9]$';
const ENVIRONMENT_NAME = '^[a-z]([a-z0-9-]{0,37}[a-z0-9])?$';
const SOURCE_NAME = '^[A-Za-z_][A-Za-z0-9_]{0,62}$';
/** At most five digits, so that a time and a duration always make a time. */
const DURATION = '^[1-9][0-9]{0,4}(s|m|h|d|w)$';
const DAYS = '^[1-9][0-9]{0,4}(d|w)$';
const DAY = '^(latest|[0-9]{4}-[0-9]{2}-[0-9]{2})$';
const COLUMN_TYPE = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['integer', 'number', 'string', 'boolean', 'timestamp', 'date']);
const column = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'a column name' });
const columns = (description) => typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(column, { minItems: 1, uniqueItems: true, description });
const duration = (description) => typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({
    pattern: DURATION,
    description: `${description} (a whole number and one of s, m, h, d, w: \`12h\`)`,
});
const days = (description) => typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ pattern: DAYS, description: `${description} (whole days or weeks: \`30d\`)` });
const argv = (description) => typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1 }), {
    minItems: 1,
    description: `${description} (program and arguments, no shell)`,
});
const TASKS = ['binary-classification', 'multiclass-classification', 'regression'];
const ModelSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    name: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({
        pattern: MODEL_NAME,
        maxLength: 60,
        description: 'lower-case letters, digits and hyphens; names versions, tags and artifacts',
    }),
    task: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum([...TASKS], { description: 'what the model predicts' }),
    label: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'the column to predict; `data.view.label` makes it' }),
    positive: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean()], {
        description: 'the label value that counts as positive in binary classification (default: true, or 1)',
    })),
}, 'The model that this config is about.');
const SourceSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    path: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1 }), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1 }), { minItems: 1 })], { description: 'a file, a glob or a list of them, relative to this config file' }),
    format: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['csv', 'parquet', 'json'], {
        description: 'told by the file name where it is left out; `json` is JSON Lines',
    })),
    missing: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), {
        description: 'texts that mean “missing” in CSV; the empty text always does (`[NA]`)',
    })),
    delimiter: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({
        minLength: 1,
        maxLength: 1,
        description: 'what separates the values of CSV; found where left out',
    })),
    types: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), COLUMN_TYPE, {
        description: 'column types of CSV or JSON that must not be inferred',
    })),
}, 'One table of input data.');
const JoinSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    source: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ pattern: SOURCE_NAME, description: 'a name from `data.sources`' }),
    on: columns('key columns, equal on both sides'),
    asof: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({
        minLength: 1,
        description: 'a time column of both sides: the latest row at or before the time is taken',
    })),
    within: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(duration('how old the row of an `asof` join may be')),
    columns: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(columns('what to take from the source; all but the keys where left out')),
    prefix: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ description: 'set before the name of each column that is taken' })),
}, 'A look-up in another source; it never multiplies rows.');
const ViewSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    from: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ pattern: SOURCE_NAME, description: 'the source with one row per prediction' }),
    join: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(JoinSchema, { description: 'look-ups, in order' }), []),
    label: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'an SQL expression that makes the label' })),
    where: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'an SQL condition, for training and evaluation only' })),
    time: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'the column with the time of the prediction, in UTC' })),
    keys: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(column, { description: 'columns that name a row; together they must be unique' }), []),
    unavailable: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(column, {
        description: 'columns not known when predicting; one of them as a feature is an error',
    }), []),
}, 'The feature view: one row per prediction.');
const fraction = (description) => typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({
    exclusiveMinimum: 0,
    exclusiveMaximum: 1,
    description: `${description}, as a share of the rows`,
});
const SplitSchema = oneOfBy('by', [
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        by: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('time'),
        train: duration('length of the training data'),
        validation: duration('length of the validation data'),
        test: duration('length of the held-out test data'),
        until: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({
            pattern: DAY,
            description: 'the day after the last test day (YYYY-MM-DD), or `latest`',
        }), 'latest'),
    }, 'By time, counted back from `until`: train, then validation, then test.'),
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        by: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('group'),
        column: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'rows with the same value stay together' }),
        validation: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(fraction('validation data'), 0.15),
        test: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(fraction('test data'), 0.15),
    }, 'By group: all rows of a group fall into one split.'),
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        by: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('hash'),
        columns: columns('the key columns whose hash decides'),
        validation: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(fraction('validation data'), 0.15),
        test: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(fraction('test data'), 0.15),
    }, 'By a hash of key columns: a row stays in its split when data are added.'),
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        by: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('random'),
        validation: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(fraction('validation data'), 0.15),
        test: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(fraction('test data'), 0.15),
    }, 'At random, by `train.seed`.'),
], 'How rows are divided into training, validation and test data.');
const DataSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    sources: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ pattern: SOURCE_NAME }), SourceSchema, {
        minProperties: 1,
        additionalProperties: false,
        description: 'the input tables by name',
    }),
    view: ViewSchema,
    contract: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'the contract file' }), 'contract.yml'),
    split: SplitSchema,
}, 'Where the data come from and how they are joined and split.');
const TRANSFORMS = [
    'numeric',
    'impute',
    'log1p',
    'standardize',
    'one-hot',
    'hash',
    'bucketize',
    'date-parts',
    'cyclic',
];
const DATE_PARTS = ['year', 'month', 'day', 'weekday', 'hour', 'minute', 'day-of-year'];
const FeatureSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    columns: columns('view columns that are treated alike'),
    transform: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum([...TRANSFORMS]), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum([...TRANSFORMS]), { minItems: 1 })], { description: 'one transform, or several in order; fitted on training data only' }),
    fill: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['mean', 'median', 'most-frequent']), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number()], {
        description: '`impute`: what stands for a missing value (default `median`)',
    })),
    period: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({ exclusiveMinimum: 0, description: '`cyclic`: the length of the cycle' })),
    buckets: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({
        minimum: 2,
        maximum: 65536,
        description: '`hash`, `bucketize`: how many (default 32, 10)',
    })),
    boundaries: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), {
        minItems: 1,
        description: '`bucketize`: inner edges instead of quantiles',
    })),
    'max-categories': typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({
        minimum: 1,
        maximum: 10000,
        description: '`one-hot`: the most frequent ones kept (default 200)',
    })),
    parts: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum([...DATE_PARTS]), {
        minItems: 1,
        uniqueItems: true,
        description: '`date-parts`: which (default month, weekday, hour)',
    })),
}, 'Columns and how they become numbers.');
const seed = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0, description: 'of all random choices: the same seed gives the same model' }), 1);
const allowLeakage = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(column, { description: 'features that predict the label almost alone and are meant to' }), []);
const TrainSchema = oneOfBy('trainer', [
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        trainer: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('tfjs'),
        hidden: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 1, maximum: 4096 }), {
            maxItems: 8,
            description: 'units of each hidden layer; `[]` is a linear model',
        }), [16]),
        l2: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({ minimum: 0, description: 'L2 penalty of the weights' }), 0.001),
        dropout: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({
            minimum: 0,
            exclusiveMaximum: 1,
            description: 'share of units left out after each hidden layer',
        }), 0.1),
        epochs: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 1, description: 'passes over the training data, at most' }), 30),
        patience: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({
            minimum: 1,
            description: 'epochs without a better validation loss before stopping',
        }), 3),
        'batch-size': (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 1, description: 'rows in each step' }), 256),
        'learning-rate': (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({ exclusiveMinimum: 0, description: 'step size of the optimiser (Adam)' }), 0.002),
        'class-weights': (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['none', 'balanced'], { description: '`balanced` weighs classes by their rarity' }), 'none'),
        backend: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['wasm', 'tfjs-node', 'tfjs-node-gpu'], {
            description: '`wasm` is built in; the others must be installed in the workspace',
        }), 'wasm'),
        seed,
        'allow-leakage': allowLeakage,
    }, 'The built-in neural network: dense layers on TF.js.'),
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        trainer: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('command'),
        command: argv('the training program'),
        parameters: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Unknown */ .Ay$.Unknown(), {
            description: 'handed over as JSON in `MLOPS_PARAMS`',
        }), {}),
        'time-limit': typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(duration('time after which the program is stopped')),
        seed,
        'allow-leakage': allowLeakage,
    }, 'Any program: Python, R, a container.'),
], 'How the model is trained.');
const SliceSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    column: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'a slice column' }),
    value: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean()], {
        description: 'one value; each value of the column where left out',
    })),
}, 'Judge the rule on slices instead of all rows.');
const bound = (description) => typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({ description }));
const margin = (description) => typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({ minimum: 0, description }));
const RuleSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    metric: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'a metric by scikit-learn’s name' }),
    'at-least': bound('the lowest figure that passes'),
    'at-most': bound('the highest figure that passes'),
    'may-worsen': margin('how much worse than the baseline it may be, in the metric’s own direction'),
    'may-worsen-relative': margin('the same as a share of the baseline’s absolute figure'),
    'must-improve': margin('how much better than the baseline it must be at least'),
    'must-improve-relative': margin('the same as a share of the baseline’s absolute figure'),
    slice: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(SliceSchema),
}, 'A metric and its bounds; all of them must hold. Bounds are inclusive.');
const GateSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    baseline: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({
        pattern: ENVIRONMENT_NAME,
        description: 'the environment whose version is the champion',
    }), 'production'),
    rules: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(RuleSchema, { minItems: 1, description: 'what the challenger must satisfy' }),
    slices: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(column, { uniqueItems: true, description: 'columns to report figures by' }), []),
    'minimum-slice-rows': (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 1, description: 'slices with fewer rows are not judged' }), 100),
    threshold: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({ minimum: 0, maximum: 1, description: 'the score from which a row counts as positive' }), 0.5),
    inconclusive: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['fail', 'pass'], { description: 'what an inconclusive verdict means for the exit code' }), 'fail'),
}, 'When a model may replace the one in production.');
const RegistrySchema = oneOfBy('kind', [
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        kind: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('folder'),
        path: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'where versions are kept' }), '.mlops/registry'),
    }, 'A folder.'),
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ kind: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('github') }, 'Releases and annotated tags of this GitHub repository.'),
], 'Where versions are kept.');
const TargetSchema = oneOfBy('target', [
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        target: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('process'),
        port: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 1, maximum: 65535, description: 'a free one where left out' })),
        host: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'the address to listen on' }), '127.0.0.1'),
        log: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'folder of the serving log' }), 'serving'),
    }, 'A prediction server on this machine.'),
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        target: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('folder'),
        path: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'the serving bundle is written there' }),
    }, 'A self-contained serving bundle: `node server.mjs`, and a Dockerfile.'),
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        target: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('command'),
        deploy: argv('called with MLOPS_PACKAGE, MLOPS_DIGEST, MLOPS_VERSION and MLOPS_ENVIRONMENT set'),
        rollback: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(argv('called in the same way with the version to go back to; `deploy` where left out')),
        stop: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(argv('takes the deployment down')),
        secrets: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ pattern: '^[A-Za-z_][A-Za-z0-9_]*$' }), {
            uniqueItems: true,
            description: 'names of environment variables with credentials that your programs need; no other secret reaches them',
        }), []),
        'time-limit': (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(duration('time after which the program is stopped'), '30m'),
    }, 'Your own programs.'),
], 'Where an environment runs.');
const MonitorSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    log: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({
        minLength: 1,
        description: 'the serving log, or any dataset of view rows: a file or glob (JSON Lines, CSV, Parquet)',
    }),
    window: days('length of a window'),
    until: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({
        pattern: DAY,
        description: 'the end of the last window: a day (YYYY-MM-DD), or `latest` request',
    }), 'latest'),
    preset: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['evidently'], { description: 'default tests by type and size' }), 'evidently'),
    columns: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(columns('what is compared; the columns of the features where left out')),
    methods: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), {
        description: 'a method for a column instead of the preset’s',
    }), {}),
    thresholds: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({ minimum: 0 }), {
        description: 'a threshold for a column instead of the method’s own',
    }), {}),
    'drift-share': (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description: 'the share of drifted columns from which the window counts as drifted',
    }), 0.5),
    'minimum-rows': (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 2, description: 'a window with fewer rows is inconclusive' }), 30),
    retrain: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        when: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({
            pattern: '^[1-9][0-9]{0,3} of [1-9][0-9]{0,3}$',
            description: '`m of n`: at least m of the last n windows drifted',
        }),
        'cool-down': (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(duration('time in which no second request is made'), '7d'),
    }, 'When retraining is asked for; never where left out.')),
    'fail-on': (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['never', 'drift'], { description: 'whether drift makes the exit code 1' }), 'never'),
}, 'How what is served is watched.');
const ConfigSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    version: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal(1, { description: 'the version of this format' }),
    model: ModelSchema,
    data: DataSchema,
    features: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(FeatureSchema, { minItems: 1, description: 'what the model sees' }),
    train: TrainSchema,
    gate: GateSchema,
    registry: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(RegistrySchema, { kind: 'folder', path: '.mlops/registry' }),
    deploy: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ pattern: ENVIRONMENT_NAME }), TargetSchema, {
        additionalProperties: false,
        description: 'the environments, in the order of promotion',
    }), {}),
    monitor: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(MonitorSchema),
}, 'The configuration of one model.');


/***/ }),

/***/ 76293:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   an: () => (/* binding */ STAGES),
/* harmony export */   dP: () => (/* binding */ EVIDENCE_SCHEMAS),
/* harmony export */   m$: () => (/* binding */ EVIDENCE_SCHEMA)
/* harmony export */ });
/* unused harmony exports ReasonSchema, AnomalySchema, ValidateDataFigures, TrainFigures, EvaluateGateFigures, RegisterFigures, DeployFigures, DriftColumnSchema, MonitorDriftFigures, MachineSchema */
/* harmony import */ var typebox__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6868);
/* harmony import */ var _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36732);


/**
 * The record that a stage leaves. Everything a person sees is rendered from it, and later stages
 * read it, so it holds plain JSON only: numbers are finite or null, times are ISO 8601 in UTC.
 */
const EVIDENCE_SCHEMA = 'mlops-evidence/1';
const STAGES = [
    'validate-data',
    'train',
    'evaluate-gate',
    'register',
    'deploy',
    'monitor-drift',
];
const figure = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]);
const scalar = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]);
const figures = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), figure);
const time = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 20 });
const verdict = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['pass', 'fail', 'inconclusive']);
const task = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['binary-classification', 'multiclass-classification', 'regression']);
/** Why the verdict is what it is: the most important reason first. */
const ReasonSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    rule: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    outcome: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['pass', 'warn', 'fail', 'inconclusive', 'skipped']),
    measured: scalar,
    bound: scalar,
    /** A sentence for a person, complete in itself. */
    sentence: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1 }),
    column: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String()),
    slice: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String()),
});
const FileSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ path: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), sha256: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .br });
/** A broken rule of the contract. */
const AnomalySchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    dataset: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    /** Null where the rule is about the whole dataset. */
    column: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    rule: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    severity: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['error', 'warn', 'info']),
    /** Rows that break the rule; for a missing column all of them. */
    count: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0 }),
    rows: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0 }),
    sentence: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    /** The first offending rows: the value, and the 1-based row in the dataset as read, or in `file` where it has several. */
    examples: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ row: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 1 }), value: scalar, file: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String()) })),
});
const PeriodSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    rows: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0 }),
    /** Half-open [from, to) where the split is by time. */
    from: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(time),
    to: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(time),
});
const ColumnSummarySchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    column: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    type: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    missing: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0 }),
    distinct: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0 }),
    minimum: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(scalar),
    maximum: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(scalar),
    mean: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(figure),
    /** Counts on equally wide bins from minimum to maximum, or of the most frequent values. */
    histogram: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ label: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), count: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number() }))),
});
const ValidateDataFigures = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    datasets: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        name: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
        rows: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0 }),
        digest: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .br,
        columns: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(ColumnSummarySchema),
    })),
    anomalies: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(AnomalySchema),
});
const TrainFigures = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    task,
    trainer: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    parameters: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Unknown */ .Ay$.Unknown()),
    seed: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer(),
    splits: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ train: PeriodSchema, validation: PeriodSchema, test: PeriodSchema }),
    features: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ columns: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer(), width: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer() }),
    /** One entry an epoch; `seconds` count from the beginning of training. */
    history: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        epoch: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 1 }),
        loss: figure,
        validationLoss: figure,
        seconds: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(),
    })),
    /** Area under the ROC curve of single columns on the label, the highest first. */
    leakage: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        column: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
        auc: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(),
        action: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['none', 'warned', 'allowed', 'stopped']),
    })),
    /** Null where training was stopped before there was a model. */
    package: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([(0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ path: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), digest: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .br, bytes: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer() }), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
});
const PointsSchema = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ x: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), y: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number() }));
/** What the pictures of one model need. */
const CurvesSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    roc: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(PointsSchema),
    precisionRecall: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(PointsSchema),
    calibration: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(PointsSchema),
    /** Counts of scores on 20 equal bins of [0, 1] (or residuals), by outcome. */
    scores: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ from: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), to: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), negative: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer(), positive: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer() }))),
    confusion: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ classes: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String()), counts: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer())) })),
});
const JudgedModelSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    package: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .br,
    version: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String()),
    metrics: figures,
    curves: CurvesSchema,
    predictions: FileSchema,
});
const EvaluateGateFigures = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    task,
    rows: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0 }),
    period: PeriodSchema,
    threshold: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(),
    challenger: JudgedModelSchema,
    /** Null on the first run. */
    champion: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([JudgedModelSchema, typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    /** True where change rules were skipped because there is no champion. */
    rubberStamp: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean(),
    directions: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['higher', 'lower'])),
    /** How certain the difference challenger less champion is on all rows, by metric. */
    intervals: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ lower: figure, upper: figure, level: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number() }))),
    rules: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        rule: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
        metric: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
        slice: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
        outcome: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['pass', 'fail', 'skipped']),
        measured: figure,
        baseline: figure,
        bound: figure,
        sentence: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    })),
    slices: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        column: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
        value: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
        rows: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0 }),
        challenger: figures,
        champion: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([figures, typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    })),
    notes: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String()),
});
const RegisterFigures = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    registry: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    version: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    /** False where the same content was registered before. */
    created: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean(),
    package: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .br,
    previous: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    location: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
});
const DeployFigures = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    action: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['deploy', 'rollback', 'stop']),
    environment: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    target: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    version: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    package: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .br, typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    previous: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    url: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    /** The no-skew check: answers of the deployment against the evaluated predictions. */
    skew: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([
        (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ rows: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer(), maximumDifference: figure, tolerance: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number() }),
        typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null(),
    ]),
});
const DriftColumnSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    column: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    type: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    method: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    statistic: figure,
    pValue: figure,
    threshold: figure,
    verdict,
});
const MonitorDriftFigures = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    preset: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    driftShare: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(),
    baselineRows: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0 }),
    version: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    windows: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        from: time,
        to: time,
        rows: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0 }),
        columns: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(DriftColumnSchema),
        drifted: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0 }),
        share: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(),
        verdict,
    })),
    /** Baseline against the last judged window, for the pictures of the most drifted columns. */
    histograms: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        column: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
        bins: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ label: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), baseline: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), current: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number() })),
    })),
    retrain: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        requested: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean(),
        because: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
        request: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    }),
});
const RunSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    id: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    attempt: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 1 }),
    /** The source commit; null outside a git checkout. */
    commit: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    /** True where the working tree differed from the commit. */
    dirty: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean(),
    /** Digest of the resolved config. */
    config: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .br,
    overrides: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String()),
});
const MachineSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    os: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    architecture: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    cpu: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    cores: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer(),
    memoryBytes: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(),
    gpu: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
});
const common = {
    schema: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal(EVIDENCE_SCHEMA),
    model: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    verdict,
    reasons: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(ReasonSchema),
    /** Warnings that did not change the verdict. */
    warnings: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String()),
    /** Digests of what went in, by role: `dataset`, `package`, `contract`, … */
    inputs: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String()),
    /** Files that came out, relative to the evidence file, by role: `predictions`, `package`, … */
    outputs: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), FileSchema),
    run: RunSchema,
    tools: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String()),
    machine: MachineSchema,
    started: time,
    finished: time,
};
function stageEvidence(stage, stageFigures) {
    return (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ ...common, stage: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal(stage), figures: stageFigures });
}
/** The schema of each stage's evidence. A stage that could not work has no figures: it throws instead. */
const EVIDENCE_SCHEMAS = {
    'validate-data': stageEvidence('validate-data', ValidateDataFigures),
    train: stageEvidence('train', TrainFigures),
    'evaluate-gate': stageEvidence('evaluate-gate', EvaluateGateFigures),
    register: stageEvidence('register', RegisterFigures),
    deploy: stageEvidence('deploy', DeployFigures),
    'monitor-drift': stageEvidence('monitor-drift', MonitorDriftFigures),
};


/***/ }),

/***/ 15173:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $I: () => (/* binding */ INTERNAL_EXIT_CODE),
/* harmony export */   FO: () => (/* binding */ exitCodeOf),
/* harmony export */   Uc: () => (/* binding */ describeError),
/* harmony export */   _7: () => (/* binding */ ServiceError),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   fL: () => (/* binding */ DataError),
/* harmony export */   ff: () => (/* binding */ PLACE_PROBLEMS),
/* harmony export */   yo: () => (/* binding */ UserError)
/* harmony export */ });
/**
 * Errors by who must act. Everything that is none of these is a bug of ours.
 * Exit codes are the same at a terminal and in an action.
 */
class ExpectedError extends Error {
    hint;
    constructor(message, details = {}) {
        super(message, { cause: details.cause });
        this.name = new.target.name;
        this.hint = details.hint;
    }
}
/** The data are not what they must be (unreadable, ragged, of one class): a negative verdict, exit code 1. */
class DataError extends ExpectedError {
    exitCode = 1;
}
/** The user must mend something (config, usage, missing file, missing permission): exit code 2. */
class UserError extends ExpectedError {
    exitCode = 2;
}
/** An outside service failed (GitHub, npm, a user's program that is a service to us): exit code 3. */
class ServiceError extends ExpectedError {
    exitCode = 3;
}
/** What keeps a system from reading or writing a place, by the code that Node gives it, and what to do. */
const PLACE_PROBLEMS = {
    ENOSPC: ['the disk is full', 'Free some space'],
    EDQUOT: ['the disk quota is used up', 'Free some space'],
    EFBIG: ['a file would be larger than is allowed', 'Raise the limit on file sizes'],
    EACCES: ['this user may not do that there', 'Allow it'],
    EPERM: ['this user may not do that there', 'Allow it'],
    EROFS: ['the file system is read-only', 'Name a folder that can be written'],
    EEXIST: ['a file stands where a folder is needed', 'Remove it or name another folder'],
    ENOTDIR: ['a file stands where a folder is needed', 'Remove it or name another folder'],
    EISDIR: ['a folder stands where a file is needed', 'Remove it or name another file'],
};
/** The exit code of a bug in this program. */
const INTERNAL_EXIT_CODE = 70;
/** The exit code that stands for `error`: 1, 2 or 3 for the expected kinds, 70 for a bug. */
function exitCodeOf(error) {
    const told = withPlace(error);
    return told instanceof ExpectedError ? told.exitCode : INTERNAL_EXIT_CODE;
}
/** The message of any thrown value, never empty. */
function messageOf(error) {
    if (error instanceof Error)
        return error.message || error.name;
    return String(error) || 'unknown error';
}
/**
 * The text that a person sees for `error`. An expected error has its message and what to do;
 * a bug says that it is ours and shows the stack.
 */
function describeError(thrown) {
    const error = withPlace(thrown);
    if (error instanceof ExpectedError) {
        return error.hint ? `${error.message}\n  → ${error.hint}` : error.message;
    }
    const stack = error instanceof Error && error.stack ? error.stack : messageOf(error);
    return `This is a bug in mlops-actions, not a mistake of yours. Please report it with these lines:\n${stack}`;
}
/**
 * What the system refused at a place which it names is the user's to mend, wherever it was met; any other
 * error comes back as it is.
 */
function withPlace(error) {
    const { code, path } = (error ?? {});
    const known = code !== undefined && Object.hasOwn(PLACE_PROBLEMS, code) && PLACE_PROBLEMS[code];
    if (error instanceof ExpectedError || !known || typeof path !== 'string')
        return error;
    return new UserError(`${path} cannot be used: ${known[0]}`, {
        hint: `${known[1]} and run this again.`,
        cause: error,
    });
}


/***/ }),

/***/ 96468:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ thisProgram)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(73136);



let found;
/** Finds the program that is running, by its `package.json` above this module. */
function thisProgram() {
    found ??= find((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_url__WEBPACK_IMPORTED_MODULE_2__.fileURLToPath)(import.meta.url)));
    return found;
}
function find(start) {
    for (let root = start;; root = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(root)) {
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'package.json');
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(file)) {
            const manifest = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8'));
            if (manifest.name === 'mlops-actions') {
                const beside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'cli.mjs');
                const cli = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(beside) ? beside : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, 'dist', 'cli.mjs');
                return { version: manifest.version ?? '0.0.0', root, cli };
            }
        }
        if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(root) === root)
            throw new Error(`no package.json of mlops-actions above ${start}`);
    }
}


/***/ }),

/***/ 36732:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ik: () => (/* binding */ object),
/* harmony export */   P_: () => (/* binding */ defaulted),
/* harmony export */   br: () => (/* binding */ digest)
/* harmony export */ });
/* harmony import */ var typebox__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6868);

/** The shapes that the schemas of several rooms are made of. */
/** An object with these keys and no others. */
function object(properties, description) {
    const about = description === undefined ? {} : { description };
    return typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Object */ .Ay$.Object(properties, { additionalProperties: false, ...about });
}
/** A key that may be left out: the check then fills in `value`, so the type says it is there. */
function defaulted(schema, value) {
    return typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional({ ...schema, default: value });
}
/** A SHA-256 as `digestOf` writes it. */
const digest = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ pattern: '^sha256:[0-9a-f]{64}$' });


/***/ }),

/***/ 75216:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ TerminalLog)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./node_modules/cli-progress/cli-progress.js
var cli_progress = __webpack_require__(98502);
;// CONCATENATED MODULE: ./build/system/duration-phrase.js
/** A length of time for a person: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`. */
function durationPhrase(milliseconds) {
    const seconds = Math.max(milliseconds, 0) / 1000;
    if (seconds < 9.95)
        return `${seconds.toFixed(1)} s`;
    const whole = Math.round(seconds);
    if (whole < 60)
        return `${whole} s`;
    const minutes = Math.floor(whole / 60);
    if (minutes < 60)
        return `${minutes} min ${whole % 60} s`;
    return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

;// CONCATENATED MODULE: ./build/system/terminal-log.js



/** The log of the `mlops` command: bars on a terminal, a plain line now and then elsewhere. */
class TerminalLog {
    #stream;
    #level;
    #colors;
    #interval;
    #now;
    #bars;
    #depth = 0;
    constructor(stream, options = {}) {
        this.#stream = stream;
        this.#level = options.level ?? 'normal';
        this.#colors = (options.colors ?? true) && stream.isTTY === true;
        this.#interval = options.interval ?? 5000;
        this.#now = options.now ?? (() => performance.now());
        this.#bars = new Bars(stream, this.#now);
    }
    debug(message) {
        if (this.#level === 'debug')
            this.#line(message, 'dim');
    }
    info(message) {
        if (this.#level !== 'quiet')
            this.#line(message);
    }
    warn(message) {
        this.#line(`warning: ${message}`, 'yellow');
    }
    error(message) {
        this.#line(`error: ${message}`, 'red');
    }
    async group(title, work) {
        if (this.#level !== 'quiet')
            this.#line(title, 'bold');
        this.#depth += 1;
        try {
            return await work();
        }
        finally {
            this.#depth -= 1;
        }
    }
    progress(label, total) {
        if (this.#level === 'quiet')
            return { update: () => { }, end: () => { } };
        return this.#stream.isTTY ? this.#bar(label, total) : this.#lines(label, total);
    }
    #bar(label, total) {
        const started = this.#now();
        const bar = this.#bars.add(this.#indented(harmless(label)), total);
        let ended = false;
        return {
            update: (done, detail) => {
                if (!ended)
                    this.#bars.update(bar, done, harmless(detail ?? ''));
            },
            end: (detail) => {
                if (ended)
                    return;
                ended = true;
                this.#bars.remove(bar);
                this.#end(label, started, detail);
            },
        };
    }
    #lines(label, total) {
        const started = this.#now();
        let told = started;
        let ended = false;
        return {
            update: (done, detail) => {
                const now = this.#now();
                if (ended || now - told < this.#interval)
                    return;
                told = now;
                this.#line(`${label}: ${[amount(done, total), detail].filter(Boolean).join(', ')}`);
            },
            end: (detail) => {
                if (ended)
                    return;
                ended = true;
                this.#end(label, started, detail);
            },
        };
    }
    #end(label, started, detail) {
        this.#line(`${label}: ${detail ?? 'done'} (${durationPhrase(this.#now() - started)})`);
    }
    #line(message, style) {
        const text = this.#indented(harmless(message));
        const styled = style && this.#colors ? (0,external_node_util_.styleText)(style, text, { validateStream: false }) : text;
        this.#bars.above(`${styled}\n`);
    }
    #indented(text) {
        const margin = '  '.repeat(this.#depth);
        return text
            .split('\n')
            .map((line) => (line === '' ? '' : margin + line))
            .join('\n');
    }
}
/** `40 % (4 of 10)`, or what is done where nobody knows how much there is. */
function amount(done, total) {
    if (total === undefined || total <= 0)
        return String(done);
    return `${percentage(done, total)} % (${done} of ${total})`;
}
function percentage(done, total) {
    return Math.floor(100 * Math.min(Math.max(done / total, 0), 1));
}
/**
 * Messages carry names and values of users' data: control characters must not reach the terminal, nor
 * what a runner takes for a command at the beginning of a line.
 */
function harmless(text) {
    return text
        .replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .replaceAll(/^(\s*):(?=:)/gm, '$1: ')
        .replaceAll('##[', '## [');
}
const BAR_WIDTH = 24;
/** Milliseconds between two drawings while the program is too busy for the library's timer. */
const DRAWING = 100;
/** The bars of a terminal, at its bottom, while there are any. */
class Bars {
    #stream;
    #now;
    #bars;
    #count = 0;
    #drawn = 0;
    constructor(stream, now) {
        this.#stream = stream;
        this.#now = now;
    }
    add(label, total) {
        this.#bars ??= new cli_progress.MultiBar({
            stream: this.#stream,
            clearOnComplete: true,
            // Else wrapping is switched off, and stays so when the program is killed.
            linewrap: true,
            // A line above the bars overwrites the first of them.
            forceRedraw: true,
            format: (_options, { value }, payload) => barText(value, payload),
        });
        this.#count += 1;
        const bar = this.#bars.create(total ?? 0, 0, { label, total, detail: '' });
        this.#draw();
        return bar;
    }
    update(bar, done, detail) {
        bar.update(done, { detail });
        if (this.#now() - this.#drawn >= DRAWING)
            this.#draw();
    }
    remove(bar) {
        this.#count -= 1;
        if (this.#count > 0) {
            this.#bars?.remove(bar);
            return;
        }
        this.#bars?.stop();
        this.#bars = undefined;
    }
    /** Writes whole lines; bars move down. */
    above(lines) {
        if (!this.#bars) {
            this.#stream.write(lines);
            return;
        }
        this.#bars.log(lines);
        this.#draw();
    }
    #draw() {
        this.#drawn = this.#now();
        this.#bars?.update();
    }
}
function barText(done, { label, total, detail }) {
    if (total === undefined || total <= 0)
        return [label, done > 0 ? String(done) : '', detail].filter(Boolean).join('  ');
    const filled = Math.round((BAR_WIDTH * percentage(done, total)) / 100);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
    return [label, bar, `${percentage(done, total)} %`, detail].filter(Boolean).join('  ');
}


/***/ }),

/***/ 13771:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ writeErrorOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15173);

/**
 * What failed while `place` was written, as an error that the user can mend (a full disk, a missing
 * permission); any other error comes back as it is.
 */
function writeErrorOf(error, place) {
    const known = _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PLACE_PROBLEMS */ .ff[error?.code ?? ''];
    if (!known || error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo)
        return error;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${place} cannot be written: ${known[0]}`, {
        hint: `${known[1]} and run this again.`,
        cause: error,
    });
}


/***/ })

};
