/**
 * Seeded random numbers: xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it), its state
 * filled from the seed by SplitMix32. The same seed gives the same numbers on every machine.
 * Not for secrets.
 */
export class Random {
  readonly #state = new Uint32Array(4);
  #spareNormal: number | undefined;

  /** `seed` is any safe integer; others are a mistake of the caller. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is a safe integer, not ${seed}`);
    let mixed = (seed >>> 0) ^ Math.imul(Math.floor(seed / 2 ** 32) | 0, 0x9e3779b9);
    for (let word = 0; word < 4; word++) {
      mixed = (mixed + 0x9e3779b9) | 0;
      let z = mixed;
      z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      this.#state[word] = z ^ (z >>> 15);
    }
    // The one state that xoshiro never leaves.
    if (this.#state.every((word) => word === 0)) this.#state[0] = 1;
  }

  /** 32 random bits, as an unsigned integer. */
  bits(): number {
    const s = this.#state as unknown as [number, number, number, number];
    const scrambled = Math.imul(s[1], 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result;
  }

  /** Uniform in [0, 1), with 53 random bits. */
  next(): number {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** A uniform integer in [0, bound), without bias. `bound` is an integer in [1, 2^32]. */
  integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new RangeError(`a bound is an integer from 1 to 2^32, not ${bound}`);
    }
    const fair = 2 ** 32 - (2 ** 32 % bound);
    let drawn = this.bits();
    while (drawn >= fair) drawn = this.bits();
    return drawn % bound;
  }

  /** Fills `words` with random bits: those that as many calls of `bits` give, three times as fast. */
  fill(words: Uint32Array): void {
    const s = this.#state;
    // As signed numbers, which stay in registers.
    let [a, b, c, d] = [s[0] as number | 0, s[1] as number | 0, s[2] as number | 0, s[3] as number | 0];
    for (let word = 0; word < words.length; word++) {
      const scrambled = Math.imul(b, 5);
      words[word] = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
    }
    s[0] = a;
    s[1] = b;
    s[2] = c;
    s[3] = d;
  }

  /** From the standard normal distribution (Marsaglia's polar method). */
  normal(): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return spare;
    }
    for (;;) {
      const u = 2 * this.next() - 1;
      const v = 2 * this.next() - 1;
      const square = u * u + v * v;
      if (square > 0 && square < 1) {
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        this.#spareNormal = v * factor;
        return u * factor;
      }
    }
  }

  /** Shuffles `array` in place (Fisher-Yates) and returns it. */
  shuffle<T extends { readonly length: number; [index: number]: unknown }>(array: T): T {
    for (let last = array.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      const kept = array[last];
      array[last] = array[other];
      array[other] = kept;
    }
    return array;
  }
}

/** A random generator that starts at `seed`, a safe integer. */
export function randomOf(seed: number): Random {
  return new Random(seed);
}
