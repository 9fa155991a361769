import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Column,
  type ColumnType,
  type Frame,
  frameOf,
  type Value,
} from '../../src/data/engine/frame.ts';
import { blocksOf } from '../../src/drift/calibrated/blocks.ts';
import { combine } from '../../src/drift/calibrated/column-test.ts';
import { type JudgeOptions, judgeDrift } from '../../src/drift/judge.ts';
import { adjustPValues } from '../../src/stats/multiple-tests.ts';
import { type Random, randomOf } from '../../src/stats/random.ts';
import { UserError } from '../../src/system/errors.ts';

const DAY = 86_400_000;
const column = (name: string, type: ColumnType, values: readonly Value[]): Column => ({ name, type, values });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const normal = (random: Random, rows: number, shift = 0) => many(rows, () => random.normal() + shift);
const judge = (reference: Frame, current: Frame, options: Partial<JudgeOptions> = {}) =>
  judgeDrift(reference, current, { preset: 'calibrated', ...options });
const verdicts = (reference: Frame, current: Frame, options: Partial<JudgeOptions> = {}) =>
  Object.fromEntries(
    judge(reference, current, options).columns.map(({ column: name, verdict }) => [name, verdict]),
  );
const of = (values: readonly Value[], type: ColumnType = 'number') => frameOf([column('x', type, values)]);

/** Columns whose mean differs from day to day, with so many rows a day. */
function weather(
  random: Random,
  from: number,
  days: number,
  rows: number,
  columns: number,
  spread: number,
  shift = 0,
) {
  const times = many(days * rows, (row) => (from + Math.floor(row / rows)) * DAY);
  const made = many(columns, (place) => {
    const day = many(days, () => spread * random.normal());
    const move = place === 0 ? shift : 0;
    const values = times.map((_, row) => random.normal() + (day[Math.floor(row / rows)] as number) + move);
    return column(`c${place}`, 'number', values);
  });
  return frameOf([column('time', 'timestamp', times), ...made]);
}

describe('the calibrated preset', () => {
  it('without time alarms on rows of one kind no more often than it says', () => {
    let alarms = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const random = randomOf(seed);
      const side = (rows: number) =>
        frameOf([
          column('normal', 'number', normal(random, rows)),
          column(
            'heavy',
            'number',
            many(rows, () => random.normal() / random.next()),
          ),
          column(
            'count',
            'integer',
            many(rows, () => Math.floor(-2 * Math.log(1 - random.next()))),
          ),
          column(
            'city',
            'string',
            many(rows, () => `city ${Math.floor(12 * random.next() ** 2)}`),
          ),
          column(
            'rare',
            'boolean',
            many(rows, () => random.next() < 0.02),
          ),
        ]);
      if (judge(side(400), side(250)).dataset.verdict === 'fail') alarms++;
    }
    expect(alarms / 300).toBeLessThanOrEqual(0.07);
  });

  it('with time takes ordinary weather for what it is, and a shift for what that is', () => {
    let [alarms, found] = [0, 0];
    for (let seed = 1; seed <= 60; seed++) {
      const random = randomOf(seed);
      const reference = weather(random, 0, 60, 40, 4, 0.3);
      if (judge(reference, weather(random, 60, 15, 40, 4, 0.3), { time: 'time' }).dataset.verdict === 'fail')
        alarms++;
      const shifted = weather(random, 60, 15, 40, 4, 0.3, 0.6);
      if (verdicts(reference, shifted, { time: 'time' }).c0 === 'fail') found++;
    }
    expect(alarms).toBeLessThanOrEqual(5);
    expect(found).toBeGreaterThanOrEqual(50);
  });

  it('does not alarm because a sample is large', () => {
    const random = randomOf(3);
    const [reference, current] = [of(normal(random, 200_000)), of(normal(random, 200_000, 0.02))];
    const { columns, notes } = judge(reference, current);
    expect(columns[0]).toMatchObject({ verdict: 'pass', adjustedPValue: expect.any(Number) });
    expect(columns[0]?.adjustedPValue).toBeLessThan(0.001);
    expect(notes[0]?.sentence).toMatch(
      /^"x" moved by 0\.0\d+ standard deviations, surely but less than the 0\.05/,
    );
    expect(verdicts(reference, current, { thresholds: { x: 0.01 } })).toEqual({ x: 'fail' });
    expect(verdicts(reference, current, { thresholds: { '*': 0.01 } })).toEqual({ x: 'fail' });
  });

  it.each<[string, Value[], Value[], ColumnType]>([
    [
      'a new category',
      many(500, (i) => `c${i % 3}`),
      many(300, (i) => (i % 10 === 0 ? 'new' : `c${i % 3}`)),
      'string',
    ],
    [
      'a new missing pattern',
      many(500, (i) => i % 97),
      many(300, (i) => (i % 9 === 0 ? null : i % 97)),
      'number',
    ],
    ['nothing but missing values', many(500, (i) => i % 97), many(300, () => null), 'number'],
    ['another scale', normal(randomOf(1), 500), normal(randomOf(2), 300).map((x) => 2 * x), 'number'],
    ['another unit', many(500, (i) => 1 + (i % 50)), many(300, (i) => 1000 * (1 + (i % 50))), 'number'],
  ])('%s is drift', (_, before, now, type) => {
    expect(verdicts(of(before, type), of(now, type))).toEqual({ x: 'fail' });
  });

  it.each<[string, Value[], Value[], ColumnType]>([
    ['a constant column', many(100, () => 1), many(100, () => 1), 'number'],
    ['one odd row', many(100, () => 'a'), many(100, (i) => (i === 7 ? 'b' : 'a')), 'string'],
    [
      'infinities',
      many(100, (i) => (i % 9 === 0 ? Infinity : i % 10)),
      many(100, (i) => (i % 9 === 0 ? Infinity : i % 10)),
      'number',
    ],
  ])('%s is none', (_, before, now, type) => {
    expect(verdicts(of(before, type), of(now, type))).toEqual({ x: 'pass' });
  });

  it.each<[string, Frame, Frame, Partial<JudgeOptions>, RegExp]>([
    [
      'too few rows',
      of(many(100, (i) => i)),
      of([1, 2, 3]),
      {},
      /the current data have 3 rows, and "x" needs 30/,
    ],
    [
      'no values',
      of(many(100, () => null)),
      of(many(100, () => null)),
      {},
      /"x" has no values on either side/,
    ],
    [
      'another type',
      of(many(100, (i) => i)),
      of(
        many(100, (i) => `${i % 3}`),
        'string',
      ),
      {},
      /"x" is number .* string/,
    ],
    [
      'values that are all different',
      of(
        many(100, (i) => `a${i}`),
        'string',
      ),
      of(
        many(100, (i) => `b${i}`),
        'string',
      ),
      {},
      /no value that is frequent enough/,
    ],
    [
      'one hour of reference',
      weather(randomOf(1), 0, 1, 100, 1, 0),
      weather(randomOf(2), 1, 1, 100, 1, 0),
      { time: 'time' },
      /rows on 1 day, and at least 4 are needed/,
    ],
  ])('%s are inconclusive, with what is needed', (_, reference, current, options, sentence) => {
    const { columns, dataset, notes } = judge(reference, current, options);
    expect(columns.every(({ verdict }) => verdict === 'inconclusive')).toBe(true);
    expect(dataset.verdict).toBe('inconclusive');
    expect(notes[0]?.sentence).toMatch(sentence);
  });

  it('corrects for the number of columns as statsmodels does', () => {
    const random = randomOf(9);
    const side = (shift: number) =>
      frameOf(many(8, (i) => column(`c${i}`, 'number', normal(random, 300, i < 3 ? shift * (i + 1) : 0))));
    const { columns } = judge(side(0), side(0.1));
    const adjusted = adjustPValues(
      columns.map(({ pValue }) => pValue as number),
      'fdr_bh',
    );
    expect(columns.map(({ adjustedPValue }) => adjustedPValue)).toEqual([...adjusted]);
    for (const { adjustedPValue = 1, statistic, verdict, threshold } of columns) {
      expect(threshold).toBe(0.05);
      expect(verdict).toBe(adjustedPValue <= 0.05 && (statistic ?? 0) >= 0.05 ? 'fail' : 'pass');
    }
  });

  it('does not hang on the order of rows, and gives the same twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (seed, isTimed) => {
        const random = randomOf(seed);
        const [reference, current] = [
          weather(random, 0, 20, 5, 2, 0.5),
          weather(random, 20, 10, 5, 2, 0.5, 0.5),
        ];
        const shuffled = (frame: Frame): Frame => {
          const order = randomOf(seed + 1).shuffle(many(frame.rows, (row) => row));
          return frameOf(
            [...frame.columns.values()].map((each) => ({
              ...each,
              values: order.map((row) => each.values[row] as Value),
            })),
          );
        };
        const options = isTimed ? { time: 'time' } : { columns: ['c0', 'c1'] };
        const [once, again] = [
          judge(reference, current, options),
          judge(shuffled(reference), shuffled(current), options),
        ];
        expect(judge(reference, current, options).columns).toEqual(once.columns);
        for (const [place, { pValue, statistic }] of once.columns.entries()) {
          expect(again.columns[place]?.pValue).toBeCloseTo(pValue as number, 9);
          expect(again.columns[place]?.statistic).toBeCloseTo(statistic as number, 9);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('leaves a column with a method of its own to that', () => {
    const random = randomOf(4);
    const side = (shift: number) =>
      frameOf([
        column('a', 'number', normal(random, 100, shift)),
        column('b', 'number', normal(random, 100)),
      ]);
    const { columns, dataset } = judge(side(0), side(2), { methods: { a: 'evidently.ks' } });
    expect(columns.map(({ method }) => method)).toEqual(['evidently.ks', 'calibrated.numerical']);
    expect(dataset).toMatchObject({ drifted: 1, verdict: 'fail' });
    expect(judge(side(0), side(2), { driftShare: 0.6 }).dataset.verdict).toBe('pass');
  });

  it.each<[Partial<JudgeOptions>, RegExp]>([
    [{ time: 'when' }, /there is no time column "when"/],
    [{ columns: ['y'] }, /there is no column "y" to compare/],
    [{ thresholds: { y: 1 } }, /there is no column "y" to compare/],
    [{ methods: { x: 'ours' } }, /"ours" is not a drift method/],
  ])('refuses %j', (options, message) => {
    const frame = of(many(50, (i) => i));
    expect(() => judge(frame, frame, options)).toThrow(UserError);
    expect(() => judge(frame, frame, options)).toThrow(message);
  });
});

describe('blocks', () => {
  const days = (from: number, count: number, step = 1) => many(count, (day) => (from + step * day) * DAY);

  it.each([
    // Twelve of seven days fit, and two days at the beginning are left over.
    [86, 7, { count: 12, ratio: 1, first: 2 }],
    // Shorter ones where they do not, of whole weeks where the current data are.
    [120, 28, { count: 17, ratio: 4, first: 1 }],
    [120, 30, { count: 12, ratio: 3, first: 0 }],
    [24, 1, { count: 24, ratio: 1, first: 0 }],
  ])('%i days against %i: the remainder is no block', (reference, current, { count, ratio, first }) => {
    const found = blocksOf(days(0, reference), days(reference, current));
    if (!('count' in found)) throw new Error(found.obstacle);
    expect(found).toMatchObject({ count, ratio });
    expect(Array.from(found.of).indexOf(0)).toBe(first);
    const sizes = many(count, (block) => Array.from(found.of).filter((each) => each === block).length);
    expect(new Set(sizes).size).toBe(1);
  });

  it('gaps are no time', () => {
    const found = blocksOf(days(0, 60, 2), days(1, 60, 2));
    expect(found).toMatchObject({ count: 12, ratio: 12 });
  });

  it('a reference of few days is divided by hours', () => {
    const hours = many(72, (hour) => (hour * DAY) / 24);
    expect(
      blocksOf(
        hours,
        many(6, (hour) => 3 * DAY + (hour * DAY) / 24),
      ),
    ).toMatchObject({ count: 12, ratio: 1 });
  });

  it('takes times as text, and says when there are none', () => {
    const text = many(20, (day) => `2025-03-${String(day + 1).padStart(2, '0')}`);
    expect(blocksOf(text, ['2025-04-01'])).toMatchObject({ count: 20, ratio: 1 });
    expect(blocksOf(text, [null, 'soon'])).toEqual({ obstacle: 'the current data have no row with a time' });
  });
});

it('the Cauchy combination leaves one p-value alone and never goes astray', () => {
  for (const pValue of [1e-200, 1e-9, 0.003, 0.4]) {
    expect(combine([{ pValue, weight: 1 }])).toBeCloseTo(pValue, 9);
  }
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          pValue: fc.double({ min: 0, max: 1, noNaN: true }),
          weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
        }),
        { minLength: 1, maxLength: 20 },
      ),
      (tests) => {
        const p = combine(tests);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      },
    ),
  );
});
