import { describe, expect, it } from 'vitest';
import type { Chart } from '../../src/report/document.ts';
import { mermaidOf } from '../../src/report/mermaid.ts';

function chartOf(points: readonly (readonly [string, number])[], second?: readonly number[]): Chart {
  return {
    kind: 'chart',
    mark: 'dots',
    title: 'log loss by slice',
    x: { title: '' },
    y: { title: 'log loss ↓' },
    description: '',
    series: [
      { name: 'challenger', points: points.map(([x, y]) => ({ x, y })) },
      ...(second
        ? [{ name: 'champion', points: points.map(([x], index) => ({ x, y: second[index] ?? 0 })) }]
        : []),
    ],
  };
}

const lineOf = (chart: Chart, start: string) =>
  mermaidOf(chart)
    ?.split('\n')
    .find((line) => line.trim().startsWith(start))
    ?.trim();

describe('Mermaid', () => {
  it('draws the champion as bars and the challenger as a line', () => {
    const chart = chartOf(
      [
        ['origin = EWR', 0.409],
        ['origin = JFK', 0.345],
      ],
      [0.361, 0.339],
    );
    expect(lineOf(chart, 'title')).toBe('title "log loss by slice: champion (bar), challenger (line)"');
    expect(lineOf(chart, 'x-axis')).toBe('x-axis ["origin EWR", "origin JFK"]');
    expect(lineOf(chart, 'bar')).toBe('bar [0.361, 0.339]');
    expect(lineOf(chart, 'line')).toBe('line [0.409, 0.345]');
  });

  it('gets no empty text and no comment sign, which end its lines', () => {
    const chart = chartOf([
      ['', 1],
      ['50 %% off', 2],
      ['"] bar [9', 3],
    ]);
    expect(lineOf(chart, 'x-axis')).toBe('x-axis ["_", "50 % off", "__ bar _9"]');
  });

  it('gets figures without exponents', () => {
    expect(
      lineOf(
        chartOf([
          ['a', 0.0000031],
          ['b', 0.00002],
        ]),
        'bar',
      ),
    ).toBe('bar [0.0000031, 0.00002]');
    expect(
      lineOf(
        chartOf([
          ['a', 1e14],
          ['b', 2],
        ]),
        'bar',
      ),
    ).toBe('bar [100000000000000, 2]');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e21, 1e-12])(
    'draws nothing where a figure is %s',
    (value) => {
      expect(
        mermaidOf(
          chartOf([
            ['a', 1],
            ['b', value],
          ]),
        ),
      ).toBeNull();
    },
  );

  it('draws nothing of nothing, and of many categories the first eight', () => {
    expect(mermaidOf(chartOf([]))).toBeNull();
    const many = Array.from({ length: 30 }, (_, index): [string, number] => [`c${index}`, index]);
    expect(lineOf(chartOf(many), 'bar')).toBe('bar [0, 1, 2, 3, 4, 5, 6, 7]');
  });

  it('leaves labels room beside each other, and calls crossed columns by their values', () => {
    const crossed = chartOf([
      ['origin × carrier = EWR × UA', 1],
      ['origin = EWR', 2],
    ]);
    expect(lineOf(crossed, 'x-axis')).toBe('x-axis ["EWR × UA", "origin EWR"]');
    const long = Array.from({ length: 8 }, (_, index): [string, number] => [
      `department = of letters ${index}`,
      index,
    ]);
    expect(lineOf(chartOf(long), 'bar')).toBe('bar [0, 1, 2]');
    const short = Array.from({ length: 8 }, (_, index): [string, number] => [`c = ${index}`, index]);
    expect(lineOf(chartOf(short), 'bar')).toBe('bar [0, 1, 2, 3, 4, 5, 6, 7]');
  });
});
