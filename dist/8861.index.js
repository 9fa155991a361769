export const id = 8861;
export const ids = [8861];
export const modules = {

/***/ 11549:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   At: () => (/* binding */ readEvidence),
/* harmony export */   F$: () => (/* binding */ newRunId),
/* harmony export */   az: () => (/* binding */ evidenceFile),
/* harmony export */   cI: () => (/* binding */ readRun),
/* harmony export */   hH: () => (/* binding */ latestRun),
/* harmony export */   nP: () => (/* binding */ writeEvidence),
/* harmony export */   ut: () => (/* binding */ createRun)
/* harmony export */ });
/* unused harmony exports runDirectory, listRuns, outputFile */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15173);
/* harmony import */ var _system_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72211);
/* harmony import */ var _system_schema_check_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(72679);
/* harmony import */ var _system_write_errors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(13771);
/* harmony import */ var _schema_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(76293);








/** Evidence beyond this size was not written by a stage. */
const MAXIMUM_BYTES = 32 * 1024 * 1024;
const RUN_ID = /^\d{8}T\d{6}Z-[0-9a-f]{6}$/;
/**
 * A new id, `20261121T120405Z-<6 hex digits>`: ids sort by time, to the millisecond (three of the
 * digits), and differ by chance beyond it.
 */
function newRunId(clock) {
    const now = clock.now();
    const second = now
        .toISOString()
        .replace(/\.\d+Z$/, 'Z')
        .replaceAll(/[-:]/g, '');
    const millisecond = now.getUTCMilliseconds().toString(16).padStart(3, '0');
    return `${second}-${millisecond}${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(2).toString('hex').slice(1)}`;
}
/** The folder of a run in a workspace. Throws UserError where `id` is no run id. */
function runDirectory(workspace, id) {
    if (!RUN_ID.test(id)) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`${JSON.stringify(id)} is not the id of a run`, {
            hint: 'ids look like 20261121T120405Z-1a2b3c and are the names of the folders in .mlops/runs',
        });
    }
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(runsDirectory(workspace), id);
}
function runsDirectory(workspace) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, '.mlops', 'runs');
}
/** Makes the folder of a new run; no two runs get the same one. */
async function createRun(workspace, clock) {
    await (0,_system_files_js__WEBPACK_IMPORTED_MODULE_4__/* .makeFolder */ .fc)(runsDirectory(workspace));
    for (;;) {
        const id = newRunId(clock);
        const directory = runDirectory(workspace, id);
        try {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(directory);
            return { id, directory };
        }
        catch (error) {
            if (error.code !== 'EEXIST')
                throw (0,_system_write_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .writeErrorOf */ .Z)(error, directory);
        }
    }
}
/** The runs of a workspace, the newest first. */
async function listRuns(workspace) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(runsDirectory(workspace)).catch((error) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
            return [];
        throw error;
    });
    return names
        .filter((name) => RUN_ID.test(name))
        .sort()
        .reverse()
        .map((id) => ({ id, directory: runDirectory(workspace, id) }));
}
/**
 * The newest run that holds evidence of `model`, of `stage` where one is named. Throws UserError
 * where evidence on the way is damaged: it could be the one that is looked for.
 */
async function latestRun(workspace, model, stage) {
    const stages = stage === undefined ? _schema_js__WEBPACK_IMPORTED_MODULE_7__/* .STAGES */ .an : [stage];
    for (const run of await listRuns(workspace)) {
        for (const each of stages) {
            const file = evidenceFile(run.directory, each);
            const text = await textOf(file);
            if (text !== undefined && checkedEvidence(text, file, each).model === model)
                return run;
        }
    }
    return undefined;
}
/** Where the evidence of `stage` stands in a run's folder. */
function evidenceFile(directory, stage) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, `${stage}.json`);
}
/**
 * Writes evidence to `<directory>/<stage>.json`, whole or not at all, and gives the path. Evidence
 * that breaks its schema, or holds a number that JSON cannot say, is a bug: Error.
 */
async function writeEvidence(directory, evidence) {
    const unsayable = nonFinite(evidence);
    if (unsayable)
        throw new Error(`evidence of ${evidence.stage}: ${(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_5__/* .pathText */ .LF)(unsayable)} is not finite`);
    const text = `${JSON.stringify(evidence, null, 2)}\n`;
    const problems = (0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_5__/* .checkSchema */ ._U)(_schema_js__WEBPACK_IMPORTED_MODULE_7__/* .EVIDENCE_SCHEMAS */ .dP[evidence.stage], JSON.parse(text));
    if (problems.length > 0) {
        const lines = problems.map(({ path, message }) => `${(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_5__/* .pathText */ .LF)(path)}: ${message}`);
        throw new Error(`evidence of ${evidence.stage} breaks its schema:\n${lines.join('\n')}`);
    }
    const file = evidenceFile(directory, evidence.stage);
    await (0,_system_files_js__WEBPACK_IMPORTED_MODULE_4__/* .writeAtomically */ .vK)(file, text);
    return file;
}
function nonFinite(root) {
    const found = [{ value: root, path: [] }];
    for (const { value, path } of found) {
        if (typeof value === 'number' && !Number.isFinite(value))
            return path;
        if (typeof value !== 'object' || value === null)
            continue;
        for (const [key, inner] of Object.entries(value)) {
            found.push({ value: inner, path: [...path, Array.isArray(value) ? Number(key) : key] });
        }
    }
    return undefined;
}
/**
 * The evidence of `stage` in a run's folder, or in a file. It may come from anywhere (an artifact, a
 * colleague), so it is checked whole. Throws UserError that names what is wrong with it.
 */
async function readEvidence(place, stage) {
    const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(place).catch(() => undefined);
    const file = found?.isFile() ? place : evidenceFile(place, stage);
    const text = await textOf(file);
    if (text === undefined) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`${place}: no evidence of ${stage}`, {
            hint: `run \`mlops ${stage}\` first, or name the run that has it`,
        });
    }
    return checkedEvidence(text, file, stage);
}
/** The evidence of all stages that a run's folder holds. Throws UserError as `readEvidence`. */
async function readRun(directory) {
    const found = {};
    for (const stage of _schema_js__WEBPACK_IMPORTED_MODULE_7__/* .STAGES */ .an) {
        const file = evidenceFile(directory, stage);
        const text = await textOf(file);
        if (text !== undefined)
            found[stage] = checkedEvidence(text, file, stage);
    }
    return found;
}
async function textOf(file) {
    try {
        const { size } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file);
        if (size > MAXIMUM_BYTES) {
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`${file}: ${size} bytes are too many for evidence (at most ${MAXIMUM_BYTES})`);
        }
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file, 'utf8');
    }
    catch (error) {
        if (error instanceof _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo)
            throw error;
        if (error.code === 'ENOENT')
            return undefined;
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`${file}: cannot be read: ${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`, { cause: error });
    }
}
function checkedEvidence(text, file, stage) {
    const refuse = (message) => {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`${file} is no evidence of ${stage}: ${message}`, {
            hint: `run \`mlops ${stage}\` again; evidence is not to be edited`,
        });
    };
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        return refuse(`not JSON: ${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`);
    }
    const { schema, stage: other } = (typeof value === 'object' && value !== null ? value : {});
    if (schema !== undefined && schema !== _schema_js__WEBPACK_IMPORTED_MODULE_7__/* .EVIDENCE_SCHEMA */ .m$) {
        return refuse(`its schema is ${JSON.stringify(schema)}, and this version reads ${_schema_js__WEBPACK_IMPORTED_MODULE_7__/* .EVIDENCE_SCHEMA */ .m$}`);
    }
    if (other !== undefined && other !== stage)
        return refuse(`it is of ${JSON.stringify(other)}`);
    if (hasPrototypeKey(value))
        return refuse('the key "__proto__" is not allowed');
    const [problem, ...others] = (0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_5__/* .checkSchema */ ._U)(_schema_js__WEBPACK_IMPORTED_MODULE_7__/* .EVIDENCE_SCHEMAS */ .dP[stage], value);
    if (problem) {
        const more = others.length > 0 ? ` (and ${others.length} more)` : '';
        return refuse(`${(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_5__/* .pathText */ .LF)(problem.path) || 'it'}: ${problem.message}${more}`);
    }
    return value;
}
/** `JSON.parse` makes it a key of its own, and copying such an object would then change its prototype. */
function hasPrototypeKey(root) {
    const found = [root];
    for (const value of found) {
        if (typeof value !== 'object' || value === null)
            continue;
        if (Object.hasOwn(value, '__proto__'))
            return true;
        for (const inner of Object.values(value))
            found.push(inner);
    }
    return false;
}
/**
 * The absolute path of a file that evidence names under `outputs`, once its digest was verified.
 * `directory` is the folder of the evidence file. Throws UserError where the file is missing or lies
 * elsewhere, DataError where its content is not what the evidence says.
 */
async function outputFile(directory, evidence, role) {
    const output = Object.hasOwn(evidence.outputs, role) ? evidence.outputs[role] : undefined;
    if (!output)
        throw new UserError(`the evidence of ${evidence.stage} names no ${role}`);
    const file = resolve(directory, output.path);
    const inside = relative(resolve(directory), file);
    if (isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`)) {
        throw new UserError(`the ${role} of ${evidence.stage} lie outside the run's folder: ${output.path}`);
    }
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) {
        throw new UserError(`${file}: no such file; it holds the ${role} of ${evidence.stage}`, {
            hint: `run \`mlops ${evidence.stage}\` again, or copy the whole folder of the run`,
        });
    }
    if ((await digestOfFile(file)) !== output.sha256) {
        throw new DataError(`${file}: not the ${role} that ${evidence.stage} wrote (its digest differs)`, {
            hint: `run \`mlops ${evidence.stage}\` again`,
        });
    }
    return file;
}


/***/ }),

/***/ 44463:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ GitHub)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15173);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(220);



/** Longer than any answer of the API takes; uploads and downloads bring a limit of their own. */
const DEADLINE = 60_000;
const LONGEST_WAIT_SECONDS = 120;
const WRITE_ATTEMPTS = 3;
const RATE_LIMIT_RETRIES = 2;
/**
 * One repository on GitHub. Reads are retried; a write is sent once, and where its outcome is unknown it
 * is looked up before anything is sent again. Throws `UserError` for a token without the permission
 * (401, 403, 404) and `ServiceError` where GitHub or the network failed.
 */
class GitHub {
    owner;
    repo;
    apiUrl;
    log;
    #octokit;
    #second;
    #usage;
    #viewer;
    constructor(octokit, options, usage) {
        this.owner = options.owner;
        this.repo = options.repo;
        this.apiUrl = options.apiUrl;
        this.log = options.log;
        this.#octokit = octokit;
        this.#usage = usage;
        this.#second = options.second ?? 1000;
    }
    /** Opens a repository; loads the client libraries. */
    static async open(options) {
        const [{ Octokit }, { retry }, { throttling }] = await Promise.all([
            __webpack_require__.e(/* import() */ 4730).then(__webpack_require__.bind(__webpack_require__, 14730)),
            Promise.all(/* import() */[__webpack_require__.e(3251), __webpack_require__.e(9735)]).then(__webpack_require__.bind(__webpack_require__, 49735)),
            Promise.all(/* import() */[__webpack_require__.e(3251), __webpack_require__.e(6856)]).then(__webpack_require__.bind(__webpack_require__, 86856)),
        ]);
        const { log, second = 1000 } = options;
        const usage = { requests: 0, writes: 0, remaining: null };
        const again = (kind) => (after, request, _, count) => {
            const retrying = count < RATE_LIMIT_RETRIES && after <= LONGEST_WAIT_SECONDS;
            log.warn(`GitHub's ${kind} is reached (${request.method} ${request.url}); ` +
                (retrying
                    ? `trying again in ${after} s.`
                    : `it asks for a wait of ${after} s, which is too long.`));
            return retrying;
        };
        const octokit = new (Octokit.plugin(retry, throttling))({
            auth: options.token,
            baseUrl: options.apiUrl,
            userAgent: 'mlops-actions',
            log: {
                debug: () => { },
                info: () => { },
                warn: (text) => log.debug(text),
                error: (text) => log.debug(text),
            },
            request: { fetch: counting(options, usage) },
            retry: { retryAfterBaseValue: second },
            throttle: {
                retryAfterBaseValue: second,
                onRateLimit: again('rate limit'),
                onSecondaryRateLimit: again('secondary rate limit'),
                ...(second < 1000 ? { write: UNPACED, notifications: UNPACED } : {}),
            },
        });
        return new GitHub(octokit, options, usage);
    }
    /** How many requests were sent, how many of them were writes, and how many are left this hour. */
    get usage() {
        return { ...this.#usage };
    }
    /** Sends a read, retried where it fails. */
    async read(route, parameters, need) {
        return this.#send(route, parameters, need);
    }
    /** A read whose subject may be absent: null where GitHub answers 404. */
    async find(route, parameters, need) {
        try {
            return await this.#send(route, parameters, need);
        }
        catch (error) {
            if ((0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c2)(error) === 404)
                return null;
            throw error;
        }
    }
    /** All pages of a list. `pick` finds the list inside an answer that wraps it. */
    async list(route, parameters, need, pick) {
        const items = [];
        for (let page = 1;; page++) {
            const paged = { ...parameters, per_page: PAGE, page };
            const found = pick(await this.#send(route, paged, need));
            items.push(...found);
            if (found.length < PAGE)
                return items;
        }
    }
    /**
     * Sends a write. Where its outcome is unknown, `recover` says what to do: a function looks whether it
     * happened and returns what came of it, or null to send it again; `repeat` sends again at once, for
     * writes that may happen twice; `stop` leaves it to the caller.
     */
    async write(route, parameters, need, recover) {
        for (let attempt = 1;; attempt++) {
            try {
                return await this.#send(route, parameters, need, 0);
            }
            catch (error) {
                if (recover === 'stop' || !(0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .outcomeUnknown */ .Hu)(error))
                    throw error;
                await this.pause(attempt * attempt);
                const done = recover === 'repeat' ? null : await recover();
                if (done !== null)
                    return done;
                if (attempt === WRITE_ATTEMPTS)
                    throw error;
                this.log.debug(`GitHub: could not ${need.doing}; trying again (${attempt + 1} of ${WRITE_ATTEMPTS}).`);
            }
        }
    }
    /** Deletes something; what is gone already is deleted. */
    async remove(route, parameters, need) {
        try {
            await this.write(route, parameters, need, 'repeat');
        }
        catch (error) {
            if ((0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c2)(error) !== 404)
                throw error;
        }
    }
    /** The login that this token acts as. A token that may not ask is taken for the one of GitHub Actions. */
    async viewer() {
        this.#viewer ??= this.#octokit
            .graphql('query { viewer { login } }', { request: { retries: 1 } })
            .then(({ viewer }) => viewer.login, () => 'github-actions[bot]');
        return this.#viewer;
    }
    /** Waits for so many seconds. */
    async pause(seconds) {
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(seconds * this.#second);
    }
    async #send(route, parameters, need, retries) {
        const request = { ...parameters.request, ...(retries === undefined ? {} : { retries }) };
        try {
            const response = await this.#octokit.request(route, {
                owner: this.owner,
                repo: this.repo,
                ...parameters,
                request,
            });
            return response.data;
        }
        catch (error) {
            throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .explain */ .WE)(error, need);
        }
    }
}
const PAGE = 100;
/** Takes the place of a limiter that would pace requests; of a limiter only this is used. */
const UNPACED = {
    key: () => ({
        schedule: (_options, work, ...args) => work(...args),
    }),
};
/** A `fetch` with a deadline that counts every request that is really sent. */
function counting({ fetch = globalThis.fetch, log }, usage) {
    return async (url, init = {}) => {
        const method = init.method ?? 'GET';
        usage.requests++;
        if (method !== 'GET' && method !== 'HEAD')
            usage.writes++;
        try {
            const response = await fetch(url, { ...init, signal: init.signal ?? AbortSignal.timeout(DEADLINE) });
            const remaining = response.headers.get('x-ratelimit-remaining');
            if (remaining !== null)
                usage.remaining = Number(remaining);
            log.debug(`GitHub: ${method} ${pathOf(String(url))}: ${response.status}`);
            return response;
        }
        catch (error) {
            log.debug(`GitHub: ${method} ${pathOf(String(url))}: ${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`);
            throw error;
        }
    };
}
function pathOf(url) {
    return URL.canParse(url) ? new URL(url).pathname : url;
}


/***/ }),

/***/ 220:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hu: () => (/* binding */ outcomeUnknown),
/* harmony export */   WE: () => (/* binding */ explain),
/* harmony export */   c2: () => (/* binding */ statusOf)
/* harmony export */ });
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15173);

/** The HTTP status beneath an error of the client, 0 where no answer came, null where it is another error. */
function statusOf(error) {
    const failure = failureOf(error);
    if (!failure)
        return null;
    return failure.response ? failure.status : 0;
}
/** Whether a write may have happened although it failed: no answer came, or the server broke. */
function outcomeUnknown(error) {
    const status = statusOf(error);
    return status !== null && (status === 0 || status >= 500);
}
/** The error that a person sees for `error`, which the client library threw. */
function explain(error, { doing, permission }) {
    const failure = failureOf(error);
    if (!failure)
        return error;
    const said = saidBy(failure);
    const status = statusOf(error);
    if (status === 0) {
        return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7(`GitHub cannot be reached to ${doing}: ${failure.message}`, {
            hint: 'Check the network and the proxy settings, then run it again.',
            cause: error,
        });
    }
    const reset = rateLimitReset(failure);
    if (reset !== null) {
        return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7(`GitHub's rate limit is used up: cannot ${doing}.`, {
            hint: reset,
            cause: error,
        });
    }
    switch (status) {
        case 401:
            return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`GitHub does not accept the token: cannot ${doing}.`, {
                hint: 'Check that the token is the one of this server, and that it has not expired.',
                cause: error,
            });
        case 403:
            return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The token may not ${doing}. GitHub says: ${said}`, {
                hint: `Give the job \`permissions: { ${permission} }\`. Runs for forks and Dependabot get a token that only reads.`,
                cause: error,
            });
        case 404:
            return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`GitHub finds nothing to ${doing}.`, {
                hint: `Check that it exists, and that the token may see it: the job needs \`permissions: { ${permission} }\`.`,
                cause: error,
            });
        default:
            return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7(`GitHub cannot ${doing} (status ${status}). It says: ${said}`, {
                hint: failure.status >= 500
                    ? 'Run it again in a few minutes; githubstatus.com tells of outages.'
                    : 'Run it again with debug logging on, and report it if it stays.',
                cause: error,
            });
    }
}
function failureOf(error) {
    for (let one = error; one instanceof Error; one = one.cause) {
        if (one.name === 'HttpError' && 'status' in one)
            return one;
        if (one.name === 'TimeoutError' || one.name === 'AbortError')
            return { status: 500, message: 'no answer in time' };
    }
    return null;
}
function saidBy({ response, message }) {
    const data = response?.data;
    const text = typeof data?.message === 'string' ? data.message : (0,_system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(new Error(message));
    const details = Array.isArray(data?.errors) ? ` ${JSON.stringify(data.errors)}` : '';
    return `${text}${details}`.slice(0, 500);
}
/** When the limit ends, where it is a rate limit that stopped the request; else null. */
function rateLimitReset({ status, response, message }) {
    if (status !== 403 && status !== 429)
        return null;
    const headers = response?.headers ?? {};
    const after = Number(headers['retry-after'] ?? Number.NaN);
    if (Number.isFinite(after))
        return `Run it again in ${after} s.`;
    if (String(headers['x-ratelimit-remaining']) === '0') {
        const reset = new Date(Number(headers['x-ratelimit-reset']) * 1000);
        return Number.isNaN(reset.getTime())
            ? 'Run it again in an hour.'
            : `Run it again after ${reset.toISOString()}.`;
    }
    return status === 429 || /rate limit/i.test(message) ? 'Run it again in a few minutes.' : null;
}


/***/ }),

/***/ 91480:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Si: () => (/* binding */ runStage),
/* harmony export */   ZL: () => (/* binding */ stagesOf),
/* harmony export */   aI: () => (/* binding */ runPipeline),
/* harmony export */   iU: () => (/* binding */ exitCodeOfEvidence),
/* harmony export */   mZ: () => (/* binding */ exitCodeOfRun)
/* harmony export */ });
/* harmony import */ var _evidence_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76293);
/* harmony import */ var _evidence_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11549);
/* harmony import */ var _system_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72211);



/** One line a stage; a stage and what it needs are loaded when it runs. */
const FUNCTIONS = {
    'validate-data': async () => (await Promise.all(/* import() */[__webpack_require__.e(2856), __webpack_require__.e(4677), __webpack_require__.e(783), __webpack_require__.e(9714), __webpack_require__.e(5664), __webpack_require__.e(9494)]).then(__webpack_require__.bind(__webpack_require__, 79494))).validateData,
    train: async () => (await Promise.all(/* import() */[__webpack_require__.e(2856), __webpack_require__.e(4677), __webpack_require__.e(783), __webpack_require__.e(9714), __webpack_require__.e(5664), __webpack_require__.e(5115), __webpack_require__.e(8739), __webpack_require__.e(7544)]).then(__webpack_require__.bind(__webpack_require__, 37544))).train,
    'evaluate-gate': async () => (await Promise.all(/* import() */[__webpack_require__.e(2856), __webpack_require__.e(4677), __webpack_require__.e(783), __webpack_require__.e(9714), __webpack_require__.e(5115), __webpack_require__.e(8739), __webpack_require__.e(8486)]).then(__webpack_require__.bind(__webpack_require__, 58486))).evaluateGate,
    register: async () => (await __webpack_require__.e(/* import() */ 1613).then(__webpack_require__.bind(__webpack_require__, 1613))).register,
    deploy: async () => (await __webpack_require__.e(/* import() */ 9733).then(__webpack_require__.bind(__webpack_require__, 39733))).deploy,
    'monitor-drift': async () => (await Promise.all(/* import() */[__webpack_require__.e(4677), __webpack_require__.e(5088), __webpack_require__.e(7348)]).then(__webpack_require__.bind(__webpack_require__, 7348))).monitorDrift,
};
/** Runs one stage and keeps its evidence in the run folder, where the next stage finds it. */
async function runStage(stage, request, ports) {
    ports.signal?.throwIfAborted();
    await (0,_system_files_js__WEBPACK_IMPORTED_MODULE_2__/* .makeFolder */ .fc)(request.out);
    const perform = await FUNCTIONS[stage]();
    const evidence = await perform(request, ports);
    await (0,_evidence_store_js__WEBPACK_IMPORTED_MODULE_1__/* .writeEvidence */ .nP)(request.out, evidence);
    return evidence;
}
/**
 * Runs stages in the order of the loop, each on the evidence of those before it, and stops behind the first
 * one that does not pass. `finished` hears of each evidence as soon as it stands.
 */
async function runPipeline(stages, request, ports, finished = async () => { }) {
    const done = [];
    for (const stage of _evidence_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .an.filter((name) => stages.includes(name))) {
        const evidence = await runStage(stage, request, ports);
        done.push(evidence);
        await finished(evidence);
        if (exitCodeOfEvidence(evidence, request.config) !== 0)
            break;
    }
    return done;
}
/**
 * The stages that the config can do: without an environment there is nothing to deploy, without
 * `monitor` nothing to watch.
 */
function stagesOf(config) {
    return _evidence_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .STAGES */ .an.filter((stage) => (stage !== 'deploy' || Object.keys(config.deploy).length > 0) &&
        (stage !== 'monitor-drift' || config.monitor !== undefined));
}
/** 0 where the verdict lets the loop go on, else 1. */
function exitCodeOfEvidence(evidence, config) {
    if (evidence.verdict === 'pass')
        return 0;
    if (evidence.stage === 'monitor-drift')
        return config.monitor?.['fail-on'] === 'drift' && !isWaiting(evidence) ? 1 : 0;
    if (evidence.verdict === 'inconclusive' && evidence.stage === 'evaluate-gate') {
        return config.gate.inconclusive === 'pass' ? 0 : 1;
    }
    return 1;
}
/** Whether there was nothing to watch yet, which is nobody's fault. */
function isWaiting(evidence) {
    return evidence.stage === 'monitor-drift' && evidence.figures.windows.length === 0;
}
/** The exit code of a run: 1 where any of its evidence has such a verdict. */
function exitCodeOfRun(evidence, config) {
    return evidence.some((one) => exitCodeOfEvidence(one, config) === 1) ? 1 : 0;
}


/***/ }),

/***/ 3634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ub: () => (/* binding */ COMMENT_BUDGET),
  pm: () => (/* binding */ SUMMARY_BUDGET),
  Aw: () => (/* binding */ evidenceOfRun),
  bg: () => (/* binding */ publishFiles)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/evidence/schema.js
var schema = __webpack_require__(76293);
// EXTERNAL MODULE: ./build/evidence/store.js
var store = __webpack_require__(11549);
// EXTERNAL MODULE: ./node_modules/hast-util-to-html/lib/index.js + 23 modules
var lib = __webpack_require__(50025);
// EXTERNAL MODULE: ./node_modules/hastscript/lib/index.js + 3 modules
var hastscript_lib = __webpack_require__(84137);
;// CONCATENATED MODULE: ./build/report/charts.js
/** The colours stand in the page's style, one set for light and one for dark paper. */
const COLOURS = ['var(--series-1, #0969da)', 'var(--series-2, #bc4c00)', 'var(--series-3, #1a7f37)'];
/** Parts of a whole: what is looked for, and the rest. */
const PARTS = ['var(--muted, #59636e)', 'var(--series-1, #0969da)'];
const GUIDE = '#888888';
const SIZE = { width: 340, height: 225 };
const WIDE = 720;
/** The height of a line of a `dots` chart. */
const LINE = 26;
/** From here on labels of categories are turned. */
const FEW = 6;
const FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';
/**
 * The chart as a Vega-Lite specification. Its title is left to the page; text takes the colour of the page
 * around it, and marks the page's colours.
 */
function vegaLiteOf(chart) {
    const data = chart.series.filter(({ guide }) => !guide);
    const isWide = chart.mark === 'dots';
    const lines = new Set(data.flatMap(({ points }) => points.map(({ x }) => String(x)))).size;
    return {
        width: isWide ? WIDE : SIZE.width,
        height: isWide ? lines * LINE + 70 : SIZE.height,
        autosize: { type: 'fit', contains: 'padding' },
        padding: 4,
        background: 'transparent',
        config: {
            aria: false,
            font: FONT,
            view: { stroke: null },
            axis: {
                labelColor: 'currentColor',
                titleColor: 'currentColor',
                labelFontSize: 11,
                titleFontSize: 11,
                titleFontWeight: 'normal',
                domainColor: GUIDE,
                tickColor: GUIDE,
                gridColor: GUIDE,
                gridOpacity: 0.25,
            },
            legend: { labelColor: 'currentColor', labelFontSize: 11, labelLimit: 200 },
        },
        layer: isWide ? dotLayers(chart, data) : plotLayers(chart, data),
    };
}
function plotLayers(chart, data) {
    const { mark } = chart;
    const guides = chart.series.filter(({ guide }) => guide);
    const points = data.flatMap((series) => series.points);
    const names = data.map(({ name }) => name);
    const isBinned = points.every(({ to }) => to !== undefined);
    const x = xOf(chart, data, isBinned);
    const y = {
        field: 'y',
        type: 'quantitative',
        title: chart.y.title || null,
        stack: mark === 'stacked-bar' ? 'zero' : null,
        scale: yScale(chart, data),
        axis: {
            tickCount: 5,
            ...(isWholeNumbers(points.map(({ y: value }) => value)) ? { tickMinStep: 1 } : {}),
        },
    };
    const beside = mark === 'bar' && names.length > 1 ? { xOffset: { field: 'series', sort: names } } : {};
    return [
        {
            data: { values: rowsOf(data) },
            mark: mark === 'line'
                ? { type: 'line', strokeWidth: 2, point: data.every(({ points: few }) => few.length <= 12) }
                : { type: 'bar', opacity: 0.9, ...(isBinned ? { binSpacing: 1 } : {}) },
            encoding: {
                x,
                ...(isBinned ? { x2: { field: 'to' } } : {}),
                y,
                color: colourOf(names, mark),
                ...beside,
            },
        },
        ...guides.map((guide) => ({
            data: { values: rowsOf([guide]) },
            mark: { type: 'line', strokeDash: [4, 4], color: GUIDE, strokeWidth: 1 },
            encoding: { x, y },
        })),
    ];
}
/** A line a category: a dot a series, and a thin line between them where they are two. */
function dotLayers(chart, data) {
    const names = data.map(({ name }) => name);
    const y = {
        field: 'x',
        type: 'nominal',
        sort: null,
        title: null,
        axis: { labelLimit: 260, grid: true, domain: false, ticks: false, labelPadding: 8 },
    };
    const x = {
        field: 'y',
        type: 'quantitative',
        title: chart.y.title || null,
        scale: { zero: false, nice: true, padding: 10, ...domainOf(chart.y) },
        axis: { tickCount: 6, grid: false },
    };
    const [first, second] = data;
    const between = first?.points.flatMap(({ x: category, y: from }, index) => {
        const to = second?.points[index]?.y;
        return to === undefined ? [] : [{ x: category, y: from, to }];
    });
    return [
        ...(second
            ? [
                {
                    data: { values: between },
                    mark: { type: 'rule', strokeWidth: 3, opacity: 0.45, color: GUIDE },
                    encoding: { x, x2: { field: 'to' }, y },
                },
            ]
            : []),
        {
            // The first series is drawn last, above the others.
            data: { values: rowsOf([...data].reverse()) },
            mark: { type: 'point', filled: true, size: 75, opacity: 1 },
            encoding: { x, y, color: colourOf(names, 'dots') },
        },
    ];
}
function colourOf(names, mark) {
    const colours = mark === 'stacked-bar' && names.length === PARTS.length ? PARTS : COLOURS;
    return {
        field: 'series',
        type: 'nominal',
        title: null,
        scale: { domain: names, range: colours.slice(0, names.length) },
        legend: names.length > 1
            ? {
                orient: 'top',
                direction: 'horizontal',
                symbolType: mark === 'line' ? 'stroke' : 'circle',
                symbolSize: 70,
            }
            : null,
    };
}
function xOf(chart, data, isBinned) {
    const values = data.flatMap(({ points }) => points.map(({ x }) => x));
    const title = chart.x.title || null;
    if (isBinned) {
        return {
            field: 'x',
            type: 'quantitative',
            title,
            bin: 'binned',
            scale: { nice: false },
            axis: { tickCount: 6 },
        };
    }
    if (values.every((value) => typeof value === 'number')) {
        const scale = { zero: false, nice: false, ...domainOf(chart.x) };
        const axis = isWholeNumbers(values) ? { tickMinStep: 1, format: 'd', tickCount: 6 } : { tickCount: 6 };
        return { field: 'x', type: 'quantitative', title, scale, axis };
    }
    const texts = [...new Set(values.map(String))];
    const isRange = texts.every((text) => text.includes(' … '));
    return {
        field: 'x',
        type: 'nominal',
        title,
        sort: null,
        axis: isRange
            ? // Of `from … to` the beginning, and as many as there is room for.
                { labelAngle: 0, labelOverlap: true, labelExpr: "split(datum.label, ' … ')[0]" }
            : { labelAngle: texts.length > FEW ? -45 : 0, labelLimit: 80, labelOverlap: texts.length > 24 },
    };
}
/** Lines need not begin at zero; bars do, for their lengths are compared. */
function yScale(chart, data) {
    if (chart.mark !== 'line')
        return { zero: true, ...domainOf(chart.y) };
    const isFlat = new Set(data.flatMap(({ points }) => points.map(({ y }) => y))).size === 1;
    return { zero: isFlat, ...domainOf(chart.y) };
}
function domainOf({ domain }) {
    return domain ? { domain: [...domain] } : {};
}
function rowsOf(series) {
    return series.flatMap(({ name, points }) => points.map(({ x, y, to }) => ({ series: name, x, y, ...(to === undefined ? {} : { to }) })));
}
function isWholeNumbers(values) {
    return values.length > 2 && values.every(Number.isInteger);
}
/** The chart as SVG text, without script or outside font, ready to stand in an HTML page. */
async function svgOf(chart) {
    const [{ compile }, vega] = await Promise.all([Promise.all(/* import() */[__webpack_require__.e(3972), __webpack_require__.e(994)]).then(__webpack_require__.bind(__webpack_require__, 10994)), __webpack_require__.e(/* import() */ 3972).then(__webpack_require__.bind(__webpack_require__, 33972))]);
    const view = new vega.View(vega.parse(compile(vegaLiteOf(chart)).spec), {
        renderer: 'none',
        logLevel: vega.None,
    });
    try {
        // Inside HTML the element needs no namespaces.
        return (await view.toSVG()).replace(/^<svg[^>]*>/, (tag) => tag.replace(/ xmlns(:\w+)?="[^"]*"/g, ''));
    }
    finally {
        view.finalize();
    }
}

// EXTERNAL MODULE: ./build/report/document.js
var report_document = __webpack_require__(21294);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
;// CONCATENATED MODULE: ./build/report/style.js
/** The look of the HTML report: one column of text, wide tables and rows of charts, calm colours. */
const STYLE = `
:root {
  --paper: #ffffff; --card: #f6f8fa; --ink: #1f2328; --muted: #59636e; --line: #d1d9e0;
  --pass: #1a7f37; --fail: #cf222e; --warn: #9a6700; --accent: #0969da; --none: #59636e;
  --series-1: #0969da; --series-2: #bc4c00; --series-3: #1a7f37;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0d1117; --card: #151b23; --ink: #f0f6fc; --muted: #9198a1; --line: #3d444d;
    --pass: #3fb950; --fail: #ff7b72; --warn: #d29922; --accent: #4493f8; --none: #9198a1;
    --series-1: #58a6ff; --series-2: #f0883e; --series-3: #3fb950;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 72rem; padding: 1.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; overflow-wrap: anywhere;
}
header {
  --tone: var(--none); border: 1px solid var(--line); border-left: 6px solid var(--tone); border-radius: 10px;
  padding: 1.1rem 1.4rem; margin-bottom: 1rem; background: color-mix(in srgb, var(--tone) 7%, var(--paper));
}
header p { margin: 0; }
header .model { color: var(--muted); font-weight: 600; }
h1 { font-size: 1.9rem; line-height: 1.25; margin: .1rem 0 .4rem; }
header .headline { font-size: 1.1rem; max-width: 60rem; }
header .origin { margin-top: .8rem; font-size: .84rem; color: var(--muted); }
h2 { font-size: 1.3rem; margin: 0 0 .2rem; line-height: 1.3; }
h3 { font-size: 1rem; margin: 1.6rem 0 .5rem; }
.outcome-pass { --tone: var(--pass) !important; }
.outcome-fail { --tone: var(--fail) !important; }
.outcome-inconclusive, .outcome-warn { --tone: var(--warn) !important; }
nav { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .6rem; margin-bottom: 2.2rem; }
nav a {
  padding: .65rem .85rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: inherit;
  text-decoration: none; display: block;
}
nav a:hover, nav a:focus-visible { border-color: var(--accent); }
nav .sign { margin-right: .4rem; }
nav small { display: block; color: var(--muted); font-size: .8rem; line-height: 1.4; }
section { padding-top: 1.6rem; margin-top: 1.8rem; border-top: 1px solid var(--line); }
.summary, .muted { color: var(--muted); }
.summary { margin: 0 0 1rem; }
ol, ul { padding-left: 1.5rem; max-width: 60rem; } li { margin: .25rem 0; }
.scroll { overflow-x: auto; margin: .8rem 0 1.1rem; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .36rem .8rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
td { overflow-wrap: break-word; max-width: 34rem; }
th { color: var(--muted); font-weight: 600; vertical-align: bottom; }
th:first-child, td:first-child { padding-left: .2rem; }
th.right, td.right { text-align: right; white-space: nowrap; } th.center, td.center { text-align: center; white-space: nowrap; }
tbody tr:hover { background: var(--card); }
.better { color: var(--pass); } .worse { color: var(--fail); }
td.shaded { background: color-mix(in srgb, var(--series-1) calc(var(--share) * .38), transparent); }
code {
  font: .87em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; padding: .1em .35em; border-radius: 4px;
  background: color-mix(in srgb, var(--muted) 12%, transparent);
}
td > code:only-child { white-space: nowrap; }
.bars { display: block; max-width: none; } .bars path { fill: var(--series-1); opacity: .85; }
.row { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1rem; margin: 1.2rem 0; }
figure { margin: .8rem 0; border: 1px solid var(--line); border-radius: 8px; padding: .7rem .8rem .5rem; max-width: 100%; }
figure.dots { max-width: 48rem; }
.row figure { margin: 0; }
figcaption { font-weight: 600; font-size: .9rem; margin-bottom: .3rem; }
figure svg { display: block; width: 100%; height: auto; }
details { margin: .6rem 0; } summary { cursor: pointer; width: fit-content; }
summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 40rem) {
  body { padding: .8rem .8rem 3rem; } header { padding: .9rem 1rem; } h1 { font-size: 1.6rem; }
  nav { grid-template-columns: 1fr 1fr; } th, td { padding: .36rem .5rem; } table { width: max-content; } td { max-width: 18rem; }
  table.prose, .prose tbody, .prose tr, .prose td { display: block; width: auto; max-width: none; }
  .prose thead { display: none; } .prose tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
  .prose td { border: 0; padding: .1rem 0; text-align: left !important; } .prose td.right { display: none; } .prose td:first-child { float: left; margin-right: .5rem; }
  figure.dots > div { overflow-x: auto; } figure.dots svg { min-width: 34rem; }
}
@media print { nav { display: none; } .scroll { overflow: visible; } }
`.trim();

// EXTERNAL MODULE: ./build/report/text.js
var report_text = __webpack_require__(13920);
;// CONCATENATED MODULE: ./build/report/html.js







/** A browser, and a reader, gets through this many lines of one table; the evidence has all. */
const MOST_ROWS = 2000;
/** Labels in pictures have less room than text. */
const LONGEST_LABEL = 60;
/** What the browser may load: nothing but what stands in the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
/**
 * The report as one HTML page that needs nothing from outside: styles inside, charts as SVG, no script,
 * light and dark by the reader's own setting. Its content policy forbids the browser everything else.
 */
async function htmlOf(report) {
    const sections = await Promise.all(report.sections.map(section));
    const title = (0,report_text/* cleanText */.X)(`${report.title}: ${report.verdict}`);
    const page = (0,hastscript_lib.h)('html', { lang: 'en' }, [
        (0,hastscript_lib.h)('head', [
            (0,hastscript_lib.h)('meta', { charset: 'utf-8' }),
            (0,hastscript_lib.h)('meta', { httpEquiv: 'Content-Security-Policy', content: POLICY }),
            (0,hastscript_lib.h)('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
            (0,hastscript_lib.h)('meta', { name: 'color-scheme', content: 'light dark' }),
            (0,hastscript_lib.h)('title', title),
            (0,hastscript_lib.h)('style', STYLE),
        ]),
        (0,hastscript_lib.h)('body', [
            (0,hastscript_lib.h)('header', { className: [`outcome-${report.outcome}`] }, [
                (0,hastscript_lib.h)('p', { className: ['model'] }, (0,report_text/* cleanText */.X)(report.title)),
                (0,hastscript_lib.h)('h1', [sign(report.outcome), ' ', capital((0,report_text/* cleanText */.X)(report.verdict))]),
                (0,hastscript_lib.h)('p', { className: ['headline'] }, phrase(report.headline)),
                (0,hastscript_lib.h)('p', { className: ['origin'] }, separated(report.footer)),
            ]),
            (0,hastscript_lib.h)('nav', { ariaLabel: 'Sections' }, report.sections.map(navigation)),
            (0,hastscript_lib.h)('main', sections),
        ]),
    ]);
    const root = { type: 'root', children: [{ type: 'doctype' }, page] };
    return `${(0,lib/* toHtml */.V)(root, { allowDangerousHtml: true })}\n`;
}
/** The sign of an outcome. Its word stands beside it for those who cannot see it. */
function sign(outcome) {
    return (0,hastscript_lib.h)('span', { className: ['sign'], role: 'img', ariaLabel: outcome }, report_document/* SIGNS */.B2[outcome]);
}
function navigation({ id, title, outcome, summary }) {
    return (0,hastscript_lib.h)('a', { href: `#${id}` }, [sign(outcome), (0,hastscript_lib.h)('b', title), (0,hastscript_lib.h)('small', phrase(summary))]);
}
async function section({ id, title, outcome, summary, blocks }) {
    return (0,hastscript_lib.h)('section', { id }, [
        (0,hastscript_lib.h)('h2', [sign(outcome), ' ', title]),
        (0,hastscript_lib.h)('p', { className: ['summary'] }, phrase(summary)),
        ...(await contents(blocks)),
    ]);
}
async function contents(blocks) {
    return (await Promise.all(blocks.map(content))).flat();
}
async function content(block) {
    switch (block.kind) {
        case 'heading':
            return [(0,hastscript_lib.h)('h3', phrase(block.text))];
        case 'paragraph':
            return [(0,hastscript_lib.h)('p', phrase(block.text))];
        case 'list':
            return [
                (0,hastscript_lib.h)(block.ordered ? 'ol' : 'ul', block.items.map((item) => (0,hastscript_lib.h)('li', phrase(item)))),
            ];
        case 'table':
            return table(block);
        case 'chart':
            return [await figure(block)];
        case 'row':
            return [(0,hastscript_lib.h)('div', { className: ['row'] }, await Promise.all(block.charts.map(figure)))];
        case 'details':
            return [(0,hastscript_lib.h)('details', [(0,hastscript_lib.h)('summary', phrase(block.summary)), ...(await contents(block.blocks))])];
    }
}
async function figure(chart) {
    return (0,hastscript_lib.h)('figure', { className: [chart.mark] }, [
        (0,hastscript_lib.h)('figcaption', phrase(chart.title)),
        (0,hastscript_lib.h)('div', { role: 'img', ariaLabel: (0,report_text/* cleanText */.X)(chart.description) }, [
            { type: 'raw', value: await svgOf(cleanChart(chart)) },
        ]),
    ]);
}
/** The chart with its names made harmless; the library escapes them for SVG. */
function cleanChart(chart) {
    const axis = (one) => ({ ...one, title: (0,report_text/* cleanText */.X)(one.title, LONGEST_LABEL) });
    return {
        ...chart,
        x: axis(chart.x),
        y: axis(chart.y),
        series: chart.series.map((series) => ({
            ...series,
            name: (0,report_text/* cleanText */.X)(series.name, LONGEST_LABEL),
            points: series.points.map((point) => ({
                ...point,
                x: typeof point.x === 'string' ? (0,report_text/* cleanText */.X)(point.x, LONGEST_LABEL) : point.x,
            })),
        })),
    };
}
function table({ columns, rows, sentences }) {
    const kind = sentences ? { className: ['prose'] } : {};
    const left = rows.length - MOST_ROWS;
    const head = columns.map(({ title, align = 'left' }) => (0,hastscript_lib.h)(title === '' ? 'td' : 'th', { ...(title === '' ? {} : { scope: 'col' }), className: [align] }, phrase(title)));
    const body = rows.slice(0, MOST_ROWS).map((row) => (0,hastscript_lib.h)('tr', row.map((cell, index) => tableCell(cell, columns[index]?.align ?? 'left'))));
    return [
        (0,hastscript_lib.h)('div', { className: ['scroll'], tabIndex: 0 }, [
            (0,hastscript_lib.h)('table', kind, [(0,hastscript_lib.h)('thead', [(0,hastscript_lib.h)('tr', head)]), (0,hastscript_lib.h)('tbody', body)]),
        ]),
        ...(left > 0 ? [(0,hastscript_lib.h)('p', { className: ['muted'] }, `And ${(0,format/* count */.U9)(left)} more, in the evidence.`)] : []),
    ];
}
function tableCell(cell, align) {
    const [only] = (0,report_document/* inlinesOf */.ew)(cell);
    const share = typeof only === 'object' && 'shaded' in only ? only.share : undefined;
    const style = share === undefined ? {} : { style: `--share: ${Math.round(share * 100)}%` };
    return (0,hastscript_lib.h)('td', { className: share === undefined ? [align] : [align, 'shaded'], ...style }, phrase(cell));
}
function phrase(text) {
    return (0,report_text/* cleanInlines */.U)(text).map((inline) => {
        if (typeof inline === 'string')
            return { type: 'text', value: inline };
        if ('code' in inline)
            return (0,hastscript_lib.h)('code', inline.code);
        if ('strong' in inline)
            return (0,hastscript_lib.h)('b', inline.strong);
        if ('muted' in inline)
            return (0,hastscript_lib.h)('span', { className: ['muted'] }, inline.muted);
        if ('change' in inline)
            return (0,hastscript_lib.h)('span', { className: [inline.tone] }, inline.change);
        if ('shaded' in inline)
            return { type: 'text', value: inline.shaded };
        if ('bars' in inline)
            return bars(inline.bars);
        if (!/^https?:\/\//.test(inline.href))
            return { type: 'text', value: inline.link };
        return (0,hastscript_lib.h)('a', { href: inline.href, rel: 'noopener noreferrer' }, inline.link);
    });
}
const BAR = 6;
const BARS_HEIGHT = 28;
/** A histogram in the height of a line. */
function bars(values) {
    const highest = Math.max(...values, 0) || 1;
    const width = values.length * BAR;
    const path = values
        .map((value, index) => {
        const height = value > 0 ? Math.max(1, (BARS_HEIGHT * value) / highest) : 0;
        return `M${index * BAR} ${BARS_HEIGHT}v-${height.toFixed(1)}h${BAR - 1}V${BARS_HEIGHT}`;
    })
        .join('');
    return (0,hastscript_lib.s)('svg', {
        className: ['bars'],
        viewBox: `0 0 ${width} ${BARS_HEIGHT}`,
        width,
        height: BARS_HEIGHT,
        role: 'img',
        ariaLabel: `histogram of ${values.length} bars, the highest is bar ${values.indexOf(Math.max(...values)) + 1}`,
    }, [(0,hastscript_lib.s)('path', { d: path })]);
}
function separated(phrases) {
    return phrases.flatMap((one, index) => [
        ...(index > 0 ? [{ type: 'text', value: ' · ' }] : []),
        ...phrase(one),
    ]);
}
function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

// EXTERNAL MODULE: ./build/report/markdown.js + 2 modules
var markdown = __webpack_require__(55282);
// EXTERNAL MODULE: ./build/report/report.js + 5 modules
var report_report = __webpack_require__(25669);
// EXTERNAL MODULE: ./build/system/files.js
var system_files = __webpack_require__(72211);
;// CONCATENATED MODULE: ./build/publish.js







/** GitHub refuses comments of more than 65,536 characters; this leaves room for the marker. */
const COMMENT_BUDGET = 60_000;
/** GitHub drops a step's summary of more than 1 MiB. */
const SUMMARY_BUDGET = 900 * 1024;
/** Renders everything that the run folder holds as `report.html` and `report.md`. */
async function publishFiles(out) {
    const report = (0,report_report/* reportOf */.E)(await evidenceOfRun(out));
    const files = { html: (0,external_node_path_.join)(out, 'report.html'), markdown: (0,external_node_path_.join)(out, 'report.md') };
    await (0,system_files/* writeAtomically */.vK)(files.html, await htmlOf(report));
    await (0,system_files/* writeAtomically */.vK)(files.markdown, (0,markdown/* markdownOf */.R)(report, { budget: SUMMARY_BUDGET, brief: false }));
    return files;
}
/** All evidence of a run, in the order of the stages. */
async function evidenceOfRun(out) {
    const run = await (0,store/* readRun */.cI)(out);
    return schema/* STAGES */.an.flatMap((stage) => {
        const evidence = run[stage];
        return evidence ? [evidence] : [];
    });
}


/***/ }),

/***/ 55282:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ markdownOf)
});

// UNUSED EXPORTS: LEAST_BUDGET

// EXTERNAL MODULE: ./node_modules/mdast-util-gfm/lib/index.js + 6 modules
var lib = __webpack_require__(35618);
// EXTERNAL MODULE: ./node_modules/mdast-util-to-markdown/lib/index.js + 13 modules
var mdast_util_to_markdown_lib = __webpack_require__(53483);
// EXTERNAL MODULE: ./build/report/document.js
var report_document = __webpack_require__(21294);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
// EXTERNAL MODULE: ./build/report/text.js
var report_text = __webpack_require__(13920);
;// CONCATENATED MODULE: ./build/report/markdown-text.js


/** A phrase as Markdown, where nothing in it can become a link, an image, markup or a mention. */
function phrasing(phrase) {
    return (0,report_text/* cleanInlines */.U)(phrase).flatMap((inline) => {
        if (typeof inline === 'string')
            return [markdown_text_text(inline)];
        if ('code' in inline)
            return inline.code === '' ? [] : [{ type: 'inlineCode', value: inline.code }];
        if ('strong' in inline)
            return [{ type: 'strong', children: [markdown_text_text(inline.strong)] }];
        if ('muted' in inline)
            return [markdown_text_text(inline.muted)];
        if ('change' in inline)
            return [markdown_text_text(inline.change)];
        if ('shaded' in inline)
            return [markdown_text_text(inline.shaded)];
        if ('bars' in inline)
            return [markdown_text_text((0,report_document/* barsText */.kN)(inline.bars))];
        if (!/^https?:\/\//.test(inline.href))
            return [markdown_text_text(inline.link)];
        return [{ type: 'link', url: inline.href, children: [markdown_text_text(inline.link)] }];
    });
}
/** A phrase inside an HTML element of Markdown, under the same promise. */
function htmlText(phrase) {
    return (0,report_text/* cleanInlines */.U)(phrase)
        .map((inline) => {
        if (typeof inline === 'string')
            return escapeHtml(unlinked(inline));
        if ('code' in inline)
            return `<code>${escapeHtml(unlinked(inline.code))}</code>`;
        if ('strong' in inline)
            return `<b>${escapeHtml(unlinked(inline.strong))}</b>`;
        if ('muted' in inline)
            return escapeHtml(unlinked(inline.muted));
        if ('change' in inline)
            return escapeHtml(unlinked(inline.change));
        if ('shaded' in inline)
            return escapeHtml(unlinked(inline.shaded));
        if ('bars' in inline)
            return (0,report_document/* barsText */.kN)(inline.bars);
        return escapeHtml(unlinked(inline.link));
    })
        .join('');
}
function markdown_text_text(value) {
    return { type: 'text', value: unlinked((0,report_text/* cleanText */.X)(value)) };
}
/**
 * GitHub finds mentions, references, addresses and formulas in the rendered text, where no escape is
 * left, so an invisible joiner stands inside each.
 */
function unlinked(value) {
    return value
        .replace(/[@#$]/g, '$&\u2060')
        .replace(/:\/\//g, ':\u2060//')
        .replace(/(www)\./gi, '$1\u2060.')
        .replace(/\b(GH|GHSA|CVE)-/gi, '$&\u2060');
}
function escapeHtml(value) {
    return value.replace(/[&<>"'`*_[\]\\~|]/g, (character) => `&#${character.charCodeAt(0)};`);
}

;// CONCATENATED MODULE: ./build/report/mermaid.js

/** GitHub draws these; labels of more categories would lie over each other. */
const MOST_POINTS = 8;
const LONGEST = 60;
/**
 * The chart in Mermaid's `xychart-beta`, or null where it cannot say it: series that do not share their
 * categories, figures that are not finite. Of many categories it shows the first.
 */
function mermaidOf(chart) {
    const [first, second] = chart.series.filter(({ guide }) => !guide);
    if (!first || first.points.length === 0)
        return null;
    const points = first.points.slice(0, MOST_POINTS);
    const others = second?.points.slice(0, MOST_POINTS);
    if (others && !others.every(({ x }, index) => x === points[index]?.x))
        return null;
    if (others && others.length !== points.length)
        return null;
    const bars = list(others ?? points);
    const line = others && list(points);
    const range = rangeOf(chart, [...points, ...(others ?? [])]);
    if (!bars || !range || line === null)
        return null;
    const names = second ? `: ${second.name} (bar), ${first.name} (line)` : '';
    return [
        '---',
        'config:',
        '  xyChart: { width: 720, height: 260 }',
        // Seen on light and on dark paper: the champion's bars grey, the challenger's line blue.
        `  themeVariables: { xyChart: { plotColorPalette: "${second ? '#9198a1, #0969da' : '#0969da'}" } }`,
        '---',
        'xychart-beta',
        `  title ${quoted(chart.title + names)}`,
        `  x-axis [${points.map(({ x }) => quoted(label(x))).join(', ')}]`,
        `  y-axis ${quoted(chart.y.title)} ${range}`,
        `  bar ${bars}`,
        ...(line ? [`  line ${line}`] : []),
    ].join('\n');
}
/** Of `origin = EWR` what tells it from the others, so that labels have room. */
function label(x) {
    return String(x)
        .replace(/ = /, ' ')
        .slice(0, 2 * LONGEST);
}
function list(points) {
    const figures = points.map(({ y }) => decimal(y, 4));
    return figures.includes(null) ? null : `[${figures.join(', ')}]`;
}
/** The axis, with some air, so that bars differ visibly. */
function rangeOf(chart, points) {
    const values = points.map(({ y }) => y);
    const [lowest, highest] = [Math.min(...values), Math.max(...values)];
    const air = (highest - lowest || Math.abs(highest) || 1) * 0.15;
    const floor = lowest >= 0 ? Math.max(0, lowest - air) : lowest - air;
    const [low, high] = chart.y.domain ?? [floor, highest + air];
    const ends = [decimal(low, 3), decimal(high, 3)];
    return ends.includes(null) || ends[0] === ends[1] ? null : ends.join(' --> ');
}
/** Mermaid knows no exponents; null for what cannot be written without. */
function decimal(value, digits) {
    const size = Math.abs(value);
    if (!Number.isFinite(value) || size >= 1e15 || (size > 0 && size < 1e-9))
        return null;
    const text = String(Number(value.toPrecision(digits)));
    return /e/.test(text) ? Number(text).toFixed(15).replace(/0+$/, '') : text;
}
/**
 * Mermaid has no escape inside quotes, so only harmless characters stay; it takes an empty text for the end of the
 * line and `%%` for a comment, even there.
 */
function quoted(text) {
    const harmless = (0,report_text/* cleanText */.X)(text, LONGEST)
        .replace(/[^\p{L}\p{N} .,:=()+%/_²↑↓-]/gu, '_')
        .replace(/%+/g, '%');
    return `"${harmless.trim() === '' ? '_' : harmless}"`;
}

;// CONCATENATED MODULE: ./build/report/markdown.js







/** With this many bytes the verdict has room, whatever names are in it. */
const LEAST_BUDGET = 16_384;
/** Behind a longer one the verdict would not be seen. */
const LONGEST_TITLE = 100;
const WHOLE = { rows: Number.POSITIVE_INFINITY, details: true, charts: true, blocks: true };
const CUTS = [
    WHOLE,
    { ...WHOLE, rows: 200 },
    { ...WHOLE, rows: 50 },
    { ...WHOLE, rows: 20, details: false },
    { rows: 8, details: false, charts: false, blocks: true },
    { rows: 3, details: false, charts: false, blocks: true },
    { rows: 0, details: false, charts: false, blocks: false },
];
/**
 * The report as GitHub Markdown within its budget. Whole rows and sections are left out where it is too
 * long, and it says so; the verdict always stays. Throws RangeError for a budget below `LEAST_BUDGET`.
 */
function markdownOf(report, options) {
    if (!(options.budget >= LEAST_BUDGET))
        throw new RangeError(`no report fits in ${options.budget} bytes`);
    for (const cut of CUTS) {
        const markdown = render(report, options, cut);
        if (markdown !== undefined)
            return markdown;
    }
    // Thousands of sections, or of links: the verdict alone.
    return serialise([verdict(report, options), shortened()]);
}
/** The report after the cut; undefined where it does not fit. */
function render(report, options, cut) {
    const parts = [];
    let room = options.budget;
    const add = (children) => {
        // To serialise takes long, so what cannot fit is found out before.
        if (leastBytes(children) > room)
            return false;
        const part = serialise(children);
        parts.push(part);
        // An empty line stands between two parts.
        room -= Buffer.byteLength(part) + 1;
        return room >= 0;
    };
    if (!add([verdict(report, options)]))
        return undefined;
    const sections = report.sections.filter(({ inComment = true }) => inComment || !options.brief);
    for (const [index, section] of sections.entries()) {
        if (!add(index === 0 && !options.page ? lead(section, report, options, cut) : other(section, options, cut))) {
            return undefined;
        }
    }
    return add([footer(report, options, cut)]) ? parts.join('\n') : undefined;
}
/** The bytes of the text in the nodes, without what serialising adds. */
function leastBytes(nodes) {
    let bytes = 0;
    for (const node of nodes) {
        if ('value' in node)
            bytes += Buffer.byteLength(node.value);
        if ('children' in node)
            bytes += leastBytes(node.children);
    }
    return bytes;
}
function serialise(children) {
    const root = { type: 'root', children };
    return (0,mdast_util_to_markdown_lib/* toMarkdown */.l)(root, {
        extensions: [(0,lib/* gfmToMarkdown */.H)({ tablePipeAlign: false })],
        bullet: '-',
        rule: '-',
        emphasis: '_',
    });
}
function verdict(report, { page }) {
    const sign = report.outcome === 'info' ? '' : `${report_document/* SIGNS */.B2[report.outcome]} `;
    const title = [
        markdown_text_text(`${sign}${(0,report_text/* cleanText */.X)(report.title, LONGEST_TITLE)}: ${report.verdict}. `),
        ...phrasing(report.headline),
    ];
    return { type: 'heading', depth: page ? 1 : 3, children: title };
}
function footer({ footer: facts }, { links = [] }, cut) {
    const parts = [
        ...facts.map(phrasing),
        ...links.map(({ title, href }) => phrasing({ link: title, href })),
        ...(cut === WHOLE ? [] : [[markdown_text_text(SHORTENED)]]),
    ];
    const separated = parts.flatMap((part, index) => [...(index > 0 ? [markdown_text_text(' · ')] : []), ...part]);
    return { type: 'paragraph', children: [html('<sub>'), ...separated, html('</sub>')] };
}
const SHORTENED = 'shortened to fit: the full report has everything';
function shortened() {
    return { type: 'paragraph', children: [markdown_text_text(SHORTENED)] };
}
/** The section that decides is read first, so it is not folded away. */
function lead(section, { headline }, options, cut) {
    const isTold = headline.startsWith((0,report_document/* plainText */.wh)(section.summary));
    return [
        ...(isTold ? [] : [{ type: 'paragraph', children: phrasing(section.summary) }]),
        ...(cut.blocks ? blocks(section.blocks, options, cut) : []),
    ];
}
/** A section that is not the lead: one line, the rest folded away. */
function other(section, options, cut) {
    const content = cut.blocks ? blocks(section.blocks, options, cut) : [];
    if (options.page) {
        const title = { type: 'heading', depth: 2, children: [markdown_text_text(section.title)] };
        return [title, { type: 'paragraph', children: phrasing(section.summary) }, ...content];
    }
    const summary = [
        `${report_document/* SIGNS */.B2[section.outcome]} `,
        { strong: section.title },
        ': ',
        ...(0,report_text/* cleanInlines */.U)(section.summary),
    ];
    return folded(summary, content);
}
function folded(summary, content) {
    if (content.length === 0)
        return [{ type: 'paragraph', children: phrasing(summary) }];
    return [html(`<details><summary>${htmlText(summary)}</summary>`), ...content, html('</details>')];
}
function blocks(list, options, cut) {
    return list.flatMap((block) => content(block, options, cut));
}
function content(block, options, cut) {
    switch (block.kind) {
        case 'heading':
            return [{ type: 'paragraph', children: phrasing({ strong: block.text }) }];
        case 'paragraph':
            return [{ type: 'paragraph', children: phrasing(block.text) }];
        case 'list':
            return markdown_list(block, cut);
        case 'table':
            return table(block, options, cut);
        case 'chart':
            return cut.charts && block.inComment ? chart(block) : [];
        case 'row':
            return block.charts.flatMap((one) => content(one, options, cut));
        case 'details': {
            if (!cut.details || (options.brief && block.inComment === false))
                return [];
            const inside = blocks(block.blocks, options, cut);
            return inside.length > 0 ? folded(block.summary, inside) : [];
        }
    }
}
function markdown_list({ items, ordered }, cut) {
    const shown = items.slice(0, cut.rows);
    return [
        {
            type: 'list',
            ordered,
            spread: false,
            children: shown.map((item) => ({
                type: 'listItem',
                spread: false,
                children: [{ type: 'paragraph', children: phrasing(item) }],
            })),
        },
        ...more(items.length - shown.length),
    ];
}
function table({ columns, rows, brief }, options, cut) {
    const most = Math.min(cut.rows, (options.brief ? brief : undefined) ?? Number.POSITIVE_INFINITY);
    const shown = rows.slice(0, most);
    if (shown.length === 0)
        return [];
    const row = (cells) => ({
        type: 'tableRow',
        children: cells.map((cell) => ({ type: 'tableCell', children: phrasing(cell) })),
    });
    return [
        {
            type: 'table',
            align: columns.map(({ align }) => align ?? 'left'),
            children: [row(columns.map(({ title }) => title)), ...shown.map(row)],
        },
        ...more(rows.length - shown.length),
    ];
}
function more(left) {
    if (left <= 0)
        return [];
    return [{ type: 'paragraph', children: [markdown_text_text(`and ${(0,format/* count */.U9)(left)} more in the full report`)] }];
}
function chart(block) {
    const code = mermaidOf(block);
    return code === null ? [] : [{ type: 'code', lang: 'mermaid', value: code }];
}
function html(value) {
    return { type: 'html', value };
}


/***/ }),

/***/ 25669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ reportOf)
});

// UNUSED EXPORTS: sectionOf

// EXTERNAL MODULE: ./build/evidence/schema.js
var schema = __webpack_require__(76293);
// EXTERNAL MODULE: ./build/report/document.js
var report_document = __webpack_require__(21294);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
// EXTERNAL MODULE: ./build/report/sections/reasons.js
var reasons = __webpack_require__(83025);
;// CONCATENATED MODULE: ./build/report/sections/deploy.js


/** What runs where now. */
function deploySection(evidence) {
    const { figures } = evidence;
    return {
        id: 'deploy',
        title: 'Deployment',
        outcome: (0,reasons/* outcomeOf */.s)(evidence),
        summary: stateOf(figures, evidence.verdict === 'pass'),
        blocks: [...(0,reasons/* reasonBlocks */.l)(evidence), { kind: 'list', ordered: false, items: factsOf(figures) }],
    };
}
function stateOf({ action, environment, version, previous }, done) {
    if (!done)
        return `${environment} was left as it was${previous ? `, at ${previous}` : ''}`;
    if (action === 'stop')
        return `${environment} was stopped`;
    const before = previous ? `, before it ${previous}` : '';
    return action === 'rollback'
        ? `${environment} was rolled back to ${version}${before}`
        : `${version} runs in ${environment}${before}`;
}
function factsOf({ action, target, url, skew }) {
    return [
        `Target: ${target}.`,
        ...(url ? [['Address: ', { code: url }]] : []),
        ...(action === 'deploy' ? [skewText(skew)] : []),
    ];
}
function skewText(skew) {
    if (!skew)
        return 'Training-serving skew was not checked: there was nothing to compare with.';
    const { rows, maximumDifference, tolerance } = skew;
    return maximumDifference === null
        ? 'Training-serving skew: the answers could not be compared.'
        : `Training-serving skew: the answers to ${(0,format/* plural */.LS)(rows, 'held-out row')} differ from the evaluated predictions by ${(0,format/* figure */.vP)(maximumDifference)} at most; ${(0,format/* setting */.Pe)(tolerance)} is allowed.`;
}

// EXTERNAL MODULE: ./build/report/sections/evaluate-gate.js + 3 modules
var evaluate_gate = __webpack_require__(94606);
;// CONCATENATED MODULE: ./build/report/sections/lineage.js


/** Where everything comes from: what went into each stage and came out, by which code and tools, where and when. */
function lineageSection(evidence) {
    return {
        id: 'lineage',
        title: 'Lineage',
        outcome: 'info',
        summary: pathOf(evidence),
        inComment: false,
        blocks: [stageTable(evidence), factTable(evidence), digestDetails(evidence)],
    };
}
/** From data to deployment in one line. */
function pathOf(evidence) {
    const steps = [];
    for (const one of evidence) {
        if (one.stage === 'validate-data') {
            steps.push([
                'data ',
                ...one.figures.datasets.flatMap(({ digest }) => [{ code: (0,format/* shortDigest */.VK)(digest) }, ' ']),
            ]);
        }
        else if (one.stage === 'train' && one.figures.package) {
            steps.push(['package ', { code: (0,format/* shortDigest */.VK)(one.figures.package.digest) }]);
        }
        else if (one.stage === 'register') {
            steps.push([{ strong: one.figures.version }]);
        }
        else if (one.stage === 'deploy' && one.verdict === 'pass') {
            steps.push([one.figures.environment]);
        }
    }
    const path = steps.flatMap((step, index) => [...(index > 0 ? [' → '] : []), ...step]);
    return path.length > 0 ? path : 'what went in, by which code and tools';
}
function stageTable(evidence) {
    return {
        kind: 'table',
        columns: [
            { title: 'stage' },
            { title: 'verdict' },
            { title: 'began' },
            { title: 'took', align: 'right' },
            { title: 'run' },
        ],
        rows: evidence.map(({ stage, verdict, started, finished, run }) => [
            stage,
            `${report_document/* SIGNS */.B2[verdict]} ${verdict}`,
            (0,format/* moment */.n$)(started),
            (0,format/* seconds */.YA)(spent(started, finished)),
            [{ code: run.id }, run.attempt > 1 ? `, attempt ${run.attempt}` : ''],
        ]),
    };
}
/** Seconds between two times; none where a clock was set back. */
function spent(started, finished) {
    const value = (Date.parse(finished) - Date.parse(started)) / 1000;
    return Number.isFinite(value) ? Math.max(value, 0) : 0;
}
function factTable(evidence) {
    const { run, machine, tools } = evidence.at(-1);
    const commit = run.commit
        ? [{ code: run.commit }, run.dirty ? ', with changes that are not in it' : '']
        : 'not a git checkout';
    return {
        kind: 'table',
        columns: [{ title: 'what' }, { title: '' }],
        rows: [
            ['commit', commit],
            ['config', { code: run.config }],
            ['set for this run', run.overrides.length > 0 ? codes(run.overrides) : 'nothing'],
            [
                'machine',
                `${machine.cpu}, ${(0,format/* count */.U9)(machine.cores)} cores, ${(0,format/* bytes */.ee)(machine.memoryBytes)}, ${machine.gpu ?? 'no GPU'}, ${machine.os} (${machine.architecture})`,
            ],
            [
                'tools',
                Object.entries(tools)
                    .map(([name, version]) => `${name} ${version}`)
                    .join(', '),
            ],
        ],
    };
}
function codes(texts) {
    return texts.flatMap((text, index) => [index > 0 ? ', ' : '', { code: text }]);
}
function digestDetails(evidence) {
    const known = new Set();
    const rows = [];
    const add = (direction, stage, role, digest) => {
        const key = JSON.stringify([direction, role, digest]);
        if (known.has(key))
            return;
        known.add(key);
        rows.push([stage, direction, role, { code: digest }]);
    };
    for (const { stage, inputs, outputs } of evidence) {
        for (const [role, digest] of Object.entries(inputs))
            add('in', stage, role, digest);
        for (const [role, { sha256 }] of Object.entries(outputs))
            add('out', stage, role, sha256);
    }
    return {
        kind: 'details',
        summary: 'Digests of what went in and came out',
        blocks: [
            {
                kind: 'table',
                columns: [{ title: 'stage' }, { title: '' }, { title: 'what' }, { title: 'digest' }],
                rows,
            },
        ],
    };
}

;// CONCATENATED MODULE: ./build/report/sections/monitor-drift.js



/** Pictures of the most drifted columns; more are not looked at. */
const DRAWN = 24;
/** Windows in the table of columns by windows: the latest. */
const WINDOWS_SHOWN = 12;
/** Whether what is served still looks like what was trained on. */
function monitorDriftSection(evidence) {
    const { windows, retrain, version, baselineRows } = evidence.figures;
    const last = windows.at(-1);
    const state = last
        ? `${last.drifted} of ${(0,format/* plural */.LS)(last.columns.length, 'column')} drifted in ${(0,format/* days */._3)(last.from, last.to)}`
        : 'no complete window yet';
    const model = version ? ` of ${version}` : '';
    return {
        id: 'monitor-drift',
        title: 'Drift',
        outcome: signOf(evidence.verdict),
        summary: `${state}; ${retrain.requested ? 'retraining was asked for' : 'no retraining'}`,
        blocks: [
            ...(0,reasons/* reasonBlocks */.l)(evidence),
            ...retrainBlock(evidence),
            ...(windows.length > 0 ? [windowTable(evidence.figures)] : []),
            ...(last ? [{ kind: 'heading', text: `Columns in ${(0,format/* days */._3)(last.from, last.to)}` }] : []),
            ...(last ? [columnTable(last, evidence.figures.histograms)] : []),
            ...pictures(evidence.figures),
            ...columnsByWindow(windows),
            {
                kind: 'paragraph',
                text: `Compared with ${(0,format/* plural */.LS)(baselineRows, 'row')} of training data${model}, by the preset ${evidence.figures.preset}.`,
            },
        ],
    };
}
function retrainBlock({ figures: { retrain }, reasons }) {
    const isTold = reasons.some(({ outcome, sentence: text }) => outcome !== 'pass' && text.includes(retrain.because));
    if (isTold)
        return [];
    return [{ kind: 'paragraph', text: [{ strong: 'Retraining: ' }, (0,format/* sentence */.em)(retrain.because)] }];
}
/** Drift is news, not a failure of somebody's work. */
function signOf(verdict) {
    return verdict === 'fail' ? 'warn' : verdict;
}
function windowTable({ windows, driftShare }) {
    return {
        kind: 'table',
        brief: 8,
        columns: [
            { title: 'window' },
            { title: 'rows', align: 'right' },
            { title: 'columns drifted', align: 'right' },
            { title: ['share', { muted: `, drift from ${(0,format/* percent */.KN)(driftShare)}` }], align: 'right' },
            { title: '', align: 'center' },
        ],
        rows: windows
            .toReversed()
            .map(({ from, to, rows, drifted, columns, share, verdict }) => [
            (0,format/* days */._3)(from, to),
            (0,format/* count */.U9)(rows),
            `${drifted} of ${columns.length}`,
            (0,format/* percent */.KN)(share),
            report_document/* SIGNS */.B2[signOf(verdict)],
        ]),
    };
}
/** The columns of the last window; a figure that no method gives has no column, nor has a picture that none has. */
function columnTable({ columns }, histograms) {
    const hasP = columns.some(({ pValue }) => pValue !== null);
    const bins = new Map(histograms.map((histogram) => [histogram.column, histogram.bins]));
    const drawn = (column, of) => {
        const found = bins.get(column);
        return found ? { bars: found.map((bin) => bin[of]) } : '';
    };
    return {
        kind: 'table',
        brief: 10,
        columns: [
            { title: 'column' },
            { title: 'method' },
            { title: 'statistic', align: 'right' },
            ...(hasP ? [{ title: 'p-value', align: 'right' }] : []),
            { title: 'threshold', align: 'right' },
            { title: '', align: 'center' },
            ...(bins.size > 0 ? [{ title: 'training data' }, { title: 'last window' }] : []),
        ],
        rows: mostDrifted(columns).map(({ column, method, statistic, pValue, threshold, verdict }) => [
            { code: column },
            method,
            statistic === null ? '' : (0,format/* figure */.vP)(statistic),
            ...(hasP ? [pValue === null ? '' : (0,format/* figure */.vP)(pValue)] : []),
            threshold === null ? '' : (0,format/* setting */.Pe)(threshold),
            report_document/* SIGNS */.B2[signOf(verdict)],
            ...(bins.size > 0 ? [drawn(column, 'baseline'), drawn(column, 'current')] : []),
        ]),
    };
}
/** Drifted ones first, then those that could not be judged; within, how far they are from their threshold. */
function mostDrifted(columns) {
    const rank = { fail: 0, inconclusive: 1, pass: 2 };
    const distance = ({ statistic, pValue, threshold }) => pValue !== null ? 1 - pValue : statistic !== null && threshold ? statistic / threshold : 0;
    return [...columns].sort((a, b) => rank[a.verdict] - rank[b.verdict] || distance(b) - distance(a));
}
/** The pictures, in the order of the table above them. */
function pictures({ histograms, windows }) {
    if (histograms.length === 0)
        return [];
    const order = mostDrifted(windows.at(-1)?.columns ?? []).map(({ column }) => column);
    const sorted = histograms.toSorted((a, b) => order.indexOf(a.column) - order.indexOf(b.column));
    const more = histograms.length - DRAWN;
    return [
        { kind: 'row', charts: sorted.slice(0, DRAWN).map(histogram) },
        ...(more > 0
            ? [{ kind: 'paragraph', text: `${(0,format/* plural */.LS)(more, 'more picture')}: in the evidence.` }]
            : []),
    ];
}
function histogram({ column, bins }) {
    const points = (of) => bins.map((bin) => ({ x: bin.label, y: bin[of] }));
    return {
        kind: 'chart',
        mark: 'bar',
        title: column,
        x: { title: '' },
        y: { title: 'share' },
        series: [
            { name: 'training data', points: points('baseline') },
            { name: 'last window', points: points('current') },
        ],
        description: `Shares of ${column} in the training data and in the last window: ${bins
            .map(({ label, baseline, current }) => `${label} ${(0,format/* figure */.vP)(baseline)} and ${(0,format/* figure */.vP)(current)}`)
            .join(', ')}.`,
    };
}
/** Which column drifted when; worth a look from two windows on. */
function columnsByWindow(windows) {
    const shown = windows.slice(-WINDOWS_SHOWN);
    const names = [...new Set(shown.flatMap(({ columns }) => columns.map(({ column }) => column)))];
    if (shown.length < 2 || names.length === 0)
        return [];
    const verdicts = shown.map(({ columns }) => new Map(columns.map(({ column, verdict }) => [column, verdict])));
    const times = (name) => verdicts.filter((window) => window.get(name) === 'fail').length;
    const count = new Map(names.map((name) => [name, times(name)]));
    const sorted = names.toSorted((a, b) => (count.get(b) ?? 0) - (count.get(a) ?? 0));
    return [
        {
            kind: 'details',
            summary: 'Columns by window',
            inComment: false,
            blocks: [
                {
                    kind: 'table',
                    columns: [
                        { title: 'column' },
                        ...shown.map(({ from }) => ({ title: `from ${from.slice(0, 10)}`, align: 'center' })),
                    ],
                    rows: sorted.map((name) => [
                        { code: name },
                        ...verdicts.map((window) => {
                            const verdict = window.get(name);
                            return verdict === undefined ? '' : verdict === 'pass' ? '·' : report_document/* SIGNS */.B2[signOf(verdict)];
                        }),
                    ]),
                },
            ],
        },
    ];
}

;// CONCATENATED MODULE: ./build/report/sections/register.js


/** Which version the package became. */
function registerSection(evidence) {
    const { version, created, registry, previous, location, package: digest } = evidence.figures;
    return {
        id: 'register',
        title: 'Version',
        outcome: (0,reasons/* outcomeOf */.s)(evidence),
        summary: created
            ? `${version} registered${previous ? `, after ${previous}` : ', the first one'}`
            : `the same content is ${version} already`,
        blocks: [
            ...(0,reasons/* reasonBlocks */.l)(evidence),
            {
                kind: 'paragraph',
                text: [
                    'Package ',
                    { code: (0,format/* shortDigest */.VK)(digest) },
                    ` in the ${registry} registry: `,
                    { code: location },
                    '.',
                ],
            },
        ],
    };
}

// EXTERNAL MODULE: ./build/report/sections/train.js
var train = __webpack_require__(52882);
;// CONCATENATED MODULE: ./build/report/sections/validate-data.js



/** Columns whose profile one dataset shows; more are in the evidence. */
const COLUMNS_SHOWN = 500;
const EXAMPLES_SHOWN = 3;
const FREQUENT_SHOWN = 3;
/** What the data are, and which rules of the contract they break. */
function validateDataSection(evidence) {
    const { anomalies, datasets } = evidence.figures;
    const total = datasets.reduce((sum, { rows }) => sum + rows, 0);
    return {
        id: 'validate-data',
        title: 'Data',
        outcome: (0,reasons/* outcomeOf */.s)(evidence),
        summary: datasets.length === 0
            ? `${foundText(anomalies)}: no dataset could be read`
            : `${foundText(anomalies)} in ${(0,format/* plural */.LS)(datasets.length, 'dataset')}, ${(0,format/* plural */.LS)(total, 'row')}`,
        blocks: [
            ...anomalyTable(anomalies),
            // The table has the reasons already.
            ...(0,reasons/* reasonBlocks */.l)({ ...evidence, reasons: [] }),
            ...(datasets.length > 0 ? [datasetTable(datasets)] : []),
            ...datasets.map(profileDetails),
        ],
    };
}
function foundText(anomalies) {
    const of = (wanted) => anomalies.filter(({ severity }) => severity === wanted).length;
    const [errors, warnings] = [of('error'), of('warn')];
    const found = [errors && (0,format/* plural */.LS)(errors, 'error'), warnings && (0,format/* plural */.LS)(warnings, 'warning')];
    return errors + warnings === 0 ? 'no anomalies' : found.filter(Boolean).join(' and ');
}
function anomalyTable(anomalies) {
    if (anomalies.length === 0)
        return [];
    const rank = { error: 0, warn: 1, info: 2 };
    const sorted = [...anomalies].sort((a, b) => rank[a.severity] - rank[b.severity]);
    return [
        {
            kind: 'table',
            brief: 10,
            columns: [
                { title: '', align: 'center' },
                { title: 'column' },
                { title: 'rule' },
                { title: 'what' },
                { title: 'rows', align: 'right' },
                { title: 'first of them' },
            ],
            rows: sorted.map(({ dataset, column, rule, severity, count: broken, sentence, examples }) => [
                report_document/* SIGNS */.B2[severity === 'error' ? 'fail' : severity],
                { code: column === null ? dataset : `${dataset}.${column}` },
                rule,
                sentence,
                (0,format/* count */.U9)(broken),
                exampleText(examples),
            ]),
            sentences: sorted.map(({ dataset, column, rule, severity, sentence, examples }) => [
                `${report_document/* SIGNS */.B2[severity === 'error' ? 'fail' : severity]} `,
                { code: column === null ? dataset : `${dataset}.${column}` },
                ` (${rule}): ${sentence}`,
                ...(examples.length > 0 ? [' (', ...exampleText(examples), ')'] : []),
            ]),
        },
    ];
}
function exampleText(examples) {
    return examples
        .slice(0, EXAMPLES_SHOWN)
        .flatMap(({ row, value, file }, index) => [
        `${index > 0 ? ', ' : ''}row ${(0,format/* count */.U9)(row)}${file === undefined ? '' : ` of ${file}`}: `,
        value === null ? 'missing' : { code: value === '' ? '(empty text)' : String(value) },
    ]);
}
function datasetTable(datasets) {
    return {
        kind: 'table',
        brief: 10,
        columns: [
            { title: 'dataset' },
            { title: 'rows', align: 'right' },
            { title: 'columns', align: 'right' },
            { title: 'version' },
        ],
        rows: datasets.map(({ name, rows, columns, digest }) => [
            name,
            (0,format/* count */.U9)(rows),
            (0,format/* count */.U9)(columns.length),
            { code: (0,format/* shortDigest */.VK)(digest) },
        ]),
    };
}
function profileDetails({ name, rows, columns }) {
    const more = columns.length - COLUMNS_SHOWN;
    return {
        kind: 'details',
        inComment: false,
        summary: ['Profile of ', { strong: name }],
        blocks: [
            {
                kind: 'table',
                columns: [
                    { title: 'column' },
                    { title: 'type' },
                    { title: 'missing', align: 'right' },
                    { title: 'distinct', align: 'right' },
                    { title: 'mean', align: 'right' },
                    { title: 'values' },
                    { title: 'distribution' },
                ],
                rows: columns.slice(0, COLUMNS_SHOWN).map((column) => profileRow(column, rows)),
            },
            ...(more > 0
                ? [{ kind: 'paragraph', text: `And ${(0,format/* plural */.LS)(more, 'column')} more, in the evidence.` }]
                : []),
        ],
    };
}
function profileRow(column, rows) {
    const { missing, histogram } = column;
    const share = rows === 0 ? '' : (0,format/* percent */.KN)(missing / rows);
    return [
        { code: column.column },
        column.type,
        missing > 0 ? share : { muted: share },
        (0,format/* count */.U9)(column.distinct),
        column.mean === undefined || column.mean === null ? '' : (0,format/* figure */.vP)(column.mean),
        valuesText(column, rows),
        histogram && histogram.length > 1 ? { bars: histogram.map((bin) => bin.count) } : '',
    ];
}
/** The range of what has an order, the most frequent values of what has none. */
function valuesText({ minimum, maximum, histogram, type }, rows) {
    const text = (value) => typeof value === 'number' ? (Number.isInteger(value) ? String(value) : (0,format/* figure */.vP)(value)) : String(value);
    if (minimum !== undefined && minimum !== null && maximum !== undefined) {
        return `${text(minimum)} … ${text(maximum)}`.replaceAll('T00:00:00.000Z', '').replaceAll('.000Z', 'Z');
    }
    if (!histogram || histogram.length === 0 || rows === 0 || !['string', 'boolean'].includes(type))
        return '';
    return histogram
        .slice(0, FREQUENT_SHOWN)
        .flatMap(({ label, count: n }, index) => [
        index > 0 ? ', ' : '',
        { code: label },
        { muted: ` ${(0,format/* percent */.KN)(n / rows)}` },
    ]);
}

;// CONCATENATED MODULE: ./build/report/report.js










const SECTIONS = {
    'validate-data': validateDataSection,
    train: train/* trainSection */.E,
    'evaluate-gate': evaluate_gate/* evaluateGateSection */.c,
    register: registerSection,
    deploy: deploySection,
    'monitor-drift': monitorDriftSection,
};
/** The stages whose verdict is the headline, the most telling first, where none failed. */
const TELLING = [
    'evaluate-gate',
    'monitor-drift',
    'deploy',
    'register',
    'train',
    'validate-data',
];
/** What one stage has to say. */
function sectionOf(evidence) {
    return SECTIONS[evidence.stage](evidence);
}
/** The report of the evidence of one run: the verdict first, then what decided it, then everything in order. */
function reportOf(evidence) {
    const first = evidence[0];
    if (!first)
        throw new RangeError('a report needs evidence');
    const lead = leadOf(evidence);
    const inOrder = [...evidence].sort((a, b) => schema/* STAGES */.an.indexOf(a.stage) - schema/* STAGES */.an.indexOf(b.stage));
    const sections = [lead, ...inOrder.filter((one) => one !== lead)].map(sectionOf);
    return {
        title: first.model,
        outcome: outcomeOf(lead),
        verdict: verdictOf(lead),
        headline: [headlineOf(lead), ...aftermath(lead, inOrder)].join(' '),
        sections: [...sections, lineageSection(inOrder)],
        footer: footerOf(inOrder),
    };
}
/** The evidence that decides: the first stage that did not pass, else the most telling one. */
function leadOf(evidence) {
    const stopped = schema/* STAGES */.an.map((stage) => evidence.find((one) => one.stage === stage && one.verdict !== 'pass')).find((one) => one && !(one.stage === 'monitor-drift' && evidence.length > 1));
    const telling = TELLING.map((stage) => evidence.find((one) => one.stage === stage)).find(Boolean);
    return stopped ?? telling ?? evidence[0];
}
const WORDS = {
    'validate-data': { pass: 'data accepted', fail: 'data refused' },
    train: { pass: 'trained', fail: 'not trained' },
    'evaluate-gate': { pass: 'accepted', fail: 'refused' },
    register: { pass: 'registered', fail: 'not registered' },
    deploy: { pass: 'deployed', fail: 'not deployed' },
    'monitor-drift': { pass: 'no drift', fail: 'drifted' },
};
function verdictOf(lead) {
    if (lead.verdict === 'inconclusive')
        return 'not decided';
    if (lead.stage === 'deploy' && lead.verdict === 'pass') {
        return { deploy: 'deployed', rollback: 'rolled back', stop: 'stopped' }[lead.figures.action];
    }
    return WORDS[lead.stage][lead.verdict];
}
/** Drift is news, not a failure of somebody's work. */
function outcomeOf({ stage, verdict }) {
    return stage === 'monitor-drift' && verdict === 'fail' ? 'warn' : verdict;
}
function headlineOf(lead) {
    const { reasons, verdict } = lead;
    const deciding = reasons.filter(({ outcome }) => outcome === verdict);
    const first = deciding[0] ?? reasons.find(({ outcome }) => outcome !== 'pass') ?? reasons[0];
    if (verdict === 'pass' && lead.stage === 'evaluate-gate')
        return acceptedText(lead);
    if (lead.stage === 'monitor-drift' && lead.figures.windows.length > 0)
        return summaryText(lead);
    if (!first)
        return summaryText(lead);
    const others = verdict === 'pass' ? 0 : deciding.length - 1;
    const more = others > 0 ? ` ${(0,format/* plural */.LS)(others, 'more check')} failed.` : '';
    return opening((0,format/* sentence */.em)(first.sentence)) + (verdict === 'fail' ? more : '');
}
/** What came after a verdict that let the loop go on. */
function aftermath(lead, evidence) {
    if (lead.stage !== 'evaluate-gate' || lead.verdict !== 'pass')
        return [];
    return evidence.flatMap((one) => {
        if (one.stage === 'register') {
            return [
                one.figures.created ? `It is ${one.figures.version} now.` : `It is ${one.figures.version} already.`,
            ];
        }
        if (one.stage === 'deploy')
            return [summaryText(one)];
        if (one.stage === 'monitor-drift')
            return [`Drift: ${summaryText(one)}`];
        return [];
    });
}
function summaryText(evidence) {
    return (0,format/* sentence */.em)((0,report_document/* plainText */.wh)(sectionOf(evidence).summary));
}
/** What an accepted model has to show: how many rules hold, and what is close or was skipped. */
function acceptedText({ reasons, figures }) {
    const of = (wanted) => reasons.filter(({ outcome }) => outcome === wanted).length;
    const [held, close, skipped] = [of('pass') + of('warn'), of('warn'), of('skipped')];
    const against = figures.champion?.version ? ` against ${figures.champion.version}` : '';
    return [
        `${allOf(held)}${against}`,
        ...(close > 0 ? [`${close} of them closely`] : []),
        ...(skipped > 0 ? [`${(0,format/* plural */.LS)(skipped, 'check')} skipped, for there is no champion yet`] : []),
    ]
        .join('; ')
        .concat('.');
}
function allOf(held) {
    if (held <= 1)
        return held === 1 ? 'The one check holds' : 'No check failed';
    return held === 2 ? 'Both checks hold' : `All ${(0,format/* plural */.LS)(held, 'check')} hold`;
}
/** The first sentence of a reason; the section has the rest. */
function opening(text) {
    return text.split(/(?<=[.?!]) (?=\p{Lu})/u)[0] ?? text;
}
function footerOf(evidence) {
    const { run, machine } = evidence.at(-1);
    const took = evidence.reduce((sum, { started, finished }) => sum + spent(started, finished), 0);
    const inputs = evidence.flatMap((one) => Object.entries(one.inputs));
    const data = inputs.find(([role]) => role === 'dataset:view') ?? inputs.find(([role]) => role.startsWith('dataset:'));
    return [
        ['run ', { code: run.id }],
        ...(run.commit
            ? [['commit ', { code: run.commit.slice(0, 7) }, run.dirty ? ' with local changes' : '']]
            : []),
        ...(data ? [['data ', { code: (0,format/* shortDigest */.VK)(data[1]) }]] : []),
        ['config ', { code: (0,format/* shortDigest */.VK)(run.config) }],
        `${(0,format/* seconds */.YA)(took)} on ${(0,format/* plural */.LS)(machine.cores, 'core')}${machine.gpu ? ` and ${machine.gpu}` : ''}`,
    ];
}


/***/ }),

/***/ 94606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ evaluateGateSection)
});

// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
// EXTERNAL MODULE: ./build/evaluation/metrics.js + 2 modules
var metrics = __webpack_require__(48310);
// EXTERNAL MODULE: ./build/report/document.js
var report_document = __webpack_require__(21294);
;// CONCATENATED MODULE: ./build/report/sections/metrics.js



/** What the champion is called in tables. */
function championName({ champion }) {
    return champion?.version ? `champion ${champion.version}` : 'champion';
}
/** What a metric is called in tables; one without a title of ours keeps its name. */
function metricName(metric) {
    return metrics/* METRICS */.Cb.get(metric)?.title ?? { code: metric };
}
/** `↑` where more is better. */
function arrow(metric, { directions }) {
    const direction = Object.hasOwn(directions, metric) ? directions[metric] : undefined;
    return direction ? { higher: ' ↑', lower: ' ↓' }[direction] : '';
}
/** A figure by name; a metric may be called `constructor`. */
function own(figures, metric) {
    return Object.hasOwn(figures, metric) ? (figures[metric] ?? null) : null;
}
/** The difference as a phrase that says whether it is for the better. */
function difference(metric, value, text, figures) {
    const direction = Object.hasOwn(figures.directions, metric) ? figures.directions[metric] : undefined;
    if (value === null)
        return '';
    if (!direction || !/[1-9]/.test(text))
        return text;
    return { change: text, tone: value > 0 === (direction === 'higher') ? 'better' : 'worse' };
}
/** One line a rule on all rows: what was measured, against what, and whether it holds. */
function ruleTable(evidence) {
    const { figures } = evidence;
    const rules = figures.rules.filter(({ slice }) => slice === null);
    if (rules.length === 0)
        return [];
    const close = new Set(evidence.reasons.filter(({ outcome, slice }) => outcome === 'warn' && !slice).map(({ rule }) => rule));
    return [
        {
            kind: 'table',
            brief: 20,
            columns: [{ title: '', align: 'center' }, ...columnsOf(figures), { title: 'rule' }],
            rows: rules.map((rule) => [
                rule.outcome === 'pass' && close.has(rule.rule) ? `${report_document/* SIGNS */.B2.warn} close` : report_document/* SIGNS */.B2[rule.outcome],
                ...cellsOf(rule.metric, figures, rule.outcome === 'fail'),
                boundText(rule),
            ]),
        },
    ];
}
/** All metrics that were taken. */
function metricDetails(figures) {
    return {
        kind: 'details',
        summary: 'All metrics',
        blocks: [
            {
                kind: 'table',
                columns: [...columnsOf(figures), { title: 'name in rules' }],
                rows: Object.keys(figures.challenger.metrics).map((metric) => [
                    ...cellsOf(metric, figures, false),
                    { code: metric },
                ]),
            },
        ],
    };
}
function columnsOf(figures) {
    const [interval] = Object.values(figures.intervals ?? {});
    const level = interval ? `, ${Number((interval.level * 100).toPrecision(4))} % interval` : '';
    const title = ['difference', ...(level ? [{ muted: level }] : [])];
    return [
        { title: 'metric' },
        { title: 'challenger', align: 'right' },
        ...(figures.champion
            ? [
                { title: championName(figures), align: 'right' },
                { title, align: 'right' },
            ]
            : []),
    ];
}
/** The metric, its figures, and the difference with its interval, all with the same decimals. */
function cellsOf(metric, figures, bold) {
    const { challenger, champion, intervals } = figures;
    const now = own(challenger.metrics, metric);
    const name = [metricName(metric), arrow(metric, figures)];
    if (!Object.hasOwn(challenger.metrics, metric))
        return [name, 'not found', ...(champion ? ['', ''] : [])];
    if (!champion)
        return [name, (0,format/* figuresTogether */.Ql)([now])[0] ?? ''];
    const before = own(champion.metrics, metric);
    const change = now === null || before === null ? null : now - before;
    const interval = intervals && Object.hasOwn(intervals, metric) ? intervals[metric] : undefined;
    const [nowText = '', beforeText = '', changeText = '', lower = '', upper = ''] = (0,format/* figuresTogether */.Ql)([
        now,
        before,
        change,
        interval?.lower ?? null,
        interval?.upper ?? null,
    ]);
    const text = (0,format/* withSign */.Oy)(changeText);
    if (change === null)
        return [name, nowText, beforeText, ''];
    if (interval?.lower == null || interval.upper == null) {
        return [name, nowText, beforeText, bold ? { strong: text } : difference(metric, change, text, figures)];
    }
    // Where the interval holds zero, it is not known whether it got better or worse.
    const isCertain = interval.lower > 0 || interval.upper < 0;
    const shown = bold
        ? { strong: text }
        : isCertain
            ? difference(metric, change, text, figures)
            : text;
    const ends = { muted: ` (${(0,format/* withSign */.Oy)(lower)} … ${(0,format/* withSign */.Oy)(upper)})` };
    return [name, nowText, beforeText, [shown, ends]];
}
/** The bound of a rule, without the metric that stands at the beginning of its line. */
function boundText({ rule, metric }) {
    return rule.startsWith(`${metric} `) ? rule.slice(metric.length + 1) : rule;
}

;// CONCATENATED MODULE: ./build/report/sections/curves.js


const UNIT = [0, 1];
/** A matrix of more classes cannot be read. */
const MOST_CLASSES = 20;
/** The pictures of a judged model, the champion's line beside the challenger's where there is one. */
function curveCharts(figures) {
    const { challenger, champion, task } = figures;
    const models = [{ name: 'challenger', curves: challenger.curves }];
    if (champion)
        models.push({ name: championName(figures), curves: champion.curves });
    return [
        ...lines('roc', models, 'ROC curve', 'false positive rate', 'true positive rate', diagonal('chance')),
        ...lines('precisionRecall', models, 'Precision and recall', 'recall', 'precision'),
        ...lines('calibration', models, 'Calibration', 'mean score', 'share of positives', diagonal('calibrated')),
        ...(task === 'regression' ? errors(challenger.curves) : scores(challenger.curves)),
    ];
}
function diagonal(name) {
    return {
        name,
        guide: true,
        points: [
            { x: 0, y: 0 },
            { x: 1, y: 1 },
        ],
    };
}
function lines(curve, models, title, x, y, guide) {
    const series = models.flatMap(({ name, curves }) => {
        const points = curves[curve];
        return points && points.length > 1 ? [{ name, points }] : [];
    });
    if (series.length === 0)
        return [];
    return [
        {
            kind: 'chart',
            mark: 'line',
            title,
            x: { title: x, domain: UNIT },
            y: { title: y, domain: UNIT },
            series: guide ? [...series, guide] : series,
            description: `${title}: ${y} over ${x} for ${series.map(({ name }) => name).join(' and ')}.`,
        },
    ];
}
function binned(bins, of) {
    return bins.map((bin) => ({ x: bin.from, to: bin.to, y: of(bin) }));
}
function scores({ scores: bins }) {
    if (!bins || bins.length < 2)
        return [];
    return [
        {
            kind: 'chart',
            mark: 'stacked-bar',
            title: 'Scores of the challenger',
            x: { title: 'score' },
            y: { title: 'rows' },
            series: [
                { name: 'negative rows', points: binned(bins, ({ negative }) => negative) },
                { name: 'positive rows', points: binned(bins, ({ positive }) => positive) },
            ],
            description: 'How many rows have which score, negative and positive ones apart.',
        },
    ];
}
function errors({ scores: bins }) {
    if (!bins || bins.length < 2)
        return [];
    return [
        {
            kind: 'chart',
            mark: 'stacked-bar',
            title: 'Errors of the challenger',
            x: { title: 'label less prediction' },
            y: { title: 'rows' },
            series: [{ name: 'rows', points: binned(bins, ({ negative, positive }) => negative + positive) }],
            description: 'How many rows have which error, from predictions too high to predictions too low.',
        },
    ];
}
/** What the challenger said of the rows of each class; each line shaded by its shares. */
function confusionTable({ confusion: matrix }, threshold) {
    if (!matrix || matrix.classes.length > MOST_CLASSES)
        return [];
    const binary = matrix.classes.length === 2;
    const cell = (value, total) => {
        const share = total > 0 ? value / total : 0;
        return { shaded: `${(0,format/* count */.U9)(value)} (${(0,format/* percent */.KN)(share)})`, share };
    };
    return [
        {
            kind: 'details',
            summary: binary ? `Confusion matrix at threshold ${(0,format/* setting */.Pe)(threshold)}` : 'Confusion matrix',
            blocks: [
                {
                    kind: 'table',
                    columns: [
                        { title: 'truth' },
                        ...matrix.classes.map((name) => ({ title: `predicted ${name}`, align: 'right' })),
                        { title: 'rows', align: 'right' },
                    ],
                    rows: matrix.counts.map((row, index) => {
                        const total = row.reduce((sum, value) => sum + value, 0);
                        return [
                            { code: matrix.classes[index] ?? '' },
                            ...row.map((value) => cell(value, total)),
                            (0,format/* count */.U9)(total),
                        ];
                    }),
                },
            ],
        },
    ];
}

// EXTERNAL MODULE: ./build/report/sections/reasons.js
var reasons = __webpack_require__(83025);
;// CONCATENATED MODULE: ./build/report/sections/slices.js




/** Slices in a picture; more lines cannot be read at a glance. */
const DRAWN = 12;
/** Metrics in the table of slices. */
const METRICS_SHOWN = 2;
/** Metrics that are means over rows, so that what is left without a slice can be told. */
const MEANS = new Set([
    'log_loss',
    'brier_score_loss',
    'accuracy_score',
    'mean_absolute_error',
    'mean_squared_error',
]);
/** For which slices the challenger is worst, or got worse than the champion. */
function sliceBlocks(figures) {
    const metrics = metricsShown(figures);
    const [lead] = metrics;
    if (lead === undefined || figures.slices.length === 0)
        return [];
    const slices = worstFirst(figures, lead);
    return [
        {
            kind: 'heading',
            text: figures.champion
                ? `Slices, the worst change of ${titleOf(lead)} first`
                : `Slices, the worst ${titleOf(lead)} first`,
        },
        ...sliceChart(figures, slices, lead),
        sliceTable(figures, slices, metrics),
    ];
}
/** A sentence on the one slice where most of the loss sits, if there is one. */
function loudestSlice(figures) {
    const { champion, rules, rows } = figures;
    const failed = rules.find(({ outcome, slice, metric }) => outcome === 'fail' && slice === null && MEANS.has(metric));
    const now = failed && own(figures.challenger.metrics, failed.metric);
    const before = failed && champion && own(champion.metrics, failed.metric);
    if (!failed || typeof now !== 'number' || typeof before !== 'number')
        return undefined;
    const { metric } = failed;
    const total = (now - before) * rows;
    const found = figures.slices
        .flatMap((slice) => {
        const change = changeOf(slice, metric);
        if (change === null || slice.rows >= rows)
            return [];
        const elsewhere = (total - change * slice.rows) / (rows - slice.rows);
        return [{ slice, change, elsewhere, share: (change * slice.rows) / total, size: slice.rows / rows }];
    })
        // Much of the loss on few of the rows.
        .filter(({ share, size }) => share > 0.5 && share > 1.5 * size)
        .sort((a, b) => b.share - b.size - (a.share - a.size))[0];
    if (!found)
        return undefined;
    const [there = '', elsewhere = ''] = (0,format/* figuresTogether */.Ql)([found.change, found.elsewhere]).map(format/* withSign */.Oy);
    const { column, value, rows: part } = found.slice;
    return `Most of it sits in ${column} = ${value} (${(0,format/* count */.U9)(part)} of ${(0,format/* count */.U9)(rows)} rows): ${titleOf(metric)} ${there} there, ${elsewhere} elsewhere.`;
}
/** The metrics of the rules, those that failed first; the first ones of the task where no rule names any. */
function metricsShown({ rules, challenger }) {
    const failed = rules.filter(({ outcome }) => outcome === 'fail');
    const named = new Set([...failed, ...rules].map(({ metric }) => metric));
    const known = [...named].filter((metric) => Object.hasOwn(challenger.metrics, metric));
    return (known.length > 0 ? known : Object.keys(challenger.metrics)).slice(0, METRICS_SHOWN);
}
/** Against a champion by how much worse they got, without one by their own figure; undefined ones last. */
function worstFirst({ slices, champion, directions }, metric) {
    const sign = Object.hasOwn(directions, metric) && directions[metric] === 'lower' ? -1 : 1;
    const goodness = (slice) => {
        const value = champion ? changeOf(slice, metric) : own(slice.challenger, metric);
        return value === null ? Number.POSITIVE_INFINITY : sign * value;
    };
    return slices
        .map((slice) => ({ slice, rank: goodness(slice) }))
        .sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank))
        .map(({ slice }) => slice);
}
function changeOf(slice, metric) {
    const now = own(slice.challenger, metric);
    const before = slice.champion && own(slice.champion, metric);
    return now === null || before === null ? null : now - before;
}
function sliceTable(figures, slices, metrics) {
    const { champion } = figures;
    return {
        kind: 'table',
        brief: 6,
        columns: [
            { title: 'slice' },
            { title: 'rows', align: 'right' },
            ...metrics.flatMap((metric) => [
                { title: (0,report_document/* plainText */.wh)(metricName(metric)) + arrow(metric, figures), align: 'right' },
                ...(champion ? [{ title: 'difference', align: 'right' }] : []),
            ]),
        ],
        rows: slices.map((slice) => [
            { code: `${slice.column} = ${slice.value}` },
            (0,format/* count */.U9)(slice.rows),
            ...metrics.flatMap((metric) => {
                const now = own(slice.challenger, metric);
                if (!champion)
                    return [(0,format/* figure */.vP)(now)];
                const change = changeOf(slice, metric);
                const [nowText = '', changeText = ''] = (0,format/* figuresTogether */.Ql)([now, change]);
                return [nowText, change === null ? '' : difference(metric, change, (0,format/* withSign */.Oy)(changeText), figures)];
            }),
        ]),
    };
}
function sliceChart(figures, slices, metric) {
    const drawn = slices
        .filter((slice) => own(slice.challenger, metric) !== null)
        .filter((slice) => !figures.champion || changeOf(slice, metric) !== null)
        .slice(0, DRAWN);
    if (drawn.length < 2)
        return [];
    const title = titleOf(metric);
    const name = ({ column, value }) => `${column} = ${value}`;
    const points = (of) => drawn.map((slice) => ({ x: name(slice), y: own(slice[of] ?? {}, metric) }));
    return [
        {
            kind: 'chart',
            mark: 'dots',
            inComment: true,
            title: `${title} by slice`,
            x: { title: '' },
            y: { title: title + arrow(metric, figures) },
            series: [
                { name: 'challenger', points: points('challenger') },
                ...(figures.champion ? [{ name: championName(figures), points: points('champion') }] : []),
            ],
            description: `${title} of ${drawn.length} slices: ${drawn
                .map((slice) => `${name(slice)} ${(0,format/* figure */.vP)(own(slice.challenger, metric))}`)
                .join(', ')}.`,
        },
    ];
}
function titleOf(metric) {
    return metrics/* METRICS */.Cb.get(metric)?.title ?? metric;
}

;// CONCATENATED MODULE: ./build/report/sections/evaluate-gate.js





const WORDS = { pass: 'accepted', fail: 'refused', inconclusive: 'not decided' };
/** The verdict of the gate: what was judged, against what, and why. */
function evaluateGateSection(evidence) {
    const { figures } = evidence;
    const { from, to } = figures.period;
    const period = from && to ? `, ${(0,format/* days */._3)(from, to)}` : '';
    const against = figures.champion
        ? `against the ${championName(figures)}`
        : 'without a champion to compare with';
    return {
        id: 'evaluate-gate',
        title: 'Gate',
        outcome: (0,reasons/* outcomeOf */.s)(evidence),
        summary: `${WORDS[evidence.verdict]}, judged on ${(0,format/* plural */.LS)(figures.rows, 'row')}${period}, ${against}`,
        blocks: [
            ...ruleTable(evidence),
            ...whyBlocks(evidence),
            ...sliceBlocks(figures),
            ...pictures(figures),
            metricDetails(figures),
            ...noteList(figures),
        ],
    };
}
/** The reasons, and after that of a metric that got worse the slice where most of it sits. */
function whyBlocks(evidence) {
    const where = loudestSlice(evidence.figures);
    return (0,reasons/* reasonBlocks */.l)(evidence).map((block) => block.kind === 'list' && where ? { ...block, items: [...block.items, where] } : block);
}
function pictures(figures) {
    const charts = curveCharts(figures);
    return [
        ...(charts.length > 0 ? [{ kind: 'row', charts }] : []),
        ...confusionTable(figures.challenger.curves, figures.threshold),
    ];
}
function noteList({ notes }) {
    if (notes.length === 0)
        return [];
    return [{ kind: 'details', summary: 'Notes', blocks: [{ kind: 'list', ordered: false, items: notes }] }];
}


/***/ }),

/***/ 83025:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ reasonBlocks),
/* harmony export */   s: () => (/* binding */ outcomeOf)
/* harmony export */ });
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21294);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92772);


/** More sentences than this are not read; tables have the rest. */
const MOST = 20;
/**
 * Why a stage did not pass, the most important reason first, then its warnings; or what should be known of one that
 * passed. Nothing where all is well.
 */
function reasonBlocks({ verdict, reasons, warnings }) {
    const telling = reasons.filter(({ outcome }) => outcome !== 'pass');
    const warned = warnings.map((warning) => signed('warn', warning));
    if (verdict !== 'pass') {
        const why = telling.map(({ outcome, sentence: text }) => outcome === 'fail' ? (0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(text) : signed(outcome, text));
        return [...listed('Why', true, why), ...listed('Warnings', false, warned)];
    }
    const known = telling.map(({ outcome, sentence: text }) => signed(outcome, text));
    return listed('Worth knowing', false, [...known, ...warned]);
}
function signed(outcome, text) {
    return `${_document_js__WEBPACK_IMPORTED_MODULE_0__/* .SIGNS */ .B2[outcome]} ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .sentence */ .em)(text)}`;
}
function listed(title, ordered, sentences) {
    if (sentences.length === 0)
        return [];
    const items = sentences.slice(0, MOST);
    if (sentences.length > MOST)
        items.push(`And ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(sentences.length - MOST)} more.`);
    return [
        { kind: 'heading', text: title },
        { kind: 'list', ordered, items },
    ];
}
/** The sign of a section: a pass with something to know is a warning. */
function outcomeOf({ verdict, warnings, reasons }) {
    const noted = warnings.length > 0 || reasons.some(({ outcome }) => outcome === 'warn');
    return verdict === 'pass' && noted ? 'warn' : verdict;
}


/***/ }),

/***/ 52882:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ trainSection)
/* harmony export */ });
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92772);
/* harmony import */ var _reasons_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83025);


/** How the model was made. */
function trainSection(evidence) {
    const { figures } = evidence;
    return {
        id: 'train',
        title: 'Training',
        outcome: (0,_reasons_js__WEBPACK_IMPORTED_MODULE_1__/* .outcomeOf */ .s)(evidence),
        summary: summaryOf(figures),
        blocks: [
            ...(0,_reasons_js__WEBPACK_IMPORTED_MODULE_1__/* .reasonBlocks */ .l)(evidence),
            splitTable(figures.splits),
            ...lossChart(figures.history),
            ...packageLine(figures),
            ...leakageTable(figures),
            ...parameterTable(figures),
        ],
    };
}
function summaryOf({ trainer, history, splits, features, package: made }) {
    const what = `${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(splits.train.rows, 'row')} and ${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(features.columns, 'column')}`;
    if (made === null)
        return `stopped before training on ${what}`;
    const spent = history.at(-1)?.seconds ?? 0;
    const epochs = history.length > 0 ? `, ${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(history.length, 'epoch')} in ${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .seconds */ .YA)(spent)}` : '';
    return `${trainer} on ${what}${epochs}`;
}
function splitTable(splits) {
    return {
        kind: 'table',
        columns: [{ title: 'split' }, { title: 'rows', align: 'right' }, { title: 'days' }],
        rows: ['train', 'validation', 'test'].map((name) => {
            const { rows, from, to } = splits[name];
            return [name, (0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(rows), from && to ? (0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .days */ ._3)(from, to) : 'all'];
        }),
    };
}
function lossChart(history) {
    const points = (key) => history.flatMap((epoch) => (epoch[key] === null ? [] : [{ x: epoch.epoch, y: epoch[key] }]));
    const [training, validation] = [points('loss'), points('validationLoss')];
    if (training.length < 2)
        return [];
    const last = validation.at(-1) ?? training.at(-1);
    const chart = {
        kind: 'chart',
        mark: 'line',
        title: 'Loss by epoch',
        x: { title: 'epoch' },
        y: { title: 'loss' },
        series: [
            { name: 'training', points: training },
            ...(validation.length > 0 ? [{ name: 'validation', points: validation }] : []),
        ],
        description: `Loss over ${history.length} epochs, at the end ${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .figure */ .vP)(last?.y)}.`,
    };
    return [{ kind: 'row', charts: [chart] }];
}
function packageLine({ package: made, seed, features }) {
    if (made === null)
        return [];
    const text = [
        'Package ',
        { code: (0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(made.digest) },
        ` of ${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .bytes */ .ee)(made.bytes)}, ${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(features.width, 'model input')}, seed ${seed}.`,
    ];
    return [{ kind: 'paragraph', text }];
}
function leakageTable({ leakage }) {
    if (leakage.length === 0)
        return [];
    const actions = {
        none: '',
        warned: '⚠️ suspicious',
        allowed: 'allowed by name',
        stopped: '❌ stopped the run',
    };
    return [
        {
            kind: 'details',
            summary: 'How well single columns predict the label',
            blocks: [
                {
                    kind: 'table',
                    brief: 10,
                    columns: [{ title: 'column' }, { title: 'AUC alone', align: 'right' }, { title: '' }],
                    rows: leakage.map(({ column, auc, action }) => [{ code: column }, (0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .figure */ .vP)(auc), actions[action]]),
                },
            ],
        },
    ];
}
function parameterTable({ parameters }) {
    const entries = Object.entries(parameters);
    if (entries.length === 0)
        return [];
    return [
        {
            kind: 'details',
            summary: 'Parameters',
            inComment: false,
            blocks: [
                {
                    kind: 'table',
                    columns: [{ title: 'parameter' }, { title: 'value' }],
                    rows: entries.map(([name, value]) => [{ code: name }, { code: JSON.stringify(value) ?? '' }]),
                },
            ],
        },
    ];
}


/***/ })

};
