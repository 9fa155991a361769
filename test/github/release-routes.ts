import { digestOf } from '../../src/system/files.ts';
import { type Answer, type Call, failure, may, page, route } from './server.ts';
import { apiUrl, MADE, userOf, webUrl } from './shapes.ts';
import type { State, StoredAsset, StoredRelease } from './state.ts';

const READ = [['contents', 'read']] as const;
const WRITE = [['contents', 'write']] as const;
const AT = '/repos/{owner}/{repo}';
const TAKEN = [{ resource: 'Release', code: 'already_exists', field: 'tag_name' }];

export const releaseRoutes = [
  route(`GET ${AT}/releases`, READ, (call) => {
    const { state, token } = call;
    const visible = state.releases.filter(
      (one) =>
        (!one.draft || may(token, 'contents', 'write')) && state.requests.length > one.made + state.listLag,
    );
    return { status: 200, body: page(call, visible.toReversed()).map((one) => releaseOf(call, one)) };
  }),
  route(`GET ${AT}/releases/tags/{+tag}`, READ, (call) => {
    const found = call.state.releases.find((one) => !one.draft && one.tag_name === call.params.tag);
    return found ? { status: 200, body: releaseOf(call, found) } : failure(404, 'Not Found');
  }),
  route(`POST ${AT}/releases`, WRITE, (call) => {
    const { state, body } = call;
    const release: StoredRelease = {
      id: state.nextId(),
      tag_name: body.tag_name,
      target_commitish: body.target_commitish ?? 'main',
      name: body.name ?? '',
      body: body.body ?? '',
      draft: body.draft ?? false,
      prerelease: body.prerelease ?? false,
      make_latest: body.make_latest ?? 'true',
      assets: [],
      made: state.requests.length,
    };
    if (release.body.length > 125_000)
      return failure(422, 'Validation Failed', [
        { code: 'custom', message: 'body is too long (maximum is 125000 characters)' },
      ]);
    const refusal = release.draft ? null : publishing(state, release);
    if (refusal) return refusal;
    state.releases.push(release);
    return { status: 201, body: releaseOf(call, release) };
  }),
  route(`GET ${AT}/releases/{id}`, READ, (call) =>
    withRelease(call, (release) => ({ status: 200, body: releaseOf(call, release) })),
  ),
  route(`PATCH ${AT}/releases/{id}`, WRITE, (call) =>
    withRelease(call, (release) => {
      const { state, body } = call;
      const changed = { ...release, ...body } as StoredRelease;
      const refusal = release.draft && !changed.draft ? publishing(state, changed) : null;
      if (refusal) return refusal;
      Object.assign(release, body);
      return { status: 200, body: releaseOf(call, release) };
    }),
  ),
  route(`DELETE ${AT}/releases/{id}`, WRITE, (call) =>
    withRelease(call, (release) => {
      call.state.releases.splice(call.state.releases.indexOf(release), 1);
      return { status: 204 };
    }),
  ),
  route(`GET ${AT}/releases/{id}/assets`, READ, (call) =>
    withRelease(call, ({ assets }) => ({
      status: 200,
      body: page(call, assets).map((one) => assetOf(call, one)),
    })),
  ),
  route(`POST /uploads${AT}/releases/{id}/assets`, WRITE, (call) =>
    withRelease(call, (release) => frozen(call, release) ?? upload(call, release)),
  ),
  route(`GET ${AT}/releases/assets/{asset}`, READ, (call) =>
    withAsset(call, (asset) => {
      if (!call.headers.accept?.includes('octet-stream')) return { status: 200, body: assetOf(call, asset) };
      return { status: 302, headers: { location: `${call.origin}/storage/${asset.id}` } };
    }),
  ),
  route(`DELETE ${AT}/releases/assets/{asset}`, WRITE, (call) =>
    withAsset(call, (asset, release) => {
      const refusal = frozen(call, release);
      if (refusal) return refusal;
      release.assets.splice(release.assets.indexOf(asset), 1);
      return { status: 204 };
    }),
  ),
  route(
    'GET /storage/{asset}',
    [],
    (call) =>
      withAsset(call, ({ bytes }) => ({
        status: 200,
        bytes,
        headers: { 'content-type': 'application/octet-stream' },
      })),
    true,
  ),
];

function frozen({ state }: Call, { draft }: StoredRelease): Answer | null {
  if (!state.immutableReleases || draft) return null;
  return failure(422, 'Cannot change assets of an immutable release.');
}

/** What happens to the tag when a release is published; an answer where it may not be. */
function publishing(state: State, release: StoredRelease): Answer | null {
  const taken = state.releases.some(
    (one) => one.id !== release.id && !one.draft && one.tag_name === release.tag_name,
  );
  if (taken) return failure(422, 'Validation Failed', TAKEN);
  const name = `refs/tags/${release.tag_name}`;
  const commit = state.git.resolve(release.target_commitish);
  if (!state.git.refs.has(name)) {
    if (!commit)
      return failure(422, 'Validation Failed', [
        { resource: 'Release', code: 'invalid', field: 'target_commitish' },
      ]);
    state.git.refs.set(name, commit);
  }
  return null;
}

function upload(call: Call, release: StoredRelease): Answer {
  const { state, url, bytes, headers } = call;
  const name = (url.searchParams.get('name') ?? '').replace(/[^A-Za-z0-9._-]+/g, '.');
  if (headers['content-length'] === undefined) return failure(411, 'Length Required');
  if (bytes.length === 0 || name === '') return failure(400, 'Bad Request');
  if (release.assets.some((one) => one.name === name)) {
    return failure(422, 'Validation Failed', [
      { resource: 'ReleaseAsset', code: 'already_exists', field: 'name' },
    ]);
  }
  const broken = headers['x-broken-off'] !== undefined;
  const asset: StoredAsset = { id: state.nextId(), name, state: broken ? 'starter' : 'uploaded', bytes };
  release.assets.push(asset);
  return broken ? failure(502, 'Bad Gateway') : { status: 201, body: assetOf(call, asset) };
}

function withRelease({ state, params }: Call, work: (release: StoredRelease) => Answer): Answer {
  const found = state.releases.find((one) => one.id === Number(params.id));
  return found ? work(found) : failure(404, 'Not Found');
}

function withAsset(
  { state, params }: Call,
  work: (asset: StoredAsset, release: StoredRelease) => Answer,
): Answer {
  for (const release of state.releases) {
    const asset = release.assets.find((one) => one.id === Number(params.asset));
    if (asset) return work(asset, release);
  }
  return failure(404, 'Not Found');
}

function releaseOf(call: Call, release: StoredRelease) {
  const { made, assets, make_latest, ...shown } = release;
  const { id, tag_name: tag, draft } = release;
  const { owner, repo } = call.state;
  return {
    ...shown,
    node_id: `RE_${id}`,
    url: apiUrl(call, `/releases/${id}`),
    assets_url: apiUrl(call, `/releases/${id}/assets`),
    // A draft has no page of its tag yet.
    html_url: webUrl(call, `/releases/tag/${draft ? `untagged-${id}` : encodeURIComponent(tag)}`),
    upload_url: `${call.origin}${call.state.prefix && '/api'}/uploads/repos/${owner}/${repo}/releases/${id}/assets{?name,label}`,
    tarball_url: draft ? null : apiUrl(call, `/tarball/${encodeURIComponent(tag)}`),
    zipball_url: draft ? null : apiUrl(call, `/zipball/${encodeURIComponent(tag)}`),
    author: userOf(call, { login: 'github-actions[bot]', type: 'Bot' }),
    created_at: MADE,
    published_at: draft ? null : MADE,
    assets: assets.map((one) => assetOf(call, one)),
  };
}

function assetOf(call: Call, { id, name, state, bytes }: StoredAsset) {
  const digest = state === 'uploaded' ? digestOf(bytes) : null;
  return {
    id,
    name,
    state,
    size: bytes.length,
    digest,
    url: apiUrl(call, `/releases/assets/${id}`),
    browser_download_url: webUrl(call, `/releases/download/${id}/${encodeURIComponent(name)}`),
    node_id: `RA_${id}`,
    label: '',
    content_type: 'application/octet-stream',
    download_count: 0,
    uploader: userOf(call, { login: 'github-actions[bot]', type: 'Bot' }),
    created_at: MADE,
    updated_at: MADE,
  };
}
