export const id = 9824;
export const ids = [9824];
export const modules = {

/***/ 34054:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cd: () => (/* binding */ BINARY_METRICS),
/* harmony export */   Ws: () => (/* binding */ calibrationBin),
/* harmony export */   hu: () => (/* binding */ binaryMeasures),
/* harmony export */   oM: () => (/* binding */ CALIBRATION_BINS)
/* harmony export */ });
/* harmony import */ var _confusion_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79279);
/* harmony import */ var _measures_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34122);
/* harmony import */ var _ranking_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(32877);



/** The clip of log loss: the machine epsilon of a double, as in scikit-learn. */
const EPSILON = 2 ** -52;
const CALIBRATION_BINS = 10;
const BINARY_METRICS = [
    'roc_auc_score',
    'average_precision_score',
    'log_loss',
    'brier_score_loss',
    'expected_calibration_error',
    'accuracy_score',
    'balanced_accuracy_score',
    'precision_score',
    'recall_score',
    'f1_score',
    'matthews_corrcoef',
    'cohen_kappa_score',
    'positive_rate',
];
/** The measures of binary classification, by scikit-learn's definitions. Sorts by score once. */
function binaryMeasures(outcomes) {
    const { truth, predicted, scores, rows } = outcomes;
    const undecided = predicted.reduce((count, said) => count + (said < 0 ? 1 : 0), 0);
    const problem = scores ? scoreProblem(scores) : { ranking: 'needs scores', probability: 'needs scores' };
    const ranking = scores && !problem.ranking ? (0,_ranking_js__WEBPACK_IMPORTED_MODULE_2__/* .rankingOf */ .q)(scores) : null;
    const rankedTruth = ranking ? Uint8Array.from(ranking.order, (row) => truth[row]) : truth;
    const losses = scores && !problem.probability ? lossesOf(truth, scores) : null;
    const measure = (name, weights, shared) => {
        switch (name) {
            case 'roc_auc_score':
            case 'average_precision_score': {
                if (!ranking)
                    return { value: null, note: problem.ranking ?? '' };
                shared.areas ??= areasOf(ranking, rankedTruth, weights);
                return name === 'roc_auc_score' ? shared.areas.roc : shared.areas.precision;
            }
            case 'log_loss':
            case 'brier_score_loss':
                if (!losses)
                    return { value: null, note: problem.probability ?? '' };
                return (0,_measures_js__WEBPACK_IMPORTED_MODULE_1__/* .weightedMean */ .hY)(name === 'log_loss' ? losses.log : losses.square, weights);
            case 'expected_calibration_error':
                if (!losses || !scores)
                    return { value: null, note: problem.probability ?? '' };
                return calibrationError(truth, scores, losses.bin, weights);
            default: {
                if (undecided > 0)
                    return { value: null, note: (0,_measures_js__WEBPACK_IMPORTED_MODULE_1__/* .notFinite */ .h2)('predictions', undecided, rows) };
                shared.confusion ??= (0,_confusion_js__WEBPACK_IMPORTED_MODULE_0__/* .confusionOf */ .wo)(truth, predicted, 2, weights);
                return ofConfusion(name, shared.confusion);
            }
        }
    };
    return {
        names: BINARY_METRICS,
        figures(names, weights) {
            const shared = {};
            return names.map((name) => measure(name, weights, shared));
        },
    };
}
function ofConfusion(name, confusion) {
    switch (name) {
        case 'balanced_accuracy_score':
            return (0,_confusion_js__WEBPACK_IMPORTED_MODULE_0__/* .balancedAccuracy */ .q2)(confusion);
        case 'precision_score':
            return (0,_confusion_js__WEBPACK_IMPORTED_MODULE_0__/* .ofClass */ .SM)(confusion, 'precision', 1);
        case 'recall_score':
            return (0,_confusion_js__WEBPACK_IMPORTED_MODULE_0__/* .ofClass */ .SM)(confusion, 'recall', 1);
        case 'f1_score':
            return (0,_confusion_js__WEBPACK_IMPORTED_MODULE_0__/* .ofClass */ .SM)(confusion, 'f1', 1);
        case 'matthews_corrcoef':
            return (0,_confusion_js__WEBPACK_IMPORTED_MODULE_0__/* .matthews */ ._b)(confusion);
        case 'cohen_kappa_score':
            return (0,_confusion_js__WEBPACK_IMPORTED_MODULE_0__/* .kappa */ .KM)(confusion);
        case 'positive_rate':
            return confusion.total > 0
                ? { value: confusion.byPrediction[1] / confusion.total }
                : _measures_js__WEBPACK_IMPORTED_MODULE_1__/* .NO_ROWS */ .c6;
        default:
            return (0,_confusion_js__WEBPACK_IMPORTED_MODULE_0__/* .accuracy */ .y2)(confusion);
    }
}
/**
 * Area under the ROC curve (trapezoid; ties count half) and average precision (the step sum of scikit-learn), in one
 * walk from the highest score down. `rankedTruth` is in the order of the ranking.
 */
function areasOf(ranking, rankedTruth, weights) {
    const { order, lastOfTie } = ranking;
    let positives = 0;
    let negatives = 0;
    let tiePositives = 0;
    let tieNegatives = 0;
    let rocArea = 0;
    let precisionSum = 0;
    for (let place = 0; place < order.length; place++) {
        const weight = weights ? weights[order[place]] : 1;
        if (rankedTruth[place])
            tiePositives += weight;
        else
            tieNegatives += weight;
        if (!lastOfTie[place])
            continue;
        rocArea += tieNegatives * (positives + tiePositives / 2);
        positives += tiePositives;
        negatives += tieNegatives;
        if (tiePositives > 0)
            precisionSum += (tiePositives * positives) / (positives + negatives);
        tiePositives = 0;
        tieNegatives = 0;
    }
    if (positives + negatives === 0)
        return { roc: _measures_js__WEBPACK_IMPORTED_MODULE_1__/* .NO_ROWS */ .c6, precision: _measures_js__WEBPACK_IMPORTED_MODULE_1__/* .NO_ROWS */ .c6 };
    const roc = positives > 0 && negatives > 0
        ? { value: rocArea / positives / negatives }
        : { value: null, note: 'is not defined: the labels are of one class' };
    const precision = positives > 0
        ? { value: precisionSum / positives }
        : { value: 0, note: 'is 0 because no label is positive' };
    return { roc, precision };
}
/** Log loss and squared error of each row, and the calibration bin that its score falls into. */
function lossesOf(truth, scores) {
    const rows = truth.length;
    const log = new Float64Array(rows);
    const square = new Float64Array(rows);
    const bin = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) {
        const score = scores[row];
        const hit = truth[row] ? score : 1 - score;
        log[row] = -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, hit)));
        square[row] = (1 - hit) ** 2;
        bin[row] = calibrationBin(score);
    }
    return { log, square, bin };
}
/** The bin (b_k, b_k+1] of ten equally wide ones that a probability falls into; 0 falls into the first. */
function calibrationBin(score) {
    let bin = 0;
    // The edges as numpy's linspace has them: k times the width.
    while (bin < CALIBRATION_BINS - 1 && score > (bin + 1) * (1 / CALIBRATION_BINS))
        bin++;
    return bin;
}
/** Sum over the bins of |positives - sum of scores|, by the weight of all rows. */
function calibrationError(truth, scores, bin, weights) {
    const gap = new Float64Array(CALIBRATION_BINS);
    let total = 0;
    for (let row = 0; row < truth.length; row++) {
        const weight = weights ? weights[row] : 1;
        const k = bin[row];
        gap[k] = gap[k] + weight * (truth[row] - scores[row]);
        total += weight;
    }
    return total > 0 ? { value: gap.reduce((sum, each) => sum + Math.abs(each), 0) / total } : _measures_js__WEBPACK_IMPORTED_MODULE_1__/* .NO_ROWS */ .c6;
}
/** Why scores cannot be ranked, or are no probabilities; undefined where they can, or are. */
function scoreProblem(scores) {
    let bad = 0;
    let outside = 0;
    for (const score of scores) {
        if (Number.isNaN(score))
            bad++;
        else if (score < 0 || score > 1)
            outside++;
    }
    if (bad > 0) {
        const note = (0,_measures_js__WEBPACK_IMPORTED_MODULE_1__/* .notFinite */ .h2)('scores', bad, scores.length);
        return { ranking: note, probability: note };
    }
    return {
        ranking: undefined,
        probability: outside > 0
            ? `is not defined: ${outside} of ${scores.length} scores are no probabilities (from 0 to 1)`
            : undefined,
    };
}


/***/ }),

/***/ 79279:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ averaged),
/* harmony export */   KM: () => (/* binding */ kappa),
/* harmony export */   SM: () => (/* binding */ ofClass),
/* harmony export */   _b: () => (/* binding */ matthews),
/* harmony export */   q2: () => (/* binding */ balancedAccuracy),
/* harmony export */   wo: () => (/* binding */ confusionOf),
/* harmony export */   y2: () => (/* binding */ accuracy)
/* harmony export */ });
/* harmony import */ var _measures_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(34122);

/**
 * The confusion matrix of `size` classes. A row without weight is as good as absent.
 * Predictions of -1 are a mistake of the caller: there is nothing to count.
 */
function confusionOf(truth, predicted, size, weights) {
    const cells = new Float64Array(size * size);
    for (let row = 0; row < truth.length; row++) {
        const cell = truth[row] * size + predicted[row];
        cells[cell] = cells[cell] + (weights ? weights[row] : 1);
    }
    const byTruth = new Float64Array(size);
    const byPrediction = new Float64Array(size);
    let correct = 0;
    let total = 0;
    for (let cell = 0; cell < cells.length; cell++) {
        const weight = cells[cell];
        const t = Math.floor(cell / size);
        const p = cell % size;
        byTruth[t] = byTruth[t] + weight;
        byPrediction[p] = byPrediction[p] + weight;
        if (t === p)
            correct += weight;
        total += weight;
    }
    return { size, cells, byTruth, byPrediction, correct, total };
}
function accuracy(confusion) {
    return confusion.total > 0 ? { value: confusion.correct / confusion.total } : _measures_js__WEBPACK_IMPORTED_MODULE_0__/* .NO_ROWS */ .c6;
}
/** Mean recall over the classes that the data have. */
function balancedAccuracy(confusion) {
    let sum = 0;
    let present = 0;
    for (let k = 0; k < confusion.size; k++) {
        const support = confusion.byTruth[k];
        if (support > 0) {
            sum += hits(confusion, k) / support;
            present++;
        }
    }
    return present > 0 ? { value: sum / present } : _measures_js__WEBPACK_IMPORTED_MODULE_0__/* .NO_ROWS */ .c6;
}
/** Matthews' correlation (its multi-class form); 0, as scikit-learn has it, where truth or prediction is constant. */
function matthews(confusion) {
    const { byTruth, byPrediction, correct, total, size } = confusion;
    if (total === 0)
        return _measures_js__WEBPACK_IMPORTED_MODULE_0__/* .NO_ROWS */ .c6;
    let both = 0;
    let truths = 0;
    let predictions = 0;
    for (let k = 0; k < size; k++) {
        const t = byTruth[k];
        const p = byPrediction[k];
        both += t * p;
        truths += t * t;
        predictions += p * p;
    }
    const spread = (total * total - predictions) * (total * total - truths);
    if (spread === 0)
        return { value: 0, note: 'is 0 because the labels or the predictions are of one class' };
    return { value: (correct * total - both) / Math.sqrt(spread) };
}
/** Cohen's kappa, unweighted. Undefined where all labels and predictions are one and the same class. */
function kappa(confusion) {
    const { byTruth, byPrediction, correct, total, size } = confusion;
    if (total === 0)
        return _measures_js__WEBPACK_IMPORTED_MODULE_0__/* .NO_ROWS */ .c6;
    let expected = 0;
    for (let t = 0; t < size; t++) {
        for (let p = 0; p < size; p++) {
            if (t !== p)
                expected += (byTruth[t] * byPrediction[p]) / total;
        }
    }
    if (expected === 0)
        return { value: null, note: 'is not defined: labels and predictions are all of one class' };
    return { value: 1 - (total - correct) / expected };
}
/**
 * Precision, recall or F1 of one class. Where the denominator is 0 the value is 0 with a note
 * (scikit-learn's `zero_division="warn"`).
 */
function ofClass(confusion, what, k) {
    if (confusion.total === 0)
        return _measures_js__WEBPACK_IMPORTED_MODULE_0__/* .NO_ROWS */ .c6;
    const denominator = denominatorOf(confusion, what, k);
    if (denominator === 0)
        return { value: 0, note: zeroDivision(what) };
    return { value: hits(confusion, k) / denominator };
}
/**
 * Precision, recall or F1 averaged over the classes that labels or predictions have. A class whose denominator
 * is 0 counts as 0 in `macro`; `weighted` weighs classes by their share of the labels.
 */
function averaged(confusion, what, average) {
    if (confusion.total === 0)
        return _measures_js__WEBPACK_IMPORTED_MODULE_0__/* .NO_ROWS */ .c6;
    let above = 0;
    let below = 0;
    let undefinedClasses = 0;
    for (let k = 0; k < confusion.size; k++) {
        const support = confusion.byTruth[k];
        if (support === 0 && confusion.byPrediction[k] === 0)
            continue;
        const denominator = denominatorOf(confusion, what, k);
        if (average === 'micro') {
            above += hits(confusion, k);
            below += denominator;
            continue;
        }
        const weight = average === 'macro' ? 1 : support;
        below += weight;
        if (denominator === 0)
            undefinedClasses++;
        else
            above += (weight * hits(confusion, k)) / denominator;
    }
    const value = above / below;
    if (undefinedClasses === 0)
        return { value };
    return { value, note: `counts ${undefinedClasses} of the classes as 0: ${zeroDivision(what)}` };
}
function hits(confusion, k) {
    return confusion.cells[k * confusion.size + k];
}
function denominatorOf(confusion, what, k) {
    const support = confusion.byTruth[k];
    const said = confusion.byPrediction[k];
    if (what === 'precision')
        return said;
    if (what === 'recall')
        return support;
    return (support + said) / 2;
}
function zeroDivision(what) {
    switch (what) {
        case 'precision':
            return 'is 0 because no row was predicted so';
        case 'recall':
            return 'is 0 because no row is so';
        case 'f1':
            return 'is 0 because no row is so or was predicted so';
    }
}


/***/ }),

/***/ 33734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ outcomesOf)
/* harmony export */ });
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15173);

/**
 * Checks and encodes what a model said.
 * Throws `DataError` where the labels cannot be judged (missing, not of the task) and `UserError` where the positive
 * class cannot be told. A score that is not a finite number is no error here: the metrics that need it are null.
 */
function outcomesOf(scored) {
    switch (scored.task) {
        case 'binary-classification':
            return binaryOutcomes(scored);
        case 'multiclass-classification':
            return multiclassOutcomes(scored);
        case 'regression':
            return regressionOutcomes(scored);
    }
}
function binaryOutcomes(scored) {
    const rows = scored.labels.length;
    const scores = scored.scores === undefined ? null : numbersOf(flat(scored.scores), rows, 'scores');
    const labels = textsOf(scored.labels);
    const { positive, negative } = binaryClasses(labels, scored.positive);
    const truth = new Uint8Array(rows);
    for (let row = 0; row < rows; row++)
        truth[row] = labels[row] === positive ? 1 : 0;
    const predicted = new Int8Array(rows);
    if (scored.predictions !== undefined) {
        checkLength(scored.predictions, rows, 'predictions');
        for (let row = 0; row < rows; row++) {
            const said = scored.predictions[row] ?? null;
            const text = textOf(said);
            if (said !== null && text !== positive && text !== negative) {
                throw unknownPrediction(text, row, [negative, positive]);
            }
            predicted[row] = said === null ? -1 : text === positive ? 1 : 0;
        }
    }
    else if (scores) {
        const threshold = scored.threshold ?? 0.5;
        for (let row = 0; row < rows; row++) {
            const score = scores[row];
            predicted[row] = Number.isNaN(score) ? -1 : score >= threshold ? 1 : 0;
        }
    }
    else {
        throw new RangeError('binary outcomes need scores or predictions');
    }
    const weights = weightsOf(scored.weights, rows);
    return {
        task: 'binary-classification',
        rows,
        classes: [negative, positive],
        truth,
        predicted,
        scores,
        weights,
    };
}
const POSITIVE_TEXTS = new Set(['true', '1', 'True', 'TRUE', '1.0']);
const NEGATIVE_OF = new Map([
    ['true', 'false'],
    ['True', 'False'],
    ['TRUE', 'FALSE'],
    ['1', '0'],
    ['1.0', '0.0'],
]);
function binaryClasses(labels, asked) {
    const found = new Set(labels);
    const shown = [...found].slice(0, 5).map((label) => JSON.stringify(label));
    if (found.size > 2) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DataError */ .fL(`binary classification needs a label of two values; it has ${found.size}: ${shown.join(', ')}${found.size > 5 ? ', …' : ''}`, { hint: 'Choose the task multiclass-classification or regression, or make a label of two values.' });
    }
    const positive = asked === undefined || asked === null
        ? ([...found].find((label) => POSITIVE_TEXTS.has(label)) ?? positiveOfNegative(found))
        : textOf(asked);
    if (positive === undefined || (found.size === 2 && !found.has(positive))) {
        const problem = positive === undefined
            ? `cannot tell which label is positive: ${shown.join(', ')}`
            : `the positive label ${JSON.stringify(positive)} is not among the labels ${shown.join(', ')}`;
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problem, { hint: 'Name one of the labels as the positive one.' });
    }
    const negative = [...found].find((label) => label !== positive) ?? NEGATIVE_OF.get(positive);
    return { positive, negative: negative ?? `not ${positive}` };
}
/** The positive class where all rows have the same usual negative label, or where there are no rows. */
function positiveOfNegative(found) {
    if (found.size === 0)
        return '1';
    if (found.size > 1)
        return undefined;
    for (const [positive, negative] of NEGATIVE_OF)
        if (found.has(negative))
            return positive;
    return undefined;
}
function multiclassOutcomes(scored) {
    const rows = scored.labels.length;
    const labels = textsOf(scored.labels);
    const said = scored.predictions === undefined ? null : scored.predictions;
    if (said)
        checkLength(said, rows, 'predictions');
    const given = scored.scores;
    const modelClasses = (scored.classes ?? []).map(textOf);
    if (given && given.length !== modelClasses.length) {
        throw new RangeError(`${given.length} arrays of scores for ${modelClasses.length} classes`);
    }
    const scores = given ? given.map((column) => numbersOf(column, rows, 'scores')) : null;
    const indexOf = new Map();
    const classes = [];
    const enter = (label) => {
        const known = indexOf.get(label);
        if (known !== undefined)
            return known;
        indexOf.set(label, classes.length);
        return classes.push(label) - 1;
    };
    for (const label of modelClasses) {
        if (indexOf.has(label))
            throw new RangeError(`the class ${JSON.stringify(label)} is given twice`);
        enter(label);
    }
    // Sorted, so that the order of classes does not hang on the order of rows.
    for (const label of [...new Set(labels)].sort())
        enter(label);
    const truth = Int32Array.from(labels, (label) => enter(label));
    const predicted = new Int32Array(rows);
    if (said) {
        for (let row = 0; row < rows; row++) {
            const label = said[row] ?? null;
            predicted[row] = label === null ? -1 : enter(textOf(label));
        }
    }
    else if (scores && scores.length > 0) {
        for (let row = 0; row < rows; row++)
            predicted[row] = highest(scores, row);
    }
    else if (rows > 0) {
        throw new RangeError('multi-class outcomes need scores or predictions');
    }
    const weights = weightsOf(scored.weights, rows);
    return { task: 'multiclass-classification', rows, classes, truth, predicted, scores, weights };
}
/** The first class with the highest score, or -1 where a score is not a finite number. */
function highest(scores, row) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < scores.length; k++) {
        const score = scores[k]?.[row];
        if (Number.isNaN(score))
            return -1;
        if (score > most) {
            best = k;
            most = score;
        }
    }
    return best;
}
function regressionOutcomes(scored) {
    const rows = scored.labels.length;
    const said = scored.predictions ?? (scored.scores === undefined ? undefined : flat(scored.scores));
    if (said === undefined)
        throw new RangeError('regression outcomes need predictions');
    const truth = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
        const label = scored.labels[row] ?? null;
        if (label === null)
            throw missingLabel(row);
        if (typeof label !== 'number') {
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DataError */ .fL(`regression needs a label of numbers; row ${row + 1} has ${JSON.stringify(label)}`, {
                hint: 'Choose a task of classification, or a label of numbers.',
            });
        }
        if (!Number.isFinite(label)) {
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DataError */ .fL(`the label of row ${row + 1} is ${label}`, {
                hint: 'Leave such rows out (`data.view.where`) or mend the data.',
            });
        }
        truth[row] = label;
    }
    const predicted = numbersOf(said, rows, 'predictions');
    return { task: 'regression', rows, truth, predicted, weights: weightsOf(scored.weights, rows) };
}
function flat(scores) {
    const first = scores[0];
    if (first !== undefined && first !== null && typeof first === 'object') {
        throw new RangeError('one array of scores is wanted, not one per class');
    }
    return scores;
}
function numbersOf(values, rows, what) {
    checkLength(values, rows, what);
    const numbers = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
        const value = values[row];
        numbers[row] = typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
    }
    return numbers;
}
function textOf(value) {
    // By text, because 1 in one file is '1' in another, and in a command's argument.
    return String(value ?? '');
}
function textsOf(labels) {
    const texts = new Array(labels.length);
    for (let row = 0; row < labels.length; row++) {
        const label = labels[row];
        if (label === null || label === undefined || Number.isNaN(label))
            throw missingLabel(row);
        texts[row] = textOf(label);
    }
    return texts;
}
function weightsOf(weights, rows) {
    if (weights === undefined)
        return null;
    checkLength(weights, rows, 'weights');
    const copy = Float64Array.from(weights);
    const bad = copy.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
    if (bad >= 0) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DataError */ .fL(`the weight of row ${bad + 1} is ${copy[bad]}`, {
            hint: 'Weights are finite and not below 0.',
        });
    }
    return copy;
}
function checkLength(values, rows, what) {
    if (values.length !== rows)
        throw new RangeError(`${values.length} ${what} for ${rows} labels`);
}
function missingLabel(row) {
    return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DataError */ .fL(`the label of row ${row + 1} is missing`, {
        hint: 'Leave such rows out (`data.view.where`) or mend the data.',
    });
}
function unknownPrediction(said, row, classes) {
    return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DataError */ .fL(`the prediction of row ${row + 1} is ${JSON.stringify(said)}, which is none of ${classes.map((label) => JSON.stringify(label)).join(', ')}`, { hint: 'Predictions and labels must use the same values.' });
}


/***/ }),

/***/ 34122:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c6: () => (/* binding */ NO_ROWS),
/* harmony export */   h2: () => (/* binding */ notFinite),
/* harmony export */   hY: () => (/* binding */ weightedMean)
/* harmony export */ });
const NO_ROWS = { value: null, note: 'is not defined: there are no rows' };
/** The mean of one figure per row. */
function weightedMean(values, weights) {
    let sum = 0;
    let total = 0;
    for (let row = 0; row < values.length; row++) {
        const weight = weights ? weights[row] : 1;
        sum += weight * values[row];
        total += weight;
    }
    return total > 0 ? { value: sum / total } : NO_ROWS;
}
/** The note of a metric for which the model left rows without a finite figure. */
function notFinite(what, count, rows) {
    return `is not defined: ${count} of ${rows} ${what} are missing or not finite`;
}


/***/ }),

/***/ 48310:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Cb: () => (/* binding */ METRICS),
  w4: () => (/* binding */ METRICS_OF_TASK),
  w6: () => (/* binding */ PRIMARY_METRIC),
  pH: () => (/* binding */ computeMetrics),
  C9: () => (/* binding */ directionsOf),
  d6: () => (/* binding */ measuresOf),
  Ps: () => (/* binding */ metricsOf)
});

// EXTERNAL MODULE: ./build/evaluation/binary.js
var binary = __webpack_require__(34054);
// EXTERNAL MODULE: ./build/evaluation/encoding.js
var encoding = __webpack_require__(33734);
// EXTERNAL MODULE: ./build/evaluation/confusion.js
var evaluation_confusion = __webpack_require__(79279);
// EXTERNAL MODULE: ./build/evaluation/measures.js
var measures = __webpack_require__(34122);
// EXTERNAL MODULE: ./build/evaluation/ranking.js
var ranking = __webpack_require__(32877);
;// CONCATENATED MODULE: ./build/evaluation/multiclass.js



/** The clip of log loss: the machine epsilon of a double, as in scikit-learn. */
const EPSILON = 2 ** -52;
const MULTICLASS_METRICS = [
    'accuracy_score',
    'balanced_accuracy_score',
    'log_loss',
    'roc_auc_ovr',
    'roc_auc_ovo',
    'f1_macro',
    'f1_micro',
    'f1_weighted',
    'precision_macro',
    'precision_micro',
    'precision_weighted',
    'recall_macro',
    'recall_micro',
    'recall_weighted',
    'matthews_corrcoef',
    'cohen_kappa_score',
];
/** The measures of multi-class classification, by scikit-learn's definitions. Sorts by each class's score once. */
function multiclassMeasures(outcomes) {
    const { truth, predicted, scores, classes, rows } = outcomes;
    const undecided = predicted.reduce((count, said) => count + (said < 0 ? 1 : 0), 0);
    const problem = scoreProblem(outcomes);
    const rankings = scores && !problem.areas ? scores.map(ranking/* rankingOf */.q) : null;
    const losses = scores && !problem.loss ? lossesOf(truth, scores) : null;
    const measure = (name, weights, shared) => {
        if (name === 'log_loss') {
            return losses ? (0,measures/* weightedMean */.hY)(losses, weights) : { value: null, note: problem.loss ?? '' };
        }
        if (name === 'roc_auc_ovr' || name === 'roc_auc_ovo') {
            if (!rankings)
                return { value: null, note: problem.areas ?? '' };
            shared.areas ??= areasOf(rankings, truth, weights);
            return name === 'roc_auc_ovr' ? oneVersusRest(shared.areas) : oneVersusOne(shared.areas);
        }
        if (undecided > 0)
            return { value: null, note: (0,measures/* notFinite */.h2)('predictions', undecided, rows) };
        shared.confusion ??= (0,evaluation_confusion/* confusionOf */.wo)(truth, predicted, classes.length, weights);
        return ofConfusion(name, shared.confusion);
    };
    return {
        names: MULTICLASS_METRICS,
        figures(names, weights) {
            const shared = {};
            return names.map((name) => measure(name, weights, shared));
        },
    };
}
function ofConfusion(name, confusion) {
    switch (name) {
        case 'accuracy_score':
            return (0,evaluation_confusion/* accuracy */.y2)(confusion);
        case 'balanced_accuracy_score':
            return (0,evaluation_confusion/* balancedAccuracy */.q2)(confusion);
        case 'matthews_corrcoef':
            return (0,evaluation_confusion/* matthews */._b)(confusion);
        case 'cohen_kappa_score':
            return (0,evaluation_confusion/* kappa */.KM)(confusion);
        default: {
            const [what, average] = name.split('_');
            return (0,evaluation_confusion/* averaged */.E9)(confusion, what, average);
        }
    }
}
/** One walk down each class's scores gives the areas against each other class, and so against all of them. */
function areasOf(rankings, truth, weights) {
    const size = rankings.length;
    const pairs = new Float64Array(size * size);
    const support = new Float64Array(size);
    for (let row = 0; row < truth.length; row++) {
        const k = truth[row];
        support[k] = support[k] + (weights ? weights[row] : 1);
    }
    const tie = new Float64Array(size);
    rankings.forEach(({ order, lastOfTie }, k) => {
        let above = 0;
        for (let place = 0; place < order.length; place++) {
            const row = order[place];
            const j = truth[row];
            tie[j] = tie[j] + (weights ? weights[row] : 1);
            if (!lastOfTie[place])
                continue;
            const own = tie[k];
            for (let other = 0; other < size; other++) {
                const met = tie[other];
                if (met === 0)
                    continue;
                if (other !== k) {
                    const cell = k * size + other;
                    pairs[cell] = pairs[cell] + met * (above + own / 2);
                }
                tie[other] = 0;
            }
            above += own;
        }
    });
    return { size, pairs, support };
}
/** Macro mean over the classes of the area of each against the rest; undefined where a class of the model is absent. */
function oneVersusRest({ size, pairs, support }) {
    const total = support.reduce((sum, each) => sum + each, 0);
    if (total === 0)
        return measures/* NO_ROWS */.c6;
    let sum = 0;
    for (let k = 0; k < size; k++) {
        const own = support[k];
        const rest = total - own;
        if (own === 0 || !(rest > 0)) {
            return { value: null, note: 'is not defined: the labels lack one of the model’s classes' };
        }
        let area = 0;
        for (let j = 0; j < size; j++)
            area += pairs[k * size + j];
        sum += area / own / rest;
    }
    return { value: sum / size };
}
/** Mean over all pairs of classes that the data have, each seen from both sides (Hand and Till, 2001). */
function oneVersusOne({ size, pairs, support }) {
    let sum = 0;
    let count = 0;
    for (let k = 0; k < size; k++) {
        for (let j = 0; j < size; j++) {
            const both = support[k] * support[j];
            if (k === j || both === 0)
                continue;
            sum += pairs[k * size + j] / both;
            count++;
        }
    }
    return count > 0
        ? { value: sum / count }
        : { value: null, note: 'is not defined: the labels are of one class' };
}
function lossesOf(truth, scores) {
    const losses = new Float64Array(truth.length);
    for (let row = 0; row < truth.length; row++) {
        const hit = scores[truth[row]]?.[row];
        losses[row] = -Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, hit)));
    }
    return losses;
}
/** Why log loss (`loss`) or the areas (`areas`) are not defined; undefined where they are. */
function scoreProblem(outcomes) {
    const { scores, truth, classes, rows } = outcomes;
    if (!scores || scores.length < 2)
        return { loss: 'needs scores by class', areas: 'needs scores by class' };
    let unknown = 0;
    let bad = 0;
    let outside = 0;
    let unequal = 0;
    for (let row = 0; row < rows; row++) {
        if (truth[row] >= scores.length)
            unknown++;
        let sum = 0;
        let beyond = false;
        for (const column of scores) {
            const score = column[row];
            sum += score;
            if (score < 0 || score > 1)
                beyond = true;
        }
        if (Number.isNaN(sum))
            bad++;
        if (beyond)
            outside++;
        // numpy.allclose(1, sum), the check of scikit-learn
        if (Math.abs(1 - sum) > 1e-8 + 1e-5 * Math.abs(sum))
            unequal++;
    }
    if (unknown > 0) {
        const news = classes.slice(scores.length).map((label) => JSON.stringify(label));
        const note = `is not defined: ${unknown} of ${rows} labels are of classes that the model does not know (${news.join(', ')})`;
        return { loss: note, areas: note };
    }
    if (bad > 0) {
        const note = (0,measures/* notFinite */.h2)('rows of scores', bad, rows);
        return { loss: note, areas: note };
    }
    const problem = {};
    if (outside > 0)
        problem.loss = `is not defined: ${outside} of ${rows} rows have scores that are no probabilities`;
    if (unequal > 0)
        problem.areas = `is not defined: the scores of ${unequal} of ${rows} rows do not sum to 1`;
    return problem;
}

;// CONCATENATED MODULE: ./build/evaluation/regression.js


const regression_EPSILON = 2 ** -52;
const REGRESSION_METRICS = [
    'root_mean_squared_error',
    'mean_absolute_error',
    'median_absolute_error',
    'r2_score',
    'explained_variance_score',
    'mean_squared_error',
    'mean_absolute_percentage_error',
    'max_error',
];
/** The measures of regression, by scikit-learn's definitions. */
function regressionMeasures(outcomes) {
    const { truth, predicted, rows } = outcomes;
    const undecided = predicted.reduce((count, said) => count + (Number.isNaN(said) ? 1 : 0), 0);
    const errors = new Float64Array(rows);
    const absolute = new Float64Array(rows);
    const squared = new Float64Array(rows);
    const relative = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
        const label = truth[row];
        const error = label - predicted[row];
        errors[row] = error;
        absolute[row] = Math.abs(error);
        squared[row] = error * error;
        relative[row] = Math.abs(error) / Math.max(Math.abs(label), regression_EPSILON);
    }
    let order;
    const measure = (name, weights) => {
        if (undecided > 0)
            return { value: null, note: (0,measures/* notFinite */.h2)('predictions', undecided, rows) };
        switch (name) {
            case 'mean_absolute_error':
                return (0,measures/* weightedMean */.hY)(absolute, weights);
            case 'mean_squared_error':
                return (0,measures/* weightedMean */.hY)(squared, weights);
            case 'root_mean_squared_error': {
                const { value } = (0,measures/* weightedMean */.hY)(squared, weights);
                return value === null ? measures/* NO_ROWS */.c6 : { value: Math.sqrt(value) };
            }
            case 'mean_absolute_percentage_error':
                return (0,measures/* weightedMean */.hY)(relative, weights);
            case 'max_error':
                return greatest(absolute, weights);
            case 'median_absolute_error':
                order ??= (0,ranking/* ascendingOrder */.b)(absolute);
                return weightedMedian(absolute, order, weights);
            case 'r2_score':
                if (rows === 1)
                    return { value: null, note: 'is not defined for one row' };
                return explained((0,measures/* weightedMean */.hY)(squared, weights).value, variance(truth, weights));
            default:
                return explained(variance(errors, weights), variance(truth, weights));
        }
    };
    return {
        names: REGRESSION_METRICS,
        figures: (names, weights) => names.map((name) => finite(measure(name, weights))),
    };
}
/** An overflow is no figure. */
function finite(figure) {
    if (figure.value === null || Number.isFinite(figure.value))
        return figure;
    return { value: null, note: 'is not defined: the errors are too great for a double' };
}
function greatest(values, weights) {
    let most = -1;
    for (let row = 0; row < values.length; row++) {
        if (weights && weights[row] === 0)
            continue;
        most = Math.max(most, values[row]);
    }
    return most < 0 ? measures/* NO_ROWS */.c6 : { value: most };
}
/** The middle value by weight, or the mean of the two middle ones (`_weighted_percentile(average=True)`). */
function weightedMedian(values, order, weights) {
    let total = 0;
    for (let k = 0; k < order.length; k++)
        total += weights ? weights[order[k]] : 1;
    if (total === 0)
        return measures/* NO_ROWS */.c6;
    const half = total / 2;
    let below = 0;
    let lower = null;
    for (const row of order) {
        const weight = weights ? weights[row] : 1;
        if (weight === 0)
            continue;
        const value = values[row];
        if (lower !== null)
            return { value: (lower + value) / 2 };
        below += weight;
        if (below < half)
            continue;
        if (below - half > regression_EPSILON)
            return { value };
        lower = value;
    }
    return lower === null ? measures/* NO_ROWS */.c6 : { value: lower };
}
/** The variance (ddof 0) of what has weight, exactly 0 where that is all the same value; null without rows. */
function variance(values, weights) {
    const { value: mean } = (0,measures/* weightedMean */.hY)(values, weights);
    if (mean === null)
        return null;
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    let sum = 0;
    let total = 0;
    for (let row = 0; row < values.length; row++) {
        const weight = weights ? weights[row] : 1;
        if (weight === 0)
            continue;
        const value = values[row];
        least = Math.min(least, value);
        most = Math.max(most, value);
        sum += weight * (value - mean) ** 2;
        total += weight;
    }
    return least === most ? 0 : sum / total;
}
/** 1 - unexplained / all; for constant labels 1 if all is explained, else 0 (scikit-learn's `force_finite`). */
function explained(unexplained, all) {
    if (unexplained === null || all === null)
        return measures/* NO_ROWS */.c6;
    if (unexplained === 0)
        return { value: 1 };
    if (all === 0)
        return { value: 0, note: 'is 0 because the labels are constant' };
    return { value: 1 - unexplained / all };
}

;// CONCATENATED MODULE: ./build/evaluation/metrics.js




const UNIT = [0, 1];
const higher = (title, range = UNIT) => ({
    direction: 'higher',
    title,
    range,
});
const lower = (title, range = [0, null]) => ({
    direction: 'lower',
    title,
    range,
});
const ABOUT = {
    accuracy_score: higher('accuracy'),
    balanced_accuracy_score: higher('balanced accuracy'),
    precision_score: higher('precision'),
    recall_score: higher('recall'),
    f1_score: higher('F1'),
    precision_macro: higher('precision (macro)'),
    precision_micro: higher('precision (micro)'),
    precision_weighted: higher('precision (weighted)'),
    recall_macro: higher('recall (macro)'),
    recall_micro: higher('recall (micro)'),
    recall_weighted: higher('recall (weighted)'),
    f1_macro: higher('F1 (macro)'),
    f1_micro: higher('F1 (micro)'),
    f1_weighted: higher('F1 (weighted)'),
    matthews_corrcoef: higher('Matthews correlation', [-1, 1]),
    cohen_kappa_score: higher('Cohen’s kappa', [-1, 1]),
    roc_auc_score: higher('ROC AUC'),
    roc_auc_ovr: higher('ROC AUC (one vs rest)'),
    roc_auc_ovo: higher('ROC AUC (one vs one)'),
    average_precision_score: higher('average precision'),
    log_loss: lower('log loss'),
    brier_score_loss: lower('Brier score', UNIT),
    expected_calibration_error: lower('calibration error (10 equal bins)', UNIT),
    positive_rate: { direction: null, title: 'share predicted positive', range: UNIT },
    mean_absolute_error: lower('mean absolute error'),
    mean_squared_error: lower('mean squared error'),
    root_mean_squared_error: lower('root mean squared error'),
    median_absolute_error: lower('median absolute error'),
    mean_absolute_percentage_error: lower('mean absolute percentage error (as a ratio)'),
    max_error: lower('greatest error'),
    r2_score: higher('R²', [null, 1]),
    explained_variance_score: higher('explained variance', [null, 1]),
};
/** The metrics of each task, in the order in which people read them. */
const METRICS_OF_TASK = {
    'binary-classification': binary/* BINARY_METRICS */.Cd,
    'multiclass-classification': MULTICLASS_METRICS,
    regression: REGRESSION_METRICS,
};
/** All metrics by scikit-learn's names (those of its scorers where a function has an average). */
const METRICS = new Map(Object.entries(ABOUT).map(([name, about]) => {
    const tasks = Object.keys(METRICS_OF_TASK).filter((task) => METRICS_OF_TASK[task].includes(name));
    return [name, { ...about, tasks }];
}));
/** The metric that orders slices and is compared where nobody names one. */
const PRIMARY_METRIC = {
    'binary-classification': 'roc_auc_score',
    'multiclass-classification': 'accuracy_score',
    regression: 'root_mean_squared_error',
};
/** Which way each metric of the task is better; metrics without a better side are left out. */
function directionsOf(task) {
    const directions = {};
    for (const name of METRICS_OF_TASK[task]) {
        const direction = METRICS.get(name)?.direction;
        if (direction)
            directions[name] = direction;
    }
    return directions;
}
/**
 * All metrics of the task, equal to scikit-learn's to 1e-9, but for three things: what it calls NaN is null; a row of
 * weight 0 is left out altogether; and constant labels are always found constant (R² 0 or 1), where a mean
 * that is off by one bit makes -1e31 of it. Throws as `outcomesOf` does.
 */
function computeMetrics(scored) {
    return metricsOf((0,encoding/* outcomesOf */.R)(scored));
}
/** All metrics of outcomes that were encoded before. */
function metricsOf(outcomes) {
    const measures = measuresOf(outcomes);
    const figures = measures.figures(measures.names, outcomes.weights);
    const metrics = {};
    const notes = new Map();
    measures.names.forEach((name, index) => {
        const { value, note } = figures[index] ?? { value: null };
        metrics[name] = value;
        if (note)
            notes.set(note, [...(notes.get(note) ?? []), name]);
    });
    if (outcomes.weights && 'roc_auc_ovo' in metrics) {
        // One versus one has no agreed weighted form; scikit-learn refuses weights as well.
        metrics.roc_auc_ovo = null;
        notes.set('is not defined with row weights', ['roc_auc_ovo']);
    }
    return {
        task: outcomes.task,
        rows: outcomes.rows,
        metrics,
        notes: [...notes].map(([note, names]) => `${names.join(', ')}: ${note}`),
    };
}
/** Prepares the metrics of outcomes for being taken with many sets of row weights. */
function measuresOf(outcomes) {
    switch (outcomes.task) {
        case 'binary-classification':
            return (0,binary/* binaryMeasures */.hu)(outcomes);
        case 'multiclass-classification':
            return multiclassMeasures(outcomes);
        case 'regression':
            return regressionMeasures(outcomes);
    }
}


/***/ }),

/***/ 32877:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ ascendingOrder),
/* harmony export */   q: () => (/* binding */ rankingOf)
/* harmony export */ });
/** Orders rows by a figure once, so that curves, ranks and every resample only walk through that order. */
const RADIX_FROM = 4096;
/**
 * The indices of `values` in ascending order; equals keep the order of their rows. NaN is not allowed.
 * Long arrays are sorted by the bits of their doubles, 16 at a time (radix sort, O(n)).
 */
function ascendingOrder(values) {
    const rows = values.length;
    const order = new Uint32Array(rows);
    for (let row = 0; row < rows; row++)
        order[row] = row;
    if (rows < RADIX_FROM) {
        return order.sort((a, b) => values[a] - values[b] || a - b);
    }
    return radixOrder(values, order);
}
function radixOrder(values, order) {
    const rows = values.length;
    // `+ 0` makes -0 to 0: they are equal and must tie.
    const bits = new BigUint64Array(1);
    const littleEndian = new Uint8Array(bits.fill(1n).buffer)[0] === 1;
    const words = new Uint32Array(Float64Array.from(values, (value) => value + 0).buffer);
    const low = new Uint32Array(rows);
    const high = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) {
        const first = words[2 * row];
        const second = words[2 * row + 1];
        const top = littleEndian ? second : first;
        const bottom = littleEndian ? first : second;
        // Positive doubles rise with their bits once the sign is flipped, negative ones fall with all of them flipped.
        const negative = top >>> 31;
        high[row] = negative ? ~top : top ^ 0x80000000;
        low[row] = negative ? ~bottom : bottom;
    }
    let from = order;
    let to = new Uint32Array(rows);
    for (const [keys, shift] of [
        [low, 0],
        [low, 16],
        [high, 0],
        [high, 16],
    ]) {
        const starts = new Uint32Array(65537);
        for (let row = 0; row < rows; row++) {
            const digit = ((keys[row] >>> shift) & 0xffff) + 1;
            starts[digit] = starts[digit] + 1;
        }
        if (starts.includes(rows))
            continue;
        for (let digit = 1; digit < 65537; digit++) {
            starts[digit] = starts[digit] + starts[digit - 1];
        }
        for (let k = 0; k < rows; k++) {
            const row = from[k];
            const digit = (keys[row] >>> shift) & 0xffff;
            const place = starts[digit];
            to[place] = row;
            starts[digit] = place + 1;
        }
        [from, to] = [to, from];
    }
    return from;
}
/** Ranks rows by falling `values`. NaN is not allowed. */
function rankingOf(values) {
    const order = ascendingOrder(values).reverse();
    const lastOfTie = new Uint8Array(order.length);
    for (let place = 0; place < order.length; place++) {
        const next = order[place + 1];
        lastOfTie[place] = next === undefined || values[next] !== values[order[place]] ? 1 : 0;
    }
    return { order, lastOfTie };
}


/***/ }),

/***/ 21294:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B2: () => (/* binding */ SIGNS),
/* harmony export */   ew: () => (/* binding */ inlinesOf),
/* harmony export */   kN: () => (/* binding */ barsText),
/* harmony export */   wh: () => (/* binding */ plainText)
/* harmony export */ });
/** The sign of an outcome; always beside its word or a sentence, never alone. */
const SIGNS = {
    pass: '✅',
    fail: '❌',
    inconclusive: '❔',
    warn: '⚠️',
    skipped: '➖',
    info: 'ℹ️',
};
/** The phrase as a list of inlines. */
function inlinesOf(phrase) {
    return Array.isArray(phrase) ? phrase : [phrase];
}
const BLOCKS = '▁▂▃▄▅▆▇█';
/** A histogram in letters, each bar relative to the highest; `·` where there is nothing. */
function barsText(bars) {
    const highest = Math.max(...bars, 0);
    return bars
        .map((bar) => (bar > 0 ? (BLOCKS[Math.min(7, Math.floor((8 * bar) / highest))] ?? '█') : '·'))
        .join('');
}
/** The phrase without its marks. */
function plainText(phrase) {
    return inlinesOf(phrase)
        .map((inline) => {
        if (typeof inline === 'string')
            return inline;
        if ('code' in inline)
            return inline.code;
        if ('strong' in inline)
            return inline.strong;
        if ('muted' in inline)
            return inline.muted;
        if ('change' in inline)
            return inline.change;
        if ('shaded' in inline)
            return inline.shaded;
        if ('bars' in inline)
            return barsText(inline.bars);
        return inline.link;
    })
        .join('');
}


/***/ }),

/***/ 92772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KN: () => (/* binding */ percent),
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   Oy: () => (/* binding */ withSign),
/* harmony export */   Pe: () => (/* binding */ setting),
/* harmony export */   Ql: () => (/* binding */ figuresTogether),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   YA: () => (/* binding */ seconds),
/* harmony export */   _3: () => (/* binding */ days),
/* harmony export */   ee: () => (/* binding */ bytes),
/* harmony export */   em: () => (/* binding */ sentence),
/* harmony export */   n$: () => (/* binding */ moment),
/* harmony export */   vP: () => (/* binding */ figure)
/* harmony export */ });
/* unused harmony export day */
/** How figures read: one way for every outlet. */
const NOT_DEFINED = 'not defined';
/** Making one takes long. */
const formats = new Map();
function formatWith(decimals) {
    const known = formats.get(decimals);
    if (known)
        return known;
    const format = new Intl.NumberFormat('en-US', {
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
    });
    formats.set(decimals, format);
    return format;
}
/** A count with thousands separators. */
function count(value) {
    return formatWith(0).format(value);
}
/** A metric: three decimals where that says enough, more for small ones; never rounded to a false zero. */
function figure(value) {
    if (value === null || value === undefined || !Number.isFinite(value))
        return NOT_DEFINED;
    const size = Math.abs(value);
    if (size === 0)
        return '0';
    if (size >= 1e15 || size < 1e-5)
        return `${value < 0 ? '−' : ''}${size.toExponential(1)}`;
    const decimals = size >= 1000 ? 1 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.01 ? 3 : 0;
    return fixed(value, decimals || 1 - Math.floor(Math.log10(size)));
}
/** A number that a person set, such as a bound, as it was set. */
function setting(value) {
    return String(Number(value.toPrecision(12)));
}
/**
 * Figures that stand beside each other, with the same decimals: as many as each needs to be told from
 * the others, and from zero, but never more than five.
 */
function figuresTogether(values) {
    const finite = values.filter((value) => value !== null && Number.isFinite(value));
    const greatest = Math.max(0, ...finite.map(Math.abs));
    if (greatest >= 1e15 || (greatest > 0 && greatest < 1e-4))
        return values.map(figure);
    let decimals = greatest >= 1000 ? 1 : greatest >= 10 ? 2 : 3;
    const texts = () => finite.map((value) => fixed(value, decimals));
    const told = new Set(finite).size;
    while (decimals < 5 && (new Set(texts()).size < told || hidesSome(finite, texts())))
        decimals += 1;
    return values.map((value) => value === null || !Number.isFinite(value) ? NOT_DEFINED : fixed(value, decimals));
}
function hidesSome(values, texts) {
    return values.some((value, index) => value !== 0 && !/[1-9]/.test(texts[index] ?? ''));
}
function fixed(value, decimals) {
    const text = formatWith(decimals).format(Math.abs(value));
    return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
/** The text of a figure as a difference: with its sign, zero without one. */
function withSign(text) {
    return text.startsWith('−') || !/[1-9]/.test(text) ? text : `+${text}`;
}
/** A share as a percentage. */
function percent(share) {
    if (share === null || share === undefined || !Number.isFinite(share))
        return NOT_DEFINED;
    const value = share * 100;
    if (value === 0)
        return '0 %';
    const text = value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toPrecision(1);
    return `${Number(text)} %`;
}
/** A digest, short enough to read. */
function shortDigest(digest) {
    return digest.replace(/^sha256:/, '').slice(0, 12);
}
/** A UTC day of an ISO time. */
function day(iso) {
    return iso.slice(0, 10);
}
/** An ISO time as people write it. */
function moment(iso) {
    return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
/** A half-open period as the days it covers. */
function days(from, to) {
    const end = Date.parse(to) - 1;
    const last = Number.isFinite(end) ? new Date(end).toISOString().slice(0, 10) : day(to);
    return last === day(from) ? last : `${day(from)} to ${last}`;
}
/** Seconds as a person says them. */
function seconds(value) {
    if (value < 10)
        return `${value.toFixed(1)} s`;
    const whole = Math.round(value);
    if (whole < 60)
        return `${whole} s`;
    if (whole < 3600)
        return `${Math.floor(whole / 60)} min ${whole % 60} s`;
    return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
/** Bytes in the unit that fits. */
function bytes(value) {
    const units = ['B', 'KB', 'MB', 'GB', 'TB'];
    let unit = 0;
    let rest = value;
    while (rest >= 1000 && unit < units.length - 1) {
        rest /= 1000;
        unit += 1;
    }
    return `${unit === 0 ? rest : rest.toFixed(1)} ${units[unit]}`;
}
/** `1 row`, `2 rows`. */
function plural(value, singular, many = `${singular}s`) {
    return `${count(value)} ${value === 1 ? singular : many}`;
}
/** A sentence with the capital and the full stop that it may lack; a name at its beginning stays as it is: v1.0.0. */
function sentence(text) {
    const isName = /^[^\s,;:]*[\d._/-][^\s,;:]/.test(text);
    const first = isName ? text : text.charAt(0).toUpperCase() + text.slice(1);
    return /[.?!…]$/.test(first) ? first : `${first}.`;
}


/***/ }),

/***/ 13920:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ cleanInlines),
/* harmony export */   X: () => (/* binding */ cleanText)
/* harmony export */ });
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21294);

/**
 * The one place where text that may come from anywhere (column, branch and model names, values of
 * data) is made harmless before an outlet escapes it for its own syntax.
 */
/** Longer sentences, and longer names and values, say nothing more to a person. */
const LONGEST_SENTENCE = 600;
const LONGEST_NAME = 200;
// Controls, format characters (zero-width ones and those that turn the reading direction around), line and
// paragraph separators, halves of surrogate pairs, and letters that are blank.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu;
/** `text` on one line, without characters that nobody sees, of bounded length. */
function cleanText(text, longest = LONGEST_SENTENCE) {
    // What is cut off need not be cleaned, however long it is.
    const clean = text
        .slice(0, 4 * longest)
        .replace(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, ' ')
        .replace(INVISIBLE, '');
    const characters = clean.length > longest ? [...clean] : [];
    return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : clean;
}
/**
 * The inlines of a phrase, cleaned; what stands between backticks in our sentences becomes code.
 * A name that brings backticks of its own only ends the code early: the rest is plain text.
 */
function cleanInlines(phrase) {
    return (0,_document_js__WEBPACK_IMPORTED_MODULE_0__/* .inlinesOf */ .ew)(phrase).flatMap((inline) => {
        if (typeof inline === 'string')
            return codeSpans(cleanText(inline));
        if ('code' in inline)
            return [{ code: cleanText(inline.code, LONGEST_NAME) }];
        if ('strong' in inline)
            return [{ strong: cleanText(inline.strong) }];
        if ('muted' in inline)
            return [{ muted: cleanText(inline.muted) }];
        if ('change' in inline)
            return [{ ...inline, change: cleanText(inline.change) }];
        if ('shaded' in inline)
            return [{ ...inline, shaded: cleanText(inline.shaded) }];
        if ('bars' in inline)
            return [inline];
        return [{ link: cleanText(inline.link), href: inline.href }];
    });
}
function codeSpans(text) {
    return text
        .split(/(`[^`]+`)/)
        .filter((part) => part !== '')
        .map((part) => (/^`[^`]+`$/.test(part) ? { code: part.slice(1, -1) } : part));
}


/***/ })

};
