import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config/load.ts';
import { gateMetrics } from '../../src/evaluation/metrics/metrics.ts';

const SAMPLE = readFileSync(new URL('../fixtures/config/flights.yml', import.meta.url), 'utf8');

/** What is refused of the sample with these `--set`s; empty where nothing is. */
function refused(...overrides: string[]): string {
  try {
    readConfig(SAMPLE, 'mlops.yml', { overrides, metrics: gateMetrics });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const rule = (text: string) => `gate.rules[1]={ metric: log_loss, ${text} }`;
const regression = [
  'model.task=regression',
  'gate.rules=[{ metric: r2_score, at-least: 0.1 }]',
  'train.class-weights=none',
];

test.each<[string, string[], string]>([
  ['rules by groups need an aggregate', [rule('by: origin, at-most: 1')], 'rules[1].by: needs `aggregate`'],
  [
    'aggregates need groups',
    [rule('aggregate: difference, at-most: 1')],
    'rules[1].aggregate: needs `by`: the column whose groups are compared',
  ],
  [
    'fairness measures need groups',
    ['gate.rules[1]={ metric: demographic_parity_difference, at-most: 0.1 }'],
    'rules[1].metric: compares groups; name their column with `by`',
  ],
  [
    'fairness measures are aggregates',
    ['gate.rules[1]={ metric: demographic_parity_ratio, by: origin, aggregate: ratio, at-least: 0.8 }'],
    'demographic_parity_ratio is an aggregate already; leave it out',
  ],
  [
    'groups or a slice',
    [rule('by: origin, aggregate: ratio, slice: { column: origin }, at-least: 0.5')],
    'rules[1].by: compares groups, and `slice` looks at one of them; leave one of the two out',
  ],
  [
    'groups by the label',
    [rule('by: late, aggregate: ratio, at-least: 0.5')],
    'rules[1].by: is the label; groups are by other columns',
  ],
  [
    'a crossed slice that is not among the slices',
    [rule('may-worsen: 0.1, slice: { column: [origin, carrier] }')],
    '"origin × carrier" is no slice column. gate.slices has: carrier, origin',
  ],
  [
    'too few values for a crossed slice',
    [
      'gate.slices=[[origin, carrier]]',
      rule('may-worsen: 0.1, slice: { column: [origin, carrier], value: EWR }'),
    ],
    'rules[1].slice.value: origin × carrier needs a list of 2 values, one for each column, but here is one',
  ],
  [
    'too many values for one column',
    [rule('may-worsen: 0.1, slice: { column: origin, value: [EWR, UA] }')],
    'rules[1].slice.value: origin needs one value, but here are 2',
  ],
  [
    'both-exceeded without two bounds',
    [rule('may-worsen: 0.1, must-improve-relative: 0.1, refuse-when: both-exceeded')],
    'rules[1].refuse-when: needs an absolute and a relative bound',
  ],
  [
    'change of what has no better direction',
    ['gate.rules[1]={ metric: positive_rate, may-worsen: 0.1 }'],
    'rules[1].may-worsen: positive_rate has no better direction; use `at-least` or `at-most`',
  ],
  [
    'the same rule twice',
    ['gate.rules[2]={ may-worsen: 0.01, metric: log_loss }'],
    ': says the same as gate.rules[1]; leave one of them out',
  ],
  [
    'no rules',
    ['gate.rules=[]'],
    ': is empty, and a gate without rules cannot pass; write one, such as `{ metric: accuracy_score, at-least: 0.8 }`',
  ],
  [
    'an override beyond the calendar',
    ['gate.overrides=[{ rule: 3f9a1c2b, by: ada, reason: the old model is gone, until: 2027-02-30 }]'],
    'overrides[0].until: "2027-02-30" is no day of the calendar (YYYY-MM-DD)',
  ],
  [
    'a rule that is overridden twice',
    [
      'gate.overrides=[{ rule: a1, by: ada, reason: the old model is gone, until: 2027-02-01 }, { rule: a1, by: bob, reason: the old model is gone, until: 2027-02-03 }]',
    ],
    'overrides[1].rule: is overridden by gate.overrides[0] already',
  ],
  [
    'own metrics of one name',
    [
      'gate.metrics=[{ name: cost, direction: lower, sql: sum(score) }, { name: cost, direction: lower, sql: avg(score) }]',
    ],
    'metrics[1].name: is the name of gate.metrics[0] already',
  ],
  [
    'own metrics by a built-in name',
    ['gate.metrics=[{ name: log_loss, direction: lower, sql: sum(score) }]'],
    'metrics[0].name: "log_loss" is a metric that is built in; choose another name',
  ],
  [
    'own metrics of a program on slices',
    [
      'gate.metrics=[{ name: cost, direction: lower, command: [python, cost.py] }]',
      'gate.rules[1]={ metric: cost, at-most: 1, slice: { column: origin } }',
    ],
    'rules[1].slice: cost is a figure of the model as a whole, not of some rows',
  ],
  [
    'a threshold that is best at nothing',
    ['gate.threshold={ best: f1 }'],
    'threshold.best: "f1" is no metric of binary-classification. There are: accuracy_score, ',
  ],
  [
    'a threshold that is best at what has no best',
    ['gate.threshold={ best: positive_rate }'],
    'threshold.best: positive_rate has no best that a threshold could have',
  ],
  [
    'a threshold for a regression',
    [...regression, 'gate.threshold=0.3'],
    ': is for binary-classification only, and the task is regression',
  ],
  [
    'costs of a regression',
    [...regression, 'gate.costs={ false-positive: -1 }'],
    ': is for binary-classification only, and the task is regression',
  ],
  [
    'a forecast of classes',
    ['gate.forecast={ season: 7 }'],
    ': is for regression only, and the task is binary-classification',
  ],
  [
    'a forecast with a split that tears series apart',
    [...regression, 'gate.forecast={ season: 7 }', 'data.split={ by: random, validation: 0.1, test: 0.2 }'],
    'needs a split by time: one by random takes steps out of the series',
  ],
  [
    'clusters of the label',
    ['gate.cluster=late'],
    ': is the label; name the column of what belongs together',
  ],
  ['weights of the label', ['gate.weight=late'], ': is the label; name the column of the weights'],
  ['lists of the label', ['gate.ranking={ by: late }'], 'ranking.by: is the label'],
  [
    'a correction of nothing',
    ['gate.correction=bonferroni'],
    ': does nothing without `certainty`: point figures are not corrected',
  ],
])('refuses %s', (_, overrides, message) => {
  expect(refused(...overrides)).toContain(message);
});

test.each<[string, string[]]>([
  ['groups by an aggregate', [rule('by: origin, aggregate: difference, at-most: 0.1')]],
  ['fairness', ['gate.rules[1]={ metric: equalized_odds_difference, by: origin, at-most: 0.1 }']],
  [
    'the difference of what has no better direction',
    ['gate.rules[1]={ metric: positive_rate, by: origin, aggregate: difference, may-worsen: 0.1 }'],
  ],
  [
    'crossed slices with values',
    [
      'gate.slices=[[origin, carrier]]',
      rule('may-worsen: 0.1, slice: { column: [origin, carrier], value: [EWR, UA] }'),
    ],
  ],
  ['both bounds', [rule('may-worsen: 0.1, may-worsen-relative: 0.1, refuse-when: both-exceeded')]],
  ['a threshold that is best at F1', ['gate.threshold={ best: f1_score }']],
  [
    'rules about own metrics',
    [
      'gate.metrics=[{ name: cost, direction: lower, sql: sum(score) }]',
      'gate.rules[1]={ metric: cost, may-worsen: 1, slice: { column: origin } }',
    ],
  ],
  ['a correction with certainty', ['gate.certainty=0.95', 'gate.correction=bonferroni']],
])('takes %s', (_, overrides) => {
  expect(refused(...overrides)).toBe('');
});

test('a mistake in a metric by a program is told of that shape alone', () => {
  const said = refused('gate.metrics=[{ name: mine, direction: lower, command: [run, ""], time-limit: 5m }]');
  expect(said).toMatch(/gate\.metrics\[0\]\.command\[1\]: must not be empty/);
  expect(said).not.toContain('sql');
});
