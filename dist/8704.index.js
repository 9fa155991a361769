export const id = 8704;
export const ids = [8704];
export const modules = {

/***/ 99658:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IL: () => (/* binding */ freeName),
/* harmony export */   _y: () => (/* binding */ refuseOtherColumns),
/* harmony export */   sv: () => (/* binding */ refuseTwins)
/* harmony export */ });
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15173);

/** SQL compares column names without case, so two that differ in nothing else cannot stand in one table. */
function refuseTwins(names, where = '') {
    const seen = new Map();
    for (const name of names) {
        const twin = seen.get(name.toLowerCase());
        if (twin !== undefined) {
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DataError */ .fL(`${where}two columns have one name: ${JSON.stringify(twin)} and ${JSON.stringify(name)}`, { hint: 'Rename one of them; upper and lower case do not tell columns apart.' });
        }
        seen.set(name.toLowerCase(), name);
    }
}
/** Refuses a file whose columns are not those of the first file of its source; their order is free. */
function refuseOtherColumns(source, first, file) {
    const lacks = first.columns.filter((name) => !file.columns.includes(name));
    const adds = file.columns.filter((name) => !first.columns.includes(name));
    if (lacks.length === 0 && adds.length === 0)
        return;
    const parts = [
        ...(lacks.length > 0 ? [`lacks ${lacks.join(', ')}`] : []),
        ...(adds.length > 0 ? [`adds ${adds.join(', ')}`] : []),
    ];
    throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DataError */ .fL(`source ${source}: the columns of ${file.shown} are not those of ${first.shown}: it ${parts.join(' and ')}`, { hint: 'All files of a source must have the same columns; make another source of the others.' });
}
/** `name`, lengthened until none of `columns` has it. */
function freeName(name, columns) {
    const taken = new Set([...columns].map((column) => column.toLowerCase()));
    let free = name;
    while (taken.has(free.toLowerCase()))
        free += '_';
    return free;
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

/***/ 58704:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openEngine: () => (/* binding */ openEngine)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
// EXTERNAL MODULE: ./build/data/column-names.js
var column_names = __webpack_require__(99658);
// EXTERNAL MODULE: ./build/data/column-types.js
var column_types = __webpack_require__(89359);
;// CONCATENATED MODULE: ./build/data/duckdb-errors.js

/** Splits DuckDB's `Binder Error: text … LINE 1: … ^` into kind and text. */
function problemOf(error) {
    const whole = (0,errors/* messageOf */.bD)(error).replace(/^Failed to [a-z ]+: (?=[A-Z])/, '');
    const [, kind = '', rest = whole] = /^([A-Z][A-Za-z ]*?) Error: ([\s\S]*)$/.exec(whole) ?? [];
    return { kind, message: rest.replace(/\n\nLINE \d+:[\s\S]*$/, '').trim() || whole };
}
/** Kinds that speak of the values that were read, not of the SQL. */
const ABOUT_DATA = new Set([
    'Conversion',
    'Constraint',
    'Out of Range',
    'Invalid Input',
    'Invalid',
    'Mismatch Type',
]);
/** Kinds that mean a mistake of this program. */
const OURS = new Set(['INTERNAL', 'Internal', 'FATAL', 'Fatal']);
const FULL_DISK = /no space left|disk (is )?full|disk quota|file too large|enospc|efbig|max_temp_directory_size/i;
/**
 * DuckDB's error as one of ours: the data are wrong (`DataError`), or the user must mend something
 * (`UserError`: SQL of the config, a path, a permission, memory, a full disk). The original is the cause.
 * What DuckDB itself calls internal is returned as it is: a bug.
 */
function translateError(error) {
    if (error instanceof errors/* DataError */.fL || error instanceof errors/* UserError */.yo)
        return error;
    const { kind, message } = problemOf(error);
    if (FULL_DISK.test(message)) {
        return new errors/* UserError */.yo(`the disk is full: ${message}`, {
            hint: 'Free some space, or point the temporary and output folders at a larger disk.',
            cause: error,
        });
    }
    if (kind === 'Out of Memory') {
        return new errors/* UserError */.yo(`the data engine ran out of memory: ${message}`, {
            hint: 'Give the machine more memory, or select fewer columns or rows.',
            cause: error,
        });
    }
    if (kind === 'Permission') {
        return new errors/* UserError */.yo(`the data engine refused it: ${message}`, {
            hint: 'The data engine reads only the folders of the configured sources and cannot change its own settings.',
            cause: error,
        });
    }
    if (ABOUT_DATA.has(kind))
        return new errors/* DataError */.fL(message, { cause: error });
    if (typeof error.code === 'string')
        return new errors/* UserError */.yo(message, { cause: error });
    if (kind === '' || OURS.has(kind))
        return error instanceof Error ? error : new Error((0,errors/* messageOf */.bD)(error));
    return new errors/* UserError */.yo(message, { cause: error });
}

;// CONCATENATED MODULE: ./build/data/duckdb-values.js

/** Whole numbers are numbers where they are exact, else decimal text, so that no key is ever rounded. */
function integer(value) {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
}
const INFINITE = 2n ** 63n - 1n;
/** Ticks of a timestamp as milliseconds; the ends of the range stand for the infinities. */
function milliseconds(ticks, ticksPerMillisecond) {
    if (ticks === INFINITE)
        return Number.POSITIVE_INFINITY;
    if (ticks === -INFINITE)
        return Number.NEGATIVE_INFINITY;
    const number = Number(ticks);
    if (ticksPerMillisecond <= 1 || Number.isSafeInteger(number))
        return number / ticksPerMillisecond;
    // Beyond 2^53 ticks the whole milliseconds are still exact.
    const whole = BigInt(ticksPerMillisecond);
    return Number(ticks / whole) + Number(ticks % whole) / ticksPerMillisecond;
}
function duckdb_values_text(value) {
    return String(value);
}
/** The reader of a DuckDB type, as the interface `DataEngine` says. */
function readerOf(module, type) {
    const id = module.DuckDBTypeId;
    switch (type.typeId) {
        case id.BOOLEAN:
        case id.TINYINT:
        case id.SMALLINT:
        case id.INTEGER:
        case id.UTINYINT:
        case id.USMALLINT:
        case id.UINTEGER:
        case id.FLOAT:
        case id.DOUBLE:
        case id.VARCHAR:
        case id.ENUM:
            return (value) => value;
        case id.BIGINT:
        case id.UBIGINT:
        case id.HUGEINT:
        case id.UHUGEINT:
        case id.BIGNUM:
            return integer;
        case id.DECIMAL:
            return (value) => (value === null ? null : value.toDouble());
        case id.TIMESTAMP:
        case id.TIMESTAMP_TZ:
            return (value) => milliseconds(value.micros, 1e3);
        case id.TIMESTAMP_S:
            return (value) => milliseconds(value.seconds, 1e-3);
        case id.TIMESTAMP_MS:
            return (value) => milliseconds(value.millis, 1);
        case id.TIMESTAMP_NS:
            return (value) => milliseconds(value.nanos, 1e6);
        case id.LIST:
        case id.ARRAY: {
            const item = readerOf(module, type.valueType);
            return (value) => value.items.map((inner) => nullable(item, inner));
        }
        case id.STRUCT: {
            const struct = type;
            const readers = struct.entryTypes.map((entry) => readerOf(module, entry));
            return (value) => {
                const { entries } = value;
                return Object.fromEntries(struct.entryNames.map((name, index) => [
                    name,
                    nullable(readers[index] ?? duckdb_values_text, entries[name] ?? null),
                ]));
            };
        }
        default:
            return duckdb_values_text;
    }
}
/** `value` by `reader`, null kept. */
function nullable(reader, value) {
    return value === null ? null : reader(value);
}
/** A cell as the one value that a frame may hold: lists and structs become JSON text. */
function valueOfCell(cell) {
    return typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell;
}
/** The DuckDB value and type of a query's parameter. Whole numbers are BIGINT, so that `LIMIT ?` works. */
function parameterOf(module, value) {
    if (value === null)
        return { value: null, type: module.SQLNULL };
    if (typeof value === 'string')
        return { value, type: module.VARCHAR };
    if (typeof value === 'boolean')
        return { value, type: module.BOOLEAN };
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
        return { value: BigInt(value), type: module.BIGINT };
    }
    return { value, type: module.DOUBLE };
}
/** How a column of a frame is stored: its DuckDB type and the conversion of each value but null. */
function writerOf(module, column) {
    const refuse = (value, row) => {
        throw new errors/* DataError */.fL(`column ${JSON.stringify(column.name)}, row ${row + 1}: ${JSON.stringify(value)} is no ${column.type}`, { hint: `Every value of an ${column.type} column must be one, or null where it is missing.` });
    };
    switch (column.type) {
        case 'integer':
            return {
                type: module.BIGINT,
                write: (value, row) => {
                    if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 63) {
                        return BigInt(value);
                    }
                    // Text holds the whole numbers that a JavaScript number cannot.
                    if (typeof value === 'string' && /^-?\d{1,19}$/.test(value)) {
                        const exact = BigInt(value);
                        if (BigInt.asIntN(64, exact) === exact)
                            return exact;
                    }
                    return refuse(value, row);
                },
            };
        case 'number':
            return {
                type: module.DOUBLE,
                write: (value, row) => (typeof value === 'number' ? value : refuse(value, row)),
            };
        case 'boolean':
            return {
                type: module.BOOLEAN,
                write: (value, row) => (typeof value === 'boolean' ? value : refuse(value, row)),
            };
        case 'string':
            return {
                type: module.VARCHAR,
                write: (value, row) => (typeof value === 'string' ? value : refuse(value, row)),
            };
        case 'timestamp':
            return {
                type: module.TIMESTAMP,
                write: (value, row) => {
                    if (value === Number.POSITIVE_INFINITY)
                        return module.DuckDBTimestampValue.PosInf;
                    if (value === Number.NEGATIVE_INFINITY)
                        return module.DuckDBTimestampValue.NegInf;
                    if (typeof value !== 'number' || !(Math.abs(value) < 2 ** 63 / 1e3))
                        return refuse(value, row);
                    const whole = Math.trunc(value);
                    const micros = BigInt(whole) * 1000n + BigInt(Math.round((value - whole) * 1e3));
                    return new module.DuckDBTimestampValue(micros);
                },
            };
        case 'date':
            return {
                type: module.DATE,
                write: (value, row) => new module.DuckDBDateValue(dayOf(value) ?? refuse(value, row)),
            };
    }
}
/** Days since 1970-01-01 of `YYYY-MM-DD`, or undefined where that is no day of the calendar. */
function dayOf(value) {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value))
        return undefined;
    const time = Date.parse(`${value}T00:00:00Z`);
    if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value)
        return undefined;
    return time / 86_400_000;
}

// EXTERNAL MODULE: ./build/data/sql.js
var data_sql = __webpack_require__(47069);
;// CONCATENATED MODULE: ./build/data/duckdb.js










/**
 * Opens an in-memory DuckDB that reads and writes nothing but the allowed folders, loads no extension,
 * takes no further settings, and knows one time zone: UTC.
 * @throws UserError where DuckDB cannot start, such as a memory limit that it does not understand
 */
async function openEngine(options) {
    const module = await options.loadModule();
    const temporaryDirectory = (0,external_node_path_.resolve)(options.temporaryDirectory);
    await (0,promises_.mkdir)(temporaryDirectory, { recursive: true });
    try {
        const instance = await module.DuckDBInstance.create(':memory:', {
            autoinstall_known_extensions: 'false',
            autoload_known_extensions: 'false',
            allow_community_extensions: 'false',
            ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
            ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
        });
        const connection = await instance.connect();
        const allowed = [...options.allowedDirectories.map((path) => (0,external_node_path_.resolve)(path)), temporaryDirectory];
        for (const setting of [
            "TimeZone = 'UTC'",
            'allow_persistent_secrets = false',
            `temp_directory = ${(0,data_sql/* literal */.e)(temporaryDirectory)}`,
            `allowed_directories = [${[...new Set(allowed)].map(data_sql/* literal */.e).join(', ')}]`,
            'enable_external_access = false',
            'lock_configuration = true',
        ]) {
            await connection.run(`SET ${setting}`);
        }
        return new DuckDBEngine(module, instance, connection, temporaryDirectory);
    }
    catch (error) {
        throw new errors/* UserError */.yo(`the data engine did not start: ${(0,errors/* messageOf */.bD)(error)}`, {
            hint: 'Check the memory limit, the number of threads and the temporary folder.',
            cause: error,
        });
    }
}
class DuckDBEngine {
    version;
    #module;
    #instance;
    #connection;
    #temporaryDirectory;
    #last = Promise.resolve();
    #closed = false;
    constructor(module, instance, connection, temporaryDirectory) {
        this.version = module.version().replace(/^v/, '');
        this.#module = module;
        this.#instance = instance;
        this.#connection = connection;
        this.#temporaryDirectory = temporaryDirectory;
    }
    async run(sql, parameters) {
        await this.#exclusively(async () => {
            const { values, types } = this.#bound(parameters);
            await this.#connection.run(sql, values, types);
        });
    }
    async rows(sql, parameters) {
        return this.#exclusively(async () => {
            const { names, columns } = await this.#read(sql, parameters, (cell) => cell);
            const count = columns[0]?.length ?? 0;
            // fromEntries makes own properties of any name, `__proto__` included.
            return Array.from({ length: count }, (_, row) => Object.fromEntries(names.map((name, index) => [name, columns[index]?.[row]])));
        });
    }
    async frame(sql, parameters) {
        return this.#exclusively(async () => {
            const { names, types, columns } = await this.#read(sql, parameters, valueOfCell);
            const made = names.map((name, index) => [
                name,
                { name, type: (0,column_types/* columnTypeOf */.g)(types[index] ?? ''), values: columns[index] ?? [] },
            ]);
            return { rows: columns[0]?.length ?? 0, columns: new Map(made) };
        });
    }
    async insert(name, frame) {
        const columns = [...frame.columns.values()];
        if (columns.length === 0)
            throw new RangeError(`table ${JSON.stringify(name)} would have no column`);
        (0,column_names/* refuseTwins */.sv)(columns.map((column) => column.name));
        const writers = columns.map((column) => writerOf(this.#module, column));
        const types = writers.map(({ type }) => type);
        const declared = columns.map((column, i) => `${(0,data_sql/* identifier */.C)(column.name)} ${types[i]}`).join(', ');
        await this.#exclusively(async () => {
            await this.#connection.run('BEGIN');
            try {
                await this.#connection.run(`CREATE OR REPLACE TABLE ${(0,data_sql/* identifier */.C)(name)} (${declared})`);
                const appender = await this.#connection.createAppender(name);
                const { DuckDBDataChunk } = this.#module;
                for (let start = 0; start < frame.rows; start += CHUNK) {
                    const size = Math.min(CHUNK, frame.rows - start);
                    const chunk = DuckDBDataChunk.create(types, size);
                    for (const [index, column] of columns.entries()) {
                        const write = writers[index]?.write;
                        const values = Array.from({ length: size }, (_, offset) => {
                            const value = column.values[start + offset] ?? null;
                            return value === null || !write ? null : write(value, start + offset);
                        });
                        chunk.setColumnValues(index, values);
                    }
                    appender.appendDataChunk(chunk);
                }
                appender.closeSync();
                await this.#connection.run('COMMIT');
            }
            catch (error) {
                await this.#connection.run('ROLLBACK');
                throw error;
            }
        });
    }
    async writeParquet(sql, path) {
        // DuckDB writes where it may, and we carry the file to its place: outputs need no allowed folder.
        const made = (0,external_node_path_.join)(this.#temporaryDirectory, `${(0,external_node_crypto_.randomBytes)(8).toString('hex')}.parquet`);
        try {
            await this.#exclusively(async () => {
                await this.#connection.run(`COPY (${sql}\n) TO ${(0,data_sql/* literal */.e)(made)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP}, PRESERVE_ORDER true)`);
                await (0,files/* writeAtomicallyWith */.xf)(path, (temporary) => moveFile(made, temporary));
            });
        }
        finally {
            await (0,promises_.rm)(made, { force: true });
        }
    }
    async close() {
        if (this.#closed)
            return;
        this.#closed = true;
        await this.#last;
        this.#connection.closeSync();
        this.#instance.closeSync();
    }
    /** One statement at a time: results are streamed, and a second query would cut off the first. */
    #exclusively(work) {
        if (this.#closed)
            throw new Error('the data engine is closed');
        const result = this.#last.then(work).catch((error) => {
            throw translateError(error);
        });
        this.#last = result.catch(() => undefined);
        return result;
    }
    #bound(parameters = []) {
        if (parameters.length === 0)
            return {};
        const bound = parameters.map((value) => parameterOf(this.#module, value));
        return { values: bound.map(({ value }) => value), types: bound.map(({ type }) => type) };
    }
    /** The columns of a query's result, each cell through `finish`. */
    async #read(sql, parameters, finish) {
        const bound = this.#bound(parameters);
        const result = await this.#connection.stream(sql, bound.values, bound.types);
        const types = result.columnTypes();
        const readers = types.map((type) => readerOf(this.#module, type));
        const columns = types.map(() => []);
        for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
            for (const [index, reader] of readers.entries()) {
                const vector = chunk.getColumnVector(index);
                const column = columns[index] ?? [];
                for (let row = 0; row < vector.itemCount; row++) {
                    column.push(finish(nullable(reader, vector.getItem(row))));
                }
            }
        }
        return { names: result.deduplicatedColumnNames(), types: types.map(String), columns };
    }
}
/** DuckDB's vector size. */
const CHUNK = 2048;
/** A fixed number of rows a group, so that the same rows make the same file. */
const ROW_GROUP = 122_880;
/** Renames, or copies where the two places are on different disks. */
async function moveFile(from, to) {
    try {
        await (0,promises_.rename)(from, to);
    }
    catch (error) {
        if (error.code !== 'EXDEV')
            throw error;
        await (0,promises_.copyFile)(from, to);
    }
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


/***/ })

};
