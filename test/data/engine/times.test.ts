import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate, parseTimestamp, timestampText } from '../../../src/data/engine/times.ts';

describe('parseDate', () => {
  it('knows the calendar', () => {
    expect(parseDate('2012-02-29')).toBe('2012-02-29');
    for (const none of [
      '2013-02-29',
      '2013-13-01',
      '2013-00-01',
      '2013-1-1',
      '13-01-01',
      '2013-01-01 ',
      '',
    ]) {
      expect(parseDate(none)).toBeUndefined();
    }
  });
});

describe('parseTimestamp', () => {
  it('refuses what is no time', () => {
    for (const none of [
      '2013-01-01T25:00Z',
      '2013-01-01T10:60Z',
      '2013-01-01T10:00:60Z',
      '2013-01-01T10',
      '2013-01-01T10:00+25:00',
      '2013-01-01T10:00:00.Z',
      '1 Jan 2013',
      'infinity',
    ]) {
      expect(parseTimestamp(none)).toBeUndefined();
    }
  });

  it('reads what timestampText writes, to the microsecond', () => {
    const micros = fc.bigInt({ min: -62135596800000000n, max: 253402300000000000n });
    fc.assert(
      fc.property(micros, (ticks) => {
        const milliseconds = Number(ticks) / 1000;
        const read = parseTimestamp(timestampText(milliseconds));
        expect(Math.abs((read ?? Number.NaN) - milliseconds)).toBeLessThan(0.02);
      }),
    );
  });
});

describe('timestampText', () => {
  it('writes a fraction only where there is one', () => {
    expect(timestampText(0)).toBe('1970-01-01T00:00:00Z');
    expect(timestampText(250)).toBe('1970-01-01T00:00:00.250Z');
    expect(timestampText(0.5)).toBe('1970-01-01T00:00:00.000500Z');
    expect(timestampText(-0.5)).toBe('1969-12-31T23:59:59.999500Z');
    expect(timestampText(Number.POSITIVE_INFINITY)).toBe('Infinity');
  });
});
