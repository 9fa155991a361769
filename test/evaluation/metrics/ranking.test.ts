import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankingOf } from '../../../src/evaluation/metrics/ranking.ts';
import { ascendingOrder } from '../../../src/stats/ascending-order.ts';
import { randomOf } from '../../../src/stats/random.ts';

/** The order by comparison, ties in the order of rows. */
function expectedOrder(values: Float64Array): number[] {
  return Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
}

test('long arrays are ordered as short ones are: signs, zeros, ties, extremes', () => {
  const random = randomOf(5);
  const special = [0, -0, Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE, 1, -1];
  const values = Float64Array.from({ length: 20_000 }, (_, row) => {
    if (row % 7 === 0) return special[random.integer(special.length)] as number;
    if (row % 3 === 0) return Math.round(random.normal() * 4) / 4;
    return random.normal() * 10 ** (random.integer(40) - 20);
  });
  expect(Array.from(ascendingOrder(values))).toEqual(expectedOrder(values));
  expect(Array.from(ascendingOrder(new Float64Array(5000).fill(0.25)))).toEqual([...Array(5000).keys()]);
});

test('a ranking falls, and marks the end of each tie', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 30 }), (drawn) => {
      const values = Float64Array.from(drawn);
      const { order, lastOfTie } = rankingOf(values);
      expect(Array.from(order).sort((a, b) => a - b)).toEqual([...values.keys()]);
      for (let place = 0; place < order.length; place++) {
        const here = values[order[place] as number] as number;
        const next = values[order[place + 1] as number];
        if (next !== undefined) expect(next).toBeLessThanOrEqual(here);
        expect(lastOfTie[place]).toBe(next === here ? 0 : 1);
      }
    }),
  );
});
