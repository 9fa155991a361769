import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decidePairs } from '../../../bench/gate/study.ts';
import { certaintyAt, improvementsOf, twoSided } from '../../../src/evaluation/certainty/certainty.ts';
import { clustersOf, improvementsOfGate } from '../../../src/evaluation/certainty/improvements.ts';
import { timeStepsOf } from '../../../src/evaluation/certainty/time-steps.ts';
import { outcomesOf, type Scored } from '../../../src/evaluation/metrics/encoding.ts';
import type { Outcomes } from '../../../src/evaluation/metrics/outcomes.ts';
import { randomOf } from '../../../src/stats/random.ts';

const METRICS = ['roc_auc_score', 'log_loss', 'accuracy_score', 'f1_score', 'average_precision_score'];
const OPTIONS = { replicates: 2000, seed: 5 };

function binary(labels: ArrayLike<number>, scores: ArrayLike<number>, more: Partial<Scored> = {}): Outcomes {
  return outcomesOf({ task: 'binary-classification', labels, scores, positive: 1, ...more } as Scored);
}

function regression(labels: number[], predictions: number[]): Outcomes {
  return outcomesOf({ task: 'regression', labels, predictions });
}

/** Labels, and two models of which the first sees more of what is behind them. */
function models(rows: number, seed: number, more: Partial<Scored> = {}) {
  const random = randomOf(seed);
  const labels = Array.from({ length: rows }, () => (random.next() < 0.3 ? 1 : 0));
  const scores = (signal: number) =>
    labels.map((label) => 1 / (1 + Math.exp(1 - signal * label - random.normal())));
  return { challenger: binary(labels, scores(1.6), more), champion: binary(labels, scores(1.1), more) };
}

describe('how sure an improvement is', () => {
  test('the method follows the metric, weights, clusters and time', () => {
    const pair = models(300, 1);
    const found = improvementsOf(pair, METRICS, OPTIONS);
    expect(METRICS.map((metric) => found.get(metric)?.method)).toEqual([
      'delong',
      ...METRICS.slice(1).map(() => 'bootstrap'),
    ]);
    const clusters = clustersOf(Array.from({ length: 300 }, (_, row) => row % 40));
    const clustered = improvementsOf({ ...pair, clusters }, ['roc_auc_score'], OPTIONS);
    expect(clustered.get('roc_auc_score')?.method).toBe('cluster-bootstrap');
    const weights = Array.from({ length: 300 }, (_, row) => 1 + (row % 2));
    const weighted = improvementsOf(models(300, 1, { weights }), ['roc_auc_score'], OPTIONS);
    expect(weighted.get('roc_auc_score')?.method).toBe('bootstrap');
  });

  test('a handful of rows tells nothing, however alike the models are on them', () => {
    const labels = [0, 0, 0, 1, 1, 1];
    const few = {
      challenger: binary(labels, [0.1, 0.1, 0.6, 0.9, 0.9, 0.9]),
      champion: binary(labels, [0.1, 0.1, 0.1, 0.9, 0.9, 0.4]),
    };
    const rare = Array.from({ length: 500 }, (_, row) => (row < 3 ? 1 : 0));
    const found = { challenger: binary(rare, rare), champion: binary(rare, rare) };
    for (const pair of [few, found]) {
      for (const improvement of improvementsOf(pair, METRICS, OPTIONS).values()) {
        expect(certaintyAt(improvement, 0.95, 0.01)).toMatchObject({
          lower: null,
          upper: null,
          pWorse: null,
        });
      }
    }
  });

  test('more is better whatever the metric', () => {
    const found = improvementsOf(models(400, 2), METRICS, OPTIONS);
    for (const metric of METRICS) {
      const improvement = found.get(metric);
      if (!improvement) throw new Error(metric);
      const { improvement: by, lower, upper } = certaintyAt(improvement, 0.95, 0);
      expect(by, metric).toBeGreaterThan(0);
      expect(lower).toBeLessThan(by as number);
      expect(upper).toBeGreaterThan(by as number);
    }
  });

  test('p is below the rest of the level just where the upper end is below the margin', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20, max: 120 }),
        fc.nat(300),
        fc.constantFrom(0.6, 0.9, 0.95, 0.99, 0.999),
        fc.double({ min: -0.4, max: 0.4, noNaN: true }),
        (rows, seed, level, margin) => {
          const found = improvementsOf(models(rows, seed), METRICS, { replicates: 400, seed });
          for (const improvement of found.values()) {
            const { lower, upper, pWorse } = certaintyAt(improvement, level, margin);
            if (lower === null || upper === null || pWorse === null) continue;
            expect(lower).toBeLessThanOrEqual(upper);
            if (Math.abs(upper + margin) > 1e-9) expect(pWorse < 1 - level).toBe(upper < -margin);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('swapping the models turns every sign', () => {
    const { challenger, champion } = models(150, 8);
    const there = improvementsOf({ challenger, champion }, METRICS, OPTIONS);
    const back = improvementsOf({ challenger: champion, champion: challenger }, METRICS, OPTIONS);
    for (const metric of METRICS) {
      const [a, b] = [there.get(metric), back.get(metric)].map((one) => one && certaintyAt(one, 0.9, 0));
      expect(a?.improvement).toBeCloseTo(-(b?.improvement as number), 12);
      expect(a?.lower).toBeCloseTo(-(b?.upper as number), 9);
      expect(a?.upper).toBeCloseTo(-(b?.lower as number), 9);
      expect(a?.detectable).toBeCloseTo(b?.detectable as number, 12);
    }
  });

  test('what these rows could have shown, and how many would decide', () => {
    const improvement = improvementsOf(models(500, 3), ['roc_auc_score'], OPTIONS).get('roc_auc_score');
    if (!improvement?.distribution) throw new Error('no distribution');
    const { standardError } = improvement.distribution;
    const open = certaintyAt(improvement, 0.95, -(improvement.improvement as number) - standardError);
    // One standard error from the margin: (1.645 + 0.842)² times the rows.
    expect(open.rowsNeeded).toBe(Math.ceil(500 * (1.6448536269514722 + 0.8416212335729143) ** 2));
    expect(open.detectable).toBeCloseTo(2.4864748605243863 * standardError, 12);
    expect(certaintyAt(improvement, 0.95, 1).rowsNeeded).toBeNull();
  });

  test('the same model again is neither better nor worse, for certain', () => {
    const { challenger } = models(200, 4);
    const found = improvementsOf({ challenger, champion: challenger }, METRICS, OPTIONS);
    for (const improvement of found.values()) {
      expect(certaintyAt(improvement, 0.95, 0)).toMatchObject({
        improvement: 0,
        pWorse: 1,
        rowsNeeded: null,
      });
      expect(Math.abs(twoSided(improvement, 0.95).lower as number)).toBe(0);
    }
  });

  test('where the rows do not tell there is no interval', () => {
    const one = improvementsOf(
      { challenger: binary([1, 0, 0], [0.9, 0.1, 0.2]), champion: binary([1, 0, 0], [0.1, 0.3, 0.2]) },
      ['roc_auc_score'],
      OPTIONS,
    ).get('roc_auc_score');
    expect(one && certaintyAt(one, 0.95, 0)).toMatchObject({
      improvement: 1,
      lower: null,
      upper: null,
      pWorse: null,
    });
    const pair = models(50, 6);
    const clusters = clustersOf(Array.from({ length: 50 }, () => 'all'));
    const lone = improvementsOf({ ...pair, clusters }, ['log_loss'], OPTIONS).get('log_loss');
    expect(lone?.distribution).toBeNull();
  });
});

describe('rows that hang together', () => {
  test('copies of rows in one cluster make nothing more certain', () => {
    const pair = models(200, 9);
    const once = improvementsOf(pair, ['log_loss'], OPTIONS).get('log_loss');
    const indices = Uint32Array.from({ length: 2000 }, (_, k) => k % 200);
    const repeated = (outcomes: Outcomes) => ({
      ...outcomes,
      rows: 2000,
      ...Object.fromEntries(
        (['truth', 'predicted', 'scores'] as const).map((key) => {
          const values = (outcomes as unknown as Record<string, Float64Array>)[key] as Float64Array;
          const Kind = values.constructor as Float64ArrayConstructor;
          return [key, Kind.from(indices, (row) => values[row] as number)];
        }),
      ),
    });
    const copies = {
      challenger: repeated(pair.challenger) as Outcomes,
      champion: repeated(pair.champion) as Outcomes,
    };
    const clusters = clustersOf(Array.from(indices));
    const together = improvementsOf({ ...copies, clusters }, ['log_loss'], OPTIONS).get('log_loss');
    const apart = improvementsOf(copies, ['log_loss'], OPTIONS).get('log_loss');
    const [a, b, c] = [once, together, apart].map((one) => one?.distribution?.standardError as number);
    expect((b as number) / (a as number)).toBeCloseTo(1, 6);
    expect((a as number) / (c as number)).toBeGreaterThan(2.5);
  });

  test('a row without a value is a cluster of its own', () => {
    const { count, ofRow } = clustersOf(['a', null, 'b', 'a', null]);
    expect(count).toBe(4);
    expect([...ofRow]).toEqual([0, 1, 2, 0, 3]);
  });
});

describe('forecasts', () => {
  const random = randomOf(12);
  const steps = 60;
  const labels = Array.from({ length: 2 * steps }, () => 100 + 10 * random.normal());
  const said = (noise: number) => labels.map((label) => label + noise * random.normal());
  const pair = { challenger: regression(labels, said(2)), champion: regression(labels, said(3)) };
  // Two series, each with all steps, in no order.
  const times = labels.map((_, row) => new Date(Date.UTC(2026, 0, 1 + ((row * 7) % steps))).toISOString());

  test('errors are compared by step', () => {
    const timeSteps = timeStepsOf(times, 1);
    expect(timeSteps?.count).toBe(steps);
    const metrics = ['mean_absolute_error', 'mean_squared_error', 'root_mean_squared_error', 'r2_score'];
    const found = improvementsOf({ ...pair, steps: timeSteps }, metrics, OPTIONS);
    expect(metrics.map((metric) => found.get(metric)?.method)).toEqual([
      'diebold-mariano',
      'diebold-mariano',
      'diebold-mariano',
      'cluster-bootstrap',
    ]);
    const plain = improvementsOf(pair, metrics, OPTIONS);
    for (const metric of metrics) {
      const [a, b] = [found.get(metric), plain.get(metric)];
      expect(a?.improvement).toBeCloseTo(b?.improvement as number, 9);
      // Rows that do not hang together are as certain either way.
      const ratio = (a?.distribution?.standardError as number) / (b?.distribution?.standardError as number);
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.35);
    }
  });

  test('a row without a time leaves no steps', () => {
    expect(timeStepsOf(['2026-01-01', null], 1)).toBeNull();
  });
});

describe('the places of a gate', () => {
  const pair = models(600, 21);
  const values = Array.from({ length: 600 }, (_, row) => (row % 3 === 0 ? 'a' : 'b'));
  const gate = {
    models: pair,
    rules: [
      { metric: 'log_loss', 'may-worsen': 0.01 },
      { metric: 'f1_score', 'may-worsen': 0.01, slice: { column: 'kind' } },
      { metric: 'recall_score', aggregate: 'difference' as const, by: 'kind', 'may-worsen': 0.01 },
      { metric: 'demographic_parity_difference', by: 'kind', 'may-worsen': 0.01 },
    ],
    columns: [{ column: 'kind', values }],
    minimumRows: 30,
    replicates: 500,
    seed: 2,
  };

  test('all rows, slices and groups; none for what is not there', () => {
    const at = improvementsOfGate(gate);
    expect(at('log_loss', null)?.rows).toBe(600);
    expect(at('f1_score', 'kind = a')?.rows).toBe(200);
    expect(at('recall_score_difference', 'by kind')?.distribution?.standardError).toBeGreaterThan(0);
    expect(at('demographic_parity_difference', 'by kind')?.distribution?.standardError).toBeGreaterThan(0);
    expect(at('my_own_metric', null)).toBeNull();
    expect(at('log_loss', 'kind = c')).toBeNull();
  });

  test('a useless slice more changes nothing elsewhere', () => {
    const more = { column: 'half', values: values.map((_, row) => row % 2) };
    const wider = improvementsOfGate({ ...gate, columns: [more, ...gate.columns] });
    const narrow = improvementsOfGate(gate);
    wider('log_loss', 'half = 0');
    for (const place of [null, 'kind = a', 'kind = b']) {
      const [a, b] = [wider('log_loss', place), narrow('log_loss', place)].map(
        (one) => one && twoSided(one, 0.95),
      );
      expect(a).toEqual(b);
    }
  });
});

test('equally good models are hardly ever refused, and worse ones are', () => {
  const margins = { roc_auc_score: 0.01, log_loss: 0.015, accuracy_score: 0.01 };
  const counts = decidePairs({
    ...{ name: 'balanced', margins, from: 0, to: 200, sizes: [500, 1500] },
    ...{ replicates: 300, worseEvery: 10 },
  });
  for (const metric of Object.keys(margins)) {
    const equal = counts[`${metric}|equal, margin 0|all`];
    expect(equal?.pairs).toBe(200);
    // At most 5 % in truth: 20 of 200 would be one in a thousand.
    expect(equal?.fail).toBeLessThan(20);
    expect(equal?.pointFail).toBeGreaterThan(70);
    expect(counts[`${metric}|equal|all`]?.fail).toBeLessThan(5);
  }
});
