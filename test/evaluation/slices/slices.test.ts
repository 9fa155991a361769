import { expect, test } from 'vitest';
import { outcomesOf } from '../../../src/evaluation/metrics/encoding.ts';
import { metricsOf } from '../../../src/evaluation/metrics/metrics.ts';
import { type Label, takeOutcomes } from '../../../src/evaluation/metrics/outcomes.ts';
import { computeSlices } from '../../../src/evaluation/slices/slices.ts';
import { randomOf } from '../../../src/stats/random.ts';

const random = randomOf(8);
const rows = 400;
const labels = Array.from({ length: rows }, () => (random.next() < 0.4 ? 1 : 0));
const origins: Label[] = labels.map(() => ['EWR', 'JFK', null, 'LGA'][random.integer(4)] ?? null);
/** Good for all but EWR. */
const scores = labels.map((label, row) => {
  const signal = origins[row] === 'EWR' ? 0 : 2;
  return 1 / (1 + Math.exp(-signal * (label - 0.5) - random.normal()));
});
const challenger = outcomesOf({ task: 'binary-classification', labels, scores });
const champion = outcomesOf({
  task: 'binary-classification',
  labels,
  scores: scores.map((score) => score ** 2),
});
const origin = { column: 'origin', values: origins };

test('figures of each value, for both models, the worst first', () => {
  const { slices, small } = computeSlices(challenger, champion, [origin]);
  expect(small).toEqual([]);
  expect(slices.map(({ value }) => value).sort()).toEqual(['(missing)', 'EWR', 'JFK', 'LGA']);
  expect(slices[0]?.value).toBe('EWR');
  const areas = slices.map((slice) => slice.challenger.roc_auc_score as number);
  expect(areas).toEqual([...areas].sort((a, b) => a - b));
  const indices = Uint32Array.from(origins.flatMap((value, row) => (value === null ? [row] : [])));
  const missing = slices.find(({ value }) => value === '(missing)');
  expect(missing).toEqual({
    column: 'origin',
    value: '(missing)',
    rows: indices.length,
    challenger: metricsOf(takeOutcomes(challenger, indices)).metrics,
    champion: metricsOf(takeOutcomes(champion, indices)).metrics,
  });
});

test('the primary metric’s own direction decides what is worst', () => {
  const { slices } = computeSlices(challenger, null, [origin], { primary: 'log_loss' });
  const losses = slices.map((slice) => slice.challenger.log_loss as number);
  expect(losses).toEqual([...losses].sort((a, b) => b - a));
  expect(slices[0]?.champion).toBeNull();
});

test('slices with too few rows are named, not judged', () => {
  const few = { column: 'plane', values: labels.map((_, row) => (row < 29 ? 'rare' : 'usual')) };
  const result = computeSlices(challenger, null, [few]);
  expect(result.slices.map(({ value }) => value)).toEqual(['usual']);
  expect(result.small).toEqual([{ column: 'plane', value: 'rare', rows: 29 }]);
  expect(computeSlices(challenger, null, [few], { minimumRows: 29 }).small).toEqual([]);
});

test('a slice in which the metric is not defined comes last', () => {
  const oneClass = { column: 'class', values: labels.map((label) => (label ? 'only' : random.integer(2))) };
  const { slices } = computeSlices(challenger, null, [origin, oneClass]);
  expect(slices.slice(-3).map(({ column }) => column)).toEqual(['class', 'class', 'class']);
  expect(slices.at(-1)?.challenger.roc_auc_score).toBeNull();
});

test('a slice column that is the same everywhere changes nothing', () => {
  const useless = { column: 'useless', values: labels.map(() => true) };
  const { slices } = computeSlices(challenger, champion, [origin, useless]);
  const without = computeSlices(challenger, champion, [origin]).slices;
  expect(slices.filter(({ column }) => column === 'origin')).toEqual(without);
  expect(slices.find(({ column }) => column === 'useless')).toMatchObject({
    value: 'true',
    rows,
    challenger: metricsOf(challenger).metrics,
    champion: metricsOf(champion).metrics,
  });
});

test('no rows, no slices; a column of another length is a mistake of the caller', () => {
  const empty = outcomesOf({ task: 'regression', labels: [], predictions: [] });
  expect(computeSlices(empty, null, [{ column: 'x', values: [] }])).toEqual({ slices: [], small: [] });
  expect(() => computeSlices(challenger, null, [{ column: 'x', values: [1] }])).toThrow(RangeError);
});
