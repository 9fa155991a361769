import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/load.ts';
import { gateMetrics } from '../../src/evaluation/metrics/metrics.ts';

const SAMPLE = readFileSync(new URL('../fixtures/config/flights.yml', import.meta.url), 'utf8');

/** What is said of the sample with these keys of `gate`. */
function said(...keys: string[]): string {
  try {
    readConfig(SAMPLE, 'mlops.yml', { overrides: keys.map((key) => `gate.${key}`), metrics: gateMetrics });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

const behaviour = (...tests: object[]) => said(`behaviour=${JSON.stringify(tests)}`);
const robustness = (...tests: object[]) => said(`robustness=${JSON.stringify(tests)}`);
const invariance = { test: 'invariance', name: 'a', set: { carrier: 'AA' } };
const direction = { test: 'direction', name: 'a', add: { visib: 1 }, expect: 'not-higher' };
const minimum = { test: 'minimum', name: 'a', where: 'visib < 1' };
const missing = { damage: 'missing', metric: 'roc_auc_score', 'may-worsen': 0.1 };

describe('tests of behaviour in the config', () => {
  test('sound ones are taken, with defaults that are filled in', () => {
    expect(behaviour(invariance, { ...direction, name: 'b' })).toBe('');
    expect(behaviour({ ...minimum, 'score-at-least': 0.5 })).toBe('');
    expect(behaviour({ test: 'golden', name: 'g', rows: 'golden.jsonl' })).toBe('');
    const { config } = readConfig(SAMPLE, 'mlops.yml', {
      overrides: [`gate.behaviour=${JSON.stringify([invariance])}`],
    });
    expect(config.gate.behaviour[0]).toEqual({ ...invariance, within: 0.01, 'at-most': 0 });
  });

  test.each([
    [
      'a column that is no feature',
      () => behaviour({ ...invariance, set: { tailnum: 'x' } }),
      'behaviour[0].set.tailnum: is no feature',
    ],
    ['a direction that adds nothing', () => behaviour({ ...direction, add: { visib: 0 } }), 'adds nothing'],
    ['two of one name', () => behaviour(invariance, direction), 'is the name of gate.behaviour[0] already'],
    ['a minimum that says nothing', () => behaviour(minimum), 'says not what is right'],
    [
      'bounds that exclude each other',
      () => behaviour({ ...minimum, 'score-at-least': 0.9, 'score-at-most': 0.1 }),
      'nothing can pass',
    ],
    [
      'a class where there are two',
      () => behaviour({ ...minimum, class: 'late' }),
      'is for multiclass-classification only',
    ],
    ['a key of another test', () => behaviour({ ...invariance, expect: 'not-lower' }), 'expect'],
    ['a share of all rows', () => behaviour({ ...invariance, 'at-most': 1 }), 'could never fail'],
    ['a share above 1', () => behaviour({ ...invariance, 'at-most': 2 }), 'at-most'],
  ])('%s', (_, message, expected) => {
    expect(message()).toContain(expected);
  });

  test('without a model there is nobody to ask', () => {
    const files = 'predictions.challenger=scores.csv';
    expect(said(files, `behaviour=${JSON.stringify([invariance])}`)).toContain('needs a model to ask');
    expect(said(files, `robustness=${JSON.stringify([missing])}`)).toContain('needs a model to ask');
  });
});

describe('tests of robustness in the config', () => {
  test.each([
    ['a sound one', () => robustness(missing), ''],
    ['a column that is no feature', () => robustness({ ...missing, columns: ['tailnum'] }), 'is no feature'],
    [
      'a metric without a better side',
      () => robustness({ ...missing, metric: 'positive_rate' }),
      'tells how much worse',
    ],
    ['a budget', () => robustness({ ...missing, metric: 'package_bytes' }), 'tells how much worse'],
    [
      'a misspelt metric',
      () => robustness({ ...missing, metric: 'roc_auc' }),
      'did you mean "roc_auc_score"?',
    ],
    [
      'deviations where there is no noise',
      () => robustness({ ...missing, deviations: 1 }),
      'does nothing for `missing`',
    ],
    ['no value at all', () => robustness({ ...missing, share: 0 }), 'share'],
  ])('%s', (_, message, expected) => {
    expect(message()).toContain(expected);
    if (expected === '') expect(message()).toBe('');
  });
});
