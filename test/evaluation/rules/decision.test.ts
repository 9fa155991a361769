import { describe, expect, test } from 'vitest';
import type { RuleConfig } from '../../../src/config/schema/gate-rules.ts';
import type { Certain } from '../../../src/evaluation/rules/decision.ts';
import { type Judged, judge } from '../../../src/evaluation/rules/verdict.ts';
import type { RuleCertainty } from '../../../src/evidence/gate-rules.ts';
import type { Correction } from '../../../src/stats/multiple-tests.ts';

type Given = Partial<RuleCertainty>;
const certainty = (given: Given): RuleCertainty => ({
  ...{ method: 'bootstrap', level: 0.95, improvement: 0, lower: null, upper: null },
  ...{ pWorse: null, detectable: null, rowsNeeded: null },
  ...given,
});

/** What is asked of the certainty, beside what it answers. */
function asking(answer: (slice: string | null) => Given | null, correction: Correction = 'holm') {
  const asked: [metric: string, slice: string | null, margin: number][] = [];
  const certain: Certain = {
    level: 0.95,
    correction,
    certaintyOf(...question) {
      asked.push(question);
      const given = answer(question[1]);
      return given && certainty(given);
    },
  };
  return { asked, certain };
}

const challenger = { log_loss: 0.355, roc_auc_score: 0.74 };
const champion = { log_loss: 0.351, roc_auc_score: 0.74 };
const decided = (rule: RuleConfig, answer: Given | null, more: Partial<Judged> = {}) => {
  const { certain, asked } = asking(() => answer);
  const baselineName = 'production 1.2.0';
  const verdict = judge({ rules: [rule], challenger, champion, rows: 9000, baselineName, certain, ...more });
  return { ...verdict, asked, sentence: verdict.rules[0]?.sentence };
};
const MAY: RuleConfig = { metric: 'log_loss', 'may-worsen': 0.01 };
const MUST: RuleConfig = { metric: 'log_loss', 'must-improve': 0.01 };
const CHANGE = 'Log loss is 0.004 worse than in production 1.2.0 (0.355 against 0.351)';

describe('a change is decided by both ends of the interval', () => {
  test.each<[string, RuleConfig, Given | null, string, string]>([
    [
      'not worse than the margin',
      MAY,
      { lower: -0.009, upper: 0.001 },
      'pass',
      `${CHANGE}; 0.010 worse is allowed, and it is certain at 95 % that it is not worse than that.`,
    ],
    ['a tie at the margin', MAY, { lower: -0.01, upper: 0.001 }, 'pass', 'not worse than that.'],
    [
      'a tie but for the last bit',
      MAY,
      { lower: -0.010000000000000009, upper: 0 },
      'pass',
      'not worse than that.',
    ],
    [
      'worse than the margin',
      MAY,
      { lower: -0.03, upper: -0.011 },
      'fail',
      `${CHANGE}; 0.010 worse is allowed, and it is certain at 95 % that it is worse than that.`,
    ],
    [
      'the upper end at the margin',
      MAY,
      { lower: -0.03, upper: -0.01 },
      'inconclusive',
      'cannot be told yet',
    ],
    [
      'neither',
      MAY,
      { lower: -0.012, upper: 0.003, rowsNeeded: 41_234 },
      'inconclusive',
      `${CHANGE}; 0.010 worse is allowed, but whether it is more cannot be told yet: it may be between 0.012 worse and 0.003 better. About 41,000 rows would decide it; there are 9,000.`,
    ],
    [
      'no interval',
      MAY,
      null,
      'inconclusive',
      `${CHANGE}; 0.010 worse is allowed, but how certain that is cannot be computed here, so it is not decided.`,
    ],
    ['an interval without ends', MAY, {}, 'inconclusive', 'cannot be computed here, so it is not decided.'],
    ['half an interval', MAY, { upper: 0.1 }, 'inconclusive', 'but whether it is more cannot be told yet.'],
    [
      'certainly better by enough',
      MUST,
      { lower: 0.012, upper: 0.02 },
      'pass',
      '0.010 better is asked for, and it is certain at 95 % that it is that much better.',
    ],
    [
      'certainly not better by enough',
      MUST,
      { lower: -0.02, upper: 0.009 },
      'fail',
      '0.010 better is asked for, and it is certain at 95 % that it is not that much better.',
    ],
    [
      'perhaps better by enough',
      MUST,
      { lower: 0.009, upper: 0.02 },
      'inconclusive',
      'but whether it is that much cannot be told yet: it may be between 0.009 better and 0.020 better.',
    ],
    [
      'a relative bound',
      { metric: 'log_loss', 'may-worsen-relative': 0.02 },
      { lower: -0.00702, upper: 0.00351 },
      'pass',
      '1.14 % worse than in production 1.2.0 (0.355 against 0.351); 2.00 % worse is allowed, and it is certain',
    ],
    [
      'a relative bound that is open',
      { metric: 'log_loss', 'may-worsen-relative': 0.02 },
      { lower: -0.00703, upper: 0.00351 },
      'inconclusive',
      'it may be between 2.00 % worse and 1.00 % better.',
    ],
  ])('%s', (_, rule, answer, outcome, sentence) => {
    const found = decided(rule, answer);
    expect(found.rules[0]?.outcome).toBe(outcome);
    expect(found.verdict).toBe(outcome);
    expect(found.sentence).toContain(sentence);
  });

  test('the margin is asked for in the metric’s own unit', () => {
    expect(decided(MAY, null).asked).toEqual([['log_loss', null, 0.01]]);
    expect(decided(MUST, null).asked).toEqual([['log_loss', null, -0.01]]);
    expect(decided({ metric: 'log_loss', 'may-worsen': 0 }, null).asked).toEqual([['log_loss', null, 0]]);
    const relative = decided({ metric: 'log_loss', 'may-worsen-relative': 0.1 }, null).asked;
    expect(relative[0]?.[2]).toBeCloseTo(0.0351, 12);
    const both: RuleConfig = {
      metric: 'log_loss',
      'may-worsen': 0.01,
      'may-worsen-relative': 0.1,
      'refuse-when': 'both-exceeded',
    };
    expect(decided(both, null).asked[0]?.[2]).toBeCloseTo(0.0351, 12);
  });

  test('a bound on the figure itself is decided by the figure', () => {
    const { verdict, asked } = decided({ metric: 'log_loss', 'at-most': 0.36 }, { lower: -1, upper: -1 });
    expect(verdict).toBe('pass');
    expect(asked).toEqual([]);
  });

  test('what is no matter of chance is decided by its figure', () => {
    const { certain, asked } = asking(() => null);
    const rules: RuleConfig[] = [{ metric: 'package_bytes', 'may-worsen-relative': 0.1 }];
    const sizes = {
      ...{ rules, challenger: { package_bytes: 105 }, champion: { package_bytes: 100 } },
      metrics: new Map([['package_bytes', { direction: 'lower' as const, title: 'package size' }]]),
    };
    expect(judge({ ...sizes, certain }).verdict).toBe('inconclusive');
    const exact = { ...certain, exact: new Set(['package_bytes']) };
    expect(judge({ ...sizes, certain: exact }).verdict).toBe('pass');
    expect(judge({ ...sizes, challenger: { package_bytes: 120 }, certain: exact }).verdict).toBe('fail');
    expect(asked).toHaveLength(1);
  });

  test('without a champion change is skipped, with a figure missing it fails', () => {
    expect(decided(MAY, { lower: 1, upper: 2 }, { champion: null }).rules[0]?.outcome).toBe('skipped');
    expect(decided(MAY, { lower: 1, upper: 2 }, { challenger: {} }).verdict).toBe('fail');
    expect(decided(MAY, { lower: 1, upper: 2 }, { champion: {} }).verdict).toBe('fail');
  });

  test('anything that fails refuses, whatever is open', () => {
    const { certain } = asking(() => null);
    const rules: RuleConfig[] = [MAY, { metric: 'roc_auc_score', 'at-least': 0.9 }];
    const { verdict, reasons, summary } = judge({ rules, challenger, champion, certain });
    expect(verdict).toBe('fail');
    expect(reasons.map(({ outcome }) => outcome)).toEqual(['fail', 'inconclusive']);
    expect(summary).toMatch(/^Refused: ROC AUC is 0\.740/);
    expect(judge({ rules: [MAY], challenger, champion, certain }).summary).toMatch(/^Not decided: Log loss/);
  });
});

describe('several slices of one rule', () => {
  const slices = (values: readonly string[]) => ({
    slices: values.map((value) => ({
      ...{ column: 'origin', value, rows: 1000 },
      ...{ challenger: { log_loss: 0.4 }, champion: { log_loss: 0.35 } },
    })),
    small: [],
  });
  const onEach: RuleConfig = { ...MAY, slice: { column: 'origin' } };
  const judged = (answers: Readonly<Record<string, Given>>, correction: Correction = 'holm') => {
    const { certain } = asking(
      (slice) => answers[(slice ?? '').replace('origin = ', '')] ?? null,
      correction,
    );
    return judge({ rules: [onEach], challenger, champion, certain, slices: slices(Object.keys(answers)) });
  };
  const worse = (pWorse: number): Given => ({ lower: -0.1, upper: -0.02, pWorse });
  const fine: Given = { lower: 0, upper: 0.1, pWorse: 0.9 };

  test('a slice fails by its adjusted p-value', () => {
    const { rules, verdict } = judged({ EWR: worse(0.01), JFK: fine, LGA: fine });
    expect(verdict).toBe('fail');
    expect(rules.map(({ outcome }) => outcome)).toEqual(['fail', 'pass', 'pass']);
    expect(rules[0]?.certainty?.pWorse).toBeCloseTo(0.03, 12);
  });

  test('what only one of many shows may be chance', () => {
    const { rules, verdict } = judged({ EWR: worse(0.03), JFK: fine, LGA: fine });
    expect(verdict).toBe('inconclusive');
    expect(rules[0]?.sentence).toContain(
      '0.010 worse is allowed. This slice alone would be refused, but of 3 slices one may look so by chance, so it is not decided.',
    );
    expect(judged({ EWR: worse(0.03), JFK: fine, LGA: fine }, 'none').verdict).toBe('fail');
    expect(judged({ EWR: worse(0.02), JFK: worse(0.01), LGA: worse(0.04) }, 'fdr_bh').verdict).toBe('fail');
  });

  test('each must pass by itself, which needs no correction', () => {
    expect(judged({ EWR: fine, JFK: fine, LGA: fine }).verdict).toBe('pass');
    const open: Given = { lower: -0.02, upper: 0.1, pWorse: 0.5 };
    expect(judged({ EWR: fine, JFK: open, LGA: fine }).verdict).toBe('inconclusive');
    expect(judged({ EWR: fine, JFK: {}, LGA: fine }).verdict).toBe('inconclusive');
  });

  test('one slice alone needs no correction', () => {
    expect(judged({ EWR: worse(0.04) }).verdict).toBe('fail');
  });
});
