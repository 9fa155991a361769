import type { Dirent } from 'node:fs';
import { lstat, open, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ModelFile } from '../models/engine.ts';
import type { ModelFormat } from '../models/package.ts';
import { UserError } from '../system/errors.ts';

/** A model that a training program left, by what its bytes are, whatever its name. */
export interface FoundModel {
  readonly format: ModelFormat;
  readonly path: string;
  readonly files: readonly ModelFile[];
}

const MAXIMUM_ENTRIES = 1000;
const MAXIMUM_MODEL_BYTES = 2 * 2 ** 30 - 1;
const MAXIMUM_JSON_BYTES = 16 * 2 ** 20;

interface Refusal {
  readonly what: string;
  readonly matches: (head: Buffer) => boolean;
}

const startsWith =
  (...bytes: number[]) =>
  (head: Buffer) =>
    bytes.every((byte, index) => head[index] === byte);
const startsWithText = (text: string) => (head: Buffer) => head.toString('latin1').startsWith(text);
const CODE = 'loading it would run whatever code is in it';

/** Formats that people leave and that are not taken, told by their first bytes. */
const REFUSED: readonly Refusal[] = [
  {
    what: `a Python pickle: ${CODE}`,
    matches: (head) => head[0] === 0x80 && (head[1] as number) >= 2 && (head[1] as number) <= 5,
  },
  { what: `a zip archive, as PyTorch and Keras write them: ${CODE}`, matches: startsWith(0x50, 0x4b) },
  {
    what: `compressed, as joblib and R write models: ${CODE}`,
    matches: (head) => head[0] === 0x78 || (head[0] === 0x1f && head[1] === 0x8b),
  },
  { what: 'an HDF5 file, which is no format for serving', matches: startsWith(0x89, 0x48, 0x44, 0x46) },
  { what: 'a CatBoost model', matches: startsWithText('CBM1') },
  { what: 'a LightGBM model', matches: startsWithText('tree\n') },
  { what: 'XML, such as PMML', matches: startsWithText('<?xml') },
  {
    what: 'safetensors: weights without a network',
    matches: (head) => head.length > 8 && head[8] === 0x7b && head.readBigUInt64LE(0) < 100_000_000n,
  },
];

/**
 * Finds the one model in `directory`, by its bytes: an ONNX file, or a TF.js layers model with its weights.
 * Nothing is loaded that could run code.
 * @throws UserError when there is none, or more than one, with what was found instead
 */
export async function findModel(directory: string): Promise<FoundModel> {
  const models: { path: string; format: ModelFormat }[] = [];
  const refused: string[] = [];
  for (const path of await filesOf(directory)) {
    const head = await headOf(join(directory, path));
    const refusal = REFUSED.find(({ matches }) => matches(head));
    if (await isTfjs(join(directory, path), head)) models.push({ path, format: 'tfjs' });
    else if (isOnnx(head)) models.push({ path, format: 'onnx' });
    else if (refusal) refused.push(`${path} is ${refusal.what}`);
  }
  const [model, second] = models;
  if (!model) {
    throw new UserError(
      refused.length > 0
        ? `the training program left no model that can be taken: ${refused.slice(0, 5).join('; ')}`
        : `the training program left no model in ${directory}`,
      {
        hint: 'Write one ONNX file (skl2onnx, onnxmltools, torch.onnx.export, tf2onnx), or a TF.js layers model, to the folder that MLOPS_OUTPUT_DIR names.',
      },
    );
  }
  if (second) {
    throw new UserError(
      `the training program left ${models.length} models: ${models.map(({ path }) => path).join(', ')}`,
      {
        hint: 'Leave one in MLOPS_OUTPUT_DIR, and write others to MLOPS_CHECKPOINT_DIR.',
      },
    );
  }
  const { format, path } = model;
  const files =
    format === 'onnx'
      ? [{ path: 'model.onnx', content: await contentOf(directory, path) }]
      : await tfjsFiles(directory, path);
  return { format, path, files };
}

/** ModelProto begins with its version, a small number in field 1. */
function isOnnx(head: Buffer): boolean {
  return head[0] === 0x08 && (head[1] as number) > 0 && (head[1] as number) < 100;
}

async function isTfjs(path: string, head: Buffer): Promise<boolean> {
  if (!head.toString('latin1').trimStart().startsWith('{') || (await lstat(path)).size > MAXIMUM_JSON_BYTES)
    return false;
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return (
      typeof value === 'object' && value !== null && 'modelTopology' in value && 'weightsManifest' in value
    );
  } catch {
    return false;
  }
}

/** `model.json` and the weights that it names, all brought into one folder. */
async function tfjsFiles(directory: string, path: string): Promise<ModelFile[]> {
  const description = await contentOf(directory, path);
  const manifest = (JSON.parse(description.toString('utf8')) as { weightsManifest: unknown }).weightsManifest;
  const names = (Array.isArray(manifest) ? manifest : []).flatMap((group: { paths?: unknown } | null) =>
    Array.isArray(group?.paths) ? group.paths.map(String) : [],
  );
  const files: ModelFile[] = [{ path: 'model.json', content: description }];
  for (const name of names) {
    if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/.test(name) || name === 'model.json') {
      throw new UserError(`${path} names the weights file ${JSON.stringify(name)}, which is no plain name`, {
        hint: 'Write the weights beside the model, with names of letters, digits, `-`, `_` and dots.',
      });
    }
    files.push({ path: name, content: await contentOf(directory, join(dirname(path), name)) });
  }
  return files;
}

async function contentOf(directory: string, path: string): Promise<Buffer> {
  const file = await lstat(join(directory, path)).catch(() => undefined);
  if (!file?.isFile()) {
    throw new UserError(`the training program left no ${path}, which its model needs`, {
      hint: 'Write the weights beside the model.',
    });
  }
  if (file.size > MAXIMUM_MODEL_BYTES) {
    throw new UserError(`${path} has ${file.size} bytes; a model may have 2 GiB`, {
      hint: 'Export a smaller model: fewer trees or layers, or lower precision.',
    });
  }
  return readFile(join(directory, path));
}

/** The regular files beneath a folder, sorted; links are not followed. */
async function filesOf(directory: string): Promise<string[]> {
  const entries = (await readdir(directory, { recursive: true, withFileTypes: true })) as Dirent[];
  if (entries.length > MAXIMUM_ENTRIES) {
    throw new UserError(`the training program left ${entries.length} files in MLOPS_OUTPUT_DIR`, {
      hint: 'Leave the model there, and write everything else to MLOPS_CHECKPOINT_DIR.',
    });
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
