import { describe, expect, test } from 'vitest';
import type { RuleConfig } from '../../../src/config/schema/gate-rules.ts';
import { figureTexts } from '../../../src/evaluation/rules/figure-texts.ts';
import { type Judged, judge } from '../../../src/evaluation/rules/verdict.ts';
import type { SlicesResult } from '../../../src/evaluation/slices/slices.ts';

const challenger = { log_loss: 0.372, roc_auc_score: 0.742, average_precision_score: 0.311, f1_score: null };
const champion = { log_loss: 0.351, roc_auc_score: 0.748, average_precision_score: 0.331, f1_score: 0.4 };

const gate = (rules: RuleConfig[], more: Partial<Judged> = {}) =>
  judge({ rules, challenger, champion, ...more });
const sentence = (rule: RuleConfig, more: Partial<Judged> = {}) => gate([rule], more).rules[0]?.sentence;

describe('the verdict', () => {
  test('fails by one rule, and says why first', () => {
    const result = gate([
      { metric: 'roc_auc_score', 'at-least': 0.68 },
      { metric: 'log_loss', 'may-worsen': 0.01 },
    ]);
    expect(result).toEqual({
      verdict: 'fail',
      rubberStamp: false,
      rules: [
        {
          id: expect.stringMatching(/^[0-9a-f]{8}$/),
          rule: 'roc_auc_score at least 0.68',
          metric: 'roc_auc_score',
          slice: null,
          outcome: 'pass',
          measured: 0.742,
          baseline: 0.748,
          bound: 0.68,
          sentence: 'ROC AUC is 0.742; at least 0.680 is asked for.',
        },
        {
          id: expect.stringMatching(/^[0-9a-f]{8}$/),
          rule: 'log_loss may worsen 0.01',
          metric: 'log_loss',
          slice: null,
          outcome: 'fail',
          measured: 0.372,
          baseline: 0.351,
          bound: 0.01,
          sentence:
            'Log loss is 0.021 worse than in production (0.372 against 0.351); 0.010 worse is allowed.',
        },
      ],
      reasons: [
        {
          rule: 'log_loss may worsen 0.01',
          outcome: 'fail',
          measured: 0.372,
          bound: 0.01,
          sentence:
            'Log loss is 0.021 worse than in production (0.372 against 0.351); 0.010 worse is allowed.',
        },
        {
          rule: 'roc_auc_score at least 0.68',
          outcome: 'pass',
          measured: 0.742,
          bound: 0.68,
          sentence: 'ROC AUC is 0.742; at least 0.680 is asked for.',
        },
      ],
      summary:
        'Refused: Log loss is 0.021 worse than in production (0.372 against 0.351); 0.010 worse is allowed.',
    });
  });

  test('passes when all hold', () => {
    const result = gate([
      { metric: 'roc_auc_score', 'at-least': 0.68, 'may-worsen': 0.01 },
      { metric: 'log_loss', 'may-worsen-relative': 0.1 },
    ]);
    expect(result).toMatchObject({
      verdict: 'pass',
      rubberStamp: false,
      summary: 'Accepted: all 3 checks hold.',
    });
  });

  test('without a champion change is skipped, values still count', () => {
    const rules: RuleConfig[] = [
      { metric: 'roc_auc_score', 'at-least': 0.68, 'may-worsen': 0.01 },
      { metric: 'log_loss', 'may-worsen': 0.01 },
    ];
    const first = gate(rules, { champion: null });
    expect(first).toMatchObject({
      verdict: 'pass',
      rubberStamp: true,
      summary: 'Accepted without a champion to compare with: 1 check holds, 2 skipped.',
    });
    expect(first.rules.map(({ outcome }) => outcome)).toEqual(['pass', 'skipped', 'skipped']);
    expect(first.reasons[0]?.sentence).toBe(
      'There is no model in production to compare ROC AUC with, so this rule was skipped.',
    );
    const low = gate(rules, { champion: null, challenger: { ...challenger, roc_auc_score: 0.6 } });
    expect(low).toMatchObject({ verdict: 'fail', rubberStamp: true });
    expect(gate([{ metric: 'roc_auc_score', 'at-least': 0.6 }], { champion: null }).rubberStamp).toBe(false);
  });

  test('a gate without rules, and a rule without bounds, cannot pass', () => {
    const none = gate([]);
    expect(none.verdict).toBe('fail');
    expect(none.reasons[0]?.sentence).toContain(
      'a gate without rules cannot pass. Add one under `gate.rules`',
    );
    const boundless = gate([{ metric: 'log_loss' }]);
    expect(boundless).toMatchObject({ verdict: 'fail' });
    expect(boundless.rules[0]?.sentence).toContain('The rule about log loss has no finite bound');
  });

  test('counts what else failed', () => {
    const { summary } = gate([
      { metric: 'roc_auc_score', 'at-least': 0.8 },
      { metric: 'log_loss', 'at-most': 0.1 },
      { metric: 'f1_score', 'at-least': 0.1 },
    ]);
    expect(summary).toBe(
      'Refused: ROC AUC is 0.742, below the 0.800 that is asked for. 2 more checks failed.',
    );
  });
});

describe('sentences', () => {
  test.each<[RuleConfig, Partial<Judged>, string]>([
    [{ metric: 'log_loss', 'at-most': 0.3 }, {}, 'Log loss is 0.372, above the 0.300 that is allowed.'],
    [{ metric: 'log_loss', 'at-most': 0.4 }, {}, 'Log loss is 0.372; at most 0.400 is allowed.'],
    [
      { metric: 'log_loss', 'may-worsen-relative': 0.05 },
      {},
      'Log loss is 5.98 % worse than in production (0.372 against 0.351); 5.00 % worse is allowed.',
    ],
    [
      { metric: 'roc_auc_score', 'must-improve': 0.01 },
      { baselineName: 'staging' },
      'ROC AUC is 0.006 worse than in staging (0.742 against 0.748); 0.010 better is asked for.',
    ],
    [
      { metric: 'log_loss', 'may-worsen': 0 },
      { challenger: champion },
      'Log loss is the same as in production (0.351); 0.000 worse is allowed.',
    ],
    [
      { metric: 'log_loss', 'may-worsen': 0.02 },
      { challenger: { log_loss: 0.3512 } },
      'Log loss is less than 0.001 worse than in production (0.3512 against 0.3510); 0.020 worse is allowed.',
    ],
    [
      { metric: 'log_loss', 'may-worsen': 0.01, 'may-worsen-relative': 0.1, 'refuse-when': 'both-exceeded' },
      {},
      'Log loss is 0.021 worse than in production (0.372 against 0.351); 0.010 or 10 % worse, whichever is more, is allowed.',
    ],
    [
      { metric: 'roc_auc', 'at-least': 1 },
      {},
      'Metric not found: roc_auc is not among the figures of this task.',
    ],
    [
      { metric: 'f1_score', 'at-least': 0 },
      {},
      'F1 could not be computed for the challenger, so the rule cannot hold.',
    ],
    [
      { metric: 'log_loss', 'may-worsen': 1 },
      { champion: { log_loss: null } },
      'Log loss could not be computed for production, so the change cannot be judged.',
    ],
    [
      { metric: 'log_loss', 'may-worsen-relative': 1 },
      { champion: { log_loss: 0 } },
      'Log loss of production is 0, so a relative change cannot be judged; use `may-worsen` instead.',
    ],
    [
      { metric: 'size', 'may-worsen': 1 },
      { challenger: { size: 1 }, champion: { size: 1 } },
      'It is not known which way size is better, so a change of it cannot be judged; use `at-least` or `at-most`.',
    ],
  ])('%j', (rule, more, expected) => {
    expect(sentence(rule, more)).toBe(expected);
  });

  test('say how certain a change is, where the interval is known', () => {
    const rule: RuleConfig = { metric: 'log_loss', 'may-worsen': 0.01 };
    const interval = (lower: number, upper: number) => ({
      intervals: new Map([['log_loss', { lower, upper, level: 0.95 }]]),
    });
    expect(sentence(rule, interval(0.015, 0.027))).toContain(
      'This is certain: even the friendly end of the 95 % interval, 0.015 worse, is not enough.',
    );
    expect(sentence(rule, interval(-0.002, 0.044))).toContain(
      'The 95 % interval reaches from 0.044 worse to 0.002 better, so more rows could show otherwise.',
    );
    const near = { ...interval(-0.004, 0.014), challenger: { log_loss: 0.356 } };
    const { reasons, rules, verdict } = gate([rule], near);
    expect(verdict).toBe('pass');
    expect(rules[0]?.outcome).toBe('pass');
    expect(reasons[0]).toMatchObject({ outcome: 'warn' });
    expect(reasons[0]?.sentence).toContain(
      'It is close: the unfriendly end of the 95 % interval is 0.014 worse.',
    );
    expect(sentence(rule, { ...interval(-0.004, 0.009), challenger: { log_loss: 0.353 } })).not.toContain(
      'close',
    );
  });

  test('figures show what sets them apart', () => {
    expect(figureTexts([0.7999, 0.8])).toEqual(['0.7999', '0.8000']);
    expect(figureTexts([0.5, 0.25])).toEqual(['0.500', '0.250']);
    expect(figureTexts([12345.6, 12300])).toEqual(['12,346', '12,300']);
    expect(figureTexts([12345.6, 12345.9])).toEqual(['12,345.6', '12,345.9']);
    expect(figureTexts([0.00012, 0.00011])).toEqual(['0.00012', '0.00011']);
    expect(figureTexts([0, 0])).toEqual(['0.000', '0.000']);
    expect(figureTexts([-0])).toEqual(['0.000']);
  });
});

describe('rules on slices', () => {
  const slices: SlicesResult = {
    slices: [
      {
        column: 'origin',
        value: 'EWR',
        rows: 4861,
        challenger: { log_loss: 0.409 },
        champion: { log_loss: 0.361 },
      },
      {
        column: 'origin',
        value: 'JFK',
        rows: 4400,
        challenger: { log_loss: 0.345 },
        champion: { log_loss: 0.339 },
      },
      {
        column: 'rainy',
        value: 'true',
        rows: 900,
        challenger: { log_loss: 0.4 },
        champion: { log_loss: 0.4 },
      },
    ],
    small: [
      { column: 'origin', value: 'LGA', rows: 12 },
      { column: 'tailnum', value: 'N1', rows: 3 },
    ],
  };
  const on = (slice: RuleConfig['slice'], more: Partial<Judged> = {}) =>
    gate([{ metric: 'log_loss', 'may-worsen': 0.01, slice }], { slices, ...more });

  test('each value of a column', () => {
    const { rules, verdict } = on({ column: 'origin' });
    expect(verdict).toBe('fail');
    expect(rules).toMatchObject([
      { slice: 'origin = EWR', outcome: 'fail', measured: 0.409, baseline: 0.361 },
      { slice: 'origin = JFK', outcome: 'pass', measured: 0.345, baseline: 0.339 },
    ]);
    expect(rules[0]?.sentence).toBe(
      'On origin = EWR (4,861 rows): log loss is 0.048 worse than in production (0.409 against 0.361); 0.010 worse is allowed.',
    );
    expect(on({ column: 'origin' }).reasons[0]).toMatchObject({ slice: 'origin = EWR' });
  });

  test('one value, given as the data have it', () => {
    expect(on({ column: 'origin', value: 'JFK' })).toMatchObject({ verdict: 'pass' });
    expect(on({ column: 'rainy', value: true })).toMatchObject({ verdict: 'pass' });
  });

  test('a slice that is not there, or too small, fails', () => {
    expect(on({ column: 'origin', value: 'SFO' }).rules).toMatchObject([
      {
        slice: 'origin = SFO',
        outcome: 'fail',
        measured: null,
        sentence: 'No row is of the slice origin = SFO, so the rule cannot hold.',
      },
    ]);
    expect(on({ column: 'orign' }).summary).toBe(
      'Refused: No row is of the slice orign, so the rule cannot hold.',
    );
    expect(on({ column: 'origin', value: 'LGA' }).rules[0]?.sentence).toBe(
      'The slice origin = LGA has 12 rows, too few to be judged, so the rule cannot hold.',
    );
    expect(on({ column: 'tailnum' }).rules[0]?.sentence).toBe(
      'No value of tailnum has enough rows to be judged, so the rule cannot hold.',
    );
    expect(gate([{ metric: 'log_loss', 'at-most': 1, slice: { column: 'origin' } }]).verdict).toBe('fail');
  });

  test('a champion without figures for the slice fails change, and no champion skips it', () => {
    const [first] = slices.slices;
    const without = { slices: { slices: [{ ...first, champion: null } as never], small: [] } };
    expect(on({ column: 'origin' }, without).rules[0]?.outcome).toBe('fail');
    expect(on({ column: 'origin' }, { ...without, champion: null }).rules[0]?.outcome).toBe('skipped');
  });

  test('slices that no rule names change nothing', () => {
    const rules: RuleConfig[] = [
      { metric: 'log_loss', 'may-worsen': 0.03 },
      { metric: 'roc_auc_score', 'at-least': 0.7 },
    ];
    expect(gate(rules, { slices })).toEqual(gate(rules));
  });
});

test('the record holds no figure that JSON cannot hold', () => {
  const { rules, reasons } = gate(
    [
      { metric: 'log_loss', 'at-most': Number.POSITIVE_INFINITY },
      { metric: 'roc_auc_score', 'may-worsen': 0.1 },
    ],
    { challenger: { log_loss: Number.NaN, roc_auc_score: 0.8 }, champion: { roc_auc_score: Number.NaN } },
  );
  expect(JSON.parse(JSON.stringify({ rules, reasons }))).toEqual({ rules, reasons });
  expect(rules.map(({ outcome }) => outcome)).toEqual(['fail', 'fail']);
});
