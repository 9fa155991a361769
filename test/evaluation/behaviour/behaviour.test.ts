import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BehaviourTest } from '../../../src/config/schema/gate-behaviour.ts';
import {
  type Answers,
  type Breach,
  changedRows,
  misledRows,
  missedRows,
  movedRows,
  worstBreaches,
} from '../../../src/evaluation/behaviour/behaviour.ts';
import { behaviourSentence } from '../../../src/evaluation/behaviour/behaviour-sentence.ts';
import { furtherRule } from '../../../src/evaluation/rules/further-rule.ts';

const of = (scores: readonly number[], width = 1): Answers => ({
  rows: scores.length / width,
  width,
  scores: Float64Array.from(scores),
});
const rowsOf = (breaches: readonly Breach[]) => breaches.map(({ row }) => row);

describe('the rows that broke a test', () => {
  test('moved by more than is allowed, to the grain of 1e-12', () => {
    const before = of([0.1, 0.2, 0.8, 0.5]);
    expect(rowsOf(movedRows(before, of([0.11, 0.2, 0.79, 0.5]), 0.01))).toEqual([]);
    expect(movedRows(before, of([0.12, 0.2, 0.5, 0.5]), 0.01)).toEqual([
      {
        row: 0,
        before: 0.1,
        after: 0.12,
        excess: expect.closeTo(0.01, 12),
        expected: 'within 0.01 of 0.100',
      },
      { row: 2, before: 0.8, after: 0.5, excess: expect.closeTo(0.29, 12), expected: 'within 0.01 of 0.800' },
    ]);
  });

  test('of several classes the one that was predicted before counts', () => {
    const before = of([0.2, 0.7, 0.1, 0.5, 0.3, 0.2], 3);
    const after = of([0.29, 0.7, 0.01, 0.4, 0.4, 0.2], 3);
    expect(movedRows(before, after, 0.05)).toMatchObject([{ row: 1, before: 0.5, after: 0.4 }]);
    expect(rowsOf(misledRows(before, after, 'not-lower', 0, 2))).toEqual([0]);
  });

  test('went the wrong way', () => {
    const before = of([0.3, 0.3, 0.3]);
    const after = of([0.2, 0.3, 0.4]);
    expect(rowsOf(misledRows(before, after, 'not-lower', 0))).toEqual([0]);
    expect(rowsOf(misledRows(before, after, 'not-higher', 0))).toEqual([2]);
    expect(rowsOf(misledRows(before, after, 'not-lower', 0.1))).toEqual([]);
  });

  test('easy rows that were missed: bounds are inclusive', () => {
    expect(rowsOf(missedRows(of([0.9, 0.89, 0.95]), { atLeast: 0.9 }))).toEqual([1]);
    expect(rowsOf(missedRows(of([0.1, 0.11]), { atMost: 0.1 }))).toEqual([1]);
    const classes = of([0.2, 0.7, 0.1, 0.5, 0.3, 0.2], 3);
    expect(missedRows(classes, { class: 1, className: 'b' })).toMatchObject([
      { row: 1, after: 0.3, expected: 'class b' },
    ]);
    expect(rowsOf(missedRows(classes, { class: 1, className: 'b', atLeast: 0.8 }))).toEqual([0, 1]);
  });

  test('golden rows whose scores changed: the farthest class is shown', () => {
    const golden = of([0.2, 0.7, 0.1, 0.5, 0.3, 0.2], 3);
    expect(changedRows(golden, golden, 0)).toEqual([]);
    expect(changedRows(golden, of([0.25, 0.6, 0.15, 0.5, 0.3, 0.2], 3), 1e-6)).toMatchObject([
      { row: 0, before: 0.7, after: 0.6 },
    ]);
  });

  test('a row without an answer, or with one that is no number, is always broken', () => {
    const odd = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    fc.assert(
      fc.property(odd, fc.double({ min: 0, max: 1e6, noNaN: true }), (score, within) => {
        const sound = of([0.5]);
        const answer = of([score]);
        expect(movedRows(sound, answer, within)).toMatchObject([{ row: 0, after: null }]);
        expect(movedRows(answer, answer, within)).toHaveLength(1);
        expect(changedRows(sound, answer, within)).toHaveLength(1);
        expect(changedRows(answer, sound, within)).toHaveLength(1);
        expect(misledRows(sound, of([Number.NaN]), 'not-lower', within)).toHaveLength(1);
        expect(missedRows(of([Number.NaN]), { atLeast: 0, atMost: 1 })).toHaveLength(1);
      }),
    );
  });

  test('the worst come first, and rows that were refused before all', () => {
    const found = movedRows(of([0.1, 0.2, 0.3]), of([0.2, Number.NaN, 0.9]), 0);
    expect(rowsOf(worstBreaches(found, 2))).toEqual([1, 2]);
  });
});

describe('the sentence', () => {
  const invariance: BehaviourTest = {
    test: 'invariance',
    name: 'Carrier must not matter',
    set: { carrier: 'AA' },
    within: 0.01,
    'at-most': 0,
  };
  const worst: Breach = { row: 4, before: 0.12, after: 0.48, excess: 0.35, expected: '' };
  const found = {
    test: invariance,
    rows: 9000,
    breaches: Array.from({ length: 214 }, () => worst),
    championBroken: 3,
    baselineName: 'production',
    refusal: null,
    what: 'score' as const,
  };

  test('says what moved, how far, and what production does', () => {
    expect(behaviourSentence(found)).toBe(
      'Carrier must not matter: 214 of 9,000 scores moved by more than 0.01 when `carrier` was set to AA; the worst moved from 0.120 to 0.480. In production it is 3 of 9,000.',
    );
    expect(behaviourSentence({ ...found, breaches: [], championBroken: null })).toBe(
      'Carrier must not matter: none of 9,000 scores moved by more than 0.01 when `carrier` was set to AA.',
    );
  });

  test('names the share that may', () => {
    expect(behaviourSentence({ ...found, test: { ...invariance, 'at-most': 0.05 } })).toContain(
      '214 of 9,000 scores moved by more than 0.01 when `carrier` was set to AA (2.38 %; 5.00 % may)',
    );
  });

  test('of the other tests', () => {
    const text = (other: BehaviourTest, more: object = {}) =>
      behaviourSentence({ ...found, championBroken: 0, breaches: [worst], rows: 40, test: other, ...more });
    expect(
      text({
        test: 'direction',
        name: 'Fog delays',
        add: { visib: -2, wind: 3 },
        expect: 'not-lower',
        within: 0,
        'at-most': 0,
      }),
    ).toBe(
      'Fog delays: 1 of 40 scores fell when 2 was taken from `visib` and 3 was added to `wind`; the worst moved from 0.120 to 0.480. In production none does.',
    );
    expect(
      text(
        {
          test: 'minimum',
          name: 'Storms',
          where: 'wind > 50',
          'score-at-least': 0.9,
          'at-most': 0,
        },
        { breaches: [{ ...worst, before: null }] },
      ),
    ).toBe(
      'Storms: 1 of 40 scores where `wind > 50` are below 0.9; the worst is 0.480. In production none does.',
    );
    expect(
      text(
        { test: 'golden', name: 'Golden', rows: 'golden.csv', within: 1e-6, 'at-most': 0 },
        { championBroken: null },
      ),
    ).toBe(
      'Golden: 1 of 40 scores of `golden.csv` changed by more than 0.000001; the worst was 0.120 and is 0.480. If the change is meant, write the file again with `mlops golden`.',
    );
  });

  test('says that there was no row to ask, and why rows were refused', () => {
    expect(behaviourSentence({ ...found, rows: 0, breaches: [] })).toBe(
      'Carrier must not matter: there is no row to ask, so the test cannot hold. No held-out row is changed by it.',
    );
    expect(
      behaviourSentence({
        ...found,
        breaches: [{ ...worst, after: null }],
        refusal: 'feature column "carrier" is missing in 1 of 9000 rows (row 5)',
      }),
    ).toContain('The model refused rows: feature column "carrier" is missing in 1 of 9000 rows (row 5).');
  });
});

describe('the result as a rule', () => {
  const finding = {
    said: { name: 'a' },
    metric: 'behaviour: a',
    rule: 'a',
    baseline: null,
    atMost: 0.1,
    sentence: 'A.',
  };

  test('passes up to the bound, and never without a finite figure', () => {
    expect(furtherRule({ ...finding, measured: 0.1 }).outcome).toBe('pass');
    expect(furtherRule({ ...finding, measured: 0.30000000000000004 - 0.2 }).outcome).toBe('pass');
    expect(furtherRule({ ...finding, measured: 0.11 }).outcome).toBe('fail');
    for (const measured of [null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(furtherRule({ ...finding, measured })).toMatchObject({ outcome: 'fail', measured: null });
    }
  });

  test('its identity changes with what the config says', () => {
    const { id } = furtherRule({ ...finding, measured: 0 });
    expect(id).toMatch(/^[0-9a-f]{8}$/);
    expect(furtherRule({ ...finding, measured: 1 }).id).toBe(id);
    expect(furtherRule({ ...finding, measured: 0, said: { name: 'b' } }).id).not.toBe(id);
  });
});
