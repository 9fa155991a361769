export const id = 9494;
export const ids = [9494];
export const modules = {

/***/ 72697:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ summarise)
/* harmony export */ });
/* unused harmony export histogramOf */
/* harmony import */ var _phrases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37543);
/* harmony import */ var _times_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(12371);


/** Bars of a picture; what is beyond is one bar for the rest. */
const BARS = 20;
const LONGEST_LABEL = 60;
/** What evidence says of each column of a profile. */
function summarise(profile) {
    return profile.columns.map((column) => {
        const histogram = histogramOf(column);
        const minimum = column.numbers?.minimum ?? column.period?.from;
        const maximum = column.numbers?.maximum ?? column.period?.to;
        return {
            column: column.name,
            type: column.type,
            missing: column.missing,
            distinct: column.distinct,
            ...(minimum === undefined || minimum === null ? {} : { minimum }),
            ...(maximum === undefined || maximum === null ? {} : { maximum }),
            ...(column.numbers ? { mean: column.numbers.mean } : {}),
            ...(histogram ? { histogram } : {}),
        };
    });
}
/**
 * The bars of a column's picture: truth values and integers with few values one by one, texts by
 * frequency, equally wide bins of everything else. Undefined where there is nothing to show.
 */
function histogramOf(column) {
    const { type, present, trues, top, histogram } = column;
    if (present === 0)
        return undefined;
    if (trues !== undefined) {
        return [
            { label: 'false', count: present - trues },
            { label: 'true', count: trues },
        ];
    }
    if (type === 'string')
        return textBars(column);
    if (type === 'integer' && top && top.length > 0 && top.length <= 2 * BARS) {
        const byValue = top.toSorted((a, b) => Number(a.value) - Number(b.value));
        return byValue.map(({ value, count }) => ({ label: String(value), count }));
    }
    return histogram && binBars(histogram, type);
}
/** The most frequent texts, and one bar for all the others. */
function textBars({ top = [], distinct, present }) {
    if (top.length === 0)
        return undefined;
    const shown = top.length > BARS || top.length < distinct ? top.slice(0, BARS - 1) : top;
    const bars = shown.map(({ value, count }) => ({ label: (0,_phrases_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(String(value), LONGEST_LABEL), count }));
    const others = distinct - shown.length;
    if (others === 0)
        return bars;
    const label = `(${others.toLocaleString('en-US')} other${others === 1 ? '' : 's'})`;
    return [...bars, { label, count: present - shown.reduce((sum, { count }) => sum + count, 0) }];
}
function binBars({ edges, counts }, type) {
    const text = edgeText(edges, type);
    return counts.map((count, index) => ({
        label: `${text(edges[index] ?? 0)} … ${text(edges[index + 1] ?? 0)}`,
        count,
    }));
}
/** Edges with as many digits as it takes to tell neighbours apart. */
function edgeText(edges, type) {
    const width = ((edges.at(-1) ?? 0) - (edges[0] ?? 0)) / Math.max(edges.length - 1, 1);
    if (type === 'date' || type === 'timestamp') {
        const length = type === 'date' || width >= 86_400_000 ? 10 : 16;
        return (edge) => (0,_times_js__WEBPACK_IMPORTED_MODULE_1__/* .timestampText */ .Ke)(edge).slice(0, length).replace('T', ' ');
    }
    const largest = Math.max(...edges.map(Math.abs));
    const digits = width > 0 ? Math.ceil(Math.log10(largest / width)) + 1 : 6;
    return (edge) => String(Number(edge.toPrecision(Math.min(Math.max(digits, 3), 15))));
}


/***/ }),

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

/***/ 79494:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  validateData: () => (/* binding */ validateData)
});

// EXTERNAL MODULE: ./build/system/nearest.js
var nearest = __webpack_require__(12822);
// EXTERNAL MODULE: ./build/data/phrases.js
var phrases = __webpack_require__(37543);
// EXTERNAL MODULE: ./build/data/sql.js
var data_sql = __webpack_require__(47069);
// EXTERNAL MODULE: ./build/data/times.js
var times = __webpack_require__(12371);
;// CONCATENATED MODULE: ./build/data/offending-rows.js



const MOST = 5;
/** The first rows of `table` where `condition` (SQL over `t`) is true, with their values of `column`. */
async function firstRows(engine, table, column, condition) {
    // A window without an order keeps the order of reading, of views over files too.
    const found = await engine.rows(`SELECT r, v FROM (SELECT row_number() OVER () AS r, ${column.sql} AS v, (${condition}) AS b
       FROM ${(0,data_sql/* identifier */.C)(table)} AS t) WHERE b ORDER BY r LIMIT ${MOST}`);
    return found.map(({ r, v }) => ({ row: r, value: shownValue(v, column.type) }));
}
/**
 * Rows that have the same values in `columns` as another row. Rows where all of them are missing count
 * only where `missingToo`.
 */
async function duplicateRows(engine, table, columns, missingToo) {
    const keys = columns.map((_, index) => `k${index}`);
    const keyed = columns.map(({ sql }, index) => `${sql} AS k${index}`).join(', ');
    const from = `FROM ${(0,data_sql/* identifier */.C)(table)} AS t`;
    const present = missingToo ? 'TRUE' : keys.map((key) => `${key} IS NOT NULL`).join(' AND ');
    const [total] = await engine.rows(`SELECT CAST(coalesce(sum(n), 0) AS BIGINT) AS count FROM (
       SELECT count(*) AS n FROM (SELECT ${keyed} ${from}) WHERE ${present} GROUP BY ${keys.join(', ')}) WHERE n > 1`);
    const count = total?.count ?? 0;
    if (count === 0)
        return { count, examples: [] };
    const found = await engine.rows(`SELECT r, ${keys.join(', ')} FROM (
       SELECT *, count(*) OVER (PARTITION BY ${keys.join(', ')}) AS n
       FROM (SELECT row_number() OVER () AS r, ${keyed} ${from}) WHERE ${present})
     WHERE n > 1 ORDER BY r LIMIT ${MOST}`);
    const examples = found.map((row) => {
        const values = columns.map(({ type }, index) => shownValue(row[`k${index}`], type));
        return { row: row.r, value: values.length === 1 ? (values[0] ?? null) : (0,phrases/* cut */.Jj)(values.join(', ')) };
    });
    return { count, examples };
}
/** A value as evidence may hold it: finite numbers, truth values, and text of at most 200 characters. */
function shownValue(value, type) {
    if (value === null || value === undefined)
        return null;
    if (typeof value === 'boolean')
        return value;
    if (typeof value !== 'number')
        return (0,phrases/* cut */.Jj)(String(value));
    if (type === 'timestamp')
        return (0,times/* timestampText */.Ke)(value);
    return Number.isFinite(value) ? value : String(value);
}
/** `, first `x` in row 17 of flights.csv`; nothing where there is no example. */
function firstText(examples) {
    const [first] = examples;
    if (!first)
        return '';
    const of = first.file === undefined ? '' : ` of ${first.file}`;
    const row = `row ${first.row.toLocaleString('en-US')}${of}`;
    return first.value === null ? `, first in ${row}` : `, first ${(0,phrases/* quoted */.TL)(first.value)} in ${row}`;
}

;// CONCATENATED MODULE: ./build/data/anomaly-list.js

/** The anomalies of one dataset, in the order in which they are found. */
class AnomalyList {
    anomalies = [];
    dataset;
    rows;
    #originOf;
    constructor(dataset, rows, originOf) {
        this.dataset = dataset;
        this.rows = rows;
        this.#originOf = originOf;
    }
    add({ column, rule, severity = 'error', count, sentence: told, examples: found = [] }) {
        const { dataset, rows } = this;
        const examples = found.map(({ row, value }) => ({ ...(this.#originOf?.(row) ?? { row }), value }));
        const sentence = `${told}${firstText(examples)}`;
        this.anomalies.push({ dataset, column, rule, severity, count, rows, sentence, examples });
    }
}

// EXTERNAL MODULE: ./build/data/text-types.js
var text_types = __webpack_require__(74186);
;// CONCATENATED MODULE: ./build/data/type-fit.js

/**
 * Whole numbers are numbers, numbers that are whole are integers (as in JSON, and since a missing value
 * makes many tools store integers as floating point), a date is the timestamp of its midnight. Text is
 * never a number, whatever it spells.
 */
function typeFit(wanted, { type, sql }) {
    if (type === wanted)
        return { value: sql, text: false };
    if (wanted === 'number' && type === 'integer')
        return { value: `CAST(${sql} AS DOUBLE)`, text: false };
    if (wanted === 'timestamp' && type === 'date')
        return { value: `CAST(${sql} AS TIMESTAMP)`, text: false };
    if (wanted === 'integer' && type === 'number') {
        const fractional = `${sql} <> trunc(${sql}) OR abs(${sql}) > ${Number.MAX_SAFE_INTEGER}`;
        return { value: sql, misfit: `isfinite(${sql}) AND (${fractional})`, text: false };
    }
    if (type === 'string') {
        const value = (0,text_types/* parseSql */.eg)(sql, wanted);
        return { value, misfit: `${sql} IS NOT NULL AND (${value}) IS NULL`, text: true };
    }
    return { misfit: `${sql} IS NOT NULL`, text: false };
}

// EXTERNAL MODULE: ./build/data/value-rules.js
var value_rules = __webpack_require__(65066);
;// CONCATENATED MODULE: ./build/data/column-check.js





/** Columns in one query. */
const BATCH = 64;
/** Checks every rule of every column; columns that are not in the table go to `absent`. */
async function checkColumns(engine, table, list, contract, found, absent) {
    const entries = Object.entries(contract.columns);
    for (let start = 0; start < entries.length; start += BATCH) {
        const checked = new Map();
        for (const [name, rules] of entries.slice(start, start + BATCH)) {
            const column = found.get(name);
            if (!column)
                continue;
            const fit = typeFit(rules.type, column);
            const valueRules = fit.value === undefined ? [] : (0,value_rules/* valueRulesOf */.CM)(rules);
            checked.set(name, { name, column, contract: rules, fit, rules: valueRules, counts: new Map() });
        }
        if (list.rows > 0)
            await count(engine, table, [...checked.values()]);
        for (const [name, rules] of entries.slice(start, start + BATCH)) {
            const column = checked.get(name);
            if (!column)
                absent(name, rules);
            else if (list.rows > 0)
                await new ColumnCheck(engine, table, list, column).tell();
        }
    }
}
/** The one pass: for each column how many values are there, and how many break each rule. */
async function count(engine, table, checked) {
    const asked = checked.flatMap(({ column, contract, fit, rules, counts }) => {
        const conditions = new Map([['present', `${column.sql} IS NOT NULL`]]);
        if (fit.misfit !== undefined)
            conditions.set('misfits', fit.misfit);
        const value = fit.value;
        if (value !== undefined) {
            for (const [index, rule] of rules.entries())
                conditions.set(`rule${index}`, rule.sql(value));
            for (const [index, member] of (contract.classes?.values ?? []).entries()) {
                conditions.set(`class${index}`, `${value} = ${(0,value_rules/* memberSql */.jD)(contract.type, member)}`);
            }
        }
        return [...conditions].map(([name, condition]) => ({ counts, name, condition }));
    });
    if (asked.length === 0)
        return;
    const expressions = asked.map(({ condition }, index) => `count(CASE WHEN ${condition} THEN 1 END) AS c${index}`);
    const [row = {}] = await engine.rows(`SELECT ${expressions.join(', ')} FROM ${(0,data_sql/* identifier */.C)(table)} AS t`);
    for (const [index, { counts, name }] of asked.entries())
        counts.set(name, row[`c${index}`] ?? 0);
}
/** Tells the broken rules of one column. */
class ColumnCheck {
    #engine;
    #table;
    #list;
    #checked;
    #present;
    constructor(engine, table, list, checked) {
        this.#engine = engine;
        this.#table = table;
        this.#list = list;
        this.#checked = checked;
        this.#present = this.#count('present');
    }
    async tell() {
        await this.#type();
        await this.#missing();
        for (const [index, rule] of this.#checked.rules.entries())
            await this.#rule(rule, this.#count(`rule${index}`));
        await this.#unique();
        this.#classes();
    }
    #count(name) {
        return this.#checked.counts.get(name) ?? 0;
    }
    /** `condition` tells which rows to show; without one there is nothing to show. */
    async #add(rule, count, sentence, condition) {
        const { column, contract, name } = this.#checked;
        const examples = condition === undefined ? [] : await firstRows(this.#engine, this.#table, column, condition);
        this.#list.add({
            column: name,
            rule,
            severity: contract.severity,
            count,
            sentence: `${(0,phrases/* quoted */.TL)(name)}: ${sentence}`,
            examples,
        });
    }
    async #type() {
        const { column, contract, fit } = this.#checked;
        if (fit.misfit === undefined || this.#present === 0)
            return;
        const misfits = this.#count('misfits');
        const wanted = phrases/* TYPE_PLURAL */.CY[contract.type];
        if (fit.text && misfits === 0) {
            const sentence = `the values are text, not ${wanted}, although each spells one`;
            return this.#add('type', this.#present, sentence, `${column.sql} IS NOT NULL`);
        }
        if (misfits === 0)
            return;
        const whole = misfits === this.#present && !fit.text;
        const instead = whole && column.type !== 'number' ? `, but ${phrases/* TYPE_PLURAL */.CY[column.type]}` : '';
        const not = misfits === 1 ? `is not ${phrases/* TYPE_SINGULAR */.FJ[contract.type]}` : `are not ${wanted}`;
        const sentence = `${(0,phrases/* partOf */.BU)(misfits, this.#present, 'value')} ${not}${instead}`;
        return this.#add('type', misfits, sentence, fit.misfit);
    }
    async #missing() {
        const { contract, column } = this.#checked;
        const most = contract.missing?.['at-most'];
        const { rows } = this.#list;
        const missing = rows - this.#present;
        if (most === undefined || missing === 0 || missing / rows <= most)
            return;
        const allowed = most === 0 ? 'none may be' : `at most ${(0,phrases/* percentage */.X1)(most)} may be`;
        const sentence = `${(0,phrases/* partOf */.BU)(missing, rows, 'value')} ${missing === 1 ? 'is' : 'are'} missing, ${allowed}`;
        return this.#add('missing', missing, sentence, `${column.sql} IS NULL`);
    }
    async #rule(rule, count) {
        const { fit } = this.#checked;
        if (count === 0 || fit.value === undefined || count / this.#present <= rule.tolerance)
            return;
        const allowed = rule.tolerance > 0 ? `, at most ${(0,phrases/* percentage */.X1)(rule.tolerance)} may be` : '';
        const verb = count === 1 ? 'is' : 'are';
        const sentence = `${(0,phrases/* partOf */.BU)(count, this.#present, 'value')} ${verb} ${rule.phrase}${allowed}`;
        return this.#add(rule.rule, count, sentence, rule.sql(fit.value));
    }
    async #unique() {
        const { contract, column, name } = this.#checked;
        if (!contract.unique)
            return;
        const { count, examples } = await duplicateRows(this.#engine, this.#table, [column], false);
        if (count === 0)
            return;
        const part = (0,phrases/* partOf */.BU)(count, this.#present, 'value');
        const sentence = `${(0,phrases/* quoted */.TL)(name)}: ${part} occur more than once, but each must be unique`;
        this.#list.add({ column: name, rule: 'unique', severity: contract.severity, count, sentence, examples });
    }
    #classes() {
        const { contract, name, fit } = this.#checked;
        const { classes, severity } = contract;
        if (!classes || fit.value === undefined)
            return;
        const counts = classes.values.map((member, index) => ({ member, count: this.#count(`class${index}`) }));
        const absent = counts.filter(({ count }) => count === 0).map(({ member }) => member);
        if (absent.length > 0) {
            const are = absent.length === 1 ? 'the class' : 'the classes';
            const sentence = `${(0,phrases/* quoted */.TL)(name)}: no row has ${are} ${(0,phrases/* listed */.KE)(absent)}`;
            this.#list.add({ column: name, rule: 'classes', severity, count: this.#list.rows, sentence });
        }
        const least = classes['at-least'] ?? 0;
        for (const { member, count } of counts) {
            if (count === 0 || count / this.#present >= least)
                continue;
            const part = (0,phrases/* partOf */.BU)(count, this.#present, 'value');
            const sentence = `${(0,phrases/* quoted */.TL)(name)}: the class ${(0,phrases/* quoted */.TL)(member)} makes up ${part}, but must make up at least ${(0,phrases/* percentage */.X1)(least)}`;
            this.#list.add({ column: name, rule: 'classes', severity, count, sentence });
        }
    }
}

// EXTERNAL MODULE: ./build/data/contract.js
var data_contract = __webpack_require__(14659);
;// CONCATENATED MODULE: ./build/data/label-check.js



/**
 * What training needs of a label, whether the contract says so or not: it is there in every row, and
 * takes two values (binary), at least two (multiclass), or different numbers (regression). What the
 * contract says of the column itself is not told twice.
 */
async function checkLabel(engine, table, list, { column: name, task }, column, known) {
    const { rows } = list;
    const tell = async (count, what, condition) => {
        const examples = column && condition ? await firstRows(engine, table, column, condition) : [];
        const sentence = `The label ${(0,phrases/* quoted */.TL)(name)} ${what}`;
        list.add({ column: name, rule: 'label', count, sentence, examples });
    };
    if (!column) {
        if (!known?.required)
            await tell(rows, 'is not in the data');
        return;
    }
    if (rows === 0)
        return;
    const { sql, type } = column;
    const infinite = type === 'number' ? `NOT isfinite(${sql})` : 'FALSE';
    const [found] = await engine.rows(`SELECT count(${sql}) AS present, count(DISTINCT ${sql}) AS classes, CAST(any_value(${sql}) AS VARCHAR) AS example,
       count(CASE WHEN ${infinite} THEN 1 END) AS infinite FROM ${(0,data_sql/* identifier */.C)(table)} AS t`);
    const { present = 0, classes = 0, infinite: infinities = 0, example } = found ?? {};
    if (present === 0)
        return tell(rows, 'has no value in any row');
    if (present < rows && !known?.missing) {
        await tell(rows - present, `is missing in ${(0,phrases/* partOf */.BU)(rows - present, rows, 'row')}`, `${sql} IS NULL`);
    }
    const only = `has the same value in every row: ${(0,phrases/* quoted */.TL)(example)}`;
    if (task === 'regression') {
        if (type !== 'number' && type !== 'integer') {
            return tell(present, `must be a number for ${task}, but its values are ${phrases/* TYPE_PLURAL */.CY[type]}`, `${sql} IS NOT NULL`);
        }
        if (infinities > 0 && (!known || known.finite === false)) {
            await tell(infinities, `is NaN or infinite in ${(0,phrases/* partOf */.BU)(infinities, present, 'row')}`, infinite);
        }
        if (classes === 1)
            await tell(present, only);
        return;
    }
    if (known?.classes)
        return;
    if (classes === 1)
        return tell(present, `${only}; ${task} needs at least two classes`);
    if (task === 'binary-classification' && classes > 2) {
        await tell(present, `has ${(0,phrases/* counted */.hS)(classes, 'different value')}, but ${task} needs exactly two`);
    }
}

// EXTERNAL MODULE: ./build/data/table.js
var data_table = __webpack_require__(41925);
;// CONCATENATED MODULE: ./build/data/anomalies.js









/**
 * Checks a table or view against its contract: one pass over all rows for every rule of every column, and
 * a further query for each broken rule (its first rows) and each rule about duplicates. `dataset` is what
 * messages call the table. With `label`, also what training asks of a label that the contract may not say;
 * with `originOf`, rows are told by their file.
 */
async function checkContract(engine, table, dataset, contract, options = {}) {
    const columns = await (0,data_table/* describeTable */.u)(engine, table);
    const [counts] = await engine.rows(`SELECT count(*) AS n FROM ${(0,data_sql/* identifier */.C)(table)}`);
    const list = new AnomalyList(dataset, counts?.n ?? 0, options.originOf);
    const added = columns.filter(({ name }) => !(0,data_contract/* columnContract */.Dz)(contract, name)).map(({ name }) => name);
    const found = new Map(columns.map((column) => [column.name, column]));
    checkRowCount(list, contract);
    await checkColumns(engine, table, list, contract, found, (name, rules) => {
        if (rules.required)
            tellMissingColumn(list, name, rules, added);
    });
    await checkKeys(engine, table, list, contract, found);
    for (const name of added)
        tellNewColumn(list, name, contract);
    if (options.label) {
        const known = (0,data_contract/* columnContract */.Dz)(contract, options.label.column);
        await checkLabel(engine, table, list, options.label, found.get(options.label.column), known);
    }
    return { anomalies: list.anomalies, rows: list.rows };
}
function checkRowCount(list, { rows: bounds }) {
    const { rows, dataset } = list;
    const [least, most] = [bounds['at-least'], bounds['at-most']];
    const has = `${(0,phrases/* quoted */.TL)(dataset)} has ${rows === 0 ? 'no rows' : (0,phrases/* counted */.hS)(rows, 'row')}`;
    const tell = (sentence) => list.add({ column: null, rule: 'rows', count: rows, sentence });
    if (rows < least)
        tell(`${has}, but at least ${least.toLocaleString('en-US')} must be there`);
    if (most !== undefined && rows > most)
        tell(`${has}, but at most ${most.toLocaleString('en-US')} may be there`);
}
function tellMissingColumn(list, name, { severity }, added) {
    const near = (0,nearest/* nearest */.p)(name, added);
    const question = near === undefined ? '' : `; was ${(0,phrases/* quoted */.TL)(near)} meant, which is new?`;
    const sentence = `${(0,phrases/* quoted */.TL)(name)} is not in the data, which the contract requires${question}`;
    list.add({ column: name, rule: 'required', severity, count: list.rows, sentence });
}
function tellNewColumn(list, name, contract) {
    const severity = contract['additional-columns'];
    if (severity === 'allow')
        return;
    const sentence = `${(0,phrases/* quoted */.TL)(name)} is in the data, but not in the contract`;
    list.add({ column: name, rule: 'additional-columns', severity, count: list.rows, sentence });
}
async function checkKeys(engine, table, list, { keys }, found) {
    const columns = keys.flatMap((key) => found.get(key) ?? []);
    // A key column that is not there is an anomaly of its own.
    if (columns.length === 0 || columns.length < keys.length)
        return;
    const { count, examples } = await duplicateRows(engine, table, columns, true);
    if (count === 0)
        return;
    const what = keys.length === 1 ? 'The key' : 'The keys';
    const sentence = `${what} ${keys.map(phrases/* quoted */.TL).join(', ')} must differ in every row, but ${(0,phrases/* partOf */.BU)(count, list.rows, 'row')} share theirs with another`;
    list.add({ column: keys.length === 1 ? (keys[0] ?? null) : null, rule: 'keys', count, sentence, examples });
}

// EXTERNAL MODULE: ./build/data/profile.js + 4 modules
var data_profile = __webpack_require__(35664);
// EXTERNAL MODULE: ./build/data/profile-summary.js
var profile_summary = __webpack_require__(72697);
// EXTERNAL MODULE: ./build/data/sources.js + 5 modules
var data_sources = __webpack_require__(44677);
// EXTERNAL MODULE: ./build/data/version.js
var version = __webpack_require__(55517);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
// EXTERNAL MODULE: ./build/stages/data.js
var stages_data = __webpack_require__(76140);
// EXTERNAL MODULE: ./build/stages/stage.js
var stage = __webpack_require__(48856);
;// CONCATENATED MODULE: ./build/stages/validate-data.js











/** Holds every source, and the view that they make, against the contract. */
async function validateData(request, ports) {
    const started = ports.clock.now();
    const found = { datasets: [], anomalies: [], warnings: [], unchecked: [] };
    const data = await (0,stages_data/* openData */.$H)(request, ports, (source, error) => {
        found.anomalies.push(unusable(source, 'readable', error));
        ports.log.error(error.message);
    });
    try {
        for (const name of data.sources.keys()) {
            await ports.log.group(`Check ${name}`, () => examine(data, name, name, sourceOptions(data, name), found, ports));
        }
        await ports.log.group(`Check ${data_contract/* VIEW */.gR}`, () => examineView(data, request, found, ports));
        const reasons = reasonsOf(found);
        return (0,stage/* evidenceOf */.X1)('validate-data', request, ports, started, {
            verdict: (0,stage/* verdictOf */.Vj)(reasons),
            reasons,
            warnings: found.warnings,
            inputs: {
                ...Object.fromEntries(found.datasets.map(({ name, digest }) => [`dataset:${name}`, digest])),
                contract: (0,files/* digestOf */.ol)((0,files/* canonicalJson */.dj)(data.contract)),
            },
            tools: { duckdb: data.engine.version },
            figures: { datasets: found.datasets, anomalies: found.anomalies },
        });
    }
    finally {
        await data.close();
    }
}
/** With several files a row is told by its file. */
function sourceOptions({ sources }, name) {
    const source = sources.get(name);
    if (!source || source.files.length < 2)
        return {};
    return { originOf: (row) => (0,data_sources/* originOfRow */.mT)(source, row - 1) };
}
async function examineView(data, request, found, ports) {
    // A view over broken sources would only say the same in other words, or fail half-way.
    if (found.anomalies.some(({ severity }) => severity === 'error')) {
        const warning = 'The view was not checked, because its sources break their contract.';
        found.warnings.push(warning);
        ports.log.warn(warning);
        return;
    }
    const { task, label } = request.config.model;
    try {
        const { table } = await data.createView();
        await examine(data, data_contract/* VIEW */.gR, table, { label: { column: label, task } }, found, ports);
    }
    catch (error) {
        if (!(error instanceof errors/* DataError */.fL))
            throw error;
        found.anomalies.push(unusable(data_contract/* VIEW */.gR, 'computable', error));
        ports.log.error(error.message);
    }
}
async function examine({ engine, contract }, name, table, options, found, { log }) {
    const rules = (0,data_contract/* datasetContract */.DF)(contract, name);
    if (!rules) {
        const what = name === data_contract/* VIEW */.gR ? 'the view' : `source ${name}`;
        const warning = `The contract says nothing of ${what}: nothing was checked there.`;
        found.warnings.push(warning);
        found.unchecked.push(name);
        log.warn(warning);
    }
    const anomalies = rules ? (await checkContract(engine, table, name, rules, options)).anomalies : [];
    const profile = await (0,data_profile/* profileTable */.A)(engine, table);
    const digest = await (0,version/* datasetDigest */.V)(engine, table);
    const dataset = { name, rows: profile.rows, digest, columns: (0,profile_summary/* summarise */.f)(profile) };
    found.datasets.push(dataset);
    found.anomalies.push(...anomalies);
    log.info(`${name}: ${dataset.rows.toLocaleString('en-US')} rows, ${dataset.columns.length} columns, version ${(0,format/* shortDigest */.VK)(digest)}`);
    for (const { severity, sentence } of anomalies) {
        if (severity === 'error')
            log.error(sentence);
        else if (severity === 'warn')
            log.warn(sentence);
        else
            log.info(sentence);
    }
}
/** A dataset that could not even be looked at: its rows are not known. */
function unusable(dataset, rule, error) {
    const sentence = error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
    return { dataset, column: null, rule, severity: 'error', count: 0, rows: 0, sentence, examples: [] };
}
function reasonsOf({ anomalies, datasets, unchecked }) {
    const outcomes = { error: 'fail', warn: 'warn', info: 'pass' };
    const rank = { error: 0, warn: 1, info: 2 };
    const broken = [...anomalies].sort((a, b) => rank[a.severity] - rank[b.severity]);
    if (broken.length === 0) {
        const checked = datasets.filter(({ name }) => !unchecked.includes(name));
        if (checked.length === 0) {
            const sentence = 'The contract says nothing of any dataset, so nothing was checked.';
            return [{ rule: 'contract', outcome: 'inconclusive', measured: 0, bound: 1, sentence }];
        }
        const rows = checked.reduce((sum, dataset) => sum + dataset.rows, 0).toLocaleString('en-US');
        const sentence = checked.length === 1
            ? `One dataset with ${rows} rows keeps every rule of the contract.`
            : `${checked.length} datasets with ${rows} rows keep every rule of the contract.`;
        return [{ rule: 'contract', outcome: 'pass', measured: 0, bound: 0, sentence }];
    }
    return broken.map(({ dataset, column, rule, severity, count, sentence }) => ({
        rule: `${dataset}.${rule}`,
        outcome: outcomes[severity],
        measured: count,
        bound: 0,
        sentence,
        ...(column === null ? {} : { column }),
    }));
}


/***/ })

};
