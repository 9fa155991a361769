import { describe, expect, it } from 'vitest';
import { durationOf } from '../../src/config/duration.ts';
import { UserError } from '../../src/system/errors.ts';

describe('durationOf', () => {
  it.each([
    ['30d', 30 * 86_400_000],
    ['12h', 43_200_000],
    ['2w', 14 * 86_400_000],
    ['5m', 300_000],
    ['1s', 1000],
  ])('reads %s', (text, milliseconds) => {
    expect(durationOf(text)).toBe(milliseconds);
  });

  it.each(['', '30', 'd', '0d', '-1d', '1.5h', '30 d', '30D', '1y', '1e3d', '99999999999999999w'])(
    'refuses %j',
    (text) => {
      expect(() => durationOf(text, 'monitor.window')).toThrow(UserError);
      expect(() => durationOf(text, 'monitor.window')).toThrow(/monitor\.window/);
    },
  );
});
