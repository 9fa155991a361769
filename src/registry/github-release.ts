import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitHub } from '../github/client.ts';
import {
  type Asset,
  createDraft,
  deleteAsset,
  deleteDraft,
  describeRelease,
  downloadAsset,
  findRelease,
  publish,
  type Release,
  releasesOf,
  uploadAsset,
} from '../github/releases.ts';
import { MANIFEST_FILE, type ModelPackage } from '../models/package.ts';
import { ServiceError, UserError } from '../system/errors.ts';
import { digestOfFile } from '../system/files.ts';
import { extractArchive, writeArchive } from './archive.ts';
import { type StoredVersion, tampered, versionTag } from './github-tags.ts';

/**
 * The release that carries a version's files. It stays a draft until the version's tag stands. The names
 * of its files hold their digest, so that two runs which make the same version never overwrite each
 * other's; the tag decides whose files count, and the others are removed before anybody can see them.
 */

/** A package's archive on this machine, and how it is called in a release. */
export interface PackedPackage {
  readonly archive: StoredVersion['archive'];
  readonly archivePath: string;
  readonly manifestPath: string;
}

/** Runs `work` with the package packed as one archive, which is gone afterwards. */
export async function withPacked<T>(
  source: ModelPackage,
  version: string,
  work: (packed: PackedPackage) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mlops-archive-'));
  try {
    const archivePath = join(folder, 'package.tar');
    const manifestPath = join(source.directory, MANIFEST_FILE);
    const manifest = { path: MANIFEST_FILE, bytes: (await stat(manifestPath)).size };
    await writeArchive(source.directory, [...source.manifest.files, manifest], archivePath);
    const sha256 = await digestOfFile(archivePath);
    const name = `${source.manifest.name}-${version}-${sha256.slice('sha256:'.length, 'sha256:'.length + 12)}.tar`;
    const { size } = await stat(archivePath);
    return await work({ archive: { name, sha256, bytes: size }, archivePath, manifestPath });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const marker = (model: string, version: string) => `<!-- mlops-actions ${model}@${version} -->`;
const runLine = (run: string) => `<!-- run ${run} -->`;

/** Whether a run with this id made the draft. */
export function madeBy(draft: Release, run: string): boolean {
  return draft.body.includes(runLine(run));
}

/** The releases and drafts for a version that this program made, oldest first. */
export async function ownReleases(github: GitHub, model: string, version: string): Promise<Release[]> {
  const all = await releasesOf(github, versionTag(model, version));
  return all.filter((release) => release.body.includes(marker(model, version)));
}

/**
 * Brings a version's files into its draft: an earlier run's draft is taken over, unless this is the
 * `first` run; else one is made. Returns the draft, for GitHub's lists may lag behind what was made.
 */
export async function fillDraft(
  github: GitHub,
  stored: StoredVersion,
  packed: PackedPackage,
  { commit, first }: { readonly commit: string; readonly first: boolean },
): Promise<Release> {
  const { model, version, run } = stored.record;
  const body = await bodyOf(stored, packed);
  const tag = versionTag(model, version);
  const oldestDraft = async () => (await ownReleases(github, model, version)).find((one) => one.draft);
  let draft = first ? undefined : await oldestDraft();
  if (draft && draft.body !== body) draft = await describeRelease(github, draft, { body, commit });
  if (!draft) {
    const made = await createDraft(github, { tag, commit, name: `${model} ${version}`, body });
    // Another run that came later too may have made one at the same time: the oldest counts.
    const oldest = first ? made : ((await oldestDraft()) ?? made);
    if (oldest.id < made.id) await deleteDraft(github, made);
    draft = oldest.id < made.id ? oldest : made;
  }
  github.log.debug(`${tag}: draft ${draft.id} of run ${run.id}`);
  const asset = await uploadAsset(github, draft, packed.archivePath, packed.archive.name);
  if (asset.digest !== null && asset.digest !== packed.archive.sha256) throw corrupted(packed.archive.name);
  await uploadAsset(github, draft, packed.manifestPath, manifestName(packed.archive.name));
  return draft;
}

/**
 * Publishes the draft that holds the files which the tag names, without anything else in it, and removes
 * the other drafts of this version; `filled` is the draft that this run knows of. Returns the release,
 * and whether this call published it.
 */
export async function publishVersion(
  github: GitHub,
  stored: StoredVersion,
  filled: Release | null,
): Promise<{ release: Release; published: boolean }> {
  const { model, version } = stored.record;
  const all = await ownReleases(github, model, version);
  if (filled && !all.some(({ id }) => id === filled.id)) {
    const known = await findRelease(github, filled.id);
    if (known) all.push(known);
  }
  const wanted = new Set([stored.archive.name, manifestName(stored.archive.name)]);
  const holds = (release: Release) => release.assets.some((asset) => isArchive(asset, stored));
  const done = all.find((release) => !release.draft);
  const release = done ?? all.find(holds);
  if (!release) {
    throw new UserError(`${versionTag(model, version)} was registered in part, and its files are gone.`, {
      hint: `Delete the tag ${versionTag(model, version)} and the reference refs/mlops/${model}/${version}, then register again.`,
    });
  }
  if (!done) {
    for (const asset of release.assets) if (!wanted.has(asset.name)) await deleteAsset(github, asset);
  }
  const result = done ?? (await publish(github, release));
  for (const draft of all) if (draft.draft && draft.id !== release.id) await deleteDraft(github, draft);
  return { release: result, published: !done };
}

/** Downloads a version's archive from its release, compares it with what its commit says, and unpacks it. */
export async function downloadPackage(
  github: GitHub,
  release: Release,
  stored: StoredVersion,
  directory: string,
): Promise<void> {
  const { archive, record } = stored;
  const asset = release.assets.find((one) => one.name === archive.name);
  if (!asset) throw tampered(`The release ${release.tag}`, `its file ${archive.name} is gone`);
  if (asset.digest !== null && !isArchive(asset, stored)) {
    throw tampered(`The release ${release.tag}`, `its file ${archive.name} was replaced`);
  }
  const folder = await mkdtemp(join(tmpdir(), 'mlops-archive-'));
  try {
    const path = join(folder, 'package.tar');
    await downloadAsset(github, asset, path);
    if ((await digestOfFile(path)) !== archive.sha256) {
      // Where the server told the right digest, the bytes were damaged on their way.
      throw asset.digest === null
        ? tampered(`The release ${release.tag}`, `its file ${archive.name} was replaced`)
        : corrupted(archive.name);
    }
    await extractArchive(path, directory, record.bytes + LARGEST_MANIFEST);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const LARGEST_MANIFEST = 2 ** 20;
const LONGEST_CARD = 60_000;

function isArchive(asset: Asset, { archive }: StoredVersion): boolean {
  return (
    asset.name === archive.name &&
    asset.state === 'uploaded' &&
    asset.size === archive.bytes &&
    (asset.digest === null || asset.digest === archive.sha256)
  );
}

function manifestName(archive: string): string {
  return archive.replace(/\.tar$/, '.manifest.json');
}

function corrupted(name: string): ServiceError {
  return new ServiceError(`${name} came out of GitHub with other bytes than it has there.`, {
    hint: 'Run it again.',
  });
}

/** The text of the release: what it is, for machines and people, and the model's card. */
async function bodyOf({ record }: StoredVersion, packed: PackedPackage): Promise<string> {
  const card = await readFile(join(packed.manifestPath, '..', 'README.md'), 'utf8').catch(() => '');
  const lines = [
    marker(record.model, record.version),
    runLine(record.run.id),
    `Model package \`${record.package}\` in \`${packed.archive.name}\`.`,
    '',
    card.slice(0, LONGEST_CARD),
  ];
  return lines.join('\n').trimEnd();
}
