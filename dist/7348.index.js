export const id = 7348;
export const ids = [7348];
export const modules = {

/***/ 91359:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cf: () => (/* binding */ durationOf)
/* harmony export */ });
/* unused harmony exports DURATION_PATTERN, durationText */
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15173);

const MILLISECONDS = {
    s: 1000,
    m: 60_000,
    h: 3_600_000,
    d: 86_400_000,
    w: 7 * 86_400_000,
};
/** What a duration looks like, for schemas: a whole number and a unit (seconds, minutes, hours, days, weeks). */
const DURATION_PATTERN = '^[1-9][0-9]*(s|m|h|d|w)$';
/**
 * The milliseconds of a duration such as `30d`, `12h` or `2w`; a day is 24 hours.
 * `key` names where the text stands, for the message. Throws UserError.
 */
function durationOf(text, key = 'duration') {
    const unit = text.at(-1);
    const milliseconds = Number(text.slice(0, -1)) * MILLISECONDS[unit];
    if (!new RegExp(DURATION_PATTERN).test(text) || !Number.isSafeInteger(milliseconds)) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${key}: ${JSON.stringify(text)} is not a duration`, {
            hint: 'write a whole number of at least 1 and a unit: s, m, h, d or w, such as 30d, 12h or 2w',
        });
    }
    return milliseconds;
}
/** A duration as text in the largest unit that divides it, such as `30d`; the reverse of `durationOf`. */
function durationText(milliseconds) {
    for (const unit of ['d', 'h', 'm']) {
        if (milliseconds % MILLISECONDS[unit] === 0)
            return `${milliseconds / MILLISECONDS[unit]}${unit}`;
    }
    return `${milliseconds / MILLISECONDS.s}s`;
}


/***/ }),

/***/ 87365:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BP: () => (/* binding */ logLine),
/* harmony export */   dR: () => (/* binding */ ServingLog),
/* harmony export */   j3: () => (/* binding */ LOG_KEY)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15173);




/**
 * The serving log: JSON Lines, one line for each row that was answered.
 *
 *     {"carrier":"AA","origin":"JFK","time_hour":"2013-06-01T09:00:00.000Z","mlops":{"time":…,"version":…}}
 *
 * The contract's columns stand at the top under their own names, so that the log is itself a dataset
 * of view rows that any tool reads; a column may be called anything but `mlops`. What the server adds
 * is inside that one object (`LoggedAnswer`). Refused requests leave nothing.
 *
 * Each server process writes files of its own, `<name>-<UTC day>-<instance>-<number>.jsonl`, so no two
 * processes share one. Lines are appended whole; only a killed server can leave a last line unended.
 */
const LOG_KEY = 'mlops';
/** One line, without its end. Columns are names with values that JSON can hold. */
function logLine(columns, answer) {
    const line = Object.create(null);
    for (const [name, value] of columns)
        line[name] = value;
    line[LOG_KEY] = answer;
    return JSON.stringify(line);
}
/**
 * The writer of one process. Requests that come while a write is under way are written together,
 * in the order they came.
 */
class ServingLog {
    #options;
    #waiting = [];
    #working = null;
    #file = null;
    #number = 0;
    #error = null;
    #written = 0;
    #lost = 0;
    constructor(options) {
        this.#options = options;
    }
    /** Makes the folder. A folder that cannot be written to is a `UserError`. */
    static async open(options) {
        try {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(options.directory, { recursive: true });
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(options.directory, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.W_OK);
        }
        catch (error) {
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`cannot write the serving log to ${options.directory}: ${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`, {
                hint: 'Name a folder that may be written to, or free space on its disk.',
                cause: error,
            });
        }
        return new ServingLog(options);
    }
    get status() {
        return {
            healthy: this.#error === null,
            error: this.#error,
            written: this.#written,
            lost: this.#lost,
        };
    }
    /**
     * Appends whole lines and returns when the system has them (they outlive this process, not a power
     * cut). Never rejects: what cannot be written is counted in `status`.
     */
    append(lines) {
        if (lines.length === 0)
            return Promise.resolve();
        return new Promise((resolve) => {
            this.#waiting.push({
                day: this.#options.clock.now().toISOString().slice(0, 10),
                bytes: Buffer.from(`${lines.join('\n')}\n`),
                rows: lines.length,
                done: resolve,
            });
            this.#working ??= this.#work();
        });
    }
    /** Writes what is waiting and closes the file. */
    async close() {
        while (this.#working)
            await this.#working;
        await this.#end();
    }
    async #work() {
        while (this.#waiting.length > 0) {
            const day = this.#waiting[0]?.day ?? '';
            const other = this.#waiting.findIndex((batch) => batch.day !== day);
            const batches = this.#waiting.splice(0, other < 0 ? this.#waiting.length : other);
            const rows = batches.reduce((sum, batch) => sum + batch.rows, 0);
            try {
                await this.#write(day, Buffer.concat(batches.map((batch) => batch.bytes)));
                this.#written += rows;
                this.#error = null;
            }
            catch (error) {
                this.#lost += rows;
                this.#error = (0,_system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error);
            }
            for (const batch of batches)
                batch.done();
        }
        this.#working = null;
    }
    async #write(day, bytes) {
        const limit = this.#options.maximumBytes ?? 64 * 2 ** 20;
        const current = this.#file;
        if (current && (current.day !== day || (current.size > 0 && current.size + bytes.length > limit))) {
            await this.#end();
        }
        try {
            await this.#appendTo(day, bytes);
        }
        catch (error) {
            // A limit on the size of a file is no full disk: the next file has room again.
            if (error.code !== 'EFBIG' || !this.#file || this.#file.size === 0)
                throw error;
            await this.#end();
            await this.#appendTo(day, bytes);
        }
    }
    async #appendTo(day, bytes) {
        const file = this.#file ?? (await this.#begin(day));
        let done = 0;
        try {
            while (done < bytes.length) {
                const { bytesWritten } = await file.handle.write(bytes, done, bytes.length - done, file.size + done);
                done += bytesWritten;
            }
            file.size += bytes.length;
        }
        catch (error) {
            // A full disk may have taken a part: take it back, so that the next line does not join on to it.
            if (done > 0)
                await file.handle.truncate(file.size).catch(() => this.#end());
            throw error;
        }
    }
    async #begin(day) {
        this.#number += 1;
        const { directory, name, instance } = this.#options;
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, `${name}-${day}-${instance}-${String(this.#number).padStart(3, '0')}.jsonl`);
        this.#file = { handle: await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, 'wx'), path, day, size: 0 };
        return this.#file;
    }
    async #end() {
        const file = this.#file;
        this.#file = null;
        await file?.handle.close().catch(() => undefined);
        if (file?.size === 0)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(file.path, { force: true });
    }
}


/***/ }),

/***/ 65331:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ fetchChampion)
/* harmony export */ });
/** The version that the gate's baseline has now, fetched into `folder` and verified; null where it has none yet. */
async function fetchChampion(request, ports, folder) {
    const registry = await ports.openRegistry(request);
    const version = await registry.assigned(request.config.gate.baseline);
    return version === null ? null : { version, opened: await registry.fetch(version, folder) };
}


/***/ }),

/***/ 7348:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  monitorDrift: () => (/* binding */ monitorDrift)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/config/duration.js
var duration = __webpack_require__(91359);
// EXTERNAL MODULE: ./build/data/sources.js + 5 modules
var sources = __webpack_require__(44677);
// EXTERNAL MODULE: ./build/data/sql.js
var sql = __webpack_require__(47069);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
;// CONCATENATED MODULE: ./build/monitoring/triggers.js

/** Reads `m of n`, such as `1 of 2`. Throws UserError for other text and for m above n. */
function retrainRule(when, coolDown) {
    const [, drifted, windows] = /^([1-9]\d*) of ([1-9]\d*)$/.exec(when) ?? [];
    const rule = { drifted: Number(drifted), windows: Number(windows), coolDown };
    if (!(rule.drifted <= rule.windows)) {
        throw new errors/* UserError */.yo(`${JSON.stringify(when)} does not say when to retrain`, {
            hint: 'write `m of n`, such as `1 of 2`: at least m of the last n windows drifted',
        });
    }
    return rule;
}
/**
 * Whether to ask for retraining, from the complete windows in order and the end of the window that led to
 * the last request (milliseconds; undefined when there was none). The clock is the data's: the cool-down runs
 * from that end to the end of the newest window.
 */
function decideRetrain(windows, rule, lastRequest) {
    const newest = windows.at(-1);
    if (!newest)
        return { retrain: false, because: 'No window is complete yet.' };
    const recent = windows.slice(-rule.windows);
    const count = recent.filter(({ verdict }) => verdict === 'fail').length;
    const open = recent.filter(({ verdict }) => verdict === 'inconclusive').length;
    const found = `${count} of the last ${recent.length} ${recent.length === 1 ? 'window' : 'windows'} drifted`;
    const others = open > 0 ? ` (${open} inconclusive)` : '';
    if (count < rule.drifted) {
        return {
            retrain: false,
            because: `${found}${others}; retraining is asked for from ${rule.drifted} of ${rule.windows} on.`,
        };
    }
    const asked = `${found}${others}, and the rule is ${rule.drifted} of ${rule.windows}`;
    if (lastRequest !== undefined && newest.to <= lastRequest) {
        return {
            retrain: false,
            because: `${asked}, but retraining was already asked for with the data up to ${dayOf(lastRequest)}.`,
        };
    }
    if (lastRequest !== undefined && newest.to - lastRequest < rule.coolDown) {
        return {
            retrain: false,
            because: `${asked}, but the cool-down after the request of ${dayOf(lastRequest)} lasts until ${dayOf(lastRequest + rule.coolDown)}.`,
        };
    }
    return { retrain: true, because: `${asked}.` };
}
function dayOf(time) {
    const iso = new Date(time).toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
}

// EXTERNAL MODULE: ./build/stages/champion.js
var champion = __webpack_require__(65331);
// EXTERNAL MODULE: ./build/data/frame.js
var data_frame = __webpack_require__(9644);
// EXTERNAL MODULE: ./build/drift/compare.js + 24 modules
var compare = __webpack_require__(45088);
// EXTERNAL MODULE: ./build/drift/samples.js
var samples = __webpack_require__(34455);
;// CONCATENATED MODULE: ./build/drift/histograms.js

const BINS = 16;
const CATEGORIES = 12;
const OTHERS = '(others)';
const MISSING = '(missing)';
/** The distribution of a column then and now on the same bins; empty where it cannot be drawn. */
function sharedHistogram(baseline, current) {
    if (baseline.values.length === 0 || current.values.length === 0)
        return [];
    return (0,samples/* kindOf */.I)(baseline) === 'numerical' ? numerical(baseline, current) : categorical(baseline, current);
}
/** Equally wide bins over both sides, labelled by their middle; numbers that are not finite are left out. */
function numerical(baseline, current) {
    const sides = [baseline, current].map(({ values }) => values.filter((value) => typeof value === 'number' && Number.isFinite(value)));
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const value of sides.flat()) {
        low = Math.min(low, value);
        high = Math.max(high, value);
    }
    if (!(high > low))
        return [];
    const width = (high - low) / BINS;
    const shares = sides.map((values) => {
        const counts = new Float64Array(BINS);
        for (const value of values) {
            const bin = Math.min(BINS - 1, Math.floor((value - low) / width));
            counts[bin] = (counts[bin] ?? 0) + 1;
        }
        return counts.map((count) => count / Math.max(1, values.length));
    });
    const digits = Math.max(0, 2 - Math.floor(Math.log10(high - low)));
    return Array.from({ length: BINS }, (_, bin) => ({
        label: (low + (bin + 0.5) * width).toFixed(Math.min(digits, 12)),
        baseline: shares[0]?.[bin] ?? 0,
        current: shares[1]?.[bin] ?? 0,
    }));
}
/** The most frequent values of both sides together, the rest as one. */
function categorical(baseline, current) {
    const sides = [baseline, current].map(({ values }) => {
        const counts = new Map();
        for (const value of values) {
            const text = value === null ? MISSING : String(value);
            counts.set(text, (counts.get(text) ?? 0) + 1);
        }
        return { rows: values.length, counts };
    });
    const share = (side, text) => (sides[side]?.counts.get(text) ?? 0) / (sides[side]?.rows ?? 1);
    const both = (text) => share(0, text) + share(1, text);
    const texts = [...new Set(sides.flatMap(({ counts }) => [...counts.keys()]))];
    const ranked = texts.sort((a, b) => both(b) - both(a) || (a < b ? -1 : 1));
    const kept = ranked.slice(0, CATEGORIES);
    const bins = kept.map((label) => ({ label, baseline: share(0, label), current: share(1, label) }));
    const rest = ranked.slice(CATEGORIES);
    if (rest.length === 0)
        return bins;
    const sum = (side) => rest.reduce((total, text) => total + share(side, text), 0);
    return [...bins, { label: OTHERS, baseline: sum(0), current: sum(1) }];
}

;// CONCATENATED MODULE: ./build/monitoring/windows.js

const DAY = 86_400_000;
const MOST_WINDOWS = 100_000;
/**
 * Sorts rows into windows of whole UTC days, by the time of each row (milliseconds; null where it has
 * none). The first window begins at midnight of the first row's day. A window is complete when a row at
 * or after its end was seen, or when `until` is its end or later; rows from `until` on are left out. Rows may
 * come in any order. Throws UserError for a length that is not whole days and an `until` that is no midnight, and
 * DataError when a stray time makes the windows countless.
 */
function windowsOf(times, { length, until }) {
    if (!Number.isInteger(length / DAY) || length <= 0) {
        throw new errors/* UserError */.yo('a monitoring window is not a number of whole days', {
            hint: 'set monitor.window to days or weeks, such as 7d or 4w',
        });
    }
    if (until !== undefined && until % DAY !== 0) {
        throw new errors/* UserError */.yo('the end of monitoring is not a midnight in UTC', {
            hint: 'set monitor.until to a day, such as 2025-07-01',
        });
    }
    const end = until ?? Number.POSITIVE_INFINITY;
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    let withoutTime = 0;
    let afterUntil = 0;
    for (const time of times) {
        if (time === null || !Number.isFinite(time))
            withoutTime++;
        else if (time >= end)
            afterUntil++;
        else {
            first = Math.min(first, time);
            last = Math.max(last, time);
        }
    }
    if (first > last)
        return { complete: [], open: undefined, withoutTime, afterUntil };
    const start = Math.floor(first / DAY) * DAY;
    const placeOf = (time) => Math.floor((time - start) / length);
    // Up to `until` days without any row are windows too: silence is judged, not skipped.
    const count = Math.max(placeOf(last) + 1, until === undefined ? 0 : placeOf(until));
    if (count > MOST_WINDOWS) {
        throw new errors/* DataError */.fL(`the times from ${new Date(first).toISOString()} on span ${count} windows, more than ${MOST_WINDOWS}`, { hint: 'look for rows with a wrong time, or set a longer monitor.window' });
    }
    const rows = Array.from({ length: count }, () => []);
    for (const [row, time] of times.entries()) {
        if (time !== null && Number.isFinite(time) && time < end)
            rows[placeOf(time)]?.push(row);
    }
    const windows = rows.map((each, place) => {
        const from = start + place * length;
        return { from, to: from + length, rows: each };
    });
    const complete = windows.filter(({ to }) => to <= (until ?? last));
    return { complete, open: windows[complete.length], withoutTime, afterUntil };
}

;// CONCATENATED MODULE: ./build/stages/judged-windows.js






/** Pictures of the columns that drifted. */
const PICTURES = 8;
/** Divides the requests into windows and compares each complete one with the baseline. */
function judgeWindows(requests, baseline, signature, monitor, log) {
    if (signature.time === null) {
        throw new errors/* UserError */.yo('windows need the time of each row, and the view of this model has none', {
            hint: 'Set `data.view.time` and train again.',
        });
    }
    const until = monitor.until === 'latest' ? undefined : Date.parse(`${monitor.until}T00:00:00Z`);
    const times = (0,data_frame/* columnOf */.uV)(requests, signature.time).values.map(timeOf);
    const { complete, open, withoutTime, afterUntil } = windowsOf(times, {
        length: (0,duration/* durationOf */.cf)(monitor.window),
        until,
    });
    const notes = new Set();
    if (withoutTime > 0)
        notes.add(`${withoutTime} requests without a time were left out.`);
    if (afterUntil > 0)
        notes.add(`${afterUntil} requests from ${monitor.until} on were left out.`);
    if (open)
        notes.add(`${open.rows.length} requests are in a window that is not complete yet.`);
    const progress = log.progress('windows', complete.length);
    const judged = complete.map((window, index) => {
        const result = (0,compare/* compareColumns */.l)(baseline, (0,data_frame/* takeRows */.LY)(requests, window.rows), {
            preset: monitor.preset,
            columns: monitor.columns ?? comparable(signature.inputs),
            methods: monitor.methods,
            thresholds: monitor.thresholds,
            driftShare: monitor['drift-share'],
            minimumRows: monitor['minimum-rows'],
        });
        for (const { sentence } of result.notes)
            notes.add(sentence);
        progress.update(index + 1);
        return judgedWindow(window, result, monitor['minimum-rows']);
    });
    progress.end(`${judged.length} judged`);
    return { judged, windows: complete, notes: [...notes] };
}
/** Times differ from the training data by their nature. */
function comparable(inputs) {
    return inputs.filter(({ type }) => type !== 'timestamp' && type !== 'date').map(({ name }) => name);
}
function judgedWindow({ from, to, rows }, { columns, dataset }, minimumRows) {
    return {
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        rows: rows.length,
        columns: columns.map((column) => ({ ...column })),
        drifted: dataset.drifted,
        share: dataset.share,
        verdict: rows.length < minimumRows ? 'inconclusive' : dataset.verdict,
    };
}
function timeOf(value) {
    if (typeof value === 'number')
        return value;
    const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(parsed) ? null : parsed;
}
/** Then and now, of the columns that drifted in the last window. */
function histogramsOf({ judged, windows }, requests, baseline) {
    const [last, window] = [judged.at(-1), windows.at(-1)];
    if (!last || !window)
        return [];
    const current = (0,data_frame/* takeRows */.LY)(requests, window.rows);
    return last.columns
        .filter(({ verdict }) => verdict === 'fail')
        .slice(0, PICTURES)
        .flatMap(({ column }) => {
        const bins = sharedHistogram((0,data_frame/* columnOf */.uV)(baseline, column), (0,data_frame/* columnOf */.uV)(current, column));
        return bins.length > 1 ? [{ column, bins }] : [];
    });
}

// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
;// CONCATENATED MODULE: ./build/stages/retrain-request.js




const REQUEST_FORMAT = 'mlops-retrain/1';
/** Where the request of a model stands, relative to the folder of the config. */
function requestPath({ config }) {
    return `.mlops/retrain/${config.model.name}.json`;
}
/** The end of the data that led to the last request, in milliseconds; undefined where there was none. */
async function lastRequest(request) {
    const file = (0,external_node_path_.resolve)(request.directory, requestPath(request));
    const text = await (0,promises_.readFile)(file, 'utf8').catch((error) => {
        if (error.code === 'ENOENT')
            return undefined;
        throw error;
    });
    if (text === undefined)
        return undefined;
    let until = Number.NaN;
    try {
        until = Date.parse(JSON.parse(text).until ?? '');
    }
    catch {
        // Told below, as any other damage.
    }
    if (!Number.isNaN(until))
        return until;
    throw new errors/* UserError */.yo(`${requestPath(request)} is not a retrain request of ours`, {
        hint: 'Delete it; the cool-down then begins anew.',
    });
}
/** Writes the request and gives its path, relative to the folder of the config. */
async function requestRetraining(request, { version, until, because }) {
    const path = requestPath(request);
    const model = request.config.model.name;
    const asked = { format: REQUEST_FORMAT, model, version, until, because };
    await (0,files/* writeAtomically */.vK)((0,external_node_path_.resolve)(request.directory, path), `${JSON.stringify(asked, null, 2)}\n`);
    return path;
}

// EXTERNAL MODULE: ./build/data/column-types.js
var column_types = __webpack_require__(89359);
// EXTERNAL MODULE: ./build/data/source-files.js
var source_files = __webpack_require__(39254);
// EXTERNAL MODULE: ./build/data/text-types.js
var text_types = __webpack_require__(74186);
// EXTERNAL MODULE: ./build/serving/log.js
var log = __webpack_require__(87365);
// EXTERNAL MODULE: ./build/system/write-errors.js
var write_errors = __webpack_require__(13771);
;// CONCATENATED MODULE: ./build/stages/served-rows.js











const TABLE = 'serving_log';
/**
 * The rows that a version of the model was asked, from its serving log; of any other dataset all rows. Values have
 * the types of the package.
 * @throws DataError for a file that cannot be read, or lacks a column that the model reads
 */
async function readServedRows(engine, request) {
    const warnings = [];
    const files = [];
    for (const file of await (0,source_files/* matchingFiles */.VS)(engine, request.log, request.directory)) {
        const whole = await wholeLines(file, request.scratch, files.length, warnings);
        if (whole !== null)
            files.push(whole);
    }
    if (files.length === 0)
        return { rows: null, warnings };
    const wanted = wantedColumns(request);
    const texts = new Set(wanted.filter(({ type }) => type === 'string').map(({ name }) => name));
    const source = await (0,sources/* registerSource */.Vq)(engine, TABLE, { path: files }, request.directory, texts);
    const rows = await typedRows(engine, source, wanted, request, warnings);
    return { rows, warnings };
}
/** What the model reads, the time, and the columns that are asked for besides. */
function wantedColumns({ manifest: { signature }, columns }) {
    const { inputs, extras, time } = signature;
    return [...inputs, ...extras.filter(({ name }) => name === time || columns.includes(name))];
}
async function typedRows(engine, source, wanted, { manifest, version }, warnings) {
    const present = new Map(source.columns.map(({ name, type }) => [name, type]));
    const missing = wanted.filter(({ name }) => !present.has(name)).map(({ name }) => name);
    if (missing.length > 0) {
        throw new errors/* DataError */.fL(`the serving log has no column ${missing.join(', ')}`, {
            hint: 'It must hold the columns that the model reads: a serving log of this model, or rows of `mlops view`.',
        });
    }
    const value = ({ name, type }) => typedSql(name, present.get(name) ?? 'string', type);
    const answered = present.has(log/* LOG_KEY */.j3)
        ? `WHERE json_extract_string(${(0,sql/* identifier */.C)(log/* LOG_KEY */.j3)}, '$.model') = ${(0,sql/* literal */.e)(manifest.name)}
         AND json_extract_string(${(0,sql/* identifier */.C)(log/* LOG_KEY */.j3)}, '$.version') = ${(0,sql/* literal */.e)(version)}`
        : '';
    const lost = wanted.map((column, index) => `count(*) FILTER (${(0,sql/* identifier */.C)(column.name)} IS NOT NULL AND ${value(column)} IS NULL) AS c${index}`);
    const time = wanted.find(({ name }) => name === manifest.signature.time);
    const ahead = time && answered !== '' ? `${value(time)} > (${newestReception(answered)})` : 'false';
    const [counts = {}] = await engine.rows(`SELECT ${lost.join(', ')}, count(*) FILTER (${ahead}) AS ahead FROM ${(0,sql/* identifier */.C)(TABLE)} ${answered}`);
    for (const [index, { name, type }] of wanted.entries()) {
        const count = counts[`c${index}`] ?? 0;
        if (count > 0)
            warnings.push(`${count} values of \`${name}\` are not of the type ${type} and count as missing.`);
    }
    const future = counts.ahead ?? 0;
    if (future > 0) {
        warnings.push(`${future} requests are about a time after the newest request came, and count when it has come.`);
    }
    const selected = wanted.map((column) => `${value(column)} AS ${(0,sql/* identifier */.C)(column.name)}`);
    const wantedRows = future > 0 ? `${answered} AND NOT coalesce(${ahead}, false)` : answered;
    return engine.frame(`SELECT ${selected.join(', ')} FROM ${(0,sql/* identifier */.C)(TABLE)} ${wantedRows}`);
}
/**
 * When the newest request came, by the server's clock. Whoever sends requests chooses their times, so a far
 * one must not make windows complete that nobody can have filled yet.
 */
function newestReception(answered) {
    const received = `TRY_CAST(json_extract_string(${(0,sql/* identifier */.C)(log/* LOG_KEY */.j3)}, '$.received') AS TIMESTAMP)`;
    return `SELECT max(${received}) FROM ${(0,sql/* identifier */.C)(TABLE)} ${answered}`;
}
/** SQL for a column as values of `type`; null where a value is none. */
function typedSql(name, found, type) {
    if (found === type)
        return (0,sql/* identifier */.C)(name);
    if (found === 'string')
        return (0,text_types/* parseSql */.eg)((0,sql/* identifier */.C)(name), type);
    return `TRY_CAST(${(0,sql/* identifier */.C)(name)} AS ${(0,column_types/* sqlTypeOf */.I)(type)})`;
}
/**
 * `file`, or a copy without its last line where that is torn: a server that was killed, or is writing right
 * now, leaves such a line. Null where nothing else is in it.
 */
async function wholeLines(file, scratch, number, warnings) {
    if (!/\.(jsonl|ndjson|json)$/i.test(file))
        return file;
    const { size } = await (0,promises_.stat)(file);
    if (size === 0)
        return null;
    const end = await endOfWholeLines(file, size);
    if (end === null)
        return file;
    const name = (0,external_node_path_.basename)(file);
    warnings.push(`The last line of ${name} is torn and was left out: a killed server leaves one.`);
    if (end === 0)
        return null;
    await (0,files/* makeFolder */.fc)(scratch);
    const copy = (0,external_node_path_.join)(scratch, `${number}-${name}`);
    try {
        await (0,promises_.copyFile)(file, copy);
        await (0,promises_.truncate)(copy, end);
    }
    catch (error) {
        throw (0,write_errors/* writeErrorOf */.Z)(error, copy);
    }
    return copy;
}
const CHUNK = 1 << 16;
/** Where the whole lines of a file of JSON objects end, if a torn one follows; null where none does. */
async function endOfWholeLines(file, size) {
    const handle = await (0,promises_.open)(file, 'r');
    try {
        const first = await handle.read(Buffer.alloc(1), 0, 1, 0);
        // One array, or no JSON at all, is for the reader to judge.
        if (first.buffer.toString('latin1') !== '{')
            return null;
        let tail = Buffer.alloc(0);
        for (let at = size; at > 0;) {
            const length = Math.min(CHUNK, at);
            at -= length;
            const { buffer } = await handle.read(Buffer.alloc(length), 0, length, at);
            const lineEnd = buffer.lastIndexOf('\n');
            tail = Buffer.concat([buffer.subarray(lineEnd + 1), tail]);
            if (lineEnd < 0)
                continue;
            return tail.length === 0 || isJson(tail) ? null : at + lineEnd + 1;
        }
        return isJson(tail) ? null : 0;
    }
    finally {
        await handle.close();
    }
}
function isJson(text) {
    try {
        JSON.parse(text.toString('utf8'));
        return true;
    }
    catch {
        return text.toString('utf8').trim() === '';
    }
}

// EXTERNAL MODULE: ./build/stages/stage.js
var stage = __webpack_require__(48856);
;// CONCATENATED MODULE: ./build/stages/monitor-drift.js












/** Compares what is served, window by window, with the rows that the model was trained on. */
async function monitorDrift(request, ports) {
    const started = ports.clock.now();
    const { config, directory, out } = request;
    const { monitor } = config;
    if (!monitor) {
        throw new errors/* UserError */.yo('the config has no `monitor`', {
            hint: 'Add one, such as `monitor: { log: "serving/*.jsonl", window: 7d }`.',
        });
    }
    const scratch = (0,external_node_path_.resolve)(out, 'scratch');
    const served = await (0,champion/* fetchChampion */.a)(request, ports, (0,external_node_path_.resolve)(scratch, 'package'));
    const waiting = (why, warnings = []) => (0,stage/* evidenceOf */.X1)('monitor-drift', request, ports, started, {
        ...nothingYet(why, monitor, served?.version ?? null, ports),
        warnings: [...warnings],
    });
    if (!served)
        return waiting(`No requests yet: ${config.gate.baseline} has no version.`);
    const { opened, version } = served;
    const engine = await ports.openEngine([
        ...(0,sources/* allowedDirectories */.u7)({ log: { path: monitor.log } }, directory),
        scratch,
    ]);
    try {
        const { rows: requests, warnings } = await readServedRows(engine, {
            log: monitor.log,
            directory,
            scratch,
            manifest: opened.manifest,
            version,
            columns: monitor.columns ?? [],
        });
        for (const warning of warnings)
            ports.log.warn(warning);
        if (requests === null)
            return waiting(`No requests yet: there is no file ${monitor.log}.`, warnings);
        if (requests.rows === 0)
            return waiting(`No requests yet that ${version} answered.`, warnings);
        const baseline = await baselineOf(engine, opened);
        const windows = await ports.log.group('Compare windows with the training data', async () => judgeWindows(requests, baseline, opened.manifest.signature, monitor, ports.log));
        const decision = await decide(windows.judged, request, monitor);
        const until = windows.judged.at(-1)?.to ?? '';
        const file = decision.retrain
            ? await requestRetraining(request, { version, until, because: decision.because })
            : null;
        ports.log.info(decision.because);
        return (0,stage/* evidenceOf */.X1)('monitor-drift', request, ports, started, {
            verdict: windows.judged.at(-1)?.verdict ?? 'inconclusive',
            reasons: reasonsOf(windows, decision, monitor),
            warnings: [...warnings, ...windows.notes],
            inputs: { package: opened.manifest.identity },
            tools: { duckdb: engine.version },
            figures: {
                preset: monitor.preset,
                driftShare: monitor['drift-share'],
                baselineRows: baseline.rows,
                version,
                windows: windows.judged,
                histograms: histogramsOf(windows, requests, baseline),
                retrain: { requested: decision.retrain, because: decision.because, request: file },
            },
        });
    }
    finally {
        await engine.close();
        await (0,promises_.rm)(scratch, { recursive: true, force: true });
    }
}
/** Findings of a stage that has nothing to judge yet, which is nobody's fault. */
function nothingYet(sentence, monitor, version, { log }) {
    log.info(sentence);
    const reason = {
        rule: 'requests',
        outcome: 'inconclusive',
        measured: 0,
        bound: monitor['minimum-rows'],
        sentence,
    };
    return {
        verdict: 'inconclusive',
        reasons: [reason],
        inputs: {},
        figures: {
            preset: monitor.preset,
            driftShare: monitor['drift-share'],
            baselineRows: 0,
            version,
            windows: [],
            histograms: [],
            retrain: { requested: false, because: sentence, request: null },
        },
    };
}
function baselineOf(engine, { directory }) {
    return engine.frame(`SELECT * FROM read_parquet(${(0,sql/* literal */.e)((0,external_node_path_.resolve)(directory, 'baseline.parquet'))})`);
}
async function decide(windows, request, { retrain }) {
    if (!retrain)
        return { retrain: false, because: 'The config has no rule for retraining (`monitor.retrain`).' };
    const rule = retrainRule(retrain.when, (0,duration/* durationOf */.cf)(retrain['cool-down']));
    const judged = windows.map(({ from, to, verdict }) => ({
        from: Date.parse(from),
        to: Date.parse(to),
        verdict,
    }));
    return decideRetrain(judged, rule, await lastRequest(request));
}
function reasonsOf({ judged }, decision, monitor) {
    const last = judged.at(-1);
    if (!last) {
        const sentence = 'No window is complete yet, so nothing was judged.';
        return [{ rule: 'window', outcome: 'inconclusive', measured: 0, bound: 1, sentence }];
    }
    const drifted = last.columns.filter(({ verdict }) => verdict === 'fail').map(({ column }) => column);
    const names = drifted.slice(0, 5).join(', ') + (drifted.length > 5 ? ` and ${drifted.length - 5} more` : '');
    const sentence = last.verdict === 'inconclusive'
        ? `The last window has ${last.rows} requests, too few or too incomplete to be judged.`
        : `${last.drifted} of ${last.columns.length} columns drifted in the last window${drifted.length > 0 ? ` (${names})` : ''}; the data count as drifted from a share of ${monitor['drift-share']} on.`;
    return [
        {
            rule: 'drift-share',
            outcome: last.verdict,
            measured: last.share,
            bound: monitor['drift-share'],
            sentence,
        },
        {
            rule: 'retrain',
            outcome: decision.retrain ? 'warn' : 'pass',
            measured: decision.retrain,
            bound: monitor.retrain?.when ?? null,
            sentence: decision.retrain ? `Retraining was requested: ${decision.because}` : decision.because,
        },
    ];
}


/***/ }),

/***/ 48856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   X1: () => (/* binding */ evidenceOf),
/* harmony export */   rO: () => (/* binding */ withoutLabel)
/* harmony export */ });
/* harmony import */ var _evidence_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76293);

/** The evidence of a stage that began at `started`. */
function evidenceOf(stage, request, ports, started, findings) {
    const { verdict, reasons, warnings = [], inputs, outputs = {}, tools = {}, figures } = findings;
    const evidence = {
        schema: _evidence_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .EVIDENCE_SCHEMA */ .m$,
        stage,
        model: request.config.model.name,
        verdict,
        reasons,
        warnings,
        inputs,
        outputs,
        figures,
        run: { ...ports.run, config: request.configDigest, overrides: [...request.overrides] },
        tools: { ...ports.tools, ...tools },
        machine: ports.machine,
        started: started.toISOString(),
        finished: ports.clock.now().toISOString(),
    };
    return evidence;
}
/** The worst of several reasons as a verdict: any failure fails, else any doubt is inconclusive. */
function verdictOf(reasons) {
    if (reasons.some((reason) => reason.outcome === 'fail'))
        return 'fail';
    if (reasons.some((reason) => reason.outcome === 'inconclusive'))
        return 'inconclusive';
    return 'pass';
}
/** What a request can carry: no model may see the label, by whatever mistake. */
function withoutLabel(rows, label) {
    const columns = new Map(rows.columns);
    columns.delete(label);
    return { rows: rows.rows, columns };
}


/***/ })

};
