import type { ColumnType } from '../data/engine/frame.ts';
import type { Manifest } from '../models/package.ts';
import { isMapping } from '../system/mapping.ts';
import type { Prediction } from './service.ts';

/**
 * The Open Inference Protocol, version 2, over JSON: one tensor for each column, shape [n] or [n, 1].
 * https://github.com/kserve/open-inference-protocol (specification/protocol/inference_rest.md)
 *
 * Beyond the protocol: `null` in `data` is a missing value. Times and dates are BYTES in ISO 8601.
 */
const SERVER_NAME = 'mlops-actions';

/**
 * The header of our own that keeps the rows of a deployment's check, and of a person who tries the
 * server on its page, out of the serving log. They are counted in `mlops_check_rows_total`.
 */
export const CHECK_HEADER = 'mlops-check';

/** A request that is not of the protocol's form. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly statusCode: number;

  constructor(message: string, statusCode = 400) {
    super(message);
    this.statusCode = statusCode;
  }
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly datatype: string;
  readonly data: readonly unknown[];
}

const INTEGERS = ['INT8', 'INT16', 'INT32', 'INT64', 'UINT8', 'UINT16', 'UINT32', 'UINT64'];
const FLOATS = ['FP16', 'FP32', 'FP64'];
const DATATYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  BYTES: (value) => typeof value === 'string',
  BOOL: (value) => typeof value === 'boolean' || value === 0 || value === 1,
  ...Object.fromEntries(INTEGERS.map((name) => [name, (value: unknown) => Number.isSafeInteger(value)])),
  ...Object.fromEntries(FLOATS.map((name) => [name, (value: unknown) => typeof value === 'number'])),
};

const DATATYPE_OF: Record<ColumnType, string> = {
  integer: 'INT64',
  number: 'FP64',
  string: 'BYTES',
  boolean: 'BOOL',
  timestamp: 'BYTES',
  date: 'BYTES',
};

/** What `GET /v2` says. */
export function serverMetadata(programVersion: string) {
  return { name: SERVER_NAME, version: programVersion, extensions: [] };
}

interface Output {
  readonly name: string;
  readonly datatype: string;
  /** Values a row; left out where it is one. */
  readonly width?: number;
  readonly values: (prediction: Prediction) => readonly unknown[];
}

function outputsOf({ signature: { classes } }: Manifest): readonly Output[] {
  const all: Output[] = [
    { name: 'score', datatype: 'FP64', values: ({ score }) => [score] },
    {
      name: 'prediction',
      datatype: classes.length === 0 ? 'FP64' : 'BYTES',
      values: ({ prediction }) => [prediction],
    },
  ];
  if (classes.length > 2) {
    all.push({
      name: 'probabilities',
      datatype: 'FP64',
      width: classes.length,
      values: ({ probabilities }) => classes.map((name) => probabilities?.[name] ?? null),
    });
  }
  return all;
}

/** What `GET /v2/models/{name}` says. */
export function modelMetadata(manifest: Manifest, version: string) {
  const { signature, model } = manifest;
  return {
    name: manifest.name,
    versions: [version],
    platform: `mlops_${model.format}`,
    inputs: [...signature.inputs, ...signature.extras].map(({ name, type }) => ({
      name,
      datatype: DATATYPE_OF[type],
      shape: [-1],
    })),
    outputs: outputsOf(manifest).map(({ name, datatype, width }) => ({
      name,
      datatype,
      shape: width === undefined ? [-1] : [-1, width],
    })),
  };
}

function tensorOf(value: unknown, index: number): Tensor {
  if (!isMapping(value)) throw new ProtocolError(`inputs[${index}] must be an object`);
  const { name, shape, datatype, data } = value;
  if (typeof name !== 'string' || name === '') throw new ProtocolError(`inputs[${index}] has no name`);
  const where = `input ${JSON.stringify(name)}`;
  if (data === undefined)
    throw new ProtocolError(`${where} has no data; tensors in binary form are not served`);
  if (!Array.isArray(data)) throw new ProtocolError(`${where}: data must be an array`);
  const rows = Array.isArray(shape) ? shape[0] : undefined;
  if (
    !Array.isArray(shape) ||
    !Number.isSafeInteger(rows) ||
    (shape.length === 2 ? shape[1] !== 1 : shape.length !== 1)
  ) {
    throw new ProtocolError(`${where}: shape must be [n] or [n, 1]`);
  }
  if (typeof datatype !== 'string' || !Object.hasOwn(DATATYPES, datatype)) {
    throw new ProtocolError(`${where}: datatype must be one of ${Object.keys(DATATYPES).join(', ')}`);
  }
  const flat = shape.length === 2 ? data.flat() : data;
  if (flat.length !== rows) {
    throw new ProtocolError(`${where} has ${flat.length} values where its shape says ${String(rows)}`);
  }
  const wrong = flat.findIndex((item) => item !== null && !DATATYPES[datatype]?.(item));
  if (wrong >= 0) throw new ProtocolError(`${where}: value ${wrong + 1} is not ${datatype}`);
  return { name, shape, datatype, data: flat };
}

/** An inference request as rows. `id` comes back in the answer; `outputs` null asks for all. */
export interface InferenceRequest {
  readonly id: string | undefined;
  readonly outputs: readonly string[] | null;
  readonly rows: readonly Record<string, unknown>[];
}

/** Reads the body of `POST …/infer` for this model. Throws `ProtocolError`. */
export function readInference(body: unknown, manifest: Manifest): InferenceRequest {
  if (!isMapping(body) || !Array.isArray(body.inputs)) {
    throw new ProtocolError('the body must be an object with "inputs", a list of one tensor for each column');
  }
  const tensors = body.inputs.map(tensorOf);
  const count = tensors[0]?.data.length ?? 0;
  const names = new Set<string>();
  for (const { name, data } of tensors) {
    if (names.has(name)) throw new ProtocolError(`input ${JSON.stringify(name)} is there twice`);
    names.add(name);
    if (data.length !== count) {
      throw new ProtocolError(
        `input ${JSON.stringify(name)} has ${data.length} values, ${JSON.stringify(tensors[0]?.name)} has ${count}`,
      );
    }
  }
  const rows = Array.from({ length: count }, (_, row) => {
    const record = Object.create(null) as Record<string, unknown>;
    for (const { name, datatype, data } of tensors) {
      record[name] = datatype === 'BOOL' && data[row] !== null ? Boolean(data[row]) : data[row];
    }
    return record;
  });
  const outputs = wantedOutputs(body.outputs, outputsOf(manifest));
  return { id: typeof body.id === 'string' ? body.id : undefined, outputs, rows };
}

function wantedOutputs(outputs: unknown, known: readonly Output[]): readonly string[] | null {
  if (outputs === undefined) return null;
  const names = Array.isArray(outputs)
    ? outputs.map((output) => (isMapping(output) ? output.name : null))
    : [null];
  if (!names.every((name) => typeof name === 'string')) {
    throw new ProtocolError('"outputs" must be a list of objects with a "name"');
  }
  const unknown = names.find((name) => !known.some((output) => output.name === name));
  if (unknown !== undefined) {
    throw new ProtocolError(
      `there is no output ${JSON.stringify(unknown)}; there are ${known.map(({ name }) => name).join(', ')}`,
    );
  }
  return names.length > 0 ? names : null;
}

/** The body of an inference answer. */
export function inferenceAnswer(
  manifest: Manifest,
  version: string,
  request: InferenceRequest,
  predictions: readonly Prediction[],
) {
  const wanted = outputsOf(manifest).filter(({ name }) => request.outputs?.includes(name) ?? true);
  return {
    model_name: manifest.name,
    model_version: version,
    ...(request.id === undefined ? {} : { id: request.id }),
    outputs: wanted.map(({ name, datatype, width, values }) => ({
      name,
      datatype,
      shape: width === undefined ? [predictions.length] : [predictions.length, width],
      data: predictions.flatMap(values),
    })),
  };
}
