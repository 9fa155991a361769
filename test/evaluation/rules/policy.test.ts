import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config/load.ts';
import { policyChanges, policyDigest } from '../../../src/evaluation/rules/policy.ts';

const SAMPLE = readFileSync(new URL('../../fixtures/config/flights.yml', import.meta.url), 'utf8');
const gate = (...overrides: string[]) => readConfig(SAMPLE, 'mlops.yml', { overrides }).config.gate;
const inForce = gate();

test('the digest changes with everything that can change a verdict, and with nothing else', () => {
  const same = policyDigest(inForce);
  expect(same).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(policyDigest(gate('gate.explain=0'))).toBe(same);
  expect(policyDigest(gate('gate.policy-from=ref:main'))).toBe(same);
  const changes = [
    'gate.rules[0].at-least=0.67',
    'gate.rules[2]={ metric: f1_score, at-least: 0.1 }',
    'gate.certainty=0.95',
    'gate.resamples=5000',
    'gate.cluster=origin',
    'gate.weight=distance',
    'gate.threshold=0.4',
    'gate.minimum-slice-rows=10',
    'gate.baseline=staging',
    'gate.inconclusive=pass',
    'gate.costs={ false-positive: -1 }',
    'gate.metrics=[{ name: cost, direction: lower, sql: sum(score) }]',
    'gate.overrides=[{ rule: 3f9a1c2b, by: ada, reason: the old model is gone, until: 2027-02-01 }]',
    'gate.predictions={ challenger: scores.csv }',
  ];
  const digests = changes.map((change) => policyDigest(gate(change)));
  expect(new Set([same, ...digests]).size).toBe(changes.length + 1);
});

test.each<[string, string[]]>([
  ['gate.rules[0].at-least=0.6', ['loosens “roc_auc_score at least 0.68” to “roc_auc_score at least 0.6”']],
  ['gate.rules[0].at-least=0.7', ['tightens “roc_auc_score at least 0.68” to “roc_auc_score at least 0.7”']],
  ['gate.rules[1].may-worsen=0.1', ['loosens “log_loss may worsen 0.01” to “log_loss may worsen 0.1”']],
  ['gate.rules[1].may-worsen=0', ['tightens “log_loss may worsen 0.01” to “log_loss may worsen 0”']],
  ['gate.rules[1]=null', ['removes “log_loss may worsen 0.01”']],
  ['gate.rules[2]={ metric: f1_score, at-least: 0.1 }', ['adds “f1_score at least 0.1”']],
  [
    'gate.rules[1]={ metric: log_loss, must-improve: 0 }',
    ['removes “log_loss may worsen 0.01”', 'adds “log_loss must improve 0”'],
  ],
  ['gate.certainty=0.95', ['changes `gate.certainty` from nothing to 0.95']],
  ['gate.inconclusive=pass', ['changes `gate.inconclusive` from "fail" to "pass"']],
  ['gate.explain=0', []],
])('%s', (change, told) => {
  expect(policyChanges(inForce, gate(change))).toEqual(told);
});

test('the same rules in another order are the same', () => {
  const swapped = gate(
    'gate.rules=[{ metric: log_loss, may-worsen: 0.01 }, { metric: roc_auc_score, at-least: 0.68 }]',
  );
  expect(policyChanges(inForce, swapped)).toEqual([]);
  expect(policyDigest(swapped)).toBe(policyDigest(inForce));
});
