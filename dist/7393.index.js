export const id = 7393;
export const ids = [7393];
export const modules = {

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

/***/ 27393:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  configOf: () => (/* binding */ configOf),
  reportCommand: () => (/* binding */ reportCommand),
  runCommand: () => (/* binding */ runCommand),
  stageCommand: () => (/* binding */ stageCommand)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/config/load.js + 4 modules
var load = __webpack_require__(16827);
// EXTERNAL MODULE: ./build/evaluation/metrics.js + 2 modules
var metrics = __webpack_require__(48310);
// EXTERNAL MODULE: ./build/evidence/schema.js
var schema = __webpack_require__(76293);
// EXTERNAL MODULE: ./build/evidence/store.js
var store = __webpack_require__(11549);
// EXTERNAL MODULE: ./build/pipeline.js
var pipeline = __webpack_require__(91480);
// EXTERNAL MODULE: ./build/ports.js + 4 modules
var build_ports = __webpack_require__(55080);
// EXTERNAL MODULE: ./build/publish.js + 3 modules
var publish = __webpack_require__(3634);
// EXTERNAL MODULE: ./build/report/report.js + 5 modules
var report = __webpack_require__(25669);
// EXTERNAL MODULE: ./build/report/terminal.js + 1 modules
var terminal = __webpack_require__(54292);
// EXTERNAL MODULE: ./build/system/clock.js
var clock = __webpack_require__(37218);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/github/client.js
var client = __webpack_require__(44463);
;// CONCATENATED MODULE: ./build/terminal/github.js


/**
 * The repository on GitHub for a registry that lives there, from the variables that GitHub's own tools read:
 * GITHUB_TOKEN or GH_TOKEN, GITHUB_REPOSITORY and, for a server of one's own, GITHUB_API_URL. Undefined where the
 * config needs none. Throws UserError that names what is not set.
 */
async function githubOf(config, env, log) {
    if (config.registry.kind !== 'github')
        return undefined;
    const token = env.GITHUB_TOKEN || env.GH_TOKEN;
    const [owner, repo, more] = (env.GITHUB_REPOSITORY ?? '').split('/');
    if (!token || !owner || !repo || more !== undefined) {
        const missing = token ? 'GITHUB_REPOSITORY (as owner/name)' : 'GITHUB_TOKEN';
        throw new errors/* UserError */.yo(`the registry is \`github\`, and ${missing} is not set`, {
            hint: 'Set GITHUB_TOKEN to a token with `contents: write` and GITHUB_REPOSITORY to owner/name, or use `registry: { kind: folder }`.',
        });
    }
    return client/* GitHub */.g.open({ token, owner, repo, apiUrl: env.GITHUB_API_URL || 'https://api.github.com', log });
}

;// CONCATENATED MODULE: ./build/terminal/stage-commands.js













/** Loads the config that the options name. */
function configOf(options) {
    return (0,load/* loadConfig */.Z)(options.config, {
        overrides: options.set,
        metrics: (task) => metrics/* METRICS_OF_TASK */.w4[task],
        ...(options.model === undefined ? {} : { model: options.model }),
    });
}
/** Runs one stage on the evidence of the run that it continues. */
async function stageCommand(session, stage, options) {
    const loaded = await configOf(options);
    const folder = await folderOf(stage, loaded, options);
    const evidence = await perform(session, [stage], loaded, folder, options);
    if (options.json)
        session.print(`${JSON.stringify(evidence[0], null, 2)}\n`);
    return (0,pipeline/* exitCodeOfRun */.mZ)(evidence, loaded.config);
}
/** Runs the stages in order, up to the first that does not pass. */
async function runCommand(session, options) {
    const loaded = await configOf(options);
    const stages = stagesToRun(loaded, options);
    const folder = await folderOf(stages[0], loaded, options);
    const evidence = await perform(session, stages, loaded, folder, options);
    if (options.json) {
        const byStage = Object.fromEntries(evidence.map((one) => [one.stage, one]));
        session.print(`${JSON.stringify({ run: folder.id, stages: byStage }, null, 2)}\n`);
    }
    return (0,pipeline/* exitCodeOfRun */.mZ)(evidence, loaded.config);
}
/** Writes the reports of a run again and shows it. */
async function reportCommand(session, options) {
    const loaded = await configOf(options);
    const name = loaded.config.model.name;
    const folder = options.out === undefined ? await (0,store/* latestRun */.hH)(loaded.directory, name) : named(options.out);
    if (!folder) {
        throw new errors/* UserError */.yo(`there is no run of ${name} yet`, { hint: 'Make one with `mlops run`.' });
    }
    const run = await (0,store/* readRun */.cI)(folder.directory);
    const evidence = schema/* STAGES */.an.flatMap((stage) => run[stage] ?? []);
    if (evidence.length === 0) {
        throw new errors/* UserError */.yo(`${folder.directory} holds no evidence`, {
            hint: 'Name the folder of a run with `--out`.',
        });
    }
    const files = await (0,publish/* publishFiles */.bg)(folder.directory);
    if (options.json)
        session.print(`${JSON.stringify(files, null, 2)}\n`);
    else
        session.print(`${(0,terminal/* terminalTextOf */.nQ)((0,report/* reportOf */.E)(evidence))}\nReport: ${files.html}\n`);
    return 0;
}
function stagesToRun({ config }, options) {
    const possible = (0,pipeline/* stagesOf */.ZL)(config);
    const wanted = options.stages ?? possible;
    const impossible = wanted.filter((stage) => !possible.includes(stage));
    if (impossible.length > 0) {
        const key = impossible[0] === 'deploy' ? 'deploy' : 'monitor';
        throw new errors/* UserError */.yo(`the config has no \`${key}\`, which ${impossible.join(' and ')} needs`, {
            hint: `Add it to ${options.config}, or leave the stage out of --stages.`,
        });
    }
    return schema/* STAGES */.an.filter((stage) => wanted.includes(stage));
}
async function perform(session, stages, loaded, folder, options) {
    const { log, env, cli } = session;
    const signal = session.interruptible();
    const run = { id: folder.id, attempt: 1 };
    const github = await githubOf(loaded.config, env, log);
    const { directory } = loaded;
    const ports = await (0,build_ports/* openPorts */.Rr)({ log, env, directory, run, cli, signal, ...(github ? { github } : {}) });
    const deploy = options;
    const request = {
        config: loaded.config,
        directory: loaded.directory,
        configDigest: loaded.digest,
        overrides: loaded.overrides,
        out: folder.directory,
        action: deploy.rollback ? 'rollback' : deploy.stop ? 'stop' : 'deploy',
        ...(deploy.environment === undefined ? {} : { environment: deploy.environment }),
        ...(deploy.version === undefined ? {} : { version: deploy.version }),
    };
    const evidence = await (0,pipeline/* runPipeline */.aI)(stages, request, ports, async (one) => {
        const files = await (0,publish/* publishFiles */.bg)(folder.directory);
        if (options.json)
            return;
        session.print(`\n${(0,terminal/* terminalTextOf */.nQ)((0,report/* reportOf */.E)([one]))}`);
        if (stages.length === 1)
            session.print(`\nReport: ${files.html}\n`);
    });
    if (!options.json && stages.length > 1)
        session.print(`\nReport: ${(0,external_node_path_.resolve)(folder.directory, 'report.html')}\n`);
    return evidence;
}
/**
 * The run that a stage belongs to: `--out`; else the newest one with a trained model, to judge or register it; else
 * the newest one that has not come so far yet, or a new one.
 */
async function folderOf(stage, { directory, config }, options) {
    if (options.out !== undefined)
        return named(options.out);
    const { name } = config.model;
    if (stage === 'evaluate-gate' || stage === 'register') {
        const trained = await (0,store/* latestRun */.hH)(directory, name, 'train');
        if (trained)
            return trained;
        throw new errors/* UserError */.yo(`no model of ${name} was trained yet`, { hint: 'Train one first: `mlops train`.' });
    }
    const newest = await (0,store/* latestRun */.hH)(directory, name);
    if (!newest)
        return (0,store/* createRun */.ut)(directory, clock/* systemClock */.m);
    const has = await (0,store/* readRun */.cI)(newest.directory);
    const further = schema/* STAGES */.an.slice(schema/* STAGES */.an.indexOf(stage)).some((later) => has[later] !== undefined);
    return further ? (0,store/* createRun */.ut)(directory, clock/* systemClock */.m) : newest;
}
function named(out) {
    return { id: (0,store/* newRunId */.F$)(clock/* systemClock */.m), directory: (0,external_node_path_.resolve)(out) };
}


/***/ })

};
