import { describe, expect, it } from 'vitest';
import { type Column, frameOf } from '../../src/data/engine/frame.ts';
import { randomOf } from '../../src/stats/random.ts';
import { findLeakage } from '../../src/training/leakage.ts';

const rows = 2000;
const random = randomOf(5);
const noise = Float64Array.from({ length: rows }, () => random.normal());
const label = Float64Array.from({ length: rows }, () => (random.next() < 0.3 ? 1 : 0));
const make = (
  name: string,
  type: Column['type'],
  value: (row: number) => Column['values'][number],
): Column => ({
  name,
  type,
  values: Array.from({ length: rows }, (_, row) => value(row)),
});
const find = (
  column: Column,
  targets = label,
  task: Parameters<typeof findLeakage>[3] = 'binary-classification',
  allowed?: string[],
) => findLeakage(frameOf([column]), [column.name], targets, task, allowed)[0];

describe('leakage', () => {
  it('is no more than the area under the ROC curve, ties and all', () => {
    const y = Float64Array.of(0, 0, 1, 1, 0, 1);
    const x: Column = { name: 'x', type: 'number', values: [0.1, 0.4, 0.35, 0.8, 0.8, 0.4] };
    // Pairs: 9; concordant 4, ties 2 (0.4 = 0.4, 0.8 = 0.8).
    const alone = findLeakage(frameOf([x]), ['x'], y, 'regression')[0];
    expect(alone?.auc).toBeCloseTo((4 + 1) / 9, 12);
  });

  it('stops at a copy of the label and warns of a strong hint, in either direction', () => {
    expect(find(make('copy', 'number', (row) => -(label[row] as number)))).toEqual({
      column: 'copy',
      auc: 1,
      action: 'stopped',
    });
    expect(find(make('copy', 'boolean', (row) => label[row] === 1))).toEqual({
      column: 'copy',
      auc: 1,
      action: 'stopped',
    });
    const hint = make('hint', 'number', (row) => 2.2 * (label[row] as number) + (noise[row] as number));
    expect(find(hint)?.action).toBe('warned');
    expect(find(hint, label, 'binary-classification', ['hint'])?.action).toBe('allowed');
  });

  it('sees a label told by what is missing', () => {
    expect(find(make('gap', 'number', (row) => (label[row] ? null : (noise[row] as number))))?.action).toBe(
      'stopped',
    );
    expect(find(make('gap', 'string', (row) => (label[row] ? null : `v${row % 3}`)))?.action).toBe('stopped');
  });

  it('sees a label told by codes without order, and by dates', () => {
    expect(
      find(make('code', 'integer', (row) => (label[row] ? [2, 5, 7][row % 3] : [1, 4, 9][row % 3]) as number))
        ?.action,
    ).toBe('stopped');
    expect(find(make('day', 'date', (row) => (label[row] ? '2024-01-02' : '2024-01-01')))?.action).toBe(
      'stopped',
    );
  });

  it('is not fooled by identifiers and noise', () => {
    expect(find(make('id', 'string', (row) => `id-${row}`))?.auc).toBeCloseTo(0.5, 12);
    for (const size of [2, 3, 10, 100]) {
      expect(find(make('pairs', 'string', (row) => `g${Math.floor(row / size)}`))?.auc).toBeLessThan(0.56);
    }
    expect(find(make('noise', 'number', (row) => noise[row] as number))?.auc).toBeLessThan(0.55);
    expect(find(make('constant', 'string', () => 'same'))?.auc).toBe(0.5);
  });

  it('has an analogue for several classes and for a regression', () => {
    const classes = Float64Array.from(noise, (value) => (value < -0.5 ? 0 : value < 0.5 ? 1 : 2));
    const several = 'multiclass-classification';
    expect(
      find(
        make('name', 'string', (row) => `class ${classes[row]}`),
        classes,
        several,
      )?.action,
    ).toBe('stopped');
    expect(
      find(
        make('noise', 'string', (row) => `n${row % 4}`),
        classes,
        several,
      )?.auc,
    ).toBeLessThan(0.56);
    expect(
      find(
        make('copy', 'number', (row) => 3 - 2 * (noise[row] as number)),
        noise,
        'regression',
      )?.auc,
    ).toBe(1);
    expect(
      find(
        make('other', 'number', (row) => label[row] as number),
        noise,
        'regression',
      )?.action,
    ).toBe('none');
  });

  it('lists the best column first', () => {
    const frame = frameOf([
      make('noise', 'number', (row) => noise[row] as number),
      make('copy', 'number', (row) => label[row] as number),
    ]);
    expect(
      findLeakage(frame, ['noise', 'copy'], label, 'binary-classification').map(({ column }) => column),
    ).toEqual(['copy', 'noise']);
  });
});
