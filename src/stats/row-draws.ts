import type { Random } from './random.ts';

/** A count that more than the byte at hand must decide; the byte stands in the low bits. */
const UNDECIDED = 0x8000;
/** Words of random bits that are made at a time: they stay in the fastest cache. */
const WORDS = 1024;

/**
 * Draws `rows` of `rows` with replacement, each way equally likely: how often each was drawn is multinomial. Not
 * drawn one by one, which jumps about in memory: the counts of a multinomial with a Poisson total are
 * independent Poisson numbers, so that each row gets one of those (a byte of random bits and a table decide 98 of 100, a
 * further word the others, to 2^-40), and the few draws that the total then lacks are made one by one. The rate is so
 * much below 1 that a total beyond `rows` is one in 30,000; it is drawn again from the start, which changes the
 * distribution of the total and of nothing else. Four times as fast as one draw a row.
 */
export class RowDraws {
  readonly #random: Random;
  readonly #rows: number;
  readonly #cumulative: number[] = [];
  readonly #table = new Uint16Array(256);
  readonly #words = new Uint32Array(WORDS);
  readonly #undecided: Uint32Array;

  constructor(random: Random, rows: number) {
    this.#random = random;
    this.#rows = rows;
    this.#undecided = new Uint32Array((rows >> 2) + 1);
    const rate = Math.max(0, 1 - 4 / Math.sqrt(rows));
    let probability = Math.exp(-rate);
    for (let count = 0, sum = probability; probability > 2 ** -44; count++) {
      this.#cumulative.push(sum);
      probability *= rate / (count + 1);
      sum += probability;
    }
    for (let byte = 0; byte < 256; byte++) {
      const [low, high] = [this.#countAt(byte / 256), this.#countAt((byte + 1) / 256 - 2 ** -41)];
      this.#table[byte] = low === high ? low : UNDECIDED | byte;
    }
  }

  /** `counts[row]` becomes how often the row was drawn; `counts` is as long as there are rows. */
  draw(counts: Uint16Array): void {
    const rows = this.#rows;
    let total = this.#poisson(counts);
    while (total > rows) total = this.#poisson(counts);
    for (; total < rows; total++) {
      const row = this.#random.integer(rows);
      counts[row] = (counts[row] as number) + 1;
    }
  }

  /** @returns the sum of the counts */
  #poisson(counts: Uint16Array): number {
    const table = this.#table;
    const words = this.#words;
    const undecided = this.#undecided;
    const inFours = counts.length & ~3;
    let [total, waiting] = [0, 0];
    for (let row = 0, word = WORDS; row < inFours; row += 4, word++) {
      if (word === WORDS) {
        this.#random.fill(words);
        word = 0;
      }
      // Signed, which stays in a register.
      const bits = (words[word] as number) | 0;
      const first = table[bits & 255] as number;
      const second = table[(bits >>> 8) & 255] as number;
      const third = table[(bits >>> 16) & 255] as number;
      const fourth = table[bits >>> 24] as number;
      counts[row] = first;
      counts[row + 1] = second;
      counts[row + 2] = third;
      counts[row + 3] = fourth;
      total = (total + (first & 255) + (second & 255) + (third & 255) + (fourth & 255)) | 0;
      undecided[waiting] = row;
      waiting = (waiting + ((first | second | third | fourth) >>> 15)) | 0;
    }
    for (let k = 0; k < waiting; k++) {
      const start = undecided[k] as number;
      for (let row = start; row < start + 4; row++) {
        const said = counts[row] as number;
        if (said < UNDECIDED) continue;
        const byte = said & 255;
        const count = this.#countAt((byte + this.#random.bits() / 2 ** 32) / 256);
        counts[row] = count;
        total += count - byte;
      }
    }
    for (let row = inFours; row < counts.length; row++) {
      const count = this.#countAt(this.#random.next());
      counts[row] = count;
      total += count;
    }
    return total;
  }

  /** The Poisson quantile. */
  #countAt(share: number): number {
    let count = 0;
    while (count < this.#cumulative.length && share >= (this.#cumulative[count] as number)) count++;
    return count;
  }
}
