/**
 * The number of distinct values from the least of their hashes (k minimum values: Bar-Yossef and others, 2002).
 * The sketch of two sets together is exactly the sketch of their union, in whatever order they came.
 */

/** So many hashes are kept; with fewer distinct values their number is exact. */
export const KEPT_HASHES = 1024;
/** The relative standard error of an estimate. */
export const DISTINCT_ERROR = 1 / Math.sqrt(KEPT_HASHES - 2);
/** Hashes are whole numbers below this. */
const RANGE = 2 ** 53;

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);

/** The hash of a finite number; -0 is hashed as 0. */
export function hashOfNumber(x: number): number {
  number[0] = x + 0;
  return finish((words[0] as number) ^ 0x9e3779b9, (words[1] as number) ^ 0x85ebca6b);
}

/** The hash of a text. */
export function hashOfText(text: string): number {
  let a = 0x1b873593;
  let b = 0x2545f491;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0xcc9e2d51);
    b = Math.imul(b ^ unit, 0x5bd1e995);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  return finish(a ^ text.length, b);
}

/** Mixes two words into 53 bits (MurmurHash3's last steps, each word with the other). */
function finish(first: number, second: number): number {
  let a = first;
  let b = second;
  for (let round = 0; round < 2; round++) {
    a = Math.imul(a ^ (a >>> 16) ^ b, 0x85ebca6b);
    b = Math.imul(b ^ (b >>> 13) ^ a, 0xc2b2ae35);
  }
  a ^= b >>> 16;
  a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d);
  b = Math.imul(b ^ a ^ (b >>> 16), 0x297a2d39);
  a ^= a >>> 16;
  b ^= b >>> 15;
  return (a >>> 11) * 2 ** 32 + (b >>> 0);
}

/** The least hashes of a set, ascending; `next` gives those of all its values, in any order. */
export function leastHashes(hashes: Iterable<number>): number[] {
  const sketch = new LeastHashes();
  for (const hash of hashes) sketch.add(hash);
  return sketch.hashes();
}

/** Gathers the least hashes of a set. */
export class LeastHashes {
  readonly #kept = new Float64Array(4 * KEPT_HASHES);
  #end = 0;
  #bound = RANGE;

  add(hash: number): void {
    if (hash >= this.#bound) return;
    this.#kept[this.#end++] = hash;
    if (this.#end === this.#kept.length) this.#trim();
  }

  /** Ascending. */
  hashes(): number[] {
    this.#trim();
    return [...this.#kept.subarray(0, this.#end)];
  }

  #trim(): void {
    const sorted = this.#kept.subarray(0, this.#end).sort();
    let end = 0;
    for (let i = 0; i < sorted.length && end < KEPT_HASHES; i++) {
      if (end === 0 || sorted[i] !== sorted[end - 1]) sorted[end++] = sorted[i] as number;
    }
    this.#end = end;
    if (end === KEPT_HASHES) this.#bound = sorted[end - 1] as number;
  }
}

/** The estimated number of distinct values; exact where fewer than `KEPT_HASHES` hashes are there. */
export function estimateDistinct(hashes: readonly number[]): number {
  if (hashes.length < KEPT_HASHES) return hashes.length;
  const last = hashes[KEPT_HASHES - 1] as number;
  return Math.round((KEPT_HASHES - 1) / ((last + 1) / RANGE));
}
