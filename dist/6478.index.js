export const id = 6478;
export const ids = [6478];
export const modules = {

/***/ 55080:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  D0: () => (/* binding */ openDataEngine),
  Rr: () => (/* binding */ openPorts)
});

// UNUSED EXPORTS: cacheDirectory

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/system/clock.js
var clock = __webpack_require__(37218);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __webpack_require__(98995);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(73136);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
// EXTERNAL MODULE: ./build/system/process.js
var system_process = __webpack_require__(96641);
;// CONCATENATED MODULE: ./build/system/npm.js




const TIMEOUT_MS = 10 * 60_000;
/**
 * `npm ci` in `directory`: npm knows the user's registry, mirror, proxy and token, and checks the SHA-512 of every
 * package against the lockfile. No script of a package runs.
 * @param packages how many there are at most, for the progress shown
 * @throws UserError where there is no npm, no way to a registry, or a package is not what the lockfile pins
 */
async function installPackages(directory, packages, { title, env, log, signal }) {
    const npm = findNpm(env);
    if (npm === undefined) {
        throw new errors/* UserError */.yo(`${title} must be installed once, and there is no npm to do it`, {
            hint: cures(title),
        });
    }
    log.info(`Installing ${title} with npm (once; it is kept in ${(0,external_node_path_.dirname)(directory)})`);
    const progress = log.progress(`Installing ${title}`, packages);
    const last = [];
    let fetched = 0;
    try {
        const result = await (0,system_process/* runProgram */.m)(npm.command, [
            ...npm.args,
            'ci',
            '--ignore-scripts',
            '--include=optional',
            '--no-audit',
            '--no-fund',
            '--no-progress',
            '--loglevel=http',
            // A machine without a network learns so in seconds, not in minutes.
            '--fetch-retry-mintimeout=1000',
            '--fetch-retry-maxtimeout=5000',
        ], {
            cwd: directory,
            env: { ...env, npm_config_package_lock: 'true' },
            timeoutMs: TIMEOUT_MS,
            ...(signal ? { signal } : {}),
            onLine: (line) => {
                log.debug(line);
                if (/http (fetch|cache) /.test(line)) {
                    fetched = Math.min(fetched + 1, packages);
                    progress.update(fetched, `${fetched} of ${packages} packages asked for`);
                }
                else if (/^npm (error|ERR!)/.test(line)) {
                    last.push(line.replace(/^npm (error|ERR!) ?/, ''));
                }
            },
        });
        if (result.code === 0)
            return;
        throw failure(title, last, result.stopped);
    }
    finally {
        progress.end();
    }
}
function cures(title) {
    return (`Install Node.js with npm (in a workflow: actions/setup-node) and let it reach a registry (\`npm config set registry …\` for a mirror); ` +
        `or install ${title} on another machine and name its folder with \`engines-path\`.`);
}
function failure(title, lines, stopped) {
    const code = lines.find((line) => line.startsWith('code '))?.slice(5);
    // Of npm's report only the sentence: what follows are paths of its own logs.
    const sentence = lines.find((line) => line !== '' && !/^(code|errno|syscall|path) /.test(line));
    if (stopped) {
        const why = stopped === 'timeout' ? `it took longer than ${TIMEOUT_MS / 60_000} minutes` : 'it was stopped';
        return new errors/* UserError */.yo(`${title} was not installed: ${why}`, { hint: cures(title) });
    }
    if (code === 'EINTEGRITY') {
        return new errors/* UserError */.yo(`${title} was refused: a package of the registry is not the one that was pinned (${sentence})`, {
            hint: 'Ask whoever runs the registry or mirror: it serves other bytes than the public registry did.',
        });
    }
    if (code === 'ENOSPC') {
        return new errors/* UserError */.yo(`${title} was not installed: the disk is full`, {
            hint: 'Free 200 MB in the cache folder.',
        });
    }
    const detail = [code, sentence].filter((part) => part !== undefined).join(': ');
    return new errors/* UserError */.yo(`${title} was not installed: npm failed${detail ? ` (${detail})` : ''}`, {
        hint: cures(title),
    });
}
/**
 * The npm on the PATH as it is, since a machine's own npm may be a wrapper and finds its settings beside itself;
 * where there is none, the npm beside this Node. On Windows it is a batch file, so its script is run.
 */
function findNpm(env) {
    const path = Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
    const folders = path.split(external_node_path_.delimiter).filter((folder) => folder !== '');
    const node = (0,external_node_path_.dirname)(process.execPath);
    const script = ['node_modules', 'npm', 'bin', 'npm-cli.js'];
    if (process.platform !== 'win32') {
        const command = folders.map((folder) => (0,external_node_path_.join)(folder, 'npm')).find((file) => (0,external_node_fs_.existsSync)(file));
        if (command !== undefined)
            return { command, args: [] };
        folders.length = 0;
    }
    const found = [...folders, node, (0,external_node_path_.join)(node, '..', 'lib')]
        .map((folder) => (0,external_node_path_.join)(folder, ...script))
        .find((file) => (0,external_node_fs_.existsSync)(file));
    return found === undefined ? undefined : { command: process.execPath, args: [found] };
}

;// CONCATENATED MODULE: ./build/system/engines.js









/**
 * Finds, or installs, and loads an engine; every file of its packages is compared with the pinned digest first.
 * @throws UserError where it cannot be installed, or is not what was pinned
 */
async function loadEngine(options) {
    const start = options.startDirectory ?? (0,external_node_path_.dirname)((0,external_node_url_.fileURLToPath)(import.meta.url));
    const pins = readPins(start, options);
    const directory = await findEngine(start, pins, options);
    options.log.debug(`${options.title} is loaded from ${directory}`);
    const load = (0,external_node_module_.createRequire)((0,external_node_path_.join)(directory, 'package.json'));
    try {
        return load(options.packageName);
    }
    catch (error) {
        throw new errors/* UserError */.yo(`${options.title} does not run on this machine: ${(0,errors/* messageOf */.bD)(error)}`, {
            hint: `There must be a build of ${options.packageName} for ${process.platform}-${process.arch}, and the system's C++ library.`,
            cause: error,
        });
    }
}
/** The folder whose `node_modules` has the engine, checked. */
async function findEngine(start, pins, options) {
    const { enginesPath, name, title } = options;
    if (enginesPath !== undefined) {
        const found = [(0,external_node_path_.join)(enginesPath, name), enginesPath].find((path) => isInstalled(path, pins));
        if (found === undefined) {
            throw new errors/* UserError */.yo(`engines-path: ${title} is not in ${enginesPath}`, {
                hint: `Copy ${pins.directory} there, on a machine that reaches a registry, and run \`npm ci --ignore-scripts\` in the copy.`,
            });
        }
        await demandPinned(found, pins, title);
        return found;
    }
    for (const own of ownDirectories(start)) {
        if (!isInstalled(own, pins))
            continue;
        const difference = await differenceFromPins(own, pins);
        if (difference === undefined)
            return own;
        options.log.debug(`${own} is passed over: ${difference}`);
    }
    const cached = (0,external_node_path_.join)(options.cacheDirectory, 'mlops-actions', name, cacheKey(pins));
    if (!(0,external_node_fs_.existsSync)(cached))
        await install(cached, pins, options);
    await demandPinned(cached, pins, title);
    return cached;
}
/** The folders of this program itself, from the bundle or source file upwards. */
function ownDirectories(start) {
    return ancestors(start).filter((directory) => {
        try {
            const text = (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(directory, 'package.json'), 'utf8');
            return JSON.parse(text).name === 'mlops-actions';
        }
        catch {
            return false;
        }
    });
}
function ancestors(directory) {
    const parent = (0,external_node_path_.dirname)(directory);
    return parent === directory ? [directory] : [directory, ...ancestors(parent)];
}
function readPins(start, { name, title }) {
    const directory = ownDirectories(start)
        .map((own) => (0,external_node_path_.join)(own, 'engines', name))
        .find((path) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(path, 'hashes.json')));
    if (directory === undefined) {
        throw new Error(`engines/${name} is not beside the program (${start}): ${title} cannot be checked`);
    }
    const json = (file) => JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(directory, file), 'utf8'));
    const lock = json('package-lock.json');
    const hashes = json('hashes.json');
    const required = Object.keys(hashes).filter((key) => !lock.packages[`node_modules/${key}`]?.optional);
    return { directory, hashes, required };
}
/** One folder for each set of pins and kind of machine: an upgrade installs beside, never over. */
function cacheKey(pins) {
    return `${(0,files/* digestOf */.ol)(JSON.stringify(pins.hashes)).slice(7, 23)}-${process.platform}-${process.arch}`;
}
function packageFolder(directory, name) {
    return (0,external_node_path_.join)(directory, 'node_modules', ...name.split('/'));
}
function isInstalled(directory, pins) {
    return pins.required.every((name) => (0,external_node_fs_.existsSync)(packageFolder(directory, name)));
}
/** The first difference between what is installed and what is pinned, as a sentence. */
async function differenceFromPins(directory, pins) {
    for (const [name, pinned] of Object.entries(pins.hashes)) {
        const folder = packageFolder(directory, name);
        if (!(0,external_node_fs_.existsSync)(folder)) {
            // A platform's package that is not this machine's.
            if (!pins.required.includes(name))
                continue;
            return `${name} is missing`;
        }
        const actual = await treeDigest(folder);
        if (actual !== pinned)
            return `${name} has the digest ${actual}, not ${pinned}`;
    }
    return undefined;
}
async function demandPinned(directory, pins, title) {
    const difference = await differenceFromPins(directory, pins);
    if (difference === undefined)
        return;
    throw new errors/* UserError */.yo(`${title} in ${directory} is not what was pinned, and is not run: ${difference}`, {
        hint: 'Delete that folder; the next run installs it anew. If it was not you who changed it, find out who did.',
    });
}
/** One digest for all files of a folder: their digests and paths, sorted. A file too many changes it too. */
async function treeDigest(folder) {
    const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true });
    const lines = [];
    for (const entry of entries) {
        if (entry.isDirectory())
            continue;
        const path = (0,external_node_path_.join)(entry.parentPath, entry.name);
        const digest = entry.isFile() ? (await (0,files/* digestOfFile */.Mk)(path)).slice(7) : 'no file';
        lines.push(`${digest}  ${(0,external_node_path_.relative)(folder, path).replaceAll('\\', '/')}\n`);
    }
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(lines.sort().join('')).digest('hex')}`;
}
/** Installs into a folder beside `target` and moves it there; of two that do so at once, the first one stays. */
async function install(target, pins, options) {
    let temporary;
    try {
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
        temporary = await (0,promises_.mkdtemp)(`${target}.`);
        for (const file of ['package.json', 'package-lock.json']) {
            await (0,promises_.copyFile)((0,external_node_path_.join)(pins.directory, file), (0,external_node_path_.join)(temporary, file));
        }
        await installPackages(temporary, Object.keys(pins.hashes).length, options);
        await demandPinned(temporary, pins, options.title);
        await (0,promises_.rename)(temporary, target);
    }
    catch (error) {
        if ((0,external_node_fs_.existsSync)(target))
            return;
        if (error instanceof errors/* UserError */.yo)
            throw error;
        throw new errors/* UserError */.yo(`${options.title} cannot be installed into ${target}: ${(0,errors/* messageOf */.bD)(error)}`, {
            hint: 'The cache folder must be writable and have 200 MB free.',
            cause: error,
        });
    }
    finally {
        if (temporary !== undefined)
            await (0,promises_.rm)(temporary, { recursive: true, force: true });
    }
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
;// CONCATENATED MODULE: ./build/system/git.js

/** Asks git about `directory`; without git or a checkout there is no commit. */
async function gitState(directory) {
    const commit = await git(directory, 'rev-parse', '--verify', 'HEAD');
    if (commit === null)
        return { commit: null, dirty: false };
    const changes = await git(directory, 'status', '--porcelain', '--untracked-files=no');
    return { commit: commit.trim(), dirty: changes === null || changes.trim() !== '' };
}
/** The output of a git command, or null where it failed. */
function git(directory, ...args) {
    const options = { cwd: directory, timeout: 30_000, maxBuffer: 1 << 24, windowsHide: true };
    return new Promise((resolve) => {
        (0,external_node_child_process_.execFile)('git', args, options, (error, stdout) => resolve(error ? null : stdout));
    });
}

;// CONCATENATED MODULE: ./build/system/machine.js



const GPU_DEADLINE = 2000;
/** Describes this machine; asking for GPUs takes two seconds at most. Never throws. */
async function describeMachine() {
    const limit = process.constrainedMemory?.() ?? 0;
    const total = (0,external_node_os_.totalmem)();
    return {
        os: `${(0,external_node_os_.type)()} ${(0,external_node_os_.release)()}`,
        architecture: process.arch,
        cpu: (0,external_node_os_.cpus)()[0]?.model.trim() || 'unknown',
        cores: (0,external_node_os_.availableParallelism)(),
        memoryBytes: limit > 0 && limit < total ? limit : total,
        gpu: gpuText(await gpuList()),
    };
}
/** What `nvidia-smi` lists, one GPU a line; empty where it is not there, fails or hangs. */
function gpuList() {
    const query = ['--query-gpu=name', '--format=csv,noheader'];
    // Windows looks for programs in the working directory first, and that may hold anything.
    const cwd = (0,external_node_path_.dirname)(process.execPath);
    const options = { cwd, timeout: GPU_DEADLINE, killSignal: 'SIGKILL', windowsHide: true };
    return new Promise((resolve) => {
        (0,external_node_child_process_.execFile)('nvidia-smi', query, options, (error, output) => resolve(error ? '' : output));
    });
}
/** The names in a list of GPUs, one a line, with how many there are of each; null for none. */
function gpuText(list) {
    const counts = new Map();
    for (const line of list.split('\n')) {
        const name = line.trim().slice(0, 100);
        if (name !== '')
            counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const names = [...counts].map(([name, count]) => (count > 1 ? `${count} × ${name}` : name));
    return names.length > 0 ? names.join(', ') : null;
}

// EXTERNAL MODULE: ./build/system/program.js
var system_program = __webpack_require__(96468);
// EXTERNAL MODULE: ./build/system/temporary.js
var temporary = __webpack_require__(99399);
;// CONCATENATED MODULE: ./build/ports.js










/** Names that hold secrets never reach a user's program by our hand. */
const SECRET = /TOKEN|SECRET|PASSWORD|CREDENTIAL|_KEY$|^INPUT_|^ACTIONS_/i;
/** Wires the stages to this machine: real clock, git, DuckDB and registry. */
async function openPorts(options) {
    const { log, env, directory, run, cli, github, signal } = options;
    const program = (0,system_program/* thisProgram */.J)();
    const [machine, git] = await Promise.all([describeMachine(), gitState(directory)]);
    return {
        log,
        clock: clock/* systemClock */.m,
        machine,
        tools: { 'mlops-actions': program.version, node: process.versions.node },
        run: { ...run, ...git },
        openEngine: (directories) => openDataEngine(options, directories),
        openRegistry: async ({ config, directory: place }) => {
            const { openRegistry } = await __webpack_require__.e(/* import() */ 2716).then(__webpack_require__.bind(__webpack_require__, 12716));
            return openRegistry(config, place, { clock: clock/* systemClock */.m, ...(github ? { github } : {}) });
        },
        program: { node: process.execPath, cli: cli ?? program.cli },
        environment: programEnvironment(env),
        secrets: (names) => secretsOf(env, names),
        ...(signal ? { signal } : {}),
    };
}
/** Opens DuckDB on `directories`; what it spills goes to a folder of its own, which goes with it. */
async function openDataEngine({ log, env, enginesPath, signal }, directories) {
    const { openEngine } = await __webpack_require__.e(/* import() */ 8704).then(__webpack_require__.bind(__webpack_require__, 58704));
    const temporaryDirectory = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'mlops-duckdb-'));
    const forget = (0,temporary/* removeAtExit */.m)(temporaryDirectory);
    const path = enginesPath ?? env.MLOPS_ENGINES_PATH;
    const engine = await openEngine({
        allowedDirectories: directories,
        temporaryDirectory,
        loadModule: () => loadEngine({
            name: 'duckdb',
            packageName: '@duckdb/node-api',
            title: 'DuckDB',
            cacheDirectory: cacheDirectory(env),
            env,
            log,
            ...(path ? { enginesPath: path } : {}),
            ...(signal ? { signal } : {}),
        }),
    });
    const close = engine.close.bind(engine);
    engine.close = async () => {
        await close();
        await (0,promises_.rm)(temporaryDirectory, { recursive: true, force: true });
        forget();
    };
    return engine;
}
/** The runner's tool cache, or the user's own cache folder. */
function cacheDirectory(env) {
    if (env.RUNNER_TOOL_CACHE)
        return env.RUNNER_TOOL_CACHE;
    if (env.XDG_CACHE_HOME)
        return env.XDG_CACHE_HOME;
    if (process.platform === 'win32' && env.LOCALAPPDATA)
        return env.LOCALAPPDATA;
    return process.platform === 'darwin' ? (0,external_node_path_.join)((0,external_node_os_.homedir)(), 'Library', 'Caches') : (0,external_node_path_.join)((0,external_node_os_.homedir)(), '.cache');
}
function programEnvironment(env) {
    const kept = {};
    for (const [name, value] of Object.entries(env)) {
        if (value !== undefined && !SECRET.test(name))
            kept[name] = value;
    }
    return kept;
}
function secretsOf(env, names) {
    return Object.fromEntries(names.map((name) => {
        const value = env[name];
        if (value !== undefined && value !== '')
            return [name, value];
        throw new errors/* UserError */.yo(`the environment variable ${name} is not set, and the config names it under \`secrets\``, {
            hint: 'Set it for this step or shell, such as `env:` with a secret of the environment.',
        });
    }));
}


/***/ }),

/***/ 37218:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
/* unused harmony export fixedClock */
const systemClock = { now: () => new Date() };
/** A clock that stands still. */
function fixedClock(iso) {
    return { now: () => new Date(iso) };
}


/***/ }),

/***/ 72211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mk: () => (/* binding */ digestOfFile),
/* harmony export */   dj: () => (/* binding */ canonicalJson),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   vK: () => (/* binding */ writeAtomically),
/* harmony export */   xf: () => (/* binding */ writeAtomicallyWith)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _temporary_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(99399);
/* harmony import */ var _write_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(13771);






/** SHA-256 of bytes or text as `sha256:<hex>`. */
function digestOf(content) {
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(content).digest('hex')}`;
}
/** SHA-256 of a file as `sha256:<hex>`, streamed. */
async function digestOfFile(path) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    for await (const chunk of (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.createReadStream)(path))
        hash.update(chunk);
    return `sha256:${hash.digest('hex')}`;
}
/**
 * Lets `write` fill a temporary file beside `path` and moves it into place when it succeeded:
 * a reader sees the old file or the new one, never a part.
 * @throws UserError where the disk is full or the place may not be written
 */
async function writeAtomicallyWith(path, write) {
    const temporary = `${path}.${process.pid}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}.tmp`;
    const keep = (0,_temporary_js__WEBPACK_IMPORTED_MODULE_4__/* .removeAtExit */ .m)(temporary);
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path), { recursive: true });
        await write(temporary);
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(temporary, 'r+');
        try {
            await file.sync();
        }
        finally {
            await file.close();
        }
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)(temporary, path);
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(temporary, { force: true, recursive: true });
        throw (0,_write_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .writeErrorOf */ .Z)(error, path);
    }
    finally {
        keep();
    }
}
/** Writes `content` to `path` whole or not at all. */
async function writeAtomically(path, content) {
    await writeAtomicallyWith(path, async (temporary) => {
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.open)(temporary, 'wx');
        try {
            await file.writeFile(content);
        }
        finally {
            await file.close();
        }
    });
}
/** JSON with sorted keys and no spaces: the same value has the same text, so it can be digested. */
function canonicalJson(value) {
    return JSON.stringify(value, (_key, inner) => {
        if (inner === null || typeof inner !== 'object' || Array.isArray(inner))
            return inner;
        const record = inner;
        return Object.fromEntries(Object.keys(record)
            .sort()
            .map((key) => [key, record[key]]));
    });
}


/***/ }),

/***/ 12822:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/** Longer names are never typos worth guessing at, and the distance costs their product. */
const LONGEST = 64;
/**
 * The one of `allowed` that `name` was probably meant to be: the smallest optimal string alignment
 * distance (insert, delete, substitute, swap neighbours), at most a third of the longer name, or the
 * only one that `name` begins. `undefined` where nothing is near.
 */
function nearest(name, allowed) {
    if (name.length > LONGEST)
        return undefined;
    const plain = normalised(name);
    let best;
    let smallest = Number.POSITIVE_INFINITY;
    for (const candidate of allowed) {
        if (candidate.length > LONGEST)
            continue;
        const other = normalised(candidate);
        const distance = alignmentDistance(plain, other);
        if (distance <= Math.max(plain.length, other.length) / 3 && distance < smallest) {
            best = candidate;
            smallest = distance;
        }
    }
    if (best !== undefined || plain.length < 3)
        return best;
    const begun = allowed.filter((candidate) => normalised(candidate).startsWith(plain));
    return begun.length === 1 ? begun[0] : undefined;
}
/** Case and separators are what people get wrong most: `atLeast`, `at_least` and `at-least` are one. */
function normalised(name) {
    return name.toLowerCase().replaceAll(/[-_ ]/g, '');
}
function alignmentDistance(a, b) {
    let beforeLast = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i += 1) {
        const row = [i];
        for (let j = 1; j <= b.length; j += 1) {
            const cost = a[i - 1] === b[j - 1] ? 0 : 1;
            let distance = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
            if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
                distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1);
            }
            row.push(distance);
        }
        beforeLast = last;
        last = row;
    }
    return last[b.length] ?? 0;
}


/***/ }),

/***/ 96641:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ runProgram)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46193);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15173);



/** A line longer than this is cut into several: output without line ends must not fill the memory. */
const LONGEST_LINE = 1 << 16;
/** How long output may still come after the end: a grandchild may keep the pipes open for ever. */
const DRAIN_MS = 1000;
/**
 * Runs a program without a shell, in a process group of its own, and waits for its end. SIGINT and SIGTERM that
 * reach us are passed on to the whole group; a group that does not end in time is killed.
 * @throws UserError where the program cannot be started. A failing exit code is a result, not an error.
 */
async function runProgram(command, args, options) {
    if (options.signal?.aborted)
        return { code: null, signal: null, stopped: 'abort' };
    const grouped = process.platform !== 'win32';
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(command, args, {
        cwd: options.cwd,
        env: { ...options.env },
        detached: grouped,
        shell: false,
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
    });
    let stopped;
    let killer;
    const stop = (why, signal) => {
        stopped ??= why;
        send(child, grouped, signal);
        killer ??= setTimeout(() => send(child, grouped, 'SIGKILL'), options.graceMs ?? 10_000);
    };
    let passedOn;
    const forward = (signal) => {
        passedOn = signal;
        stop('signal', signal);
    };
    const abort = () => stop('abort', 'SIGTERM');
    const timer = options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => stop('timeout', 'SIGTERM'), options.timeoutMs);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    options.signal?.addEventListener('abort', abort);
    try {
        const result = await ended(child, command, options);
        // What is left of a group that we stopped goes with it.
        if (stopped)
            send(child, grouped, 'SIGKILL');
        return stopped ? { ...result, stopped } : result;
    }
    finally {
        clearTimeout(timer);
        clearTimeout(killer);
        options.signal?.removeEventListener('abort', abort);
        process.off('SIGINT', forward).off('SIGTERM', forward);
        // Nobody else listens: the signal was meant for us too, and our listener kept it from ending us.
        if (passedOn && process.listenerCount(passedOn) === 0)
            process.kill(process.pid, passedOn);
    }
}
function send(child, grouped, signal) {
    if (child.pid === undefined)
        return;
    try {
        if (grouped)
            process.kill(-child.pid, signal);
        else
            child.kill(signal);
    }
    catch {
        // The group has ended already.
    }
}
function ended(child, command, options) {
    return new Promise((resolve, reject) => {
        const flushes = [readLines(child, 'stdout', options), readLines(child, 'stderr', options)];
        let result;
        let drain;
        const finish = () => {
            clearTimeout(drain);
            for (const flush of flushes)
                flush();
            if (result)
                resolve(result);
        };
        child.once('error', (error) => {
            reject(new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`the program ${command} cannot be started: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, {
                hint: 'Check that it is installed, on the PATH, executable, and that its working folder exists.',
                cause: error,
            }));
        });
        child.once('exit', (code, signal) => {
            result = { code, signal };
            drain = setTimeout(() => {
                child.stdout?.destroy();
                child.stderr?.destroy();
                finish();
            }, DRAIN_MS);
        });
        child.once('close', finish);
    });
}
/** Cuts a stream into lines; the function that comes back hands over what has no line end. */
function readLines(child, name, options) {
    const decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_1__.StringDecoder('utf8');
    let rest = '';
    const take = (text) => {
        const lines = (rest + text).split(/\r\n|[\r\n]/);
        rest = lines.pop() ?? '';
        while (rest.length > LONGEST_LINE) {
            lines.push(rest.slice(0, LONGEST_LINE));
            rest = rest.slice(LONGEST_LINE);
        }
        for (const line of lines)
            options.onLine?.(line, name);
    };
    child[name]?.on('data', (chunk) => take(decoder.write(chunk)));
    return () => {
        take(decoder.end());
        if (rest !== '')
            options.onLine?.(rest, name);
        rest = '';
    };
}


/***/ }),

/***/ 72679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _U: () => (/* binding */ checkSchema),
  LF: () => (/* reexport */ pathText),
  A1: () => (/* binding */ plainSchema),
  vI: () => (/* reexport */ shortened)
});

// UNUSED EXPORTS: matching

// EXTERNAL MODULE: ./node_modules/ajv/dist/2020.js
var _2020 = __webpack_require__(52210);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
;// CONCATENATED MODULE: ./build/system/schema-branches.js
/**
 * Of a failed `anyOf` only the errors of the branch that the value was meant for are worth telling;
 * where there is no such branch, the `anyOf` itself is told.
 */
function withoutBranches(errors) {
    const inside = new Map();
    const unions = new Map();
    for (const error of errors) {
        if (error.keyword !== 'anyOf')
            continue;
        inside.set(error, []);
        unions.set(placeOf(error.schemaPath, error.instancePath), error);
    }
    if (unions.size === 0)
        return [...errors];
    for (const error of errors) {
        for (const union of enclosing(error, unions))
            inside.get(union)?.push(error);
    }
    const dropped = new Set();
    // The validator tells of an inner union before the one around it.
    for (const [union, members] of inside) {
        const left = members.filter((error) => !dropped.has(error));
        const fitting = union.schema.map((branch) => fits(branch, union.data));
        const worth = (error) => fitting[branchOf(error, union)] === true;
        for (const error of left)
            if (!worth(error))
                dropped.add(error);
        if (left.some(worth))
            dropped.add(union);
    }
    return errors.filter((error) => !dropped.has(error));
}
function placeOf(schemaPath, instancePath) {
    return JSON.stringify([schemaPath, instancePath]);
}
/** The unions that `error` is told from inside of. */
function enclosing(error, unions) {
    const found = [];
    for (const { index } of error.schemaPath.matchAll(/\/anyOf\/\d+\//g)) {
        const schemaPath = error.schemaPath.slice(0, index + '/anyOf'.length);
        for (let instance = error.instancePath;; instance = instance.slice(0, instance.lastIndexOf('/'))) {
            const union = unions.get(placeOf(schemaPath, instance));
            if (union)
                found.push(union);
            if (instance === '')
                break;
        }
    }
    return found;
}
function branchOf(error, union) {
    return Number.parseInt(error.schemaPath.slice(union.schemaPath.length + 1), 10);
}
/** Whether `branch` is the one that `value` was meant for: its type, and its constants where it has any. */
function fits(branch, value) {
    if (Array.isArray(branch.enum))
        return branch.enum.some((allowed) => typeof allowed === typeof value);
    if ('const' in branch)
        return typeof branch.const === typeof value;
    const types = [].concat(branch.type ?? []);
    const type = typeOf(value);
    if (type !== 'object')
        return types.includes(type) || (types.includes('integer') && type === 'number');
    const properties = Object.entries((branch.properties ?? {}));
    const record = value;
    return (types.includes(type) &&
        properties.every(([key, { const: fixed }]) => fixed === undefined || fixed === record[key]));
}
function typeOf(value) {
    if (value === null)
        return 'null';
    return Array.isArray(value) ? 'array' : typeof value;
}

// EXTERNAL MODULE: ./build/system/nearest.js
var nearest = __webpack_require__(12822);
;// CONCATENATED MODULE: ./build/system/schema-problem.js
/** A path as people write it: `gate.rules[0].at-least`; names that are not plain are quoted. */
function pathText(path) {
    let text = '';
    for (const step of path) {
        if (typeof step === 'number')
            text += `[${step}]`;
        else if (/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(step))
            text += text ? `.${step}` : step;
        else
            text += `[${shortened(step)}]`;
    }
    return text;
}
/** A value as a person would recognise it, short and on one line. */
function shortened(value) {
    if (value === null || value === undefined)
        return 'empty';
    if (typeof value === 'number')
        return Number.isFinite(value) ? String(value) : nonFinite(value);
    if (Array.isArray(value))
        return value.length === 1 ? 'a list of 1 entry' : `a list of ${value.length} entries`;
    if (typeof value === 'object')
        return 'a mapping';
    const text = JSON.stringify(typeof value === 'string' && value.length > 60 ? `${value.slice(0, 60)}…` : value);
    return text ?? String(value);
}
function nonFinite(value) {
    if (Number.isNaN(value))
        return '.nan';
    return value > 0 ? '.inf' : '-.inf';
}

;// CONCATENATED MODULE: ./build/system/schema-messages.js


const TYPE_NAMES = {
    array: 'a list',
    object: 'a mapping',
    string: 'text',
    number: 'a number',
    integer: 'a whole number',
    boolean: 'true or false',
    null: 'empty',
};
function typeText(schema) {
    if (Array.isArray(schema.enum))
        return `one of ${schema.enum.join(', ')}`;
    if ('const' in schema)
        return shortened(schema.const);
    return []
        .concat(schema.type ?? [])
        .map((type) => TYPE_NAMES[type] ?? type)
        .join(' or ');
}
/** What an error of the validator means to a person. */
function problemOf(error, path) {
    const params = error.params;
    const parent = (error.parentSchema ?? {});
    const value = (message) => ({ path, about: 'value', message });
    const but = `but is ${shortened(error.data)}`;
    switch (error.keyword) {
        case 'additionalProperties':
            return unknownKey(path, String(params.additionalProperty), parent);
        case 'required': {
            const key = String(params.missingProperty);
            const properties = (parent.properties ?? {});
            return {
                path: [...path, key],
                about: 'absence',
                message: `missing${explained(properties[key] ?? tagOf(parent, key))}`,
            };
        }
        case 'discriminator': {
            const tag = String(params.tag);
            const allowed = tagOf(parent, tag).enum;
            if (params.tagValue === undefined) {
                return { path: [...path, tag], about: 'absence', message: `missing (one of ${allowed.join(', ')})` };
            }
            return { ...value(choice(params.tagValue, allowed)), path: [...path, tag] };
        }
        case 'enum':
            return value(choice(error.data, params.allowedValues));
        case 'const':
            return value(`must be ${shortened(params.allowedValue)}, ${but}`);
        case 'type':
            return value(`must be ${typeText(parent)}, ${but}`);
        case 'anyOf':
            return unionProblem(path, error.schema, error.data);
        case 'pattern':
            return value(`${shortened(error.data)} is not allowed here${explained(parent) || ` (${String(error.schema)})`}`);
        case 'minLength':
            return value(error.schema === 1 ? 'must not be empty' : `must have at least ${String(error.schema)} characters`);
        case 'maxLength':
            return value(`must have at most ${String(error.schema)} character${error.schema === 1 ? '' : 's'}`);
        case 'minItems':
        case 'minProperties':
            return value(error.schema === 1 ? 'must not be empty' : `must have at least ${String(error.schema)} entries`);
        case 'maxItems':
        case 'maxProperties':
            return value(`must have at most ${String(error.schema)} entries`);
        case 'uniqueItems': {
            const repeated = Math.max(Number(params.i), Number(params.j));
            const entry = error.data[repeated];
            return { ...value(`${shortened(entry)} is listed twice`), path: [...path, repeated] };
        }
        case 'minimum':
        case 'maximum':
        case 'exclusiveMinimum':
        case 'exclusiveMaximum':
            return value(`must be ${BOUNDS[error.keyword]} ${String(error.schema)}, ${but}`);
        default:
            return value(error.message ?? `breaks the rule “${error.keyword}”`);
    }
}
/** A value that is none of several shapes: where constants tell those apart, the constant is wrong. */
function unionProblem(path, shapes, data) {
    const record = typeof data === 'object' && data !== null ? data : {};
    for (const key of Object.keys(record)) {
        const allowed = shapes.flatMap(({ properties }) => {
            const constant = (properties ?? {})[key]?.const;
            return constant === undefined ? [] : [constant];
        });
        if (allowed.length > 0 && !allowed.includes(record[key])) {
            return { path: [...path, key], about: 'value', message: choice(record[key], allowed) };
        }
    }
    const types = [...new Set(shapes.map(typeText))].join(' or ');
    return { path, about: 'value', message: `must be ${types}, but is ${shortened(data)}` };
}
const BOUNDS = {
    minimum: 'at least',
    maximum: 'at most',
    exclusiveMinimum: 'greater than',
    exclusiveMaximum: 'less than',
};
function unknownKey(path, key, parent) {
    const allowed = Object.keys((parent.properties ?? {}));
    if (allowed.length === 0) {
        const patterns = Object.keys((parent.patternProperties ?? {}));
        const names = patterns.length > 0 ? `; a name here must match ${patterns.join(' or ')}` : '';
        return { path: [...path, key], about: 'key', message: `not allowed as a name${names}` };
    }
    const meant = (0,nearest/* nearest */.p)(key, allowed);
    const question = meant === undefined ? '.' : `; did you mean "${meant}"?`;
    const message = `unknown key${question} Allowed: ${allowed.join(', ')}`;
    return { path: [...path, key], about: 'key', message, ...(meant === undefined ? {} : { meant }) };
}
/** The allowed values of a discriminator, gathered from its shapes. */
function tagOf(schema, tag) {
    const shapes = (schema.oneOf ?? []);
    return { enum: shapes.flatMap((shape) => shape.properties?.[tag]?.const ?? []) };
}
function choice(value, allowed) {
    const meant = typeof value === 'string' ? (0,nearest/* nearest */.p)(value, allowed.map(String)) : undefined;
    const question = meant === undefined ? '' : `; did you mean "${meant}"?`;
    return `must be one of ${allowed.join(', ')}, but is ${shortened(value)}${question}`;
}
/** What a schema says about itself, for a message. */
function explained(schema) {
    if (Array.isArray(schema.enum) && schema.enum.length > 0)
        return ` (one of ${schema.enum.join(', ')})`;
    const description = 'description' in schema ? schema.description : undefined;
    return typeof description === 'string' ? `: ${description.replace(/\.$/, '')}` : '';
}

;// CONCATENATED MODULE: ./build/system/schema-check.js






const compiled = new WeakMap();
let ajv;
function validatorOf(schema) {
    const known = compiled.get(schema);
    if (known)
        return known;
    ajv ??= new _2020["default"]({
        allErrors: true,
        strict: true,
        // A discriminator is required by the shape around those that define it.
        strictRequired: false,
        discriminator: true,
        useDefaults: true,
        verbose: true,
        allowUnionTypes: true,
    })
        .removeKeyword('uniqueItems')
        .addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', validate: uniqueItems });
    const validator = ajv.compile(plainSchema(schema));
    compiled.set(schema, validator);
    return validator;
}
/** As JSON Schema has it, in linear time; the library's own compares items of unnamed types pairwise. */
const uniqueItems = (unique, items) => {
    const first = new Map();
    for (const [i, item] of items.entries()) {
        const text = (0,files/* canonicalJson */.dj)(item);
        const j = first.get(text);
        if (unique && j !== undefined) {
            uniqueItems.errors = [{ keyword: 'uniqueItems', params: { i, j } }];
            return false;
        }
        first.set(text, i);
    }
    return true;
};
/** TypeBox's pattern for a mapping with any keys, which overlooks keys with a line break. */
const ANY_KEY = '^.*$';
/** A TypeBox schema as the plain JSON Schema 2020-12 that it stands for, free to be changed. */
function plainSchema(schema) {
    return JSON.parse(JSON.stringify(schema), (_key, value) => {
        if (typeof value !== 'object' || value === null || !('patternProperties' in value))
            return value;
        const { patternProperties, ...rest } = value;
        const patterns = Object.keys(patternProperties);
        return patterns.length === 1 && patterns[0] === ANY_KEY
            ? { ...rest, additionalProperties: patternProperties[ANY_KEY] }
            : value;
    });
}
/**
 * Checks `value` against `schema` (TypeBox or plain JSON Schema 2020-12), fills in the schema's
 * defaults **in place**, and returns every problem, in the order of the value. No problems: the
 * value is a `Static<T>`.
 */
function checkSchema(schema, value) {
    const validate = validatorOf(schema);
    if (validate(value))
        return [];
    return problemsOf(validate.errors ?? [], value);
}
/** `value` as the type of `schema`, or `undefined` where it breaks it. Fills in defaults in place. */
function matching(schema, value) {
    return checkSchema(schema, value).length === 0 ? value : undefined;
}
function problemsOf(errors, root) {
    const problems = withoutBranches(errors).map((error) => problemOf(error, pathOf(error, root)));
    // A typo is one problem: the missing key that an unknown one was meant to be is not told again.
    const meant = new Set(problems.flatMap((problem) => problem.meant ? [pathText([...problem.path.slice(0, -1), problem.meant])] : []));
    const told = new Set();
    return problems.flatMap(({ path, about, message }) => {
        const text = JSON.stringify([path, message]);
        if (about === 'absence' && meant.has(pathText(path)))
            return [];
        if (told.has(text))
            return [];
        told.add(text);
        return [{ path, about, message }];
    });
}
/** The path of a JSON pointer; only `root` tells an index from a key that is a number. */
function pathOf(error, root) {
    if (error.instancePath === '')
        return [];
    let inside = root;
    return error.instancePath
        .slice(1)
        .split('/')
        .map((step) => {
        const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
        const place = Array.isArray(inside) ? Number(key) : key;
        inside = inside?.[place];
        return place;
    });
}


/***/ }),

/***/ 99399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ removeAtExit)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);

const paths = new Set();
/**
 * Removes `path` (a file or a folder) should the process end before the function that comes back was called: an
 * interrupted command leaves no half of anything behind. What kills at once cannot be helped.
 */
function removeAtExit(path) {
    if (paths.size === 0)
        process.on('exit', removeAll);
    paths.add(path);
    return () => {
        paths.delete(path);
        if (paths.size === 0)
            process.off('exit', removeAll);
    };
}
function removeAll() {
    for (const path of paths)
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { recursive: true, force: true });
}


/***/ })

};
