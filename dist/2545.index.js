export const id = 2545;
export const ids = [2545];
export const modules = {

/***/ 32545:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  initCommand: () => (/* binding */ initCommand)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/system/schema-check.js + 3 modules
var schema_check = __webpack_require__(72679);
// EXTERNAL MODULE: ./build/config/schema.js
var schema = __webpack_require__(57096);
;// CONCATENATED MODULE: ./build/config/json-schema.js


const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
/** A schema as a standard JSON Schema 2020-12 document, without keywords of our validator. */
function publishedSchema(schema, title) {
    return { $schema: DIALECT, title, ...standard(plainSchema(schema)) };
}
/**
 * The schema of `mlops.yml` for editors (`mlops init` writes it beside the config): the config of one model, or several under `models`, where the
 * keys at the top and those of an entry are laid over one another and neither need be whole.
 */
function publishedConfigSchema() {
    const whole = standard((0,schema_check/* plainSchema */.A1)(schema/* ConfigSchema */.Sk));
    const { version, ...shared } = properties(partial(whole));
    const entry = {
        type: ['object', 'null'],
        properties: shared,
        additionalProperties: false,
        description: 'The configuration of one model, laid over the keys at the top of the file.',
    };
    return {
        $schema: DIALECT,
        title: 'mlops.yml',
        if: { type: 'object', required: ['models'] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: {
            type: 'object',
            required: ['version', 'models'],
            properties: {
                version,
                models: {
                    type: 'object',
                    patternProperties: { [schema/* MODEL_NAME */.Ub]: entry },
                    additionalProperties: false,
                    minProperties: 1,
                    description: 'Several models by name, each laid over the keys at the top of the file.',
                },
                ...shared,
            },
            additionalProperties: false,
        },
        else: whole,
    };
}
function properties(schema) {
    return (schema.properties ?? {});
}
/** Without `discriminator`, which is no keyword of JSON Schema: each of the `oneOf` has its own constant. */
function standard(schema) {
    return changed(schema, ({ discriminator: _, ...rest }) => rest);
}
/** What may be left out because another layer has it: nothing is required of mappings, lists stay whole. */
function partial(schema) {
    const { required: _, oneOf, minProperties: __, default: ___, ...rest } = schema;
    const inner = Object.entries(properties(rest)).map(([key, value]) => [key, partial(value)]);
    return {
        ...rest,
        ...(inner.length > 0 ? { properties: Object.fromEntries(inner) } : {}),
        ...(Array.isArray(oneOf) ? { anyOf: oneOf.map((shape) => partial(shape)) } : {}),
        ...(rest.patternProperties
            ? {
                patternProperties: Object.fromEntries(Object.entries(rest.patternProperties).map(([key, value]) => [
                    key,
                    partial(value),
                ])),
            }
            : {}),
    };
}
/** `schema` with `change` made to each mapping in it, the inner ones first. */
function changed(schema, change) {
    return JSON.parse(JSON.stringify(schema), (_key, value) => typeof value === 'object' && value !== null && !Array.isArray(value)
        ? change(value)
        : value);
}

// EXTERNAL MODULE: ./build/config/load.js + 4 modules
var load = __webpack_require__(16827);
// EXTERNAL MODULE: ./build/data/contract.js
var data_contract = __webpack_require__(14659);
// EXTERNAL MODULE: ./build/data/contract-file.js + 1 modules
var contract_file = __webpack_require__(20783);
// EXTERNAL MODULE: ./build/config/yaml-walk.js
var yaml_walk = __webpack_require__(38068);
// EXTERNAL MODULE: ./build/data/phrases.js
var phrases = __webpack_require__(37543);
;// CONCATENATED MODULE: ./build/data/infer.js


/** TFDV's `max_string_domain_size`. */
const LARGEST_DOMAIN = 100;
/** Texts longer than this are prose, not categories. */
const LONGEST_CATEGORY = 100;
/** Fewer rows a value than this look like identifiers, where the next row brings a new value. */
const ROWS_PER_VALUE = 5;
/** With more values than this the next season brings another one: destinations, products, makers. */
const SETTLED_DOMAIN = 20;
/** Where more than this share of rows is expected to bring an unseen value, a domain says nothing. */
const MOST_UNSEEN = 0.05;
/**
 * A contract that the profiled data keep, by TFDV's rules of schema inference (type; required and never
 * missing only where nothing is missing; no bounds of numbers; a domain for text with at most 100
 * values) with two changes, so that the next honest batch keeps it as well: a missing share that was
 * seen is allowed to double, and a domain is only given where few new values are to be expected, with
 * some tolerance where a few are. The expected share of unseen values is Good and Turing's: values seen
 * once, divided by the rows. Columns whose names no YAML file of ours may have as keys are left out.
 */
function inferContract(profile, options = {}) {
    const columns = profile.columns
        .filter(({ name }) => !(0,yaml_walk/* isForbiddenKey */.X$)(name))
        .map((column) => [
        column.name,
        columnContract(column, profile.rows, column.name === options.label),
    ]);
    return {
        rows: { 'at-least': 1 },
        keys: [...(options.keys ?? [])],
        'additional-columns': 'warn',
        columns: Object.fromEntries(columns),
    };
}
function columnContract(column, rows, isLabel) {
    const classes = isLabel ? classesOf(column) : undefined;
    const found = classes ? {} : domainOf(column);
    const most = missingBound(column.missing, rows);
    return {
        type: column.type,
        required: true,
        // Of a column without any value not even the type is known.
        severity: column.present === 0 ? 'warn' : 'error',
        ...(most === undefined ? {} : { missing: { 'at-most': most } }),
        ...found,
        ...(classes ? { classes: { values: classes } } : {}),
        ...(notFinite(column) > 0 ? { finite: false } : {}),
    };
}
/** None where nothing was seen missing, else twice what was seen and 5 % more; no bound where all was. */
function missingBound(missing, rows) {
    if (missing === 0)
        return rows === 0 ? undefined : 0;
    const most = Math.ceil(((missing / rows) * 2 + 0.05) * 100) / 100;
    return most < 1 ? most : undefined;
}
function classesOf({ type, distinct, top, trues }) {
    if (type === 'boolean')
        return distinct === 2 && trues !== undefined ? [false, true] : undefined;
    if (!top || top.length !== distinct || distinct < 2 || distinct > LARGEST_DOMAIN)
        return undefined;
    return valuesOf(top);
}
/** The values of a complete list in their own order. */
function valuesOf(top) {
    return top
        .map(({ value }) => value)
        .toSorted((a, b) => typeof a === 'number' && typeof b === 'number' ? a - b : a < b ? -1 : a > b ? 1 : 0);
}
function domainOf(column) {
    const { type, distinct, present, top, lengths } = column;
    if (!top || distinct === 0 || top.length !== distinct)
        return {};
    // TFDV's bool_domain; other integers are numbers, whatever they stand for.
    if (type === 'integer') {
        const values = valuesOf(top);
        return values.length === 2 && values[0] === 0 && values[1] === 1 ? { domain: values } : {};
    }
    if (type !== 'string' || distinct > LARGEST_DOMAIN || (lengths?.maximum ?? 0) > LONGEST_CATEGORY)
        return {};
    if (present < distinct * ROWS_PER_VALUE)
        return {};
    const unseen = unseenShare(top, present);
    if (unseen > MOST_UNSEEN)
        return {};
    const domain = valuesOf(top);
    if (unseen === 0 && distinct <= SETTLED_DOMAIN)
        return { domain };
    return { domain, outside: { 'at-most': Math.max(0.01, Math.ceil(unseen * 2 * 100) / 100) } };
}
function unseenShare(top, present) {
    return top.filter(({ count }) => count === 1).length / present;
}
function notFinite({ numbers }) {
    return numbers ? numbers.nan + numbers.positiveInfinities + numbers.negativeInfinities : 0;
}
/** What was seen of each column, as comments for the contract that was inferred from it. */
function describeProfiles(profiles) {
    return new Map([...profiles].map(([dataset, { columns, rows }]) => [
        dataset,
        new Map(columns.map((column) => [column.name, describeColumn(column, rows)])),
    ]));
}
function describeColumn(column, rows) {
    const { type, present, missing, distinct, numbers, period, trues, top, lengths } = column;
    if (present === 0)
        return 'no value at all: name its type';
    const parts = [];
    if (numbers && numbers.minimum !== null) {
        const mean = distinct === 1 || numbers.mean === null ? '' : `, mean ${infer_short(numbers.mean)}`;
        parts.push(`${spanned(endText(numbers.minimum, type), endText(numbers.maximum, type))}${mean}`);
    }
    if (period)
        parts.push(spanned(period.from, period.to));
    if (trues !== undefined)
        parts.push(`${(0,phrases/* percentage */.X1)(trues / present)} true`);
    if (lengths) {
        const most = top?.[0];
        const often = most && most.count > 1
            ? `, most often ${(0,phrases/* quoted */.TL)((0,phrases/* cut */.Jj)(String(most.value), 40))} (${(0,phrases/* percentage */.X1)(most.count / present)})`
            : '';
        parts.push(`${(0,phrases/* counted */.hS)(distinct, 'different value')}${often}`);
    }
    const odd = notFinite(column);
    if (odd > 0)
        parts.push(`${(0,phrases/* counted */.hS)(odd, 'value')} NaN or infinite: remove \`finite: false\` to refuse them`);
    if (missing > 0)
        parts.push(`${(0,phrases/* percentage */.X1)(missing / rows)} missing`);
    const isName = type === 'integer' || type === 'string';
    if (isName && distinct === present && present === rows && rows > 1)
        parts.push('different in every row: a key?');
    return parts.join('; ');
}
function spanned(from, to) {
    return from === to ? `always ${from}` : `${from} … ${to}`;
}
function endText(end, type) {
    return type === 'number' && typeof end === 'number' ? infer_short(end) : String(end);
}
function infer_short(figure) {
    return String(Number(figure.toPrecision(4)));
}
/** A contract file's content for several datasets by name. */
function inferContracts(profiles, options = new Map()) {
    const datasets = [...profiles].map(([name, profile]) => [name, inferContract(profile, options.get(name))]);
    return { version: 1, datasets: Object.fromEntries(datasets) };
}

// EXTERNAL MODULE: ./build/data/profile.js + 4 modules
var data_profile = __webpack_require__(35664);
// EXTERNAL MODULE: ./build/data/sources.js + 5 modules
var data_sources = __webpack_require__(44677);
// EXTERNAL MODULE: ./build/features/view.js + 2 modules
var features_view = __webpack_require__(29714);
// EXTERNAL MODULE: ./build/ports.js + 4 modules
var ports = __webpack_require__(55080);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
// EXTERNAL MODULE: ./build/data/sql.js
var sql = __webpack_require__(47069);
;// CONCATENATED MODULE: ./build/tools/starter.js


const DAY = 86_400_000;
/** Texts with more values than this are hashed. */
const MOST_CATEGORIES = 200;
/** Whole-number labels with more values than this are quantities. */
const MOST_CLASSES = 20;
const POSITIVES = ['yes', 'y', 'true', 't', 'positive', 'pos', '1'];
/**
 * A first config for one table: the task from the label, a split by time where there is one, a transform for
 * each column by its type, a gate that can be met. Identifiers and constant columns are left out.
 */
function starterConfig(profile, options) {
    const notes = [];
    const label = labelOf(profile, options);
    const task = options.task ?? taskOf(label);
    notes.push(`predict \`${label.name}\`: ${task}${options.label === undefined ? ' (the last column; --label names another)' : ''}`);
    if (label.missing > 0)
        notes.push(`rows without \`${label.name}\` are left out of training: ${label.missing} of ${profile.rows}`);
    const time = timeOf(profile, label, options);
    if (time)
        notes.push(`\`${time.name}\` is the time of a row: older rows train, newer ones test`);
    const features = featuresOf(profile, [label.name, time?.name], notes);
    if (features.length === 0) {
        throw new errors/* UserError */.yo(`no column of ${options.path} can be a feature`, {
            hint: 'All others are constant, empty or identifiers; check the file, or write mlops.yml by hand.',
        });
    }
    const lines = [
        '# yaml-language-server: $schema=.mlops/mlops.schema.json',
        '# Written by `mlops init`. Every key is explained in docs/config.md.',
        'version: 1',
        `model: { name: ${options.name}, task: ${task}, label: ${quoted(label.name)}${positiveOf(label, task)} }`,
        'data:',
        '  sources:',
        `    data: { path: ${quoted(options.path)}${options.missing.length > 0 ? `, missing: [${options.missing.map(quoted).join(', ')}]` : ''} }`,
        '  view: # one row per prediction',
        '    from: data',
        ...(label.missing > 0 ? [`    where: ${JSON.stringify(`${(0,sql/* identifier */.C)(label.name)} is not null`)}`] : []),
        ...(time ? [`    time: ${quoted(time.name)}`] : []),
        '    unavailable: [] # columns not known when predicting: name them here',
        '  contract: contract.yml',
        `  split: ${splitOf(time)}`,
        'features:',
        ...features.map((line) => `  - ${line}`),
        'train: { trainer: tfjs, hidden: [16], seed: 7 }',
        'gate:',
        '  baseline: production',
        '  rules:',
        ...rulesOf(label, task).map((line) => `    - ${line}`),
        'registry: { kind: folder, path: .mlops/registry }',
        'deploy:',
        '  production: { target: process }',
        ...(time ? ['monitor: { log: "serving/*.jsonl", window: 7d, retrain: { when: 2 of 4 } }'] : []),
    ];
    return { label: label.name, task, text: `${lines.join('\n')}\n`, notes };
}
/** JSON strings are YAML strings. */
function quoted(text) {
    return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
        ? text
        : JSON.stringify(text);
}
function labelOf({ columns }, { label, path }) {
    const found = label === undefined ? columns.at(-1) : columns.find(({ name }) => name === label);
    if (!found) {
        throw new errors/* UserError */.yo(`${path} has no column ${JSON.stringify(label ?? '')}`, {
            hint: `Its columns are ${columns.map(({ name }) => name).join(', ')}.`,
        });
    }
    if (found.distinct < 2) {
        throw new errors/* UserError */.yo(`\`${found.name}\` has ${found.distinct === 0 ? 'no value' : 'one value only'}: there is nothing to predict`, {
            hint: 'Name the column to predict with --label.',
        });
    }
    return found;
}
function taskOf({ type, distinct, name }) {
    if (distinct === 2)
        return 'binary-classification';
    if (type === 'number' || (type === 'integer' && distinct > MOST_CLASSES))
        return 'regression';
    if (type === 'integer' || (type === 'string' && distinct <= 1000))
        return 'multiclass-classification';
    throw new errors/* UserError */.yo(`\`${name}\` (${type}, ${distinct} values) is neither a class nor a quantity`, {
        hint: 'Name the column to predict with --label.',
    });
}
/** Which of two texts is the positive one; true and 1 are so by themselves. */
function positiveOf({ type, top }, task) {
    if (task !== 'binary-classification' || type === 'boolean' || !top)
        return '';
    const values = top.map(({ value }) => value);
    if (values.some((value) => String(value) === '1'))
        return '';
    const named = values.find((value) => POSITIVES.includes(String(value).toLowerCase()));
    const chosen = named ?? values.at(-1);
    return chosen === undefined
        ? ''
        : `, positive: ${typeof chosen === 'number' ? chosen : JSON.stringify(chosen)}`;
}
function timeOf({ columns }, label, { time, path }) {
    const isTime = ({ type }) => type === 'timestamp' || type === 'date';
    if (time === undefined) {
        return columns.find((column) => isTime(column) && column.missing === 0 && column !== label && spanOf(column) >= 20 * DAY);
    }
    const found = columns.find(({ name }) => name === time);
    if (!found || !isTime(found)) {
        throw new errors/* UserError */.yo(`--time: ${path} has no time column ${JSON.stringify(time)}`, {
            hint: `Its times are ${columns
                .filter(isTime)
                .map(({ name }) => name)
                .join(', ') || 'none'}.`,
        });
    }
    return found;
}
function spanOf({ period }) {
    return period ? Date.parse(period.to) - Date.parse(period.from) : 0;
}
function splitOf(time) {
    if (!time)
        return '{ by: random, validation: 0.15, test: 0.15 }';
    const days = Math.max(3, Math.floor(spanOf(time) / DAY) + 1);
    const part = Math.max(1, Math.round(days * 0.15));
    return `{ by: time, train: ${Math.max(1, days - 2 * part)}d, validation: ${part}d, test: ${part}d, until: latest }`;
}
function featuresOf({ columns, rows }, taken, notes) {
    const groups = new Map();
    const dropped = [];
    for (const column of columns) {
        if (taken.includes(column.name))
            continue;
        const transform = transformOf(column, rows);
        if (transform === undefined)
            dropped.push(column.name);
        else
            groups.set(transform, [...(groups.get(transform) ?? []), column.name]);
    }
    if (dropped.length > 0)
        notes.push(`left out, as constant, empty or different in every row: ${dropped.join(', ')}`);
    return [...groups].map(([transform, names]) => `{ columns: [${names.map(quoted).join(', ')}], ${transform} }`);
}
function transformOf({ type, distinct, present }, rows) {
    if (present === 0 || distinct < 2)
        return undefined;
    const identifying = rows > 50 && distinct === rows;
    switch (type) {
        case 'string':
            if (identifying)
                return undefined;
            return distinct <= MOST_CATEGORIES ? 'transform: one-hot' : 'transform: hash, buckets: 64';
        case 'boolean':
            return 'transform: one-hot';
        case 'integer':
            return identifying ? undefined : 'transform: [impute, standardize]';
        case 'number':
            return 'transform: [impute, standardize]';
        case 'timestamp':
        case 'date':
            return 'transform: [impute, date-parts, standardize]';
    }
}
function rulesOf({ distinct }, task) {
    if (task === 'regression') {
        return [
            '{ metric: r2_score, at-least: 0 } # better than the mean',
            '{ metric: root_mean_squared_error, may-worsen-relative: 0.02 }',
        ];
    }
    const change = '{ metric: log_loss, may-worsen: 0.01 } # against production, on the same rows';
    if (task === 'binary-classification')
        return ['{ metric: roc_auc_score, at-least: 0.6 }', change];
    return [
        `{ metric: balanced_accuracy_score, at-least: ${Number((1 / distinct).toFixed(3))} } # better than guessing`,
        change,
    ];
}

// EXTERNAL MODULE: ./build/tools/table-file.js
var table_file = __webpack_require__(7603);
;// CONCATENATED MODULE: ./build/terminal/init-command.js
















/** Texts that mean “missing” to those who write CSV files. */
const MISSING_TEXTS = ['NA', 'N/A', 'n/a', 'NULL', 'null', 'NaN', 'nan', 'None', '?', '-'];
/** Writes a config and a contract from a data file, or only the contract of a config. */
async function initCommand(session, file, options) {
    if (/\.ya?ml$/i.test(file))
        return contractOfConfig(session, file, options);
    const directory = process.cwd();
    const config = (0,external_node_path_.join)(directory, 'mlops.yml');
    const contract = (0,external_node_path_.join)(directory, 'contract.yml');
    if (!options.force)
        await refuseExisting([config, contract]);
    const { profile, missing } = await profileFile(session, file, options);
    const path = (0,external_node_path_.relative)(directory, (0,external_node_path_.resolve)(file)).replaceAll('\\', '/');
    const starter = starterConfig(profile, {
        path,
        name: modelName(options.name, file),
        missing,
        ...(options.label === undefined ? {} : { label: options.label }),
        ...(options.task === undefined ? {} : { task: options.task }),
        ...(options.time === undefined ? {} : { time: options.time }),
    });
    await (0,files/* writeAtomically */.vK)(config, starter.text);
    await writeContract(contract, new Map([
        ['data', profile],
        [data_contract/* VIEW */.gR, profile],
    ]), starter.label);
    await (0,promises_.mkdir)((0,external_node_path_.join)(directory, '.mlops'), { recursive: true });
    await (0,files/* writeAtomically */.vK)((0,external_node_path_.join)(directory, '.mlops', 'mlops.schema.json'), `${JSON.stringify(publishedConfigSchema(), null, 2)}\n`);
    const result = {
        config: 'mlops.yml',
        contract: 'contract.yml',
        label: starter.label,
        task: starter.task,
        notes: starter.notes,
    };
    session.print(options.json
        ? `${JSON.stringify(result, null, 2)}\n`
        : `Wrote mlops.yml and contract.yml from ${profile.rows.toLocaleString('en-US')} rows of ${path}.\n${starter.notes.map((note) => `  - ${note}\n`).join('')}\nRead both, then run the loop:  mlops run\n`);
    return 0;
}
async function refuseExisting(paths) {
    for (const path of paths) {
        const exists = await (0,promises_.access)(path).then(() => true, () => false);
        if (exists)
            throw new errors/* UserError */.yo(`${(0,external_node_path_.basename)(path)} is there already`, { hint: 'Use --force to write it anew.' });
    }
}
/** The profile, read again with the texts that mean “missing” where columns hold such. */
async function profileFile(session, file, options) {
    const open = (directories) => (0,ports/* openDataEngine */.D0)(session, directories);
    const read = (missing) => (0,table_file/* withTables */.Y)(open, { data: file }, { missing }, async (engine, { data }) => (0,data_profile/* profileTable */.A)(engine, data.name));
    const profile = await read(options.missing);
    const found = options.missing.length > 0 ? [] : missingTexts(profile);
    if (found.length === 0)
        return { profile, missing: [...options.missing] };
    session.log.info(`${found.map((text) => JSON.stringify(text)).join(', ')} is taken as missing`);
    return { profile: await read(found), missing: found };
}
function missingTexts({ columns }) {
    const seen = new Set();
    for (const { type, top = [] } of columns) {
        if (type !== 'string')
            continue;
        for (const { value } of top)
            if (MISSING_TEXTS.includes(String(value)))
                seen.add(String(value));
    }
    return [...seen].sort();
}
function modelName(given, file) {
    if (given !== undefined) {
        if (new RegExp(schema/* MODEL_NAME */.Ub).test(given))
            return given;
        throw new errors/* UserError */.yo(`--name ${JSON.stringify(given)} is no name of a model`, {
            hint: 'Use lower-case letters, digits and hyphens, such as late-flights.',
        });
    }
    const stem = (0,external_node_path_.basename)(file, (0,external_node_path_.extname)(file))
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '');
    return new RegExp(schema/* MODEL_NAME */.Ub).test(stem) ? stem.slice(0, 60).replace(/-+$/, '') : 'my-model';
}
async function writeContract(path, profiles, label, keys = []) {
    const view = { label, keys };
    const contract = inferContracts(profiles, new Map([[data_contract/* VIEW */.gR, view]]));
    await (0,files/* writeAtomically */.vK)(path, (0,contract_file/* formatContract */.G4)(contract, describeProfiles(profiles)));
}
/** Writes the contract of all sources of a config, and of the view that they make. */
async function contractOfConfig(session, file, options) {
    const { config, directory } = await (0,load/* loadConfig */.Z)(file);
    const path = (0,external_node_path_.resolve)(directory, config.data.contract);
    if (!options.force)
        await refuseExisting([path]);
    const { sources, view } = config.data;
    const engine = await (0,ports/* openDataEngine */.D0)(session, (0,data_sources/* allowedDirectories */.u7)(sources, directory));
    const profiles = new Map();
    try {
        await (0,data_sources/* registerSources */.Io)(engine, sources, directory);
        for (const name of Object.keys(sources))
            profiles.set(name, await (0,data_profile/* profileTable */.A)(engine, name));
        const made = await (0,features_view/* createView */.O)(engine, view, { label: config.model.label, training: true });
        profiles.set(data_contract/* VIEW */.gR, await (0,data_profile/* profileTable */.A)(engine, made.table));
    }
    finally {
        await engine.close();
    }
    await writeContract(path, profiles, config.model.label, view.keys);
    const shown = (0,external_node_path_.relative)((0,external_node_path_.dirname)((0,external_node_path_.resolve)(file)), path);
    session.print(options.json
        ? `${JSON.stringify({ contract: shown })}\n`
        : `Wrote ${shown} for ${[...profiles.keys()].join(', ')}. Read it, and make it stricter where you know more.\n`);
    return 0;
}


/***/ }),

/***/ 7603:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ withTables)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _data_sources_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(44677);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15173);




/**
 * Opens data files as tables, hands them to `work`, and closes everything behind it.
 * @param files by the names of their tables, which messages have too
 */
async function withTables(open, files, { missing = [] }, work) {
    const names = Object.keys(files);
    for (const name of names)
        await refuseNoFile(files[name]);
    const engine = await open(names.map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(files[name]))));
    try {
        const tables = {};
        for (const name of names) {
            const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(files[name]);
            const csv = /\.(csv|tsv|txt)(\.|$)/i.test(path);
            const source = { path, ...(csv && missing.length > 0 ? { missing: [...missing] } : {}) };
            const { columns, rows } = await (0,_data_sources_js__WEBPACK_IMPORTED_MODULE_2__/* .registerSource */ .Vq)(engine, name, source, process.cwd());
            tables[name] = { name, file: files[name], columns, rows };
        }
        return await work(engine, tables);
    }
    finally {
        await engine.close();
    }
}
async function refuseNoFile(file) {
    const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(file).catch(() => undefined);
    if (!found)
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`${file} does not exist`, { hint: 'Check the path.' });
    if (found.isDirectory())
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`${file} is a folder`, { hint: 'Name one of its files.' });
}


/***/ })

};
