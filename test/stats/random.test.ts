import { describe, expect, it } from 'vitest';
import { randomOf } from '../../src/stats/random.ts';

describe('Random', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    const numbers = (seed: number) =>
      Array.from({ length: 5 }, (_, __, random = randomOf(seed)) => random.next());
    expect(numbers(7)).toEqual(numbers(7));
    expect(numbers(7)).not.toEqual(numbers(8));
    expect(numbers(-1)).not.toEqual(numbers(2 ** 32 - 1));
    expect(numbers(1)).not.toEqual(numbers(1 + 2 ** 32));
  });

  it('keeps its stream: these numbers never change', () => {
    const random = randomOf(42);
    expect([random.bits(), random.bits(), random.bits()]).toMatchInlineSnapshot(`
      [
        660444221,
        3652823732,
        77672526,
      ]
    `);
  });

  it('is uniform in [0, 1)', () => {
    const random = randomOf(1);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const value = random.next();
      const cell = Math.floor(value * 10);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    expect(counts.length).toBe(10); // nothing below 0, nothing from 1 on
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(27.9); // 99.9th percentile, 9 degrees of freedom
  });

  it('draws every integer below the bound', () => {
    const random = randomOf(2);
    const seen = new Set(Array.from({ length: 1000 }, () => random.integer(7)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(random.integer(1)).toBe(0);
    expect(random.integer(2 ** 32)).toBeLessThan(2 ** 32);
    for (const bound of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN])
      expect(() => random.integer(bound)).toThrow(RangeError);
    expect(() => randomOf(0.5)).toThrow(RangeError);
  });

  it('draws normal numbers with mean 0 and variance 1', () => {
    const random = randomOf(3);
    const values = Array.from({ length: 100_000 }, () => random.normal());
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  });

  it('shuffles in place without losing anything', () => {
    const array = Int32Array.from({ length: 100 }, (_, index) => index);
    const shuffled = randomOf(4).shuffle(array);
    expect(shuffled).toBe(array);
    expect([...shuffled]).not.toEqual([...shuffled].sort((a, b) => a - b));
    expect([...shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });
});
