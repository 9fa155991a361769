export const id = 1247;
export const ids = [1247];
export const modules = {

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

/***/ 61247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ serve),
  G: () => (/* binding */ serveArguments)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/serving/log.js
var serving_log = __webpack_require__(87365);
// EXTERNAL MODULE: ./node_modules/prom-client/index.js
var prom_client = __webpack_require__(95222);
;// CONCATENATED MODULE: ./build/serving/metrics.js

/** Metrics in a registry of their own. `log` is asked each time they are read. */
function createMetrics(served, log) {
    const registry = new prom_client.Registry();
    const registers = [registry];
    (0,prom_client.collectDefaultMetrics)({ register: registry });
    const requests = new prom_client.Counter({
        name: 'mlops_requests_total',
        help: 'Requests by route and HTTP status.',
        labelNames: ['route', 'status'],
        registers,
    });
    const seconds = new prom_client.Histogram({
        name: 'mlops_request_duration_seconds',
        help: 'Time from a request’s arrival to its answer.',
        labelNames: ['route'],
        buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        registers,
    });
    const rows = new prom_client.Counter({ name: 'mlops_rows_total', help: 'Rows answered.', registers });
    const checkRows = new prom_client.Counter({
        name: 'mlops_check_rows_total',
        help: 'Rows answered for a deployment’s check, which the serving log leaves out.',
        registers,
    });
    const refused = new prom_client.Counter({
        name: 'mlops_rows_refused_total',
        help: 'Rows refused because they break the contract.',
        registers,
    });
    new prom_client.Gauge({
        name: 'mlops_model_info',
        help: 'The model that is served; always 1.',
        labelNames: ['model', 'version', 'digest'],
        registers,
    }).set({ ...served }, 1);
    const logGauge = (name, help, read) => new prom_client.Gauge({
        name,
        help,
        registers,
        collect() {
            const status = log();
            if (status)
                this.set(read(status));
        },
    });
    logGauge('mlops_log_healthy', '1 while the serving log can be written, else 0.', (s) => Number(s.healthy));
    logGauge('mlops_log_rows', 'Rows in the serving log since the start.', (s) => s.written);
    logGauge('mlops_log_rows_lost', 'Rows that could not be written to the serving log.', (s) => s.lost);
    return {
        contentType: registry.contentType,
        request(route, status, duration) {
            requests.inc({ route, status });
            seconds.observe({ route }, duration);
        },
        rows: (count) => rows.inc(count),
        checkRows: (count) => checkRows.inc(count),
        refused: (count) => refused.inc(count),
        text: () => registry.metrics(),
    };
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./node_modules/fastify/fastify.js
var fastify = __webpack_require__(16703);
// EXTERNAL MODULE: ./build/serving/protocol.js
var protocol = __webpack_require__(35859);
;// CONCATENATED MODULE: ./build/serving/page.js


const STYLE = `:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent)}
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2.5rem auto;padding:0 1rem}
h1{font-size:1.6rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}p{margin:.3rem 0}
code,pre,textarea{font:13px/1.5 ui-monospace,monospace}
pre,textarea{border:1px solid var(--line);border-radius:8px;padding:.8rem;overflow:auto;box-sizing:border-box}
textarea{width:100%;min-height:13rem;background:transparent;color:inherit}
button{font:inherit;padding:.4rem 1.2rem;border-radius:8px;border:1px solid var(--line);cursor:pointer}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line)}`;
const SCRIPT = `const box=document.querySelector('textarea'),out=document.querySelector('#answer');
document.querySelector('button').addEventListener('click',async()=>{out.hidden=false;out.textContent='…';
try{const answer=await fetch('predict',{method:'POST',headers:{'content-type':'application/json','${protocol/* CHECK_HEADER */.PT}':'page'},body:box.value});
out.textContent=JSON.stringify(await answer.json(),null,2)}catch(error){out.textContent=String(error)}});`;
const POLICY = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${(0,external_node_crypto_.createHash)('sha256').update(SCRIPT).digest('base64')}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
].join('; ');
const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
/** `host` is the host and port by which the client came. */
function describePage(manifest, version, example, limits, host) {
    const { name, signature, identity } = manifest;
    const body = JSON.stringify({ rows: [example] }, null, 2);
    const columns = [
        ...signature.inputs.map((column) => ({ ...column, role: 'the model reads it' })),
        ...signature.extras.map((column) => ({ ...column, role: 'for the serving log' })),
    ];
    const json = {
        model: name,
        version,
        digest: identity,
        task: signature.task,
        ...(signature.classes.length > 0 ? { classes: signature.classes } : {}),
        columns,
        predict: { method: 'POST', path: '/predict', body: { rows: [example] } },
        protocol: { name: 'Open Inference Protocol', version: 2, path: `/v2/models/${name}/infer` },
        also: ['/healthz', '/readyz', '/metrics', '/v2'],
        limits: { rows: limits.rows, bytes: limits.body },
    };
    const rows = columns
        .map((column) => `<tr><td><code>${escapeHtml(column.name)}</code></td><td>${column.type}</td><td>${column.role}</td></tr>`)
        .join('');
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(name)} ${escapeHtml(version)}</title><style>${STYLE}</style>
<h1>${escapeHtml(name)} <small>${escapeHtml(version)}</small></h1>
<p>This server predicts <code>${escapeHtml(signature.label)}</code> (${signature.task}). <code>${identity.slice(0, 19)}…</code></p>
<h2>Try it</h2><textarea spellcheck="false" aria-label="request">${escapeHtml(body)}</textarea>
<p><button>Predict</button> What is tried here is not logged.</p><pre id="answer" hidden></pre>
<h2>From a program</h2>
<pre>curl -s -H 'content-type: application/json' -d '${escapeHtml(JSON.stringify({ rows: [example] }).replaceAll("'", "'\\''"))}' \\
  http://${escapeHtml(host)}/predict</pre>
<p>Up to ${limits.rows} rows a request. The Open Inference Protocol is at <code>/v2/models/${escapeHtml(name)}/infer</code>;
<code>/healthz</code>, <code>/readyz</code> and <code>/metrics</code> tell how it fares.</p>
<h2>Columns of a row</h2><table><tr><th>column</th><th>type</th><th>use</th></tr>${rows}</table>
<script>${SCRIPT}</script></html>`;
    return { html, policy: POLICY, json };
}

;// CONCATENATED MODULE: ./build/serving/service.js


/** Rows that the contract refuses: nothing is predicted and nothing is logged. */
class RefusedRows extends Error {
    problems;
    /** How many rows have a problem. */
    refused;
    constructor(problems, rows) {
        const refused = new Set(problems.map(({ row }) => row)).size;
        super(`${refused} of ${rows} ${rows === 1 ? 'row' : 'rows'} cannot be answered: ${problems[0]?.message ?? ''}`);
        this.name = 'RefusedRows';
        this.problems = problems;
        this.refused = refused;
    }
}
/** The model did not answer in time: nothing is logged. */
class LateAnswer extends Error {
    constructor(milliseconds) {
        super(`no answer within ${milliseconds} ms`);
        this.name = 'LateAnswer';
    }
}
/** Answers rows: contract, transforms, model, log. HTTP is not its business. */
class PredictionService {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /**
     * The answers, one a row, after they are in the serving log.
     * Throws `RefusedRows` where the contract is broken, and `LateAnswer`.
     */
    async answer(request) {
        const { predictor, read, threshold, time, metrics, clock } = this.#options;
        if (request.rows.length === 0)
            return [];
        const received = clock.now();
        const input = read(request.rows);
        if ('problems' in input)
            return this.#refuse(input.problems, request.rows.length);
        let scores;
        try {
            scores = await inTime(predictor.predict(input.frame), time);
        }
        catch (error) {
            const problems = error instanceof errors/* DataError */.fL ? predictor.problems(input.frame) : [];
            if (problems.length === 0)
                throw error;
            return this.#refuse(problems.map(transformProblem), request.rows.length);
        }
        const answers = interpret(scores, predictor.package.manifest.signature.classes, threshold);
        if (request.check) {
            metrics.checkRows(answers.length);
            return answers;
        }
        metrics.rows(answers.length);
        await this.#record(input.frame, answers, received, performance.now() - request.started);
        return answers;
    }
    #refuse(problems, rows) {
        const refusal = new RefusedRows(problems, rows);
        this.#options.metrics.refused(refusal.refused);
        throw refusal;
    }
    #record(frame, answers, received, latency) {
        const { log, version, predictor } = this.#options;
        if (!log)
            return Promise.resolve();
        const { name: model, signature } = predictor.package.manifest;
        const columns = [...frame.columns.values()].map((column) => [column.name, column.values.map((value) => loggable(column, value))]);
        const times = signature.time === null ? undefined : frame.columns.get(signature.time);
        const moment = received.toISOString();
        const latency_ms = Math.round(latency * 1000) / 1000;
        const lines = answers.map((answer, row) => (0,serving_log/* logLine */.BP)(columns.map(([name, values]) => [name, values[row] ?? null]), {
            time: (times && timeOf(times, row)) ?? moment,
            received: moment,
            model,
            version,
            prediction: answer.prediction,
            score: answer.score,
            ...(answer.probabilities ? { probabilities: answer.probabilities } : {}),
            latency_ms,
        }));
        return log.append(lines);
    }
}
/** A value that the contract allows and the fitted transforms cannot turn into a number. */
function transformProblem({ row, column, message }) {
    return {
        row: row + 1,
        column,
        rule: 'transform',
        message: `row ${row + 1}: ${JSON.stringify(column)} ${message}`,
    };
}
async function inTime(work, milliseconds) {
    let timer;
    const late = new Promise((_resolve, reject) => {
        timer = setTimeout(() => reject(new LateAnswer(milliseconds)), milliseconds);
    });
    try {
        return await Promise.race([work, late]);
    }
    finally {
        clearTimeout(timer);
    }
}
/** What the scores of a model mean: `classes` in the order of the scores, [] for a regression. */
function interpret({ rows, width, scores }, classes, threshold) {
    return Array.from({ length: rows }, (_, row) => {
        const own = scores.subarray(row * width, (row + 1) * width);
        if (!own.every(Number.isFinite))
            throw new Error(`the model gave no finite score for row ${row + 1}`);
        if (width === 1) {
            const score = own[0] ?? Number.NaN;
            return {
                score,
                prediction: classes.length === 0 ? score : (classes[score >= threshold ? 1 : 0] ?? ''),
            };
        }
        const best = own.reduce((top, score, index) => (score > (own[top] ?? 0) ? index : top), 0);
        const probabilities = Object.create(null);
        classes.forEach((name, index) => {
            probabilities[name] = own[index] ?? 0;
        });
        return { score: own[best] ?? 0, prediction: classes[best] ?? '', probabilities };
    });
}
/** A value as JSON shows it: times in ISO 8601, no NaN. */
function loggable(column, value) {
    if (typeof value !== 'number')
        return value;
    if (!Number.isFinite(value))
        return null;
    return column.type === 'timestamp' ? new Date(value).toISOString() : value;
}
function timeOf(column, row) {
    const value = column.values[row];
    if (value === null || value === undefined || typeof value === 'boolean')
        return undefined;
    const date = new Date(value);
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

;// CONCATENATED MODULE: ./build/serving/refusals.js


/** What a client is told when there is no answer: always JSON with `error`, often a `hint`, never a stack. */
/** Problems that one answer lists; the rest is counted. */
const LISTED_PROBLEMS = 100;
const ROUTES = {
    '/': 'GET',
    '/predict': 'POST',
    '/healthz': 'GET',
    '/readyz': 'GET',
    '/metrics': 'GET',
    '/v2': 'GET',
    '/v2/health/live': 'GET',
    '/v2/health/ready': 'GET',
};
function answerError({ limits, log }, error, reply) {
    if (error instanceof RefusedRows) {
        return reply.code(422).send({
            error: error.message,
            problems: error.problems.slice(0, LISTED_PROBLEMS),
            problemCount: error.problems.length,
        });
    }
    if (error instanceof protocol/* ProtocolError */.bd)
        return reply.code(error.statusCode).send({ error: error.message });
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
        return reply
            .code(413)
            .send({ error: `the body is larger than ${limits.body} bytes`, hint: 'Send fewer rows.' });
    }
    if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
        return reply.code(415).send({
            error: 'the body must be JSON',
            hint: 'Send the header "content-type: application/json".',
        });
    }
    if (error instanceof LateAnswer) {
        return reply.code(503).send({ error: error.message, hint: 'Send fewer rows, or ask again later.' });
    }
    if (error.statusCode !== undefined && error.statusCode < 500) {
        return reply.code(error.statusCode).send({ error: `the request cannot be read: ${error.message}` });
    }
    log.error(`a request failed: ${error.stack ?? error.message}`);
    return reply.code(500).send({ error: 'the server failed to answer; its own log says why' });
}
function answerUnknown(model, request, reply) {
    const path = request.url.split('?', 1)[0] ?? '';
    const method = path.endsWith('/infer') ? 'POST' : ROUTES[path];
    if (method !== undefined && method !== request.method) {
        return reply
            .code(405)
            .header('allow', method)
            .send({ error: `${path} takes ${method}, not ${request.method}` });
    }
    return reply.code(404).send({
        error: `there is nothing at ${request.method} ${path}`,
        hint: `There are ${Object.entries(ROUTES)
            .map(([route, verb]) => `${verb} ${route}`)
            .join(', ')} and /v2/models/${model}[/infer].`,
    });
}

;// CONCATENATED MODULE: ./build/serving/routes.js




/** The routes of a server, not listening yet. `draining` tells whether it is about to stop. */
function createApp(parts, draining) {
    const { manifest, version, metrics, limits, servingLog } = parts;
    const app = fastify({
        bodyLimit: limits.body,
        requestTimeout: limits.time,
        return503OnClosing: false,
        // A column may have any name; rows are only read key by key, so none of them reaches a prototype.
        onProtoPoisoning: 'ignore',
        onConstructorPoisoning: 'ignore',
        routerOptions: { maxParamLength: 200 },
    });
    // Only JSON: a web page of somebody else's cannot send that to a local server without asking first.
    app.removeContentTypeParser('text/plain');
    app.addHook('onSend', async (_request, reply) => {
        reply.header('x-content-type-options', 'nosniff');
        if (draining())
            reply.header('connection', 'close');
    });
    app.addHook('onResponse', async (request, reply) => {
        metrics.request(request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime / 1000);
    });
    app.setErrorHandler((error, _request, reply) => answerError(parts, error, reply));
    app.setNotFoundHandler((request, reply) => answerUnknown(manifest.name, request, reply));
    const identity = {
        model: manifest.name,
        version,
        digest: manifest.identity,
        instance: parts.instance,
    };
    app.get('/', (request, reply) => {
        const page = describePage(manifest, version, parts.example, limits, request.host);
        if (request.headers.accept?.includes('text/html')) {
            return reply
                .type('text/html; charset=utf-8')
                .header('content-security-policy', page.policy)
                .send(page.html);
        }
        return reply.send(page.json);
    });
    app.get('/healthz', () => ({ status: 'ok', ...identity }));
    app.get('/readyz', (_request, reply) => {
        const log = servingLog?.status;
        return reply.code(draining() ? 503 : 200).send({
            status: draining() ? 'stopping' : 'ready',
            ...identity,
            log: log
                ? { status: log.healthy ? 'ok' : 'failing', error: log.error, lost: log.lost }
                : { status: 'off' },
        });
    });
    app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));
    app.post('/predict', async (request, reply) => {
        const predictions = await answerRows(parts, rowsOf(request.body), request, reply);
        return { model: manifest.name, version, predictions };
    });
    inferenceRoutes(app, parts, draining);
    return app;
}
/** The rows in the body of `/predict`: `{rows: […]}`, a bare list, or one row. */
function rowsOf(body) {
    if (Array.isArray(body))
        return body;
    if (typeof body !== 'object' || body === null) {
        throw new protocol/* ProtocolError */.bd('the body must be {"rows": [ … ]}, a list of rows, or one row as an object');
    }
    const { rows } = body;
    if (!Array.isArray(rows))
        return [body];
    const other = Object.keys(body).find((key) => key !== 'rows');
    if (other !== undefined)
        throw new protocol/* ProtocolError */.bd(`unknown key ${JSON.stringify(other)} beside "rows"`);
    return rows;
}
/** The Open Inference Protocol; its version is optional in each path. */
function inferenceRoutes(app, parts, draining) {
    const { manifest, version } = parts;
    const ready = (reply, body) => reply.code(draining() ? 503 : 200).send({ ...body, ready: !draining() });
    app.get('/v2', () => (0,protocol/* serverMetadata */.hL)(parts.programVersion));
    app.get('/v2/health/live', () => ({ live: true }));
    app.get('/v2/health/ready', (_request, reply) => ready(reply, {}));
    for (const path of ['/v2/models/:name', '/v2/models/:name/versions/:version']) {
        const known = (request) => {
            const asked = request.params;
            if (asked.name !== manifest.name || (asked.version ?? version) !== version) {
                const what = asked.version === undefined ? '' : ` version ${JSON.stringify(asked.version)}`;
                throw new protocol/* ProtocolError */.bd(`this server has no model ${JSON.stringify(asked.name)}${what}; it has ${manifest.name} version ${version}`, 404);
            }
        };
        app.get(path, (request) => {
            known(request);
            return (0,protocol/* modelMetadata */.LK)(manifest, version);
        });
        app.get(`${path}/ready`, (request, reply) => {
            known(request);
            return ready(reply, { name: manifest.name });
        });
        app.post(`${path}/infer`, async (request, reply) => {
            known(request);
            const inference = (0,protocol/* readInference */.oT)(request.body, manifest);
            const predictions = await answerRows(parts, inference.rows, request, reply);
            return (0,protocol/* inferenceAnswer */.AC)(manifest, version, inference, predictions);
        });
    }
}
function answerRows({ service, limits }, rows, request, reply) {
    if (rows.length > limits.rows) {
        throw new protocol/* ProtocolError */.bd(`a request may hold ${limits.rows} rows, this one has ${rows.length}`, 413);
    }
    const started = performance.now() - reply.elapsedTime;
    return service.answer({ rows, started, check: request.headers[protocol/* CHECK_HEADER */.PT] !== undefined });
}

;// CONCATENATED MODULE: ./build/serving/server.js



const DEFAULT_LIMITS = {
    body: 8 * 2 ** 20,
    rows: 10_000,
    time: 30_000,
    grace: 250,
    drain: 10_000,
};
/**
 * Starts to listen; port 0 takes a free one. An address that cannot be listened on is a `UserError`
 * that names it.
 */
async function listen(parts, host, port) {
    let draining = false;
    const app = createApp(parts, () => draining);
    try {
        await app.listen({ host, port });
    }
    catch (error) {
        await app.close();
        throw addressError(error, host, port);
    }
    const bound = app.server.address().port;
    const close = async () => {
        if (draining)
            return app.close();
        draining = true;
        await (0,promises_.setTimeout)(parts.limits.grace);
        // What has reached this machine by now, a busy server may still have to take in: first the
        // connection, then its request. Closed before that it would be lost.
        for (let turn = 0; turn < 3; turn++)
            await (0,promises_.setImmediate)();
        const late = setTimeout(() => app.server.closeAllConnections(), parts.limits.drain);
        try {
            await app.close();
        }
        finally {
            clearTimeout(late);
        }
    };
    return { url: urlOf(host, bound), host, port: bound, close };
}
/** Where a client on this machine reaches a server that listens on `host`. */
function urlOf(host, port) {
    const reached = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
    return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}
function addressError(error, host, port) {
    const code = error.code;
    if (code === 'EADDRINUSE') {
        return new errors/* UserError */.yo(`port ${port} on ${host} is in use by another program`, {
            hint: 'Stop that program, name another port, or leave the port out to take a free one.',
            cause: error,
        });
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
        return new errors/* UserError */.yo(`cannot listen on ${host} port ${port}: ${(0,errors/* messageOf */.bD)(error)}`, {
            hint: 'Name an address of this machine, and a port from 1024 up where you are not the administrator.',
            cause: error,
        });
    }
    return error;
}

;// CONCATENATED MODULE: ./build/serving/serve.js






/** Starts a prediction server; it owns `model` from here on. A bad address or log folder is a `UserError`. */
async function serve(model, request, ports) {
    try {
        return await start(model, request, ports);
    }
    catch (error) {
        await model.predictor.close();
        throw error;
    }
}
async function start(model, request, { log, clock }) {
    const { predictor, read, example } = model;
    const { manifest } = predictor.package;
    const { signature } = manifest;
    const version = request.version ?? manifest.identity.replace('sha256:', '').slice(0, 12);
    const instance = request.instance ?? (0,external_node_crypto_.randomUUID)();
    if ([...signature.inputs, ...signature.extras].some(({ name }) => name === serving_log/* LOG_KEY */.j3)) {
        throw new errors/* UserError */.yo(`the model has a column called ${JSON.stringify(serving_log/* LOG_KEY */.j3)}, which the serving log keeps for itself`, { hint: 'Give the column another name in `data.view`.' });
    }
    const name = request.name ?? manifest.name;
    const servingLog = request.log === null
        ? null
        : await serving_log/* ServingLog */.dR.open({ directory: request.log, name, instance: instance.slice(0, 8), clock });
    const metrics = createMetrics({ model: manifest.name, version, digest: manifest.identity }, () => servingLog?.status ?? null);
    const limits = { ...DEFAULT_LIMITS, ...request.limits };
    const service = new PredictionService({
        predictor,
        read,
        version,
        threshold: request.threshold ?? 0.5,
        time: limits.time,
        log: servingLog,
        metrics,
        clock,
    });
    const { programVersion } = request;
    const parts = {
        service,
        manifest,
        version,
        instance,
        programVersion,
        example,
        metrics,
        servingLog,
        limits,
        log,
    };
    let listener = await listen(parts, request.host, request.port);
    let closing = null;
    const end = async () => {
        await listener.close();
        await servingLog?.close();
        await predictor.close();
        const lost = servingLog?.status.lost ?? 0;
        if (lost > 0)
            log.warn(`${lost} answered rows are not in the serving log: ${servingLog?.status.error}`);
    };
    return {
        get url() {
            return listener.url;
        },
        get host() {
            return listener.host;
        },
        get port() {
            return listener.port;
        },
        instance,
        async move(host, port) {
            const former = listener;
            listener = await listen(parts, host, port);
            await former.close();
        },
        close() {
            closing ??= end();
            return closing;
        },
    };
}
/** The words of `mlops serve` that start such a server; the terminal reads the same names. */
function serveArguments(packageDirectory, request) {
    const options = [
        ['--host', request.host],
        ['--port', request.port],
        ['--version', request.version],
        ['--log', request.log],
        ['--name', request.name],
        ['--instance', request.instance],
        ['--threshold', request.threshold],
    ];
    return [
        'serve',
        packageDirectory,
        ...options.flatMap(([name, value]) => value === undefined || value === null ? [] : [name, String(value)]),
    ];
}


/***/ })

};
