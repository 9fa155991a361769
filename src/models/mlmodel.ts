import { stringify } from 'yaml';
import type { ColumnType } from '../data/frame.ts';
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
 * The text of `MLmodel`, as MLflow reads it. An ONNX model has the flavours `onnx` and
 * `python_function`, whose signature is the matrix after the transforms: that is what MLflow would
 * feed. A TF.js model has no flavour that MLflow can load, so its signature is that of the view rows.
 */
export function mlmodelText(parts: MlmodelParts): string {
  const { signature, format } = parts;
  const classes = signature.task === 'regression' ? 1 : signature.classes.length;
  const rows = [...signature.inputs].map(({ name, type }) => ({
    type: MLFLOW_TYPES[type],
    name,
    required: true,
  }));
  const tensor = (width: number, name?: string) => [
    { type: 'tensor', ...(name ? { name } : {}), 'tensor-spec': { dtype: 'float32', shape: [-1, width] } },
  ];
  const outputs = Array.from(
    { length: signature.task === 'multiclass-classification' ? classes : 1 },
    (_, index) => ({
      type: 'double',
      name: signature.task === 'multiclass-classification' ? `p_${signature.classes[index]}` : 'prediction',
      required: true,
    }),
  );
  const onnx = format === 'onnx';
  return stringify({
    flavors: onnx
      ? {
          onnx: { data: MODEL_PATHS.onnx, providers: ['CPUExecutionProvider'], code: null },
          python_function: { data: MODEL_PATHS.onnx, loader_module: 'mlflow.onnx', python_version: '3.11' },
        }
      : {},
    metadata: {
      identity: parts.identity,
      task: signature.task,
      label: signature.label,
      classes: signature.classes,
      columns: JSON.stringify(rows),
    },
    model_uuid: parts.identity.slice('sha256:'.length, 'sha256:'.length + 32),
    signature: {
      inputs: JSON.stringify(onnx ? tensor(parts.width) : rows),
      outputs: onnx ? null : JSON.stringify(outputs),
      params: null,
    },
    utc_time_created: parts.created.replace('T', ' ').replace('Z', ''),
  });
}
