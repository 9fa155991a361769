import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeatureConfig } from '../../src/config/schema/features.ts';
import { type Column, frameOf, takeRows } from '../../src/data/engine/frame.ts';
import { fitTransforms } from '../../src/features/fit.ts';
import { parseFittedTransforms } from '../../src/features/fitted.ts';
import { murmur3 } from '../../src/features/murmur.ts';
import { applyTransforms, Transforms, takeMatrixRows } from '../../src/features/transforms.ts';
import { DataError, UserError } from '../../src/system/errors.ts';

const column = (name: string, type: Column['type'], values: Column['values']): Column => ({
  name,
  type,
  values,
});
/** The rows of the matrix that `features`, fitted on `columns`, make of `serving` (or of the same). */
function rowsOf(features: FeatureConfig[], columns: Column[], serving = columns) {
  const fitted = fitTransforms(features, frameOf(columns));
  const { names, values, width, rows } = applyTransforms(fitted, frameOf(serving));
  return {
    names,
    rows: Array.from({ length: rows }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]),
  };
}

describe('numbers', () => {
  it('standardizes as scikit-learn does, with the population deviation', () => {
    const { names, rows } = rowsOf(
      [{ columns: ['x'], transform: 'standardize' }],
      [column('x', 'integer', [1, 2, 3, 4])],
    );
    expect(names).toEqual(['x']);
    expect(rows.flat()).toEqual([-1.5, -0.5, 0.5, 1.5].map((z) => Math.fround(z / Math.sqrt(1.25))));
  });

  it('imputes, then takes the logarithm, in the order of the chain', () => {
    const x = column('x', 'number', [0, null, 3, Number.NaN]);
    const chain = (fill?: FeatureConfig['fill']): FeatureConfig[] => [
      { columns: ['x'], transform: ['impute', 'log1p'], ...(fill === undefined ? {} : { fill }) },
    ];
    const filled = (value: number) => [0, value, 3, value].map((v) => [Math.fround(Math.log1p(v))]);
    expect(rowsOf(chain(), [x]).rows).toEqual(filled(1.5));
    expect(rowsOf(chain('mean'), [x]).rows).toEqual(filled(1.5));
    expect(rowsOf(chain('most-frequent'), [x]).rows).toEqual(filled(0));
    expect(rowsOf(chain(7), [x]).rows).toEqual(filled(7));
  });

  it('takes booleans as 0 and 1', () => {
    const flag = column('flag', 'boolean', [true, false]);
    expect(rowsOf([{ columns: ['flag'], transform: 'numeric' }], [flag]).rows).toEqual([[1], [0]]);
    expect(rowsOf([{ columns: ['flag'], transform: 'one-hot' }], [flag])).toEqual({
      names: ['flag=false', 'flag=true', 'flag=(other)'],
      rows: [
        [0, 1, 0],
        [1, 0, 0],
      ],
    });
  });

  it('makes a constant feature 0, and warns', () => {
    const warnings: string[] = [];
    const frame = frameOf([column('x', 'number', [0.1, 0.1, 0.1])]);
    const fitted = fitTransforms([{ columns: ['x'], transform: 'standardize' }], frame, (w) =>
      warnings.push(w),
    );
    expect([...applyTransforms(fitted, frame).values]).toEqual([0, 0, 0]);
    expect([
      ...applyTransforms(fitted, frameOf([column('x', 'number', [5, Number.MIN_VALUE])])).values,
    ]).toEqual([0, 0]);
    expect(warnings).toEqual([
      'feature column "x" is constant in the training rows: it says nothing and becomes 0',
    ]);
  });

  it('buckets by quantiles or by given boundaries, the lower edge inside', () => {
    const x = column('x', 'number', [1, 2, 3, 4, null]);
    expect(rowsOf([{ columns: ['x'], transform: 'bucketize', buckets: 2 }], [x])).toEqual({
      names: ['x[-Infinity,2.5)', 'x[2.5,Infinity)', 'x=(missing)'],
      rows: [
        [1, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    });
    const edges = rowsOf([{ columns: ['x'], transform: 'bucketize', boundaries: [2, 3] }], [x]);
    expect(edges.rows.map((row) => row.indexOf(1))).toEqual([0, 1, 2, 2, 3]);
  });

  it('turns a cycle into sine and cosine', () => {
    const { names, rows } = rowsOf(
      [{ columns: ['hour'], transform: 'cyclic', period: 24 }],
      [column('hour', 'integer', [0, 6, 30])],
    );
    expect(names).toEqual(['hour:sin', 'hour:cos']);
    expect(rows[0]).toEqual([0, 1]);
    expect(rows[1]?.[0]).toBe(1);
    expect(rows[2]).toEqual(rows[1]);
  });
});

describe('categories', () => {
  it('has a bucket for the unseen, and one for the missing where training had any', () => {
    const carrier = column('carrier', 'string', ['UA', 'AA', 'UA']);
    const serving = [column('carrier', 'string', ['AA', 'never', null])];
    const one: FeatureConfig[] = [{ columns: ['carrier'], transform: 'one-hot' }];
    expect(rowsOf(one, [carrier], serving)).toEqual({
      names: ['carrier=AA', 'carrier=UA', 'carrier=(other)'],
      rows: [
        [1, 0, 0],
        [0, 0, 1],
        [0, 0, 1],
      ],
    });
    const gaps = [column('carrier', 'string', ['UA', null])];
    expect(rowsOf(one, gaps, serving)).toEqual({
      names: ['carrier=UA', 'carrier=(other)', 'carrier=(missing)'],
      rows: [
        [0, 1, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    });
  });

  it('keeps the most frequent categories and says what it dropped', () => {
    const warnings: string[] = [];
    const frame = frameOf([column('c', 'string', ['b', 'a', 'c', 'c', 'b'])]);
    const fitted = fitTransforms(
      [{ columns: ['c'], transform: 'one-hot', 'max-categories': 2 }],
      frame,
      (w) => {
        warnings.push(w);
      },
    );
    expect(new Transforms(fitted).names).toEqual(['c=b', 'c=c', 'c=(other)']);
    expect(warnings[0]).toContain('3 categories; the 2 most frequent are kept, 1 of 5 training rows');
  });

  it('hashes with MurmurHash3, as other programs do', () => {
    // Reference values of MurmurHash3_x86_32.
    expect(murmur3('')).toBe(0);
    expect(murmur3('', 1)).toBe(0x514e28b7);
    expect(murmur3('hello')).toBe(0x248bfa47);
    expect(murmur3('hello, world')).toBe(0x149bbb7f);
    expect(murmur3('The quick brown fox jumps over the lazy dog')).toBe(0x2e4ff723);
    const { rows, names } = rowsOf(
      [{ columns: ['dest'], transform: 'hash', buckets: 4 }],
      [column('dest', 'string', ['hello', null])],
    );
    expect(names).toEqual(['dest#0', 'dest#1', 'dest#2', 'dest#3', 'dest#(missing)']);
    expect(rows.map((row) => row.indexOf(1))).toEqual([0x248bfa47 % 4, 4]);
  });

  it('names every column differently, even where case does not count', () => {
    const { names } = rowsOf(
      [{ columns: ['c'], transform: 'one-hot' }],
      [column('c', 'string', ['Yes', 'yes'])],
    );
    expect(names).toEqual(['c=Yes', 'c=yes~2', 'c=(other)']);
  });

  it('fills missing text', () => {
    const c = [column('c', 'string', ['b', null, 'b', 'a'])];
    const chain = (fill?: 'most-frequent'): FeatureConfig[] => [
      { columns: ['c'], transform: ['impute', 'one-hot'], ...(fill ? { fill } : {}) },
    ];
    expect(rowsOf(chain(), c).names).toEqual(['c=(missing)', 'c=a', 'c=b', 'c=(other)']);
    expect(rowsOf(chain('most-frequent'), c).rows[1]).toEqual([0, 1, 0]);
  });
});

describe('times', () => {
  const at = column('at', 'timestamp', [Date.UTC(2024, 11, 31, 23, 59), Date.UTC(2023, 0, 2)]);

  it('takes dates apart in UTC', () => {
    const parts = ['year', 'month', 'day', 'weekday', 'hour', 'minute', 'day-of-year'] as const;
    const { names, rows } = rowsOf([{ columns: ['at'], transform: 'date-parts', parts: [...parts] }], [at]);
    expect(names).toEqual(parts.map((part) => `at.${part}`));
    expect(rows).toEqual([
      [2024, 12, 31, 1, 23, 59, 366],
      [2023, 1, 2, 0, 0, 0, 2],
    ]);
    const day = column('day', 'date', ['2024-12-31', '2023-01-02']);
    expect(rowsOf([{ columns: ['day'], transform: 'date-parts', parts: ['weekday'] }], [day]).rows).toEqual([
      [1],
      [0],
    ]);
  });

  it('lets any step follow, each part with its own cycle', () => {
    const { names, rows } = rowsOf(
      [{ columns: ['at'], transform: ['date-parts', 'cyclic'], parts: ['hour'] }],
      [at],
    );
    expect(names).toEqual(['at.hour:sin', 'at.hour:cos']);
    expect(rows[0]?.[0]).toBeCloseTo(Math.sin((2 * Math.PI * 23) / 24), 6);
    expect(rowsOf([{ columns: ['at'], transform: ['date-parts', 'one-hot'] }], [at]).names).toEqual([
      'at.month=1',
      'at.month=12',
      'at.month=(other)',
      'at.weekday=0',
      'at.weekday=1',
      'at.weekday=(other)',
      'at.hour=0',
      'at.hour=23',
      'at.hour=(other)',
    ]);
  });
});

describe('refusals', () => {
  const fitOn = (transform: FeatureConfig['transform'], values: Column, more: Partial<FeatureConfig> = {}) =>
    fitTransforms([{ columns: [values.name], transform, ...more }], frameOf([values]));

  it('says which column is missing where, how often, and what to do', () => {
    const x = column('x', 'number', [1, null, 3, Number.NaN]);
    expect(() => fitOn('standardize', x)).toThrow(
      new DataError('feature column "x" is missing in 2 of 4 rows (row 2, 4)', {
        hint: 'Put `impute` first in the `transform` of the feature, or filter these rows out with `data.view.where`.',
      }),
    );
  });

  it('refuses infinities, values outside a domain and numbers beyond float32', () => {
    expect(() => fitOn('numeric', column('x', 'number', [1, Number.POSITIVE_INFINITY]))).toThrow(
      'feature column "x" is infinite in 1 of 2 rows (row 2)',
    );
    expect(() => fitOn('log1p', column('x', 'number', [0, -1, -2]))).toThrow(
      'has no log1p, which needs more than -1: -1 in 2 of 3 rows',
    );
    expect(() => fitOn('numeric', column('x', 'number', [1e39]))).toThrow('is too large for the model');
    expect(() => fitOn(['date-parts'], column('t', 'timestamp', [1e300]))).toThrow('beyond the calendar');
    expect(() => fitOn('standardize', column('x', 'number', [1e308, -1e308]))).toThrow(
      'too large to standardize',
    );
  });

  it.each([
    ['standardize', column('c', 'string', ['a']), {}, /standardize cannot take text/],
    [['impute'], column('c', 'string', ['a', null]), {}, /text cannot reach the model/],
    ['numeric', column('t', 'timestamp', [0]), {}, /numeric cannot take a timestamp/],
    ['date-parts', column('x', 'number', [0]), {}, /date-parts cannot take a number/],
    [['one-hot', 'standardize'], column('c', 'string', ['a']), {}, /nothing may follow one-hot/],
    ['cyclic', column('x', 'number', [0]), {}, /needs a `period`/],
    [['date-parts', 'cyclic'], column('t', 'timestamp', [0]), { parts: ['year'] }, /a year has no cycle/],
    ['bucketize', column('x', 'number', [0]), { boundaries: [2, 1] }, /must ascend/],
    [['impute', 'one-hot'], column('c', 'string', ['a']), { fill: 3 }, /makes no text/],
  ] as const)('refuses %j of %o', (transform, values, more, message) => {
    const attempt = () => fitOn(transform as FeatureConfig['transform'], values, more as never);
    expect(attempt).toThrow(UserError);
    expect(attempt).toThrow(message);
  });

  it('refuses a column that is not there, no rows, and a column without any value', () => {
    const frame = frameOf([column('x', 'number', [1])]);
    expect(() => fitTransforms([{ columns: ['y'], transform: 'numeric' }], frame)).toThrow(UserError);
    expect(() => fitOn('numeric', column('x', 'number', []))).toThrow('no training rows');
    expect(() => fitOn('impute', column('x', 'number', [null, null]))).toThrow(
      'all 2 training rows are missing',
    );
  });

  it('tells a server what is wrong with each row', () => {
    const transforms = new Transforms(
      fitTransforms(
        [
          { columns: ['x'], transform: 'standardize' },
          { columns: ['d'], transform: ['date-parts', 'standardize'], parts: ['day'] },
        ],
        frameOf([column('x', 'number', [1, 2]), column('d', 'date', ['2024-01-01', '2024-01-02'])]),
      ),
    );
    const serving = frameOf([
      column('x', 'number', [1, null, 'one']),
      column('d', 'date', ['2024-02-30', '2024-02-01', '2024-02-02']),
    ]);
    expect(transforms.convert(serving).problems).toEqual([
      { row: 1, column: 'x', message: 'is missing' },
      { row: 2, column: 'x', message: 'is no number: "one"' },
      { row: 0, column: 'd', message: 'is no date: "2024-02-30"' },
    ]);
    expect(transforms.inputs).toEqual([
      { name: 'x', type: 'number' },
      { name: 'd', type: 'date' },
    ]);
  });
});

describe('transform.json', () => {
  const fitted = fitTransforms(
    [
      { columns: ['x'], transform: ['impute', 'standardize'] },
      { columns: ['c'], transform: 'one-hot' },
    ],
    frameOf([column('x', 'number', [1, 2, null]), column('c', 'string', ['a', '__proto__', null])]),
  );

  it('survives JSON', () => {
    expect(parseFittedTransforms(JSON.stringify(fitted), 'transform.json')).toEqual(fitted);
  });

  it.each([
    ['not JSON', (text: string) => text.slice(1)],
    ['another format', (text: string) => text.replace('mlops-transform/1', 'mlops-transform/9')],
    ['an unknown step', (text: string) => text.replace('"impute"', '"eval"')],
    ['an infinite number', (text: string) => text.replace(/"mean":[^,]+/, '"mean":1e999')],
    ['a step that cannot follow', (text: string) => text.replace('"type":"number"', '"type":"string"')],
    ['an unknown key', (text: string) => text.replace('"column":"x"', '"column":"x","__proto__":{}')],
    [
      'text that reaches the model',
      (text: string) => text.replace(/\{"step":"one-hot".*?false\}|\{"step":"one-hot".*?true\}/, ''),
    ],
  ])('refuses %s', (_, damage) => {
    const text = damage(JSON.stringify(fitted));
    expect(text).not.toBe(JSON.stringify(fitted));
    expect(() => parseFittedTransforms(text, 'transform.json')).toThrow(DataError);
    expect(() => parseFittedTransforms(text, 'transform.json')).toThrow('transform.json is damaged');
  });
});

describe('properties', () => {
  const number = fc.oneof(
    fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 100),
    fc.constant(Number.NaN),
    fc.constant(null),
  );
  const row = fc.record({
    x: number,
    flag: fc.option(fc.boolean()),
    c: fc.option(fc.string({ maxLength: 3 })),
    at: fc.option(fc.integer({ min: -1e13, max: 1e13 })),
  });
  const features: FeatureConfig[] = [
    { columns: ['x', 'flag'], transform: ['impute', 'standardize'], fill: 0.5 },
    { columns: ['x'], transform: 'bucketize', buckets: 4 },
    { columns: ['c', 'flag'], transform: 'one-hot', 'max-categories': 3 },
    { columns: ['c'], transform: 'hash', buckets: 5 },
    { columns: ['at'], transform: ['impute', 'date-parts', 'cyclic'], fill: 0 },
  ];
  const frameFrom = (
    rows: { x: number | null; flag: boolean | null; c: string | null; at: number | null }[],
  ) =>
    frameOf([
      column(
        'x',
        'number',
        rows.map(({ x }) => x),
      ),
      column(
        'flag',
        'boolean',
        rows.map(({ flag }) => flag),
      ),
      column(
        'c',
        'string',
        rows.map(({ c }) => c),
      ),
      column(
        'at',
        'timestamp',
        rows.map(({ at }) => at),
      ),
    ]);

  it('turns each row into the same finite numbers alone, in a batch and in any order', () => {
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.array(row, { minLength: 1, maxLength: 12 }),
        (training, serving) => {
          const fitted = fitTransforms(features, frameFrom(training));
          expect(fitTransforms(features, frameFrom([...training].reverse()))).toEqual(fitted);
          expect(parseFittedTransforms(JSON.stringify(fitted), 'transform.json')).toEqual(fitted);
          const frame = frameFrom(serving);
          const batch = applyTransforms(fitted, frame);
          expect(batch.values.every(Number.isFinite)).toBe(true);
          const reversed = serving.map((_, index) => serving.length - 1 - index);
          expect(applyTransforms(fitted, takeRows(frame, reversed)).values).toEqual(
            takeMatrixRows(batch, reversed).values,
          );
          for (const index of serving.keys()) {
            expect(applyTransforms(fitted, takeRows(frame, [index])).values).toEqual(
              takeMatrixRows(batch, [index]).values,
            );
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
