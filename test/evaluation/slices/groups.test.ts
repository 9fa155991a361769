import { describe, expect, test } from 'vitest';
import type { RuleConfig } from '../../../src/config/schema/gate-rules.ts';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import { gateMetrics, metricsOf } from '../../../src/evaluation/metrics/metrics.ts';
import { judge } from '../../../src/evaluation/rules/verdict.ts';
import { compareGroups } from '../../../src/evaluation/slices/groups.ts';
import { computeSlices, crossed } from '../../../src/evaluation/slices/slices.ts';

/** Twelve rows: of EWR 3 of 4 are taken for late, of JFK 2 of 4, of LGA 1 of 3; of PI there is one row. */
const origin = ['EWR', 'EWR', 'EWR', 'EWR', 'JFK', 'JFK', 'JFK', 'JFK', 'LGA', 'LGA', 'LGA', 'PI'];
const late = [1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1];
const score = [0.9, 0.8, 0.7, 0.1, 0.9, 0.2, 0.6, 0.3, 0.8, 0.1, 0.2, 0.9];
const outcomes = (scores: readonly number[]) =>
  outcomesOf({ task: 'binary-classification', labels: late, scores, positive: 1 });
const challenger = outcomes(score);
const champion = outcomes(score.map((each) => 1 - each));
const columns = [{ column: 'origin', values: origin }];
const metrics = gateMetrics('binary-classification', { metrics: [] });

const compared = (rules: RuleConfig[], minimumRows = 3) => {
  const slices = computeSlices(challenger, champion, columns, { minimumRows });
  return compareGroups(rules, { challenger, champion, columns, slices, minimumRows, metrics });
};
const judged = (rule: RuleConfig, minimumRows = 3) =>
  judge({
    ...{ rules: [rule], metrics, groups: compared([rule], minimumRows) },
    challenger: metricsOf(challenger).metrics,
    champion: metricsOf(champion).metrics,
  }).rules[0];

describe('groups against each other', () => {
  test('fairness, with the groups that are too small left out and named', () => {
    const rule: RuleConfig = { metric: 'demographic_parity_difference', by: 'origin', 'at-most': 0.4 };
    const [found] = compared([rule]);
    expect(found).toMatchObject({
      ...{ by: 'origin', metric: 'demographic_parity_difference', of: 'selection_rate', direction: 'lower' },
      groups: [
        { value: 'EWR', rows: 4, challenger: 0.75, champion: 0.25 },
        { value: 'JFK', rows: 4, challenger: 0.5, champion: 0.5 },
        { value: 'LGA', rows: 3, challenger: 1 / 3, champion: 2 / 3 },
      ],
      small: [{ value: 'PI', rows: 1 }],
    });
    expect(found?.challenger).toBeCloseTo(0.75 - 1 / 3, 12);
    const result = judged(rule);
    expect(result).toMatchObject({
      outcome: 'fail',
      slice: 'by origin',
      rule: 'demographic_parity_difference at most 0.4 by origin',
    });
    expect(result?.sentence).toBe(
      'Demographic parity difference between the groups of origin is 0.417, above the 0.400 that is allowed. Selection rate is lowest for LGA (0.333) and highest for EWR (0.750). Left out, with too few rows: PI (1 row).',
    );
  });

  // Of the groups 0.75, 0.50 and 1.00.
  test.each([
    ['difference', 0.5],
    ['ratio', 0.5],
    ['group_min', 0.5],
    ['group_max', 1],
  ] as const)('the %s of any metric', (aggregate, figure) => {
    const [found] = compared([{ metric: 'accuracy_score', by: 'origin', aggregate }]);
    expect(found).toMatchObject({ metric: `accuracy_score_${aggregate}`, challenger: figure });
    expect(found?.groups.map(({ challenger: now }) => now)).toEqual([0.75, 0.5, 1]);
  });

  test('change of an aggregate is judged in its own direction', () => {
    const rule = (aggregate: NonNullable<RuleConfig['aggregate']>): RuleConfig => ({
      ...{ metric: 'accuracy_score', by: 'origin', aggregate },
      'must-improve': 0.1,
    });
    // Challenger 0.75, 0.50, 1.00; champion 0.25, 0.50, 0.00.
    expect(judged(rule('difference'))).toMatchObject({ measured: 0.5, baseline: 0.5, outcome: 'fail' });
    expect(judged(rule('group_min'))).toMatchObject({ measured: 0.5, baseline: 0, outcome: 'pass' });
    expect(judged(rule('ratio'))).toMatchObject({ measured: 0.5, baseline: 0, outcome: 'pass' });
  });

  test('where fewer than two groups are left nothing is compared, and the rule fails by name', () => {
    const rule: RuleConfig = { metric: 'demographic_parity_difference', by: 'origin', 'at-most': 1 };
    expect(judged(rule, 5)).toMatchObject({
      outcome: 'fail',
      measured: null,
      sentence:
        'Of the groups of origin none has enough rows to be judged, so there is nothing to compare and the rule cannot hold. Left out, with too few rows: EWR (4 rows), JFK (4 rows), LGA (3 rows), PI (1 row).',
    });
    expect(judged({ ...rule, by: 'tailnum' })?.sentence).toBe(
      'demographic_parity_difference of the groups of tailnum is not among the figures, so the rule cannot hold.',
    );
  });

  test('a group whose figure is not defined leaves the aggregate undefined', () => {
    const all = compared([{ metric: 'roc_auc_score', by: 'origin', aggregate: 'difference' }], 1);
    expect(all[0]?.groups.at(-1)).toMatchObject({ value: 'PI', challenger: null });
    expect(all[0]?.challenger).toBeNull();
    expect(
      judged({ metric: 'roc_auc_score', by: 'origin', aggregate: 'group_min', 'at-least': 0 }, 1),
    ).toMatchObject({
      outcome: 'fail',
    });
  });
});

test('crossed values that contain the sign between them stay apart', () => {
  const { column, values } = crossed([
    { column: 'a', values: ['x × y', 'x'] },
    { column: 'b', values: ['z', 'y × z'] },
  ]);
  expect(column).toBe('a × b');
  expect(new Set(Array.from(values)).size).toBe(2);
});
