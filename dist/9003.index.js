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
