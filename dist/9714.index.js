export const id = 9714;
export const ids = [9714];
export const modules = {

/***/ 91359:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cf: () => (/* binding */ durationOf)
/* harmony export */ });
/* unused harmony exports DURATION_PATTERN, durationText */
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15173);

const MILLISECONDS = {
    s: 1000,
    m: 60_000,
    h: 3_600_000,
    d: 86_400_000,
    w: 7 * 86_400_000,
};
/** What a duration looks like, for schemas: a whole number and a unit (seconds, minutes, hours, days, weeks). */
const DURATION_PATTERN = '^[1-9][0-9]*(s|m|h|d|w)$';
/**
 * The milliseconds of a duration such as `30d`, `12h` or `2w`; a day is 24 hours.
 * `key` names where the text stands, for the message. Throws UserError.
 */
function durationOf(text, key = 'duration') {
    const unit = text.at(-1);
    const milliseconds = Number(text.slice(0, -1)) * MILLISECONDS[unit];
    if (!new RegExp(DURATION_PATTERN).test(text) || !Number.isSafeInteger(milliseconds)) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`${key}: ${JSON.stringify(text)} is not a duration`, {
            hint: 'write a whole number of at least 1 and a unit: s, m, h, d or w, such as 30d, 12h or 2w',
        });
    }
    return milliseconds;
}
/** A duration as text in the largest unit that divides it, such as `30d`; the reverse of `durationOf`. */
function durationText(milliseconds) {
    for (const unit of ['d', 'h', 'm']) {
        if (milliseconds % MILLISECONDS[unit] === 0)
            return `${milliseconds / MILLISECONDS[unit]}${unit}`;
    }
    return `${milliseconds / MILLISECONDS.s}s`;
}


/***/ }),

/***/ 29714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  O: () => (/* binding */ createView)
});

// EXTERNAL MODULE: ./build/data/column-names.js
var column_names = __webpack_require__(99658);
// EXTERNAL MODULE: ./build/data/column-types.js
var column_types = __webpack_require__(89359);
// EXTERNAL MODULE: ./build/data/relations.js
var relations = __webpack_require__(11468);
// EXTERNAL MODULE: ./build/data/sources.js + 5 modules
var data_sources = __webpack_require__(44677);
// EXTERNAL MODULE: ./build/data/sql.js
var data_sql = __webpack_require__(47069);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
;// CONCATENATED MODULE: ./build/features/expression.js


/**
 * Checks that `sql`, which the user wrote under the config's `key`, is one expression, and one whose value depends
 * on the row alone: neither on chance nor on the clock, or no run could be repeated.
 * @returns the expression, safe to be set into a query
 */
async function checkedExpression(engine, key, sql) {
    const wrapped = `(${sql}\n)`;
    const [row] = await engine.rows(`SELECT json_serialize_sql(${(0,data_sql/* literal */.e)(`SELECT ${wrapped}`)})::VARCHAR AS tree`);
    const tree = JSON.parse(row?.tree ?? '{"error":true}');
    const [statement, second] = tree.statements ?? [];
    if (tree.error || !statement)
        throw badExpression(key, sql, tree.error_message ?? 'it cannot be parsed');
    const { node } = statement;
    if (second ||
        node.type !== 'SELECT_NODE' ||
        node.select_list?.length !== 1 ||
        node.from_table?.type !== 'EMPTY') {
        throw badExpression(key, sql, 'it is more than one expression');
    }
    const called = [...functionNames(node)];
    const changing = await engine.rows(`SELECT DISTINCT function_name AS name FROM duckdb_functions()
     WHERE stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY') AND function_name <> 'error'`);
    const moving = new Set(changing.map(({ name }) => name));
    const found = called.find((name) => moving.has(name));
    if (found !== undefined)
        throw badExpression(key, sql, `${found}() differs from run to run`);
    return wrapped;
}
function* functionNames(tree) {
    if (Array.isArray(tree)) {
        for (const item of tree)
            yield* functionNames(item);
    }
    else if (tree !== null && typeof tree === 'object') {
        for (const [key, value] of Object.entries(tree)) {
            if (key === 'function_name' && typeof value === 'string')
                yield value.toLowerCase();
            else
                yield* functionNames(value);
        }
    }
}
/** What a tree says of places in the text; DuckDB's "nowhere" is beyond the whole numbers of JavaScript. */
const PLACES = /,"query_location":\d+/g;
/** The conditions that `AND` joins in a checked expression; the expression itself where it is no such thing. */
async function conjunctsOf(engine, expression) {
    const [row] = await engine.rows(`SELECT json_serialize_sql(${(0,data_sql/* literal */.e)(`SELECT ${expression}`)})::VARCHAR AS tree`);
    const text = (row?.tree ?? '').replaceAll(PLACES, '');
    const tree = JSON.parse(text);
    const node = tree.statements[0]?.node;
    // A number that JavaScript would round must not be written back.
    if (!node || JSON.stringify(tree) !== text)
        return [expression];
    const parts = partsOf(node.select_list[0]);
    if (parts.length < 2)
        return [expression];
    const conditions = [];
    for (const part of parts) {
        node.select_list = [part];
        const [written] = await engine.rows(`SELECT json_deserialize_sql(${(0,data_sql/* literal */.e)(JSON.stringify(tree))}::JSON) AS sql`);
        conditions.push(`(${written?.sql.replace(/^SELECT /, '')})`);
    }
    return conditions;
}
function partsOf(tree) {
    if (!tree)
        return [];
    return tree.type === 'CONJUNCTION_AND' ? (tree.children ?? []).flatMap(partsOf) : [tree];
}
/** The error for an expression of the config that DuckDB does not take. */
function badExpression(key, sql, problem) {
    const [reason] = (0,errors/* messageOf */.bD)(problem).split('\n\n');
    return new errors/* UserError */.yo(`${key}: ${reason}`, {
        hint: `Write one SQL expression (DuckDB's dialect) over the columns of the view; this is ${JSON.stringify(sql)}.`,
        cause: problem,
    });
}

// EXTERNAL MODULE: ./build/config/duration.js
var duration = __webpack_require__(91359);
;// CONCATENATED MODULE: ./build/features/join.js




/** The columns of a table or view, with the contract's types. */
async function columnsOfTable(engine, table, key) {
    const [known] = await engine.rows("SELECT 1 FROM information_schema.tables WHERE table_schema = 'main' AND lower(table_name) = lower(?)", [table]);
    if (!known) {
        throw new errors/* UserError */.yo(`${key}: there is no source ${JSON.stringify(table)}`, {
            hint: 'Name one of `data.sources`.',
        });
    }
    const described = await engine.rows(`DESCRIBE SELECT * FROM ${(0,data_sql/* identifier */.C)(table)}`);
    return new Map(described.map((column) => [column.column_name, (0,column_types/* columnTypeOf */.g)(column.column_type)]));
}
/** The name that `columns` has for `name`: SQL takes no notice of case. */
function columnNamed(columns, name, where) {
    for (const [column, type] of columns) {
        if (column.toLowerCase() === name.toLowerCase())
            return { name: column, type };
    }
    throw new errors/* UserError */.yo(`${where}: there is no column ${JSON.stringify(name)}`, {
        hint: `There are ${[...columns.keys()].join(', ')}.`,
    });
}
/**
 * `left` with the columns that `join` looks up in another source. Every row of `left` stays, once; where nothing
 * is found, or a key is missing, the columns are missing. An `asof` join takes the latest row at or before the time of
 * the left row, and none that is older than `within`.
 * @param key where the join stands in the config, such as `data.view.join[0]`
 * @param hit the name of a column of truth values: whether a row was found
 * @throws UserError for names that are absent or taken, and keys of different types
 * @throws DataError where several rows of the source fit and it is not decided which one holds
 */
async function joined(engine, left, join, key, hit) {
    const right = await columnsOfTable(engine, join.source, `${key}.source`);
    const here = `${key} (${join.source})`;
    const on = join.on.map((name) => sharedColumn(left.columns, right, name, here));
    const time = join.asof === undefined ? undefined : sharedColumn(left.columns, right, join.asof, `${here}, asof`);
    if (time && !(isTime(time.left.type) && isTime(time.right.type))) {
        throw new errors/* UserError */.yo(`${here}: ${join.asof} is no time on both sides, so \`asof\` has no meaning`, {
            hint: 'Times are written YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ; set `types` of the source where they are not told as such.',
        });
    }
    if (join.within !== undefined && !time) {
        throw new errors/* UserError */.yo(`${here}: \`within\` does nothing without \`asof\``, {
            hint: 'Name the time under `asof`.',
        });
    }
    const taken = takenColumns(left, right, join, here, [...on, ...(time ? [time] : [])].map((pair) => pair.right.name));
    const pairs = on.map((pair) => `l.${(0,data_sql/* identifier */.C)(pair.left.name)} = r.${(0,data_sql/* identifier */.C)(pair.right.name)}`);
    const keys = on.map((pair) => pair.right.name);
    const picked = [
        ...new Set([...keys, ...(time ? [time.right.name] : []), ...taken.map(({ from }) => from)]),
    ];
    const needed = [...keys, ...(time ? [time.right.name] : [])];
    const complete = needed.map((name) => `${(0,data_sql/* identifier */.C)(name)} IS NOT NULL`).join(' AND ');
    const twins = `SELECT ${needed.map(data_sql/* identifier */.C).join(', ')} FROM ${(0,data_sql/* identifier */.C)(join.source)} WHERE ${complete}
    GROUP BY ALL HAVING count(*) > 1`;
    const [anyTwin] = await engine.rows(`${twins} LIMIT 1`);
    // Rows that agree in all that is taken are one answer; only an `asof` source, a log of events, may repeat them.
    const lookup = `SELECT ${time && anyTwin ? 'DISTINCT ' : ''}${picked.map(data_sql/* identifier */.C).join(', ')}
    FROM ${(0,data_sql/* identifier */.C)(join.source)} WHERE ${complete}`;
    const kind = time ? 'ASOF LEFT JOIN' : 'LEFT JOIN';
    const at = time ? `l.${(0,data_sql/* identifier */.C)(time.left.name)} >= r.${(0,data_sql/* identifier */.C)(time.right.name)}` : '';
    const condition = [...pairs, ...(time ? [at] : [])].join(' AND ');
    if (anyTwin)
        await refuseTwinRows(engine, left, join, here, { lookup, needed, kind, condition });
    const fresh = time && join.within !== undefined
        ? `r.${(0,data_sql/* identifier */.C)(time.right.name)} >= l.${(0,data_sql/* identifier */.C)(time.left.name)} - to_microseconds(${(0,duration/* durationOf */.cf)(join.within, `${key}.within`) * 1000})`
        : `r.${(0,data_sql/* identifier */.C)(keys[0] ?? '')} IS NOT NULL`;
    const found = `coalesce(${fresh}, false)`;
    const values = taken.map(({ from, to }) => `if(${found}, r.${(0,data_sql/* identifier */.C)(from)}, NULL) AS ${(0,data_sql/* identifier */.C)(to)}`);
    return {
        sql: `SELECT l.*, ${[...values, `${found} AS ${(0,data_sql/* identifier */.C)(hit)}`].join(', ')}
      FROM (${left.sql}) l ${kind} (${lookup}) r ON ${condition}`,
        columns: new Map([...left.columns, ...taken.map(({ to, type }) => [to, type])]),
    };
}
function isTime(type) {
    return type === 'timestamp' || type === 'date';
}
function isNumber(type) {
    return type === 'integer' || type === 'number';
}
function sharedColumn(left, right, name, where) {
    const pair = {
        left: columnNamed(left, name, `${where}, left side`),
        right: columnNamed(right, name, where),
    };
    const [a, b] = [pair.left.type, pair.right.type];
    if (a === b || (isNumber(a) && isNumber(b)) || (isTime(a) && isTime(b)))
        return pair;
    throw new errors/* UserError */.yo(`${where}: ${name} is ${a} on the left side and ${b} in the source, so nothing would match`, {
        hint: 'Set `types` of one of the sources, or `missing` if a text such as NA made the numbers text.',
    });
}
/** What is taken from the source, and the names it gets. */
function takenColumns(left, right, join, where, keys) {
    const names = join.columns ?? [...right.keys()].filter((name) => !keys.includes(name));
    const used = new Set([...left.columns.keys()].map((name) => name.toLowerCase()));
    return names.map((name) => {
        const column = columnNamed(right, name, `${where}, columns`);
        const to = `${join.prefix ?? ''}${column.name}`;
        if (used.has(to.toLowerCase())) {
            throw new errors/* UserError */.yo(`${where}: the view has a column ${JSON.stringify(to)} already`, {
                hint: join.prefix === undefined
                    ? `Set a prefix, such as \`prefix: ${join.source}_\`.`
                    : 'Set another prefix.',
            });
        }
        used.add(to.toLowerCase());
        return { from: column.name, to, type: column.type };
    });
}
/** Refuses rows of the source that have the same key (and time), where a row of the view would meet them. */
async function refuseTwinRows(engine, left, join, where, query) {
    const keys = query.needed.map(data_sql/* identifier */.C).join(', ');
    const met = query.needed.map((name) => `r.${(0,data_sql/* identifier */.C)(name)}`).join(', ');
    const shown = query.needed.map((name, i) => `CAST(${(0,data_sql/* identifier */.C)(name)} AS VARCHAR) AS k${i}`).join(', ');
    const [example] = await engine.rows(`WITH twins AS (SELECT ${keys}, count(*) AS n FROM (${query.lookup}) GROUP BY ALL HAVING count(*) > 1),
       met AS (SELECT DISTINCT ${met} FROM (${left.sql}) l
         ${query.kind.replace('LEFT ', '')} (SELECT DISTINCT ${keys} FROM (${query.lookup})) r ON ${query.condition})
     SELECT ${shown}, n FROM met JOIN twins USING (${keys}) ORDER BY ALL LIMIT 1`);
    if (!example)
        return;
    const values = query.needed.map((name, i) => `${name} = ${(0,data_sql/* literal */.e)(String(example[`k${i}`]))}`).join(', ');
    const what = join.asof === undefined ? 'rows' : 'different rows';
    throw new errors/* DataError */.fL(`${where}: the source has ${example.n} ${what} with ${values}, and a row of the view can take one only`, {
        hint: 'Remove the repeated rows from the source, or name more columns under `on`.',
    });
}

;// CONCATENATED MODULE: ./build/features/view.js








/**
 * Makes the feature view: one row per prediction, in the order of `from`, with all its columns, those that the
 * joins look up, and the label.
 * @throws UserError for what the config must mend, with the key's name and DuckDB's message for SQL
 * @throws DataError where a join would have to choose among rows, or an expression fails on a value
 */
async function createView(engine, view, options) {
    const table = options.table ?? data_sources/* VIEW_TABLE */.fu;
    const sources = [view.from, ...view.join.map(({ source }) => source)];
    if (sources.some((source) => source.toLowerCase() === table.toLowerCase())) {
        throw new errors/* UserError */.yo(`data.sources.${table}: this name is the feature view's`, {
            hint: 'Rename the source.',
        });
    }
    const columns = await columnsOfTable(engine, view.from, 'data.view.from');
    const taken = await allNames(engine, columns, view);
    const place = (0,column_names/* freeName */.IL)('row_place', taken);
    let relation = {
        sql: `SELECT *, row_number() OVER () AS ${(0,data_sql/* identifier */.C)(place)} FROM ${(0,data_sql/* identifier */.C)(view.from)}`,
        columns,
    };
    const hits = [];
    for (const [index, join] of view.join.entries()) {
        const hit = (0,column_names/* freeName */.IL)(`found_${index}`, [...taken, place]);
        relation = await joined(engine, relation, join, `data.view.join[${index}]`, hit);
        hits.push(hit);
    }
    checkNames(view, relation.columns, options);
    const staged = (0,column_names/* freeName */.IL)(`${table} staged`, sources);
    const internal = [place, ...hits].map(data_sql/* identifier */.C).join(', ');
    const label = await labelOf(engine, view, relation, options);
    const where = options.training
        ? await conditionOf(engine, view, relation, label)
        : options.served && (await servedCondition(engine, view, relation, options.served.label));
    const names = [...relation.columns.keys()].map(data_sql/* identifier */.C).join(', ');
    await (0,relations/* dropRelation */.C)(engine, staged);
    await (0,relations/* dropRelation */.C)(engine, table);
    try {
        await engine.run(`CREATE TABLE ${(0,data_sql/* identifier */.C)(staged)} AS SELECT ${names}, ${internal} FROM (${relation.sql})`);
        const counts = hits.map((hit, index) => `count(*) FILTER (${(0,data_sql/* identifier */.C)(hit)}) AS found${index}`);
        const [count] = await engine.rows(`SELECT ${['count(*) AS n', ...counts].join(', ')} FROM ${(0,data_sql/* identifier */.C)(staged)}`);
        // Rows that `where` leaves out never reach the label, which need not be computable for them.
        // Rows that `where` leaves out never reach the label, which need not be computable for them.
        await engine.run(`CREATE TABLE ${(0,data_sql/* identifier */.C)(table)} AS SELECT ${label ? `${names}, ${label.sql}` : names}
       FROM ${(0,data_sql/* identifier */.C)(staged)} ${where === undefined ? '' : `WHERE ${where}`} ORDER BY ${(0,data_sql/* identifier */.C)(place)}`);
        const [after] = await engine.rows(`SELECT count(*) AS n FROM ${(0,data_sql/* identifier */.C)(table)}`);
        return {
            table,
            columns: [...relation.columns, ...(label ? [[label.name, label.type]] : [])].map(([name, type]) => ({ name, type })),
            rows: after?.n ?? 0,
            rowsBefore: count?.n ?? 0,
            joins: view.join.map(({ source }, index) => ({ source, found: count?.[`found${index}`] ?? 0 })),
        };
    }
    finally {
        await (0,relations/* dropRelation */.C)(engine, staged);
    }
}
/** All names that the view's SQL could meet, so that our own columns get others. */
async function allNames(engine, columns, view) {
    const names = [...columns.keys()];
    for (const [index, join] of view.join.entries()) {
        const others = await columnsOfTable(engine, join.source, `data.view.join[${index}].source`);
        for (const name of others.keys())
            names.push(name, `${join.prefix ?? ''}${name}`);
    }
    return names;
}
/** `time`, `keys` and `unavailable` must name columns of the view: a typo would switch off what they are for. */
function checkNames(view, columns, options) {
    if (view.time !== undefined) {
        const { type } = columnNamed(columns, view.time, 'data.view.time');
        if (type !== 'timestamp' && type !== 'date') {
            throw new errors/* UserError */.yo(`data.view.time: ${view.time} is ${type}, not a time`, {
                hint: 'Times are written YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ; set `types` of the source where they are not told as such.',
            });
        }
    }
    for (const name of view.keys)
        columnNamed(columns, name, 'data.view.keys');
    // Data to predict on need not have what is not known when predicting.
    if (options.training)
        for (const name of view.unavailable)
            columnNamed(columns, name, 'data.view.unavailable');
}
/** The label that `view.label` makes; undefined where none is asked for, or it is a column already. */
async function labelOf(engine, view, relation, options) {
    const { label } = options;
    if (label === undefined)
        return undefined;
    const present = [...relation.columns.keys()].find((name) => name.toLowerCase() === label.toLowerCase());
    if (view.label === undefined) {
        if (present === label)
            return undefined;
        throw new errors/* UserError */.yo(`model.label: the view has no column ${JSON.stringify(label)}`, {
            hint: 'Name a column, or write `data.view.label`, the SQL expression that makes it.',
        });
    }
    if (present !== undefined) {
        throw new errors/* UserError */.yo(`model.label: the view has a column ${JSON.stringify(present)} already`, {
            hint: 'Choose another name for the label that `data.view.label` makes, or remove `data.view.label`.',
        });
    }
    const expression = await checkedExpression(engine, 'data.view.label', view.label);
    const type = (0,column_types/* columnTypeOf */.g)(await typeOf(engine, 'data.view.label', view.label, expression, relation));
    return { name: label, type, sql: `CAST(${expression} AS ${(0,column_types/* sqlTypeOf */.I)(type)}) AS ${(0,data_sql/* identifier */.C)(label)}` };
}
/** The condition `view.where`, which may speak of the label too. */
async function conditionOf(engine, view, relation, label) {
    if (view.where === undefined)
        return undefined;
    const expression = await checkedExpression(engine, 'data.view.where', view.where);
    const type = await typeOf(engine, 'data.view.where', view.where, expression, relation, label);
    if (type === 'BOOLEAN')
        return expression;
    throw badExpression('data.view.where', view.where, `its value is of the type ${type}, neither true nor false`);
}
/**
 * The part of `view.where` that whoever sends requests can apply too: of the conditions that `AND` joins, those
 * that need neither the label nor a column under `unavailable`.
 */
async function servedCondition(engine, view, relation, label) {
    if (view.where === undefined)
        return undefined;
    const unknown = new Set([...view.unavailable, label].map((name) => name.toLowerCase()));
    const known = [...relation.columns].filter(([name]) => !unknown.has(name.toLowerCase()));
    const atRequest = { sql: relation.sql, columns: new Map(known) };
    const expression = await checkedExpression(engine, 'data.view.where', view.where);
    const kept = [];
    for (const condition of await conjunctsOf(engine, expression)) {
        const isKnown = await typeOf(engine, 'data.view.where', condition, condition, atRequest).then(() => true, () => false);
        if (isKnown)
            kept.push(condition);
    }
    return kept.length > 0 ? kept.join(' AND ') : undefined;
}
/** DuckDB's type of an expression over `relation`; what does not fit the columns is the user's to mend. */
async function typeOf(engine, key, sql, expression, relation, label) {
    const names = [...relation.columns.keys()].map(data_sql/* identifier */.C);
    try {
        // Beside the columns, an aggregate is refused here and not when the rows are made; as a condition, a window is.
        const described = await engine.rows(`DESCRIBE SELECT *, ${expression} AS value
       FROM (SELECT ${[...names, ...(label ? [label.sql] : [])].join(', ')} FROM (${relation.sql}))
       ${key === 'data.view.where' ? `WHERE ${expression}` : ''}`);
        return described.at(-1)?.column_type ?? '';
    }
    catch (error) {
        throw badExpression(key, sql, error);
    }
}


/***/ })

};
