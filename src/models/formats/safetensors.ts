import { DataError } from '../../system/errors.ts';
import { isMapping } from '../../system/mapping.ts';
import { MAXIMUM_SAFETENSORS_HEADER } from './format.ts';

/** Bits of an element, by type (https://github.com/huggingface/safetensors, `Dtype`). */
const BITS: Readonly<Record<string, number>> = {
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  F64: 64,
  I64: 64,
  U64: 64,
  C64: 64,
};
const MAXIMUM_TENSORS = 100_000;
const MAXIMUM_DIMENSIONS = 32;

/**
 * Checks a safetensors file: its header against its length, each tensor's shape and type against its bytes, and
 * that the tensors fill the file with neither gap nor overlap, as the format demands. No tensor is read.
 * @param file how the file is called in messages
 * @throws DataError that says what is wrong
 */
export function checkSafetensors(content: Uint8Array, file: string): void {
  const refuse = (what: string): never => {
    throw new DataError(`${file} is damaged or no safetensors file: ${what}`, {
      hint: 'Write the weights again with `safetensors` (`save_file`), and copy the file as binary.',
    });
  };
  if (content.length < 10) refuse(`it has only ${content.length} bytes`);
  const length = new DataView(content.buffer, content.byteOffset).getBigUint64(0, true);
  if (length > BigInt(MAXIMUM_SAFETENSORS_HEADER)) refuse(`its header would have ${length} bytes`);
  const end = 8 + Number(length);
  if (end > content.length) refuse(`its header would end beyond byte ${content.length}`);
  const spans = tensorsOf(headerOf(content.subarray(8, end), refuse), refuse);
  let at = 0;
  for (const { name, from, to } of spans.sort((one, other) => one.from - other.from || one.to - other.to)) {
    if (from < at) refuse(`the bytes of ${name} overlap those of another tensor`);
    if (from > at) refuse(`there are bytes before ${name} that no tensor has`);
    at = to;
  }
  const held = content.length - end;
  if (at !== held) refuse(`its tensors need ${at} bytes, and it holds ${held}`);
}

type Header = Readonly<Record<string, unknown>>;
type Refuse = (what: string) => never;

function headerOf(bytes: Uint8Array, refuse: Refuse): Header {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('its header is no UTF-8');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('its header is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('its header is no object');
  }
  const names = Object.keys(value);
  if (names.length > MAXIMUM_TENSORS) refuse(`it has more than ${MAXIMUM_TENSORS} tensors`);
  // JSON.parse keeps the last of two equal keys; other readers keep the first.
  if (topLevelKeys(text) !== names.length) refuse('its header names a tensor twice');
  return value as Header;
}

/** How many keys the object in `text` has, equal ones counted each; `text` is sound JSON. */
function topLevelKeys(text: string): number {
  let depth = 0;
  let keys = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    else if (character === ':' && depth === 1) keys++;
  }
  return keys;
}

interface Span {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

function tensorsOf(header: Header, refuse: Refuse): Span[] {
  const spans: Span[] = [];
  for (const [key, value] of Object.entries(header)) {
    const name = JSON.stringify(key.slice(0, 100));
    if (key === '__metadata__') {
      if (!isMapping(value) || Object.values(value).some((text) => typeof text !== 'string'))
        refuse('its metadata are no texts');
      continue;
    }
    if (!isMapping(value)) return refuse(`${name} is no object`);
    const { dtype, shape, data_offsets: offsets } = value;
    const bits = typeof dtype === 'string' && Object.hasOwn(BITS, dtype) ? (BITS[dtype] as number) : 0;
    if (bits === 0) refuse(`${name} has the unknown type ${JSON.stringify(dtype)?.slice(0, 40)}`);
    if (!isCounts(shape) || shape.length > MAXIMUM_DIMENSIONS)
      return refuse(`the shape of ${name} is no shape`);
    if (!isCounts(offsets) || offsets.length !== 2)
      return refuse(`the offsets of ${name} are no two numbers`);
    const [from, to] = offsets as [number, number];
    const bytes = shape.reduce((product, size) => product * size, bits / 8);
    if (!Number.isSafeInteger(bytes)) refuse(`${name} would have more bytes than there are`);
    if (to - from !== bytes) refuse(`${name} needs ${bytes} bytes, and its offsets give ${to - from}`);
    spans.push({ name, from, to });
  }
  if (spans.length === 0) refuse('it has no tensor');
  return spans;
}

function isCounts(value: unknown): value is number[] {
  return (
    Array.isArray(value) && value.every((entry) => Number.isSafeInteger(entry) && (entry as number) >= 0)
  );
}
