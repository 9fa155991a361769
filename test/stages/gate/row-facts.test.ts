import { describe, expect, test } from 'vitest';
import type { Config } from '../../../src/config/schema/config.ts';
import { type Column, frameOf, takeRows } from '../../../src/data/engine/frame.ts';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import { metricsOf } from '../../../src/evaluation/metrics/metrics.ts';
import { rowFactsOf } from '../../../src/stages/gate/row-facts.ts';

const DAY = 86_400_000;
const column = (name: string, type: Column['type'], values: Column['values']): Column => ({
  name,
  type,
  values,
});

/** Two shops whose sales repeat every two days; the rows of training come in no order. */
const rows = frameOf([
  column('shop', 'string', ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']),
  column(
    'day',
    'timestamp',
    [2, 2, 0, 0, 1, 1, 3, 3, 4, 4].map((day) => day * DAY),
  ),
  column('sales', 'integer', [14, 300, 10, 100, 20, 500, 22, 500, 16, 400]),
  column('weight', 'number', [1, 1, 1, 1, 1, 1, 1, 1, 2, 0.5]),
]);
const train = Uint32Array.from([0, 1, 2, 3, 4, 5, 6, 7]);
const judged = takeRows(rows, [8, 9]);

const config = (gate: object) =>
  ({
    gate: { metrics: [], ...gate },
    data: { view: { time: 'day' } },
    model: { task: 'regression', label: 'sales' },
  }) as unknown as Pick<Config, 'gate' | 'data' | 'model'>;

const facts = (gate: object, from = rows) => rowFactsOf(judged, { rows: from, train }, config(gate));
const series = { forecast: { season: 2, horizon: 1, quantile: 0.9, series: ['shop'] } };

const figures = (gate: object, predictions: number[]) =>
  metricsOf(
    outcomesOf({
      task: 'regression',
      labels: (judged.columns.get('sales') as Column).values,
      predictions,
      ...facts(gate),
    }),
  );

describe('forecasts', () => {
  test('errors are scaled by what each series changed by over a season of its training rows', () => {
    // Shop a: 10, 20, 14, 22: changes over two days 4 and 2. Shop b: 100, 500, 300, 500: 200 and 0.
    const { scales } = facts(series);
    expect(Array.from(scales?.absolute ?? [])).toEqual([3, 100]);
    expect(Array.from(scales?.squared ?? [])).toEqual([10, 20_000]);
    const { metrics } = figures(series, [22, 350]);
    expect(metrics.mean_absolute_scaled_error).toBeCloseTo((6 / 3 + 50 / 100) / 2, 12);
    expect(metrics.root_mean_squared_scaled_error).toBeCloseTo(Math.sqrt((36 / 10 + 2500 / 20_000) / 2), 12);
    expect(metrics.symmetric_mean_absolute_percentage_error).toBeCloseTo((12 / 38 + 100 / 750) / 2, 12);
    expect(metrics.weighted_absolute_percentage_error).toBeCloseTo(56 / 416, 12);
    // Of the 0.9 quantile, too low costs nine times what too high does.
    expect(metrics.mean_pinball_loss).toBeCloseTo((0.1 * 6 + 0.9 * 50) / 2, 12);
  });

  test('row weights count', () => {
    const { metrics } = figures({ ...series, weight: 'weight' }, [22, 350]);
    expect(metrics.mean_absolute_scaled_error).toBeCloseTo((2 * 2 + 0.5 * 0.5) / 2.5, 12);
  });

  test('a series that training lacks has no scale, and that is said', () => {
    const others = frameOf(
      [...rows.columns.values()].map((each) =>
        each.name === 'shop'
          ? column(
              'shop',
              'string',
              Array(10)
                .fill('a')
                .map((_, row) => (row % 2 ? 'c' : 'a')),
            )
          : each,
      ),
    );
    expect(Array.from(facts(series, others).scales?.absolute ?? [])).toEqual([3, Number.NaN]);
    const { metrics, notes } = metricsOf(
      outcomesOf({ task: 'regression', labels: [16, 400], predictions: [1, 2], ...facts(series, others) }),
    );
    expect(metrics.mean_absolute_scaled_error).toBeNull();
    expect(metrics.weighted_absolute_percentage_error).not.toBeNull();
    expect(notes.join()).toContain('1 of 2 rows are of series that training lacks');
  });

  test('two rows of one series at one time are refused, with the cure', () => {
    expect(() => facts({ forecast: { ...series.forecast, series: [] } })).toThrow(
      'gate.forecast: there are two rows at 1970-01-01T00:00:00.000Z',
    );
  });
});

test('a column of weights must hold numbers that are not below 0', () => {
  expect(() => facts({ weight: 'shop' })).toThrow('gate.weight: "shop" is "a" in judged row 1');
  expect(Array.from(facts({ weight: 'weight' }).weights ?? [])).toEqual([2, 0.5]);
});

test('lists are told by their column', () => {
  const { lists } = facts({ ranking: { by: 'shop', at: 3 } });
  expect(lists).toEqual({ of: ['a', 'b'], places: 3 });
});
