import { beforeAll, describe, expect, test } from 'vitest';
import type { EvidenceOf } from '../../../src/evidence/schema.ts';
import { servedThreshold } from '../../../src/stages/gate/threshold.ts';
import { initWorkspace, type Workspace } from '../workspace.ts';

type Gate = EvidenceOf<'evaluate-gate'>;

const COSTS = 'gate.costs={ true-positive: 10, false-positive: -4, false-negative: -20 }';
const VALUE = 'gate.rules=[{ metric: expected_value, at-least: -100 }]';
const BEST = 'gate.threshold={ best: expected_value }';

/** What nothing here is about. */
const PLAIN = 'gate.explain=0';

let workspace: Workspace;

const gate = async (set: readonly string[]) =>
  (await workspace.run('evaluate-gate', { set: [PLAIN, ...set] })) as Gate;
const metricsOf = () => workspace.json<Record<string, unknown>>('run/package/metrics.json');

beforeAll(async () => {
  workspace = await initWorkspace();
  await workspace.run('train');
}, 120_000);

describe('what decisions are worth', () => {
  test('gives expected and total value, by row weights where there are some', async () => {
    const { figures } = await gate([COSTS, VALUE]);
    const { expected_value, total_value } = figures.challenger.metrics;
    const [[, falsePositive = 0] = [], [falseNegative = 0, truePositive = 0] = []] =
      figures.challenger.curves.confusion?.counts ?? [];
    const total = 10 * truePositive - 4 * falsePositive - 20 * falseNegative;
    expect(total_value).toBeCloseTo(total, 9);
    expect(expected_value).toBeCloseTo(total / figures.rows, 9);
    expect(figures.challenger.curves.threshold?.[50]?.expectedValue).toBeCloseTo(expected_value as number, 9);

    const weighted = await gate([COSTS, VALUE, 'gate.weight=items']);
    expect(weighted.figures.challenger.metrics.total_value).not.toBe(total_value);
    expect(weighted.figures.challenger.metrics.roc_auc_score).not.toBe(
      figures.challenger.metrics.roc_auc_score,
    );
  });

  test('weights that are missing are named, with the row', async () => {
    await expect(gate(['gate.weight=weight'])).rejects.toThrow(
      /gate\.weight: "weight" is null in judged row \d+/,
    );
  });
});

test('rows that make ranked lists have metrics of such, called by their k', async () => {
  const { figures } = await gate([
    'gate.ranking={ by: zip, at: 5 }',
    'gate.rules=[{ metric: ndcg_score, at-least: 0 }, { metric: recall_at_k, may-worsen: 0.1 }]',
  ]);
  expect(figures.rules.map(({ outcome }) => outcome)).toEqual(['pass', 'skipped']);
  expect(figures.titles).toMatchObject({ ndcg_score: 'NDCG at 5' });
  const { ndcg_score, precision_at_k, mean_reciprocal_rank } = figures.challenger.metrics;
  for (const figure of [ndcg_score, precision_at_k, mean_reciprocal_rank]) {
    expect(figure).toBeGreaterThan(0);
    expect(figure).toBeLessThanOrEqual(1);
  }
});

describe('a threshold that is chosen', () => {
  test('is best on the validation rows, stands in evidence and package, and judges', async () => {
    const fixed = await gate([COSTS, VALUE]);
    expect(fixed.figures.threshold).toBe(0.5);
    expect(fixed.figures.thresholdBestAt).toBeUndefined();
    const { figures } = await gate([COSTS, VALUE, BEST]);
    expect(figures.thresholdBestAt).toBe('expected_value');
    expect(figures.challenger.threshold).toBe(figures.threshold);
    // A miss costs five times a false alarm: positive is said early.
    expect(figures.threshold).toBeLessThan(0.5);
    expect(figures.challenger.metrics.expected_value).toBeGreaterThan(
      fixed.figures.challenger.metrics.expected_value as number,
    );
    expect(figures.challenger.metrics.roc_auc_score).toBe(fixed.figures.challenger.metrics.roc_auc_score);
    expect(await metricsOf()).toMatchObject({
      threshold: figures.threshold,
      thresholdBestAt: 'expected_value',
    });
  });

  test('the judged rows have no say in it', async () => {
    const { figures: before } = await gate([COSTS, VALUE, BEST]);
    // The last days are the judged ones: turn their labels, and nothing about the threshold may change.
    const lines = (await workspace.read('orders.csv')).trimEnd().split('\n');
    const turned = lines.map((line, row) =>
      row < lines.length - 150 ? line : line.replace(/(yes|no)$/, (late) => (late === 'yes' ? 'no' : 'yes')),
    );
    await workspace.write('orders.csv', `${turned.join('\n')}\n`);
    try {
      const { figures: after } = await gate([COSTS, VALUE, BEST]);
      expect(after.threshold).toBe(before.threshold);
      expect(after.challenger.metrics.roc_auc_score).not.toBe(before.challenger.metrics.roc_auc_score);
    } finally {
      await workspace.write('orders.csv', `${lines.join('\n')}\n`);
    }
  });
});

describe('deployment', () => {
  test('a package that was never judged is served with the number of the config; without one it is said what to do', async () => {
    await workspace.run('train', { out: 'fresh' });
    const folder = workspace.path('fresh/package');
    expect(await servedThreshold(folder, { threshold: 0.3 })).toBe(0.3);
    await expect(servedThreshold(folder, { threshold: { best: 'f1_score' } })).rejects.toMatchObject({
      message: expect.stringContaining('does not say from which score a row counts as positive'),
      hint: expect.stringContaining('--set gate.threshold=0.5'),
    });
  });

  test('the version is served, and judged as the champion, with the threshold that it was judged with', async () => {
    const { figures } = await gate([COSTS, VALUE, BEST]);
    await workspace.run('register', { set: [PLAIN, COSTS, VALUE, BEST] });
    await workspace.run('deploy', { set: [PLAIN, COSTS, VALUE, BEST] });
    const { url } = (await workspace.deployed()) ?? {};
    const rows = (
      await workspace.json<{ columns: { name: string; values: unknown[] }[] }>('run/package/held-out.json')
    ).columns;
    const asked = Array.from({ length: rows[0]?.values.length ?? 0 }, (_, row) =>
      Object.fromEntries(rows.map(({ name, values }) => [name, values[row]])),
    );
    const response = await fetch(`${url}/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rows: asked }),
    });
    const { predictions } = (await response.json()) as {
      predictions: { score: number; prediction: string }[];
    };
    expect(predictions.some(({ score }) => score >= figures.threshold && score < 0.5)).toBe(true);
    for (const { score, prediction } of predictions) {
      expect(prediction).toBe(score >= figures.threshold ? 'yes' : 'no');
    }

    // The same model at another threshold of the config: the champion keeps its own.
    const next = await gate([COSTS, VALUE, 'gate.threshold=0.9']);
    expect(next.figures.threshold).toBe(0.9);
    expect(next.figures.champion?.threshold).toBe(figures.threshold);
    expect(next.figures.champion?.metrics.expected_value).toBe(figures.challenger.metrics.expected_value);
  }, 60_000);
});
