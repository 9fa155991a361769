export const id = 8231;
export const ids = [8231];
export const modules = {

/***/ 9644:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dm: () => (/* binding */ frameOf),
/* harmony export */   LY: () => (/* binding */ takeRows),
/* harmony export */   RO: () => (/* binding */ COLUMN_TYPES),
/* harmony export */   uV: () => (/* binding */ columnOf)
/* harmony export */ });
/**
 * A table in memory, column by column: what leaves the data engine, what a request to the
 * prediction server becomes, and what transforms read.
 */
/** The types of a column, in the words of the contract. */
const COLUMN_TYPES = ['integer', 'number', 'string', 'boolean', 'timestamp', 'date'];
/** A frame of these columns, which must be equally long. */
function frameOf(columns) {
    const rows = columns[0]?.values.length ?? 0;
    for (const column of columns) {
        if (column.values.length !== rows) {
            throw new RangeError(`column ${column.name} has ${column.values.length} values, not ${rows}`);
        }
    }
    return { rows, columns: new Map(columns.map((column) => [column.name, column])) };
}
/** The column `name`; absent is a mistake of the caller. */
function columnOf(frame, name) {
    const column = frame.columns.get(name);
    if (!column)
        throw new RangeError(`no column ${JSON.stringify(name)} in the frame`);
    return column;
}
/** The rows at `indices`, in that order. */
function takeRows(frame, indices) {
    const columns = [...frame.columns.values()].map((column) => ({
        ...column,
        values: Array.from(indices, (index) => column.values[index] ?? null),
    }));
    return { rows: indices.length, columns: new Map(columns.map((column) => [column.name, column])) };
}


/***/ }),

/***/ 81274:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ checkSkew),
  V: () => (/* binding */ unchecked)
});

// EXTERNAL MODULE: ./build/data/frame.js
var data_frame = __webpack_require__(9644);
// EXTERNAL MODULE: ./build/serving/protocol.js
var protocol = __webpack_require__(35859);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
;// CONCATENATED MODULE: ./build/deployment/skew.js
/** How far an answer may be from the evaluated prediction. */
const SKEW_TOLERANCE = 1e-6;
/**
 * Compares two sets of predictions row by row. They are equal where every score is finite on both
 * sides and within `tolerance`; no rows at all are not equal, since nothing was shown.
 */
function compareScores(evaluated, answered, tolerance = SKEW_TOLERANCE) {
    const { rows, width } = evaluated;
    if (answered.rows !== rows || answered.width !== width) {
        throw new RangeError(`${answered.rows} × ${answered.width} scores answered, not ${rows} × ${width}`);
    }
    let worst = null;
    let maximum = 0;
    for (let index = 0; index < rows * width; index++) {
        const one = evaluated.scores[index] ?? Number.NaN;
        const other = answered.scores[index] ?? Number.NaN;
        const difference = Math.abs(one - other);
        if (Number.isFinite(difference) && difference <= maximum)
            continue;
        worst = { row: Math.floor(index / width), evaluated: one, answered: other };
        maximum = difference;
        if (!Number.isFinite(difference))
            break;
    }
    const finite = Number.isFinite(maximum);
    return {
        rows,
        maximumDifference: finite ? maximum : null,
        tolerance,
        equal: rows > 0 && finite && maximum <= tolerance,
        worst,
    };
}

;// CONCATENATED MODULE: ./build/deployment/check.js




/** Bytes and rows of one request of the check; a server's limits are higher. */
const REQUEST_BYTES = 2 ** 20;
const REQUEST_ROWS = 1000;
const REQUEST_TIME = 30_000;
/** What the evidence says where there was nothing to compare with. */
function unchecked(why) {
    return {
        equal: true,
        skew: null,
        reason: {
            rule: 'no-skew',
            outcome: 'skipped',
            measured: null,
            bound: SKEW_TOLERANCE,
            sentence: `The answers of the deployment were not compared with the evaluated predictions: ${why}.`,
        },
    };
}
/**
 * Sends the held-out rows to the server at `url` and compares its answers with the evaluated
 * predictions. Rows with a number that JSON cannot carry are left out. Throws `ServiceError` where the
 * server does not answer as a prediction server does.
 */
async function checkSkew(url, check, signature) {
    const names = [...signature.inputs, ...signature.extras].map(({ name }) => name);
    const sendable = Array.from({ length: check.rows.rows }, (_, row) => row).filter((row) => names.every((name) => {
        const value = check.rows.columns.get(name)?.values[row];
        return typeof value !== 'number' || Number.isFinite(value);
    }));
    const rows = requestRows((0,data_frame/* takeRows */.LY)(check.rows, sendable), names);
    const { width } = check.scores;
    const evaluated = Float64Array.from({ length: rows.length * width }, (_, index) => {
        const row = sendable[Math.floor(index / width)] ?? 0;
        return check.scores.scores[row * width + (index % width)] ?? Number.NaN;
    });
    const answered = new Float64Array(rows.length * width);
    for (const [first, batch] of batches(rows)) {
        const answer = await ask(url, batch);
        if ('refused' in answer)
            return refused(answer.refused, rows.length);
        if (answer.predictions.length !== batch.length) {
            throw new errors/* ServiceError */._7(`${url} gave ${answer.predictions.length} answers to ${batch.length} rows`);
        }
        answer.predictions.forEach((prediction, index) => {
            answered.set(scoresOf(prediction, width, signature.classes), (first + index) * width);
        });
    }
    const skew = compareScores({ rows: rows.length, width, scores: evaluated }, { rows: rows.length, width, scores: answered });
    return { equal: skew.equal, skew, reason: reasonOf(skew) };
}
function reasonOf(skew) {
    const { rows, maximumDifference, tolerance, worst, equal } = skew;
    const sentence = equal
        ? `The answers to ${rows} held-out rows equal the evaluated predictions to ${tolerance} (largest difference ${maximumDifference}).`
        : worst === null
            ? 'No held-out row could be sent to the deployment, so nothing shows that it answers as evaluated.'
            : `The deployment does not answer as evaluated: ${worst.answered} instead of ${worst.evaluated} for held-out row ${worst.row + 1} of ${rows}.`;
    return {
        rule: 'no-skew',
        outcome: equal ? 'pass' : 'fail',
        measured: maximumDifference,
        bound: tolerance,
        sentence,
    };
}
function refused(message, rows) {
    return {
        equal: false,
        skew: { rows, maximumDifference: null, tolerance: SKEW_TOLERANCE, equal: false, worst: null },
        reason: {
            rule: 'no-skew',
            outcome: 'fail',
            measured: null,
            bound: SKEW_TOLERANCE,
            sentence: `The deployment refuses rows that were evaluated: ${message}`,
        },
    };
}
/** View rows as a request carries them: times in ISO 8601, only the columns that are there. */
function requestRows(frame, names) {
    const columns = names.flatMap((name) => frame.columns.get(name) ?? []);
    return Array.from({ length: frame.rows }, (_, row) => {
        const record = Object.create(null);
        for (const { name, type, values } of columns) {
            const value = values[row] ?? null;
            record[name] = type === 'timestamp' && value !== null ? new Date(Number(value)).toISOString() : value;
        }
        return record;
    });
}
function* batches(rows) {
    let first = 0;
    let bytes = 0;
    for (let next = 0; next < rows.length; next++) {
        const size = Buffer.byteLength(JSON.stringify(rows[next]));
        if (next > first && (bytes + size > REQUEST_BYTES || next - first === REQUEST_ROWS)) {
            yield [first, rows.slice(first, next)];
            first = next;
            bytes = 0;
        }
        bytes += size;
    }
    if (rows.length > first)
        yield [first, rows.slice(first)];
}
async function ask(url, rows) {
    const address = `${url.replace(/\/+$/, '')}/predict`;
    try {
        const response = await fetch(address, {
            method: 'POST',
            headers: { 'content-type': 'application/json', [protocol/* CHECK_HEADER */.PT]: 'no-skew' },
            body: JSON.stringify({ rows }),
            signal: AbortSignal.timeout(REQUEST_TIME),
        });
        const body = (await response.json());
        if (response.status === 422)
            return { refused: String(body.error ?? 'no reason given') };
        if (response.ok && Array.isArray(body.predictions))
            return { predictions: body.predictions };
        throw new Error(`status ${response.status}: ${String(body.error ?? 'no predictions in the answer')}`);
    }
    catch (error) {
        throw new errors/* ServiceError */._7(`the deployment at ${address} does not answer: ${(0,errors/* messageOf */.bD)(error)}`, {
            hint: 'It must take {"rows": […]} and give {"predictions": [{"score": …}]}, as `mlops serve` does.',
            cause: error,
        });
    }
}
function scoresOf(answer, width, classes) {
    const number = (value) => (typeof value === 'number' ? value : Number.NaN);
    if (width === 1)
        return [number(answer.score)];
    return classes.map((name) => number(answer.probabilities?.[name]));
}


/***/ }),

/***/ 18147:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ lockedTarget)
/* harmony export */ });
/* unused harmony export withLock */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(15173);
/* harmony import */ var _system_files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(72211);
/* harmony import */ var _server_process_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(34747);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(18971);








/** `target` with each of its methods holding the lock of its environment. */
function lockedTarget(target, { clock }) {
    const locked = ({ workspace, environment }, work) => withLock((0,_state_js__WEBPACK_IMPORTED_MODULE_7__/* .lockFolder */ .MS)(workspace, environment), environment, clock, work);
    return {
        deploy: (request) => locked(request, () => target.deploy(request)),
        rollback: (place) => locked(place, () => target.rollback(place)),
        stop: (place) => locked(place, () => target.stop(place)),
    };
}
/** Runs `work` while holding the lock in `folder`. Where somebody else holds it: `UserError`, at once. */
async function withLock(folder, what, clock, work) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { recursive: true });
    const holder = { pid: process.pid, host: (0,node_os__WEBPACK_IMPORTED_MODULE_2__.hostname)(), since: clock.now().toISOString(), released: false };
    const file = await take(folder, what, holder);
    try {
        return await work();
    }
    finally {
        await (0,_system_files_js__WEBPACK_IMPORTED_MODULE_5__/* .writeAtomically */ .vK)(file, JSON.stringify({ ...holder, released: true }));
    }
}
async function take(folder, what, holder) {
    for (;;) {
        const numbers = await numbersIn(folder);
        const top = Math.max(0, ...numbers);
        if (top > 0)
            await refuseWhileHeld(folder, top, what);
        const next = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, String(top + 1));
        const draft = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, `.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(draft, JSON.stringify(holder), { flag: 'wx' });
        try {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.link)(draft, next);
        }
        catch (error) {
            if (error.code === 'EEXIST')
                continue;
            throw error;
        }
        finally {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(draft, { force: true });
        }
        // A number that was free because it was cleared away is behind the one who cleared it.
        if ((await numbersIn(folder)).some((number) => number > top + 1)) {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(next, { force: true });
            continue;
        }
        for (const old of numbers)
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, String(old)), { force: true });
        return next;
    }
}
async function numbersIn(folder) {
    return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder)).flatMap((name) => (/^[0-9]+$/.test(name) ? [Number(name)] : []));
}
async function refuseWhileHeld(folder, number, what) {
    let text;
    try {
        text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, String(number)), 'utf8');
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return;
        throw error;
    }
    const { pid, host, since, released } = JSON.parse(text);
    if (released || (host === (0,node_os__WEBPACK_IMPORTED_MODULE_2__.hostname)() && !(await (0,_server_process_js__WEBPACK_IMPORTED_MODULE_6__/* .isAlive */ ._n)(pid))))
        return;
    throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo(`${what} is being deployed to by process ${pid} on ${host} since ${since}`, {
        hint: `Wait for it to end and run this again. If that process is gone, remove the folder ${folder}.`,
    });
}


/***/ }),

/***/ 52493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bg: () => (/* binding */ resultOf),
/* harmony export */   C$: () => (/* binding */ checkAt),
/* harmony export */   ID: () => (/* binding */ rollbackOf),
/* harmony export */   KT: () => (/* binding */ named),
/* harmony export */   L4: () => (/* binding */ stateOf),
/* harmony export */   Vw: () => (/* binding */ done),
/* harmony export */   hp: () => (/* binding */ verifiedPackage)
/* harmony export */ });
/* harmony import */ var _models_held_out_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26249);
/* harmony import */ var _models_package_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48987);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15173);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(81274);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(18971);





function resultOf(told) {
    const { version, previous, check } = told;
    const reasons = check ? [check.reason, ...told.reasons] : [...told.reasons];
    return {
        verdict: reasons.some(({ outcome }) => outcome === 'fail') ? 'fail' : 'pass',
        reasons,
        figures: {
            action: told.action,
            environment: told.environment,
            target: told.target,
            version: version?.version ?? null,
            package: version?.digest ?? null,
            previous: previous?.version ?? null,
            url: told.url,
            skew: check?.skew
                ? {
                    rows: check.skew.rows,
                    maximumDifference: check.skew.maximumDifference,
                    tolerance: check.skew.tolerance,
                }
                : null,
        },
    };
}
/** A reason that states what was done. */
function done(rule, sentence) {
    return { rule, outcome: 'pass', measured: null, bound: null, sentence };
}
/** A version as a sentence names it. */
function named({ model, version }) {
    return `${model} ${version}`;
}
/**
 * What a rollback of `place` goes back to. `again` is true where the last thing that happened there was
 * that rollback. Nothing to go back to is a `UserError`.
 */
async function rollbackOf({ workspace, environment }, target) {
    const state = await stateOf(workspace, environment, target);
    if (state?.rolledBackFrom)
        return { state, version: state, again: true };
    if (state?.previous)
        return { state, version: state.previous, again: false };
    throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(state
        ? `there is no version before ${named(state)} in ${environment} to go back to`
        : `nothing was ever deployed to ${environment}, so there is nothing to go back to`, { hint: 'Deploy the version that you want: `mlops deploy --environment … --version …`.' });
}
/** The state of an environment, which must be of this kind of target. */
async function stateOf(workspace, environment, target) {
    const state = await (0,_state_js__WEBPACK_IMPORTED_MODULE_4__/* .readState */ .un)(workspace, environment);
    if (state && state.target !== target && state.stopped === null) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${environment} runs ${named(state)} on the target ${state.target}, and the config says ${target}`, {
            hint: `Stop it with the former target (\`mlops deploy --environment ${environment} --stop\`), then deploy.`,
        });
    }
    return state && state.target === target ? state : null;
}
/** Verifies that the package is there, whole, and the one that was registered. */
async function verifiedPackage(version) {
    const opened = await (0,_models_package_js__WEBPACK_IMPORTED_MODULE_1__/* .openPackage */ .R$)(version.package);
    const { identity, signature } = opened.manifest;
    if (identity !== version.digest) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .DataError */ .fL(`the package at ${version.package} is not ${named(version)}: its digest is ${identity}, not ${version.digest}`, { hint: 'Put the registered package back, or register this one as a new version.' });
    }
    return { signature, heldOut: await (0,_models_held_out_js__WEBPACK_IMPORTED_MODULE_0__/* .readHeldOut */ .QY)(opened) };
}
/** The no-skew check at `url`, or, where there is nothing to compare with, a reason that says so. */
async function checkAt(url, check, signature) {
    if (check)
        return (0,_check_js__WEBPACK_IMPORTED_MODULE_3__/* .checkSkew */ .r)(url, check, signature);
    return (0,_check_js__WEBPACK_IMPORTED_MODULE_3__/* .unchecked */ .V)('there are no evaluated predictions of this version');
}


/***/ }),

/***/ 34747:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UD: () => (/* binding */ startServer),
/* harmony export */   W_: () => (/* binding */ isRunning),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   pp: () => (/* binding */ stopRemembered)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(58500);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(15173);






/** How long a server may take until it listens, and until it has stopped. */
const START_TIME = 120_000;
const MOVE_TIME = 30_000;
const STOP_TIME = 20_000;
/** What a server needs of this process's environment: no token or key is among it. */
const SERVER_VARIABLES = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'SystemRoot', 'USERPROFILE'];
/** Starts a server and waits until it listens. Throws by its exit code where it does not. */
async function startServer(request) {
    const instance = (0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.randomUUID)();
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(request.output), { recursive: true });
    const output = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(request.output, 'a');
    const { size } = await output.stat();
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(request.node, [...request.words, '--instance', instance], {
        cwd: request.directory,
        env: Object.fromEntries(Object.entries(request.variables).filter(([name]) => SERVER_VARIABLES.includes(name))),
        detached: true,
        windowsHide: true,
        stdio: ['ignore', output.fd, output.fd, 'ipc'],
    });
    const exited = new Promise((resolve) => {
        child.once('exit', resolve);
        // Also where a message cannot be sent; the process is then still there to be ended.
        child.on('error', () => {
            if (child.pid === undefined)
                resolve(null);
        });
    });
    await output.close();
    const stop = async () => {
        child.kill('SIGTERM');
        if (await within(exited, STOP_TIME))
            return;
        child.kill('SIGKILL');
        await exited;
    };
    const expect = async (time) => {
        const answer = await within(Promise.race([nextMessage(child), exited.then((code) => startError(code, request.output, size))]), time);
        if (!answer)
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .ServiceError */ ._7(`the prediction server did not answer within ${time / 1000} s`);
        const message = await answer.value;
        if (message instanceof Error)
            throw message;
        if ('failed' in message)
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(message.message, message.hint ? { hint: message.hint } : {});
        return message;
    };
    try {
        const started = await expect(START_TIME);
        if (!('url' in started))
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .ServiceError */ ._7('the prediction server did not say where it listens');
        const tell = (order) => child.send(order);
        return {
            pid: child.pid ?? 0,
            instance,
            url: started.url,
            port: started.port,
            stop,
            async move(host, port) {
                tell({ do: 'move', host, port });
                const moved = await expect(MOVE_TIME);
                if (!('url' in moved))
                    throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .ServiceError */ ._7('the prediction server did not say where it listens');
                return { url: moved.url, port: moved.port };
            },
            async adopt() {
                tell({ do: 'adopt' });
                await expect(MOVE_TIME);
                child.disconnect();
                child.unref();
            },
        };
    }
    catch (error) {
        await stop();
        throw error;
    }
}
function nextMessage(child) {
    return new Promise((resolve) => child.once('message', (message) => resolve(message)));
}
/** The value once it is there, or null when the time is over. */
async function within(work, milliseconds) {
    const timer = new AbortController();
    try {
        return await Promise.race([
            work.then((value) => ({ value })),
            (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_4__.setTimeout)(milliseconds, null, { signal: timer.signal }),
        ]);
    }
    finally {
        timer.abort();
    }
}
/** Why a server ended before it listened: its own last words, and who must act by its exit code. */
async function startError(code, output, from) {
    const words = (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(output)).subarray(from).toString('utf8').split('\n');
    const said = words
        .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
        .slice(0, 12)
        .join('\n');
    const message = `the prediction server did not start (exit code ${code ?? 'none'}): ${said || 'it said nothing'}`;
    const details = { hint: `All that it said is in ${output}.` };
    if (code === 1)
        return new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .DataError */ .fL(message, details);
    if (code === 2)
        return new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(message, details);
    return new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .ServiceError */ ._7(message, details);
}
/** Whether a process with this number runs; one that has ended and that nobody has waited for does not. */
async function isAlive(pid) {
    try {
        process.kill(pid, 0);
    }
    catch (error) {
        if (error.code !== 'EPERM')
            return false;
    }
    if (process.platform !== 'linux')
        return true;
    const status = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const state = status.slice(status.lastIndexOf(')') + 2)[0];
    return state !== undefined && state !== 'Z' && state !== 'X';
}
/**
 * Whether the server that was remembered still runs: there is a process of its number, and either it
 * answers by its name or its arguments hold it.
 */
async function isRunning({ pid, instance, url }) {
    if (!(await isAlive(pid)))
        return false;
    const words = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
    if (words !== null)
        return words.split('\0').includes(instance);
    try {
        const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) });
        return (await response.json()).instance === instance;
    }
    catch {
        return false;
    }
}
/**
 * Ends a server that was remembered: SIGTERM, so that it answers what is under way, and SIGKILL when
 * that takes too long. A process that is not that server is left alone.
 */
async function stopRemembered(server) {
    if (!(await isRunning(server)))
        return;
    process.kill(server.pid, 'SIGTERM');
    const deadline = performance.now() + STOP_TIME;
    while (await isAlive(server.pid)) {
        if (performance.now() > deadline)
            process.kill(server.pid, 'SIGKILL');
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_4__.setTimeout)(20);
    }
}


/***/ }),

/***/ 18971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Al: () => (/* binding */ STATE_FORMAT),
/* harmony export */   E4: () => (/* binding */ versionOf),
/* harmony export */   Jq: () => (/* binding */ writeState),
/* harmony export */   MS: () => (/* binding */ lockFolder),
/* harmony export */   i9: () => (/* binding */ outputFile),
/* harmony export */   te: () => (/* binding */ previousOf),
/* harmony export */   un: () => (/* binding */ readState)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var typebox__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6868);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15173);
/* harmony import */ var _system_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72211);
/* harmony import */ var _system_schema_check_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(72679);
/* harmony import */ var _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(36732);







/** What is deployed to an environment: `.mlops/deployments/<environment>.json`. */
const STATE_FORMAT = 'mlops-deployment/1';
const text = typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].String */ .Ay$.String({ minLength: 1 });
const count = typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Integer */ .Ay$.Integer({ minimum: 1 });
const VersionSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_6__/* .object */ .Ik)({
    model: text,
    version: text,
    digest: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_6__/* .digest */ .br,
    /** The folder of the package. */
    package: text,
});
const ServerSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_6__/* .object */ .Ik)({ pid: count, instance: text, url: text });
const StateSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_6__/* .object */ .Ik)({
    format: typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Literal */ .Ay$.Literal(STATE_FORMAT),
    environment: text,
    target: typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Enum */ .Ay$.Enum(['process', 'folder', 'command']),
    ...VersionSchema.properties,
    /** When this version came. */
    started: text,
    /** When the deployment was taken down; null while it is up. */
    stopped: typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Union */ .Ay$.Union([text, typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Null */ .Ay$.Null()]),
    /** Where it answers, as far as that is known. */
    url: typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Union */ .Ay$.Union([text, typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Null */ .Ay$.Null()]),
    /** Of target `process`: the server. */
    pid: typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Union */ .Ay$.Union([count, typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Null */ .Ay$.Null()]),
    instance: typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Union */ .Ay$.Union([text, typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Null */ .Ay$.Null()]),
    host: typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Union */ .Ay$.Union([text, typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Null */ .Ay$.Null()]),
    port: typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Union */ .Ay$.Union([count, typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Null */ .Ay$.Null()]),
    /** What a rollback goes back to. */
    previous: typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Union */ .Ay$.Union([VersionSchema, typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Null */ .Ay$.Null()]),
    /** What a rollback left, when this version came by one. */
    rolledBackFrom: typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Union */ .Ay$.Union([VersionSchema, typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Null */ .Ay$.Null()]),
    /** A server that this one replaced and that was still to be ended. */
    retiring: typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Union */ .Ay$.Union([ServerSchema, typebox__WEBPACK_IMPORTED_MODULE_2__/* ["default"].Null */ .Ay$.Null()]),
});
function statePath(workspace, environment) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, '.mlops', 'deployments', `${environment}.json`);
}
/** The folder of the environment's lock, and the file of what its servers print. */
function lockFolder(workspace, environment) {
    return statePath(workspace, environment).replace(/json$/, 'lock');
}
function outputFile(workspace, environment) {
    return statePath(workspace, environment).replace(/json$/, 'log');
}
/** What is deployed to `environment`, or null where nothing ever was. A file that somebody broke is a `UserError`. */
async function readState(workspace, environment) {
    const path = statePath(workspace, environment);
    let content;
    try {
        content = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8');
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return null;
        throw broken(path, (0,_system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error), error);
    }
    let state;
    try {
        state = JSON.parse(content);
    }
    catch (error) {
        throw broken(path, 'it is not JSON', error);
    }
    const [problem] = (0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_5__/* .checkSchema */ ._U)(StateSchema, state);
    if (problem)
        throw broken(path, `${(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_5__/* .pathText */ .LF)(problem.path)}: ${problem.message}`);
    return state;
}
function broken(path, why, cause) {
    return new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`cannot read what is deployed from ${path}: ${why}`, {
        hint: 'Put the file back as it was, or end the server it names by hand and remove it.',
        cause,
    });
}
async function writeState(workspace, state) {
    await (0,_system_files_js__WEBPACK_IMPORTED_MODULE_4__/* .writeAtomically */ .vK)(statePath(workspace, state.environment), `${JSON.stringify(state, null, 2)}\n`);
}
/** The version of a state, alone. */
function versionOf({ model, version, digest, package: directory }) {
    return { model, version, digest, package: directory };
}
/** What a rollback from `next` will go back to, when it replaces `current`. The same version twice keeps the one before it. */
function previousOf(current, next) {
    if (!current)
        return null;
    return current.digest === next.digest && current.version === next.version
        ? current.previous
        : versionOf(current);
}


/***/ }),

/***/ 26249:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LM: () => (/* binding */ heldOutOf),
/* harmony export */   QY: () => (/* binding */ readHeldOut),
/* harmony export */   fO: () => (/* binding */ NOTHING_HELD_OUT)
/* harmony export */ });
/* unused harmony exports HELD_OUT_FORMAT, HeldOutSchema */
/* harmony import */ var typebox__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6868);
/* harmony import */ var _data_frame_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9644);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15173);
/* harmony import */ var _system_schema_check_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72679);
/* harmony import */ var _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36732);
/* harmony import */ var _package_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(48987);






/**
 * `held-out.json` of a package: rows that no training saw, with the scores that the evaluation gave
 * them. A deployment must answer the same: that is the proof that nothing was lost on the way.
 */
const HELD_OUT_FORMAT = 'mlops-held-out/1';
/** More rows would prove nothing more. */
const ROWS = 200;
const HeldOutSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({
    format: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal(HELD_OUT_FORMAT),
    columns: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({
        name: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
        type: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum([..._data_frame_js__WEBPACK_IMPORTED_MODULE_5__/* .COLUMN_TYPES */ .RO]),
        values: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()])),
    })),
    /** One list a row: a score, or one a class. */
    scores: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), { minItems: 1 })),
});
/** What a package has before it was evaluated. */
const NOTHING_HELD_OUT = { format: HELD_OUT_FORMAT, columns: [], scores: [] };
/**
 * Up to 200 of the rows, evenly spread, with their scores. A row with a number that JSON cannot
 * carry is left out.
 */
function heldOutOf(rows, { width, scores }) {
    const columns = [...rows.columns.values()];
    const sayable = (value) => typeof value !== 'number' || Number.isFinite(value);
    const step = Math.max(1, rows.rows / ROWS);
    const chosen = [];
    for (let place = 0; place < rows.rows && chosen.length < ROWS; place += step) {
        const row = Math.floor(place);
        if (columns.every(({ values }) => sayable(values[row])))
            chosen.push(row);
    }
    const taken = (0,_data_frame_js__WEBPACK_IMPORTED_MODULE_5__/* .takeRows */ .LY)(rows, chosen);
    return {
        format: HELD_OUT_FORMAT,
        columns: [...taken.columns.values()].map(({ name, type, values }) => ({
            name,
            type,
            values: [...values],
        })),
        scores: chosen.map((row) => Array.from(scores.subarray(row * width, (row + 1) * width))),
    };
}
/**
 * The held-out rows of a package and their scores; null where it was never evaluated.
 * @throws DataError where the file is damaged
 */
async function readHeldOut(opened) {
    const content = await (0,_package_js__WEBPACK_IMPORTED_MODULE_4__/* .readPackageJson */ .jJ)(opened, 'held-out.json');
    const [problem] = (0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_2__/* .checkSchema */ ._U)(HeldOutSchema, content);
    const heldOut = content;
    const count = problem ? 0 : heldOut.scores.length;
    const width = (!problem && heldOut.scores[0]?.length) || 1;
    const wrong = problem ??
        (heldOut.columns.some(({ values }) => values.length !== count) ||
            heldOut.scores.some((row) => row.length !== width)
            ? { path: [], message: 'columns and scores are not equally long' }
            : undefined);
    if (wrong) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DataError */ .fL(`${opened.directory}/held-out.json is damaged: ${[(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_2__/* .pathText */ .LF)(wrong.path), wrong.message].filter(Boolean).join(': ')}`, {
            hint: 'Evaluate the model again, or take the package from the registry.',
        });
    }
    if (count === 0)
        return null;
    const columns = new Map(heldOut.columns.map((column) => [column.name, column]));
    return {
        rows: { rows: count, columns },
        scores: { rows: count, width, scores: Float64Array.from(heldOut.scores.flat()) },
    };
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


/***/ }),

/***/ 35859:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AC: () => (/* binding */ inferenceAnswer),
/* harmony export */   LK: () => (/* binding */ modelMetadata),
/* harmony export */   PT: () => (/* binding */ CHECK_HEADER),
/* harmony export */   bd: () => (/* binding */ ProtocolError),
/* harmony export */   hL: () => (/* binding */ serverMetadata),
/* harmony export */   oT: () => (/* binding */ readInference)
/* harmony export */ });
/* unused harmony export SERVER_NAME */
/**
 * The Open Inference Protocol, version 2, over JSON: one tensor for each column, shape [n] or [n, 1].
 * https://github.com/kserve/open-inference-protocol (specification/protocol/inference_rest.md)
 *
 * Beyond the protocol: `null` in `data` is a missing value. Times and dates are BYTES in ISO 8601.
 */
const SERVER_NAME = 'mlops-actions';
/**
 * The header of our own that keeps the rows of a deployment's check, and of a person who tries the
 * server on its page, out of the serving log. They are counted in `mlops_check_rows_total`.
 */
const CHECK_HEADER = 'mlops-check';
/** A request that is not of the protocol's form. */
class ProtocolError extends Error {
    name = 'ProtocolError';
    statusCode;
    constructor(message, statusCode = 400) {
        super(message);
        this.statusCode = statusCode;
    }
}
const INTEGERS = ['INT8', 'INT16', 'INT32', 'INT64', 'UINT8', 'UINT16', 'UINT32', 'UINT64'];
const FLOATS = ['FP16', 'FP32', 'FP64'];
const DATATYPES = {
    BYTES: (value) => typeof value === 'string',
    BOOL: (value) => typeof value === 'boolean' || value === 0 || value === 1,
    ...Object.fromEntries(INTEGERS.map((name) => [name, (value) => Number.isSafeInteger(value)])),
    ...Object.fromEntries(FLOATS.map((name) => [name, (value) => typeof value === 'number'])),
};
const DATATYPE_OF = {
    integer: 'INT64',
    number: 'FP64',
    string: 'BYTES',
    boolean: 'BOOL',
    timestamp: 'BYTES',
    date: 'BYTES',
};
/** What `GET /v2` says. */
function serverMetadata(programVersion) {
    return { name: SERVER_NAME, version: programVersion, extensions: [] };
}
function outputsOf({ signature: { classes } }) {
    const all = [
        { name: 'score', datatype: 'FP64', values: ({ score }) => [score] },
        {
            name: 'prediction',
            datatype: classes.length === 0 ? 'FP64' : 'BYTES',
            values: ({ prediction }) => [prediction],
        },
    ];
    if (classes.length > 2) {
        all.push({
            name: 'probabilities',
            datatype: 'FP64',
            width: classes.length,
            values: ({ probabilities }) => classes.map((name) => probabilities?.[name] ?? null),
        });
    }
    return all;
}
/** What `GET /v2/models/{name}` says. */
function modelMetadata(manifest, version) {
    const { signature, model } = manifest;
    return {
        name: manifest.name,
        versions: [version],
        platform: `mlops_${model.format}`,
        inputs: [...signature.inputs, ...signature.extras].map(({ name, type }) => ({
            name,
            datatype: DATATYPE_OF[type],
            shape: [-1],
        })),
        outputs: outputsOf(manifest).map(({ name, datatype, width }) => ({
            name,
            datatype,
            shape: width === undefined ? [-1] : [-1, width],
        })),
    };
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function tensorOf(value, index) {
    if (!isRecord(value))
        throw new ProtocolError(`inputs[${index}] must be an object`);
    const { name, shape, datatype, data } = value;
    if (typeof name !== 'string' || name === '')
        throw new ProtocolError(`inputs[${index}] has no name`);
    const where = `input ${JSON.stringify(name)}`;
    if (data === undefined)
        throw new ProtocolError(`${where} has no data; tensors in binary form are not served`);
    if (!Array.isArray(data))
        throw new ProtocolError(`${where}: data must be an array`);
    const rows = Array.isArray(shape) ? shape[0] : undefined;
    if (!Array.isArray(shape) ||
        !Number.isSafeInteger(rows) ||
        (shape.length === 2 ? shape[1] !== 1 : shape.length !== 1)) {
        throw new ProtocolError(`${where}: shape must be [n] or [n, 1]`);
    }
    if (typeof datatype !== 'string' || !Object.hasOwn(DATATYPES, datatype)) {
        throw new ProtocolError(`${where}: datatype must be one of ${Object.keys(DATATYPES).join(', ')}`);
    }
    const flat = shape.length === 2 ? data.flat() : data;
    if (flat.length !== rows) {
        throw new ProtocolError(`${where} has ${flat.length} values where its shape says ${String(rows)}`);
    }
    const wrong = flat.findIndex((item) => item !== null && !DATATYPES[datatype]?.(item));
    if (wrong >= 0)
        throw new ProtocolError(`${where}: value ${wrong + 1} is not ${datatype}`);
    return { name, shape, datatype, data: flat };
}
/** Reads the body of `POST …/infer` for this model. Throws `ProtocolError`. */
function readInference(body, manifest) {
    if (!isRecord(body) || !Array.isArray(body.inputs)) {
        throw new ProtocolError('the body must be an object with "inputs", a list of one tensor for each column');
    }
    const tensors = body.inputs.map(tensorOf);
    const count = tensors[0]?.data.length ?? 0;
    const names = new Set();
    for (const { name, data } of tensors) {
        if (names.has(name))
            throw new ProtocolError(`input ${JSON.stringify(name)} is there twice`);
        names.add(name);
        if (data.length !== count) {
            throw new ProtocolError(`input ${JSON.stringify(name)} has ${data.length} values, ${JSON.stringify(tensors[0]?.name)} has ${count}`);
        }
    }
    const rows = Array.from({ length: count }, (_, row) => {
        const record = Object.create(null);
        for (const { name, datatype, data } of tensors) {
            record[name] = datatype === 'BOOL' && data[row] !== null ? Boolean(data[row]) : data[row];
        }
        return record;
    });
    const outputs = wantedOutputs(body.outputs, outputsOf(manifest));
    return { id: typeof body.id === 'string' ? body.id : undefined, outputs, rows };
}
function wantedOutputs(outputs, known) {
    if (outputs === undefined)
        return null;
    const names = Array.isArray(outputs)
        ? outputs.map((output) => (isRecord(output) ? output.name : null))
        : [null];
    if (!names.every((name) => typeof name === 'string')) {
        throw new ProtocolError('"outputs" must be a list of objects with a "name"');
    }
    const unknown = names.find((name) => !known.some((output) => output.name === name));
    if (unknown !== undefined) {
        throw new ProtocolError(`there is no output ${JSON.stringify(unknown)}; there are ${known.map(({ name }) => name).join(', ')}`);
    }
    return names.length > 0 ? names : null;
}
/** The body of an inference answer. */
function inferenceAnswer(manifest, version, request, predictions) {
    const wanted = outputsOf(manifest).filter(({ name }) => request.outputs?.includes(name) ?? true);
    return {
        model_name: manifest.name,
        model_version: version,
        ...(request.id === undefined ? {} : { id: request.id }),
        outputs: wanted.map(({ name, datatype, width, values }) => ({
            name,
            datatype,
            shape: width === undefined ? [predictions.length] : [predictions.length, width],
            data: predictions.flatMap(values),
        })),
    };
}


/***/ })

};
