import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growTree, leavesOf, type RegressionTree, sortFeatures } from '../../src/learners/tree.ts';
import { goesLeft, type TreeFeature } from '../../src/learners/tree-splits.ts';
import { randomOf } from '../../src/stats/random.ts';

interface Known {
  depth: number;
  rows: number;
  mean: number;
  impurity: number;
  feature: number | null;
  threshold: number | null;
  missingLeft: boolean;
}
const stored: {
  numbers: number[][];
  missing: (number | null)[][];
  category: number[];
  weights: number[];
  target: number[];
  cases: {
    name: string;
    columns: 'numbers' | 'missing' | 'categories';
    options: { max_depth: number; min_samples_leaf: number; max_leaf_nodes?: number; weighted?: boolean };
    nodes: Known[];
  }[];
} = JSON.parse(readFileSync(new URL('../fixtures/learners/trees.json', import.meta.url), 'utf8'));
const target = Float64Array.from(stored.target);
const numbers = (columns: (number | null)[][]): TreeFeature[] =>
  columns.map((values) => ({ kind: 'number', values: Float64Array.from(values, (v) => v ?? Number.NaN) }));
const FEATURES = {
  numbers: numbers(stored.numbers),
  missing: numbers(stored.missing),
  categories: [
    ...numbers(stored.numbers),
    { kind: 'category', codes: Int32Array.from(stored.category) } as const,
  ],
};

/** Walks both trees at once; where a category is split off, scikit-learn has it on the right. */
function expectSame(tree: RegressionTree, known: readonly Known[], anyMissing: boolean) {
  let place = 0;
  const skip = (): void => {
    const node = known[place++];
    if (node?.feature !== null) [0, 1].forEach(skip);
  };
  const visit = (index: number): void => {
    const found = tree.nodes[index];
    const expected = known[place++];
    if (!found || !expected) throw new Error(`no node ${index}`);
    expect([found.depth, found.rows]).toEqual([expected.depth, expected.rows]);
    expect(found.mean).toBeCloseTo(expected.mean, 10);
    expect(found.impurity).toBeCloseTo(expected.impurity, 10);
    const { split } = found;
    if (!split) {
      expect(expected.feature).toBeNull();
      return;
    }
    if (split.kind === 'number') {
      const threshold = expected.threshold ?? Number.POSITIVE_INFINITY;
      expect([split.feature, split.threshold]).toEqual([expected.feature, threshold]);
      if (anyMissing && split.threshold < threshold) expect(split.missingLeft).toBe(expected.missingLeft);
      visit(found.left);
      visit(found.right);
    } else {
      expect(split.feature + split.category).toBe(expected.feature);
      const others = place;
      skip();
      visit(found.left);
      const after = place;
      place = others;
      visit(found.right);
      place = after;
    }
  };
  visit(0);
  expect(place).toBe(known.length);
}

describe('a regression tree', () => {
  it.each(stored.cases)('is as scikit-learn grows it: $name', ({ columns, options, nodes }) => {
    const features = FEATURES[columns];
    const tree = growTree(sortFeatures(features, target.length), target, {
      maxDepth: options.max_depth,
      minLeafRows: options.min_samples_leaf,
      maxLeaves: options.max_leaf_nodes ?? 1000,
      ...(options.weighted ? { weights: Float64Array.from(stored.weights) } : {}),
    });
    expectSame(tree, nodes, columns === 'missing');
  });

  it('takes any rows, and its figures are those of the rows in its nodes', () => {
    const value = fc.oneof(
      fc.constant(Number.NaN),
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e308),
    );
    const row = fc.record({
      number: value,
      code: fc.integer({ min: -1, max: 3 }),
      target: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      weight: fc.constantFrom(0, 1, 2.5),
    });
    const options = fc.record({
      maxDepth: fc.integer({ min: 0, max: 5 }),
      maxLeaves: fc.integer({ min: 1, max: 9 }),
      minLeafRows: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), options, fc.boolean(), (rows, limits, weighted) => {
        const features: TreeFeature[] = [
          { kind: 'number', values: Float64Array.from(rows, ({ number }) => number) },
          { kind: 'category', codes: Int32Array.from(rows, ({ code }) => code) },
        ];
        const targets = Float64Array.from(rows, (each) => each.target);
        const total = rows.reduce((sum, { weight }) => sum + weight, 0);
        const weights =
          weighted && total > 0
            ? Float64Array.from(rows, ({ weight }) => weight)
            : new Float64Array(rows.length).fill(1);
        const { nodes } = growTree(sortFeatures(features, rows.length), targets, { ...limits, weights });
        expect(nodes.filter(({ split }) => !split).length).toBeLessThanOrEqual(limits.maxLeaves);

        const members = nodes.map(() => [] as number[]);
        leavesOf({ nodes }, features, rows.length).forEach((leaf, index) => {
          for (let at = leaf; at >= 0; at = nodes[at]?.parent ?? -1) members[at]?.push(index);
        });
        nodes.forEach((node, at) => {
          const own = members[at] ?? [];
          expect(node.rows).toBe(own.length);
          if (at > 0) expect(node.rows).toBeGreaterThanOrEqual(limits.minLeafRows);
          expect(node.depth).toBeLessThanOrEqual(limits.maxDepth);
          const weight = own.reduce((sum, index) => sum + (weights[index] ?? 0), 0);
          if (weight > 0) {
            const mean = own.reduce((sum, i) => sum + (weights[i] ?? 0) * (targets[i] ?? 0), 0) / weight;
            const variance =
              own.reduce((sum, i) => sum + (weights[i] ?? 0) * ((targets[i] ?? 0) - mean) ** 2, 0) / weight;
            expect(node.mean).toBeCloseTo(mean, 4);
            expect(Math.abs(node.impurity - variance)).toBeLessThanOrEqual(1e-9 * (1 + variance) + 1e-3);
          }
          if (!node.split) return;
          const { split } = node;
          const left = own.filter((index) => goesLeft(split, features[split.feature] as TreeFeature, index));
          expect(left).toEqual(members[node.left]);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the scale or place of the target, nor on values that say nothing', () => {
    const features = FEATURES.missing;
    const shape = (targets: Float64Array, given: readonly TreeFeature[]) =>
      growTree(sortFeatures(given, targets.length), targets).nodes.map(({ split, rows }) => [split, rows]);
    const plain = shape(target, features);
    expect(
      shape(
        target.map((value) => 8 * value - 64),
        features,
      ),
    ).toEqual(plain);
    const useless: TreeFeature = { kind: 'number', values: new Float64Array(target.length).fill(3) };
    expect(shape(target, [...features, useless])).toEqual(plain);
  });

  it('leaves a target that no feature explains alone', () => {
    const sorted = sortFeatures(FEATURES.numbers, target.length);
    expect(growTree(sorted, new Float64Array(target.length).fill(0.1)).nodes).toHaveLength(1);
    expect(growTree(sortFeatures([], 3), Float64Array.of(1, 2, 3), { minLeafRows: 1 }).nodes).toHaveLength(1);
    expect(growTree(sortFeatures([], 0), new Float64Array())).toEqual({
      nodes: [{ depth: 0, rows: 0, mean: 0, impurity: 0, parent: -1, split: null, left: -1, right: -1 }],
    });
  });

  it('sorts many rows once for many targets', () => {
    const random = randomOf(3);
    const rows = 20_000;
    const values = Float64Array.from({ length: rows }, () => Math.round(random.normal() * 1000) / 1000);
    const features: TreeFeature[] = [{ kind: 'number', values }];
    const sorted = sortFeatures(features, rows);
    for (const edge of [-1, 0.25]) {
      const { nodes } = growTree(
        sorted,
        values.map((value) => (value > edge ? 1 : 0)),
      );
      const [root] = nodes;
      expect(root?.split).toMatchObject({ feature: 0 });
      expect(root?.split?.kind === 'number' && root.split.threshold).toBeCloseTo(edge, 2);
      expect(nodes).toHaveLength(3);
    }
  });

  it('refuses what no caller should give', () => {
    const sorted = sortFeatures(FEATURES.numbers, target.length);
    expect(() => growTree(sorted, new Float64Array(2))).toThrow('2 targets');
    expect(() =>
      growTree(
        sorted,
        target.map(() => Number.NaN),
      ),
    ).toThrow('finite');
    expect(() => sortFeatures(FEATURES.numbers, 3)).toThrow('for 3 rows');
  });
});
