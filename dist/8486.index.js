export const id = 8486;
export const ids = [8486];
export const modules = {

/***/ 53297:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ pairedBootstrap)
/* harmony export */ });
/* unused harmony export DEFAULT_REPLICATES */
/* harmony import */ var _stats_quantile_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69775);
/* harmony import */ var _stats_random_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(52681);
/* harmony import */ var _metrics_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48310);



const DEFAULT_REPLICATES = 2000;
/**
 * Paired bootstrap: rows are drawn with replacement, the same for both models, and the metrics taken on each
 * resample; percentile intervals by type-7 quantiles. Metrics share the resamples. Rows are sorted once: a resample is how
 * often each row was drawn, which the metrics take as weights. Both outcomes are of the same rows in the same order.
 */
function pairedBootstrap(a, b, metrics, { level = 0.95, replicates = DEFAULT_REPLICATES, seed = 1 } = {}) {
    if (a.rows !== b.rows)
        throw new RangeError(`${a.rows} rows cannot be paired with ${b.rows}`);
    const [measuresA, measuresB] = [(0,_metrics_js__WEBPACK_IMPORTED_MODULE_0__/* .measuresOf */ .d6)(a), (0,_metrics_js__WEBPACK_IMPORTED_MODULE_0__/* .measuresOf */ .d6)(b)];
    for (const metric of metrics) {
        if (!measuresA.names.includes(metric))
            throw new RangeError(`no metric ${metric} for ${a.task}`);
    }
    const differencesOn = (names, weights) => {
        const figuresA = measuresA.figures(names, weights);
        const figuresB = measuresB.figures(names, weights);
        return names.map((_, index) => {
            const [x, y] = [figuresA[index]?.value ?? null, figuresB[index]?.value ?? null];
            return x === null || y === null ? null : x - y;
        });
    };
    const whole = new Map(differencesOn(metrics, a.weights).map((value, index) => [metrics[index] ?? '', value]));
    const defined = metrics.filter((metric) => whole.get(metric) !== null);
    const drawn = new Map(defined.map((metric) => [metric, []]));
    const random = (0,_stats_random_js__WEBPACK_IMPORTED_MODULE_1__/* .randomOf */ .R)(seed);
    const counts = new Uint16Array(a.rows);
    const weighted = a.weights && new Float64Array(a.rows);
    for (let replicate = 0; replicate < replicates && defined.length > 0; replicate++) {
        drawRows(random, counts);
        if (weighted && a.weights) {
            for (let row = 0; row < counts.length; row++) {
                weighted[row] = counts[row] * a.weights[row];
            }
        }
        differencesOn(defined, weighted ?? counts).forEach((difference, index) => {
            if (difference !== null)
                drawn.get(defined[index] ?? '')?.push(difference);
        });
    }
    const tail = (1 - level) / 2;
    return metrics.map((metric) => {
        const sorted = Float64Array.from(drawn.get(metric) ?? []).sort();
        const enough = sorted.length > replicates / 2;
        return {
            metric,
            difference: whole.get(metric) ?? null,
            lower: enough ? (0,_stats_quantile_js__WEBPACK_IMPORTED_MODULE_2__/* .quantileOfSorted */ .mY)(sorted, tail) : null,
            upper: enough ? (0,_stats_quantile_js__WEBPACK_IMPORTED_MODULE_2__/* .quantileOfSorted */ .mY)(sorted, 1 - tail) : null,
            level,
            replicates: sorted.length,
            seed,
        };
    });
}
/**
 * Draws as many rows as there are, with replacement: `counts[row]` becomes how often. Lemire's multiplication
 * (2019), without bias and three times as fast as a remainder, while bits × rows is exact in a double.
 */
function drawRows(random, counts) {
    counts.fill(0);
    const rows = counts.length;
    const exact = rows <= 2 ** 21;
    const rejected = 2 ** 32 % rows;
    for (let draw = 0; draw < rows; draw++) {
        let row;
        if (exact) {
            let product;
            do {
                product = random.bits() * rows;
                row = Math.floor(product / 2 ** 32);
            } while (product - row * 2 ** 32 < rejected);
        }
        else {
            row = random.integer(rows);
        }
        counts[row] = counts[row] + 1;
    }
}


/***/ }),

/***/ 6788:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ MODEL_ENGINES)
/* harmony export */ });
/** Loaded only when a model of the format is opened: each brings its WebAssembly with it. */
const MODEL_ENGINES = {
    tfjs: () => __webpack_require__.e(/* import() */ 2081).then(__webpack_require__.bind(__webpack_require__, 72081)),
    onnx: () => __webpack_require__.e(/* import() */ 2667).then(__webpack_require__.bind(__webpack_require__, 82667)),
};


/***/ }),

/***/ 65578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ loadPredictor),
/* harmony export */   x: () => (/* binding */ scoresOf)
/* harmony export */ });
/* harmony import */ var _features_fitted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(36308);
/* harmony import */ var _features_transforms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5793);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15173);
/* harmony import */ var _engines_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6788);
/* harmony import */ var _package_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(48987);





/**
 * Loads the transforms and the model of an opened package.
 * @throws DataError that names the damaged file
 */
async function loadPredictor(opened) {
    const { directory, manifest } = opened;
    const text = (await (0,_package_js__WEBPACK_IMPORTED_MODULE_4__/* .readPackageFile */ .h0)(opened, 'transform.json')).toString('utf8');
    const fitted = (0,_features_fitted_js__WEBPACK_IMPORTED_MODULE_0__/* .parseFittedTransforms */ .XJ)(text, `${directory}/transform.json`);
    const transforms = new _features_transforms_js__WEBPACK_IMPORTED_MODULE_1__/* .Transforms */ .gB(fitted);
    const files = [];
    for (const { path } of manifest.files) {
        if (!path.startsWith('model/'))
            continue;
        files.push({ path: path.slice('model/'.length), content: await (0,_package_js__WEBPACK_IMPORTED_MODULE_4__/* .readPackageFile */ .h0)(opened, path) });
    }
    const { openModel } = await _engines_js__WEBPACK_IMPORTED_MODULE_3__/* .MODEL_ENGINES */ .M[manifest.model.format]();
    const engine = await openModel({ files, where: directory }, transforms.width);
    return new PackagePredictor(opened, transforms, engine);
}
class PackagePredictor {
    package;
    #transforms;
    #engine;
    constructor(opened, transforms, engine) {
        this.package = opened;
        this.#transforms = transforms;
        this.#engine = engine;
    }
    async predict(rows) {
        const { task, classes } = this.package.manifest.signature;
        const { matrix, problems } = this.#transforms.convert(rows);
        if (problems.length > 0)
            throw (0,_features_transforms_js__WEBPACK_IMPORTED_MODULE_1__/* .problemsError */ .$j)(problems, rows.rows);
        return scoresOf(await this.#engine.predict(matrix), task, classes.length, this.package.directory);
    }
    problems(rows) {
        return this.#transforms.convert(rows).problems;
    }
    async close() {
        await this.#engine.close();
    }
}
/** Rounding of float32 may carry a probability, and a sum of them, this far beyond its bounds. */
const TOLERANCE = 1e-3;
/**
 * What a model gave, as predictions of its task: of two columns of a binary model the second, and
 * probabilities that are ones.
 * @throws DataError when it is no prediction of the task
 */
function scoresOf(output, task, classes, where) {
    const { rows, values } = output;
    const refuse = (what) => {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DataError */ .fL(`${where}: the model gives ${what}`, {
            hint: task === 'regression'
                ? 'A regression model gives one number a row.'
                : 'A classifier gives probabilities: end it with a sigmoid or softmax, and export `predict_proba`.',
        });
    };
    const pair = task === 'binary-classification' && output.width === 2;
    const width = task === 'multiclass-classification' ? classes : 1;
    if (rows === 0)
        return { rows, width, scores: new Float64Array() };
    if (output.width !== width && !pair)
        refuse(`${output.width} numbers a row, but ${width} is expected for ${task}`);
    const scores = pair ? values.filter((_, index) => index % 2 === 1) : values;
    if (scores.length !== rows * width)
        refuse(`${scores.length} numbers for ${rows} rows`);
    const wrong = scores.findIndex((score) => !Number.isFinite(score));
    if (wrong >= 0)
        refuse(`${scores[wrong]} for row ${Math.floor(wrong / width) + 1}`);
    if (task === 'regression')
        return { rows, width, scores };
    const outside = scores.findIndex((score) => score < -TOLERANCE || score > 1 + TOLERANCE);
    if (outside >= 0)
        refuse(`${scores[outside]} for row ${Math.floor(outside / width) + 1}, which is no probability`);
    for (let row = 0; width > 1 && row < rows; row++) {
        let sum = 0;
        for (let index = row * width; index < (row + 1) * width; index++)
            sum += scores[index];
        if (Math.abs(sum - 1) > TOLERANCE)
            refuse(`probabilities for row ${row + 1} whose sum is ${sum}, not 1`);
    }
    return { rows, width, scores: scores.map((score) => Math.min(Math.max(score, 0), 1)) };
}


/***/ }),

/***/ 73914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ trainedPackage)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _evidence_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11549);
/* harmony import */ var _models_package_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48987);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15173);




/** The evidence of train in this run, and the package that it made, verified. */
async function trainedPackage({ out, }) {
    const training = await (0,_evidence_store_js__WEBPACK_IMPORTED_MODULE_1__/* .readEvidence */ .At)(out, 'train');
    const made = training.figures.package;
    if (made === null) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DataError */ .fL('train stopped before there was a model', {
            hint: 'Mend what its evidence names, and train again.',
        });
    }
    const opened = await (0,_models_package_js__WEBPACK_IMPORTED_MODULE_2__/* .openPackage */ .R$)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(out, made.path));
    const { identity } = opened.manifest;
    if (identity !== made.digest) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DataError */ .fL(`${opened.directory} is not the package that train made: ${identity}, not ${made.digest}`, {
            hint: 'Train again, or restore the run folder as it was.',
        });
    }
    return { training, opened };
}


/***/ }),

/***/ 58486:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  evaluateGate: () => (/* binding */ evaluateGate)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/data/frame.js
var data_frame = __webpack_require__(9644);
// EXTERNAL MODULE: ./build/evaluation/binary.js
var binary = __webpack_require__(34054);
// EXTERNAL MODULE: ./build/evaluation/ranking.js
var ranking = __webpack_require__(32877);
;// CONCATENATED MODULE: ./build/evaluation/curves.js


const MOST_POINTS = 200;
const HISTOGRAM_BINS = 20;
/**
 * What the pictures of a model need, each curve thinned to at most 200 points: ROC (x false, y true positive rate),
 * precision-recall (x recall, y precision), calibration (x mean score, y share of positives of each filled bin), scores
 * by outcome, confusion matrix (row: label, column: prediction). Row weights are not drawn. For regression `scores`
 * holds the errors (label less prediction), negative and positive ones apart. What is not defined is left out.
 */
function curvesOf(outcomes) {
    switch (outcomes.task) {
        case 'binary-classification':
            return binaryCurves(outcomes);
        case 'multiclass-classification':
            return confusionMatrix(outcomes.truth, outcomes.predicted, outcomes.classes);
        case 'regression':
            return errorHistogram(outcomes);
    }
}
function binaryCurves(outcomes) {
    const { truth, scores } = outcomes;
    const confusion = confusionMatrix(truth, outcomes.predicted, outcomes.classes);
    if (!scores || scores.length === 0 || scores.some(Number.isNaN))
        return confusion;
    const probabilities = scores.every((score) => score >= 0 && score <= 1);
    return {
        ...confusion,
        ...rankingCurves(truth, scores),
        ...(probabilities && {
            calibration: calibrationCurve(truth, scores),
            scores: scoreHistogram(truth, scores),
        }),
    };
}
function rankingCurves(truth, scores) {
    const { order, lastOfTie } = (0,ranking/* rankingOf */.q)(scores);
    const positives = truth.reduce((sum, each) => sum + each, 0);
    const negatives = truth.length - positives;
    if (positives === 0)
        return {};
    const roc = [{ x: 0, y: 0 }];
    const precisionRecall = [];
    let hits = 0;
    for (let place = 0; place < order.length; place++) {
        hits += truth[order[place]];
        if (!lastOfTie[place])
            continue;
        const said = place + 1;
        if (negatives > 0)
            roc.push({ x: (said - hits) / negatives, y: hits / positives });
        precisionRecall.push({ x: hits / positives, y: hits / said });
    }
    return {
        ...(negatives > 0 && { roc: thinned(roc) }),
        // scikit-learn's curve begins at recall 0 with precision 1.
        precisionRecall: thinned([{ x: 0, y: 1 }, ...precisionRecall]),
    };
}
/** At most 200 of the points, evenly spaced along the curve; the first and the last stay. */
function thinned(points) {
    if (points.length <= MOST_POINTS)
        return [...points];
    const along = new Float64Array(points.length);
    for (let k = 1; k < points.length; k++) {
        const [from, to] = [points[k - 1], points[k]];
        along[k] = along[k - 1] + Math.abs(to.x - from.x) + Math.abs(to.y - from.y);
    }
    const length = along.at(-1);
    const kept = [];
    for (let k = 0; k < points.length; k++) {
        const due = (length * kept.length) / (MOST_POINTS - 1);
        if (k === points.length - 1 || (kept.length < MOST_POINTS - 1 && along[k] >= due)) {
            kept.push(points[k]);
        }
    }
    return kept;
}
function calibrationCurve(truth, scores) {
    const rows = new Float64Array(binary/* CALIBRATION_BINS */.oM);
    const sums = new Float64Array(binary/* CALIBRATION_BINS */.oM);
    const hits = new Float64Array(binary/* CALIBRATION_BINS */.oM);
    for (let row = 0; row < truth.length; row++) {
        const score = scores[row];
        const k = (0,binary/* calibrationBin */.Ws)(score);
        rows[k] = rows[k] + 1;
        sums[k] = sums[k] + score;
        hits[k] = hits[k] + truth[row];
    }
    const points = [];
    rows.forEach((count, k) => {
        if (count > 0)
            points.push({ x: sums[k] / count, y: hits[k] / count });
    });
    return points;
}
function scoreHistogram(truth, scores) {
    const bins = emptyBins(0, 1);
    for (let row = 0; row < truth.length; row++) {
        const bin = bins[binOf(scores[row], 0, 1)];
        if (truth[row])
            bin.positive++;
        else
            bin.negative++;
    }
    return bins;
}
function errorHistogram({ truth, predicted }) {
    const errors = truth.map((label, row) => label - predicted[row]);
    if (errors.length === 0 || !errors.every(Number.isFinite))
        return {};
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (const error of errors) {
        least = Math.min(least, error);
        most = Math.max(most, error);
    }
    if (!(most > least))
        return {};
    const bins = emptyBins(least, most);
    for (const error of errors) {
        const bin = bins[binOf(error, least, most)];
        if (error < 0)
            bin.negative++;
        else
            bin.positive++;
    }
    return { scores: bins };
}
function emptyBins(from, to) {
    const edge = (k) => from + ((to - from) * k) / HISTOGRAM_BINS;
    return Array.from({ length: HISTOGRAM_BINS }, (_, k) => ({
        from: edge(k),
        to: edge(k + 1),
        negative: 0,
        positive: 0,
    }));
}
/** The bin [from, to) that holds `value`; the last one is closed. */
function binOf(value, from, to) {
    return Math.min(HISTOGRAM_BINS - 1, Math.floor(((value - from) / (to - from)) * HISTOGRAM_BINS));
}
function confusionMatrix(truth, predicted, classes) {
    if (truth.length === 0 || predicted.some((said) => said < 0))
        return {};
    const counts = classes.map(() => classes.map(() => 0));
    for (let row = 0; row < truth.length; row++) {
        const cells = counts[truth[row]];
        const said = predicted[row];
        cells[said] = cells[said] + 1;
    }
    return { confusion: { classes: [...classes], counts } };
}

// EXTERNAL MODULE: ./build/evaluation/metrics.js + 2 modules
var evaluation_metrics = __webpack_require__(48310);
;// CONCATENATED MODULE: ./build/evaluation/rules.js

/** The keys of a rule that bound its metric. Those about change need a champion. */
const VALUE_BOUNDS = ['at-least', 'at-most'];
const CHANGE_BOUNDS = [
    'may-worsen',
    'may-worsen-relative',
    'must-improve',
    'must-improve-relative',
];
/** The bounds of a rule in the order above; all of them must hold. */
function boundsOf(rule) {
    return [...VALUE_BOUNDS, ...CHANGE_BOUNDS].flatMap((kind) => {
        const bound = rule[kind];
        return bound === undefined ? [] : [{ kind, bound }];
    });
}
function isChange(kind) {
    return CHANGE_BOUNDS.includes(kind);
}
/**
 * Checks one bound with the semantics of TFMA's `metrics_validator`: bounds are inclusive and ties pass; a
 * metric that is missing, undefined (null) or not finite never passes; change is challenger against champion in
 * the metric's own direction, so a metric without a direction fails. Without a champion change is skipped.
 * Unlike TFMA, a relative change is a share of the champion's absolute figure, and what is
 * compared is rounded to 1e-12 first (`rounded`), so that 0.80 to 0.79 is a drop of 0.01 and not of 0.010000000000000009.
 */
function checkBound(metric, { kind, bound }, challenger, champion) {
    if (!Object.hasOwn(challenger, metric))
        return { outcome: 'fail', why: 'not-found' };
    const measured = challenger[metric];
    if (!isFigure(measured))
        return { outcome: 'fail', why: 'undefined' };
    if (!Number.isFinite(bound))
        return { outcome: 'fail', why: 'no-bound' };
    if (!isChange(kind)) {
        const scale = Math.abs(measured);
        const holds = kind === 'at-least' ? atLeast(measured, bound, scale) : atLeast(bound, measured, scale);
        return { outcome: holds ? 'pass' : 'fail', change: null };
    }
    const direction = evaluation_metrics/* METRICS */.Cb.get(metric)?.direction;
    if (!direction)
        return { outcome: 'fail', why: 'no-direction' };
    if (!champion)
        return { outcome: 'skipped', why: 'no-champion' };
    const baseline = Object.hasOwn(champion, metric) ? champion[metric] : null;
    if (!isFigure(baseline))
        return { outcome: 'fail', why: 'baseline-undefined' };
    const scale = Math.max(Math.abs(measured), Math.abs(baseline));
    const improvement = rounded(direction === 'higher' ? measured - baseline : baseline - measured, scale);
    const relative = kind.endsWith('-relative');
    if (relative && baseline === 0)
        return { outcome: 'fail', why: 'baseline-zero' };
    const change = relative ? rounded(improvement / Math.abs(baseline)) : improvement;
    const needed = kind.startsWith('may-worsen') ? -bound : bound;
    const holds = atLeast(change, needed, relative ? 1 : scale);
    return { outcome: holds ? 'pass' : 'fail', change };
}
/** The text of a rule for people and records: `log_loss may worsen 0.01 on each origin`. */
function ruleText(rule, { kind, bound }) {
    const relative = kind.endsWith('-relative');
    const words = kind.replace('-relative', '').replace('-', ' ');
    const amount = relative ? `${rounded(bound * 100)} %` : String(bound);
    return `${rule.metric} ${words} ${amount}${sliceText(rule)}`;
}
/** Where a rule applies, to be set behind its text; empty for all rows. */
function sliceText({ slice }) {
    if (!slice)
        return '';
    return slice.value === undefined ? ` on each ${slice.column}` : ` on ${slice.column} = ${slice.value}`;
}
/** All columns whose slices a gate needs: those it reports and those its rules name. */
function sliceColumnsOf(gate) {
    return [...new Set([...gate.slices, ...gate.rules.flatMap(({ slice }) => (slice ? [slice.column] : []))])];
}
/**
 * To the grain in which figures are compared: 1e-12, or where the figures are of another `scale` than up to 10,
 * 1e-12 of its power of ten (a double has no finer one to tell two figures of 10,000 apart).
 */
function rounded(value, scale = 1) {
    const power = scale < 10 ? 0 : Math.floor(Math.log10(scale));
    const grains = value * 10 ** (12 - power);
    return Math.abs(grains) < 2 ** 53 ? Math.round(grains) / 10 ** (12 - power) : value;
}
function atLeast(value, bound, scale) {
    return rounded(value, scale) >= rounded(bound, scale);
}
function isFigure(value) {
    return typeof value === 'number' && Number.isFinite(value);
}

;// CONCATENATED MODULE: ./build/evaluation/outcomes.js
/** The outcomes of the rows at `indices`, in that order. */
function takeOutcomes(outcomes, indices) {
    const rows = indices.length;
    const weights = outcomes.weights && gather(outcomes.weights, indices, new Float64Array(rows));
    switch (outcomes.task) {
        case 'binary-classification':
            return {
                ...outcomes,
                rows,
                weights,
                truth: gather(outcomes.truth, indices, new Uint8Array(rows)),
                predicted: gather(outcomes.predicted, indices, new Int8Array(rows)),
                scores: outcomes.scores && gather(outcomes.scores, indices, new Float64Array(rows)),
            };
        case 'multiclass-classification':
            return {
                ...outcomes,
                rows,
                weights,
                truth: gather(outcomes.truth, indices, new Int32Array(rows)),
                predicted: gather(outcomes.predicted, indices, new Int32Array(rows)),
                scores: outcomes.scores?.map((column) => gather(column, indices, new Float64Array(rows))) ?? null,
            };
        case 'regression':
            return {
                ...outcomes,
                rows,
                weights,
                truth: gather(outcomes.truth, indices, new Float64Array(rows)),
                predicted: gather(outcomes.predicted, indices, new Float64Array(rows)),
            };
    }
}
function gather(from, indices, into) {
    for (let k = 0; k < indices.length; k++)
        into[k] = from[indices[k]];
    return into;
}

;// CONCATENATED MODULE: ./build/evaluation/slices.js


/** What stands for a missing value of a slice column. */
const MISSING_VALUE = '(missing)';
/** The figures of one model, or of two on the same rows, for each value of each column. */
function computeSlices(challenger, champion, columns, { minimumRows = 30, primary = evaluation_metrics/* PRIMARY_METRIC */.w6[challenger.task] } = {}) {
    const slices = [];
    const small = [];
    for (const { column, values } of columns) {
        if (values.length !== challenger.rows) {
            throw new RangeError(`${values.length} values of ${column} for ${challenger.rows} rows`);
        }
        for (const [value, indices] of rowsByValue(values)) {
            const rows = indices.length;
            if (rows < minimumRows) {
                small.push({ column, value, rows });
                continue;
            }
            slices.push({
                column,
                value,
                rows,
                challenger: (0,evaluation_metrics/* metricsOf */.Ps)(takeOutcomes(challenger, indices)).metrics,
                champion: champion && (0,evaluation_metrics/* metricsOf */.Ps)(takeOutcomes(champion, indices)).metrics,
            });
        }
    }
    return { slices: slices.sort(worstFirst(primary)), small };
}
/** How a slice is named to people, and in rules: `origin = EWR`. */
function sliceName(slice) {
    return `${slice.column} = ${slice.value}`;
}
/** The value of a slice column as text, as slices and rules name it. */
function sliceValue(value) {
    return value === null || value === undefined ? MISSING_VALUE : String(value);
}
function rowsByValue(values) {
    const counts = new Map();
    const keys = new Array(values.length);
    for (let row = 0; row < values.length; row++) {
        const key = sliceValue(values[row]);
        keys[row] = key;
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const groups = new Map();
    const filled = new Map();
    for (const key of [...counts.keys()].sort()) {
        groups.set(key, new Uint32Array(counts.get(key)));
        filled.set(key, 0);
    }
    keys.forEach((key, row) => {
        const place = filled.get(key);
        groups.get(key)[place] = row;
        filled.set(key, place + 1);
    });
    return groups;
}
function worstFirst(primary) {
    const sign = evaluation_metrics/* METRICS */.Cb.get(primary)?.direction === 'lower' ? -1 : 1;
    const badness = (slice) => {
        const value = slice.challenger[primary];
        return typeof value === 'number' ? sign * value : Number.POSITIVE_INFINITY;
    };
    return (a, b) => {
        const [left, right] = [badness(a), badness(b)];
        return left === right ? 0 : left - right;
    };
}

;// CONCATENATED MODULE: ./build/evaluation/sentences.js


/** One sentence, or two, that a busy person understands without the table. */
function sentenceOf(checked) {
    const { check, where } = checked;
    const sentence = 'why' in check ? troubleSentence(checked, check.why) : comparisonSentence(checked);
    // The name of a metric that we have no title for stays as it is written.
    if (where || (!evaluation_metrics/* METRICS */.Cb.has(checked.metric) && sentence.startsWith(checked.metric)))
        return where + sentence;
    return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
function troubleSentence({ metric, bound, baselineName }, why) {
    const title = titleOf(metric);
    switch (why) {
        case 'no-champion':
            return `there is no model in ${baselineName} to compare ${title} with, so this rule was skipped.`;
        case 'not-found':
            return `Metric not found: ${metric} is not among the figures of this task.`;
        case 'undefined':
            return `${title} could not be computed for the challenger, so the rule cannot hold.`;
        case 'baseline-undefined':
            return `${title} could not be computed for ${baselineName}, so the change cannot be judged.`;
        case 'baseline-zero':
            return `${title} of ${baselineName} is 0, so a relative change cannot be judged; use \`${bound.kind.replace('-relative', '')}\` instead.`;
        case 'no-direction':
            return `it is not known which way ${metric} is better, so a change of it cannot be judged; use \`at-least\` or \`at-most\`.`;
        default:
            return `the rule about ${title} has no finite bound, so it cannot hold; add \`at-least\`, \`at-most\`, \`may-worsen\` or \`must-improve\`.`;
    }
}
function comparisonSentence(checked) {
    const { metric, bound, check, measured, baseline, baselineName } = checked;
    const title = titleOf(metric);
    if (!('change' in check) || check.change === null || baseline === null) {
        const [value = '', limit = ''] = figureTexts([measured ?? Number.NaN, bound.bound]);
        if (bound.kind === 'at-least') {
            return check.outcome === 'pass'
                ? `${title} is ${value}; at least ${limit} is asked for.`
                : `${title} is ${value}, below the ${limit} that is asked for.`;
        }
        return check.outcome === 'pass'
            ? `${title} is ${value}; at most ${limit} is allowed.`
            : `${title} is ${value}, above the ${limit} that is allowed.`;
    }
    const relative = bound.kind.endsWith('-relative');
    const scale = relative ? 100 : 1;
    const unit = relative ? ' %' : '';
    const [amount = '', limit = ''] = figureTexts([Math.abs(check.change) * scale, bound.bound * scale]);
    const [now = '', before = ''] = figureTexts([measured ?? Number.NaN, baseline]);
    const change = check.change === 0
        ? `${title} is the same as in ${baselineName} (${now})`
        : `${title} is ${amount}${unit} ${check.change > 0 ? 'better' : 'worse'} than in ${baselineName} (${now} against ${before})`;
    const asked = bound.kind.startsWith('may-worsen')
        ? `${limit}${unit} worse is allowed`
        : `${limit}${unit} better is asked for`;
    return `${change}; ${asked}.${certaintySentence(checked, check)}`;
}
/** Whether the interval of the difference says the same as the figure; empty without one. */
function certaintySentence({ metric, bound, interval, where }, check) {
    const ends = where || bound.kind.endsWith('-relative') ? null : improvementEnds(metric, interval);
    if (!ends || !interval)
        return '';
    const level = `${rounded(interval.level * 100)} % interval`;
    const needed = bound.kind === 'may-worsen' ? -bound.bound : bound.bound;
    const [friendly = '', unfriendly = ''] = figureTexts([Math.abs(ends.friendly), Math.abs(ends.unfriendly)]);
    const side = (end) => (end >= 0 ? 'better' : 'worse');
    if (check.outcome === 'fail') {
        return ends.friendly < needed
            ? ` This is certain: even the friendly end of the ${level}, ${friendly} ${side(ends.friendly)}, is not enough.`
            : ` The ${level} reaches from ${unfriendly} ${side(ends.unfriendly)} to ${friendly} ${side(ends.friendly)}, so more rows could show otherwise.`;
    }
    return ends.unfriendly < needed
        ? ` It is close: the unfriendly end of the ${level} is ${unfriendly} ${side(ends.unfriendly)}.`
        : '';
}
/** True where a bound on change holds by its figure, but not by the unfriendly end of the interval. */
function isClose({ metric, bound, check, interval, where }) {
    if (check.outcome !== 'pass' || where || !['may-worsen', 'must-improve'].includes(bound.kind))
        return false;
    const ends = improvementEnds(metric, interval);
    return ends !== null && ends.unfriendly < (bound.kind === 'may-worsen' ? -bound.bound : bound.bound);
}
/** The interval as improvement in the metric's own direction. */
function improvementEnds(metric, interval) {
    if (!interval || interval.lower === null || interval.upper === null)
        return null;
    return evaluation_metrics/* METRICS */.Cb.get(metric)?.direction === 'lower'
        ? { friendly: -interval.lower, unfriendly: -interval.upper }
        : { friendly: interval.upper, unfriendly: interval.lower };
}
function titleOf(metric) {
    return evaluation_metrics/* METRICS */.Cb.get(metric)?.title ?? metric;
}
/**
 * Figures that stand beside each other in a sentence, with as many decimals as it takes to tell them apart
 * (three where all are within 1, else three significant digits at least).
 */
function figureTexts(values) {
    const finite = values.filter(Number.isFinite);
    const greatest = Math.max(0, ...finite.map(Math.abs));
    const magnitude = greatest > 0 ? Math.floor(Math.log10(greatest)) : 0;
    let decimals = greatest > 1 ? Math.max(0, 2 - magnitude) : Math.min(12, Math.max(3, 1 - magnitude));
    const different = new Set(finite.map((value) => rounded(value, greatest))).size;
    let texts = textsWith(values, decimals);
    while (decimals < 12 && new Set(texts).size < different)
        texts = textsWith(values, ++decimals);
    return texts;
}
function textsWith(values, decimals) {
    const format = new Intl.NumberFormat('en-US', {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
    });
    return values.map((value) => format.format(value === 0 ? 0 : value));
}

;// CONCATENATED MODULE: ./build/evaluation/verdict.js



/**
 * Judges a challenger by the rules of the gate. It passes when no bound fails; a gate without rules cannot pass.
 * Each bound of each rule is checked by `checkBound`, on all rows or on each slice that the rule names; a slice that is
 * not there, or has too few rows to be judged, fails the rule that names it.
 */
function judge(judged) {
    if (judged.rules.length === 0)
        return withoutRules();
    const results = [];
    const close = new Set();
    for (const rule of judged.rules) {
        for (const place of placesOf(rule, judged)) {
            for (const { result, isClose } of resultsOf(rule, place, judged)) {
                results.push(result);
                if (isClose)
                    close.add(result);
            }
        }
    }
    const failed = results.filter(({ outcome }) => outcome === 'fail');
    const skipped = results.filter(({ outcome }) => outcome === 'skipped');
    const held = results.filter(({ outcome }) => outcome === 'pass');
    const verdict = failed.length > 0 ? 'fail' : 'pass';
    const reasons = [
        ...failed,
        ...skipped,
        ...held.filter((each) => close.has(each)),
        ...held.filter((each) => !close.has(each)),
    ].map((result) => reasonOf(result, close.has(result)));
    return {
        verdict,
        rubberStamp: judged.champion === null && judged.rules.some(hasChange),
        rules: results,
        reasons,
        summary: summaryOf(failed, skipped.length, held.length),
    };
}
function placesOf(rule, { challenger, champion, slices }) {
    if (!rule.slice)
        return [{ slice: null, challenger, champion, where: '' }];
    const { column } = rule.slice;
    const value = rule.slice.value === undefined ? undefined : sliceValue(rule.slice.value);
    const named = (each) => each.column === column && (value === undefined || each.value === value);
    const found = (slices?.slices ?? []).filter(named);
    if (found.length > 0)
        return found.map((each) => placeOf(each, champion !== null));
    const small = (slices?.small ?? []).filter(named);
    const slice = value === undefined ? column : sliceName({ column, value });
    return [{ slice, absent: absence(slice, value === undefined, small) }];
}
function absence(slice, wholeColumn, small) {
    if (small.length === 0)
        return `No row is of the slice ${slice}, so the rule cannot hold.`;
    if (wholeColumn)
        return `No value of ${slice} has enough rows to be judged, so the rule cannot hold.`;
    return `The slice ${slice} has ${count(small[0]?.rows ?? 0)} rows, too few to be judged, so the rule cannot hold.`;
}
function placeOf(slice, hasChampion) {
    const name = sliceName(slice);
    return {
        slice: name,
        challenger: slice.challenger,
        // With a champion whose slice has no figures, change fails; only without one it is skipped.
        champion: hasChampion ? (slice.champion ?? {}) : null,
        where: `On ${name} (${count(slice.rows)} rows): `,
    };
}
function hasChange(rule) {
    return boundsOf(rule).some(({ kind }) => isChange(kind));
}
function resultsOf(rule, place, judged) {
    const bounds = boundsOf(rule);
    if (bounds.length === 0) {
        const sentence = sentenceOf(boundless(rule.metric));
        const text = `${rule.metric} without a bound${sliceText(rule)}`;
        return [{ result: failure(rule.metric, text, place.slice, null, sentence), isClose: false }];
    }
    return bounds.map((bound) => {
        const text = ruleText(rule, bound);
        if ('absent' in place) {
            const result = failure(rule.metric, text, place.slice, finite(bound.bound), place.absent);
            return { result, isClose: false };
        }
        const checked = checkedOf(rule.metric, bound, place, judged);
        const result = {
            rule: text,
            metric: rule.metric,
            slice: place.slice,
            outcome: checked.check.outcome,
            measured: checked.measured,
            baseline: checked.baseline,
            bound: finite(bound.bound),
            sentence: sentenceOf(checked),
        };
        return { result, isClose: isClose(checked) };
    });
}
function checkedOf(metric, bound, place, judged) {
    const check = checkBound(metric, bound, place.challenger, place.champion);
    return {
        metric,
        bound,
        check,
        measured: own(place.challenger, metric),
        baseline: place.champion && own(place.champion, metric),
        baselineName: judged.baselineName ?? 'production',
        where: place.where,
        interval: judged.intervals?.get(metric),
    };
}
function boundless(metric) {
    return {
        metric,
        bound: { kind: 'at-least', bound: Number.NaN },
        check: { outcome: 'fail', why: 'no-bound' },
        measured: null,
        baseline: null,
        baselineName: '',
        where: '',
    };
}
function failure(metric, rule, slice, bound, sentence) {
    return { rule, metric, slice, outcome: 'fail', measured: null, baseline: null, bound, sentence };
}
function reasonOf(result, close) {
    const { rule, outcome, measured, bound, sentence, slice } = result;
    return {
        rule,
        outcome: close ? 'warn' : outcome,
        measured,
        bound,
        sentence,
        ...(slice !== null && { slice }),
    };
}
function withoutRules() {
    const sentence = 'The gate has no rules, and a gate without rules cannot pass. Add one under `gate.rules`, such as `{ metric: accuracy_score, at-least: 0.8 }`.';
    const reason = { rule: 'gate.rules', outcome: 'fail', measured: 0, bound: 1, sentence };
    return {
        verdict: 'fail',
        rubberStamp: false,
        rules: [],
        reasons: [reason],
        summary: `Refused: ${sentence}`,
    };
}
function summaryOf(failed, skipped, held) {
    const [first] = failed;
    if (first) {
        const others = failed.length - 1;
        const more = others > 0 ? ` ${others} more ${others > 1 ? 'checks' : 'check'} failed.` : '';
        return `Refused: ${first.sentence}${more}`;
    }
    const holding = held === 1 ? '1 check holds' : `${count(held)} checks hold`;
    if (skipped === 0)
        return `Accepted: ${held === 1 ? 'the one check holds' : `all ${holding}`}.`;
    return `Accepted without a champion to compare with: ${holding}, ${count(skipped)} skipped.`;
}
function own(figures, metric) {
    return Object.hasOwn(figures, metric) ? finite(figures[metric] ?? null) : null;
}
function finite(value) {
    return value !== null && Number.isFinite(value) ? value : null;
}
function count(rows) {
    return rows.toLocaleString('en-US');
}

// EXTERNAL MODULE: ./build/models/held-out.js
var held_out = __webpack_require__(26249);
// EXTERNAL MODULE: ./build/models/package-write.js + 2 modules
var package_write = __webpack_require__(56503);
// EXTERNAL MODULE: ./build/models/predict.js
var predict = __webpack_require__(65578);
// EXTERNAL MODULE: ./build/report/card.js
var card = __webpack_require__(81685);
// EXTERNAL MODULE: ./build/stages/champion.js
var stages_champion = __webpack_require__(65331);
// EXTERNAL MODULE: ./build/stages/data.js
var stages_data = __webpack_require__(76140);
// EXTERNAL MODULE: ./build/stages/earlier.js
var earlier = __webpack_require__(73914);
// EXTERNAL MODULE: ./build/evaluation/bootstrap.js
var bootstrap = __webpack_require__(53297);
;// CONCATENATED MODULE: ./build/stages/intervals.js


/** More rows make the interval narrower than anybody needs, and the wait longer than anybody likes. */
const MOST_ROWS = 100_000;
/**
 * How certain the differences are between challenger and champion, for the metrics of the rules: paired
 * bootstrap with the seed of the config. Empty without a champion, and for more than 100,000 rows.
 */
function intervalsOf(challenger, champion, { config }, { log }) {
    if (!champion || challenger.rows > MOST_ROWS)
        return new Map();
    const known = evaluation_metrics/* METRICS_OF_TASK */.w4[config.model.task];
    const metrics = [...new Set(config.gate.rules.map(({ metric }) => metric))].filter((name) => known.includes(name));
    log.info(`how sure the differences are: 2,000 resamples of ${challenger.rows.toLocaleString('en-US')} rows`);
    const found = (0,bootstrap/* pairedBootstrap */.W)(challenger, champion, metrics, { seed: config.train.seed });
    return new Map(found.map((one) => [one.metric, one]));
}

// EXTERNAL MODULE: ./build/data/sql.js
var sql = __webpack_require__(47069);
// EXTERNAL MODULE: ./build/evaluation/encoding.js
var encoding = __webpack_require__(33734);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
;// CONCATENATED MODULE: ./build/stages/predictions.js





/** The score columns of a predictions file: `score`, or `p_<class>` for several classes. */
function scoreColumns(predictions, classes) {
    const { rows, width, scores } = predictions;
    const names = width === 1 ? ['score'] : classes.map((name) => `p_${name}`);
    return names.map((name, k) => ({
        name,
        type: 'number',
        values: Array.from({ length: rows }, (_, row) => scores[row * width + k]),
    }));
}
/**
 * Writes the rows, their labels and the scores as Parquet: what the figures of the gate were computed
 * from, so that anybody can compute them again.
 */
async function writePredictions(engine, out, name, rows, scores) {
    const taken = new Set(scores.map((column) => column.name));
    const kept = [...rows.columns.values()].filter((column) => !taken.has(column.name));
    const path = (0,external_node_path_.join)(out, name);
    await engine.insert('predictions_to_write', (0,data_frame/* frameOf */.Dm)([...kept, ...scores]));
    await engine.writeParquet(`SELECT * FROM ${(0,sql/* identifier */.C)('predictions_to_write')}`, path);
    await engine.run(`DROP TABLE ${(0,sql/* identifier */.C)('predictions_to_write')}`);
    return { path: (0,external_node_path_.relative)(out, path), sha256: await (0,files/* digestOfFile */.Mk)(path) };
}
/** Labels and scores as the evaluation takes them. */
function judgedOutcomes({ task, classes }, labels, predictions, threshold) {
    const { scores, width, rows } = predictions;
    if (task === 'regression')
        return (0,encoding/* outcomesOf */.R)({ task, labels: labels.values, predictions: Array.from(scores) });
    if (task === 'binary-classification') {
        return (0,encoding/* outcomesOf */.R)({
            task,
            labels: labels.values,
            scores,
            threshold,
            positive: classLabel(labels, classes[1]),
        });
    }
    const perClass = classes.map((_, k) => Float64Array.from({ length: rows }, (_unused, row) => scores[row * width + k]));
    return (0,encoding/* outcomesOf */.R)({
        task,
        labels: labels.values,
        scores: perClass,
        classes: classes.map((name) => classLabel(labels, name)),
    });
}
/** The label value whose text is `name`, so that a class of the package is found among values of the data. */
function classLabel(labels, name) {
    return labels.values.find((value) => String(value) === name) ?? name ?? null;
}

// EXTERNAL MODULE: ./build/stages/split.js + 1 modules
var stages_split = __webpack_require__(10984);
// EXTERNAL MODULE: ./build/stages/stage.js
var stage = __webpack_require__(48856);
;// CONCATENATED MODULE: ./build/stages/evaluate-gate.js



















/** Compares the model of this run with the champion on the same held-out rows, and says whether it may replace it. */
async function evaluateGate(request, ports) {
    const started = ports.clock.now();
    const { config } = request;
    const { training, opened } = await (0,earlier/* trainedPackage */.K)(request);
    const data = await (0,stages_data/* openData */.$H)(request, ports);
    try {
        const champion = await ports.log.group('Find the champion', () => findChampion(request, ports, opened));
        const split = await (0,stages_split/* openSplit */.v)(data, request, ports);
        const rows = (0,data_frame/* takeRows */.LY)(split.rows, split.plan.test.rows);
        ports.log.info(`judge on ${rows.rows.toLocaleString('en-US')} held-out rows`);
        const challenger = await judgeModel('challenger', opened, rows, data, request, ports);
        const against = champion
            ? await judgeModel('champion', champion.opened, rows, data, request, ports)
            : null;
        const slices = computeSlices(challenger.outcomes, against?.outcomes ?? null, sliceColumnsOf(config.gate).map((column) => ({ column, values: (0,data_frame/* columnOf */.uV)(rows, column).values })), { minimumRows: config.gate['minimum-slice-rows'] });
        const intervals = intervalsOf(challenger.outcomes, against?.outcomes ?? null, request, ports);
        const verdict = judge({
            intervals,
            rules: config.gate.rules,
            challenger: challenger.figures.metrics,
            champion: against?.figures.metrics ?? null,
            slices,
            ...(champion ? { baselineName: `${config.gate.baseline} ${champion.version}` } : {}),
        });
        ports.log.info(verdict.summary);
        const figures = {
            task: config.model.task,
            rows: rows.rows,
            period: (0,stages_split/* periodOf */.j)(split.plan.test),
            threshold: config.gate.threshold,
            challenger: challenger.figures,
            champion: against && champion ? { ...against.figures, version: champion.version } : null,
            rubberStamp: verdict.rubberStamp,
            directions: (0,evaluation_metrics/* directionsOf */.C9)(config.model.task),
            ...(intervals.size > 0 ? { intervals: plainIntervals(intervals) } : {}),
            rules: verdict.rules,
            slices: slices.slices,
            notes: [
                ...challenger.notes,
                ...(against?.notes ?? []).map((note) => `champion: ${note}`),
                ...smallSlices(slices.small),
            ],
        };
        const evidence = (0,stage/* evidenceOf */.X1)('evaluate-gate', request, ports, started, {
            verdict: verdict.verdict,
            reasons: verdict.reasons,
            warnings: [...split.plan.warnings],
            inputs: {
                'dataset:view': split.digest,
                package: opened.manifest.identity,
                ...(champion ? { champion: champion.opened.manifest.identity } : {}),
            },
            outputs: {
                predictions: challenger.figures.predictions,
                ...(against ? { 'champion-predictions': against.figures.predictions } : {}),
            },
            tools: { duckdb: data.engine.version },
            figures,
        });
        await (0,package_write/* updatePackage */.y)(opened, {
            metrics: { rows: rows.rows, period: figures.period, metrics: figures.challenger.metrics },
            heldOut: (0,held_out/* heldOutOf */.LM)((0,stage/* withoutLabel */.rO)(rows, config.model.label), challenger.predictions),
            readme: (0,card/* cardOf */.k)(training, evidence),
        });
        return evidence;
    }
    finally {
        await data.close();
        await (0,promises_.rm)(championFolder(request), { recursive: true, force: true });
    }
}
/** Where the champion is looked at; it goes again. */
function championFolder({ out }) {
    return (0,external_node_path_.resolve)(out, 'champion');
}
/** The version that the baseline's environment has now, opened; null where there is none yet. */
async function findChampion(request, ports, challenger) {
    const { baseline } = request.config.gate;
    const champion = await (0,stages_champion/* fetchChampion */.a)(request, ports, championFolder(request));
    if (!champion) {
        ports.log.info(`${baseline} has no version yet: rules about change are skipped`);
        return null;
    }
    const { version, opened } = champion;
    const same = opened.manifest.identity === challenger.manifest.identity ? ', which is this very model' : '';
    ports.log.info(`${baseline} has ${version}${same}`);
    return champion;
}
async function judgeModel(role, opened, rows, { engine }, { config, out }, { log }) {
    const { signature, identity } = opened.manifest;
    const predictor = await (0,predict/* loadPredictor */.b)(opened);
    try {
        const predictions = await predictor.predict((0,stage/* withoutLabel */.rO)(rows, config.model.label));
        const labels = (0,data_frame/* columnOf */.uV)(rows, config.model.label);
        const outcomes = judgedOutcomes(signature, labels, predictions, config.gate.threshold);
        const { metrics, notes } = (0,evaluation_metrics/* metricsOf */.Ps)(outcomes);
        const scores = scoreColumns(predictions, signature.classes);
        const name = role === 'challenger' ? 'predictions.parquet' : 'champion-predictions.parquet';
        const file = await writePredictions(engine, out, name, rows, scores);
        log.info(`${role}: ${predictions.rows.toLocaleString('en-US')} predictions written to ${file.path}`);
        const figures = { package: identity, metrics, curves: curvesOf(outcomes), predictions: file };
        return { figures, outcomes, predictions, notes };
    }
    finally {
        await predictor.close();
    }
}
function smallSlices(small) {
    if (small.length === 0)
        return [];
    const named = small.slice(0, 5).map(({ column, value, rows }) => `${column} = ${value} (${rows} rows)`);
    return [
        `Too few rows to be judged: ${named.join(', ')}${small.length > 5 ? ` and ${small.length - 5} more slices` : ''}.`,
    ];
}
function plainIntervals(intervals) {
    return Object.fromEntries([...intervals].map(([metric, { lower, upper, level }]) => [metric, { lower, upper, level }]));
}


/***/ })

};
