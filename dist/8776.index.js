export const id = 8776;
export const ids = [8776];
export const modules = {

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
/* harmony export */   fc: () => (/* binding */ makeFolder),
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
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(temporary, { force: true, recursive: true }).catch(() => { });
        throw (0,_write_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .writeErrorOf */ .Z)(error, path);
    }
    finally {
        keep();
    }
}
/**
 * Makes a folder and those above it; one that is there already is left as it is.
 * @throws UserError where the disk is full or the place may not be written
 */
async function makeFolder(path) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(path, { recursive: true });
    }
    catch (error) {
        throw (0,_write_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .writeErrorOf */ .Z)(error, path);
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


/***/ })

};
