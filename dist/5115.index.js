export const id = 5115;
export const ids = [5115];
export const modules = {

/***/ 74086:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UV: () => (/* binding */ PERIOD_OF_PART),
/* harmony export */   rb: () => (/* binding */ timeOfDay),
/* harmony export */   yC: () => (/* binding */ datePart)
/* harmony export */ });
const DAY = 86_400_000;
/** How long the cycle of a part is; a year has none. The longest month and year count. */
const PERIOD_OF_PART = {
    month: 12,
    day: 31,
    weekday: 7,
    hour: 24,
    minute: 60,
    'day-of-year': 366,
};
/**
 * A part of a time in UTC (`time` in milliseconds since 1970). Months and days count from 1, weekdays
 * from Monday = 0 (as pandas' `weekday`), days of the year from 1. NaN beyond the calendar.
 */
function datePart(time, part) {
    const date = new Date(time);
    switch (part) {
        case 'year':
            return date.getUTCFullYear();
        case 'month':
            return date.getUTCMonth() + 1;
        case 'day':
            return date.getUTCDate();
        case 'weekday':
            return (date.getUTCDay() + 6) % 7;
        case 'hour':
            return date.getUTCHours();
        case 'minute':
            return date.getUTCMinutes();
        case 'day-of-year':
            return Math.floor((time - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
    }
}
/** Milliseconds of a `YYYY-MM-DD` text at midnight UTC, or NaN where it is no day of the calendar. */
function timeOfDay(text) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
        return Number.NaN;
    const time = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? Number.NaN : time;
}


/***/ }),

/***/ 36308:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jx: () => (/* binding */ TRANSFORM_FORMAT),
/* harmony export */   V7: () => (/* binding */ kindOfSource),
/* harmony export */   V_: () => (/* binding */ ascending),
/* harmony export */   XJ: () => (/* binding */ parseFittedTransforms),
/* harmony export */   ri: () => (/* binding */ kindAfter)
/* harmony export */ });
/* unused harmony export FittedTransformsSchema */
/* harmony import */ var typebox__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6868);
/* harmony import */ var _config_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57096);
/* harmony import */ var _data_frame_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9644);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15173);
/* harmony import */ var _system_schema_check_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72679);
/* harmony import */ var _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36732);






/**
 * What fitting leaves, as plain JSON: `transform.json` of a model package. A feature is a column and
 * the steps that turn one value of it into numbers: any number of scalar steps, then at most one that
 * widens (one-hot, hash, bucketize, cyclic).
 */
const TRANSFORM_FORMAT = 'mlops-transform/1';
const StepSchema = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({ step: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('impute'), value: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String()]) }),
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({ step: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('log1p') }),
    /** (x - mean) / scale; scale 0 is a constant feature and gives 0. */
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({ step: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('standardize'), mean: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), scale: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({ minimum: 0 }) }),
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({ step: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('date-part'), part: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum([..._config_schema_js__WEBPACK_IMPORTED_MODULE_1__/* .DATE_PARTS */ .oJ]) }),
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({
        step: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('one-hot'),
        categories: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), { maxItems: 10_000, uniqueItems: true }),
        /** Whether training had missing values: then they are a category, else they count as unseen. */
        missing: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean(),
    }),
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({ step: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('hash'), buckets: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 2, maximum: 65_536 }) }),
    /** Inner edges, ascending: bucket i holds edge[i-1] <= x < edge[i]. */
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({ step: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('bucketize'), boundaries: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), { maxItems: 65_535 }) }),
    (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({ step: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal('cyclic'), period: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({ exclusiveMinimum: 0 }) }),
]);
const FittedTransformsSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({
    format: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal(TRANSFORM_FORMAT),
    features: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik)({
        column: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
        type: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum([..._data_frame_js__WEBPACK_IMPORTED_MODULE_5__/* .COLUMN_TYPES */ .RO]),
        steps: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(StepSchema, { maxItems: 16 }),
    }), { minItems: 1, maxItems: 100_000 }),
});
/** What the first step of a feature sees: text for strings and for booleans that become categories. */
function kindOfSource(type, steps) {
    if (type === 'string')
        return 'text';
    if (type === 'timestamp' || type === 'date')
        return 'time';
    const first = steps.find(({ step }) => step !== 'impute' && step !== 'numeric')?.step;
    return type === 'boolean' && (first === 'one-hot' || first === 'hash') ? 'text' : 'number';
}
/** What `step` makes of a `kind`, or undefined where it cannot follow. */
function kindAfter(kind, step) {
    switch (step.step) {
        case 'impute':
            return kind !== 'row' && (kind === 'text') === (typeof step.value === 'string') ? kind : undefined;
        case 'log1p':
        case 'standardize':
            return kind === 'number' ? 'number' : undefined;
        case 'date-part':
            return kind === 'time' ? 'number' : undefined;
        case 'one-hot':
        case 'hash':
            return kind === 'number' || kind === 'text' ? 'row' : undefined;
        case 'bucketize':
        case 'cyclic':
            return kind === 'number' ? 'row' : undefined;
    }
}
/**
 * Fitted transforms from the text of a `transform.json`, which may come from anywhere: its shape, the
 * order of its steps and its boundaries are checked. `where` names the file for the message.
 * @throws DataError
 */
function parseFittedTransforms(text, where) {
    const refuse = (what) => {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DataError */ .fL(`${where} is damaged: ${what}`, {
            hint: 'Restore the file, or train the model again.',
        });
    };
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        return refuse(`not JSON (${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)})`);
    }
    const problem = (0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_3__/* .checkSchema */ ._U)(FittedTransformsSchema, value)[0];
    if (problem)
        return refuse(`${(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_3__/* .pathText */ .LF)(problem.path)} ${problem.message}`);
    const fitted = value;
    for (const [index, { type, steps }] of fitted.features.entries()) {
        let kind = kindOfSource(type, steps);
        for (const step of steps) {
            kind = kind && kindAfter(kind, step);
            if (!kind)
                return refuse(`features[${index}]: ${step.step} cannot stand where it does`);
            if (step.step === 'bucketize' && !ascending(step.boundaries)) {
                return refuse(`features[${index}]: its boundaries do not ascend`);
            }
        }
        if (kind !== 'number' && kind !== 'row')
            return refuse(`features[${index}]: ${kind} reaches the model`);
    }
    return fitted;
}
/** Whether each number is greater than the one before. */
function ascending(numbers) {
    return numbers.every((number, index) => index === 0 || number > numbers[index - 1]);
}


/***/ }),

/***/ 23472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ murmur3)
/* harmony export */ });
/**
 * MurmurHash3 x86 32-bit of the UTF-8 bytes of `text` (Austin Appleby, public domain,
 * https://github.com/aappleby/smhasher), as an unsigned integer. The same text has the same hash on
 * every machine and in every other implementation with this seed.
 */
function murmur3(text, seed = 0) {
    const bytes = Buffer.from(text, 'utf8');
    const whole = bytes.length & ~3;
    let hash = seed;
    for (let at = 0; at < whole; at += 4) {
        hash ^= scrambled(bytes.readUInt32LE(at));
        hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
    }
    if (whole < bytes.length) {
        let tail = 0;
        for (let at = bytes.length - 1; at >= whole; at--)
            tail = (tail << 8) | bytes[at];
        hash ^= scrambled(tail);
    }
    hash ^= bytes.length;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
}
function scrambled(word) {
    const mixed = Math.imul(word, 0xcc9e2d51);
    return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}


/***/ }),

/***/ 41197:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KJ: () => (/* binding */ readyFeature),
/* harmony export */   Lw: () => (/* binding */ Refused),
/* harmony export */   TC: () => (/* binding */ readerOf),
/* harmony export */   lV: () => (/* binding */ MISSING),
/* harmony export */   r2: () => (/* binding */ scalarStep)
/* harmony export */ });
/* harmony import */ var _calendar_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74086);
/* harmony import */ var _fitted_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36308);
/* harmony import */ var _murmur_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(23472);



/** A value that a step refuses; the message begins with a verb. */
class Refused extends Error {
}
const MISSING = 'is missing';
function readyFeature(feature) {
    const { column, steps } = feature;
    const read = readerOf(feature);
    const last = steps.at(-1);
    const widening = last && isWidening(last) ? last : undefined;
    const scalars = (widening ? steps.slice(0, -1) : steps).map(scalarStep);
    const part = steps.find((step) => step.step === 'date-part')?.part;
    const base = part ? `${column}.${part}` : column;
    const { names, write } = widening ? widened(widening, base) : plain(base);
    return {
        column,
        names,
        write(value, into, at) {
            let scalar = read(value);
            for (const step of scalars)
                scalar = step(scalar);
            write(scalar, into, at);
        },
    };
}
/** How a value of a column becomes the first scalar: numbers, times in milliseconds, or text. */
function readerOf(feature) {
    const kind = (0,_fitted_js__WEBPACK_IMPORTED_MODULE_1__/* .kindOfSource */ .V7)(feature.type, feature.steps);
    return (value) => {
        if (value === null || Number.isNaN(value))
            return null;
        if (kind === 'text') {
            if (typeof value !== (feature.type === 'boolean' ? 'boolean' : 'string'))
                throw wrongType(value, feature.type);
            return String(value);
        }
        if (feature.type === 'boolean') {
            if (typeof value !== 'boolean')
                throw wrongType(value, feature.type);
            return Number(value);
        }
        if (feature.type === 'date') {
            const time = typeof value === 'string' ? (0,_calendar_js__WEBPACK_IMPORTED_MODULE_0__/* .timeOfDay */ .rb)(value) : Number.NaN;
            if (Number.isNaN(time))
                throw wrongType(value, feature.type);
            return time;
        }
        // Whole numbers beyond 2^53 come as decimal text.
        const number = feature.type === 'integer' && typeof value === 'string' && /^-?\d+$/.test(value)
            ? Number(value)
            : value;
        if (typeof number !== 'number')
            throw wrongType(value, feature.type);
        if (!Number.isFinite(number))
            throw new Refused('is infinite');
        return number;
    };
}
function wrongType(value, type) {
    return new Refused(`is no ${type}: ${JSON.stringify(value)}`);
}
function isWidening(step) {
    return (step.step === 'one-hot' || step.step === 'hash' || step.step === 'bucketize' || step.step === 'cyclic');
}
/** A step from one scalar to one scalar. Missing stays missing where nothing imputes it. */
function scalarStep(step) {
    switch (step.step) {
        case 'impute':
            return (value) => value ?? step.value;
        case 'log1p':
            return numeric((x) => {
                if (x <= -1)
                    throw new Refused(`has no log1p, which needs more than -1: ${x}`);
                return Math.log1p(x);
            });
        case 'standardize':
            return numeric((x) => (step.scale === 0 ? 0 : (x - step.mean) / step.scale));
        case 'date-part':
            return numeric((x) => {
                const part = (0,_calendar_js__WEBPACK_IMPORTED_MODULE_0__/* .datePart */ .yC)(x, step.part);
                if (Number.isNaN(part))
                    throw new Refused(`is a time beyond the calendar: ${x}`);
                return part;
            });
        default:
            throw new TypeError(`${step.step} widens`);
    }
}
function numeric(function_) {
    return (value) => (value === null ? null : function_(value));
}
function plain(base) {
    return { names: [base], write };
    function write(scalar, into, at) {
        into[at] = number32(scalar);
    }
}
/** A number as the model sees it. */
function number32(scalar) {
    if (scalar === null)
        throw new Refused(MISSING);
    const number = Math.fround(scalar);
    if (!Number.isFinite(number))
        throw new Refused(`is too large for the model: ${scalar}`);
    return number;
}
function widened(step, base) {
    switch (step.step) {
        case 'one-hot': {
            const places = new Map(step.categories.map((category, index) => [category, index]));
            const other = step.categories.length;
            const names = [...step.categories.map((category) => `${base}=${category}`), `${base}=(other)`];
            if (step.missing)
                names.push(`${base}=(missing)`);
            const missing = step.missing ? other + 1 : other;
            return {
                names,
                write: (scalar, into, at) => {
                    into[at + (scalar === null ? missing : (places.get(String(scalar)) ?? other))] = 1;
                },
            };
        }
        case 'hash': {
            const names = Array.from({ length: step.buckets }, (_, bucket) => `${base}#${bucket}`);
            return {
                names: [...names, `${base}#(missing)`],
                write: (scalar, into, at) => {
                    into[at + (scalar === null ? step.buckets : (0,_murmur_js__WEBPACK_IMPORTED_MODULE_2__/* .murmur3 */ .K)(String(scalar)) % step.buckets)] = 1;
                },
            };
        }
        case 'bucketize': {
            const edges = [Number.NEGATIVE_INFINITY, ...step.boundaries, Number.POSITIVE_INFINITY];
            const names = edges.slice(1).map((to, index) => `${base}[${edges[index]},${to})`);
            return {
                names: [...names, `${base}=(missing)`],
                write: (scalar, into, at) => {
                    into[at + (scalar === null ? names.length : bucketOf(scalar, step.boundaries))] = 1;
                },
            };
        }
        case 'cyclic':
            return {
                names: [`${base}:sin`, `${base}:cos`],
                write: (scalar, into, at) => {
                    if (scalar === null)
                        throw new Refused(MISSING);
                    const turn = (scalar % step.period) / step.period;
                    into[at] = Math.sin(2 * Math.PI * turn);
                    into[at + 1] = Math.cos(2 * Math.PI * turn);
                },
            };
        default:
            throw new TypeError(`${step.step} does not widen`);
    }
}
/** How many boundaries are at or below `x` (binary search). */
function bucketOf(x, boundaries) {
    let low = 0;
    let high = boundaries.length;
    while (low < high) {
        const middle = (low + high) >>> 1;
        if (boundaries[middle] <= x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}


/***/ }),

/***/ 5793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $j: () => (/* binding */ problemsError),
/* harmony export */   AM: () => (/* binding */ applyTransforms),
/* harmony export */   c8: () => (/* binding */ takeMatrixRows),
/* harmony export */   gB: () => (/* binding */ Transforms),
/* harmony export */   sm: () => (/* binding */ valuesOf)
/* harmony export */ });
/* harmony import */ var _data_frame_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9644);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15173);
/* harmony import */ var _steps_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41197);



const MAXIMUM_VALUES = 2 ** 30;
/**
 * Fitted transforms, made ready once and applied to many frames. Training, evaluation and the
 * prediction server all use this one implementation; each row is turned into numbers on its own, so a
 * row has the same numbers alone and in any batch.
 */
class Transforms {
    names;
    /** The columns that a frame must have, once each, in the order of their first use. */
    inputs;
    #features;
    constructor(fitted) {
        this.#features = fitted.features.map(_steps_js__WEBPACK_IMPORTED_MODULE_1__/* .readyFeature */ .KJ);
        this.names = uniqueNames(this.#features.flatMap((feature) => feature.names));
        const types = new Map(fitted.features.map(({ column, type }) => [column, type]));
        this.inputs = [...types].map(([name, type]) => ({ name, type }));
    }
    get width() {
        return this.names.length;
    }
    /**
     * The matrix of all rows of `frame`, and the values that have no number (those cells are 0, so do
     * not predict from the rows that a problem names).
     * @throws UserError when the frame lacks a column, or the matrix would not fit in memory
     */
    convert(frame) {
        const { width } = this;
        if (frame.rows * width > MAXIMUM_VALUES) {
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`the features make ${width} columns; with ${frame.rows} rows they do not fit in memory`, {
                hint: 'Lower `max-categories` or `buckets` of the widest features, use `hash`, or take fewer rows.',
            });
        }
        const values = new Float32Array(frame.rows * width);
        const problems = [];
        let first = 0;
        for (const feature of this.#features) {
            const cells = valuesOf(frame, feature.column);
            for (let row = 0; row < frame.rows; row++) {
                try {
                    feature.write(cells[row], values, row * width + first);
                }
                catch (error) {
                    if (!(error instanceof _steps_js__WEBPACK_IMPORTED_MODULE_1__/* .Refused */ .Lw))
                        throw error;
                    problems.push({ row, column: feature.column, message: error.message });
                }
            }
            first += feature.names.length;
        }
        return { matrix: { rows: frame.rows, width, names: this.names, values }, problems };
    }
    /**
     * The matrix of all rows of `frame`.
     * @throws DataError when a value has no number; it says which column, how many and the first rows
     */
    apply(frame) {
        const { matrix, problems } = this.convert(frame);
        if (problems.length > 0)
            throw problemsError(problems, frame.rows);
        return matrix;
    }
}
/** The matrix of `frame` by `fitted`; for many frames make one `Transforms`. Throws as `Transforms.apply`. */
function applyTransforms(fitted, frame) {
    return new Transforms(fitted).apply(frame);
}
/** The rows of `matrix` at `indices`, in that order. */
function takeMatrixRows(matrix, indices) {
    const { width, names } = matrix;
    const values = new Float32Array(indices.length * width);
    for (let row = 0; row < indices.length; row++) {
        const from = indices[row] * width;
        values.set(matrix.values.subarray(from, from + width), row * width);
    }
    return { rows: indices.length, width, names, values };
}
/** The values of a feature's column, which the config named. Throws UserError where it is absent. */
function valuesOf(frame, column) {
    if (!frame.columns.has(column)) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`the feature column ${JSON.stringify(column)} is not in the data`, {
            hint: `Columns there are: ${[...frame.columns.keys()].join(', ')}.`,
        });
    }
    return (0,_data_frame_js__WEBPACK_IMPORTED_MODULE_2__/* .columnOf */ .uV)(frame, column).values;
}
/** One error for all problems: the column with the most, how many, the first rows, and the cure. */
function problemsError(problems, rows) {
    const groups = new Map();
    for (const problem of problems) {
        const key = JSON.stringify([problem.column, problem.message.split(':')[0]]);
        const group = groups.get(key);
        if (group)
            group.push(problem);
        else
            groups.set(key, [problem]);
    }
    const worst = [...groups.values()].sort((a, b) => b.length - a.length);
    const sentences = worst.slice(0, 5).map((group) => {
        const { column, message } = group[0];
        const where = group
            .slice(0, 3)
            .map(({ row }) => row + 1)
            .join(', ');
        const count = `${group.length} of ${rows} row${rows === 1 ? '' : 's'}`;
        return `feature column ${JSON.stringify(column)} ${message} in ${count} (row ${where}${group.length > 3 ? ', …' : ''})`;
    });
    if (worst.length > 5)
        sentences.push(`${worst.length - 5} more kinds of problem`);
    const missing = problems.some(({ message }) => message === _steps_js__WEBPACK_IMPORTED_MODULE_1__/* .MISSING */ .lV);
    return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DataError */ .fL(sentences.join('; '), {
        hint: missing
            ? 'Put `impute` first in the `transform` of the feature, or filter these rows out with `data.view.where`.'
            : 'Mend the values at their source, or filter these rows out with `data.view.where`.',
    });
}
/** `names`, later ones marked where one is the same but for case (SQL cannot tell those apart). */
function uniqueNames(names) {
    const taken = new Set();
    return names.map((name) => {
        let unique = name;
        for (let copy = 2; taken.has(unique.toLowerCase()); copy++)
            unique = `${name}~${copy}`;
        taken.add(unique.toLowerCase());
        return unique;
    });
}


/***/ }),

/***/ 48987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nb: () => (/* binding */ PACKAGE_FORMAT),
/* harmony export */   R$: () => (/* binding */ openPackage),
/* harmony export */   Vw: () => (/* binding */ MODEL_PATHS),
/* harmony export */   Wp: () => (/* binding */ packageBytes),
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   h0: () => (/* binding */ readPackageFile),
/* harmony export */   h1: () => (/* binding */ MANIFEST_FILE),
/* harmony export */   jJ: () => (/* binding */ readPackageJson)
/* harmony export */ });
/* unused harmony exports MODEL_FORMATS, IDENTITY_FILES, DESCRIPTION_FILES, SignatureSchema, ManifestSchema, isIdentityFile, damaged */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var typebox__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6868);
/* harmony import */ var _config_schema_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57096);
/* harmony import */ var _data_frame_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(9644);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(15173);
/* harmony import */ var _system_files_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(72211);
/* harmony import */ var _system_schema_check_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(72679);
/* harmony import */ var _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(36732);










/**
 * The model package: one folder that holds a model with all that is needed to use, judge and
 * trace it.
 *
 *     manifest.json     every file with its SHA-256, and the identity (this file's types)
 *     model/            model.json + weights.bin (TF.js), or model.onnx
 *     transform.json    fitted transforms
 *     contract.json     the view's contract
 *     profile.json      profile of the training rows
 *     baseline.parquet  training rows for drift tests
 *     held-out.json     rows that no training saw, with the evaluated scores
 *     MLmodel, metrics.json, lineage.json, README.md, sbom.cdx.json
 */
const PACKAGE_FORMAT = 'mlops-package/1';
const MANIFEST_FILE = 'manifest.json';
const MODEL_FORMATS = ['tfjs', 'onnx'];
/** Where the model of a format begins. */
const MODEL_PATHS = {
    tfjs: 'model/model.json',
    onnx: 'model/model.onnx',
};
/** The files whose content makes the identity; everything else may differ between two equal versions. */
const IDENTITY_FILES = [
    'model/',
    'transform.json',
    'contract.json',
    'profile.json',
    'baseline.parquet',
];
/** The files that tell about a version and may be replaced later. */
const DESCRIPTION_FILES = [
    'MLmodel',
    'metrics.json',
    'held-out.json',
    'lineage.json',
    'README.md',
    'sbom.cdx.json',
];
const MAXIMUM_FILES = 1000;
const MAXIMUM_BYTES = 4 * 2 ** 30;
const MAXIMUM_MANIFEST_BYTES = 2 ** 20;
const MAXIMUM_TEXT_BYTES = 64 * 2 ** 20;
const columns = typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ik)({ name: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String(), type: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Enum */ .Ay$.Enum([..._data_frame_js__WEBPACK_IMPORTED_MODULE_9__/* .COLUMN_TYPES */ .RO]) }));
/** What a model takes and gives. */
const SignatureSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ik)({
    task: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Enum */ .Ay$.Enum([..._config_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .TASKS */ .n3]),
    /** The view columns that a request must carry for the features, in order. */
    inputs: columns,
    /** Columns that a request may carry besides (time, keys, slice columns); they reach the serving log. */
    extras: columns,
    /** The time column of the view, or null. */
    time: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Null */ .Ay$.Null()]),
    label: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String(),
    /** The classes in the order of the scores, as text; `[negative, positive]` for binary; [] for regression. */
    classes: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String()),
});
const ManifestSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ik)({
    format: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Literal */ .Ay$.Literal(PACKAGE_FORMAT),
    name: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String({ pattern: _config_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .MODEL_NAME */ .Ub, maxLength: 60 }),
    /** Digest of what makes the version: model, transform, contract, profile, baseline, signature. */
    identity: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .digest */ .br,
    model: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ik)({ format: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Enum */ .Ay$.Enum([...MODEL_FORMATS]), path: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String() }),
    signature: SignatureSchema,
    /** Every file but this one: path with `/`, in byte order. */
    files: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ik)({
        // One or more plain names; no dot first, so no `..` and nothing hidden.
        path: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String({
            pattern: '^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$',
            maxLength: 200,
        }),
        sha256: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .digest */ .br,
        bytes: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0, maximum: MAXIMUM_BYTES }),
    }), { minItems: 1, maxItems: MAXIMUM_FILES }),
});
/** The identity of a version: the digest of what decides its predictions and how they are judged. */
function identityOf(manifest) {
    const files = manifest.files
        .filter(({ path }) => isIdentityFile(path))
        .map(({ path, sha256 }) => [path, sha256]);
    const { model, signature } = manifest;
    return (0,_system_files_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOf */ .ol)((0,_system_files_js__WEBPACK_IMPORTED_MODULE_6__/* .canonicalJson */ .dj)({ format: PACKAGE_FORMAT, model, signature, files }));
}
/** Whether a file of a package belongs to its identity. */
function isIdentityFile(path) {
    return IDENTITY_FILES.some((name) => (name.endsWith('/') ? path.startsWith(name) : path === name));
}
/**
 * Opens the package in `directory` and verifies it: the manifest's shape and identity, that the folder
 * holds the listed files and no other, no links, and each file's size and SHA-256.
 * @throws UserError when there is no package, DataError when it is not what was packed
 */
async function openPackage(directory) {
    const manifest = await readManifest(directory);
    const found = await filesBeneath(directory, directory);
    const listed = new Map(manifest.files.map((file) => [file.path, file]));
    const extra = found.find((path) => path !== MANIFEST_FILE && !listed.has(path));
    if (extra !== undefined)
        throw damaged(directory, `${JSON.stringify(extra)} is not in its manifest`);
    for (const { path, bytes } of manifest.files) {
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, path)).catch(() => undefined);
        if (!file?.isFile())
            throw damaged(directory, `${path} is missing`);
        if (file.size !== bytes)
            throw damaged(directory, `${path} has ${file.size} bytes, not ${bytes}`);
    }
    for (const { path, sha256 } of manifest.files) {
        if ((await (0,_system_files_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOfFile */ .Mk)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, path))) !== sha256) {
            throw damaged(directory, `${path} was changed: its SHA-256 is not the one in the manifest`);
        }
    }
    return { directory, manifest };
}
/**
 * The bytes of a file of an opened package, checked again, so that they are those that were verified.
 * @throws DataError when the file was changed since
 */
async function readPackageFile(opened, path) {
    const listed = opened.manifest.files.find((file) => file.path === path);
    if (!listed)
        throw new RangeError(`no file ${JSON.stringify(path)} in the package`);
    const content = await readPlain((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(opened.directory, path), listed.bytes).catch((error) => {
        throw damaged(opened.directory, `${path} cannot be read: ${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error)}`);
    });
    if ((0,_system_files_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOf */ .ol)(content) !== listed.sha256) {
        throw damaged(opened.directory, `${path} was changed: its SHA-256 is not the one in the manifest`);
    }
    return content;
}
/** A JSON file of an opened package. The caller checks its schema. Throws DataError when it is not JSON. */
async function readPackageJson(opened, path) {
    const content = await readPackageFile(opened, path);
    if (content.length > MAXIMUM_TEXT_BYTES)
        throw damaged(opened.directory, `${path} is too large`);
    try {
        return JSON.parse(content.toString('utf8'));
    }
    catch (error) {
        throw damaged(opened.directory, `${path} is not JSON (${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error)})`);
    }
}
/** The size of all files of a package but its manifest, in bytes. */
function packageBytes(manifest) {
    return manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
}
async function readManifest(directory) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, MANIFEST_FILE);
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(directory).catch(() => undefined);
    if (!folder?.isDirectory()) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`there is no model package at ${directory}`, {
            hint: 'Give the folder that holds `manifest.json`; `mlops train` makes one.',
        });
    }
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(path).catch(() => undefined);
    if (!file) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`${directory} is no model package: it has no ${MANIFEST_FILE}`, {
            hint: 'Give the folder that holds `manifest.json`; `mlops train` makes one.',
        });
    }
    if (!file.isFile())
        throw damaged(directory, `${MANIFEST_FILE} is no regular file`);
    if (file.size > MAXIMUM_MANIFEST_BYTES)
        throw damaged(directory, `${MANIFEST_FILE} is too large`);
    let value;
    try {
        value = JSON.parse((await readPlain(path, file.size)).toString('utf8'));
    }
    catch (error) {
        throw damaged(directory, `${MANIFEST_FILE} cannot be read (${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error)})`);
    }
    const problem = (0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_7__/* .checkSchema */ ._U)(ManifestSchema, value)[0];
    if (problem)
        throw damaged(directory, `${MANIFEST_FILE}: ${(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_7__/* .pathText */ .LF)(problem.path)} ${problem.message}`);
    const manifest = value;
    const paths = manifest.files.map((entry) => entry.path);
    const required = [
        ...IDENTITY_FILES.filter((name) => !name.endsWith('/')),
        ...DESCRIPTION_FILES,
        manifest.model.path,
    ];
    const absent = required.find((name) => !paths.includes(name));
    if (absent !== undefined)
        throw damaged(directory, `its manifest lists no ${absent}`);
    if (manifest.model.path !== MODEL_PATHS[manifest.model.format]) {
        throw damaged(directory, `its model is at ${manifest.model.path}, not at ${MODEL_PATHS[manifest.model.format]}`);
    }
    // File systems that ignore case would make two names one file.
    if (new Set(paths.map((name) => name.toLowerCase())).size < paths.length) {
        throw damaged(directory, 'its manifest lists a file twice');
    }
    if (paths.some((name, index) => index > 0 && name <= paths[index - 1])) {
        throw damaged(directory, 'its manifest does not list the files in order');
    }
    if (packageBytes(manifest) > MAXIMUM_BYTES)
        throw damaged(directory, 'it is larger than 4 GiB');
    if (identityOf(manifest) !== manifest.identity) {
        throw damaged(directory, 'the identity in its manifest is not that of its files and signature');
    }
    return manifest;
}
async function filesBeneath(root, directory, count = { files: 0 }) {
    const found = [];
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(directory, { withFileTypes: true })) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, entry.name);
        count.files += 1;
        if (count.files > 2 * MAXIMUM_FILES)
            throw damaged(root, 'it holds too many files');
        if (entry.isDirectory())
            found.push(...(await filesBeneath(root, path, count)));
        else if (entry.isFile())
            found.push(path.slice(root.length).replaceAll('\\', '/').replace(/^\/+/, ''));
        else
            throw damaged(root, `${JSON.stringify(entry.name)} is ${kindOf(entry)}`);
    }
    return found;
}
function kindOf(entry) {
    return entry.isSymbolicLink() ? 'a symbolic link' : 'no regular file';
}
/** Reads a file that is no link and has this many bytes. */
async function readPlain(path, bytes) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW ?? 0));
    try {
        const { size } = await file.stat();
        if (size !== bytes)
            throw new Error(`it has ${size} bytes, not ${bytes}`);
        return await file.readFile();
    }
    finally {
        await file.close();
    }
}
/** What is said of a package that is not what was packed. */
function damaged(directory, what) {
    return new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .DataError */ .fL(`the model package ${directory} is damaged: ${what}`, {
        hint: 'Do not mend it by hand: fetch it again from the registry, or train again.',
    });
}


/***/ })

};
