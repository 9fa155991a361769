import { isPickle } from './pickle.ts';
import { fieldsOf } from './protobuf.ts';

/**
 * What a file of a model is, told by its bytes and never by its name. `safe` formats are data: reading one cannot
 * run code. Everything else is refused; what people are known to leave is called by its name.
 */
export type FileFormat =
  | { readonly safe: 'onnx' | 'tfjs' | 'safetensors' | 'json' | 'text' }
  | { readonly refused: string };

/** As much of the beginning of a file tells what it is. */
export const HEAD_BYTES = 4096;

/** What to do with a model that is refused. */
export const EXPORT_HINT =
  'Export the model to ONNX (`skl2onnx`, `onnxmltools`, `torch.onnx.export`, `tf2onnx`), or write its weights as safetensors and name a program that predicts with them under `train.predict`.';

const CODE = 'loading it would run whatever code is in it';

/** Marks at the beginning of a file, the longest first where one begins another. */
const MARKS: readonly (readonly [mark: string, what: string])[] = [
  ['\x89HDF', `an HDF5 file, as Keras writes them: its layers can hold code (\`Lambda\`)`],
  ['\xfd7zXZ\0', `compressed with xz, as joblib writes pickles: ${CODE}`],
  ['\x5d\0\0', `compressed with LZMA, as joblib writes pickles: ${CODE}`],
  ['\x04\x22\x4d\x18', `compressed with LZ4, as joblib writes pickles: ${CODE}`],
  ['\x28\xb5\x2f\xfd', `compressed with Zstandard, so nobody can tell what is in it`],
  ['BZh', `compressed with bzip2, as joblib and R write models: ${CODE}`],
  ['\x1f\x8b', `compressed with gzip, as joblib and R write models: ${CODE}`],
  ['ZF0x', `a joblib file of the old kind: ${CODE}`],
  ['RDX', `saved by R (\`save\`): ${CODE}`],
  ['RDA', `saved by R (\`save\`): ${CODE}`],
  ['X\n\0\0\0', `saved by R (\`saveRDS\`): ${CODE}`],
  ['A\n2\n', `saved by R (\`saveRDS\`): ${CODE}`],
  ['A\n3\n', `saved by R (\`saveRDS\`): ${CODE}`],
  ['\x7fELF', 'a program'],
  ['MZ', 'a program'],
  ['#!', 'a script'],
  ['\xca\xfe\xba\xbe', 'Java classes or a program'],
  ['\xac\xed\0\x05', `serialised by Java: ${CODE}`],
  ['GGUF', 'a GGUF model, which no engine here runs'],
  ['CBM1', 'a CatBoost model, which no engine here runs'],
  ['binf', 'a binary XGBoost model, which no engine here runs'],
  ['<?xml', 'XML, such as PMML, which no engine here runs'],
  ['<PMML', 'PMML, which no engine here runs'],
];
const TFLITE = 'TFL3';
const ZLIB_SECOND_BYTES = [0x01, 0x5e, 0x9c, 0xda];
const NUMPY = '\x93NUMPY';

/** A safetensors header may have this many bytes (the limit of the safetensors library). */
export const MAXIMUM_SAFETENSORS_HEADER = 100_000_000;

/**
 * What the file is that begins with `head` (its first HEAD_BYTES, or all of it) and has `size` bytes. JSON is told
 * by how it begins; whether it is a TF.js model only `isTfjsModel` can tell.
 */
export function formatOf(head: Uint8Array, size: number): FileFormat {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  if (size === 0) return { refused: 'empty' };
  if (isSafetensors(head, size)) return { safe: 'safetensors' };
  const whole = head.length >= size;
  if (isPickle(head, whole)) return { refused: `a Python pickle: ${CODE}` };
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return { refused: zipOf(text) };
  const marked = MARKS.find(([mark]) => text.startsWith(mark));
  if (marked) return { refused: marked[1] };
  if (text.startsWith(NUMPY)) return { refused: numpyOf(text) };
  if (text[0] === 'x' && ZLIB_SECOND_BYTES.includes(head[1] ?? 0))
    return { refused: `compressed with zlib, as joblib writes pickles: ${CODE}` };
  if (text.startsWith(TFLITE, 4)) return { refused: 'a TensorFlow Lite model, which no engine here runs' };
  const protobuf = protobufOf(head);
  if (protobuf) return protobuf;
  if (!isText(head, whole)) return { refused: 'in no format that is known here' };
  return { safe: /^\s*[[{]/.test(text) ? 'json' : 'text' };
}

/** Whether JSON text is a TF.js model: a topology and the list of its weights. */
export function isTfjsModel(content: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(content).toString('utf8'));
    return (
      typeof value === 'object' && value !== null && 'modelTopology' in value && 'weightsManifest' in value
    );
  } catch {
    return false;
  }
}

function isSafetensors(head: Uint8Array, size: number): boolean {
  if (head.length < 10 || head[8] !== 0x7b) return false;
  const length = new DataView(head.buffer, head.byteOffset).getBigUint64(0, true);
  return length >= 2n && length <= BigInt(Math.min(MAXIMUM_SAFETENSORS_HEADER, Math.max(0, size - 8)));
}

/** What a zip archive is, by the names of its first entries. */
function zipOf(text: string): string {
  if (/[/\\]?data\.pkl/.test(text)) return `a PyTorch file with a pickle in it: ${CODE}`;
  if (/model\.weights\.h5|config\.json/.test(text)) {
    return 'a Keras file (`.keras`): its layers can hold code (`Lambda`)';
  }
  if (text.includes('.npy')) return 'a NumPy archive, whose arrays can hold pickles';
  return `a zip archive, as PyTorch and Keras write them: ${CODE}`;
}

/** https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
function numpyOf(text: string): string {
  return /'descr':\s*(\[[^\]]*)?'\|?O/.test(text)
    ? `a NumPy array of Python objects, which is a pickle: ${CODE}`
    : 'a NumPy array, which can hold pickles';
}

/** An ONNX ModelProto, or what looks like one: both begin with a small version in field 1. */
function protobufOf(head: Uint8Array): FileFormat | null {
  if (head[0] !== 0x08 || (head[1] ?? 0) < 1 || (head[1] ?? 0xff) > 0x7f) return null;
  try {
    for (const field of fieldsOf(head, 2, head.length)) {
      if (field.number !== 2 || field.end === field.start) break;
      // Field 2 of ONNX is the name of the producer; of a SavedModel, or of Core ML, it is a message.
      const printable = head.subarray(field.start, field.end).every((byte) => byte >= 0x20 && byte !== 0x7f);
      if (!printable) return NO_ONNX;
      break;
    }
  } catch {
    // Field 2 is longer than the head: no name of a producer is.
    return (head[2] ?? 0) === 0x12 && (head[3] ?? 0) >= 0x80 ? NO_ONNX : { safe: 'onnx' };
  }
  return { safe: 'onnx' };
}

const NO_ONNX: FileFormat = {
  refused: 'a TensorFlow SavedModel or a Core ML model, which no engine here runs',
};

/** UTF-8 without control characters but those of lines and tabs. */
function isText(head: Uint8Array, whole: boolean): boolean {
  if (head.some((byte) => (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) || byte === 0x7f))
    return false;
  // A character may be cut where the head ends.
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    decoder.decode(head, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}
