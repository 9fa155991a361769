export const id = 783;
export const ids = [783];
export const modules = {

/***/ 20783:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G4: () => (/* binding */ formatContract),
  UA: () => (/* binding */ parseContract),
  Jz: () => (/* binding */ readContract)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./build/config/yaml.js
var yaml = __webpack_require__(95252);
// EXTERNAL MODULE: ./build/data/contract.js
var contract = __webpack_require__(14659);
// EXTERNAL MODULE: ./node_modules/re2js/build/index.js
var build = __webpack_require__(2856);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/system/schema-check.js + 3 modules
var schema_check = __webpack_require__(72679);
// EXTERNAL MODULE: ./build/data/value-rules.js
var value_rules = __webpack_require__(65066);
;// CONCATENATED MODULE: ./build/data/contract-check.js




/** What a schema cannot say about a contract: rules that do not fit the type, or that nothing can satisfy. */
function contractProblems(contract) {
    return Object.entries(contract.datasets).flatMap(([name, dataset]) => datasetProblems(dataset, ['datasets', name]));
}
function datasetProblems(dataset, path) {
    return [
        ...orderProblems(dataset.rows, [...path, 'rows']),
        ...dataset.keys.flatMap((key, index) => Object.hasOwn(dataset.columns, key)
            ? []
            : [problem([...path, 'keys', index], `${(0,schema_check/* shortened */.vI)(key)} is none of the columns of this contract`)]),
        ...Object.entries(dataset.columns).flatMap(([name, column]) => columnProblems(column, [...path, 'columns', name])),
    ];
}
const TEXT = new Set(['string']);
function columnProblems(column, path) {
    const { type } = column;
    const only = (key, types) => column[key] === undefined || types.has(type)
        ? []
        : [
            problem([...path, key], `only for columns of type ${[...types].join(', ')}, but this is ${type}`, 'key'),
        ];
    return [
        ...only('range', value_rules/* FINITE_TYPES */.Qr),
        ...only('finite', value_rules/* FINITE_TYPES */.Qr),
        ...only('pattern', TEXT),
        ...only('length', TEXT),
        ...memberProblems(type, column.domain ?? [], [...path, 'domain']),
        ...memberProblems(type, column.classes?.values ?? [], [...path, 'classes', 'values']),
        ...(column.outside && !column.domain
            ? [problem([...path, 'outside'], 'means nothing without `domain`', 'key')]
            : []),
        ...(value_rules/* FINITE_TYPES */.Qr.has(type) ? rangeProblems(column, path) : []),
        ...orderProblems(column.length ?? {}, [...path, 'length']),
        ...patternProblems(column.pattern, [...path, 'pattern']),
    ];
}
function rangeProblems({ type, range }, path) {
    if (!range)
        return [];
    const typed = {};
    const problems = [];
    for (const key of ['at-least', 'at-most']) {
        const given = range[key];
        if (given === undefined)
            continue;
        const value = (0,value_rules/* boundOf */.s0)(type, given);
        if (typeof value === 'number' || typeof value === 'string')
            typed[key] = value;
        else
            problems.push(problem([...path, 'range', key], misfit(type, given)));
    }
    if (range['at-least'] === undefined && range['at-most'] === undefined) {
        problems.push(problem([...path, 'range'], 'needs `at-least`, `at-most` or both'));
    }
    return problems.length > 0 ? problems : orderProblems(typed, [...path, 'range']);
}
function memberProblems(type, members, path) {
    return members.flatMap((member, index) => (0,value_rules/* boundOf */.s0)(type, member) === undefined ? [problem([...path, index], misfit(type, member))] : []);
}
const EXPECTED = {
    integer: 'a number',
    number: 'a number',
    string: 'text (put it in quotes)',
    boolean: 'true or false',
    timestamp: 'a timestamp as text, such as "2013-06-01T00:00:00Z"',
    date: 'a date as text, such as "2013-06-01"',
};
function misfit(type, given) {
    return `must be ${EXPECTED[type]}, since the column is of type ${type}, but is ${(0,schema_check/* shortened */.vI)(given)}`;
}
function orderProblems(bounds, path) {
    const [least, most] = [bounds['at-least'], bounds['at-most']];
    return least !== undefined && most !== undefined && least > most
        ? [problem([...path, 'at-most'], '`at-most` is less than `at-least`: nothing can satisfy it')]
        : [];
}
function patternProblems(pattern, path) {
    if (pattern === undefined)
        return [];
    try {
        build/* RE2JS */.L3.compile(pattern);
        return [];
    }
    catch (error) {
        return [problem(path, `not a regular expression of RE2: ${(0,errors/* messageOf */.bD)(error)}`)];
    }
}
function problem(path, message, about = 'value') {
    return { path, about, message };
}

;// CONCATENATED MODULE: ./build/data/contract-file.js




/**
 * Reads a contract (YAML, or JSON, which is YAML too) and checks it whole.
 * @throws UserError that names every problem as `file:line:column path: …`
 */
function parseContract(text, file) {
    return (0,yaml/* parseYaml */.hN)(text, file, contract/* ContractSchema */.sh, {
        crossCheck: contractProblems,
        hint: 'Mend the contract, or write a new one from the data with `mlops init`.',
    });
}
/** The contract in the file at `path`; `name` is how messages call it. */
async function readContract(path, name = path) {
    const text = await (0,yaml/* readYamlFile */.kv)(path, name, 'Write one from the data with `mlops init`.');
    return parseContract(text, name).value;
}
const HEADING = ` What the data must be. Written from the data that were there: read it, and make it stricter where you
 know more than one sample can show (range, pattern, unique, keys). All bounds are inclusive.`;
/**
 * The contract as YAML for a person to review: what is as it would be by default is left out, and
 * `comments` stand above their columns. `parseContract` reads it back to an equal contract.
 */
function formatContract(contract, comments = new Map()) {
    const document = new dist/* Document */.yo(withoutDefaults(contract), { aliasDuplicateObjects: false, version: '1.2' });
    document.commentBefore = HEADING;
    for (const [dataset, rules] of entriesOf(document.get('datasets', true))) {
        for (const [key, value] of entriesOf(rules)) {
            if (key !== 'columns' && (0,dist/* isCollection */.P3)(value))
                flowing(value);
        }
        const columns = (0,dist/* isMap */.jh)(rules) ? rules.get('columns', true) : undefined;
        if (!(0,dist/* isMap */.jh)(columns))
            continue;
        for (const { key, value } of columns.items) {
            for (const [, rule] of entriesOf(value))
                if ((0,dist/* isCollection */.P3)(rule))
                    flowing(rule);
            if (!(0,dist/* isScalar */.jn)(key))
                continue;
            const comment = comments.get(dataset)?.get(String(key.value));
            if (comment !== undefined)
                key.commentBefore = comment.replaceAll(/^/gm, ' ');
        }
    }
    // The library would put each entry of a long list on a line of its own.
    return document.toString({ lineWidth: 0 }).replaceAll(/^ *(?:keys|domain|classes): .{100,}$/gm, wrapped);
}
/** Lets a collection stand on one line, with quotes and commas of texts inside of double quotes only. */
function flowing(node) {
    node.flow = true;
    (0,dist/* visit */.YR)(node, {
        Scalar(_, scalar) {
            if (typeof scalar.value === 'string' && /['",]/.test(scalar.value))
                scalar.type = 'QUOTE_DOUBLE';
        },
    });
}
const LINE_WIDTH = 110;
/** A line of a flow collection, broken after the commas between entries (those outside of quotes). */
function wrapped(line) {
    const indent = `${/^ */.exec(line)?.[0]}  `;
    const entries = line.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+(?:, |$)/g);
    if (entries?.join('') !== line)
        return line;
    const lines = [''];
    for (const entry of entries) {
        const last = lines.at(-1) ?? '';
        if (last.length > 0 && last.length + entry.trimEnd().length > LINE_WIDTH)
            lines.push(indent + entry);
        else
            lines[lines.length - 1] = last + entry;
    }
    return lines.map((text) => text.trimEnd()).join('\n');
}
function entriesOf(node) {
    if (!(0,dist/* isMap */.jh)(node))
        return [];
    return node.items.map(({ key, value }) => [String((0,dist/* isScalar */.jn)(key) ? key.value : key), value]);
}
function withoutDefaults(contract) {
    return {
        version: contract.version,
        datasets: mapped(contract.datasets, ({ description, rows, keys, columns, ...dataset }) => ({
            ...(description === undefined ? {} : { description }),
            ...(rows['at-least'] === 1 && rows['at-most'] === undefined ? {} : { rows }),
            ...(keys.length === 0 ? {} : { keys }),
            ...(dataset['additional-columns'] === 'warn' ? {} : dataset),
            columns: mapped(columns, ({ type, required, severity, ...rules }) => ({
                type,
                ...(required ? {} : { required }),
                ...(severity === 'error' ? {} : { severity }),
                ...rules,
            })),
        })),
    };
}
/** `record` with each value replaced; fromEntries makes own properties of any name. */
function mapped(record, change) {
    return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}


/***/ }),

/***/ 14659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DF: () => (/* binding */ datasetContract),
/* harmony export */   Dz: () => (/* binding */ columnContract),
/* harmony export */   gR: () => (/* binding */ VIEW),
/* harmony export */   sh: () => (/* binding */ ContractSchema)
/* harmony export */ });
/* unused harmony exports ColumnContractSchema, DatasetContractSchema, viewContract */
/* harmony import */ var typebox__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6868);
/* harmony import */ var _system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(36732);
/* harmony import */ var _frame_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9644);



/**
 * The contract: what data must be. `contract.yml` holds one for each source and, under the name `view`,
 * one for the feature view; a model package keeps the view's alone. All bounds are inclusive.
 */
/** The name of the feature view among a contract's datasets. */
const VIEW = 'view';
/** A mapping with any names at all; a pattern would overlook names with a line break. */
function mapping(values, description) {
    return typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Unsafe */ .Ay$.Unsafe({
        type: 'object',
        additionalProperties: values,
        description,
    });
}
const share = (description) => typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({ minimum: 0, maximum: 1, description: `${description}, as a share of its values` });
const size = (description) => typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0, description }));
const bound = (description) => typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1 })], {
    description: `${description}: a number, or a date or timestamp as text`,
}));
const scalar = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Union */ .Ay$.Union([typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number(), typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean()]);
const columnName = typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'a column name' });
const ColumnContractSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    description: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ description: 'what the column means' })),
    type: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum([..._frame_js__WEBPACK_IMPORTED_MODULE_2__/* .COLUMN_TYPES */ .RO], { description: 'what each value is; whole numbers are numbers too' }),
    required: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean({ description: 'whether the column must be there' }), true),
    severity: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['error', 'warn', 'info'], { description: 'of a broken rule of this column' }), 'error'),
    missing: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        'at-most': typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Number */ .Ay$.Number({
            minimum: 0,
            maximum: 1,
            description: 'the share of rows that may have no value',
        }),
    }, 'How many values may be missing; any number where left out.')),
    domain: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(scalar, { minItems: 1, uniqueItems: true, description: 'the values that are allowed' })),
    outside: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ 'at-most': share('what may lie outside `domain`') }, 'How strict `domain` is.')),
    range: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ 'at-least': bound('the lowest value'), 'at-most': bound('the highest value') }, 'Bounds of numbers, dates and timestamps.')),
    finite: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean({ description: 'whether NaN and infinities are refused (they are, where left out)' })),
    pattern: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ minLength: 1, description: 'a regular expression (RE2) that the whole text must match' })),
    length: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ 'at-least': size('the fewest'), 'at-most': size('the most') }, 'Number of characters of a text.')),
    unique: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Boolean */ .Ay$.Boolean({ description: 'whether no value may occur twice' })),
    classes: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        values: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(scalar, {
            minItems: 2,
            uniqueItems: true,
            description: 'the classes: each must occur, and nothing else may',
        }),
        'at-least': typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(share('what each class must make up')),
    }, 'For a label: its classes.')),
}, 'What one column must be.');
const DatasetContractSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    description: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Optional */ .Ay$.Optional(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].String */ .Ay$.String({ description: 'what a row is' })),
    rows: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)((0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
        'at-least': (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Integer */ .Ay$.Integer({ minimum: 0, description: 'the fewest' }), 1),
        'at-most': size('the most'),
    }, 'Number of rows.'), { 'at-least': 1 }),
    keys: (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Array */ .Ay$.Array(columnName, {
        uniqueItems: true,
        description: 'columns that together differ in every row',
    }), []),
    'additional-columns': (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .defaulted */ .P_)(typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Enum */ .Ay$.Enum(['error', 'warn', 'allow'], { description: 'what a column not named here is' }), 'warn'),
    columns: mapping(ColumnContractSchema, 'The columns by name.'),
}, 'What one dataset must be.');
const ContractSchema = (0,_system_schema_shapes_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    version: typebox__WEBPACK_IMPORTED_MODULE_0__/* ["default"].Literal */ .Ay$.Literal(1, { description: 'of this format' }),
    datasets: mapping(DatasetContractSchema, 'Contracts by source; the one of the feature view under `view`.'),
}, 'What the data must be.');
/** The contract of `dataset`, if there is one. */
function datasetContract(contract, dataset) {
    return Object.hasOwn(contract.datasets, dataset) ? contract.datasets[dataset] : undefined;
}
/** The contract of a column, if there is one. */
function columnContract(contract, column) {
    return Object.hasOwn(contract.columns, column) ? contract.columns[column] : undefined;
}
/** What a model package keeps: the view's contract alone. */
function viewContract(contract) {
    const view = datasetContract(contract, VIEW);
    return { version: 1, datasets: view ? { [VIEW]: view } : {} };
}


/***/ }),

/***/ 37543:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BU: () => (/* binding */ partOf),
/* harmony export */   CY: () => (/* binding */ TYPE_PLURAL),
/* harmony export */   FJ: () => (/* binding */ TYPE_SINGULAR),
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   X1: () => (/* binding */ percentage),
/* harmony export */   hS: () => (/* binding */ counted)
/* harmony export */ });
/* unused harmony export LONGEST_VALUE */
/** How anomalies and refused rows say things, so that a person reads the same words everywhere. */
/** Values longer than this are cut in messages and examples. */
const LONGEST_VALUE = 200;
/** `text` with at most `longest` characters, the last of them `…` where it was cut. */
function cut(text, longest = LONGEST_VALUE) {
    if (text.length <= longest)
        return text;
    const characters = [...text];
    return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}
/** A name or value between backticks, on one line. */
function quoted(value) {
    const text = cut(String(value));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not reach a message
    const plain = text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]/g, (c) => JSON.stringify(c).slice(1, -1));
    return `\`${plain.replaceAll('`', "'")}\``;
}
/** `1` → `1 value`, `26115` → `26,115 values`. */
function counted(count, noun) {
    return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
/** A share as a percentage: two digits below ten per cent, so that one bad row in a million shows. */
function percentage(share) {
    const hundredths = share * 100;
    const digits = hundredths < 10 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 1 };
    return `${hundredths.toLocaleString('en-US', digits)} %`;
}
/** `41 of 26,115 values (0.16 %)`. */
function partOf(count, total, noun) {
    if (count === total)
        return total === 1 ? `the only ${noun}` : `all ${counted(total, noun)}`;
    return `${count.toLocaleString('en-US')} of ${counted(total, noun)} (${percentage(count / total)})`;
}
/** The first few of `values` in backticks: `a`, `b`, … */
function listed(values, most = 8) {
    const shown = values.slice(0, most).map(quoted).join(', ');
    return values.length > most ? `${shown}, …` : shown;
}
/** What values of a type are: “values are integers”. */
const TYPE_PLURAL = {
    integer: 'integers',
    number: 'numbers',
    string: 'text',
    boolean: 'true or false',
    timestamp: 'timestamps',
    date: 'dates',
};
/** What one value of a type is: “`x` is not an integer”. */
const TYPE_SINGULAR = {
    integer: 'an integer',
    number: 'a number',
    string: 'text',
    boolean: 'true or false',
    timestamp: 'a timestamp',
    date: 'a date',
};


/***/ }),

/***/ 41925:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ doubleLiteral),
/* harmony export */   u: () => (/* binding */ describeTable)
/* harmony export */ });
/* harmony import */ var _column_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89359);
/* harmony import */ var _sql_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47069);


/** The columns of `table` in order. */
async function describeTable(engine, table) {
    const columns = await engine.rows(`DESCRIBE SELECT * FROM ${(0,_sql_js__WEBPACK_IMPORTED_MODULE_1__/* .identifier */ .C)(table)}`);
    return columns.map(({ column_name: name, column_type: sqlType }) => {
        const type = (0,_column_types_js__WEBPACK_IMPORTED_MODULE_0__/* .columnTypeOf */ .g)(sqlType);
        return { name, type, sqlType, sql: valueSql(`t.${(0,_sql_js__WEBPACK_IMPORTED_MODULE_1__/* .identifier */ .C)(name)}`, type, sqlType) };
    });
}
function valueSql(column, type, sqlType) {
    if (type === 'number' && sqlType !== 'DOUBLE')
        return `CAST(${column} AS DOUBLE)`;
    if (type === 'string' && sqlType !== 'VARCHAR')
        return `CAST(${column} AS VARCHAR)`;
    if (type === 'timestamp' && sqlType !== 'TIMESTAMP')
        return `CAST(${column} AS TIMESTAMP)`;
    return column;
}
/** `value` as an SQL double, exactly: a bare literal would be a DECIMAL or an integer. */
function doubleLiteral(value) {
    return `CAST('${value}' AS DOUBLE)`;
}


/***/ }),

/***/ 12371:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EH: () => (/* binding */ parseTimestamp),
/* harmony export */   Ke: () => (/* binding */ timestampText),
/* harmony export */   _U: () => (/* binding */ parseDate)
/* harmony export */ });
/**
 * Times as text, read in one way everywhere: ISO 8601, UTC where no zone is named (JavaScript's own
 * `Date.parse` would take the zone of the machine).
 */
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?: ?(Z|UTC|[+-]\d{2}(?::?\d{2})?))?)?$/;
/** `text` where it is a day of the calendar as `YYYY-MM-DD`. */
function parseDate(text) {
    if (!DAY.test(text))
        return undefined;
    const time = Date.parse(`${text}T00:00:00Z`);
    return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text ? text : undefined;
}
/** Milliseconds since 1970-01-01T00:00Z of a date or an ISO 8601 time; microseconds are kept as a fraction. */
function parseTimestamp(text) {
    const found = TIME.exec(text);
    const day = found?.[1] === undefined ? undefined : parseDate(found[1]);
    if (!found || day === undefined)
        return undefined;
    const [hour, minute, second] = [found[2], found[3], found[4]].map((part) => Number(part ?? 0));
    if (hour === undefined || minute === undefined || second === undefined)
        return undefined;
    if (hour > 23 || minute > 59 || second > 59)
        return undefined;
    const offset = offsetMinutes(found[6]);
    if (offset === undefined)
        return undefined;
    const whole = Date.parse(`${day}T00:00:00Z`) + ((hour * 60 + minute - offset) * 60 + second) * 1000;
    return whole + Number((found[5] ?? '').slice(0, 6).padEnd(6, '0')) / 1000;
}
function offsetMinutes(zone) {
    if (zone === undefined || zone === 'Z' || zone === 'UTC')
        return 0;
    const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
    const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
    if (hours > 15 || minutes > 59)
        return undefined;
    return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
}
/** Milliseconds as ISO 8601 in UTC, with a fraction only where there is one; infinities as text. */
function timestampText(milliseconds) {
    const whole = Math.floor(milliseconds);
    const date = new Date(whole);
    if (Number.isNaN(date.getTime()))
        return String(milliseconds);
    const micros = Math.min(999, Math.round((milliseconds - whole) * 1000));
    const text = date.toISOString();
    if (micros > 0)
        return text.replace('Z', `${String(micros).padStart(3, '0')}Z`);
    return text.replace('.000Z', 'Z');
}


/***/ }),

/***/ 65066:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CM: () => (/* binding */ valueRulesOf),
/* harmony export */   Qr: () => (/* binding */ FINITE_TYPES),
/* harmony export */   jD: () => (/* binding */ memberSql),
/* harmony export */   s0: () => (/* binding */ boundOf)
/* harmony export */ });
/* harmony import */ var re2js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2856);
/* harmony import */ var _phrases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37543);
/* harmony import */ var _sql_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(47069);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(41925);
/* harmony import */ var _times_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(12371);





/** The types whose values can be NaN or infinite. An integer may be stored as a floating-point number. */
const FINITE_TYPES = new Set(['integer', 'number', 'timestamp', 'date']);
/** The rules about single values of a column, in the order in which they are told. */
function valueRulesOf(column) {
    const rules = [];
    if (FINITE_TYPES.has(column.type) && column.finite !== false)
        rules.push(finiteRule(column.type));
    if (column.domain) {
        const tolerance = column.outside?.['at-most'] ?? 0;
        rules.push(memberRule('domain', `not in the domain (${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_0__/* .listed */ .KE)(column.domain)})`, column, column.domain, tolerance));
    }
    if (column.classes) {
        const { values } = column.classes;
        rules.push(memberRule('classes', `none of the classes ${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_0__/* .listed */ .KE)(values)}`, column, values, 0));
    }
    if (column.range)
        rules.push(rangeRule(column, column.range));
    if (column.pattern !== undefined)
        rules.push(patternRule(column.pattern));
    if (column.length)
        rules.push(lengthRule(column.length));
    return rules;
}
function finiteRule(type) {
    const isNumber = type === 'number' || type === 'integer';
    return {
        rule: 'finite',
        phrase: isNumber ? 'NaN or infinite' : 'infinite',
        tolerance: 0,
        sql: (value) => `NOT isfinite(${isNumber ? `CAST(${value} AS DOUBLE)` : value})`,
        breaks: (value) => typeof value === 'number' && !Number.isFinite(value),
    };
}
function memberRule(rule, phrase, { type }, members, tolerance) {
    const typed = members.map((member) => typedBound(type, member));
    const allowed = new Set(typed);
    const list = typed.map((member) => boundSql(type, member)).join(', ');
    return {
        rule,
        phrase,
        tolerance,
        sql: (value) => `${value} NOT IN (${list})`,
        breaks: (value) => !allowed.has(value),
    };
}
/** NaN lies outside of every range; where NaN is refused anyway, it is told once. */
function rangeRule({ type, finite }, range) {
    const isNumber = type === 'number' || type === 'integer';
    const refusesNaN = isNumber && finite === false;
    const [low, high] = [range['at-least'], range['at-most']];
    const least = low === undefined ? undefined : typedBound(type, low);
    const most = high === undefined ? undefined : typedBound(type, high);
    return {
        rule: 'range',
        phrase: low === undefined
            ? `above ${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(high)}`
            : high === undefined
                ? `below ${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(low)}`
                : `not between ${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(low)} and ${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(high)}`,
        tolerance: 0,
        sql: (value) => {
            const parts = [
                ...(least === undefined ? [] : [`${value} < ${boundSql(type, least, Math.ceil)}`]),
                ...(most === undefined ? [] : [`${value} > ${boundSql(type, most, Math.floor)}`]),
            ];
            const outside = `(${parts.join(' OR ')})`;
            if (!isNumber)
                return outside;
            // DuckDB takes NaN for the greatest number.
            const nan = `isnan(CAST(${value} AS DOUBLE))`;
            return refusesNaN ? `(${nan} OR ${outside})` : `(NOT ${nan} AND ${outside})`;
        },
        breaks: (value) => {
            // Integers beyond 2^53 come as text; dates are compared as text on purpose.
            const comparable = type === 'integer' ? Number(value) : value;
            if (Number.isNaN(comparable))
                return refusesNaN;
            return (least !== undefined && comparable < least) || (most !== undefined && comparable > most);
        },
    };
}
function patternRule(pattern) {
    const compiled = re2js__WEBPACK_IMPORTED_MODULE_2__/* .RE2JS */ .L3.compile(pattern);
    return {
        rule: 'pattern',
        phrase: `not of the form ${(0,_phrases_js__WEBPACK_IMPORTED_MODULE_0__/* .quoted */ .TL)(pattern)}`,
        tolerance: 0,
        sql: (value) => `NOT regexp_full_match(${value}, ${(0,_sql_js__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .e)(pattern)})`,
        breaks: (value) => !compiled.matches(String(value)),
    };
}
function lengthRule(length) {
    const least = length['at-least'] ?? 0;
    const most = length['at-most'];
    return {
        rule: 'length',
        phrase: most === undefined
            ? `shorter than ${least} characters`
            : least === 0
                ? `longer than ${most} characters`
                : `not ${least === most ? least : `${least} to ${most}`} characters long`,
        tolerance: 0,
        sql: (value) => most === undefined
            ? `length(${value}) < ${least}`
            : `length(${value}) NOT BETWEEN ${least} AND ${most}`,
        breaks: (value) => {
            const characters = [...String(value)].length;
            return characters < least || (most !== undefined && characters > most);
        },
    };
}
/**
 * A value of the contract in the representation of the column's type (timestamps in milliseconds);
 * undefined where it is none of that type.
 */
function boundOf(type, bound) {
    switch (type) {
        case 'integer':
        case 'number':
            return typeof bound === 'number' ? bound : undefined;
        case 'boolean':
            return typeof bound === 'boolean' ? bound : undefined;
        case 'string':
            return typeof bound === 'string' ? bound : undefined;
        case 'timestamp':
            return typeof bound === 'string' ? (0,_times_js__WEBPACK_IMPORTED_MODULE_4__/* .parseTimestamp */ .EH)(bound) : undefined;
        case 'date':
            return typeof bound === 'string' ? (0,_times_js__WEBPACK_IMPORTED_MODULE_4__/* .parseDate */ ._U)(bound) : undefined;
    }
}
function typedBound(type, bound) {
    const value = boundOf(type, bound);
    if (value === undefined)
        throw new RangeError(`${JSON.stringify(bound)} is no ${type}: the contract was not checked`);
    return value;
}
/** SQL of a value of the contract, as columns of `type` hold it. */
function memberSql(type, member) {
    return boundSql(type, typedBound(type, member));
}
/** SQL of a bound; for whole numbers exact, rounded into the range by `inward`. */
function boundSql(type, value, inward = (whole) => whole) {
    if (typeof value !== 'number')
        return type === 'date' ? `CAST(${(0,_sql_js__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .e)(value)} AS DATE)` : (0,_sql_js__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .e)(value);
    if (type === 'timestamp')
        return `make_timestamp(${BigInt(Math.round(value * 1000))})`;
    const whole = inward(value);
    if (type === 'integer' && Number.isSafeInteger(whole))
        return String(whole === 0 ? 0 : whole);
    return (0,_table_js__WEBPACK_IMPORTED_MODULE_1__/* .doubleLiteral */ .D)(value);
}


/***/ })

};
