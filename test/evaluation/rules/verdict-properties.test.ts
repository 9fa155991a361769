import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RuleConfig } from '../../../src/config/schema/gate-rules.ts';
import { certaintyAt } from '../../../src/evaluation/certainty/certainty.ts';
import { improvementsOfGate } from '../../../src/evaluation/certainty/improvements.ts';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import { METRICS, metricsOf } from '../../../src/evaluation/metrics/metrics.ts';
import type { Outcomes } from '../../../src/evaluation/metrics/outcomes.ts';
import type { Certain } from '../../../src/evaluation/rules/decision.ts';
import { checkBound, type Figures } from '../../../src/evaluation/rules/rules.ts';
import { type Judged, judge } from '../../../src/evaluation/rules/verdict.ts';
import { compareGroups, type GroupComparison } from '../../../src/evaluation/slices/groups.ts';
import { computeSlices, type SliceColumn, type SlicesResult } from '../../../src/evaluation/slices/slices.ts';
import { CORRECTIONS } from '../../../src/stats/multiple-tests.ts';

const KINDS = [
  'at-least',
  'at-most',
  'may-worsen',
  'may-worsen-relative',
  'must-improve',
  'must-improve-relative',
] as const;
type Given = number | null | undefined;

/** What is no figure: missing, not defined, and what IEEE 754 has beside numbers. */
const special: fc.Arbitrary<Given> = fc.constantFrom(
  undefined,
  null,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
);
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, Number.MIN_VALUE, -Number.MIN_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE, 1, -1),
);
const anything: fc.Arbitrary<Given> = fc.oneof(special, number);
const metric = fc.constantFrom(...METRICS.keys());
const figures = (name: string, value: Given): Figures => (value === undefined ? {} : { [name]: value });

/** A rule of any kind, about all rows, a slice, each slice or groups. */
const rule = (bounds: readonly (typeof KINDS)[number][]): fc.Arbitrary<RuleConfig> =>
  fc
    .record({
      metric,
      kinds: fc.subarray([...bounds], { minLength: 1 }),
      bound: fc.oneof(fc.double(), fc.double({ min: 0, max: 1 })),
      place: fc.constantFrom('all', 'slice', 'each', 'groups'),
      both: fc.boolean(),
    })
    .map(({ metric: name, kinds, bound, place, both }) => ({
      metric: name,
      ...Object.fromEntries(kinds.map((kind) => [kind, bound])),
      ...(both ? { 'refuse-when': 'both-exceeded' as const } : {}),
      ...(place === 'slice' ? { slice: { column: 'origin', value: 'EWR' } } : {}),
      ...(place === 'each' ? { slice: { column: 'origin' } } : {}),
      ...(place === 'groups' ? { by: 'origin', aggregate: 'group_min' as const } : {}),
    }));

/** The same figure everywhere: all rows, both slices, the groups. */
function everywhere(each: RuleConfig, now: Given, before: Given | 'none'): Judged {
  const { metric: name } = each;
  const champion = before === 'none' ? null : figures(name, before);
  const slice = (value: string) => ({
    ...{ column: 'origin', value, rows: 500 },
    challenger: { ...figures(name, now) },
    champion: champion && { ...champion },
  });
  const groups: GroupComparison = {
    ...{ by: 'origin', metric: `${name}_group_min`, of: name, title: name, ofTitle: name, small: [] },
    direction: METRICS.get(name)?.direction ?? null,
    challenger: now ?? null,
    champion: before === 'none' ? null : (before ?? null),
    groups: ['EWR', 'JFK'].map((value) => ({ value, rows: 500, challenger: 0, champion: 0 })),
  };
  return {
    rules: [each],
    challenger: figures(name, now),
    champion,
    slices: { slices: [slice('EWR'), slice('JFK')], small: [] },
    groups: [groups],
  };
}

const certain = fc
  .record({
    lower: fc.oneof(special, number),
    upper: fc.oneof(special, number),
    pWorse: fc.oneof(special, fc.double({ min: 0, max: 1 })),
    correction: fc.constantFrom(...CORRECTIONS),
    isThere: fc.boolean(),
  })
  .map(
    ({ lower, upper, pWorse, correction, isThere }): Certain => ({
      level: 0.95,
      correction,
      certaintyOf: () =>
        isThere
          ? {
              ...{ method: 'bootstrap', level: 0.95, improvement: 0, detectable: 0, rowsNeeded: null },
              ...{ lower: lower ?? null, upper: upper ?? null, pWorse: pWorse ?? null },
            }
          : null,
    }),
  );

describe('what is no figure never passes', () => {
  test('of the challenger, whatever the rule, the champion and the certainty', () => {
    fc.assert(
      fc.property(
        rule(KINDS),
        special,
        fc.oneof(anything, fc.constant('none' as const)),
        certain,
        (...given) => {
          const [each, now, before, sure] = given;
          const judged = everywhere(each, now, before);
          expect(judge(judged).verdict).toBe('fail');
          expect(judge({ ...judged, certain: sure }).verdict).toBe('fail');
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('of the champion, where change is judged', () => {
    fc.assert(
      fc.property(rule(KINDS.slice(2)), anything, special, certain, (each, now, before, sure) => {
        const judged = everywhere(each, now, before);
        expect(judge(judged).verdict).toBe('fail');
        expect(judge({ ...judged, certain: sure }).verdict).toBe('fail');
      }),
      { numRuns: 1000 },
    );
  });

  test('of the certainty, where change is judged by it', () => {
    fc.assert(
      fc.property(rule(KINDS.slice(2)), anything, anything, certain, special, (...given) => {
        const [each, now, before, sure, lower] = given;
        const without: Certain = {
          ...sure,
          certaintyOf: (...asked) => {
            const found = sure.certaintyOf(...asked);
            return found && { ...found, lower: lower ?? null };
          },
        };
        expect(judge({ ...everywhere(each, now, before), certain: without }).verdict).not.toBe('pass');
      }),
      { numRuns: 1000 },
    );
  });

  test('of the bound', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        metric,
        special,
        anything,
        anything,
        (kind, name, bound, now, before) => {
          fc.pre(bound !== undefined && bound !== null);
          const each: RuleConfig = { metric: name, [kind]: bound };
          expect(judge(everywhere(each, now, before)).verdict).toBe('fail');
          const both: RuleConfig = {
            ...{ metric: name, 'may-worsen': 0.1, 'may-worsen-relative': bound as number },
            'refuse-when': 'both-exceeded',
          };
          expect(judge(everywhere(both, now, before)).verdict).not.toBe('pass');
        },
      ),
    );
  });

  test('of a slice, a group or a metric that is not there', () => {
    fc.assert(
      fc.property(rule(KINDS), number, number, certain, (each, now, before, sure) => {
        const judged = everywhere(each, now, before);
        const nowhere = { ...judged, slices: { slices: [], small: [] }, groups: [], challenger: {} };
        expect(judge(nowhere).verdict).toBe('fail');
        expect(judge({ ...nowhere, certain: sure }).verdict).toBe('fail');
      }),
    );
  });
});

/** Rows of two models that both know something, in two columns of groups. */
const ROWS = fc.array(
  fc.record({
    late: fc.boolean(),
    now: fc.integer({ min: 0, max: 100 }),
    before: fc.integer({ min: 0, max: 100 }),
    origin: fc.constantFrom('EWR', 'JFK', 'LGA'),
    useless: fc.constantFrom('a', 'b', 'c', 'd'),
  }),
  { minLength: 40, maxLength: 120 },
);
type Row = { late: boolean; now: number; before: number; origin: string; useless: string };

function modelsOf(rows: readonly Row[]) {
  const of = (name: 'now' | 'before'): Outcomes =>
    outcomesOf({
      task: 'binary-classification',
      labels: rows.map(({ late }) => late),
      scores: rows.map((row) => row[name] / 100),
      positive: true,
    });
  const column = (name: 'origin' | 'useless'): SliceColumn => ({
    column: name,
    values: rows.map((row) => row[name]),
  });
  return { now: of('now'), before: of('before'), origin: column('origin'), useless: column('useless') };
}

const negated = (value: number | null) => (value === null ? null : -value);

describe('champion and challenger swapped', () => {
  test('the change of every metric has the other sign, and the same rules ask for the mirror', () => {
    fc.assert(
      fc.property(
        metric,
        number,
        number,
        fc.double({ min: 0, max: 2, noNaN: true }),
        (name, now, before, bound) => {
          const change = (kind: 'may-worsen' | 'must-improve', a: number, b: number) =>
            checkBound(name, { kind, bound }, { [name]: a }, { [name]: b });
          const [there, back] = [change('may-worsen', now, before), change('may-worsen', before, now)];
          if (!('change' in there) || !('change' in back)) {
            expect(there.outcome).toBe(back.outcome);
            return;
          }
          expect(there.change === negated(back.change)).toBe(true);
          const improved = change('must-improve', before, now);
          // One worsens by more than the margin just where the other improves by more.
          const ties =
            there.change !== null &&
            Math.abs(Math.abs(there.change) - bound) <= 1e-9 * Math.max(1, Math.abs(there.change));
          if (!ties)
            expect(there.outcome === 'fail').toBe(
              improved.outcome === 'pass' && (improved.change ?? 0) > bound,
            );
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('slices and groups have the same figures with the models in each other’s place', () => {
    fc.assert(
      fc.property(ROWS, (rows) => {
        const { now, before, origin } = modelsOf(rows);
        const slices = (a: Outcomes, b: Outcomes) => computeSlices(a, b, [origin], { minimumRows: 5 });
        const byName = ({ slices: found }: SlicesResult) =>
          Object.fromEntries(
            found.map(({ value, rows: count, challenger, champion }) => [
              value,
              { count, challenger, champion },
            ]),
          );
        const [there, back] = [byName(slices(now, before)), byName(slices(before, now))];
        for (const [value, { count, challenger, champion }] of Object.entries(there)) {
          expect(back[value]).toEqual({ count, challenger: champion, champion: challenger });
        }
        const rules: RuleConfig[] = [
          { metric: 'accuracy_score', by: 'origin', aggregate: 'difference' },
          { metric: 'equalized_odds_difference', by: 'origin' },
        ];
        const groups = (challenger: Outcomes, champion: Outcomes) =>
          compareGroups(rules, {
            ...{ challenger, champion, columns: [origin], slices: slices(challenger, champion) },
            ...{ minimumRows: 5, metrics: METRICS },
          }).map((one) => [one.challenger, one.champion]);
        expect(groups(before, now)).toEqual(groups(now, before).map((pair) => pair.toReversed()));
      }),
      { numRuns: 50 },
    );
  });

  test('the ends of the interval change places and signs', () => {
    fc.assert(
      fc.property(ROWS, fc.constantFrom('roc_auc_score', 'log_loss', 'accuracy_score'), (rows, name) => {
        const { now, before } = modelsOf(rows);
        const certainty = (challenger: Outcomes, champion: Outcomes) => {
          const at = improvementsOfGate({
            ...{ models: { challenger, champion }, rules: [{ metric: name }], columns: [] },
            ...{ minimumRows: 5, replicates: 2000, seed: 7 },
          })(name, null);
          return at && certaintyAt(at, 0.95, 0.1);
        };
        const [there, back] = [certainty(now, before), certainty(before, now)];
        const isNear = (a: number | null | undefined, b: number | null | undefined) => {
          if (a === null || a === undefined) expect(b ?? null).toBeNull();
          else expect(b).toBeCloseTo(-a, 9);
        };
        isNear(there?.improvement, back?.improvement);
        isNear(there?.lower, back?.upper);
        isNear(there?.upper, back?.lower);
        expect(there?.method).toBe(back?.method);
      }),
      { numRuns: 15 },
    );
  });
});

test('a slice that nobody needs changes no other figure and no other decision', () => {
  fc.assert(
    fc.property(ROWS, (rows) => {
      const { now, before, origin, useless } = modelsOf(rows);
      const without = computeSlices(now, before, [origin], { minimumRows: 5 });
      const withIt = computeSlices(now, before, [origin, useless], { minimumRows: 5 });
      const rules: RuleConfig[] = [
        { metric: 'log_loss', 'may-worsen': 0.05 },
        { metric: 'accuracy_score', 'may-worsen': 0.02, slice: { column: 'origin' } },
      ];
      const more: RuleConfig = { metric: 'accuracy_score', 'may-worsen': 0.02, slice: { column: 'useless' } };
      const verdict = (asked: RuleConfig[], slices: SlicesResult, columns: SliceColumn[]) => {
        const at = improvementsOfGate({
          ...{ models: { challenger: now, champion: before }, rules: asked, columns },
          ...{ minimumRows: 5, replicates: 2000, seed: 7 },
        });
        return judge({
          ...{
            rules: asked,
            slices,
            challenger: metricsOf(now).metrics,
            champion: metricsOf(before).metrics,
          },
          certain: {
            ...{ level: 0.9, correction: 'holm' as const },
            certaintyOf: (name, place, margin) => {
              const found = at(name, place);
              return found && certaintyAt(found, 0.9, margin);
            },
          },
        }).rules;
      };
      expect(withIt.slices.filter(({ column }) => column === 'origin')).toEqual(without.slices);
      const alone = verdict(rules, without, [origin]);
      const beside = verdict([...rules, more], withIt, [origin, useless]);
      expect(beside.slice(0, alone.length)).toEqual(alone);
    }),
    { numRuns: 10 },
  );
});
