export const id = 7544;
export const ids = [7544];
export const modules = {

/***/ 37544:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  train: () => (/* binding */ train)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/data/contract.js
var contract = __webpack_require__(14659);
// EXTERNAL MODULE: ./build/data/frame.js
var data_frame = __webpack_require__(9644);
// EXTERNAL MODULE: ./build/stats/quantile.js
var quantile = __webpack_require__(69775);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/features/calendar.js
var calendar = __webpack_require__(74086);
// EXTERNAL MODULE: ./build/features/fitted.js
var features_fitted = __webpack_require__(36308);
;// CONCATENATED MODULE: ./build/features/statistics.js
/** The numbers that are there, ascending. */
function sortedNumbers(values) {
    return Float64Array.from(values.filter((value) => value !== null)).sort();
}
/** Summed in ascending order, so that the order of the rows does not matter; never beyond the values; 0 of none. */
function meanOf(sorted) {
    if (sorted.length === 0)
        return 0;
    let sum = 0;
    for (const x of sorted)
        sum += x / sorted.length;
    return Math.min(Math.max(sum, sorted[0]), sorted.at(-1));
}
/** How often each category occurs. */
function countsOf(values) {
    const counts = new Map();
    for (const value of values) {
        if (value !== null)
            counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
    return counts;
}
/** The most frequent value; of several the least (as scikit-learn's SimpleImputer). */
function mostFrequent(values) {
    const counts = new Map();
    for (const value of values)
        counts.set(value, (counts.get(value) ?? 0) + 1);
    let most = values[0];
    for (const [value, count] of counts) {
        const lead = count - (counts.get(most) ?? 0);
        if (lead > 0 || (lead === 0 && value < most))
            most = value;
    }
    return most;
}
/** The order of JavaScript's `<`: the same on every machine, unlike a locale's. */
function byCodeUnits(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

// EXTERNAL MODULE: ./build/features/steps.js
var features_steps = __webpack_require__(41197);
// EXTERNAL MODULE: ./build/features/transforms.js
var features_transforms = __webpack_require__(5793);
;// CONCATENATED MODULE: ./build/features/fit.js








/** What stands for a missing text where the config names no fill. */
const MISSING_TEXT = '(missing)';
const DEFAULT_PARTS = ['month', 'weekday', 'hour'];
const DEFAULT_CATEGORIES = 200;
const DEFAULT_HASH_BUCKETS = 32;
const DEFAULT_QUANTILE_BUCKETS = 10;
/**
 * Fits the transforms of the config on `frame`, the training rows. The result depends on the values
 * only, not on the order of the rows, and `applyTransforms` takes every row of `frame` without error.
 * `warn` hears of constant features and of categories or buckets that were dropped.
 * @throws UserError where the config asks for a transform that a column's type does not allow
 * @throws DataError where values are missing and nothing imputes them, or a value is out of a domain
 */
function fitTransforms(features, frame, warn = () => { }) {
    if (frame.rows === 0) {
        throw new errors/* DataError */.fL('there are no training rows to fit the features on', {
            hint: 'Check `data.view.where` and `data.split`.',
        });
    }
    const fitted = [];
    for (const config of features) {
        const transforms = [].concat(config.transform);
        for (const column of config.columns) {
            const source = (0,features_transforms/* valuesOf */.sm)(frame, column);
            const { type } = (0,data_frame/* columnOf */.uV)(frame, column);
            const parts = transforms.includes('date-parts') ? (config.parts ?? DEFAULT_PARTS) : [undefined];
            for (const part of parts) {
                const fitting = new Fitting(column, type, config, transforms, part, warn);
                fitted.push(fitting.fit(source));
            }
        }
    }
    const result = { format: features_fitted/* TRANSFORM_FORMAT */.Jx, features: fitted };
    new features_transforms/* Transforms */.gB(result).apply(frame);
    return result;
}
/** The fitting of one feature (of one part of a time, where `date-parts` stands in the chain). */
class Fitting {
    #column;
    #type;
    #config;
    #transforms;
    #part;
    #warn;
    constructor(column, type, config, transforms, part, warn) {
        this.#column = column;
        this.#type = type;
        this.#config = config;
        this.#transforms = transforms;
        this.#part = part;
        this.#warn = warn;
    }
    fit(source) {
        const planned = this.#transforms.map((step) => ({ step }));
        const steps = [];
        let kind = (0,features_fitted/* kindOfSource */.V7)(this.#type, planned);
        let values = this.#attempt(source, (0,features_steps/* readerOf */.TC)({ type: this.#type, steps: planned }));
        for (const name of this.#transforms) {
            this.#check(name, kind, steps);
            if (name === 'numeric')
                continue;
            const step = this.#fitStep(name, kind, values);
            const next = (0,features_fitted/* kindAfter */.ri)(kind, step);
            if (!next)
                throw this.#cannot(name, kind);
            steps.push(step);
            kind = next;
            if (kind !== 'row')
                values = this.#attempt(values, (0,features_steps/* scalarStep */.r2)(step));
        }
        if (kind === 'text' || kind === 'time')
            throw this.#cannot(undefined, kind);
        return { column: this.#column, type: this.#type, steps };
    }
    /** A value that a step refuses is left out here: applying the whole chain tells of all of them at once. */
    #attempt(values, step) {
        return values.map((value) => {
            try {
                return step(value);
            }
            catch (error) {
                if (!(error instanceof features_steps/* Refused */.Lw))
                    throw error;
                return null;
            }
        });
    }
    #check(name, kind, before) {
        if (kind === 'row') {
            throw new errors/* UserError */.yo(`${this.#where()}: nothing may follow ${before.at(-1)?.step}, but ${name} does`, {
                hint: 'Write the same column in a second entry of `features` to transform it in two ways.',
            });
        }
        const allowed = {
            numeric: ['number'],
            impute: ['number', 'text', 'time'],
            log1p: ['number'],
            standardize: ['number'],
            'one-hot': ['number', 'text'],
            hash: ['number', 'text'],
            bucketize: ['number'],
            'date-parts': ['time'],
            cyclic: ['number'],
        };
        if (!allowed[name].includes(kind))
            throw this.#cannot(name, kind);
    }
    #fitStep(name, kind, values) {
        switch (name) {
            case 'impute':
                return { step: 'impute', value: this.#fill(kind, values) };
            case 'log1p':
                return { step: 'log1p' };
            case 'standardize':
                return this.#standardize(values);
            case 'date-parts':
                return { step: 'date-part', part: this.#part };
            case 'one-hot':
                return this.#oneHot(values);
            case 'hash':
                return { step: 'hash', buckets: this.#config.buckets ?? DEFAULT_HASH_BUCKETS };
            case 'bucketize':
                return this.#bucketize(values);
            case 'cyclic':
                return { step: 'cyclic', period: this.#period() };
        }
    }
    #fill(kind, values) {
        const { fill } = this.#config;
        if (kind === 'text') {
            if (fill === undefined)
                return MISSING_TEXT;
            if (fill !== 'most-frequent') {
                throw new errors/* UserError */.yo(`${this.#where()}: \`fill: ${fill}\` makes no text, but the column is ${this.#type}`, {
                    hint: `Write \`fill: most-frequent\`, or leave \`fill\` out: missing becomes "${MISSING_TEXT}".`,
                });
            }
        }
        if (typeof fill === 'number')
            return fill;
        const present = values.filter((value) => value !== null);
        if (present.length === 0) {
            throw new errors/* DataError */.fL(`${this.#where()}: all ${values.length} training rows are missing`, {
                hint: 'Remove the feature, mend its source, or give `fill` a number.',
            });
        }
        if (fill === 'most-frequent')
            return mostFrequent(present);
        const sorted = Float64Array.from(present).sort();
        return fill === 'mean' ? meanOf(sorted) : (0,quantile/* quantileOfSorted */.mY)(sorted, 0.5);
    }
    #standardize(values) {
        const sorted = sortedNumbers(values);
        const mean = meanOf(sorted);
        let squares = 0;
        for (const x of sorted)
            squares += (x - mean) ** 2;
        const scale = Math.sqrt(squares / Math.max(sorted.length, 1));
        // Less than rounding can tell apart is no spread (as scikit-learn's StandardScaler).
        if (scale <= 10 * Number.EPSILON * Math.abs(mean)) {
            this.#warn(`${this.#where()} is constant in the training rows: it says nothing and becomes 0`);
            return { step: 'standardize', mean, scale: 0 };
        }
        if (!Number.isFinite(scale)) {
            throw new errors/* DataError */.fL(`${this.#where()}: its values are too large to standardize`, {
                hint: 'Look for wrong values, or put `log1p` before `standardize`.',
            });
        }
        return { step: 'standardize', mean, scale };
    }
    #oneHot(values) {
        const counts = countsOf(values);
        const limit = this.#config['max-categories'] ?? DEFAULT_CATEGORIES;
        const frequent = [...counts].sort(([a, m], [b, n]) => n - m || byCodeUnits(a, b)).slice(0, limit);
        if (counts.size > limit) {
            const rows = values.length - frequent.reduce((sum, [, count]) => sum + count, 0);
            this.#warn(`${this.#where()} has ${counts.size} categories; the ${limit} most frequent are kept, ` +
                `${rows} of ${values.length} training rows fall into "(other)" or are missing`);
        }
        else if (counts.size === 1 && !values.includes(null)) {
            this.#warn(`${this.#where()} has one category in the training rows: it says nothing`);
        }
        return {
            step: 'one-hot',
            categories: frequent.map(([category]) => category).sort(byCodeUnits),
            missing: values.includes(null),
        };
    }
    #bucketize(values) {
        const { boundaries } = this.#config;
        if (boundaries) {
            if (!(0,features_fitted/* ascending */.V_)(boundaries)) {
                throw new errors/* UserError */.yo(`${this.#where()}: \`boundaries\` must ascend, each once`, {
                    hint: `Write [${[...new Set(boundaries)].sort((a, b) => a - b).join(', ')}].`,
                });
            }
            return { step: 'bucketize', boundaries: [...boundaries] };
        }
        const buckets = this.#config.buckets ?? DEFAULT_QUANTILE_BUCKETS;
        const sorted = sortedNumbers(values);
        const edges = new Set();
        for (let k = 1; k < buckets && sorted.length > 0; k++)
            edges.add((0,quantile/* quantileOfSorted */.mY)(sorted, k / buckets));
        // An edge at the least value would leave the bucket below it empty for ever.
        edges.delete(sorted[0]);
        if (edges.size + 1 < buckets) {
            this.#warn(`${this.#where()}: ties leave ${edges.size + 1} of ${buckets} quantile buckets`);
        }
        return { step: 'bucketize', boundaries: [...edges] };
    }
    #period() {
        if (this.#part === 'year') {
            throw new errors/* UserError */.yo(`${this.#where()}: a year has no cycle`, {
                hint: 'Take `year` out of `parts`, or use it without `cyclic`.',
            });
        }
        const period = this.#part ? calendar/* PERIOD_OF_PART */.UV[this.#part] : this.#config.period;
        if (period === undefined) {
            throw new errors/* UserError */.yo(`${this.#where()}: \`cyclic\` needs a \`period\``, {
                hint: 'Write the length of the cycle, such as `period: 24` for hours.',
            });
        }
        return period;
    }
    #where() {
        return `feature column ${JSON.stringify(this.#column)}`;
    }
    #cannot(name, kind) {
        const what = kind === 'time' ? `a ${this.#type}` : kind === 'text' ? 'text' : 'a number';
        const cure = {
            text: 'Use `one-hot` or `hash` for it, or give the source its right type under `types`.',
            time: 'Put `date-parts` first.',
            number: '`date-parts` needs a timestamp or a date; give the source its type under `types`.',
            row: 'Look at the order of the transforms.',
        }[kind];
        return new errors/* UserError */.yo(name
            ? `${this.#where()}: ${name} cannot take ${what} (the column is ${this.#type})`
            : `${this.#where()}: ${what} cannot reach the model (the column is ${this.#type})`, { hint: cure });
    }
}

// EXTERNAL MODULE: ./build/models/package.js
var models_package = __webpack_require__(48987);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
;// CONCATENATED MODULE: ./build/training/labels.js

const MAXIMUM_CLASSES = 1000;
/**
 * The classes of the label in the training rows, as text: `[negative, positive]` for binary
 * classification, in ascending order for several classes, none for a regression.
 * @throws DataError when labels are missing or all alike, UserError when `model.positive` does not fit
 */
function classesOf(column, model) {
    refuseMissing(column);
    if (model.task === 'regression') {
        const targets = targetsOf(column, model.task, []);
        if (targets.every((target) => target === targets[0]))
            throw oneClass(column, String(targets[0]));
        return [];
    }
    const found = [...new Set(column.values)].sort(compare);
    if (found.length < 2)
        throw oneClass(column, String(found[0]));
    if (model.task === 'multiclass-classification') {
        if (found.length > MAXIMUM_CLASSES) {
            throw new errors/* DataError */.fL(`the label ${JSON.stringify(column.name)} has ${found.length} classes`, {
                hint: `At most ${MAXIMUM_CLASSES} are supported; set \`model.task: regression\` to predict a number.`,
            });
        }
        return found.map(String);
    }
    if (found.length > 2) {
        throw new errors/* DataError */.fL(`the label ${JSON.stringify(column.name)} has ${found.length} values (${found.slice(0, 5).map(String).join(', ')}${found.length > 5 ? ', …' : ''}), but the task is binary`, {
            hint: 'Make it true or false with `data.view.label`, or set `model.task: multiclass-classification`.',
        });
    }
    const positive = model.positive === undefined ? (found.includes(true) ? 'true' : '1') : String(model.positive);
    const texts = found.map(String);
    if (!texts.includes(positive)) {
        throw new errors/* UserError */.yo(`the label ${JSON.stringify(column.name)} has the values ${texts.join(' and ')}, none of which is the positive ${JSON.stringify(positive)}`, { hint: `Set \`model.positive\` to ${texts.join(' or ')}.` });
    }
    return texts[0] === positive ? [texts[1], positive] : [texts[0], positive];
}
/**
 * What a model shall predict for each row: the index of its class in `classes`, or the value.
 * @throws DataError where a label is missing, not finite, or of a class that training never saw
 */
function targetsOf(column, task, classes) {
    refuseMissing(column);
    if (task === 'regression') {
        return Float64Array.from(column.values, (value, row) => {
            const target = typeof value === 'boolean' ? Number(value) : value;
            if (typeof target !== 'number' || !Number.isFinite(target)) {
                throw new errors/* DataError */.fL(`the label ${JSON.stringify(column.name)} is ${JSON.stringify(value)} in row ${row + 1}, which is no finite number`, {
                    hint: 'Filter such rows out with `data.view.where`, or choose a classification task.',
                });
            }
            return target;
        });
    }
    const places = new Map(classes.map((name, index) => [name, index]));
    return Float64Array.from(column.values, (value, row) => {
        const place = places.get(String(value));
        if (place === undefined) {
            throw new errors/* DataError */.fL(`the label ${JSON.stringify(column.name)} is ${JSON.stringify(value)} in row ${row + 1}, a class that is not in the training rows`, {
                hint: 'Choose longer training data, or filter the class out with `data.view.where`.',
            });
        }
        return place;
    });
}
function refuseMissing(column) {
    const missing = column.values.filter((value) => value === null || Number.isNaN(value)).length;
    if (missing === 0 && column.values.length > 0)
        return;
    throw new errors/* DataError */.fL(column.values.length === 0
        ? `there are no rows with the label ${JSON.stringify(column.name)}`
        : `the label ${JSON.stringify(column.name)} is missing in ${missing} of ${column.values.length} rows`, { hint: 'Keep rows with an outcome only: `data.view.where`, such as `arr_delay is not null`.' });
}
function oneClass(column, value) {
    return new errors/* DataError */.fL(`the label ${JSON.stringify(column.name)} is ${value} in all ${column.values.length} training rows`, {
        hint: 'There is nothing to learn: check `data.view.label`, `data.view.where` and `data.split`.',
    });
}
/** Numbers by size, all else by code units. */
function compare(a, b) {
    if (typeof a === 'number' && typeof b === 'number')
        return a - b;
    const [left, right] = [String(a), String(b)];
    return left < right ? -1 : left > right ? 1 : 0;
}

// EXTERNAL MODULE: ./build/evaluation/ranking.js
var ranking = __webpack_require__(32877);
// EXTERNAL MODULE: ./build/stats/random.js
var random = __webpack_require__(52681);
;// CONCATENATED MODULE: ./build/training/leakage.js



/** From here on a column alone tells the label: it was made from it, or after it. */
const LEAKAGE_STOPS = 0.995;
/** From here on a column alone is suspiciously good. */
const LEAKAGE_WARNS = 0.9;
/** A numeric column with at most so many values is judged as categories too: codes have no order. */
const MAXIMUM_CODES = 50;
const FOLDS = 5;
/**
 * How well each column alone predicts the label, the best first. Two classes: the area under the ROC
 * curve. Several: its mean over the classes, one against the rest, weighted by their rows. Regression:
 * Harrell's concordance, which is the same area where the label has two values. Numbers and times count
 * by rank, in either direction; text and booleans by the label's mean in their category, learned on
 * other rows than those it is judged on, so that a column of identifiers learns nothing. Missing is a
 * category of its own, or an extreme rank.
 */
function findLeakage(frame, columns, targets, task, allowed = []) {
    const outcomes = outcomesOf(targets, task);
    const folds = foldsOf(frame.rows);
    return columns
        .map((name) => {
        const auc = columnArea((0,data_frame/* columnOf */.uV)(frame, name), outcomes, folds);
        return { column: name, auc, action: actionFor(auc, allowed.includes(name)) };
    })
        .sort((a, b) => b.auc - a.auc || (a.column < b.column ? -1 : 1));
}
function actionFor(auc, allowed) {
    if (auc < LEAKAGE_WARNS)
        return 'none';
    if (allowed)
        return 'allowed';
    return auc >= LEAKAGE_STOPS ? 'stopped' : 'warned';
}
function outcomesOf(targets, task) {
    if (task !== 'multiclass-classification')
        return [{ values: targets, weight: 1 }];
    const counts = new Map();
    for (const target of targets)
        counts.set(target, (counts.get(target) ?? 0) + 1);
    return [...counts].map(([index, count]) => ({
        values: targets.map((target) => (target === index ? 1 : 0)),
        weight: count / targets.length,
    }));
}
function columnArea(column, outcomes, folds) {
    const categorical = column.type === 'string' || column.type === 'boolean';
    const ranks = categorical
        ? []
        : [rankable(column, Number.NEGATIVE_INFINITY), rankable(column, Number.POSITIVE_INFINITY)];
    const codes = categorical || new Set(column.values).size <= MAXIMUM_CODES ? codesOf(column) : undefined;
    let area = 0;
    for (const { values, weight } of outcomes) {
        let best = 0.5;
        for (const numbers of ranks) {
            const c = concordance(numbers, values);
            best = Math.max(best, c, 1 - c);
        }
        if (codes)
            best = Math.max(best, categoryArea(codes, values, folds));
        area += weight * best;
    }
    return area;
}
/** The column as numbers without NaN; `missing` says at which end those stand that have none. */
function rankable(column, missing) {
    return Float64Array.from(column.values, (value) => {
        const number = column.type === 'date' && typeof value === 'string' ? Date.parse(value) : Number(value ?? Number.NaN);
        return Number.isNaN(number) ? missing : number;
    });
}
function codesOf(column) {
    const places = new Map();
    return Uint32Array.from(column.values, (value) => {
        const known = places.get(value);
        if (known !== undefined)
            return known;
        places.set(value, places.size);
        return places.size - 1;
    });
}
function foldsOf(rows) {
    return (0,random/* randomOf */.R)(1).shuffle(Uint8Array.from({ length: rows }, (_, row) => row % FOLDS));
}
/**
 * The concordance of out-of-fold category means with the outcome: in each fold the rows are ordered by
 * what their category had in the other folds, and only rows of one fold are compared with each other.
 */
function categoryArea(codes, values, folds) {
    const categories = codes.reduce((most, code) => Math.max(most, code), 0) + 1;
    const sums = Array.from({ length: FOLDS }, () => new Float64Array(categories));
    const counts = Array.from({ length: FOLDS }, () => new Float64Array(categories));
    for (const [row, code] of codes.entries()) {
        const fold = folds[row];
        const [sum, count] = [sums[fold], counts[fold]];
        sum[code] = sum[code] + values[row];
        count[code] = count[code] + 1;
    }
    const total = values.reduce((sum, value) => sum + value, 0);
    const all = { sum: addUp(sums, categories), count: addUp(counts, categories) };
    let concordant = 0;
    let pairs = 0;
    for (let fold = 0; fold < FOLDS; fold++) {
        const rows = [...folds.keys()].filter((row) => folds[row] === fold);
        const [sum, count] = [sums[fold], counts[fold]];
        const prior = (total - sum.reduce((a, b) => a + b, 0)) / Math.max(folds.length - rows.length, 1);
        const scores = Float64Array.from(rows, (row) => {
            const code = codes[row];
            const seen = all.count[code] - count[code];
            return seen > 0 ? (all.sum[code] - sum[code]) / seen : prior;
        });
        const counted = comparePairs(scores, Float64Array.from(rows, (row) => values[row]));
        concordant += counted.concordant;
        pairs += counted.pairs;
    }
    return pairs === 0 ? 0.5 : concordant / pairs;
}
function addUp(parts, length) {
    return Float64Array.from({ length }, (_, index) => parts.reduce((sum, part) => sum + part[index], 0));
}
function concordance(scores, values) {
    const { concordant, pairs } = comparePairs(scores, values);
    return pairs === 0 ? 0.5 : concordant / pairs;
}
/**
 * Of all pairs of rows with different outcomes, how many have scores in the same order; a tie of the
 * scores counts half (Harrell's C). Counted in O(n log n): rows come by rising score, and a tree of
 * counts over the ranks of the outcomes (Fenwick) tells how many lower outcomes came before.
 */
function comparePairs(scores, values) {
    const { ranks, distinct } = denseRanks(values);
    const tree = new Float64Array(distinct + 1);
    const add = (rank) => {
        for (let at = rank + 1; at <= distinct; at += at & -at)
            tree[at] = tree[at] + 1;
    };
    const countBelow = (rank) => {
        let count = 0;
        for (let at = rank; at > 0; at -= at & -at)
            count += tree[at];
        return count;
    };
    const order = (0,ranking/* ascendingOrder */.b)(scores);
    let concordant = 0;
    for (let start = 0, end = 0; start < order.length; start = end) {
        const score = scores[order[start]];
        while (end < order.length && scores[order[end]] === score)
            end++;
        const tied = Uint32Array.from(order.subarray(start, end), (row) => ranks[row]);
        for (const rank of tied)
            concordant += countBelow(rank);
        concordant += unequalPairs(tied) / 2;
        for (const rank of tied)
            add(rank);
    }
    return { concordant, pairs: unequalPairs(ranks) };
}
/** For each value how many distinct values are below it. */
function denseRanks(values) {
    const ranks = new Uint32Array(values.length);
    let distinct = 0;
    let before;
    for (const row of (0,ranking/* ascendingOrder */.b)(values)) {
        const value = values[row];
        if (before === undefined || value > before)
            distinct += 1;
        before = value;
        ranks[row] = distinct - 1;
    }
    return { ranks, distinct };
}
/** How many pairs of entries differ. */
function unequalPairs(ranks) {
    const sorted = Uint32Array.from(ranks).sort();
    let pairs = (sorted.length * (sorted.length - 1)) / 2;
    for (let start = 0, end = 0; start < sorted.length; start = end) {
        while (end < sorted.length && sorted[end] === sorted[start])
            end++;
        pairs -= ((end - start) * (end - start - 1)) / 2;
    }
    return pairs;
}

;// CONCATENATED MODULE: ./build/training/train-model.js
/** Loaded only when the config names one. */
const TRAINERS = {
    tfjs: () => __webpack_require__.e(/* import() */ 5101).then(__webpack_require__.bind(__webpack_require__, 75101)),
    command: () => __webpack_require__.e(/* import() */ 7369).then(__webpack_require__.bind(__webpack_require__, 87369)),
};
/**
 * Trains with the trainer that the config names.
 * @throws DataError, UserError or ServiceError, as the trainer says
 */
async function trainModel(request, ports) {
    const trainer = await TRAINERS[request.config.trainer]();
    return trainer.train(request, ports);
}

// EXTERNAL MODULE: ./build/stages/champion.js
var stages_champion = __webpack_require__(65331);
// EXTERNAL MODULE: ./build/stages/data.js
var stages_data = __webpack_require__(76140);
// EXTERNAL MODULE: ./build/models/package-write.js + 2 modules
var package_write = __webpack_require__(56503);
// EXTERNAL MODULE: ./build/report/card.js
var card = __webpack_require__(81685);
// EXTERNAL MODULE: ./build/data/profile.js + 4 modules
var data_profile = __webpack_require__(35664);
// EXTERNAL MODULE: ./build/data/sql.js
var sql = __webpack_require__(47069);
// EXTERNAL MODULE: ./build/features/view.js + 2 modules
var features_view = __webpack_require__(29714);
;// CONCATENATED MODULE: ./build/stages/baseline.js






/** More rows make drift tests slower, not better. */
const BASELINE_ROWS = 200_000;
/**
 * The rows that requests are compared with. Requests come for all that `view.where` leaves out of training because
 * its outcome is missing or odd, so where the split is by time these are all view rows of the training period that
 * would have been asked about; else no row tells its part without an outcome, and these are the training rows.
 */
async function baselineRows(engine, { config }, period, training) {
    const { time, where } = config.data.view;
    if (time === undefined || where === undefined || period.from === undefined || period.to === undefined)
        return training;
    const served = { label: config.model.label };
    const view = await (0,features_view/* createView */.O)(engine, config.data.view, { training: false, served });
    const [from, to] = [period.from, period.to].map((day) => `${(0,sql/* literal */.e)(day)}::TIMESTAMP`);
    const names = [...training.columns.keys()].map(sql/* identifier */.C).join(', ');
    return engine.frame(`SELECT ${names} FROM ${(0,sql/* identifier */.C)(view.table)} WHERE ${(0,sql/* identifier */.C)(time)} >= ${from} AND ${(0,sql/* identifier */.C)(time)} < ${to}`);
}
/**
 * Writes rows as the baseline of a package: all of them up to 200,000, else so many chosen by the seed, in
 * their order. The profile is of all rows.
 */
async function writeBaseline(engine, rows, seed, out) {
    const file = (0,external_node_path_.join)(out, 'baseline.parquet');
    await engine.insert('baseline', rows);
    const profile = await (0,data_profile/* profileTable */.A)(engine, 'baseline');
    if (rows.rows > BASELINE_ROWS) {
        const order = Array.from({ length: rows.rows }, (_, row) => row);
        (0,random/* randomOf */.R)(seed).shuffle(order);
        await engine.insert('baseline', (0,data_frame/* takeRows */.LY)(rows, order.slice(0, BASELINE_ROWS).sort((a, b) => a - b)));
    }
    await engine.writeParquet('SELECT * FROM baseline', file);
    await engine.run('DROP TABLE baseline');
    return { file, rows: Math.min(rows.rows, BASELINE_ROWS), profile };
}

// EXTERNAL MODULE: ./build/stages/stage.js
var stage = __webpack_require__(48856);
;// CONCATENATED MODULE: ./build/stages/packaging.js









/** Writes the package of a trained model to `package` in the run folder. */
async function packageModel(request, ports, { engine }, { rows, model, fitted, classes, view, started, findings }) {
    const { config, out } = request;
    const kept = viewRows(rows, request);
    const asked = await baselineRows(engine, request, findings.figures.splits.train, kept);
    const baseline = await writeBaseline(engine, asked, config.train.seed, out);
    try {
        const evidence = (0,stage/* evidenceOf */.X1)('train', request, ports, started, findings);
        const { features, history, parameters, splits } = findings.figures;
        return await (0,package_write/* writePackage */.E)((0,external_node_path_.join)(out, 'package'), {
            name: config.model.name,
            model: { format: model.format, files: model.files },
            signature: signatureOf(request, kept, classes),
            transform: fitted,
            contract: { version: 1, datasets: { [contract/* VIEW */.gR]: requestContract(view, kept) } },
            profile: baseline.profile,
            baseline: baseline.file,
            metrics: {},
            lineage: {
                run: evidence.run,
                data: findings.inputs,
                seed: config.train.seed,
                parameters,
                splits,
                features,
                epochs: history.length,
                machine: ports.machine,
                tools: evidence.tools,
            },
            readme: (0,card/* cardOf */.k)(evidence),
            created: started.toISOString(),
            tools: evidence.tools,
        });
    }
    finally {
        await (0,promises_.rm)(baseline.file, { force: true });
    }
}
/** The view's contract as far as it is about what a request carries: neither the label nor what only the view has. */
function requestContract(view, { columns: kept }) {
    const columns = Object.entries(view.columns).filter(([name]) => kept.has(name));
    return {
        ...view,
        keys: view.keys.filter((name) => kept.has(name)),
        'additional-columns': 'allow',
        columns: Object.fromEntries(columns),
    };
}
function signatureOf(request, rows, classes) {
    const { inputs, extras } = (0,stages_data/* viewColumns */.Vh)(request);
    const typed = (names) => names.map((name) => ({ name, type: (0,data_frame/* columnOf */.uV)(rows, name).type }));
    const { model, data } = request.config;
    return {
        task: model.task,
        inputs: typed(inputs),
        extras: typed(extras),
        time: data.view.time ?? null,
        label: model.label,
        classes: [...classes],
    };
}
/** What goes in and out of storage and servers: inputs and extras, never the label. */
function viewRows(rows, request) {
    const { inputs, extras } = (0,stages_data/* viewColumns */.Vh)(request);
    return {
        rows: rows.rows,
        columns: new Map([...inputs, ...extras].map((name) => [name, (0,data_frame/* columnOf */.uV)(rows, name)])),
    };
}

// EXTERNAL MODULE: ./build/stages/split.js + 1 modules
var stages_split = __webpack_require__(10984);
;// CONCATENATED MODULE: ./build/stages/train.js


















/** Trains a model on the training rows and writes its package. */
async function train(request, ports) {
    const started = ports.clock.now();
    const view = await viewContract(request);
    const data = await (0,stages_data/* openData */.$H)(request, ports);
    try {
        const split = await (0,stages_split/* openSplit */.v)(data, request, ports);
        const { model, train: settings } = request.config;
        const rows = (0,data_frame/* takeRows */.LY)(split.rows, split.plan.train.rows);
        const label = (0,data_frame/* columnOf */.uV)(rows, model.label);
        const classes = classesOf(label, model);
        const leakage = findLeakage(rows, (0,stages_data/* viewColumns */.Vh)(request).inputs, targetsOf(label, model.task, classes), model.task, settings['allow-leakage']);
        const reasons = leakageReasons(leakage, ports);
        const warnings = [...split.plan.warnings];
        const inputs = { 'dataset:view': split.digest, contract: (0,files/* digestOf */.ol)((0,files/* canonicalJson */.dj)(view)) };
        const tools = { duckdb: data.engine.version };
        const base = baseFigures(request, split, leakage);
        if (leakage.some(({ action }) => action === 'stopped')) {
            const findings = {
                verdict: 'fail',
                reasons,
                warnings,
                inputs,
                tools,
                figures: base,
            };
            return (0,stage/* evidenceOf */.X1)('train', request, ports, started, findings);
        }
        const made = await fitModel(request, ports, data, split, classes, (message) => {
            warnings.push(message);
            ports.log.warn(message);
        });
        const figures = {
            ...base,
            parameters: { ...made.model.parameters },
            features: { columns: base.features.columns, width: made.width },
            history: made.model.history.map((epoch) => ({ ...epoch })),
        };
        const findings = {
            verdict: 'pass',
            reasons: [...reasons, trainedReason(figures)],
            warnings,
            inputs,
            tools: { ...tools, ...made.model.tools },
            figures,
        };
        const opened = await packageModel(request, ports, data, {
            ...made,
            rows,
            classes,
            view,
            started,
            findings,
        });
        const { identity } = opened.manifest;
        ports.log.info(`package ${(0,format/* shortDigest */.VK)(identity)} written to ${opened.directory}`);
        return (0,stage/* evidenceOf */.X1)('train', request, ports, started, {
            ...findings,
            figures: {
                ...figures,
                package: {
                    path: (0,external_node_path_.relative)(request.out, opened.directory),
                    digest: identity,
                    bytes: (0,models_package/* packageBytes */.Wp)(opened.manifest),
                },
            },
        });
    }
    finally {
        await data.close();
    }
}
/** The contract that requests to the model will be held against. */
async function viewContract(request) {
    const view = (0,contract/* datasetContract */.DF)(await (0,stages_data/* contractOf */.Qu)(request), contract/* VIEW */.gR);
    if (view)
        return view;
    throw new errors/* UserError */.yo(`${request.config.data.contract} has no contract of the view`, {
        hint: 'The prediction server holds requests against it. Write it with `mlops init`, under `datasets.view`.',
    });
}
/** Fits the transforms on the training rows and lets the trainer make a model of what they give. */
async function fitModel(request, ports, { engine }, { rows, plan }, classes, warn) {
    const { config, directory, out } = request;
    const { task, label, name } = config.model;
    const training = (0,data_frame/* takeRows */.LY)(rows, plan.train.rows);
    const fitted = fitTransforms(config.features, (0,stage/* withoutLabel */.rO)(training, label), warn);
    const labelled = (part) => ({
        matrix: (0,features_transforms/* applyTransforms */.AM)(fitted, part),
        targets: targetsOf((0,data_frame/* columnOf */.uV)(part, label), task, classes),
    });
    const train = labelled(training);
    const { width } = train.matrix;
    ports.log.info(`${fitted.features.length} features make ${width} model inputs`);
    const scratch = (0,external_node_path_.join)(out, 'scratch');
    try {
        const model = await ports.log.group(`Train (${config.train.trainer})`, async () => trainModel({
            config: config.train,
            task,
            label,
            classes,
            train,
            validation: labelled((0,data_frame/* takeRows */.LY)(rows, plan.validation.rows)),
            test: (0,features_transforms/* applyTransforms */.AM)(fitted, (0,data_frame/* takeRows */.LY)(rows, plan.test.rows)),
            workspace: directory,
            scratch,
            checkpoints: (0,external_node_path_.resolve)(directory, '.mlops', 'checkpoints', name),
            previousModel: await previousModel(request, ports, scratch),
        }, { ...ports, engine }));
        return { model, fitted, width };
    }
    finally {
        await (0,promises_.rm)(scratch, { recursive: true, force: true });
    }
}
/** The package in production, for trainers that start from it. */
async function previousModel(request, ports, scratch) {
    if (request.config.train.trainer !== 'command')
        return null;
    const champion = await (0,stages_champion/* fetchChampion */.a)(request, ports, (0,external_node_path_.join)(scratch, 'previous'));
    return champion?.opened.directory ?? null;
}
function baseFigures({ config }, { plan }, leakage) {
    return {
        task: config.model.task,
        trainer: config.train.trainer,
        parameters: {},
        seed: config.train.seed,
        splits: { train: (0,stages_split/* periodOf */.j)(plan.train), validation: (0,stages_split/* periodOf */.j)(plan.validation), test: (0,stages_split/* periodOf */.j)(plan.test) },
        features: { columns: leakage.length, width: 0 },
        history: [],
        leakage: leakage.map((finding) => ({ ...finding })),
        package: null,
    };
}
const LEAKAGE_OUTCOMES = { stopped: 'fail', warned: 'warn', allowed: 'pass' };
/** A reason for each column that predicts the label nearly alone, told in the log as well. */
function leakageReasons(leakage, { log }) {
    return leakage.flatMap(({ column, auc, action }) => {
        if (action === 'none')
            return [];
        const alone = `\`${column}\` alone predicts the label with an AUC of ${auc.toFixed(3)}`;
        const sentences = {
            stopped: `${alone}: it was made from the label or is known only after it. Name it under \`data.view.unavailable\` and drop it as a feature, or allow it under \`train.allow-leakage\`.`,
            warned: `${alone}, which is suspicious. Is it known when predicting? If so, name it under \`train.allow-leakage\`.`,
            allowed: `${alone} and is allowed by name.`,
        };
        const sentence = sentences[action];
        if (action === 'stopped')
            log.error(sentence);
        else if (action === 'warned')
            log.warn(sentence);
        else
            log.info(sentence);
        const bound = auc >= LEAKAGE_STOPS ? LEAKAGE_STOPS : LEAKAGE_WARNS;
        return [{ rule: 'leakage', outcome: LEAKAGE_OUTCOMES[action], measured: auc, bound, sentence, column }];
    });
}
function trainedReason({ splits, trainer }) {
    const { rows } = splits.train;
    const sentence = `The ${trainer} trainer made a model from ${rows.toLocaleString('en-US')} rows.`;
    return { rule: 'trained', outcome: 'pass', measured: rows, bound: null, sentence };
}


/***/ })

};
