import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { frameOf, type Value } from '../../src/data/engine/frame.ts';
import { compareColumns } from '../../src/drift/compare.ts';
import { tfdvCases } from '../data/contract/tfdv-cases.ts';
import { datasetPairs } from './datasets.ts';

const METHODS = {
  L_INFTY: 'tfdv.l_infinity',
  NORMALIZED_ABSOLUTE_DIFFERENCE: 'tfdv.normalized_abs_difference',
  JENSEN_SHANNON_DIVERGENCE: 'tfdv.jensen_shannon_divergence',
};
type Measure = keyof typeof METHODS;

const file = new URL('../fixtures/drift/tfdv.json', import.meta.url);
const golden = JSON.parse(readFileSync(file, 'utf8')) as {
  tool: string;
  seed: number;
  count: number;
  answers: Record<string, Partial<Record<Measure, number>>>[];
};

/** TFDV's sketch of numbers is exact up to so many distinct ones; beyond, its boundaries are off by a little. */
const EXACT_UP_TO = 5701;

describe(golden.tool, () => {
  it(`measures the same drift on ${golden.count} random pairs of datasets`, () => {
    let compared = 0;
    for (const [index, pair] of datasetPairs(golden.seed, golden.count).entries()) {
      for (const [column, answer] of Object.entries(golden.answers[index] ?? {})) {
        const values = [pair.reference, pair.current].map(
          (side) => new Set(side.columns.get(column)?.values),
        );
        const isSketched = values.some(({ size }) => size > EXACT_UP_TO);
        for (const [measure, expected] of Object.entries(answer) as [Measure, number][]) {
          const { columns } = compareColumns(pair.reference, pair.current, {
            columns: [column],
            methods: { [column]: METHODS[measure] },
          });
          const [drift] = columns;
          const told = `pair ${index}, ${column}, ${measure}: ${drift?.statistic} instead of ${expected}`;
          const gap = Math.abs((drift?.statistic ?? Number.NaN) - expected);
          expect(gap, told).toBeLessThanOrEqual(isSketched ? 0.01 : 1e-9);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(300);
  });

  it('and on its answers to CSV files, of which it reads decimals in single precision', () => {
    let compared = 0;
    for (const { name, reference, current, expected } of tfdvCases()) {
      for (const { path, driftMeasurements } of expected.drift ?? []) {
        const [column = ''] = path.step;
        for (const { type, value = 0, threshold } of driftMeasurements) {
          const isText = type === 'L_INFTY';
          const frame = (csv: string) =>
            frameOf([
              { name: column, type: isText ? 'string' : 'number', values: valuesOf(csv, column, isText) },
            ]);
          const [drift] = compareColumns(frame(reference), frame(current), {
            preset: 'tfdv',
            thresholds: { '*': threshold },
          }).columns;
          expect(drift?.method).toBe(METHODS[type as Measure]);
          expect(Math.abs((drift?.statistic ?? Number.NaN) - value), name).toBeLessThanOrEqual(1e-12);
          expect(drift?.verdict, name).toBe(column in expected.anomalies ? 'fail' : 'pass');
          compared++;
        }
      }
    }
    expect(compared).toBe(10);
  });

  it('judges nothing without a threshold, and says so', () => {
    const frame = (values: readonly string[]) => frameOf([{ name: 'x', type: 'string', values }]);
    const { columns, dataset, notes } = compareColumns(frame(['a', 'b']), frame(['a', 'a']), {
      preset: 'tfdv',
    });
    expect(columns).toMatchObject([{ statistic: 0.5, threshold: null, verdict: 'inconclusive' }]);
    expect(dataset.verdict).toBe('inconclusive');
    expect(notes[0]?.sentence).toMatch(/tfdv\.l_infinity has no default threshold; give one for "x"/);
  });
});

function valuesOf(csv: string, column: string, isText: boolean): Value[] {
  const [head = '', ...lines] = csv.trim().split('\n');
  const place = head.split(',').indexOf(column);
  return lines.map((line) => {
    const cell = line.split(',')[place] ?? '';
    if (cell === '') return null;
    return isText ? cell : Math.fround(Number(cell));
  });
}
