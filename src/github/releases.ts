import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ServiceError, UserError } from '../system/errors.ts';
import { digestOfFile } from '../system/files.ts';
import type { GitHub } from './client.ts';
import { type Need, statusOf } from './failure.ts';

export interface Asset {
  readonly id: number;
  readonly name: string;
  /** `starter` until all its bytes have come. */
  readonly state: string;
  readonly size: number;
  /** `sha256:…`, where the server tells it (GitHub does, older GitHub Enterprise servers do not). */
  readonly digest: string | null;
}

export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly draft: boolean;
  readonly body: string;
  readonly url: string;
  readonly uploadUrl: string;
  readonly assets: readonly Asset[];
}

const WRITE = 'contents: write';
const OF_WORKFLOWS =
  'GitHub answers the same where the commit changes a file of `.github/workflows`, which the token of a job may not release: register a later commit.';
/** Below 2 GiB, which GitHub does not accept. */
const LARGEST_ASSET = 2 * 1024 ** 3 - 1;
const ASSET_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const TRANSFER_DEADLINE = 30 * 60_000;
const UPLOAD_ATTEMPTS = 3;
const DOWNLOAD_ATTEMPTS = 3;

/** Every release for `tag`, drafts too (several drafts may have one tag), oldest first. */
export async function releasesOf(github: GitHub, tag: string): Promise<Release[]> {
  const need = { doing: 'list the releases and drafts', permission: WRITE };
  const all = await github.list('GET /repos/{owner}/{repo}/releases', {}, need, (page) => page);
  return all
    .filter((one) => one.tag_name === tag)
    .map(releaseFrom)
    .sort((a, b) => a.id - b.id);
}

/** The published release for `tag`, or null. */
export async function publishedRelease(github: GitHub, tag: string): Promise<Release | null> {
  const need = { doing: `read the release ${tag}`, permission: 'contents: read' };
  const found = await github.find('GET /repos/{owner}/{repo}/releases/tags/{tag}', { tag }, need);
  return found && releaseFrom(found);
}

/** One release or draft as it is now, or null. */
export async function findRelease(github: GitHub, id: number): Promise<Release | null> {
  const need = { doing: `read the release ${id}`, permission: WRITE };
  const found = await github.find(
    'GET /repos/{owner}/{repo}/releases/{release_id}',
    { release_id: id },
    need,
  );
  return found && releaseFrom(found);
}

/** Makes a draft that nobody sees yet. `body` must hold text by which its like is found again. */
export async function createDraft(
  github: GitHub,
  draft: { readonly tag: string; readonly commit: string; readonly name: string; readonly body: string },
): Promise<Release> {
  const made = await github.write(
    'POST /repos/{owner}/{repo}/releases',
    {
      tag_name: draft.tag,
      target_commitish: draft.commit,
      name: draft.name,
      body: draft.body,
      draft: true,
      prerelease: false,
    },
    { doing: `create the release ${draft.tag}`, permission: WRITE, besides: OF_WORKFLOWS },
    async () => {
      const all = await github.list(
        'GET /repos/{owner}/{repo}/releases',
        {},
        { doing: 'list the releases', permission: WRITE },
        (page) => page,
      );
      return all.find((one) => one.draft && one.tag_name === draft.tag && one.body === draft.body) ?? null;
    },
  );
  return releaseFrom(made);
}

/** Changes the text of a release. */
export async function describeRelease(
  github: GitHub,
  release: Release,
  change: { readonly body: string; readonly commit: string },
): Promise<Release> {
  const made = await github.write(
    'PATCH /repos/{owner}/{repo}/releases/{release_id}',
    { release_id: release.id, body: change.body, target_commitish: change.commit },
    { doing: `describe the release ${release.tag}`, permission: WRITE },
    'repeat',
  );
  return releaseFrom(made);
}

/** Publishes a draft. It never becomes the repository's “latest” release: that is its software's. */
export async function publish(github: GitHub, release: Release): Promise<Release> {
  const made = await github.write(
    'PATCH /repos/{owner}/{repo}/releases/{release_id}',
    { release_id: release.id, tag_name: release.tag, draft: false, make_latest: 'false' },
    { doing: `publish the release ${release.tag}`, permission: WRITE },
    'repeat',
  );
  return releaseFrom(made);
}

/** Deletes a draft. */
export async function deleteDraft(github: GitHub, release: Release): Promise<void> {
  await github.remove(
    'DELETE /repos/{owner}/{repo}/releases/{release_id}',
    { release_id: release.id },
    { doing: `delete the draft ${release.tag}`, permission: WRITE },
  );
}

/**
 * Brings a file into a draft and returns what is stored. An asset of that name with these very bytes is
 * kept; one that is broken off or has other bytes is replaced.
 */
export async function uploadAsset(
  github: GitHub,
  release: Release,
  path: string,
  name: string,
): Promise<Asset> {
  if (!ASSET_NAME.test(name)) throw new Error(`GitHub would rewrite the asset name ${name}`);
  const { size } = await stat(path);
  if (size > LARGEST_ASSET) {
    throw new UserError(`${name} has ${size} bytes; GitHub takes less than 2 GiB in one file of a release.`, {
      hint: 'Make the model package smaller, or keep the registry in a folder.',
    });
  }
  const digest = await digestOfFile(path);
  const fits = (asset: Asset) =>
    asset.state === 'uploaded' && asset.size === size && (asset.digest === null || asset.digest === digest);
  const need = { doing: `upload ${name} to the release ${release.tag}`, permission: WRITE };

  let stored = release.assets.find((asset) => asset.name === name) ?? null;
  for (let attempt = 1; ; attempt++) {
    if (stored && fits(stored) && stored.digest !== null) return stored;
    if (stored) await deleteAsset(github, stored);
    try {
      const made = await send(github, release, path, name, size, need);
      if (fits(made)) return made;
    } catch (error) {
      // After a failure GitHub may keep the bytes or a half-made asset that blocks the name.
      if (attempt >= UPLOAD_ATTEMPTS || !mayHaveLeftSomething(error)) throw error;
      await github.pause(attempt);
    }
    stored = (await assetsOf(github, release)).find((asset) => asset.name === name) ?? null;
    if (attempt >= UPLOAD_ATTEMPTS && !(stored && fits(stored))) {
      throw new ServiceError(`GitHub stores other bytes for ${name} than were sent.`, {
        hint: 'Run it again.',
      });
    }
  }
}

/** Downloads an asset to `path`, begun anew where it breaks off. The caller compares its digest. */
export async function downloadAsset(github: GitHub, asset: Asset, path: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const stream = await github.read(
      'GET /repos/{owner}/{repo}/releases/assets/{asset_id}',
      {
        asset_id: asset.id,
        headers: { accept: 'application/octet-stream' },
        request: { parseSuccessResponseBody: false, signal: AbortSignal.timeout(TRANSFER_DEADLINE) },
      },
      { doing: `download ${asset.name}`, permission: 'contents: read' },
    );
    try {
      await pipeline(
        Readable.fromWeb(stream as unknown as Parameters<typeof Readable.fromWeb>[0]),
        createWriteStream(path),
      );
      return;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).syscall) throw cause;
      if (attempt >= DOWNLOAD_ATTEMPTS)
        throw new ServiceError(`The download of ${asset.name} broke off.`, { hint: 'Run it again.', cause });
      await github.pause(attempt);
    }
  }
}

/** The assets of a release as they are now, half-made ones too. */
export async function assetsOf(github: GitHub, release: Release): Promise<Asset[]> {
  const found = await github.list(
    'GET /repos/{owner}/{repo}/releases/{release_id}/assets',
    { release_id: release.id },
    { doing: `list the files of the release ${release.tag}`, permission: 'contents: read' },
    (page) => page,
  );
  return found.map(assetFrom);
}

export async function deleteAsset(github: GitHub, asset: Asset): Promise<void> {
  await github.remove(
    'DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}',
    { asset_id: asset.id },
    { doing: `delete ${asset.name}`, permission: WRITE },
  );
}

type UploadRoute = 'POST {origin}/repos/{owner}/{repo}/releases/{release_id}/assets{?name,label}';

/** Sends the bytes once: GitHub gives the address, which is not the API's own host. */
async function send(
  github: GitHub,
  release: Release,
  path: string,
  name: string,
  size: number,
  need: Need,
): Promise<Asset> {
  const route = `POST ${release.uploadUrl.replace(/\{.*$/, '')}{?name}` as UploadRoute;
  const stored = await github.write(
    route,
    () => ({
      release_id: release.id,
      name,
      data: createReadStream(path) as unknown as string,
      headers: { 'content-type': 'application/octet-stream', 'content-length': String(size) },
      request: { signal: AbortSignal.timeout(TRANSFER_DEADLINE) },
    }),
    need,
    'stop',
  );
  return assetFrom(stored);
}

function mayHaveLeftSomething(error: unknown): boolean {
  const status = statusOf(error);
  return status === 422 || status === 404 || status === 0 || (status !== null && status >= 500);
}

function releaseFrom(data: {
  id: number;
  tag_name: string;
  draft: boolean;
  body?: string | null;
  html_url: string;
  upload_url: string;
  assets: Parameters<typeof assetFrom>[0][];
}): Release {
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

function assetFrom(data: {
  id: number;
  name: string;
  state: string;
  size: number;
  digest?: string | null;
}): Asset {
  const { id, name, state, size, digest = null } = data;
  return { id, name, state, size, digest };
}
