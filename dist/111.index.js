export const id = 111;
export const ids = [111];
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

/***/ 50111:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   commandTarget: () => (/* binding */ commandTarget)
/* harmony export */ });
/* harmony import */ var _config_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91359);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(15173);
/* harmony import */ var _system_process_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96641);
/* harmony import */ var _check_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(81274);
/* harmony import */ var _lock_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(18147);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(52493);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(18971);







/**
 * Target `command`: the user's own programs. They run in the workspace with MLOPS_PACKAGE, MLOPS_DIGEST,
 * MLOPS_VERSION and MLOPS_ENVIRONMENT set; exit code 0 means that the version is in service. A line
 * `url=https://…` that one prints says where it answers, and its answers are then checked there.
 */
function commandTarget(config, ports) {
    return (0,_lock_js__WEBPACK_IMPORTED_MODULE_4__/* .lockedTarget */ .G)(new CommandTarget(config, ports), ports);
}
class CommandTarget {
    #config;
    #ports;
    constructor(config, ports) {
        this.#config = config;
        this.#ports = ports;
    }
    async deploy(request) {
        const { workspace, environment, version } = request;
        const current = await (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .stateOf */ .L4)(workspace, environment, 'command');
        const previous = (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .previousOf */ .te)(current, version);
        const verified = await (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .verifiedPackage */ .hp)(version);
        const told = { action: 'deploy', environment, target: 'command', version, previous };
        let url;
        let check;
        try {
            url = await this.#run('deploy', request, version);
            check = await this.#check(url, request.check, verified);
        }
        catch (error) {
            if (error instanceof _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo)
                throw error;
            const undone = await this.#undo(request, current);
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ServiceError */ ._7(`${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}. ${undone.sentence}`, {
                hint: 'The output of the program is above; mend what it names and deploy again.',
                cause: error,
            });
        }
        if (!check.equal) {
            const undone = await this.#undo(request, current);
            return (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .resultOf */ .Bg)({ ...told, url: undone.url, check, reasons: [(0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .done */ .Vw)('rollback', undone.sentence)] });
        }
        await (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .writeState */ .Jq)(workspace, this.#state(request, version, { previous, rolledBackFrom: null }, url));
        const at = url === null ? '' : ` at ${url}`;
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .resultOf */ .Bg)({
            ...told,
            url,
            check,
            reasons: [(0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .done */ .Vw)('served', `${environment} serves ${(0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .named */ .KT)(version)}${at}.`)],
        });
    }
    async rollback(place) {
        const { workspace, environment } = place;
        const { state, version, again } = await (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .rollbackOf */ .ID)(place, 'command');
        const told = { action: 'rollback', environment, target: 'command', version, previous: null };
        if (again) {
            const reasons = [(0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .done */ .Vw)('rollback', `${environment} was brought back to ${(0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .named */ .KT)(version)} before.`)];
            return (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .resultOf */ .Bg)({ ...told, url: state.url, check: null, reasons });
        }
        const verified = await (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .verifiedPackage */ .hp)(version);
        const url = await this.#run('rollback', place, version);
        const change = { previous: null, rolledBackFrom: (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .versionOf */ .E4)(state) };
        await (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .writeState */ .Jq)(workspace, this.#state(place, version, change, url));
        const check = await this.#check(url, undefined, verified);
        const reasons = [(0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .done */ .Vw)('served', `${environment} serves ${(0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .named */ .KT)(version)} again.`)];
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .resultOf */ .Bg)({ ...told, url, check, reasons });
    }
    async stop(place) {
        const { workspace, environment } = place;
        const state = await (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .stateOf */ .L4)(workspace, environment, 'command');
        const told = { action: 'stop', environment, target: 'command', url: null, check: null };
        if (!state || state.stopped !== null) {
            const reasons = [(0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .done */ .Vw)('stop', `Nothing runs in ${environment}.`)];
            return (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .resultOf */ .Bg)({ ...told, version: null, previous: null, reasons });
        }
        await this.#run('stop', place, state);
        await (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .writeState */ .Jq)(workspace, { ...state, stopped: this.#ports.clock.now().toISOString(), url: null });
        const reasons = [(0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .done */ .Vw)('stop', `${(0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .named */ .KT)(state)} no longer runs in ${environment}.`)];
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .resultOf */ .Bg)({ ...told, version: null, previous: state, reasons });
    }
    /** Brings back what was there before a deployment that failed, as far as the user's programs can. */
    async #undo(place, current) {
        try {
            if (current && current.stopped === null) {
                const url = await this.#run('rollback', place, current);
                await (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .writeState */ .Jq)(place.workspace, { ...current, url: url ?? current.url });
                return {
                    sentence: `${place.environment} was brought back to ${(0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .named */ .KT)(current)}.`,
                    url: url ?? current.url,
                };
            }
            if (!this.#config.stop) {
                return { sentence: 'There is no version before it to go back to, and no `stop` program.', url: null };
            }
            await this.#run('stop', place, current ?? place.version);
            return { sentence: `There is no version before it; ${place.environment} was stopped.`, url: null };
        }
        catch (error) {
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ServiceError */ ._7(`${place.environment} is in an unknown state: going back failed too (${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)})`, {
                hint: 'Look at the deployment itself, then deploy or roll back again.',
                cause: error,
            });
        }
    }
    /** Runs one of the user's programs; the address that it printed, if it did. Throws by whose fault it is. */
    async #run(program, place, version) {
        const { log } = this.#ports;
        const [command, ...words] = this.#words(program);
        if (command === undefined) {
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(`${place.environment} has no \`${program}\` program`, {
                hint: `Add \`${program}: [program, argument]\` to it under \`deploy\`.`,
            });
        }
        let address = null;
        const limit = this.#config['time-limit'];
        const { code, signal, stopped } = await log.group(`${program}: ${[command, ...words].join(' ')}`, () => (0,_system_process_js__WEBPACK_IMPORTED_MODULE_2__/* .runProgram */ .m)(command, words, {
            cwd: place.workspace,
            env: {
                ...place.variables,
                MLOPS_PACKAGE: version.package,
                MLOPS_DIGEST: version.digest,
                MLOPS_VERSION: version.version,
                MLOPS_ENVIRONMENT: place.environment,
            },
            timeoutMs: (0,_config_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .durationOf */ .cf)(limit, 'time-limit'),
            onLine(line, stream) {
                log.info(line);
                if (stream === 'stdout')
                    address = /^url=(\S+)\s*$/.exec(line)?.[1] ?? address;
            },
        }));
        if (code === 0 && !stopped)
            return address === null ? null : checkedAddress(address, program);
        const how = stopped === 'timeout'
            ? `took longer than ${limit}`
            : code === null
                ? `was ended by ${signal}`
                : `failed with exit code ${code}`;
        throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ServiceError */ ._7(`the ${program} program of ${place.environment} ${how}`, {
            hint: 'Its output is above.',
        });
    }
    #words(program) {
        const { deploy, rollback = deploy, stop = [] } = this.#config;
        return { deploy, rollback, stop }[program];
    }
    #check(url, check, verified) {
        if (url !== null)
            return (0,_result_js__WEBPACK_IMPORTED_MODULE_5__/* .checkAt */ .C$)(url, check ?? verified.heldOut, verified.signature);
        return Promise.resolve((0,_check_js__WEBPACK_IMPORTED_MODULE_3__/* .unchecked */ .V)('the program printed no line `url=…`'));
    }
    #state({ environment }, version, change, url) {
        return {
            format: _state_js__WEBPACK_IMPORTED_MODULE_6__/* .STATE_FORMAT */ .Al,
            environment,
            target: 'command',
            ...(0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .versionOf */ .E4)(version),
            ...change,
            started: this.#ports.clock.now().toISOString(),
            stopped: null,
            url,
            pid: null,
            instance: null,
            host: null,
            port: null,
            retiring: null,
        };
    }
}
function checkedAddress(text, program) {
    if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))
        return text;
    throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ServiceError */ ._7(`the ${program} program printed url=${text}, which is no http or https address`, {
        hint: 'Print one line such as `url=https://models.example.com/late-flights`, or none.',
    });
}


/***/ })

};
