export const id = 4275;
export const ids = [4275];
export const modules = {

/***/ 34275:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runTerminal: () => (/* binding */ runTerminal)
});

// EXTERNAL MODULE: ./node_modules/commander/esm.mjs
var esm = __webpack_require__(48179);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/system/program.js
var system_program = __webpack_require__(96468);
// EXTERNAL MODULE: ./build/system/terminal-log.js + 1 modules
var terminal_log = __webpack_require__(75216);
// EXTERNAL MODULE: ./build/system/write-errors.js
var write_errors = __webpack_require__(13771);
// EXTERNAL MODULE: ./build/evidence/schema.js
var schema = __webpack_require__(76293);
// EXTERNAL MODULE: ./build/config/schema.js
var config_schema = __webpack_require__(57096);
;// CONCATENATED MODULE: ./build/terminal/options.js



/** Gathers an option that may be repeated. */
const collect = (value, before) => [...before, value];
/** Reads a number within bounds. */
function numberOf(low, high, whole = false) {
    return (text) => {
        const value = Number(text);
        if (text.trim() === '' || !(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
            throw new esm/* InvalidArgumentError */.Di(`It must be a${whole ? ' whole' : ''} number from ${low} to ${high}.`);
        }
        return value;
    };
}
/** Reads names of stages, divided by commas. */
function stagesOfText(text) {
    const names = text.split(',').map((name) => name.trim());
    for (const name of names) {
        if (!schema/* STAGES */.an.includes(name)) {
            throw new esm/* InvalidArgumentError */.Di(`There is no stage ${JSON.stringify(name)}; the stages are ${schema/* STAGES */.an.join(', ')}.`);
        }
    }
    return names;
}
function withLogOptions(command) {
    return command
        .option('--quiet', 'show warnings and errors only', false)
        .option('--debug', 'show what helps to find a fault', false);
}
function withConfigOptions(command) {
    return withLogOptions(command
        .option('-c, --config <file>', 'the config', 'mlops.yml')
        .option('-m, --model <name>', 'which model, where the config has several')
        .option('--set <path=value>', 'override a key of the config for this run; may be repeated', collect, []));
}
function withStageOptions(command) {
    return withConfigOptions(command)
        .option('--out <folder>', 'keep the evidence there; default: a folder under .mlops/runs')
        .option('--json', 'print the evidence as JSON; the log goes to standard error', false);
}
function withToolOptions(command) {
    return withLogOptions(command
        .option('--missing <text>', 'a text that means “missing” in CSV, such as NA; may be repeated', collect, [])
        .option('--json', 'print the result as JSON', false));
}
function taskOption() {
    return new esm/* Option */.c$('--task <task>', 'default: from the label').choices([...config_schema/* TASKS */.n3]);
}

;// CONCATENATED MODULE: ./build/terminal/program.js



/** What each stage does, and how it is called. */
const STAGE_HELP = {
    'validate-data': ['hold the data against their contract', 'mlops validate-data'],
    train: ['train a model and write its package', 'mlops train --set train.epochs=20 --set train.seed=3'],
    'evaluate-gate': [
        'compare the model with the one in production and give a verdict',
        'mlops evaluate-gate --json',
    ],
    register: ['make the accepted model a version', 'mlops register'],
    deploy: [
        'put a version into an environment, or take it back',
        'mlops deploy --environment production --version v1.2.0\n  mlops deploy --rollback',
    ],
    'monitor-drift': [
        'compare what is served with the training data',
        'mlops monitor-drift --set monitor.until=2025-07-01',
    ],
};
const EXIT_CODES = `
Exit codes
  0   pass
  1   a negative verdict: bad data, a refused model, drift where the config says so
  2   something for you to mend: config, usage, a missing file or permission
  3   an outside service failed
  70  a bug in this program

Start with a table of your own:  mlops init data.csv --label target && mlops run`;
/** As Commander has it, without the defaults that go without saying. */
function optionDescription(option) {
    const { defaultValue } = option;
    const plain = defaultValue === false || (Array.isArray(defaultValue) && defaultValue.length === 0);
    const shown = plain ? Object.create(option, { defaultValue: { value: undefined } }) : option;
    return new esm/* Help */._V().optionDescription(shown);
}
/** The `mlops` command with all that it can be asked. `done` hears the exit code of what ran. */
function buildProgram(version, commands, done) {
    const program = new esm/* Command */.uB('mlops')
        .description('The full ML loop: validate data, train, gate, register, deploy, monitor drift, retrain.')
        .version(version, '-V, --version')
        .helpCommand('help [command]', 'show the help of a command')
        .addHelpText('after', EXIT_CODES)
        .showHelpAfterError('(mlops --help tells more)')
        // Else a command's own --version would be taken for the program's.
        .enablePositionalOptions()
        .exitOverride()
        .configureHelp({ optionDescription });
    const finish = (work) => work.then(done);
    const add = (name, summary, example) => program
        .command(name)
        .description(summary)
        .addHelpText('after', `\nExample\n  ${example}`)
        .showHelpAfterError(`(mlops ${name} --help tells more)`)
        .exitOverride();
    program.commandsGroup('Start:');
    withToolOptions(add('init', 'write mlops.yml and contract.yml from a data file', 'mlops init orders.csv --label late --time ordered_at'))
        .argument('<file>', 'CSV, Parquet or JSON Lines')
        .option('--label <column>', 'what to predict; default: the last column')
        .option('--name <model>', 'name of the model; default: from the file')
        .addOption(taskOption())
        .option('--time <column>', 'time of a row, to split by; default: found where there is one')
        .option('--force', 'replace files that are there', false)
        .action((file, options) => finish(commands.init(file, options)));
    withStageOptions(add('run', 'run the stages in order, up to the first that does not pass', 'mlops run\n  mlops run --stages validate-data,train --set data.split.until=2025-06-01'))
        .option('--stages <a,b>', 'only these stages', stagesOfText)
        .option('--environment <name>', 'where to deploy; default: the first in the config')
        .action((options) => finish(commands.run(options)));
    program.commandsGroup('Stages:');
    for (const stage of schema/* STAGES */.an) {
        const command = withStageOptions(add(stage, ...STAGE_HELP[stage]));
        if (stage === 'deploy') {
            command
                .option('--environment <name>', 'default: the first in the config')
                .option('--version <version>', 'default: the newest registered')
                .addOption(new esm/* Option */.c$('--rollback', 'go back to the version before')
                .default(false)
                .conflicts(['stop', 'version']))
                .addOption(new esm/* Option */.c$('--stop', 'take the deployment down').default(false).conflicts(['version']))
                .action((options) => finish(commands.deploy(options)));
        }
        else {
            command.action((options) => finish(commands.stage(stage, options)));
        }
    }
    program.commandsGroup('Look and serve:');
    withConfigOptions(add('report', 'show a run again, and write its report.html and report.md', 'mlops report'))
        .option('--out <folder>', 'the folder of the run; default: the newest')
        .option('--json', 'print the paths of the reports as JSON', false)
        .action((options) => finish(commands.report(options)));
    withConfigOptions(add('view', 'write rows of the feature view as JSON Lines, as requests to the server carry them', 'mlops view --from 2025-06-01 --to 2025-07-01 --out requests.jsonl'))
        .option('--out <file>', 'the file to write; default: standard output')
        .option('--from <day>', 'first day, by the time of the view')
        .option('--to <day>', 'the day after the last one')
        .action((options) => finish(commands.view(options)));
    withLogOptions(add('serve', 'answer requests with a model package', 'mlops serve .mlops/runs/20250601T060000Z-1a2b3c/package --port 8080'))
        .argument('<package>', 'folder of the package')
        .option('--port <number>', '0 takes a free one', numberOf(0, 65535, true), 8080)
        .option('--host <address>', 'the address to listen on', '127.0.0.1')
        .option('--version <version>', 'the version to tell clients; default: from the package')
        .option('--log <folder>', 'keep a serving log there; default: none')
        .option('--name <name>', 'how the files of the log begin; default: the model')
        .addOption(new esm/* Option */.c$('--instance <id>', 'names this process').hideHelp())
        .option('--threshold <score>', 'from which a row counts as positive', numberOf(0, 1), 0.5)
        .action((directory, options) => finish(commands.serve(directory, options)));
    program.commandsGroup('Tools that need no config:');
    withToolOptions(add('profile', 'statistics of a data file', 'mlops profile orders.csv --missing NA'))
        .argument('<file>', 'CSV, Parquet or JSON Lines')
        .action((file, options) => finish(commands.profile(file, options)));
    withToolOptions(add('drift', 'compare two data files column by column', 'mlops drift train.parquet june.parquet --method weight=evidently.psi --json'))
        .addArgument(new esm/* Argument */.ef('<reference>', 'then, such as the training data'))
        .addArgument(new esm/* Argument */.ef('<current>', 'now'))
        .addOption(new esm/* Option */.c$('--preset <name>', 'default tests by type and size')
        .choices(['evidently'])
        .default('evidently'))
        .option('--method <column=method>', 'another method for a column, such as age=evidently.psi; may be repeated', collect, [])
        .option('--threshold <column=number>', 'another threshold for a column; may be repeated', collect, [])
        .option('--columns <a,b>', 'only these columns', (text) => text.split(','))
        .option('--drift-share <share>', 'share of drifted columns that makes the dataset drifted', numberOf(0, 1), 0.5)
        .addOption(new esm/* Option */.c$('--fail-on <what>', 'what makes the exit code 1')
        .choices(['never', 'drift'])
        .default('never'))
        .action((reference, current, options) => finish(commands.drift(reference, current, options)));
    const predictions = (command) => withToolOptions(command)
        .requiredOption('--label <column>', 'the truth')
        .requiredOption('--score <column>', "the score, or the prediction of a regression; 'p_*' for several classes")
        .addOption(taskOption())
        .option('--positive <value>', 'the label that counts as positive; default: true or 1')
        .option('--threshold <score>', 'from which a row counts as positive', numberOf(0, 1), 0.5);
    predictions(add('metrics', 'the metrics of a file of predictions', 'mlops metrics predictions.parquet --label late --score score --positive yes'))
        .argument('<predictions>', 'CSV, Parquet or JSON Lines')
        .action((file, options) => finish(commands.metrics(file, options)));
    predictions(add('compare', 'compare two files of predictions for the same rows', 'mlops compare champion.parquet challenger.parquet --label late --score score'))
        .argument('<predictions-a>', 'such as the champion’s')
        .argument('<predictions-b>', 'such as the challenger’s, row by row the same')
        .option('--metric <name>', 'of the bootstrap; default: the main one of the task')
        .option('--replicates <number>', 'of the bootstrap', numberOf(100, 1_000_000, true), 2000)
        .option('--level <share>', 'of the interval', numberOf(0.5, 0.9999), 0.95)
        .option('--seed <number>', 'of the bootstrap', numberOf(0, 2 ** 32 - 1, true), 1)
        .action((a, b, options) => finish(commands.compare(a, b, options)));
    return program;
}

;// CONCATENATED MODULE: ./build/cli.js






/** How long work that was interrupted may take to end by itself: user's programs have 10 seconds. */
const GRACE = 12_000;
/** Runs the `mlops` command with these arguments and resolves to its exit code. */
async function runTerminal(argv, { cli = (0,system_program/* thisProgram */.J)().cli } = {}) {
    guardProcess();
    const interruption = new Interruption();
    let code = 0;
    let debug = false;
    const session = (options, { stopsItself = false } = {}) => {
        debug = options.debug;
        if (!stopsItself)
            interruption.start();
        const level = options.debug ? 'debug' : options.quiet ? 'quiet' : 'normal';
        const log = new terminal_log/* TerminalLog */.T(process.stderr, { level, colors: !process.env.NO_COLOR });
        const print = (text) => void process.stdout.write(text);
        return { env: process.env, log, print, cli, interruptible: () => interruption.signal() };
    };
    const program = buildProgram((0,system_program/* thisProgram */.J)().version, commandsOf(session), (result) => {
        code = result;
    });
    try {
        await program.parseAsync([...argv], { from: 'user' });
        return code;
    }
    catch (error) {
        if (interruption.code !== undefined) {
            process.stderr.write('interrupted\n');
            return interruption.code;
        }
        if (error instanceof esm/* CommanderError */.b7)
            return error.exitCode === 0 ? 0 : 2;
        process.stderr.write(`${(0,errors/* describeError */.Uc)(error)}\n`);
        if (debug && error instanceof Error && error.stack)
            process.stderr.write(`${error.stack}\n`);
        return (0,errors/* exitCodeOf */.FO)(error);
    }
    finally {
        interruption.end();
    }
}
/** What SIGINT and SIGTERM do: the process ends in order, so that nothing is left half-written. */
class Interruption {
    #abort = new AbortController();
    #asked = false;
    /** The exit code of an interrupted program, as shells count it. */
    code;
    start() {
        process.on('SIGINT', this.#interrupt).on('SIGTERM', this.#interrupt);
    }
    /** From now on the work is asked to end by itself; the next signal ends it. */
    signal() {
        this.#asked = true;
        return this.#abort.signal;
    }
    end() {
        process.off('SIGINT', this.#interrupt).off('SIGTERM', this.#interrupt);
    }
    #interrupt = (signal) => {
        const code = signal === 'SIGINT' ? 130 : 143;
        if (this.code !== undefined || !this.#asked)
            process.exit(code);
        this.code = code;
        this.#abort.abort();
        setTimeout(() => process.exit(code), GRACE).unref();
    };
}
/** Each command is loaded when it is asked for. */
function commandsOf(session) {
    const stages = () => Promise.all(/* import() */[__webpack_require__.e(2210), __webpack_require__.e(8815), __webpack_require__.e(144), __webpack_require__.e(8776), __webpack_require__.e(5080), __webpack_require__.e(9824), __webpack_require__.e(6827), __webpack_require__.e(8861), __webpack_require__.e(7393)]).then(__webpack_require__.bind(__webpack_require__, 27393));
    const tools = () => Promise.all(/* import() */[__webpack_require__.e(2210), __webpack_require__.e(4677), __webpack_require__.e(8776), __webpack_require__.e(5080), __webpack_require__.e(9824), __webpack_require__.e(5664), __webpack_require__.e(5088), __webpack_require__.e(784)]).then(__webpack_require__.bind(__webpack_require__, 62188));
    return {
        stage: async (stage, options) => (await stages()).stageCommand(session(options), stage, options),
        deploy: async (options) => (await stages()).stageCommand(session(options), 'deploy', options),
        run: async (options) => (await stages()).runCommand(session(options), options),
        report: async (options) => (await stages()).reportCommand(session(options), options),
        view: async (options) => (await Promise.all(/* import() */[__webpack_require__.e(2210), __webpack_require__.e(2856), __webpack_require__.e(8815), __webpack_require__.e(144), __webpack_require__.e(4677), __webpack_require__.e(783), __webpack_require__.e(8776), __webpack_require__.e(5080), __webpack_require__.e(9714), __webpack_require__.e(9824), __webpack_require__.e(6827), __webpack_require__.e(8861), __webpack_require__.e(3296)]).then(__webpack_require__.bind(__webpack_require__, 93296))).viewCommand(session(options), options),
        serve: async (directory, options) => (await Promise.all(/* import() */[__webpack_require__.e(2210), __webpack_require__.e(2856), __webpack_require__.e(8815), __webpack_require__.e(8140), __webpack_require__.e(783), __webpack_require__.e(8776), __webpack_require__.e(5115), __webpack_require__.e(1247), __webpack_require__.e(9003)]).then(__webpack_require__.bind(__webpack_require__, 49626))).serveCommand(session(options, { stopsItself: true }), directory, options),
        init: async (file, options) => (await Promise.all(/* import() */[__webpack_require__.e(2210), __webpack_require__.e(2856), __webpack_require__.e(8815), __webpack_require__.e(4677), __webpack_require__.e(783), __webpack_require__.e(8776), __webpack_require__.e(5080), __webpack_require__.e(9714), __webpack_require__.e(6827), __webpack_require__.e(5664), __webpack_require__.e(2545)]).then(__webpack_require__.bind(__webpack_require__, 32545))).initCommand(session(options), file, options),
        profile: async (file, options) => (await tools()).profileCommand(session(options), file, options),
        drift: async (reference, current, options) => (await tools()).driftCommand(session(options), reference, current, options),
        metrics: async (file, options) => (await tools()).metricsCommand(session(options), file, options),
        compare: async (a, b, options) => (await tools()).compareCommand(session(options), a, b, options),
    };
}
let guarded = false;
/** What goes wrong outside of any command: output that nobody takes, and bugs that nobody waited for. */
function guardProcess() {
    if (guarded)
        return;
    guarded = true;
    process.on('uncaughtException', (error) => {
        process.stderr.write(`${(0,errors/* describeError */.Uc)(error)}\n`);
        process.exit(errors/* INTERNAL_EXIT_CODE */.$I);
    });
    process.stdout.on('error', (error) => {
        // `mlops profile … | head` ends when head has had enough; that is no error.
        if (error.code === 'EPIPE')
            process.exit(0);
        const told = (0,write_errors/* writeErrorOf */.Z)(error, 'standard output');
        process.stderr.write(`${(0,errors/* describeError */.Uc)(told)}\n`);
        process.exit((0,errors/* exitCodeOf */.FO)(told));
    });
    // Where the log cannot be written there is nobody to tell.
    process.stderr.on('error', () => { });
}


/***/ })

};
