import { describe, expect, it } from 'vitest';
import { errorTarget, errorTree } from '../../../src/evaluation/explanation/error-tree.ts';
import type { ExplainedColumn } from '../../../src/evaluation/explanation/explained-columns.ts';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import { rowLosses } from '../../../src/evaluation/metrics/row-losses.ts';
import { randomOf } from '../../../src/stats/random.ts';

const ROWS = 3000;
const random = randomOf(4);
const truth = Array.from({ length: ROWS }, () => random.next() < 0.4);
const visib = Array.from({ length: ROWS }, () => (random.next() < 0.05 ? null : random.integer(11)));
const origin = Array.from({ length: ROWS }, () => ['EWR', 'JFK', 'LGA'][random.integer(3)] as string);
const noise = Array.from({ length: ROWS }, () => random.normal());
const columns: ExplainedColumn[] = [
  { name: 'visib', kind: 'whole', values: visib },
  { name: 'origin', kind: 'category', values: origin },
  { name: 'noise', kind: 'number', values: noise },
];
const isLost = (row: number) => origin[row] === 'EWR' && (visib[row] ?? 10) <= 2;
const scored = (scores: number[], weights?: number[]) =>
  outcomesOf({ task: 'binary-classification', labels: truth, scores, weights });
const champion = scored(truth.map((label) => (label ? 0.7 : 0.3)));
const worse = truth.map((label, row) => (label === isLost(row) ? 0.3 : 0.7));
const challenger = scored(worse);

describe('the error-analysis tree', () => {
  it('finds where the challenger lost, and says how much of it lies there', () => {
    const target = errorTarget(challenger, champion);
    expect(target).toMatchObject({ explains: 'lost-to-champion', unit: 'log-loss' });
    const tree = errorTree(target, columns, 7);
    const lost = truth.filter((_, row) => isLost(row)).length;
    expect(tree?.worst).toMatchObject({ rows: lost, leaf: true });
    expect(tree?.worst?.coverage).toBeCloseTo(1, 12);
    expect(tree?.worst?.mean).toBeCloseTo(Math.log(0.7 / 0.3), 10);
    const conditions = tree?.worst?.conditions.map(({ column, says }) => `${column} ${says}`);
    expect(new Set(conditions)).toEqual(new Set(['visib ≤ 2', 'origin = EWR']));
    expect(tree?.pValue).toBe(1 / 40);
    // Children share what their parent has, and the root has all.
    const [root, ...others] = tree?.nodes ?? [];
    expect(root).toMatchObject({ rows: ROWS, depth: 0, conditions: [] });
    expect(root?.coverage).toBeCloseTo(1, 12);
    const leaves = others.filter(({ leaf }) => leaf);
    expect(leaves.reduce((sum, { rows }) => sum + rows, 0)).toBe(ROWS);
    expect(leaves.reduce((sum, { coverage }) => sum + coverage, 0)).toBeCloseTo(1, 12);
  });

  it('explains errors where there is no champion: wrong rows, or absolute residuals', () => {
    const wrong = errorTree(errorTarget(challenger, null), columns, 7);
    expect(wrong).toMatchObject({ explains: 'error', unit: 'wrong' });
    expect(wrong?.worst?.mean).toBeCloseTo(1, 10);
    const values = truth.map((label) => (label ? 10 : 0));
    const regression = outcomesOf({
      task: 'regression',
      labels: values,
      predictions: values.map((value, row) => value - (isLost(row) ? 3 : 1)),
    });
    const residuals = errorTree(errorTarget(regression, null), columns, 7);
    expect(residuals).toMatchObject({ explains: 'error', unit: 'absolute-error' });
    expect(residuals?.worst?.mean).toBeCloseTo(3, 10);
    expect(residuals?.nodes[0]?.coverage).toBeCloseTo(1, 12);
  });

  it('does not say that chance is a place', () => {
    let told = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const dice = randomOf(seed);
      const even = scored(truth.map((label) => (label ? 0.7 : 0.3) + (dice.next() - 0.5) / 5));
      const tree = errorTree(errorTarget(even, champion), columns, seed);
      if ((tree?.pValue ?? 1) <= 0.05) told++;
    }
    expect(told).toBeLessThanOrEqual(2);
  });

  it('has no tree where nothing was lost, and one node where there is nothing to look at', () => {
    expect(errorTree(errorTarget(champion, champion), columns, 1)).toBeNull();
    const alone = errorTree(errorTarget(challenger, champion), [], 1);
    expect(alone?.nodes).toHaveLength(1);
    expect(alone).toMatchObject({ worst: null, pValue: 1 });
  });

  it('leaves out rows without a figure, and counts weights', () => {
    const broken = truth.map((label, row) => (row < 100 ? Number.NaN : label ? 0.7 : 0.3));
    const target = errorTarget(scored(broken), scored(truth.map(() => 0.9)));
    expect(errorTree(target, columns, 1)?.nodes[0]?.rows).toBe(ROWS - 100);

    const weights = truth.map((_, row) => (row % 3 === 0 ? 0 : row % 3));
    const weighted = errorTree(errorTarget(scored(worse, weights), champion), columns, 1);
    expect(weighted?.nodes[0]?.rows).toBe(ROWS - ROWS / 3);
    const losses = [rowLosses(challenger), rowLosses(champion)] as [Float64Array, Float64Array];
    const change = truth.map((_, row) => (losses[0][row] as number) - (losses[1][row] as number));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const mean = change.reduce((sum, value, row) => sum + value * (weights[row] as number), 0) / total;
    expect(weighted?.nodes[0]?.mean).toBeCloseTo(mean, 10);
  });

  it('says bounds with the fewest digits that part the same rows', () => {
    const bound = (below: number, above: number) => {
      const column: ExplainedColumn = {
        name: 'x',
        kind: 'number',
        values: truth.map((_, row) => (row % 2 ? above : below)),
      };
      const own = scored(truth.map((label, row) => (label === (row % 2 === 0) ? 0.3 : 0.7)));
      return errorTree(errorTarget(own, champion), [column], 1)?.worst?.conditions[0]?.says;
    };
    expect(bound(1003.4, 1003.5)).toBe('≤ 1003.4');
    expect(bound(0, 0.01)).toBe('≤ 0');
    expect(bound(6, 7)).toBe('≤ 6');
    expect(bound(15.53554, 16.68)).toBe('≤ 16');
    expect(bound(0.1, 0.30000000000000004)).toBe('≤ 0.1');
    expect(bound(-7, 123456)).toBe('≤ -7');
    expect(bound(0, Number.MIN_VALUE)).toBe('≤ 0');
  });

  it('says what is missing, the other of two, and times', () => {
    const says = (column: ExplainedColumn, lost: (row: number) => boolean) => {
      const own = scored(truth.map((label, row) => (label === lost(row) ? 0.3 : 0.7)));
      const { worst } = errorTree(errorTarget(own, champion), [column], 1) ?? {};
      return worst?.conditions.map(({ column: name, says: text }) => `${name} ${text}`);
    };
    expect(says(columns[0] as ExplainedColumn, (row) => visib[row] === null)).toEqual(['visib is missing']);
    const halves = truth.map((_, row) => (row % 2 === 0 ? 'yes' : 'no'));
    const two: ExplainedColumn = { name: 'half', kind: 'category', values: halves };
    expect(says(two, (row) => halves[row] === 'yes')).toEqual(['half = yes']);
    expect(says(two, (row) => halves[row] === 'no')).toEqual(['half = no']);
    const times: ExplainedColumn = { name: 'at', kind: 'time', values: truth.map((_, row) => row * 60_000) };
    expect(says(times, (row) => row > 1000)).toEqual(['at > 1970-01-01T16:40Z']);
    const gone: ExplainedColumn = {
      name: 'note',
      kind: 'category',
      values: truth.map((_, row) => (row % 5 ? 'x' : null)),
    };
    expect(says(gone, (row) => row % 5 === 0)).toEqual(['note is missing']);
  });
});
