export const id = 2667;
export const ids = [2667];
export const modules = {

/***/ 86556:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ MODULE_FOLDER),
/* harmony export */   r: () => (/* binding */ engineFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(98995);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_url__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73136);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(15173);





/** The folder of this module: in a build, of the chunk that holds it. */
const MODULE_FOLDER = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)((0,node_url__WEBPACK_IMPORTED_MODULE_3__.fileURLToPath)(import.meta.url));
/**
 * The path of a file that no bundler can take in, such as WebAssembly: beside the chunk in a build
 * (under the first of `names` that is there), else under the last name in the package of an installed tree.
 * @throws UserError when it is in neither place
 */
function engineFile(names, packageName) {
    for (const name of names) {
        const beside = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(MODULE_FOLDER, name);
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(beside))
            return beside;
    }
    const plain = names.at(-1);
    const resolve = (0,node_module__WEBPACK_IMPORTED_MODULE_1__.createRequire)(import.meta.url).resolve;
    try {
        // A package's main file lies in `dist`, and so do these.
        const installed = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(resolve(packageName)), plain);
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(installed))
            return installed;
    }
    catch {
        // Not installed: told below.
    }
    throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo(`${plain} is not there: this copy of mlops-actions is incomplete`, {
        hint: 'Use the whole `dist` folder of a release, or run `npm ci` in a checkout.',
    });
}


/***/ }),

/***/ 82667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openModel: () => (/* binding */ openModel)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(73136);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/models/engine-file.js
var engine_file = __webpack_require__(86556);
;// CONCATENATED MODULE: ./build/models/onnx-header.js

/**
 * Reads just enough of an ONNX file (a protobuf `ModelProto`, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto)
 * to know that it is one before a runtime parses it, and that it keeps no data outside itself.
 */
const MODEL_IR_VERSION = 1;
const MODEL_GRAPH = 7;
const LATEST_IR_VERSION = 100;
const MAXIMUM_DEPTH = 16;
/** Where messages that may hold tensors are: field number → kind, for each kind of message. */
const CHILDREN = {
    model: { [MODEL_GRAPH]: 'graph', 20: 'training', 25: 'function' },
    training: { 1: 'graph', 2: 'graph' },
    function: { 7: 'node' },
    graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
    node: { 5: 'attribute' },
    attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
    sparse: { 1: 'tensor', 2: 'tensor' },
    tensor: {},
};
const TENSOR_EXTERNAL_DATA = 13;
const TENSOR_DATA_LOCATION = 14;
/** Checks that `content` is an ONNX model in one file. Throws DataError that says what is wrong. */
function checkOnnxModel(content, where) {
    const refuse = (what) => {
        throw new errors/* DataError */.fL(`${where}: model/model.onnx ${what}`, {
            hint: 'Export the model again as one ONNX file without external data.',
        });
    };
    let irVersion = 0;
    let graphs = 0;
    const walk = (start, end, kind, depth) => {
        if (depth > MAXIMUM_DEPTH)
            refuse('is damaged: its graphs are nested too deeply');
        for (const field of fieldsOf(content, start, end)) {
            if (kind === 'model' && field.number === MODEL_IR_VERSION)
                irVersion = field.value;
            if (kind === 'model' && field.number === MODEL_GRAPH)
                graphs += 1;
            if (kind === 'tensor' &&
                (field.number === TENSOR_EXTERNAL_DATA ||
                    (field.number === TENSOR_DATA_LOCATION && field.value !== 0))) {
                refuse('keeps weights in another file, which is refused');
            }
            const child = CHILDREN[kind]?.[field.number];
            if (child && field.end > field.start)
                walk(field.start, field.end, child, depth + 1);
        }
    };
    try {
        walk(0, content.length, 'model', 0);
    }
    catch (error) {
        if (!(error instanceof RangeError))
            throw error;
        refuse(`is damaged or no ONNX model (${error.message})`);
    }
    if (irVersion < 1 || irVersion > LATEST_IR_VERSION || graphs !== 1) {
        refuse('is damaged or no ONNX model (it has no version and graph)');
    }
}
/** The fields of the message in `bytes[from, to)`. Throws RangeError where they do not fit. */
function* fieldsOf(bytes, from, to) {
    let at = from;
    const varint = () => {
        let value = 0;
        for (let shift = 0; shift < 70; shift += 7) {
            if (at >= to)
                throw new RangeError(`a field ends beyond byte ${to}`);
            const byte = bytes[at++];
            value += (byte & 0x7f) * 2 ** shift;
            if (byte < 0x80)
                return value;
        }
        throw new RangeError(`a number before byte ${at} is too long`);
    };
    while (at < to) {
        const key = varint();
        const number = Math.floor(key / 8);
        const type = key % 8;
        if (number === 0 || number > 2 ** 29)
            throw new RangeError(`there is no field at byte ${at}`);
        if (type === 0) {
            yield { number, value: varint(), start: at, end: at };
            continue;
        }
        const size = type === 1 ? 8 : type === 5 ? 4 : type === 2 ? varint() : Number.NaN;
        if (!(at + size <= to))
            throw new RangeError(`a field at byte ${at} does not fit`);
        yield { number, value: 0, start: at, end: type === 2 ? at + size : at };
        at += size;
    }
}

;// CONCATENATED MODULE: ./build/models/onnx.js
var __rewriteRelativeImportExtension = (undefined && undefined.__rewriteRelativeImportExtension) || function (path, preserveJsx) {
    if (typeof path === "string" && /^\.\.?\//.test(path)) {
        return path.replace(/\.(tsx)$|((?:\.d)?)((?:\.[^./]+?)?)\.([cm]?)ts$/i, function (m, tsx, d, ext, cm) {
            return tsx ? preserveJsx ? ".jsx" : ".js" : d && (!ext || !cm) ? m : (d + ext + "." + cm.toLowerCase() + "js");
        });
    }
    return path;
};







const RUNTIME = 'ort.wasm.bundle.min.mjs';
const WEBASSEMBLY = 'ort-wasm-simd-threaded.wasm';
const BATCH_ROWS = 10_000;
let started;
/** ONNX Runtime on WebAssembly, one thread, started once per process. */
function startOnnxRuntime() {
    started ??= start();
    return started;
}
async function start() {
    // The runtime finds its own files by its address, which a bundler would take from it.
    const script = (0,external_node_url_.pathToFileURL)((0,engine_file/* engineFile */.r)([RUNTIME], 'onnxruntime-web')).href;
    const ort = (await import(__rewriteRelativeImportExtension(/* webpackIgnore: true */ script)));
    const file = (0,engine_file/* engineFile */.r)([`${WEBASSEMBLY}.br`, WEBASSEMBLY], 'onnxruntime-web');
    const content = await (0,promises_.readFile)(file);
    const binary = file.endsWith('.br') ? await (0,external_node_util_.promisify)(external_node_zlib_.brotliDecompress)(content) : content;
    ort.env.wasm.wasmBinary = binary.buffer.slice(binary.byteOffset, binary.byteOffset + binary.byteLength);
    ort.env.wasm.numThreads = 1;
    ort.env.logLevel = 'fatal';
    return ort;
}
/**
 * Loads an ONNX model with one float input of shape [rows, width]. Of several outputs it takes the
 * one called `probabilities`, else the last of numbers: classifiers of scikit-learn, XGBoost and
 * LightGBM have the label first.
 * @throws DataError when it is damaged, keeps data outside, or does not take such rows
 */
async function openModel(files, width) {
    const content = files.files.find(({ path }) => path === 'model.onnx')?.content;
    if (!content)
        throw new errors/* DataError */.fL(`${files.where}: model/model.onnx is missing`);
    checkOnnxModel(content, files.where);
    const ort = await startOnnxRuntime();
    let session;
    try {
        session = await ort.InferenceSession.create(content, {
            executionProviders: ['wasm'],
            logSeverityLevel: 4,
        });
    }
    catch (error) {
        throw refused(files, runtimeMessage(error), error);
    }
    try {
        return new OnnxEngine(ort, session, files, inputOf(session, files, width), outputOf(session, files));
    }
    catch (error) {
        await session.release();
        throw error;
    }
}
let queue = Promise.resolve();
/** All sessions share one WebAssembly stack, so only one of them runs at a time. */
function alone(work) {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
}
function inputOf(session, files, width) {
    const inputs = session.inputMetadata;
    const input = inputs[0];
    if (inputs.length !== 1 || !input?.isTensor || input.type !== 'float32') {
        throw refused(files, `its inputs are ${inputs.map(({ name }) => name).join(', ') || 'none'}; it must take one tensor of float32`);
    }
    const [rows, columns] = input.shape.map(fixedSize);
    if (input.shape.length !== 2 || (columns !== undefined && columns !== width)) {
        throw refused(files, `it takes rows of shape [${input.shape.slice(1).join(', ')}], but the transforms give ${width} numbers`);
    }
    return { name: input.name, width, batch: rows };
}
/** A dimension that the model fixes. A free one is a name, or -1, which the runtime shows unsigned. */
function fixedSize(size) {
    return typeof size === 'number' && size > 0 && size < 2 ** 31 ? size : undefined;
}
function outputOf(session, files) {
    const numbers = session.outputMetadata.filter((output) => output.isTensor && /^float(32|64)$/.test(output.type));
    const output = numbers.find(({ name }) => name === 'probabilities') ?? numbers.at(-1);
    if (!output) {
        throw refused(files, 'it has no output of numbers; convert classifiers with zipmap off (`options={"zipmap": False}` in skl2onnx)');
    }
    return output.name;
}
class OnnxEngine {
    #ort;
    #session;
    #files;
    #input;
    #output;
    constructor(ort, session, files, input, output) {
        this.#ort = ort;
        this.#session = session;
        this.#files = files;
        this.#input = input;
        this.#output = output;
    }
    async predict(matrix) {
        const { name, width, batch } = this.#input;
        if (matrix.width !== width) {
            throw new errors/* DataError */.fL(`${this.#files.where}: the model takes ${width} numbers a row, not ${matrix.width}`);
        }
        const size = batch ?? BATCH_ROWS;
        if (batch !== undefined && matrix.rows % batch !== 0) {
            throw refused(this.#files, `it takes exactly ${batch} rows at once; export it with a free number of rows`);
        }
        let outputWidth = 1;
        let values = new Float64Array(matrix.rows);
        for (let from = 0; from < matrix.rows; from += size) {
            const count = Math.min(size, matrix.rows - from);
            const rows = matrix.values.subarray(from * width, (from + count) * width);
            const answer = await this.#run(name, new this.#ort.Tensor('float32', rows, [count, width]));
            if (answer.length % count !== 0) {
                throw refused(this.#files, `it gave ${answer.length} numbers for ${count} rows`);
            }
            if (from === 0) {
                outputWidth = answer.length / count;
                values = new Float64Array(matrix.rows * outputWidth);
            }
            values.set(answer, from * outputWidth);
        }
        return { rows: matrix.rows, width: outputWidth, values };
    }
    async #run(name, rows) {
        try {
            const answer = await alone(() => this.#session.run({ [name]: rows }, [this.#output]));
            return answer[this.#output]?.data;
        }
        catch (error) {
            throw refused(this.#files, runtimeMessage(error), error);
        }
    }
    async close() {
        await this.#session.release();
    }
}
/** The runtime throws bare numbers where its WebAssembly gives up. */
function runtimeMessage(error) {
    return typeof error === 'number' ? 'the runtime gave up on it' : (0,errors/* messageOf */.bD)(error);
}
function refused(files, what, cause) {
    return new errors/* DataError */.fL(`${files.where}: model/model.onnx cannot be used: ${what}`, {
        hint: 'Export the model again, and check it with `onnx.checker` and ONNX Runtime.',
        cause,
    });
}


/***/ })

};
