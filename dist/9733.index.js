export const id = 9733;
export const ids = [9733];
export const modules = {

/***/ 39733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  deploy: () => (/* binding */ deploy)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/deployment/open.js
/** One line for each kind of target; each is loaded when it is asked for. */
const TARGETS = {
    process: async () => (await Promise.all(/* import() */[__webpack_require__.e(8140), __webpack_require__.e(8231), __webpack_require__.e(1247), __webpack_require__.e(1839)]).then(__webpack_require__.bind(__webpack_require__, 1839))).processTarget,
    folder: async () => (await Promise.all(/* import() */[__webpack_require__.e(8231), __webpack_require__.e(174)]).then(__webpack_require__.bind(__webpack_require__, 70174))).folderTarget,
    command: async () => (await Promise.all(/* import() */[__webpack_require__.e(8231), __webpack_require__.e(111)]).then(__webpack_require__.bind(__webpack_require__, 50111))).commandTarget,
};
/** The target that `config` describes. */
async function openTarget(config, ports) {
    const create = (await TARGETS[config.target]());
    return create(config, ports);
}

// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/stages/stage.js
var stage = __webpack_require__(48856);
;// CONCATENATED MODULE: ./build/stages/deploy.js




/** Puts a registered version into an environment, takes the last step back, or stops what runs there. */
async function deploy(request, ports) {
    const started = ports.clock.now();
    const { config, directory } = request;
    const environment = environmentOf(request);
    const target = await openTarget(environment.config, ports);
    const registry = await ports.openRegistry(request);
    const place = {
        workspace: directory,
        environment: environment.name,
        program: ports.program,
        variables: { ...ports.environment, ...ports.secrets(secretNames(environment.config)) },
        threshold: config.gate.threshold,
    };
    const done = await ports.log.group(`${request.action} ${environment.name}`, async () => {
        if (request.action === 'rollback')
            return target.rollback(place);
        if (request.action === 'stop')
            return target.stop(place);
        const version = request.version ?? (await newestVersion(registry));
        const { digest, opened } = await fetchVersion(registry, version, request);
        ports.log.info(`deploy ${config.model.name} ${version} to ${environment.name} (${environment.config.target})`);
        const deployable = { model: config.model.name, version, digest, package: opened.directory };
        return target.deploy({ ...place, version: deployable });
    });
    // What was stopped stays assigned: it is still what a challenger has to beat.
    if (done.verdict === 'pass' && request.action !== 'stop') {
        await registry.assign(environment.name, done.figures.version);
    }
    return (0,stage/* evidenceOf */.X1)('deploy', request, ports, started, {
        verdict: done.verdict,
        reasons: [...done.reasons],
        inputs: done.figures.package === null ? {} : { package: done.figures.package },
        figures: done.figures,
    });
}
function environmentOf({ config, environment }) {
    const names = Object.keys(config.deploy);
    const name = environment ?? names[0];
    const target = name === undefined ? undefined : config.deploy[name];
    if (name === undefined) {
        throw new errors/* UserError */.yo('the config names no environment to deploy to', {
            hint: 'Add one, such as `deploy: { production: { target: process } }`.',
        });
    }
    if (!target) {
        throw new errors/* UserError */.yo(`there is no environment ${JSON.stringify(name)} under \`deploy\``, {
            hint: names.length > 0 ? `The config has ${names.join(', ')}.` : 'Add it to the config.',
        });
    }
    return { name, config: target };
}
async function newestVersion(registry) {
    const version = (await registry.versions()).at(-1);
    if (version === undefined) {
        throw new errors/* UserError */.yo(`no version of ${registry.model} is registered`, {
            hint: 'Train, gate and register one first: `mlops run`.',
        });
    }
    return version;
}
/** The package of a version, in a folder that outlives the run: what runs is started from there. */
async function fetchVersion(registry, version, { directory, config }) {
    const record = await registry.record(version);
    const folder = (0,external_node_path_.resolve)(directory, '.mlops', 'deployments', 'packages', config.model.name, version);
    return { digest: record.package, opened: await registry.fetch(version, folder) };
}
/** Only the user's own programs need credentials. */
function secretNames(target) {
    return target.target === 'command' ? target.secrets : [];
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


/***/ })

};
