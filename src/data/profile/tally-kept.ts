import { isNumberTally, type Tally } from './tally.ts';

/** Counts in as few bytes as the greatest one needs. */
type Counts = Uint8Array | Uint16Array | Float64Array;

interface Kept {
  readonly tally: Tally;
  readonly counts: Counts;
}

/** Tallies of columns for later, by name: copies in little more than the memory of their values. */
export class KeptTallies {
  readonly #kept = new Map<string, Kept>();

  keep(name: string, tally: Tally): void {
    const counts = narrow(tally.counts);
    const copy = isNumberTally(tally)
      ? { ...tally, values: tally.values.slice(), counts: NONE }
      : { ...tally, counts: NONE };
    this.#kept.set(name, { tally: copy, counts });
  }

  get(name: string): Tally | undefined {
    const kept = this.#kept.get(name);
    return kept && { ...kept.tally, counts: new Float64Array(kept.counts) };
  }

  keys(): Iterable<string> {
    return this.#kept.keys();
  }

  delete(name: string): void {
    this.#kept.delete(name);
  }
}

const NONE = new Float64Array();

function narrow(counts: Float64Array): Counts {
  let greatest = 0;
  for (let i = 0; i < counts.length; i++) greatest = Math.max(greatest, counts[i] as number);
  if (greatest < 2 ** 8) return new Uint8Array(counts);
  return greatest < 2 ** 16 ? new Uint16Array(counts) : counts.slice();
}
