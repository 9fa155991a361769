import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, frameOf } from '../../../src/data/engine/frame.ts';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import { rowLosses } from '../../../src/evaluation/metrics/row-losses.ts';
import { worstRows } from '../../../src/stages/gate/worst-rows.ts';

const numbers = (name: string, values: readonly (number | null)[]): Column => ({
  name,
  type: 'number',
  values,
});
const binary = (labels: readonly boolean[], scores: readonly number[]) =>
  outcomesOf({ task: 'binary-classification', labels: [...labels], scores: [...scores] });

describe('the worst rows', () => {
  const rows = frameOf([
    { name: 'at', type: 'timestamp', values: [0, 86_400_000, 172_800_000] },
    numbers('x', [1, Number.NaN, 3]),
    { name: 'note', type: 'string', values: ['a', 'b'.repeat(500), 'c'] },
    { name: 'y', type: 'boolean', values: [true, false, true] },
  ]);

  it('come with what was said, what was true, and only the columns that may be shown', () => {
    const found = worstRows({
      challenger: binary([true, false, true], [0.9, 0.99, 0.2]),
      champion: binary([true, false, true], [0.8, 0.3, 0.4]),
      rows,
      shown: ['at', 'x', 'y'],
      label: 'y',
    });
    expect(found?.columns).toEqual(['at', 'x']);
    expect(found?.rows.map(({ row }) => row)).toEqual([2, 3, 1]);
    expect(found?.rows[0]).toEqual({
      row: 2,
      label: 'false',
      challenger: 0.99,
      champion: 0.3,
      loss: -Math.log(1 - 0.99),
      values: ['1970-01-02T00:00:00Z', null],
    });
  });

  it('of long texts show the beginning', () => {
    const challenger = binary([true, false, true], [0.9, 0.99, 0.2]);
    const found = worstRows({ challenger, champion: null, rows, shown: ['note'], label: 'y' });
    expect(found?.rows[0]?.values).toEqual([`${'b'.repeat(79)}…`]);
    expect(found?.rows[0]?.champion).toBeNull();
  });

  it('of regression are those with the greatest error', () => {
    const challenger = outcomesOf({
      task: 'regression',
      labels: [1, 2, 3],
      predictions: [1.5, -9, Number.NaN],
    });
    const found = worstRows({ challenger, champion: null, rows, shown: [], label: 'y' });
    expect(found?.rows.map(({ row, loss }) => [row, loss])).toEqual([
      [2, 11],
      [1, 0.5],
    ]);
  });

  it('of several classes cost what the right one lacked', () => {
    const scores = [
      [0.7, 0.2],
      [0.2, 0.2],
      [0.1, 0.6],
    ].map((column) => Float64Array.from(column));
    const outcomes = outcomesOf({
      task: 'multiclass-classification',
      labels: ['a', 'b'],
      scores,
      classes: ['a', 'b', 'c'],
    });
    expect([...(rowLosses(outcomes) ?? [])]).toEqual(
      [-Math.log(0.7), -Math.log(0.2)].map((v) => expect.closeTo(v, 12)),
    );
  });

  it('are the first ten of all rows in order of loss', () => {
    const case_ = fc.array(fc.record({ label: fc.boolean(), score: fc.integer({ min: 0, max: 20 }) }), {
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(case_, (given) => {
        fc.pre(new Set(given.map(({ label }) => label)).size === 2);
        const challenger = binary(
          given.map(({ label }) => label),
          given.map(({ score }) => score / 20),
        );
        const frame = frameOf([
          numbers(
            'x',
            given.map((_, index) => index),
          ),
        ]);
        const found = worstRows({ challenger, champion: null, rows: frame, shown: ['x'], label: 'y' });
        const losses = rowLosses(challenger) as Float64Array;
        const expected = [...losses.keys()]
          .sort((a, b) => (losses[b] as number) - (losses[a] as number) || a - b)
          .slice(0, 10);
        expect(found?.rows.map(({ row }) => row - 1)).toEqual(expected);
      }),
    );
  });
});
