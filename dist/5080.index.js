export const id = 5080;
export const ids = [5080];
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
    const tidy = async () => {
        await (0,promises_.rm)(temporaryDirectory, { recursive: true, force: true });
        forget();
    };
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
    }).catch(async (error) => {
        await tidy();
        throw error;
    });
    const close = engine.close.bind(engine);
    engine.close = async () => {
        await close();
        await tidy();
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


/***/ })

};
