import { stringify } from 'yaml';
import type { ColumnType } from '../data/engine/frame.ts';
import type { ModelFormat, Signature } from './package.ts';
import { MODEL_PATHS } from './package.ts';

/** MLflow's names of our column types (mlflow.types.DataType). */
const MLFLOW_TYPES: Readonly<Record<ColumnType, string>> = {
  integer: 'long',
  number: 'double',
  string: 'string',
  boolean: 'boolean',
  timestamp: 'datetime',
  date: 'string',
};

export interface MlmodelParts {
  readonly format: ModelFormat;
  readonly signature: Signature;
  readonly identity: string;
  /** How many numbers a row has after the transforms. */
  readonly width: number;
  /** When the model was trained, ISO 8601 in UTC. */
  readonly created: string;
}

/**
 * The text of `MLmodel`, as MLflow reads it. An ONNX model has the flavour `onnx`
 * (`mlflow.onnx.load_model`), whose signature is the matrix after the transforms: that is what the model
 * itself takes. A TF.js model has no flavour that MLflow can load, so its signature is that of the view rows.
 */
export function mlmodelText(parts: MlmodelParts): string {
  const { signature, format, identity } = parts;
  const { task, label, classes } = signature;
  const columns = JSON.stringify(
    signature.inputs.map(({ name, type }) => ({ type: MLFLOW_TYPES[type], name, required: true })),
  );
  const scores = task === 'multiclass-classification' ? classes.map((name) => `p_${name}`) : ['prediction'];
  const ofModel = {
    inputs: JSON.stringify([
      { type: 'tensor', 'tensor-spec': { dtype: 'float32', shape: [-1, parts.width] } },
    ]),
    outputs: null,
  };
  const ofRows = {
    inputs: columns,
    outputs: JSON.stringify(scores.map((name) => ({ type: 'double', name, required: true }))),
  };
  const onnx = { data: MODEL_PATHS.onnx, providers: ['CPUExecutionProvider'], code: null };
  return stringify({
    flavors: format === 'onnx' ? { onnx } : {},
    metadata: { identity, task, label, classes, columns },
    model_uuid: identity.slice('sha256:'.length, 'sha256:'.length + 32),
    signature: { ...(format === 'onnx' ? ofModel : ofRows), params: null },
    utc_time_created: parts.created.replace('T', ' ').replace('Z', ''),
  });
}
