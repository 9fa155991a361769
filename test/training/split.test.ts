import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SplitConfig } from '../../src/config/schema/split.ts';
import { type Column, frameOf, takeRows } from '../../src/data/engine/frame.ts';
import { DataError, UserError } from '../../src/system/errors.ts';
import { planSplit } from '../../src/training/split.ts';

const DAY = 86_400_000;
const start = Date.UTC(2013, 0, 1);
/** One row at noon of each of so many days from 1 January 2013. */
const days = (count: number, type: Column['type'] = 'timestamp') =>
  frameOf([
    {
      name: 'at',
      type,
      values: Array.from({ length: count }, (_, index) => {
        const time = start + index * DAY + DAY / 2;
        return type === 'date' ? new Date(time).toISOString().slice(0, 10) : time;
      }),
    },
  ]);
const byTime = (train: string, validation: string, test: string, until = 'latest'): SplitConfig => ({
  by: 'time',
  train,
  validation,
  test,
  until,
});
const options = { time: 'at', seed: 1 };

describe('a split by time', () => {
  it('counts back from the day after the last row, in half-open whole days', () => {
    const plan = planSplit(byTime('6d', '2d', '2d'), days(10), options);
    expect([...plan.train.rows]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...plan.validation.rows]).toEqual([6, 7]);
    expect([...plan.test.rows]).toEqual([8, 9]);
    expect(plan.test.from).toBe('2013-01-09T00:00:00.000Z');
    expect(plan.test.to).toBe('2013-01-11T00:00:00.000Z');
    expect(plan.warnings).toEqual([]);
    expect(planSplit(byTime('6d', '2d', '2d'), days(10, 'date'), options)).toEqual(plan);
  });

  it('leaves out rows at or after `until`, and rows before the training part', () => {
    const plan = planSplit(byTime('2d', '1d', '1d', '2013-01-08'), days(10), options);
    expect([plan.train, plan.validation, plan.test].map(({ rows }) => [...rows])).toEqual([[3, 4], [5], [6]]);
  });

  it('warns of less history than asked for, with both numbers', () => {
    const plan = planSplit(byTime('120d', '15d', '15d', '2013-05-16'), days(200), options);
    expect(plan.warnings).toEqual([
      'the split asks for 150 days of history before 2013-05-16, but the data have 135 of them (2013-01-01 to 2013-07-19)',
    ]);
    expect(plan.train.from).toBe('2013-01-01T00:00:00.000Z');
    expect(plan.train.rows.length).toBe(105);
    expect(plan.validation.from).toBe('2013-04-16T00:00:00.000Z');
  });

  it('refuses less than half of the history, and an `until` far from the data', () => {
    expect(() => planSplit(byTime('12d', '4d', '4d'), days(9), options)).toThrow(
      'asks for 20 days of history before 2013-01-10, but the data have 9 of them (2013-01-01 to 2013-01-09): less than half',
    );
    for (const until of ['2012-06-01', '2014-06-01']) {
      expect(() => planSplit(byTime('6d', '2d', '2d', until), days(10), options)).toThrow(DataError);
    }
  });

  it('refuses an empty part, missing times and other misuse', () => {
    const gap = takeRows(days(10), [0, 1, 2, 3, 4, 5, 8, 9]);
    expect(() => planSplit(byTime('6d', '2d', '2d'), gap, options)).toThrow(
      'the validation part is empty: no row from 2013-01-07 to before 2013-01-09',
    );
    const missing = frameOf([{ name: 'at', type: 'timestamp', values: [start, null, Number.NaN] }]);
    expect(() => planSplit(byTime('1d', '1d', '1d'), missing, options)).toThrow(
      'missing or no time in 2 of 3 rows',
    );
    const text = frameOf([{ name: 'at', type: 'string', values: ['2013'] }]);
    expect(() => planSplit(byTime('1d', '1d', '1d'), text, options)).toThrow(UserError);
    expect(() => planSplit(byTime('36h', '1d', '1d'), days(9), options)).toThrow(
      'not a whole number of days',
    );
    expect(() => planSplit(byTime('1d', '1d', '1d', '2013-02-30'), days(9), options)).toThrow(
      'no day of the calendar',
    );
    expect(() => planSplit(byTime('1d', '1d', '1d'), days(9), { seed: 1 })).toThrow('no time column');
    expect(() => planSplit(byTime('1d', '1d', '1d'), days(0), options)).toThrow('no rows to split');
  });
});

describe('a split by share', () => {
  const rows = 2000;
  const frame = frameOf([
    { name: 'id', type: 'integer', values: Array.from({ length: rows }, (_, row) => row) },
    {
      name: 'group',
      type: 'string',
      values: Array.from({ length: rows }, (_, row) => (row % 97 === 0 ? null : `g${row % 97}`)),
    },
  ]);
  const shares = { validation: 0.15, test: 0.2 };

  it('at random has exactly its shares and follows its seed', () => {
    const plan = planSplit({ by: 'random', ...shares }, frame, { seed: 7 });
    expect([plan.train, plan.validation, plan.test].map((part) => part.rows.length)).toEqual([
      1300, 300, 400,
    ]);
    expect(planSplit({ by: 'random', ...shares }, frame, { seed: 7 })).toEqual(plan);
    expect(planSplit({ by: 'random', ...shares }, frame, { seed: 8 })).not.toEqual(plan);
  });

  it('by group keeps each group whole', () => {
    const plan = planSplit({ by: 'group', column: 'group', ...shares }, frame, { seed: 1 });
    const groups = (part: Uint32Array) =>
      new Set([...part].map((row) => frame.columns.get('group')?.values[row]));
    const [train, validation, test] = [plan.train, plan.validation, plan.test].map((part) =>
      groups(part.rows),
    ) as [Set<unknown>, Set<unknown>, Set<unknown>];
    expect([...train].filter((group) => test.has(group))).toEqual([]);
    expect([...validation].filter((group) => train.has(group) || test.has(group))).toEqual([]);
    expect(train.size + validation.size + test.size).toBe(97);
  });

  it('by group says how many groups there are, where they do not suffice', () => {
    const two = frameOf([
      { name: 'group', type: 'string', values: Array.from({ length: 500 }, (_, row) => `g${row % 2}`) },
    ]);
    const plan = () => planSplit({ by: 'group', column: 'group', ...shares }, two, { seed: 1 });
    expect(plan).toThrow(/the 2 values of "group" are too few groups for this split/);
    expect(plan).toThrow(DataError);
  });

  it('by hash leaves a row where it is when data are added or moved', () => {
    const split: SplitConfig = { by: 'hash', columns: ['id'], ...shares };
    const whole = planSplit(split, frame, { seed: 1 });
    expect(whole.test.rows.length / rows).toBeCloseTo(0.2, 1);
    const ids = (part: Uint32Array, of = frame) =>
      [...part].map((row) => of.columns.get('id')?.values[row] as number);
    const some = takeRows(
      frame,
      Array.from({ length: 1000 }, (_, index) => 1999 - index),
    );
    const part = planSplit(split, some, { seed: 2 });
    expect(ids(part.test.rows, some).sort((a, b) => a - b)).toEqual(
      ids(whole.test.rows).filter((id) => id >= 1000),
    );
  });

  it('refuses an unknown column, shares that leave nothing, and too few rows', () => {
    expect(() => planSplit({ by: 'group', column: 'no', ...shares }, frame, { seed: 1 })).toThrow(
      'needs the column "no"',
    );
    expect(() => planSplit({ by: 'random', validation: 0.5, test: 0.5 }, frame, { seed: 1 })).toThrow(
      UserError,
    );
    expect(() => planSplit({ by: 'random', ...shares }, takeRows(frame, [0, 1]), { seed: 1 })).toThrow(
      'part is empty',
    );
  });

  it('puts every row in exactly one part', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 300 }),
        fc.nat(),
        fc.constantFrom('random', 'hash'),
        (count, seed, by) => {
          const some = takeRows(
            frame,
            Array.from({ length: count }, (_, row) => row),
          );
          const split: SplitConfig =
            by === 'random'
              ? { by: 'random', validation: 0.3, test: 0.3 }
              : { by: 'hash', columns: ['id'], validation: 0.3, test: 0.3 };
          const plan = planSplit(split, some, { seed });
          const all = [plan.train, plan.validation, plan.test].flatMap((part) => [...part.rows]);
          expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, row) => row));
        },
      ),
    );
  });
});
