import { describe, expect, it } from 'vitest';
import { decideRetrain, type JudgedWindow, retrainRule } from '../../src/monitoring/triggers.ts';
import { UserError } from '../../src/system/errors.ts';

const DAY = 86_400_000;
const windows = (...verdicts: JudgedWindow['verdict'][]): JudgedWindow[] =>
  verdicts.map((verdict, i) => ({ verdict, from: 30 * i * DAY, to: 30 * (i + 1) * DAY }));

describe('retrainRule', () => {
  it('reads m of n', () => {
    expect(retrainRule('1 of 2', 5)).toEqual({ drifted: 1, windows: 2, coolDown: 5 });
  });

  it.each(['', '2 of 1', '0 of 2', '1 of 0', 'one of two', '1/2', '1 of 2 of 3'])('refuses %j', (text) => {
    expect(() => retrainRule(text, 0)).toThrow(UserError);
  });
});

describe('decideRetrain', () => {
  const rule = retrainRule('1 of 2', 30 * DAY);

  it.each<[JudgedWindow['verdict'][], boolean, string]>([
    [[], false, 'No window is complete yet.'],
    [['fail'], true, '1 of the last 1 window drifted, and the rule is 1 of 2.'],
    [['fail', 'pass'], true, '1 of the last 2 windows drifted, and the rule is 1 of 2.'],
    [
      ['fail', 'pass', 'inconclusive'],
      false,
      '0 of the last 2 windows drifted (1 inconclusive); retraining is asked for from 1 of 2 on.',
    ],
  ])('%j → %s', (verdicts, retrain, because) => {
    expect(decideRetrain(windows(...verdicts), rule)).toEqual({ retrain, because });
  });

  it('waits for the cool-down, by the time of the data', () => {
    const two = windows('pass', 'fail');
    expect(decideRetrain(two, rule, 30 * DAY).retrain).toBe(true);
    expect(decideRetrain(two, rule, 31 * DAY)).toEqual({
      retrain: false,
      because:
        '1 of the last 2 windows drifted, and the rule is 1 of 2, but the cool-down after the request of 1970-02-01 lasts until 1970-03-03.',
    });
  });

  it('does not ask twice for the same windows, whatever the cool-down', () => {
    const eager = retrainRule('1 of 1', 0);
    expect(decideRetrain(windows('fail'), eager, 30 * DAY).retrain).toBe(false);
    expect(decideRetrain(windows('fail', 'fail'), eager, 30 * DAY).retrain).toBe(true);
  });
});
