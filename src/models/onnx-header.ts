import { DataError } from '../system/errors.ts';
import type { ModelFiles } from './engine.ts';

/**
 * Reads just enough of an ONNX file (a protobuf `ModelProto`, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto)
 * to know that it is one before a runtime parses it, and that it keeps no data outside itself.
 */
const MODEL_IR_VERSION = 1;
const MODEL_GRAPH = 7;
const LATEST_IR_VERSION = 100;
const MAXIMUM_DEPTH = 16;

/** Where messages that may hold tensors are: field number → kind, for each kind of message. */
const CHILDREN: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  model: { [MODEL_GRAPH]: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: {},
};
const TENSOR_EXTERNAL_DATA = 13;
const TENSOR_DATA_LOCATION = 14;

/** Checks that `content` is an ONNX model in one file. Throws DataError that says what is wrong. */
export function checkOnnxModel(content: Uint8Array, where: ModelFiles['where']): void {
  const refuse = (what: string): never => {
    throw new DataError(`${where}: model/model.onnx ${what}`, {
      hint: 'Export the model again as one ONNX file without external data.',
    });
  };
  let irVersion = 0;
  let graphs = 0;
  const walk = (start: number, end: number, kind: string, depth: number): void => {
    if (depth > MAXIMUM_DEPTH) refuse('is damaged: its graphs are nested too deeply');
    for (const field of fieldsOf(content, start, end)) {
      if (kind === 'model' && field.number === MODEL_IR_VERSION) irVersion = field.value;
      if (kind === 'model' && field.number === MODEL_GRAPH) graphs += 1;
      if (
        kind === 'tensor' &&
        (field.number === TENSOR_EXTERNAL_DATA ||
          (field.number === TENSOR_DATA_LOCATION && field.value !== 0))
      ) {
        refuse('keeps weights in another file, which is refused');
      }
      const child = CHILDREN[kind]?.[field.number];
      if (child && field.end > field.start) walk(field.start, field.end, child, depth + 1);
    }
  };
  try {
    walk(0, content.length, 'model', 0);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    refuse(`is damaged or no ONNX model (${error.message})`);
  }
  if (irVersion < 1 || irVersion > LATEST_IR_VERSION || graphs !== 1) {
    refuse('is damaged or no ONNX model (it has no version and graph)');
  }
}

/** A field of a protobuf message: a number, or the bytes from `start` to `end`. */
interface Field {
  readonly number: number;
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/** The fields of the message in `bytes[from, to)`. Throws RangeError where they do not fit. */
function* fieldsOf(bytes: Uint8Array, from: number, to: number): Generator<Field> {
  let at = from;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= to) throw new RangeError(`a field ends beyond byte ${to}`);
      const byte = bytes[at++] as number;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError(`a number before byte ${at} is too long`);
  };
  while (at < to) {
    const key = varint();
    const number = Math.floor(key / 8);
    const type = key % 8;
    if (number === 0 || number > 2 ** 29) throw new RangeError(`there is no field at byte ${at}`);
    if (type === 0) {
      yield { number, value: varint(), start: at, end: at };
      continue;
    }
    const size = type === 1 ? 8 : type === 5 ? 4 : type === 2 ? varint() : Number.NaN;
    if (!(at + size <= to)) throw new RangeError(`a field at byte ${at} does not fit`);
    yield { number, value: 0, start: at, end: type === 2 ? at + size : at };
    at += size;
  }
}
