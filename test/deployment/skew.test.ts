import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareScores, SKEW_TOLERANCE } from '../../src/deployment/skew.ts';

const predictions = (scores: readonly number[], width = 1) => ({
  rows: scores.length / width,
  width,
  scores: Float64Array.from(scores),
});

test('the largest difference decides, inclusively', () => {
  const skew = compareScores(predictions([0.1, 0.5, 0.9, 0.2], 2), predictions([0.1, 0.5, 0.7, 0.3], 2));
  expect(skew).toMatchObject({ rows: 2, equal: false, worst: { row: 1, evaluated: 0.9, answered: 0.7 } });
  expect(skew.maximumDifference).toBeCloseTo(0.2, 12);
  expect(compareScores(predictions([0]), predictions([SKEW_TOLERANCE])).equal).toBe(true);
  expect(compareScores(predictions([0]), predictions([1.001 * SKEW_TOLERANCE])).equal).toBe(false);
});

test('no rows show nothing', () => {
  expect(compareScores(predictions([]), predictions([]))).toMatchObject({
    rows: 0,
    equal: false,
    worst: null,
  });
});

test('other shapes are a mistake of the caller', () => {
  expect(() => compareScores(predictions([1]), predictions([1, 2]))).toThrow(RangeError);
});

test('what is not finite is never equal, wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
      fc.nat(),
      fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
      fc.boolean(),
      (scores, place, special, both) => {
        const odd = scores.with(place % scores.length, special);
        const skew = compareScores(predictions(both ? odd : scores), predictions(odd));
        expect(skew.equal).toBe(false);
        expect(skew.maximumDifference).toBeNull();
        expect(skew.worst?.row).toBe(place % scores.length);
      },
    ),
  );
});

test('equal predictions are equal', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (scores) => {
      const skew = compareScores(predictions(scores), predictions(scores));
      expect(skew).toMatchObject({ equal: true, maximumDifference: 0, worst: null });
    }),
  );
});
