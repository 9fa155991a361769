import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Column, frameOf, type Value } from '../../src/data/frame.ts';
import { type ColumnDrift, compareColumns } from '../../src/drift/compare.ts';
import { driftMethod } from '../../src/drift/methods/catalogue.ts';
import { driftCases } from './cases.ts';
import { differencesFrom, type EvidentlyAnswer } from './evidently-answers.ts';
import { expectClose, vector } from './vectors.ts';

interface Golden {
  readonly tool: string;
  readonly seed: number;
  readonly count: number;
  readonly answers: EvidentlyAnswer[];
}
const file = new URL('../fixtures/drift/evidently.json', import.meta.url);
const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;

type Counts = Record<string, number>;
const rowsOf = (counts: Counts): string[] =>
  Object.entries(counts).flatMap(([value, count]) => new Array<string>(count).fill(value));
const column = (values: readonly Value[]): Column => ({
  name: 'x',
  type: typeof values[0] === 'number' ? (values.every(Number.isInteger) ? 'integer' : 'number') : 'string',
  values,
});

function compare(reference: readonly Value[], current: readonly Value[], method?: string): ColumnDrift {
  const options = method ? { methods: { x: method } } : {};
  const [drift] = compareColumns(frameOf([column(reference)]), frameOf([column(current)]), options).columns;
  if (!drift) throw new Error('nothing was compared');
  return drift;
}
const scoreOf = (drift: ColumnDrift): number | null =>
  driftMethod(drift.method).result === 'p-value' ? drift.pValue : drift.statistic;

describe("Evidently's numbers", () => {
  it.each([
    'evidently.ks.numeric30',
    'evidently.wasserstein_norm.numeric30',
    'evidently.psi.numeric30',
    'evidently.kl_div.numeric30',
    'evidently.energy_distance.numeric30',
    'evidently.mannw.numeric30',
    'evidently.t_test.numeric30',
    'evidently.cramer_von_mises.numeric30',
    'evidently.anderson.numeric30',
    'evidently.epps_singleton.numeric30',
    'evidently.jensenshannon.numeric_fewvalues',
    'evidently.psi.numeric_fewvalues_zero_fill',
    'evidently.psi.cat_tiny_fill',
    'evidently.psi.cat_tiny_fill_ref',
    'evidently.jensenshannon.cat3',
    'evidently.g_test.cat_equal_n',
    'evidently.chisquare.new_category',
    'evidently.z.binary',
  ])('%s', (name) => {
    const { inputs, expected } = vector<
      { reference?: number[]; current?: number[]; reference_counts?: Counts; current_counts?: Counts },
      { score: number; drifted: boolean; threshold: number }
    >(name);
    const drift = compare(
      inputs.reference ?? rowsOf(inputs.reference_counts ?? {}),
      inputs.current ?? rowsOf(inputs.current_counts ?? {}),
      name.split('.').slice(0, 2).join('.'),
    );
    expectClose(scoreOf(drift), expected.score, drift.pValue === null ? 1e-9 : 1e-8);
    expect(drift.threshold).toBe(expected.threshold);
    expect(drift.verdict).toBe(expected.drifted ? 'fail' : 'pass');
  });

  it('the default test goes by type, size and number of values', () => {
    const { expected } = vector<unknown, { reference_rows: number; case: string; test: string }[]>(
      'evidently.default_stattest_choice',
    );
    for (const { reference_rows: rows, case: name, test } of expected) {
      // Text is not among our types.
      if (name === 'text') continue;
      const distinct = Number(/\d+/.exec(name)?.[0] ?? rows);
      const values = Array.from({ length: rows }, (_, i) =>
        name.startsWith('num') ? i % distinct : `v${i % distinct}`,
      );
      expect(compare(values, values).method, name).toBe(driftMethod(test).name);
    }
  });

  it('distances over 1000 rows and over a constant reference', () => {
    const large = vector<unknown, { score: number; drifted: boolean }>(
      'evidently.wasserstein_norm.numeric1500',
    );
    const reference = Array.from({ length: 1500 }, (_, i) => ((i * 7919 + 13) % 10007) / 10007);
    const current = Array.from({ length: 1200 }, (_, i) =>
      Math.min(1, (0.9 * ((i * 6007 + 101) % 10007)) / 10007 + 0.07),
    );
    const drift = compare(reference, current);
    expect(drift.method).toBe('evidently.wasserstein_norm');
    expectClose(drift.statistic, large.expected.score);
    expect(drift.verdict).toBe('pass');
    expect(compare([5, 5, 5, 5], [5, 5, 5, 6], 'wasserstein').statistic).toBe(250);
  });

  it('a preset on a whole table', () => {
    const { expected } = vector<
      unknown,
      { metric: string; value: number | { count: number; share: number } }[]
    >('evidently.preset.data_drift_end_to_end');
    const table = (rows: number, row: (i: number) => { x: number; k: number; c: number; b: number }) => {
      const cells = Array.from({ length: rows }, (_, i) => row(i));
      return frameOf([
        { name: 'x', type: 'number', values: cells.map(({ x }) => x) },
        { name: 'k', type: 'integer', values: cells.map(({ k }) => k) },
        { name: 'c', type: 'string', values: cells.map(({ c }) => 'abc'.charAt(c)) },
        { name: 'b', type: 'string', values: cells.map(({ b }) => 'ny'.charAt(b)) },
      ]);
    };
    const reference = table(400, (i) => ({
      x: ((i * 7919 + 13) % 10007) / 10007,
      k: i % 3,
      c: (i * i) % 3,
      b: Math.floor(i / 3) % 2,
    }));
    const current = table(300, (i) => ({
      x: Math.min(1, (0.9 * ((i * 6007 + 101) % 10007)) / 10007 + 0.07),
      k: (i * i) % 3,
      c: i % 3,
      b: Math.floor(i / 4) % 2,
    }));
    const { columns, dataset } = compareColumns(reference, current);
    const [summary, ...scores] = expected.map(({ value }) => value);
    expect({ count: dataset.drifted, share: dataset.share }).toEqual(summary);
    expect(dataset.verdict).toBe('fail');
    columns.forEach((column, index) => {
      expectClose(scoreOf(column), scores[index] as number, 1e-8);
    });
  });

  it(`${golden.tool} on ${golden.count} random columns`, () => {
    const cases = driftCases(golden.seed, golden.count);
    for (const [index, driftCase] of cases.entries()) {
      const answer = golden.answers[index];
      expect(answer && differencesFrom(answer, driftCase), `case ${index}`).toEqual([]);
    }
  });
});
