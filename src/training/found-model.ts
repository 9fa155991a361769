import type { Dirent } from 'node:fs';
import { lstat, open, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PREDICT_FILE, predictFile } from '../models/command.ts';
import type { ModelFile } from '../models/engine.ts';
import { EXPORT_HINT, type FileFormat, formatOf, HEAD_BYTES, isTfjsModel } from '../models/formats/format.ts';
import { checkModelFile } from '../models/formats/model-files.ts';
import type { ModelFormat } from '../models/package.ts';
import { UserError } from '../system/errors.ts';

/** A model that a training program left, by what its bytes are, whatever its name. */
export interface FoundModel {
  readonly format: ModelFormat;
  readonly path: string;
  readonly files: readonly ModelFile[];
}

/** What the program tells about its work; no part of the model. */
const REPORTS = ['metrics.jsonl', 'tools.json'];
const NO_PREDICT = 'and there is no `train.predict`';
/** What is no model by itself. */
const DATA = {
  safetensors: `safetensors: weights without a network, ${NO_PREDICT}`,
  json: `JSON that is no TF.js model (XGBoost writes such), ${NO_PREDICT}`,
  text: `plain text (LightGBM writes such), ${NO_PREDICT}`,
} as const;
/** As a package's manifest has it. */
const DATA_NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/;
const MAXIMUM_ENTRIES = 1000;
const MAXIMUM_MODEL_BYTES = 2 * 2 ** 30 - 1;
const MAXIMUM_JSON_BYTES = 16 * 2 ** 20;

/**
 * Finds the one model in `directory`, by its bytes (models/format.ts): an ONNX file, or a TF.js layers model with its weights.
 * Nothing is loaded that could run code.
 * @param predict the program that predicts with what was left: then all files are data, and none is a model
 * @throws UserError when there is none, or more than one, with what was found instead
 */
export async function findModel(directory: string, predict?: readonly string[]): Promise<FoundModel> {
  if (predict) return findData(directory, predict);
  const models: { path: string; format: ModelFormat }[] = [];
  const refused: string[] = [];
  for (const path of await filesOf(directory)) {
    const format = await formatOfFile(join(directory, path));
    if ('refused' in format) refused.push(`${path} is ${format.refused}`);
    else if (format.safe === 'onnx' || format.safe === 'tfjs') models.push({ path, format: format.safe });
    else if (!REPORTS.includes(path)) refused.push(`${path} is ${DATA[format.safe]}`);
  }
  const [model, second] = models;
  if (!model) {
    throw new UserError(
      refused.length > 0
        ? `the training program left no model that can be taken: ${refused.slice(0, 5).join('; ')}`
        : `the training program left no model in ${directory}`,
      {
        hint: `${EXPORT_HINT} It belongs into the folder that MLOPS_OUTPUT_DIR names; a TF.js layers model does too.`,
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

/** All files that were left, as data of the predict program: each must be in a format that holds no code. */
async function findData(directory: string, predict: readonly string[]): Promise<FoundModel> {
  const files: ModelFile[] = [];
  for (const path of await filesOf(directory)) {
    if (REPORTS.includes(path)) continue;
    if (!DATA_NAME.test(path) || path.toLowerCase() === PREDICT_FILE) {
      throw new UserError(`the training program left a file with the name ${JSON.stringify(path)}`, {
        hint: `Use names of letters, digits, \`-\`, \`_\` and dots, and not ${PREDICT_FILE}.`,
      });
    }
    const content = await contentOf(directory, path);
    checkModelFile(content, path, 'command', 'the trained model');
    files.push({ path, content });
  }
  if (files.length === 0) {
    throw new UserError(`the training program left nothing in ${directory} to predict with`, {
      hint: 'Write the weights as safetensors (or JSON, or text) to the folder that MLOPS_OUTPUT_DIR names.',
    });
  }
  const command = { path: PREDICT_FILE, content: Buffer.from(predictFile(predict)) };
  return { format: 'command', path: files.map(({ path }) => path).join(', '), files: [...files, command] };
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

/** What a file is by its bytes; of JSON, whether it is a TF.js model. */
async function formatOfFile(path: string): Promise<FileFormat> {
  const { size } = await lstat(path);
  const format = formatOf(await headOf(path), size);
  const json = 'safe' in format && format.safe === 'json' && size <= MAXIMUM_JSON_BYTES;
  return json && isTfjsModel(await readFile(path)) ? { safe: 'tfjs' } : format;
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
