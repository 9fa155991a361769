import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviationExponent, exponentOf, meanOfScaledSum } from '../../src/data/moments.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('exponentOf', () => {
  it('is the least power of two that bounds the number', () => {
    expect([1, 1.5, 2, 3, 0.5, 0.4, Number.MAX_VALUE].map(exponentOf)).toEqual([0, 1, 1, 2, -1, -1, 1024]);
    fc.assert(
      fc.property(finite, (x) => {
        const exponent = exponentOf(x);
        return Math.abs(x) / 2 <= 2 ** (exponent - 1) && exponent <= 1024;
      }),
    );
  });
});

describe('deviationExponent', () => {
  it('bounds every deviation, also where the distance itself is no double', () => {
    expect(deviationExponent(-Number.MAX_VALUE, Number.MAX_VALUE, 0)).toBe(1024);
    expect(deviationExponent(-Number.MAX_VALUE, Number.MAX_VALUE, Number.MAX_VALUE)).toBe(1025);
    expect(deviationExponent(0, 10, 4)).toBe(3);
  });
});

describe('meanOfScaledSum', () => {
  it('gives back a constant, however often it was added', () => {
    fc.assert(
      fc.property(
        finite.filter((x) => Math.abs(x) > 1e-200),
        fc.integer({ min: 1, max: 1e6 }),
        (x, n) => {
          const exponent = exponentOf(x);
          // What DuckDB computes: an exact scaling, rounded to an integer, n times.
          const scaled = BigInt(Math.round(x * 2 ** (62 - exponent)));
          return meanOfScaledSum(scaled * BigInt(n), n, exponent) === x;
        },
      ),
    );
  });
});
