export const id = 7369;
export const ids = [7369];
export const modules = {

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

/***/ 87369:
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
// EXTERNAL MODULE: ./build/config/duration.js
var duration = __webpack_require__(91359);
// EXTERNAL MODULE: ./build/features/transforms.js
var transforms = __webpack_require__(5793);
// EXTERNAL MODULE: ./build/models/engines.js
var engines = __webpack_require__(6788);
// EXTERNAL MODULE: ./build/models/predict.js
var predict = __webpack_require__(65578);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/system/process.js
var process = __webpack_require__(96641);
;// CONCATENATED MODULE: ./build/training/found-model.js



const MAXIMUM_ENTRIES = 1000;
const MAXIMUM_MODEL_BYTES = 2 * 2 ** 30 - 1;
const MAXIMUM_JSON_BYTES = 16 * 2 ** 20;
const startsWith = (...bytes) => (head) => bytes.every((byte, index) => head[index] === byte);
const startsWithText = (text) => (head) => head.toString('latin1').startsWith(text);
const CODE = 'loading it would run whatever code is in it';
/** Formats that people leave and that are not taken, told by their first bytes. */
const REFUSED = [
    {
        what: `a Python pickle: ${CODE}`,
        matches: (head) => head[0] === 0x80 && head[1] >= 2 && head[1] <= 5,
    },
    { what: `a zip archive, as PyTorch and Keras write them: ${CODE}`, matches: startsWith(0x50, 0x4b) },
    {
        what: `compressed, as joblib and R write models: ${CODE}`,
        matches: (head) => head[0] === 0x78 || (head[0] === 0x1f && head[1] === 0x8b),
    },
    { what: 'an HDF5 file, which is no format for serving', matches: startsWith(0x89, 0x48, 0x44, 0x46) },
    { what: 'a CatBoost model', matches: startsWithText('CBM1') },
    { what: 'a LightGBM model', matches: startsWithText('tree\n') },
    { what: 'XML, such as PMML', matches: startsWithText('<?xml') },
    {
        what: 'safetensors: weights without a network',
        matches: (head) => head.length > 8 && head[8] === 0x7b && head.readBigUInt64LE(0) < 100000000n,
    },
];
/**
 * Finds the one model in `directory`, by its bytes: an ONNX file, or a TF.js layers model with its weights.
 * Nothing is loaded that could run code.
 * @throws UserError when there is none, or more than one, with what was found instead
 */
async function findModel(directory) {
    const models = [];
    const refused = [];
    for (const path of await filesOf(directory)) {
        const head = await headOf((0,external_node_path_.join)(directory, path));
        const refusal = REFUSED.find(({ matches }) => matches(head));
        if (await isTfjs((0,external_node_path_.join)(directory, path), head))
            models.push({ path, format: 'tfjs' });
        else if (isOnnx(head))
            models.push({ path, format: 'onnx' });
        else if (refusal)
            refused.push(`${path} is ${refusal.what}`);
    }
    const [model, second] = models;
    if (!model) {
        throw new errors/* UserError */.yo(refused.length > 0
            ? `the training program left no model that can be taken: ${refused.slice(0, 5).join('; ')}`
            : `the training program left no model in ${directory}`, {
            hint: 'Write one ONNX file (skl2onnx, onnxmltools, torch.onnx.export, tf2onnx), or a TF.js layers model, to the folder that MLOPS_OUTPUT_DIR names.',
        });
    }
    if (second) {
        throw new errors/* UserError */.yo(`the training program left ${models.length} models: ${models.map(({ path }) => path).join(', ')}`, {
            hint: 'Leave one in MLOPS_OUTPUT_DIR, and write others to MLOPS_CHECKPOINT_DIR.',
        });
    }
    const { format, path } = model;
    const files = format === 'onnx'
        ? [{ path: 'model.onnx', content: await contentOf(directory, path) }]
        : await tfjsFiles(directory, path);
    return { format, path, files };
}
/** ModelProto begins with its version, a small number in field 1. */
function isOnnx(head) {
    return head[0] === 0x08 && head[1] > 0 && head[1] < 100;
}
async function isTfjs(path, head) {
    if (!head.toString('latin1').trimStart().startsWith('{') || (await (0,promises_.lstat)(path)).size > MAXIMUM_JSON_BYTES)
        return false;
    try {
        const value = JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
        return (typeof value === 'object' && value !== null && 'modelTopology' in value && 'weightsManifest' in value);
    }
    catch {
        return false;
    }
}
/** `model.json` and the weights that it names, all brought into one folder. */
async function tfjsFiles(directory, path) {
    const description = await contentOf(directory, path);
    const manifest = JSON.parse(description.toString('utf8')).weightsManifest;
    const names = (Array.isArray(manifest) ? manifest : []).flatMap((group) => Array.isArray(group?.paths) ? group.paths.map(String) : []);
    const files = [{ path: 'model.json', content: description }];
    for (const name of names) {
        if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name) || name === 'model.json') {
            throw new errors/* UserError */.yo(`${path} names the weights file ${JSON.stringify(name)}, which is no plain name`, {
                hint: 'Write the weights beside the model, with names of letters, digits, `-`, `_` and dots.',
            });
        }
        files.push({ path: name, content: await contentOf(directory, (0,external_node_path_.join)((0,external_node_path_.dirname)(path), name)) });
    }
    return files;
}
async function contentOf(directory, path) {
    const file = await (0,promises_.lstat)((0,external_node_path_.join)(directory, path)).catch(() => undefined);
    if (!file?.isFile()) {
        throw new errors/* UserError */.yo(`the training program left no ${path}, which its model needs`, {
            hint: 'Write the weights beside the model.',
        });
    }
    if (file.size > MAXIMUM_MODEL_BYTES) {
        throw new errors/* UserError */.yo(`${path} has ${file.size} bytes; a model may have 2 GiB`, {
            hint: 'Export a smaller model: fewer trees or layers, or lower precision.',
        });
    }
    return (0,promises_.readFile)((0,external_node_path_.join)(directory, path));
}
/** The regular files beneath a folder, sorted; links are not followed. */
async function filesOf(directory) {
    const entries = (await (0,promises_.readdir)(directory, { recursive: true, withFileTypes: true }));
    if (entries.length > MAXIMUM_ENTRIES) {
        throw new errors/* UserError */.yo(`the training program left ${entries.length} files in MLOPS_OUTPUT_DIR`, {
            hint: 'Leave the model there, and write everything else to MLOPS_CHECKPOINT_DIR.',
        });
    }
    return entries
        .filter((entry) => entry.isFile())
        .map((entry) => (0,external_node_path_.join)(entry.parentPath, entry.name).slice(directory.length + 1))
        .sort();
}
async function headOf(path) {
    const file = await (0,promises_.open)(path);
    try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
        return buffer.subarray(0, bytesRead);
    }
    finally {
        await file.close();
    }
}

;// CONCATENATED MODULE: ./build/training/metrics-file.js

const POLL_MS = 300;
const MAXIMUM_BYTES = 64 * 2 ** 20;
const MAXIMUM_LINE = 64 * 1024;
const MAXIMUM_HISTORY = 1000;
/**
 * Follows a `metrics.jsonl` while a program appends to it. Each line is a JSON object with numbers:
 * `epoch`, `loss` and `validation_loss` (or `val_loss`), `epochs` for the total, and any others.
 */
class MetricsFile {
    #path;
    #onLine;
    #seconds;
    #entries = [];
    /** Lines that are not what they must be. */
    ignored = 0;
    #position = 0;
    #rest = '';
    #timer;
    #reading = Promise.resolve();
    constructor(path, seconds, onLine) {
        this.#path = path;
        this.#seconds = seconds;
        this.#onLine = onLine;
    }
    /** What was read so far, evenly thinned: a line for each of a million steps would fill the record. */
    get history() {
        const step = Math.ceil(this.#entries.length / MAXIMUM_HISTORY);
        return this.#entries.filter((_, index) => (this.#entries.length - 1 - index) % step === 0);
    }
    start() {
        this.#timer = setInterval(() => this.#next(), POLL_MS);
    }
    /** Reads what is left, also a last line without an end. */
    async stop() {
        clearInterval(this.#timer);
        this.#next();
        await this.#reading;
        if (this.#rest.trim() !== '')
            this.#take(this.#rest);
        this.#rest = '';
    }
    #next() {
        // A file that cannot be read shows no progress; training goes on.
        this.#reading = this.#reading.then(() => this.#read()).catch(() => undefined);
    }
    async #read() {
        const file = await (0,promises_.open)(this.#path).catch(() => undefined);
        if (!file)
            return;
        try {
            const { size } = await file.stat();
            const length = Math.min(size, MAXIMUM_BYTES) - this.#position;
            if (length <= 0)
                return;
            const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, this.#position);
            const text = buffer.subarray(0, bytesRead);
            // Whole lines only, so that no character is cut in two.
            const whole = text.lastIndexOf(0x0a) + 1;
            this.#position += whole;
            for (const line of text.subarray(0, whole).toString('utf8').split('\n'))
                if (line.trim() !== '')
                    this.#take(line);
            this.#rest = text.subarray(whole).toString('utf8');
        }
        finally {
            await file.close();
        }
    }
    #take(text) {
        const line = text.length > MAXIMUM_LINE ? undefined : parseLine(text, this.#entries.length + 1);
        if (!line) {
            this.ignored += 1;
            return;
        }
        const entry = {
            epoch: line.epoch,
            loss: line.loss,
            validationLoss: line.validationLoss,
            seconds: this.#seconds(),
        };
        this.#entries.push(entry);
        this.#onLine(line, entry);
    }
}
function parseLine(text, next) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return undefined;
    const numbers = Object.fromEntries(Object.entries(value).filter((entry) => Number.isFinite(entry[1])));
    const { epoch = next, loss = null, validation_loss, val_loss, epochs = null, ...others } = numbers;
    if (Object.keys(numbers).length === 0 || !Number.isInteger(epoch) || epoch < 1)
        return undefined;
    return { epoch, loss, validationLoss: validation_loss ?? val_loss ?? null, epochs, others };
}

// EXTERNAL MODULE: ./build/data/frame.js
var data_frame = __webpack_require__(9644);
// EXTERNAL MODULE: ./build/data/sql.js
var sql = __webpack_require__(47069);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
;// CONCATENATED MODULE: ./build/training/training-data.js





/**
 * Writes what a training program reads to `scratch`, and returns the variables that tell it where: the
 * transformed features as Parquet of float32, and the label but in the test data (a number, or the index
 * of the class).
 * @throws UserError when the label is called like a feature
 */
async function writeTrainingData(request, config, ports, scratch) {
    const { label, train, validation, test } = request;
    if (train.matrix.names.some((name) => name.toLowerCase() === label.toLowerCase())) {
        throw new errors/* UserError */.yo(`the label and a feature are both called ${JSON.stringify(label)}`, {
            hint: 'Rename the label in `model.label`.',
        });
    }
    const path = (name) => (0,external_node_path_.join)(scratch, name);
    const targets = (values) => ({
        name: label,
        type: request.task === 'regression' ? 'number' : 'integer',
        values: Array.from(values),
    });
    await writeRows(ports, train.matrix, path('train.parquet'), targets(train.targets));
    await writeRows(ports, validation.matrix, path('validation.parquet'), targets(validation.targets));
    await writeRows(ports, test, path('test.parquet'));
    await (0,files/* writeAtomically */.vK)(path('params.json'), `${JSON.stringify(config.parameters, null, 2)}\n`);
    return {
        MLOPS_TRAIN_DATA: path('train.parquet'),
        MLOPS_VALIDATION_DATA: path('validation.parquet'),
        MLOPS_TEST_DATA: path('test.parquet'),
        MLOPS_LABEL: label,
        MLOPS_TASK: request.task,
        MLOPS_CLASSES: JSON.stringify(request.classes),
        MLOPS_PARAMS: path('params.json'),
        MLOPS_SEED: String(config.seed),
        // Output appears when it is printed, and sets have the same order in every run.
        PYTHONUNBUFFERED: '1',
        PYTHONHASHSEED: String(config.seed % 2 ** 32),
        ...(request.previousModel === null ? {} : { MLOPS_PREVIOUS_MODEL: (0,external_node_path_.resolve)(request.previousModel) }),
    };
}
async function writeRows({ engine }, matrix, path, label) {
    const { rows, width, names, values } = matrix;
    const columns = names.map((name, column) => ({
        name,
        type: 'number',
        values: Array.from({ length: rows }, (_, row) => values[row * width + column]),
    }));
    await engine.insert('training_rows', (0,data_frame/* frameOf */.Dm)(label ? [...columns, label] : columns));
    const selected = names.map((name) => `${(0,sql/* identifier */.C)(name)}::FLOAT AS ${(0,sql/* identifier */.C)(name)}`);
    if (label)
        selected.push((0,sql/* identifier */.C)(label.name));
    try {
        await engine.writeParquet(`SELECT ${selected.join(', ')} FROM training_rows`, path);
    }
    finally {
        await engine.run('DROP TABLE training_rows');
    }
}

;// CONCATENATED MODULE: ./build/training/command.js











/** What of our own environment a program sees: enough to find itself, its libraries and a GPU; no token. */
const INHERITED = [
    'PATH',
    'HOME',
    'USER',
    'LOGNAME',
    'SHELL',
    'LANG',
    'LC_ALL',
    'LC_CTYPE',
    'TZ',
    'TMPDIR',
    'TMP',
    'TEMP',
    'SystemRoot',
    'SystemDrive',
    'PATHEXT',
    'COMSPEC',
    'USERPROFILE',
    'APPDATA',
    'LOCALAPPDATA',
    'VIRTUAL_ENV',
    'CONDA_PREFIX',
    'CONDA_DEFAULT_ENV',
    'PYTHONPATH',
    'PYTHONHOME',
    'R_HOME',
    'R_LIBS',
    'R_LIBS_USER',
    'JAVA_HOME',
    'JULIA_DEPOT_PATH',
    'LD_LIBRARY_PATH',
    'DYLD_LIBRARY_PATH',
    'CUDA_HOME',
    'CUDA_PATH',
    'CUDA_VISIBLE_DEVICES',
    'NVIDIA_VISIBLE_DEVICES',
    'ROCR_VISIBLE_DEVICES',
    'OMP_NUM_THREADS',
    'OPENBLAS_NUM_THREADS',
    'MKL_NUM_THREADS',
];
const LAST_LINES = 20;
const CHECKED_ROWS = 100;
/**
 * Trains with the user's program. It finds in its environment: `MLOPS_TRAIN_DATA`,
 * `MLOPS_VALIDATION_DATA` and `MLOPS_TEST_DATA` (Parquet: the transformed features, float32, and the
 * label but in the test data: a number, or the index of the class), `MLOPS_LABEL` (its column),
 * `MLOPS_TASK`, `MLOPS_CLASSES` (JSON), `MLOPS_PARAMS` (a JSON file), `MLOPS_SEED`,
 * `MLOPS_OUTPUT_DIR`, `MLOPS_CHECKPOINT_DIR`, and `MLOPS_PREVIOUS_MODEL` (the package in production)
 * where there is one. It leaves one ONNX or TF.js model in the output folder, and may write
 * `metrics.jsonl` (live progress) and `tools.json` (name → version) there.
 * @throws UserError when the program fails, runs out of time, or leaves no model of an allowed format
 * @throws DataError when the model is damaged or does not predict what it must
 */
async function train(request, ports) {
    const config = request.config;
    const scratch = (0,external_node_path_.resolve)(request.scratch);
    const output = (0,external_node_path_.join)(scratch, 'output');
    await (0,promises_.rm)(output, { recursive: true, force: true });
    await (0,promises_.mkdir)(output, { recursive: true });
    await (0,promises_.mkdir)((0,external_node_path_.resolve)(request.checkpoints), { recursive: true });
    const environment = {
        ...inherited(ports.environment),
        ...(await writeTrainingData(request, config, ports, scratch)),
        MLOPS_OUTPUT_DIR: output,
        MLOPS_CHECKPOINT_DIR: (0,external_node_path_.resolve)(request.checkpoints),
    };
    const history = await runTraining(config, request.workspace, output, environment, ports);
    const model = await findModel(output);
    ports.log.info(`the training program left ${model.path} (${model.format})`);
    await checkModel(model, request);
    return {
        format: model.format,
        files: model.files,
        history,
        parameters: { command: config.command, ...config.parameters },
        tools: await toolsOf(output),
    };
}
function inherited(environment) {
    return Object.fromEntries(INHERITED.flatMap((name) => {
        const value = environment[name];
        return value === undefined ? [] : [[name, value]];
    }));
}
async function runTraining(config, workspace, output, environment, ports) {
    const [program, ...args] = config.command;
    const started = ports.clock.now().getTime();
    const seconds = () => (ports.clock.now().getTime() - started) / 1000;
    const progress = ports.log.progress('training');
    const metrics = new MetricsFile((0,external_node_path_.join)(output, 'metrics.jsonl'), seconds, (line, { epoch }) => {
        progress.update(epoch, detailOf(line, seconds()));
    });
    const last = [];
    metrics.start();
    let result;
    try {
        result = await (0,process/* runProgram */.m)(program, args, {
            cwd: workspace,
            env: environment,
            onLine: (line) => {
                last.push(line);
                if (last.length > LAST_LINES)
                    last.shift();
                ports.log.info(`│ ${line}`);
            },
            ...(config['time-limit'] ? { timeoutMs: (0,duration/* durationOf */.cf)(config['time-limit'], 'train.time-limit') } : {}),
        });
    }
    finally {
        await metrics.stop();
        progress.end();
    }
    if (metrics.ignored > 0) {
        ports.log.warn(`${metrics.ignored} lines of metrics.jsonl were left out: each must be a JSON object with numbers`);
    }
    refuseFailure(config, result, last);
    return metrics.history;
}
function detailOf(line, seconds) {
    const figures = Object.entries({ loss: line.loss, validation: line.validationLoss, ...line.others })
        .flatMap(([name, value]) => (value === null ? [] : [`${name} ${value.toPrecision(4)}`]))
        .slice(0, 5);
    if (line.epochs !== null && line.epochs >= line.epoch) {
        figures.push(`${Math.ceil((seconds / line.epoch) * (line.epochs - line.epoch))} s left`);
    }
    return figures.join(', ');
}
function refuseFailure(config, result, last) {
    if (result.code === 0 && !result.stopped)
        return;
    const command = config.command.join(' ');
    const output = last.length > 0
        ? `; its last lines:\n${last.map((line) => `    ${line}`).join('\n')}`
        : '; it printed nothing';
    if (result.stopped === 'timeout') {
        throw new errors/* UserError */.yo(`the training program \`${command}\` ran longer than ${config['time-limit']} and was stopped${output}`, {
            hint: 'Raise `train.time-limit`, or train on less data.',
        });
    }
    if (result.stopped)
        throw new errors/* UserError */.yo(`the training program \`${command}\` was interrupted${output}`);
    const how = result.signal ? `was ended by ${result.signal}` : `ended with exit code ${result.code}`;
    throw new errors/* UserError */.yo(`the training program \`${command}\` ${how}${output}`, {
        hint: result.signal === 'SIGKILL'
            ? 'The system kills programs that take too much memory: use less data, or a larger machine.'
            : 'Mend the program; run it by hand with the same MLOPS_… variables to see more.',
    });
}
/** A model that cannot predict the validation rows is refused now, not when it is deployed. */
async function checkModel(model, request) {
    const { matrix } = request.validation;
    const where = 'the trained model';
    const { openModel } = await engines/* MODEL_ENGINES */.M[model.format]();
    const engine = await openModel({ files: model.files, where }, matrix.width);
    try {
        const rows = Array.from({ length: Math.min(CHECKED_ROWS, matrix.rows) }, (_, row) => row);
        const output = await engine.predict((0,transforms/* takeMatrixRows */.c8)(matrix, rows));
        (0,predict/* scoresOf */.x)(output, request.task, request.classes.length, where);
    }
    finally {
        await engine.close();
    }
}
/** The versions that the program noted, if it did. */
async function toolsOf(output) {
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(output, 'tools.json'), 'utf8').catch(() => '{}');
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        value = undefined;
    }
    const plain = typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every((version) => typeof version === 'string');
    if (!plain) {
        throw new errors/* UserError */.yo('the training program left a tools.json that is not an object of names and versions', {
            hint: 'Write `{"scikit-learn": "1.9.1"}`, or no such file.',
        });
    }
    return value;
}


/***/ })

};
