import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairedBootstrap } from '../../../src/evaluation/certainty/bootstrap.ts';
import { compare } from '../../../src/evaluation/certainty/compare.ts';
import { delong } from '../../../src/evaluation/certainty/delong.ts';
import { mcnemarExact } from '../../../src/evaluation/certainty/mcnemar.ts';
import { outcomesOf, type Scored } from '../../../src/evaluation/metrics/encoding.ts';
import { computeMetrics } from '../../../src/evaluation/metrics/metrics.ts';
import { quantile } from '../../../src/stats/quantile.ts';
import { randomOf } from '../../../src/stats/random.ts';
import { RowDraws } from '../../../src/stats/row-draws.ts';
import { DataError } from '../../../src/system/errors.ts';
import { expectClose, goldenCases, isPaired, vector } from '../golden.ts';

const binary = (
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  more: Partial<Scored> = {},
): Scored => ({
  task: 'binary-classification',
  labels,
  scores,
  positive: 1,
  ...more,
});

/** Labels, and scores of two models of which the first is better. */
function drawn(rows: number, seed: number) {
  const random = randomOf(seed);
  const labels = Array.from({ length: rows }, () => (random.next() < 0.3 ? 1 : 0));
  const scores = (signal: number) =>
    labels.map((label) => 1 / (1 + Math.exp(1 - signal * label - random.normal())));
  return { labels, a: scores(1.4), b: scores(0.9) };
}

describe('McNemar, exact', () => {
  test.each(['statsmodels.mcnemar.exact', 'statsmodels.mcnemar.no_discordant'])('%s', (name) => {
    const { inputs, expected } = vector(name);
    const result = mcnemarExact(inputs.table[0][1], inputs.table[1][0]);
    expect(result.statistic).toBe(expected.statistic);
    expectClose(result.p, expected.p, name, 1e-12);
  });

  test('very many rows', () => {
    // scipy.stats.binomtest(100_000, 200_400).pvalue and (499_000, 1_000_000)
    expectClose(mcnemarExact(100_000, 100_400).p, 0.37276814583965817, 'close', 1e-8);
    expectClose(mcnemarExact(501_000, 499_000).p, 0.0456082998653896, 'apart', 1e-8);
  });
});

describe('DeLong', () => {
  test('delong.paired', () => {
    const { inputs, expected } = vector('delong.paired');
    const result = delong(
      Uint8Array.from(inputs.y_true),
      Float64Array.from(inputs.score1),
      Float64Array.from(inputs.score2),
    );
    expectClose(result?.auc_a, expected.auc1, 'auc a');
    expectClose(result?.auc_b, expected.auc2, 'auc b');
    expectClose(result?.z, expected.z, 'z');
    expectClose(result?.p, expected.p, 'p', 1e-8);
  });

  test('zero variance: equal areas have p 1, different ones have none', () => {
    const truth = Uint8Array.of(0, 0, 1, 1);
    const good = Float64Array.of(0.1, 0.2, 0.8, 0.9);
    expect(delong(truth, good, good)).toMatchObject({ difference: 0, z: null, p: 1 });
    expect(
      delong(
        truth,
        good,
        good.map((score) => 1 - score),
      ),
    ).toMatchObject({
      difference: 1,
      z: null,
      p: null,
    });
  });

  test('one class, and one row of a class', () => {
    expect(delong(Uint8Array.of(1, 1), Float64Array.of(0, 1), Float64Array.of(1, 0))).toBeNull();
    const scores = Float64Array.of(0.2, 0.1, 0.4);
    expect(delong(Uint8Array.of(1, 0, 0), scores, scores)).toMatchObject({ auc_a: 0.5, z: null, p: null });
  });
});

test('golden pairs: SciPy’s binomial test, DeLong by its definition', () => {
  const cases = goldenCases().cases.filter(isPaired);
  expect(cases.length).toBe(100);
  for (const [index, { labels, a, b, threshold, expected }] of cases.entries()) {
    const result = compare(binary(labels, a, { threshold }), binary(labels, b, { threshold }), {
      replicates: 1,
    });
    const about = `case ${index}`;
    expect(result.tests.mcnemar_exact?.statistic, about).toBe(expected.mcnemar_exact.statistic);
    expectClose(result.tests.mcnemar_exact?.p, expected.mcnemar_exact.p, `${about} p`, 1e-8);
    if (!expected.delong) continue;
    for (const key of ['auc_a', 'auc_b', 'difference', 'z'] as const) {
      expectClose(result.tests.delong?.[key], expected.delong[key], `${about} ${key}`);
    }
    expectClose(result.tests.delong?.p, expected.delong.p, `${about} p of DeLong`, 1e-8);
  }
});

describe('paired bootstrap', () => {
  test('is what computing the metric on each drawn table would be', () => {
    const { labels, a, b } = drawn(60, 4);
    const replicates = 200;
    const metrics = ['roc_auc_score', 'average_precision_score', 'log_loss', 'f1_score'];
    const results = pairedBootstrap(outcomesOf(binary(labels, a)), outcomesOf(binary(labels, b)), metrics, {
      replicates,
      seed: 9,
    });
    const draws = new RowDraws(randomOf(9), labels.length);
    const counts = new Uint16Array(labels.length);
    const differences = metrics.map(() => [] as number[]);
    for (let replicate = 0; replicate < replicates; replicate++) {
      draws.draw(counts);
      const rows = [...counts].flatMap((count, row) => Array<number>(count).fill(row));
      const [x, y] = [a, b].map(
        (scores) =>
          computeMetrics(
            binary(
              rows.map((row) => labels[row] as number),
              rows.map((row) => scores[row] as number),
            ),
          ).metrics,
      );
      metrics.forEach((metric, k) => {
        differences[k]?.push((x?.[metric] as number) - (y?.[metric] as number));
      });
    }
    metrics.forEach((metric, k) => {
      expectClose(results[k]?.lower, quantile(differences[k] ?? [], 0.025), `${metric} lower`);
      expectClose(results[k]?.upper, quantile(differences[k] ?? [], 1 - 0.025), `${metric} upper`);
      expect(results[k]).toMatchObject({ metric, replicates, seed: 9, level: 0.95 });
    });
  });

  test('the interval of ROC AUC is about that of DeLong', () => {
    const { labels, a, b } = drawn(4000, 12);
    const { tests } = compare(binary(labels, a), binary(labels, b), { seed: 3 });
    const { difference, z } = tests.delong as { difference: number; z: number };
    const margin = 1.959964 * Math.abs(difference / z);
    expect(tests.bootstrap.replicates).toBe(2000);
    expect(Math.abs((tests.bootstrap.lower as number) - (difference - margin))).toBeLessThan(0.1 * margin);
    expect(Math.abs((tests.bootstrap.upper as number) - (difference + margin))).toBeLessThan(0.1 * margin);
  });

  test('resamples of one class are not counted, and too few leave no interval', () => {
    const [result] = pairedBootstrap(
      outcomesOf(binary([1, 0, 0, 0, 0], [0.9, 0.1, 0.2, 0.3, 0.4])),
      outcomesOf(binary([1, 0, 0, 0, 0], [0.1, 0.1, 0.2, 0.3, 0.4])),
      ['roc_auc_score'],
    );
    expect(result?.replicates).toBeGreaterThan(1200);
    expect(result?.replicates).toBeLessThan(1500);
    expect(result?.lower).not.toBeNull();
    const [undefinedMetric] = pairedBootstrap(
      outcomesOf(binary([1, 1], [0.9, 0.1])),
      outcomesOf(binary([1, 1], [0.1, 0.1])),
      ['roc_auc_score'],
    );
    expect(undefinedMetric).toMatchObject({ difference: null, lower: null, upper: null, replicates: 0 });
  });

  test('weights, several classes and regression', () => {
    const { labels, a, b } = drawn(200, 21);
    const weights = labels.map((_, row) => 1 + (row % 3));
    const weighted = compare(binary(labels, a, { weights }), binary(labels, b, { weights }), {
      metric: 'log_loss',
    });
    expect(weighted.tests.delong).toBeNull();
    expect(weighted.tests.bootstrap.difference).toBeLessThan(weighted.tests.bootstrap.upper as number);
    const classes = (scores: number[]): Scored => ({
      task: 'multiclass-classification',
      classes: [0, 1],
      labels,
      scores: [scores.map((score) => 1 - score), scores],
    });
    const several = compare(classes(a), classes(b), { metric: 'roc_auc_ovo' });
    expectClose(several.tests.bootstrap.difference, compareAuc(labels, a, b), 'one versus one of two');
    expect(several.tests.mcnemar_exact).not.toBeNull();
    const numbers = (predictions: number[]): Scored => ({ task: 'regression', labels, predictions });
    const regression = compare(numbers(a), numbers(b), { metric: 'median_absolute_error' });
    expect(regression.tests).toMatchObject({ mcnemar_exact: null, delong: null });
    expect(regression.tests.bootstrap.lower).not.toBeNull();
  });

  test('an unknown metric is a mistake of the caller', () => {
    const { labels, a, b } = drawn(10, 1);
    expect(() => compare(binary(labels, a), binary(labels, b), { metric: 'r2_score' })).toThrow(RangeError);
  });
});

function compareAuc(labels: number[], a: number[], b: number[]): number {
  const auc = (scores: number[]) => computeMetrics(binary(labels, scores)).metrics.roc_auc_score as number;
  return auc(a) - auc(b);
}

test('swapping the models turns every sign', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 0, max: 500 }), (rows, seed) => {
      const { labels, a, b } = drawn(rows, seed);
      const options = { replicates: 50, seed, metric: 'log_loss' };
      const there = compare(binary(labels, a), binary(labels, b), options);
      const back = compare(binary(labels, b), binary(labels, a), options);
      expect(back.a).toEqual(there.b);
      expect(back.tests.mcnemar_exact).toEqual(there.tests.mcnemar_exact);
      expectClose(back.tests.delong?.difference ?? 0, -(there.tests.delong?.difference ?? 0), 'difference');
      expectClose(back.tests.delong?.z ?? 0, -(there.tests.delong?.z ?? 0), 'z');
      expectClose(back.tests.delong?.p ?? null, there.tests.delong?.p ?? null, 'p');
      expectClose(
        back.tests.bootstrap.difference,
        -(there.tests.bootstrap.difference as number),
        'bootstrap',
      );
      expectClose(back.tests.bootstrap.lower, -(there.tests.bootstrap.upper as number), 'lower');
    }),
    { numRuns: 40 },
  );
});

test('the same seed gives the same interval', () => {
  const { labels, a, b } = drawn(300, 2);
  const run = (seed: number) => compare(binary(labels, a), binary(labels, b), { seed }).tests.bootstrap;
  expect(run(5)).toEqual(run(5));
  expect(run(5).lower).not.toBe(run(6).lower);
});

test('predictions of other rows are refused', () => {
  expect(() => compare(binary([0, 1], [0.1, 0.2]), binary([0, 1, 1], [0.1, 0.2, 0.3]))).toThrow(DataError);
  expect(() => compare(binary([0, 1], [0.1, 0.2]), binary([1, 0], [0.1, 0.2]))).toThrow(
    'the labels of row 1 differ: "0" and "1"',
  );
});

test('percentiles are type 7', () => {
  const { inputs, expected } = vector('numpy.quantile.linear_ci');
  inputs.q.forEach((q: number, k: number) => {
    expectClose(quantile(inputs.replicates, q), expected[k], `q ${q}`, 1e-12);
  });
});
