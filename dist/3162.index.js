export const id = 3162;
export const ids = [3162];
export const modules = {

/***/ 220:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hu: () => (/* binding */ outcomeUnknown),
/* harmony export */   WE: () => (/* binding */ explain),
/* harmony export */   c2: () => (/* binding */ statusOf)
/* harmony export */ });
/* harmony import */ var _system_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15173);

/** The HTTP status beneath an error of the client, 0 where no answer came, null where it is another error. */
function statusOf(error) {
    const failure = failureOf(error);
    if (!failure)
        return null;
    return failure.response ? failure.status : 0;
}
/** Whether a write may have happened although it failed: no answer came, or the server broke. */
function outcomeUnknown(error) {
    const status = statusOf(error);
    return status !== null && (status === 0 || status >= 500);
}
/** The error that a person sees for `error`, which the client library threw. */
function explain(error, { doing, permission }) {
    const failure = failureOf(error);
    if (!failure)
        return error;
    const said = saidBy(failure);
    const status = statusOf(error);
    if (status === 0) {
        return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7(`GitHub cannot be reached to ${doing}: ${failure.message}`, {
            hint: 'Check the network and the proxy settings, then run it again.',
            cause: error,
        });
    }
    const reset = rateLimitReset(failure);
    if (reset !== null) {
        return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7(`GitHub's rate limit is used up: cannot ${doing}.`, {
            hint: reset,
            cause: error,
        });
    }
    switch (status) {
        case 401:
            return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`GitHub does not accept the token: cannot ${doing}.`, {
                hint: 'Check that the token is the one of this server, and that it has not expired.',
                cause: error,
            });
        case 403:
            return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`The token may not ${doing}. GitHub says: ${said}`, {
                hint: `Give the job \`permissions: { ${permission} }\`. Runs for forks and Dependabot get a token that only reads.`,
                cause: error,
            });
        case 404:
            return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(`GitHub finds nothing to ${doing}.`, {
                hint: `Check that it exists, and that the token may see it: the job needs \`permissions: { ${permission} }\`.`,
                cause: error,
            });
        default:
            return new _system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ServiceError */ ._7(`GitHub cannot ${doing} (status ${status}). It says: ${said}`, {
                hint: failure.status >= 500
                    ? 'Run it again in a few minutes; githubstatus.com tells of outages.'
                    : 'Run it again with debug logging on, and report it if it stays.',
                cause: error,
            });
    }
}
function failureOf(error) {
    for (let one = error; one instanceof Error; one = one.cause) {
        if (one.name === 'HttpError' && 'status' in one)
            return one;
        if (one.name === 'TimeoutError' || one.name === 'AbortError')
            return { status: 500, message: 'no answer in time' };
    }
    return null;
}
function saidBy({ response, message }) {
    const data = response?.data;
    const text = typeof data?.message === 'string' ? data.message : (0,_system_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(new Error(message));
    const details = Array.isArray(data?.errors) ? ` ${JSON.stringify(data.errors)}` : '';
    return `${text}${details}`.slice(0, 500);
}
/** When the limit ends, where it is a rate limit that stopped the request; else null. */
function rateLimitReset({ status, response, message }) {
    if (status !== 403 && status !== 429)
        return null;
    const headers = response?.headers ?? {};
    const after = Number(headers['retry-after'] ?? Number.NaN);
    if (Number.isFinite(after))
        return `Run it again in ${after} s.`;
    if (String(headers['x-ratelimit-remaining']) === '0') {
        const reset = new Date(Number(headers['x-ratelimit-reset']) * 1000);
        return Number.isNaN(reset.getTime())
            ? 'Run it again in an hour.'
            : `Run it again after ${reset.toISOString()}.`;
    }
    return status === 429 || /rate limit/i.test(message) ? 'Run it again in a few minutes.' : null;
}


/***/ }),

/***/ 83162:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GitHubRegistry: () => (/* binding */ GitHubRegistry)
});

// EXTERNAL MODULE: ./build/github/failure.js
var failure = __webpack_require__(220);
;// CONCATENATED MODULE: ./build/github/refs.js

const READ = 'contents: read';
const WRITE = 'contents: write';
/** All references whose name begins with `prefix` (without `refs/`), in byte order. */
async function refsBeginningWith(github, prefix) {
    const found = await github.read('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ref: prefix }, { doing: `list the references ${prefix}*`, permission: READ });
    return found.map(({ ref, object }) => ({ name: ref.replace(/^refs\//, ''), object }));
}
/** One reference by its name without `refs/`, or null. */
async function findRef(github, name) {
    const need = { doing: `read the reference ${name}`, permission: READ };
    const found = await github.find('GET /repos/{owner}/{repo}/git/ref/{ref}', { ref: name }, need);
    return found && { name, object: found.object };
}
/**
 * Creates a reference that must not exist yet: of many that try at once, one has `created`. The others
 * learn whether the `same` object has the name, or `other`.
 */
async function createRef(github, name, sha) {
    const need = { doing: `create the reference ${name}`, permission: WRITE };
    const existing = async () => {
        const ref = await findRef(github, name);
        return ref && { ref: `refs/${name}`, node_id: '', url: '', object: { ...ref.object, url: '' } };
    };
    try {
        const made = await github.write('POST /repos/{owner}/{repo}/git/refs', { ref: `refs/${name}`, sha }, need, existing);
        return made.object.sha === sha ? 'created' : 'other';
    }
    catch (error) {
        if ((0,failure/* statusOf */.c2)(error) !== 422)
            throw error;
        const ref = await findRef(github, name);
        if (!ref)
            throw error;
        return ref.object.sha === sha ? 'same' : 'other';
    }
}
/** A commit, or null where the repository has none of this name. */
async function findCommit(github, sha) {
    const need = { doing: `read the commit ${sha}`, permission: READ };
    const found = await github.find('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { commit_sha: sha }, need);
    return found && { sha: found.sha, tree: found.tree.sha, message: found.message };
}
/** Makes a tree of text files, on top of `base` where given. Returns its name. The same content has the same name. */
async function createTree(github, files, base) {
    const tree = Object.keys(files).map((path) => ({ path, mode: '100644', type: 'blob', content: files[path] }));
    const need = { doing: 'store the files of a version', permission: WRITE };
    const made = await github.write('POST /repos/{owner}/{repo}/git/trees', { tree, ...(base === undefined ? {} : { base_tree: base }) }, need, 'repeat');
    return made.sha;
}
/** Makes a commit. Returns its name. The same content, signature and time have the same name. */
async function createCommit(github, commit) {
    const by = signed(commit.by);
    const made = await github.write('POST /repos/{owner}/{repo}/git/commits', { message: commit.message, tree: commit.tree, parents: [...commit.parents], author: by, committer: by }, { doing: 'store the commit of a version', permission: WRITE }, 'repeat');
    return made.sha;
}
/** Makes an annotated tag object (without its reference). Returns its name. */
async function createTag(github, tag) {
    const made = await github.write('POST /repos/{owner}/{repo}/git/tags', { tag: tag.name, message: tag.message, object: tag.commit, type: 'commit', tagger: signed(tag.by) }, { doing: `store the tag ${tag.name}`, permission: WRITE }, 'repeat');
    return made.sha;
}
/** The annotated tag that a reference names, or null where it is a lightweight one. */
async function readTag(github, ref) {
    if (ref.object.type !== 'tag')
        return null;
    const need = { doing: `read the tag ${ref.name}`, permission: READ };
    const found = await github.read('GET /repos/{owner}/{repo}/git/tags/{tag_sha}', { tag_sha: ref.object.sha }, need);
    return {
        sha: found.sha,
        name: found.tag,
        message: found.message,
        target: found.object.sha,
        date: new Date(found.tagger.date),
    };
}
/** A text file of a commit, or null where it has none of this path. */
async function readTextFile(github, commit, path) {
    const found = await github.find('GET /repos/{owner}/{repo}/contents/{path}', { path, ref: commit, headers: { accept: 'application/vnd.github.raw+json' } }, { doing: `read ${path}`, permission: READ });
    return found === null ? null : textOf(found);
}
/** An answer in the raw media type: text, or bytes where its type says so. */
function textOf(data) {
    return data instanceof ArrayBuffer ? Buffer.from(data).toString() : String(data);
}
/** Git keeps whole seconds. */
function signed({ name, email, date }) {
    return { name, email, date: `${date.toISOString().slice(0, 19)}Z` };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./build/system/errors.js
var errors = __webpack_require__(15173);
// EXTERNAL MODULE: ./build/system/files.js
var files = __webpack_require__(72211);
;// CONCATENATED MODULE: ./build/github/releases.js







const releases_WRITE = 'contents: write';
/** Below 2 GiB, which GitHub does not accept. */
const LARGEST_ASSET = 2 * 1024 ** 3 - 1;
const ASSET_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const TRANSFER_DEADLINE = 30 * 60_000;
const UPLOAD_ATTEMPTS = 3;
/** Every release for `tag`, drafts too (several drafts may have one tag), oldest first. */
async function releasesOf(github, tag) {
    const need = { doing: 'list the releases and drafts', permission: releases_WRITE };
    const all = await github.list('GET /repos/{owner}/{repo}/releases', {}, need, (page) => page);
    return all
        .filter((one) => one.tag_name === tag)
        .map(releaseFrom)
        .sort((a, b) => a.id - b.id);
}
/** The published release for `tag`, or null. */
async function publishedRelease(github, tag) {
    const need = { doing: `read the release ${tag}`, permission: 'contents: read' };
    const found = await github.find('GET /repos/{owner}/{repo}/releases/tags/{tag}', { tag }, need);
    return found && releaseFrom(found);
}
/** One release or draft as it is now, or null. */
async function findRelease(github, id) {
    const need = { doing: `read the release ${id}`, permission: releases_WRITE };
    const found = await github.find('GET /repos/{owner}/{repo}/releases/{release_id}', { release_id: id }, need);
    return found && releaseFrom(found);
}
/** Makes a draft that nobody sees yet. `body` must hold text by which its like is found again. */
async function createDraft(github, draft) {
    const made = await github.write('POST /repos/{owner}/{repo}/releases', {
        tag_name: draft.tag,
        target_commitish: draft.commit,
        name: draft.name,
        body: draft.body,
        draft: true,
        prerelease: false,
    }, { doing: `create the release ${draft.tag}`, permission: releases_WRITE }, async () => {
        const all = await github.list('GET /repos/{owner}/{repo}/releases', {}, { doing: 'list the releases', permission: releases_WRITE }, (page) => page);
        return all.find((one) => one.draft && one.tag_name === draft.tag && one.body === draft.body) ?? null;
    });
    return releaseFrom(made);
}
/** Changes the text of a release. */
async function describeRelease(github, release, change) {
    const made = await github.write('PATCH /repos/{owner}/{repo}/releases/{release_id}', { release_id: release.id, body: change.body, target_commitish: change.commit }, { doing: `describe the release ${release.tag}`, permission: releases_WRITE }, 'repeat');
    return releaseFrom(made);
}
/** Publishes a draft. It never becomes the repository's “latest” release: that is its software's. */
async function publish(github, release) {
    const made = await github.write('PATCH /repos/{owner}/{repo}/releases/{release_id}', { release_id: release.id, tag_name: release.tag, draft: false, make_latest: 'false' }, { doing: `publish the release ${release.tag}`, permission: releases_WRITE }, 'repeat');
    return releaseFrom(made);
}
/** Deletes a draft. */
async function deleteDraft(github, release) {
    await github.remove('DELETE /repos/{owner}/{repo}/releases/{release_id}', { release_id: release.id }, { doing: `delete the draft ${release.tag}`, permission: releases_WRITE });
}
/**
 * Brings a file into a draft and returns what is stored. An asset of that name with these very bytes is
 * kept; one that is broken off or has other bytes is replaced.
 */
async function uploadAsset(github, release, path, name) {
    if (!ASSET_NAME.test(name))
        throw new Error(`GitHub would rewrite the asset name ${name}`);
    const { size } = await (0,promises_.stat)(path);
    if (size > LARGEST_ASSET) {
        throw new errors/* UserError */.yo(`${name} has ${size} bytes; GitHub takes less than 2 GiB in one file of a release.`, {
            hint: 'Make the model package smaller, or keep the registry in a folder.',
        });
    }
    const digest = await (0,files/* digestOfFile */.Mk)(path);
    const fits = (asset) => asset.state === 'uploaded' && asset.size === size && (asset.digest === null || asset.digest === digest);
    const need = { doing: `upload ${name} to the release ${release.tag}`, permission: releases_WRITE };
    let stored = release.assets.find((asset) => asset.name === name) ?? null;
    for (let attempt = 1;; attempt++) {
        if (stored && fits(stored) && stored.digest !== null)
            return stored;
        if (stored)
            await deleteAsset(github, stored);
        try {
            const made = await send(github, release, path, name, size, need);
            if (fits(made))
                return made;
        }
        catch (error) {
            // After a failure GitHub may keep the bytes or a half-made asset that blocks the name.
            if (attempt >= UPLOAD_ATTEMPTS || !mayHaveLeftSomething(error))
                throw error;
            await github.pause(attempt);
        }
        stored = (await assetsOf(github, release)).find((asset) => asset.name === name) ?? null;
        if (attempt >= UPLOAD_ATTEMPTS && !(stored && fits(stored))) {
            throw new errors/* ServiceError */._7(`GitHub stores other bytes for ${name} than were sent.`, {
                hint: 'Run it again.',
            });
        }
    }
}
/** Downloads an asset to `path`. The caller compares its digest. */
async function downloadAsset(github, asset, path) {
    const stream = await github.read('GET /repos/{owner}/{repo}/releases/assets/{asset_id}', {
        asset_id: asset.id,
        headers: { accept: 'application/octet-stream' },
        request: { parseSuccessResponseBody: false, signal: AbortSignal.timeout(TRANSFER_DEADLINE) },
    }, { doing: `download ${asset.name}`, permission: 'contents: read' });
    try {
        await (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.fromWeb(stream), (0,external_node_fs_.createWriteStream)(path));
    }
    catch (cause) {
        if (cause.syscall)
            throw cause;
        throw new errors/* ServiceError */._7(`The download of ${asset.name} broke off.`, { hint: 'Run it again.', cause });
    }
}
/** The assets of a release as they are now, half-made ones too. */
async function assetsOf(github, release) {
    const found = await github.list('GET /repos/{owner}/{repo}/releases/{release_id}/assets', { release_id: release.id }, { doing: `list the files of the release ${release.tag}`, permission: 'contents: read' }, (page) => page);
    return found.map(assetFrom);
}
async function deleteAsset(github, asset) {
    await github.remove('DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}', { asset_id: asset.id }, { doing: `delete ${asset.name}`, permission: releases_WRITE });
}
/** Sends the bytes once: GitHub gives the address, which is not the API's own host. */
async function send(github, release, path, name, size, need) {
    const route = `POST ${release.uploadUrl.replace(/\{.*$/, '')}{?name}`;
    const stored = await github.write(route, {
        release_id: release.id,
        name,
        data: (0,external_node_fs_.createReadStream)(path),
        headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
        request: { signal: AbortSignal.timeout(TRANSFER_DEADLINE) },
    }, need, 'stop');
    return assetFrom(stored);
}
function mayHaveLeftSomething(error) {
    const status = (0,failure/* statusOf */.c2)(error);
    return status === 422 || status === 404 || status === 0 || (status !== null && status >= 500);
}
function releaseFrom(data) {
    return {
        id: data.id,
        tag: data.tag_name,
        draft: data.draft,
        body: data.body ?? '',
        url: data.html_url,
        uploadUrl: data.upload_url,
        assets: data.assets.map(assetFrom),
    };
}
function assetFrom(data) {
    const { id, name, state, size, digest = null } = data;
    return { id, name, state, size, digest };
}

// EXTERNAL MODULE: ./build/registry/admission.js
var admission = __webpack_require__(64823);
// EXTERNAL MODULE: ./build/registry/folder.js + 1 modules
var folder = __webpack_require__(45900);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/models/package.js
var models_package = __webpack_require__(48987);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build/system/plain-path.js
var plain_path = __webpack_require__(17130);
;// CONCATENATED MODULE: ./build/registry/archive.js





const BLOCK = 512;
const MOST_FILES = 10_000;
const END = Buffer.alloc(2 * BLOCK);
/** Writes `files` of `directory` to a new archive at `target`, in byte order of their paths. */
async function writeArchive(directory, files, target) {
    const ordered = files.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
    const archive = await (0,promises_.open)(target, 'wx');
    try {
        for (const file of ordered) {
            await archive.write(headerOf(file));
            let written = 0;
            for await (const chunk of (0,external_node_fs_.createReadStream)((0,external_node_path_.join)(directory, file.path))) {
                written += chunk.length;
                await archive.write(chunk);
            }
            if (written !== file.bytes) {
                throw new errors/* UserError */.yo(`${(0,external_node_path_.join)(directory, file.path)} changed while it was read.`, {
                    hint: 'Run it again.',
                });
            }
            await archive.write(END.subarray(0, padding(written)));
        }
        await archive.write(END);
        await archive.sync();
    }
    finally {
        await archive.close();
    }
}
/** Unpacks an archive into `directory`, which must not hold any of its files. At most `largest` bytes come out. */
async function extractArchive(path, directory, largest) {
    const archive = await (0,promises_.open)(path, 'r');
    try {
        const { size } = await archive.stat();
        let position = 0;
        let total = 0;
        for (let count = 0;; count++) {
            const header = await read(archive, position, BLOCK, path);
            position += BLOCK;
            if (header.every((byte) => byte === 0))
                break;
            const file = fileOf(header, path);
            total += file.bytes;
            if (count >= MOST_FILES || total > largest || file.bytes > size - position)
                throw damaged(path, 'it holds too much');
            await extractFile(archive, position, file, directory, path);
            position += file.bytes + padding(file.bytes);
        }
        const rest = await read(archive, position, BLOCK, path);
        if (!rest.every((byte) => byte === 0) || position + BLOCK !== size)
            throw damaged(path, 'something follows its end');
    }
    finally {
        await archive.close();
    }
}
async function extractFile(archive, start, file, directory, path) {
    const target = (0,external_node_path_.join)(directory, file.path);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(target), { recursive: true });
    const out = await (0,promises_.open)(target, 'wx').catch((cause) => {
        throw cause.code === 'EEXIST' ? damaged(path, `it holds ${file.path} twice`) : cause;
    });
    try {
        for (let done = 0; done < file.bytes;) {
            const chunk = await read(archive, start + done, Math.min(1 << 20, file.bytes - done), path);
            await out.write(chunk);
            done += chunk.length;
        }
    }
    finally {
        await out.close();
    }
}
/** Name, size and type of an entry; everything else is the same for all. */
function headerOf({ path, bytes }) {
    const header = Buffer.alloc(BLOCK);
    const { name, prefix } = splitPath(path);
    header.write(name, 0);
    header.write('0000644\0', 100);
    header.write('0000000\0', 108);
    header.write('0000000\0', 116);
    header.write(`${octal(bytes, 11)}\0`, 124);
    header.write(`${octal(0, 11)}\0`, 136);
    header.write('0', 156);
    header.write('ustar\u000000', 257);
    header.write(prefix, 345);
    header.write(`${octal(checksum(header), 6)}\0 `, 148);
    return header;
}
/** A path in the two fields that the format has for it: 155 bytes, a slash, 100 bytes. */
function splitPath(path) {
    if (Buffer.byteLength(path) <= 100)
        return { name: path, prefix: '' };
    for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        const [prefix, name] = [path.slice(0, slash), path.slice(slash + 1)];
        if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100)
            return { name, prefix };
    }
    throw new errors/* UserError */.yo(`The path ${path} is too long for an archive.`, {
        hint: 'Give the files of the model shorter names: at most 100 bytes in the last part.',
    });
}
function fileOf(header, archive) {
    const prefix = textAt(header, 345, 155);
    const name = textAt(header, 0, 100);
    const path = prefix ? `${prefix}/${name}` : name;
    const size = textAt(header, 124, 12);
    if (!(0,plain_path/* isPlainPath */.q)(path) || !/^[0-7]{11}$/.test(size))
        throw damaged(archive, 'a name or size in it is not valid');
    const file = { path, bytes: Number.parseInt(size, 8) };
    if (!headerOf(file).equals(header))
        throw damaged(archive, `the entry ${path} is not a plain file`);
    return file;
}
/** The sum of all bytes, with the field of the sum itself taken as spaces. */
function checksum(header) {
    let sum = 8 * 32;
    for (const [index, byte] of header.entries())
        if (index < 148 || index >= 156)
            sum += byte;
    return sum;
}
function octal(value, digits) {
    return value.toString(8).padStart(digits, '0');
}
function textAt(header, start, length) {
    const field = header.subarray(start, start + length);
    const end = field.indexOf(0);
    return field.subarray(0, end < 0 ? length : end).toString();
}
function padding(bytes) {
    return (BLOCK - (bytes % BLOCK)) % BLOCK;
}
async function read(archive, position, length, path) {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await archive.read(buffer, 0, length, position);
    if (bytesRead < length)
        throw damaged(path, 'it ends too early');
    return buffer;
}
function damaged(path, why) {
    return new errors/* UserError */.yo(`The archive ${path} is damaged: ${why}.`, { hint: 'Fetch or make it again.' });
}

// EXTERNAL MODULE: ./node_modules/typebox/build/index.mjs + 317 modules
var build = __webpack_require__(6868);
// EXTERNAL MODULE: ./build/system/schema-check.js + 3 modules
var schema_check = __webpack_require__(72679);
// EXTERNAL MODULE: ./build/system/schema-shapes.js
var schema_shapes = __webpack_require__(36732);
// EXTERNAL MODULE: ./build/registry/record.js
var registry_record = __webpack_require__(51237);
// EXTERNAL MODULE: ./build/registry/version.js
var registry_version = __webpack_require__(2670);
;// CONCATENATED MODULE: ./build/registry/github-tags.js







/**
 * How versions and assignments are written down in git, in GTO's grammar of tags:
 *
 *     refs/mlops/<model>/v1.4.0          the lock: who creates it has the version; it names the package's identity
 *     refs/mlops/<model>/assignment-7    the lock of an assignment: its tag has another name in each environment
 *     refs/tags/<model>@v1.4.0           the version: an annotated tag on a commit of its own
 *     refs/tags/<model>#production#7     the seventh assignment: production has the version of this commit
 *     refs/tags/<model>#production!#8    production has no version any more
 *
 * GTO finds an assignment's version by its commit, so no two versions may share one. A version's commit
 * is the source commit with the files of `versionFiles` added.
 */
/** All that the locks of versions begin with. */
const lockPrefix = (model) => `mlops/${model}/`;
const assignmentLock = (model, number) => `${lockPrefix(model)}assignment-${number}`;
const versionTag = (model, version) => `${model}@${version}`;
/** Where the version's own files stand in its commit. */
const versionFolder = (model) => `.mlops/models/${model}`;
const StoredVersionSchema = build/* default.Object */.Ay$.Object({
    record: registry_record/* VersionRecordSchema */.Rq,
    archive: build/* default.Object */.Ay$.Object({
        name: build/* default.String */.Ay$.String(),
        sha256: schema_shapes/* digest */.br,
        bytes: build/* default.Integer */.Ay$.Integer(),
    }, { additionalProperties: false }),
}, { additionalProperties: false });
const IDENTITY_LINE = /^Package: (sha256:[0-9a-f]{64})$/m;
/** The message of the commit that a lock names: the same for the same content, whoever makes it. */
function lockMessage(model, identity) {
    return `A version of ${model}\n\nPackage: ${identity}\n`;
}
/** The versions that have an annotated tag, oldest first. */
async function taggedVersions(github, model) {
    const prefix = `tags/${model}@`;
    const refs = await refsBeginningWith(github, prefix);
    return refs
        .filter((ref) => ref.object.type === 'tag')
        .map((ref) => ref.name.slice(prefix.length))
        .filter(registry_version/* isVersion */.lF)
        .sort(registry_version/* compareVersions */.Zy);
}
/** The annotated tag of a version, or null where there is none. */
async function findVersionTag(github, model, version) {
    const ref = await findRef(github, `tags/${versionTag(model, version)}`);
    return ref && readTag(github, ref);
}
/**
 * What a version's commit says of it, compared with its tag and its lock. Throws `UserError` where they
 * contradict each other, so that a moved tag is found.
 */
async function readStoredVersion(github, model, tag) {
    const version = tag.name.slice(model.length + 1);
    const path = `${versionFolder(model)}/version.json`;
    const text = await readTextFile(github, tag.target, path);
    if (text === null) {
        throw new errors/* UserError */.yo(`The tag ${tag.name} names no model package: its commit has no ${path}.`, {
            hint: 'Only versions that `register` made can be fetched.',
        });
    }
    const stored = parse(text, tag.name);
    if (stored.record.model !== model || stored.record.version !== version) {
        throw tampered(tag.name, `its commit is the one of ${stored.record.model}@${stored.record.version}`);
    }
    const lock = await findRef(github, `${lockPrefix(model)}${version}`);
    const locked = lock && (await findCommit(github, lock.object.sha));
    if (IDENTITY_LINE.exec(locked?.message ?? '')?.[1] !== stored.record.package) {
        throw tampered(tag.name, `refs/${lockPrefix(model)}${version} names another package or is gone`);
    }
    return stored;
}
function parse(text, tag) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        throw tampered(tag, 'the version.json of its commit is not JSON');
    }
    const problem = (0,schema_check/* checkSchema */._U)(StoredVersionSchema, value)[0];
    if (problem)
        throw tampered(tag, `the version.json of its commit: ${(0,schema_check/* pathText */.LF)(problem.path)}: ${problem.message}`);
    return value;
}
function tampered(what, why) {
    return new errors/* UserError */.yo(`${what} was changed by somebody: ${why}.`, {
        hint: 'Do not use this version. Find out who changed it, or register the model again.',
    });
}
/** The locks of the model's assignments, oldest first; each names the tag object of its assignment. */
async function assignmentLocks(github, model) {
    const prefix = `${lockPrefix(model)}assignment-`;
    const refs = await refsBeginningWith(github, prefix);
    return refs
        .map((ref) => ({ ref, number: Number(ref.name.slice(prefix.length)) }))
        .filter(({ number }) => Number.isSafeInteger(number))
        .sort((a, b) => a.number - b.number);
}
/** All assignments of the model, oldest first. */
async function assignmentRefs(github, model) {
    const prefix = `tags/${model}#`;
    const refs = await refsBeginningWith(github, prefix);
    return refs
        .flatMap((ref) => {
        const [, environment, removes, number] = /^([^#!]+)(!?)#([1-9]\d{0,8})$/.exec(ref.name.slice(prefix.length)) ?? [];
        if (ref.object.type !== 'tag' || environment === undefined)
            return [];
        return [{ ref, environment, number: Number(number), removes: removes === '!' }];
    })
        .sort((a, b) => a.number - b.number);
}
/** The tag (without `refs/tags/`) that notes an assignment. */
function assignmentTag(model, environment, number, removes) {
    return `${model}#${environment}${removes ? '!' : ''}#${number}`;
}
function assignmentMessage(model, environment, version) {
    return version === null
        ? `Remove ${model} from ${environment}\n`
        : `Assign ${model} ${version} to ${environment}\n`;
}
/**
 * The version that an assignment's tag names: by its message where `register`'s own wrote it, compared
 * with the version's commit; else, as GTO does, by the commit alone. Throws `UserError` where no version
 * has that commit.
 */
async function versionOfAssignment(github, model, tag) {
    const told = new RegExp(`^Assign ${model} (v[0-9.]+) to `).exec(tag.message)?.[1];
    if (told !== undefined && (0,registry_version/* isVersion */.lF)(told)) {
        const version = await findVersionTag(github, model, told);
        if (version?.target !== tag.target)
            throw tampered(tag.name, `its commit is not the one of ${told}`);
        return told;
    }
    for (const version of (await taggedVersions(github, model)).reverse()) {
        if ((await findVersionTag(github, model, version))?.target === tag.target)
            return version;
    }
    throw new errors/* UserError */.yo(`The tag ${tag.name} assigns a commit that is no version of ${model}.`, {
        hint: 'Assign a version that is registered, with `deploy`.',
    });
}

;// CONCATENATED MODULE: ./build/registry/github-release.js









/** Runs `work` with the package packed as one archive, which is gone afterwards. */
async function withPacked(source, version, work) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'mlops-archive-'));
    try {
        const archivePath = (0,external_node_path_.join)(folder, 'package.tar');
        const manifestPath = (0,external_node_path_.join)(source.directory, models_package/* MANIFEST_FILE */.h1);
        const manifest = { path: models_package/* MANIFEST_FILE */.h1, bytes: (await (0,promises_.stat)(manifestPath)).size };
        await writeArchive(source.directory, [...source.manifest.files, manifest], archivePath);
        const sha256 = await (0,files/* digestOfFile */.Mk)(archivePath);
        const name = `${source.manifest.name}-${version}-${sha256.slice('sha256:'.length, 'sha256:'.length + 12)}.tar`;
        const { size } = await (0,promises_.stat)(archivePath);
        return await work({ archive: { name, sha256, bytes: size }, archivePath, manifestPath });
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
const marker = (model, version) => `<!-- mlops-actions ${model}@${version} -->`;
const runLine = (run) => `<!-- run ${run} -->`;
/** Whether a run with this id made the draft. */
function madeBy(draft, run) {
    return draft.body.includes(runLine(run));
}
/** The releases and drafts for a version that this program made, oldest first. */
async function ownReleases(github, model, version) {
    const all = await releasesOf(github, versionTag(model, version));
    return all.filter((release) => release.body.includes(marker(model, version)));
}
/**
 * Brings a version's files into its draft: an earlier run's draft is taken over, unless this is the
 * `first` run; else one is made. Returns the draft, for GitHub's lists may lag behind what was made.
 */
async function fillDraft(github, stored, packed, { commit, first }) {
    const { model, version, run } = stored.record;
    const body = await bodyOf(stored, packed);
    const tag = versionTag(model, version);
    const oldestDraft = async () => (await ownReleases(github, model, version)).find((one) => one.draft);
    let draft = first ? undefined : await oldestDraft();
    if (draft && draft.body !== body)
        draft = await describeRelease(github, draft, { body, commit });
    if (!draft) {
        const made = await createDraft(github, { tag, commit, name: `${model} ${version}`, body });
        // Another run that came later too may have made one at the same time: the oldest counts.
        const oldest = first ? made : ((await oldestDraft()) ?? made);
        if (oldest.id < made.id)
            await deleteDraft(github, made);
        draft = oldest.id < made.id ? oldest : made;
    }
    github.log.debug(`${tag}: draft ${draft.id} of run ${run.id}`);
    const asset = await uploadAsset(github, draft, packed.archivePath, packed.archive.name);
    if (asset.digest !== null && asset.digest !== packed.archive.sha256)
        throw corrupted(packed.archive.name);
    await uploadAsset(github, draft, packed.manifestPath, manifestName(packed.archive.name));
    return draft;
}
/**
 * Publishes the draft that holds the files which the tag names, without anything else in it, and removes
 * the other drafts of this version; `filled` is the draft that this run knows of. Returns the release,
 * and whether this call published it.
 */
async function publishVersion(github, stored, filled) {
    const { model, version } = stored.record;
    const all = await ownReleases(github, model, version);
    if (filled && !all.some(({ id }) => id === filled.id)) {
        const known = await findRelease(github, filled.id);
        if (known)
            all.push(known);
    }
    const wanted = new Set([stored.archive.name, manifestName(stored.archive.name)]);
    const holds = (release) => release.assets.some((asset) => isArchive(asset, stored));
    const done = all.find((release) => !release.draft);
    const release = done ?? all.find(holds);
    if (!release) {
        throw new errors/* UserError */.yo(`${versionTag(model, version)} was registered in part, and its files are gone.`, {
            hint: `Delete the tag ${versionTag(model, version)} and the reference refs/mlops/${model}/${version}, then register again.`,
        });
    }
    if (!done) {
        for (const asset of release.assets)
            if (!wanted.has(asset.name))
                await deleteAsset(github, asset);
    }
    const result = done ?? (await publish(github, release));
    for (const draft of all)
        if (draft.draft && draft.id !== release.id)
            await deleteDraft(github, draft);
    return { release: result, published: !done };
}
/** Downloads a version's archive from its release, compares it with what its commit says, and unpacks it. */
async function downloadPackage(github, release, stored, directory) {
    const { archive, record } = stored;
    const asset = release.assets.find((one) => one.name === archive.name);
    if (!asset)
        throw tampered(`The release ${release.tag}`, `its file ${archive.name} is gone`);
    if (asset.digest !== null && !isArchive(asset, stored)) {
        throw tampered(`The release ${release.tag}`, `its file ${archive.name} was replaced`);
    }
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'mlops-archive-'));
    try {
        const path = (0,external_node_path_.join)(folder, 'package.tar');
        await downloadAsset(github, asset, path);
        if ((await (0,files/* digestOfFile */.Mk)(path)) !== archive.sha256) {
            // Where the server told the right digest, the bytes were damaged on their way.
            throw asset.digest === null
                ? tampered(`The release ${release.tag}`, `its file ${archive.name} was replaced`)
                : corrupted(archive.name);
        }
        await extractArchive(path, directory, record.bytes + LARGEST_MANIFEST);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
const LARGEST_MANIFEST = 2 ** 20;
const LONGEST_CARD = 60_000;
function isArchive(asset, { archive }) {
    return (asset.name === archive.name &&
        asset.state === 'uploaded' &&
        asset.size === archive.bytes &&
        (asset.digest === null || asset.digest === archive.sha256));
}
function manifestName(archive) {
    return archive.replace(/\.tar$/, '.manifest.json');
}
function corrupted(name) {
    return new errors/* ServiceError */._7(`${name} came out of GitHub with other bytes than it has there.`, {
        hint: 'Run it again.',
    });
}
/** The text of the release: what it is, for machines and people, and the model's card. */
async function bodyOf({ record }, packed) {
    const card = await (0,promises_.readFile)((0,external_node_path_.join)(packed.manifestPath, '..', 'README.md'), 'utf8').catch(() => '');
    const lines = [
        marker(record.model, record.version),
        runLine(record.run.id),
        `Model package \`${record.package}\` in \`${packed.archive.name}\`.`,
        '',
        card.slice(0, LONGEST_CARD),
    ];
    return lines.join('\n').trimEnd();
}

// EXTERNAL MODULE: ./build/registry/package-files.js
var package_files = __webpack_require__(25163);
;// CONCATENATED MODULE: ./build/registry/github-registration.js










/** The identity that GitHub's own commits from Actions have. */
const BOT = {
    name: 'github-actions[bot]',
    email: '41898282+github-actions[bot]@users.noreply.github.com',
};
/** Any fixed time: the locks of the same content must be the same commit. */
const LOCK_DATE = new Date('2000-01-01T00:00:00Z');
const WAITS = 12;
const WAIT_SECONDS = 5;
/**
 * Registers one package in a GitHub repository, in this order: lock → commit → draft release → files →
 * tag → publish. Every step may be the last of a killed run, and another run may be at any of them:
 * each looks what is there and does what is left.
 */
class GitHubRegistration {
    #github;
    #clock;
    #request;
    #gate;
    #model;
    constructor(github, clock, request, gate) {
        this.#github = github;
        this.#clock = clock;
        this.#request = request;
        this.#gate = gate;
        this.#model = request.package.manifest.name;
    }
    async run() {
        await (0,models_package/* openPackage */.R$)(this.#request.package.directory);
        const source = await this.#source();
        const { version, created } = await this.#reserve();
        if (!created)
            await this.#awaitOther(version);
        const made = created || !(await this.#tag(version)) ? await this.#prepareAndTag(version, source, created) : null;
        const stored = made?.stored ?? (await this.#storedVersion(version));
        return { stored, ...(await publishVersion(this.#github, stored, made?.draft ?? null)) };
    }
    #tag(version) {
        return findVersionTag(this.#github, this.#model, version);
    }
    async #storedVersion(version) {
        const tag = await this.#tag(version);
        if (tag)
            return readStoredVersion(this.#github, this.#model, tag);
        throw new errors/* ServiceError */._7(`GitHub does not show the tag ${versionTag(this.#model, version)} that was just made.`, {
            hint: 'Run it again: it goes on where it stopped.',
        });
    }
    /** The source commit, which must be on GitHub already. */
    async #source() {
        const { commit } = this.#request.run;
        if (commit === null) {
            throw new errors/* UserError */.yo('The github registry notes the source commit, but this run knows none.', {
                hint: 'Run it inside a git checkout, or set `registry: { kind: folder }`.',
            });
        }
        const found = await findCommit(this.#github, commit);
        if (found)
            return found;
        throw new errors/* UserError */.yo(`The source commit ${commit} is not in ${this.#github.owner}/${this.#github.repo}.`, {
            hint: 'Push the commit before you register what was made from it.',
        });
    }
    /**
     * Finds the version that is reserved for this content, or reserves the next one: of many runs exactly
     * one creates a lock, and who finds it taken looks again. Versions are reserved in order, so who gets
     * one has seen all that were reserved before.
     */
    async #reserve() {
        const { identity } = this.#request.package.manifest;
        const tree = await createTree(this.#github, { identity: `${identity}\n` });
        const message = lockMessage(this.#model, identity);
        const lock = await createCommit(this.#github, {
            message,
            tree,
            parents: [],
            by: { ...BOT, date: LOCK_DATE },
        });
        for (;;) {
            const locks = await refsBeginningWith(this.#github, lockPrefix(this.#model));
            const reserved = locks.find((ref) => ref.object.sha === lock);
            if (reserved)
                return { version: this.#versionOf(reserved), created: false };
            const tagged = await taggedVersions(this.#github, this.#model);
            const version = (0,registry_version/* nextVersion */.yU)([...locks.map((ref) => this.#versionOf(ref)).filter(registry_version/* isVersion */.lF), ...tagged]);
            const outcome = await createRef(this.#github, `${lockPrefix(this.#model)}${version}`, lock);
            if (outcome !== 'other')
                return { version, created: outcome === 'created' };
        }
    }
    #versionOf(lock) {
        return lock.name.slice(lockPrefix(this.#model).length);
    }
    /** Leaves another run, which registers the same content right now, the time to finish. */
    async #awaitOther(version) {
        for (let waited = 0; waited < WAITS; waited++) {
            const releases = await ownReleases(this.#github, this.#model, version);
            if (releases.some((release) => !release.draft || madeBy(release, this.#request.run.id)))
                return;
            if (waited === 0) {
                this.#github.log.info(`Another run began to register ${versionTag(this.#model, version)}: waiting for it.`);
            }
            await this.#github.pause(WAIT_SECONDS);
        }
    }
    /**
     * Makes the version's commit, its draft with all files, and last the tag that decides. Without a
     * `stored` version, or with null, another run's tag decided. `first`: no run was here before.
     */
    async #prepareAndTag(version, source, first) {
        const { package: made } = this.#request;
        const by = { ...BOT, date: this.#clock.now() };
        const manifest = await (0,package_files/* manifestDigest */.It)(made);
        try {
            return await withPacked(made, version, async (packed) => {
                const record = (0,registry_record/* versionRecord */.AO)(this.#request, this.#gate, { version, manifest, registered: by.date });
                const stored = { record, archive: packed.archive };
                const tree = await createTree(this.#github, await this.#versionFiles(stored), source.tree);
                const message = `Register ${this.#model} ${version}\n\nPackage: ${record.package}\n`;
                const commit = await createCommit(this.#github, { message, tree, parents: [source.sha], by });
                const draft = await fillDraft(this.#github, stored, packed, { commit, first });
                const name = versionTag(this.#model, version);
                const tag = await createTag(this.#github, {
                    name,
                    message: `Register ${this.#model} ${version}\n`,
                    commit,
                    by,
                });
                const outcome = await createRef(this.#github, `tags/${name}`, tag);
                return { draft, stored: outcome === 'other' ? null : stored };
            });
        }
        catch (error) {
            // Another run that makes the same version may have been faster and have removed this one's files.
            if (await this.#tag(version))
                return null;
            throw error;
        }
    }
    /** What a version's commit adds to the source commit. */
    async #versionFiles(stored) {
        const { directory } = this.#request.package;
        const folder = versionFolder(this.#model);
        const card = await (0,promises_.readFile)((0,external_node_path_.join)(directory, 'README.md'), 'utf8').catch(() => null);
        return {
            [`${folder}/version.json`]: `${JSON.stringify(stored, null, 2)}\n`,
            [`${folder}/${models_package/* MANIFEST_FILE */.h1}`]: await (0,promises_.readFile)((0,external_node_path_.join)(directory, models_package/* MANIFEST_FILE */.h1), 'utf8'),
            ...(card ? { [`${folder}/README.md`]: card } : {}),
        };
    }
}

// EXTERNAL MODULE: ./build/registry/names.js
var names = __webpack_require__(58069);
;// CONCATENATED MODULE: ./build/registry/github.js











/**
 * A registry in a GitHub repository: annotated tags that GTO reads (`github-tags.ts`), and releases that
 * carry the files (`github-release.ts`). Needs `contents: write`; to read, `contents: read`.
 */
class GitHubRegistry {
    kind = 'github';
    model;
    #github;
    #clock;
    constructor(model, github, { clock }) {
        this.model = (0,names/* checkModelName */.X)(model);
        this.#github = github;
        this.#clock = clock;
    }
    /** A newest version whose release is not published yet does not count. */
    async versions() {
        const versions = await taggedVersions(this.#github, this.model);
        for (let newest = versions.at(-1); newest !== undefined; newest = versions.at(-1)) {
            if (await publishedRelease(this.#github, versionTag(this.model, newest)))
                break;
            versions.pop();
        }
        return versions;
    }
    async record(version) {
        return (await this.#stored(version)).record;
    }
    async register(request) {
        const gate = (0,admission/* admit */.w4)(request, this.model);
        const registration = new GitHubRegistration(this.#github, this.#clock, request, gate);
        const { stored, release, published } = await registration.run();
        const { version } = stored.record;
        const versions = await taggedVersions(this.#github, this.model);
        const previous = versions.filter((one) => (0,registry_version/* compareVersions */.Zy)(one, version) < 0).at(-1) ?? null;
        return { record: stored.record, created: published, previous, location: release.url };
    }
    async fetch(version, directory) {
        const stored = await this.#stored(version);
        const release = await publishedRelease(this.#github, versionTag(this.model, version));
        if (!release) {
            throw new errors/* UserError */.yo(`${versionTag(this.model, version)} was registered in part: its release is not published.`, {
                hint: 'Run `register` again: it goes on where it stopped.',
            });
        }
        return (0,folder/* placePackage */.S)(directory, stored.record, (temporary) => downloadPackage(this.#github, release, stored, temporary));
    }
    async assign(environment, version) {
        (0,names/* checkEnvironment */.Q)(environment);
        for (;;) {
            const all = await assignmentRefs(this.#github, this.model);
            const current = all.findLast((one) => one.environment === environment);
            const now = current && (await this.#assignment(current));
            if (now && now.version === version)
                return now;
            // GTO finds the version by the commit; what is removed is named by its own.
            const named = version ?? now?.version;
            if (!named)
                throw (0,admission/* nothingToRemove */.nc)(this.model, environment);
            const { target: commit, date: registered } = await this.#tag(named);
            const { number, date } = await this.#place(all, registered);
            const name = assignmentTag(this.model, environment, number, version === null);
            const message = assignmentMessage(this.model, environment, version);
            const tag = await createTag(this.#github, { name, message, commit, by: { ...BOT, date } });
            if ((await createRef(this.#github, assignmentLock(this.model, number), tag)) === 'other')
                continue;
            await createRef(this.#github, `tags/${name}`, tag);
            return this.#assignmentRecord(environment, version, number, date);
        }
    }
    async assigned(environment) {
        return (await this.history(environment, 1))[0]?.version ?? null;
    }
    async history(environment, limit = 20) {
        (0,names/* checkEnvironment */.Q)(environment);
        const all = await assignmentRefs(this.#github, this.model);
        const wanted = all.filter((one) => one.environment === environment);
        const history = [];
        for (const one of wanted.reverse().slice(0, limit))
            history.push(await this.#assignment(one));
        return history;
    }
    /**
     * The number and time of the next assignment: after all that have a tag or a lock, and after its version
     * was `registered`. GTO orders them by the tagger's whole seconds, over all environments.
     */
    async #place(tagged, registered) {
        const locks = await assignmentLocks(this.#github, this.model);
        const last = [...tagged, ...locks].reduce((latest, one) => (latest && latest.number >= one.number ? latest : one), null);
        const latest = (last && (await readTag(this.#github, last.ref))?.date) ?? registered;
        const after = Math.max(latest.getTime(), registered.getTime()) + 1000;
        const date = new Date(Math.max(this.#clock.now().getTime(), after));
        return { number: (last?.number ?? 0) + 1, date };
    }
    async #tag(version) {
        const tag = (0,registry_version/* isVersion */.lF)(version) ? await findVersionTag(this.#github, this.model, version) : null;
        if (tag)
            return tag;
        throw (0,registry_version/* unknownVersion */.VN)(this.model, version, await taggedVersions(this.#github, this.model));
    }
    async #stored(version) {
        return readStoredVersion(this.#github, this.model, await this.#tag(version));
    }
    async #assignment({ ref, environment, number, removes }) {
        const tag = await readTag(this.#github, ref);
        if (!tag)
            throw new Error(`${ref.name} was filtered to be an annotated tag`);
        const version = removes ? null : await versionOfAssignment(this.#github, this.model, tag);
        return this.#assignmentRecord(environment, version, number, tag.date);
    }
    #assignmentRecord(environment, version, number, date) {
        const assigned = `${date.toISOString().slice(0, 19)}Z`;
        return { format: registry_record/* ASSIGNMENT_FORMAT */.M8, model: this.model, environment, version, number, assigned };
    }
}


/***/ }),

/***/ 17130:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ isPlainPath)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);

/**
 * Whether a path from an archive is relative, with `/`, stays inside its folder, and can be had on every
 * system: no `..`, no drive, no backslash, no control characters.
 */
function isPlainPath(path) {
    return (path !== '' &&
        path.length <= 1000 &&
        !path.startsWith('/') &&
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
        !/[\\:\u0000-\u001f\u007f]/.test(path) &&
        node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(path) === path &&
        !path.split('/').some((part) => part === '' || part === '.' || part === '..'));
}


/***/ })

};
