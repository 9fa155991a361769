/**
 * A table of a FlatBuffers buffer, every place of which is checked before it is used: what a file says of itself must
 * not be believed. All methods throw RangeError for a place outside of the buffer.
 */
export class FlatTable {
  readonly #view: DataView;
  readonly #start: number;
  readonly #fields: number;

  constructor(view: DataView, start: number) {
    this.#view = view;
    this.#start = start;
    this.#fields = start - view.getInt32(start, true);
    view.getUint16(this.#fields, true);
  }

  /** The table that a buffer holds. */
  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  byte(field: number): number {
    const place = this.#place(field);
    return place === undefined ? 0 : this.#view.getUint8(place);
  }

  /** A length or count; one that is negative or beyond what a file can hold is refused. */
  size(field: number): number {
    const place = this.#place(field);
    const size = place === undefined ? 0 : Number(this.#view.getBigInt64(place, true));
    if (size < 0 || !Number.isSafeInteger(size)) throw new RangeError('a length that cannot be');
    return size;
  }

  table(field: number): FlatTable | undefined {
    const place = this.#target(field);
    return place === undefined ? undefined : new FlatTable(this.#view, place);
  }

  /** Checks that a vector (or text) of elements of `stride` bytes is whole; the number of its elements. */
  vector(field: number, stride: number): number {
    const place = this.#target(field);
    if (place === undefined) return 0;
    const length = this.#view.getUint32(place, true);
    if (place + 4 + length * stride > this.#view.byteLength) throw new RangeError('a list that is not whole');
    return length;
  }

  /** The tables of a vector. */
  tables(field: number): FlatTable[] {
    const length = this.vector(field, 4);
    const start = (this.#target(field) ?? 0) + 4;
    return Array.from({ length }, (_, index) => {
      const place = start + 4 * index;
      return new FlatTable(this.#view, place + this.#view.getUint32(place, true));
    });
  }

  #place(field: number): number | undefined {
    const slot = 4 + 2 * field;
    if (slot >= this.#view.getUint16(this.#fields, true)) return undefined;
    const offset = this.#view.getUint16(this.#fields + slot, true);
    return offset === 0 ? undefined : this.#start + offset;
  }

  #target(field: number): number | undefined {
    const place = this.#place(field);
    return place === undefined ? undefined : place + this.#view.getUint32(place, true);
  }
}
