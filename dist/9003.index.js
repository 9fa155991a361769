export const id = 9003;
export const ids = [9003];
export const modules = {

/***/ 93515:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ failWith)
/* harmony export */ });
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15173);

/** Beyond these a person mends the first ones first. */
const TOLD = 10;
/**
 * Throws the one UserError that tells all problems of `file`, a line each; the first ten are told and
 * the others counted.
 */
function failWith(file, lines, hint) {
    const told = lines.slice(0, TOLD);
    const more = lines.length - told.length;
    const heading = lines.length === 1 ? [] : [`${file} has ${lines.length} problems:`];
    const rest = more > 0 ? [`… and ${more} more`] : [];
    throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([...heading, ...told, ...rest].join('\n'), hint === undefined ? {} : { hint });
}


/***/ }),

/***/ 38068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HA: () => (/* binding */ offsetAt),
/* harmony export */   X$: () => (/* binding */ isForbiddenKey),
/* harmony export */   jI: () => (/* binding */ YamlWalk),
/* harmony export */   tP: () => (/* binding */ MAXIMUM_DEPTH)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _system_schema_check_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(72679);


/** Nothing that a person writes is nested deeper. */
const MAXIMUM_DEPTH = 64;
/** What aliases may add in total; beyond it they are a bomb, not an abbreviation. */
const MAXIMUM_ALIASED_NODES = 10_000;
/** As keys they would reach the prototypes of JavaScript objects. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
/** The offset of what stands at `path`, or of the nearest thing around it that is in the text. */
function offsetAt(root, path, about) {
    let mark = root;
    for (const [depth, step] of path.entries()) {
        const child = mark.children.get(step);
        if (!child)
            return depth === 0 ? mark.value : mark.key;
        mark = child;
    }
    return about === 'value' ? mark.value : mark.key;
}
/** True for keys that must never become keys of an object. */
function isForbiddenKey(key) {
    return FORBIDDEN_KEYS.has(key);
}
/** One pass over a composed document: plain values, their places, and what must be refused. */
class YamlWalk {
    refusals = [];
    #anchors = new Map();
    #open = new Set();
    #aliased = 0;
    #bomb = false;
    read(root) {
        return this.#node(root, 0, 0, null);
    }
    /** `inAlias` is the offset of the outermost alias that is being expanded, if any. */
    #node(node, key, depth, inAlias) {
        const offset = node?.range?.[0] ?? key;
        const mark = { value: offset, key, children: new Map() };
        if (inAlias !== null && this.#exploded(inAlias))
            return { value: null, mark };
        if (depth > MAXIMUM_DEPTH) {
            this.#refuse(offset, `nested deeper than ${MAXIMUM_DEPTH} levels`);
            return { value: null, mark };
        }
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node))
            return this.#alias(node.source, inAlias ?? offset, key, depth);
        if (inAlias === null && ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) && node.anchor) {
            this.#anchors.set(node.anchor, node);
        }
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) {
            this.#open.add(node);
            const value = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)
                ? this.#map(node, mark, depth, inAlias)
                : this.#list(node, mark, depth, inAlias);
            this.#open.delete(node);
            return { value, mark };
        }
        const value = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) ? node.value : null;
        // An empty value has no place of its own: its key has.
        return { value, mark: value === null ? { ...mark, value: key } : mark };
    }
    #alias(name, offset, key, depth) {
        const target = this.#anchors.get(name);
        if (target && !this.#open.has(target))
            return this.#node(target, key, depth + 1, offset);
        const wrong = target
            ? 'stands inside itself'
            : 'names no anchor before it; to mean the text itself, quote it';
        this.#refuse(offset, `*${name} ${wrong}`);
        return { value: null, mark: { value: offset, key, children: new Map() } };
    }
    #map(node, mark, depth, inAlias) {
        const value = {};
        for (const pair of node.items) {
            const offset = pair.key?.range?.[0] ?? mark.value;
            const key = keyText(pair.key);
            if (key === undefined)
                this.#refuse(offset, 'a key must be text');
            else if (isForbiddenKey(key))
                this.#refuse(offset, `the key ${(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(key)} is not allowed`);
            else if (mark.children.has(key))
                this.#refuse(offset, `the key ${(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_1__/* .shortened */ .vI)(key)} is there twice`);
            else {
                const inner = this.#node(pair.value, offset, depth + 1, inAlias);
                value[key] = inner.value;
                mark.children.set(key, inner.mark);
            }
        }
        return value;
    }
    #list(node, mark, depth, inAlias) {
        return node.items.map((item, index) => {
            const offset = item?.range?.[0] ?? mark.value;
            const inner = this.#node(item, offset, depth + 1, inAlias);
            mark.children.set(index, inner.mark);
            return inner.value;
        });
    }
    #exploded(offset) {
        this.#aliased += 1;
        if (this.#aliased <= MAXIMUM_ALIASED_NODES)
            return false;
        if (!this.#bomb)
            this.#refuse(offset, `aliases stand for more than ${MAXIMUM_ALIASED_NODES} values`);
        this.#bomb = true;
        return true;
    }
    #refuse(offset, message) {
        this.refusals.push({ offset, message });
    }
}
/** A key as it is written; `undefined` for a list, a mapping or an alias. */
function keyText(key) {
    if (typeof key === 'string')
        return key;
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key))
        return undefined;
    const scalar = key;
    return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? String(scalar.value));
}


/***/ }),

/***/ 95252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hx: () => (/* binding */ interpretYaml),
/* harmony export */   NT: () => (/* binding */ problemPlace),
/* harmony export */   gM: () => (/* binding */ readYaml),
/* harmony export */   hN: () => (/* binding */ parseYaml),
/* harmony export */   kv: () => (/* binding */ readYamlFile)
/* harmony export */ });
/* unused harmony export MAXIMUM_BYTES */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38815);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15173);
/* harmony import */ var _system_schema_check_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(72679);
/* harmony import */ var _problems_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(93515);
/* harmony import */ var _yaml_walk_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(38068);






/** Files beyond this size are no configuration. */
const MAXIMUM_BYTES = 1024 * 1024;
/**
 * Reads YAML 1.2 and checks it against `schema` (TypeBox); defaults are filled in. Throws one
 * UserError that names every problem as `file:line:column path: what is wrong and what is allowed`.
 */
function parseYaml(text, file, schema, options = {}) {
    const tree = readYaml(text, file);
    const value = tree.value;
    let problems = (0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_3__/* .checkSchema */ ._U)(schema, value);
    if (problems.length === 0)
        problems = options.crossCheck?.(value) ?? [];
    if (problems.length > 0)
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_4__/* .failWith */ .f)(file, located(problems, tree), options.hint);
    return { file, value, position: tree.position };
}
/** Problems with their places, in the order of the text. */
function located(problems, tree) {
    return problems
        .map((problem) => ({ problem, at: tree.position(problem.path, problem.about) }))
        .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column)
        .map(({ problem, at }) => `${problemPlace(tree.file, at, problem.path)}: ${problem.message}`);
}
/** `file:line:column path`, as editors and terminals link it. */
function problemPlace(file, at, path) {
    const place = `${file}:${at.line}:${at.column}`;
    return path.length > 0 ? `${place} ${(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_3__/* .pathText */ .LF)(path)}` : place;
}
/**
 * The text of a configuration file. Throws UserError where it is missing, no file, larger than
 * 1 MiB or not UTF-8. `name` is how messages call it; `hint` what to do where it is missing.
 */
async function readYamlFile(path, name, hint) {
    let bytes;
    try {
        const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path);
        if (!found.isFile())
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${name}: not a file`);
        if (found.size > MAXIMUM_BYTES)
            throw tooLarge(name, found.size);
        bytes = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path);
    }
    catch (error) {
        if (error instanceof _system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo)
            throw error;
        const missing = error.code === 'ENOENT';
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(missing ? `${name}: no such file` : `${name}: cannot be read: ${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, {
            ...(missing && hint !== undefined ? { hint } : {}),
            cause: error,
        });
    }
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${name}: not a text file in UTF-8`, { hint: 'save it as UTF-8' });
    }
}
function tooLarge(file, bytes) {
    return new _system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .yo(`${file}: ${bytes} bytes are too many; a configuration has at most ${MAXIMUM_BYTES}`);
}
/**
 * Reads one YAML 1.2 document (core schema) into plain values with their places. Refused, each with
 * its place: broken syntax, a second document, duplicate keys, keys that are no text or would reach a
 * prototype, unknown tags, alias bombs, nesting deeper than 64. Throws UserError.
 */
function readYaml(text, file) {
    const bytes = Buffer.byteLength(text);
    if (bytes > MAXIMUM_BYTES)
        throw tooLarge(file, bytes);
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_1__/* .LineCounter */ .HN();
    const at = (offset) => {
        const { line, col } = lines.linePos(Math.min(offset, text.length));
        return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const { value, mark, refusals } = interpretYaml(text, lines);
    if (refusals.length > 0) {
        const sorted = [...refusals].sort((a, b) => a.offset - b.offset);
        (0,_problems_js__WEBPACK_IMPORTED_MODULE_4__/* .failWith */ .f)(file, sorted.map(({ offset, message }) => `${problemPlace(file, at(offset), [])}: ${message}`));
    }
    return { file, value, position: (path, about = 'value') => at((0,_yaml_walk_js__WEBPACK_IMPORTED_MODULE_5__/* .offsetAt */ .HA)(mark, path, about)) };
}
/** As `readYaml`, without a file: what was refused comes back, and then the value means nothing. */
function interpretYaml(text, lines = new yaml__WEBPACK_IMPORTED_MODULE_1__/* .LineCounter */ .HN()) {
    const refused = (refusals) => ({
        value: null,
        mark: { value: 0, key: 0, children: new Map() },
        refusals,
    });
    const tokens = [...new yaml__WEBPACK_IMPORTED_MODULE_1__/* .Parser */ .iX(lines.addNewLine).parse(text)];
    // Composing recurses: text that is nested too deeply would exhaust the stack there.
    const deep = tooDeep(tokens);
    if (deep)
        return refused([deep]);
    const composer = new yaml__WEBPACK_IMPORTED_MODULE_1__/* .Composer */ .Dk({
        version: '1.2',
        schema: 'core',
        resolveKnownTags: false,
        // Compared pairwise by the library; the walk does it in linear time.
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: 'error',
    });
    const [document, second] = [...composer.compose(tokens, true, text.length)];
    if (!document)
        throw new Error('the YAML composer gave no document');
    const refusals = [...document.errors, ...document.warnings].map((error) => ({
        offset: error.pos[0],
        message: `not valid YAML: ${error.message}`,
    }));
    if (second)
        refusals.push({ offset: second.range[0], message: 'a second document; a file holds one' });
    if (refusals.length > 0)
        return refused(refusals);
    const walk = new _yaml_walk_js__WEBPACK_IMPORTED_MODULE_5__/* .YamlWalk */ .jI();
    return { ...walk.read(document.contents), refusals: walk.refusals };
}
function tooDeep(tokens) {
    const waiting = tokens.map((token) => ({ token, depth: 0 }));
    for (let next = waiting.pop(); next; next = waiting.pop()) {
        const { token, depth } = next;
        if (depth > _yaml_walk_js__WEBPACK_IMPORTED_MODULE_5__/* .MAXIMUM_DEPTH */ .tP) {
            return { offset: token.offset, message: `nested deeper than ${_yaml_walk_js__WEBPACK_IMPORTED_MODULE_5__/* .MAXIMUM_DEPTH */ .tP} levels` };
        }
        if (token.type === 'document') {
            if (token.value)
                waiting.push({ token: token.value, depth });
        }
        else if ('items' in token) {
            for (const { key, value } of token.items) {
                if (key)
                    waiting.push({ token: key, depth: depth + 1 });
                if (value)
                    waiting.push({ token: value, depth: depth + 1 });
            }
        }
    }
    return undefined;
}


/***/ }),

/***/ 89359:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ sqlTypeOf),
/* harmony export */   g: () => (/* binding */ columnTypeOf)
/* harmony export */ });
/**
 * The contract's word for a DuckDB type as `DESCRIBE` names it. Whatever is neither a number, a truth
 * value nor a time is text: ENUM, UUID, TIME, BLOB and nested types included.
 */
function columnTypeOf(sqlType) {
    const name = sqlType.trim().toUpperCase();
    if (name.endsWith(']'))
        return 'string';
    if (/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/.test(name) || name === 'BIGNUM')
        return 'integer';
    if (name === 'FLOAT' || name === 'DOUBLE' || name.startsWith('DECIMAL'))
        return 'number';
    if (name === 'BOOLEAN')
        return 'boolean';
    if (name === 'DATE')
        return 'date';
    if (name.startsWith('TIMESTAMP'))
        return 'timestamp';
    return 'string';
}
/** The DuckDB type that holds a column of the contract's `type`. Timestamps are UTC, without a zone. */
function sqlTypeOf(type) {
    return SQL_TYPES[type];
}
const SQL_TYPES = {
    integer: 'BIGINT',
    number: 'DOUBLE',
    string: 'VARCHAR',
    boolean: 'BOOLEAN',
    timestamp: 'TIMESTAMP',
    date: 'DATE',
};


/***/ }),

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

/***/ 47069:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ identifier),
/* harmony export */   e: () => (/* binding */ literal)
/* harmony export */ });
/** `name` as a quoted SQL identifier: safe for any text, quotes and newlines included. */
function identifier(name) {
    return `"${name.replaceAll('"', '""')}"`;
}
/** `value` as an SQL literal. */
function literal(value) {
    if (value === null)
        return 'NULL';
    if (typeof value === 'boolean')
        return value ? 'TRUE' : 'FALSE';
    if (typeof value === 'number') {
        return Number.isFinite(value) ? String(value) : `'${value}'::DOUBLE`;
    }
    const quoted = value.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
    // SQL text ends at a NUL, so that character can only be computed.
    return quoted.length === 1 ? `${quoted[0]}` : `(${quoted.join(' || chr(0) || ')})`;
}


/***/ }),

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


/***/ }),

/***/ 49626:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  serveCommand: () => (/* binding */ serveCommand)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
;// CONCATENATED MODULE: ./build/serving/control.js

/** Lets the server run until it is told to stop (SIGTERM, SIGINT), then closes it in peace. */
async function runUntilStopped(server, host, log) {
    let stop = () => undefined;
    const stopped = new Promise((resolve) => {
        stop = resolve;
    });
    let adopted = false;
    const answer = (message) => {
        if (host.connected)
            host.send?.(message);
    };
    const onMessage = async (message) => {
        const order = message;
        if (order.do === 'adopt') {
            adopted = true;
            answer({ did: 'adopt' });
        }
        else if (order.do === 'move') {
            try {
                await server.move(order.host, order.port);
                answer({ did: 'move', url: server.url, port: server.port });
            }
            catch (error) {
                const hint = error instanceof errors/* UserError */.yo ? error.hint : undefined;
                answer({ failed: 'move', message: (0,errors/* messageOf */.bD)(error), ...(hint ? { hint } : {}) });
            }
        }
    };
    const onDisconnect = () => {
        if (!adopted)
            stop();
    };
    host.on('SIGTERM', stop);
    host.on('SIGINT', stop);
    if (host.send) {
        host.on('message', onMessage);
        host.on('disconnect', onDisconnect);
        if (!host.connected)
            onDisconnect();
    }
    answer({ did: 'start', url: server.url, port: server.port });
    try {
        await stopped;
        log.info('stopping: answering the requests under way');
        await server.close();
    }
    finally {
        host.off('SIGTERM', stop);
        host.off('SIGINT', stop);
        host.off('message', onMessage);
        host.off('disconnect', onDisconnect);
        if (host.connected)
            host.disconnect?.();
    }
}

// EXTERNAL MODULE: ./build/data/contract.js
var data_contract = __webpack_require__(14659);
// EXTERNAL MODULE: ./build/data/contract-file.js + 1 modules
var contract_file = __webpack_require__(20783);
// EXTERNAL MODULE: ./build/data/frame.js
var data_frame = __webpack_require__(9644);
// EXTERNAL MODULE: ./build/data/phrases.js
var phrases = __webpack_require__(37543);
// EXTERNAL MODULE: ./build/data/times.js
var times = __webpack_require__(12371);
;// CONCATENATED MODULE: ./build/data/json-rows.js




/** What a JSON value is as a value of a column; `undefined` where it is none of that type. */
function jsonValue(type, json) {
    switch (type) {
        case 'number':
            return typeof json === 'number' ? json : undefined;
        case 'integer':
            return integerOf(json);
        case 'boolean':
            return typeof json === 'boolean' ? json : undefined;
        case 'string':
            // Half a surrogate pair is no character: it cannot be stored and would come back as another text.
            return typeof json === 'string' && !/\p{Surrogate}/u.test(json) ? json : undefined;
        case 'timestamp':
            if (typeof json === 'string')
                return (0,times/* parseTimestamp */.EH)(json);
            // Infinities pass, because they are not for the type to judge.
            return typeof json === 'number' && (Math.abs(json) <= MAXIMUM_TIME || Math.abs(json) === Infinity)
                ? json
                : undefined;
        case 'date':
            return typeof json === 'string' ? (0,times/* parseDate */._U)(json) : undefined;
    }
}
/** The range of JavaScript's dates, in milliseconds. */
const MAXIMUM_TIME = 8.64e15;
/**
 * A whole number; beyond 2^53, where JSON numbers are rounded, only as decimal text. NaN and infinities
 * pass, because they are not for the type to judge.
 */
function integerOf(json) {
    if (typeof json === 'number')
        return Number.isSafeInteger(json) || !Number.isFinite(json) ? json : undefined;
    if (typeof json !== 'string' || !/^-?[1-9][0-9]{15,18}$/.test(json))
        return undefined;
    const exact = BigInt(json);
    return BigInt.asIntN(64, exact) === exact && !Number.isSafeInteger(Number(json)) ? json : undefined;
}
/**
 * Rows of a request as a frame with these columns, in this order: timestamps from ISO 8601 text (UTC
 * where no zone is named) or milliseconds, dates from `YYYY-MM-DD`; an absent key or null is missing.
 * Keys that are no column are left out.
 * @throws DataError for the first value that is not of its column's type, with its row
 */
function rowsToFrame(rows, columns) {
    const made = columns.map(({ name, type }) => {
        const values = rows.map((row, index) => {
            const json = Object.hasOwn(row, name) ? row[name] : null;
            if (json === null || json === undefined)
                return null;
            const value = jsonValue(type, json);
            if (value !== undefined)
                return value;
            throw new errors/* DataError */.fL(`row ${index + 1}: ${misfitText(name, type, json)}`, {
                hint: 'Send each value in the type of its column, and null where it is missing.',
            });
        });
        return { name, type, values };
    });
    const frame = (0,data_frame/* frameOf */.Dm)(made);
    return columns.length === 0 ? { ...frame, rows: rows.length } : frame;
}
/** How a request writes what JSON has no type for. */
const FORM = {
    timestamp: ' (ISO 8601 text, or milliseconds since 1970)',
    date: ' (YYYY-MM-DD)',
};
/** `` `age`: `abc` is not an integer ``. */
function misfitText(name, type, json) {
    const shown = typeof json === 'string' ? json : (JSON.stringify(json) ?? String(json));
    const text = typeof json === 'string' && type !== 'string' && type !== 'date' && type !== 'timestamp';
    return `${(0,phrases/* quoted */.TL)(name)}: ${text ? `the text ${(0,phrases/* quoted */.TL)(shown)}` : (0,phrases/* quoted */.TL)(shown)} is not ${phrases/* TYPE_SINGULAR */.FJ[type]}${FORM[type] ?? ''}`;
}

// EXTERNAL MODULE: ./build/data/value-rules.js
var value_rules = __webpack_require__(65066);
;// CONCATENATED MODULE: ./build/data/row-check.js



/**
 * The rules of a contract that one row alone can break, as a function over rows of JSON: the same rules
 * that `checkContract` asks a table. Left out is what only many rows can tell: shares (`missing` above 0,
 * `outside`), `unique`, keys, and the number of rows. A required column must be a key of the row, if only
 * with null. Columns of `ignore` (the label) may be there or not.
 */
function compileRowCheck(contract, options = {}) {
    const ignored = new Set(options.ignore);
    const columns = Object.entries(contract.columns)
        .filter(([name]) => !ignored.has(name))
        .map(([name, rules]) => ({
        name,
        ...rules,
        mayBeMissing: rules.missing?.['at-most'] !== 0,
        rules: (0,value_rules/* valueRulesOf */.CM)(rules).filter(({ tolerance }) => tolerance === 0),
    }));
    const known = new Set([...Object.keys(contract.columns), ...ignored]);
    const additional = contract['additional-columns'];
    return (row) => {
        const problems = [];
        for (const { name, type, severity, required, mayBeMissing, rules } of columns) {
            const tell = (rule, message) => problems.push({ column: name, rule, severity, message });
            if (!Object.hasOwn(row, name)) {
                if (required)
                    tell('required', `${(0,phrases/* quoted */.TL)(name)} is not in the row; a missing value is null`);
                continue;
            }
            const json = row[name];
            if (json === null || json === undefined) {
                if (!mayBeMissing)
                    tell('missing', `${(0,phrases/* quoted */.TL)(name)} must not be missing; it is ${phrases/* TYPE_SINGULAR */.FJ[type]}`);
                continue;
            }
            const value = jsonValue(type, json);
            if (value === undefined) {
                tell('type', misfitText(name, type, json));
                continue;
            }
            for (const { rule, phrase, breaks } of rules) {
                if (breaks(value))
                    tell(rule, `${(0,phrases/* quoted */.TL)(name)}: ${(0,phrases/* quoted */.TL)(json)} is ${phrase}`);
            }
        }
        if (additional !== 'allow') {
            for (const name of Object.keys(row)) {
                if (known.has(name))
                    continue;
                const message = `${(0,phrases/* quoted */.TL)(name)} is not in the contract`;
                problems.push({ column: name, rule: 'additional-columns', severity: additional, message });
            }
        }
        return problems;
    };
}

// EXTERNAL MODULE: ./build/models/package.js
var models_package = __webpack_require__(48987);
// EXTERNAL MODULE: ./build/models/predict.js
var predict = __webpack_require__(65578);
;// CONCATENATED MODULE: ./build/serving/example.js

/** A row for people to try: for each column of the signature a value that its contract allows, where one is evident. */
function exampleRow(signature, contract) {
    return Object.fromEntries([...signature.inputs, ...signature.extras].map(({ name, type }) => [
        name,
        exampleValue(type, (0,data_contract/* columnContract */.Dz)(contract, name)),
    ]));
}
function exampleValue(type, contract) {
    const [first] = contract?.domain ?? [];
    if (first !== undefined)
        return first;
    const low = contract?.range?.['at-least'];
    const high = contract?.range?.['at-most'];
    switch (type) {
        case 'integer':
        case 'number': {
            const value = typeof low === 'number' && typeof high === 'number' ? (low + high) / 2 : Number(low ?? high ?? 1);
            return type === 'integer' ? Math.ceil(value) : value;
        }
        case 'boolean':
            return true;
        case 'timestamp':
            return new Date(low ?? high ?? '2026-01-01T09:00:00Z').toISOString();
        case 'date':
            return new Date(low ?? high ?? '2026-01-01').toISOString().slice(0, 10);
        case 'string':
            return 'a'.repeat(Math.max(1, contract?.length?.['at-least'] ?? 1));
    }
}

;// CONCATENATED MODULE: ./build/serving/load.js








/**
 * Opens and verifies the package in `directory`, and makes it ready to be served.
 * @throws UserError when there is no package, DataError when it is damaged
 */
async function loadServable(directory) {
    const opened = await (0,models_package/* openPackage */.R$)(directory);
    const contract = await viewContractOf(opened);
    const { signature } = opened.manifest;
    return {
        predictor: await (0,predict/* loadPredictor */.b)(opened),
        read: rowReader(contract, signature),
        example: exampleRow(signature, contract),
    };
}
async function viewContractOf(opened) {
    const text = (await (0,models_package/* readPackageFile */.h0)(opened, 'contract.json')).toString('utf8');
    const view = (0,data_contract/* datasetContract */.DF)((0,contract_file/* parseContract */.UA)(text, `${opened.directory}/contract.json`).value, data_contract/* VIEW */.gR);
    if (view)
        return view;
    throw new errors/* DataError */.fL(`the package at ${opened.directory} has no contract of the view`, {
        hint: 'Train the model again: without a contract nothing can check what it is asked.',
    });
}
/** Checks rows against the contract without the label, and turns them into view rows. */
function rowReader(contract, signature) {
    const check = compileRowCheck(contract, { ignore: [signature.label] });
    const columns = [...signature.inputs, ...signature.extras];
    return (rows) => {
        const problems = [];
        rows.forEach((row, index) => {
            const tell = (column, rule, message) => problems.push({ row: index + 1, column, rule, message: `row ${index + 1}: ${message}` });
            if (typeof row !== 'object' || row === null || Array.isArray(row)) {
                tell(null, 'object', 'must be an object with a key for each column');
                return;
            }
            for (const { column, rule, severity, message } of check(row)) {
                if (severity === 'error')
                    tell(column, rule, message);
            }
        });
        if (problems.length > 0)
            return { problems };
        try {
            return { frame: rowsToFrame(rows, columns) };
        }
        catch (error) {
            // A column whose contract only warns may still hold what cannot be a value of its type.
            if (!(error instanceof errors/* DataError */.fL))
                throw error;
            return { problems: misfits(rows, columns) };
        }
    };
}
function misfits(rows, columns) {
    const problems = [];
    rows.forEach((row, index) => {
        for (const column of columns) {
            try {
                rowsToFrame([row], [column]);
            }
            catch (error) {
                const message = (0,errors/* messageOf */.bD)(error).replace(/^row 1: /, `row ${index + 1}: `);
                problems.push({ row: index + 1, column: column.name, rule: 'type', message });
            }
        }
    });
    return problems;
}

// EXTERNAL MODULE: ./build/serving/serve.js + 6 modules
var serve = __webpack_require__(61247);
// EXTERNAL MODULE: ./build/system/clock.js
var clock = __webpack_require__(37218);
// EXTERNAL MODULE: ./build/system/program.js
var program = __webpack_require__(96468);
;// CONCATENATED MODULE: ./build/terminal/serve-command.js






/** Answers requests with a model package until it is told to stop; no request that came is lost. */
async function serveCommand(session, directory, options) {
    const { version, log, name, instance, port, host, threshold } = options;
    const model = await loadServable((0,external_node_path_.resolve)(directory));
    const server = await (0,serve/* serve */.w)(model, {
        host,
        port,
        threshold,
        log: log === undefined ? null : (0,external_node_path_.resolve)(log),
        programVersion: (0,program/* thisProgram */.J)().version,
        ...(version === undefined ? {} : { version }),
        ...(name === undefined ? {} : { name }),
        ...(instance === undefined ? {} : { instance }),
    }, { log: session.log, clock: clock/* systemClock */.m });
    session.print(`${server.url}\n`);
    await runUntilStopped(server, process, session.log);
    return 0;
}


/***/ })

};
