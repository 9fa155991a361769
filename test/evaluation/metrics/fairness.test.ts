import { describe, expect, test } from 'vitest';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import { aggregateOf, FAIRNESS_MEASURES } from '../../../src/evaluation/metrics/fairness.ts';

const outcomes = (labels: number[], predictions: (number | null)[]) =>
  outcomesOf({ task: 'binary-classification', labels, predictions, positive: 1 });
const groups = (...sizes: number[]) => {
  let next = 0;
  return sizes.map((size, index) => ({
    value: `group ${index}`,
    indices: Uint32Array.from({ length: size }, () => next++),
  }));
};
const measured = (name: string, ...given: Parameters<NonNullable<ReturnType<typeof measure>>['of']>) =>
  measure(name)?.of(...given);
const measure = (name: string) => FAIRNESS_MEASURES.get(name);

describe('measures between groups', () => {
  test('the ratio of 0 to 0 is not defined', () => {
    const nobody = outcomes([0, 1, 0, 1], [0, 0, 0, 0]);
    expect(measured('demographic_parity_difference', nobody, groups(2, 2))).toEqual({ value: 0 });
    expect(measured('demographic_parity_ratio', nobody, groups(2, 2))?.value).toBeNull();
    expect(measured('equalized_odds_ratio', nobody, groups(2, 2))?.value).toBeNull();
  });

  test('a rate without rows below it counts as 0, and that is noted with the group', () => {
    const judged = outcomes([0, 0, 1, 1], [0, 1, 1, 1]);
    const found = measured('equal_opportunity_difference', judged, groups(2, 2));
    expect(found?.value).toBe(1);
    expect(found?.note).toContain('group 0');
    expect(measure('equal_opportunity_difference')?.ofGroup(judged, groups(2, 2)[1] as never)).toEqual({
      true_positive_rate: 1,
    });
  });

  test('an empty group, a missing prediction, another task, no groups: not defined', () => {
    const judged = outcomes([0, 1, 0, 1], [0, 1, 1, 1]);
    for (const name of FAIRNESS_MEASURES.keys()) {
      expect(measured(name, judged, [])?.value).toBeNull();
      expect(measured(name, judged, groups(4, 0))?.value).toBeNull();
      expect(measured(name, outcomes([0, 1, 0, 1], [0, null, 1, 1]), groups(2, 2))?.value).toBeNull();
      const regression = outcomesOf({ task: 'regression', labels: [0, 1], predictions: [0, 1] });
      expect(measured(name, regression, groups(1, 1))?.value).toBeNull();
    }
  });
});

test('aggregates of groups: a group without a figure leaves none', () => {
  expect(aggregateOf('difference', [0.2, 0.5, 0.3]).value).toBeCloseTo(0.3, 12);
  expect(aggregateOf('ratio', [0.2, 0.5]).value).toBeCloseTo(0.4, 12);
  expect(aggregateOf('group_min', [0.2, 0.5]).value).toBe(0.2);
  expect(aggregateOf('group_max', [0.2, 0.5]).value).toBe(0.5);
  expect(aggregateOf('ratio', [0, 0]).value).toBeNull();
  for (const aggregate of ['difference', 'ratio', 'group_min', 'group_max'] as const) {
    for (const missing of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(aggregateOf(aggregate, [0.2, missing, 0.4]).value).toBeNull();
    }
    expect(aggregateOf(aggregate, [])).toEqual({ value: null, note: 'is not defined: there are no groups' });
  }
});
