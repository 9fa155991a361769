import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { FittedTransforms } from '../features/fitted.ts';
import { Transforms } from '../features/transforms.ts';
import { UserError } from '../system/errors.ts';
import { canonicalJson, digestOfFile } from '../system/files.ts';
import { writeErrorOf } from '../system/write-errors.ts';
import type { ModelFile } from './engine.ts';
import { type HeldOut, NOTHING_HELD_OUT } from './held-out.ts';
import { mlmodelText } from './mlmodel.ts';
import {
  identityOf,
  MANIFEST_FILE,
  type Manifest,
  MODEL_PATHS,
  type ModelFormat,
  type ModelPackage,
  openPackage,
  PACKAGE_FORMAT,
  type PackageFile,
  type Signature,
} from './package.ts';
import { sbomOf } from './sbom.ts';

/** All that goes into a package. Values that are written as JSON are plain JSON. */
export interface PackageParts {
  readonly name: string;
  readonly model: { readonly format: ModelFormat; readonly files: readonly ModelFile[] };
  readonly signature: Signature;
  readonly transform: FittedTransforms;
  readonly contract: unknown;
  readonly profile: unknown;
  /** The Parquet file with the baseline rows; it is copied. */
  readonly baseline: string;
  readonly metrics: unknown;
  readonly lineage: unknown;
  /** The model card, Markdown. */
  readonly readme: string;
  /** When the model was trained, ISO 8601 in UTC. */
  readonly created: string;
  /** Name → version of what made the model, for the bill of materials. */
  readonly tools: Readonly<Record<string, string>>;
}

/** What later stages may replace: it tells about the version, and is no part of its identity. */
export interface PackageUpdate {
  readonly metrics?: unknown;
  readonly heldOut?: HeldOut;
  readonly lineage?: unknown;
  readonly readme?: string;
}

/**
 * Writes a package to `directory`, whole or not at all, and opens it. The same parts give the same
 * bytes. A package that is already there is replaced; any other non-empty folder is left alone.
 * @throws UserError when something else is at `directory`, or it cannot be written
 */
export async function writePackage(directory: string, parts: PackageParts): Promise<ModelPackage> {
  await replaceWhole(directory, async (staging) => {
    await mkdir(join(staging, 'model'));
    for (const { path, content } of parts.model.files) await put(staging, `model/${path}`, content);
    await put(staging, 'transform.json', jsonText(parts.transform));
    await put(staging, 'contract.json', jsonText(parts.contract));
    await put(staging, 'profile.json', jsonText(parts.profile));
    await copyFile(parts.baseline, join(staging, 'baseline.parquet'), constants.COPYFILE_FICLONE);
    const { name, signature, created, tools } = parts;
    const model = { format: parts.model.format, path: MODEL_PATHS[parts.model.format] };
    const content = { model, signature, files: await filesOf(staging) };
    const identity = identityOf(content);
    const { width } = new Transforms(parts.transform);
    await put(staging, 'MLmodel', mlmodelText({ format: model.format, signature, identity, width, created }));
    await put(
      staging,
      'sbom.cdx.json',
      jsonText(sbomOf({ manifest: { name, identity, ...content }, tools, created })),
    );
    await put(staging, 'metrics.json', jsonText(parts.metrics));
    await put(staging, 'held-out.json', jsonText(NOTHING_HELD_OUT));
    await put(staging, 'lineage.json', jsonText(parts.lineage));
    await put(staging, 'README.md', parts.readme);
    await putManifest(staging, { name, model, signature });
  });
  return openPackage(directory);
}

/**
 * Replaces descriptions of an opened package, whole or not at all; its identity stays.
 * @throws DataError when the package was changed since it was opened
 */
export async function updatePackage(opened: ModelPackage, update: PackageUpdate): Promise<ModelPackage> {
  const { directory, manifest } = await openPackage(opened.directory);
  const replaced = new Map<string, string>();
  if (update.metrics !== undefined) replaced.set('metrics.json', jsonText(update.metrics));
  if (update.heldOut !== undefined) replaced.set('held-out.json', jsonText(update.heldOut));
  if (update.lineage !== undefined) replaced.set('lineage.json', jsonText(update.lineage));
  if (update.readme !== undefined) replaced.set('README.md', update.readme);
  await replaceWhole(directory, async (staging) => {
    for (const { path } of manifest.files) {
      const content = replaced.get(path);
      if (content !== undefined) {
        await put(staging, path, content);
        continue;
      }
      await mkdir(dirname(join(staging, path)), { recursive: true });
      await linkOrCopy(join(directory, path), join(staging, path));
    }
    await putManifest(staging, manifest);
  });
  return openPackage(directory);
}

async function putManifest(
  staging: string,
  head: Pick<Manifest, 'name' | 'model' | 'signature'>,
): Promise<void> {
  const { name, model, signature } = head;
  const files = await filesOf(staging);
  const manifest: Manifest = {
    format: PACKAGE_FORMAT,
    name,
    identity: identityOf({ model, signature, files }),
    model,
    signature,
    files,
  };
  await put(staging, MANIFEST_FILE, jsonText(manifest));
}

/** JSON for people and digests: sorted keys, indented, a newline at the end. */
function jsonText(value: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), null, 2)}\n`;
}

async function put(root: string, path: string, content: string | Uint8Array): Promise<void> {
  const target = join(root, path);
  await mkdir(dirname(target), { recursive: true });
  const file = await open(target, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function filesOf(root: string): Promise<PackageFile[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  return Promise.all(
    paths.map(async (path) => {
      const file = join(root, path);
      return { path, sha256: await digestOfFile(file), bytes: (await lstat(file)).size };
    }),
  );
}

/** A second name for a file costs nothing; where the file system has none it is copied. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to, constants.COPYFILE_FICLONE));
}

/**
 * Lets `fill` make a folder beside `directory` and puts it in its place. A package that was there is
 * moved aside first and put back when the last step fails.
 */
async function replaceWhole(directory: string, fill: (staging: string) => Promise<void>): Promise<void> {
  const target = resolve(directory);
  await refuseForeign(target);
  const mark = `${process.pid}.${randomBytes(4).toString('hex')}`;
  const staging = join(dirname(target), `.${basename(target)}.${mark}.new`);
  const aside = join(dirname(target), `.${basename(target)}.${mark}.old`);
  try {
    await mkdir(staging, { recursive: true });
    await fill(staging);
    const replaced = await rename(target, aside).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
    try {
      await rename(staging, target);
    } catch (error) {
      if (replaced) await rename(aside, target);
      throw error;
    }
    await rm(aside, { recursive: true, force: true });
  } catch (error) {
    throw writeErrorOf(error, `the model package ${directory}`);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Only an absent or empty folder, or a package, may be replaced. */
async function refuseForeign(target: string): Promise<void> {
  const entries = await readdir(target).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw new UserError(`the model package cannot be written to ${target}: ${error.message}`, {
      hint: 'Give a folder that is absent or empty.',
    });
  });
  if (entries.length > 0 && !entries.includes(MANIFEST_FILE)) {
    throw new UserError(`${target} is not empty and is no model package, so it is left alone`, {
      hint: 'Give a folder that is absent or empty.',
    });
  }
}
