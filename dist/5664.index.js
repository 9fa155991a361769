export const id = 5664;
export const ids = [5664];
export const modules = {

/***/ 35664:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ profileTable)
});

// UNUSED EXPORTS: LONGEST_KEPT

// EXTERNAL MODULE: ./build/data/sql.js
var data_sql = __webpack_require__(47069);
// EXTERNAL MODULE: ./build/data/table.js
var data_table = __webpack_require__(41925);
;// CONCATENATED MODULE: ./build/data/histogram.js


/**
 * numpy.linspace(minimum, maximum, bins + 1); fewer edges where doubles cannot tell them apart, and
 * `[v, v]` where all values are `v`.
 */
function linearEdges(minimum, maximum, bins) {
    if (minimum === maximum)
        return [minimum, maximum];
    const step = (maximum - minimum) / bins;
    const inner = Array.from({ length: bins - 1 }, (_, index) => {
        const position = index + 1;
        return Number.isFinite(step)
            ? minimum + position * step
            : minimum * (1 - position / bins) + maximum * (position / bins);
    });
    const edges = [minimum];
    for (const edge of inner) {
        if (edge > (edges.at(-1) ?? edge) && edge < maximum)
            edges.push(edge);
    }
    return [...edges, maximum];
}
/** Exact histograms of several columns in one pass. */
async function histograms(engine, table, requests) {
    const edges = requests.map((request) => request ? linearEdges(request.minimum, request.maximum, request.bins) : undefined);
    const asked = requests.flatMap((request, index) => request ? [`${histogramSql(request.value, edges[index] ?? [])} AS h${index}`] : []);
    if (asked.length === 0)
        return requests.map(() => undefined);
    const [row = {}] = await engine.rows(`SELECT ${asked.join(', ')} FROM ${(0,data_sql/* identifier */.C)(table)} AS t`);
    return edges.map((of, index) => {
        const counts = row[`h${index}`];
        return of && counts ? { edges: of, counts: counts.toReversed() } : undefined;
    });
}
/**
 * DuckDB's bins are (edge, next edge]; ours are [edge, next edge) as numpy's. Negated values turn the one
 * into the other, with the bins in reverse.
 */
function histogramSql(value, edges) {
    const lower = edges.slice(0, -1).map((edge) => (0,data_table/* doubleLiteral */.D)(-edge));
    return `map_values(histogram(-(${value}), [${lower.toReversed().join(', ')}]))`;
}

;// CONCATENATED MODULE: ./build/data/moments.js
/**
 * Mean and standard deviation of a column that come out bit for bit the same, however many threads
 * worked on it in whatever order: a profile is part of what identifies a model version. Floating-point
 * sums depend on their order, sums of integers do not. So each value is scaled by a power of two (which
 * is exact) to a 62-bit integer, and DuckDB adds those in 128 bits. What the rounding to an integer
 * loses is below 2^-62 of the largest value, less than an ordinary sum of doubles loses.
 */

const BITS = 62;
/** Values below 2^-900 count as zero against this; nothing measured is that small. */
const LOWEST_EXPONENT = -900;
/** Deviations up to 2^1000 are those of doubles whose difference is one, too. */
const LARGEST_SUBTRACTED = 1000;
/** The least `e` with |x| ≤ 2^e. */
function exponentOf(x) {
    const magnitude = Math.min(Math.abs(x), Number.MAX_VALUE);
    if (magnitude === 0)
        return LOWEST_EXPONENT;
    let exponent = Math.ceil(Math.log2(magnitude));
    while (exponent > LOWEST_EXPONENT && magnitude <= 2 ** (exponent - 1))
        exponent--;
    while (magnitude > 2 ** exponent)
        exponent++;
    return Math.max(exponent, LOWEST_EXPONENT);
}
/** The least `e` so that no value between `minimum` and `maximum` is further than 2^e from `mean`. */
function deviationExponent(minimum, maximum, mean) {
    // Halves, because the distance itself may be beyond the largest double.
    return exponentOf(Math.max(maximum / 2 - mean / 2, mean / 2 - minimum / 2)) + 1;
}
/** SQL of the scaled sum of the doubles `value`, which are all at most 2^exponent in magnitude. */
function scaledSumSql(value, exponent) {
    return `sum(CAST(${value} * ${(0,data_table/* doubleLiteral */.D)(2 ** (BITS - exponent))} AS BIGINT))`;
}
/** The mean from `scaledSumSql`'s sum of `count` values. */
function meanOfScaledSum(sum, count, exponent) {
    return ratio(sum, BigInt(count), exponent - BITS);
}
/** SQL of the scaled sum of squared deviations from `mean`, which are all at most 2^exponent in magnitude. */
function scaledSquaresSql(value, mean, exponent) {
    const inverse = (0,data_table/* doubleLiteral */.D)(2 ** -exponent);
    // Scaling first keeps the largest doubles from overflowing, subtracting first all others.
    const deviation = exponent > LARGEST_SUBTRACTED
        ? `(${value} * ${inverse} - ${(0,data_table/* doubleLiteral */.D)(mean * 2 ** -exponent)})`
        : `((${value} - ${(0,data_table/* doubleLiteral */.D)(mean)}) * ${inverse})`;
    return `sum(CAST(${deviation} * ${deviation} * ${(0,data_table/* doubleLiteral */.D)(2 ** BITS)} AS BIGINT))`;
}
/** The standard deviation with divisor `count` - `ddof` from `scaledSquaresSql`'s sum. */
function deviationOfScaledSquares(sum, count, exponent, ddof) {
    if (count <= ddof)
        return null;
    const variance = ratio(sum, BigInt(count - ddof), -BITS);
    const deviation = timesPowerOfTwo(Math.sqrt(variance), exponent);
    return Number.isFinite(deviation) ? deviation : null;
}
/** `numerator / denominator` · 2^`exponent`, rounded once. */
function ratio(numerator, denominator, exponent) {
    if (numerator < 0n)
        return -ratio(-numerator, denominator, exponent);
    // At least 64 bits, the last one set where there is a remainder: then the nearest double is the right one.
    const shift = Math.max(0, 64 + denominator.toString(2).length - numerator.toString(2).length);
    const shifted = numerator << BigInt(shift);
    const quotient = shifted / denominator;
    const sticky = quotient * denominator === shifted ? quotient : quotient | 1n;
    return timesPowerOfTwo(Number(sticky), exponent - shift);
}
/** `x` · 2^`exponent` in two exact steps, since one power alone may underflow. */
function timesPowerOfTwo(x, exponent) {
    const half = Math.trunc(exponent / 2);
    return x * 2 ** half * 2 ** (exponent - half);
}

// EXTERNAL MODULE: ./build/data/phrases.js
var phrases = __webpack_require__(37543);
// EXTERNAL MODULE: ./node_modules/typebox/build/index.mjs + 317 modules
var build = __webpack_require__(6868);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/system/schema-check.js + 3 modules
var schema_check = __webpack_require__(72679);
// EXTERNAL MODULE: ./build/system/schema-shapes.js
var schema_shapes = __webpack_require__(36732);
// EXTERNAL MODULE: ./build/data/frame.js
var data_frame = __webpack_require__(9644);
;// CONCATENATED MODULE: ./build/data/profile-schema.js





/**
 * The profile of a dataset: what `profile.json` holds. Plain JSON; a figure that does not exist (the
 * mean of no values) is null, a whole number beyond 2^53 is decimal text.
 */
const PROFILE_SCHEMA = 'mlops-profile/1';
const count = build/* default.Integer */.Ay$.Integer({ minimum: 0 });
const figure = build/* default.Union */.Ay$.Union([build/* default.Number */.Ay$.Number(), build/* default.Null */.Ay$.Null()]);
/** A number, or the exact decimal text of one that a double cannot hold. */
const exact = build/* default.Union */.Ay$.Union([build/* default.Number */.Ay$.Number(), build/* default.String */.Ay$.String(), build/* default.Null */.Ay$.Null()]);
const NumbersSchema = (0,schema_shapes/* object */.Ik)({
    zeros: count,
    /** Values below zero, -Infinity too. */
    negatives: count,
    nan: count,
    positiveInfinities: count,
    negativeInfinities: count,
    /** These and all figures below are of the finite values. */
    minimum: exact,
    maximum: exact,
    mean: figure,
    /** With divisor n (ddof 0), as TFDV and scikit-learn's scalers have it. */
    standardDeviation: figure,
    /** With divisor n - 1 (ddof 1), as pandas and Great Expectations have it. */
    sampleStandardDeviation: figure,
    /** Linear interpolation, numpy's default. */
    quantiles: build/* default.Array */.Ay$.Array((0,schema_shapes/* object */.Ik)({ share: build/* default.Number */.Ay$.Number(), value: build/* default.Number */.Ay$.Number() })),
});
const HistogramSchema = (0,schema_shapes/* object */.Ik)({
    /** numpy.linspace(minimum, maximum); times in milliseconds. A bin is [edge, next edge), the last one closed. */
    edges: build/* default.Array */.Ay$.Array(build/* default.Number */.Ay$.Number(), { minItems: 2 }),
    counts: build/* default.Array */.Ay$.Array(count, { minItems: 1 }),
});
const ColumnProfileSchema = (0,schema_shapes/* object */.Ik)({
    name: build/* default.String */.Ay$.String(),
    type: build/* default.Enum */.Ay$.Enum([...data_frame/* COLUMN_TYPES */.RO]),
    /** Values that are there; `present` + `missing` is the number of rows. */
    present: count,
    missing: count,
    /** Exact number of different values, without missing ones and NaN. */
    distinct: count,
    numbers: build/* default.Optional */.Ay$.Optional(NumbersSchema),
    histogram: build/* default.Optional */.Ay$.Optional(HistogramSchema),
    /**
     * The most frequent values, by count and then by value, both descending (as TFDV orders them): all of
     * them where there are few, else only such as occur at least twice. Long texts are cut.
     */
    top: build/* default.Optional */.Ay$.Optional(build/* default.Array */.Ay$.Array((0,schema_shapes/* object */.Ik)({ value: build/* default.Union */.Ay$.Union([build/* default.String */.Ay$.String(), build/* default.Number */.Ay$.Number()]), count }))),
    /** Characters of texts. */
    lengths: build/* default.Optional */.Ay$.Optional((0,schema_shapes/* object */.Ik)({ minimum: count, maximum: count, mean: build/* default.Number */.Ay$.Number() })),
    trues: build/* default.Optional */.Ay$.Optional(count),
    /** First and last date or timestamp, as ISO 8601 text. */
    period: build/* default.Optional */.Ay$.Optional((0,schema_shapes/* object */.Ik)({ from: build/* default.String */.Ay$.String(), to: build/* default.String */.Ay$.String() })),
});
const ProfileSchema = (0,schema_shapes/* object */.Ik)({
    schema: build/* default.Literal */.Ay$.Literal(PROFILE_SCHEMA),
    rows: count,
    columns: build/* default.Array */.Ay$.Array(ColumnProfileSchema),
});
/**
 * Reads `profile.json`.
 * @throws DataError where it is not a profile of this version
 */
function parseProfile(text, name) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        throw new DataError(`${name}: not JSON: ${messageOf(error)}`, { hint: HINT, cause: error });
    }
    const [problem] = checkSchema(ProfileSchema, value);
    if (problem) {
        throw new DataError(`${name}: not a profile (${PROFILE_SCHEMA}): ${pathText(problem.path)}: ${problem.message}`, {
            hint: HINT,
        });
    }
    return value;
}
const HINT = 'Profiles are written by `mlops profile` and by training; make it anew.';

;// CONCATENATED MODULE: ./build/data/profile-survey.js


/** The shares of a profile's quantiles. */
const QUANTILE_SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
/** SQL of what the first pass asks of a column, by name. */
function surveySql({ type, sql }) {
    const present = `count(${sql})`;
    const countIf = (condition) => `count(CASE WHEN ${condition} THEN 1 END)`;
    switch (type) {
        case 'integer':
        case 'number': {
            const isReal = type === 'number';
            const finite = isReal ? `CASE WHEN isfinite(${sql}) THEN ${sql} END` : sql;
            return {
                present,
                distinct: `count(DISTINCT ${isReal ? `CASE WHEN NOT isnan(${sql}) THEN ${sql} END` : sql})`,
                zeros: countIf(`${sql} = 0`),
                negatives: countIf(`${sql} < 0`),
                ...(isReal && {
                    nan: countIf(`isnan(${sql})`),
                    positiveInfinities: countIf(`${sql} = CAST('inf' AS DOUBLE)`),
                    negativeInfinities: countIf(`${sql} = CAST('-inf' AS DOUBLE)`),
                }),
                finite: `count(${finite})`,
                minimum: `min(${finite})`,
                maximum: `max(${finite})`,
                quantiles: `quantile_cont(CAST(${finite} AS DOUBLE), [${QUANTILE_SHARES.join(', ')}])`,
            };
        }
        case 'boolean':
            return { present, distinct: `count(DISTINCT ${sql})`, trues: countIf(sql) };
        case 'timestamp':
        case 'date': {
            const finite = `CASE WHEN isfinite(${sql}) THEN CAST(${sql} AS TIMESTAMP) END`;
            return {
                present,
                distinct: `count(DISTINCT ${sql})`,
                minimum: `min(${finite})`,
                maximum: `max(${finite})`,
            };
        }
        case 'string':
            return {
                present,
                distinct: `count(DISTINCT ${sql})`,
                shortest: `min(length(${sql}))`,
                longest: `max(length(${sql}))`,
                characters: `sum(length(${sql}))`,
            };
    }
}
/** Runs one query for the expressions of all columns; none asked, none run. */
async function survey(engine, table, asked) {
    const expressions = asked.flatMap((column, index) => Object.entries(column).map(([name, sql]) => `${sql} AS ${name}_${index}`));
    if (expressions.length === 0)
        return asked.map(() => ({}));
    const [row = {}] = await engine.rows(`SELECT ${expressions.join(', ')} FROM ${(0,data_sql/* identifier */.C)(table)} AS t`);
    return asked.map((column, index) => Object.fromEntries(Object.keys(column).map((name) => [name, row[`${name}_${index}`] ?? null])));
}
function numericOf({ type, sql }, found) {
    const { minimum, maximum } = found;
    if ((type !== 'integer' && type !== 'number') || minimum === null || maximum === null)
        return undefined;
    const numeric = (value, offset, low, high) => ({
        value,
        offset,
        count: whole(found.finite),
        low,
        high,
        exponent: exponentOf(Math.max(Math.abs(low), Math.abs(high))),
    });
    if (typeof minimum === 'number' && typeof maximum === 'number') {
        const value = type === 'number' ? `CASE WHEN isfinite(${sql}) THEN ${sql} END` : `CAST(${sql} AS DOUBLE)`;
        return numeric(value, 0, minimum, maximum);
    }
    // Integers that doubles cannot tell apart: counted from the least one, they are small again.
    const low = BigInt(String(minimum));
    const range = Number(BigInt(String(maximum)) - low);
    return numeric(`CAST(CAST(${sql} AS HUGEINT) - CAST('${low}' AS HUGEINT) AS DOUBLE)`, Number(low), 0, range);
}
/** A count of a survey as a number; what was not asked is 0. */
function whole(value) {
    return typeof value === 'number' ? value : Number(value ?? 0);
}
/** A sum of integers, which may be beyond 2^53. */
function profile_survey_exact(value) {
    return BigInt(typeof value === 'number' || typeof value === 'string' ? value : 0);
}

// EXTERNAL MODULE: ./build/data/times.js
var times = __webpack_require__(12371);
;// CONCATENATED MODULE: ./build/data/profile.js








/** Values listed of a column that has more than `maximumCategories`; TFDV's `num_top_values`. */
const TOP_VALUES = 20;
/** Columns in one query: wide tables would otherwise hold too much in memory at once. */
const BATCH = 64;
/**
 * The profile of a table or view. The same rows give the same profile, figure by figure, whatever
 * their order and the number of threads. Three passes over the table, and one more for the most
 * frequent values of each column of text.
 */
async function profileTable(engine, table, options = {}) {
    const columns = await (0,data_table/* describeTable */.u)(engine, table);
    const [counted] = await engine.rows(`SELECT count(*) AS n FROM ${(0,data_sql/* identifier */.C)(table)}`);
    const rows = counted?.n ?? 0;
    const profiles = [];
    for (let start = 0; start < columns.length; start += BATCH) {
        const batch = columns.slice(start, start + BATCH);
        profiles.push(...(await profileBatch(engine, table, batch, rows, options)));
    }
    return { schema: PROFILE_SCHEMA, rows, columns: profiles };
}
async function profileBatch(engine, table, columns, rows, { maximumCategories = 100, bins = 20 }) {
    const surveys = await survey(engine, table, columns.map(surveySql));
    const numeric = columns.map((column, index) => numericOf(column, surveys[index] ?? {}));
    const sums = await survey(engine, table, numeric.map((numbers) => ({ ...(numbers && { sum: scaledSumSql(numbers.value, numbers.exponent) }) })));
    const means = numeric.map((numbers, index) => numbers ? meanOfScaledSum(profile_survey_exact(sums[index]?.sum), numbers.count, numbers.exponent) : 0);
    const spreads = numeric.map((numbers, index) => numbers ? deviationExponent(numbers.low, numbers.high, means[index] ?? 0) : 0);
    const squares = await survey(engine, table, numeric.map((numbers, index) => ({
        ...(numbers && { sum: scaledSquaresSql(numbers.value, means[index] ?? 0, spreads[index] ?? 0) }),
    })));
    const counts = await histograms(engine, table, columns.map((column, index) => histogramRequest(column, surveys[index] ?? {}, bins)));
    const profiles = [];
    for (const [index, column] of columns.entries()) {
        const found = surveys[index] ?? {};
        const distinct = whole(found.distinct);
        const numbers = numeric[index];
        const mean = numbers ? (means[index] ?? 0) : 0;
        const deviation = (ddof) => numbers
            ? deviationOfScaledSquares(profile_survey_exact(squares[index]?.sum), numbers.count, spreads[index] ?? 0, ddof)
            : null;
        const histogram = counts[index];
        const listing = column.type === 'string' || (column.type === 'integer' && distinct <= maximumCategories)
            ? await topValues(engine, table, column, distinct <= maximumCategories ? undefined : TOP_VALUES)
            : undefined;
        profiles.push({
            name: column.name,
            type: column.type,
            present: whole(found.present),
            missing: rows - whole(found.present),
            distinct,
            ...(column.type === 'integer' || column.type === 'number'
                ? {
                    numbers: numbersProfile(found, {
                        mean: numbers ? numbers.offset + mean : null,
                        standardDeviation: deviation(0),
                        sampleStandardDeviation: deviation(1),
                    }),
                }
                : {}),
            ...(histogram ? { histogram } : {}),
            ...(listing ? { top: listing } : {}),
            ...lengthsOf(found),
            ...(column.type === 'boolean' ? { trues: whole(found.trues) } : {}),
            ...periodOf(column, found),
        });
    }
    return profiles;
}
function numbersProfile(found, moments) {
    const values = (found.quantiles ?? []);
    return {
        zeros: whole(found.zeros),
        negatives: whole(found.negatives),
        nan: whole(found.nan),
        positiveInfinities: whole(found.positiveInfinities),
        negativeInfinities: whole(found.negativeInfinities),
        minimum: found.minimum,
        maximum: found.maximum,
        ...moments,
        quantiles: values.map((value, index) => ({ share: QUANTILE_SHARES[index] ?? 0, value })),
    };
}
function histogramRequest({ type, sql }, found, bins) {
    const minimum = found.minimum ?? null;
    const maximum = found.maximum ?? null;
    if (minimum === null || maximum === null)
        return undefined;
    const isTime = type === 'timestamp' || type === 'date';
    const value = isTime ? `epoch_us(CAST(${sql} AS TIMESTAMP)) / 1000` : `CAST(${sql} AS DOUBLE)`;
    return {
        value: isTime || type === 'number' ? `CASE WHEN isfinite(${sql}) THEN ${value} END` : value,
        minimum: Number(minimum),
        maximum: Number(maximum),
        bins,
    };
}
async function topValues(engine, table, { sql, type }, limit) {
    const value = type === 'string' ? `left(value, ${LONGEST_KEPT + 1})` : 'value';
    const found = await engine.rows(`SELECT ${value} AS kept, n FROM (SELECT ${sql} AS value, count(*) AS n FROM ${(0,data_sql/* identifier */.C)(table)} AS t
       WHERE ${sql} IS NOT NULL GROUP BY ALL)
     ${limit === undefined ? '' : 'WHERE n > 1'} ORDER BY n DESC, value DESC ${limit === undefined ? '' : `LIMIT ${limit}`}`);
    return found.map(({ kept, n }) => ({
        value: typeof kept === 'string' ? (0,phrases/* cut */.Jj)(kept, LONGEST_KEPT) : kept,
        count: n,
    }));
}
/** Texts in a profile are cut to so many characters. */
const LONGEST_KEPT = 200;
function lengthsOf(found) {
    if (found.shortest === undefined || found.shortest === null)
        return {};
    const mean = whole(found.characters) / whole(found.present);
    return { lengths: { minimum: whole(found.shortest), maximum: whole(found.longest), mean } };
}
function periodOf({ type }, found) {
    if ((type !== 'timestamp' && type !== 'date') || typeof found.minimum !== 'number')
        return {};
    const text = (time) => {
        const iso = (0,times/* timestampText */.Ke)(Number(time));
        return type === 'date' ? iso.slice(0, 10) : iso;
    };
    return { period: { from: text(found.minimum), to: text(found.maximum) } };
}


/***/ })

};
