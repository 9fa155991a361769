import { beforeAll, describe, expect, test } from 'vitest';
import type { EvidenceOf } from '../../../src/evidence/schema.ts';
import { initWorkspace, type Workspace } from '../workspace.ts';

describe('the gate with certainty', () => {
  let shop: Workspace;
  let gate: (...set: string[]) => Promise<EvidenceOf<'evaluate-gate'>>;
  beforeAll(async () => {
    shop = await initWorkspace();
    const first = await shop.loop(['validate-data', 'train', 'evaluate-gate', 'register', 'deploy']);
    expect(first.at(-1)?.verdict).toBe('pass');
    await shop.run('train', { set: ['train.seed=99', 'train.epochs=1'], out: 'next' });
    gate = (...set) =>
      shop.run('evaluate-gate', {
        out: 'next',
        set: ['gate.explain=0', 'train.seed=99', 'gate.slices=[express]', ...set],
      });
  });
  const RULES =
    'gate.rules=[{ metric: roc_auc_score, may-worsen: 0.5 }, { metric: log_loss, may-worsen: 0.001 }, { metric: f1_score, may-worsen: 0.9, slice: { column: express } }]';

  test('each rule about change tells its method and its ends', async () => {
    const { figures } = await gate(RULES, 'gate.certainty=0.9', 'gate.minimum-slice-rows=20');
    expect(figures.certainty).toEqual({
      ...{ level: 0.9, correction: 'holm', resamples: 2000, seed: 99, cluster: null },
    });
    expect(figures.rules.map(({ certainty }) => certainty?.method)).toEqual([
      'delong',
      'bootstrap',
      ...figures.rules.slice(2).map(() => 'bootstrap'),
    ]);
    for (const { certainty, outcome, metric } of figures.rules) {
      const { lower, upper, level, improvement } = certainty ?? {};
      expect(level).toBe(0.9);
      expect(lower as number).toBeLessThanOrEqual(improvement as number);
      expect(upper as number).toBeGreaterThanOrEqual(improvement as number);
      if (metric === 'roc_auc_score') expect(outcome).toBe('pass');
    }
    const { mcnemar, intervals, slices } = figures;
    expect((mcnemar?.onlyChallenger ?? 0) + (mcnemar?.onlyChampion ?? 0)).toBeGreaterThan(0);
    expect(Object.keys(intervals ?? {}).sort()).toEqual(['f1_score', 'log_loss', 'roc_auc_score']);
    const change = slices.find(({ column }) => column === 'express')?.change;
    expect(change).toMatchObject({ metric: 'roc_auc_score' });
    expect(change?.lower as number).toBeLessThan(change?.upper as number);
  });

  test('the same seed decides the same, and other slices change nothing', async () => {
    const [first, second] = [
      await gate(RULES, 'gate.certainty=0.9', 'gate.minimum-slice-rows=20'),
      await gate(RULES, 'gate.certainty=0.9', 'gate.minimum-slice-rows=20', 'gate.slices=[express, carrier]'),
    ];
    expect(second.figures.rules).toEqual(first.figures.rules);
  });

  test('rows of a cluster are drawn together', async () => {
    const { figures } = await gate(
      RULES,
      'gate.certainty=0.9',
      'gate.cluster=zip',
      'gate.minimum-slice-rows=20',
    );
    expect(new Set(figures.rules.map(({ certainty }) => certainty?.method))).toEqual(
      new Set(['cluster-bootstrap']),
    );
    expect(figures.certainty?.cluster).toBe('zip');
  });

  test('without certainty point figures decide, and the intervals are for the report', async () => {
    const { figures } = await gate(RULES, 'gate.minimum-slice-rows=20');
    expect(figures.certainty).toBeUndefined();
    expect(figures.rules.every(({ certainty, outcome }) => !certainty && outcome !== 'inconclusive')).toBe(
      true,
    );
    expect(figures.intervals?.log_loss?.level).toBe(0.95);
  });
});
