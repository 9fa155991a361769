import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Dyadic,
  dyadic,
  dyadicOf,
  dyadicText,
  minus,
  parseDyadic,
  plus,
  quotient,
  rootOfQuotient,
  times,
  ZERO,
} from '../../src/stats/dyadic.ts';
import { ExactSum, exactSums } from '../../src/stats/exact-sum.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const one = dyadic(1n, 0);
const sumOf = (values: readonly number[]) => values.map(dyadicOf).reduce(plus, ZERO);

describe('dyadic numbers', () => {
  it('are doubles, exactly', () => {
    fc.assert(
      fc.property(finite, (x) => {
        expect(quotient(dyadicOf(x), one)).toBe(x + 0);
        expect(parseDyadic(dyadicText(dyadicOf(x)))).toEqual(dyadicOf(x));
        const { mantissa } = dyadicOf(x);
        expect(mantissa === 0n || (mantissa & 1n) === 1n).toBe(true);
      }),
    );
  });

  it('divide and take roots as IEEE 754 does', () => {
    fc.assert(
      fc.property(finite, finite, (x, y) => {
        if (y !== 0) expect(quotient(dyadicOf(y < 0 ? -x : x), dyadicOf(Math.abs(y)))).toBe(x / y + 0);
        expect(rootOfQuotient(dyadicOf(Math.abs(x)), one)).toBe(Math.sqrt(Math.abs(x)));
        expect(quotient(plus(dyadicOf(x), dyadicOf(y)), one)).toBe(x + y + 0);
        expect(quotient(minus(dyadicOf(x), dyadicOf(y)), one)).toBe(x - y + 0);
        expect(quotient(times(dyadicOf(x), dyadicOf(y)), one)).toBe(x * y + 0);
      }),
      { numRuns: 500 },
    );
  });

  it('round to subnormal numbers once', () => {
    const least = dyadicOf(Number.MIN_VALUE);
    expect(quotient(least, dyadic(1n, 1))).toBe(0);
    expect(quotient(plus(least, dyadic(1n, -2000)), dyadic(1n, 1))).toBe(Number.MIN_VALUE);
    expect(quotient(dyadic(3n, 0), dyadic(1n, 1076))).toBe(Number.MIN_VALUE);
    expect(quotient(dyadic(1n, 1024), one)).toBe(Number.POSITIVE_INFINITY);
  });

  it.each(['', '1', 'p', '1p', 'xp1', '1p1e9', ' 1p1'])('do not read %j', (text) => {
    expect(() => parseDyadic(text)).toThrow(RangeError);
  });
});

describe('exactSums', () => {
  const counted = fc.uniqueArray(
    finite.map((x) => x + 0),
    { maxLength: 40 },
  );

  it('is the sum and the sum of squares without a rounding', () => {
    fc.assert(
      fc.property(
        counted,
        fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 40, maxLength: 40 }),
        (values, times_) => {
          const ascending = Float64Array.from(values).sort();
          const counts = Float64Array.from(ascending, (_, i) => times_[i] as number);
          const expected = { sum: ZERO, squares: ZERO };
          for (const [i, x] of ascending.entries()) {
            const weighted = times(dyadicOf(x), dyadicOf(counts[i] as number));
            expected.sum = plus(expected.sum, weighted);
            expected.squares = plus(expected.squares, times(weighted, dyadicOf(x)));
          }
          expect(exactSums(ascending, counts)).toEqual(expected);
        },
      ),
    );
  });

  it('keeps its digits over a million values', () => {
    const values = Float64Array.from({ length: 1_000_000 }, (_, i) => 1 + (i + 1) * 2 ** -52);
    const ones = new Float64Array(values.length).fill(1);
    const n = 1_000_000n;
    // The values are (2^52 + i + 1) · 2^-52.
    const linear = n * 2n ** 52n + (n * (n + 1n)) / 2n;
    const squares = n * 2n ** 104n + 2n ** 52n * n * (n + 1n) + (n * (n + 1n) * (2n * n + 1n)) / 6n;
    expect(exactSums(values, ones)).toEqual({ sum: dyadic(linear, -52), squares: dyadic(squares, -104) });
  });
});

describe('ExactSum', () => {
  it('adds numbers and products in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(finite, finite, finite), { maxLength: 30 }), (rows) => {
        const sums = [new ExactSum(), new ExactSum(), new ExactSum()] as const;
        let [pairs, triples]: Dyadic[] = [ZERO, ZERO];
        for (const [x, y, z] of rows) {
          sums[0].add(x);
          sums[1].addProduct(x, y);
          sums[2].addTripleProduct(x, y, z);
          pairs = plus(pairs as Dyadic, times(dyadicOf(x), dyadicOf(y)));
          triples = plus(triples as Dyadic, times(times(dyadicOf(x), dyadicOf(y)), dyadicOf(z)));
        }
        expect(sums.map((sum) => sum.total())).toEqual([sumOf(rows.map(([x]) => x)), pairs, triples]);
      }),
      { numRuns: 300 },
    );
  });
});
