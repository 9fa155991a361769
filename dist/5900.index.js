export const id = 5900;
export const ids = [5900];
export const modules = {

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

/***/ 48987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nb: () => (/* binding */ PACKAGE_FORMAT),
/* harmony export */   R$: () => (/* binding */ openPackage),
/* harmony export */   Vw: () => (/* binding */ MODEL_PATHS),
/* harmony export */   Wp: () => (/* binding */ packageBytes),
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   h0: () => (/* binding */ readPackageFile),
/* harmony export */   h1: () => (/* binding */ MANIFEST_FILE),
/* harmony export */   jJ: () => (/* binding */ readPackageJson)
/* harmony export */ });
/* unused harmony exports MODEL_FORMATS, IDENTITY_FILES, DESCRIPTION_FILES, SignatureSchema, ManifestSchema, isIdentityFile, damaged */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var typebox__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6868);
/* harmony import */ var _config_schema_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57096);
/* harmony import */ var _data_frame_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(9644);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(15173);
/* harmony import */ var _system_files_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(72211);
/* harmony import */ var _system_schema_check_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(72679);
/* harmony import */ var _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(36732);










/**
 * The model package: one folder that holds a model with all that is needed to use, judge and
 * trace it.
 *
 *     manifest.json     every file with its SHA-256, and the identity (this file's types)
 *     model/            model.json + weights.bin (TF.js), or model.onnx
 *     transform.json    fitted transforms
 *     contract.json     the view's contract
 *     profile.json      profile of the training rows
 *     baseline.parquet  training rows for drift tests
 *     held-out.json     rows that no training saw, with the evaluated scores
 *     MLmodel, metrics.json, lineage.json, README.md, sbom.cdx.json
 */
const PACKAGE_FORMAT = 'mlops-package/1';
const MANIFEST_FILE = 'manifest.json';
const MODEL_FORMATS = ['tfjs', 'onnx'];
/** Where the model of a format begins. */
const MODEL_PATHS = {
    tfjs: 'model/model.json',
    onnx: 'model/model.onnx',
};
/** The files whose content makes the identity; everything else may differ between two equal versions. */
const IDENTITY_FILES = [
    'model/',
    'transform.json',
    'contract.json',
    'profile.json',
    'baseline.parquet',
];
/** The files that tell about a version and may be replaced later. */
const DESCRIPTION_FILES = [
    'MLmodel',
    'metrics.json',
    'held-out.json',
    'lineage.json',
    'README.md',
    'sbom.cdx.json',
];
const MAXIMUM_FILES = 1000;
const MAXIMUM_BYTES = 4 * 2 ** 30;
const MAXIMUM_MANIFEST_BYTES = 2 ** 20;
const MAXIMUM_TEXT_BYTES = 64 * 2 ** 20;
const columns = typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ik)({ name: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String(), type: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Enum */ .Ay$.Enum([..._data_frame_js__WEBPACK_IMPORTED_MODULE_9__/* .COLUMN_TYPES */ .RO]) }));
/** What a model takes and gives. */
const SignatureSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ik)({
    task: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Enum */ .Ay$.Enum([..._config_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .TASKS */ .n3]),
    /** The view columns that a request must carry for the features, in order. */
    inputs: columns,
    /** Columns that a request may carry besides (time, keys, slice columns); they reach the serving log. */
    extras: columns,
    /** The time column of the view, or null. */
    time: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Null */ .Ay$.Null()]),
    label: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String(),
    /** The classes in the order of the scores, as text; `[negative, positive]` for binary; [] for regression. */
    classes: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String()),
});
const ManifestSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ik)({
    format: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Literal */ .Ay$.Literal(PACKAGE_FORMAT),
    name: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String({ pattern: _config_schema_js__WEBPACK_IMPORTED_MODULE_4__/* .MODEL_NAME */ .Ub, maxLength: 60 }),
    /** Digest of what makes the version: model, transform, contract, profile, baseline, signature. */
    identity: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .digest */ .br,
    model: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ik)({ format: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Enum */ .Ay$.Enum([...MODEL_FORMATS]), path: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String() }),
    signature: SignatureSchema,
    /** Every file but this one: path with `/`, in byte order. */
    files: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .object */ .Ik)({
        // One or more plain names; no dot first, so no `..` and nothing hidden.
        path: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].String */ .Ay$.String({
            pattern: '^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$',
            maxLength: 200,
        }),
        sha256: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_8__/* .digest */ .br,
        bytes: typebox__WEBPACK_IMPORTED_MODULE_3__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0, maximum: MAXIMUM_BYTES }),
    }), { minItems: 1, maxItems: MAXIMUM_FILES }),
});
/** The identity of a version: the digest of what decides its predictions and how they are judged. */
function identityOf(manifest) {
    const files = manifest.files
        .filter(({ path }) => isIdentityFile(path))
        .map(({ path, sha256 }) => [path, sha256]);
    const { model, signature } = manifest;
    return (0,_system_files_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOf */ .ol)((0,_system_files_js__WEBPACK_IMPORTED_MODULE_6__/* .canonicalJson */ .dj)({ format: PACKAGE_FORMAT, model, signature, files }));
}
/** Whether a file of a package belongs to its identity. */
function isIdentityFile(path) {
    return IDENTITY_FILES.some((name) => (name.endsWith('/') ? path.startsWith(name) : path === name));
}
/**
 * Opens the package in `directory` and verifies it: the manifest's shape and identity, that the folder
 * holds the listed files and no other, no links, and each file's size and SHA-256.
 * @throws UserError when there is no package, DataError when it is not what was packed
 */
async function openPackage(directory) {
    const manifest = await readManifest(directory);
    const found = await filesBeneath(directory, directory);
    const listed = new Map(manifest.files.map((file) => [file.path, file]));
    const extra = found.find((path) => path !== MANIFEST_FILE && !listed.has(path));
    if (extra !== undefined)
        throw damaged(directory, `${JSON.stringify(extra)} is not in its manifest`);
    for (const { path, bytes } of manifest.files) {
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, path)).catch(() => undefined);
        if (!file?.isFile())
            throw damaged(directory, `${path} is missing`);
        if (file.size !== bytes)
            throw damaged(directory, `${path} has ${file.size} bytes, not ${bytes}`);
    }
    for (const { path, sha256 } of manifest.files) {
        if ((await (0,_system_files_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOfFile */ .Mk)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, path))) !== sha256) {
            throw damaged(directory, `${path} was changed: its SHA-256 is not the one in the manifest`);
        }
    }
    return { directory, manifest };
}
/**
 * The bytes of a file of an opened package, checked again, so that they are those that were verified.
 * @throws DataError when the file was changed since
 */
async function readPackageFile(opened, path) {
    const listed = opened.manifest.files.find((file) => file.path === path);
    if (!listed)
        throw new RangeError(`no file ${JSON.stringify(path)} in the package`);
    const content = await readPlain((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(opened.directory, path), listed.bytes).catch((error) => {
        throw damaged(opened.directory, `${path} cannot be read: ${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error)}`);
    });
    if ((0,_system_files_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOf */ .ol)(content) !== listed.sha256) {
        throw damaged(opened.directory, `${path} was changed: its SHA-256 is not the one in the manifest`);
    }
    return content;
}
/** A JSON file of an opened package. The caller checks its schema. Throws DataError when it is not JSON. */
async function readPackageJson(opened, path) {
    const content = await readPackageFile(opened, path);
    if (content.length > MAXIMUM_TEXT_BYTES)
        throw damaged(opened.directory, `${path} is too large`);
    try {
        return JSON.parse(content.toString('utf8'));
    }
    catch (error) {
        throw damaged(opened.directory, `${path} is not JSON (${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error)})`);
    }
}
/** The size of all files of a package but its manifest, in bytes. */
function packageBytes(manifest) {
    return manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
}
async function readManifest(directory) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, MANIFEST_FILE);
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(directory).catch(() => undefined);
    if (!folder?.isDirectory()) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`there is no model package at ${directory}`, {
            hint: 'Give the folder that holds `manifest.json`; `mlops train` makes one.',
        });
    }
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(path).catch(() => undefined);
    if (!file) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`${directory} is no model package: it has no ${MANIFEST_FILE}`, {
            hint: 'Give the folder that holds `manifest.json`; `mlops train` makes one.',
        });
    }
    if (!file.isFile())
        throw damaged(directory, `${MANIFEST_FILE} is no regular file`);
    if (file.size > MAXIMUM_MANIFEST_BYTES)
        throw damaged(directory, `${MANIFEST_FILE} is too large`);
    let value;
    try {
        value = JSON.parse((await readPlain(path, file.size)).toString('utf8'));
    }
    catch (error) {
        throw damaged(directory, `${MANIFEST_FILE} cannot be read (${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error)})`);
    }
    const problem = (0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_7__/* .checkSchema */ ._U)(ManifestSchema, value)[0];
    if (problem)
        throw damaged(directory, `${MANIFEST_FILE}: ${(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_7__/* .pathText */ .LF)(problem.path)} ${problem.message}`);
    const manifest = value;
    const paths = manifest.files.map((entry) => entry.path);
    const required = [
        ...IDENTITY_FILES.filter((name) => !name.endsWith('/')),
        ...DESCRIPTION_FILES,
        manifest.model.path,
    ];
    const absent = required.find((name) => !paths.includes(name));
    if (absent !== undefined)
        throw damaged(directory, `its manifest lists no ${absent}`);
    if (manifest.model.path !== MODEL_PATHS[manifest.model.format]) {
        throw damaged(directory, `its model is at ${manifest.model.path}, not at ${MODEL_PATHS[manifest.model.format]}`);
    }
    // File systems that ignore case would make two names one file.
    if (new Set(paths.map((name) => name.toLowerCase())).size < paths.length) {
        throw damaged(directory, 'its manifest lists a file twice');
    }
    if (paths.some((name, index) => index > 0 && name <= paths[index - 1])) {
        throw damaged(directory, 'its manifest does not list the files in order');
    }
    if (packageBytes(manifest) > MAXIMUM_BYTES)
        throw damaged(directory, 'it is larger than 4 GiB');
    if (identityOf(manifest) !== manifest.identity) {
        throw damaged(directory, 'the identity in its manifest is not that of its files and signature');
    }
    return manifest;
}
async function filesBeneath(root, directory, count = { files: 0 }) {
    const found = [];
    for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(directory, { withFileTypes: true })) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, entry.name);
        count.files += 1;
        if (count.files > 2 * MAXIMUM_FILES)
            throw damaged(root, 'it holds too many files');
        if (entry.isDirectory())
            found.push(...(await filesBeneath(root, path, count)));
        else if (entry.isFile())
            found.push(path.slice(root.length).replaceAll('\\', '/').replace(/^\/+/, ''));
        else
            throw damaged(root, `${JSON.stringify(entry.name)} is ${kindOf(entry)}`);
    }
    return found;
}
function kindOf(entry) {
    return entry.isSymbolicLink() ? 'a symbolic link' : 'no regular file';
}
/** Reads a file that is no link and has this many bytes. */
async function readPlain(path, bytes) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW ?? 0));
    try {
        const { size } = await file.stat();
        if (size !== bytes)
            throw new Error(`it has ${size} bytes, not ${bytes}`);
        return await file.readFile();
    }
    finally {
        await file.close();
    }
}
/** What is said of a package that is not what was packed. */
function damaged(directory, what) {
    return new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .DataError */ .fL(`the model package ${directory} is damaged: ${what}`, {
        hint: 'Do not mend it by hand: fetch it again from the registry, or train again.',
    });
}


/***/ }),

/***/ 64823:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J6: () => (/* binding */ judgeAdmission),
/* harmony export */   nc: () => (/* binding */ nothingToRemove),
/* harmony export */   w4: () => (/* binding */ admit)
/* harmony export */ });
/* harmony import */ var _evidence_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76293);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15173);
/* harmony import */ var _system_schema_check_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72679);



/**
 * Why a package may or may not be registered: one reason for each thing that the gate's evidence must
 * say, passed or failed. Throws `UserError` where it is not evidence of the gate at all.
 */
function judgeAdmission({ package: candidate, gate: given, run }) {
    const gate = gateEvidence(given);
    const { name, identity } = candidate.manifest;
    return [
        reason('gate-verdict', gate.verdict, 'pass', gate.verdict === 'pass', {
            pass: 'The gate passed this model.',
            fail: `The gate did not pass this model: its verdict is \`${gate.verdict}\`.`,
        }),
        reason('gate-model', gate.model, name, gate.model === name, {
            pass: `The gate judged ${name}.`,
            fail: `The gate judged another model, ${gate.model}; this package is ${name}.`,
        }),
        reason('gate-package', gate.figures.challenger.package, identity, gate.figures.challenger.package === identity, {
            pass: 'The gate judged this very package.',
            fail: `The gate judged another package (${short(gate.figures.challenger.package)}) than this one (${short(identity)}).`,
        }),
        reason('gate-commit', gate.run.commit, run.commit, gate.run.commit === run.commit, {
            pass: run.commit === null ? 'Neither run knows its commit.' : 'The gate judged it at this commit.',
            fail: `The gate judged it at ${commitText(gate.run.commit)}, but this run is at ${commitText(run.commit)}.`,
        }),
        reason('gate-config', gate.run.config, run.config, gate.run.config === run.config, {
            pass: 'The gate used this config.',
            fail: `The gate used another config (${short(gate.run.config)}) than this run (${short(run.config)}).`,
        }),
    ];
}
/**
 * The gate's evidence where it admits the package, else a `DataError` with every reason against it.
 * Throws `UserError` where the package is of another model than the registry's.
 */
function admit(request, model) {
    const { name } = request.package.manifest;
    if (name !== model) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`This package is of ${name}, but the registry was opened for ${model}.`, {
            hint: 'Name the model whose package this is.',
        });
    }
    const refusals = judgeAdmission(request).filter((one) => one.outcome === 'fail');
    if (refusals.length > 0) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DataError */ .fL(`Not registered. ${refusals.map((one) => one.sentence).join(' ')}`, {
            hint: 'Run evaluate-gate on this package at this commit with this config, and register what it passes.',
        });
    }
    return gateEvidence(request.gate);
}
function gateEvidence(given) {
    const hint = 'Pass the evidence that evaluate-gate wrote, unchanged.';
    if (given === null || given === undefined) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo('There is no evidence of evaluate-gate for this package.', {
            hint: 'Run evaluate-gate before register.',
        });
    }
    const problems = (0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_2__/* .checkSchema */ ._U)(_evidence_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .EVIDENCE_SCHEMAS */ .dP['evaluate-gate'], given);
    if (problems.length > 0) {
        const first = problems
            .slice(0, 3)
            .map(({ path, message }) => `${(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_2__/* .pathText */ .LF)(path) || 'evidence'}: ${message}`);
        const more = problems.length > 3 ? `; and ${problems.length - 3} more` : '';
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`This is not valid evidence of evaluate-gate: ${first.join('; ')}${more}.`, { hint });
    }
    return given;
}
function reason(rule, measured, bound, passed, sentences) {
    const outcome = passed ? 'pass' : 'fail';
    return { rule, outcome, measured, bound, sentence: sentences[outcome] };
}
function short(digest) {
    return digest.slice(0, 'sha256:'.length + 12);
}
function commitText(commit) {
    return commit === null ? 'no commit' : `commit ${commit.slice(0, 12)}`;
}
/** Throws where an environment that has no version is to be emptied. */
function nothingToRemove(model, environment) {
    return new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${environment} has no version of ${model} that could be removed.`, {
        hint: 'There is nothing to do.',
    });
}


/***/ }),

/***/ 45900:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  FolderRegistry: () => (/* binding */ FolderRegistry),
  S: () => (/* binding */ placePackage)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/models/package.js
var models_package = __webpack_require__(48987);
// EXTERNAL MODULE: ./build/system/write-errors.js
var write_errors = __webpack_require__(13771);
// EXTERNAL MODULE: ./build/registry/admission.js
var admission = __webpack_require__(64823);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
// EXTERNAL MODULE: ./build/system/schema-check.js + 3 modules
var schema_check = __webpack_require__(72679);
;// CONCATENATED MODULE: ./build/registry/ledger.js







/**
 * A ledger: a folder of numbered entries that are only ever added. Each entry is a folder whose record
 * carries its own digest and that of the record before it, so that an edit or a removal is found.
 *
 * An entry is made whole elsewhere and moved into place. Moving a folder onto one that has content
 * fails on every system, so of many processes exactly one gets a place, without any lock to forget.
 * Entries are added in order and never removed, so who gets place `n` has seen all before it.
 */
class Ledger {
    #folder;
    #schema;
    #nameOf;
    #numberOf;
    constructor(folder, schema, names) {
        this.#folder = folder;
        this.#schema = schema;
        this.#nameOf = names.nameOf;
        this.#numberOf = names.numberOf;
    }
    /** Where entry `number` stands. */
    pathOf(number) {
        return (0,external_node_path_.join)(this.#folder, this.#nameOf(number));
    }
    /** All records in order, verified. Throws `UserError` that names the file which was edited or removed. */
    async read() {
        const numbers = (await entriesOf(this.#folder)).flatMap((name) => this.#numberOf(name) ?? []);
        const records = [];
        for (let number = 1; number <= Math.max(0, ...numbers); number++) {
            const sealed = await this.#readOne(number);
            const path = (0,external_node_path_.join)(this.pathOf(number), RECORD);
            if (sealed.previous !== (records.at(-1)?.digest ?? null))
                throw edited(path, 'it does not follow the one before it');
            records.push(sealed);
        }
        return records;
    }
    /**
     * Adds an entry after those in `before`. Returns its record, or null where another process
     * was faster; `staged` stands unchanged then.
     */
    async add(staged, record, before) {
        const sealed = seal(record, before.at(-1)?.digest ?? null);
        await (0,files/* writeAtomically */.vK)((0,external_node_path_.join)(staged, RECORD), `${JSON.stringify(sealed, null, 2)}\n`);
        const target = this.pathOf(before.length + 1);
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
        try {
            await (0,promises_.rename)(staged, target);
        }
        catch (error) {
            if (await exists(target))
                return null;
            throw error;
        }
        return sealed;
    }
    async #readOne(number) {
        const path = (0,external_node_path_.join)(this.pathOf(number), RECORD);
        let value;
        try {
            value = JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
        }
        catch (cause) {
            throw edited(path, `it cannot be read (${(0,errors/* messageOf */.bD)(cause)})`, cause);
        }
        const sealed = value;
        const problem = (0,schema_check/* checkSchema */._U)(this.#schema, sealed?.record)[0];
        if (problem)
            throw edited(path, `${(0,schema_check/* pathText */.LF)(problem.path)}: ${problem.message}`);
        if (seal(sealed.record, sealed.previous).digest !== sealed.digest)
            throw edited(path, 'its digest does not fit');
        return sealed;
    }
}
const RECORD = 'record.json';
function seal(record, previous) {
    return { record, previous, digest: (0,files/* digestOf */.ol)((0,files/* canonicalJson */.dj)({ record, previous })) };
}
function edited(path, why, cause) {
    return new errors/* UserError */.yo(`${path} was edited or damaged: ${why}.`, {
        hint: 'Restore the registry folder from a backup or from version control. Nothing in it is meant to be edited.',
        cause,
    });
}
const DAY = 86_400_000;
/** A fresh folder below `parent` for work in progress, named after this process. */
async function stagingFolder(parent) {
    await sweep(parent);
    const path = (0,external_node_path_.join)(parent, `${machine()}-${process.pid}-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    await (0,promises_.mkdir)(path, { recursive: true });
    return path;
}
/** Removes what killed processes left behind: those of this machine that are gone, and all older than a day. */
async function sweep(parent) {
    for (const name of await entriesOf(parent)) {
        const path = (0,external_node_path_.join)(parent, name);
        const [host, pid] = name.split('-');
        const age = Date.now() - (await (0,promises_.stat)(path).then((status) => status.mtimeMs, Date.now));
        const gone = host === machine() && !isRunning(Number(pid));
        if (gone || age > DAY)
            await (0,promises_.rm)(path, { recursive: true, force: true });
    }
}
function machine() {
    return (0,files/* digestOf */.ol)((0,external_node_os_.hostname)()).slice('sha256:'.length, 'sha256:'.length + 8);
}
function isRunning(pid) {
    try {
        return process.kill(pid, 0);
    }
    catch (error) {
        return error.code === 'EPERM';
    }
}
async function entriesOf(folder) {
    try {
        return await (0,promises_.readdir)(folder);
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return [];
        throw error;
    }
}
async function exists(path) {
    return (0,promises_.stat)(path).then(() => true, () => false);
}

// EXTERNAL MODULE: ./build/registry/names.js
var names = __webpack_require__(58069);
// EXTERNAL MODULE: ./build/registry/package-files.js
var package_files = __webpack_require__(25163);
// EXTERNAL MODULE: ./build/registry/record.js
var registry_record = __webpack_require__(51237);
// EXTERNAL MODULE: ./build/registry/version.js
var registry_version = __webpack_require__(2670);
;// CONCATENATED MODULE: ./build/registry/folder.js










/**
 * A registry in a folder, the embedded default:
 *
 *     <path>/<model>/versions/v1.3.0/record.json, package/…
 *     <path>/<model>/assignments/production/7/record.json
 *     <path>/<model>/incoming/…        what is being made; left-overs are swept by the next run
 *
 * Safe for many processes on one file system (`ledger.ts`).
 */
class FolderRegistry {
    kind = 'folder';
    model;
    #folder;
    #clock;
    #versions;
    constructor(folder, model, { clock }) {
        this.model = (0,names/* checkModelName */.X)(model);
        this.#folder = (0,external_node_path_.join)(folder, model);
        this.#clock = clock;
        this.#versions = new Ledger((0,external_node_path_.join)(this.#folder, 'versions'), registry_record/* VersionRecordSchema */.Rq, {
            nameOf: (number) => `v1.${number - 1}.0`,
            numberOf: (name) => {
                const minor = /^v1\.(0|[1-9]\d{0,8})\.0$/.exec(name)?.[1];
                return minor === undefined ? null : Number(minor) + 1;
            },
        });
    }
    /** Opens the registry at `path` (relative to `place.directory`); the folder is made on the first write. */
    static open(path, place, ports) {
        return new FolderRegistry((0,external_node_path_.resolve)(place.directory, path), place.model, ports);
    }
    async versions() {
        return (await this.#versions.read()).map(({ record }) => record.version);
    }
    async record(version) {
        return (await this.#find(version)).record;
    }
    async register(request) {
        const gate = (0,admission/* admit */.w4)(request, this.model);
        const { manifest } = request.package;
        const known = await this.#versions.read();
        const same = known.findIndex(({ record }) => record.package === manifest.identity);
        if (same >= 0)
            return this.#registered(known, same, false);
        return this.#staged(async (staged) => {
            const source = await (0,models_package/* openPackage */.R$)(request.package.directory);
            const digest = await (0,package_files/* manifestDigest */.It)(source);
            await (0,package_files/* copyPackage */.Wo)(source, (0,external_node_path_.join)(staged, 'package'));
            await (0,package_files/* openStored */.c2)((0,external_node_path_.join)(staged, 'package'), digest);
            for (;;) {
                const before = await this.#versions.read();
                const found = before.findIndex(({ record }) => record.package === manifest.identity);
                if (found >= 0)
                    return this.#registered(before, found, false);
                const record = (0,registry_record/* versionRecord */.AO)(request, gate, {
                    version: `v1.${before.length}.0`,
                    manifest: digest,
                    registered: this.#clock.now(),
                });
                const added = await this.#versions.add(staged, record, before);
                if (added)
                    return this.#registered([...before, added], before.length, true);
            }
        });
    }
    async fetch(version, directory) {
        const { record, number } = await this.#find(version);
        const stored = await (0,package_files/* openStored */.c2)((0,external_node_path_.join)(this.#versions.pathOf(number), 'package'), record.manifest);
        return placePackage(directory, record, (temporary) => (0,package_files/* copyPackage */.Wo)(stored, temporary));
    }
    async assign(environment, version) {
        if (version !== null)
            await this.#find(version);
        const ledger = this.#assignments(environment);
        return this.#staged(async (staged) => {
            for (;;) {
                const before = await ledger.read();
                const current = before.at(-1)?.record;
                if (current && current.version === version)
                    return current;
                if (!current && version === null)
                    throw (0,admission/* nothingToRemove */.nc)(this.model, environment);
                const assignment = {
                    format: registry_record/* ASSIGNMENT_FORMAT */.M8,
                    model: this.model,
                    environment,
                    version,
                    number: before.length + 1,
                    assigned: this.#clock.now().toISOString(),
                };
                const added = await ledger.add(staged, assignment, before);
                if (added)
                    return added.record;
            }
        });
    }
    async assigned(environment) {
        return (await this.#assignments(environment).read()).at(-1)?.record.version ?? null;
    }
    async history(environment, limit = 20) {
        const records = await this.#assignments(environment).read();
        return records
            .map(({ record }) => record)
            .reverse()
            .slice(0, limit);
    }
    #assignments(environment) {
        return new Ledger((0,external_node_path_.join)(this.#folder, 'assignments', (0,names/* checkEnvironment */.Q)(environment)), registry_record/* AssignmentSchema */.Nh, {
            nameOf: (number) => String(number),
            numberOf: (name) => (/^[1-9]\d{0,8}$/.test(name) ? Number(name) : null),
        });
    }
    async #find(version) {
        const known = await this.#versions.read();
        const index = known.findIndex(({ record }) => record.version === version);
        const found = known[index];
        if (found)
            return { record: found.record, number: index + 1 };
        throw (0,registry_version/* unknownVersion */.VN)(this.model, version, known.map(({ record }) => record.version));
    }
    #registered(known, index, created) {
        const record = known[index].record;
        const previous = known[index - 1]?.record.version ?? null;
        return { record, created, previous, location: this.#versions.pathOf(index + 1) };
    }
    /** Runs `work` with a folder of its own, which is gone afterwards unless it was moved into place. */
    async #staged(work) {
        try {
            const staged = await stagingFolder((0,external_node_path_.join)(this.#folder, 'incoming'));
            try {
                return await work(staged);
            }
            finally {
                await (0,promises_.rm)(staged, { recursive: true, force: true });
            }
        }
        catch (error) {
            throw (0,write_errors/* writeErrorOf */.Z)(error, this.#folder);
        }
    }
}
/**
 * Lets `fill` make the package of `record` beside `directory` and moves it there. Where the folder holds
 * that very package already, it is kept; where it holds anything else, it is not touched: `UserError`.
 */
async function placePackage(directory, record, fill) {
    const target = (0,external_node_path_.resolve)(directory);
    if (await exists(target))
        return (0,package_files/* openStored */.c2)(target, record.manifest);
    const temporary = `${target}.${process.pid}.tmp`;
    try {
        await (0,promises_.rm)(temporary, { recursive: true, force: true });
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
        await fill(temporary);
        await (0,package_files/* openStored */.c2)(temporary, record.manifest);
        await (0,promises_.rename)(temporary, target).catch(async (error) => {
            if (!(await exists(target)))
                throw error;
        });
        return await (0,package_files/* openStored */.c2)(target, record.manifest);
    }
    catch (error) {
        throw (0,write_errors/* writeErrorOf */.Z)(error, target);
    }
    finally {
        await (0,promises_.rm)(temporary, { recursive: true, force: true });
    }
}


/***/ }),

/***/ 58069:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ checkEnvironment),
/* harmony export */   X: () => (/* binding */ checkModelName)
/* harmony export */ });
/* harmony import */ var _config_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57096);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15173);


/** Names become folders, refs and tags, so they are checked where they enter the registry. */
const MODEL = new RegExp(_config_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .MODEL_NAME */ .Ub);
const ENVIRONMENT = /^[a-z]([a-z0-9-]{0,37}[a-z0-9])?$/;
/** Throws `UserError` where `name` cannot be a model's. */
function checkModelName(name) {
    if (MODEL.test(name))
        return name;
    throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`\`${name.slice(0, 80)}\` cannot be the name of a model.`, {
        hint: 'Use at least two lower-case letters, digits and inner hyphens, such as `late-flights`.',
    });
}
/** Throws `UserError` where `name` cannot be an environment's. */
function checkEnvironment(name) {
    if (ENVIRONMENT.test(name))
        return name;
    throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`\`${name.slice(0, 80)}\` cannot be the name of an environment.`, {
        hint: 'Use up to 39 lower-case letters, digits and inner hyphens, a letter first, such as `production`.',
    });
}


/***/ }),

/***/ 25163:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   It: () => (/* binding */ manifestDigest),
/* harmony export */   Wo: () => (/* binding */ copyPackage),
/* harmony export */   c2: () => (/* binding */ openStored)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _models_package_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(48987);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(15173);
/* harmony import */ var _system_files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(72211);






/** Digest of an opened package's manifest, which pins every other file. */
async function manifestDigest({ directory }) {
    return (0,_system_files_js__WEBPACK_IMPORTED_MODULE_5__/* .digestOf */ .ol)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, _models_package_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1)));
}
/**
 * Opens the stored package in `directory`, verified file by file, and compares its manifest with the
 * record's. Throws `UserError` that names what was changed.
 */
async function openStored(directory, manifest) {
    const hint = 'Restore it from a backup, or train and register again. Nothing in it is meant to be edited.';
    let opened;
    try {
        opened = await (0,_models_package_js__WEBPACK_IMPORTED_MODULE_3__/* .openPackage */ .R$)(directory);
    }
    catch (cause) {
        if (cause instanceof _system_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .DataError */ .fL)
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo(cause.message, { hint, cause });
        throw cause;
    }
    if ((await manifestDigest(opened)) === manifest)
        return opened;
    throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo(`${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, _models_package_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1)} is not the one of the registered version.`, {
        hint,
    });
}
/** Copies a package file by file to `target`, every file on the disk when it returns. The caller verifies it. */
async function copyPackage(source, target) {
    for (const path of [...source.manifest.files.map((file) => file.path), _models_package_js__WEBPACK_IMPORTED_MODULE_3__/* .MANIFEST_FILE */ .h1]) {
        const to = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(target, path);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(to), { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.copyFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(source.directory, path), to, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.COPYFILE_FICLONE);
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(to, 'r+');
        try {
            await file.sync();
        }
        finally {
            await file.close();
        }
    }
}


/***/ }),

/***/ 51237:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AO: () => (/* binding */ versionRecord),
/* harmony export */   M8: () => (/* binding */ ASSIGNMENT_FORMAT),
/* harmony export */   Nh: () => (/* binding */ AssignmentSchema),
/* harmony export */   Rq: () => (/* binding */ VersionRecordSchema)
/* harmony export */ });
/* unused harmony export VERSION_FORMAT */
/* harmony import */ var typebox__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6868);
/* harmony import */ var _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36732);


/** What a registry keeps about one version, and about one assignment: plain JSON, never changed again. */
const VERSION_FORMAT = 'mlops-version/1';
const ASSIGNMENT_FORMAT = 'mlops-assignment/1';
const version = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ pattern: '^v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$' });
const time = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 20 });
const VersionRecordSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    format: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal(VERSION_FORMAT),
    model: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    version,
    /** The package's identity: equal content is one version. */
    package: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .br,
    /** Digest of the package's `manifest.json`, which names every file with its digest. */
    manifest: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .br,
    /** Size of all files together. */
    bytes: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0 }),
    /** The source commit; null outside a git checkout. */
    commit: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    /** True where the working tree differed from the commit. */
    dirty: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean(),
    /** Digest of the resolved config. */
    config: _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .digest */ .br,
    /** Digests of what the gate was given, by role. */
    data: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String()),
    /** The metrics that the gate passed it with. */
    metrics: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Record */ .Ay$.Record(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()])),
    run: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ id: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), attempt: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 1 }) }),
    registered: time,
});
const AssignmentSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    format: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal(ASSIGNMENT_FORMAT),
    model: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    environment: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
    /** Null where the environment was emptied. */
    version: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([version, typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()]),
    /** Counts the assignments of the model (github) or of the environment (folder), from 1. */
    number: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 1 }),
    assigned: time,
});
/** The record of a package that becomes `version`; `gate` is the evidence that admitted it. */
function versionRecord({ package: source, run }, gate, facts) {
    return {
        format: VERSION_FORMAT,
        model: source.manifest.name,
        version: facts.version,
        package: source.manifest.identity,
        manifest: facts.manifest,
        bytes: source.manifest.files.reduce((sum, file) => sum + file.bytes, 0),
        commit: run.commit,
        dirty: run.dirty,
        config: run.config,
        data: gate.inputs,
        metrics: gate.figures.challenger.metrics,
        run: { id: run.id, attempt: run.attempt },
        registered: facts.registered.toISOString(),
    };
}


/***/ }),

/***/ 2670:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VN: () => (/* binding */ unknownVersion),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   lF: () => (/* binding */ isVersion),
/* harmony export */   yU: () => (/* binding */ nextVersion)
/* harmony export */ });
/* unused harmony exports FIRST_VERSION, notAVersion */
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15173);

/** A semantic version without pre-release or build parts, as GTO's tags have it: `v1.4.0`. */
const VERSION = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;
const FIRST_VERSION = 'v1.0.0';
function partsOf(version) {
    const match = VERSION.exec(version);
    return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : null;
}
function isVersion(text) {
    return partsOf(text) !== null;
}
/** Negative where `a` is the older version. Throws `UserError` where one is no version. */
function compareVersions(a, b) {
    const [left, right] = [partsOf(a), partsOf(b)];
    if (!left || !right)
        throw notAVersion(left ? b : a);
    return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
/** The version after the newest of `versions`: its minor number plus one. */
function nextVersion(versions) {
    const newest = versions.toSorted(compareVersions).at(-1);
    const parts = newest === undefined ? null : partsOf(newest);
    return parts ? `v${parts[0]}.${parts[1] + 1}.0` : FIRST_VERSION;
}
function notAVersion(text) {
    return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`\`${text}\` is not a version.`, { hint: 'A version looks like `v1.4.0`.' });
}
/** Throws `UserError` that `version` is none of `known`, and names the newest few. */
function unknownVersion(model, version, known) {
    if (!isVersion(version))
        return notAVersion(version);
    const newest = known.toSorted(compareVersions).slice(-5).reverse();
    return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`There is no version ${version} of ${model} in the registry.`, {
        hint: newest.length > 0
            ? `Name one that is there, such as ${newest.join(', ')}.`
            : 'Nothing is registered yet: run `register` first.',
    });
}


/***/ })

};
