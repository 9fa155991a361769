export const id = 4677;
export const ids = [4677];
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

/***/ 11468:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ dropRelation)
/* harmony export */ });
/* harmony import */ var _sql_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(47069);

/** Makes the name free, be it a table or a view that has it: DuckDB replaces the one only by its like. */
async function dropRelation(engine, name) {
    const existing = await engine.rows(`SELECT table_type AS kind FROM information_schema.tables
     WHERE table_schema = 'main' AND lower(table_name) = lower(?)`, [name]);
    for (const { kind } of existing) {
        await engine.run(`DROP ${kind === 'VIEW' ? 'VIEW' : 'TABLE'} ${(0,_sql_js__WEBPACK_IMPORTED_MODULE_0__/* .identifier */ .C)(name)}`);
    }
}


/***/ }),

/***/ 39254:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dx: () => (/* binding */ linesOf),
/* harmony export */   MW: () => (/* binding */ quotedPath),
/* harmony export */   VS: () => (/* binding */ matchingFiles),
/* harmony export */   _b: () => (/* binding */ findSourceFiles),
/* harmony export */   u7: () => (/* binding */ allowedDirectories)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15173);
/* harmony import */ var _sql_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(47069);





const MAGIC = /[*?[]/;
const SUFFIXES = {
    csv: 'csv',
    tsv: 'csv',
    txt: 'csv',
    parquet: 'parquet',
    pq: 'parquet',
    json: 'json',
    jsonl: 'json',
    ndjson: 'json',
};
function patternsOf(source) {
    return typeof source.path === 'string' ? [source.path] : source.path;
}
/**
 * The folders that hold what `sources` name: all that the data engine needs to be allowed to read.
 * @throws UserError for an address of the network, or where the folder would be the root of the disk
 */
function allowedDirectories(sources, baseDirectory) {
    const directories = new Set();
    for (const [name, source] of Object.entries(sources)) {
        for (const pattern of patternsOf(source)) {
            if (/^[a-z][a-z0-9+.-]+:\/\//i.test(pattern)) {
                throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`source ${name}: ${pattern} is no path of a file`, {
                    hint: 'Only local files are read. Fetch the data in a step before this one and name the file.',
                });
            }
            // A bracket may be part of a real name, so the folder is taken above the first such character.
            const magic = pattern.search(MAGIC);
            const fixed = magic < 0 ? pattern : `${pattern.slice(0, magic)}x`;
            const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(baseDirectory, fixed));
            if (directory === (0,node_path__WEBPACK_IMPORTED_MODULE_2__.parse)(directory).root) {
                throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`source ${name}: ${pattern} would open the whole disk to the data engine`, {
                    hint: 'Put the data in a folder of its own.',
                });
            }
            directories.add(directory);
        }
    }
    return [...directories].sort();
}
/** `path` for DuckDB's file functions, which would take `*`, `?` and `[` for a pattern. */
function quotedPath(path) {
    return (0,_sql_js__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .e)(escapedPath(path));
}
function escapedPath(path) {
    return path.replace(/[*?[]/g, (character) => `[${character}]`);
}
/** SQL of the lines of a text file as they are: a control character that text does not hold stands in for the delimiter. */
function linesOf(path) {
    return `read_csv(${quotedPath(path)}, auto_detect = false, header = false, columns = {'line': 'VARCHAR'},
    delim = '\x01', quote = '', escape = '', strict_mode = false, hive_partitioning = false)`;
}
/**
 * Finds the files of the source `name`.
 * @throws UserError where nothing is found, is a folder or cannot be read, or the format is not known
 * @throws DataError where a file is empty or plainly something else
 */
async function findSourceFiles(engine, name, source, baseDirectory) {
    const show = (path) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(baseDirectory, path).replaceAll('\\', '/') || path;
    const paths = new Set();
    for (const pattern of patternsOf(source)) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(baseDirectory, pattern);
        const found = MAGIC.test(pattern) ? await matchingFiles(engine, pattern, baseDirectory) : [path];
        if (found.length === 0) {
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`source ${name}: no file matches ${pattern}`, {
                hint: `Paths are relative to the folder of the config, ${baseDirectory}.`,
            });
        }
        for (const file of found)
            paths.add(file);
    }
    const formats = new Set();
    for (const path of paths) {
        await checkReadable(name, path, show(path));
        formats.add(source.format ?? formatOf(name, path, show(path)));
    }
    const [format, other] = formats;
    if (format === undefined || other !== undefined) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`source ${name} mixes files of the formats ${[...formats].join(' and ')}`, {
            hint: 'Make a source of each format.',
        });
    }
    for (const path of paths)
        await checkContent(path, show(path), format);
    return { name, format, paths: [...paths], show };
}
/** The files that `pattern` names, absolute and sorted: the one of this very name, or those that it matches. */
async function matchingFiles(engine, pattern, baseDirectory) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(baseDirectory, pattern);
    if (await exists(path))
        return [path];
    // A bracket in the name of the folder is no pattern.
    const base = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(pattern) ? '' : `${escapedPath(baseDirectory)}/`;
    const rows = await engine.rows(`SELECT file FROM glob(${(0,_sql_js__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .e)(base + pattern)}) ORDER BY file`);
    return rows.map(({ file }) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(file));
}
async function exists(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path).then(() => true, () => false);
}
function formatOf(name, path, shown) {
    const suffix = /\.([a-z]+)(?:\.(?:gz|zst))?$/i.exec(path)?.[1]?.toLowerCase() ?? '';
    const format = SUFFIXES[suffix];
    if (format)
        return format;
    throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`source ${name}: the name of ${shown} does not tell its format`, {
        hint: 'Set `format: csv`, `parquet` or `json`, or end the name in .csv, .tsv, .parquet, .json, .jsonl or .ndjson (CSV and JSON also .gz or .zst).',
    });
}
async function checkReadable(name, path, shown) {
    const status = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(path).catch(() => undefined);
    if (!status) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`source ${name}: ${shown} does not exist`, {
            hint: 'Check `data.sources` for the path; it is relative to the folder of the config.',
        });
    }
    if (status.isDirectory()) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`source ${name}: ${shown} is a folder`, {
            hint: `Name its files with a pattern, such as \`${shown}/*.csv\`.`,
        });
    }
    if (!status.isFile())
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`source ${name}: ${shown} is no ordinary file`);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.R_OK).catch((error) => {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .yo(`source ${name}: ${shown} cannot be read`, {
            hint: 'Give the user who runs this the permission to read the file.',
            cause: error,
        });
    });
    if (status.size === 0) {
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DataError */ .fL(`${shown} is empty`, { hint: 'A file of no rows still needs its column names.' });
    }
}
/** Beginnings that tell what a file really is. */
const SIGNATURES = [
    ['PAR1', 'a Parquet file', 'Set `format: parquet`, or name it *.parquet.'],
    ['\x1f\x8b', 'compressed with gzip', 'Let its name end in .gz.'],
    ['\x28\xb5\x2f\xfd', 'compressed with Zstandard', 'Let its name end in .zst.'],
    ['PK\x03\x04', 'a ZIP archive or a spreadsheet', 'Unpack it, or save the sheet as CSV.'],
    ['\xff\xfe', 'UTF-16 text', 'Save it as UTF-8.'],
    ['\xfe\xff', 'UTF-16 text', 'Save it as UTF-8.'],
];
/** Refuses a text source that is something else, before a parser makes a riddle of it. */
async function checkContent(path, shown, format) {
    if (format === 'parquet' || /\.(gz|zst)$/.test(path))
        return;
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, 'r');
    try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(8192), 0, 8192, 0);
        const head = buffer.subarray(0, bytesRead).toString('latin1');
        for (const [bytes, what, hint] of SIGNATURES) {
            if (head.startsWith(bytes))
                throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DataError */ .fL(`${shown} is ${what}, not ${format.toUpperCase()}`, { hint });
        }
        if (head.includes('\0')) {
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .DataError */ .fL(`${shown} is a binary file, not ${format.toUpperCase()}`, {
                hint: 'Check what wrote the file and what its real format is.',
            });
        }
    }
    finally {
        await file.close();
    }
}


/***/ }),

/***/ 44677:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fu: () => (/* binding */ VIEW_TABLE),
  u7: () => (/* reexport */ source_files/* allowedDirectories */.u7),
  ur: () => (/* binding */ checkSourceNames),
  mT: () => (/* binding */ originOfRow),
  Vq: () => (/* binding */ registerSource),
  Io: () => (/* binding */ registerSources)
});

// UNUSED EXPORTS: sourceFiles

// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./build/data/compression.js





/**
 * Checks that a compressed file is whole. DuckDB reads one that was cut off up to the cut and says
 * nothing, so rows would be lost in silence.
 * @throws DataError naming the file by `shown`
 */
async function checkCompressed(path, shown) {
    if (path.endsWith('.gz'))
        await checkGzip(path, shown);
    else if (path.endsWith('.zst'))
        await checkZstandard(path, shown);
}
function damaged(shown, kind, detail) {
    return new errors/* DataError */.fL(`${shown} is no whole ${kind} file: ${detail}`, {
        hint: 'Copy or make the file again; its end or a part of it is missing.',
    });
}
/** Decompresses to nowhere: length and CRC stand at the end of each member. */
async function checkGzip(path, shown) {
    try {
        await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(path), (0,external_node_zlib_.createGunzip)(), async (chunks) => {
            for await (const _chunk of chunks)
                ;
        });
    }
    catch (error) {
        throw damaged(shown, 'gzip', (0,errors/* messageOf */.bD)(error));
    }
}
const FRAME = 0xfd2fb528;
/** Walks the frames and block headers (RFC 8878, 3.1) up to the end; DuckDB checks what is in the blocks. */
async function checkZstandard(path, shown) {
    const file = await (0,promises_.open)(path, 'r');
    try {
        const { size } = await file.stat();
        let at = 0;
        const take = async (count) => {
            const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, at);
            if (bytesRead < count)
                throw damaged(shown, 'Zstandard', 'it ends too early');
            at += count;
            return buffer;
        };
        do {
            const magic = (await take(4)).readUInt32LE();
            if (magic >>> 4 === 0x184d2a5) {
                at += (await take(4)).readUInt32LE();
            }
            else if (magic === FRAME) {
                const descriptor = (await take(1)).readUInt8();
                const singleSegment = (descriptor & 0x20) !== 0;
                const contentSize = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
                const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
                at += (singleSegment ? 0 : 1) + dictionary + contentSize;
                for (let last = false; !last;) {
                    const header = (await take(3)).readUIntLE(0, 3);
                    last = (header & 1) === 1;
                    at += ((header >> 1) & 3) === 1 ? 1 : header >> 3;
                }
                if (descriptor & 4)
                    at += 4;
            }
            else {
                throw damaged(shown, 'Zstandard', 'it does not begin like one');
            }
        } while (at < size);
        if (at > size)
            throw damaged(shown, 'Zstandard', 'it ends too early');
    }
    finally {
        await file.close();
    }
}

// EXTERNAL MODULE: ./build/data/column-names.js
var column_names = __webpack_require__(99658);
// EXTERNAL MODULE: ./build/data/source-files.js
var source_files = __webpack_require__(39254);
// EXTERNAL MODULE: ./build/data/sql.js
var sql = __webpack_require__(47069);
// EXTERNAL MODULE: ./build/data/frame.js
var data_frame = __webpack_require__(9644);
// EXTERNAL MODULE: ./build/data/relations.js
var relations = __webpack_require__(11468);
// EXTERNAL MODULE: ./build/data/text-types.js
var text_types = __webpack_require__(74186);
;// CONCATENATED MODULE: ./build/data/text-table.js





/**
 * Creates the table `files.name` of `relation`, in the order of the files and their rows. A first pass over
 * all rows finds the types, a second one converts.
 * @param texts columns that are text whatever their values spell, where they exist and `types` says nothing of them
 * @throws UserError where `types` names a column that does not exist
 * @throws DataError where a value is not of the type that `types` asks for
 */
async function loadTextTable(engine, files, relation, types = {}, texts = new Set()) {
    const { columns, from } = relation;
    const file = (0,sql/* identifier */.C)(relation.file);
    const unknown = Object.keys(types).filter((name) => !columns.includes(name));
    if (unknown.length > 0) {
        throw new errors/* UserError */.yo(`source ${files.name}: \`types\` names no column of it: ${unknown.join(', ')}`, {
            hint: `Its columns are ${columns.join(', ')}.`,
        });
    }
    const wanted = (name) => {
        if (Object.hasOwn(types, name))
            return data_frame/* COLUMN_TYPES */.RO.find((type) => type === types[name]);
        return texts.has(name) ? 'string' : undefined;
    };
    const misfit = (name, type) => `${relation.text(name)} IS NOT NULL AND ${(0,text_types/* parseSql */.eg)(relation.text(name), type)} IS NULL`;
    const measures = columns.map((name, index) => {
        const type = wanted(name);
        const measure = type ? `count(*) FILTER (${misfit(name, type)})` : `bit_or(${relation.kind(name)})`;
        return `${measure} AS m${index}`;
    });
    const survey = await engine.rows(`SELECT ${file} AS file, count(*) AS n, ${measures.join(', ')} FROM ${from} GROUP BY ALL`);
    const typed = columns.map((name, index) => ({
        name,
        type: wanted(name) ?? (0,text_types/* typeOfKinds */.R9)(survey.reduce((kinds, row) => kinds | (row[`m${index}`] ?? 0), 0)),
    }));
    for (const [index, { name, type }] of typed.entries()) {
        const misfits = wanted(name) ? survey.reduce((sum, row) => sum + (row[`m${index}`] ?? 0), 0) : 0;
        if (misfits > 0)
            throw await misfitError(engine, files, relation, name, type, misfit(name, type), misfits);
    }
    const values = typed.map(({ name, type }) => `${(0,text_types/* castSql */.aL)(relation.text(name), type)} AS ${(0,sql/* identifier */.C)(name)}`);
    await (0,relations/* dropRelation */.C)(engine, files.name);
    await engine.run(`CREATE TABLE ${(0,sql/* identifier */.C)(files.name)} AS SELECT ${values.join(', ')} FROM ${from}`);
    const rows = new Map(survey.map((row) => [row.file, row.n]));
    return { columns: typed, rowsOfFile: files.paths.map((path) => rows.get(path) ?? 0) };
}
async function misfitError(engine, files, relation, column, type, condition, count) {
    const file = (0,sql/* identifier */.C)(relation.file);
    const value = relation.text(column);
    const paths = files.paths.map(sql/* literal */.e).join(', ');
    const [first] = await engine.rows(`SELECT ${file} AS file, place, value FROM (
       SELECT ${file}, ${value} AS value, row_number() OVER (PARTITION BY ${file}) AS place, ${condition} AS misfit
       FROM ${relation.from}) WHERE misfit ORDER BY list_position([${paths}], ${file}), place LIMIT 1`);
    const where = first
        ? `; the first is ${JSON.stringify(first.value)} in ${files.show(first.file)}, row ${first.place}`
        : '';
    const are = count === 1 ? 'value is' : 'values are';
    return new errors/* DataError */.fL(`source ${files.name}, column ${JSON.stringify(column)}: ${count} ${are} not of the type ${type}${where}`, { hint: `Mend the data, name the text under \`missing\` if it means that, or change \`types\`.` });
}

;// CONCATENATED MODULE: ./build/data/csv.js






const DELIMITERS = [',', ';', '\t', '|'];
/** Lines that one header may take: names may hold line ends. */
const HEADER_LINES = 100;
/**
 * Loads CSV files (RFC 4180: a header, quotes `"`, UTF-8, any line end) into the table `files.name`. Files may
 * order their columns differently but must have the same ones. Nothing is sniffed but the delimiter, from
 * the header: DuckDB's sniffer skips rows that do not fit, so a ragged file would lose them in silence.
 * @throws DataError for a file that is ragged, not UTF-8, or not CSV at all, with file and line
 */
async function loadCsv(engine, files, source, texts) {
    const headers = [];
    for (const path of files.paths)
        headers.push(await readHeader(engine, files, path, source.delimiter));
    const first = headers[0]?.names ?? [];
    const file = (0,column_names/* freeName */.IL)('source_file', first);
    // Neighbours with the same header are read together, the others one after the other: the order of rows stays.
    const runs = [];
    const firstShown = files.show(files.paths[0] ?? '');
    for (const [index, header] of headers.entries()) {
        const path = files.paths[index] ?? '';
        (0,column_names/* refuseOtherColumns */._y)(files.name, { shown: firstShown, columns: first }, { shown: files.show(path), columns: header.names });
        const last = runs.at(-1);
        if (last && JSON.stringify(last.header) === JSON.stringify(header))
            last.paths.push(path);
        else
            runs.push({ header, paths: [path] });
    }
    const select = first.concat(file).map(sql/* identifier */.C).join(', ');
    const reads = runs.map(({ header, paths }) => `SELECT ${select} FROM ${readCsv(header, paths, source, file)}`);
    try {
        return await loadTextTable(engine, files, {
            columns: first,
            file,
            from: `(${reads.join(' UNION ALL ')})`,
            text: sql/* identifier */.C,
            kind: (name) => (0,text_types/* kindSql */.rr)((0,sql/* identifier */.C)(name)),
        }, source.types, texts);
    }
    catch (error) {
        throw csvError(error, files, files.paths);
    }
}
function readCsv(header, paths, source, file) {
    const columns = header.names.map((name) => `${(0,sql/* literal */.e)(name)}: 'VARCHAR'`).join(', ');
    const missing = [...new Set(['', ...(source.missing ?? [])])].map(sql/* literal */.e).join(', ');
    return `read_csv([${paths.map(source_files/* quotedPath */.MW).join(', ')}], auto_detect = false, header = true, columns = {${columns}},
    delim = ${(0,sql/* literal */.e)(header.delimiter)}, quote = '"', escape = '"', nullstr = [${missing}], allow_quoted_nulls = true,
    strict_mode = true, null_padding = false, hive_partitioning = false, filename = ${(0,sql/* literal */.e)(file)})`;
}
async function readHeader(engine, files, path, delimiter) {
    const shown = files.show(path);
    const lines = await engine
        .rows(`SELECT line FROM ${(0,source_files/* linesOf */.Dx)(path)} LIMIT ${HEADER_LINES}`)
        .catch((error) => {
        throw csvError(error, files, [path]);
    });
    let header = '';
    for (const { line } of lines) {
        header += header === '' ? (line ?? '') : `\n${line ?? ''}`;
        if (header !== '' && (header.split('"').length - 1) % 2 === 0)
            break;
    }
    if (header.trim() === '' || header.includes('\0')) {
        throw new errors/* DataError */.fL(`${shown} has no header`, {
            hint: 'The first line of a CSV file must name its columns.',
        });
    }
    const between = delimiter ?? (/\.tsv(\.gz|\.zst)?$/i.test(path) ? '\t' : likelyDelimiter(header));
    const names = cellsOf(header, between).map((name, index) => name || `column${index}`);
    (0,column_names/* refuseTwins */.sv)(names, `${shown}: `);
    return { names, delimiter: between };
}
/** The delimiter that divides the header most; a comma where none does. */
function likelyDelimiter(header) {
    const outside = header.replace(/"(?:[^"]|"")*"/g, '');
    const [best = ','] = [...DELIMITERS].sort((a, b) => outside.split(b).length - outside.split(a).length);
    return best;
}
/** The cells of one CSV record. */
function cellsOf(record, delimiter) {
    const cells = [];
    let at = 0;
    do {
        if (record[at] === '"') {
            let end = record.indexOf('"', at + 1);
            while (end >= 0 && record[end + 1] === '"')
                end = record.indexOf('"', end + 2);
            const stop = end < 0 ? record.length : end;
            cells.push(record.slice(at + 1, stop).replaceAll('""', '"'));
            at = stop + 1;
        }
        else {
            const end = record.indexOf(delimiter, at);
            const stop = end < 0 ? record.length : end;
            cells.push(record.slice(at, stop));
            at = stop;
        }
        at = record.startsWith(delimiter, at) ? at + delimiter.length : record.length + 1;
    } while (at <= record.length);
    return cells;
}
/** DuckDB's page of text about a CSV file as one sentence with file and line, and what to do. */
function csvError(error, files, paths) {
    if (!(error instanceof errors/* DataError */.fL || error instanceof errors/* UserError */.yo) || error.hint !== undefined)
        return error;
    const message = (0,errors/* messageOf */.bD)(error);
    const named = /^\s*file = (.*)$/m.exec(message)?.[1]?.trim();
    const path = named ?? (paths.length === 1 ? paths[0] : undefined);
    const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
    const where = `${path === undefined ? `source ${files.name}` : files.show(path)}${line ? `, line ${line}` : ''}`;
    const found = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
    const fail = (what, hint) => new errors/* DataError */.fL(`${where}: ${what}`, { hint, cause: error });
    if (found) {
        const original = /Original Line: ?(.*)/.exec(message)?.[1] ?? '';
        return fail(`${found[2]} values where the header names ${found[1]} columns: ${JSON.stringify(original.slice(0, 120))}`, 'Mend the line: quote values that hold the delimiter or a line end, or set `delimiter` if it was taken wrongly.');
    }
    if (/invalid unicode|utf-?8/i.test(message)) {
        return fail('this is not UTF-8 text', 'Save the file as UTF-8, for instance with `iconv -f latin1 -t utf-8`.');
    }
    if (/unterminated quote/i.test(message)) {
        return fail('a quoted value does not end', 'Close the quote, and write a quote inside a quoted value twice.');
    }
    if (/state machine/i.test(message)) {
        return fail('this is no CSV that can be read safely', 'Check that all lines end alike (LF or CRLF, not both) and that quotes are closed.');
    }
    if (/maximum line size/i.test(message)) {
        return fail('a line is longer than 2 MB', 'Check that the file is CSV and that its quotes are closed.');
    }
    const [summary = message] = message.split('\n');
    return fail(summary, 'Check that the file is CSV and was copied whole.');
}

;// CONCATENATED MODULE: ./build/data/json-lines.js






/**
 * Loads JSON Lines (one object a line; a file that is one array of objects does as well) into the table
 * `files.name`. A key that a line does not have is missing there. Nested values stay JSON text.
 * @throws DataError for a line that is no JSON object, with file and line
 */
async function loadJson(engine, files, source, texts) {
    const paths = `[${files.paths.map(source_files/* quotedPath */.MW).join(', ')}]`;
    const format = await formatOf(engine, files);
    const objects = `read_json_objects(${paths}, format = '${format}', hive_partitioning = false, filename = true)`;
    try {
        const [strange] = await engine.rows(`SELECT filename, json_type(json) AS kind, count(*) AS n FROM ${objects}
       WHERE json_type(json) IS DISTINCT FROM 'OBJECT' GROUP BY ALL ORDER BY ALL LIMIT 1`);
        if (strange) {
            throw new errors/* DataError */.fL(`${files.show(strange.filename)}: ${strange.n} of its values are no objects but ${strange.kind ?? 'nothing'}`, { hint: 'Each line must be one JSON object with the columns as its keys.' });
        }
        const keys = await engine.rows(`SELECT key FROM (SELECT unnest(json_keys(json)) AS key, generate_subscripts(json_keys(json), 1) AS place
       FROM ${objects}) GROUP BY key ORDER BY min(place), key`);
        const columns = keys.map(({ key }) => key);
        if (columns.length === 0) {
            throw new errors/* DataError */.fL(`source ${files.name}: there is no key in any of its objects`, {
                hint: 'Each line must be one JSON object with the columns as its keys.',
            });
        }
        (0,column_names/* refuseTwins */.sv)(columns, `source ${files.name}: `);
        const file = (0,column_names/* freeName */.IL)('source_file', columns);
        const declared = columns.map((name) => `${(0,sql/* literal */.e)(name)}: 'JSON'`).join(', ');
        const text = (name) => `(${(0,sql/* identifier */.C)(name)} ->> '$')`;
        return await loadTextTable(engine, files, {
            columns,
            file,
            from: `read_json(${paths}, format = '${format}', columns = {${declared}}, hive_partitioning = false, filename = ${(0,sql/* literal */.e)(file)})`,
            text,
            kind: (name) => jsonKindSql((0,sql/* identifier */.C)(name), text(name)),
        }, source.types, texts);
    }
    catch (error) {
        throw jsonError(error, files);
    }
}
/** What DuckDB calls the files' form. It is not left to DuckDB, which would take what it can for either. */
async function formatOf(engine, files) {
    const forms = new Set();
    for (const path of files.paths) {
        const first = await engine
            .rows(`SELECT line FROM ${(0,source_files/* linesOf */.Dx)(path)} WHERE trim(line) <> '' LIMIT 1`)
            // What is no text is told by the JSON reader.
            .catch(() => []);
        forms.add(first[0]?.line.trimStart().startsWith('[') ? 'array' : 'newline_delimited');
    }
    const [form = 'newline_delimited', other] = forms;
    if (other === undefined)
        return form;
    throw new errors/* DataError */.fL(`source ${files.name}: some of its files are arrays, others are JSON Lines`, {
        hint: 'Write all of them as JSON Lines.',
    });
}
function jsonKindSql(value, text) {
    return `CASE json_type(${value}) WHEN 'NULL' THEN 0
    WHEN 'BIGINT' THEN ${text_types/* KIND */.Nd.integer}
    WHEN 'UBIGINT' THEN if(TRY_CAST(${text} AS BIGINT) IS NULL, ${text_types/* KIND */.Nd.longInteger}, ${text_types/* KIND */.Nd.integer})
    WHEN 'DOUBLE' THEN ${text_types/* KIND */.Nd.number}
    WHEN 'BOOLEAN' THEN ${text_types/* KIND */.Nd.boolean}
    WHEN 'VARCHAR' THEN ${(0,text_types/* timeKindSql */.et)(text)}
    WHEN 'OBJECT' THEN ${text_types/* KIND */.Nd.text} WHEN 'ARRAY' THEN ${text_types/* KIND */.Nd.text} ELSE 0 END`;
}
function jsonError(error, files) {
    if (!(error instanceof errors/* DataError */.fL || error instanceof errors/* UserError */.yo) || error.hint !== undefined)
        return error;
    const message = (0,errors/* messageOf */.bD)(error);
    const malformed = /Malformed JSON in file "(.*?)", at byte \d+ in (line|record\/value) (\d+): (.*?)\.?\s*(?:Try .*)?$/s.exec(message);
    if (malformed) {
        const [, path = '', unit, number, problem = ''] = malformed;
        // DuckDB 1.5.5 counts the lines it has begun, which is one more than the line's number.
        const line = unit === 'line' ? `, line ${Number(number) - 1}` : '';
        return new errors/* DataError */.fL(`${files.show(path)}${line} is not JSON Lines: ${problem.trim()}`, {
            hint: 'Each line must be one JSON object in UTF-8, with nothing after it.',
            cause: error,
        });
    }
    return new errors/* DataError */.fL(`source ${files.name}: ${message.split('\n')[0]}`, {
        hint: 'Check that the files are JSON Lines and were copied whole.',
        cause: error,
    });
}

// EXTERNAL MODULE: ./build/data/column-types.js
var column_types = __webpack_require__(89359);
;// CONCATENATED MODULE: ./build/data/parquet.js






/**
 * Makes Parquet files the view `files.name`: they are read when they are asked, column by column, so they
 * may be larger than memory. Values have the types of the contract: whole numbers are BIGINT (HUGEINT
 * where unsigned 64 bits would not fit), numbers DOUBLE, times TIMESTAMP in UTC, all else text.
 * @throws DataError for a file that is no Parquet, or has other columns than the first
 */
async function loadParquet(engine, files) {
    let first;
    for (const path of files.paths) {
        const file = { shown: files.show(path), columns: await columnsOf(engine, files, path) };
        (0,column_names/* refuseTwins */.sv)(file.columns, `${file.shown}: `);
        first ??= file;
        (0,column_names/* refuseOtherColumns */._y)(files.name, first, file);
    }
    const paths = `[${files.paths.map(source_files/* quotedPath */.MW).join(', ')}]`;
    const from = `read_parquet(${paths}, union_by_name = true, hive_partitioning = false)`;
    const described = await engine.rows(`DESCRIBE SELECT * FROM ${from}`);
    const columns = described.map(({ column_name: name, column_type }) => ({
        name,
        type: (0,column_types/* columnTypeOf */.g)(column_type),
        sqlType: column_type,
    }));
    const values = columns.map(({ name, type, sqlType }) => {
        const wide = /^(UBIGINT|U?HUGEINT)$/.test(sqlType);
        return `CAST(${(0,sql/* identifier */.C)(name)} AS ${wide ? 'HUGEINT' : (0,column_types/* sqlTypeOf */.I)(type)}) AS ${(0,sql/* identifier */.C)(name)}`;
    });
    await (0,relations/* dropRelation */.C)(engine, files.name);
    await engine.run(`CREATE VIEW ${(0,sql/* identifier */.C)(files.name)} AS SELECT ${values.join(', ')} FROM ${from}`);
    const counts = await engine.rows(`SELECT file_name, num_rows FROM parquet_file_metadata(${paths})`);
    const rows = new Map(counts.map((row) => [row.file_name, row.num_rows]));
    return {
        columns: columns.map(({ name, type }) => ({ name, type })),
        rowsOfFile: files.paths.map((path) => rows.get(path) ?? 0),
    };
}
/** The top-level column names of a Parquet file, which its schema lists depth first. */
async function columnsOf(engine, files, path) {
    const elements = await engine
        .rows(`SELECT name, num_children AS children FROM parquet_schema(${(0,source_files/* quotedPath */.MW)(path)})`)
        .catch((error) => {
        if (!(error instanceof errors/* DataError */.fL || error instanceof errors/* UserError */.yo))
            throw error;
        throw new errors/* DataError */.fL(`${files.show(path)} is no Parquet file that can be read: ${(0,errors/* messageOf */.bD)(error).split('\n')[0]}`, {
            hint: 'Check that it was written and copied whole.',
            cause: error,
        });
    });
    const names = [];
    let deeper = 0;
    for (const { name, children } of elements.slice(1)) {
        if (deeper === 0)
            names.push(name);
        else
            deeper -= 1;
        deeper += children ?? 0;
    }
    return names;
}

;// CONCATENATED MODULE: ./build/data/sources.js







/** The name of the feature view's table; no source may have it. */
const VIEW_TABLE = 'view';
/** Options that a format does not know are refused, since they would do nothing. */
const OPTIONS = {
    csv: ['missing', 'delimiter', 'types'],
    json: ['types'],
    parquet: [],
};
/**
 * Makes each of `sources` a table (CSV, JSON) or view (Parquet) of the engine, under its name. Rows stand in
 * the order of the files, columns have the contract's types, times are UTC without a zone.
 * @param baseDirectory the folder that paths are relative to: the config's
 * @throws UserError for what the config must mend (a path, a format, an option that does nothing)
 * @throws DataError for files that are not what they must be, with file and line
 */
async function registerSources(engine, sources, baseDirectory) {
    checkSourceNames(Object.keys(sources));
    const registered = new Map();
    for (const [name, source] of Object.entries(sources)) {
        registered.set(name, await registerSource(engine, name, source, baseDirectory));
    }
    return registered;
}
/** Throws UserError where a name is the view's, or two names are one for SQL. */
function checkSourceNames(names) {
    for (const [index, name] of names.entries()) {
        if (name.toLowerCase() === VIEW_TABLE) {
            throw new errors/* UserError */.yo(`data.sources.${name}: this name is the feature view's`, {
                hint: 'Rename the source.',
            });
        }
        const twin = names.slice(0, index).find((other) => other.toLowerCase() === name.toLowerCase());
        if (twin !== undefined) {
            throw new errors/* UserError */.yo(`the sources ${twin} and ${name} differ in upper and lower case only`, {
                hint: 'Rename one of them: SQL takes the two for one.',
            });
        }
    }
}
/**
 * As `registerSources`, for one of them.
 * @param texts columns of CSV or JSON that are text whatever their values spell, such as zip codes
 */
async function registerSource(engine, name, source, baseDirectory, texts = new Set()) {
    const files = await (0,source_files/* findSourceFiles */._b)(engine, name, source, baseDirectory);
    for (const option of ['missing', 'delimiter', 'types']) {
        if (source[option] !== undefined && !OPTIONS[files.format].includes(option)) {
            throw new errors/* UserError */.yo(`source ${name}: \`${option}\` does nothing for ${files.format} files`, {
                hint: `Remove it from \`data.sources.${name}\`.`,
            });
        }
    }
    for (const path of files.paths)
        await checkCompressed(path, files.show(path));
    const table = await load(engine, files, source, texts);
    return {
        name,
        format: files.format,
        columns: table.columns,
        rows: table.rowsOfFile.reduce((sum, rows) => sum + rows, 0),
        files: files.paths.map((path, index) => ({
            path,
            shown: files.show(path),
            rows: table.rowsOfFile[index] ?? 0,
        })),
    };
}
function load(engine, files, source, texts) {
    switch (files.format) {
        case 'csv':
            return loadCsv(engine, files, source, texts);
        case 'json':
            return loadJson(engine, files, source, texts);
        case 'parquet':
            return loadParquet(engine, files);
    }
}
/** The files of a source, in the order of its rows. */
function sourceFiles(source) {
    return source.files.map(({ path }) => path);
}
/**
 * Where the row at `index` (from 0, in the order of the source's table) stands: its file and its place there
 * (from 1, the header not counted). Undefined where the source has no such row.
 */
function originOfRow(source, index) {
    let before = 0;
    for (const { shown, rows } of source.files) {
        if (index >= before && index < before + rows)
            return { file: shown, row: index - before + 1 };
        before += rows;
    }
    return undefined;
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


/***/ }),

/***/ 74186:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Nd: () => (/* binding */ KIND),
/* harmony export */   R9: () => (/* binding */ typeOfKinds),
/* harmony export */   aL: () => (/* binding */ castSql),
/* harmony export */   eg: () => (/* binding */ parseSql),
/* harmony export */   et: () => (/* binding */ timeKindSql),
/* harmony export */   rr: () => (/* binding */ kindSql)
/* harmony export */ });
/* harmony import */ var _column_types_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(89359);
/* harmony import */ var _sql_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47069);


/**
 * The types of text columns (CSV, and strings of JSON), told from ALL their values by rules that can be
 * written down, never from a sample: DuckDB's own sniffer looks at the first rows, skips what it does
 * not understand, and takes 007 for 7.
 *
 * A column is `integer`, `number`, `boolean`, `date` or `timestamp` when every value that is not missing
 * is one, else `string`. A leading zero (007) or more digits than 64 bits make text, since as a number it
 * would not be the same any more. Dates are YYYY-MM-DD; 01/02/2013 stays text, since nobody can tell.
 */
const INTEGER = '[+-]?(0|[1-9][0-9]*)';
const NUMBER = '[+-]?((0|[1-9][0-9]*)(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?([nN][aA][nN]|[iI][nN][fF]([iI][nN][iI][tT][yY])?)';
const DATE = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const TIMESTAMP = `${DATE}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?( ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?))?`;
/** One bit for each kind of value that occurs in a column. */
const KIND = { integer: 1, longInteger: 2, number: 4, boolean: 8, date: 16, timestamp: 32, text: 64 };
function matches(text, pattern) {
    return `regexp_full_match(${text}, ${(0,_sql_js__WEBPACK_IMPORTED_MODULE_1__/* .literal */ .e)(pattern)})`;
}
/** SQL for the kind of the text `text`: 0 where it is missing. */
function kindSql(text) {
    return `CASE WHEN ${text} IS NULL THEN 0
    WHEN ${matches(text, INTEGER)} THEN if(TRY_CAST(${text} AS BIGINT) IS NULL, ${KIND.longInteger}, ${KIND.integer})
    WHEN ${matches(text, NUMBER)} THEN ${KIND.number}
    WHEN lower(${text}) IN ('true', 'false') THEN ${KIND.boolean}
    ELSE ${timeKindSql(text)} END`;
}
/** The same for text that can only be a time or text, as a JSON string. */
function timeKindSql(text) {
    return `CASE WHEN ${matches(text, DATE)} AND TRY_CAST(${text} AS DATE) IS NOT NULL THEN ${KIND.date}
    WHEN ${matches(text, TIMESTAMP)} AND TRY_CAST(${text} AS TIMESTAMPTZ) IS NOT NULL THEN ${KIND.timestamp}
    ELSE ${KIND.text} END`;
}
/** The type of a column in which the kinds `kinds` (their bits) occur. */
function typeOfKinds(kinds) {
    const only = (allowed) => (kinds & ~allowed) === 0;
    if (kinds === 0)
        return 'string';
    if (only(KIND.integer))
        return 'integer';
    if (kinds & KIND.number && only(KIND.integer | KIND.longInteger | KIND.number))
        return 'number';
    if (only(KIND.boolean))
        return 'boolean';
    if (only(KIND.date))
        return 'date';
    if (only(KIND.date | KIND.timestamp))
        return 'timestamp';
    return 'string';
}
/** SQL for the text `text` as a value of `type`; null where it is none, such as 1.5 for an integer. */
function parseSql(text, type) {
    switch (type) {
        case 'string':
            return text;
        case 'integer':
            return `if(${matches(text, '[+-]?[0-9]+(\\.0*)?')}, TRY_CAST(${text} AS BIGINT), NULL)`;
        case 'number':
            return `if(${matches(text, NUMBER.replaceAll('(0|[1-9][0-9]*)', '[0-9]+'))}, TRY_CAST(${text} AS DOUBLE), NULL)`;
        case 'boolean':
            return `TRY_CAST(${text} AS BOOLEAN)`;
        case 'timestamp':
            return `CAST(TRY_CAST(${text} AS TIMESTAMPTZ) AS TIMESTAMP)`;
        case 'date':
            return `TRY_CAST(${text} AS DATE)`;
    }
}
/** SQL for the text `text`, known to be of `type`, as its value. */
function castSql(text, type) {
    if (type === 'string')
        return text;
    if (type === 'timestamp')
        return `CAST(CAST(${text} AS TIMESTAMPTZ) AS TIMESTAMP)`;
    return `CAST(${text} AS ${(0,_column_types_js__WEBPACK_IMPORTED_MODULE_0__/* .sqlTypeOf */ .I)(type)})`;
}


/***/ })

};
