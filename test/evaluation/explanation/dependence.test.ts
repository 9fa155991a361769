import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gridOf } from '../../../src/evaluation/explanation/dependence.ts';

const stored: { columns: number[][]; cases: { feature: number; grid: number[] }[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/evaluation/partial-dependence.json', import.meta.url), 'utf8'),
);

describe('the grid of partial dependence', () => {
  it.each(stored.cases)('is that of scikit-learn: column $feature', ({ feature, grid }) => {
    const found = gridOf('number', stored.columns[feature] ?? []);
    expect(found).toHaveLength(grid.length);
    grid.forEach((value, at) => {
      expect(found[at]).toBeCloseTo(value, 12);
    });
  });

  it('has whole numbers of what is whole, once each', () => {
    const values = Array.from({ length: 200 }, (_, row) => row % 25);
    expect(gridOf('whole', values)).toEqual([
      ...new Set(gridOf('number', values).map((v) => Math.round(Number(v)))),
    ]);
    expect(gridOf('whole', [3, 1, null, 1, Number.NaN])).toEqual([1, 3]);
  });

  it('has the ten most frequent categories, equals by their text', () => {
    const values = [...'abcdefghijkl'].flatMap((letter, index) => Array(index < 2 ? 1 : 3).fill(letter));
    expect(gridOf('category', [...values, null, null, null, null])).toEqual([...'cdefghijkl']);
    expect(gridOf('category', [true, false, true])).toEqual([true, false]);
    expect(gridOf('category', [])).toEqual([]);
  });
});
