import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsOf } from '../../src/monitoring/windows.ts';
import { DataError, UserError } from '../../src/system/errors.ts';

const DAY = 86_400_000;
const at = (iso: string) => Date.parse(iso);
const spans = (windows: readonly { from: number; to: number; rows: readonly number[] }[]) =>
  windows.map(({ from, to, rows }) => [
    new Date(from).toISOString().slice(0, 10),
    new Date(to).toISOString().slice(0, 10),
    rows,
  ]);

describe('windowsOf', () => {
  it('anchors half-open windows at midnight of the first day, rows in any order', () => {
    const times = [
      '2013-06-10T00:00:00Z',
      '2013-06-03T05:00:00Z',
      '2013-06-09T23:59:59.999Z',
      '2013-06-17T01:00:00Z',
    ];
    const { complete, open } = windowsOf(times.map(at), { length: 7 * DAY });
    expect(spans(complete)).toEqual([
      ['2013-06-03', '2013-06-10', [1, 2]],
      ['2013-06-10', '2013-06-17', [0]],
    ]);
    expect(spans(open ? [open] : [])).toEqual([['2013-06-17', '2013-06-24', [3]]]);
  });

  it('a window is complete only when time is seen to have passed its end', () => {
    const times = [at('2013-06-01T03:00:00Z'), at('2013-06-30T23:00:00Z')];
    expect(windowsOf(times, { length: 30 * DAY }).complete).toEqual([]);
    expect(windowsOf([...times, at('2013-07-01T00:00:00Z')], { length: 30 * DAY }).complete).toHaveLength(1);
    const named = windowsOf(times, { length: 30 * DAY, until: at('2013-07-01') });
    expect(spans(named.complete)).toEqual([['2013-06-01', '2013-07-01', [0, 1]]]);
    expect(named.open).toBeUndefined();
  });

  it('leaves out rows from `until` on and counts them', () => {
    const times = [at('2013-06-01'), at('2013-07-01'), at('2013-08-05'), null, Number.NaN];
    const { complete, open, afterUntil, withoutTime } = windowsOf(times, {
      length: 10 * DAY,
      until: at('2013-07-01'),
    });
    expect(spans(complete).map(([from, , rows]) => [from, rows])).toEqual([
      ['2013-06-01', [0]],
      ['2013-06-11', []],
      ['2013-06-21', []],
    ]);
    expect([open, afterUntil, withoutTime]).toEqual([undefined, 2, 2]);
  });

  it('a window that `until` cuts is not complete', () => {
    const { complete, open } = windowsOf([at('2013-06-01'), at('2013-06-20')], {
      length: 30 * DAY,
      until: at('2013-06-25'),
    });
    expect(complete).toEqual([]);
    expect(open?.rows).toEqual([0, 1]);
  });

  it('nothing to see is no window', () => {
    expect(windowsOf([], { length: DAY })).toEqual({
      complete: [],
      open: undefined,
      withoutTime: 0,
      afterUntil: 0,
    });
    expect(windowsOf([null], { length: DAY }).withoutTime).toBe(1);
  });

  it('times before 1970 have days too', () => {
    const { complete } = windowsOf([at('1969-12-31T12:00:00Z'), at('1970-01-01T12:00:00Z')], { length: DAY });
    expect(spans(complete)).toEqual([['1969-12-31', '1970-01-01', [0]]]);
  });

  it('does not make windows without end for a stray time', () => {
    const times = [at('2025-01-01'), 8.64e15];
    expect(() => windowsOf(times, { length: DAY })).toThrow(DataError);
    expect(windowsOf(times, { length: DAY, until: at('2025-01-02') }).complete).toHaveLength(1);
  });

  it('refuses parts of days', () => {
    expect(() => windowsOf([0], { length: DAY / 2 })).toThrow(UserError);
    expect(() => windowsOf([0], { length: 0 })).toThrow(UserError);
    expect(() => windowsOf([0], { length: DAY, until: 5 })).toThrow(UserError);
  });

  it('every row with a time before `until` is in exactly one window, which spans it', () => {
    const time = fc.option(fc.integer({ min: -5 * DAY, max: 40 * DAY }), { nil: null });
    fc.assert(
      fc.property(
        fc.array(time, { maxLength: 50 }),
        fc.integer({ min: 1, max: 12 }),
        fc.option(fc.integer({ min: -3, max: 45 }), { nil: undefined }),
        (times, days, untilDay) => {
          const until = untilDay === undefined ? undefined : untilDay * DAY;
          const { complete, open, withoutTime, afterUntil } = windowsOf(times, { length: days * DAY, until });
          const all = [...complete, ...(open ? [open] : [])];
          expect(all.flatMap(({ rows }) => rows).length + withoutTime + afterUntil).toBe(times.length);
          for (const { from, to, rows } of all) {
            expect(to - from).toBe(days * DAY);
            for (const row of rows)
              expect((times[row] as number) >= from && (times[row] as number) < to).toBe(true);
          }
        },
      ),
    );
  });
});
