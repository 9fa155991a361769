import { type Field, fieldsOf, varintsOf } from './formats/protobuf.ts';
import { type ModelPackage, readPackageFile } from './package.ts';

/** Field numbers of ONNX's messages (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). */
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_INITIALIZER = 5;
const NODE_ATTRIBUTE = 5;
const ATTRIBUTE_NAME = 1;
const ATTRIBUTE_TENSOR = 5;
const ATTRIBUTE_FLOATS = 7;
const TENSOR_DIMS = 1;
const TENSOR_TYPE = 2;
/** Of `TensorProto.DataType`: float, float16, double and bfloat16. */
const FLOATS: ReadonlySet<number> = new Set([1, 10, 11, 16]);
const BYTES_OF_FLOAT32 = 4;
/** How often a node of a tree was reached in training decides nothing. */
const NO_PARAMETERS = /^nodes_hitrates/;

/**
 * How many parameters the model of a package has, as the numbers in its file count them: of TF.js its weights
 * (float32); of ONNX the floating-point numbers of its initializers, and those that linear models and trees keep in
 * attributes (coefficients; thresholds and leaf values). Null where there are none, and for models that a program of
 * the user answers for.
 */
export async function parametersOf(opened: ModelPackage): Promise<number | null> {
  const { model, files } = opened.manifest;
  if (model.format === 'tfjs') {
    const weights = files.filter(({ path }) => path.startsWith('model/') && path !== model.path);
    return weights.reduce((sum, { bytes }) => sum + bytes, 0) / BYTES_OF_FLOAT32;
  }
  if (model.format !== 'onnx') return null;
  // The file was checked when the model was opened.
  const count = numbersIn(await readPackageFile(opened, model.path));
  return count > 0 ? count : null;
}

function numbersIn(model: Uint8Array): number {
  let count = 0;
  for (const graph of within(model, { start: 0, end: model.length }, MODEL_GRAPH)) {
    for (const tensor of within(model, graph, GRAPH_INITIALIZER)) count += numbersOfTensor(model, tensor);
    for (const node of within(model, graph, GRAPH_NODE)) {
      for (const attribute of within(model, node, NODE_ATTRIBUTE)) {
        count += numbersOfAttribute(model, attribute);
      }
    }
  }
  return count;
}

function numbersOfAttribute(model: Uint8Array, attribute: Place): number {
  const [name] = within(model, attribute, ATTRIBUTE_NAME);
  if (name && NO_PARAMETERS.test(Buffer.from(model.subarray(name.start, name.end)).toString('latin1')))
    return 0;
  let count = 0;
  for (const floats of within(model, attribute, ATTRIBUTE_FLOATS)) {
    // Packed or one by one, each takes four bytes.
    count += (floats.end - floats.start) / BYTES_OF_FLOAT32;
  }
  for (const tensor of within(model, attribute, ATTRIBUTE_TENSOR)) count += numbersOfTensor(model, tensor);
  return count;
}

function numbersOfTensor(model: Uint8Array, { start, end }: Place): number {
  let [size, type] = [1, 0];
  for (const field of fieldsOf(model, start, end)) {
    if (field.number === TENSOR_TYPE) type = field.value;
    if (field.number !== TENSOR_DIMS) continue;
    const dims = field.type === 2 ? varintsOf(model, field.start, field.end) : [field.value];
    for (const dim of dims) size *= dim;
  }
  return FLOATS.has(type) ? size : 0;
}

type Place = Pick<Field, 'start' | 'end'>;

function* within(model: Uint8Array, { start, end }: Place, number: number): Generator<Field> {
  for (const field of fieldsOf(model, start, end)) if (field.number === number) yield field;
}
