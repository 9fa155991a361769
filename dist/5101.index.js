export const id = 5101;
export const ids = [5101];
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

/***/ 75101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  train: () => (/* binding */ train)
});

// EXTERNAL MODULE: ./build/stats/random.js
var stats_random = __webpack_require__(52681);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
;// CONCATENATED MODULE: ./build/training/dense-net.js
/**
 * Dense layers with ReLU between them, trained by Adam on cross-entropy or squared error. The
 * gradients are written out, which is faster than recording them, and all chance comes from one
 * seeded generator: the same seed gives the same weights to the last bit.
 */
class DenseNet {
    #tf;
    #options;
    #random;
    #layers;
    #optimizer;
    /**
     * `silent` marks the inputs that are 0 in all training rows, such as the bucket of unseen categories:
     * they can teach nothing, so their weights are 0 from the beginning to the end. `bias` is the first guess of the outputs, before anything is learned.
     */
    constructor(tf, options, random, silent, bias) {
        this.#tf = tf;
        this.#options = options;
        this.#random = random;
        const sizes = [options.inputs, ...options.hidden, options.outputs];
        this.#layers = sizes.slice(1).map((units, index) => {
            const inputs = sizes[index];
            const last = index === sizes.length - 2;
            // He's bound before a ReLU, Glorot's before the output.
            const bound = Math.sqrt(last ? 6 / (inputs + units) : 6 / inputs);
            const kernel = Float32Array.from({ length: inputs * units }, () => bound * (2 * random.next() - 1));
            if (index === 0)
                for (let input = 0; input < inputs; input++)
                    if (silent[input])
                        kernel.fill(0, input * units, (input + 1) * units);
            // A variable keeps a copy; tidying frees what it was made of.
            return tf.tidy(() => ({
                kernel: tf.variable(tf.tensor2d(kernel, [inputs, units])),
                bias: tf.variable(tf.tensor1d(last ? [...bias] : new Array(units).fill(0))),
            }));
        });
        this.#optimizer = tf.train.adam(options.learningRate);
    }
    /** One step of gradient descent. Returns the weighted sum of the losses of the rows, to be disposed. */
    step(batch) {
        const tf = this.#tf;
        return tf.tidy(() => {
            const { inputs, masks, output } = this.#forward(batch.x, true);
            const { losses, slope } = this.#lossOf(output, batch);
            const gradients = {};
            let delta = tf.div(slope, batch.x.shape[0]);
            for (let index = this.#layers.length - 1; index >= 0; index--) {
                const { kernel, bias } = this.#layers[index];
                const input = inputs[index];
                const data = index === 0 ? tf.matMul(batch.transposed, delta) : tf.matMul(tf.transpose(input), delta);
                const penalty = 2 * this.#options.l2;
                gradients[kernel.name] = penalty > 0 ? tf.add(data, tf.mul(kernel, penalty)) : data;
                gradients[bias.name] = tf.sum(delta, 0);
                if (index === 0)
                    break;
                const back = tf.matMul(delta, tf.transpose(kernel));
                // The input of this layer is 0 where the ReLU or the dropout was shut.
                const mask = masks[index - 1];
                const open = tf.step(input);
                delta = tf.mul(back, mask ? tf.mul(open, mask) : open);
            }
            this.#optimizer.applyGradients(gradients);
            return tf.sum(losses);
        });
    }
    /** The weighted sum of the losses of rows, without learning, dropout or penalty. */
    loss(batch) {
        const tf = this.#tf;
        return tf.tidy(() => tf.sum(this.#lossOf(this.#forward(batch.x, false).output, batch).losses).dataSync()[0]);
    }
    /** A copy of all weights. */
    weights() {
        return this.#layers.map(({ kernel, bias }) => ({
            kernel: Float32Array.from(kernel.dataSync()),
            bias: Float32Array.from(bias.dataSync()),
            inputs: kernel.shape[0],
            units: kernel.shape[1],
        }));
    }
    dispose() {
        this.#optimizer.dispose();
        for (const { kernel, bias } of this.#layers) {
            kernel.dispose();
            bias.dispose();
        }
    }
    #forward(x, training) {
        const tf = this.#tf;
        const inputs = [];
        const masks = [];
        let current = x;
        for (const [index, { kernel, bias }] of this.#layers.entries()) {
            inputs.push(current);
            current = tf.add(tf.matMul(current, kernel), bias);
            if (index === this.#layers.length - 1)
                break;
            current = tf.relu(current);
            if (training && this.#options.dropout > 0) {
                const mask = this.#dropoutMask(current.shape);
                masks.push(mask);
                current = tf.mul(current, mask);
            }
        }
        return { inputs, masks, output: current };
    }
    /** 0 for units left out, 1 / (1 - rate) for the others, so that sums stay the same. */
    #dropoutMask(shape) {
        const { dropout } = this.#options;
        const kept = 1 / (1 - dropout);
        const bound = dropout * 2 ** 32;
        const mask = Float32Array.from({ length: shape[0] * shape[1] }, () => this.#random.bits() < bound ? 0 : kept);
        return this.#tf.tensor2d(mask, shape);
    }
    /** The weighted losses of the rows, and their derivative by the outputs. */
    #lossOf(output, { y, weights }) {
        const tf = this.#tf;
        switch (this.#options.task) {
            case 'binary-classification':
                return {
                    losses: tf.mul(weights, tf.sub(tf.softplus(output), tf.mul(y, output))),
                    slope: tf.mul(weights, tf.sub(tf.sigmoid(output), y)),
                };
            case 'multiclass-classification': {
                const partition = tf.logSumExp(output, 1, true);
                return {
                    losses: tf.mul(weights, tf.sub(partition, tf.sum(tf.mul(y, output), 1, true))),
                    slope: tf.mul(weights, tf.sub(tf.exp(tf.sub(output, partition)), y)),
                };
            }
            case 'regression': {
                const error = tf.sub(output, y);
                return { losses: tf.mul(weights, tf.square(error)), slope: tf.mul(weights, tf.mul(error, 2)) };
            }
        }
    }
}

;// CONCATENATED MODULE: ./build/training/dense-net-file.js
/**
 * A trained net as a TF.js layers model: `model.json` and `weights.bin`, as `model.save` lays them out,
 * the same bytes for the same weights. Classifiers end with a sigmoid or a softmax.
 */
async function saveDenseNet({ tf, layers }, weights, task) {
    const last = weights.length - 1;
    const ending = {
        'binary-classification': 'sigmoid',
        'multiclass-classification': 'softmax',
        regression: 'linear',
    };
    const model = layers.sequential({
        name: 'dense_net',
        layers: weights.map(({ inputs, units }, index) => layers.layers.dense({
            name: index === last ? 'output' : `hidden_${index + 1}`,
            units,
            activation: index === last ? ending[task] : 'relu',
            // Where training began is no part of what was learned.
            kernelInitializer: 'zeros',
            ...(index === 0 ? { inputShape: [inputs] } : {}),
        })),
    });
    try {
        const tensors = weights.flatMap(({ kernel, bias, inputs, units }) => [
            tf.tensor2d(kernel, [inputs, units]),
            tf.tensor1d(bias),
        ]);
        model.setWeights(tensors);
        tf.dispose(tensors);
        let saved;
        await model.save({
            save: async (artifacts) => {
                saved = artifacts;
                return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
            },
        });
        const { modelTopology, weightSpecs, weightData, generatedBy } = saved;
        const description = {
            format: 'layers-model',
            generatedBy,
            convertedBy: null,
            modelTopology,
            weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
        };
        return [
            { path: 'model.json', content: Buffer.from(`${JSON.stringify(description, null, 2)}\n`) },
            { path: 'weights.bin', content: new Uint8Array(weightData) },
        ];
    }
    finally {
        model.dispose();
    }
}

// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __webpack_require__(98995);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/models/tfjs-backend.js
var tfjs_backend = __webpack_require__(38739);
;// CONCATENATED MODULE: ./build/training/tfjs-backends.js




/**
 * TF.js on the backend that the config names: the built-in WebAssembly one, or `@tensorflow/tfjs-node`
 * or `-gpu` as installed in `workspace`. Code of the workspace is loaded only when the config asks.
 * @throws UserError when it is not installed there, or does not start
 */
async function loadTfjs(backend, workspace) {
    return backend === 'wasm' ? (0,tfjs_backend/* startTfjs */.y)() : loadNative(backend, workspace);
}
async function loadNative(backend, workspace) {
    const name = `@tensorflow/${backend}`;
    const load = (0,external_node_module_.createRequire)((0,external_node_path_.join)(workspace, 'package.json'));
    let path;
    try {
        path = load.resolve(name);
    }
    catch (error) {
        throw new errors/* UserError */.yo(`train.backend is ${backend}, but ${name} is not installed in ${workspace}`, {
            hint: `Run \`npm install ${name}\` there, or write \`backend: wasm\`, which is built in.`,
            cause: error,
        });
    }
    addRemovedNodeFunctions(load('node:util'));
    let module;
    try {
        module = load(path);
        await module.ready();
    }
    catch (error) {
        throw new errors/* UserError */.yo(`${name} does not start: ${(0,errors/* messageOf */.bD)(error)}`, {
            hint: `Reinstall it for this Node (${process.version}) and, for a GPU, check its CUDA libraries; \`backend: wasm\` needs neither.`,
            cause: error,
        });
    }
    const { isUsingGpuDevice } = module.backend();
    if (backend === 'tfjs-node-gpu' && isUsingGpuDevice !== true) {
        throw new errors/* UserError */.yo(`${name} found no GPU that it can use`, {
            hint: 'Check `nvidia-smi` and the CUDA libraries of the machine, or write `backend: tfjs-node` to train on its CPU.',
        });
    }
    return { tf: module, layers: module, tools: { [name]: module.version['tfjs-core'] ?? 'unknown' } };
}
/** The package calls two functions that Node 23 took out of `node:util`. */
function addRemovedNodeFunctions(util) {
    util.isNullOrUndefined ??= (value) => value === null || value === undefined;
    util.isArray ??= Array.isArray;
}

;// CONCATENATED MODULE: ./build/training/tfjs.js





const VALIDATION_BATCH_ROWS = 8192;
/** Between so many steps other work of the process has its turn. */
const STEPS_BETWEEN_PAUSES = 100;
/**
 * Trains a dense net (a linear model where `hidden` is empty) with Adam until the validation loss has
 * not fallen for `patience` epochs, and keeps the weights of the best epoch. A regression learns
 * standardized targets; the saved model gives them in their own unit.
 * @throws UserError when training diverges, or the backend is not installed
 */
async function train(request, ports) {
    const config = request.config;
    const tfjs = await loadTfjs(config.backend, request.workspace);
    const progress = ports.log.progress('training', config.epochs);
    let ending;
    try {
        const training = new Training(tfjs, request, config, ports, progress);
        const history = await training.run();
        const losses = history.map(({ validationLoss }) => validationLoss ?? Number.POSITIVE_INFINITY);
        const best = Math.min(...losses);
        ending = `validation loss ${tfjs_text(best)} after epoch ${losses.indexOf(best) + 1} of ${history.length}`;
        const { trainer: _, ...parameters } = config;
        return { format: 'tfjs', files: await training.save(), history, parameters, tools: tfjs.tools };
    }
    finally {
        progress.end(ending);
    }
}
class Training {
    #tfjs;
    #request;
    #config;
    #ports;
    #progress;
    #targets;
    #best = [];
    constructor(tfjs, request, config, ports, progress) {
        this.#tfjs = tfjs;
        this.#request = request;
        this.#config = config;
        this.#ports = ports;
        this.#progress = progress;
        this.#targets = targetsFor(request, config);
    }
    async run() {
        const { tf } = this.#tfjs;
        const { matrix } = this.#request.train;
        const random = (0,stats_random/* randomOf */.R)(this.#config.seed);
        const net = new DenseNet(tf, {
            task: this.#request.task,
            inputs: matrix.width,
            hidden: this.#config.hidden,
            outputs: this.#targets.outputs,
            l2: this.#config.l2,
            dropout: this.#config.dropout,
            learningRate: this.#config['learning-rate'],
        }, random, silentColumns(matrix), this.#targets.firstGuess);
        try {
            const history = [];
            const order = Uint32Array.from({ length: matrix.rows }, (_, row) => row);
            const started = this.#ports.clock.now().getTime();
            let bestLoss = Number.POSITIVE_INFINITY;
            let bestEpoch = 0;
            for (let epoch = 1; epoch <= this.#config.epochs; epoch++) {
                const loss = await this.#epoch(net, random.shuffle(order));
                const validationLoss = this.#validationLoss(net);
                if (!Number.isFinite(loss) || !Number.isFinite(validationLoss))
                    throw this.#diverged(epoch);
                const seconds = (this.#ports.clock.now().getTime() - started) / 1000;
                history.push({ epoch, loss, validationLoss, seconds });
                if (validationLoss < bestLoss) {
                    bestLoss = validationLoss;
                    bestEpoch = epoch;
                    this.#best = net.weights();
                }
                this.#tell(history, bestEpoch);
                if (epoch - bestEpoch >= this.#config.patience)
                    break;
            }
            return history;
        }
        finally {
            net.dispose();
        }
    }
    /** The files of the model with the best weights. */
    async save() {
        const { task } = this.#request;
        return saveDenseNet(this.#tfjs, this.#targets.restored(this.#best), task);
    }
    /** One pass over the training rows in this order. Returns the mean loss of a row. */
    async #epoch(net, order) {
        const { tf } = this.#tfjs;
        const size = this.#config['batch-size'];
        let total = 0;
        let pending = tf.scalar(0);
        for (let from = 0, step = 1; from < order.length; from += size, step++) {
            const batch = this.#batch(this.#request.train, order.subarray(from, from + size));
            const loss = net.step(batch);
            const sum = tf.add(pending, loss);
            tf.dispose([pending, loss, batch.x, batch.transposed, batch.y, batch.weights]);
            pending = sum;
            if (step % STEPS_BETWEEN_PAUSES === 0) {
                total += pending.dataSync()[0];
                pending.dispose();
                pending = tf.scalar(0);
                await this.#pause();
            }
        }
        total += pending.dataSync()[0];
        pending.dispose();
        // An epoch of few steps has had none.
        await this.#pause();
        return (total / order.length) * this.#targets.lossUnit;
    }
    /** Lets signals be heard, and ends training where one was. */
    async #pause() {
        await new Promise(setImmediate);
        this.#ports.signal?.throwIfAborted();
    }
    #validationLoss(net) {
        const { tf } = this.#tfjs;
        const { matrix, targets } = this.#request.validation;
        const { width, values } = matrix;
        let total = 0;
        let weight = 0;
        for (let from = 0; from < matrix.rows; from += VALIDATION_BATCH_ROWS) {
            const to = Math.min(from + VALIDATION_BATCH_ROWS, matrix.rows);
            const x = tf.tensor2d(values.subarray(from * width, to * width), [to - from, width]);
            const labels = this.#labels(targets.subarray(from, to));
            total += net.loss({ x, ...labels });
            weight += this.#targets.weigh(targets.subarray(from, to)).reduce((sum, each) => sum + each, 0);
            tf.dispose([x, labels.y, labels.weights]);
        }
        return (total / weight) * this.#targets.lossUnit;
    }
    #batch({ matrix, targets }, rows) {
        const { tf } = this.#tfjs;
        const { width, values } = matrix;
        const count = rows.length;
        const x = new Float32Array(count * width);
        const transposed = new Float32Array(count * width);
        for (let row = 0; row < count; row++) {
            const from = rows[row] * width;
            for (let column = 0; column < width; column++) {
                const value = values[from + column];
                if (value === 0)
                    continue;
                x[row * width + column] = value;
                transposed[column * count + row] = value;
            }
        }
        return {
            x: tf.tensor2d(x, [count, width]),
            transposed: tf.tensor2d(transposed, [width, count]),
            ...this.#labels(Float64Array.from(rows, (row) => targets[row])),
        };
    }
    #labels(targets) {
        const { tf } = this.#tfjs;
        const rows = targets.length;
        return {
            y: tf.tensor2d(this.#targets.encode(targets), [rows, this.#targets.outputs]),
            weights: tf.tensor2d(this.#targets.weigh(targets), [rows, 1]),
        };
    }
    #tell(history, bestEpoch) {
        const last = history.at(-1);
        const left = Math.ceil((last.seconds / last.epoch) * (this.#config.epochs - last.epoch));
        const figures = `loss ${tfjs_text(last.loss)}, validation ${tfjs_text(last.validationLoss)}`;
        this.#progress.update(last.epoch, `${figures} (best: epoch ${bestEpoch}), at most ${left} s left`);
    }
    #diverged(epoch) {
        return new errors/* UserError */.yo(`training diverged: the loss of epoch ${epoch} is not finite`, {
            hint: `Lower \`train.learning-rate\` (it is ${this.#config['learning-rate']}), and standardize features with large values.`,
        });
    }
}
function targetsFor(request, config) {
    const { task, train } = request;
    return task === 'regression'
        ? values(train.targets)
        : classes(task, request.classes.length, train.targets, config);
}
function values(targets) {
    let mean = 0;
    for (const target of targets)
        mean += target / targets.length;
    let variance = 0;
    for (const target of targets)
        variance += (target - mean) ** 2 / targets.length;
    const scale = Math.sqrt(variance) || 1;
    return {
        outputs: 1,
        firstGuess: [0],
        lossUnit: scale * scale,
        encode: (part) => Float32Array.from(part, (target) => (target - mean) / scale),
        weigh: (part) => new Float32Array(part.length).fill(1),
        restored: (layers) => layers.map((layer, index) => index < layers.length - 1
            ? layer
            : {
                ...layer,
                kernel: layer.kernel.map((weight) => weight * scale),
                bias: layer.bias.map((bias) => bias * scale + mean),
            }),
    };
}
function classes(task, count, targets, config) {
    const counts = new Array(count).fill(0);
    for (const target of targets)
        counts[target] = counts[target] + 1;
    const balanced = config['class-weights'] === 'balanced';
    // scikit-learn's "balanced": rows / (classes × rows of the class).
    const weights = counts.map((rows) => (balanced && rows > 0 ? targets.length / (count * rows) : 1));
    const shares = counts.map((rows, index) => Math.max(rows * weights[index], 0.5) / targets.length);
    const binary = task === 'binary-classification';
    return {
        outputs: binary ? 1 : count,
        firstGuess: binary ? [Math.log(shares[1] / shares[0])] : shares.map(Math.log),
        lossUnit: 1,
        encode(part) {
            if (binary)
                return Float32Array.from(part);
            const encoded = new Float32Array(part.length * count);
            for (const [row, target] of part.entries())
                encoded[row * count + target] = 1;
            return encoded;
        },
        weigh: (part) => Float32Array.from(part, (target) => weights[target]),
        restored: (layers) => layers,
    };
}
/** Marks the columns that are 0 in every row. */
function silentColumns({ rows, width, values: numbers }) {
    const silent = new Uint8Array(width).fill(1);
    for (let row = 0; row < rows; row++) {
        for (let column = 0; column < width; column++)
            if (numbers[row * width + column] !== 0)
                silent[column] = 0;
    }
    return silent;
}
function tfjs_text(loss) {
    return loss === null ? 'unknown' : loss.toPrecision(4);
}


/***/ })

};
