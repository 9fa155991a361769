export const id = 8739;
export const ids = [8739];
export const modules = {

/***/ 55517:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ datasetDigest)
/* harmony export */ });
/* harmony import */ var _system_files_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72211);
/* harmony import */ var _column_types_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89359);
/* harmony import */ var _sql_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47069);



/**
 * The version of a dataset: a digest of its rows as a multiset. It does not change with the order of rows,
 * files or columns, nor with row groups or the format of the file; it changes with any value, type, column
 * name, missing value, or number of times that a row occurs.
 *
 * Each row becomes a text that no other row has (`textSql`). The four 64-bit words of the SHA-256 of that text
 * are added up over all rows, each word by itself. Adding is what makes order vanish and, unlike XOR, counts
 * rows that occur twice. It tells data apart that differ by accident; against somebody who makes two
 * datasets of one digest on purpose, only the digests of the files protect.
 * @returns `sha256:<hex>`
 */
async function datasetDigest(engine, table) {
    const described = await engine.rows(`DESCRIBE SELECT * FROM ${(0,_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .identifier */ .C)(table)}`);
    const columns = described
        .map(({ column_name: name, column_type }) => ({ name, type: (0,_column_types_js__WEBPACK_IMPORTED_MODULE_1__/* .columnTypeOf */ .g)(column_type) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    const text = columns.map(({ name, type }) => textSql((0,_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .identifier */ .C)(name), type)).join(", ',', ");
    const words = [0, 1, 2, 3].map((word) => `sum(CAST('0x' || substr(h, ${word * 16 + 1}, 16) AS UBIGINT))::VARCHAR AS w${word}`);
    const [sums] = await engine.rows(`SELECT count(*)::VARCHAR AS n, ${words.join(', ')}
     FROM (SELECT sha256(concat(${text})) AS h FROM ${(0,_sql_js__WEBPACK_IMPORTED_MODULE_2__/* .identifier */ .C)(table)})`);
    const names = columns.map(({ name, type }) => [name, type]);
    return (0,_system_files_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(JSON.stringify([names, sums?.n, sums?.w0, sums?.w1, sums?.w2, sums?.w3]));
}
/**
 * SQL arguments for `concat` (which skips what is missing) that write one value so that it can be read back: text
 * has its length in bytes before it, and no other type writes a comma or nothing at all.
 */
function textSql(column, type) {
    switch (type) {
        case 'string':
            return `strlen(CAST(${column} AS VARCHAR)), ':', CAST(${column} AS VARCHAR)`;
        case 'timestamp':
            return `CAST(CAST(${column} AS TIMESTAMP) AS VARCHAR)`;
        case 'number':
            return `CAST(CAST(${column} AS DOUBLE) AS VARCHAR)`;
        default:
            return `CAST(${column} AS VARCHAR)`;
    }
}


/***/ }),

/***/ 26249:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LM: () => (/* binding */ heldOutOf),
/* harmony export */   QY: () => (/* binding */ readHeldOut),
/* harmony export */   fO: () => (/* binding */ NOTHING_HELD_OUT)
/* harmony export */ });
/* unused harmony exports HELD_OUT_FORMAT, HeldOutSchema */
/* harmony import */ var typebox__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6868);
/* harmony import */ var _data_frame_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9644);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15173);
/* harmony import */ var _system_schema_check_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(72679);
/* harmony import */ var _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(36732);
/* harmony import */ var _package_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(48987);






/**
 * `held-out.json` of a package: rows that no training saw, with the scores that the evaluation gave
 * them. A deployment must answer the same: that is the proof that nothing was lost on the way.
 */
const HELD_OUT_FORMAT = 'mlops-held-out/1';
/** More rows would prove nothing more. */
const ROWS = 200;
const HeldOutSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({
    format: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal(HELD_OUT_FORMAT),
    columns: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ik)({
        name: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(),
        type: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum([..._data_frame_js__WEBPACK_IMPORTED_MODULE_5__/* .COLUMN_TYPES */ .RO]),
        values: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Null */ .Ay$.Null()])),
    })),
    /** One list a row: a score, or one a class. */
    scores: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), { minItems: 1 })),
});
/** What a package has before it was evaluated. */
const NOTHING_HELD_OUT = { format: HELD_OUT_FORMAT, columns: [], scores: [] };
/**
 * Up to 200 of the rows, evenly spread, with their scores. A row with a number that JSON cannot
 * carry is left out.
 */
function heldOutOf(rows, { width, scores }) {
    const columns = [...rows.columns.values()];
    const sayable = (value) => typeof value !== 'number' || Number.isFinite(value);
    const step = Math.max(1, rows.rows / ROWS);
    const chosen = [];
    for (let place = 0; place < rows.rows && chosen.length < ROWS; place += step) {
        const row = Math.floor(place);
        if (columns.every(({ values }) => sayable(values[row])))
            chosen.push(row);
    }
    const taken = (0,_data_frame_js__WEBPACK_IMPORTED_MODULE_5__/* .takeRows */ .LY)(rows, chosen);
    return {
        format: HELD_OUT_FORMAT,
        columns: [...taken.columns.values()].map(({ name, type, values }) => ({
            name,
            type,
            values: [...values],
        })),
        scores: chosen.map((row) => Array.from(scores.subarray(row * width, (row + 1) * width))),
    };
}
/**
 * The held-out rows of a package and their scores; null where it was never evaluated.
 * @throws DataError where the file is damaged
 */
async function readHeldOut(opened) {
    const content = await (0,_package_js__WEBPACK_IMPORTED_MODULE_4__/* .readPackageJson */ .jJ)(opened, 'held-out.json');
    const [problem] = (0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_2__/* .checkSchema */ ._U)(HeldOutSchema, content);
    const heldOut = content;
    const count = problem ? 0 : heldOut.scores.length;
    const width = (!problem && heldOut.scores[0]?.length) || 1;
    const wrong = problem ??
        (heldOut.columns.some(({ values }) => values.length !== count) ||
            heldOut.scores.some((row) => row.length !== width)
            ? { path: [], message: 'columns and scores are not equally long' }
            : undefined);
    if (wrong) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .DataError */ .fL(`${opened.directory}/held-out.json is damaged: ${[(0,_system_schema_check_js__WEBPACK_IMPORTED_MODULE_2__/* .pathText */ .LF)(wrong.path), wrong.message].filter(Boolean).join(': ')}`, {
            hint: 'Evaluate the model again, or take the package from the registry.',
        });
    }
    if (count === 0)
        return null;
    const columns = new Map(heldOut.columns.map((column) => [column.name, column]));
    return {
        rows: { rows: count, columns },
        scores: { rows: count, width, scores: Float64Array.from(heldOut.scores.flat()) },
    };
}


/***/ }),

/***/ 56503:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y: () => (/* binding */ updatePackage),
  E: () => (/* binding */ writePackage)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/features/transforms.js
var transforms = __webpack_require__(5793);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
// EXTERNAL MODULE: ./build/system/write-errors.js
var write_errors = __webpack_require__(13771);
// EXTERNAL MODULE: ./build/models/held-out.js
var held_out = __webpack_require__(26249);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./build/models/package.js
var models_package = __webpack_require__(48987);
;// CONCATENATED MODULE: ./build/models/mlmodel.js


/** MLflow's names of our column types (mlflow.types.DataType). */
const MLFLOW_TYPES = {
    integer: 'long',
    number: 'double',
    string: 'string',
    boolean: 'boolean',
    timestamp: 'datetime',
    date: 'string',
};
/**
 * The text of `MLmodel`, as MLflow reads it. An ONNX model has the flavour `onnx`
 * (`mlflow.onnx.load_model`), whose signature is the matrix after the transforms: that is what the model
 * itself takes. A TF.js model has no flavour that MLflow can load, so its signature is that of the view rows.
 */
function mlmodelText(parts) {
    const { signature, format, identity } = parts;
    const { task, label, classes } = signature;
    const columns = JSON.stringify(signature.inputs.map(({ name, type }) => ({ type: MLFLOW_TYPES[type], name, required: true })));
    const scores = task === 'multiclass-classification' ? classes.map((name) => `p_${name}`) : ['prediction'];
    const ofModel = {
        inputs: JSON.stringify([
            { type: 'tensor', 'tensor-spec': { dtype: 'float32', shape: [-1, parts.width] } },
        ]),
        outputs: null,
    };
    const ofRows = {
        inputs: columns,
        outputs: JSON.stringify(scores.map((name) => ({ type: 'double', name, required: true }))),
    };
    const onnx = { data: models_package/* MODEL_PATHS */.Vw.onnx, providers: ['CPUExecutionProvider'], code: null };
    return (0,dist/* stringify */.As)({
        flavors: format === 'onnx' ? { onnx } : {},
        metadata: { identity, task, label, classes, columns },
        model_uuid: identity.slice('sha256:'.length, 'sha256:'.length + 32),
        signature: { ...(format === 'onnx' ? ofModel : ofRows), params: null },
        utc_time_created: parts.created.replace('T', ' ').replace('Z', ''),
    });
}

;// CONCATENATED MODULE: ./build/models/sbom.js
/** The bill of materials of a package: CycloneDX 1.6 with the model, its data and its tools. */
function sbomOf(parts) {
    const { name, identity, model, signature, files } = parts.manifest;
    const modelFile = files.find(({ path }) => path === model.path);
    const baseline = files.find(({ path }) => path === 'baseline.parquet');
    const version = identity.slice('sha256:'.length, 'sha256:'.length + 12);
    return {
        $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        serialNumber: `urn:uuid:${uuidOf(identity)}`,
        version: 1,
        metadata: {
            timestamp: parts.created,
            component: {
                type: 'machine-learning-model',
                'bom-ref': 'model',
                name,
                version,
                ...(modelFile ? { hashes: hashesOf(modelFile) } : {}),
                properties: [
                    { name: 'mlops:identity', value: identity },
                    { name: 'mlops:format', value: model.format },
                ],
                modelCard: {
                    modelParameters: {
                        task: signature.task,
                        datasets: baseline ? [{ ref: 'baseline' }] : [],
                        inputs: signature.inputs.map((input) => ({ format: `${input.name}: ${input.type}` })),
                        outputs: [
                            {
                                format: signature.task === 'regression'
                                    ? 'number'
                                    : `probability of ${signature.classes.join(', ')}`,
                            },
                        ],
                    },
                },
            },
        },
        components: [
            ...(baseline
                ? [
                    {
                        type: 'data',
                        'bom-ref': 'baseline',
                        name: 'baseline.parquet',
                        hashes: hashesOf(baseline),
                        data: [{ type: 'dataset', name: 'training rows' }],
                    },
                ]
                : []),
            ...Object.keys(parts.tools)
                .sort()
                .map((tool) => ({
                type: 'library',
                'bom-ref': `tool:${tool}`,
                name: tool,
                version: parts.tools[tool],
            })),
        ],
        dependencies: [
            {
                ref: 'model',
                dependsOn: [
                    ...(baseline ? ['baseline'] : []),
                    ...Object.keys(parts.tools)
                        .sort()
                        .map((tool) => `tool:${tool}`),
                ],
            },
        ],
    };
}
function hashesOf(file) {
    return [{ alg: 'SHA-256', content: file.sha256.slice('sha256:'.length) }];
}
/** A UUID (version 8, RFC 9562) of the first bits of a digest: the same package, the same number. */
function uuidOf(digest) {
    const hex = digest.slice('sha256:'.length);
    return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        `8${hex.slice(13, 16)}`,
        `8${hex.slice(17, 20)}`,
        hex.slice(20, 32),
    ].join('-');
}

;// CONCATENATED MODULE: ./build/models/package-write.js












/**
 * Writes a package to `directory`, whole or not at all, and opens it. The same parts give the same
 * bytes. A package that is already there is replaced; any other non-empty folder is left alone.
 * @throws UserError when something else is at `directory`, or it cannot be written
 */
async function writePackage(directory, parts) {
    await replaceWhole(directory, async (staging) => {
        await (0,promises_.mkdir)((0,external_node_path_.join)(staging, 'model'));
        for (const { path, content } of parts.model.files)
            await put(staging, `model/${path}`, content);
        await put(staging, 'transform.json', jsonText(parts.transform));
        await put(staging, 'contract.json', jsonText(parts.contract));
        await put(staging, 'profile.json', jsonText(parts.profile));
        await (0,promises_.copyFile)(parts.baseline, (0,external_node_path_.join)(staging, 'baseline.parquet'), external_node_fs_.constants.COPYFILE_FICLONE);
        const { name, signature, created, tools } = parts;
        const model = { format: parts.model.format, path: models_package/* MODEL_PATHS */.Vw[parts.model.format] };
        const content = { model, signature, files: await filesOf(staging) };
        const identity = (0,models_package/* identityOf */.cu)(content);
        const { width } = new transforms/* Transforms */.gB(parts.transform);
        await put(staging, 'MLmodel', mlmodelText({ format: model.format, signature, identity, width, created }));
        await put(staging, 'sbom.cdx.json', jsonText(sbomOf({ manifest: { name, identity, ...content }, tools, created })));
        await put(staging, 'metrics.json', jsonText(parts.metrics));
        await put(staging, 'held-out.json', jsonText(held_out/* NOTHING_HELD_OUT */.fO));
        await put(staging, 'lineage.json', jsonText(parts.lineage));
        await put(staging, 'README.md', parts.readme);
        await putManifest(staging, { name, model, signature });
    });
    return (0,models_package/* openPackage */.R$)(directory);
}
/**
 * Replaces descriptions of an opened package, whole or not at all; its identity stays.
 * @throws DataError when the package was changed since it was opened
 */
async function updatePackage(opened, update) {
    const { directory, manifest } = await (0,models_package/* openPackage */.R$)(opened.directory);
    const replaced = new Map();
    if (update.metrics !== undefined)
        replaced.set('metrics.json', jsonText(update.metrics));
    if (update.heldOut !== undefined)
        replaced.set('held-out.json', jsonText(update.heldOut));
    if (update.lineage !== undefined)
        replaced.set('lineage.json', jsonText(update.lineage));
    if (update.readme !== undefined)
        replaced.set('README.md', update.readme);
    await replaceWhole(directory, async (staging) => {
        for (const { path } of manifest.files) {
            const content = replaced.get(path);
            if (content !== undefined) {
                await put(staging, path, content);
                continue;
            }
            await (0,promises_.mkdir)((0,external_node_path_.dirname)((0,external_node_path_.join)(staging, path)), { recursive: true });
            await linkOrCopy((0,external_node_path_.join)(directory, path), (0,external_node_path_.join)(staging, path));
        }
        await putManifest(staging, manifest);
    });
    return (0,models_package/* openPackage */.R$)(directory);
}
async function putManifest(staging, head) {
    const { name, model, signature } = head;
    const files = await filesOf(staging);
    const manifest = {
        format: models_package/* PACKAGE_FORMAT */.Nb,
        name,
        identity: (0,models_package/* identityOf */.cu)({ model, signature, files }),
        model,
        signature,
        files,
    };
    await put(staging, models_package/* MANIFEST_FILE */.h1, jsonText(manifest));
}
/** JSON for people and digests: sorted keys, indented, a newline at the end. */
function jsonText(value) {
    return `${JSON.stringify(JSON.parse((0,files/* canonicalJson */.dj)(value)), null, 2)}\n`;
}
async function put(root, path, content) {
    const target = (0,external_node_path_.join)(root, path);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
    const file = await (0,promises_.open)(target, 'wx');
    try {
        await file.writeFile(content);
        await file.sync();
    }
    finally {
        await file.close();
    }
}
async function filesOf(root) {
    const entries = await (0,promises_.readdir)(root, { recursive: true, withFileTypes: true });
    const paths = entries
        .filter((entry) => entry.isFile())
        .map((entry) => (0,external_node_path_.join)(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'))
        .sort();
    return Promise.all(paths.map(async (path) => {
        const file = (0,external_node_path_.join)(root, path);
        return { path, sha256: await (0,files/* digestOfFile */.Mk)(file), bytes: (await (0,promises_.lstat)(file)).size };
    }));
}
/** A second name for a file costs nothing; where the file system has none it is copied. */
async function linkOrCopy(from, to) {
    await (0,promises_.link)(from, to).catch(() => (0,promises_.copyFile)(from, to, external_node_fs_.constants.COPYFILE_FICLONE));
}
/**
 * Lets `fill` make a folder beside `directory` and puts it in its place. A package that was there is
 * moved aside first and put back when the last step fails.
 */
async function replaceWhole(directory, fill) {
    const target = (0,external_node_path_.resolve)(directory);
    await refuseForeign(target);
    const mark = `${process.pid}.${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const staging = (0,external_node_path_.join)((0,external_node_path_.dirname)(target), `.${(0,external_node_path_.basename)(target)}.${mark}.new`);
    const aside = (0,external_node_path_.join)((0,external_node_path_.dirname)(target), `.${(0,external_node_path_.basename)(target)}.${mark}.old`);
    try {
        await (0,promises_.mkdir)(staging, { recursive: true });
        await fill(staging);
        const replaced = await (0,promises_.rename)(target, aside).then(() => true, (error) => {
            if (error.code === 'ENOENT')
                return false;
            throw error;
        });
        try {
            await (0,promises_.rename)(staging, target);
        }
        catch (error) {
            if (replaced)
                await (0,promises_.rename)(aside, target);
            throw error;
        }
        await (0,promises_.rm)(aside, { recursive: true, force: true });
    }
    catch (error) {
        throw (0,write_errors/* writeErrorOf */.Z)(error, `the model package ${directory}`);
    }
    finally {
        await (0,promises_.rm)(staging, { recursive: true, force: true });
    }
}
/** Only an absent or empty folder, or a package, may be replaced. */
async function refuseForeign(target) {
    const entries = await (0,promises_.readdir)(target).catch((error) => {
        if (error.code === 'ENOENT')
            return [];
        throw new errors/* UserError */.yo(`the model package cannot be written to ${target}: ${error.message}`, {
            hint: 'Give a folder that is absent or empty.',
        });
    });
    if (entries.length > 0 && !entries.includes(models_package/* MANIFEST_FILE */.h1)) {
        throw new errors/* UserError */.yo(`${target} is not empty and is no model package, so it is left alone`, {
            hint: 'Give a folder that is absent or empty.',
        });
    }
}


/***/ }),

/***/ 81685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ cardOf)
/* harmony export */ });
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92772);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(55282);
/* harmony import */ var _sections_evaluate_gate_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(94606);
/* harmony import */ var _sections_train_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(52882);




const BUDGET = 200_000;
/**
 * The model card of a package: Markdown with the front matter that model hubs read, made from the same
 * evidence as every report, so that it cannot say anything else.
 */
function cardOf(training, gate) {
    const sections = gate ? [(0,_sections_evaluate_gate_js__WEBPACK_IMPORTED_MODULE_2__/* .evaluateGateSection */ .c)(gate), (0,_sections_train_js__WEBPACK_IMPORTED_MODULE_3__/* .trainSection */ .E)(training)] : [(0,_sections_train_js__WEBPACK_IMPORTED_MODULE_3__/* .trainSection */ .E)(training)];
    const report = {
        title: training.model,
        outcome: 'info',
        verdict: 'model card',
        headline: `A model for ${training.figures.task}, made by the trainer ${training.figures.trainer}.`,
        sections: [intendedUse(training), ...sections],
        footer: [
            ['run ', { code: training.run.id }],
            ['commit ', { code: training.run.commit ?? 'none' }],
        ],
    };
    const front = {
        library_name: training.figures.trainer === 'tfjs' ? 'tf-keras' : 'onnx',
        tags: [training.figures.task, 'tabular'],
        model_name: training.model,
    };
    // JSON is YAML: front matter written so needs no escaping of its own.
    return `---\n${JSON.stringify(front, null, 2)}\n---\n\n${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdownOf */ .R)(report, { budget: BUDGET, brief: false, page: true })}`;
}
function intendedUse({ figures: { splits, task }, model }) {
    const { from, to } = splits.train;
    const period = from && to ? ` It knows data of ${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__/* .days */ ._3)(from, to)}; what is answered later is watched for drift.` : '';
    return {
        id: 'use',
        title: 'Use',
        outcome: 'info',
        summary: `${model} answers rows of the feature view in contract.json, for ${task}.${period}`,
        blocks: [],
    };
}


/***/ }),

/***/ 65331:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ fetchChampion)
/* harmony export */ });
/** The version that the gate's baseline has now, fetched into `folder` and verified; null where it has none yet. */
async function fetchChampion(request, ports, folder) {
    const registry = await ports.openRegistry(request);
    const version = await registry.assigned(request.config.gate.baseline);
    return version === null ? null : { version, opened: await registry.fetch(version, folder) };
}


/***/ }),

/***/ 76140:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $H: () => (/* binding */ openData),
/* harmony export */   Hv: () => (/* binding */ openSources),
/* harmony export */   Ml: () => (/* binding */ readView),
/* harmony export */   Qu: () => (/* binding */ contractOf),
/* harmony export */   Vh: () => (/* binding */ viewColumns),
/* harmony export */   e8: () => (/* binding */ openView)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _data_contract_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(14659);
/* harmony import */ var _data_contract_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(20783);
/* harmony import */ var _data_sources_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44677);
/* harmony import */ var _data_sql_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(47069);
/* harmony import */ var _features_view_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(29714);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(15173);







/** Opens the data engine on the sources of the config; the run folder can be written too. */
async function openData(request, ports, onUnreadable) {
    const { config, directory, out } = request;
    const contract = await contractOf(request);
    const engine = await ports.openEngine([...(0,_data_sources_js__WEBPACK_IMPORTED_MODULE_3__/* .allowedDirectories */ .u7)(config.data.sources, directory), out]);
    try {
        const sources = await ports.log.group('Read data', () => openSources(engine, request, contract, ports.log, onUnreadable));
        ports.signal?.throwIfAborted();
        return {
            engine,
            contract,
            sources,
            createView: async () => {
                refuseNoRows(sources.get(config.data.view.from));
                return openView(engine, request, { training: true }, ports.log);
            },
            close: () => engine.close(),
        };
    }
    catch (error) {
        await engine.close();
        throw error;
    }
}
/** The contract that the config names. */
function contractOf({ config, directory }) {
    return (0,_data_contract_file_js__WEBPACK_IMPORTED_MODULE_2__/* .readContract */ .Jz)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(directory, config.data.contract), config.data.contract);
}
/**
 * Makes the sources tables of the engine. What their contract calls text is read as text, whatever it
 * spells: zip codes of digits only are no numbers.
 */
async function openSources(engine, { config, directory }, contract, log, onUnreadable) {
    const { sources } = config.data;
    (0,_data_sources_js__WEBPACK_IMPORTED_MODULE_3__/* .checkSourceNames */ .ur)(Object.keys(sources));
    const opened = new Map();
    for (const [name, source] of Object.entries(sources)) {
        try {
            const found = await (0,_data_sources_js__WEBPACK_IMPORTED_MODULE_3__/* .registerSource */ .Vq)(engine, name, source, directory, textColumns(contract, name));
            const [file, ...others] = found.files;
            const from = others.length === 0 ? file?.shown : `${found.files.length} files`;
            log.info(`${name}: ${found.rows.toLocaleString('en-US')} rows from ${from}`);
            opened.set(name, found);
        }
        catch (error) {
            if (!(error instanceof _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .DataError */ .fL) || !onUnreadable)
                throw error;
            onUnreadable(name, error);
        }
    }
    return opened;
}
/** Without rows nobody knows what the columns of a text file are. */
function refuseNoRows(source) {
    if (!source || source.rows > 0)
        return;
    const files = source.files.map(({ shown }) => shown).join(', ');
    throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .DataError */ .fL(`source ${source.name} has no rows (${files})`, {
        hint: 'Bring data, or mend the path of the source.',
    });
}
function textColumns(contract, source) {
    const columns = (0,_data_contract_js__WEBPACK_IMPORTED_MODULE_1__/* .datasetContract */ .DF)(contract, source)?.columns ?? {};
    return new Set(Object.keys(columns).filter((name) => columns[name]?.type === 'string'));
}
/** Makes the feature view: for training with the label, else the rows that a server would be asked about. */
async function openView(engine, { config }, { training }, log) {
    const { label } = config.model;
    const made = await (0,_features_view_js__WEBPACK_IMPORTED_MODULE_4__/* .createView */ .O)(engine, config.data.view, training ? { training, label } : { training, served: { label } });
    for (const { source, found } of made.joins) {
        const line = `view: ${found.toLocaleString('en-US')} of ${made.rowsBefore.toLocaleString('en-US')} rows found ${source}`;
        if (made.rowsBefore > 0 && found < made.rowsBefore / 10)
            log.warn(`${line}; check the keys of this join`);
        else
            log.info(line);
    }
    return made;
}
/** Which columns of the view the config uses. */
function viewColumns({ config }) {
    const inputs = [...new Set(config.features.flatMap(({ columns }) => columns))];
    const { time, keys } = config.data.view;
    const sliced = [
        ...config.gate.slices,
        ...config.gate.rules.flatMap(({ slice }) => (slice ? [slice.column] : [])),
    ];
    const extras = [...new Set([...(time === undefined ? [] : [time]), ...keys, ...sliced])];
    return { inputs, extras: extras.filter((name) => !inputs.includes(name)) };
}
/** The named columns of the view as a frame, in the view's order; `rows` is a condition in SQL. */
async function readView(engine, view, names, rows) {
    const known = new Set(view.columns.map(({ name }) => name));
    const unknown = names.filter((name) => !known.has(name));
    if (unknown.length > 0) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .UserError */ .yo(`the view has no column ${unknown.map((name) => JSON.stringify(name)).join(', ')}`, {
            hint: `It has ${[...known].join(', ')}. Mend the names under \`features\`, \`gate.slices\` or \`data.view\`.`,
        });
    }
    const where = rows === undefined ? '' : `WHERE ${rows}`;
    return engine.frame(`SELECT ${names.map(_data_sql_js__WEBPACK_IMPORTED_MODULE_6__/* .identifier */ .C).join(', ')} FROM ${(0,_data_sql_js__WEBPACK_IMPORTED_MODULE_6__/* .identifier */ .C)(view.table)} ${where}`);
}


/***/ }),

/***/ 10984:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  v: () => (/* binding */ openSplit),
  j: () => (/* binding */ periodOf)
});

// EXTERNAL MODULE: ./build/data/version.js
var version = __webpack_require__(55517);
// EXTERNAL MODULE: ./build/config/duration.js
var duration = __webpack_require__(91359);
// EXTERNAL MODULE: ./build/data/frame.js
var data_frame = __webpack_require__(9644);
// EXTERNAL MODULE: ./build/features/calendar.js
var calendar = __webpack_require__(74086);
// EXTERNAL MODULE: ./build/features/murmur.js
var murmur = __webpack_require__(23472);
// EXTERNAL MODULE: ./build/stats/random.js
var random = __webpack_require__(52681);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
;// CONCATENATED MODULE: ./build/training/split.js






const DAY = 86_400_000;
const PARTS = ['train', 'validation', 'test'];
/**
 * Plans which rows of `frame` are for training, validation and test. Nothing is moved: the plan names
 * rows by their place.
 * @throws UserError when a column is absent or the config contradicts itself
 * @throws DataError when times are missing, there is less than half of the history asked for, or a part is empty
 */
function planSplit(split, frame, options) {
    if (frame.rows === 0) {
        throw new errors/* DataError */.fL('there are no rows to split', { hint: 'Check the sources and `data.view.where`.' });
    }
    const plan = split.by === 'time'
        ? byTime(split, frame, options.time)
        : { ...byShare(split, frame, options.seed), warnings: [] };
    for (const name of PARTS) {
        if (plan[name].rows.length > 0)
            continue;
        const { from, to } = plan[name];
        throw new errors/* DataError */.fL(from && to
            ? `the ${name} part is empty: no row from ${from.slice(0, 10)} to before ${to.slice(0, 10)}`
            : `the ${name} part is empty: ${tooFew(split, frame)} for this split`, { hint: 'Bring more data, or change `data.split`.' });
    }
    return plan;
}
function tooFew(split, frame) {
    if (split.by !== 'group')
        return `${frame.rows} rows are too few`;
    const groups = new Set(columnFor(frame, split.column).values).size;
    return `the ${groups} ${groups === 1 ? 'value' : 'values'} of ${JSON.stringify(split.column)} are too few groups`;
}
function byTime(split, frame, timeColumn) {
    if (timeColumn === undefined) {
        throw new errors/* UserError */.yo('`data.split` is by time, but the view has no time column', {
            hint: 'Name it in `data.view.time`, or split by group, hash or random.',
        });
    }
    const times = timesOf(frame, timeColumn);
    const lengths = Object.fromEntries(PARTS.map((name) => [name, wholeDays(split[name], name)]));
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (const time of times) {
        first = Math.min(first, time);
        last = Math.max(last, time);
    }
    const firstDay = Math.floor(first / DAY) * DAY;
    const endOfData = (Math.floor(last / DAY) + 1) * DAY;
    const until = split.until === 'latest' ? endOfData : (0,calendar/* timeOfDay */.rb)(split.until);
    if (Number.isNaN(until)) {
        throw new errors/* UserError */.yo(`data.split.until: ${split.until} is no day of the calendar`, {
            hint: 'Write it as YYYY-MM-DD.',
        });
    }
    const starts = { test: until - lengths.test, validation: 0, train: 0 };
    starts.validation = starts.test - lengths.validation;
    starts.train = starts.validation - lengths.train;
    const warnings = judgeHistory(firstDay, endOfData, until, starts.train);
    const from = Math.max(starts.train, Math.min(firstDay, starts.validation));
    return {
        train: between(times, from, starts.validation),
        validation: between(times, starts.validation, starts.test),
        test: between(times, starts.test, until),
        warnings,
    };
}
/** Warns of days without data at either end. Less than half of what is asked for is no basis for a model. */
function judgeHistory(firstDay, endOfData, until, asked) {
    const wanted = (until - asked) / DAY;
    const there = Math.max(0, (Math.min(until, endOfData) - Math.max(asked, firstDay)) / DAY);
    if (there >= wanted)
        return [];
    const sentence = `the split asks for ${wanted} days of history before ${day(until)}, but the data have ${there} of them (${day(firstDay)} to ${day(endOfData - DAY)})`;
    if (there < wanted / 2) {
        throw new errors/* DataError */.fL(`${sentence}: less than half`, {
            hint: 'Bring more data, set `data.split.until`, or shorten `train`, `validation` and `test`.',
        });
    }
    return [sentence];
}
function timesOf(frame, name) {
    const column = columnFor(frame, name);
    if (column.type !== 'timestamp' && column.type !== 'date') {
        throw new errors/* UserError */.yo(`the time column ${JSON.stringify(name)} is ${column.type}, not a timestamp or a date`, {
            hint: 'Give its source the right type: `types: { column: timestamp }`.',
        });
    }
    const times = Float64Array.from(column.values, (value) => typeof value === 'string' ? (0,calendar/* timeOfDay */.rb)(value) : typeof value === 'number' ? value : Number.NaN);
    const wrong = times.reduce((count, time) => count + (Number.isFinite(time) ? 0 : 1), 0);
    if (wrong > 0) {
        throw new errors/* DataError */.fL(`the time column ${JSON.stringify(name)} is missing or no time in ${wrong} of ${frame.rows} rows`, {
            hint: 'Filter such rows out with `data.view.where`.',
        });
    }
    return times;
}
function wholeDays(text, name) {
    const length = (0,duration/* durationOf */.cf)(text, `data.split.${name}`);
    if (length % DAY !== 0) {
        throw new errors/* UserError */.yo(`data.split.${name}: ${text} is not a whole number of days`, {
            hint: 'A split by time takes whole days in UTC, such as 15d or 2w.',
        });
    }
    return length;
}
function between(times, from, to) {
    const rows = [];
    for (const [row, time] of times.entries())
        if (time >= from && time < to)
            rows.push(row);
    return { rows: Uint32Array.from(rows), from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
function day(time) {
    return new Date(time).toISOString().slice(0, 10);
}
function byShare(split, frame, seed) {
    if (split.validation + split.test >= 1) {
        throw new errors/* UserError */.yo(`data.split: validation ${split.validation} and test ${split.test} leave no rows for training`, {
            hint: 'Their sum must be less than 1.',
        });
    }
    const place = split.by === 'random'
        ? randomPlaces(frame.rows, seed)
        : hashPlaces(frame, split.by === 'group' ? [split.column] : split.columns);
    const rows = { train: [], validation: [], test: [] };
    for (let row = 0; row < frame.rows; row++) {
        const at = place[row];
        rows[at < split.test ? 'test' : at < split.test + split.validation ? 'validation' : 'train'].push(row);
    }
    return {
        train: { rows: Uint32Array.from(rows.train) },
        validation: { rows: Uint32Array.from(rows.validation) },
        test: { rows: Uint32Array.from(rows.test) },
    };
}
/** Evenly spread places in [0, 1), shuffled: the parts have exactly their shares. */
function randomPlaces(rows, seed) {
    return (0,random/* randomOf */.R)(seed).shuffle(Float64Array.from({ length: rows }, (_, row) => (row + 0.5) / rows));
}
/** The place of each row in [0, 1) by MurmurHash3 of its keys: the same in every data set and every order. */
function hashPlaces(frame, names) {
    const keys = names.map((name) => columnFor(frame, name).values);
    return Float64Array.from({ length: frame.rows }, (_, row) => {
        const key = JSON.stringify(keys.map((values) => plain(values[row] ?? null)));
        return (0,murmur/* murmur3 */.K)(key) / 2 ** 32;
    });
}
/** JSON has no NaN and no infinities. */
function plain(value) {
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
function columnFor(frame, name) {
    if (!frame.columns.has(name)) {
        throw new errors/* UserError */.yo(`data.split needs the column ${JSON.stringify(name)}, which the view does not have`, {
            hint: `Columns there are: ${[...frame.columns.keys()].join(', ')}.`,
        });
    }
    return (0,data_frame/* columnOf */.uV)(frame, name);
}

// EXTERNAL MODULE: ./build/stages/data.js
var stages_data = __webpack_require__(76140);
;// CONCATENATED MODULE: ./build/stages/split.js



/** Makes the view for training and divides its rows; training and evaluation divide them alike. */
async function openSplit(data, request, { log }) {
    const { config } = request;
    const view = await data.createView();
    const { inputs, extras } = (0,stages_data/* viewColumns */.Vh)(request);
    const { split } = config.data;
    const splitters = split.by === 'group' ? [split.column] : split.by === 'hash' ? split.columns : [];
    const names = [...new Set([...inputs, ...extras, ...splitters, config.model.label])];
    const rows = await (0,stages_data/* readView */.Ml)(data.engine, view, names);
    const plan = planSplit(split, rows, { time: config.data.view.time, seed: config.train.seed });
    for (const warning of plan.warnings)
        log.warn(warning);
    for (const name of ['train', 'validation', 'test']) {
        const { rows: chosen, from, to } = plan[name];
        const span = from && to ? ` from ${from.slice(0, 10)} to before ${to.slice(0, 10)}` : '';
        log.info(`${name}: ${chosen.length.toLocaleString('en-US')} rows${span}`);
    }
    return { rows, plan, digest: await (0,version/* datasetDigest */.V)(data.engine, view.table) };
}
/** A part of the split as evidence has it. */
function periodOf({ rows, from, to }) {
    return { rows: rows.length, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
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


/***/ }),

/***/ 69775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   di: () => (/* binding */ quantileBy),
/* harmony export */   mY: () => (/* binding */ quantileOfSorted)
/* harmony export */ });
/* unused harmony export quantile */
/**
 * The quantile `q` in [0, 1] of values in ascending order, interpolated between the two nearest
 * (type 7 of Hyndman and Fan: NumPy's and R's default). NaN when there are no values.
 */
function quantileOfSorted(sorted, q) {
    return quantileBy((index) => sorted[index] ?? Number.NaN, sorted.length, q);
}
/** The same of values in any order; they are left as they are. */
function quantile(values, q) {
    return quantileOfSorted(Float64Array.from(values).sort(), q);
}
/** The same where `valueAt(index)` gives the value of that rank (from 0) among `count`. */
function quantileBy(valueAt, count, q) {
    if (count === 0 || !(q >= 0 && q <= 1))
        return Number.NaN;
    const position = q * (count - 1);
    const index = Math.floor(position);
    const below = valueAt(index);
    const share = position - index;
    if (share === 0)
        return below;
    const above = valueAt(index + 1);
    const step = above - below;
    // NumPy's way round, so that the last bit agrees too.
    return share >= 0.5 ? above - step * (1 - share) : below + step * share;
}


/***/ }),

/***/ 52681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ randomOf)
/* harmony export */ });
/* unused harmony export Random */
/**
 * Seeded random numbers: xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it), its state
 * filled from the seed by SplitMix32. The same seed gives the same numbers on every machine.
 * Not for secrets.
 */
class Random {
    #state = new Uint32Array(4);
    #spareNormal;
    /** `seed` is any safe integer; others are a mistake of the caller. */
    constructor(seed) {
        if (!Number.isSafeInteger(seed))
            throw new RangeError(`a seed is a safe integer, not ${seed}`);
        let mixed = (seed >>> 0) ^ Math.imul(Math.floor(seed / 2 ** 32) | 0, 0x9e3779b9);
        for (let word = 0; word < 4; word++) {
            mixed = (mixed + 0x9e3779b9) | 0;
            let z = mixed;
            z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
            z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
            this.#state[word] = z ^ (z >>> 15);
        }
        // The one state that xoshiro never leaves.
        if (this.#state.every((word) => word === 0))
            this.#state[0] = 1;
    }
    /** 32 random bits, as an unsigned integer. */
    bits() {
        const s = this.#state;
        const scrambled = Math.imul(s[1], 5);
        const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
        const shifted = s[1] << 9;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= shifted;
        s[3] = (s[3] << 11) | (s[3] >>> 21);
        return result;
    }
    /** Uniform in [0, 1), with 53 random bits. */
    next() {
        const high = this.bits() >>> 5;
        const low = this.bits() >>> 6;
        return (high * 2 ** 26 + low) / 2 ** 53;
    }
    /** A uniform integer in [0, bound), without bias. `bound` is an integer in [1, 2^32]. */
    integer(bound) {
        if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
            throw new RangeError(`a bound is an integer from 1 to 2^32, not ${bound}`);
        }
        const fair = 2 ** 32 - (2 ** 32 % bound);
        let drawn = this.bits();
        while (drawn >= fair)
            drawn = this.bits();
        return drawn % bound;
    }
    /** From the standard normal distribution (Marsaglia's polar method). */
    normal() {
        if (this.#spareNormal !== undefined) {
            const spare = this.#spareNormal;
            this.#spareNormal = undefined;
            return spare;
        }
        for (;;) {
            const u = 2 * this.next() - 1;
            const v = 2 * this.next() - 1;
            const square = u * u + v * v;
            if (square > 0 && square < 1) {
                const factor = Math.sqrt((-2 * Math.log(square)) / square);
                this.#spareNormal = v * factor;
                return u * factor;
            }
        }
    }
    /** Shuffles `array` in place (Fisher-Yates) and returns it. */
    shuffle(array) {
        for (let last = array.length - 1; last > 0; last--) {
            const other = this.integer(last + 1);
            const kept = array[last];
            array[last] = array[other];
            array[other] = kept;
        }
        return array;
    }
}
/** A random generator that starts at `seed`, a safe integer. */
function randomOf(seed) {
    return new Random(seed);
}


/***/ })

};
