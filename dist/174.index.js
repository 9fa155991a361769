export const id = 174;
export const ids = [174];
export const modules = {

/***/ 70174:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  folderTarget: () => (/* binding */ folderTarget)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/models/package.js
var models_package = __webpack_require__(48987);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
;// CONCATENATED MODULE: ./build/deployment/bundle-files.js
/** The files of a serving bundle that are text of ours: name and content. */
function bundleFiles(version, threshold) {
    return [
        ['server.mjs', serverFile(version, threshold)],
        ['Dockerfile', DOCKERFILE],
        ['.dockerignore', 'serving\n'],
        ['README.md', readme(version)],
    ];
}
const serverFile = ({ version }, threshold) => `#!/usr/bin/env node
// Serves the model package beside this file. Options: --port, --host, --log (see README.md).
import { fileURLToPath } from 'node:url';

const model = fileURLToPath(new URL('./package', import.meta.url));
process.argv.splice(2, 0, 'serve', model, '--version', ${JSON.stringify(version)}, '--threshold', '${threshold}');
await import(new URL('./program/cli.mjs', import.meta.url));
`;
const DOCKERFILE = `FROM node:24-slim
WORKDIR /app
COPY . .
RUN mkdir /log && chown node:node /log
USER node
VOLUME /log
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \\
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.mjs", "--host", "0.0.0.0", "--port", "8080", "--log", "/log"]
`;
const readme = ({ model, version, digest }) => `# ${model} ${version}

A prediction server with its model. It needs Node 20.19 or later and nothing else.

    node server.mjs --port 8080 --log serving

| option | meaning |
|---|---|
| \`--port N\` | the port to listen on; a free one where left out |
| \`--host H\` | the address to listen on (127.0.0.1); \`0.0.0.0\` for all of this machine's |
| \`--log DIR\` | the folder of the serving log, which drift monitoring reads; none is kept where left out |

Open the address that it prints: the page there shows how to ask, with a row to try.

In a container:

    docker build -t ${model}:${version} .
    docker run -p 8080:8080 -v "$PWD/serving:/log" ${model}:${version}

The model package is \`package/\`; its identity is \`${digest}\`.
`;

// EXTERNAL MODULE: ./build/deployment/lock.js
var lock = __webpack_require__(18147);
// EXTERNAL MODULE: ./build/deployment/result.js
var deployment_result = __webpack_require__(52493);
// EXTERNAL MODULE: ./build/deployment/server-process.js
var server_process = __webpack_require__(34747);
// EXTERNAL MODULE: ./build/deployment/state.js
var deployment_state = __webpack_require__(18971);
;// CONCATENATED MODULE: ./build/deployment/folder.js










/**
 * Target `folder`: a self-contained serving bundle, which runs where there is Node and nothing else.
 *
 *     server.mjs  Dockerfile  README.md
 *     bundle.json       which version this is
 *     package/          the model package
 *     program/          this program
 *
 * It is written beside its place, started there for the no-skew check, and only then renamed. The
 * version before stands at `<path>.previous`.
 */
function folderTarget(config, ports) {
    const pathIn = ({ workspace }) => (0,external_node_path_.resolve)(workspace, config.path);
    const target = {
        deploy: (request) => deploy(request, pathIn(request), ports),
        rollback: (place) => rollback(place, pathIn(place), ports),
        stop: (place) => stop(place, pathIn(place), ports),
    };
    return (0,lock/* lockedTarget */.G)(target, ports);
}
/** Tells a bundle of ours from any other folder. */
const MARK = 'bundle.json';
const previousPath = (path) => `${path}.previous`;
async function deploy(request, path, ports) {
    const { workspace, environment, version, check } = request;
    await (0,deployment_result/* stateOf */.L4)(workspace, environment, 'folder');
    const { signature, heldOut } = await (0,deployment_result/* verifiedPackage */.hp)(version);
    await recover(path);
    await refuseForeign(path);
    const draft = `${path}.${(0,external_node_crypto_.randomBytes)(4).toString('hex')}.new`;
    try {
        await writeBundle(draft, request);
        const server = await (0,server_process/* startServer */.UD)({
            node: request.program.node,
            words: [(0,external_node_path_.join)(draft, 'server.mjs'), '--host', '127.0.0.1', '--port', '0'],
            directory: draft,
            variables: request.variables,
            output: (0,deployment_state/* outputFile */.i9)(workspace, environment),
        });
        const result = await (0,deployment_result/* checkAt */.C$)(server.url, check ?? heldOut, signature).finally(() => server.stop());
        ports.log.info(result.reason.sentence);
        const told = {
            action: 'deploy',
            environment,
            target: 'folder',
            version,
            url: null,
            check: result,
        };
        // The folders themselves say what is there: a deployment that was killed may not have told the state.
        const here = await bundleAt(path);
        const again = here?.digest === version.digest && here.version === version.version;
        const former = again ? await bundleAt(previousPath(path)) : here;
        const previous = former && { ...former, package: (0,external_node_path_.join)(previousPath(path), 'package') };
        if (!result.equal)
            return (0,deployment_result/* resultOf */.Bg)({ ...told, previous, reasons: [] });
        await put(draft, path, again ? null : previousPath(path));
        await (0,deployment_state/* writeState */.Jq)(workspace, stateOfBundle(request, path, version, { previous, rolledBackFrom: null }, ports));
        return (0,deployment_result/* resultOf */.Bg)({
            ...told,
            previous,
            reasons: [(0,deployment_result/* done */.Vw)('written', `${path} serves ${(0,deployment_result/* named */.KT)(version)}: ${RUN}.`)],
        });
    }
    finally {
        await (0,promises_.rm)(draft, { recursive: true, force: true });
    }
}
const RUN = '`node server.mjs` there, or its Dockerfile';
async function rollback(place, path, ports) {
    const { workspace, environment } = place;
    await recover(path);
    const { state, version, again } = await (0,deployment_result/* rollbackOf */.ID)(place, 'folder');
    const told = {
        action: 'rollback',
        environment,
        target: 'folder',
        previous: null,
        url: null,
        check: null,
    };
    if (again) {
        const reasons = [(0,deployment_result/* done */.Vw)('rollback', `${environment} was brought back to ${(0,deployment_result/* named */.KT)(version)} before.`)];
        return (0,deployment_result/* resultOf */.Bg)({ ...told, version, reasons });
    }
    if ((await bundleAt(path))?.digest !== version.digest) {
        await (0,deployment_result/* verifiedPackage */.hp)(version);
        await put(previousPath(path), path, null);
    }
    const change = { previous: null, rolledBackFrom: (0,deployment_state/* versionOf */.E4)(state) };
    await (0,deployment_state/* writeState */.Jq)(workspace, stateOfBundle(place, path, version, change, ports));
    return (0,deployment_result/* resultOf */.Bg)({
        ...told,
        version,
        reasons: [(0,deployment_result/* done */.Vw)('written', `${path} serves ${(0,deployment_result/* named */.KT)(version)} again: ${RUN}.`)],
    });
}
async function stop({ workspace, environment }, path, ports) {
    const state = await (0,deployment_result/* stateOf */.L4)(workspace, environment, 'folder');
    const told = { action: 'stop', environment, target: 'folder', url: null, check: null };
    if (!state || state.stopped !== null) {
        const reasons = [(0,deployment_result/* done */.Vw)('stop', `There is no bundle for ${environment}.`)];
        return (0,deployment_result/* resultOf */.Bg)({ ...told, version: null, previous: null, reasons });
    }
    await refuseForeign(path);
    await (0,promises_.rm)(path, { recursive: true, force: true });
    await (0,deployment_state/* writeState */.Jq)(workspace, { ...state, stopped: ports.clock.now().toISOString() });
    const reasons = [(0,deployment_result/* done */.Vw)('stop', `The bundle of ${(0,deployment_result/* named */.KT)(state)} at ${path} was removed.`)];
    return (0,deployment_result/* resultOf */.Bg)({ ...told, version: null, previous: state, reasons });
}
function stateOfBundle({ environment }, path, version, change, { clock }) {
    const nowhere = {
        url: null,
        pid: null,
        instance: null,
        host: null,
        port: null,
        retiring: null,
        stopped: null,
    };
    return {
        format: deployment_state/* STATE_FORMAT */.Al,
        environment,
        target: 'folder',
        ...(0,deployment_state/* versionOf */.E4)({ ...version, package: (0,external_node_path_.join)(path, 'package') }),
        ...change,
        ...nowhere,
        started: clock.now().toISOString(),
    };
}
async function writeBundle(draft, request) {
    const { version, program, threshold } = request;
    await (0,promises_.mkdir)(draft, { recursive: true });
    await (0,promises_.cp)((0,external_node_path_.dirname)(program.cli), (0,external_node_path_.join)(draft, 'program'), { recursive: true });
    await (0,promises_.cp)(version.package, (0,external_node_path_.join)(draft, 'package'), { recursive: true });
    await (0,models_package/* openPackage */.R$)((0,external_node_path_.join)(draft, 'package'));
    for (const [name, content] of bundleFiles(version, threshold))
        await (0,promises_.writeFile)((0,external_node_path_.join)(draft, name), content);
    const { model, version: number, digest } = version;
    await (0,promises_.writeFile)((0,external_node_path_.join)(draft, MARK), `${JSON.stringify({ model, version: number, digest }, null, 2)}\n`);
}
const exists = async (path) => (await (0,promises_.stat)(path).catch(() => null)) !== null;
/** Puts the folder `draft` at `path`; what was there goes to `aside`, or away. */
async function put(draft, path, aside) {
    const away = `${path}.${(0,external_node_crypto_.randomBytes)(4).toString('hex')}.old`;
    if (aside !== null && (await exists(path))) {
        await (0,promises_.rm)(aside, { recursive: true, force: true });
        await (0,promises_.rename)(path, aside);
    }
    else if (await exists(path)) {
        await (0,promises_.rename)(path, away);
    }
    await (0,promises_.rename)(draft, path);
    await (0,promises_.rm)(away, { recursive: true, force: true });
}
/** A deployment that was killed between its two renames has left the place empty: the former bundle comes back. */
async function recover(path) {
    if ((await exists(path)) || !(await exists(previousPath(path))))
        return;
    await (0,promises_.rename)(previousPath(path), path);
}
/** The version of the bundle at `path`; null where there is none. */
async function bundleAt(path) {
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(path, MARK), 'utf8').catch(() => null);
    if (text === null)
        return null;
    const { model, version, digest } = JSON.parse(text);
    return { model, version, digest, package: (0,external_node_path_.join)(path, 'package') };
}
async function refuseForeign(path) {
    if (!(await exists(path)) || (await exists((0,external_node_path_.join)(path, MARK))))
        return;
    throw new errors/* UserError */.yo(`${path} is there already and is no serving bundle`, {
        hint: 'Name another folder in `deploy`, or remove this one.',
    });
}


/***/ })

};
