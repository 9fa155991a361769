import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, selectModel } from '../../../src/evaluation/rules/selection.ts';

const one = (name: string, more: Partial<Candidate> = {}): Candidate => ({
  name,
  package: `sha256:${'0'.repeat(64)}`,
  verdict: 'pass',
  trouble: '',
  figure: 0.7,
  parameters: 100,
  bytes: 1000,
  latency: 1,
  ...more,
});
const OPTIONS = {
  metric: 'roc_auc_score',
  title: 'ROC AUC',
  direction: 'higher' as const,
  rows: 9000,
};
/** Figures within 0.005 cannot be told apart. */
const select = (candidates: readonly Candidate[], more: object = {}) =>
  selectModel(candidates, {
    ...OPTIONS,
    isNoise: (place, best) =>
      Math.abs((candidates[place]?.figure ?? 0) - (candidates[best]?.figure ?? 0)) <= 0.005,
    ...more,
  });
const sentences = ({ selection }: ReturnType<typeof select>) =>
  Object.fromEntries(selection.candidates.map(({ name, sentence }) => [name, sentence]));

describe('choosing one of many models', () => {
  test('the best, where none that is as good is simpler', () => {
    const found = select([one('a', { figure: 0.7 }), one('b', { figure: 0.74 })]);
    expect(found.chosen).toBe(1);
    expect(
      found.selection.candidates.map(({ name, chosen, withinNoise }) => [name, chosen, withinNoise]),
    ).toEqual([
      ['b', true, true],
      ['a', false, false],
    ]);
    expect(sentences(found)).toEqual({
      b: '0.740: the best ROC AUC, and no simpler one is as good.',
      a: '0.700 against 0.740 of the best: a difference that is more than chance.',
    });
  });

  test('the simpler one, where the rows cannot tell it from the best', () => {
    const found = select([
      one('large', { figure: 0.7433, parameters: 500 }),
      one('small', { figure: 0.7421, parameters: 100 }),
      one('worse', { figure: 0.6, parameters: 1 }),
      one('middle', { figure: 0.7425, parameters: 300 }),
    ]);
    expect(found.chosen).toBe(1);
    expect(sentences(found)).toEqual({
      large:
        '0.743, the best ROC AUC, but these 9,000 rows cannot tell it from small, which has a fifth of the parameters.',
      middle:
        '0.7425 against 0.7433 of the best: no difference that these 9,000 rows can tell, but not simpler than what was chosen.',
      small:
        '0.742 against 0.743 of the best: no difference that these 9,000 rows can tell, with a fifth of the parameters.',
      worse: '0.600 against 0.743 of the best: a difference that is more than chance.',
    });
  });

  test('the faster, where parameters cannot be counted, and only by more than times wander', () => {
    const uncounted = { parameters: null };
    const fast = select([
      one('slow', { ...uncounted, figure: 0.743, latency: 10 }),
      one('fast', { ...uncounted, figure: 0.742, latency: 3.3 }),
    ]);
    expect(fast.chosen).toBe(1);
    expect(sentences(fast).fast).toContain('with a third of the time');
    const alike = select([
      one('a', { ...uncounted, figure: 0.743, latency: 10, bytes: 500 }),
      one('b', { ...uncounted, figure: 0.742, latency: 9.5, bytes: 600 }),
    ]);
    expect(alike.chosen).toBe(0);
  });

  test('one that breaks a rule is never preferred to one that keeps all, however good or simple', () => {
    const found = select([
      one('best', { figure: 0.9, verdict: 'fail', trouble: 'Log loss is too high.' }),
      one('open', { figure: 0.8, verdict: 'inconclusive', trouble: 'It cannot be told.' }),
      one('sound', { figure: 0.7, parameters: 1e6 }),
      one('tiny', { figure: 0.7, parameters: 1, verdict: 'fail', trouble: 'It breaks a rule.' }),
    ]);
    expect(found.selection.candidates.map(({ name }) => name)).toEqual(['sound', 'open', 'best', 'tiny']);
    expect(found.chosen).toBe(2);
    expect(sentences(found).best).toBe('0.900. Log loss is too high.');
  });

  test('where none passes, the best of those that come nearest, with its trouble', () => {
    const found = select([
      one('a', { verdict: 'fail', trouble: 'Too slow.', figure: 0.9 }),
      one('b', { verdict: 'inconclusive', trouble: 'Too few rows.', figure: 0.6 }),
    ]);
    expect(found.chosen).toBe(1);
    expect(sentences(found).b).toContain('Too few rows.');
  });

  test('of errors less is better, and a figure that is missing is last', () => {
    const found = select([one('a', { figure: null }), one('b', { figure: 3 }), one('c', { figure: 2 })], {
      direction: 'lower',
      title: 'log loss',
    });
    expect(found.selection.candidates.map(({ name }) => name)).toEqual(['c', 'b', 'a']);
    expect(sentences(found).a).toBe('log loss could not be computed.');
    expect(found.selection.candidates[2]?.withinNoise).toBe(false);
  });

  test('always: exactly one is chosen, it is of the best verdict, and the order of naming decides nothing but ties', () => {
    const candidate = fc.record({
      verdict: fc.constantFrom('pass' as const, 'fail' as const, 'inconclusive' as const),
      figure: fc.option(fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000)),
      parameters: fc.option(fc.integer({ min: 1, max: 1000 })),
      bytes: fc.integer({ min: 1, max: 1e6 }),
      latency: fc.option(fc.double({ min: 0.1, max: 100, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(candidate, { minLength: 1, maxLength: 8 }), (all) => {
        const candidates = all.map((more, index) => one(`c${index}`, more));
        const { chosen, selection } = select(candidates);
        const rank = { pass: 0, inconclusive: 1, fail: 2 };
        expect(selection.candidates.filter((each) => each.chosen)).toHaveLength(1);
        expect(selection.candidates).toHaveLength(all.length);
        const best = Math.min(...all.map(({ verdict }) => rank[verdict]));
        expect(rank[candidates[chosen]?.verdict ?? 'fail']).toBe(best);
        const found = selection.candidates.find((each) => each.chosen);
        expect(found?.withinNoise).toBe(true);
      }),
    );
  });
});
