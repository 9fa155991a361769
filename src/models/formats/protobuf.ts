/** A field of a protobuf message: a number, or the bytes from `start` to `end`. */
export interface Field {
  readonly number: number;
  /** 0 a varint, 1 eight bytes, 2 bytes with a length, 5 four bytes. */
  readonly type: number;
  /** Of a varint, as an unsigned number: exact up to 2^53, which tells every sound one from a negative one. */
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/**
 * The fields of the message in `bytes[from, to)`, in order
 * (https://protobuf.dev/programming-guides/encoding/). Throws RangeError where they do not fit.
 */
export function* fieldsOf(bytes: Uint8Array, from: number, to: number): Generator<Field> {
  let at = from;
  const varint = (): number => {
    const read = readVarint(bytes, at, to);
    at = read.next;
    return read.value;
  };
  while (at < to) {
    const key = varint();
    const number = Math.floor(key / 8);
    const type = key % 8;
    if (number === 0 || number > 2 ** 29) throw new RangeError(`there is no field at byte ${at}`);
    if (type === 0) {
      yield { number, type, value: varint(), start: at, end: at };
      continue;
    }
    const size = type === 1 ? 8 : type === 5 ? 4 : type === 2 ? varint() : Number.NaN;
    if (!(at + size <= to)) throw new RangeError(`a field at byte ${at} does not fit`);
    yield { number, type, value: 0, start: at, end: at + size };
    at += size;
  }
}

/** The varints in `bytes[from, to)` one after the other, as packed fields have them. */
export function* varintsOf(bytes: Uint8Array, from: number, to: number): Generator<number> {
  for (let at = from; at < to; ) {
    const { value, next } = readVarint(bytes, at, to);
    at = next;
    yield value;
  }
}

function readVarint(bytes: Uint8Array, from: number, to: number): { value: number; next: number } {
  let value = 0;
  let at = from;
  for (let shift = 0; shift < 70; shift += 7) {
    if (at >= to) throw new RangeError(`a field ends beyond byte ${to}`);
    const byte = bytes[at++] as number;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, next: at };
  }
  throw new RangeError(`a number before byte ${at} is too long`);
}
