import { expect } from 'vitest';
import { type Column, frameOf } from '../../src/data/engine/frame.ts';
import { compareColumns, datasetDrift } from '../../src/drift/compare.ts';
import { judgeDrift } from '../../src/drift/judge.ts';
import { driftMethod } from '../../src/drift/methods/catalogue.ts';
import type { DriftVerdict } from '../../src/drift/result.ts';
import { type Counts, compareValues, rowsOf, scoreOf } from './columns.ts';
import { type Checks, checkEach, expectClose, vector } from './vector.ts';

const SCORES = [
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
  'evidently.wasserstein_norm.constant_reference',
];

interface Sides {
  readonly reference?: number[];
  readonly current?: number[];
  readonly reference_counts?: Counts;
  readonly current_counts?: Counts;
}

/** A number in [0, 1) that looks random, as the vectors make it. */
const scattered = (i: number, factor: number, offset: number) => ((i * factor + offset) % 10007) / 10007;
const shifted = (i: number) => Math.min(1, 0.9 * scattered(i, 6007, 101) + 0.07);

function defaultChoice(): void {
  const { expected } = vector<unknown, { reference_rows: number; case: string; test: string }[]>(
    'evidently.default_stattest_choice',
  );
  for (const { reference_rows: rows, case: name, test } of expected) {
    if (name === 'text') {
      // Which column is text is for the user to say, here as there; both tests have one name here.
      const column = {
        name: 'x',
        type: 'string',
        values: Array.from({ length: rows }, (_, i) => `word ${i % 9}`),
      };
      const frame = frameOf([column as Column]);
      const [drift] = judgeDrift(frame, frame, { preset: 'evidently', text: ['x'] }).columns;
      expect(drift?.method).toBe('evidently.text_content_drift');
      expect(drift?.threshold === 0.55, `${rows} rows`).toBe(test === 'abs_text_content_drift');
      continue;
    }
    const distinct = Number(/\d+/.exec(name)?.[0] ?? rows);
    const values = Array.from({ length: rows }, (_, i) =>
      name.startsWith('num') ? i % distinct : `v${i % distinct}`,
    );
    expect(compareValues(values, values).method, name).toBe(driftMethod(test).name);
  }
}

function largeWasserstein(): void {
  const { expected } = vector<unknown, { score: number; drifted: boolean }>(
    'evidently.wasserstein_norm.numeric1500',
  );
  const drift = compareValues(
    Array.from({ length: 1500 }, (_, i) => scattered(i, 7919, 13)),
    Array.from({ length: 1200 }, (_, i) => shifted(i)),
  );
  expect(drift.method).toBe('evidently.wasserstein_norm');
  expectClose(drift.statistic, expected.score);
  expect(drift.verdict).toBe(expected.drifted ? 'fail' : 'pass');
}

function driftShare(): void {
  const { inputs, expected } = vector<
    { drifted: boolean[]; drift_share: number },
    { share: number; dataset_drift: boolean }
  >('evidently.dataset_drift.share_equal');
  const columns = inputs.drifted.map((drifted) => ({
    ...compareValues([1, 2], [1, 2]),
    verdict: (drifted ? 'fail' : 'pass') as DriftVerdict,
  }));
  const dataset = datasetDrift(columns, inputs.drift_share);
  expect(dataset.share).toBe(expected.share);
  expect(dataset.verdict === 'fail').toBe(expected.dataset_drift);
}

function wholeTable(): void {
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
    x: scattered(i, 7919, 13),
    k: i % 3,
    c: (i * i) % 3,
    b: Math.floor(i / 3) % 2,
  }));
  const current = table(300, (i) => ({ x: shifted(i), k: (i * i) % 3, c: i % 3, b: Math.floor(i / 4) % 2 }));
  const { columns, dataset } = compareColumns(reference, current);
  const [summary, ...scores] = expected.map(({ value }) => value);
  expect({ count: dataset.drifted, share: dataset.share }).toEqual(summary);
  expect(dataset.verdict).toBe('fail');
  expect(columns).toHaveLength(scores.length);
  columns.forEach((column, index) => {
    expectClose(scoreOf(column), scores[index] as number, 1e-8);
  });
}

export const EVIDENTLY: Checks = {
  ...checkEach<Sides, { score: number; drifted: boolean; threshold: number }>(
    SCORES,
    ({ name, inputs, expected }) => {
      const drift = compareValues(
        inputs.reference ?? rowsOf(inputs.reference_counts ?? {}),
        inputs.current ?? rowsOf(inputs.current_counts ?? {}),
        name.split('.').slice(0, 2).join('.'),
      );
      expectClose(scoreOf(drift), expected.score, drift.pValue === null ? 1e-9 : 1e-8);
      expect(drift.threshold).toBe(expected.threshold);
      expect(drift.verdict).toBe(expected.drifted ? 'fail' : 'pass');
    },
  ),
  'evidently.default_stattest_choice': defaultChoice,
  'evidently.wasserstein_norm.numeric1500': largeWasserstein,
  'evidently.dataset_drift.share_equal': driftShare,
  'evidently.preset.data_drift_end_to_end': wholeTable,
};
