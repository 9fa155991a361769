export const id = 2716;
export const ids = [2716];
export const modules = {

/***/ 12716:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openRegistry: () => (/* binding */ openRegistry)
/* harmony export */ });
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15173);

const BACKENDS = {
    folder: async (config, place, ports) => {
        const { FolderRegistry } = await __webpack_require__.e(/* import() */ 5900).then(__webpack_require__.bind(__webpack_require__, 45900));
        return FolderRegistry.open(config.path, place, ports);
    },
    github: async (_config, place, ports) => {
        if (!ports.github) {
            throw new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo('The registry is `github`, but there is no GitHub repository and token to use.', {
                hint: 'Give the action a `token` with the permission `contents: write`, or set `registry: { kind: folder }`.',
            });
        }
        const { GitHubRegistry } = await Promise.all(/* import() */[__webpack_require__.e(5900), __webpack_require__.e(3162)]).then(__webpack_require__.bind(__webpack_require__, 83162));
        return new GitHubRegistry(place.model, ports.github, ports);
    },
};
/** Opens the registry that the config names; its backend is loaded only then. */
async function openRegistry(config, directory, ports) {
    const open = BACKENDS[config.registry.kind];
    return open(config.registry, { model: config.model.name, directory }, ports);
}


/***/ })

};
