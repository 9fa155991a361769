import { describe, expect, test } from 'vitest';
import { binomialCdf } from '../../src/stats/binomial.ts';
import { randomOf } from '../../src/stats/random.ts';
import { RowDraws } from '../../src/stats/row-draws.ts';

describe('rows drawn with replacement', () => {
  test.each([1, 2, 3, 4, 5, 17, 100, 1023, 40_001])('%i rows are drawn of as many', (rows) => {
    const draws = new RowDraws(randomOf(3), rows);
    const counts = new Uint16Array(rows);
    for (let time = 0; time < 20; time++) {
      draws.draw(counts);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows);
    }
  });

  test('the same seed draws the same', () => {
    const [first, second] = [1, 1].map((seed) => {
      const counts = new Uint16Array(5000);
      new RowDraws(randomOf(seed), 5000).draw(counts);
      return counts;
    });
    expect(first).toEqual(second);
  });

  test.each([6, 50, 1000])('counts of %i rows are those of a multinomial', (rows) => {
    const draws = new RowDraws(randomOf(11), rows);
    const counts = new Uint16Array(rows);
    const times = Math.ceil(400_000 / rows);
    const seen = new Float64Array(4);
    let [squares, products] = [0, 0];
    for (let time = 0; time < times; time++) {
      draws.draw(counts);
      for (const count of counts) if (count < 4) seen[count] = (seen[count] as number) + 1;
      for (let row = 1; row < rows; row++) {
        squares += ((counts[row] as number) - 1) ** 2;
        products += ((counts[row] as number) - 1) * ((counts[row - 1] as number) - 1);
      }
    }
    const all = times * rows;
    for (const [count, found] of seen.entries()) {
      const share = binomialCdf(count, rows, 1 / rows) - binomialCdf(count - 1, rows, 1 / rows);
      // Five standard errors, of draws that hang together a little.
      expect(Math.abs(found / all - share)).toBeLessThan(5 * Math.sqrt(share / all));
    }
    const pairs = times * (rows - 1);
    expect(Math.abs(squares / pairs - (1 - 1 / rows))).toBeLessThan(5 * Math.sqrt(3 / pairs));
    expect(Math.abs(products / pairs + 1 / rows)).toBeLessThan(5 * Math.sqrt(1 / pairs));
  });
});
