import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuleConfig } from '../../../src/config/schema/gate-rules.ts';
import { METRICS } from '../../../src/evaluation/metrics/metrics.ts';
import { boundsOf, checkBound, rounded, ruleText, sliceSetsOf } from '../../../src/evaluation/rules/rules.ts';

/** A metric that is better when higher, and one that is better when lower. */
const UP = 'accuracy_score';
const DOWN = 'log_loss';

type Outcome = 'pass' | 'fail' | 'skipped';
type Case = [
  string,
  metric: string,
  bounds: Omit<RuleConfig, 'metric'>,
  now: number | null | undefined,
  before: number | null | undefined | 'no champion',
  Outcome,
];

/** What TFMA's `_check_threshold` decides, with our two differences: rounding, and |baseline| for relative change. */
const CASES: Case[] = [
  // value_threshold: lower_bound <= m <= upper_bound
  ['at least, above', UP, { 'at-least': 0.8 }, 0.9, null, 'pass'],
  ['at least, a tie', UP, { 'at-least': 0.8 }, 0.8, null, 'pass'],
  ['at least, a tie but for rounding', UP, { 'at-least': 0.3 }, 0.1 + 0.2, null, 'pass'],
  ['at least, a tie but for rounding from below', UP, { 'at-least': 0.7 }, 0.6999999999999998, null, 'pass'],
  ['at least, just below', UP, { 'at-least': 0.8 }, 0.7999, null, 'fail'],
  ['at least, below by more than rounding', UP, { 'at-least': 0.8 }, 0.8 - 1e-11, null, 'fail'],
  ['at most, below', DOWN, { 'at-most': 0.4 }, 0.3, null, 'pass'],
  ['at most, a tie', DOWN, { 'at-most': 0.4 }, 0.4, null, 'pass'],
  ['at most, above', DOWN, { 'at-most': 0.4 }, 0.41, null, 'fail'],
  [
    'a value bound has no direction: at most of a higher-is-better',
    UP,
    { 'at-most': 0.9 },
    0.95,
    null,
    'fail',
  ],
  ['a band, inside', UP, { 'at-least': 0.7, 'at-most': 0.9 }, 0.8, null, 'pass'],
  ['a band, below', UP, { 'at-least': 0.7, 'at-most': 0.9 }, 0.6, null, 'fail'],
  ['a band, above', UP, { 'at-least': 0.7, 'at-most': 0.9 }, 0.95, null, 'fail'],
  ['an empty band', UP, { 'at-least': 0.9, 'at-most': 0.7 }, 0.8, null, 'fail'],
  ['a negative bound', 'r2_score', { 'at-least': -0.5 }, -0.4, null, 'pass'],
  ['a metric without direction has value bounds', 'positive_rate', { 'at-most': 0.3 }, 0.2, null, 'pass'],
  ['a metric of nobody’s has value bounds', 'latency_p99', { 'at-most': 2 }, 0.9, null, 'pass'],
  ['no champion does not matter to value bounds', UP, { 'at-least': 0.8 }, 0.7, 'no champion', 'fail'],
  // change_threshold, HIGHER_IS_BETTER
  ['higher, absolute 0, equal', UP, { 'may-worsen': 0 }, 0.8, 0.8, 'pass'],
  ['higher, absolute 0, worse', UP, { 'may-worsen': 0 }, 0.7999, 0.8, 'fail'],
  ['higher, may worsen 0.01, by 0.01', UP, { 'may-worsen': 0.01 }, 0.79, 0.8, 'pass'],
  ['higher, may worsen 0.01, by 0.0101', UP, { 'may-worsen': 0.01 }, 0.7899, 0.8, 'fail'],
  ['higher, may worsen 0.01, better', UP, { 'may-worsen': 0.01 }, 0.9, 0.8, 'pass'],
  ['higher, must improve 0, equal', UP, { 'must-improve': 0 }, 0.8, 0.8, 'pass'],
  ['higher, must improve 0.01, by 0.01', UP, { 'must-improve': 0.01 }, 0.81, 0.8, 'pass'],
  ['higher, must improve 0.01, by 0.009', UP, { 'must-improve': 0.01 }, 0.809, 0.8, 'fail'],
  ['higher, must improve 0.01, worse', UP, { 'must-improve': 0.01 }, 0.79, 0.8, 'fail'],
  // change_threshold, LOWER_IS_BETTER
  ['lower, absolute 0, equal', DOWN, { 'may-worsen': 0 }, 0.3, 0.3, 'pass'],
  ['lower, absolute 0, worse', DOWN, { 'may-worsen': 0 }, 0.3001, 0.3, 'fail'],
  ['lower, may worsen 0.01, by 0.01', DOWN, { 'may-worsen': 0.01 }, 0.31, 0.3, 'pass'],
  ['lower, may worsen 0.01, by 0.02', DOWN, { 'may-worsen': 0.01 }, 0.32, 0.3, 'fail'],
  ['lower, may worsen 0.01, better', DOWN, { 'may-worsen': 0.01 }, 0.1, 0.3, 'pass'],
  ['lower, must improve 0.1, by 0.1', DOWN, { 'must-improve': 0.1 }, 0.2, 0.3, 'pass'],
  ['lower, must improve 0.1, by 0.05', DOWN, { 'must-improve': 0.1 }, 0.25, 0.3, 'fail'],
  // relative
  ['higher, must improve 1 %, by 1 %', UP, { 'must-improve-relative': 0.01 }, 0.505, 0.5, 'pass'],
  ['higher, must improve 1 %, by less', UP, { 'must-improve-relative': 0.01 }, 0.504, 0.5, 'fail'],
  ['higher, may worsen 5 %, by 5 %', UP, { 'may-worsen-relative': 0.05 }, 0.76, 0.8, 'pass'],
  ['higher, may worsen 5 %, by 6 %', UP, { 'may-worsen-relative': 0.05 }, 0.752, 0.8, 'fail'],
  ['lower, may worsen 10 %, by 10 %', DOWN, { 'may-worsen-relative': 0.1 }, 0.33, 0.3, 'pass'],
  ['lower, may worsen 10 %, by 11 %', DOWN, { 'may-worsen-relative': 0.1 }, 0.333, 0.3, 'fail'],
  ['relative to a baseline of 0', DOWN, { 'may-worsen-relative': 0.5 }, 0, 0, 'fail'],
  ['relative to a negative baseline, better', 'r2_score', { 'must-improve-relative': 0.5 }, -0.5, -1, 'pass'],
  ['relative to a negative baseline, worse', 'r2_score', { 'may-worsen-relative': 0.5 }, -1.6, -1, 'fail'],
  ['relative to a negative baseline, tie', 'r2_score', { 'may-worsen-relative': 0.5 }, -1.5, -1, 'pass'],
  // several bounds: all must hold
  [
    'absolute holds, relative does not',
    UP,
    { 'must-improve': 0.01, 'must-improve-relative': 0.1 },
    0.82,
    0.8,
    'fail',
  ],
  [
    'relative holds, absolute does not',
    UP,
    { 'must-improve': 0.1, 'must-improve-relative': 0.01 },
    0.82,
    0.8,
    'fail',
  ],
  ['both hold', UP, { 'must-improve': 0.02, 'must-improve-relative': 0.02 }, 0.82, 0.8, 'pass'],
  ['value holds, change does not', UP, { 'at-least': 0.7, 'may-worsen': 0.01 }, 0.75, 0.8, 'fail'],
  ['change holds, value does not', UP, { 'at-least': 0.9, 'may-worsen': 0.01 }, 0.85, 0.8, 'fail'],
  // missing and undefined figures
  ['metric not found', UP, { 'at-least': 0 }, undefined, 0.8, 'fail'],
  ['metric not found, change', UP, { 'may-worsen': 1 }, undefined, 0.8, 'fail'],
  ['metric is null', UP, { 'at-least': 0 }, null, 0.8, 'fail'],
  ['metric is NaN', UP, { 'at-least': 0 }, Number.NaN, 0.8, 'fail'],
  ['metric is infinite', DOWN, { 'at-least': 0 }, Number.POSITIVE_INFINITY, 0.8, 'fail'],
  ['metric is NaN, at most', DOWN, { 'at-most': 9 }, Number.NaN, 0.8, 'fail'],
  ['metric is NaN, change', UP, { 'may-worsen': 1 }, Number.NaN, 0.8, 'fail'],
  ['baseline not found', UP, { 'may-worsen': 1 }, 0.8, undefined, 'fail'],
  ['baseline is null', UP, { 'may-worsen': 1 }, 0.8, null, 'fail'],
  ['baseline is NaN', UP, { 'may-worsen': 1 }, 0.8, Number.NaN, 'fail'],
  ['baseline is infinite', DOWN, { 'may-worsen': 1 }, 0.8, Number.POSITIVE_INFINITY, 'fail'],
  ['bound is NaN', UP, { 'at-least': Number.NaN }, 0.8, 0.8, 'fail'],
  ['bound is infinite', UP, { 'may-worsen': Number.POSITIVE_INFINITY }, 0.8, 0.8, 'fail'],
  ['no direction', 'positive_rate', { 'may-worsen': 1 }, 0.8, 0.8, 'fail'],
  ['no direction known', 'latency_p99', { 'may-worsen': 1 }, 0.8, 0.8, 'fail'],
  // no champion: rubber stamp
  ['no champion, change', UP, { 'may-worsen': 0.01 }, 0.8, 'no champion', 'skipped'],
  ['no champion, relative change', UP, { 'must-improve-relative': 0.01 }, 0.8, 'no champion', 'skipped'],
  ['no champion, metric not found', UP, { 'may-worsen': 0.01 }, undefined, 'no champion', 'fail'],
  ['no champion, metric undefined', UP, { 'may-worsen': 0.01 }, null, 'no champion', 'fail'],
  // figures far from 1
  ['large figures, a tie but for rounding', 'max_error', { 'must-improve': 0.1 }, 12345.2, 12345.3, 'pass'],
  ['large figures, just too little', 'max_error', { 'must-improve': 0.1 }, 12345.201, 12345.3, 'fail'],
];

test.each(CASES)('%s', (_, metric, bounds, now, before, outcome) => {
  const figures = (value: number | null | undefined) => (value === undefined ? {} : { [metric]: value });
  const champion = before === 'no champion' ? null : figures(before);
  const outcomes = boundsOf({ metric, ...bounds }).map(
    (bound) => checkBound(metric, bound, figures(now), champion).outcome,
  );
  const all = (['fail', 'skipped', 'pass'] as const).find((each) => outcomes.includes(each));
  expect(all).toBe(outcome);
});

test('at least forty cases', () => expect(CASES.length).toBeGreaterThanOrEqual(40));

test('names of objects are no metrics', () => {
  expect(checkBound('constructor', { kind: 'at-least', bound: 0 }, {}, null)).toMatchObject({
    why: 'not-found',
  });
  expect(checkBound('__proto__', { kind: 'may-worsen', bound: 0 }, {}, {})).toMatchObject({
    why: 'not-found',
  });
});

describe('no special or missing figure ever passes', () => {
  const special = fc.constantFrom(
    undefined,
    null,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  );
  const any = fc.oneof(special, fc.double({ noNaN: true, noDefaultInfinity: true }));
  const bound = fc.record({
    kind: fc.constantFrom(
      'at-least',
      'at-most',
      'may-worsen',
      'may-worsen-relative',
      'must-improve',
      'must-improve-relative',
    ),
    bound: fc.double(),
  });
  const metric = fc.constantFrom(...METRICS.keys());
  const figures = (name: string, value: number | null | undefined) =>
    value === undefined ? {} : { [name]: value };

  test('of the challenger', () => {
    fc.assert(
      fc.property(metric, bound, special, any, (name, each, now, before) => {
        expect(checkBound(name, each, figures(name, now), figures(name, before)).outcome).toBe('fail');
        expect(checkBound(name, each, figures(name, now), null).outcome).toBe('fail');
      }),
    );
  });

  test('of the champion, where change is judged', () => {
    fc.assert(
      fc.property(metric, bound, any, special, (name, each, now, before) => {
        fc.pre(!each.kind.startsWith('at-'));
        expect(checkBound(name, each, figures(name, now), figures(name, before)).outcome).toBe('fail');
      }),
    );
  });
});

test('change is judged alike from both sides', () => {
  const figure = fc.integer({ min: 0, max: 1000 }).map((k) => k / 1000);
  fc.assert(
    fc.property(figure, figure, figure, (now, before, margin) => {
      const outcome = (metric: string, kind: 'may-worsen' | 'must-improve', x: number, y: number) =>
        checkBound(metric, { kind, bound: margin }, { [metric]: x }, { [metric]: y }).outcome;
      // Lower-is-better is higher-is-better with the models swapped.
      expect(outcome(UP, 'may-worsen', now, before)).toBe(outcome(DOWN, 'may-worsen', before, now));
      // It worsened by no more than the margin, unless the other way round it improved by more.
      const worsened = rounded(before - now) > margin;
      expect(outcome(UP, 'may-worsen', now, before)).toBe(worsened ? 'fail' : 'pass');
      expect(outcome(UP, 'must-improve', now, before)).toBe(
        rounded(now - before) >= margin ? 'pass' : 'fail',
      );
    }),
  );
});

test('the text of a rule', () => {
  const rule: RuleConfig = {
    metric: 'log_loss',
    'may-worsen': 0.01,
    'at-most': 0.4,
    'may-worsen-relative': 0.055,
  };
  expect(boundsOf(rule).map((bound) => ruleText(rule, bound))).toEqual([
    'log_loss at most 0.4',
    'log_loss may worsen 0.01',
    'log_loss may worsen 5.5 %',
  ]);
  const sliced = (slice: RuleConfig['slice']): string =>
    ruleText({ metric: 'f1_score', slice }, { kind: 'must-improve', bound: 0.1 });
  expect(sliced({ column: 'origin' })).toBe('f1_score must improve 0.1 on each origin');
  expect(sliced({ column: 'origin', value: 'EWR' })).toBe('f1_score must improve 0.1 on origin = EWR');
});

test('the slice columns of a gate are those that it reports and those that its rules name', () => {
  const rules: RuleConfig[] = [
    { metric: UP, 'at-least': 0.5, slice: { column: 'origin' } },
    { metric: UP, 'at-least': 0.5 },
  ];
  expect(sliceSetsOf({ rules, slices: ['carrier', ['origin', 'carrier']] })).toEqual([
    ['carrier'],
    ['origin', 'carrier'],
    ['origin'],
  ]);
  expect(sliceSetsOf({ rules, slices: [] })).toEqual([['origin']]);
});
