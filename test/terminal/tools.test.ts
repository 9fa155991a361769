import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ColumnDrift, DatasetDrift } from '../../src/drift/result.ts';
import { Random } from '../../src/stats/random.ts';
import { csv } from '../stages/orders.ts';
import { expectClose, vector } from '../vectors/vector.ts';
import { mlopsHere as mlops } from './command.ts';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'mlops-tools-'));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const file = (name: string, rows: readonly object[] | string) =>
  writeFile(join(cwd, name), typeof rows === 'string' ? rows : csv(rows));

async function json<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await mlops([...args, '--json'], { cwd });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as T;
}

interface Drift {
  readonly columns: ColumnDrift[];
  readonly dataset: DatasetDrift;
}

describe('mlops drift', () => {
  const rows = (count: number, row: (index: number) => object) =>
    Array.from({ length: count }, (_, index) => row(index));
  beforeAll(async () => {
    const letter = (index: number) => 'abc'[index % 3];
    await file(
      'reference.csv',
      rows(400, (i) => ({
        x: ((i * 7919 + 13) % 10007) / 10007,
        k: i % 3,
        c: letter(i * i),
        b: 'ny'[Math.floor(i / 3) % 2],
      })),
    );
    await file(
      'current.csv',
      rows(300, (i) => ({
        x: Math.min(1, (0.9 * ((i * 6007 + 101) % 10007)) / 10007 + 0.07),
        k: (i * i) % 3,
        c: letter(i),
        b: 'ny'[Math.floor(i / 4) % 2],
      })),
    );
  });

  test('gives what Evidently’s DataDriftPreset gives, in the agreed shape', async () => {
    type Expected = { metric: string; value: number | { count: number; share: number } }[];
    const { expected } = vector<unknown, Expected>('evidently.preset.data_drift_end_to_end');
    const found = await json<Drift>('drift', 'reference.csv', 'current.csv');
    expect(Object.keys(found)).toEqual(['columns', 'dataset']);
    expect(found.dataset).toEqual({ drifted: 3, columns: 4, share: 0.75, verdict: 'fail' });
    for (const column of found.columns) {
      expect(Object.keys(column)).toEqual([
        'column',
        'type',
        'method',
        'statistic',
        'pValue',
        'threshold',
        'effect',
        'verdict',
      ]);
      const theirs = expected.find(({ metric }) => metric.startsWith(`ValueDrift(column=${column.column},`));
      expectClose(column.pValue, theirs?.value as number);
    }
    expect(expected[0]?.value).toMatchObject({ count: 3, share: 0.75 });
  });

  test('takes other methods, by their full and their short names, and thresholds', async () => {
    const { columns } = await json<Drift>(
      ...['drift', 'reference.csv', 'current.csv', '--method', 'x=evidently.psi', '--method', 'c=psi'],
      ...['--threshold', 'x=0.5', '--columns', 'x,c', '--drift-share', '0.9'],
    );
    expect(columns.map(({ column, method, threshold }) => [column, method, threshold])).toEqual([
      ['x', 'evidently.psi', 0.5],
      ['c', 'evidently.psi', 0.1],
    ]);
  });

  test('--preset calibrated, with slices and all columns together', async () => {
    const found = await json<Drift & Record<'multivariate' | 'slices', { verdict: string }[]>>(
      ...['drift', 'reference.csv', 'current.csv', '--preset', 'calibrated', '--slice', 'b'],
      ...['--multivariate', 'domain-classifier,pca-reconstruction'],
    );
    expect(found.columns.every(({ method }) => method.startsWith('calibrated.'))).toBe(true);
    expect(found.dataset.verdict).toBe('fail');
    expect(found.multivariate).toHaveLength(2);
    expect(found.slices.length).toBeGreaterThan(0);
    const { stdout } = await mlops(
      ['drift', 'reference.csv', 'current.csv', '--preset', 'calibrated', '--explain', 'x', '--quiet'],
      { cwd },
    );
    expect(stdout).toMatch(/location: t: -?\d/);
    expect(stdout).toMatch(/shift in standard deviations: \d/);
  });

  test('shows a table to a person, and fails where it is asked to', async () => {
    const { code, stdout } = await mlops(
      ['drift', 'reference.csv', 'current.csv', '--fail-on', 'drift', '--quiet'],
      { cwd },
    );
    expect(code).toBe(1);
    expect(stdout).toContain('evidently.chisquare');
    expect(stdout).toContain('the dataset drifted: 3 of 4 columns (75 %)');
  });

  test('says how many columns could not be decided', async () => {
    await file('one.csv', [{ x: 0.5, k: 1, c: 'a', b: 'n', t: '2024-01-01' }]);
    const args = ['drift', 'reference.csv', 'one.csv', '--preset', 'calibrated'];
    const { code, stdout, stderr } = await mlops(args, { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('not decided: 4 of 4 columns could not be decided\n');
    expect(stderr).toContain('the current data have 1 row, and "x" needs 30');
  });

  test('says why a column of times has no explanation', async () => {
    const { code, stderr } = await mlops(['drift', 'one.csv', 'one.csv', '--explain', 't'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /--explain "t": "t" is a column of type date, which is not compared[\s\S]*such as the hour/,
    );
    const timed = ['drift', 'one.csv', 'one.csv', '--preset', 'calibrated', '--time', 't', '--explain', 't'];
    expect((await mlops(timed, { cwd })).stderr).toContain('--explain "t": it is the time of each row');
  });

  test.each([
    ['an unknown method', ['--method', 'x=evidently.psy'], /did you mean evidently\.psi\?.*--methods/],
    [
      'a method like no other',
      ['--method', 'x=nope'],
      /"nope" is not a drift method\s.*`mlops drift --methods` lists/,
    ],
    ['an unknown slice', ['--slice', 'nosuch'], /--slice nosuch: there is no column "nosuch"/],
    ['an unknown text', ['--text', 'nosuch'], /--text nosuch: there is no column "nosuch"/],
    ['an unknown part of an embedding', ['--embedding', 'e=x,nosuch'], /there is no column "nosuch"/],
    ['an embedding of texts', ['--embedding', 'e=x,c'], /"c" is a column of type string, neither numbers/],
    [
      'a slice of what is explained',
      ['--explain', 'x', '--slice', 'c'],
      /--slice does nothing with --explain/,
    ],
    ['a time without the preset for it', ['--time', 'x'], /--time does nothing with --preset evidently/],
    [
      'a rate without the preset for it',
      ['--rate', '0.1', '--preset', 'tfdv'],
      /--rate does nothing with --preset tfdv/,
    ],
    [
      'a time that is none',
      ['--preset', 'calibrated', '--time', 'k'],
      /"k" is no time column: it is integer/,
    ],
    [
      'a correction of what is corrected',
      ['--preset', 'calibrated', '--correction', 'bonferroni'],
      /--correction does nothing with --preset calibrated/,
    ],
    ['a method without a column', ['--method', 'psi'], /--method psi: not column=value/],
    ['a method that does not fit', ['--method', 'c=evidently.ks'], /"c"/],
    ['an unknown column', ['--columns', 'x,y'], /"y"/],
    ['a threshold that is none', ['--threshold', 'x=high'], /--threshold x=high/],
    ['an unknown preset', ['--preset', 'whylogs'], /evidently, tfdv, nannyml/],
    ['a share beyond 1', ['--drift-share', '30'], /from 0 to 1/],
  ])('%s is told, with exit code 2', async (_, args, message) => {
    const { code, stderr, stdout } = await mlops(['drift', 'reference.csv', 'current.csv', ...args], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

interface Metrics {
  readonly task: string;
  readonly rows: number;
  readonly metrics: Record<string, number | null>;
  readonly notes: string[];
}

const truth = [0, 1, 1, 0, 1, 1, 0, 0, 1, 0];
const first = [0.1, 0.8, 0.4, 0.3, 0.9, 0.6, 0.6, 0.2, 0.7, 0.4];

describe('mlops metrics', () => {
  test('gives scikit-learn’s figures under its names', async () => {
    const name = 'sklearn.binary.scores_with_ties';
    const { inputs, expected } = vector<{ y_true: number[]; y_score: number[] }, Record<string, number>>(
      name,
    );
    await file(
      'scores.csv',
      inputs.y_true.map((label, row) => ({ label, score: inputs.y_score[row] })),
    );
    const found = await json<Metrics>('metrics', 'scores.csv', '--label', 'label', '--score', 'score');
    expect(Object.keys(found)).toEqual(['task', 'rows', 'metrics', 'notes']);
    expect(found).toMatchObject({ task: 'binary-classification', rows: 10 });
    for (const metric of ['roc_auc_score', 'average_precision_score', 'log_loss', 'brier_score_loss']) {
      const theirs = expected[metric] ?? expected[metric.replace('_score', '').replace('_loss', '')];
      if (theirs !== undefined) expectClose(found.metrics[metric], theirs);
    }
    expectClose(found.metrics.roc_auc_score, expected.roc_auc ?? expected.roc_auc_score ?? Number.NaN);
  });

  test('takes the positive label and the threshold', async () => {
    await file(
      'churn.csv',
      truth.map((label, row) => ({ label: label ? 'stays' : 'goes', score: first[row] })),
    );
    const args = ['metrics', 'churn.csv', '--label', 'label', '--score', 'score'];
    const stays = await json<Metrics>(...args, '--positive', 'stays');
    const goes = await json<Metrics>(...args, '--positive', 'goes');
    expectClose(stays.metrics.roc_auc_score, 1 - (goes.metrics.roc_auc_score ?? 0));
    const strict = await json<Metrics>(...args, '--positive', 'stays', '--threshold', '0.95');
    expect(strict.metrics.recall_score).toBe(0);
    expect(strict.notes.join(' ')).toContain('precision_score');
  });

  test('takes a column of scores for each of several classes', async () => {
    const random = new Random(2);
    const rows = Array.from({ length: 60 }, (_, row) => {
      const label = ['ant', 'bee', 'cat'][row % 3];
      const raw = [random.next(), random.next(), random.next()].map((x, k) => x + (k === row % 3 ? 1 : 0));
      const sum = raw.reduce((a, b) => a + b, 0);
      return { label, p_ant: (raw[0] ?? 0) / sum, p_bee: (raw[1] ?? 0) / sum, p_cat: (raw[2] ?? 0) / sum };
    });
    await file('pets.csv', rows);
    const found = await json<Metrics>('metrics', 'pets.csv', '--label', 'label', '--score', 'p_*');
    expect(found.task).toBe('multiclass-classification');
    expect(found.metrics.accuracy_score).toBeGreaterThan(0.8);
    expect(found.metrics.roc_auc_ovr).toBeGreaterThan(0.9);
  });

  test('is for regression where the label is a quantity or the task says so', async () => {
    await file(
      'prices.csv',
      [1, 2, 3, 4].map((price) => ({ price, predicted: price + 0.5 })),
    );
    const found = await json<Metrics>('metrics', 'prices.csv', '--label', 'price', '--score', 'predicted');
    expect(found).toMatchObject({ task: 'regression', metrics: { mean_absolute_error: 0.5 } });
    await file(
      'flags.csv',
      truth.map((label, row) => ({ label, score: first[row] })),
    );
    const asked = await json<Metrics>(
      ...['metrics', 'flags.csv', '--label', 'label', '--score', 'score', '--task', 'regression'],
    );
    expect(asked.task).toBe('regression');
  });

  test.each([
    ['a column that is not there', ['--label', 'lable', '--score', 'score'], /"lable".*label, score/s],
    ['a score that is text', ['--label', 'score', '--score', 'label'], /holds string values/],
    ['an unknown task', ['--label', 'label', '--score', 'score', '--task', 'ranking'], /regression/],
    ['a threshold beyond 1', ['--label', 'label', '--score', 'score', '--threshold', '2'], /from 0 to 1/],
    ['a pattern that nothing matches', ['--label', 'label', '--score', 'p_*'], /0 columns of churn\.csv/],
    ['a missing option', ['--label', 'label'], /--score/],
    [
      'a positive label that never occurs',
      ['--label', 'label', '--score', 'score', '--positive', 'x'],
      /"x"/,
    ],
  ])('%s is told, with exit code 2', async (_, args, message) => {
    const { code, stderr, stdout } = await mlops(['metrics', 'churn.csv', ...args], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

describe('mlops compare', () => {
  interface Compared {
    readonly a: Metrics;
    readonly b: Metrics;
    readonly tests: Record<string, Record<string, number | string>>;
  }
  type Inputs = { y_true: number[]; score1: number[]; score2: number[] };
  const args = ['compare', 'a.csv', 'b.csv', '--label', 'label', '--score', 'score'];
  const delong = vector<Inputs, Record<string, number>>('delong.paired');
  beforeAll(async () => {
    const { y_true, score1, score2 } = delong.inputs;
    await file(
      'a.csv',
      y_true.map((label, row) => ({ label, score: score1[row] })),
    );
    await file(
      'b.csv',
      y_true.map((label, row) => ({ label, score: score2[row] })),
    );
  });

  test('gives the three tests in the agreed shape, and DeLong’s as pROC does', async () => {
    const found = await json<Compared>(...args, '--replicates', '200', '--seed', '4', '--metric', 'log_loss');
    expect(Object.keys(found)).toEqual(['a', 'b', 'tests']);
    expect(Object.keys(found.tests)).toEqual(['mcnemar_exact', 'delong', 'bootstrap']);
    expect(Object.keys(found.tests.mcnemar_exact ?? {})).toEqual(['statistic', 'p']);
    expect(Object.keys(found.tests.delong ?? {})).toEqual(['auc_a', 'auc_b', 'difference', 'z', 'p']);
    expect(Object.keys(found.tests.bootstrap ?? {}).sort()).toEqual(
      ['difference', 'level', 'lower', 'metric', 'replicates', 'seed', 'upper'].sort(),
    );
    expect(found.tests.bootstrap).toMatchObject({
      metric: 'log_loss',
      replicates: 200,
      seed: 4,
      level: 0.95,
    });
    expectClose(found.tests.delong?.p as number, delong.expected.p ?? Number.NaN, 1e-6);
    const again = await json<Compared>(...args, '--replicates', '200', '--seed', '4', '--metric', 'log_loss');
    expect(again).toEqual(found);
  });

  test('refuses other rows, as data that do not fit', async () => {
    await file(
      'b2.csv',
      delong.inputs.y_true.map((label, row) => ({ label: row === 3 ? 1 - label : label, score: 0.5 })),
    );
    const { code, stderr } = await mlops(args.with(2, 'b2.csv'), { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('row 4: the label is 0 in a.csv and 1 in b2.csv');
    await file('b3.csv', [{ label: 1, score: 0.5 }]);
    const short = await mlops(args.with(2, 'b3.csv'), { cwd });
    expect([short.code, short.stderr]).toEqual([
      1,
      expect.stringContaining('a.csv has 10 rows and b3.csv has 1'),
    ]);
  });
});

describe('mlops profile', () => {
  test('gives the statistics of each column', async () => {
    await file('data.csv', 'id,"a ""b"", c",x\n1,u,NA\n2,v,2.5\n3,u,3.5\n');
    const found = await json<{ rows: number; columns: { name: string; type: string; missing: number }[] }>(
      ...['profile', 'data.csv', '--missing', 'NA'],
    );
    expect(found.rows).toBe(3);
    expect(found.columns.map(({ name, type, missing }) => [name, type, missing])).toEqual([
      ['id', 'integer', 0],
      ['a "b", c', 'string', 0],
      ['x', 'number', 1],
    ]);
    const { stdout } = await mlops(['profile', 'data.csv'], { cwd });
    expect(stdout).toContain('data.csv: 3 rows, 3 columns');
  });
});
