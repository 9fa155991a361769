export const id = 1613;
export const ids = [1613];
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

/***/ 73914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ trainedPackage)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _evidence_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11549);
/* harmony import */ var _models_package_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48987);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15173);




/** The evidence of train in this run, and the package that it made, verified. */
async function trainedPackage({ out, }) {
    const training = await (0,_evidence_store_js__WEBPACK_IMPORTED_MODULE_1__/* .readEvidence */ .At)(out, 'train');
    const made = training.figures.package;
    if (made === null) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DataError */ .fL('train stopped before there was a model', {
            hint: 'Mend what its evidence names, and train again.',
        });
    }
    const opened = await (0,_models_package_js__WEBPACK_IMPORTED_MODULE_2__/* .openPackage */ .R$)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(out, made.path));
    const { identity } = opened.manifest;
    if (identity !== made.digest) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DataError */ .fL(`${opened.directory} is not the package that train made: ${identity}, not ${made.digest}`, {
            hint: 'Train again, or restore the run folder as it was.',
        });
    }
    return { training, opened };
}


/***/ }),

/***/ 1613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   register: () => (/* binding */ register)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _evidence_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11549);
/* harmony import */ var _registry_admission_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64823);
/* harmony import */ var _earlier_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(73914);
/* harmony import */ var _stage_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(48856);





/** Makes the package of this run a version, if the gate's evidence admits this very package. */
async function register(request, ports) {
    const started = ports.clock.now();
    const { opened } = await (0,_earlier_js__WEBPACK_IMPORTED_MODULE_3__/* .trainedPackage */ .K)(request);
    const gate = await (0,_evidence_store_js__WEBPACK_IMPORTED_MODULE_1__/* .readEvidence */ .At)(request.out, 'evaluate-gate');
    const run = { ...ports.run, config: request.configDigest, overrides: [...request.overrides] };
    const registry = await ports.openRegistry(request);
    const admission = (0,_registry_admission_js__WEBPACK_IMPORTED_MODULE_2__/* .judgeAdmission */ .J6)({ package: opened, gate, run });
    const registered = await registry.register({ package: opened, gate, run });
    const { record, created, previous, location } = registered;
    const sentence = created
        ? `Registered ${record.version} of ${record.model}${previous === null ? ', its first version' : `; the version before it is ${previous}`}.`
        : `The same content was registered before, as ${record.version} of ${record.model}.`;
    ports.log.info(sentence);
    return (0,_stage_js__WEBPACK_IMPORTED_MODULE_4__/* .evidenceOf */ .X1)('register', request, ports, started, {
        verdict: 'pass',
        reasons: [
            { rule: 'register', outcome: 'pass', measured: record.version, bound: null, sentence },
            ...admission,
        ],
        inputs: { package: record.package },
        figures: {
            registry: registry.kind,
            version: record.version,
            created,
            package: record.package,
            previous,
            location: placeIn(request.directory, location),
        },
    });
}
/** A folder as it is called in the workspace; an address stays what it is. */
function placeIn(workspace, location) {
    if (!(0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(location))
        return location;
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(workspace, location).replaceAll('\\', '/');
    return inside.startsWith('../') ? location : inside;
}


/***/ }),

/***/ 48856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   X1: () => (/* binding */ evidenceOf),
/* harmony export */   rO: () => (/* binding */ withoutLabel)
/* harmony export */ });
/* harmony import */ var _evidence_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76293);

/** The evidence of a stage that began at `started`. */
function evidenceOf(stage, request, ports, started, findings) {
    const { verdict, reasons, warnings = [], inputs, outputs = {}, tools = {}, figures } = findings;
    const evidence = {
        schema: _evidence_schema_js__WEBPACK_IMPORTED_MODULE_0__/* .EVIDENCE_SCHEMA */ .m$,
        stage,
        model: request.config.model.name,
        verdict,
        reasons,
        warnings,
        inputs,
        outputs,
        figures,
        run: { ...ports.run, config: request.configDigest, overrides: [...request.overrides] },
        tools: { ...ports.tools, ...tools },
        machine: ports.machine,
        started: started.toISOString(),
        finished: ports.clock.now().toISOString(),
    };
    return evidence;
}
/** The worst of several reasons as a verdict: any failure fails, else any doubt is inconclusive. */
function verdictOf(reasons) {
    if (reasons.some((reason) => reason.outcome === 'fail'))
        return 'fail';
    if (reasons.some((reason) => reason.outcome === 'inconclusive'))
        return 'inconclusive';
    return 'pass';
}
/** What a request can carry: no model may see the label, by whatever mistake. */
function withoutLabel(rows, label) {
    const columns = new Map(rows.columns);
    columns.delete(label);
    return { rows: rows.rows, columns };
}


/***/ })

};
