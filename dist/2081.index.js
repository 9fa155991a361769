export const id = 2081;
export const ids = [2081];
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

/***/ 38739:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ startTfjs)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _engine_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86556);


let started;
/** TF.js on its WebAssembly backend (SIMD, one thread), started once per process. */
function startTfjs() {
    started ??= start();
    return started;
}
async function start() {
    // The backend was made for CommonJS and reads this name while it loads.
    const scope = globalThis;
    scope.__dirname ??= _engine_file_js__WEBPACK_IMPORTED_MODULE_1__/* .MODULE_FOLDER */ .i;
    const wasm = await Promise.all(/* import() */[__webpack_require__.e(3484), __webpack_require__.e(6744)]).then(__webpack_require__.t.bind(__webpack_require__, 16744, 19));
    const tf = await __webpack_require__.e(/* import() */ 3484).then(__webpack_require__.t.bind(__webpack_require__, 53484, 19));
    const layers = await Promise.all(/* import() */[__webpack_require__.e(3484), __webpack_require__.e(9762)]).then(__webpack_require__.t.bind(__webpack_require__, 99762, 19));
    const file = (0,_engine_file_js__WEBPACK_IMPORTED_MODULE_1__/* .engineFile */ .r)(['tfjs-backend-wasm-simd.wasm'], '@tensorflow/tfjs-backend-wasm');
    wasm.setWasmPaths({
        'tfjs-backend-wasm.wasm': (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(file), 'tfjs-backend-wasm.wasm'),
        'tfjs-backend-wasm-simd.wasm': file,
        'tfjs-backend-wasm-threaded-simd.wasm': (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(file), 'tfjs-backend-wasm-threaded-simd.wasm'),
    });
    tf.enableProdMode();
    await tf.setBackend('wasm');
    await tf.ready();
    return { tf, layers, tools: { '@tensorflow/tfjs-backend-wasm': wasm.version_wasm } };
}


/***/ }),

/***/ 72081:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openModel: () => (/* binding */ openModel)
});

// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/models/tfjs-backend.js
var tfjs_backend = __webpack_require__(38739);
;// CONCATENATED MODULE: ./build/models/tfjs-topology.js

const MAXIMUM_JSON_BYTES = 16 * 2 ** 20;
const MAXIMUM_LAYERS = 1000;
const MAXIMUM_WIDTH = 2 ** 20;
/** Layers whose output is as wide as their input; the listed weights have that width too. */
const SAME_WIDTH = {
    Activation: [],
    Dropout: [],
    AlphaDropout: [],
    GaussianDropout: [],
    GaussianNoise: [],
    ReLU: [],
    LeakyReLU: [],
    ELU: [],
    ThresholdedReLU: [],
    Softmax: [],
    PReLU: ['alpha'],
    BatchNormalization: [],
};
const MERGES = ['Add', 'Average', 'Maximum', 'Minimum', 'Multiply'];
/**
 * Checks the files of a TF.js layers model before TF.js sees them: the size of the weights against
 * their shapes, and the width of each layer against its weights, so that nothing is allocated that the
 * file does not hold. `width` is how many numbers a row has.
 * @throws DataError that names the file
 */
function checkTfjsModel({ files, where }, width) {
    const refuse = (file, what) => {
        throw new errors/* DataError */.fL(`${where}: model/${file} ${what}`, {
            hint: 'A TF.js model is what `model.save` of a layers model writes; other networks can be exported to ONNX.',
        });
    };
    const text = files.find(({ path }) => path === 'model.json')?.content;
    if (!text)
        return refuse('model.json', 'is missing');
    if (text.length > MAXIMUM_JSON_BYTES)
        return refuse('model.json', 'is too large');
    let value;
    try {
        value = JSON.parse(Buffer.from(text).toString('utf8'));
    }
    catch (error) {
        return refuse('model.json', `is not JSON (${(0,errors/* messageOf */.bD)(error)})`);
    }
    try {
        const model = record(value, 'it');
        if (model.format === 'graph-model')
            throw new Invalid('is a graph model, not a layers model');
        const groups = list(model.weightsManifest, 'weightsManifest').map((group) => record(group, 'weightsManifest'));
        const weightSpecs = groups.flatMap((group) => list(group.weights, 'weights').map(weightSpec));
        const topology = record(model.modelTopology, 'modelTopology');
        checkWidths(topology, new Map(weightSpecs.map(({ name, shape }) => [name, shape])), width);
        const paths = groups.flatMap((group) => list(group.paths, 'paths').map(String));
        return { modelTopology: topology, weightSpecs, weightData: weightsOf(paths, weightSpecs, files, refuse) };
    }
    catch (error) {
        if (!(error instanceof Invalid))
            throw error;
        return refuse('model.json', error.message);
    }
}
class Invalid extends Error {
}
function record(value, what) {
    if (value === null || typeof value !== 'object' || Array.isArray(value))
        throw new Invalid(`is damaged: ${what} is no object`);
    return value;
}
function list(value, what) {
    if (!Array.isArray(value))
        throw new Invalid(`is damaged: ${what} is no list`);
    return value;
}
function dimension(value, what) {
    if (!Number.isInteger(value) || value < 1 || value > MAXIMUM_WIDTH) {
        throw new Invalid(`is damaged: ${what} is ${JSON.stringify(value)}`);
    }
    return value;
}
function weightSpec(value) {
    const { name, shape, dtype, quantization } = record(value, 'a weight');
    if (typeof name !== 'string')
        throw new Invalid('is damaged: a weight has no name');
    if (dtype !== 'float32' || quantization !== undefined)
        throw new Invalid(`has weights that are not plain float32 (${name})`);
    return {
        name,
        shape: list(shape, `the shape of ${name}`).map((size) => dimension(size, `the shape of ${name}`)),
        dtype,
    };
}
function weightsOf(paths, specs, files, refuse) {
    const shards = paths.map((path) => files.find((file) => file.path === path)?.content ?? refuse(path, 'is missing'));
    const found = shards.reduce((sum, { length }) => sum + length, 0);
    const needed = specs.reduce((sum, { shape }) => sum + 4 * shape.reduce((product, size) => product * size, 1), 0);
    if (found !== needed)
        refuse(paths[0] ?? 'weights.bin', `is damaged: ${found} bytes, but the weights need ${needed}`);
    const weights = new Float32Array(found / 4);
    const bytes = new Uint8Array(weights.buffer);
    let at = 0;
    for (const shard of shards) {
        bytes.set(shard, at);
        at += shard.length;
    }
    if (!weights.every(Number.isFinite))
        refuse(paths[0] ?? 'weights.bin', 'is damaged: a weight is not a finite number');
    return weights.buffer;
}
/** Follows the width of a row through all layers; each layer must come after those that feed it. */
function checkWidths(topology, shapes, width) {
    const root = record(topology.model_config ?? topology, 'modelTopology');
    const kind = root.class_name;
    const config = root.config;
    const sequential = kind === 'Sequential';
    if (!sequential && kind !== 'Model' && kind !== 'Functional')
        throw new Invalid(`is damaged: its class is ${JSON.stringify(kind)}`);
    const layers = list(Array.isArray(config) ? config : record(config, 'config').layers, 'layers');
    if (layers.length > MAXIMUM_LAYERS)
        throw new Invalid(`has more than ${MAXIMUM_LAYERS} layers`);
    const widths = new Map();
    let before;
    for (const [index, entry] of layers.entries()) {
        const layer = record(entry, `layer ${index}`);
        const settings = record(layer.config, `the config of layer ${index}`);
        const name = String(settings.name ?? layer.name ?? `layer ${index}`);
        const sources = sequential ? (before === undefined ? [] : [before]) : inboundOf(layer);
        const feeding = sources.map((source) => widths.get(source) ?? unknownSource(name, source));
        checkInputShape(settings, name, width);
        widths.set(name, widthAfter(layer, settings, name, feeding.length > 0 ? feeding : [width], shapes));
        before = name;
    }
}
function unknownSource(name, source) {
    throw new Invalid(`is damaged: layer ${name} is fed by ${source}, which does not come before it`);
}
function checkInputShape(settings, name, width) {
    const shape = settings.batch_input_shape;
    if (shape === undefined || shape === null)
        return;
    const sizes = list(shape, `the input shape of ${name}`);
    if (sizes.length !== 2 || sizes[1] !== width) {
        throw new Invalid(`takes rows of shape ${JSON.stringify(sizes.slice(1))}, but the transforms give ${width} numbers`);
    }
}
function widthAfter(layer, settings, name, feeding, shapes) {
    const kind = String(layer.class_name);
    const input = feeding[0];
    const expect = (weight, shape) => {
        const found = [...shapes].find(([key]) => key === `${name}/${weight}` || key.endsWith(`/${name}/${weight}`))?.[1];
        if (found?.join() !== shape.join()) {
            throw new Invalid(`is damaged: ${name}/${weight} has the shape [${found ?? ''}], but its layer needs [${shape}]`);
        }
    };
    if (kind === 'Dense') {
        const units = dimension(settings.units, `the units of ${name}`);
        expect('kernel', [input, units]);
        if (settings.use_bias !== false)
            expect('bias', [units]);
        return units;
    }
    if (kind === 'InputLayer')
        return input;
    if (kind === 'Concatenate')
        return feeding.reduce((sum, size) => sum + size, 0);
    if (MERGES.includes(kind)) {
        if (feeding.some((size) => size !== input))
            throw new Invalid(`is damaged: ${name} merges layers of different widths`);
        return input;
    }
    const weights = SAME_WIDTH[kind];
    if (!weights) {
        throw new Invalid(`has a layer that is not supported: ${kind} (${name}); dense layers, activations, dropout, batch normalization and merges are`);
    }
    for (const weight of weights)
        expect(weight, [input]);
    return input;
}
/** The names of the layers that feed one, of a functional model: `[[["name", 0, 0, {}], …]]`. */
function inboundOf(layer) {
    const nodes = list(layer.inbound_nodes ?? [], 'inbound_nodes');
    if (nodes.length > 1)
        throw new Invalid('uses a layer twice, which is not supported');
    return nodes.flatMap((node) => list(node, 'inbound_nodes').map((source) => String(list(source, 'inbound_nodes')[0])));
}

;// CONCATENATED MODULE: ./build/models/tfjs.js



/** Rows a step: enough to keep the backend busy, few enough to stay in the cache. */
const BATCH_ROWS = 8192;
/**
 * Loads a TF.js layers model on the WebAssembly backend.
 * @throws DataError when it is damaged, has layers that are not supported, or does not take rows of `width`
 */
async function openModel(files, width) {
    const { modelTopology, weightSpecs, weightData } = checkTfjsModel(files, width);
    const tfjs = await (0,tfjs_backend/* startTfjs */.y)();
    let model;
    try {
        const artifacts = { modelTopology, weightSpecs, weightData };
        model = await tfjs.layers.loadLayersModel({ load: async () => artifacts });
    }
    catch (error) {
        throw refused(files, (0,errors/* messageOf */.bD)(error), error);
    }
    if (model.inputs.length !== 1 || model.outputs.length !== 1) {
        model.dispose();
        throw refused(files, 'it has more than one input or output');
    }
    return new TfjsEngine(tfjs, model, files, width);
}
class TfjsEngine {
    #tfjs;
    #model;
    #files;
    #width;
    constructor(tfjs, model, files, width) {
        this.#tfjs = tfjs;
        this.#model = model;
        this.#files = files;
        this.#width = width;
    }
    async predict(matrix) {
        const { tf } = this.#tfjs;
        const { rows, values } = matrix;
        if (matrix.width !== this.#width) {
            throw new errors/* DataError */.fL(`${this.#files.where}: the model takes ${this.#width} numbers a row, not ${matrix.width}`);
        }
        const width = (this.#model.outputs[0]?.shape.at(-1) ?? 1);
        const output = new Float64Array(rows * width);
        for (let from = 0; from < rows; from += BATCH_ROWS) {
            const count = Math.min(BATCH_ROWS, rows - from);
            try {
                tf.tidy(() => {
                    const batch = values.subarray(from * this.#width, (from + count) * this.#width);
                    const answer = this.#model.predictOnBatch(tf.tensor2d(batch, [count, this.#width]));
                    const tensor = Array.isArray(answer) ? answer[0] : answer;
                    output.set(tensor?.dataSync() ?? [], from * width);
                });
            }
            catch (error) {
                throw refused(this.#files, (0,errors/* messageOf */.bD)(error), error);
            }
        }
        return { rows, width, values: output };
    }
    async close() {
        this.#model.dispose();
    }
}
function refused(files, what, cause) {
    return new errors/* DataError */.fL(`${files.where}: model/model.json cannot be used: ${what}`, {
        hint: 'Train the model again, or fetch the package again from the registry.',
        cause,
    });
}


/***/ })

};
