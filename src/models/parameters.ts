import { type ModelPackage, readPackageFile } from './package.ts';
import { fieldsOf, varintsOf } from './protobuf.ts';

/** Of ONNX's `TensorProto.DataType`: float, float16, double and bfloat16. */
const FLOATS: ReadonlySet<number> = new Set([1, 10, 11, 16]);
const MODEL_GRAPH = 7;
const GRAPH_INITIALIZER = 5;
const TENSOR_DIMS = 1;
const TENSOR_TYPE = 2;
const BYTES_OF_FLOAT32 = 4;

/**
 * How many parameters the model of a package has, as its weights count them: of TF.js its weights (float32), of ONNX the
 * initializers of its graph that are floating-point numbers. Null where there are none to count, as in trees, which
 * keep theirs in attributes, and for models that a program of the user answers for.
 */
export async function parametersOf(opened: ModelPackage): Promise<number | null> {
  const { model, files } = opened.manifest;
  if (model.format === 'tfjs') {
    const weights = files.filter(({ path }) => path.startsWith('model/') && path !== model.path);
    return weights.reduce((sum, { bytes }) => sum + bytes, 0) / BYTES_OF_FLOAT32;
  }
  if (model.format !== 'onnx') return null;
  const count = initializersOf(await readPackageFile(opened, model.path));
  return count > 0 ? count : null;
}

/** The file was checked when the model was opened. */
function initializersOf(model: Uint8Array): number {
  let count = 0;
  for (const graph of fieldsOf(model, 0, model.length)) {
    if (graph.number !== MODEL_GRAPH) continue;
    for (const tensor of fieldsOf(model, graph.start, graph.end)) {
      if (tensor.number === GRAPH_INITIALIZER) count += elementsOf(model, tensor.start, tensor.end);
    }
  }
  return count;
}

function elementsOf(model: Uint8Array, start: number, end: number): number {
  let [size, type] = [1, 0];
  for (const field of fieldsOf(model, start, end)) {
    if (field.number === TENSOR_TYPE) type = field.value;
    if (field.number !== TENSOR_DIMS) continue;
    const dims = field.type === 2 ? varintsOf(model, field.start, field.end) : [field.value];
    for (const dim of dims) size *= dim;
  }
  return FLOATS.has(type) ? size : 0;
}
