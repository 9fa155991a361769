import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaUnderRoc, averagePrecision, rankedTruth } from '../../../src/evaluation/metrics/areas.ts';
import { randomOf } from '../../../src/stats/random.ts';

const row = fc.record({
  truth: fc.integer({ min: 0, max: 1 }),
  score: fc.integer({ min: 0, max: 40 }),
  count: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 65_535 })),
});

/** Every pair of a positive and a negative, by its definition. */
function pairs(rows: readonly { truth: number; score: number; count: number }[]): number | null {
  let [right, all] = [0, 0];
  for (const above of rows.filter(({ truth }) => truth === 1)) {
    for (const below of rows.filter(({ truth }) => truth === 0)) {
      const weight = above.count * below.count;
      all += weight;
      right += weight * (above.score > below.score ? 1 : above.score === below.score ? 0.5 : 0);
    }
  }
  return all > 0 ? right / all : null;
}

test('the area under the ROC curve is the share of pairs, whatever is counted', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
      const ranked = rankedTruth(
        Uint8Array.from(rows, ({ truth }) => truth),
        Float64Array.from(rows, ({ score }) => score / 40),
      );
      const counts = Uint16Array.from(rows, ({ count }) => count);
      const expected = pairs(rows);
      for (const weights of [counts, Float64Array.from(counts)]) {
        const { value } = areaUnderRoc(ranked, weights);
        if (expected === null) expect(value).toBeNull();
        else expect(value).toBeCloseTo(expected, 12);
      }
    }),
  );
});

test.each([
  [3000, 1e9],
  [3000, 40],
  [3000, 1],
])('%i rows in blocks, with %d different scores, are as by weight', (rows, different) => {
  const random = randomOf(7);
  const truth = Uint8Array.from({ length: rows }, () => random.integer(2));
  const scores = Float64Array.from({ length: rows }, () => random.integer(different));
  const ranked = rankedTruth(truth, scores);
  for (const most of [4, 65_536]) {
    const counts = Uint16Array.from({ length: rows }, () => random.integer(most));
    const weights = Float64Array.from(counts);
    for (const area of [areaUnderRoc, averagePrecision]) {
      expect(area(ranked, counts).value).toBeCloseTo(area(ranked, weights).value as number, 12);
    }
  }
});
