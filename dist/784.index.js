export const id = 784;
export const ids = [784];
export const modules = {

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

/***/ 53297:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ pairedBootstrap)
/* harmony export */ });
/* unused harmony export DEFAULT_REPLICATES */
/* harmony import */ var _stats_quantile_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69775);
/* harmony import */ var _stats_random_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(52681);
/* harmony import */ var _metrics_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48310);



const DEFAULT_REPLICATES = 2000;
/**
 * Paired bootstrap: rows are drawn with replacement, the same for both models, and the metrics taken on each
 * resample; percentile intervals by type-7 quantiles. Metrics share the resamples. Rows are sorted once: a resample is how
 * often each row was drawn, which the metrics take as weights. Both outcomes are of the same rows in the same order.
 */
function pairedBootstrap(a, b, metrics, { level = 0.95, replicates = DEFAULT_REPLICATES, seed = 1 } = {}) {
    if (a.rows !== b.rows)
        throw new RangeError(`${a.rows} rows cannot be paired with ${b.rows}`);
    const [measuresA, measuresB] = [(0,_metrics_js__WEBPACK_IMPORTED_MODULE_0__/* .measuresOf */ .d6)(a), (0,_metrics_js__WEBPACK_IMPORTED_MODULE_0__/* .measuresOf */ .d6)(b)];
    for (const metric of metrics) {
        if (!measuresA.names.includes(metric))
            throw new RangeError(`no metric ${metric} for ${a.task}`);
    }
    const differencesOn = (names, weights) => {
        const figuresA = measuresA.figures(names, weights);
        const figuresB = measuresB.figures(names, weights);
        return names.map((_, index) => {
            const [x, y] = [figuresA[index]?.value ?? null, figuresB[index]?.value ?? null];
            return x === null || y === null ? null : x - y;
        });
    };
    const whole = new Map(differencesOn(metrics, a.weights).map((value, index) => [metrics[index] ?? '', value]));
    const defined = metrics.filter((metric) => whole.get(metric) !== null);
    const drawn = new Map(defined.map((metric) => [metric, []]));
    const random = (0,_stats_random_js__WEBPACK_IMPORTED_MODULE_1__/* .randomOf */ .R)(seed);
    const counts = new Uint16Array(a.rows);
    const weighted = a.weights && new Float64Array(a.rows);
    for (let replicate = 0; replicate < replicates && defined.length > 0; replicate++) {
        drawRows(random, counts);
        if (weighted && a.weights) {
            for (let row = 0; row < counts.length; row++) {
                weighted[row] = counts[row] * a.weights[row];
            }
        }
        differencesOn(defined, weighted ?? counts).forEach((difference, index) => {
            if (difference !== null)
                drawn.get(defined[index] ?? '')?.push(difference);
        });
    }
    const tail = (1 - level) / 2;
    return metrics.map((metric) => {
        const sorted = Float64Array.from(drawn.get(metric) ?? []).sort();
        const enough = sorted.length > replicates / 2;
        return {
            metric,
            difference: whole.get(metric) ?? null,
            lower: enough ? (0,_stats_quantile_js__WEBPACK_IMPORTED_MODULE_2__/* .quantileOfSorted */ .mY)(sorted, tail) : null,
            upper: enough ? (0,_stats_quantile_js__WEBPACK_IMPORTED_MODULE_2__/* .quantileOfSorted */ .mY)(sorted, 1 - tail) : null,
            level,
            replicates: sorted.length,
            seed,
        };
    });
}
/**
 * Draws as many rows as there are, with replacement: `counts[row]` becomes how often. Lemire's multiplication
 * (2019), without bias and three times as fast as a remainder, while bits × rows is exact in a double.
 */
function drawRows(random, counts) {
    counts.fill(0);
    const rows = counts.length;
    const exact = rows <= 2 ** 21;
    const rejected = 2 ** 32 % rows;
    for (let draw = 0; draw < rows; draw++) {
        let row;
        if (exact) {
            let product;
            do {
                product = random.bits() * rows;
                row = Math.floor(product / 2 ** 32);
            } while (product - row * 2 ** 32 < rejected);
        }
        else {
            row = random.integer(rows);
        }
        counts[row] = counts[row] + 1;
    }
}


/***/ }),

/***/ 54292:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  qK: () => (/* binding */ tableText),
  nQ: () => (/* binding */ terminalTextOf)
});

// UNUSED EXPORTS: sectionTextOf, verdictTextOf

// EXTERNAL MODULE: ./build/report/document.js
var report_document = __webpack_require__(21294);
// EXTERNAL MODULE: ./build/report/text.js
var report_text = __webpack_require__(13920);
;// CONCATENATED MODULE: ./build/report/text-layout.js
/** Plain text in columns of a terminal. */
const GAP = 2;
/** Longer words are broken. */
const UNBROKEN = 24;
// Letters that East Asian typography sets in two columns, and pictures.
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const COMBINING = /[\p{Mn}\p{Me}]/u;
/** The columns that a text takes. */
function textWidth(text) {
    let width = 0;
    for (const character of text) {
        if (!COMBINING.test(character))
            width += WIDE.test(character) ? 2 : 1;
    }
    return width;
}
/** The text in lines of at most `width` columns, broken between words; a longer word is broken anywhere. */
function wrapped(text, width) {
    const lines = [];
    let line = '';
    for (const word of text.split(' ').flatMap((part) => pieces(part, width))) {
        if (line !== '' && textWidth(line) + 1 + textWidth(word) > width) {
            lines.push(line);
            line = word;
        }
        else {
            line = line === '' ? word : `${line} ${word}`;
        }
    }
    return [...lines, line];
}
/** A word in pieces that fit. */
function pieces(word, width) {
    if (textWidth(word) <= width)
        return [word];
    const parts = [];
    let part = '';
    for (const character of word) {
        if (textWidth(part + character) > width) {
            parts.push(part);
            part = '';
        }
        part += character;
    }
    return [...parts, part];
}
/**
 * Rows of cells as lines of at most `width` columns: texts are wrapped in their cells, the widest first. Where that is not
 * enough, the last columns are left out, and a line says so.
 */
function textTable(rows, align, width) {
    const widest = (measure) => align.map((_, index) => Math.max(...rows.map((row) => measure(row[index] ?? ''))));
    const natural = widest(textWidth);
    const least = widest(longestWord);
    let columns = align.length;
    while (columns > 1 && total(least.slice(0, columns)) > width)
        columns -= 1;
    const widths = fitted(natural.slice(0, columns), least, width);
    const lines = rows.flatMap((row) => rowLines(row, widths, align));
    const left = align.length - columns;
    return left > 0
        ? [...lines, `… and ${left} more ${left === 1 ? 'column' : 'columns'} in the report`]
        : lines;
}
/** The columns that the rows take when nothing is wrapped. */
function tableWidth(rows) {
    const columns = Math.max(0, ...rows.map((row) => row.length));
    const natural = Array.from({ length: columns }, (_, index) => Math.max(...rows.map((row) => textWidth(row[index] ?? ''))));
    return total(natural);
}
/** The longest word that is not broken. */
function longestWord(text) {
    return Math.min(UNBROKEN, Math.max(...text.split(' ').map(textWidth)));
}
function total(widths) {
    return widths.reduce((sum, each) => sum + each, 0) + GAP * (widths.length - 1);
}
/** The natural widths, the widest made narrower column by column until all fit, but not below the least. */
function fitted(natural, least, width) {
    const widths = [...natural];
    while (total(widths) > width) {
        const shrinkable = widths.map((each, index) => (each > (least[index] ?? 0) ? each : 0));
        const widest = Math.max(...shrinkable);
        // Only a single column can still be too wide: it is broken anywhere.
        if (widest === 0)
            return widths.map((each) => Math.min(each, Math.max(1, width)));
        widths[shrinkable.indexOf(widest)] = widest - 1;
    }
    return widths;
}
function rowLines(row, widths, align) {
    const cells = widths.map((width, index) => wrapped(row[index] ?? '', width));
    const height = Math.max(...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, line) => cells
        .map((cell, index) => padded(cell[line] ?? '', widths[index] ?? 0, align[index] ?? 'left'))
        .join(' '.repeat(GAP))
        .trimEnd());
}
function padded(text, width, align) {
    const space = ' '.repeat(Math.max(0, width - textWidth(text)));
    return align === 'right' ? space + text : text + space;
}

;// CONCATENATED MODULE: ./build/report/terminal.js



/** Tables longer than this are cut at a terminal; the HTML report has all rows. */
const MOST_ROWS = 12;
const LEAST_WIDTH = 40;
const MARGIN = '   ';
/** Every terminal gives these two columns. */
const TERMINAL_SIGNS = {
    pass: '✅',
    fail: '❌',
    inconclusive: '❓',
    warn: '🔶',
    skipped: '⚪',
    info: '🔷',
};
/**
 * The report as plain text for a terminal. What a person reads last stays on the screen, so the section
 * that decides comes last, and the verdict after it; a single stage that passed says it in its own line.
 */
function terminalTextOf(report, options = {}) {
    const [lead, ...others] = report.sections.filter(({ inComment = true }) => inComment);
    const sections = [...others, ...(lead ? [lead] : [])].map((section) => sectionTextOf(section, options));
    const isTold = sections.length === 1 && report.outcome === 'pass';
    return [...sections, ...(isTold ? [] : [verdictTextOf(report, options)])].join('\n');
}
/** The verdict alone: a line and the reason. */
function verdictTextOf(report, options = {}) {
    const width = widthOf(options);
    const title = line(`${report.title}: ${report.verdict}`);
    return `${[
        ...hanging(`${TERMINAL_SIGNS[report.outcome]} `, title, width),
        ...hanging(MARGIN, line(report.headline), width),
    ].join('\n')}\n`;
}
/** What a stage has to say: a line, and below it what a person must know. */
function sectionTextOf(section, options = {}) {
    const width = widthOf(options);
    const head = `${section.title}: ${line(section.summary)}`;
    const lines = hanging(`${TERMINAL_SIGNS[section.outcome]} `, head, width);
    let isBelowHeading = true;
    for (const block of section.blocks) {
        const text = blockLines(block, width);
        if (text.length > 0 && !isBelowHeading)
            lines.push('');
        lines.push(...text);
        if (text.length > 0)
            isBelowHeading = block.kind === 'heading';
    }
    return `${lines.join('\n')}\n`;
}
function widthOf({ width = 80 }) {
    return Math.max(Number.isFinite(width) ? Math.floor(width) : 80, LEAST_WIDTH);
}
function blockLines(block, width) {
    switch (block.kind) {
        case 'heading':
            return hanging(MARGIN, line(block.text), width);
        case 'paragraph':
            return hanging(MARGIN, line(block.text), width);
        case 'list':
            return block.items.flatMap((item, index) => hanging(`${MARGIN}${block.ordered ? `${index + 1}.` : '-'} `, line(item), width));
        case 'table':
            return tableLines(block, width);
        case 'row':
        case 'chart':
        case 'details':
            return [];
    }
}
function tableLines({ columns, rows, brief = MOST_ROWS, sentences }, width) {
    const most = Math.min(MOST_ROWS, brief);
    const shown = rows.slice(0, most);
    if (shown.length === 0)
        return [];
    const left = rows.length - shown.length;
    const lines = sentences
        ? sentences.slice(0, most).flatMap((sentence) => signed(line(sentence), width))
        : linesOf(columns, shown, width - MARGIN.length).map((text) => `${MARGIN}${text}`);
    return [...lines, ...(left > 0 ? [`${MARGIN}… and ${left} more in the report`] : [])];
}
/** A sentence whose first word is a sign. */
function signed(text, width) {
    const [sign = '', ...words] = text.split(' ');
    return hanging(`${MARGIN}${sign} `, words.join(' '), width);
}
/** A table with all its rows, as wide as it takes where no width is given. */
function tableText({ columns, rows }, options = {}) {
    return linesOf(columns, rows, options.width ?? Number.POSITIVE_INFINITY).join('\n');
}
function linesOf(columns, rows, width) {
    const align = columns.map(({ align: each = 'left' }) => each);
    const all = [columns.map(({ title }) => title), ...rows];
    const whole = all.map((row) => row.map(line));
    if (tableWidth(whole) <= width)
        return textTable(whole, align, width);
    return textTable(all.map((row) => row.map((cell) => line(withoutMuted(cell)))), align, width);
}
function withoutMuted(phrase) {
    const inlines = (0,report_document/* inlinesOf */.ew)(phrase);
    const kept = inlines.filter((inline) => typeof inline === 'string' || !('muted' in inline));
    return kept.length > 0 ? kept : phrase;
}
/** The text behind the sign, its further lines below its first word. */
function hanging(sign, text, width) {
    const indent = textWidth(sign);
    return wrapped(text, width - indent).map((part, index) => (index === 0 ? sign : ' '.repeat(indent)) + part);
}
/**
 * A phrase without control characters and marks, its signs in the width of a terminal. On a GitHub runner a
 * line that begins with `::` or holds `##[` would be a command.
 */
function line(phrase) {
    const clean = (0,report_text/* cleanInlines */.U)(phrase)
        .map((inline) => (0,report_document/* plainText */.wh)(inline))
        .join('');
    return (0,report_text/* cleanText */.X)(clean)
        .replace(/:(?=:)/g, ': ')
        .replaceAll('##[', '## [')
        .replace(/⚠️?/gu, TERMINAL_SIGNS.warn)
        .replace(/ℹ️?/gu, TERMINAL_SIGNS.info)
        .replaceAll('❔', TERMINAL_SIGNS.inconclusive)
        .replaceAll('➖', TERMINAL_SIGNS.skipped);
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


/***/ }),

/***/ 62188:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  compareCommand: () => (/* binding */ compareCommand),
  driftCommand: () => (/* binding */ driftCommand),
  metricsCommand: () => (/* binding */ metricsCommand),
  profileCommand: () => (/* binding */ profileCommand)
});

// EXTERNAL MODULE: ./build/data/profile.js + 4 modules
var data_profile = __webpack_require__(35664);
// EXTERNAL MODULE: ./build/data/profile-summary.js
var profile_summary = __webpack_require__(72697);
// EXTERNAL MODULE: ./build/data/sql.js
var sql = __webpack_require__(47069);
// EXTERNAL MODULE: ./build/drift/compare.js + 24 modules
var compare = __webpack_require__(45088);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/evaluation/bootstrap.js
var evaluation_bootstrap = __webpack_require__(53297);
// EXTERNAL MODULE: ./build/stats/normal.js
var normal = __webpack_require__(8329);
// EXTERNAL MODULE: ./build/evaluation/ranking.js
var ranking = __webpack_require__(32877);
;// CONCATENATED MODULE: ./build/evaluation/delong.js


/**
 * DeLong's test (1988) of two correlated areas under the ROC curve, on the same rows, by placements taken from
 * one sort of each model's scores (Sun and Xu, 2014). Null where the labels are of one class.
 */
function delong(truth, scoresA, scoresB) {
    const positives = truth.reduce((sum, each) => sum + each, 0);
    const negatives = truth.length - positives;
    if (positives === 0 || negatives === 0)
        return null;
    const [a, b] = [placements(truth, scoresA), placements(truth, scoresB)];
    const pairs = 2 * positives * negatives;
    let [areaA, areaB] = [0, 0];
    for (let row = 0; row < truth.length; row++) {
        if (!truth[row])
            continue;
        areaA += a[row];
        areaB += b[row];
    }
    const auc_a = areaA / pairs;
    const auc_b = areaB / pairs;
    const difference = (areaA - areaB) / pairs;
    if (positives < 2 || negatives < 2)
        return { auc_a, auc_b, difference, z: null, p: null };
    const variance = varianceOfDifference(truth, 1, a, b) / (2 * negatives) ** 2 / positives +
        varianceOfDifference(truth, 0, a, b) / (2 * positives) ** 2 / negatives;
    if (variance === 0)
        return { auc_a, auc_b, difference, z: null, p: difference === 0 ? 1 : null };
    const z = difference / Math.sqrt(variance);
    return { auc_a, auc_b, difference, z, p: 2 * (0,normal/* normalSf */.nG)(Math.abs(z)) };
}
/**
 * For each positive twice the number of negatives that it outranks, for each negative twice the number of
 * positives that outrank it; ties count half. Twice, so that all of it stays whole numbers.
 */
function placements(truth, scores) {
    const { order, lastOfTie } = (0,ranking/* rankingOf */.q)(scores);
    const placed = new Float64Array(truth.length);
    const negatives = truth.reduce((sum, each) => sum + (1 - each), 0);
    let first = 0;
    let above = 0;
    let negativesAbove = 0;
    for (let place = 0; place < order.length; place++) {
        if (!lastOfTie[place])
            continue;
        let tied = 0;
        for (let k = first; k <= place; k++)
            tied += truth[order[k]];
        const negativesTied = place + 1 - first - tied;
        for (let k = first; k <= place; k++) {
            const row = order[k];
            placed[row] = truth[row] ? 2 * (negatives - negativesAbove) - negativesTied : 2 * above + tied;
        }
        above += tied;
        negativesAbove += negativesTied;
        first = place + 1;
    }
    return placed;
}
/** The variance (ddof 1) of a - b over the rows of one class; exactly 0 where it is the same everywhere. */
function varianceOfDifference(truth, which, a, b) {
    let count = 0;
    let sum = 0;
    for (let row = 0; row < truth.length; row++) {
        if (truth[row] !== which)
            continue;
        sum += a[row] - b[row];
        count++;
    }
    const mean = sum / count;
    let squares = 0;
    for (let row = 0; row < truth.length; row++) {
        if (truth[row] === which)
            squares += (a[row] - b[row] - mean) ** 2;
    }
    return squares / (count - 1);
}

// EXTERNAL MODULE: ./build/evaluation/encoding.js
var encoding = __webpack_require__(33734);
// EXTERNAL MODULE: ./build/stats/beta.js
var beta = __webpack_require__(24216);
;// CONCATENATED MODULE: ./build/stats/binomial.js

/** The binomial distribution. `k` and `n` are whole numbers. */
/** P(X = k) in n trials of probability p. */
function binomialPmf(k, n, p) {
    if (!(p >= 0 && p <= 1))
        return Number.NaN;
    return k < 0 || k > n ? 0 : binomialTerm(k, n, p, 1 - p);
}
/** P(X ≤ k). */
function binomialCdf(k, n, p) {
    if (k < 0)
        return 0;
    return k >= n ? 1 : (0,beta/* betaI */.OP)(1 - p, n - k, k + 1, p);
}
/** P(X > k). */
function binomialSf(k, n, p) {
    if (k < 0)
        return 1;
    return k >= n ? 0 : betaI(p, k + 1, n - k, 1 - p);
}

;// CONCATENATED MODULE: ./build/evaluation/mcnemar.js

/**
 * McNemar's exact test: were rows that just one of two models got right shared out by a fair coin?
 * `p = min(1, 2 P(X ≤ min(onlyA, onlyB)))`, X binomial(onlyA + onlyB, 1/2); 1 where they never differ.
 */
function mcnemarExact(onlyA, onlyB) {
    const statistic = Math.min(onlyA, onlyB);
    return { statistic, p: Math.min(1, 2 * binomialCdf(statistic, onlyA + onlyB, 0.5)) };
}

// EXTERNAL MODULE: ./build/evaluation/metrics.js + 2 modules
var metrics = __webpack_require__(48310);
;// CONCATENATED MODULE: ./build/evaluation/compare.js






/**
 * Two models on the same rows in the same order; every difference is a less b.
 * Throws `DataError` where the labels of the two differ, else as `outcomesOf` does.
 */
function compare_compare(a, b, options = {}) {
    return compareOutcomes((0,encoding/* outcomesOf */.R)(a), (0,encoding/* outcomesOf */.R)(b), options);
}
/** The same for outcomes that were encoded before. */
function compareOutcomes(a, b, options = {}) {
    checkSameRows(a, b);
    const metric = options.metric ?? metrics/* PRIMARY_METRIC */.w6[a.task];
    const [bootstrap] = (0,evaluation_bootstrap/* pairedBootstrap */.W)(a, b, [metric], options);
    return {
        a: (0,metrics/* metricsOf */.Ps)(a),
        b: (0,metrics/* metricsOf */.Ps)(b),
        tests: { mcnemar_exact: mcnemarOf(a, b), delong: delongOf(a, b), bootstrap },
    };
}
function mcnemarOf(a, b) {
    if (a.task === 'regression' || b.task === 'regression')
        return null;
    let [onlyA, onlyB] = [0, 0];
    for (let row = 0; row < a.rows; row++) {
        const [saidA, saidB] = [a.predicted[row], b.predicted[row]];
        if (saidA < 0 || saidB < 0)
            return null;
        const [rightA, rightB] = [saidA === a.truth[row], saidB === b.truth[row]];
        if (rightA && !rightB)
            onlyA++;
        if (rightB && !rightA)
            onlyB++;
    }
    return mcnemarExact(onlyA, onlyB);
}
function delongOf(a, b) {
    if (a.task !== 'binary-classification' || b.task !== 'binary-classification')
        return null;
    if (!a.scores || !b.scores || a.weights || b.weights)
        return null;
    if (a.scores.some(Number.isNaN) || b.scores.some(Number.isNaN))
        return null;
    return delong(a.truth, a.scores, b.scores);
}
function checkSameRows(a, b) {
    if (a.task !== b.task)
        throw new RangeError(`cannot compare ${a.task} with ${b.task}`);
    const hint = 'Both predictions must be of the same rows in the same order.';
    if (a.rows !== b.rows) {
        throw new errors/* DataError */.fL(`the first predictions have ${a.rows} rows, the second ${b.rows}`, { hint });
    }
    for (let row = 0; row < a.rows; row++) {
        const [labelA, labelB] = [labelOf(a, row), labelOf(b, row)];
        if (labelA !== labelB) {
            throw new errors/* DataError */.fL(`the labels of row ${row + 1} differ: ${JSON.stringify(labelA)} and ${JSON.stringify(labelB)}`, { hint });
        }
    }
}
function labelOf(outcomes, row) {
    const label = outcomes.truth[row];
    return outcomes.task === 'regression' ? label : outcomes.classes[label];
}

// EXTERNAL MODULE: ./build/ports.js + 4 modules
var ports = __webpack_require__(55080);
// EXTERNAL MODULE: ./build/report/document.js
var report_document = __webpack_require__(21294);
// EXTERNAL MODULE: ./build/report/format.js
var format = __webpack_require__(92772);
// EXTERNAL MODULE: ./build/report/terminal.js + 1 modules
var terminal = __webpack_require__(54292);
// EXTERNAL MODULE: ./build/config/schema.js
var schema = __webpack_require__(57096);
// EXTERNAL MODULE: ./build/data/frame.js
var data_frame = __webpack_require__(9644);
;// CONCATENATED MODULE: ./build/tools/scored-file.js




/** The labels and scores of a file of predictions. */
async function readScored(engine, table, options) {
    const names = table.columns.map(({ name }) => name);
    const label = existing(options.label, names, '--label', table.file);
    const scores = scoreColumns(options.score, names, table.file);
    const wanted = [...new Set([label, ...scores.map(({ column }) => column)])];
    const rows = await engine.frame(`SELECT ${wanted.map(sql/* identifier */.C).join(', ')} FROM ${(0,sql/* identifier */.C)(table.name)}`);
    const labels = (0,data_frame/* columnOf */.uV)(rows, label).values;
    const task = taskOf(options, labels, scores.length);
    if (task === 'multiclass-classification') {
        if (!options.score.includes('*'))
            return { task, labels, predictions: (0,data_frame/* columnOf */.uV)(rows, scores[0]?.column ?? '').values };
        return {
            task,
            labels,
            scores: scores.map(({ column }) => numbers(rows, column, table.file)),
            classes: scores.map(({ name }) => labels.find((value) => String(value) === name) ?? name),
        };
    }
    const column = scores[0]?.column ?? '';
    if (task === 'regression')
        return { task, labels, predictions: numbers(rows, column, table.file) };
    const { positive, threshold } = options;
    const named = positive === undefined
        ? {}
        : { positive: labels.find((value) => String(value) === positive) ?? positive };
    return { task, labels, scores: numbers(rows, column, table.file), threshold, ...named };
}
function existing(name, names, option, file) {
    if (names.includes(name))
        return name;
    throw new errors/* UserError */.yo(`${option}: ${file} has no column ${JSON.stringify(name)}`, {
        hint: `Its columns are ${names.join(', ')}.`,
    });
}
function scoreColumns(pattern, names, file) {
    if (!pattern.includes('*'))
        return [{ column: existing(pattern, names, '--score', file), name: pattern }];
    const [before = '', after = ''] = pattern.split('*');
    const found = names
        .filter((name) => name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length)
        .map((column) => ({ column, name: column.slice(before.length, column.length - after.length) }));
    if (found.length < 2) {
        throw new errors/* UserError */.yo(`--score: ${found.length} columns of ${file} match ${JSON.stringify(pattern)}; several classes need two or more`, {
            hint: `Its columns are ${names.join(', ')}.`,
        });
    }
    return found;
}
function numbers(rows, column, file) {
    const { type, values } = (0,data_frame/* columnOf */.uV)(rows, column);
    if (type !== 'number' && type !== 'integer') {
        throw new errors/* UserError */.yo(`--score: ${JSON.stringify(column)} of ${file} holds ${type} values, not numbers`, {
            hint: 'Name a column of numbers; several classes have one column each (`p_*`).',
        });
    }
    return values;
}
function taskOf({ task, score }, labels, scores) {
    if (task !== undefined)
        return schema/* TASKS */.n3.find((known) => known === task);
    if (score.includes('*') || scores > 1)
        return 'multiclass-classification';
    const distinct = new Set(labels.filter((value) => value !== null));
    if (distinct.size <= 2)
        return 'binary-classification';
    if ([...distinct].every((value) => typeof value === 'number'))
        return 'regression';
    throw new errors/* UserError */.yo(`--label has ${distinct.size} classes, and one score column cannot tell them apart`, {
        hint: "Name one score column a class (`--score 'p_*'`), or the predicted class with `--task multiclass-classification`.",
    });
}

// EXTERNAL MODULE: ./build/tools/table-file.js
var table_file = __webpack_require__(7603);
;// CONCATENATED MODULE: ./build/terminal/tool-commands.js













const right = (title) => ({ title, align: 'right' });
function show(session, json, result, text) {
    session.print(json ? `${JSON.stringify(result, null, 2)}\n` : text());
}
function tool_commands_opener(session) {
    return (directories) => (0,ports/* openDataEngine */.D0)(session, directories);
}
/** Statistics of every column of a file. */
async function profileCommand(session, file, options) {
    const profile = await (0,table_file/* withTables */.Y)(tool_commands_opener(session), { data: file }, options, async (engine, { data }) => (0,data_profile/* profileTable */.A)(engine, data.name));
    show(session, options.json, profile, () => {
        const rows = (0,profile_summary/* summarise */.f)(profile).map((column) => [
            column.column,
            column.type,
            profile.rows === 0 ? '' : (0,format/* percent */.KN)(column.missing / profile.rows),
            (0,format/* count */.U9)(column.distinct),
            column.mean === null || column.mean === undefined ? '' : (0,format/* figure */.vP)(column.mean),
            tool_commands_text(column.minimum),
            tool_commands_text(column.maximum),
        ]);
        const columns = [
            { title: 'column' },
            { title: 'type' },
            right('missing'),
            right('distinct'),
            right('mean'),
            right('from'),
            right('to'),
        ];
        return `${file}: ${(0,format/* plural */.LS)(profile.rows, 'row')}, ${(0,format/* plural */.LS)(profile.columns.length, 'column')}\n\n${(0,terminal/* tableText */.qK)({ columns, rows })}\n`;
    });
    return 0;
}
function tool_commands_text(value) {
    if (value === null || value === undefined)
        return '';
    return typeof value === 'number' ? (0,format/* figure */.vP)(value) : String(value);
}
/** Drift between two files, column by column. */
async function driftCommand(session, reference, current, options) {
    const { columns: found, dataset, notes, } = await (0,table_file/* withTables */.Y)(tool_commands_opener(session), { reference, current }, options, async (engine, tables) => {
        const rows = (name) => engine.frame(`SELECT * FROM ${(0,sql/* identifier */.C)(name)}`);
        const [before, now] = [await rows(tables.reference.name), await rows(tables.current.name)];
        return (0,compare/* compareColumns */.l)(before, now, driftSettings(options));
    });
    for (const { sentence } of notes)
        session.log.warn(sentence);
    show(session, options.json, { columns: found, dataset }, () => {
        const rows = found.map(({ column, type, method, statistic, pValue, threshold, verdict }) => [
            column,
            type,
            method,
            statistic === null ? '' : (0,format/* figure */.vP)(statistic),
            pValue === null ? '' : (0,format/* figure */.vP)(pValue),
            threshold === null ? '' : (0,format/* figure */.vP)(threshold),
            { pass: 'no drift', fail: 'drift', inconclusive: 'not decided' }[verdict],
        ]);
        const columns = [
            { title: 'column' },
            { title: 'type' },
            { title: 'method' },
            right('statistic'),
            right('p-value'),
            right('threshold'),
            { title: '' },
        ];
        const words = { pass: 'no drift', fail: 'the dataset drifted', inconclusive: 'not decided' };
        const sign = report_document/* SIGNS */.B2[dataset.verdict === 'fail' ? 'warn' : dataset.verdict];
        return `${(0,terminal/* tableText */.qK)({ columns, rows })}\n\n${sign} ${words[dataset.verdict]}: ${dataset.drifted} of ${(0,format/* plural */.LS)(dataset.columns, 'column')} (${(0,format/* percent */.KN)(dataset.share)})\n`;
    });
    return options.failOn === 'drift' && dataset.verdict !== 'pass' ? 1 : 0;
}
function driftSettings(options) {
    const thresholds = Object.entries(pairs(options.threshold, '--threshold')).map(([column, value]) => {
        const number = Number(value);
        if (value.trim() === '' || !(number >= 0)) {
            throw new errors/* UserError */.yo(`--threshold ${column}=${value}: not a number of at least 0`, {
                hint: 'Write it as age=0.1.',
            });
        }
        return [column, number];
    });
    return {
        preset: options.preset,
        methods: pairs(options.method, '--method'),
        thresholds: Object.fromEntries(thresholds),
        driftShare: options.driftShare,
        ...(options.columns ? { columns: options.columns } : {}),
    };
}
/** `column=value` texts; a column may hold `=`, a value may not. */
function pairs(texts, option) {
    return Object.fromEntries(texts.map((one) => {
        const place = one.lastIndexOf('=');
        if (place < 1)
            throw new errors/* UserError */.yo(`${option} ${one}: not column=value`, { hint: `Write it as ${option} age=…` });
        return [one.slice(0, place), one.slice(place + 1)];
    }));
}
/** The metrics of a file of predictions. */
async function metricsCommand(session, file, options) {
    const result = await (0,table_file/* withTables */.Y)(tool_commands_opener(session), { predictions: file }, options, async (engine, tables) => (0,metrics/* computeMetrics */.pH)(await readScored(engine, tables.predictions, options)));
    show(session, options.json, result, () => {
        const rows = Object.entries(result.metrics).map(([name, value]) => [
            name,
            (0,format/* figure */.vP)(value),
            metrics/* METRICS */.Cb.get(name)?.title ?? '',
        ]);
        const notes = result.notes.map((note) => `note: ${note}\n`).join('');
        const columns = [{ title: 'metric' }, right('figure'), { title: '' }];
        return `${file}: ${result.task}, ${(0,format/* plural */.LS)(result.rows, 'row')}\n\n${(0,terminal/* tableText */.qK)({ columns, rows })}\n${notes}`;
    });
    return 0;
}
/** Two models on the same rows. */
async function compareCommand(session, a, b, options) {
    const result = await (0,table_file/* withTables */.Y)(tool_commands_opener(session), { a, b }, options, async (engine, tables) => {
        const left = await readScored(engine, tables.a, options);
        const right = await readScored(engine, tables.b, { ...options, task: left.task });
        refuseOtherRows(left.labels, right.labels, a, b);
        const { replicates, level, seed, metric } = options;
        return compare_compare(left, right, { replicates, level, seed, ...(metric === undefined ? {} : { metric }) });
    });
    show(session, options.json, result, () => {
        const names = Object.keys(result.a.metrics);
        const rows = names.map((name) => [
            name,
            (0,format/* figure */.vP)(result.a.metrics[name]),
            (0,format/* figure */.vP)(result.b.metrics[name]),
        ]);
        const { mcnemar_exact: mcnemar, delong, bootstrap } = result.tests;
        const lines = [
            mcnemar && `McNemar (exact): p = ${(0,format/* figure */.vP)(mcnemar.p)}`,
            delong &&
                `DeLong: AUC ${(0,format/* figure */.vP)(delong.auc_a)} and ${(0,format/* figure */.vP)(delong.auc_b)}, difference ${(0,format/* figure */.vP)(delong.difference)}, p = ${(0,format/* figure */.vP)(delong.p)}`,
            bootstrap &&
                `Bootstrap: ${bootstrap.metric} differs by ${(0,format/* figure */.vP)(bootstrap.difference)}, ${(0,format/* percent */.KN)(bootstrap.level)} interval ${(0,format/* figure */.vP)(bootstrap.lower)} to ${(0,format/* figure */.vP)(bootstrap.upper)} (${(0,format/* count */.U9)(bootstrap.replicates)} replicates, seed ${bootstrap.seed})`,
        ].filter(Boolean);
        const table = (0,terminal/* tableText */.qK)({ columns: [{ title: 'metric' }, right('A'), right('B')], rows });
        return `A ${a}\nB ${b}\n${(0,format/* plural */.LS)(result.a.rows, 'row')}\n\n${table}\n\n${lines.join('\n')}\n`;
    });
    return 0;
}
/** A paired comparison of unlike rows would be a figure without a meaning. */
function refuseOtherRows(left, right, a, b) {
    if (left.length !== right.length) {
        throw new errors/* DataError */.fL(`${a} has ${left.length} rows and ${b} has ${right.length}`, {
            hint: 'Both must hold the same rows in the same order.',
        });
    }
    for (let row = 0; row < left.length; row++) {
        if (String(left[row]) !== String(right[row])) {
            throw new errors/* DataError */.fL(`row ${row + 1}: the label is ${String(left[row])} in ${a} and ${String(right[row])} in ${b}`, {
                hint: 'Both must hold the same rows in the same order.',
            });
        }
    }
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
