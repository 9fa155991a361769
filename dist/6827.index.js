export const id = 6827;
export const ids = [6827];
export const modules = {

/***/ 16827:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ loadConfig)
});

// UNUSED EXPORTS: readConfig

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
// EXTERNAL MODULE: ./build/system/schema-check.js + 3 modules
var schema_check = __webpack_require__(72679);
// EXTERNAL MODULE: ./build/system/nearest.js
var nearest = __webpack_require__(12822);
;// CONCATENATED MODULE: ./build/config/transform-checks.js
/** The keys of a feature that belong to transforms, and to which. */
const PARAMETERS = {
    fill: ['impute'],
    period: ['cyclic'],
    buckets: ['hash', 'bucketize'],
    boundaries: ['bucketize'],
    'max-categories': ['one-hot'],
    parts: ['date-parts'],
};
/** These turn one value into several numbers, so nothing can follow them. */
const WIDENING = new Set(['one-hot', 'hash', 'bucketize', 'cyclic']);
/** What is wrong with the transforms of one entry of `features`, with paths inside that entry. */
function checkTransforms(feature) {
    const chain = [].concat(feature.transform);
    const problems = [];
    const report = (path, message) => problems.push({ path, message });
    const placeOf = (index) => Array.isArray(feature.transform) ? ['transform', index] : ['transform'];
    for (const [index, name] of chain.entries()) {
        const before = chain.slice(0, index);
        const widening = before.find((earlier) => WIDENING.has(earlier));
        if (widening)
            report(placeOf(index), `nothing may follow ${widening}; put ${name} into another entry`);
        else if (before.includes(name))
            report(placeOf(index), `${name} is listed twice`);
        else if (name === 'date-parts' && before.some((earlier) => earlier !== 'impute')) {
            report(placeOf(index), 'only impute may stand before date-parts');
        }
    }
    for (const [key, owners] of Object.entries(PARAMETERS)) {
        if (feature[key] === undefined || owners.some((owner) => chain.includes(owner)))
            continue;
        report([key], `is for ${owners.join(' and ')} only, which this entry does not have`);
    }
    checkCycle(feature, chain, report);
    const { boundaries } = feature;
    if (boundaries && feature.buckets !== undefined && chain.includes('bucketize')) {
        report(['buckets'], '`boundaries` say how many buckets there are; leave one of the two out');
    }
    if (boundaries?.some((edge, index) => index > 0 && edge <= (boundaries[index - 1] ?? edge))) {
        report(['boundaries'], 'must ascend, each once');
    }
    return problems;
}
function checkCycle({ period, parts }, chain, report) {
    if (!chain.includes('cyclic'))
        return;
    if (!chain.includes('date-parts')) {
        if (period === undefined)
            report(['transform'], 'cyclic needs `period`, such as 24 for hours');
        return;
    }
    if (period !== undefined)
        report(['period'], 'date parts know the length of their own cycle; leave it out');
    const year = parts?.indexOf('year') ?? -1;
    if (year >= 0)
        report(['parts', year], 'a year has no cycle; give it an entry without cyclic');
}

;// CONCATENATED MODULE: ./build/config/cross-checks.js



/**
 * The rules of `mlops.yml` that no schema can say: names that must exist elsewhere in the file, keys that
 * need or exclude one another, numbers that must agree. `metrics` are asked where they are known.
 */
function crossChecks(config, metrics) {
    const problems = [];
    const report = (path, message, about = 'value') => problems.push({ path, about, message });
    checkModel(config, report);
    checkView(config, report);
    checkSplit(config, report);
    checkFeatures(config, report);
    checkTrain(config, report);
    checkGate(config, report, metrics);
    checkMonitor(config, report);
    return problems;
}
function checkModel({ model }, report) {
    if (model.positive !== undefined && model.task !== 'binary-classification') {
        report(['model', 'positive'], `is for binary-classification only, and the task is ${model.task}`);
    }
}
function checkView({ data }, report) {
    const { sources, view } = data;
    const names = Object.keys(sources);
    const known = (name, path) => {
        if (!names.includes(name))
            report(path, notAmong(name, names, 'is no source', 'data.sources has'));
    };
    known(view.from, ['data', 'view', 'from']);
    for (const [index, { source, within, asof }] of view.join.entries()) {
        const path = ['data', 'view', 'join', index];
        known(source, [...path, 'source']);
        if (within !== undefined && asof === undefined)
            report([...path, 'within'], 'needs `asof`');
    }
    if (view.time !== undefined && view.unavailable.includes(view.time)) {
        const index = view.unavailable.indexOf(view.time);
        report(['data', 'view', 'unavailable', index], 'is `data.view.time`, which must be known when predicting');
    }
}
function checkSplit({ data: { split, view } }, report) {
    if (split.by === 'time') {
        if (view.time === undefined)
            report(['data', 'split', 'by'], 'a split by time needs `data.view.time`');
        checkDay(split.until, ['data', 'split', 'until'], report);
    }
    else if (split.validation + split.test >= 1) {
        report(['data', 'split', 'test'], 'leaves no training data: `validation` and `test` add up to 1 or more');
    }
}
function checkDay(day, path, report) {
    if (day === 'latest')
        return;
    const date = new Date(`${day}T00:00:00Z`);
    const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
    if (!exists)
        report(path, `${(0,schema_check/* shortened */.vI)(day)} is no day of the calendar (YYYY-MM-DD)`);
}
function checkFeatures({ model, data, features }, report) {
    const unavailable = new Set(data.view.unavailable);
    const first = new Map();
    for (const [index, feature] of features.entries()) {
        const last = [].concat(feature.transform).at(-1) ?? '';
        for (const [at, column] of feature.columns.entries()) {
            const path = ['features', index, 'columns', at];
            const name = (0,schema_check/* shortened */.vI)(column);
            if (column === model.label)
                report(path, `${name} is the label; it cannot be a feature`);
            else if (unavailable.has(column)) {
                report(path, `${name} is under \`data.view.unavailable\`: it is not known when predicting`);
            }
            const use = JSON.stringify([column, last]);
            const before = first.get(use);
            if (before === undefined)
                first.set(use, index);
            else if (before !== index)
                report(path, `${name} is made ${last} in features[${before}] already`);
        }
        for (const problem of checkTransforms(feature))
            report(['features', index, ...problem.path], problem.message);
    }
}
function checkTrain({ model, train }, report) {
    if (train.trainer !== 'tfjs')
        return;
    if (train['class-weights'] !== 'none' && model.task === 'regression') {
        report(['train', 'class-weights'], 'regression has no classes to weigh');
    }
}
const BOUNDS = [
    'at-least',
    'at-most',
    'may-worsen',
    'may-worsen-relative',
    'must-improve',
    'must-improve-relative',
];
function checkGate({ model, gate, deploy }, report, metrics) {
    const environments = Object.keys(deploy);
    if (environments.length > 0 && !environments.includes(gate.baseline)) {
        const message = notAmong(gate.baseline, environments, 'is no environment', 'deploy has');
        report(['gate', 'baseline'], message);
    }
    for (const [index, column] of gate.slices.entries()) {
        if (column === model.label)
            report(['gate', 'slices', index], 'is the label; slices are by other columns');
    }
    const known = metrics?.(model.task);
    for (const [index, rule] of gate.rules.entries()) {
        const path = ['gate', 'rules', index];
        if (BOUNDS.every((bound) => rule[bound] === undefined)) {
            report(path, `has no bound; give it at least one of ${BOUNDS.join(', ')}`);
        }
        const { 'at-least': least, 'at-most': most, slice } = rule;
        if (least !== undefined && most !== undefined && least > most) {
            report([...path, 'at-most'], `is less than \`at-least\` (${least}), so nothing can pass`);
        }
        if (known && !known.includes(rule.metric)) {
            const message = notAmong(rule.metric, known, `is no metric of ${model.task}`, 'There are');
            report([...path, 'metric'], message);
        }
        if (slice && !gate.slices.includes(slice.column)) {
            const message = notAmong(slice.column, gate.slices, 'is no slice column', 'gate.slices has');
            report([...path, 'slice', 'column'], message);
        }
    }
}
function checkMonitor({ model, data, features, monitor }, report) {
    if (!monitor)
        return;
    if (data.view.time === undefined)
        report(['monitor', 'window'], 'windows need `data.view.time`');
    checkDay(monitor.until, ['monitor', 'until'], report);
    const [wanted = 0, outOf = 0] = (monitor.retrain?.when ?? '').split(' of ').map(Number);
    if (wanted > outOf)
        report(['monitor', 'retrain', 'when'], `${wanted} of ${outOf} windows can never drift`);
    const compared = monitor.columns ?? features.flatMap(({ columns }) => columns);
    const own = monitor.columns ? 'monitor.columns has' : 'The features have';
    for (const key of ['methods', 'thresholds']) {
        for (const column of Object.keys(monitor[key])) {
            if (compared.includes(column))
                continue;
            report(['monitor', key, column], notAmong(column, compared, 'is not compared', own), 'key');
        }
    }
    for (const [index, column] of (monitor.columns ?? []).entries()) {
        if (column === model.label) {
            report(['monitor', 'columns', index], 'is the label, which is not known when predicting');
        }
    }
}
/** `"weathr" is no source; did you mean "weather"? data.sources has: flights, weather`. */
function notAmong(name, names, what, where) {
    const meant = (0,nearest/* nearest */.p)(name, names);
    const question = meant === undefined ? '.' : `; did you mean "${meant}"?`;
    const there = names.length > 0 ? [...new Set(names)].join(', ') : 'none';
    return `${(0,schema_check/* shortened */.vI)(name)} ${what}${question} ${where}: ${there}`;
}

// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
;// CONCATENATED MODULE: ./build/config/models.js


/**
 * The config that `file` holds for `model`. A file either is the config of one model, or has a map
 * `models`: each entry is a config whose name is its key, laid over the keys at the top of the file.
 * Throws UserError where the choice is missing, unknown or not needed to be made.
 */
function chooseModel(file, content, model) {
    if (!isMapping(content) || !Object.hasOwn(content, 'models')) {
        refuseOther(file, content, model);
        return { value: content, origins: [[]] };
    }
    const { models, ...shared } = content;
    const names = isMapping(models) ? Object.keys(models) : [];
    if (!isMapping(models) || names.length === 0) {
        throw new errors/* UserError */.yo(`${file}: models: must be a mapping from model names to their configs`, {
            hint: 'for one model leave `models` out and write its keys at the top of the file',
        });
    }
    const name = model ?? (names.length === 1 ? names[0] : undefined);
    if (name === undefined) {
        throw new errors/* UserError */.yo(`${file} has ${names.length} models: ${names.join(', ')}`, {
            hint: 'choose one with --model NAME (input `model` of the actions)',
        });
    }
    if (!names.includes(name))
        throw unknownModel(file, name, names);
    const value = laidOver(shared, named(models[name], name));
    return { name, value, origins: [['models', name], []] };
}
function refuseOther(file, content, model) {
    const own = isMapping(content) && isMapping(content.model) ? content.model.name : undefined;
    if (model !== undefined && typeof own === 'string' && own !== model)
        throw unknownModel(file, model, [own]);
}
function unknownModel(file, name, names) {
    const meant = (0,nearest/* nearest */.p)(name, names);
    const question = meant === undefined ? '' : `; did you mean "${meant}"?`;
    return new errors/* UserError */.yo(`${file} has no model "${name}"${question}`, {
        hint: `models there: ${names.join(', ')}`,
    });
}
/** An entry of `models` with the name that its key gives; one that has another name keeps it, to be refused. */
function named(entry, name) {
    if (!isMapping(entry))
        return entry ?? { model: { name } };
    const { model } = entry;
    if (model !== undefined && !isMapping(model))
        return entry;
    return { ...entry, model: { name, ...model } };
}
/** Keys that say which of several shapes a mapping has: shapes are not mixed. */
const SHAPE_KEYS = ['by', 'trainer', 'kind', 'target'];
/** `over` laid over `under`: mappings key by key, everything else as a whole. */
function laidOver(under, over) {
    if (over === undefined)
        return under;
    if (!isMapping(under) || !isMapping(over))
        return over;
    if (SHAPE_KEYS.some((key) => key in over && key in under && over[key] !== under[key]))
        return over;
    const result = { ...under };
    for (const [key, value] of Object.entries(over))
        result[key] = laidOver(under[key], value);
    return result;
}
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: ./build/config/yaml.js
var yaml = __webpack_require__(95252);
// EXTERNAL MODULE: ./build/config/yaml-walk.js
var yaml_walk = __webpack_require__(38068);
;// CONCATENATED MODULE: ./build/config/overrides.js




const HINT = 'write path=value, such as gate.rules[0].at-least=0.7, or path["odd name"]=value for other names';
const STEP = /^(?:\[(\d{1,6})\]|\[("(?:[^"\\]|\\.)*")\]|(\.?)([^\s.[\]="]+))/;
/**
 * Reads `path=value`: keys with dots, list entries as `[i]` from 0, other names as `["name"]`; the
 * value is a YAML scalar or flow collection. Throws UserError that names the override.
 */
function parseOverride(text) {
    const refuse = (message) => {
        throw new errors/* UserError */.yo(`--set ${text}: ${message}`, { hint: HINT });
    };
    const path = [];
    let rest = text.trim();
    while (rest !== '' && !rest.startsWith('=')) {
        const step = STEP.exec(rest);
        const [whole = '', index, quoted, dot, name] = step ?? [];
        if (!step || (name !== undefined && (dot === '.') !== path.length > 0)) {
            return refuse(`the path is wrong at ${(0,schema_check/* shortened */.vI)(rest)}`);
        }
        path.push(index !== undefined ? Number(index) : keyOf(quoted, name, refuse));
        rest = rest.slice(whole.length);
    }
    if (path.length === 0)
        return refuse('a path is missing');
    if (rest === '')
        return refuse('“=value” is missing');
    return { text: text.trim(), path, value: overridingValue(rest.slice(1).trim(), refuse) };
}
function keyOf(quoted, name, refuse) {
    let key = name ?? '';
    if (quoted !== undefined) {
        try {
            key = JSON.parse(quoted);
        }
        catch {
            return refuse(`${quoted} is not a name in double quotes`);
        }
    }
    return (0,yaml_walk/* isForbiddenKey */.X$)(key) ? refuse(`the key ${(0,schema_check/* shortened */.vI)(key)} is not allowed`) : key;
}
function overridingValue(text, refuse) {
    if (text === '')
        return refuse('the value is missing; write null to take the key out, "" for empty text');
    const { value, refusals } = (0,yaml/* interpretYaml */.Hx)(text);
    const first = refusals[0];
    if (first)
        return refuse(first.message);
    // Only flow collections are meant: `a: b` on a command line is a text with a colon in it.
    const isBlock = typeof value === 'object' && value !== null && !/^[[{]/.test(text);
    return isBlock ? text : value;
}
/**
 * A copy of `config` with the overrides set in order; what is missing on the way is made. Throws
 * UserError where a path leads through something that has no such place.
 */
function applyOverrides(config, overrides) {
    const root = { config: structuredClone(config) ?? {} };
    for (const override of overrides)
        setAt(root, override);
    return root.config;
}
function setAt(root, { text, path, value }) {
    let inside = root;
    let place = 'config';
    for (const [depth, step] of path.entries()) {
        const here = Object.hasOwn(inside, place) ? inside[place] : undefined;
        if (here === undefined && value === null)
            return;
        const next = here ?? (typeof step === 'number' ? [] : {});
        const wrong = misfit(next, step);
        if (wrong) {
            const name = (0,schema_check/* pathText */.LF)(path.slice(0, depth)) || 'the config';
            throw new errors/* UserError */.yo(`--set ${text}: ${name} ${wrong}`, { hint: HINT });
        }
        inside[place] = next;
        inside = next;
        place = step;
    }
    if (value !== null)
        inside[place] = structuredClone(value);
    else if (Array.isArray(inside))
        inside.splice(place, 1);
    else
        delete inside[place];
}
/** Why `step` cannot lead into `container`, if it cannot. A list takes one entry more at its end. */
function misfit(container, step) {
    if (Array.isArray(container)) {
        if (typeof step === 'string')
            return 'is a list; choose an entry with [0]';
        const count = container.length === 1 ? '1 entry' : `${container.length} entries`;
        return step > container.length ? `has ${count}, counted from [0]` : undefined;
    }
    if (typeof container !== 'object')
        return `is ${(0,schema_check/* shortened */.vI)(container)}, which has nothing inside`;
    return typeof step === 'number' ? 'is a mapping, not a list' : undefined;
}
/** The last override that made what stands at `path`, or part of it. */
function overrideAt(overrides, path) {
    return overrides.findLast((override) => override.path.slice(0, path.length).every((step, depth) => step === path[depth]));
}

// EXTERNAL MODULE: ./build/config/problems.js
var config_problems = __webpack_require__(93515);
// EXTERNAL MODULE: ./build/config/schema.js
var schema = __webpack_require__(57096);
;// CONCATENATED MODULE: ./build/config/load.js









/**
 * Loads the config of one model. Throws one UserError that tells every problem with its place, what is
 * allowed and the nearest name for a typo.
 */
async function loadConfig(file, options = {}) {
    const hint = 'write one with `mlops init DATA.csv`, or name yours with --config';
    const text = await (0,yaml/* readYamlFile */.kv)((0,external_node_path_.resolve)(file), file, hint);
    return { ...readConfig(text, file, options), directory: (0,external_node_path_.dirname)((0,external_node_path_.resolve)(file)) };
}
/** As `loadConfig`, from the text of the file. */
function readConfig(text, file, { overrides: texts = [], model, metrics } = {}) {
    const overrides = texts.map(parseOverride);
    const tree = (0,yaml/* readYaml */.gM)(text, file);
    const chosen = chooseModel(file, tree.value, model);
    const config = applyOverrides(chosen.value, overrides);
    const sources = { tree, chosen, overrides };
    let problems = (0,schema_check/* checkSchema */._U)(schema/* ConfigSchema */.Sk, config);
    if (problems.length === 0) {
        problems = [...nameProblems(config, chosen.name), ...crossChecks(config, metrics)];
    }
    if (problems.length > 0)
        (0,config_problems/* failWith */.f)(file, linesOf(problems, sources), load_HINT);
    return {
        config: config,
        file,
        digest: (0,files/* digestOf */.ol)((0,files/* canonicalJson */.dj)(config)),
        overrides: overrides.map((override) => override.text),
        position: (path) => positionOf(sources, path, 'value'),
        place: (path) => placeOf(sources, path, 'value'),
    };
}
const load_HINT = 'docs/config.md lists every key with its type, its default and what it does';
function nameProblems({ model }, key) {
    if (key === undefined || model.name === key)
        return [];
    return [{ path: ['model', 'name'], about: 'value', message: `must be ${key}, the key under \`models\`` }];
}
/** The problems in the order of the file, then those of overrides. */
function linesOf(problems, sources) {
    return problems
        .map(({ path, about, message }) => ({
        at: positionOf(sources, path, about),
        overridden: Number(overriddenAt(sources, path) !== undefined),
        line: `${placeOf(sources, path, about)}: ${message}`,
    }))
        .sort((a, b) => a.overridden - b.overridden || a.at.line - b.at.line || a.at.column - b.at.column)
        .map(({ line }) => line);
}
function placeOf(sources, path, about) {
    const override = overriddenAt(sources, path);
    if (!override)
        return (0,yaml/* problemPlace */.NT)(sources.tree.file, positionOf(sources, path, about), path);
    const same = path.length === override.path.length;
    return same ? `--set ${override.text}` : `--set ${override.text}: ${(0,schema_check/* pathText */.LF)(path)}`;
}
/** The override that is to blame for `path`: it made it, or made something in what the file does not have. */
function overriddenAt({ tree, chosen, overrides }, path) {
    const override = overrideAt(overrides, path);
    if (!override || override.path.length <= path.length)
        return override;
    return chosen.origins.some((origin) => reach(tree.value, origin, path) === path.length)
        ? undefined
        : override;
}
function positionOf({ tree, chosen }, path, about) {
    const [first = [], ...others] = chosen.origins;
    let best = first;
    for (const origin of others) {
        if (reach(tree.value, origin, path) > reach(tree.value, best, path))
            best = origin;
    }
    return tree.position([...best, ...path], about);
}
/** How many steps of `path` from `origin` there are in `value`. */
function reach(value, origin, path) {
    let inside = value;
    for (const [depth, step] of [...origin, ...path].entries()) {
        if (typeof inside !== 'object' || inside === null || !Object.hasOwn(inside, step)) {
            return Math.max(depth - origin.length, 0);
        }
        inside = inside[step];
    }
    return path.length;
}


/***/ }),

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


/***/ })

};
