import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomOf } from '../../src/stats/random.ts';
import { sortNumbers } from '../../src/stats/sort-numbers.ts';

const numbers = fc.double({ noNaN: true });

describe('sortNumbers', () => {
  it('sorts as TypedArray.sort does, infinities at the ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(numbers, fc.integer()), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (few, times) => {
          const values = Float64Array.from(
            { length: few.length * times },
            (_, i) => few[i % few.length] as number,
          );
          const plain = (sorted: Float64Array) => sorted.map((value) => value + 0);
          expect(plain(sortNumbers(values.slice()))).toEqual(plain(values.slice().sort()));
        },
      ),
    );
  });

  it.each([
    ['spread', (random: number) => (random - 0.5) * 10 ** (600 * random - 300)],
    ['whole', (random: number) => Math.floor(random * 1000) - 500],
    ['large whole', (random: number) => Math.floor(random * 2 ** 53)],
    ['constant', () => 0.1],
    ['decimal', (random: number) => Math.round((random - 0.3) * 1e8) / 1e4],
    ['nearly decimal', (random: number) => (random < 0.999 ? Math.round(random * 1e5) / 1e3 : random)],
    ['large decimal', (random: number) => Math.round(random * 1e15) / 1e3],
    ['subnormal', (random: number) => random * 1e-310],
  ])('sorts many %s numbers', (_, make) => {
    const random = randomOf(7);
    const values = Float64Array.from({ length: 5000 }, () => make(random.next()));
    const scratch = new Float64Array(6000);
    expect(sortNumbers(values.slice(), scratch).map((value) => value + 0)).toEqual(
      values
        .slice()
        .sort()
        .map((value) => value + 0),
    );
  });
});
