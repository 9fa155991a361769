import { describe, expect, test } from 'vitest';
import type { GateOverride } from '../../../src/config/schema/gate.ts';
import type { RuleConfig } from '../../../src/config/schema/gate-rules.ts';
import { overridesOf } from '../../../src/evaluation/rules/overrides.ts';
import { ruleIds } from '../../../src/evaluation/rules/rules.ts';
import { type Judged, judge } from '../../../src/evaluation/rules/verdict.ts';

const AUC: RuleConfig = { metric: 'roc_auc_score', 'at-least': 0.9 };
const LOSS: RuleConfig = { metric: 'log_loss', 'may-worsen': 0.01 };
const rules = [AUC, LOSS];
const [auc = '', loss = ''] = ruleIds(rules);
const override = (rule: string, until = '2027-01-31'): GateOverride => ({
  ...{ rule, by: 'ada', reason: 'the labels were mended', until },
});
const excused = (overrides: GateOverride[], now = '2027-01-31T23:59:59.999Z') =>
  overridesOf(overrides, ruleIds(rules), new Date(now));
const judged = (overrides: GateOverride[], more: Partial<Judged> = {}) =>
  judge({
    ...{
      rules,
      challenger: { roc_auc_score: 0.7, log_loss: 0.3 },
      champion: { roc_auc_score: 0.7, log_loss: 0.3 },
    },
    overrides: excused(overrides).overrides,
    ...more,
  });

describe('an override', () => {
  test('holds to the end of its last day, and only for the rule that has its id', () => {
    expect(excused([override(auc)])).toEqual({
      overrides: [{ ...override(auc), active: true }],
      warnings: [],
    });
    const over = excused([override(auc)], '2027-02-01T00:00:00Z');
    expect(over.overrides[0]?.active).toBe(false);
    expect(over.warnings).toEqual([
      `The override of ${auc} by ada ended on 2027-01-31: the rule refuses again. Remove it from \`gate.overrides\`.`,
    ]);
    const unknown = excused([override('00000000')]);
    expect(unknown.overrides[0]?.active).toBe(false);
    expect(unknown.warnings[0]).toContain('no rule has this id. A rule that is changed has a new one');
  });

  test('excuses what failed, by name, and is told first', () => {
    const { verdict, rules: results, reasons, summary } = judged([override(auc)]);
    expect(verdict).toBe('pass');
    expect(results[0]).toMatchObject({ outcome: 'overridden', measured: 0.7, override: { by: 'ada' } });
    const sentence =
      'ROC AUC is 0.700, below the 0.900 that is asked for. It was refused, and ada overrides the rule until 2027-01-31: “the labels were mended”';
    expect(reasons[0]).toMatchObject({ outcome: 'overridden', sentence });
    expect(summary).toBe(`Accepted by override: ${sentence} The other check holds.`);
  });

  test('excuses what was not decided', () => {
    const certain = { level: 0.95, correction: 'holm' as const, certaintyOf: () => null };
    const { verdict, rules: results } = judged([override(auc), override(loss)], { certain });
    expect(verdict).toBe('pass');
    expect(results[1]?.sentence).toContain('It was not decided, and ada overrides the rule');
    expect(judged([override(auc)], { certain }).verdict).toBe('inconclusive');
  });

  test('excuses a figure that can no longer be computed', () => {
    const { verdict, rules: results } = judged([override(auc), override(loss)], { champion: {} });
    expect(verdict).toBe('pass');
    expect(results[1]?.sentence).toMatch(
      /^Log loss could not be computed for production, so the change cannot be judged\. It was refused, and ada/,
    );
    expect(judged([override(auc)], { champion: {} }).verdict).toBe('fail');
  });

  test('leaves alone what passes, what is skipped, and every other rule', () => {
    expect(judged([override(loss)]).rules.map(({ outcome }) => outcome)).toEqual(['fail', 'pass']);
    expect(judged([override(loss)], { champion: null }).rules[1]?.outcome).toBe('skipped');
    expect(
      judge({ rules: [], challenger: {}, champion: null, overrides: excused([override(auc)]).overrides })
        .verdict,
    ).toBe('fail');
  });

  test('ends with the rule that it is of: another bound, metric or slice is another rule', () => {
    const ids = ruleIds([
      AUC,
      { ...AUC, 'at-least': 0.91 },
      { ...AUC, metric: 'f1_score' },
      { ...AUC, slice: { column: 'origin' } },
      { ...AUC, slice: { column: 'origin', value: 'EWR' } },
      { ...AUC, by: 'origin', aggregate: 'ratio' },
      { ...AUC, by: 'origin', aggregate: 'difference' },
      { metric: 'roc_auc_score', 'at-most': 0.9 },
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    // The way it is written changes nothing.
    expect(ruleIds([{ 'at-least': 0.9, 'refuse-when': 'any-exceeded', metric: 'roc_auc_score' }])).toEqual([
      auc,
    ]);
    const value = (given: string | number): RuleConfig => ({
      ...AUC,
      slice: { column: 'hour', value: given },
    });
    expect(ruleIds([value(7)])).toEqual(ruleIds([value('7')]));
  });
});
