import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsText } from '../../src/report/document.ts';
import {
  bytes,
  days,
  figure,
  figuresTogether,
  percent,
  seconds,
  setting,
  withSign,
} from '../../src/report/format.ts';

describe('figures', () => {
  it.each([
    [0, '0'],
    [0.5, '0.500'],
    [0.0056, '0.0056'],
    [0.00021, '0.00021'],
    [5.9e-8, '5.9e-8'],
    [-0.25, '−0.250'],
    [-5.9e-8, '−5.9e-8'],
    [12.345, '12.35'],
    [1234.56, '1,234.6'],
    [2e15, '2.0e+15'],
    [null, 'not defined'],
    [Number.NaN, 'not defined'],
    [Number.POSITIVE_INFINITY, 'not defined'],
  ])('%s reads %s', (value, text) => expect(figure(value)).toBe(text));

  it.each([
    [
      [0.346, 0.326, 0.02],
      ['0.346', '0.326', '0.020'],
    ],
    [
      [0.7886, 0.7884, 0.0002],
      ['0.7886', '0.7884', '0.0002'],
    ],
    [
      [0.5, 0.5, 0],
      ['0.500', '0.500', '0.000'],
    ],
    [
      [28.51, 27.9, 0.61],
      ['28.51', '27.90', '0.61'],
    ],
    [
      [1234.5, null],
      ['1,234.5', 'not defined'],
    ],
    [
      [2e-7, 1e-7],
      ['2.0e-7', '1.0e-7'],
    ],
  ])('%s stand together as %s', (values, texts) => expect(figuresTogether(values)).toEqual(texts));

  it('together have one number of decimals, at most five', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 5 }),
        (values) => {
          fc.pre(values.some((value) => Math.abs(value) >= 1e-4));
          const texts = figuresTogether(values);
          const decimals = new Set(
            texts.filter((text) => !text.includes('e')).map((text) => text.split('.')[1]?.length ?? 0),
          );
          expect(decimals.size).toBeLessThanOrEqual(1);
          for (const each of decimals) expect(each).toBeLessThanOrEqual(5);
        },
      ),
    );
  });

  it('a difference has its sign, zero has none', () => {
    expect(['0.020', '−0.020', '0.000'].map(withSign)).toEqual(['+0.020', '−0.020', '0.000']);
  });

  it('a setting reads as it was set', () => {
    expect([0.1, 1e-6, 30, 0.1 + 0.2].map(setting)).toEqual(['0.1', '0.000001', '30', '0.3']);
  });

  it('shares, bytes and times', () => {
    expect([0, 0.3, 0.4167, 0.00021, 1].map(percent)).toEqual(['0 %', '30 %', '41.7 %', '0.02 %', '100 %']);
    expect([12, 421_337, 2.5e9].map(bytes)).toEqual(['12 B', '421.3 KB', '2.5 GB']);
    expect([0.44, 59.6, 119.7, 7300].map(seconds)).toEqual(['0.4 s', '1 min 0 s', '2 min 0 s', '2 h 1 min']);
    expect(days('2013-05-01T00:00:00.000Z', '2013-05-16T00:00:00.000Z')).toBe('2013-05-01 to 2013-05-15');
    expect(days('2013-05-01T00:00:00.000Z', '2013-05-02T00:00:00.000Z')).toBe('2013-05-01');
  });

  it('a histogram in letters', () => {
    expect(barsText([0, 1, 4, 8])).toBe('·▁▄█'.replace('▁', '▂').replace('▄', '▅'));
    expect(barsText([])).toBe('');
  });
});
