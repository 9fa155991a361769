import { fieldsOf, varintsOf } from './protobuf.ts';

/** Numbers of the fields of a `TensorProto`. */
const DIMS = 1;
const DATA_TYPE = 2;
const NAME = 8;
const RAW_DATA = 9;
const EXTERNAL_DATA = 13;
const DATA_LOCATION = 14;
const INT64_DATA = 7;
const STRING_DATA = 6;
/** Typed data that are packed in bytes of a fixed size: field → bytes of a number. */
const FIXED = new Map([
  [4, 4],
  [10, 8],
]);
/** Typed data as varints. */
const VARINTS = new Set([5, INT64_DATA, 11]);

/** Bits of an element, by `TensorProto.DataType`; text has none of its own. */
const BITS = new Map([
  [1, 32],
  [2, 8],
  [3, 8],
  [4, 16],
  [5, 16],
  [6, 32],
  [7, 64],
  [9, 8],
  [10, 16],
  [11, 64],
  [12, 32],
  [13, 64],
  [14, 64],
  [15, 128],
  [16, 16],
  [17, 8],
  [18, 8],
  [19, 8],
  [20, 8],
  [21, 4],
  [22, 4],
  [23, 4],
]);
const INT64 = 7;
const STRING = 8;
const MAXIMUM_DIMENSIONS = 16;
/** No shape has more dimensions than this, so no longer tensor is read for its numbers. */
const SMALL = 16;

export interface OnnxTensor {
  readonly name: string;
  /** The numbers of a small tensor of int64. */
  readonly integers?: readonly number[];
}

/**
 * Checks a tensor of an ONNX file: that its data are in the file, and as many as its shape says.
 * Calls `refuse` where they are not; throws RangeError where the bytes are no message.
 */
export function readOnnxTensor(
  bytes: Uint8Array,
  start: number,
  end: number,
  refuse: (what: string) => never,
): OnnxTensor {
  const dims: number[] = [];
  let type = 0;
  let name = '';
  let raw: { start: number; end: number } | undefined;
  let typed = 0;
  const integers: number[] = [];
  for (const field of fieldsOf(bytes, start, end)) {
    const { number } = field;
    if (number === EXTERNAL_DATA || (number === DATA_LOCATION && field.value !== 0)) {
      refuse('keeps weights in another file, which is refused');
    }
    if (number === DIMS) dims.push(...valuesOf(bytes, field));
    else if (number === DATA_TYPE) type = field.value;
    else if (number === NAME) name = Buffer.from(bytes.subarray(field.start, field.end)).toString('utf8');
    else if (number === RAW_DATA) raw = field;
    else if (number === STRING_DATA) typed += 1;
    else if (FIXED.has(number)) {
      // Not packed, each number is a field of its own.
      typed += (field.end - field.start) / (FIXED.get(number) as number);
    } else if (VARINTS.has(number)) {
      for (const value of valuesOf(bytes, field)) {
        typed += 1;
        // A negative one comes as its two's complement; how negative it is makes no difference here.
        if (number === INT64_DATA && integers.length < SMALL) integers.push(value < 2 ** 63 ? value : -1);
      }
    }
    if (dims.length > MAXIMUM_DIMENSIONS) refuse('is damaged: a tensor has too many dimensions');
  }
  const told = JSON.stringify(name.slice(0, 60));
  if (dims.some((size) => size >= 2 ** 31)) refuse(`is damaged: the shape of the tensor ${told} is no shape`);
  const count = dims.reduce((product, size) => product * size, 1);
  const bits = BITS.get(type);
  if (bits === undefined && type !== STRING)
    refuse(`is damaged: the tensor ${told} is of the unknown type ${type}`);
  const held = raw ? ((raw.end - raw.start) * 8) / (bits ?? Number.NaN) : typed;
  // Two numbers of four bits share a byte, and complex ones are two numbers each.
  const rounded = bits === 4 ? Math.ceil(count / 2) * (raw ? 2 : 1) : count * (raw ? 1 : partsOf(type));
  const small = bits === 4 && !raw && held === count;
  if (held !== rounded && !small) {
    refuse(`is damaged: the tensor ${told} has ${held} numbers, and its shape [${dims}] needs ${count}`);
  }
  if (type !== INT64 || count > SMALL) return { name };
  return { name, integers: raw ? bigIntegers(bytes.subarray(raw.start, raw.end)) : integers };
}

function partsOf(type: number): number {
  return type === 14 || type === 15 ? 2 : 1;
}

/** A repeated number: one field with one, or a packed field with many. */
function valuesOf(bytes: Uint8Array, field: { type: number; value: number; start: number; end: number }) {
  return field.type === 2 ? [...varintsOf(bytes, field.start, field.end)] : [field.value];
}

function bigIntegers(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / 8 }, (_, index) =>
    Number(view.getBigInt64(8 * index, true)),
  );
}
