import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import { measuresOf, metricsOf } from '../../../src/evaluation/metrics/metrics.ts';
import { takeOutcomes } from '../../../src/evaluation/metrics/outcomes.ts';
import { RANKING_METRICS } from '../../../src/evaluation/metrics/ranked-lists.ts';

const listed = (labels: number[], scores: (number | null)[], of: number[], places = 3, weights?: number[]) =>
  outcomesOf({ task: 'regression', labels, predictions: scores, lists: { of, places }, weights });

test('two lists by hand', () => {
  // List 0 ranks its relevant row second; list 1 its two relevant ones first and third.
  const { metrics } = metricsOf(
    listed([0, 1, 0, 2, 0, 1], [0.9, 0.8, 0.1, 0.9, 0.5, 0.2], [0, 0, 0, 1, 1, 1], 2),
  );
  expect(metrics.mean_reciprocal_rank).toBeCloseTo((1 / 2 + 1) / 2, 12);
  expect(metrics.mean_average_precision).toBeCloseTo((1 / 2 + (1 + 2 / 3) / 2) / 2, 12);
  expect(metrics.precision_at_k).toBeCloseTo(1 / 2, 12);
  expect(metrics.recall_at_k).toBeCloseTo((1 + 1 / 2) / 2, 12);
  const second = 1 / Math.log2(3);
  expect(metrics.ndcg_score).toBeCloseTo((second + 2 / (2 + second)) / 2, 12);
});

test('labels below 0 and scores that are missing leave no figure, and say why', () => {
  const below = metricsOf(listed([-1, 1], [0.1, 0.2], [0, 0]));
  const missing = metricsOf(listed([0, 1], [0.1, null], [0, 0]));
  for (const name of RANKING_METRICS) {
    expect(below.metrics[name]).toBeNull();
    expect(missing.metrics[name]).toBeNull();
  }
  expect(below.notes.join()).toContain('a label is below 0');
  expect(metricsOf(listed([], [], [])).metrics.ndcg_score).toBeNull();
});

const rows = fc.array(
  fc.record({
    label: fc.integer({ min: 0, max: 3 }),
    score: fc.integer({ min: 0, max: 4 }),
    list: fc.integer({ min: 0, max: 3 }),
    drawn: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 30 },
);

test('a list that was drawn twice counts twice; one that was not drawn is as good as absent', () => {
  fc.assert(
    fc.property(
      rows,
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }),
      (drawn, often) => {
        const outcomes = listed(
          drawn.map(({ label }) => label),
          drawn.map(({ score }) => score),
          drawn.map(({ list }) => list),
        );
        const counts = Uint16Array.from(drawn, ({ list }) => often[list] ?? 0);
        const figures = measuresOf(outcomes).figures(RANKING_METRICS, counts);
        // Each list again as often as it was drawn, as a list of its own.
        const again = drawn.flatMap((row) =>
          Array.from({ length: often[row.list] ?? 0 }, (_, copy) => ({ ...row, list: row.list * 10 + copy })),
        );
        const whole = metricsOf(
          listed(
            again.map(({ label }) => label),
            again.map(({ score }) => score),
            again.map(({ list }) => list),
          ),
        ).metrics;
        RANKING_METRICS.forEach((name, index) => {
          const [one, other] = [figures[index]?.value ?? null, whole[name] ?? null];
          if (one === null || other === null) expect(one).toBe(other);
          else expect(one).toBeCloseTo(other, 10);
        });
      },
    ),
  );
});

test('the figures of some rows are those of a table of these rows', () => {
  fc.assert(
    fc.property(rows, (drawn) => {
      const kept = drawn.flatMap(({ drawn: times }, row) => (times > 0 ? [row] : []));
      const of = (chosen: typeof drawn) =>
        listed(
          chosen.map(({ label }) => label),
          chosen.map(({ score }) => score),
          chosen.map(({ list }) => list),
        );
      const part = metricsOf(takeOutcomes(of(drawn), Uint32Array.from(kept))).metrics;
      const table = metricsOf(of(kept.map((row) => drawn[row] as (typeof drawn)[number]))).metrics;
      const weighted = measuresOf(of(drawn)).figures(
        RANKING_METRICS,
        Float64Array.from(drawn, ({ drawn: times }) => (times > 0 ? 1 : 0)),
      );
      RANKING_METRICS.forEach((name, index) => {
        for (const figure of [part[name] ?? null, weighted[index]?.value ?? null]) {
          if (figure === null || table[name] === null) expect(figure).toBe(table[name] ?? null);
          else expect(figure).toBeCloseTo(table[name] ?? Number.NaN, 10);
        }
      });
    }),
  );
});
