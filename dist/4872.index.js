export const id = 4872;
export const ids = [4872];
export const modules = {

/***/ 44872:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runAction: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 11 modules
var core = __webpack_require__(91659);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/system/terminal-log.js + 1 modules
var terminal_log = __webpack_require__(75216);
;// CONCATENATED MODULE: ./build/github/annotations.js

const ANNOTATION_KINDS = ['error', 'warning', 'notice'];
/** GitHub keeps ten of a kind for each step; the tenth tells of the rest. */
const MOST = 9;
/** The runner cuts messages at 4,096 characters. */
const LONGEST = 4000;
const SEND = { error: core/* error */.z3, warning: core/* warning */.$e, notice: core/* notice */.lm };
const PLURAL = { error: 'errors', warning: 'warnings', notice: 'notices' };
/** All annotations of a step, so that none is lost without a word. `plain` prints what is beyond the limit. */
class Annotations {
    #plain;
    #counts = { error: 0, warning: 0, notice: 0 };
    #held;
    constructor(plain) {
        this.#plain = plain;
    }
    /** Keeps annotations back while the runner takes no commands. */
    hold() {
        this.#held ??= [];
    }
    release() {
        const held = this.#held ?? [];
        this.#held = undefined;
        for (const annotation of held)
            this.add(annotation);
    }
    add(annotation) {
        if (this.#held) {
            this.#held.push(annotation);
            return;
        }
        const { kind, message, title, file, line, column } = annotation;
        this.#counts[kind]++;
        const text = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
        if (this.#counts[kind] > MOST) {
            this.#plain(`${kind}: ${file ? `${file}${line ? `:${line}` : ''}: ` : ''}${text}`);
            return;
        }
        SEND[kind](text, {
            ...(title === undefined ? {} : { title }),
            ...(file === undefined ? {} : { file }),
            ...(line === undefined ? {} : { startLine: line }),
            ...(column === undefined ? {} : { startColumn: column }),
        });
    }
    /** Tells how many were beyond the limit. Called once, at the end of the step. */
    end() {
        for (const kind of ANNOTATION_KINDS) {
            const more = this.#counts[kind] - MOST;
            if (more > 0)
                SEND[kind](`${more} more ${more === 1 ? kind : PLURAL[kind]}: see the log of this step and the report.`);
        }
    }
}

// EXTERNAL MODULE: ./build/github/client.js
var client = __webpack_require__(44463);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./build/github/context.js


const EVENT_LIMIT = 32 * 1024 * 1024;
/**
 * Reads the context from the runner's environment and the event file that it names.
 * Throws `UserError` where a variable is missing or the event cannot be read.
 */
function readContext(environment) {
    const repository = required(environment, 'GITHUB_REPOSITORY');
    const [owner, repo, ...more] = repository.split('/');
    if (!owner || !repo || more.length > 0) {
        throw new errors/* UserError */.yo(`GITHUB_REPOSITORY is \`${repository}\`, which is not \`owner/name\`.`, {
            hint: OUTSIDE,
        });
    }
    const runId = required(environment, 'GITHUB_RUN_ID');
    const serverUrl = plainUrl(environment, 'GITHUB_SERVER_URL', 'https://github.com');
    const payload = readEvent(environment.GITHUB_EVENT_PATH);
    return {
        owner,
        repo,
        event: environment.GITHUB_EVENT_NAME ?? '',
        sha: required(environment, 'GITHUB_SHA'),
        ref: environment.GITHUB_REF ?? '',
        runId,
        runAttempt: attemptOf(environment.GITHUB_RUN_ATTEMPT),
        job: environment.GITHUB_JOB ?? '',
        actor: environment.GITHUB_ACTOR ?? '',
        apiUrl: plainUrl(environment, 'GITHUB_API_URL', 'https://api.github.com'),
        serverUrl,
        runUrl: `${serverUrl}/${repository}/actions/runs/${runId}`,
        workspace: environment.GITHUB_WORKSPACE ?? '.',
        pullRequest: pullRequestOf(payload, repository),
        payload,
    };
}
const OUTSIDE = 'The actions run inside GitHub Actions; at a terminal use the `mlops` command.';
function required(environment, name) {
    const value = environment[name];
    if (value)
        return value;
    throw new errors/* UserError */.yo(`The environment has no ${name}.`, { hint: OUTSIDE });
}
function plainUrl(environment, name, otherwise) {
    const value = environment[name] || otherwise;
    if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))
        return value.replace(/\/+$/, '');
    throw new errors/* UserError */.yo(`${name} is \`${value}\`, which is no address.`, { hint: OUTSIDE });
}
function attemptOf(text) {
    const attempt = Number(text ?? '1');
    if (Number.isSafeInteger(attempt) && attempt >= 1)
        return attempt;
    throw new errors/* UserError */.yo(`GITHUB_RUN_ATTEMPT is \`${text}\`, which is no whole number.`, { hint: OUTSIDE });
}
function readEvent(path) {
    if (!path)
        return {};
    try {
        const text = (0,external_node_fs_.readFileSync)(path, 'utf8');
        if (text.length > EVENT_LIMIT)
            throw new Error('it is larger than 32 MiB');
        const value = JSON.parse(text);
        return isObject(value) ? value : {};
    }
    catch (cause) {
        throw new errors/* UserError */.yo(`The event file ${path} cannot be read: ${(0,errors/* messageOf */.bD)(cause)}`, {
            hint: OUTSIDE,
            cause,
        });
    }
}
/** A pull request stands under its own name, or is an issue that has one. */
function pullRequestOf(payload, repository) {
    const { pull_request: pull, issue } = payload;
    if (isObject(pull) && isNumber(pull.number)) {
        const head = isObject(pull.head) ? pull.head : {};
        const base = isObject(pull.base) ? pull.base : {};
        const from = isObject(head.repo) ? head.repo.full_name : null;
        return {
            number: pull.number,
            headSha: textOf(head.sha),
            baseSha: textOf(base.sha),
            // A fork that was deleted has no repository any more.
            fork: textOf(from)?.toLowerCase() !== repository.toLowerCase(),
        };
    }
    if (isObject(issue) && isObject(issue.pull_request) && isNumber(issue.number)) {
        return { number: issue.number, headSha: null, baseSha: null, fork: false };
    }
    return null;
}
function isObject(value) {
    return value !== null && typeof value === 'object' && !Array.isArray(value);
}
function isNumber(value) {
    return Number.isSafeInteger(value) && value > 0;
}
function textOf(value) {
    return typeof value === 'string' ? value : null;
}

;// CONCATENATED MODULE: ./build/github/inputs.js

const TRUE = ['true', 'True', 'TRUE'];
const FALSE = ['false', 'False', 'FALSE'];
/**
 * Reads all inputs of a table from the runner's environment: trimmed text, booleans as YAML 1.2 writes
 * them, one entry a line. Absent is null. Throws one `UserError` that names every input which is wrong.
 */
function readInputs(table, environment) {
    const problems = [];
    const values = Object.entries(table).map(([name, spec]) => {
        const text = (environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
        return [name, parsed(text, spec, (problem) => problems.push(`\`${name}\` ${problem}`))];
    });
    if (problems.length > 0) {
        throw new errors/* UserError */.yo(`${problems.length === 1 ? 'An input is' : 'Inputs are'} wrong: ${problems.join('; ')}.`, {
            hint: 'Change the `with:` of this step.',
        });
    }
    return Object.fromEntries(values);
}
function parsed(text, spec, problem) {
    switch (spec.kind) {
        case 'lines':
            return text
                .split('\n')
                .map((line) => line.trim())
                .filter((line) => line !== '');
        case 'flag':
            if (text === '')
                return spec.otherwise;
            if (!TRUE.includes(text) && !FALSE.includes(text))
                problem(`must be true or false, but is ${quoted(text)}`);
            return TRUE.includes(text);
        case 'integer': {
            if (text === '')
                return null;
            const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
            if (!(value >= spec.minimum && value <= spec.maximum)) {
                problem(`must be a whole number from ${spec.minimum} to ${spec.maximum}, but is ${quoted(text)}`);
            }
            return value;
        }
        case 'choice':
            if (text === '')
                return spec.otherwise ?? null;
            if (!spec.of.includes(text))
                problem(`must be one of ${spec.of.join(', ')}, but is ${quoted(text)}`);
            return text;
        default:
            if (text === '' && spec.required)
                problem('is required, but is not given');
            return text || (spec.otherwise ?? null);
    }
}
function quoted(text) {
    return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

;// CONCATENATED MODULE: ./build/github/markdown-limit.js
/** Cuts Markdown to a limit in UTF-8 bytes, which bounds its characters too. */
const NOTE = '\n\n_The rest was cut: it is longer than GitHub allows here. The whole report is in the run’s artifact._';
/**
 * `markdown` itself where it fits, else its beginning up to a whole line, with open code fences and
 * `<details>` closed and a note at the end.
 */
function cutMarkdown(markdown, limit) {
    if (Buffer.byteLength(markdown) <= limit)
        return markdown;
    const kept = [];
    let bytes = Buffer.byteLength(NOTE);
    let fence = null;
    let details = 0;
    for (const line of markdown.split('\n')) {
        const now = fenceAfter(fence, line);
        const opened = fence === null && now === null
            ? details + count(line, /<details\b/gi) - count(line, /<\/details>/gi)
            : details;
        const size = Buffer.byteLength(line) + 1;
        if (bytes + size + closing(now, opened).length > limit)
            break;
        kept.push(line);
        bytes += size;
        fence = now;
        details = opened;
    }
    return `${kept.join('\n')}${closing(fence, details)}${NOTE}`;
}
/** The fence that is open after `line`, or null. */
function fenceAfter(open, line) {
    const found = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
    if (!found)
        return open;
    const [, fence = '', rest = ''] = found;
    if (open === null)
        return fence;
    const closes = fence[0] === open[0] && fence.length >= open.length && rest.trim() === '';
    return closes ? null : open;
}
function closing(fence, details) {
    return `${fence === null ? '' : `\n${fence}`}${'\n\n</details>'.repeat(Math.max(0, details))}`;
}
function count(line, pattern) {
    return line.match(pattern)?.length ?? 0;
}

;// CONCATENATED MODULE: ./build/github/runner-log.js

/**
 * The log of a step: foldable groups, warnings and errors as annotations, plain lines for the rest. No
 * line can give the runner a command, whatever a message carries.
 */
class RunnerLog {
    #lines;
    #annotations;
    #depth = 0;
    constructor(lines, annotations) {
        this.#lines = lines;
        this.#annotations = annotations;
    }
    debug(message) {
        (0,core/* debug */.Yz)(message);
    }
    info(message) {
        this.#lines.info(message);
    }
    warn(message) {
        this.#annotations.add({ kind: 'warning', message });
    }
    error(message) {
        this.#annotations.add({ kind: 'error', message });
    }
    /** GitHub knows no groups inside groups: an inner one is indented. */
    async group(title, work) {
        if (this.#depth > 0)
            return this.#lines.group(title, work);
        this.#depth++;
        (0,core/* startGroup */.Oh)(title);
        try {
            return await work();
        }
        finally {
            this.#depth--;
            (0,core/* endGroup */.N4)();
        }
    }
    progress(label, total) {
        return this.#lines.progress(label, total);
    }
}

;// CONCATENATED MODULE: ./build/github/runner.js










/** GitHub drops a step's summary of more than 1 MiB. */
const LARGEST_SUMMARY = 900 * 1024;
/** Shorter secrets would hide parts of ordinary numbers and words. */
const SHORTEST_SECRET = 6;
/** The runner that a step runs on: the one place that reads its environment and writes to its files. */
class Runner {
    context;
    log;
    #environment;
    #annotations;
    /** Throws `UserError` where this is no step of a GitHub job. */
    constructor(environment = process.env) {
        this.#environment = environment;
        this.context = readContext(environment);
        const lines = new terminal_log/* TerminalLog */.T({ write: (text) => process.stdout.write(text) }, { colors: false });
        this.#annotations = new Annotations((line) => lines.info(line));
        this.log = new RunnerLog(lines, this.#annotations);
    }
    /** All inputs of the step; secrets are masked before anybody can print them. */
    inputs(table) {
        const values = readInputs(table, this.#environment);
        for (const [name, spec] of Object.entries(table)) {
            const value = values[name];
            if (spec.kind === 'secret' && typeof value === 'string')
                this.mask(value);
        }
        return values;
    }
    /** The repository of this run, by GitHub's API; through the proxy that the environment names. */
    async github(token) {
        const { owner, repo, apiUrl } = this.context;
        const proxied = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].some((name) => this.#environment[name]);
        const fetch = proxied ? (await Promise.all(/* import() */[__webpack_require__.e(4730), __webpack_require__.e(6536)]).then(__webpack_require__.bind(__webpack_require__, 6536))).defaults.request?.fetch : undefined;
        return client/* GitHub */.g.open({ token, apiUrl, owner, repo, log: this.log, ...(fetch ? { fetch } : {}) });
    }
    /** Hides a secret in all that is printed from now on: as it is, line by line, in Base64 and in addresses. */
    mask(secret) {
        const forms = [
            secret,
            ...secret.split(/\r?\n/),
            Buffer.from(secret).toString('base64'),
            encodeURIComponent(secret),
        ];
        for (const form of new Set(forms))
            if (form.length >= SHORTEST_SECRET)
                (0,core/* setSecret */.Pq)(form);
    }
    /** Writes outputs; null is an empty one. */
    setOutputs(outputs) {
        for (const [name, value] of Object.entries(outputs))
            (0,core/* setOutput */.uH)(name, value ?? '');
    }
    /** Shows messages beside the run and at lines of files. */
    annotate(annotations) {
        for (const annotation of annotations)
            this.#annotations.add(annotation);
    }
    /** Adds to the step's summary, cut at a line where it is too long for GitHub. */
    async writeSummary(markdown) {
        try {
            await core/* summary */.z.addRaw(cutMarkdown(markdown, LARGEST_SUMMARY), true).write();
        }
        catch (error) {
            this.log.warn(`The job summary cannot be written: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
    /** Keeps a value for the step's own `post` phase. */
    saveState(name, value) {
        (0,core/* saveState */.LZ)(name, value);
    }
    /** A value that the main phase kept, or null. */
    state(name) {
        return (0,core/* getState */.Gu)(name) || null;
    }
    /**
     * Runs `work` while the runner takes no commands, for programs that print straight to this step's
     * output: what they print cannot set variables, masks or annotations.
     */
    async withoutCommands(work) {
        const token = (0,external_node_crypto_.randomUUID)();
        this.#annotations.hold();
        process.stdout.write(`::stop-commands::${token}\n`);
        try {
            return await work();
        }
        finally {
            process.stdout.write(`\n::${token}::\n`);
            this.#annotations.release();
        }
    }
    /** Shows why the step failed, and returns the exit code that stands for it. */
    fail(error) {
        this.#annotations.add({ kind: 'error', message: (0,errors/* describeError */.Uc)(error) });
        return (0,errors/* exitCodeOf */.FO)(error);
    }
    /** To be called once, at the end of the step. */
    end() {
        this.#annotations.end();
    }
}

// EXTERNAL MODULE: ./build/evidence/schema.js
var schema = __webpack_require__(76293);
;// CONCATENATED MODULE: ./build/runner/actions.js


const ACTIONS = [...schema/* STAGES */.an, 'pipeline'];
/** Inputs that every action has; the config has the rest, so that a terminal does the same. */
const COMMON = {
    config: { kind: 'text', otherwise: 'mlops.yml' },
    model: { kind: 'text' },
    set: { kind: 'lines' },
    token: { kind: 'secret' },
    comment: { kind: 'flag', otherwise: true },
};
const ENGINES = { 'engines-path': { kind: 'text' } };
const FROM_RUN = { 'from-run': { kind: 'text' } };
const ENVIRONMENT = { environment: { kind: 'text' } };
/** What each action can be asked; its `action.yml` says the same with descriptions. */
const INPUTS = {
    'validate-data': { ...COMMON, ...ENGINES },
    train: { ...COMMON, ...ENGINES },
    'evaluate-gate': { ...COMMON, ...FROM_RUN, ...ENGINES },
    register: { ...COMMON, ...FROM_RUN },
    deploy: {
        ...COMMON,
        ...ENVIRONMENT,
        version: { kind: 'text' },
        rollback: { kind: 'flag', otherwise: false },
    },
    'monitor-drift': { ...COMMON, ...ENGINES },
    pipeline: { ...COMMON, stage: { kind: 'text' }, ...ENVIRONMENT, ...FROM_RUN, ...ENGINES },
};
/** The outputs of each action, as its `action.yml` describes them. */
const EVERY = ['verdict', 'evidence', 'report'];
const ARTIFACT = ['artifact', 'artifact-digest'];
const OUTPUTS = {
    'validate-data': [...EVERY, ...ARTIFACT],
    train: [...EVERY, 'package', 'digest', ...ARTIFACT],
    'evaluate-gate': [...EVERY, 'predictions', 'digest', ...ARTIFACT],
    register: [...EVERY, 'version', 'digest', ...ARTIFACT],
    deploy: [...EVERY, 'version', 'digest', 'environment', 'url', ...ARTIFACT],
    'monitor-drift': [...EVERY, 'version', 'retrain', ...ARTIFACT],
    pipeline: [...EVERY, 'package', 'predictions', 'version', 'digest', 'environment', 'url', 'retrain'],
};
/** The stages that the root action's input names, in the order of the loop; null where it names none. */
function stagesNamed(text) {
    const names = (text ?? '').split(/[\s,]+/).filter((name) => name !== '');
    if (names.length === 0)
        return null;
    for (const name of names) {
        if (!schema/* STAGES */.an.includes(name)) {
            throw new errors/* UserError */.yo(`\`stage\` names ${JSON.stringify(name.slice(0, 60))}, which is none`, {
                hint: `The stages are ${schema/* STAGES */.an.join(', ')}.`,
            });
        }
    }
    return schema/* STAGES */.an.filter((stage) => names.includes(stage));
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/config/load.js + 4 modules
var load = __webpack_require__(16827);
// EXTERNAL MODULE: ./build/evaluation/metrics.js + 2 modules
var metrics = __webpack_require__(48310);
// EXTERNAL MODULE: ./build/pipeline.js
var pipeline = __webpack_require__(91480);
// EXTERNAL MODULE: ./build/ports.js + 4 modules
var build_ports = __webpack_require__(55080);
// EXTERNAL MODULE: ./build/publish.js + 3 modules
var publish = __webpack_require__(3634);
;// CONCATENATED MODULE: ./build/github/deployment.js
const PERMISSION = 'deployments: write';
const LONGEST_DESCRIPTION = 140;
/** Notes a deployment and returns its id. It neither merges anything nor waits for checks: the gate has judged. */
async function createDeployment(github, request) {
    const need = { doing: `note the deployment to ${request.environment}`, permission: PERMISSION };
    const made = await github.write('POST /repos/{owner}/{repo}/deployments', {
        ref: request.ref,
        environment: request.environment,
        description: shortened(request.description),
        auto_merge: false,
        required_contexts: [],
        payload: { ...request.details, key: request.key },
    }, need, async () => {
        const found = await github.read('GET /repos/{owner}/{repo}/deployments', { ref: request.ref, environment: request.environment }, need);
        const same = found.find(({ payload }) => typeof payload === 'object' && payload.key === request.key);
        return same ? { message: '', ...same } : null;
    });
    if (!('id' in made))
        throw new Error(`GitHub merged instead of deploying: ${made.message}`);
    return Number(made.id);
}
/** Says how a deployment stands. A success makes the older ones of its environment inactive. */
async function setDeploymentStatus(github, id, status) {
    const need = { doing: `set the status of deployment ${id}`, permission: PERMISSION };
    const description = shortened(status.description);
    await github.write('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        deployment_id: id,
        state: status.state,
        description,
        auto_inactive: true,
        ...(status.url ? { environment_url: status.url } : {}),
        ...(status.log ? { log_url: status.log } : {}),
    }, need, async () => {
        const found = await github.read('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', { deployment_id: id }, need);
        const latest = found[0];
        return latest && latest.state === status.state && latest.description === description ? latest : null;
    });
}
function shortened(text) {
    return text.length > LONGEST_DESCRIPTION ? `${text.slice(0, LONGEST_DESCRIPTION - 1)}…` : text;
}

;// CONCATENATED MODULE: ./build/runner/deployment.js


/**
 * Deploys with a record of it in GitHub's list of deployments. A token that may not write there is a
 * warning: the deployment itself does not depend on it.
 */
async function recorded(place, deploy) {
    const id = await begin(place);
    try {
        const evidence = await deploy();
        await end(place, id, statusOf(evidence));
        return evidence;
    }
    catch (error) {
        await end(place, id, { state: 'error', description: (0,errors/* messageOf */.bD)(error) });
        throw error;
    }
}
function statusOf({ verdict, reasons, figures }) {
    const { action, version, url } = figures;
    if (verdict !== 'pass') {
        const reason = reasons.find(({ outcome }) => outcome === 'fail') ?? reasons[0];
        return { state: 'failure', description: reason?.sentence ?? `${action} failed` };
    }
    return {
        state: 'success',
        description: `${action}: ${version ?? 'no version'}`,
        // GitHub links it; only addresses of the web make a link.
        ...(url && /^https?:/.test(url) ? { url } : {}),
    };
}
async function begin(place) {
    const { context, github, model, environment, version } = place;
    if (!github)
        return null;
    return tolerantly(place, async () => {
        const id = await createDeployment(github, {
            ref: context.sha,
            environment,
            description: `${model} ${version ?? '(newest version)'}`,
            key: `${context.runId}/${context.runAttempt}/${context.job}/${model}/${environment}`,
            details: { model, run: context.runUrl },
        });
        await setDeploymentStatus(github, id, { state: 'in_progress', description: model, log: context.runUrl });
        return id;
    });
}
async function end(place, id, status) {
    const { context, github } = place;
    if (!github || id === null)
        return;
    await tolerantly(place, () => setDeploymentStatus(github, id, { ...status, log: context.runUrl }));
}
async function tolerantly({ log }, work) {
    try {
        return await work();
    }
    catch (error) {
        if ((0,errors/* exitCodeOf */.FO)(error) === errors/* INTERNAL_EXIT_CODE */.$I)
            throw error;
        log.warn(`GitHub's list of deployments does not show this one: ${(0,errors/* messageOf */.bD)(error)}`);
        return null;
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./build/evidence/store.js
var store = __webpack_require__(11549);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./build/system/plain-path.js
var plain_path = __webpack_require__(17130);
;// CONCATENATED MODULE: ./build/github/unzip.js








const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const FILE_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const UNIX = 3;
const TYPE_MASK = 0o170000;
const PLAIN_FILE = 0o100000;
/** Unpacks `archive` into `directory`, which must not hold any of its files. Throws `DataError` for a bad archive. */
async function unzip(archive, directory, limits) {
    const file = await (0,promises_.open)(archive, 'r');
    try {
        const entries = await entriesOf(file, limits);
        for (const entry of entries)
            await extract(file, archive, entry, (0,external_node_path_.join)(directory, entry.path));
        return entries.map(({ path }) => path);
    }
    finally {
        await file.close();
    }
}
async function entriesOf(file, limits) {
    const { size } = await file.stat();
    const tail = await read(file, Math.max(0, size - END_SIZE - LONGEST_COMMENT), Math.min(size, END_SIZE + LONGEST_COMMENT));
    let end = tail.length - END_SIZE;
    while (end >= 0 &&
        !(tail.readUInt32LE(end) === END_SIGNATURE && end + END_SIZE + tail.readUInt16LE(end + 20) === tail.length))
        end--;
    if (end < 0)
        throw damaged('it has no end');
    const count = tail.readUInt16LE(end + 10);
    const length = tail.readUInt32LE(end + 12);
    const start = tail.readUInt32LE(end + 16);
    if (count === 0xffff || start === 0xffffffff)
        throw damaged('it is larger than 4 GiB or 65,534 files');
    if (count > limits.files)
        throw damaged(`it holds ${count} files; ${limits.files} are allowed`);
    if (start + length > size)
        throw damaged('its list of files is cut off');
    const list = await read(file, start, length);
    const entries = [];
    const names = new Set();
    let total = 0;
    for (let at = 0, index = 0; index < count; index++) {
        if (at + 46 > list.length || list.readUInt32LE(at) !== ENTRY_SIGNATURE)
            throw damaged('its list of files is damaged');
        const [name, extra, comment] = [
            list.readUInt16LE(at + 28),
            list.readUInt16LE(at + 30),
            list.readUInt16LE(at + 32),
        ];
        const path = list.subarray(at + 46, at + 46 + name).toString('utf8');
        const entry = {
            path,
            method: list.readUInt16LE(at + 10),
            crc: list.readUInt32LE(at + 16),
            packed: list.readUInt32LE(at + 20),
            bytes: list.readUInt32LE(at + 24),
            offset: list.readUInt32LE(at + 42),
        };
        const type = list.readUInt8(at + 5) === UNIX ? (list.readUInt32LE(at + 38) >>> 16) & TYPE_MASK : 0;
        const encrypted = (list.readUInt16LE(at + 8) & ENCRYPTED) !== 0;
        at += 46 + name + extra + comment;
        if (path.endsWith('/') && entry.bytes === 0 && (0,plain_path/* isPlainPath */.q)(path.slice(0, -1)))
            continue;
        const plain = (0,plain_path/* isPlainPath */.q)(path) &&
            !encrypted &&
            [STORED, DEFLATED].includes(entry.method) &&
            [0, PLAIN_FILE].includes(type);
        if (!plain)
            throw damaged(`${JSON.stringify(path.slice(0, 200))} is not a plain file`);
        // File systems that ignore case would make two names one file.
        if (names.has(path.toLowerCase()))
            throw damaged(`it holds ${JSON.stringify(path)} twice`);
        names.add(path.toLowerCase());
        total += entry.bytes;
        if (total > limits.bytes)
            throw damaged(`it unpacks to more than ${limits.bytes} bytes`);
        entries.push(entry);
    }
    return entries;
}
async function extract(file, archive, entry, target) {
    const header = await read(file, entry.offset, 30);
    if (header.readUInt32LE(0) !== FILE_SIGNATURE)
        throw damaged(`${entry.path} is not where its list says`);
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
    let bytes = 0;
    let crc = 0;
    const check = new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            bytes += chunk.length;
            crc = (0,external_node_zlib_.crc32)(chunk, crc);
            if (bytes > entry.bytes)
                done(damaged(`${entry.path} is larger than its list says`));
            else
                done(null, chunk);
        },
    });
    const out = (0,external_node_fs_.createWriteStream)(target, { flags: 'wx' });
    try {
        const input = entry.packed === 0 ? [] : (0,external_node_fs_.createReadStream)(archive, { start, end: start + entry.packed - 1 });
        if (entry.method === DEFLATED)
            await (0,external_node_stream_promises_.pipeline)(input, (0,external_node_zlib_.createInflateRaw)(), check, out);
        else
            await (0,external_node_stream_promises_.pipeline)(input, check, out);
    }
    catch (cause) {
        // zlib's errors have codes that begin so; those of the file system are told as they are.
        if (cause.code?.startsWith('Z_'))
            throw damaged(`${entry.path} cannot be unpacked`, cause);
        throw cause;
    }
    if (bytes !== entry.bytes || crc !== entry.crc)
        throw damaged(`${entry.path} has another checksum than its list says`);
}
async function read(file, position, length) {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, position);
    if (bytesRead < length)
        throw damaged('it ends too early');
    return buffer;
}
function damaged(why, cause) {
    return new errors/* DataError */.fL(`The artifact's archive is refused: ${why}.`, {
        hint: 'Run the stage again that made it.',
        cause,
    });
}

;// CONCATENATED MODULE: ./build/github/artifact.js






const LIMITS = { files: 10_000, bytes: 16 * 1024 ** 3 };
/** The artifacts by which stages in different jobs and runs hand on their results. */
class Artifacts {
    #log;
    #attempt;
    /** `attempt` is the number of this run's attempt: a second one makes artifacts of its own. */
    constructor({ log, attempt }) {
        this.#log = log;
        this.#attempt = attempt;
    }
    /** Uploads every file below `directory`. Throws `UserError` where there is none, or the name is taken. */
    async upload(what, directory) {
        const entries = await (0,promises_.readdir)(directory, { recursive: true, withFileTypes: true });
        const files = entries
            .filter((entry) => entry.isFile())
            .map((entry) => (0,external_node_path_.join)(entry.parentPath, entry.name));
        if (files.length === 0) {
            throw new errors/* UserError */.yo(`${directory} holds no file to upload.`, {
                hint: 'Run the stage before its results are uploaded.',
            });
        }
        const name = artifactName(what, this.#attempt);
        const client = await openClient();
        const { id, digest } = await asService(`upload the artifact ${name}`, () => client.uploadArtifact(name, files.sort(), directory, { compressionLevel: 1 }));
        if (id === undefined || !digest)
            throw new errors/* ServiceError */._7(`GitHub gave no digest for the artifact ${name}.`, { hint: 'Run it again.' });
        return { name, id, digest: withAlgorithm(digest) };
    }
    /**
     * Finds the newest artifact of a stage and puts its files into `directory`, verified. Files that are
     * there already must be the same. Returns null where the run has none.
     * Throws `DataError` where the archive is not the one that was uploaded.
     */
    async download(what, directory, { run, expected }) {
        const client = await openClient();
        const options = run ? findOptions(run) : {};
        const place = run ? `run ${run.id}` : 'this run';
        const { artifacts } = await asService(`list the artifacts of ${place}`, () => client.listArtifacts(options));
        const found = newest(artifacts, what);
        if (!found)
            return null;
        const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'mlops-artifact-'));
        try {
            const path = (0,external_node_path_.join)(folder, 'download');
            await asService(`download the artifact ${found.name}`, () => client.downloadArtifact(found.id, { ...options, path, skipDecompress: true }));
            const [file] = await (0,promises_.readdir)(path);
            if (file === undefined)
                throw new errors/* ServiceError */._7(`The artifact ${found.name} came without content.`, { hint: 'Run it again.' });
            const digest = await (0,files/* digestOfFile */.Mk)((0,external_node_path_.join)(path, file));
            for (const right of [expected, found.digest]) {
                if (right && withAlgorithm(right) !== digest) {
                    throw new errors/* DataError */.fL(`The artifact ${found.name} of ${place} is not the one that was uploaded: its digest differs.`, {
                        hint: 'Run the stage again that made it, and find out who changed it.',
                    });
                }
            }
            const unpacked = (0,external_node_path_.join)(folder, 'unpacked');
            for (const each of await unzip((0,external_node_path_.join)(path, file), unpacked, LIMITS)) {
                await moveInto((0,external_node_path_.join)(unpacked, each), (0,external_node_path_.join)(directory, each), each);
            }
            this.#log.info(`Took ${found.name} from ${place}.`);
            return { name: found.name, id: found.id, digest };
        }
        finally {
            await (0,promises_.rm)(folder, { recursive: true, force: true });
        }
    }
}
/** What a stage's artifact is called. GitHub refuses most punctuation in names. */
function artifactName({ model, stage }, attempt) {
    return `${artifactPrefix({ model, stage })}${attempt}`;
}
function artifactPrefix({ model, stage }) {
    const plain = (text) => text.replace(/[^A-Za-z0-9._-]/g, '_');
    return `mlops-${plain(model)}-${plain(stage)}-`;
}
function newest(artifacts, what) {
    const prefix = artifactPrefix(what);
    const attemptOf = ({ name }) => Number(/^[1-9]\d*$/.exec(name.slice(prefix.length))?.[0] ?? 0);
    const own = artifacts.filter((one) => one.name.startsWith(prefix) && attemptOf(one) > 0);
    return own.sort((a, b) => attemptOf(b) - attemptOf(a) || b.id - a.id)[0] ?? null;
}
async function moveInto(from, to, name) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(to), { recursive: true });
    const there = await (0,files/* digestOfFile */.Mk)(to).catch(() => null);
    if (there !== null && there !== (await (0,files/* digestOfFile */.Mk)(from))) {
        throw new errors/* UserError */.yo(`${name} is there already, with other content than the artifact's.`, {
            hint: 'Start the job with a clean workspace.',
        });
    }
    if (there === null) {
        await (0,promises_.rename)(from, to).catch(async (error) => {
            if (error.code !== 'EXDEV')
                throw error;
            await (0,promises_.copyFile)(from, to);
        });
    }
}
async function openClient() {
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(4730), __webpack_require__.e(3251), __webpack_require__.e(6536), __webpack_require__.e(3021)]).then(__webpack_require__.bind(__webpack_require__, 83021));
    return new DefaultArtifactClient();
}
function findOptions({ id, token, owner, repo }) {
    if (!/^[1-9]\d{0,15}$/.test(id)) {
        throw new errors/* UserError */.yo(`\`${id.slice(0, 60)}\` is not the id of a run.`, {
            hint: 'It is the number at the end of the address of a run: …/actions/runs/<id>.',
        });
    }
    return { findBy: { token, workflowRunId: Number(id), repositoryOwner: owner, repositoryName: repo } };
}
/** Tells an error of the artifact service apart by who can mend it. */
async function asService(doing, work) {
    try {
        return await work();
    }
    catch (cause) {
        const message = (0,errors/* messageOf */.bD)(cause);
        const status = cause.status;
        if (/ACTIONS_RUNTIME_TOKEN|ACTIONS_RESULTS_URL/.test(message)) {
            throw new errors/* UserError */.yo(`Cannot ${doing}: only an action's own step may, and this is none.`, {
                hint: 'Run the stage by its action (`uses:`), not in a `run:` step.',
                cause,
            });
        }
        if (/already exists/i.test(message)) {
            throw new errors/* UserError */.yo(`Cannot ${doing}: this run has one of that name.`, {
                hint: 'Two jobs ran the same stage of the same model. Give each model its own name, or run the stage once.',
                cause,
            });
        }
        if (/GHES/.test(message)) {
            throw new errors/* UserError */.yo(`Cannot ${doing}: this GitHub Enterprise Server has no artifacts of version 4.`, {
                hint: 'Run all stages in one job.',
                cause,
            });
        }
        if (status === 401 || status === 403 || status === 404) {
            throw new errors/* UserError */.yo(`Cannot ${doing}: GitHub says: ${message}`, {
                hint: 'Check the id of the run, and give the job `permissions: { actions: read }`.',
                cause,
            });
        }
        throw new errors/* ServiceError */._7(`Cannot ${doing}: ${message}`, { hint: 'Run it again.', cause });
    }
}
function withAlgorithm(digest) {
    return digest.startsWith('sha256:') ? digest : `sha256:${digest}`;
}

;// CONCATENATED MODULE: ./build/runner/evidence.js






/**
 * Brings what the stages before `stage` left into the run folder: what earlier steps of this job left is
 * there already, the rest comes from the artifacts of this run or of `from`. A later stage's files take
 * the place of an earlier one's: the gate completes the package that train made.
 */
async function bringEarlier(stage, place, from) {
    const { model, out, attempt, log } = place;
    const missing = schema/* STAGES */.an.slice(0, schema/* STAGES */.an.indexOf(stage)).filter((one) => !(0,external_node_fs_.existsSync)((0,store/* evidenceFile */.az)(out, one)));
    if (missing.length === 0)
        return;
    const artifacts = new Artifacts({ log, attempt });
    await (0,promises_.mkdir)(out, { recursive: true });
    const downloads = await (0,promises_.mkdtemp)((0,external_node_path_.join)(out, 'download-'));
    try {
        for (const one of missing) {
            const folder = (0,external_node_path_.join)(downloads, one);
            await (0,promises_.mkdir)(folder);
            const found = await artifacts.download({ model, stage: one }, folder, { run: from, expected: null });
            if (found)
                await (0,promises_.cp)(folder, out, { recursive: true });
        }
    }
    finally {
        await (0,promises_.rm)(downloads, { recursive: true, force: true });
    }
}
/** Uploads what a stage left, and the report, as the stage's artifact. */
async function uploadStage(evidence, place) {
    const { model, out, attempt, log } = place;
    const { stage } = evidence;
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(out, 'upload-'));
    try {
        for (const path of await pathsOf(evidence, out)) {
            const to = (0,external_node_path_.join)(folder, path);
            await (0,promises_.mkdir)((0,external_node_path_.dirname)(to), { recursive: true });
            await (0,promises_.cp)((0,external_node_path_.join)(out, path), to, { recursive: true });
        }
        return await new Artifacts({ log, attempt }).upload({ model, stage }, folder);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** What belongs to a stage, relative to the run folder. */
async function pathsOf(evidence, out) {
    const { stage, outputs } = evidence;
    const paths = [
        `${stage}.json`,
        'report.html',
        'report.md',
        ...Object.values(outputs).map(({ path }) => path),
    ];
    if (stage === 'train' || stage === 'evaluate-gate') {
        const { figures } = stage === 'train' ? evidence : await (0,store/* readEvidence */.At)(out, 'train');
        if (figures.package)
            paths.push(figures.package.path);
    }
    return [...new Set(paths.map((path) => (0,external_node_path_.relative)(out, (0,external_node_path_.resolve)(out, path))))].filter((path) => path !== '' && !path.startsWith(`..${external_node_path_.sep}`) && (0,external_node_fs_.existsSync)((0,external_node_path_.join)(out, path)));
}

;// CONCATENATED MODULE: ./build/runner/machine.js
/** Whether this machine goes away with the job. */
function isHostedRunner(env) {
    return env.RUNNER_ENVIRONMENT === 'github-hosted';
}
/** What a stage makes that ends with the machine it runs on, as a sentence; null where all of it lasts. */
function lostWithRunner(stage, config, environment) {
    if (stage === 'register' && config.registry.kind === 'folder') {
        return 'A registry in a folder goes away with this runner: set `registry: { kind: github }`, or keep the folder yourself.';
    }
    const target = config.deploy[environment ?? Object.keys(config.deploy)[0] ?? ''];
    if (stage === 'deploy' && target?.target === 'process') {
        return 'The server ends with this job: the targets `command` and `folder` outlive it.';
    }
    return null;
}
/** Whether results can be handed to other jobs. Enterprise Servers have no service that today's client speaks to. */
function hasArtifactService(env, serverUrl) {
    const { hostname } = new URL(serverUrl);
    const isHosted = hostname === 'github.com' || hostname.endsWith('.ghe.com');
    return isHosted && Boolean(env.ACTIONS_RUNTIME_TOKEN && env.ACTIONS_RESULTS_URL);
}

;// CONCATENATED MODULE: ./build/github/comment.js


/** GitHub takes 65,536 characters; this leaves room for the marker and counts bytes too. */
const comment_LONGEST_COMMENT = 60_000;
const comment_PERMISSION = 'pull-requests: write';
/**
 * Writes the one comment that this program keeps on a pull request: it is found by a hidden marker and
 * its author, and changed in place. Where two runs made one each, the oldest stays. A missing permission
 * is a result, not an error; a body beyond the limit is cut at a line.
 */
async function upsertComment(github, request) {
    const marker = `<!-- mlops-actions:${request.key.replace(/[^A-Za-z0-9._/-]/g, '_')} -->`;
    const body = `${cutMarkdown(request.body, comment_LONGEST_COMMENT)}\n\n${marker}`;
    try {
        const author = await github.viewer();
        const own = () => ownComments(github, request.issue, marker, author);
        const [first, ...others] = await own();
        await removeAll(github, others);
        if (first) {
            if (first.body === body)
                return { outcome: 'unchanged', url: first.url };
            return { outcome: 'updated', url: await update(github, first, body) };
        }
        const made = await create(github, request.issue, body, async () => (await own())[0] ?? null);
        // Another run may have made one at the same time.
        const [oldest, ...later] = await own();
        if (!oldest || oldest.id === made.id) {
            await removeAll(github, later);
            return { outcome: 'created', url: made.url };
        }
        await removeAll(github, [made]);
        return { outcome: 'updated', url: await update(github, oldest, body) };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        return { outcome: 'refused', reason: error.message };
    }
}
/** The comments that carry the marker and are by the author, oldest first. Anybody can write a marker. */
async function ownComments(github, issue, marker, author) {
    const all = await github.list('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', { issue_number: issue }, { doing: `read the comments of #${issue}`, permission: comment_PERMISSION }, (page) => page);
    return all
        .filter(({ body, user }) => body?.includes(marker) && isSame(user, author))
        .map(({ id, body, html_url: url }) => ({ id: Number(id), body: body ?? '', url }))
        .sort((a, b) => a.id - b.id);
}
/** GitHub writes a bot's login with or without `[bot]`, but only a bot has the type. */
function isSame(user, author) {
    const name = (login) => login.toLowerCase().replace(/\[bot\]$/, '');
    if (!user || name(user.login) !== name(author))
        return false;
    return author.endsWith('[bot]') ? user.type === 'Bot' : true;
}
async function create(github, issue, body, readBack) {
    let found = null;
    const made = await github.write('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { issue_number: issue, body }, { doing: `comment on #${issue}`, permission: comment_PERMISSION }, async () => {
        found = await readBack();
        return found && { id: found.id, body: found.body, html_url: found.url };
    });
    return { id: Number(made.id), body, url: made.html_url };
}
async function update(github, comment, body) {
    const made = await github.write('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: comment.id, body }, { doing: 'change the comment', permission: comment_PERMISSION }, 'repeat');
    return made.html_url;
}
async function removeAll(github, comments) {
    for (const { id } of comments) {
        await github.remove('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id }, { doing: 'remove a second comment', permission: comment_PERMISSION });
    }
}

// EXTERNAL MODULE: ./build/report/markdown.js + 2 modules
var markdown = __webpack_require__(55282);
// EXTERNAL MODULE: ./build/report/report.js + 5 modules
var report = __webpack_require__(25669);
;// CONCATENATED MODULE: ./build/runner/outlets.js





/** What the step's own summary says: its stages and, where it stopped, why. */
function summaryOf(title, evidence, stop) {
    const report = withStop(title, evidence, stop);
    return report && (0,markdown/* markdownOf */.R)(report, { budget: publish/* SUMMARY_BUDGET */.pm, brief: false });
}
/**
 * Writes the one comment of the pull request from all evidence of the run. Where the token may not, or
 * GitHub fails, the report is in the summary and a warning says so: no verdict depends on a comment.
 */
async function commentOn(context, github, { model, out, stop, artifact, log }) {
    const { pullRequest } = context;
    if (!pullRequest)
        return;
    const elsewhere = 'The report is in the job summary.';
    if (pullRequest.fork) {
        log.info(`No comment: the pull request comes from a fork, whose token may only read. ${elsewhere}`);
        return;
    }
    const report = withStop(model, await (0,publish/* evidenceOfRun */.Aw)(out), stop);
    if (!report)
        return;
    const links = [
        { title: 'run', href: context.runUrl },
        ...(artifact ? [{ title: 'full report', href: `${context.runUrl}/artifacts/${artifact.id}` }] : []),
    ];
    const body = (0,markdown/* markdownOf */.R)(report, { budget: publish/* COMMENT_BUDGET */.ub, brief: true, links });
    try {
        const result = await upsertComment(github, { issue: pullRequest.number, key: model, body });
        if (result.outcome === 'refused')
            log.warn(`No comment on the pull request: ${result.reason} ${elsewhere}`);
        else
            log.info(`Comment ${result.outcome}: ${result.url}`);
    }
    catch (error) {
        if ((0,errors/* exitCodeOf */.FO)(error) === errors/* INTERNAL_EXIT_CODE */.$I)
            throw error;
        log.warn(`No comment on the pull request: ${(0,errors/* messageOf */.bD)(error)} ${elsewhere}`);
    }
}
/** The report of `evidence`, with what stopped the step before all of it; null where there is nothing to say. */
function withStop(title, evidence, stop) {
    const told = evidence.length > 0 ? (0,report/* reportOf */.E)(evidence) : null;
    if (!stop)
        return told;
    const { verdict, headline, section } = stopped(stop);
    const sections = [section, ...(told?.sections ?? [])];
    return {
        title,
        outcome: 'fail',
        verdict,
        headline,
        sections,
        footer: told?.footer ?? [['run ', { code: stop.run }]],
    };
}
function stopped({ doing, error }) {
    const isBug = (0,errors/* exitCodeOf */.FO)(error) === errors/* INTERNAL_EXIT_CODE */.$I;
    const [first = '', ...others] = isBug
        ? ['A bug in mlops-actions, not a mistake of yours. The log of this step has the lines to report.']
        : (0,errors/* messageOf */.bD)(error).split('\n');
    const hint = !isBug && error instanceof Error ? error.hint : undefined;
    return {
        verdict: 'stopped',
        headline: first,
        section: {
            id: 'stopped',
            title: doing,
            outcome: 'fail',
            summary: hint ?? `${doing} stopped.`,
            blocks: others.length > 0 ? [{ kind: 'list', ordered: false, items: others }] : [],
        },
    };
}

;// CONCATENATED MODULE: ./build/runner/results.js



/** The outputs of a step, from the evidence that it left in `out`; what does not apply is empty. */
function outputsOf(action, evidence, { verdict, out, artifact }) {
    const found = {};
    for (const one of evidence)
        Object.assign(found, ofStage(one, out));
    const last = evidence.at(-1);
    if (last) {
        found.verdict = verdict;
        found.evidence = action === 'pipeline' ? out : (0,store/* evidenceFile */.az)(out, last.stage);
        found.report = (0,external_node_path_.join)(out, 'report.html');
    }
    if (artifact) {
        found.artifact = artifact.name;
        found['artifact-digest'] = artifact.digest;
    }
    return Object.fromEntries(OUTPUTS[action].map((name) => [name, found[name] ?? '']));
}
function ofStage(evidence, out) {
    switch (evidence.stage) {
        case 'validate-data':
            return {};
        case 'train': {
            const made = evidence.figures.package;
            return made ? { package: (0,external_node_path_.resolve)(out, made.path), digest: made.digest } : {};
        }
        case 'evaluate-gate': {
            const { predictions, package: digest } = evidence.figures.challenger;
            return { predictions: (0,external_node_path_.resolve)(out, predictions.path), digest };
        }
        case 'register':
            return { version: evidence.figures.version, digest: evidence.figures.package };
        case 'deploy': {
            const { version, package: digest, environment, url } = evidence.figures;
            return { environment, version: version ?? '', digest: digest ?? '', url: url ?? '' };
        }
        case 'monitor-drift': {
            const { version, retrain } = evidence.figures;
            return { ...(version === null ? {} : { version }), retrain: retrain.requested };
        }
    }
}
/** What GitHub shows beside the run: why it did not pass, and what was suspicious. */
function annotationsOf(evidence, exitCode) {
    const title = `${evidence.model}: ${evidence.stage}`;
    return evidence.reasons.flatMap(({ outcome, sentence }) => {
        if (outcome === 'pass' || outcome === 'skipped')
            return [];
        const kind = outcome === 'warn' ? 'warning' : exitCode === 0 ? 'notice' : 'error';
        return [{ kind, title, message: sentence }];
    });
}
const PLACE = /^(?<file>[^\s:][^:\n]*):(?<line>\d+):(?<column>\d+):? (?<rest>.+)$/gm;
/** The lines of a message that name a place in a file, as annotations there. */
function annotationsIn(message) {
    return [...message.matchAll(PLACE)].map(({ groups = {} }) => ({
        kind: 'error',
        file: groups.file ?? '',
        line: Number(groups.line),
        column: Number(groups.column),
        message: groups.rest ?? '',
    }));
}

// EXTERNAL MODULE: ./build/github/failure.js
var failure = __webpack_require__(220);
;// CONCATENATED MODULE: ./build/github/dispatch.js


/** GitHub takes less than 64 KB; the rest of the request needs a little of it. */
const LARGEST_PAYLOAD = 60_000;
const LONGEST_TYPE = 100;
/**
 * Starts the workflows that listen to `repository_dispatch` with this type. They find `message` under
 * `github.event.client_payload.mlops`. Needs `contents: write`.
 * Throws `ServiceError` where nobody can know whether GitHub took it.
 */
async function sendDispatch(github, type, message) {
    if (type.length === 0 || type.length > LONGEST_TYPE)
        throw new RangeError(`an event type of ${type.length} characters`);
    const bytes = Buffer.byteLength(JSON.stringify(message));
    if (bytes > LARGEST_PAYLOAD)
        throw new RangeError(`a dispatch of ${bytes} bytes; GitHub takes ${LARGEST_PAYLOAD}`);
    try {
        await github.write('POST /repos/{owner}/{repo}/dispatches', { event_type: type, client_payload: { mlops: message } }, { doing: `send the event ${type}`, permission: 'contents: write' }, 'stop');
    }
    catch (error) {
        if (!(0,failure/* outcomeUnknown */.Hu)(error))
            throw error;
        throw new errors/* ServiceError */._7(`GitHub did not say whether it took the event ${type} (${message.id}).`, {
            hint: 'Look whether a run started; if none did, run this again.',
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./build/runner/retrain.js


/** The event by which retraining is asked for; a workflow listens to it under `repository_dispatch`. */
const RETRAIN_EVENT = 'mlops-retrain';
/**
 * Asks for retraining where the evidence of monitor-drift says so. A token that may not is a warning;
 * the evidence and the summary keep the request. Throws `ServiceError` where GitHub failed.
 */
async function requestRetraining(evidence, context, { github, config, log }) {
    if (evidence.stage !== 'monitor-drift' || !evidence.figures.retrain.requested)
        return;
    const { version, windows, retrain } = evidence.figures;
    const until = windows.at(-1)?.to ?? '';
    const missing = `Nobody was told to retrain ${evidence.model}:`;
    if (!github) {
        log.warn(`${missing} this step has no token.`);
        return;
    }
    try {
        await sendDispatch(github, RETRAIN_EVENT, {
            format: 'mlops-retrain/1',
            // The same windows ask once, however often they are judged.
            id: `${evidence.model}/${version}/${until}`,
            model: evidence.model,
            config,
            version,
            until,
            because: retrain.because,
            run: context.runUrl,
        });
        log.info(`Retraining of ${evidence.model} was asked for with the event ${RETRAIN_EVENT}.`);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        log.warn(`${missing} ${(0,errors/* messageOf */.bD)(error)} ${error.hint ?? ''}`);
    }
}

;// CONCATENATED MODULE: ./build/runner/step.js














/** Exit code of a step that was cancelled, as shells count SIGINT. */
const CANCELLED = 130;
/** How long a cancelled stage may take to end by itself: the runner ends the step after 7.5 seconds. */
const GRACE_MS = 3000;
const CANCELLED_MESSAGE = 'The step was cancelled.';
/** One run of an action: does the work of its stages, and tells every outlet how it went. */
class Step {
    #name;
    #runner;
    #signal;
    #evidence = [];
    /** What is being done, for the report of a step that stops. */
    #doing = 'Read the inputs';
    #loaded;
    #github;
    #inputs;
    #artifact = null;
    constructor(name, runner, signal) {
        this.#name = name;
        this.#runner = runner;
        this.#signal = signal;
    }
    /** Does the work and tells all outlets; resolves to the exit code and never throws. */
    async run() {
        let code;
        let stop = null;
        try {
            await Promise.race([this.#work(), this.#cancelled()]);
            code = this.#codeOf(this.#evidence);
        }
        catch (error) {
            if (this.#signal.aborted) {
                stop = this.#stopped(new errors/* UserError */.yo(CANCELLED_MESSAGE));
                code = CANCELLED;
            }
            else {
                stop = this.#stopped(error);
                code = this.#runner.fail(error);
                this.#runner.annotate(this.#inWorkspace((0,errors/* messageOf */.bD)(error)));
            }
        }
        try {
            await this.#publish(stop, code);
            return code;
        }
        catch (error) {
            const failed = this.#runner.fail(error);
            return code === 0 ? failed : code;
        }
    }
    #stopped(error) {
        return { doing: this.#doing, error, run: this.#runner.context.runId };
    }
    /** Never ends well: rejects some time after the step was cancelled. */
    #cancelled() {
        return new Promise((_, reject) => {
            const end = () => setTimeout(() => reject(new errors/* UserError */.yo(CANCELLED_MESSAGE)), GRACE_MS);
            this.#signal.addEventListener('abort', end, { once: true });
        });
    }
    async #work() {
        const { log, context } = this.#runner;
        const inputs = this.#runner.inputs(INPUTS[this.#name]);
        this.#inputs = inputs;
        this.#doing = 'Read the config';
        const loaded = await (0,load/* loadConfig */.Z)(inputs.config, {
            overrides: inputs.set,
            metrics: (task) => metrics/* METRICS_OF_TASK */.w4[task],
            ...(inputs.model === null ? {} : { model: inputs.model }),
        });
        this.#loaded = loaded;
        const stages = this.#stages(loaded, inputs);
        const { token } = inputs;
        if (token !== null)
            this.#github = await this.#runner.github(token);
        this.#doing = 'Find the evidence of earlier stages';
        const place = this.#place(loaded);
        await this.#bring(stages[0], place);
        const opened = await (0,build_ports/* openPorts */.Rr)({
            log,
            env: process.env,
            directory: loaded.directory,
            run: { id: context.runId, attempt: context.runAttempt },
            signal: this.#signal,
            ...(inputs['engines-path'] ? { enginesPath: inputs['engines-path'] } : {}),
            ...(this.#github ? { github: this.#github } : {}),
        });
        // Where git does not answer, as in a checkout without git, the runner knows the commit.
        const ports = { ...opened, run: { ...opened.run, commit: opened.run.commit ?? context.sha } };
        const request = {
            config: loaded.config,
            directory: loaded.directory,
            configDigest: loaded.digest,
            overrides: loaded.overrides,
            out: place.out,
            action: inputs.rollback ? 'rollback' : 'deploy',
            ...(inputs.environment ? { environment: inputs.environment } : {}),
            ...(inputs.version ? { version: inputs.version } : {}),
        };
        for (const stage of stages) {
            this.#doing = stage;
            if (stages.length > 1)
                log.info(`Stage ${stage}`);
            const lost = lostWithRunner(stage, loaded.config, inputs.environment ?? null);
            if (lost !== null && isHostedRunner(process.env))
                log.warn(lost);
            const perform = () => (0,pipeline/* runStage */.Si)(stage, request, ports);
            const evidence = stage === 'deploy' ? await this.#recorded(loaded, perform) : await perform();
            this.#evidence.push(evidence);
            await (0,publish/* publishFiles */.bg)(place.out);
            await this.#upload(evidence, place);
            const code = this.#codeOf([evidence]);
            this.#runner.annotate(annotationsOf(evidence, code));
            if (code !== 0)
                return;
        }
    }
    #stages({ config, file }, { stage }) {
        if (this.#name !== 'pipeline')
            return [this.#name];
        const possible = (0,pipeline/* stagesOf */.ZL)(config);
        const named = stagesNamed(stage) ?? possible;
        const impossible = named.filter((one) => !possible.includes(one));
        if (impossible.length === 0)
            return named;
        throw new errors/* UserError */.yo(`${file} has nothing for ${impossible.join(' and ')}`, {
            hint: `Add ${impossible.includes('deploy') ? '`deploy`' : '`monitor`'} to it, or name other stages.`,
        });
    }
    /** All steps of a job share a run folder; another attempt begins anew. */
    #place({ directory, config }) {
        const { context, log } = this.#runner;
        const run = `${context.runId}-${context.runAttempt}`;
        const out = (0,external_node_path_.join)(directory, '.mlops', 'github', run, config.model.name);
        return { model: config.model.name, out, attempt: context.runAttempt, log };
    }
    /** Where there is no artifact service, as outside GitHub, all stages must run in one job. */
    async #bring(stage, place) {
        const { context, log } = this.#runner;
        const id = this.#inputs?.['from-run'] ?? null;
        const token = this.#inputs?.token ?? null;
        if (id !== null && token === null) {
            throw new errors/* UserError */.yo('`from-run` needs a token to read the other run', {
                hint: 'Leave `token` as it is by default, and give the job `permissions: { actions: read }`.',
            });
        }
        const other = id !== null && token !== null ? { id, token, owner: context.owner, repo: context.repo } : null;
        if (other === null && !hasArtifactService(process.env, context.serverUrl)) {
            log.debug('There is no artifact service: only what this job made is used.');
            return;
        }
        await log.group('Evidence of earlier stages', () => bringEarlier(stage, place, other));
    }
    async #upload(evidence, place) {
        if (!hasArtifactService(process.env, this.#runner.context.serverUrl)) {
            this.#runner.annotate([
                { kind: 'notice', message: `No artifact service here: the evidence stays in ${place.out}.` },
            ]);
            return;
        }
        const { log } = this.#runner;
        try {
            this.#artifact = await log.group('Upload the evidence', () => uploadStage(evidence, place));
        }
        catch (error) {
            // No later stage reads it, and what was deployed is deployed: a second environment in one run is no fault.
            const isRead = evidence.stage !== 'deploy' && evidence.stage !== 'monitor-drift';
            if (isRead || !(error instanceof errors/* UserError */.yo))
                throw error;
            log.warn(`${error.message} The evidence stays in ${place.out}.`);
        }
    }
    #recorded({ config }, perform) {
        const { context, log } = this.#runner;
        const environment = this.#inputs?.environment ?? Object.keys(config.deploy)[0] ?? '';
        const version = this.#inputs?.version ?? null;
        const place = { context, github: this.#github, log, model: config.model.name, environment, version };
        return recorded(place, async () => (await perform()));
    }
    async #publish(stop, code) {
        const { context, log } = this.#runner;
        const config = this.#loaded?.config;
        const summary = summaryOf(config?.model.name ?? 'mlops', this.#evidence, stop);
        if (summary !== null)
            await this.#runner.writeSummary(summary);
        if (!this.#loaded || !config)
            return;
        const place = this.#place(this.#loaded);
        const last = this.#evidence.at(-1);
        if (last) {
            const verdict = this.#name === 'pipeline' && code === 0 ? 'pass' : last.verdict;
            const results = { verdict, out: place.out, artifact: this.#artifact };
            this.#runner.setOutputs(outputsOf(this.#name, this.#evidence, results));
        }
        if (code === CANCELLED)
            return;
        const github = this.#github;
        if (github && this.#inputs?.comment) {
            await commentOn(context, github, {
                model: place.model,
                out: place.out,
                stop,
                artifact: this.#artifact,
                log,
            });
        }
        for (const evidence of this.#evidence) {
            await requestRetraining(evidence, context, { github, config: this.#inputs?.config ?? '', log });
        }
        if (!github)
            return;
        const { requests, writes, remaining } = github.usage;
        if (requests > 0)
            log.info(`GitHub: ${requests} requests (${writes} writes), ${remaining ?? '?'} left this hour`);
    }
    #codeOf(evidence) {
        const config = this.#loaded?.config;
        return config && evidence.some((one) => (0,pipeline/* exitCodeOfEvidence */.iU)(one, config) === 1) ? 1 : 0;
    }
    /** Places that a message names, where they are files of the repository. */
    #inWorkspace(message) {
        const workspace = (0,external_node_path_.resolve)(this.#runner.context.workspace);
        return annotationsIn(message).flatMap((annotation) => {
            const file = (0,external_node_path_.relative)(workspace, (0,external_node_path_.resolve)(annotation.file ?? ''));
            return (0,external_node_path_.isAbsolute)(file) || file.startsWith(`..${external_node_path_.sep}`) ? [] : [{ ...annotation, file }];
        });
    }
}

;// CONCATENATED MODULE: ./build/main.js




/** Runs one action as a step of a job; the process' exit code says how it ended. */
async function runAction(name) {
    let runner;
    try {
        runner = new Runner(process.env);
    }
    catch (error) {
        process.stdout.write(`${(0,errors/* describeError */.Uc)(error)}\n`);
        process.exitCode = (0,errors/* exitCodeOf */.FO)(error);
        return;
    }
    for (const event of ['uncaughtException', 'unhandledRejection']) {
        process.once(event, (error) => {
            runner.fail(error);
            process.exit(errors/* INTERNAL_EXIT_CODE */.$I);
        });
    }
    const action = ACTIONS.find((one) => one === name);
    const signal = cancellation(runner);
    const code = await new Step(action, runner, signal).run();
    runner.end();
    // What was cancelled may still be at work.
    if (signal.aborted)
        process.exit(code);
    process.exitCode = code;
}
/** The runner sends SIGINT, then SIGTERM, and kills after ten seconds: the first one asks, the second one ends. */
function cancellation(runner) {
    const abort = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM']) {
        process.on(signal, () => {
            if (abort.signal.aborted)
                process.exit(CANCELLED);
            runner.log.warn('The step is being cancelled.');
            abort.abort();
        });
    }
    return abort.signal;
}


/***/ }),

/***/ 17130:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ isPlainPath)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);

/**
 * Whether a path from an archive is relative, with `/`, stays inside its folder, and can be had on every
 * system: no `..`, no drive, no backslash, no control characters.
 */
function isPlainPath(path) {
    return (path !== '' &&
        path.length <= 1000 &&
        !path.startsWith('/') &&
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        !/[\\:\u0000-\u001f\u007f]/.test(path) &&
        node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(path) === path &&
        !path.split('/').some((part) => part === '' || part === '.' || part === '..'));
}


/***/ })

};
