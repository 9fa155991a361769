import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, type ColumnType, frameOf, type Value } from '../../src/data/engine/frame.ts';
import { compareColumns, datasetDrift } from '../../src/drift/compare.ts';
import { driftMethod, METHODS } from '../../src/drift/methods/catalogue.ts';
import type { ColumnDrift, DriftVerdict } from '../../src/drift/result.ts';
import { adjustPValues } from '../../src/stats/multiple-tests.ts';
import { randomOf } from '../../src/stats/random.ts';
import { UserError } from '../../src/system/errors.ts';
import { expectClose } from '../vectors/vector.ts';

const column = (name: string, type: ColumnType, values: readonly Value[]): Column => ({ name, type, values });
const numbers = (count: number, shift = 0, seed = 1): number[] => {
  const random = randomOf(seed);
  return Array.from({ length: count }, () => random.normal() + shift);
};
const frame = (values: readonly Value[], type: ColumnType = 'number', name = 'x') =>
  frameOf([column(name, type, values)]);
const only = <T>(list: readonly T[]): T => {
  expect(list).toHaveLength(1);
  return list[0] as T;
};

describe('compareColumns', () => {
  it('gives exactly these keys', () => {
    const { columns, dataset, notes } = compareColumns(frame(numbers(50)), frame(numbers(50, 3)));
    expect(columns).toEqual([
      {
        column: 'x',
        type: 'numerical',
        method: 'evidently.ks',
        statistic: expect.any(Number),
        pValue: expect.any(Number),
        threshold: 0.05,
        effect: { name: 'ks_statistic', value: expect.any(Number) },
        verdict: 'fail',
      },
    ]);
    expect(dataset).toEqual({ drifted: 1, columns: 1, share: 1, verdict: 'fail' });
    expect(notes).toEqual([]);
  });

  it.each<[string, Column | undefined, Column | undefined, RegExp]>([
    [
      'no values now',
      column('x', 'number', [1, 2, 3]),
      column('x', 'number', [null, Number.NaN, null]),
      /no values in the current/,
    ],
    [
      'no values before',
      column('x', 'string', [null]),
      column('x', 'number', [1, 2, 3]),
      /no values in the reference/,
    ],
    [
      'nothing but infinities',
      column('x', 'number', [1, 2]),
      column('x', 'number', [Number.POSITIVE_INFINITY]),
      /no values in the current/,
    ],
    ['missing now', column('x', 'number', [1, 2, 3]), undefined, /missing in the current/],
    [
      'another type',
      column('x', 'number', [1, 2, 3]),
      column('x', 'string', ['a']),
      /number in the reference data and string/,
    ],
  ])('%s is inconclusive, never a pass', (_, reference, current, sentence) => {
    const without = frameOf([column('id', 'integer', [1])]);
    const [before, now] = [reference, current].map((side) => (side ? frameOf([side]) : without));
    const result = compareColumns(before ?? without, now ?? without, { columns: ['x'] });
    expect(only(result.columns)).toMatchObject({ verdict: 'inconclusive', statistic: null, pValue: null });
    expect(result.dataset.verdict).toBe('inconclusive');
    expect(only(result.notes).sentence).toMatch(sentence);
  });

  it('too few rows are inconclusive where a minimum is set', () => {
    const [reference, current] = [frame(numbers(100)), frame(numbers(29, 5))];
    expect(compareColumns(reference, current).dataset.verdict).toBe('fail');
    const { dataset, notes } = compareColumns(reference, current, { minimumRows: 30 });
    expect(dataset.verdict).toBe('inconclusive');
    expect(only(notes).sentence).toBe('"x" has 29 values in the current data, fewer than 30');
  });

  it('a method without an answer is inconclusive and says why', () => {
    const values = ['a', 'b', 'a'];
    const { columns, notes } = compareColumns(frame(values, 'string'), frame([...values, 'b'], 'string'), {
      methods: { x: 'g_test' },
    });
    expect(only(columns).verdict).toBe('inconclusive');
    expect(only(notes).sentence).toMatch(/evidently\.g_test is not defined for "x": needs as many rows/);
    const constant = compareColumns(frame([1, 1, 1]), frame([1, 1, 1]), { methods: { x: 't_test' } });
    expect(only(constant.columns).verdict).toBe('inconclusive');
  });

  it('a method without a default threshold needs one', () => {
    const sides = [frame(['a', 'b'], 'string'), frame(['a', 'a', 'a', 'b'], 'string')] as const;
    const methods = { x: 'tfdv.linf' };
    const open = compareColumns(...sides, { methods });
    expect(only(open.columns)).toMatchObject({ statistic: 0.25, threshold: null, verdict: 'inconclusive' });
    // A value that equals the threshold passes.
    expect(only(compareColumns(...sides, { methods, thresholds: { x: 0.25 } }).columns).verdict).toBe('pass');
    expect(only(compareColumns(...sides, { methods, thresholds: { x: 0.2 } }).columns).verdict).toBe('fail');
  });

  it('a threshold for every column, and one of its own', () => {
    const text = (name: string, values: string) => column(name, 'string', [...values]);
    const sides = [
      frameOf([text('x', 'aabb'), text('y', 'aabb')]),
      frameOf([text('x', 'aaab'), text('y', 'aaab')]),
    ] as const;
    const { columns } = compareColumns(...sides, { preset: 'tfdv', thresholds: { '*': 0.3, y: 0.2 } });
    expect(columns).toMatchObject([
      { column: 'x', method: 'tfdv.l_infinity', statistic: 0.25, threshold: 0.3, verdict: 'pass' },
      { column: 'y', statistic: 0.25, threshold: 0.2, verdict: 'fail' },
    ]);
  });

  it('a correction judges adjusted p-values, of tests alone', () => {
    const names = Array.from({ length: 20 }, (_, i) => `c${i}`);
    const side = (seed: number, shift: number) =>
      frameOf([
        ...names.map((name, i) => column(name, 'number', numbers(60, i === 0 ? shift : 0, seed + i))),
        column('far', 'number', numbers(60, shift, seed + 99)),
      ]);
    const [reference, current] = [side(1, 0), side(501, 0.6)];
    const methods = { far: 'evidently.wasserstein_norm' };
    const plain = compareColumns(reference, current, { methods });
    const pValues = plain.columns.flatMap(({ pValue }) => pValue ?? []);
    for (const correction of ['bonferroni', 'holm', 'fdr_bh'] as const) {
      const { columns } = compareColumns(reference, current, { methods, correction });
      const adjusted = adjustPValues(pValues, correction);
      expect(columns.flatMap(({ adjustedPValue }) => adjustedPValue ?? [])).toEqual([...adjusted]);
      expect(columns.map(({ pValue }) => pValue)).toEqual(plain.columns.map(({ pValue }) => pValue));
      for (const { method, verdict, adjustedPValue } of columns) {
        if (method === 'evidently.ks') expect(verdict === 'fail').toBe((adjustedPValue ?? 1) <= 0.05);
      }
      expect(columns.at(-1)).toEqual(plain.columns.at(-1));
    }
    expect(plain.columns[0]).not.toHaveProperty('adjustedPValue');
  });

  it('an effect does not grow with the rows, a p-value does', () => {
    const effectOf = (method: string, rows: number) => {
      const values = (shift: number) => Array.from({ length: rows }, (_, i) => (i % 10) + shift);
      const { columns } = compareColumns(frame(values(0)), frame(values(2)), { methods: { x: method } });
      return only(columns);
    };
    for (const [method, name, value] of [
      ['ks', 'ks_statistic', 0.2],
      ['t_test', 'cohens_d', 2 / Math.sqrt(8.25)],
      ['mannw', 'common_language_effect', 0.68],
      ['scipy.chi2_contingency', 'cramers_v', Math.sqrt(0.2)],
    ] as const) {
      const [few, many] = [effectOf(method, 100), effectOf(method, 10_000)];
      expect(few.effect?.name).toBe(name);
      expect(few.effect?.value).toBeCloseTo(value, 1);
      expect(many.effect?.value).toBeCloseTo(few.effect?.value ?? Number.NaN, 1);
      expect(many.pValue).toBeLessThan(few.pValue ?? 0);
    }
  });

  it('leaves out times with a note, and columns of the current data alone', () => {
    const reference = frameOf([column('t', 'timestamp', [1, 2]), column('x', 'integer', [1, 2])]);
    const current = frameOf([column('x', 'integer', [1, 2]), column('new', 'integer', [1, 2])]);
    const { columns, notes } = compareColumns(reference, current);
    expect(columns.map(({ column: name }) => name)).toEqual(['x']);
    expect(only(notes)).toEqual({
      column: 't',
      sentence: '"t" is a column of type timestamp, which is not compared',
    });
  });

  it('takes hostile column names', () => {
    for (const name of ['__proto__', 'constructor', '"; drop table', 'a\nb', '']) {
      const result = compareColumns(frame(numbers(40), 'number', name), frame(numbers(40), 'number', name));
      expect(only(result.columns)).toMatchObject({ column: name, threshold: 0.05, verdict: 'pass' });
    }
  });

  it('refuses what does not fit, with what to do', () => {
    const [reference, current] = [frame(['a', 'b'], 'string'), frame(['a', 'b'], 'string')];
    const attempt = (options: Parameters<typeof compareColumns>[2]) => () =>
      compareColumns(reference, current, options);
    expect(attempt({ methods: { x: 'evidently.kss' } })).toThrow(/"evidently.kss" is not a drift method/);
    expect(attempt({ methods: { x: 'evidently.ks' } })).toThrow(
      /compares numerical columns, and "x" is categorical/,
    );
    expect(attempt({ methods: { y: 'ks' } })).toThrow(/there is no column "y"/);
    expect(attempt({ thresholds: { y: 1 } })).toThrow(UserError);
    expect(attempt({ columns: ['y'] })).toThrow(
      expect.objectContaining({ name: 'UserError', hint: 'the columns are "x"' }),
    );
  });

  it('sees booleans as categories and 0 and -0 as one value', () => {
    const booleans = compareColumns(
      frame([true, false, true], 'boolean'),
      frame([true, true, true], 'boolean'),
    );
    expect(only(booleans.columns)).toMatchObject({ type: 'categorical', method: 'evidently.z' });
    const zeros = compareColumns(frame([0, -0, 0, 1]), frame([-0, 0, 0, 1]));
    expect(only(zeros.columns)).toMatchObject({ method: 'evidently.z', pValue: 1, verdict: 'pass' });
  });

  it('compares a column with itself without drift, by every method that has an answer', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 40, maxLength: 80 }), (values) => {
        for (const method of METHODS.values()) {
          if (!method.kinds.includes('numerical') || method.name === 'evidently.mannw') continue;
          const result = compareColumns(frame(values, 'integer'), frame(values, 'integer'), {
            methods: { x: method.name },
          });
          expect(only(result.columns).verdict, method.name).not.toBe('fail');
        }
      }),
      { numRuns: 30 },
    );
  });

  it('takes a million rows in about a second', () => {
    const [reference, current] = [frame(numbers(1e6)), frame(numbers(1e6, 0, 2))];
    const started = performance.now();
    expect(compareColumns(reference, current).dataset.verdict).toBe('pass');
    expect(performance.now() - started).toBeLessThan(6000);
  });
});

describe('datasetDrift', () => {
  const of = (...verdicts: DriftVerdict[]) => verdicts.map((verdict) => ({ verdict }) as ColumnDrift);

  it('is inconclusive only when the open columns could turn the verdict', () => {
    expect(datasetDrift(of('inconclusive', 'pass', 'pass'), 0.5).verdict).toBe('pass');
    expect(datasetDrift(of('inconclusive', 'pass'), 0.5).verdict).toBe('inconclusive');
    expect(datasetDrift(of('inconclusive', 'fail'), 0.5).verdict).toBe('fail');
    expect(datasetDrift([], 0.5).verdict).toBe('inconclusive');
  });
});

describe('methods', () => {
  it.each([
    ['wasserstein', 'evidently.wasserstein_norm'],
    ['evidently.wasserstein', 'evidently.wasserstein_norm'],
    ['ed', 'evidently.energy_distance'],
    ['es', 'evidently.epps_singleton'],
    ['evidently.g-test', 'evidently.g_test'],
    ['tfdv.linf', 'tfdv.l_infinity'],
  ])('%s is understood', (alias, name) => {
    expect(driftMethod(alias).name).toBe(name);
  });

  it("Evidently's own names are understood, bare and with its name", () => {
    const names =
      'ks z chisquare jensenshannon kl_div psi wasserstein anderson fisher_exact cramer_von_mises g_test';
    for (const name of `${names} hellinger mannw ed es t_test TVD empirical_mmd`.split(' ')) {
      expect(driftMethod(name)).toBe(driftMethod(`evidently.${name}`));
    }
  });

  it("Alibi Detect's single precision", () => {
    // SciPy 1.17.1: ks_2samp(method='asymp') and chi2_contingency, rounded to float32.
    const before = Array.from({ length: 200 }, (_, i) => ((i * 7919 + 13) % 10007) / 10007);
    const now = Array.from({ length: 120 }, (_, i) => (((i * 6007 + 101) % 10007) / 10007) * 0.9 + 0.07);
    const ks = compareColumns(frame(before), frame(now), { methods: { x: 'alibi_detect.ks' } });
    expect(only(ks.columns)).toMatchObject({ statistic: 0.17000000178813934, pValue: 0.023022877052426338 });
    const rows = (counts: readonly number[]) =>
      frame(
        counts.flatMap((count, i) => new Array<string>(count).fill('abc'.charAt(i))),
        'string',
      );
    const chi2 = compareColumns(rows([40, 35, 25]), rows([30, 50, 40]), { methods: { x: 'alibi.chi2' } });
    expect(only(chi2.columns)).toMatchObject({ statistic: 5.7666449546813965, pValue: 0.055948562920093536 });
  });

  it("NannyML's number for numbers", () => {
    // nannyml 0.13.1, ContinuousJensenShannonDistance
    const before = Array.from({ length: 200 }, (_, i) => ((i * 7919 + 13) % 10007) / 10007);
    const now = Array.from({ length: 120 }, (_, i) => ((i * 6007 + 101) % 10007) / 8000);
    const { columns } = compareColumns(frame(before), frame(now), {
      methods: { x: 'nannyml.jensen_shannon' },
    });
    expectClose(only(columns).statistic, 0.5987239645742953);
  });
});
