import { constants, type Dirent } from 'node:fs';
import { lstat, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import { MODEL_NAME, TASKS } from '../config/schema/model.ts';
import { COLUMN_TYPES } from '../data/engine/frame.ts';
import { DataError, messageOf, UserError } from '../system/errors.ts';
import { canonicalJson, digestOf, digestOfFile } from '../system/files.ts';
import { checkSchema, pathText } from '../system/schema-check.ts';
import { digest, object } from '../system/schema-shapes.ts';

/**
 * The model package: one folder that holds a model with all that is needed to use, judge and
 * trace it.
 *
 *     manifest.json     every file with its SHA-256, and the identity (this file's types)
 *     model/            model.json + weights.bin (TF.js), model.onnx, or data of a program of the user with predict.json
 *     transform.json    fitted transforms
 *     contract.json     the view's contract
 *     profile.json      profile of the training rows
 *     baseline.parquet  training rows for drift tests
 *     held-out.json     rows that no training saw, with the evaluated scores
 *     MLmodel, metrics.json, lineage.json, README.md, sbom.cdx.json
 */
export const PACKAGE_FORMAT = 'mlops-package/1';
export const MANIFEST_FILE = 'manifest.json';

const MODEL_FORMATS = ['tfjs', 'onnx', 'command'] as const;
export type ModelFormat = (typeof MODEL_FORMATS)[number];

/** Where the model of a format begins. */
export const MODEL_PATHS: Readonly<Record<ModelFormat, string>> = {
  tfjs: 'model/model.json',
  onnx: 'model/model.onnx',
  command: 'model/predict.json',
};

/** The files whose content makes the identity; everything else may differ between two equal versions. */
const IDENTITY_FILES = [
  'model/',
  'transform.json',
  'contract.json',
  'profile.json',
  'baseline.parquet',
] as const;

/** The files that tell about a version and may be replaced later. */
const DESCRIPTION_FILES = [
  'MLmodel',
  'metrics.json',
  'held-out.json',
  'lineage.json',
  'README.md',
  'sbom.cdx.json',
] as const;

const MAXIMUM_FILES = 1000;
const MAXIMUM_BYTES = 4 * 2 ** 30;
const MAXIMUM_MANIFEST_BYTES = 2 ** 20;
const MAXIMUM_TEXT_BYTES = 64 * 2 ** 20;

const columns = Type.Array(object({ name: Type.String(), type: Type.Enum([...COLUMN_TYPES]) }));

/** What a model takes and gives. */
const SignatureSchema = object({
  task: Type.Enum([...TASKS]),
  /** The view columns that a request must carry for the features, in order. */
  inputs: columns,
  /** Columns that a request may carry besides (time, keys, slice columns); they reach the serving log. */
  extras: columns,
  /** The time column of the view, or null. */
  time: Type.Union([Type.String(), Type.Null()]),
  label: Type.String(),
  /** The classes in the order of the scores, as text; `[negative, positive]` for binary; [] for regression. */
  classes: Type.Array(Type.String()),
});

const ManifestSchema = object({
  format: Type.Literal(PACKAGE_FORMAT),
  name: Type.String({ pattern: MODEL_NAME, maxLength: 60 }),
  /** Digest of what makes the version: model, transform, contract, profile, baseline, signature. */
  identity: digest,
  model: object({ format: Type.Enum([...MODEL_FORMATS]), path: Type.String() }),
  signature: SignatureSchema,
  /** Every file but this one: path with `/`, in byte order. */
  files: Type.Array(
    object({
      // One or more plain names; no dot first, so no `..` and nothing hidden.
      path: Type.String({
        pattern: '^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$',
        maxLength: 200,
      }),
      sha256: digest,
      bytes: Type.Integer({ minimum: 0, maximum: MAXIMUM_BYTES }),
    }),
    { minItems: 1, maxItems: MAXIMUM_FILES },
  ),
});

export type Signature = Static<typeof SignatureSchema>;
export type Manifest = Static<typeof ManifestSchema>;
export type PackageFile = Manifest['files'][number];

/** An opened package whose files were verified against its manifest. */
export interface ModelPackage {
  readonly directory: string;
  readonly manifest: Manifest;
}

/** The identity of a version: the digest of what decides its predictions and how they are judged. */
export function identityOf(manifest: Pick<Manifest, 'model' | 'signature' | 'files'>): string {
  const files = manifest.files
    .filter(({ path }) => isIdentityFile(path))
    .map(({ path, sha256 }) => [path, sha256]);
  const { model, signature } = manifest;
  return digestOf(canonicalJson({ format: PACKAGE_FORMAT, model, signature, files }));
}

/** Whether a file of a package belongs to its identity. */
export function isIdentityFile(path: string): boolean {
  return IDENTITY_FILES.some((name) => (name.endsWith('/') ? path.startsWith(name) : path === name));
}

/**
 * Opens the package in `directory` and verifies it: the manifest's shape and identity, that the folder
 * holds the listed files and no other, no links, and each file's size and SHA-256.
 * @throws UserError when there is no package, DataError when it is not what was packed
 */
export async function openPackage(directory: string): Promise<ModelPackage> {
  const manifest = await readManifest(directory);
  const found = await filesBeneath(directory, directory);
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  const extra = found.find((path) => path !== MANIFEST_FILE && !listed.has(path));
  if (extra !== undefined) throw damaged(directory, `${JSON.stringify(extra)} is not in its manifest`);
  for (const { path, bytes } of manifest.files) {
    const file = await lstat(join(directory, path)).catch(() => undefined);
    if (!file?.isFile()) throw damaged(directory, `${path} is missing`);
    if (file.size !== bytes) throw damaged(directory, `${path} has ${file.size} bytes, not ${bytes}`);
  }
  for (const { path, sha256 } of manifest.files) {
    if ((await digestOfFile(join(directory, path))) !== sha256) {
      throw damaged(directory, `${path} was changed: its SHA-256 is not the one in the manifest`);
    }
  }
  return { directory, manifest };
}

/**
 * The bytes of a file of an opened package, checked again, so that they are those that were verified.
 * @throws DataError when the file was changed since
 */
export async function readPackageFile(opened: ModelPackage, path: string): Promise<Buffer> {
  const listed = opened.manifest.files.find((file) => file.path === path);
  if (!listed) throw new RangeError(`no file ${JSON.stringify(path)} in the package`);
  const content = await readPlain(join(opened.directory, path), listed.bytes).catch((error: unknown) => {
    throw damaged(opened.directory, `${path} cannot be read: ${messageOf(error)}`);
  });
  if (digestOf(content) !== listed.sha256) {
    throw damaged(opened.directory, `${path} was changed: its SHA-256 is not the one in the manifest`);
  }
  return content;
}

/** A JSON file of an opened package. The caller checks its schema. Throws DataError when it is not JSON. */
export async function readPackageJson(opened: ModelPackage, path: string): Promise<unknown> {
  const content = await readPackageFile(opened, path);
  if (content.length > MAXIMUM_TEXT_BYTES) throw damaged(opened.directory, `${path} is too large`);
  try {
    return JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw damaged(opened.directory, `${path} is not JSON (${messageOf(error)})`);
  }
}

/** The size of all files of a package but its manifest, in bytes. */
export function packageBytes(manifest: Manifest): number {
  return manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function readManifest(directory: string): Promise<Manifest> {
  const path = join(directory, MANIFEST_FILE);
  const folder = await stat(directory).catch(() => undefined);
  if (!folder?.isDirectory()) {
    throw new UserError(`there is no model package at ${directory}`, {
      hint: 'Give the folder that holds `manifest.json`; `mlops train` makes one.',
    });
  }
  const file = await lstat(path).catch(() => undefined);
  if (!file) {
    throw new UserError(`${directory} is no model package: it has no ${MANIFEST_FILE}`, {
      hint: 'Give the folder that holds `manifest.json`; `mlops train` makes one.',
    });
  }
  if (!file.isFile()) throw damaged(directory, `${MANIFEST_FILE} is no regular file`);
  if (file.size > MAXIMUM_MANIFEST_BYTES) throw damaged(directory, `${MANIFEST_FILE} is too large`);
  let value: unknown;
  try {
    value = JSON.parse((await readPlain(path, file.size)).toString('utf8'));
  } catch (error) {
    throw damaged(directory, `${MANIFEST_FILE} cannot be read (${messageOf(error)})`);
  }
  const problem = checkSchema(ManifestSchema, value)[0];
  if (problem) throw damaged(directory, `${MANIFEST_FILE}: ${pathText(problem.path)} ${problem.message}`);
  const manifest = value as Manifest;
  const paths = manifest.files.map((entry) => entry.path);
  const required = [
    ...IDENTITY_FILES.filter((name) => !name.endsWith('/')),
    ...DESCRIPTION_FILES,
    manifest.model.path,
  ];
  const absent = required.find((name) => !paths.includes(name));
  if (absent !== undefined) throw damaged(directory, `its manifest lists no ${absent}`);
  if (manifest.model.path !== MODEL_PATHS[manifest.model.format]) {
    throw damaged(
      directory,
      `its model is at ${manifest.model.path}, not at ${MODEL_PATHS[manifest.model.format]}`,
    );
  }
  // File systems that ignore case would make two names one file.
  if (new Set(paths.map((name) => name.toLowerCase())).size < paths.length) {
    throw damaged(directory, 'its manifest lists a file twice');
  }
  if (paths.some((name, index) => index > 0 && name <= (paths[index - 1] as string))) {
    throw damaged(directory, 'its manifest does not list the files in order');
  }
  if (packageBytes(manifest) > MAXIMUM_BYTES) throw damaged(directory, 'it is larger than 4 GiB');
  if (identityOf(manifest) !== manifest.identity) {
    throw damaged(directory, 'the identity in its manifest is not that of its files and signature');
  }
  return manifest;
}

async function filesBeneath(root: string, directory: string, count = { files: 0 }): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    count.files += 1;
    if (count.files > 2 * MAXIMUM_FILES) throw damaged(root, 'it holds too many files');
    if (entry.isDirectory()) found.push(...(await filesBeneath(root, path, count)));
    else if (entry.isFile()) found.push(path.slice(root.length).replaceAll('\\', '/').replace(/^\/+/, ''));
    else throw damaged(root, `${JSON.stringify(entry.name)} is ${kindOf(entry)}`);
  }
  return found;
}

function kindOf(entry: Dirent): string {
  return entry.isSymbolicLink() ? 'a symbolic link' : 'no regular file';
}

/** Reads a file that is no link and has this many bytes. */
async function readPlain(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { size } = await file.stat();
    if (size !== bytes) throw new Error(`it has ${size} bytes, not ${bytes}`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** What is said of a package that is not what was packed. */
function damaged(directory: string, what: string): DataError {
  return new DataError(`the model package ${directory} is damaged: ${what}`, {
    hint: 'Do not mend it by hand: fetch it again from the registry, or train again.',
  });
}
