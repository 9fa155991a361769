export const id = 1839;
export const ids = [1839];
export const modules = {

/***/ 1839:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   processTarget: () => (/* binding */ processTarget)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _serving_serve_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61247);
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(15173);
/* harmony import */ var _lock_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18147);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(52493);
/* harmony import */ var _server_process_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(34747);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(18971);







/**
 * Target `process`: a prediction server on this machine.
 *
 * A new server starts on a free port and is checked there while the old one serves. Without a port in
 * the config the new one stays where it is and the old one ends after the state names the new one. A
 * port of the config is handed over: the old server answers what is under way and ends, then the new
 * one, warm by now, takes the port; if it cannot, the old version is started there again. So a port
 * never has two servers, and the time without one is that of opening a socket.
 *
 * A server belongs to the deployment that started it until the state names it: where the deployment
 * is killed before that, its server ends by itself.
 */
function processTarget(config, ports) {
    return (0,_lock_js__WEBPACK_IMPORTED_MODULE_3__/* .lockedTarget */ .G)(new ProcessTarget(config, ports), ports);
}
class ProcessTarget {
    #config;
    #ports;
    constructor(config, ports) {
        this.#config = config;
        this.#ports = ports;
    }
    async deploy(request) {
        const { workspace, environment, version, check } = request;
        const current = await (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .stateOf */ .L4)(workspace, environment, 'process');
        const previous = (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .previousOf */ .te)(current, version);
        const result = await this.#replace(request, current, version, { previous, rolledBackFrom: null }, check);
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .resultOf */ .Bg)({ action: 'deploy', environment, target: 'process', version, previous, ...result });
    }
    async rollback(place) {
        const { workspace, environment } = place;
        const { state, version, again } = await (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .rollbackOf */ .ID)(place, 'process');
        const told = { action: 'rollback', environment, target: 'process', version, previous: null };
        const server = serverOf(state);
        if (again && server && (await (0,_server_process_js__WEBPACK_IMPORTED_MODULE_5__/* .isRunning */ .W_)(server))) {
            const reasons = [(0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .done */ .Vw)('rollback', `${environment} was brought back to ${(0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .named */ .KT)(version)} before.`)];
            return (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .resultOf */ .Bg)({ ...told, url: server.url, check: null, reasons });
        }
        const left = again ? state.rolledBackFrom : (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .versionOf */ .E4)(state);
        const change = { previous: null, rolledBackFrom: left };
        const result = await this.#replace(place, await (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .stateOf */ .L4)(workspace, environment, 'process'), version, change);
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .resultOf */ .Bg)({ ...told, ...result });
    }
    async stop({ workspace, environment }) {
        const state = await (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .stateOf */ .L4)(workspace, environment, 'process');
        const told = { action: 'stop', environment, target: 'process', url: null, check: null };
        if (!state || state.stopped !== null) {
            const reasons = [(0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .done */ .Vw)('stop', `Nothing runs in ${environment}.`)];
            return (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .resultOf */ .Bg)({ ...told, version: null, previous: null, reasons });
        }
        for (const server of [state.retiring, serverOf(state)])
            if (server)
                await (0,_server_process_js__WEBPACK_IMPORTED_MODULE_5__/* .stopRemembered */ .pp)(server);
        const stopped = this.#ports.clock.now().toISOString();
        await (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .writeState */ .Jq)(workspace, {
            ...state,
            stopped,
            pid: null,
            instance: null,
            url: null,
            port: null,
            retiring: null,
        });
        const reasons = [(0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .done */ .Vw)('stop', `${(0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .named */ .KT)(state)} no longer runs in ${environment}.`)];
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .resultOf */ .Bg)({ ...told, version: null, previous: state, reasons });
    }
    /** Starts `next`, checks it, and puts it in the place of `current`. */
    async #replace(place, current, next, change, check) {
        const { workspace, environment } = place;
        const { signature, heldOut } = await (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .verifiedPackage */ .hp)(next);
        const old = await this.#running(current);
        this.#ports.log.info(`starting a server for ${(0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .named */ .KT)(next)}`);
        const server = await this.#start(place, next, 0);
        try {
            const result = await (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .checkAt */ .C$)(server.url, check ?? heldOut, signature);
            this.#ports.log.info(result.reason.sentence);
            if (!result.equal) {
                await server.stop();
                const kept = old ? [(0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .done */ .Vw)('kept', `What served ${environment} before keeps serving it.`)] : [];
                return { url: old?.url ?? null, check: result, reasons: kept };
            }
            const { host, port } = this.#config;
            const inTheWay = old !== null && port !== undefined && new URL(old.url).port === String(port);
            const at = port === undefined
                ? server
                : inTheWay && current
                    ? await this.#handOver(place, server, port, current, old)
                    : await server.move(host, port);
            const state = {
                format: _state_js__WEBPACK_IMPORTED_MODULE_6__/* .STATE_FORMAT */ .Al,
                environment,
                target: 'process',
                ...(0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .versionOf */ .E4)(next),
                ...change,
                started: this.#ports.clock.now().toISOString(),
                stopped: null,
                url: at.url,
                pid: server.pid,
                instance: server.instance,
                host,
                port: at.port,
                retiring: inTheWay ? null : old,
            };
            await (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .writeState */ .Jq)(workspace, state);
            await server.adopt();
            if (state.retiring) {
                await (0,_server_process_js__WEBPACK_IMPORTED_MODULE_5__/* .stopRemembered */ .pp)(state.retiring);
                await (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .writeState */ .Jq)(workspace, { ...state, retiring: null });
            }
            const served = (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .done */ .Vw)('served', `${environment} serves ${(0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .named */ .KT)(next)} at ${at.url}.`);
            return { url: at.url, check: result, reasons: [served] };
        }
        catch (error) {
            await server.stop();
            throw error;
        }
    }
    /** The server that answers for the environment now; one beside it, of a deployment that was killed, is ended. */
    async #running(current) {
        let found = null;
        for (const server of current ? [serverOf(current), current.retiring] : []) {
            if (!server || !(await (0,_server_process_js__WEBPACK_IMPORTED_MODULE_5__/* .isRunning */ .W_)(server)))
                continue;
            if (found)
                await (0,_server_process_js__WEBPACK_IMPORTED_MODULE_5__/* .stopRemembered */ .pp)(server);
            else
                found = server;
        }
        return found;
    }
    /** Ends the old server and lets the new one take its port; where that fails the old version comes back. */
    async #handOver(place, server, port, current, old) {
        await (0,_server_process_js__WEBPACK_IMPORTED_MODULE_5__/* .stopRemembered */ .pp)(old);
        try {
            return await server.move(this.#config.host, port);
        }
        catch (error) {
            const back = await this.#start(place, current, port).catch((again) => {
                throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ServiceError */ ._7(`${place.environment} serves nothing: the new server could not take port ${port} ` +
                    `(${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}), nor could ${(0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .named */ .KT)(current)} come back (${(0,_system_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(again)})`, { hint: `See what uses port ${port}, then deploy again.`, cause: error });
            });
            const { pid, instance, url } = back;
            await (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .writeState */ .Jq)(place.workspace, { ...current, pid, instance, url, retiring: null });
            await back.adopt();
            throw error;
        }
    }
    #start(place, version, port) {
        const { workspace, environment, program, variables, threshold } = place;
        const { host, log } = this.#config;
        return (0,_server_process_js__WEBPACK_IMPORTED_MODULE_5__/* .startServer */ .UD)({
            node: program.node,
            words: [
                program.cli,
                ...(0,_serving_serve_js__WEBPACK_IMPORTED_MODULE_1__/* .serveArguments */ .G)(version.package, {
                    host,
                    port,
                    version: version.version,
                    log: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, log),
                    name: environment,
                    threshold,
                }),
            ],
            directory: workspace,
            variables,
            output: (0,_state_js__WEBPACK_IMPORTED_MODULE_6__/* .outputFile */ .i9)(workspace, environment),
        });
    }
}
function serverOf({ pid, instance, url }) {
    return pid !== null && instance !== null && url !== null ? { pid, instance, url } : null;
}


/***/ })

};
